// What words that many hold find: listing a third of a million takes longer than counting them.
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_near_store.sql.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

#define SAMPLE 1000 // offers whose words are counted: one word in 32 comes some thirty times
#define LEAST (SAMPLE / SEARCH_HITS_SHARE)
#define WORDS_OF_OFFER 64 // of them that are counted

static size_t words_of(const struct search *s)
{
    return s->rows.count / 64 + 2; // one more: whoever takes them looks ahead
}

void search_hits_forget(struct search *s)
{
    arena_reset(s->hits_room);
    s->hits_count = 0;
}

const struct search_hits *search_hits_find(struct search *s, str match)
{
    for (size_t i = 0; i < s->hits_count; i++) {
        if (str_equals(s->hits[i].match, match)) {
            s->hits[i].last_asked = ++s->hits_asked;
            return &s->hits[i];
        }
    }
    return NULL;
}

// A new place, or that of the one asked longest ago; a place has room for both lists.
static struct search_hits *take_place(struct search *s)
{
    if (s->hits_count < SEARCH_HITS_MAX) {
        struct search_hits *h = &s->hits[s->hits_count++];
        h->found = NEW_ARRAY(s->hits_room, 2 * words_of(s), uint64_t);
        h->text = NEW_ARRAY(s->hits_room, LIMIT_SEARCH_KEPT_QUERY, char);
        return h;
    }
    struct search_hits *oldest = &s->hits[0];
    for (size_t i = 1; i < s->hits_count; i++) {
        oldest = s->hits[i].last_asked < oldest->last_asked ? &s->hits[i] : oldest;
    }
    memset(oldest->found, 0, 2 * words_of(s) * sizeof(uint64_t));
    return oldest;
}

struct search_hits *search_hits_add(struct search *s, str match, size_t count, bool is_phrase)
{
    if (count < s->hits_least || count < s->rows.count / SEARCH_HITS_SHARE ||
        match.n > LIMIT_SEARCH_KEPT_QUERY) {
        return NULL;
    }
    struct search_hits *h = take_place(s);
    memcpy(h->text, match.p, match.n);
    h->match = (str){h->text, match.n};
    h->titled = is_phrase ? h->found + words_of(s) : NULL;
    h->last_asked = ++s->hits_asked;
    return h;
}

bool search_hits_is_phrase(str match)
{
    str rest = str_slice(match, 1, match.n);
    return match.p[0] == '"' && str_index(rest, S("\"")) + 1 == rest.n;
}

void search_hits_note(struct search_hits *h, int64_t at, bool is_titled)
{
    h->found[at / 64] |= UINT64_C(1) << at % 64;
    if (h->titled != NULL) {
        h->titled[at / 64] |= (uint64_t)is_titled << at % 64;
    }
}

// --- Before anybody asks -------------------------------------------------------------------------

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

// Keep what one word finds.
static err fill(struct search *s, str match)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_PHRASE);
    bind_str(q, "match", match);
    struct db_ids hits = query_next(q) ? read_ids(q, "ids") : (struct db_ids){0};
    struct search_hits *keep = search_hits_add(s, match, hits.count, true);
    size_t from = 0;
    for (size_t i = 0; i < hits.count && keep != NULL; i++) {
        int64_t at = search_find_next_row(s, &from, hits.items[i] / 2);
        if (at >= 0) {
            search_hits_note(keep, at, hits.items[i] % 2 != 0);
        }
    }
    return query_end(q);
}

static err fill_frequent(struct search *s, struct arena *a)
{
    struct words w = {.a = a, .room = (size_t)SAMPLE * WORDS_OF_OFFER};
    w.list.items = NEW_ARRAY(a, w.room, str);
    size_t count = 0;
    TRY(list_words(s, &w));
    const struct frequent *list = count_words(&w, &count);
    for (size_t i = 0; i < count && s->hits_count < SEARCH_HITS_MAX; i++) {
        str match = search_match(a, s->added, list[i].word);
        if (match.n > 0 && search_hits_is_phrase(match) && search_hits_find(s, match) == NULL) {
            arena_reset(s->scratch); // the list of each is some megabytes of a large copy
            db_set_arena(s->index, s->scratch);
            TRY(fill(s, match));
        }
    }
    return NULL;
}

err search_hits_fill(struct search *s, struct arena *a)
{
    if (s->rows.count < s->hits_least || s->rows.count == 0) {
        return NULL;
    }
    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    err e = fill_frequent(s, a);
    db_rollback(s->index);
    db_set_arena(s->index, a);
    arena_reset(s->scratch);
    return e;
}
