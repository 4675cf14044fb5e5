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
    .text = "모르거나 읽을 수 없는 조건 값이 있습니다. 쓸 수 있는 값은 /api/v1/openapi.json과 답의 "
            "facets에 "
            "있습니다.",
    .source = FAULT_OWN_RULE,
};
const struct fault SEARCH_TOO_LONG = {
    .kind = FAULT_INVALID,
    .code = "search.too_long",
    .text = "찾는 말이나 조건이 너무 깁니다. " TEXT_OF(LIMIT_QUERY) "자까지 줄여 주세요.",
    .source = FAULT_OWN_RULE,
};

// A value that was asked for, and what knows it.
struct condition_value {
    const struct search *s;
    struct arena *a;
    str text; // without blanks around it
};

static bool is_figure(str value, int64_t least, int64_t most)
{
    int64_t figure = 0;
    return str_parse_i64(value, &figure) && figure >= least && figure <= most;
}

static bool is_text(const struct condition_value *v)
{
    return str_length(v->text) <= LIMIT_QUERY;
}

static bool is_category(const struct condition_value *v)
{
    return search_category_find(v->s, v->text) != NULL;
}

static bool is_district(const struct condition_value *v)
{
    return search_district_is_known(v->s, v->text);
}

static bool is_unit(const struct condition_value *v)
{
    return is_text(v) && search_unit_is_known(v->s, v->a, v->text);
}

static bool is_sort(const struct condition_value *v)
{
    return search_sort_from(v->text) >= 0;
}

// rank.offer
static bool is_key(const struct condition_value *v)
{
    int64_t figure = 0;
    str offer = v->text;
    str rank = str_cut(&offer, '.');
    return str_parse_i64(rank, &figure) && str_parse_i64(offer, &figure);
}

static bool is_certificate(const struct condition_value *v)
{
    return certificate_any_kind_from(v->text) >= 0;
}

static bool is_band(const struct condition_value *v)
{
    return is_figure(v->text, 0, SEARCH_BANDS - 1);
}

static bool is_lead(const struct condition_value *v)
{
    return is_figure(v->text, 1, SEARCH_LEADS);
}

static bool is_flag(const struct condition_value *v)
{
    return is_figure(v->text, 0, 1);
}

static bool is_quantity(const struct condition_value *v)
{
    return is_figure(v->text, 1, LIMIT_QUANTITY);
}

static bool is_won(const struct condition_value *v)
{
    return is_figure(v->text, 1, LIMIT_WON);
}

static const struct condition {
    const char *name;
    bool is_many; // may come more than once
    bool (*is_known)(const struct condition_value *v);
    err refusal;
} CONDITIONS[] = {
    {"q",        false, is_text,        &SEARCH_TOO_LONG     },
    {"category", false, is_category,    &SEARCH_UNKNOWN_VALUE},
    {"sub",      true,  is_category,    &SEARCH_UNKNOWN_VALUE},
    {"cert",     true,  is_certificate, &SEARCH_UNKNOWN_VALUE},
    {"district", true,  is_district,    &SEARCH_UNKNOWN_VALUE},
    {"delivery", true,  is_district,    &SEARCH_UNKNOWN_VALUE},
    {"unit",     true,  is_unit,        &SEARCH_UNKNOWN_VALUE},
    {"green",    false, is_flag,        &SEARCH_UNKNOWN_VALUE},
    {"band",     true,  is_band,        &SEARCH_UNKNOWN_VALUE},
    {"lead",     false, is_lead,        &SEARCH_UNKNOWN_VALUE},
    {"quantity", false, is_quantity,    &SEARCH_UNKNOWN_VALUE},
    {"budget",   false, is_won,         &SEARCH_UNKNOWN_VALUE},
    {"each",     false, is_won,         &SEARCH_UNKNOWN_VALUE},
    {"exact",    false, is_flag,        &SEARCH_UNKNOWN_VALUE},
    {"sort",     false, is_sort,        &SEARCH_UNKNOWN_SORT },
    {"after",    false, is_key,         &SEARCH_UNKNOWN_KEY  },
};

static const struct condition *find_condition(str name)
{
    for (size_t i = 0; i < COUNT(CONDITIONS); i++) {
        if (str_equals(name, str_view(CONDITIONS[i].name))) {
            return &CONDITIONS[i];
        }
    }
    return NULL;
}

err search_check(const struct search *s, const struct request *rq)
{
    for (size_t i = 0; i < rq->query.count; i++) {
        const struct condition *c = find_condition(rq->query.items[i].name);
        struct condition_value v = {s, rq->arena, str_trim(rq->query.items[i].value)};
        str second = {0};
        if (c == NULL) {
            return &SEARCH_UNKNOWN_NAME;
        }
        if (!c->is_many && request_query_at(rq, c->name, 1, &second)) {
            return &REQUEST_NAME_TWICE;
        }
        if (v.text.n > 0 && !c->is_known(&v)) {
            return c->refusal;
        }
    }
    return NULL;
}
