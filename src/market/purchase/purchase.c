#include "market/purchase/purchase.h"

#include <assert.h>

#include "base/limits.h"

const struct fault PURCHASE_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "purchase.wrong_state",
    .text = "지금 단계에서는 할 수 없는 일입니다. 새로 고쳐 현재 단계를 확인해 주세요.",
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
    {PURCHASE_SUBMITTED,   PURCHASE_RETURN,       PURCHASE_CHOSEN     },
    {PURCHASE_SUBMITTED,   PURCHASE_WITHDRAW,     PURCHASE_CHOSEN     },
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
static_assert(COUNT(MOVES) == 30, "a move came or went: redraw the picture in README.md");

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
        if (taxable.won + exempt.won > LIMIT_WON) {
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
