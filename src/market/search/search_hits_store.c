// What words that many hold find: listing a third of a million takes longer than counting them.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "market/search/search_few_store.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

#define SPARE_WORDS 512  // of bits: room for so many times 64 offers that come
#define SPARE_BYTES 2048 // of a list: room for some hundred
#define RUNS_MAX 2048 // stretches of rows that move alike; 500 offers that came and went make 1,001

static size_t words_of(const struct search *s)
{
    return s->rows.count / 64 + 1;
}

static void set_bit(uint64_t *bits, int64_t at)
{
    bits[at / 64] |= UINT64_C(1) << at % 64;
}

static void clear_bit(uint64_t *bits, int64_t at)
{
    bits[at / 64] &= ~(UINT64_C(1) << at % 64);
}

// What is kept of it goes; its place is the first to be taken.
static void give_up(struct search_hits *h)
{
    mapping_free(&h->room);
    *h = (struct search_hits){0};
}

void search_hits_forget(struct search *s)
{
    search_few_forget(s);
    for (size_t i = 0; i < s->hits_count; i++) {
        give_up(&s->hits[i]);
    }
    s->hits_count = 0;
    s->frequent.is_listed = false;
    mapping_free(&s->hits_ids);
}

size_t search_hits_bytes(const struct search *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->hits_count; i++) {
        n += s->hits[i].room.n;
    }
    return n;
}

// --- Written down --------------------------------------------------------------------------------

static struct search_found found_of(const struct search_hits *h)
{
    return (struct search_found){.all = h->found, .titled = h->titled, .listed = h->listed};
}

// So many bytes, in place of what there is; the match stands before them. False: there is no room.
static bool make_room(struct search *s, struct search_hits *h, size_t n)
{
    if (h->room.n >= LIMIT_SEARCH_KEPT_QUERY + n) {
        return true;
    }
    size_t size = LIMIT_SEARCH_KEPT_QUERY + n + SPARE_BYTES;
    if (search_hits_bytes(s) - h->room.n + size > LIMIT_SEARCH_HITS_BYTES ||
        !mapping_grow(&h->room, size)) {
        return false;
    }
    h->match.p = h->room.p;
    return true;
}

static char *behind_match(const struct search_hits *h)
{
    return (char *)h->room.p + LIMIT_SEARCH_KEPT_QUERY;
}

static bool put_list(struct search *s, struct search_hits *h, str listed)
{
    if (!make_room(s, h, listed.n)) {
        return false;
    }
    memcpy(behind_match(h), listed.p, listed.n);
    h->listed = (str){.p = behind_match(h), .n = listed.n};
    return true;
}

// Into bits that are clear.
static bool put_bits(struct search *s, struct search_hits *h, const struct search_found *found)
{
    if (!make_room(s, h, 2 * s->hits_words * sizeof(uint64_t))) {
        return false;
    }
    h->found = (uint64_t *)(void *)behind_match(h);
    h->titled = h->found + s->hits_words;
    struct search_walk walk = search_walk_begin(s, found);
    for (size_t w = search_walk_next(&walk, 0); w != SIZE_MAX; w = search_walk_next(&walk, w + 1)) {
        search_walk_take(&walk, w, &h->found[w], &h->titled[w]);
    }
    return true;
}

// The rows of a group, behind those of the groups before it.
static void list_group(struct search_coder *c, size_t group, uint64_t found, uint64_t titled)
{
    for (uint64_t rest = found; rest != 0; rest &= rest - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(rest);
        search_coder_add(c, group * 64 + bit, (titled >> bit & 1) != 0);
    }
}

// --- What changed --------------------------------------------------------------------------------

void search_hits_note_changed(struct search *s, const int64_t *offers, size_t count)
{
    search_few_forget(s);
    for (size_t i = 0; i < count; i++) {
        s->hits_due[s->hits_changed++ % SEARCH_HITS_DUE] = offers[i];
    }
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

// Rows that are looked at again, each once and by ascending place.
struct again {
    size_t rows[SEARCH_HITS_DUE]; // all of them
    size_t count;
    size_t
        found[SEARCH_HITS_DUE]; // those that are found: twice the place, and one more when titled
    size_t found_count;
};

static int by_place(const void *x, const void *y)
{
    size_t a = *(const size_t *)x;
    size_t b = *(const size_t *)y;
    return (a > b) - (a < b);
}

static size_t sort_once(size_t *places, size_t count)
{
    size_t once = 0;
    qsort(places, count, sizeof(size_t), by_place);
    for (size_t i = 0; i < count; i++) {
        if (once == 0 || places[once - 1] != places[i]) {
            places[once++] = places[i];
        }
    }
    return once;
}

static err ask_again(struct search *s, const struct search_hits *h, struct again *out)
{
    struct out ids;
    for (int64_t i = h->seen; i < s->hits_changed; i++) {
        int64_t at = search_find_row(s, s->hits_due[i % SEARCH_HITS_DUE]);
        if (at >= 0) {
            out->rows[out->count++] = (size_t)at;
        }
    }
    out->count = sort_once(out->rows, out->count);
    out_init(&ids, s->scratch, LIMIT_PAGE);
    out_char(&ids, '[');
    for (size_t i = 0; i < out->count; i++) {
        out_str(&ids, i == 0 ? S("") : S(","));
        out_i64(&ids, s->ids[out->rows[i]]);
    }
    out_char(&ids, ']');
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH_OF);
    bind_str(q, "match", h->match);
    bind_i64(q, "wanted", count_wanted(h->match));
    bind_str(q, "ids", out_view(&ids));
    while (query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        assert(at >= 0 && out->found_count < SEARCH_HITS_DUE);
        out->found[out->found_count++] = 2 * (size_t)at + read_bool(q, "is_titled");
    }
    out->found_count = sort_once(out->found, out->found_count);
    return query_end(q);
}

static void mark_again(struct search_hits *h, const struct again *again)
{
    for (size_t i = 0; i < again->count; i++) {
        clear_bit(h->found, (int64_t)again->rows[i]);
        clear_bit(h->titled, (int64_t)again->rows[i]);
    }
    for (size_t i = 0; i < again->found_count; i++) {
        size_t at = again->found[i] / 2;
        set_bit(h->found, (int64_t)at);
        h->titled[at / 64] |= (uint64_t)(again->found[i] % 2) << at % 64;
    }
}

// The list of before without these rows, and those of them that are found in their places. False:
// there is no room for it.
static bool list_again(struct search *s, struct search_hits *h, const struct again *again)
{
    size_t gone = 0;
    size_t came = 0;
    struct search_found before = found_of(h);
    struct search_coder c =
        search_coder_new(s->scratch, h->listed.n + again->found_count, s->rows.count);
    struct search_walk walk = search_walk_begin(s, &before);
    for (;;) {
        size_t next = search_walk_next(&walk, 0);
        size_t beside = came < again->found_count ? again->found[came] / 2 / 64 : SIZE_MAX;
        size_t group = next < beside ? next : beside;
        uint64_t found = 0;
        uint64_t titled = 0;
        if (group == SIZE_MAX) {
            break;
        }
        search_walk_take(&walk, group, &found, &titled);
        for (; gone < again->count && again->rows[gone] / 64 <= group; gone++) {
            found &= ~((uint64_t)(again->rows[gone] / 64 == group) << again->rows[gone] % 64);
        }
        for (; came < again->found_count && again->found[came] / 2 / 64 == group; came++) {
            size_t bit = again->found[came] / 2 % 64;
            found |= UINT64_C(1) << bit;
            titled &= ~(UINT64_C(1) << bit);
            titled |= (uint64_t)(again->found[came] % 2) << bit;
        }
        list_group(&c, group, found, titled);
    }
    return put_list(s, h, search_coder_end(&c).listed);
}

// What changed since is as it is found now.
static err look_again(struct search *s, struct search_hits *h)
{
    arena_reset(s->scratch);
    struct again *again = NEW(s->scratch, struct again);
    TRY(ask_again(s, h, again));
    h->seen = s->hits_changed;
    if (h->found != NULL) {
        mark_again(h, again);
    } else if (!list_again(s, h, again)) {
        give_up(h);
    }
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
        give_up(h);
    } else if (h != NULL) {
        TRY(h->seen < s->hits_changed ? look_again(s, h) : NULL);
        h->last_asked = h->match.n > 0 ? ++s->hits_asked : 0;
        *out = h->match.n > 0 ? h : NULL;
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

// False: there is no room for it.
static bool move_list(struct search *s, const struct runs *runs, struct search_hits *h)
{
    const struct run *run = runs->items;
    struct search_found before = found_of(h);
    struct search_coder c = search_coder_new(s->scratch, h->listed.n, s->rows.count);
    struct search_walk walk = search_walk_begin(s, &before);
    for (size_t w = search_walk_next(&walk, 0); w != SIZE_MAX; w = search_walk_next(&walk, w + 1)) {
        uint64_t found = 0;
        uint64_t titled = 0;
        search_walk_take(&walk, w, &found, &titled);
        for (uint64_t rest = found; rest != 0; rest &= rest - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(rest);
            size_t at = w * 64 + bit;
            while (run->end <= at) {
                run++;
            }
            if (!run->is_gone) {
                search_coder_add(&c, (size_t)((int64_t)at + run->by), (titled >> bit & 1) != 0);
            }
        }
    }
    return put_list(s, h, search_coder_end(&c).listed);
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
        if (h->found != NULL) {
            move_bits(s, runs, h->found, before);
            move_bits(s, runs, h->titled, before);
        } else if (!move_list(s, runs, h)) {
            give_up(h);
        }
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
    struct search_found found = found_of(h);
    if (h->found != NULL) {
        size_t count = 0;
        for (size_t w = 0; w < words_of(s); w++) {
            count += (size_t)__builtin_popcountll(h->found[w]);
        }
        struct search_coder c = search_coder_new(a, count, s->rows.count);
        for (size_t w = 0; w < words_of(s); w++) {
            list_group(&c, w, h->found[w], h->titled[w]);
        }
        found = search_coder_end(&c);
    }
    search_few_keep(s, h->match, &found);
}

// A new place, or that of the one asked longest ago. Frequent words do not count.
static struct search_hits *take_place(struct search *s, struct arena *a)
{
    struct search_hits *oldest = NULL;
    size_t asked = 0;
    if (s->hits_count == 0) {
        s->hits_words = words_of(s) + SPARE_WORDS;
    }
    for (size_t i = 0; i < s->hits_count; i++) {
        struct search_hits *h = &s->hits[i];
        bool is_older = oldest == NULL || h->last_asked < oldest->last_asked;
        oldest = !h->is_frequent && is_older ? h : oldest;
        asked += !h->is_frequent;
    }
    if (asked < SEARCH_HITS_ASKED) {
        assert(s->hits_count < SEARCH_HITS_MAX); // no more frequent ones than their share
        return &s->hits[s->hits_count++];
    }
    step_down(s, a, oldest);
    give_up(oldest);
    return oldest;
}

struct search_hits *search_hits_keep(struct search *s, struct arena *a, str match, size_t count,
                                     struct search_found *found)
{
    if (count < s->hits_least || count < s->rows.count / SEARCH_HITS_SHARE ||
        match.n > LIMIT_SEARCH_KEPT_QUERY) {
        return NULL;
    }
    struct search_hits *h = take_place(s, a);
    bool is_list = found->listed.n <= 2 * words_of(s) * sizeof(uint64_t);
    if (!(is_list ? put_list(s, h, found->listed) : put_bits(s, h, found))) {
        give_up(h);
        return NULL;
    }
    memcpy(h->room.p, match.p, match.n);
    h->match = (str){.p = h->room.p, .n = match.n};
    h->last_asked = ++s->hits_asked;
    h->seen = s->hits_changed;
    *found = found_of(h);
    return h;
}

// --- Asked ---------------------------------------------------------------------------------------

bool search_hits_is_phrase(str match)
{
    str rest = str_slice(match, 1, match.n);
    return match.p[0] == '"' && str_index(rest, S("\"")) + 1 == rest.n;
}

// The index lists one phrase by itself, which takes half as long.
static struct query *ask(struct search *s, str match)
{
    bool is_one = search_hits_is_phrase(match);
    struct query *q = db_query(s->index, is_one ? &SQL_SEARCH_PHRASE : &SQL_SEARCH_TITLED);
    bind_str(q, "match", match);
    if (!is_one) {
        bind_i64(q, "wanted", count_wanted(match));
    }
    return q;
}

// Mostly an offer stands as far behind the one before as their numbers are apart. Where that is
// reckoned from the numbers alone, the processor fetches many places at once.
static struct search_found list_hits(struct search *s, struct arena *a, const struct db_ids *hits)
{
    struct search_coder c = search_coder_new(a, hits->count, s->rows.count);
    size_t from = 0; // a place, and the offer that stands there
    int64_t before = s->rows.count > 0 ? s->ids[0] : 0;
    for (size_t i = 0; i < hits->count; i++) {
        int64_t offer = hits->items[i] / 2;
        uint64_t guess = from + (uint64_t)(offer - before);
        bool is_there = guess < s->rows.count && s->ids[guess] == offer;
        int64_t at = is_there ? (int64_t)guess : search_find_next_row(s, &from, offer);
        if (at >= 0) {
            search_coder_add(&c, (size_t)at, hits->items[i] % 2 != 0);
            from = (size_t)at;
            before = offer;
        } else if (from < s->rows.count) {
            before = s->ids[from];
        }
    }
    return search_coder_end(&c);
}

static err read_anew(struct search *s, struct arena *a, str match, struct search_found *out)
{
    struct query *q = ask(s, match);
    struct db_ids hits = query_next(q) ? read_ids(q, "ids") : (struct db_ids){0};
    *out = list_hits(s, a, &hits);
    size_t count = hits.count;
    TRY(query_end(q));
    if (search_hits_keep(s, a, match, count, out) != NULL) {
        return NULL;
    }
    search_few_keep(s, match, out);
    return NULL;
}

err search_hits_list(struct search *s, struct arena *a, str match, struct search_found *out)
{
    struct search_hits *kept = NULL;
    TRY(find_kept(s, match, &kept));
    if (kept != NULL) {
        *out = found_of(kept);
        return NULL;
    }
    return search_few_find(s, match, out) ? NULL : read_anew(s, a, match, out);
}

// Frequent words take no more than half of the room: the others need some as well.
static bool has_room_to_hold(const struct search *s)
{
    size_t held = 0;
    for (size_t i = 0; i < s->hits_count; i++) {
        held += s->hits[i].is_frequent ? s->hits[i].room.n : 0;
    }
    return held <= LIMIT_SEARCH_HITS_BYTES / 2;
}

err search_hits_hold(struct search *s, struct arena *a, str match, bool *out)
{
    struct search_hits *kept = NULL;
    struct search_found found;
    TRY(find_kept(s, match, &kept));
    *out = false;
    if (kept == NULL && !has_room_to_hold(s)) {
        return NULL;
    }
    TRY(kept == NULL ? read_anew(s, a, match, &found) : NULL);
    kept = find_place(s, match);
    if (kept != NULL) {
        kept->is_frequent = true;
    }
    *out = kept != NULL;
    return NULL;
}
