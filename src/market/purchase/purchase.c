#include "market/purchase/purchase.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/catalog/listing.h"

const struct fault PURCHASE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "purchase.unknown",
    .text = "찾는 구매 건이 없습니다. 주소를 확인하거나 구매 건 목록에서 골라 주세요.",
};

const struct fault PURCHASE_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "purchase.changed",
    .text = "그 사이에 다른 사람이 이 구매 건을 고쳤습니다. 새로 고쳐 바뀐 내용을 확인해 주세요.",
};

const struct fault PURCHASE_OWN_HANDS = {
    .kind = FAULT_REFUSED,
    .code = "purchase.own_hands",
    .text = "본인이 요청한 구매는 본인이 결재·검사·지급할 수 없습니다. 다른 담당자가 처리해야 "
            "합니다.",
    .source = "두 사람 원칙(기관 내부통제); 지방자치단체의 검사는 지방계약법 시행령 제66조도",
};

const struct fault PURCHASE_BOTH_SIDES = {
    .kind = FAULT_REFUSED,
    .code = "purchase.both_sides",
    .text = "이 구매의 공급기업에 속해 있거나 속했던 사람, 상대편 일을 한 사람은 처리할 수 "
            "없습니다. 다른 담당자가 처리해야 합니다.",
    .source = "공직자의 이해충돌 방지법 제12조; 두 사람 원칙(기관 내부통제)",
};

const struct fault PURCHASE_TOO_MANY = {
    .kind = FAULT_INVALID,
    .code = "purchase.too_many",
    .text = "기업이 가진 재고보다 많습니다. 수량을 재고까지로 줄이고, 모자라는 것은 다른 기업에서 "
            "찾아 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_NO_DISTRICT = {
    .kind = FAULT_INVALID,
    .code = "purchase.no_district",
    .text = "정한 구·군에만 납품하는 상품이 있습니다. 구매 내용에서 납품할 구·군을 골라 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_ELSEWHERE = {
    .kind = FAULT_INVALID,
    .code = "purchase.elsewhere",
    .text = "이 구·군에는 납품하지 않는 상품이 있습니다. 납품할 구·군을 바꾸거나, 그 상품을 빼고 "
            "이곳에 납품하는 상품을 찾아 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_NOT_OFFICER = {
    .kind = FAULT_DENIED,
    .code = "purchase.not_officer",
    .text = "이 구매 건은 요청한 담당자만 처리할 수 있습니다.",
};

const struct fault PURCHASE_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "purchase.wrong_state",
    .text = "지금 단계에서는 할 수 없는 일입니다. 새로 고쳐 현재 단계를 확인해 주세요.",
};

const struct fault PURCHASE_POLICY_APART = {
    .kind = FAULT_REFUSED,
    .code = "purchase.policy_apart",
    .text = "이 기관은 결재한 사람이 검사하지 않도록 정했습니다. 결재하지 않은 검사자가 검사해 "
            "주세요.",
    .source = "기관 정책",
};

const struct fault PURCHASE_NO_LINES = {
    .kind = FAULT_INVALID,
    .code = "purchase.no_lines",
    .text = "살 품목을 하나 이상 담아 주세요.",
};

const struct fault PURCHASE_TOO_LARGE = {
    .kind = FAULT_REFUSED,
    .code = "purchase.too_large",
    .text = "금액이 너무 커서 계산할 수 없습니다. 수량과 단가를 다시 확인해 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
} STATES[] = {
    [PURCHASE_DRAFT] = {"draft",       "작성 중"                        },
    [PURCHASE_ASKED] = {"asked",       "견적요청 중"                  },
    [PURCHASE_QUOTED] = {"quoted",      "견적 받음"                     },
    [PURCHASE_DECLINED] = {"declined",    "견적 거절됨"                  },
    [PURCHASE_CHOSEN] = {"chosen",      "견적 선정"                     },
    [PURCHASE_SUBMITTED] = {"submitted",   "결재 중"                        },
    [PURCHASE_RETURNED] = {"returned",    "반려됨"                         },
    [PURCHASE_APPROVED] = {"approved",    "결재 완료"                     },
    [PURCHASE_CONTRACTING] = {"contracting", "계약 서명 중"                 },
    [PURCHASE_CONTRACTED] = {"contracted",  "계약 체결"                     },
    [PURCHASE_DELIVERING] = {"delivering",  "납품·검사 중"                },
    [PURCHASE_ACCEPTED] = {"accepted",    "검사 합격"                     },
    [PURCHASE_CLAIMED] = {"claimed",     "대금 청구"                     },
    [PURCHASE_PAID] = {"paid",        "지급 완료"                     },
    [PURCHASE_HANDED_OVER] = {"handed_over", "지정정보처리장치로 넘김"},
    [PURCHASE_CANCELLED] = {"cancelled",   "취소"                            },
};
static_assert(COUNT(STATES) == PURCHASE_STATE_COUNT, "a state came or went: give it its words");

// Every move there is. What is not listed cannot happen.
static const struct move {
    enum purchase_state from;
    enum purchase_event event;
    enum purchase_state to;
} MOVES[] = {
    {PURCHASE_DRAFT,       PURCHASE_ASK,          PURCHASE_ASKED      },
    {PURCHASE_DRAFT,       PURCHASE_WAIVE_QUOTE,  PURCHASE_CHOSEN     },
    {PURCHASE_DRAFT,       PURCHASE_HAND_OVER,    PURCHASE_HANDED_OVER},
    {PURCHASE_DRAFT,       PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_ASKED,       PURCHASE_ANSWER,       PURCHASE_QUOTED     },
    {PURCHASE_ASKED,       PURCHASE_DECLINE,      PURCHASE_DECLINED   },
    {PURCHASE_ASKED,       PURCHASE_REVISE,       PURCHASE_DRAFT      },
    {PURCHASE_ASKED,       PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_QUOTED,      PURCHASE_ANSWER,       PURCHASE_QUOTED     },
    {PURCHASE_QUOTED,      PURCHASE_CHOOSE,       PURCHASE_CHOSEN     },
    {PURCHASE_QUOTED,      PURCHASE_REVISE,       PURCHASE_DRAFT      },
    {PURCHASE_QUOTED,      PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_DECLINED,    PURCHASE_REVISE,       PURCHASE_DRAFT      },
    {PURCHASE_DECLINED,    PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_CHOSEN,      PURCHASE_SUBMIT,       PURCHASE_SUBMITTED  },
    {PURCHASE_CHOSEN,      PURCHASE_REVISE,       PURCHASE_DRAFT      },
    {PURCHASE_CHOSEN,      PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_SUBMITTED,   PURCHASE_APPROVE,      PURCHASE_APPROVED   },
    {PURCHASE_SUBMITTED,   PURCHASE_RETURN,       PURCHASE_RETURNED   },
    {PURCHASE_SUBMITTED,   PURCHASE_WITHDRAW,     PURCHASE_CHOSEN     },
    {PURCHASE_RETURNED,    PURCHASE_SUBMIT,       PURCHASE_SUBMITTED  },
    {PURCHASE_RETURNED,    PURCHASE_REVISE,       PURCHASE_DRAFT      },
    {PURCHASE_RETURNED,    PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_APPROVED,    PURCHASE_DRAW,         PURCHASE_CONTRACTING},
    {PURCHASE_APPROVED,    PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_CONTRACTING, PURCHASE_SIGN,         PURCHASE_CONTRACTED },
    {PURCHASE_CONTRACTING, PURCHASE_CANCEL,       PURCHASE_CANCELLED  },
    {PURCHASE_CONTRACTED,  PURCHASE_DELIVER,      PURCHASE_DELIVERING },
    {PURCHASE_DELIVERING,  PURCHASE_DELIVER,      PURCHASE_DELIVERING },
    {PURCHASE_DELIVERING,  PURCHASE_ACCEPT,       PURCHASE_ACCEPTED   },
    {PURCHASE_ACCEPTED,    PURCHASE_CLAIM,        PURCHASE_CLAIMED    },
    {PURCHASE_CLAIMED,     PURCHASE_REFUSE_CLAIM, PURCHASE_ACCEPTED   },
    {PURCHASE_CLAIMED,     PURCHASE_PAY,          PURCHASE_PAID       },
};
static_assert(COUNT(MOVES) == 33, "a move came or went: redraw the picture in README.md");

const char *purchase_state_word(enum purchase_state state)
{
    assert(state < PURCHASE_STATE_COUNT);
    return STATES[state].word;
}

int purchase_state_from(str word)
{
    for (int i = 0; i < PURCHASE_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str purchase_state_label(enum purchase_state state)
{
    assert(state < PURCHASE_STATE_COUNT);
    return str_view(STATES[state].label);
}

static const char *const EVENTS[] = {
    [PURCHASE_ASK] = "purchase.ask",         [PURCHASE_ANSWER] = "purchase.answer",
    [PURCHASE_DECLINE] = "purchase.decline", [PURCHASE_REVISE] = "purchase.revise",
    [PURCHASE_CHOOSE] = "purchase.choose",   [PURCHASE_WAIVE_QUOTE] = "purchase.waive_quote",
    [PURCHASE_SUBMIT] = "purchase.submit",   [PURCHASE_APPROVE] = "purchase.approve",
    [PURCHASE_RETURN] = "purchase.return",   [PURCHASE_WITHDRAW] = "purchase.withdraw",
    [PURCHASE_DRAW] = "purchase.draw",       [PURCHASE_SIGN] = "purchase.sign",
    [PURCHASE_DELIVER] = "purchase.deliver", [PURCHASE_ACCEPT] = "purchase.accept",
    [PURCHASE_CLAIM] = "purchase.claim",     [PURCHASE_REFUSE_CLAIM] = "purchase.refuse_claim",
    [PURCHASE_PAY] = "purchase.pay",         [PURCHASE_HAND_OVER] = "purchase.hand_over",
    [PURCHASE_CANCEL] = "purchase.cancel",
};
static_assert(COUNT(EVENTS) == PURCHASE_EVENT_COUNT, "an event came or went: give it its word");

const char *purchase_event_word(enum purchase_event event)
{
    assert(event < PURCHASE_EVENT_COUNT);
    return EVENTS[event];
}

static const struct move *find_move(enum purchase_state state, enum purchase_event event)
{
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == state && MOVES[i].event == event) {
            return &MOVES[i];
        }
    }
    return NULL;
}

bool purchase_may(enum purchase_state state, enum purchase_event event)
{
    return find_move(state, event) != NULL;
}

err purchase_move(enum purchase_state *state, enum purchase_event event)
{
    assert(*state < PURCHASE_STATE_COUNT && event < PURCHASE_EVENT_COUNT);
    const struct move *move = find_move(*state, event);
    if (move == NULL) {
        return &PURCHASE_WRONG_STATE;
    }
    *state = move->to;
    return NULL;
}

err purchase_sum(const struct purchase_line *lines, size_t count, ratio vat_rate,
                 struct purchase_totals *out)
{
    if (count == 0) {
        return &PURCHASE_NO_LINES;
    }
    money taxable = WON(0);
    money exempt = WON(0);
    for (size_t i = 0; i < count; i++) {
        assert(lines[i].quantity > 0 && lines[i].price.won > 0);
        money amount = WON(0);
        if (!money_times(lines[i].price, lines[i].quantity, &amount)) {
            return &PURCHASE_TOO_LARGE;
        }
        money *sum = lines[i].is_exempt ? &exempt : &taxable;
        *sum = money_add(*sum, amount);
        int64_t whole = 0; // either may lie beyond the limit by now
        if (__builtin_add_overflow(taxable.won, exempt.won, &whole) || whole > LIMIT_WON) {
            return &PURCHASE_TOO_LARGE;
        }
    }
    struct purchase_totals totals = {.price = money_add(taxable, exempt)};
    money_split_vat(taxable, vat_rate, &totals.supply, &totals.vat);
    totals.supply = money_add(totals.supply, exempt);
    assert(money_equals(money_add(totals.supply, totals.vat), totals.price));
    *out = totals;
    return NULL;
}

err purchase_admit_other(const struct purchase *p, account_id person)
{
    return p->officer.value == person.value ? &PURCHASE_OWN_HANDS : NULL;
}

err purchase_admit_buyer(const struct purchase_hands *hands)
{
    return hands->of_supplier || hands->sold ? &PURCHASE_BOTH_SIDES : NULL;
}

err purchase_admit_inspector(const struct purchase_hands *hands)
{
    TRY(purchase_admit_buyer(hands));
    return hands->keeps_apart && hands->approved ? &PURCHASE_POLICY_APART : NULL;
}

err purchase_admit_seller(const struct purchase_hands *hands)
{
    return hands->bought ? &PURCHASE_BOTH_SIDES : NULL;
}

err purchase_admit_supply(int64_t stock, str districts, int64_t quantity, str district)
{
    if (stock != LISTING_MADE_TO_ORDER && quantity > stock) {
        return &PURCHASE_TOO_MANY;
    }
    if (districts.n == 0) {
        return NULL;
    }
    if (district.n == 0) {
        return &PURCHASE_NO_DISTRICT;
    }
    return attribute_words_hold(districts, district) ? NULL : &PURCHASE_ELSEWHERE;
}

err purchase_admit_lines(const struct purchase *p, const struct purchase_line *lines, size_t count,
                         size_t *out_line)
{
    for (size_t i = 0; i < count; i++) {
        err e = purchase_admit_supply(lines[i].stock, lines[i].districts, lines[i].quantity,
                                      p->district);
        if (e != NULL) {
            *out_line = i;
            return e;
        }
    }
    return NULL;
}

err purchase_admit_officer(const struct purchase *p, account_id person)
{
    return p->officer.value == person.value ? NULL : &PURCHASE_NOT_OFFICER;
}

static void write_line(struct out *o, const struct purchase_line *l)
{
    canon_put_i64(o, "line", l->seq);
    canon_put_i64(o, "offer", l->offer.value);
    canon_put_i64(o, "offer_revision", l->offer_revision);
    canon_put(o, "title", l->title);
    canon_put(o, "unit", l->unit);
    canon_put(o, "vat", l->is_exempt ? S("exempt") : S("taxable"));
    canon_put_i64(o, "quantity", l->quantity);
    canon_put_i64(o, "unit_price_won", l->price.won);
}

str purchase_content(struct arena *a, const struct purchase *p, const struct purchase_line *lines,
                     size_t count)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    canon_put_i64(&o, "purchase", p->no.value);
    canon_put_i64(&o, "institution", p->institution.value);
    canon_put_i64(&o, "department", p->department.value);
    canon_put_i64(&o, "supplier", p->supplier.value);
    canon_put(&o, "title", p->title);
    canon_put(&o, "need", p->need);
    canon_put(&o, "budget_line", p->budget_line);
    canon_put(&o, "object", str_view(law_object_word(p->object)));
    canon_put(&o, "delivery_place", p->delivery_place);
    canon_put_date(&o, "deliver_by", p->deliver_by);
    canon_put(&o, "path", p->has_path ? str_view(law_path_word(p->path)) : S(""));
    canon_put_i64(&o, "estimated_won", p->estimated.won);
    canon_put_i64(&o, "price_won", p->price.won);
    canon_put_i64(&o, "supply_won", p->supply.won);
    canon_put_i64(&o, "vat_won", p->vat.won);
    if (p->scope.n > 0) {
        canon_put(&o, "scope", p->scope);
    }
    for (size_t i = 0; i < count; i++) {
        write_line(&o, &lines[i]);
    }
    assert(!o.overflowed); // LIMIT_PURCHASE_LINES lines of bounded texts
    return out_view(&o);
}
