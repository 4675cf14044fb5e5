#include "market/catalog/listing.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"

#define CANON_MOST (128 * KIB) // the longest description and every attribute, escaped

const struct fault LISTING_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "listing.unknown",
    .text = "찾는 상품이 없습니다. 상품 목록에서 다시 골라 주세요.",
};

const struct fault LISTING_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "listing.wrong_state",
    .text = "지금 상태에서는 할 수 없는 일입니다. 새로 고쳐 상품의 지금 상태를 확인해 주세요.",
};

const struct fault LISTING_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "listing.changed",
    .text = "그 사이 다른 사람이 이 상품을 고쳤습니다. 새로 고쳐 바뀐 내용을 본 뒤 다시 해 주세요.",
};

const struct fault LISTING_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "listing.needs_reason",
    .text = "사유를 적어 주세요. 기업이 무엇을 고쳐야 하는지 알 수 있어야 합니다.",
};

const struct fault LISTING_MERGED = {
    .kind = FAULT_REFUSED,
    .code = "listing.merged",
    .text = "운영자가 같은 상품끼리 합쳐 다른 상품이 이 상품의 자리를 대신합니다. 상품 목록에서 "
            "그 상품을 찾아 판매해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault LISTING_SHARED = {
    .kind = FAULT_REFUSED,
    .code = "listing.shared",
    .text = "다른 기업도 함께 파는 상품이라 상품 설명은 혼자 고칠 수 없습니다. 가격과 판매 조건만 "
            "고치고, 설명이 틀렸으면 운영자에게 알려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault LISTING_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "listing.known",
    .text = "이 상품은 이미 등록하셨습니다. 상품 목록에서 찾아 고쳐 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault LISTING_CODE_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "listing.code_known",
    .text = "같은 자체 상품코드의 상품이 이미 있습니다. 다른 코드를 쓰거나 그 상품을 고쳐 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault LISTING_NO_CATEGORY = {
    .kind = FAULT_INVALID,
    .code = "listing.no_category",
    .text = "품목 분류를 찾지 못했습니다. 소분류까지 골라 주세요.",
};

const struct fault LISTING_INVALID = {
    .kind = FAULT_INVALID,
    .code = "listing.invalid",
    .text = "빠졌거나 맞지 않는 칸이 있습니다. 표시된 칸을 고쳐 주세요.",
};

const struct fault LISTING_OVER = {
    .kind = FAULT_REFUSED,
    .code = "listing.over",
    .text =
        "가격 유효기간이 지난 상품입니다. ‘고치기’에서 새 유효기간을 적은 뒤 다시 시작해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault LISTING_PLAN_PAST = {
    .kind = FAULT_INVALID,
    .code = "listing.plan_past",
    .text = "내일이나 그 뒤의 날을 골라 주세요. 오늘 바꾸려면 ‘고치기’에서 단가를 고칩니다.",
};

const struct fault LISTING_PLAN_PRICE = {
    .kind = FAULT_INVALID,
    .code = "listing.plan_price",
    .text = "1원 이상이고 수량별 단가보다 높은 단가를 적어 주세요.",
};

const struct fault LISTING_NO_REASON = {
    .kind = FAULT_INVALID,
    .code = "listing.no_reason",
    .text = "고치는 까닭을 적어 주세요. 이 상품을 파는 기업이 모두 읽습니다.",
    .source = FAULT_OWN_RULE,
};

const struct fault LISTING_FORBIDDEN = {
    .kind = FAULT_INVALID,
    .code = "listing.forbidden",
    .text = "상품에 쓸 수 없는 말이 들어 있습니다. 그 말을 빼고 다시 해 주세요.",
    .source = "표시·광고의 공정화에 관한 법률 제3조",
};

const struct fault LISTING_SAME = {
    .kind = FAULT_REFUSED,
    .code = "listing.same",
    .text = "바뀐 내용이 없습니다. 고칠 칸을 고친 뒤 저장해 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [LISTING_WAITING] = {"waiting",  "검토 중",    "now" },
    [LISTING_RETURNED] = {"returned", "보완 요청", "bad" },
    [LISTING_ACTIVE] = {"active",   "판매 중",    "ok"  },
    [LISTING_PAUSED] = {"paused",   "판매 멈춤", "soon"},
    [LISTING_ENDED] = {"ended",    "판매 끝",    "off" },
};
static_assert(COUNT(STATES) == LISTING_STATE_COUNT, "a state came or went: give it its row");

// Every move there is. What is not listed cannot happen.
static const struct {
    enum listing_state from;
    enum listing_event event;
    enum listing_state to;
} MOVES[] = {
    {LISTING_WAITING,  LISTING_APPROVE, LISTING_ACTIVE  },
    {LISTING_WAITING,  LISTING_RETURN,  LISTING_RETURNED},
    {LISTING_WAITING,  LISTING_END,     LISTING_ENDED   },
    {LISTING_RETURNED, LISTING_SUBMIT,  LISTING_WAITING },
    {LISTING_RETURNED, LISTING_END,     LISTING_ENDED   },
    {LISTING_ACTIVE,   LISTING_APPROVE, LISTING_ACTIVE  }, // a change of it was looked at
    {LISTING_ACTIVE,   LISTING_RETURN,  LISTING_RETURNED},
    {LISTING_ACTIVE,   LISTING_PAUSE,   LISTING_PAUSED  },
    {LISTING_ACTIVE,   LISTING_END,     LISTING_ENDED   },
    {LISTING_PAUSED,   LISTING_RESUME,  LISTING_ACTIVE  },
    {LISTING_PAUSED,   LISTING_RETURN,  LISTING_RETURNED},
    {LISTING_PAUSED,   LISTING_END,     LISTING_ENDED   },
    {LISTING_ENDED,    LISTING_SUBMIT,  LISTING_WAITING },
};
static_assert(COUNT(MOVES) == 13, "a move came or went: redraw the picture in README.md");

const char *listing_state_word(enum listing_state state)
{
    assert(state < LISTING_STATE_COUNT);
    return STATES[state].word;
}

int listing_state_from(str word)
{
    for (int i = 0; i < LISTING_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str listing_state_label(enum listing_state state)
{
    assert(state < LISTING_STATE_COUNT);
    return str_view(STATES[state].label);
}

str listing_state_tone(enum listing_state state)
{
    assert(state < LISTING_STATE_COUNT);
    return str_view(STATES[state].tone);
}

err listing_move(enum listing_state *state, enum listing_event event, str reason)
{
    assert(*state < LISTING_STATE_COUNT && event < LISTING_EVENT_COUNT);
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == *state && MOVES[i].event == event) {
            if (event == LISTING_RETURN && str_is_empty(str_trim(reason))) {
                return &LISTING_NEEDS_REASON;
            }
            *state = MOVES[i].to;
            return NULL;
        }
    }
    return &LISTING_WRONG_STATE;
}

money offer_price_of(const struct offer_terms *terms, int64_t quantity)
{
    money price = terms->price;
    for (size_t i = 0; i < terms->tiers.count; i++) {
        if (quantity >= terms->tiers.items[i].quantity_min) {
            price = terms->tiers.items[i].price;
        }
    }
    return price;
}

str offer_tiers_format(struct arena *a, const offer_tier_list *tiers)
{
    struct out o;
    out_init(&o, a, CANON_MOST);
    for (size_t i = 0; i < tiers->count; i++) {
        out_format(&o, "%s%lld:%lld", i == 0 ? "" : "|", (long long)tiers->items[i].quantity_min,
                   (long long)tiers->items[i].price.won);
    }
    return out_view(&o);
}

bool listing_object_is_deed(str object)
{
    return str_equals(object, S("service")) || str_equals(object, S("works"));
}

bool offer_tiers_parse(struct arena *a, str text, offer_tier_list *out)
{
    offer_tier_list list = {.items = NEW_ARRAY(a, LIMIT_TIERS, struct offer_tier)};
    str rest = text;
    while (rest.n > 0) {
        str price = str_cut(&rest, '|');
        str quantity = str_cut(&price, ':');
        struct offer_tier tier;
        if (list.count == LIMIT_TIERS || !str_parse_i64(quantity, &tier.quantity_min) ||
            !money_parse(price, &tier.price) ||
            (list.count > 0 && tier.quantity_min <= list.items[list.count - 1].quantity_min)) {
            return false;
        }
        list.items[list.count++] = tier;
    }
    *out = list;
    return true;
}

str offer_tiers_text(struct arena *a, const offer_tier_list *tiers, str unit)
{
    str said = S("");
    for (size_t i = 0; i < tiers->count; i++) {
        said = str_format(a, "%.*s%s%lld%.*s부터 %.*s원", STR_ARG(said), i == 0 ? "" : ", ",
                          (long long)tiers->items[i].quantity_min, STR_ARG(unit),
                          STR_ARG(money_format(a, tiers->items[i].price)));
    }
    return said;
}

str product_text_canon(struct arena *a, const struct product_text *t)
{
    struct out o;
    out_init(&o, a, CANON_MOST);
    canon_put(&o, "category", t->category);
    canon_put(&o, "title", t->title);
    canon_put(&o, "maker", t->maker);
    canon_put(&o, "model", t->model);
    canon_put(&o, "origin", t->origin);
    canon_put(&o, "detail_no", t->detail_no);
    canon_put(&o, "item_no", t->item_no);
    canon_put(&o, "description", t->description);
    for (size_t i = 0; i < t->values.count; i++) {
        if (t->values.items[i].value.n > 0) {
            canon_put(&o, str_to_c(a, str_join(a, S("a."), t->values.items[i].key)),
                      t->values.items[i].value);
        }
    }
    return out_view(&o);
}

struct product_text product_text_parse(struct arena *a, str canon)
{
    struct product_text t = {
        .category = canon_find(a, canon, "category"),
        .title = canon_find(a, canon, "title"),
        .maker = canon_find(a, canon, "maker"),
        .model = canon_find(a, canon, "model"),
        .origin = canon_find(a, canon, "origin"),
        .detail_no = canon_find(a, canon, "detail_no"),
        .item_no = canon_find(a, canon, "item_no"),
        .description = canon_find(a, canon, "description"),
        .values.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct listing_value),
    };
    str name;
    str value;
    while (canon_next(a, &canon, &name, &value)) {
        if (str_starts(name, S("a.")) && t.values.count < LIMIT_ATTRIBUTES) {
            t.values.items[t.values.count++] =
                (struct listing_value){.key = str_slice(name, 2, name.n), .value = value};
        }
    }
    return t;
}

str offer_terms_canon(struct arena *a, const struct offer_terms *t)
{
    struct out o;
    out_init(&o, a, CANON_MOST);
    canon_put_i64(&o, "price_won", t->price.won);
    canon_put(&o, "vat", t->is_exempt ? S("exempt") : S("taxable"));
    canon_put(&o, "unit", t->unit);
    canon_put_i64(&o, "quantity_min", t->quantity_min);
    canon_put(&o, "tiers", offer_tiers_format(a, &t->tiers));
    canon_put_i64(&o, "lead_days", t->lead_days);
    canon_put_i64(&o, "own_production", t->own_production ? 1 : 0);
    canon_put_i64(&o, "stock", t->stock);
    canon_put_date(&o, "valid_until", t->valid_until);
    canon_put(&o, "districts", t->districts);
    canon_put(&o, "own_code", t->own_code);
    return out_view(&o);
}
