// The copy kept: words and texts of what is for sale, caught up with the catalogue.
#include <assert.h>

#include "base/limits.h"
#include "market/search/search_copy_store.sql.h"
#include "market/search/search_index_store.h"
#include "market/search/search_token.h"

#define BATCH_ROWS 2000  // changes read at once; the statement's limit
#define FILL_BATCHES 5   // taken in by one transaction where nobody waits: a second or two
#define MERGE_PAGES 8000 // of 4 KB, put together by one transaction: some two seconds
#define MERGE_SHARES_MAX 10000
#define HASH_BYTES (64 * MIB) // of tokens held until a share is kept, which takes an eighth of it

// --- Offers --------------------------------------------------------------------------------------

// What an offer is filed under.
struct filed {
    bool is_there;
    str title_tok;
    str tok;
    str title;
    str supplier;
    int64_t supplier_no;
};

static err find_filed(struct search *s, int64_t offer, struct filed *out)
{
    *out = (struct filed){0};
    struct query *q = db_query(s->index, &SQL_SEARCH_DOC_FIND);
    bind_i64(q, "id", offer);
    if (query_next(q)) {
        *out = (struct filed){.is_there = true,
                              .title_tok = read_str(q, "title_tok"),
                              .tok = read_str(q, "tok"),
                              .title = read_str(q, "title"),
                              .supplier = read_str(q, "supplier_name"),
                              .supplier_no = read_i64(q, "supplier_no")};
    }
    return query_end(q);
}

static bool is_found_alike(const struct filed *x, const struct filed *y)
{
    return x->is_there && y->is_there && str_equals(x->title_tok, y->title_tok) &&
           str_equals(x->tok, y->tok) && str_equals(x->title, y->title) &&
           str_equals(x->supplier, y->supplier) && x->supplier_no == y->supplier_no;
}

static err remove_words(struct search *s, struct arena *a, int64_t offer, const struct filed *was)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_FTS_REMOVE);
    bind_i64(q, "id", offer);
    bind_str(q, "title_tok", was->title_tok);
    bind_str(q, "tok", was->tok);
    search_tally_offer(s, a, was->title, was->supplier, was->supplier_no, -1);
    return query_run(q, NULL);
}

static err file_tokens(struct search *s, int64_t id, str title_tok, str tok)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_FTS_ADD);
    bind_i64(q, "id", id);
    bind_str(q, "title_tok", title_tok);
    bind_str(q, "tok", tok);
    return query_run(q, NULL);
}

// Whatever of it is a text is borrowed from `from`.
static struct search_doc read_doc(struct query *from)
{
    return (struct search_doc){
        .offer_id = read_i64(from, "offer_id"),
        .offer_no = read_i64(from, "offer_no"),
        .product_no = read_i64(from, "product_no"),
        .title = read_str(from, "title"),
        .maker = read_str(from, "maker"),
        .model = read_str(from, "model"),
        .picture = read_str(from, "picture"),
        .category = read_str(from, "category_code"),
        .category_name = read_str(from, "category_name"),
        .middle_name = read_str(from, "middle_name"),
        .top_name = read_str(from, "top_name"),
        .object = read_str(from, "object"),
        .supplier_id = read_i64(from, "supplier_id"),
        .supplier_no = read_i64(from, "supplier_no"),
        .supplier = read_str(from, "supplier_name"),
        .district = read_str(from, "district_code"),
        .price = read_money(from, "price_won"),
        .vat = read_str(from, "vat"),
        .unit = read_str(from, "unit"),
        .districts = read_str(from, "districts"),
        .quantity_min = read_i64(from, "quantity_min"),
        .lead_days = read_i64(from, "lead_days"),
        .own_production = read_bool(from, "own_production"),
        .buyer_count = read_i64(from, "buyer_count"),
        .contract_count = read_i64(from, "contract_count"),
        .opened_at = read_instant(from, "opened_at"),
    };
}

static struct filed file_as(struct arena *a, const struct search_doc *d)
{
    str words = str_format(a, "%.*s | %.*s | %.*s | %.*s %.*s | %.*s", STR_ARG(d->category_name),
                           STR_ARG(d->middle_name), STR_ARG(d->top_name), STR_ARG(d->maker),
                           STR_ARG(d->model), STR_ARG(d->supplier));
    return (struct filed){.is_there = true,
                          .title_tok = search_doc_tokens(a, d->title),
                          .tok = search_doc_tokens(a, words),
                          .title = d->title,
                          .supplier = d->supplier,
                          .supplier_no = d->supplier_no};
}

static err add_doc(struct search *s, const struct search_doc *d, const struct filed *as)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_DOC_ADD);
    bind_i64(q, "id", d->offer_id);
    bind_str(q, "title_tok", as->title_tok);
    bind_str(q, "tok", as->tok);
    bind_i64(q, "offer_no", d->offer_no);
    bind_i64(q, "product_no", d->product_no);
    bind_str(q, "title", d->title);
    bind_str(q, "maker", d->maker);
    bind_str(q, "picture", d->picture);
    bind_str(q, "category", d->category);
    bind_str(q, "object", d->object);
    bind_i64(q, "supplier_id", d->supplier_id);
    bind_i64(q, "supplier_no", d->supplier_no);
    bind_str(q, "supplier", d->supplier);
    bind_str(q, "district", d->district);
    bind_money(q, "price", d->price);
    bind_str(q, "vat", d->vat);
    bind_str(q, "unit", d->unit);
    bind_str(q, "districts", d->districts);
    bind_i64(q, "quantity_min", d->quantity_min);
    bind_i64(q, "lead_days", d->lead_days);
    bind_bool(q, "own", d->own_production);
    bind_i64(q, "buyers", d->buyer_count);
    bind_i64(q, "contracts", d->contract_count);
    bind_instant(q, "opened_at", d->opened_at);
    return query_run(q, NULL);
}

static err add_words(struct search *s, struct arena *a, int64_t offer, const struct filed *as)
{
    search_tally_offer(s, a, as->title, as->supplier, as->supplier_no, 1);
    return file_tokens(s, offer, as->title_tok, as->tok);
}

err search_copy_file(struct search *s, struct arena *a, const struct search_doc *d)
{
    struct filed as = file_as(a, d);
    TRY(add_doc(s, d, &as));
    return add_words(s, a, d->offer_id, &as);
}

// One offer as it is now. A price or a buyer more leaves what it is found by: most changes do.
static err copy_offer(struct search *s, struct query *from, bool *words_changed)
{
    struct arena *a = s->scratch;
    int64_t offer = read_i64(from, "offer_id");
    bool for_sale = str_equals(read_str(from, "offer_state"), S("active")) &&
                    str_equals(read_str(from, "supplier_state"), S("active"));
    struct filed was;
    struct filed is = {0};
    struct search_doc d = {0};
    TRY(find_filed(s, offer, &was));
    if (for_sale) {
        d = read_doc(from);
        is = file_as(a, &d);
    }
    bool changes = (was.is_there || for_sale) && !is_found_alike(&was, &is);
    *words_changed = *words_changed || changes;
    if (was.is_there) {
        TRY(changes ? remove_words(s, a, offer, &was) : NULL);
        struct query *q = db_query(s->index, &SQL_SEARCH_DOC_REMOVE);
        bind_i64(q, "id", offer);
        TRY(query_run(q, NULL));
    }
    if (!for_sale) {
        return NULL;
    }
    TRY(add_doc(s, &d, &is));
    return changes ? add_words(s, a, offer, &is) : NULL;
}

// Changes as they are read, transaction by transaction of the index.
struct reading {
    struct db *db;       // of the catalogue
    int64_t words_taken; // the newest change of words when they were copied; -1: they were not
    bool more;           // something is left
};

// One batch of changes.
static err copy_changes(struct search *s, struct reading *r, int64_t *last, bool *words_changed)
{
    int rows = 0;
    struct query *q = db_query(r->db, &SQL_SEARCH_SOURCE);
    bind_i64(q, "after", *last);
    while (query_next(q)) {
        rows++;
        *last = read_i64(q, "change_id");
        TRY(copy_offer(s, q, words_changed));
        arena_reset(s->scratch);
    }
    r->more = rows == BATCH_ROWS;
    return query_end(q);
}

err search_copy_position(struct search *s, int64_t *change_id, int64_t *generation)
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

// Some batches, within a transaction of the index. Categories and synonyms are set-up data: their
// words are made anew with every first copy, and when an operator changed them.
static err copy_batches(struct search *s, struct reading *r, int most)
{
    int64_t position = 0;
    int64_t generation = 0;
    TRY(search_copy_position(s, &position, &generation)); // again, now that the lock is held
    search_tally_begin(s);
    if ((position == 0 || s->words_id > position) && s->words_id != r->words_taken) {
        TRY(search_tally_set_up(s, r->db));
        r->words_taken = s->words_id;
    }
    bool words_changed = false;
    for (int i = 0; i < most && r->more && !search_tally_is_full(s); i++) {
        TRY(copy_changes(s, r, &position, &words_changed));
    }
    TRY(search_tally_file(s));
    struct query *q = db_query(s->index, &SQL_SEARCH_POSITION_SET);
    bind_i64(q, "change_id", position);
    bind_bool(q, "words_changed", words_changed);
    return query_run(q, NULL);
}

// Keep what was written, or nothing of it.
static err end_writing(struct search *s, err e)
{
    if (e == NULL) {
        return db_commit(s->index);
    }
    db_rollback(s->index);
    return e;
}

// Another process may have been here already: then nothing is written.
static err is_behind(struct search *s, int64_t newest, bool *out)
{
    int64_t position = 0;
    int64_t generation = 0;
    TRY(db_begin(s->index, DB_READ));
    err e = search_copy_position(s, &position, &generation);
    db_rollback(s->index);
    *out = position < newest;
    return e;
}

// --- For a page ----------------------------------------------------------------------------------

// Each batch is a transaction of its own, so that a copy broken off goes on where it was.
err search_copy_catch_up(struct search *s, struct db *db, struct arena *a, int64_t newest)
{
    struct reading r = {.db = db, .words_taken = -1};
    TRY(is_behind(s, newest, &r.more));
    err e = NULL;
    db_set_arena(db, s->scratch);
    db_set_arena(s->index, s->scratch);
    while (r.more && e == NULL) {
        e = db_begin(s->index, DB_WRITE);
        e = e != NULL ? e : copy_batches(s, &r, 1);
        e = end_writing(s, e);
        arena_reset(s->scratch);
    }
    db_set_arena(db, a);
    db_set_arena(s->index, a);
    return e;
}

// --- Where nobody waits --------------------------------------------------------------------------

static err set_index(struct search *s, const char *what, int64_t value)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_FTS_SET);
    bind_str(q, "what", str_view(what));
    bind_i64(q, "value", value);
    return query_run(q, NULL);
}

static err count_parts(struct search *s, int64_t *out)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_FTS_PARTS);
    *out = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

static err merge_share(struct search *s, int64_t *parts)
{
    TRY(db_begin(s->index, DB_WRITE));
    err e = count_parts(s, parts);
    if (e == NULL && *parts > 1) {
        e = set_index(s, "merge", -(int64_t)MERGE_PAGES);
    }
    return end_writing(s, e);
}

err search_copy_merge(struct search *s)
{
    int64_t parts = 2;
    for (int i = 0; i < MERGE_SHARES_MAX && parts > 1; i++) {
        TRY(merge_share(s, &parts));
    }
    return NULL;
}

// The catalogue is read at a moment of its own for each share, and by nobody when the share is
// kept: a reader that stays would keep the log of the whole filling.
static err fill_share(struct search *s, struct reading *r)
{
    int64_t newest = 0;
    TRY(db_begin(s->index, DB_WRITE));
    err e = db_begin(r->db, DB_READ);
    e = e != NULL ? e : search_newest_change(s, r->db, &newest);
    e = e != NULL ? e : copy_batches(s, r, FILL_BATCHES);
    db_rollback(r->db);
    e = end_writing(s, e);
    arena_reset(s->scratch);
    return e;
}

static err find_newest(struct search *s, struct db *db, int64_t *out)
{
    TRY(db_begin(db, DB_READ));
    err e = search_newest_change(s, db, out);
    db_rollback(db);
    return e;
}

// A share becomes one part of the index, not twenty that are put together again and again. It is
// kept with the index: a page's few changes never come near it.
static err widen(struct search *s)
{
    TRY(db_begin(s->index, DB_WRITE));
    return end_writing(s, set_index(s, "hashsize", HASH_BYTES));
}

// What was filed in more than one share is put together: it is found faster then.
static err fill(struct search *s, struct reading *r)
{
    int64_t newest = 0;
    int shares = 0;
    TRY(find_newest(s, r->db, &newest));
    TRY(is_behind(s, newest, &r->more));
    TRY(r->more ? widen(s) : NULL);
    while (r->more) {
        TRY(fill_share(s, r));
        shares++;
    }
    return shares > 1 ? search_copy_merge(s) : NULL;
}

err search_fill(struct search *s, struct db *db, struct arena *a)
{
    struct reading r = {.db = db, .words_taken = -1};
    db_set_arena(db, s->scratch);
    db_set_arena(s->index, s->scratch);
    err e = fill(s, &r);
    db_set_arena(db, a);
    db_set_arena(s->index, a);
    return e;
}
