#include "market/catalog/title.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/normal_number.h"

#define DEPTH_MAX 4   // brackets in brackets
#define USUAL_FACTS 4 // more make a title nobody reads to its end

const struct fault TITLE_BAD_PATTERN = {
    .kind = FAULT_INVALID,
    .code = "title.bad_pattern",
    .text = "상품명 틀을 읽을 수 없습니다. 표시된 곳을 고쳐 주세요.",
};

struct reader {
    struct arena *a;
    str pattern;
    size_t at;
    const struct title_facts *facts;
    str wrong; // of a check: the first mistake
};

static const struct attribute *find_row(const attribute_list *rows, str key)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (str_equals(rows->items[i].key, key)) {
            return &rows->items[i];
        }
    }
    return NULL;
}

// 2,500매; a year, and a number that stands between others, have no comma.
static str shown(struct arena *a, const struct attribute *row, str value)
{
    size_t at = 0;
    struct normal_reading r;
    if (row->kind != ATTRIBUTE_NUMBER || str_equals(row->unit, S("년")) ||
        !normal_read_number(value, &at, &r) || at != value.n) {
        return str_join(a, value, row->unit);
    }
    return str_join(a, normal_number_shown(a, r.number), row->unit);
}

static str value_of(struct reader *r, str key, bool has_words, str words)
{
    if (str_equals(key, S("@name"))) {
        return r->facts->name;
    }
    if (str_equals(key, S("@maker"))) {
        return r->facts->maker;
    }
    if (str_equals(key, S("@model"))) {
        return r->facts->model;
    }
    const struct attribute *row = find_row(r->facts->rows, key);
    str value = listing_value_of(r->facts->values, key);
    if (row == NULL || value.n == 0) {
        return S("");
    }
    if (row->kind == ATTRIBUTE_BOOL) {
        return !str_equals(value, S("예")) ? S("") : has_words ? words : row->name;
    }
    return has_words ? str_join(r->a, value, words) : shown(r->a, row, value);
}

// {key} or {key:words}; false when a value is missing.
static bool put_value(struct reader *r, struct out *o)
{
    str rest = str_slice(r->pattern, r->at, r->pattern.n);
    size_t end = str_index(rest, S("}"));
    str inside = str_slice(rest, 1, end < rest.n ? end - 1 : rest.n);
    r->at += end < rest.n ? end + 1 : rest.n;
    str words = inside;
    str key = str_cut(&words, ':');
    str value = value_of(r, key, key.n < inside.n, words);
    out_str(o, value);
    return value.n > 0;
}

// Up to the closing bracket, or the end; false when a value is missing.
static bool put_part(struct reader *r, struct out *o, int depth)
{
    bool whole = true;
    while (r->at < r->pattern.n) {
        char c = r->pattern.p[r->at];
        if (c == '{') {
            whole = put_value(r, o) && whole;
        } else if (c == '[' && depth < DEPTH_MAX) {
            size_t before = o->n;
            r->at++;
            if (!put_part(r, o, depth + 1)) {
                o->n = before;
            }
        } else if (c == ']' && depth > 0) {
            r->at++;
            return whole;
        } else {
            out_char(o, c);
            r->at++;
        }
    }
    return whole;
}

// Single blanks, none at the ends, and no more than a title may have; whole words.
static str tidy(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    size_t length = 0;
    str rest = text;
    while (rest.n > 0) {
        str word = str_cut(&rest, ' ');
        size_t more = str_length(word) + (o.n > 0 ? 1 : 0);
        if (word.n == 0) {
            continue;
        }
        if (length + more > LIMIT_NAME) {
            break;
        }
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        out_str(&o, word);
        length += more;
    }
    return out_view(&o);
}

str title_build(struct arena *a, str pattern, const struct title_facts *facts)
{
    struct reader r = {.a = a, .pattern = pattern, .facts = facts};
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    (void)put_part(&r, &o, 0);
    return tidy(a, out_view(&o));
}

// --- Checking ------------------------------------------------------------------------------------

static bool is_own(str key)
{
    return str_equals(key, S("@name")) || str_equals(key, S("@maker")) ||
           str_equals(key, S("@model"));
}

static str check_value(struct arena *a, str inside, const attribute_list *rows)
{
    str words = inside;
    str key = str_cut(&words, ':');
    if (str_contains(inside, S("{")) || str_contains(inside, S("[")) ||
        str_contains(inside, S("]"))) {
        return S("‘{’가 닫히지 않았습니다.");
    }
    if (!is_own(key) && find_row(rows, key) == NULL) {
        return str_format(a, "‘{%.*s}’: 이 분류에 그런 속성이 없습니다.", STR_ARG(key));
    }
    return S("");
}

err title_check(struct arena *a, str pattern, const attribute_list *rows, str *out_sentence)
{
    int depth = 0;
    str wrong = S("");
    bool any = false;
    for (size_t i = 0; i < pattern.n && wrong.n == 0; i++) {
        char c = pattern.p[i];
        if (c == '{') {
            str rest = str_slice(pattern, i, pattern.n);
            size_t end = str_index(rest, S("}"));
            wrong = end == rest.n ? S("‘{’가 닫히지 않았습니다.")
                                  : check_value(a, str_slice(rest, 1, end - 1), rows);
            i += end == rest.n ? 0 : end;
            any = true;
        } else if (c == '}') {
            wrong = S("‘}’ 앞에 ‘{’가 없습니다.");
        } else if (c == '[' && ++depth > DEPTH_MAX) {
            wrong = S("‘[’를 네 겹까지 쓸 수 있습니다.");
        } else if (c == ']' && --depth < 0) {
            wrong = S("‘]’ 앞에 ‘[’가 없습니다.");
        }
    }
    if (wrong.n == 0) {
        wrong = depth > 0                          ? S("‘[’가 닫히지 않았습니다.")
                : !any                             ? S("속성을 하나는 넣어 주세요.")
                : str_length(pattern) > LIMIT_LINE ? S("200자 안으로 적어 주세요.")
                                                   : S("");
    }
    *out_sentence = wrong;
    return wrong.n == 0 ? NULL : &TITLE_BAD_PATTERN;
}

str title_usual(struct arena *a, const attribute_list *rows)
{
    struct out o;
    size_t facts = 0;
    out_init(&o, a, LIMIT_TEXT);
    out_str(&o, S("{@name}"));
    for (size_t i = 0; i < rows->count && facts < USUAL_FACTS; i++) {
        const struct attribute *row = &rows->items[i];
        if (row->is_required && row->kind != ATTRIBUTE_BOOL && !row->is_price) {
            out_format(&o, " {%.*s}", STR_ARG(row->key));
            facts++;
        }
    }
    return out_view(&o);
}

str title_of(struct arena *a, const struct listing_template *t, const listing_value_list *values,
             str maker, str model)
{
    struct title_facts facts = {
        .name = t->name,
        .maker = maker,
        .model = model,
        .rows = &t->attributes,
        .values = values,
    };
    return title_build(
        a, t->title_pattern.n > 0 ? t->title_pattern : title_usual(a, &t->attributes), &facts);
}
