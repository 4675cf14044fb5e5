// What the most frequent words find, read before anybody asks.
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_near_store.sql.h"
#include "market/search/search_token.h"

#define SAMPLE 1000 // offers whose words are counted: one word in 32 comes some thirty times
#define LEAST (SAMPLE / SEARCH_HITS_SHARE)
#define WORDS_OF_OFFER 64 // of them that are counted
#define GROWN_SHARE 5     // of all offers, that came since the words were listed: list them anew

struct words {
    struct arena *a;
    LIST(str) list;
    size_t room;
};

static void add_words(struct words *w, str text)
{
    str rest = search_fold(w->a, text);
    while (rest.n > 0 && w->list.count < w->room) {
        str word = str_cut(&rest, ' ');
        if (word.n > 0) {
            w->list.items[w->list.count++] = word;
        }
    }
}

// What the categories of an offer are called.
static void add_categories(const struct search *s, struct words *w, const struct search_row *r)
{
    str code = s->codes.items[r->category];
    add_words(w, search_category_name(s, code));
    struct search_category_list above = search_category_above(s, w->a, code);
    for (size_t i = 0; i < above.count; i++) {
        add_words(w, above.items[i]->name);
    }
}

// The words of some offers that lie evenly among all.
static err list_words(struct search *s, struct words *w)
{
    struct out ids;
    out_init(&ids, w->a, LIMIT_PAGE);
    for (size_t i = 0; i < SAMPLE; i++) {
        const struct search_row *r = &s->rows.items[i * s->rows.count / SAMPLE];
        out_char(&ids, i == 0 ? '[' : ',');
        out_i64(&ids, r->offer_id);
        add_categories(s, w, r);
    }
    out_char(&ids, ']');
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_TITLES);
    bind_str(q, "ids", out_view(&ids));
    while (query_next(q)) {
        add_words(w, read_str(q, "title"));
    }
    return query_end(q);
}

struct frequent {
    str word;
    size_t count;
};

static int by_text(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

static int by_count(const void *x, const void *y)
{
    const struct frequent *a = x;
    const struct frequent *b = y;
    return a->count != b->count ? (a->count < b->count) - (a->count > b->count)
                                : str_compare(a->word, b->word);
}

// Each word that frequent once, the most frequent first.
static struct frequent *count_words(struct words *w, size_t *out_count)
{
    struct frequent *list = NEW_ARRAY(w->a, w->list.count + 1, struct frequent);
    size_t count = 0;
    qsort(w->list.items, w->list.count, sizeof(str), by_text);
    for (size_t i = 0; i < w->list.count; i++) {
        str word = w->list.items[i];
        if (count > 0 && str_equals(list[count - 1].word, word)) {
            list[count - 1].count++;
            continue;
        }
        count += count == 0 || list[count - 1].count >= LEAST; // a rare one gives way
        list[count - 1] = (struct frequent){word, 1};
    }
    count -= count > 0 && list[count - 1].count < LEAST;
    qsort(list, count, sizeof(struct frequent), by_count);
    *out_count = count;
    return list;
}

// Within a read transaction of the index.
static err list_frequent(struct search *s, struct arena *a)
{
    struct words w = {.a = a, .room = (size_t)SAMPLE * WORDS_OF_OFFER};
    w.list.items = NEW_ARRAY(a, w.room, str);
    size_t count = 0;
    struct search_frequent *f = &s->frequent;
    TRY(list_words(s, &w));
    const struct frequent *list = count_words(&w, &count);
    *f =
        (struct search_frequent){.is_listed = true, .rows = s->rows.count, .seen = s->hits_changed};
    for (size_t i = 0; i < s->hits_count; i++) {
        s->hits[i].is_frequent = false; // until its word is held again
    }
    for (size_t i = 0; i < count && f->count < SEARCH_FREQUENT_MAX; i++) {
        str match = search_match(a, s->added, list[i].word);
        if (match.n > 0 && match.n <= SEARCH_FREQUENT_BYTES && search_hits_is_phrase(match)) {
            memcpy(f->words[f->count], match.p, match.n);
            f->lengths[f->count++] = match.n;
        }
    }
    return NULL;
}

// One that is no longer frequent, or finds no room, leaves its place to the last.
static err hold_next(struct search *s, struct arena *a)
{
    struct search_frequent *f = &s->frequent;
    size_t at = f->next;
    bool is_held = false;
    TRY(search_hits_hold(s, a, (str){.p = f->words[at], .n = f->lengths[at]}, &is_held));
    if (is_held) {
        f->next++;
        return NULL;
    }
    f->count--;
    memmove(f->words[at], f->words[f->count], SEARCH_FREQUENT_BYTES);
    f->lengths[at] = f->lengths[f->count];
    return NULL;
}

// Are the words those of the offers there are, about?
static bool are_listed(const struct search *s)
{
    const struct search_frequent *f = &s->frequent;
    return f->is_listed && s->rows.count - s->rows.count / GROWN_SHARE <= f->rows;
}

bool search_hits_are_due(const struct search *s)
{
    const struct search_frequent *f = &s->frequent;
    return s->generation >= 0 && s->rows.count > 0 && s->rows.count >= s->hits_least &&
           (!are_listed(s) || f->next < f->count ||
            (f->count > 0 && s->hits_changed - f->seen >= SEARCH_FREQUENT_LAG));
}

static err tend(struct search *s, struct arena *a)
{
    struct search_frequent *f = &s->frequent;
    if (!are_listed(s)) {
        return list_frequent(s, a);
    }
    if (f->next >= f->count) {
        f->next = 0;
        f->seen = s->hits_changed;
    }
    return hold_next(s, a);
}

err search_hits_tend(struct search *s, struct arena *a)
{
    if (!search_hits_are_due(s)) {
        return NULL;
    }
    arena_reset(s->scratch); // what a word finds is some megabytes of a large copy
    db_set_arena(s->index, s->scratch);
    err e = db_begin(s->index, DB_READ);
    e = e != NULL ? e : tend(s, are_listed(s) ? s->scratch : a);
    db_rollback(s->index);
    db_set_arena(s->index, a);
    arena_reset(s->scratch);
    return e;
}

err search_hits_fill(struct search *s, struct arena *a)
{
    while (search_hits_are_due(s)) {
        TRY(search_hits_tend(s, a));
    }
    return NULL;
}
