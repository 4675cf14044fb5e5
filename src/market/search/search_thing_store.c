// What goods are called: a word that finds nothing by itself may still be the noun of a category.
#include <stdlib.h>

#include "base/limits.h"
#include "base/out.h"
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

// --- Names of categories -------------------------------------------------------------------------

static int compare_names(const void *x, const void *y)
{
    const struct search_name *a = x;
    const struct search_name *b = y;
    int order = str_compare(a->key, b->key);
    return order != 0 ? order : (a->category > b->category) - (a->category < b->category);
}

// Each of those that a name is made of: 볼펜·필기구.
static void add_names(struct search *s, const struct search_category *c)
{
    bool is_whole = str_index(c->name, S("·")) == c->name.n;
    for (str rest = c->name; rest.n > 0;) {
        size_t dot = str_index(rest, S("·"));
        s->names.items[s->names.count++] = (struct search_name){
            .key = search_key(s->columns, str_slice(rest, 0, dot)),
            .category = c,
            .is_whole = is_whole,
        };
        rest = str_slice(rest, dot < rest.n ? dot + S("·").n : rest.n, rest.n);
    }
}

void search_names_sort(struct search *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->categories.count; i++) {
        count += s->categories.items[i].name.n / S("·").n + 1; // at most
    }
    s->names.items = NEW_ARRAY(s->columns, count + 1, struct search_name);
    s->names.count = 0;
    for (size_t i = 0; i < s->categories.count; i++) {
        add_names(s, &s->categories.items[i]);
    }
    qsort(s->names.items, s->names.count, sizeof(struct search_name), compare_names);
}

struct search_name_list search_names_find(const struct search *s, struct arena *a, str word)
{
    str key = search_key(a, word);
    size_t low = 0;
    size_t high = s->names.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        bool is_below = str_compare(s->names.items[middle].key, key) < 0;
        low = is_below ? middle + 1 : low;
        high = is_below ? high : middle;
    }
    struct search_name_list list = {.items = s->names.items + low};
    while (low + list.count < s->names.count && str_equals(list.items[list.count].key, key)) {
        list.count++;
    }
    return list;
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

err search_categories_of_thing(struct search *s, struct arena *a, str word,
                               struct search_category_list *out)
{
    struct thing_categories *list = NEW(a, struct thing_categories);
    TRY(list_categories(s, a, word, list));
    *out = (struct search_category_list){.items = list->items, .count = list->count};
    return NULL;
}

bool search_lies_in(const struct search *s, int64_t offer, const struct search_category *c)
{
    int64_t at = search_find_row(s, offer);
    size_t code = at < 0 ? 0 : s->rows.items[at].category;
    return at >= 0 && s->ways_up[code].at[c->level] == c - s->categories.items;
}

err search_finds_in(struct search *s, struct arena *a, str text, const struct search_category *c,
                    bool *out)
{
    *out = false;
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", search_match(a, s->added, text));
    while (!*out && query_next(q)) {
        *out = search_lies_in(s, read_i64(q, "id"), c);
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

static str without_blanks(struct arena *a, str word)
{
    struct out o;
    out_init(&o, a, word.n + 1); // never longer
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] != ' ') {
            out_char(&o, word.p[i]);
        }
    }
    return out_view(&o);
}

err search_thing_find(struct search *s, struct arena *a, str word, struct search_thing *out)
{
    struct thing_categories list;
    str joined = without_blanks(a, word); // 화 상담 is no end of 전화 상담
    *out = (struct search_thing){0};
    TRY(list_categories(s, a, word, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct search_category *c = list.items[i];
        str end = {0};
        TRY(find_end(s, a, joined, c, &end));
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
