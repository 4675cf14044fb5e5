// The copy kept: caught up with the catalogue, its columns loaded into memory.
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "market/search/search_copy_store.sql.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_token.h"

#define WORD_BEGINNINGS_MAX 6 // keys of one word: its own, and from inside it
#define BATCH_ROWS 2000       // changes read at once; the statement's limit

// --- Words
// ----------------------------------------------------------------------------------------

struct word {
    const char *kind;
    str found_by;
    str term;
    str target;
    bool by_syllable; // found from each of its syllables on, not only from each of its words
};

static err file_key(struct search *s, const struct word *w, str key, bool within, int64_t weight)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_ADD);
    bind_str(q, "key", key);
    bind_str(q, "kind", str_view(w->kind));
    bind_str(q, "term", w->term);
    bind_str(q, "target", w->target);
    bind_bool(q, "within", within);
    bind_i64(q, "weight", weight);
    TRY(query_run(q, NULL));
    if (weight > 0) {
        return NULL;
    }
    q = db_query(s->index, &SQL_SEARCH_WORD_FORGET);
    bind_str(q, "key", key);
    bind_str(q, "kind", str_view(w->kind));
    bind_str(q, "term", w->term);
    bind_str(q, "target", w->target);
    return query_run(q, NULL);
}

// File a word under its letters and its initial consonants, from each of its beginnings on; a
// negative weight takes it back.
static err file_word(struct search *s, struct arena *a, const struct word *w, int64_t weight)
{
    size_t count = 0;
    bool begins = true;
    for (size_t at = 0; at < w->found_by.n && count < WORD_BEGINNINGS_MAX;) {
        size_t from = at;
        uint32_t point = str_next(w->found_by, &at);
        if (point == ' ') {
            begins = true;
            continue;
        }
        if (begins) {
            str rest = str_slice(w->found_by, from, w->found_by.n);
            TRY(file_key(s, w, search_letters(a, rest), count > 0, weight));
            TRY(file_key(s, w, search_initials(a, rest), count > 0, weight));
            count++;
        }
        begins = w->by_syllable;
    }
    return NULL;
}

static bool has_digit(str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] >= '0' && word.p[i] <= '9') {
            return true;
        }
    }
    return false;
}

// What a product is called, without its sizes: at most two words, none with a digit.
static str short_title(str title)
{
    size_t end = 0;
    str rest = title;
    for (int words = 0; words < 2 && rest.n > 0; words++) {
        str word = str_cut(&rest, ' ');
        if (words > 0 && (has_digit(word) || str_starts(word, S("(")))) {
            break;
        }
        end = (size_t)(word.p + word.n - title.p);
    }
    return str_slice(title, 0, end);
}

// A firm is found without the letters of its legal form.
static str bare_name(str name)
{
    static const char *const FORMS[] = {"㈜", "(주)", "주식회사 ", "농업회사법인 ",
                                        "사회복지법인 "};
    for (size_t i = 0; i < COUNT(FORMS); i++) {
        str form = str_view(FORMS[i]);
        if (str_starts(name, form)) {
            return str_trim(str_slice(name, form.n, name.n));
        }
    }
    return name;
}

static err file_words(struct search *s, struct arena *a, str title, str supplier,
                      int64_t supplier_no, int64_t weight)
{
    str called = short_title(title);
    struct word product = {.kind = "product", .found_by = called, .term = called};
    struct word firm = {.kind = "supplier",
                        .found_by = bare_name(supplier),
                        .term = supplier,
                        .target = str_format(a, "%lld", (long long)supplier_no)};
    TRY(file_word(s, a, &product, weight));
    return file_word(s, a, &firm, weight);
}

// Categories and synonyms are set-up data: their words are made anew with every first copy.
static err copy_words(struct search *s, struct db *db)
{
    struct arena *a = s->scratch;
    TRY(query_run(db_query(s->index, &SQL_SEARCH_WORD_CLEAR), NULL));
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_NAMES);
    while (query_next(q)) {
        str name = read_str(q, "name");
        if (!str_equals(read_str(q, "kind"), S("category"))) {
            continue;
        }
        struct word w = {.kind = "category",
                         .found_by = name,
                         .term = name,
                         .target = read_str(q, "code"),
                         .by_syllable = true};
        TRY(file_word(s, a, &w, 1000));
        arena_reset(a);
    }
    TRY(query_end(q));
    q = db_query(db, &SQL_SEARCH_SOURCE_SYNONYMS);
    while (query_next(q)) {
        struct word w = {
            .kind = "synonym", .found_by = read_str(q, "term"), .term = read_str(q, "canonical")};
        TRY(file_word(s, a, &w, 500));
        arena_reset(a);
    }
    return query_end(q);
}

// --- Offers
// ---------------------------------------------------------------------------------------

static err remove_doc(struct search *s, struct arena *a, int64_t offer)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_DOC_FIND);
    bind_i64(q, "id", offer);
    if (!query_next(q)) {
        return query_end(q);
    }
    str title_tok = read_str(q, "title_tok");
    str tok = read_str(q, "tok");
    str title = read_str(q, "title");
    str supplier = read_str(q, "supplier_name");
    int64_t supplier_no = read_i64(q, "supplier_no");
    TRY(query_end(q));
    q = db_query(s->index, &SQL_SEARCH_FTS_REMOVE);
    bind_i64(q, "id", offer);
    bind_str(q, "title_tok", title_tok);
    bind_str(q, "tok", tok);
    TRY(query_run(q, NULL));
    q = db_query(s->index, &SQL_SEARCH_DOC_REMOVE);
    bind_i64(q, "id", offer);
    TRY(query_run(q, NULL));
    return file_words(s, a, title, supplier, supplier_no, -1);
}

static err file_tokens(struct search *s, int64_t id, str title_tok, str tok)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_FTS_ADD);
    bind_i64(q, "id", id);
    bind_str(q, "title_tok", title_tok);
    bind_str(q, "tok", tok);
    return query_run(q, NULL);
}

static err add_doc(struct search *s, struct arena *a, struct query *from)
{
    str title = read_str(from, "title");
    str supplier = read_str(from, "supplier_name");
    str words = str_format(
        a, "%.*s | %.*s | %.*s | %.*s %.*s | %.*s", STR_ARG(read_str(from, "category_name")),
        STR_ARG(read_str(from, "middle_name")), STR_ARG(read_str(from, "top_name")),
        STR_ARG(read_str(from, "maker")), STR_ARG(read_str(from, "model")), STR_ARG(supplier));
    str title_tok = search_doc_tokens(a, title);
    str tok = search_doc_tokens(a, words);
    int64_t id = read_i64(from, "offer_id");
    struct query *q = db_query(s->index, &SQL_SEARCH_DOC_ADD);
    bind_i64(q, "id", id);
    bind_str(q, "title_tok", title_tok);
    bind_str(q, "tok", tok);
    bind_i64(q, "offer_no", read_i64(from, "offer_no"));
    bind_i64(q, "product_no", read_i64(from, "product_no"));
    bind_str(q, "title", title);
    bind_str(q, "maker", read_str(from, "maker"));
    bind_str(q, "picture", read_str(from, "picture"));
    bind_str(q, "category", read_str(from, "category_code"));
    bind_str(q, "object", read_str(from, "object"));
    bind_i64(q, "supplier_id", read_i64(from, "supplier_id"));
    bind_i64(q, "supplier_no", read_i64(from, "supplier_no"));
    bind_str(q, "supplier", supplier);
    bind_str(q, "district", read_str(from, "district_code"));
    bind_money(q, "price", read_money(from, "price_won"));
    bind_str(q, "vat", read_str(from, "vat"));
    bind_str(q, "unit", read_str(from, "unit"));
    bind_i64(q, "quantity_min", read_i64(from, "quantity_min"));
    bind_i64(q, "lead_days", read_i64(from, "lead_days"));
    bind_bool(q, "own", read_bool(from, "own_production"));
    bind_i64(q, "buyers", read_i64(from, "buyer_count"));
    bind_i64(q, "contracts", read_i64(from, "contract_count"));
    TRY(query_run(q, NULL));
    TRY(file_tokens(s, id, title_tok, tok));
    return file_words(s, a, title, supplier, read_i64(from, "supplier_no"), 1);
}

// One batch of changes; *more is false when nothing is left.
static err copy_changes(struct search *s, struct db *db, int64_t *last, bool *more)
{
    int rows = 0;
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE);
    bind_i64(q, "after", *last);
    while (query_next(q)) {
        rows++;
        *last = read_i64(q, "change_id");
        TRY(remove_doc(s, s->scratch, read_i64(q, "offer_id")));
        bool for_sale = str_equals(read_str(q, "offer_state"), S("active")) &&
                        str_equals(read_str(q, "supplier_state"), S("active"));
        if (for_sale) {
            TRY(add_doc(s, s->scratch, q));
        }
        arena_reset(s->scratch);
    }
    *more = rows == BATCH_ROWS;
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

// One batch as a transaction of its own, so that a copy broken off goes on where it was.
static err copy_batch(struct search *s, struct db *db, bool *more)
{
    int64_t position = 0;
    int64_t generation = 0;
    TRY(read_position(s, &position, &generation)); // again, now that the lock is held
    if (position == 0) {
        TRY(copy_words(s, db));
    }
    TRY(copy_changes(s, db, &position, more));
    struct query *q = db_query(s->index, &SQL_SEARCH_POSITION_SET);
    bind_i64(q, "change_id", position);
    return query_run(q, NULL);
}

// Another process may have been here already: then nothing is written.
static err is_behind(struct search *s, int64_t newest, bool *out)
{
    int64_t position = 0;
    int64_t generation = 0;
    TRY(db_begin(s->index, DB_READ));
    err e = read_position(s, &position, &generation);
    db_rollback(s->index);
    *out = position < newest;
    return e;
}

static err catch_up(struct search *s, struct db *db, struct arena *a, int64_t newest)
{
    bool more = true;
    TRY(is_behind(s, newest, &more));
    err e = NULL;
    db_set_arena(db, s->scratch);
    db_set_arena(s->index, s->scratch);
    while (more && e == NULL) {
        e = db_begin(s->index, DB_WRITE);
        e = e != NULL ? e : copy_batch(s, db, &more);
        if (e != NULL) {
            db_rollback(s->index);
        } else {
            e = db_commit(s->index);
        }
        arena_reset(s->scratch);
    }
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

int64_t search_find_row(const struct search *s, int64_t offer)
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

// What a supplier is today.
struct firm {
    uint64_t tags;
    int32_t vulnerable_bp;
    bool is_selling;
};

static void count_firms(struct search *s, const struct firm *firms, int64_t id_max)
{
    s->firm_count = 0;
    memset(s->firm_counts, 0, sizeof(s->firm_counts));
    for (int64_t id = 0; id <= id_max; id++) {
        s->firm_count += firms[id].is_selling;
        for (int k = 0; k < CERTIFICATE_KIND_COUNT && firms[id].is_selling; k++) {
            s->firm_counts[k] += (int64_t)(firms[id].tags >> k & 1);
        }
    }
}

static err load_tags(struct search *s, struct db *db, date today)
{
    int64_t id_max = 0;
    for (size_t i = 0; i < s->rows.count; i++) {
        int64_t id = s->rows.items[i].supplier_id;
        id_max = id > id_max ? id : id_max;
    }
    struct firm *firms = NEW_ARRAY(s->columns, (size_t)id_max + 1, struct firm);
    for (int64_t id = 0; id <= id_max; id++) {
        firms[id].vulnerable_bp = -1;
    }
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_TAGS);
    bind_date(q, "today", today);
    while (query_next(q)) {
        int64_t supplier = read_i64(q, "supplier_id");
        int kind = certificate_kind_from(read_str(q, "kind"));
        if (kind >= 0 && supplier <= id_max) {
            int32_t bp = (int32_t)read_i64(q, "vulnerable_bp");
            struct firm *f = &firms[supplier];
            f->tags |= UINT64_C(1) << kind;
            f->vulnerable_bp = bp > f->vulnerable_bp ? bp : f->vulnerable_bp;
        }
    }
    TRY(query_end(q));
    for (size_t i = 0; i < s->rows.count; i++) {
        struct search_row *r = &s->rows.items[i];
        struct firm *f = &firms[r->supplier_id];
        f->is_selling = true;
        r->tags = f->tags;
        r->vulnerable_bp = f->vulnerable_bp;
    }
    count_firms(s, firms, id_max);
    s->day = today;
    return NULL;
}

static void take_name(struct search *s, struct query *q)
{
    str code = str_copy(s->columns, read_str(q, "code"));
    str name = str_copy(s->columns, read_str(q, "name"));
    if (str_equals(read_str(q, "kind"), S("category"))) {
        assert(s->categories.count < LIMIT_SEARCH_CODES);
        s->categories.items[s->categories.count++] =
            (struct search_category){.code = code,
                                     .name = name,
                                     .level = read_i64(q, "level"),
                                     .object = str_copy(s->columns, read_str(q, "object"))};
    } else {
        assert(s->district_names.count < LIMIT_SEARCH_CODES);
        s->district_names.items[s->district_names.count++] =
            (struct search_facet){.value = code, .name = name};
    }
}

static void find_ways_up(struct search *s)
{
    s->ways_up = NEW_ARRAY(s->columns, s->codes.count + 1, struct search_way_up);
    for (size_t k = 0; k < s->codes.count; k++) {
        for (int level = 0; level <= SEARCH_LEVELS; level++) {
            s->ways_up[k].at[level] = -1;
        }
        for (size_t i = 0; i < s->categories.count; i++) {
            const struct search_category *c = &s->categories.items[i];
            assert(c->level >= 1 && c->level <= SEARCH_LEVELS);
            if (search_is_below(s->codes.items[k], c->code)) {
                s->ways_up[k].at[c->level] = (int32_t)i;
            }
        }
    }
}

static err load_names(struct search *s, struct db *db)
{
    s->categories.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct search_category);
    s->categories.count = 0;
    s->district_names.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct search_facet);
    s->district_names.count = 0;
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_NAMES);
    while (query_next(q)) {
        take_name(s, q);
    }
    TRY(query_end(q));
    find_ways_up(s);
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct search_way_up *up = &s->ways_up[s->rows.items[i].category];
        for (int level = 1; level <= SEARCH_LEVELS; level++) {
            if (up->at[level] >= 0) {
                s->categories.items[up->at[level]].count++;
            }
        }
    }
    return NULL;
}

static err load_rows(struct search *s)
{
    arena_reset(s->columns);
    memset(s->bare, 0, sizeof(s->bare));
    search_kept_begin(s);
    s->codes.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->codes.count = 0;
    s->districts.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->districts.count = 0;
    s->rows.count = 0;
    size_t room = 1024;
    struct search_row *rows = NEW_ARRAY(s->columns, room, struct search_row);
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMNS);
    size_t count = 0;
    while (query_next(q)) {
        if (count == room) {
            struct search_row *wider = NEW_ARRAY(s->columns, room * 2, struct search_row);
            memcpy(wider, rows, room * sizeof(struct search_row));
            rows = wider;
            room *= 2;
        }
        rows[count++] = (struct search_row){
            .offer_id = read_i64(q, "id"),
            .supplier_id = read_i64(q, "supplier_id"),
            .price_won = read_i64(q, "price_won"),
            .buyer_count = read_i64(q, "buyer_count"),
            .lead_days = (int32_t)read_i64(q, "lead_days"),
            .category = place_of(s->codes.items, &s->codes.count, LIMIT_SEARCH_CODES, s->columns,
                                 read_str(q, "category_code")),
            .district =
                (uint16_t)place_of(s->districts.items, &s->districts.count, LIMIT_SEARCH_CODES,
                                   s->columns, read_str(q, "district_code")),
            .band = (uint16_t)search_band(read_money(q, "price_won")),
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
    if (search_kept_is_full(s)) {
        search_kept_begin(s);
    }
    if (newest != s->change_id) {
        TRY(catch_up(s, db, a, newest));
    }
    if (newest == s->change_id && s->generation >= 0 && date_equals(today, s->day)) {
        return NULL;
    }
    s->generation = -1; // what is half loaded when this fails is loaded again
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
