#include "market/catalog/guide_store.h"

#include <setjmp.h>

#include "base/limits.h"
#include "market/catalog/guide_store.sql.h"

// What the database gives lies in the unit's memory, and ends with it.
static str kept_str(struct arena *a, struct query *q, const char *column)
{
    return str_copy(a, read_str(q, column));
}

static err load_leaves(struct db *db, struct arena *a, struct guide *out)
{
    out->leaves.items = NEW_ARRAY(a, LIMIT_CATEGORIES, struct guide_leaf);
    struct query *q = db_query(db, &SQL_GUIDE_LEAVES);
    bind_i64(q, "count", LIMIT_CATEGORIES);
    while (query_next(q) && out->leaves.count < LIMIT_CATEGORIES) {
        struct guide_leaf *leaf = &out->leaves.items[out->leaves.count++];
        *leaf = (struct guide_leaf){.code = kept_str(a, q, "code"),
                                    .name = kept_str(a, q, "name"),
                                    .path = kept_str(a, q, "path"),
                                    .detail_name = kept_str(a, q, "detail_name"),
                                    .class_no = kept_str(a, q, "class_no"),
                                    .detail_no = kept_str(a, q, "detail_no"),
                                    .things = kept_str(a, q, "things")};
        leaf->titles.items = NEW_ARRAY(a, LIMIT_GUIDE_WORDS, struct guide_word);
        leaf->titles.count =
            guide_words_parse(kept_str(a, q, "title_words"), leaf->titles.items, LIMIT_GUIDE_WORDS);
    }
    return query_end(q);
}

// Both are in order of the code; `at` is the leaf that the last list was of.
static void take_list(struct arena *a, struct query *q, struct guide *out, size_t *at)
{
    str code = read_str(q, "term");
    while (*at < out->leaves.count && str_compare(out->leaves.items[*at].code, code) < 0) {
        (*at)++;
    }
    if (*at < out->leaves.count && str_equals(out->leaves.items[*at].code, code)) {
        struct guide_leaf *leaf = &out->leaves.items[*at];
        str words = kept_str(a, q, "words");
        leaf->words = leaf->words.n == 0
                          ? words
                          : str_format(a, "%.*s|%.*s", STR_ARG(leaf->words), STR_ARG(words));
    }
}

static err load_words(struct db *db, struct arena *a, struct guide *out)
{
    size_t at = 0;
    struct query *q = db_query(db, &SQL_GUIDE_WORDS);
    bind_i64(q, "count", LIMIT_CATEGORIES * LIMIT_ATTRIBUTES + LIMIT_SYNONYMS);
    out->synonyms.items = NEW_ARRAY(a, LIMIT_SYNONYMS, struct guide_synonym);
    while (query_next(q)) {
        if (read_i64(q, "is_synonym") == 0) {
            take_list(a, q, out, &at);
        } else if (out->synonyms.count < LIMIT_SYNONYMS) {
            out->synonyms.items[out->synonyms.count++] = (struct guide_synonym){
                .term = kept_str(a, q, "term"), .canonical = kept_str(a, q, "words")};
        }
    }
    return query_end(q);
}

static err load(struct db *db, struct arena *a, struct guide *out)
{
    *out = (struct guide){0};
    TRY(load_leaves(db, a, out));
    TRY(load_words(db, a, out));
    guide_prepare(a, out);
    return NULL;
}

static err read_version(struct db *db, int64_t *out)
{
    struct query *q = db_query(db, &SQL_GUIDE_VERSION);
    if (query_next(q)) {
        *out = read_i64(q, "version");
    }
    return query_end(q);
}

void guide_shelf_done(struct guide_shelf *shelf)
{
    arena_close(shelf->arena);
    *shelf = (struct guide_shelf){0};
}

// In memory of its own, which goes back to the system with it: most of the room for synonyms is
// never touched. Where it does not suffice, the unit ends as one whose own memory ran out.
static err fill(struct guide_shelf *shelf, struct db *db, struct arena *a, int64_t version)
{
    jmp_buf edge;
    guide_shelf_done(shelf);
    shelf->arena = arena_open(LIMIT_ARENA_GUIDE);
    shelf->version = -1; // of no database, should the unit's memory run out on the way
    arena_set_edge(shelf->arena, &edge);
    if (setjmp(edge) != 0) {
        guide_shelf_done(shelf);
        arena_exhausted(a);
    }
    err e = load(db, shelf->arena, &shelf->guide);
    if (e != NULL) {
        guide_shelf_done(shelf);
        return e;
    }
    arena_set_edge(shelf->arena, NULL);
    shelf->version = version;
    return NULL;
}

err guide_store_take(struct db *db, struct arena *a, struct guide_shelf *shelf,
                     const struct guide **out)
{
    if (shelf == NULL) {
        struct guide *guide = NEW(a, struct guide);
        *out = guide;
        return load(db, a, guide);
    }
    int64_t version = 0;
    TRY(read_version(db, &version));
    if (shelf->arena == NULL || shelf->version != version) {
        TRY(fill(shelf, db, a, version));
    }
    *out = &shelf->guide;
    return NULL;
}

err guide_store_changed(struct db *db)
{
    return query_run_one(db_query(db, &SQL_GUIDE_CHANGED), &DB_BROKEN);
}

err guide_store_codes(struct db *db, struct arena *a, str after, size_t most, guide_codes *out)
{
    *out = (guide_codes){.items = NEW_ARRAY(a, most, str)};
    struct query *q = db_query(db, &SQL_GUIDE_CODES);
    bind_str(q, "after", after);
    bind_i64(q, "count", (int64_t)most);
    while (query_next(q) && out->count < most) {
        out->items[out->count++] = read_str(q, "code");
    }
    return query_end(q);
}

err guide_store_titles(struct db *db, struct arena *a, str category, guide_codes *out)
{
    *out = (guide_codes){.items = NEW_ARRAY(a, LIMIT_GUIDE_TITLES, str)};
    struct query *q = db_query(db, &SQL_GUIDE_TITLES);
    bind_str(q, "category", category);
    bind_i64(q, "count", LIMIT_GUIDE_TITLES);
    while (query_next(q) && out->count < LIMIT_GUIDE_TITLES) {
        out->items[out->count++] = read_str(q, "title");
    }
    return query_end(q);
}

err guide_store_keep(struct db *db, str category, str words, size_t title_count, instant now)
{
    struct query *q = db_query(db, &SQL_GUIDE_WORDS_CHANGED);
    bind_str(q, "category", category);
    bind_str(q, "words", words);
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_GUIDE_KEEP);
    bind_str(q, "category", category);
    bind_str(q, "words", words);
    bind_i64(q, "title_count", (int64_t)title_count);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}
