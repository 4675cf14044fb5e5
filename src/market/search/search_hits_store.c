// What words that many hold find: listing a third of a million takes longer than counting them.
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "market/search/search_few_store.h"
#include "market/search/search_near_store.sql.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

#define SAMPLE 1000 // offers whose words are counted: one word in 32 comes some thirty times
#define LEAST (SAMPLE / SEARCH_HITS_SHARE)
#define WORDS_OF_OFFER 64 // of them that are counted

#define SPARE_WORDS 512 // of a list: room for so many times 64 offers that come
#define RUNS_MAX 2048 // stretches of rows that move alike; 500 offers that came and went make 1,001

static size_t words_of(const struct search *s)
{
    return s->rows.count / 64 + 1;
}

static void set_bit(uint64_t *bits, int64_t at)
{
    bits[at / 64] |= UINT64_C(1) << at % 64;
}

static void note(uint64_t *found, uint64_t *titled, int64_t at, bool is_titled)
{
    found[at / 64] |= UINT64_C(1) << at % 64;
    titled[at / 64] |= (uint64_t)is_titled << at % 64;
}

void search_hits_forget(struct search *s)
{
    search_few_forget(s);
    arena_reset(s->hits_room);
    s->hits_count = 0;
    mapping_free(&s->hits_ids);
}

// --- What changed --------------------------------------------------------------------------------

void search_hits_note_changed(struct search *s, const int64_t *offers, size_t count)
{
    search_few_forget(s);
    for (size_t i = 0; i < count; i++) {
        s->hits_due[s->hits_changed++ % SEARCH_HITS_DUE] = offers[i];
    }
}

static void clear_bit(uint64_t *bits, int64_t at)
{
    bits[at / 64] &= ~(UINT64_C(1) << at % 64);
}

// How many phrases are wanted; those behind NOT are not.
static int64_t count_wanted(str match)
{
    int64_t quotes = 0;
    size_t end = str_index(match, S(" NOT "));
    for (size_t i = 0; i < end; i++) {
        quotes += match.p[i] == '"';
    }
    return quotes / 2;
}

// Of some offers, those that are found.
static err mark_found(struct search *s, struct search_hits *h, str ids)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH_OF);
    bind_str(q, "match", h->match);
    bind_i64(q, "wanted", count_wanted(h->match));
    bind_str(q, "ids", ids);
    while (query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        if (at >= 0) {
            note(h->found, h->titled, at, read_bool(q, "is_titled"));
        }
    }
    return query_end(q);
}

// What changed since is as it is found now.
static err look_again(struct search *s, struct search_hits *h)
{
    struct out ids;
    arena_reset(s->scratch);
    out_init(&ids, s->scratch, LIMIT_PAGE);
    for (int64_t i = h->seen; i < s->hits_changed; i++) {
        int64_t offer = s->hits_due[i % SEARCH_HITS_DUE];
        int64_t at = search_find_row(s, offer);
        out_char(&ids, i == h->seen ? '[' : ',');
        out_i64(&ids, offer);
        if (at >= 0) {
            clear_bit(h->found, at);
            clear_bit(h->titled, at);
        }
    }
    out_char(&ids, ']');
    TRY(mark_found(s, h, out_view(&ids)));
    h->seen = s->hits_changed;
    return NULL;
}

static struct search_hits *find_place(struct search *s, str match)
{
    for (size_t i = 0; i < s->hits_count; i++) {
        if (str_equals(s->hits[i].match, match)) {
            return &s->hits[i];
        }
    }
    return NULL;
}

// Is one of its tokens a beginning of more than one letter: "led"*?
static bool has_long_beginning(str match)
{
    size_t from = 0; // of the token
    for (size_t i = 0; i < match.n; i++) {
        bool is_beginning = match.p[i] == '"' && i + 1 < match.n && match.p[i + 1] == '*';
        if (is_beginning && str_length(str_slice(match, from, i - from)) > 1) {
            return true;
        }
        from = match.p[i] == '"' || match.p[i] == ' ' ? i + 1 : from;
    }
    return false;
}

// Is it sooner read anew than looked at again?
static bool is_stale(const struct search *s, const struct search_hits *h)
{
    int64_t most = has_long_beginning(h->match) ? SEARCH_HITS_DUE_BEGUN : SEARCH_HITS_DUE;
    return s->hits_changed - h->seen > most;
}

// What is kept, as it is now; *out NULL: nothing.
static err find_kept(struct search *s, str match, struct search_hits **out)
{
    struct search_hits *h = find_place(s, match);
    *out = NULL;
    if (h != NULL && is_stale(s, h)) {
        h->match = S(""); // the first to give way
        h->last_asked = 0;
    } else if (h != NULL) {
        TRY(h->seen < s->hits_changed ? look_again(s, h) : NULL);
        h->last_asked = ++s->hits_asked;
        *out = h;
    }
    return NULL;
}

// --- Other rows ----------------------------------------------------------------------------------

void search_hits_set_aside(struct search *s)
{
    search_few_forget(s);
    if (s->hits_count == 0 || s->hits_ids.p != NULL) {
        return;
    }
    size_t size = s->rows.count * sizeof(int64_t);
    if (size == 0 || !mapping_new(size, &s->hits_ids)) {
        search_hits_forget(s);
        return;
    }
    memcpy(s->hits_ids.p, s->ids, size);
}

// Rows of before that stand together still: those below a place, so many places further on.
struct run {
    size_t end;
    int64_t by;
    bool is_gone;
};
struct runs {
    struct run items[RUNS_MAX];
    size_t count;
};

// False: there are too many.
static bool add_row(struct runs *runs, size_t at, int64_t by, bool is_gone)
{
    struct run *last = runs->count > 0 ? &runs->items[runs->count - 1] : NULL;
    if (last != NULL && last->is_gone == is_gone && last->by == by) {
        last->end = at + 1;
        return true;
    }
    if (runs->count == RUNS_MAX) {
        return false;
    }
    runs->items[runs->count++] = (struct run){.end = at + 1, .by = by, .is_gone = is_gone};
    return true;
}

static bool list_runs(const struct search *s, struct runs *runs)
{
    const int64_t *before = s->hits_ids.p;
    size_t count = s->hits_ids.n / sizeof(int64_t);
    size_t to = 0;
    bool is_listed = true;
    for (size_t at = 0; at < count && is_listed; at++) {
        while (to < s->rows.count && s->ids[to] < before[at]) {
            to++;
        }
        bool is_gone = to == s->rows.count || s->ids[to] != before[at];
        is_listed = add_row(runs, at, is_gone ? 0 : (int64_t)to - (int64_t)at, is_gone);
    }
    return is_listed;
}

static void move_bits(const struct search *s, const struct runs *runs, uint64_t *bits,
                      uint64_t *before)
{
    const struct run *run = runs->items;
    memcpy(before, bits, s->hits_words * sizeof(uint64_t));
    memset(bits, 0, s->hits_words * sizeof(uint64_t));
    for (size_t w = 0; w < s->hits_words; w++) {
        for (uint64_t rest = before[w]; rest != 0; rest &= rest - 1) {
            size_t at = w * 64 + (size_t)__builtin_ctzll(rest);
            while (run->end <= at) { // each bit is a row's that there was
                run++;
            }
            if (!run->is_gone) {
                set_bit(bits, (int64_t)at + run->by);
            }
        }
    }
}

void search_hits_move(struct search *s)
{
    if (s->hits_ids.p == NULL) {
        return;
    }
    struct runs *runs = NEW(s->scratch, struct runs);
    uint64_t *before = NEW_ARRAY(s->scratch, s->hits_words, uint64_t);
    if (words_of(s) > s->hits_words || !list_runs(s, runs)) {
        search_hits_forget(s);
    }
    for (size_t i = 0; i < s->hits_count; i++) {
        struct search_hits *h = &s->hits[i];
        move_bits(s, runs, h->found, before);
        move_bits(s, runs, h->titled, before);
    }
    arena_reset(s->scratch);
    mapping_free(&s->hits_ids);
}

// --- Kept ----------------------------------------------------------------------------------------

// Who gives way stands among the few until words change, where it is as it is found now.
static void step_down(struct search *s, struct arena *a, const struct search_hits *h)
{
    if (h->match.n == 0 || h->seen != s->hits_changed) {
        return;
    }
    size_t count = 0;
    for (size_t w = 0; w < words_of(s); w++) {
        count += (size_t)__builtin_popcountll(h->found[w]);
    }
    struct search_coder c = search_coder_new(a, count, s->rows.count);
    for (size_t w = 0; w < words_of(s); w++) {
        for (uint64_t rest = h->found[w]; rest != 0; rest &= rest - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(rest);
            search_coder_add(&c, w * 64 + bit, (h->titled[w] >> bit & 1) != 0);
        }
    }
    struct search_found found = search_coder_end(&c);
    search_few_keep(s, h->match, &found);
}

// A new place, or that of the one asked longest ago; a place has room for both lists.
static struct search_hits *take_place(struct search *s, struct arena *a)
{
    if (s->hits_count < SEARCH_HITS_MAX) {
        struct search_hits *h = &s->hits[s->hits_count];
        s->hits_words = s->hits_count == 0 ? words_of(s) + SPARE_WORDS : s->hits_words;
        h->found = NEW_ARRAY(s->hits_room, 2 * s->hits_words, uint64_t);
        h->text = NEW_ARRAY(s->hits_room, LIMIT_SEARCH_KEPT_QUERY, char);
        s->hits_count++;
        return h;
    }
    struct search_hits *oldest = &s->hits[0];
    for (size_t i = 1; i < s->hits_count; i++) {
        oldest = s->hits[i].last_asked < oldest->last_asked ? &s->hits[i] : oldest;
    }
    step_down(s, a, oldest);
    memset(oldest->found, 0, 2 * s->hits_words * sizeof(uint64_t));
    return oldest;
}

struct search_hits *search_hits_add(struct search *s, struct arena *a, str match, size_t count)
{
    if (count < s->hits_least || count < s->rows.count / SEARCH_HITS_SHARE ||
        match.n > LIMIT_SEARCH_KEPT_QUERY) {
        return NULL;
    }
    struct search_hits *h = take_place(s, a);
    memcpy(h->text, match.p, match.n);
    h->match = (str){h->text, match.n};
    h->titled = h->found + s->hits_words;
    h->last_asked = ++s->hits_asked;
    h->seen = s->hits_changed;
    return h;
}

// --- Asked ---------------------------------------------------------------------------------------

// One phrase, and no prefix?
static bool is_phrase(str match)
{
    str rest = str_slice(match, 1, match.n);
    return match.p[0] == '"' && str_index(rest, S("\"")) + 1 == rest.n;
}

// The index lists one phrase by itself, which takes half as long.
static struct query *ask(struct search *s, str match)
{
    bool is_one = is_phrase(match);
    struct query *q = db_query(s->index, is_one ? &SQL_SEARCH_PHRASE : &SQL_SEARCH_TITLED);
    bind_str(q, "match", match);
    if (!is_one) {
        bind_i64(q, "wanted", count_wanted(match));
    }
    return q;
}

// By a bit each, where it is much and kept.
static void note_hits(struct search *s, struct search_hits *keep, const struct db_ids *hits)
{
    size_t from = 0;
    for (size_t i = 0; i < hits->count; i++) {
        int64_t at = search_find_next_row(s, &from, hits->items[i] / 2);
        if (at >= 0) {
            note(keep->found, keep->titled, at, hits->items[i] % 2 != 0);
        }
    }
}

// Else as a list, kept where it is short.
static struct search_found list_hits(struct search *s, struct arena *a, const struct db_ids *hits)
{
    struct search_coder c = search_coder_new(a, hits->count, s->rows.count);
    size_t from = 0;
    for (size_t i = 0; i < hits->count; i++) {
        int64_t at = search_find_next_row(s, &from, hits->items[i] / 2);
        if (at >= 0) {
            search_coder_add(&c, (size_t)at, hits->items[i] % 2 != 0);
        }
    }
    return search_coder_end(&c);
}

static err read_anew(struct search *s, struct arena *a, str match, struct search_found *out)
{
    struct query *q = ask(s, match);
    struct db_ids hits = query_next(q) ? read_ids(q, "ids") : (struct db_ids){0};
    struct search_hits *keep = search_hits_add(s, a, match, hits.count);
    if (keep != NULL) {
        note_hits(s, keep, &hits);
        *out = (struct search_found){.all = keep->found, .titled = keep->titled};
        return query_end(q);
    }
    *out = list_hits(s, a, &hits);
    TRY(query_end(q));
    search_few_keep(s, match, out);
    return NULL;
}

err search_hits_list(struct search *s, struct arena *a, str match, struct search_found *out)
{
    struct search_hits *kept = NULL;
    TRY(find_kept(s, match, &kept));
    if (kept != NULL) {
        *out = (struct search_found){.all = kept->found, .titled = kept->titled};
        return NULL;
    }
    return search_few_find(s, match, out) ? NULL : read_anew(s, a, match, out);
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

static err fill_frequent(struct search *s, struct arena *a)
{
    struct words w = {.a = a, .room = (size_t)SAMPLE * WORDS_OF_OFFER};
    w.list.items = NEW_ARRAY(a, w.room, str);
    size_t count = 0;
    struct search_found found;
    TRY(list_words(s, &w));
    const struct frequent *list = count_words(&w, &count);
    for (size_t i = 0; i < count && s->hits_count < SEARCH_HITS_MAX; i++) {
        str match = search_match(a, s->added, list[i].word);
        if (match.n > 0 && is_phrase(match) && find_place(s, match) == NULL) {
            arena_reset(s->scratch); // the list of each is some megabytes of a large copy
            db_set_arena(s->index, s->scratch);
            TRY(read_anew(s, s->scratch, match, &found));
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
