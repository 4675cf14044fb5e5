// The copy kept: words and texts of what is for sale, caught up with the catalogue.
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "market/search/search_copy_store.sql.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_token.h"

#define CATEGORY_WEIGHT 1000 // of a word's places among others that begin so
#define SYNONYM_WEIGHT 500
#define WORD_BEGINNINGS_MAX 6 // keys of one word: its own, and from inside it
#define BATCH_ROWS 2000       // changes read at once; the statement's limit
#define MERGE_BATCHES 10      // read in one go: a first copy, whose parts are put together then

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

str search_short_title(str title)
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
    str called = search_short_title(title);
    struct word product = {.kind = "product", .found_by = called, .term = called};
    struct word firm = {.kind = "supplier",
                        .found_by = bare_name(supplier),
                        .term = supplier,
                        .target = str_format(a, "%lld", (long long)supplier_no)};
    TRY(file_word(s, a, &product, weight));
    return file_word(s, a, &firm, weight);
}

// Categories and synonyms are set-up data: their words are made anew with every first copy, and
// when an operator changed them.
static err copy_words(struct search *s, struct db *db)
{
    struct arena *a = s->scratch;
    TRY(query_run(db_query(s->index, &SQL_SEARCH_WORD_CLEAR), NULL));
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_WORDS);
    while (query_next(q)) {
        bool is_category = str_equals(read_str(q, "kind"), S("category"));
        struct word w = {.kind = is_category ? "category" : "synonym",
                         .found_by = read_str(q, "found_by"),
                         .term = read_str(q, "term"),
                         .target = read_str(q, "target"),
                         .by_syllable = is_category};
        TRY(file_word(s, a, &w, is_category ? CATEGORY_WEIGHT : SYNONYM_WEIGHT));
        arena_reset(a);
    }
    return query_end(q);
}

// --- Offers
// ---------------------------------------------------------------------------------------

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
    TRY(query_run(q, NULL));
    return file_words(s, a, was->title, was->supplier, was->supplier_no, -1);
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
    TRY(file_tokens(s, offer, as->title_tok, as->tok));
    return file_words(s, a, as->title, as->supplier, as->supplier_no, 1);
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

// One batch of changes; *more is false when nothing is left.
static err copy_changes(struct search *s, struct db *db, int64_t *last, bool *more,
                        bool *words_changed)
{
    int rows = 0;
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE);
    bind_i64(q, "after", *last);
    while (query_next(q)) {
        rows++;
        *last = read_i64(q, "change_id");
        TRY(copy_offer(s, q, words_changed));
        arena_reset(s->scratch);
    }
    *more = rows == BATCH_ROWS;
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

// One batch as a transaction of its own, so that a copy broken off goes on where it was.
static err copy_batch(struct search *s, struct db *db, bool *more)
{
    int64_t position = 0;
    int64_t generation = 0;
    TRY(search_copy_position(s, &position, &generation)); // again, now that the lock is held
    if (position == 0 || s->words_id > position) {
        TRY(copy_words(s, db));
    }
    bool words_changed = false;
    TRY(copy_changes(s, db, &position, more, &words_changed));
    struct query *q = db_query(s->index, &SQL_SEARCH_POSITION_SET);
    bind_i64(q, "change_id", position);
    bind_bool(q, "words_changed", words_changed);
    return query_run(q, NULL);
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

err search_copy_merge(struct search *s)
{
    TRY(db_begin(s->index, DB_WRITE));
    err e = query_run(db_query(s->index, &SQL_SEARCH_FTS_MERGE), NULL);
    if (e != NULL) {
        db_rollback(s->index);
        return e;
    }
    return db_commit(s->index);
}

err search_copy_catch_up(struct search *s, struct db *db, struct arena *a, int64_t newest)
{
    bool more = true;
    TRY(is_behind(s, newest, &more));
    err e = NULL;
    int batches = 0;
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
        batches++;
    }
    db_set_arena(db, a);
    db_set_arena(s->index, a);
    return e != NULL || batches < MERGE_BATCHES ? e : search_copy_merge(s);
}
