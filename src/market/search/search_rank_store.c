#include "market/search/search_rank_store.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_token.h"

#define HASH_DIGITS 8 // hex digits that are read as a number

static const char *const TERMS[] = {
    [SEARCH_OF_TITLE] = "title",           [SEARCH_OF_OTHER_WORD] = "other_word",
    [SEARCH_OF_CATEGORY] = "category",     [SEARCH_OF_BUYERS] = "buyer",
    [SEARCH_OF_PREFERENCE] = "preference", [SEARCH_OF_PLACE] = "local",
    [SEARCH_OF_NEWCOMER] = "newcomer",     [SEARCH_OF_TURN] = "turn",
};
static_assert(COUNT(TERMS) == SEARCH_TERM_COUNT, "a term came or went: give it its word");

const struct search_formula *search_formula_in_force(const struct search *s)
{
    return &s->formula;
}

bool search_has_turn(struct arena *a, date on, public_no supplier, int64_t one_in)
{
    str day = date_format_iso(a, on);
    str hash =
        digest_sha256(a, str_format(a, "%.*s:%lld", STR_ARG(day), (long long)supplier.value));
    int64_t value = 0;
    for (size_t i = 0; i < HASH_DIGITS; i++) {
        char c = hash.p[i];
        value = value * 16 + (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return value % one_in == 0;
}

// A term that a newer program knows counts for nothing.
void search_rank_take_term(struct search *s, struct query *q)
{
    struct search_formula *f = &s->formula;
    str term = read_str(q, "code");
    f->version = read_i64(q, "id");
    f->starts_on = read_date(q, "parent_code");
    for (int i = 0; i < SEARCH_TERM_COUNT; i++) {
        if (str_equals(term, str_view(TERMS[i]))) {
            f->points[i] = read_i64(q, "value");
            f->measures[i] = read_i64(q, "place");
        }
    }
}

void search_rank_take_firm(struct search *s, struct query *q, date today)
{
    public_no no = {read_i64(q, "value")};
    s->newcomer_count++;
    if (search_has_turn(s->scratch, today, no, s->formula.measures[SEARCH_OF_TURN])) {
        assert(s->turns.count < LIMIT_SEARCH_CODES);
        s->turns.items[s->turns.count++] = read_i64(q, "id");
    }
    arena_reset(s->scratch);
}

void search_rank_prepare(struct search *s)
{
    s->preferred = 0;
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        bool is_one = certificate_is_preference((enum certificate_kind)k);
        s->preferred |= is_one ? UINT64_C(1) << k : 0;
    }
    s->locals = NEW_ARRAY(s->columns, s->districts.count + 1, bool);
    for (size_t i = 0; i < s->districts.count; i++) {
        s->locals[i] = search_district_bits(s, s->districts.items[i]) != 0;
    }
    s->code_ends = NEW_ARRAY(s->columns, s->codes.count + 1, size_t);
    size_t room = 0;
    for (size_t k = 0; k < s->codes.count; k++) {
        room += search_category_name(s, s->codes.items[k]).n + 1;
    }
    struct out keys;
    out_init(&keys, s->columns, room + 1);
    for (size_t k = 0; k < s->codes.count; k++) {
        out_str(&keys, search_key(s->scratch, search_category_name(s, s->codes.items[k])));
        s->code_ends[k] = keys.n;
        out_char(&keys, ' ');
    }
    s->code_keys = out_view(&keys);
    arena_reset(s->scratch);
}

void search_rank_begin(struct search *s)
{
    s->formula = (struct search_formula){0};
    for (int i = 0; i < SEARCH_TERM_COUNT; i++) {
        s->formula.measures[i] = 1;
    }
    s->turns.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, int64_t);
    s->turns.count = 0;
    s->newcomer_count = 0;
}

static bool has_turn(const struct search *s, int64_t supplier)
{
    size_t low = 0;
    size_t high = s->turns.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->turns.items[middle] < supplier) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < s->turns.count && s->turns.items[low] == supplier;
}

// What no query changes.
static void list_points(const struct search *s, const struct search_row *r,
                        int64_t points[SEARCH_TERM_COUNT])
{
    const struct search_formula *f = &s->formula;
    int64_t most = f->measures[SEARCH_OF_BUYERS];
    int64_t buyers = r->buyer_count < most ? r->buyer_count : most;
    points[SEARCH_OF_BUYERS] = buyers * f->points[SEARCH_OF_BUYERS];
    points[SEARCH_OF_PREFERENCE] =
        (r->tags & s->preferred) != 0 ? f->points[SEARCH_OF_PREFERENCE] : 0;
    points[SEARCH_OF_PLACE] = s->locals[r->district] ? f->points[SEARCH_OF_PLACE] : 0;
    points[SEARCH_OF_NEWCOMER] = has_turn(s, r->supplier_id) ? f->points[SEARCH_OF_NEWCOMER] : 0;
}

int16_t search_rank_score(const struct search *s, const struct search_row *r)
{
    int64_t points[SEARCH_TERM_COUNT] = {0};
    list_points(s, r, points);
    int64_t sum = 0;
    for (int i = 0; i < SEARCH_TERM_COUNT; i++) {
        sum += points[i];
    }
    assert(sum <= INT16_MAX); // the schema bounds what each term may count
    return (int16_t)sum;
}

typedef LIST(str) key_list;

// The words that are wanted, without blanks; of several none of one syllable, which stands in many
// names.
static void add_keys(struct arena *a, str text, key_list *out)
{
    struct search_term term;
    for (size_t at = 0; search_next_term(text, &at, &term);) {
        str key = search_key(a, term.text);
        bool is_alone = out->count == 0 && at == text.n;
        bool is_key = !term.excluded && (is_alone ? key.n > 0 : str_length(key) > 1);
        if (is_key && out->count < LIMIT_QUERY_WORDS) {
            out->items[out->count++] = key;
        }
    }
}

// Points for every category whose name holds the key. One look through all names: a key holds no
// blank.
static void mark_named(const struct search *s, str key, int32_t *points)
{
    size_t k = 0;
    size_t at = str_index(s->code_keys, key);
    while (key.n > 0 && at < s->code_keys.n) {
        while (s->code_ends[k] < at) {
            k++;
        }
        points[k] = (int32_t)s->formula.points[SEARCH_OF_CATEGORY];
        size_t next = s->code_ends[k] + 1;
        at = next + str_index(str_slice(s->code_keys, next, s->code_keys.n - next), key);
    }
}

int32_t *search_rank_categories(const struct search *s, struct arena *a,
                                const struct search_query *q)
{
    int32_t *points = NEW_ARRAY(a, s->codes.count + 1, int32_t);
    key_list keys = {.items = NEW_ARRAY(a, LIMIT_QUERY_WORDS + 1, str)};
    add_keys(a, q->text, &keys);
    if (q->also.n > 0) {
        keys.items[keys.count++] = search_key(a, q->also); // as a whole: it was not typed
    }
    for (size_t i = 0; i < keys.count; i++) {
        mark_named(s, keys.items[i], points);
    }
    return points;
}

void search_replay(const struct search *s, struct arena *a, const struct search_query *q,
                   const struct search_hit *h, int64_t points[SEARCH_TERM_COUNT])
{
    for (int i = 0; i < SEARCH_TERM_COUNT; i++) {
        points[i] = 0;
    }
    int64_t at = search_find_row(s, h->offer_id);
    if (at < 0) {
        return;
    }
    const struct search_row *r = &s->rows.items[at];
    list_points(s, r, points);
    points[SEARCH_OF_CATEGORY] = search_rank_categories(s, a, q)[r->category];
    int64_t rest = -h->rank;
    for (int i = 0; i < SEARCH_TERM_COUNT; i++) {
        rest -= points[i];
    }
    bool is_titled = rest == s->formula.points[SEARCH_OF_TITLE];
    points[is_titled ? SEARCH_OF_TITLE : SEARCH_OF_OTHER_WORD] = rest;
}
