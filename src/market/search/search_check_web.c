#include "market/search/search_check_web.h"

#include "base/limits.h"
#include "market/search/search_store.h"

const struct fault SEARCH_UNKNOWN_NAME = {
    .kind = FAULT_INVALID,
    .code = "search.unknown_name",
    .text = "모르는 조건이 있습니다. 조건의 이름은 /api/v1/openapi.json에 적힌 대로 써 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SEARCH_UNKNOWN_SORT = {
    .kind = FAULT_INVALID,
    .code = "search.unknown_sort",
    .text = "모르는 차례(sort)입니다. relevance, price, -price, soon, newest, bought 가운데 하나를 "
            "써 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SEARCH_UNKNOWN_KEY = {
    .kind = FAULT_INVALID,
    .code = "search.unknown_key",
    .text = "after를 읽을 수 없습니다. 앞 쪽의 답에 적힌 next를 그대로 써 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SEARCH_UNKNOWN_VALUE = {
    .kind = FAULT_INVALID,
    .code = "search.unknown_value",
    .text = "읽을 수 없는 조건 값이 있습니다. 쓸 수 있는 값은 /api/v1/openapi.json과 답의 facets에 "
            "있습니다.",
    .source = FAULT_OWN_RULE,
};
const struct fault SEARCH_TOO_LONG = {
    .kind = FAULT_INVALID,
    .code = "search.too_long",
    .text = "찾는 말이나 조건이 너무 깁니다. " TEXT_OF(LIMIT_QUERY) "자까지 줄여 주세요.",
    .source = FAULT_OWN_RULE,
};

static bool is_figure(str value, int64_t least, int64_t most)
{
    int64_t figure = 0;
    return str_parse_i64(value, &figure) && figure >= least && figure <= most;
}

static bool is_text(str value)
{
    return str_length(value) <= LIMIT_QUERY;
}

static bool is_sort(str value)
{
    return search_sort_from(value) >= 0;
}

// rank.offer
static bool is_key(str value)
{
    int64_t figure = 0;
    str rank = str_cut(&value, '.');
    return str_parse_i64(rank, &figure) && str_parse_i64(value, &figure);
}

static bool is_certificate(str value)
{
    return certificate_any_kind_from(value) >= 0;
}

static bool is_band(str value)
{
    return is_figure(value, 0, SEARCH_BANDS - 1);
}

static bool is_lead(str value)
{
    return is_figure(value, 1, SEARCH_LEADS);
}

static bool is_flag(str value)
{
    return is_figure(value, 0, 1);
}

static bool is_quantity(str value)
{
    return is_figure(value, 1, LIMIT_QUANTITY);
}

static bool is_won(str value)
{
    return is_figure(value, 1, LIMIT_WON);
}

static const struct condition {
    const char *name;
    bool (*is_known)(str value);
    err refusal;
} CONDITIONS[] = {
    {"q",        is_text,        &SEARCH_TOO_LONG     },
    {"category", is_text,        &SEARCH_TOO_LONG     },
    {"sub",      is_text,        &SEARCH_TOO_LONG     },
    {"cert",     is_certificate, &SEARCH_UNKNOWN_VALUE},
    {"district", is_text,        &SEARCH_TOO_LONG     },
    {"delivery", is_text,        &SEARCH_TOO_LONG     },
    {"unit",     is_text,        &SEARCH_TOO_LONG     },
    {"green",    is_flag,        &SEARCH_UNKNOWN_VALUE},
    {"band",     is_band,        &SEARCH_UNKNOWN_VALUE},
    {"lead",     is_lead,        &SEARCH_UNKNOWN_VALUE},
    {"quantity", is_quantity,    &SEARCH_UNKNOWN_VALUE},
    {"budget",   is_won,         &SEARCH_UNKNOWN_VALUE},
    {"each",     is_won,         &SEARCH_UNKNOWN_VALUE},
    {"exact",    is_flag,        &SEARCH_UNKNOWN_VALUE},
    {"sort",     is_sort,        &SEARCH_UNKNOWN_SORT },
    {"after",    is_key,         &SEARCH_UNKNOWN_KEY  },
};

static err check(str name, str value)
{
    for (size_t i = 0; i < COUNT(CONDITIONS); i++) {
        if (str_equals(name, str_view(CONDITIONS[i].name))) {
            return value.n == 0 || CONDITIONS[i].is_known(value) ? NULL : CONDITIONS[i].refusal;
        }
    }
    return &SEARCH_UNKNOWN_NAME;
}

err search_check(const struct request *rq)
{
    for (size_t i = 0; i < rq->query.count; i++) {
        TRY(check(rq->query.items[i].name, rq->query.items[i].value));
    }
    return NULL;
}
