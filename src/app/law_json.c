#include "app/law_json.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/law/law_text.h"

static const char *const KEYS[] = {
    "id",
    "regime",
    "object",
    "estimated_price_won",
    "contract_price_won",
    "similar_price_won",
    "supplier_tags",
    "vulnerable_employment_bp",
    "delay_variant",
    "on",
};

#define ID S("\"id\"") // as it stands in a text

static bool is_known_key(const char *key)
{
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        if (str_equals(str_view(key), str_view(KEYS[i]))) {
            return true;
        }
    }
    return false;
}

static str text_of(const json_t *value)
{
    return (str){.p = json_string_value(value), .n = json_string_length(value)};
}

// A misspelt key would be taken for a missing one and give another path, so it is refused.
static const char *read_keys(json_t *object)
{
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(object, key, value)
    {
        if (!is_known_key(key)) {
            return "모르는 항목이 있습니다. id, regime, object, estimated_price_won, "
                   "contract_price_won, similar_price_won, supplier_tags, "
                   "vulnerable_employment_bp, delay_variant, on만 쓸 수 있습니다.";
        }
    }
    return NULL;
}

static bool read_won(const json_t *value, money *out)
{
    json_int_t won = json_integer_value(value);
    if (!json_is_integer(value) || won < 0 || won > (json_int_t)LIMIT_WON) {
        return false;
    }
    *out = WON((int64_t)won);
    return true;
}

static const char *read_amounts(const json_t *object, struct law_question *q)
{
    static_assert(LIMIT_WON == 1000000000000000, "as the sentences say");
    if (!read_won(json_object_get(object, "estimated_price_won"), &q->estimated_price)) {
        return "estimated_price_won은 0에서 1000000000000000 사이의 정수(원)여야 합니다.";
    }
    if (!read_won(json_object_get(object, "contract_price_won"), &q->contract_price)) {
        return "contract_price_won은 0에서 1000000000000000 사이의 정수(원)여야 합니다.";
    }
    const json_t *similar = json_object_get(object, "similar_price_won");
    if (similar != NULL && !read_won(similar, &q->similar_price)) {
        return "similar_price_won은 0에서 1000000000000000 사이의 정수(원)여야 합니다.";
    }
    return NULL;
}

static const char *read_supplier(const json_t *object, struct law_question *q)
{
    const json_t *tags = json_object_get(object, "supplier_tags");
    if (tags != NULL && !json_is_array(tags)) {
        return "supplier_tags는 배열이어야 합니다.";
    }
    for (size_t i = 0; i < json_array_size(tags); i++) {
        const json_t *word = json_array_get(tags, i);
        enum law_tag tag = LAW_TAG_ANY;
        if (!json_is_string(word) || !law_tag_from(text_of(word), &tag)) {
            return "supplier_tags에 모르는 낱말이 있습니다.";
        }
        q->tags |= LAW_TAG_BIT(tag);
    }
    const json_t *share = json_object_get(object, "vulnerable_employment_bp");
    if (share == NULL || json_is_null(share)) {
        return NULL;
    }
    json_int_t bp = json_integer_value(share);
    if (!json_is_integer(share) || bp < 0 || bp > 10000) {
        return "vulnerable_employment_bp는 0에서 10000 사이의 정수이거나 null이어야 합니다.";
    }
    q->vulnerable_bp = (int64_t)bp;
    return NULL;
}

static const char *read_delay_variant(const json_t *object, struct law_question *q)
{
    const json_t *word = json_object_get(object, "delay_variant");
    bool known = word == NULL ||
                 (json_is_string(word) && law_delay_variant_from(text_of(word), &q->delay_variant));
    return known ? NULL
                 : "delay_variant는 운송·보관·양곡가공이면 transport로 적고, 그 밖의 일이면 "
                   "적지 않거나 빈 문자열로 두어야 합니다.";
}

static bool is_id(const json_t *id)
{
    return id == NULL || json_is_null(id) || json_is_string(id) || json_is_integer(id);
}

static const char *read_question(json_t *object, struct law_question *q)
{
    const char *trouble = read_keys(object);
    if (trouble != NULL) {
        return trouble;
    }
    if (!law_regime_from(text_of(json_object_get(object, "regime")), &q->regime)) {
        return "regime은 LOCAL, LOCAL_CORP, LOCAL_INVESTED, STATE, PUBCORP, PRIVATE_SCHOOL 가운데 "
               "하나여야 합니다.";
    }
    if (!law_object_from(text_of(json_object_get(object, "object")), &q->object)) {
        return "object는 goods, service, works_general, works_special, works_other, lease 가운데 "
               "하나여야 합니다.";
    }
    if (!date_parse(text_of(json_object_get(object, "on")), &q->on)) {
        return "on은 2026-01-31 꼴의 날짜여야 합니다.";
    }
    trouble = read_amounts(object, q);
    trouble = trouble != NULL ? trouble : read_supplier(object, q);
    trouble = trouble != NULL ? trouble : read_delay_variant(object, q);
    return trouble != NULL || is_id(json_object_get(object, "id"))
               ? trouble
               : "id는 문자열이나 정수여야 합니다.";
}

static str id_text(struct arena *arena, const json_t *id)
{
    struct out o;
    out_init(&o, arena, LIMIT_LAW_LINE * 6); // a control character is six bytes
    if (json_is_string(id)) {
        out_json(&o, text_of(id));
    } else if (json_is_integer(id)) {
        out_i64(&o, json_integer_value(id));
    } else {
        out_str(&o, S("null"));
    }
    return out_view(&o);
}

// More brackets open at once than a question can need. Only counted: what is no JSON at all is the
// parser's to refuse.
static bool is_too_deep(str text)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (in_string) {
            i += c == '\\'; // what follows is no end of the string
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            depth++;
        } else if ((c == ']' || c == '}') && depth > 0) {
            depth--;
        }
        if (depth > LIMIT_JSON_DEPTH) {
            return true;
        }
    }
    return false;
}

// The object lives in the unit's arena: where that is exhausted, no text is said to be wrong, and
// nothing is left behind.
static struct arena *json_arena;

static void *take_memory(size_t size)
{
    return arena_alloc(json_arena, size);
}

static void keep_memory(void *p)
{
    (void)p;
}

static const char *why_no_object(const json_error_t *error)
{
    switch ((int)json_error_code(error)) {
    case json_error_duplicate_key:
        return "같은 항목을 두 번 적었습니다. 한 번만 적어 주세요.";
    case json_error_numeric_overflow:
        return "너무 큰 수가 있습니다. 금액은 0에서 1000000000000000 사이의 정수(원)여야 합니다.";
    default:
        return "JSON 객체 하나여야 합니다.";
    }
}

// Does the name stand there once? Written with an escape it may stand there again.
static bool has_one_id(str text)
{
    size_t at = str_index(text, ID);
    return at < text.n && !str_contains(str_slice(text, at + ID.n, text.n), ID) &&
           !str_contains(text, S("\\u0069")) && !str_contains(text, S("\\u0064"));
}

// The whole number behind the one name, as it is written; false: there is none, or one beyond all
// bounds.
static bool read_whole_id(str text, int64_t *out)
{
    str rest = str_trim(str_slice(text, str_index(text, ID) + ID.n, text.n));
    rest = str_trim(str_slice(rest, 1, rest.n)); // the colon
    size_t n = 0;
    while (n < rest.n && rest.p[n] != ',' && rest.p[n] != '}') {
        n++;
    }
    return str_parse_i64(str_trim(str_slice(rest, 0, n)), out);
}

// The id of a question that could not be read for a number beyond all bounds or an item that came
// twice: null where it is one of the two itself, or may be.
static str id_of_unread(struct arena *arena, str text)
{
    const size_t flags = JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL;
    const json_t *object = json_loadb(text.p, text.n, flags, NULL);
    const json_t *id = has_one_id(text) ? json_object_get(object, "id") : NULL;
    int64_t whole = 0;
    return json_is_real(id) && read_whole_id(text, &whole)
               ? str_format(arena, "%lld", (long long)whole)
               : id_text(arena, id);
}

const char *law_json_read(struct arena *arena, str text, struct law_question *out_question,
                          str *out_id)
{
    *out_id = S("null");
    if (text.n > LIMIT_LAW_LINE) {
        return "질문이 너무 깁니다.";
    }
    static_assert(LIMIT_JSON_DEPTH == 32, "as the sentence says");
    if (is_too_deep(text)) {
        return "괄호가 너무 깊습니다. 32겹 안으로 적어 주세요.";
    }
    struct law_question q = {.vulnerable_bp = LAW_VULNERABLE_UNKNOWN};
    json_arena = arena;
    json_set_alloc_funcs(take_memory, keep_memory);
    json_error_t error;
    json_t *object = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    const char *trouble = NULL;
    if (object == NULL) {
        trouble = why_no_object(&error);
        *out_id = id_of_unread(arena, text);
    } else {
        trouble = json_is_object(object) ? read_question(object, &q) : "JSON 객체 하나여야 합니다.";
        *out_id = id_text(arena, json_object_get(object, "id"));
    }
    json_set_alloc_funcs(malloc, free);
    if (trouble == NULL) {
        *out_question = q;
    }
    return trouble;
}

str law_json_answer(struct arena *arena, str id, const struct law_answer *answer)
{
    struct out o;
    out_init(&o, arena, LIMIT_CSV_FIELD + LIMIT_LAW_LINE * 6);
    out_str(&o, S("{\"id\":"));
    out_str(&o, id);
    law_answer_write(&o, answer);
    out_char(&o, '}');
    return out_view(&o);
}

// {"id":…,"error":…}, likewise.
static str answer_error(struct arena *arena, str id, const char *sentence)
{
    struct out o;
    out_init(&o, arena, LIMIT_CSV_FIELD + LIMIT_LAW_LINE * 6);
    out_str(&o, S("{\"id\":"));
    out_str(&o, id);
    out_str(&o, S(",\"error\":"));
    out_json(&o, str_view(sentence));
    out_char(&o, '}');
    return out_view(&o);
}

str law_json_refuse(struct arena *arena, const char *sentence)
{
    return answer_error(arena, S("null"), sentence);
}

bool law_json_decide(const struct law *law, struct arena *arena, str text, str *out_answer)
{
    struct law_question q;
    str id = S("null");
    const char *trouble = law_json_read(arena, text, &q, &id);
    if (trouble != NULL) {
        *out_answer = answer_error(arena, id, trouble);
        return false;
    }
    struct law_answer a;
    law_decide(law, &q, arena, &a);
    *out_answer = law_json_answer(arena, id, &a);
    return true;
}
