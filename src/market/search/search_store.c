#include "market/search/search_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

// One filed offer's columns.
struct row {
    int64_t offer_id;
    int64_t supplier_id;
    int64_t price_won;
    int64_t buyer_count;
    uint64_t tags;
    uint32_t category; // place in `categories`
    uint32_t district; // place in `districts`
};

struct name {
    str code;
    str text;
};

struct search {
    struct db *index;
    struct arena *columns; // everything below; begun anew when the generation or the day changes
    struct arena *scratch; // of one offer while it is filed: a copy of a million must not pile up
    int64_t change_id;
    int64_t generation;
    date day;              // the certificates are those of this day
    LIST(struct row) rows; // by offer_id
    LIST(str) categories;  // codes met
    LIST(str) districts;
    LIST(struct name) names; // of categories and districts
};

static const char *const SORTS[] = {
    [SEARCH_RELEVANT] = "relevance", [SEARCH_CHEAP] = "price",   [SEARCH_DEAR] = "-price",
    [SEARCH_NEW] = "newest",         [SEARCH_BOUGHT] = "bought",
};
static_assert(COUNT(SORTS) == SEARCH_SORT_COUNT, "an order came or went: give it its word");

// Upper ends of the price bands for browsing; a convenience of the page, no rule of law.
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

err search_open(str index_url, struct search **out)
{
    struct search *s = calloc(1, sizeof(struct search));
    if (s == NULL) {
        return &DB_AWAY;
    }
    s->columns = arena_open(LIMIT_SEARCH_COLUMNS);
    s->scratch = arena_open(LIMIT_ARENA_UNIT);
    s->generation = -1;
    s->day = DATE_NONE;
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
    arena_close(s->columns);
    arena_close(s->scratch);
    free(s);
}

// --- Keeping up
// -----------------------------------------------------------------------------------

static err remove_doc(struct search *s, int64_t offer)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_DOC_TOK);
    bind_i64(q, "id", offer);
    bool there = query_next(q);
    str tok = there ? read_str(q, "tok") : (str){0};
    TRY(query_end(q));
    if (!there) {
        return NULL;
    }
    q = db_query(s->index, &SQL_SEARCH_FTS_REMOVE);
    bind_i64(q, "id", offer);
    bind_str(q, "tok", tok);
    TRY(query_run(q, NULL));
    q = db_query(s->index, &SQL_SEARCH_DOC_REMOVE);
    bind_i64(q, "id", offer);
    return query_run(q, NULL);
}

// File a word under itself and under its initial consonants.
static err add_word(struct search *s, struct arena *a, str found_by, str term, const char *kind,
                    int64_t weight)
{
    str keys[] = {search_key(a, found_by), search_initials(a, found_by)};
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct query *q = db_query(s->index, &SQL_SEARCH_WORD_ADD);
        bind_str(q, "key", keys[i]);
        bind_str(q, "term", term);
        bind_str(q, "kind", str_view(kind));
        bind_i64(q, "weight", weight);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

// A title's first two words: what the product is called, without its sizes.
static str short_title(str title)
{
    size_t blanks = 0;
    for (size_t i = 0; i < title.n; i++) {
        if (title.p[i] == ' ' && ++blanks == 2) {
            return str_slice(title, 0, i);
        }
    }
    return title;
}

static err add_doc(struct search *s, struct arena *a, struct query *from)
{
    str title = read_str(from, "title");
    str words =
        str_format(a, "%.*s | %.*s | %.*s %.*s | %.*s", STR_ARG(title),
                   STR_ARG(read_str(from, "category_name")), STR_ARG(read_str(from, "maker")),
                   STR_ARG(read_str(from, "model")), STR_ARG(read_str(from, "supplier_name")));
    str tok = search_doc_tokens(a, words);
    int64_t id = read_i64(from, "offer_id");
    struct query *q = db_query(s->index, &SQL_SEARCH_DOC_ADD);
    bind_i64(q, "id", id);
    bind_str(q, "tok", tok);
    bind_i64(q, "offer_no", read_i64(from, "offer_no"));
    bind_i64(q, "product_no", read_i64(from, "product_no"));
    bind_str(q, "title", title);
    bind_str(q, "picture", read_str(from, "picture"));
    bind_str(q, "category", read_str(from, "category_code"));
    bind_i64(q, "supplier_id", read_i64(from, "supplier_id"));
    bind_i64(q, "supplier_no", read_i64(from, "supplier_no"));
    bind_str(q, "supplier", read_str(from, "supplier_name"));
    bind_str(q, "district", read_str(from, "district_code"));
    bind_money(q, "price", read_money(from, "price_won"));
    bind_str(q, "unit", read_str(from, "unit"));
    bind_i64(q, "lead_days", read_i64(from, "lead_days"));
    bind_i64(q, "buyers", read_i64(from, "buyer_count"));
    TRY(query_run(q, NULL));
    q = db_query(s->index, &SQL_SEARCH_FTS_ADD);
    bind_i64(q, "id", id);
    bind_str(q, "tok", tok);
    TRY(query_run(q, NULL));
    str supplier = read_str(from, "supplier_name");
    TRY(add_word(s, a, title, short_title(title), "product", 1));
    return add_word(s, a, supplier, supplier, "supplier", 1);
}

// One batch of changes; *last stays when nothing is left.
static err copy_changes(struct search *s, struct db *db, int64_t *last)
{
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE);
    bind_i64(q, "after", *last);
    while (query_next(q)) {
        *last = read_i64(q, "change_id");
        TRY(remove_doc(s, read_i64(q, "offer_id")));
        bool for_sale = str_equals(read_str(q, "offer_state"), S("active")) &&
                        str_equals(read_str(q, "supplier_state"), S("active"));
        if (for_sale) {
            TRY(add_doc(s, s->scratch, q));
        }
        arena_reset(s->scratch);
    }
    return query_end(q);
}

// Categories and synonyms are set-up data: their words are made anew with every first copy.
static err copy_words(struct search *s, struct db *db)
{
    struct arena *a = s->scratch;
    TRY(query_run(db_query(s->index, &SQL_SEARCH_WORD_CLEAR), NULL));
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_CATEGORIES);
    while (query_next(q)) {
        str name = read_str(q, "name");
        TRY(add_word(s, a, name, name, "category", 1000 * read_i64(q, "level")));
    }
    TRY(query_end(q));
    q = db_query(db, &SQL_SEARCH_SOURCE_SYNONYMS);
    while (query_next(q)) {
        TRY(add_word(s, a, read_str(q, "term"), read_str(q, "canonical"), "synonym", 500));
    }
    return query_end(q);
}

static err read_position(struct search *s, int64_t *change_id, int64_t *generation)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_POSITION);
    *change_id = 0;
    *generation = 0;
    if (query_next(q)) {
        *change_id = read_i64(q, "change_id");
        *generation = read_i64(q, "generation");
    }
    return query_end(q);
}

static err copy_all(struct search *s, struct db *db)
{
    int64_t position = 0;
    int64_t generation = 0;
    TRY(read_position(s, &position, &generation)); // again, now that the lock is held
    if (position == 0) {
        TRY(copy_words(s, db));
    }
    int64_t last = position;
    int64_t before = -1;
    while (last != before) {
        before = last;
        TRY(copy_changes(s, db, &last));
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_POSITION_SET);
    bind_i64(q, "change_id", last);
    return query_run(q, NULL);
}

static err catch_up(struct search *s, struct db *db, struct arena *a)
{
    db_set_arena(db, s->scratch);
    db_set_arena(s->index, s->scratch);
    err e = db_begin(s->index, DB_WRITE);
    e = e != NULL ? e : copy_all(s, db);
    if (e != NULL) {
        db_rollback(s->index);
    } else {
        e = db_commit(s->index);
    }
    arena_reset(s->scratch);
    db_set_arena(db, a);
    db_set_arena(s->index, a);
    return e;
}

// --- Columns in memory
// ----------------------------------------------------------------------------

static uint32_t place_of(str *codes, size_t *count, size_t room, struct arena *a, str code)
{
    for (size_t i = *count; i > 0; i--) { // what came last comes again
        if (str_equals(codes[i - 1], code)) {
            return (uint32_t)(i - 1);
        }
    }
    assert(*count < room);
    codes[*count] = str_copy(a, code);
    return (uint32_t)(*count)++;
}

static int64_t find_row(const struct search *s, int64_t offer)
{
    size_t low = 0;
    size_t high = s->rows.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->rows.items[middle].offer_id < offer) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < s->rows.count && s->rows.items[low].offer_id == offer ? (int64_t)low : -1;
}

static err load_tags(struct search *s, struct db *db, date today)
{
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_TAGS);
    bind_date(q, "today", today);
    int64_t supplier_max = 0;
    for (size_t i = 0; i < s->rows.count; i++) {
        int64_t id = s->rows.items[i].supplier_id;
        supplier_max = id > supplier_max ? id : supplier_max;
    }
    uint64_t *tags = NEW_ARRAY(s->columns, (size_t)supplier_max + 1, uint64_t);
    while (query_next(q)) {
        int64_t supplier = read_i64(q, "supplier_id");
        int kind = certificate_kind_from(read_str(q, "kind"));
        if (kind >= 0 && supplier <= supplier_max) {
            tags[supplier] |= UINT64_C(1) << kind;
        }
    }
    TRY(query_end(q));
    for (size_t i = 0; i < s->rows.count; i++) {
        s->rows.items[i].tags = tags[s->rows.items[i].supplier_id];
    }
    s->day = today;
    return NULL;
}

static err add_names(struct search *s, struct query *q)
{
    while (query_next(q)) {
        assert(s->names.count < LIMIT_SEARCH_CODES);
        s->names.items[s->names.count++] =
            (struct name){.code = str_copy(s->columns, read_str(q, "code")),
                          .text = str_copy(s->columns, read_str(q, "name"))};
    }
    return query_end(q);
}

static err load_names(struct search *s, struct db *db)
{
    s->names.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct name);
    s->names.count = 0;
    TRY(add_names(s, db_query(db, &SQL_SEARCH_SOURCE_DISTRICTS)));
    return add_names(s, db_query(db, &SQL_SEARCH_SOURCE_CATEGORIES));
}

static str name_of(const struct search *s, str code)
{
    for (size_t i = 0; i < s->names.count; i++) {
        if (str_equals(s->names.items[i].code, code)) {
            return s->names.items[i].text;
        }
    }
    return code;
}

str search_category_name(const struct search *s, str code)
{
    return name_of(s, code);
}

str search_district_name(const struct search *s, str code)
{
    return name_of(s, code);
}

static err load_rows(struct search *s)
{
    arena_reset(s->columns);
    s->categories.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->categories.count = 0;
    s->districts.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->districts.count = 0;
    s->rows.count = 0;
    size_t room = 1024;
    struct row *rows = NEW_ARRAY(s->columns, room, struct row);
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMNS);
    size_t count = 0;
    while (query_next(q)) {
        if (count == room) {
            struct row *wider = NEW_ARRAY(s->columns, room * 2, struct row);
            memcpy(wider, rows, room * sizeof(struct row));
            rows = wider;
            room *= 2;
        }
        rows[count++] = (struct row){
            .offer_id = read_i64(q, "id"),
            .supplier_id = read_i64(q, "supplier_id"),
            .price_won = read_i64(q, "price_won"),
            .buyer_count = read_i64(q, "buyer_count"),
            .category = place_of(s->categories.items, &s->categories.count, LIMIT_SEARCH_CODES,
                                 s->columns, read_str(q, "category_code")),
            .district = place_of(s->districts.items, &s->districts.count, LIMIT_SEARCH_CODES,
                                 s->columns, read_str(q, "district_code")),
        };
    }
    TRY(query_end(q));
    s->rows.items = rows;
    s->rows.count = count;
    return NULL;
}

err search_catch_up(struct search *s, struct db *db, struct arena *a, date today)
{
    int64_t newest = 0;
    struct query *q = db_query(db, &SQL_SEARCH_NEWEST_CHANGE);
    if (query_next(q)) {
        newest = read_i64(q, "change_id");
    }
    TRY(query_end(q));
    db_set_arena(s->index, a);
    if (newest != s->change_id) {
        TRY(catch_up(s, db, a));
    }
    if (newest == s->change_id && s->generation >= 0 && date_equals(today, s->day)) {
        return NULL;
    }
    TRY(db_begin(s->index, DB_READ));
    int64_t generation = 0;
    err e = read_position(s, &s->change_id, &generation);
    e = e != NULL ? e : load_rows(s);
    db_rollback(s->index);
    TRY(e);
    TRY(load_names(s, db));
    TRY(load_tags(s, db, today));
    s->generation = generation;
    return NULL;
}

// --- Asking
// ---------------------------------------------------------------------------------------

// The rank a row is sorted by, smaller first, ties by id.
static int64_t rank_of(const struct row *r, enum search_sort sort)
{
    switch (sort) {
    case SEARCH_CHEAP:
        return r->price_won;
    case SEARCH_DEAR:
        return -r->price_won;
    case SEARCH_NEW:
        return -r->offer_id;
    case SEARCH_BOUGHT:
        return -r->buyer_count;
    case SEARCH_RELEVANT: {
        // Published formula, version 1: 2 points for each institution that bought, 50 at most, and
        // 10 for a preference certificate in force.
        int64_t bought = r->buyer_count < 25 ? r->buyer_count * 2 : 50;
        uint64_t preferred = 0;
        for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
            if (certificate_is_preference((enum certificate_kind)k)) {
                preferred |= UINT64_C(1) << k;
            }
        }
        return -(bought + ((r->tags & preferred) != 0 ? 10 : 0));
    }
    case SEARCH_SORT_COUNT:
        break;
    }
    abort(); // no such order
}

// A place among the best: rank, then id.
struct best {
    int64_t rank;
    int64_t offer_id;
};

static bool before(struct best a, struct best b)
{
    return a.rank < b.rank || (a.rank == b.rank && a.offer_id < b.offer_id);
}

struct pass {
    const struct search *s;
    const struct search_query *q;
    bool *in_category; // by place in s->categories
    struct best after;
    bool has_after;
    struct best best[LIMIT_PAGE_ROWS + 1]; // one more tells whether there is a next page
    size_t best_count;
    int64_t *category_counts;
    int64_t *district_counts;
    struct search_result *out;
};

static void keep(struct pass *p, struct best b)
{
    if (p->has_after && !before(p->after, b)) {
        return;
    }
    size_t room = COUNT(p->best);
    if (p->best_count == room && !before(b, p->best[room - 1])) {
        return;
    }
    size_t at = p->best_count < room ? p->best_count++ : room - 1;
    while (at > 0 && before(b, p->best[at - 1])) {
        p->best[at] = p->best[at - 1];
        at--;
    }
    p->best[at] = b;
}

// Count one hit in every facet whose other filters it passes, and keep it when it passes all.
static void take(struct pass *p, const struct row *r)
{
    int band = search_band(WON(r->price_won));
    bool category = p->in_category[r->category];
    bool tags = p->q->tags == 0 || (r->tags & p->q->tags) != 0;
    bool bands = p->q->bands == 0 || (p->q->bands & (1U << band)) != 0;
    bool district =
        p->q->district.n == 0 || str_equals(p->s->districts.items[r->district], p->q->district);
    if (category && bands && district) {
        for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
            p->out->tag_counts[k] += (int64_t)((r->tags >> k) & 1);
        }
    }
    if (category && tags && bands) {
        p->district_counts[r->district]++;
    }
    if (category && tags && district) {
        p->out->band_counts[band]++;
    }
    if (tags && bands && district && category) {
        p->category_counts[r->category]++;
        p->out->total++;
        keep(p, (struct best){.rank = rank_of(r, p->q->sort), .offer_id = r->offer_id});
    }
}

static err take_hits(struct search *s, struct arena *a, struct pass *p)
{
    str match = search_match(a, p->q->text);
    if (match.n == 0) {
        bool all = str_is_empty(str_trim(p->q->text));
        for (size_t i = 0; i < s->rows.count && all; i++) {
            take(p, &s->rows.items[i]);
        }
        return NULL;
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", match);
    while (query_next(q)) {
        int64_t at = find_row(s, read_i64(q, "id"));
        if (at >= 0) {
            take(p, &s->rows.items[at]);
        }
    }
    return query_end(q);
}

static bool is_below(str code, str parent)
{
    return parent.n == 0 || str_equals(code, parent) ||
           (str_starts(code, parent) && code.p[parent.n] == '.');
}

// The code one level below `parent` that `code` lies under.
static str child_of(str code, str parent)
{
    size_t from = parent.n == 0 ? 0 : parent.n + 1;
    if (from >= code.n) {
        return code;
    }
    size_t dot = str_index(str_slice(code, from, code.n), S("."));
    return str_slice(code, 0, from + dot);
}

static void add_facet(struct search_facet *facets, size_t *count, str value, int64_t n)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_equals(facets[i].value, value)) {
            facets[i].count += n;
            return;
        }
    }
    facets[(*count)++] = (struct search_facet){.value = value, .count = n};
}

static void sum_facets(struct search *s, struct arena *a, const struct pass *p)
{
    struct search_result *out = p->out;
    out->categories.items = NEW_ARRAY(a, s->categories.count + 1, struct search_facet);
    for (size_t i = 0; i < s->categories.count; i++) {
        if (p->category_counts[i] > 0) {
            str code = str_copy(a, s->categories.items[i]);
            add_facet(out->categories.items, &out->categories.count, child_of(code, p->q->category),
                      p->category_counts[i]);
        }
    }
    out->districts.items = NEW_ARRAY(a, s->districts.count + 1, struct search_facet);
    for (size_t i = 0; i < s->districts.count; i++) {
        if (p->district_counts[i] > 0) {
            add_facet(out->districts.items, &out->districts.count,
                      str_copy(a, s->districts.items[i]), p->district_counts[i]);
        }
    }
}

static err load_cards(struct search *s, struct arena *a, const struct pass *p)
{
    struct search_result *out = p->out;
    size_t count = p->best_count < LIMIT_PAGE_ROWS ? p->best_count : LIMIT_PAGE_ROWS;
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
    while (query_next(q)) {
        struct search_hit *h = &out->hits.items[out->hits.count++];
        h->offer_id = read_i64(q, "id");
        h->offer_no.value = read_i64(q, "offer_no");
        h->product_no.value = read_i64(q, "product_no");
        h->title = read_str(q, "title");
        h->picture = read_str(q, "picture");
        h->category_code = read_str(q, "category_code");
        h->supplier_no.value = read_i64(q, "supplier_no");
        h->supplier_name = read_str(q, "supplier_name");
        h->district_code = read_str(q, "district_code");
        h->price = read_money(q, "price_won");
        h->unit = read_str(q, "unit");
        h->lead_days = read_i64(q, "lead_days");
        h->buyer_count = read_i64(q, "buyer_count");
        int64_t at = find_row(s, h->offer_id);
        h->tags = at >= 0 ? s->rows.items[at].tags : 0;
    }
    if (p->best_count > LIMIT_PAGE_ROWS) {
        struct best last = p->best[LIMIT_PAGE_ROWS - 1];
        out->next = str_format(a, "%lld.%lld", (long long)last.rank, (long long)last.offer_id);
    }
    return query_end(q);
}

err search_find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out)
{
    *out = (struct search_result){0};
    struct pass *p = NEW(a, struct pass);
    p->s = s;
    p->q = q;
    p->out = out;
    p->in_category = NEW_ARRAY(a, s->categories.count + 1, bool);
    p->category_counts = NEW_ARRAY(a, s->categories.count + 1, int64_t);
    p->district_counts = NEW_ARRAY(a, s->districts.count + 1, int64_t);
    for (size_t i = 0; i < s->categories.count; i++) {
        p->in_category[i] = is_below(s->categories.items[i], q->category);
    }
    str rest = q->after;
    str rank = str_cut(&rest, '.');
    p->has_after = str_parse_i64(rank, &p->after.rank) && str_parse_i64(rest, &p->after.offer_id);

    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    err e = take_hits(s, a, p);
    e = e != NULL ? e : load_cards(s, a, p);
    db_rollback(s->index);
    TRY(e);
    sum_facets(s, a, p);
    return NULL;
}

err search_suggest(struct search *s, struct arena *a, str typed, size_t count_max,
                   struct search_word *out, size_t *out_count)
{
    *out_count = 0;
    str from = search_key(a, typed);
    if (from.n == 0) {
        return NULL;
    }
    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    struct query *q = db_query(s->index, &SQL_SEARCH_SUGGEST);
    bind_str(q, "from", from);
    bind_str(q, "to", str_join(a, from, S("\xF4\x8F\xBF\xBF"))); // above every character
    while (query_next(q) && *out_count < count_max) {
        out[*out_count].term = read_str(q, "term");
        out[*out_count].kind = read_str(q, "kind");
        (*out_count)++;
    }
    err e = query_end(q);
    db_rollback(s->index);
    return e;
}
