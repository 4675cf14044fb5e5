// What goods are called: a word that finds nothing by itself may still be the noun of a category.
#include "base/limits.h"
#include "market/search/search_index_store.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_thing_store.sql.h"
#include "market/search/search_token.h"

#define CATEGORIES_MAX 8 // of one noun; the statement's limit
#define SYLLABLES_MAX 12 // of a noun whose ends are looked for
#define END_MIN 2        // syllables of an end: one begins too much

struct thing_categories {
    const struct search_category *items[CATEGORIES_MAX];
    size_t count;
};

// --- Filing --------------------------------------------------------------------------------------

err search_thing_clear(struct search *s)
{
    return query_run(db_query(s->index, &SQL_SEARCH_THING_CLEAR), NULL);
}

err search_thing_add(struct search *s, str code, str things)
{
    while (things.n > 0) {
        struct query *q = db_query(s->index, &SQL_SEARCH_THING_ADD);
        bind_str(q, "key", search_key(s->scratch, str_cut(&things, '|')));
        bind_str(q, "category", code);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

// --- Asking --------------------------------------------------------------------------------------

// Those that sell something.
static err list_categories(struct search *s, struct arena *a, str word,
                           struct thing_categories *out)
{
    *out = (struct thing_categories){0};
    struct query *q = db_query(s->index, &SQL_SEARCH_THING_FIND);
    bind_str(q, "key", search_key(a, word));
    while (query_next(q) && out->count < CATEGORIES_MAX) {
        const struct search_category *c = search_category_find(s, read_str(q, "category_code"));
        if (c != NULL && c->count > 0) {
            out->items[out->count++] = c;
        }
    }
    return query_end(q);
}

err search_finds_in(struct search *s, struct arena *a, str text, const struct search_category *c,
                    bool *out)
{
    *out = false;
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", search_match(a, s->added, text));
    while (!*out && query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        size_t code = at < 0 ? 0 : s->rows.items[at].category;
        *out = at >= 0 && s->ways_up[code].at[c->level] == c - s->categories.items;
    }
    return query_end(q);
}

// The longest end of the noun that finds something in the category, since Korean names the thing
// last: 명패 of 탁상용명패; empty: none does.
static err find_end(struct search *s, struct arena *a, str word, const struct search_category *c,
                    str *out)
{
    *out = S("");
    if (str_length(word) > SYLLABLES_MAX) {
        return NULL;
    }
    for (size_t at = 0; at < word.n && out->n == 0; (void)str_next(word, &at)) {
        str end = str_slice(word, at, word.n);
        bool finds = false;
        bool is_long = str_length(end) >= END_MIN;
        TRY(is_long ? search_finds_in(s, a, end, c, &finds) : NULL);
        *out = finds ? end : S("");
    }
    return NULL;
}

err search_thing_find(struct search *s, struct arena *a, str word, struct search_thing *out)
{
    struct thing_categories list;
    *out = (struct search_thing){0};
    TRY(list_categories(s, a, word, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct search_category *c = list.items[i];
        str end = {0};
        TRY(find_end(s, a, str_trim(word), c, &end));
        bool is_larger = out->category == NULL || c->count > out->category->count;
        if (out->category == NULL || end.n > out->end.n || (end.n == out->end.n && is_larger)) {
            *out = (struct search_thing){.category = c, .end = end};
        }
    }
    if (out->category != NULL) {
        out->text = out->end.n > 0 ? out->end : out->category->name;
    }
    return NULL;
}

err search_thing_is_known(struct search *s, struct arena *a, str word, bool *out)
{
    struct thing_categories list;
    TRY(list_categories(s, a, word, &list));
    *out = list.count > 0;
    return NULL;
}
