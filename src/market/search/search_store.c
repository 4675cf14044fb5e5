#include "market/search/search_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_few_store.h"
#include "market/search/search_pass_store.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

static const char *const SORTS[] = {
    [SEARCH_RELEVANT] = "relevance", [SEARCH_CHEAP] = "price", [SEARCH_DEAR] = "-price",
    [SEARCH_SOON] = "soon",          [SEARCH_NEW] = "newest",  [SEARCH_BOUGHT] = "bought",
};
static_assert(COUNT(SORTS) == SEARCH_SORT_COUNT, "an order came or went: give it its word");

// Upper ends of the price bands for browsing, in won; a convenience of the page, no rule of law.
static const int64_t BAND_ENDS[SEARCH_BANDS - 1] = {10000, 50000, 200000, 1000000, 5000000};

const char *search_sort_word(enum search_sort sort)
{
    assert(sort < SEARCH_SORT_COUNT);
    return SORTS[sort];
}

int search_sort_from(str word)
{
    for (int i = 0; i < SEARCH_SORT_COUNT; i++) {
        if (str_equals(word, str_view(SORTS[i]))) {
            return i;
        }
    }
    return -1;
}

int search_band(money price)
{
    int band = 0;
    while (band < SEARCH_BANDS - 1 && price.won >= BAND_ENDS[band]) {
        band++;
    }
    return band;
}

// --- Lists of values -----------------------------------------------------------------------------

bool search_is_listed(str list, str value)
{
    while (list.n > 0) {
        if (str_equals(str_cut(&list, '|'), value)) {
            return true;
        }
    }
    return false;
}

str search_list_with(struct arena *a, str list, str value)
{
    if (value.n == 0 || search_is_listed(list, value)) {
        return list;
    }
    return list.n == 0 ? value : str_format(a, "%.*s|%.*s", STR_ARG(list), STR_ARG(value));
}

str search_list_without(struct arena *a, str list, str value)
{
    str left = {0};
    while (list.n > 0) {
        str one = str_cut(&list, '|');
        if (!str_equals(one, value)) {
            left = search_list_with(a, left, one);
        }
    }
    return left;
}

// --- Open and closed -----------------------------------------------------------------------------

err search_open(str index_url, struct search **out)
{
    struct search *s = calloc(1, sizeof(struct search));
    if (s == NULL) {
        return &DB_AWAY;
    }
    s->columns = arena_open(LIMIT_SEARCH_COLUMNS);
    s->scratch = arena_open(LIMIT_ARENA_UNIT);
    s->tally_room = arena_open(LIMIT_ARENA_UNIT);
    s->kept_texts = arena_open(LIMIT_SEARCH_KEPT_BYTES);
    s->meant_texts = arena_open(LIMIT_SEARCH_MEANT_BYTES);
    s->known_texts = arena_open(LIMIT_SEARCH_KNOWN_BYTES);
    s->few_room = arena_open(LIMIT_SEARCH_FEW_BYTES);
    search_kept_begin(s);
    s->generation = -1;
    s->hits_least = SEARCH_HITS_LEAST;
    s->few_most = SEARCH_FEW_MAX;
    s->share_least = SEARCH_SHARE_LEAST;
    s->day = DATE_NONE;
    s->turn = -1;
    str file = str_slice(index_url, S("sqlite:").n, index_url.n);
    if (file.n < sizeof(s->file)) { // one with a longer name has nothing beside it
        memcpy(s->file, file.p, file.n);
    }
    err e = db_open(index_url, &s->index);
    if (e == NULL) {
        int applied = 0;
        db_set_arena(s->index, s->columns);
        e = db_migrate(s->index, &applied);
    }
    if (e != NULL) {
        search_close(s);
        return e;
    }
    *out = s;
    return NULL;
}

void search_close(struct search *s)
{
    if (s == NULL) {
        return;
    }
    db_close(s->index);
    search_hits_forget(s);
    search_known_forget(s);
    mapping_turn_end(s->turn);
    mapping_free(&s->image);
    mapping_free(&s->before);
    mapping_free(&s->gathered.rows);
    mapping_free(&s->gathered.opened);
    arena_close(s->columns);
    arena_close(s->scratch);
    arena_close(s->tally_room);
    arena_close(s->kept_texts);
    arena_close(s->meant_texts);
    arena_close(s->known_texts);
    arena_close(s->few_room);
    free(s);
}

void search_set_cache(struct search *s, size_t bytes)
{
    db_set_cache(s->index, bytes);
}

// --- Names and counts ----------------------------------------------------------------------------

const struct search_category *search_category_find(const struct search *s, str code)
{
    size_t low = 0;
    size_t high = s->categories.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(s->by_code[middle]->code, code);
        if (order == 0) {
            return s->by_code[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

str search_category_name(const struct search *s, str code)
{
    const struct search_category *c = search_category_find(s, code);
    return c != NULL ? c->name : code;
}

str search_district_name(const struct search *s, str code)
{
    for (size_t i = 0; i < s->district_names.count; i++) {
        if (str_equals(s->district_names.items[i].value, code)) {
            return s->district_names.items[i].name;
        }
    }
    return code;
}

bool search_district_is_known(const struct search *s, str code)
{
    for (size_t i = 0; i < s->district_names.count; i++) {
        if (str_equals(s->district_names.items[i].value, code)) {
            return true;
        }
    }
    for (size_t i = 0; i < s->districts.count; i++) {
        if (str_equals(s->districts.items[i], code)) {
            return true;
        }
    }
    return false;
}

bool search_unit_is_known(const struct search *s, struct arena *a, str typed)
{
    str unit = {0};
    str name = search_unit_name(s, a, typed);
    bool is_known = normal_unit_find(a, s->added, typed, &unit);
    for (size_t i = 1; i < s->units.count && !is_known; i++) { // the first is none
        is_known = str_equals(s->unit_names[i], name);
    }
    return is_known;
}

uint64_t search_district_bits(const struct search *s, str list)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < s->district_names.count && i < LIMIT_DISTRICTS; i++) {
        bool is_in = search_is_listed(list, s->district_names.items[i].value);
        bits |= is_in ? UINT64_C(1) << i : 0;
    }
    return bits;
}

struct search_category_list search_category_above(const struct search *s, struct arena *a, str code)
{
    const struct search_category *ways[SEARCH_LEVELS] = {0};
    size_t count = 0;
    const struct search_category *c = search_category_find(s, code);
    while (c != NULL && c->parent.n > 0 && count < SEARCH_LEVELS) {
        c = search_category_find(s, c->parent);
        ways[count] = c;
        count += c != NULL;
    }
    struct search_category_list list = {
        .items = NEW_ARRAY(a, SEARCH_LEVELS, const struct search_category *), .count = count};
    for (size_t i = 0; i < count; i++) {
        list.items[i] = ways[count - 1 - i]; // the top one first
    }
    return list;
}

struct search_category_list search_category_children(const struct search *s, struct arena *a,
                                                     str code)
{
    struct search_category_list list = {
        .items = NEW_ARRAY(a, s->categories.count + 1, const struct search_category *)};
    for (size_t i = 0; i < s->categories.count; i++) {
        const struct search_category *c = &s->categories.items[i];
        if (str_equals(c->parent, code)) {
            list.items[list.count++] = c;
        }
    }
    return list;
}

int64_t search_newcomer_count(const struct search *s)
{
    return s->newcomer_count;
}

int64_t search_turn_count(const struct search *s)
{
    return (int64_t)s->turns.count;
}

int64_t search_firm_count(const struct search *s)
{
    return s->firm_count;
}

int64_t search_firm_count_of(const struct search *s, enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_KIND_COUNT);
    return s->firm_counts[kind];
}

// --- Words ---------------------------------------------------------------------------------------

// Take the rows of a group whose bits are set.
static void take_group(struct search_pass *p, size_t group, uint64_t bits, int64_t points)
{
    const struct search_row *rows = p->s->rows.items + group * 64;
    for (; bits != 0; bits &= bits - 1) {
        search_pass_note(p, &rows[__builtin_ctzll(bits)], points);
    }
}

// What one expression or the other finds, each hit once and with the points of where the words
// stand.
static void take_found(struct search *s, struct search_pass *p, const struct search_found *typed,
                       const struct search_found *also)
{
    const int64_t *points = s->formula.points;
    struct search_walk walk = search_walk_begin(s, typed);
    struct search_walk other = search_walk_begin(s, also);
    for (size_t group = 0;; group++) {
        size_t next = search_walk_next(&walk, group);
        size_t beside = search_walk_next(&other, group);
        group = next < beside ? next : beside;
        if (group == SIZE_MAX) {
            break;
        }
        uint64_t found = 0;
        uint64_t titled = 0;
        uint64_t found_also = 0;
        uint64_t titled_also = 0;
        if (next == group) {
            search_walk_take(&walk, group, &found, &titled);
        }
        if (beside == group) {
            search_walk_take(&other, group, &found_also, &titled_also);
        }
        titled_also &= ~titled;
        take_group(p, group, titled, points[SEARCH_OF_TITLE]);
        take_group(p, group, titled_also, points[SEARCH_OF_OTHER_WORD]);
        take_group(p, group, (found | found_also) & ~titled & ~titled_also, 0);
    }
    search_pass_take_noted(p);
}

static err take_words(struct search *s, struct arena *a, struct search_pass *p, str typed, str also)
{
    struct search_found found = {0};
    struct search_found found_also = {0};
    search_few_make_room(s);
    TRY(typed.n > 0 ? search_hits_list(s, a, typed, &found) : NULL);
    TRY(also.n > 0 ? search_hits_list(s, a, also, &found_also) : NULL);
    take_found(s, p, &found, &found_also);
    return NULL;
}

static err take_hits(struct search *s, struct arena *a, struct search_pass *p)
{
    str typed = search_match(a, s->added, p->q->text);
    str also = search_match(a, s->added, p->q->also);
    if (typed.n > 0 || also.n > 0) {
        return take_words(s, a, p, typed, also);
    }
    bool all = str_is_empty(str_trim(p->q->text));
    for (size_t i = 0; i < s->rows.count && all; i++) {
        search_pass_take(p, &s->rows.items[i], 0);
    }
    return NULL;
}

err search_count(struct search *s, str match, int64_t most, int64_t *out_count)
{
    *out_count = 0;
    if (match.n == 0) {
        return NULL;
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", match);
    while (*out_count < most && query_next(q)) {
        *out_count += search_find_row(s, read_i64(q, "id")) >= 0;
    }
    return query_end(q);
}

// --- The answer ----------------------------------------------------------------------------------

static void read_hit(struct query *q, const struct search_best *best, struct search_hit *h)
{
    *h = (struct search_hit){
        .offer_id = best->offer_id,
        .offer_no = {read_i64(q, "offer_no")},
        .product_no = {read_i64(q, "product_no")},
        .title = read_str(q, "title"),
        .maker = read_str(q, "maker"),
        .picture = read_str(q, "picture"),
        .category_code = read_str(q, "category_code"),
        .object = read_str(q, "object"),
        .supplier_no = {read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .district_code = read_str(q, "district_code"),
        .price = read_money(q, "price_won"),
        .exempt = str_equals(read_str(q, "vat"), S("exempt")),
        .unit = read_str(q, "unit"),
        .quantity_min = read_i64(q, "quantity_min"),
        .lead_days = read_i64(q, "lead_days"),
        .own_production = read_bool(q, "own_production"),
        .buyer_count = read_i64(q, "buyer_count"),
        .contract_count = read_i64(q, "contract_count"),
        .vulnerable_bp = best->row->vulnerable_bp,
        .tags = best->row->tags,
        .rank = best->rank,
    };
}

static err load_cards(struct search *s, struct arena *a, struct search_pass *p)
{
    struct search_result *out = p->out;
    size_t count = search_pass_end(p, a);
    struct out ids;
    out_init(&ids, a, LIMIT_PAGE);
    for (size_t i = 0; i < count; i++) {
        out_char(&ids, i == 0 ? '[' : ',');
        out_i64(&ids, p->best[i].offer_id);
    }
    out_str(&ids, count == 0 ? S("[]") : S("]"));
    out->hits.items = NEW_ARRAY(a, count + 1, struct search_hit);
    struct query *q = db_query(s->index, &SQL_SEARCH_CARD);
    bind_str(q, "ids", out_view(&ids));
    for (size_t at = 0; query_next(q); at++) { // in the order they are asked for
        while (p->best[at].offer_id != read_i64(q, "id")) {
            at++; // it went meanwhile
            assert(at < count);
        }
        read_hit(q, &p->best[at], &out->hits.items[out->hits.count++]);
    }
    return query_end(q);
}

static err find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out)
{
    struct search_pass *p = search_pass_new(s, a, q, out);
    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    err e = take_hits(s, a, p);
    e = e != NULL ? e : load_cards(s, a, p);
    db_rollback(s->index);
    return e;
}

err search_find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out)
{
    // Nobody asks twice about the same few, and what is written into a file is long.
    bool is_kept = q->only.items == NULL && q->rows == 0;
    if (is_kept && search_kept_find(s, q, out)) {
        return NULL;
    }
    TRY(find(s, a, q, out));
    if (is_kept) {
        search_kept_add(s, q, out);
    }
    return NULL;
}
