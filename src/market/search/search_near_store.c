// The words that are known, kept in memory for the queries that find too little: which of them is
// meant by one with a slip of a key in it.
#include "market/search/search_near.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_near_store.sql.h"
#include "market/search/search_token.h"

#define KNOWN_ROOM 1024 // words at first
#define SLOTS_OF_WORD 2
#define KNOWN_DUE_MAX 2000   // offers; JSON of them fits a page
#define KNOWN_ADDED_MAX 4000 // words; more, and all are read anew: words that went pile up
#define LETTERS_MIN 4        // 펜 and 컵 are near too much
#define LONG_LETTERS_MIN 12  // 복사용도 is no 복사용지

// Words with figures are sizes and models: another figure is another thing.
static bool may_be_mistyped(str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if ((word.p[i] >= '0' && word.p[i] <= '9') || word.p[i] == '"' || word.p[i] == '-') {
            return false;
        }
    }
    return true;
}

// Where a word stands, or the slot that waits for it: at least half of them stay empty.
static uint32_t *slot_of(struct search *s, const struct search_known *k)
{
    uint32_t *slots = s->known_slots.p;
    size_t count = s->known_slots.n / sizeof(uint32_t);
    size_t at = search_hash(k->letters) % count;
    while (slots[at] != 0) {
        const struct search_known *is = &s->known.items[slots[at] - 1];
        if (str_equals(is->letters, k->letters) && str_equals(is->text, k->text)) {
            break;
        }
        at = (at + 1) % count;
    }
    return &slots[at];
}

// Room for so many words. False: the system has none.
static bool make_room(struct search *s, size_t words)
{
    struct mapping slots;
    if (!mapping_grow(&s->known_words, words * sizeof(struct search_known)) ||
        !mapping_new(words * SLOTS_OF_WORD * sizeof(uint32_t), &slots)) {
        return false;
    }
    mapping_free(&s->known_slots);
    s->known_slots = slots;
    s->known_room = words;
    s->known.items = s->known_words.p;
    for (size_t i = 0; i < s->known.count; i++) {
        *slot_of(s, &s->known.items[i]) = (uint32_t)i + 1;
    }
    return true;
}

static void add_known(struct search *s, struct search_known k)
{
    if (!may_be_mistyped(k.text) || str_length(k.letters) < LETTERS_MIN) {
        return;
    }
    if (*slot_of(s, &k) != 0) {
        return; // words of titles are the same over and over
    }
    if (s->known.count == s->known_room && !make_room(s, s->known_room * 2)) {
        return; // a word less that slips are held against
    }
    uint32_t *slot = slot_of(s, &k);
    k.letters = str_copy(s->known_texts, k.letters);
    k.text = str_copy(s->known_texts, k.text);
    s->known.items[s->known.count++] = k;
    *slot = (uint32_t)s->known.count;
}

// Each word of a name: 볼펜·필기구, 재생 복사용지.
static void add_words(struct search *s, struct arena *a, str name, bool is_product)
{
    for (size_t from = 0; from < name.n;) {
        str rest = str_slice(name, from, name.n);
        size_t blank = str_index(rest, S(" "));
        size_t dot = str_index(rest, S("·"));
        str word = str_slice(rest, 0, blank < dot ? blank : dot);
        add_known(s, (struct search_known){search_letters(a, word), word, is_product});
        from += word.n + (blank < dot ? 1 : S("·").n);
    }
}

void search_known_forget(struct search *s)
{
    s->known.items = NULL;
    s->known.count = 0;
    mapping_free(&s->known_words);
    mapping_free(&s->known_slots);
}

// All of them, with the first query that needs them.
static err load_known(struct search *s, struct arena *a)
{
    arena_reset(s->known_texts);
    search_known_forget(s);
    if (!make_room(s, KNOWN_ROOM)) {
        return &DB_AWAY;
    }
    s->known_due.items = NEW_ARRAY(s->known_texts, KNOWN_DUE_MAX, int64_t);
    s->known_due.count = 0;
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_KNOWN);
    while (query_next(q) && s->known.count < LIMIT_SEARCH_KNOWN) {
        str term = read_str(q, "term");
        str key = read_str(q, "key");
        if (key.n == 0) {
            add_words(s, a, term, str_equals(read_str(q, "kind"), S("product")));
        } else if (!search_is_initials(key)) {
            add_known(s, (struct search_known){key, term, false});
        }
    }
    err e = query_end(q);
    s->known_loaded = s->known.count;
    if (e != NULL) {
        search_known_forget(s);
    }
    return e;
}

void search_known_note(struct search *s, const int64_t *offers, size_t count)
{
    if (s->known.items == NULL) {
        return;
    }
    if (s->known_due.count + count > KNOWN_DUE_MAX) {
        search_known_forget(s);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        s->known_due.items[s->known_due.count++] = offers[i];
    }
}

// What came since, behind the others. What went stays: it finds nothing, so nobody is led to it.
static err add_due(struct search *s, struct arena *a)
{
    struct out ids;
    out_init(&ids, a, LIMIT_PAGE);
    for (size_t i = 0; i < s->known_due.count; i++) {
        out_char(&ids, i == 0 ? '[' : ',');
        out_i64(&ids, s->known_due.items[i]);
    }
    out_char(&ids, ']');
    struct query *q = db_query(s->index, &SQL_SEARCH_WORD_TITLES);
    bind_str(q, "ids", out_view(&ids));
    while (query_next(q)) {
        add_words(s, a, search_short_title(read_str(q, "title")), true);
    }
    TRY(query_end(q));
    s->known_due.count = 0;
    return NULL;
}

static err know(struct search *s, struct arena *a)
{
    if (s->known.items == NULL || s->known.count > s->known_loaded + KNOWN_ADDED_MAX) {
        return load_known(s, a);
    }
    return s->known_due.count == 0 ? NULL : add_due(s, a);
}

// Bytes that two begin with alike.
static size_t alike(str x, str y)
{
    size_t n = 0;
    while (n < x.n && n < y.n && x.p[n] == y.p[n]) {
        n++;
    }
    return n;
}

// The one that begins most like it: 통학버스 for 통학차량, not 셔틀.
err search_same_word(struct search *s, struct arena *a, str common, str word, str *out)
{
    *out = S("");
    size_t most = 0;
    str letters = search_letters(a, word);
    TRY(know(s, a));
    for (size_t i = 0; i < s->known.count; i++) {
        const struct search_known *k = &s->known.items[i];
        bool is_other = !k->is_product && !str_equals(k->letters, letters);
        size_t likeness = 1 + alike(k->letters, letters);
        if (!is_other || likeness <= most || !str_equals(k->text, common)) {
            continue;
        }
        int64_t hits = 0;
        str text = search_compose(a, k->letters);
        TRY(search_count(s, search_match(a, s->added, text), 1, &hits));
        most = hits > 0 ? likeness : most;
        *out = hits > 0 ? text : *out;
    }
    return NULL;
}

struct near_words {
    str words[LIMIT_SEARCH_NEAR];
    size_t count;
};

static void add_near(struct near_words *list, str text)
{
    bool is_new = list->count < LIMIT_SEARCH_NEAR;
    for (size_t i = 0; i < list->count && is_new; i++) {
        is_new = !str_equals(list->words[i], text);
    }
    if (is_new) {
        list->words[list->count++] = text;
    }
}

static bool begins_alike(str x, str y)
{
    size_t at_x = 0;
    size_t at_y = 0;
    return str_next(x, &at_x) == str_next(y, &at_y);
}

// Known words near to one, up to LIMIT_SEARCH_NEAR, first those that begin with the same letter,
// which is seldom the slip; none when it is known itself. One that finds nothing by itself is no
// word of a title any more.
static size_t list_near(const struct search *s, str letters, bool finds, str *out)
{
    struct near_words same = {.count = 0}; // that begin with the same letter
    struct near_words other = {.count = 0};
    struct near_words by_two = {.count = 0}; // of long words, where none is nearer
    bool is_long = str_length(letters) >= LONG_LETTERS_MIN;
    for (size_t i = 0; i < s->known.count; i++) {
        const struct search_known *k = &s->known.items[i];
        if (str_equals(k->letters, letters) && (finds || !k->is_product)) {
            return 0;
        }
        if (search_is_near(k->letters, letters)) {
            add_near(begins_alike(k->letters, letters) ? &same : &other, k->text);
        } else if (is_long && search_is_near_by_two(k->letters, letters)) {
            add_near(&by_two, k->text);
        }
    }
    same = same.count + other.count == 0 ? by_two : same;
    size_t count = 0;
    for (size_t i = 0; i < same.count + other.count && count < LIMIT_SEARCH_NEAR; i++) {
        out[count++] = i < same.count ? same.words[i] : other.words[i - same.count];
    }
    return count;
}

// How well a word fits: what it finds beside the others counts most, then what it finds alone.
static err weigh(struct search *s, struct arena *a, str word, str others, int64_t *out)
{
    int64_t beside = 0;
    TRY(search_count(s, search_match(a, s->added, word), LIMIT_SEARCH_ENOUGH, out));
    if (others.n > 0) {
        str all = str_format(a, "%.*s %.*s", STR_ARG(word), STR_ARG(others));
        TRY(search_count(s, search_match(a, s->added, all), LIMIT_SEARCH_ENOUGH, &beside));
    }
    *out += beside * (LIMIT_SEARCH_ENOUGH + 1);
    return NULL;
}

err search_near_word(struct search *s, struct arena *a, str word, str others, str *out)
{
    *out = S("");
    str letters = search_letters(a, word);
    int64_t alone = 0;
    if (!may_be_mistyped(word) || str_length(letters) < LETTERS_MIN) {
        return NULL;
    }
    TRY(search_count(s, search_match(a, s->added, word), LIMIT_SEARCH_ENOUGH, &alone));
    bool is_thing = false;
    TRY(alone == 0 ? search_thing_is_known(s, a, word, &is_thing) : NULL);
    str spelled = {0}; // 엘이디 is no slip of 엘시디
    TRY(search_spell_letters(s, a, word, &spelled));
    if (alone >= LIMIT_SEARCH_ENOUGH || is_thing || spelled.n > 0) {
        return NULL;
    }
    TRY(know(s, a));
    str near[LIMIT_SEARCH_NEAR];
    size_t count = list_near(s, letters, alone > 0, near);
    int64_t most = 0;
    TRY(weigh(s, a, word, others, &most));
    for (size_t i = 0; i < count; i++) {
        int64_t weight = 0;
        TRY(weigh(s, a, near[i], others, &weight));
        if (weight > most) {
            *out = near[i];
            most = weight;
        }
    }
    return NULL;
}

// The text with each word that finds too little as the known word near to it; empty when none is.
static err near_words(struct search *s, struct arena *a, str typed, str *out)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    bool any = false;
    str rest = typed;
    for (int i = 0; i < LIMIT_QUERY_WORDS && rest.n > 0; i++) {
        str word = str_cut(&rest, ' ');
        str near = {0};
        str others = str_format(a, "%.*s %.*s", STR_ARG(out_view(&o)), STR_ARG(rest));
        TRY(search_near_word(s, a, word, others, &near));
        any = any || near.n > 0;
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        out_str(&o, near.n > 0 ? near : word);
    }
    out_str(&o, rest.n > 0 ? S(" ") : S(""));
    out_str(&o, rest);
    *out = any ? out_view(&o) : S("");
    return NULL;
}

err search_read_slips(struct search *s, struct arena *a, str typed, int64_t hits,
                      struct search_meaning *out)
{
    str text = {0};
    int64_t more = 0;
    if (search_has_phrase(typed)) {
        return NULL; // just this run of text
    }
    TRY(near_words(s, a, typed, &text));
    TRY(search_count(s, search_match(a, s->added, text), LIMIT_SEARCH_ENOUGH, &more));
    if (more > hits) {
        *out = (struct search_meaning){.mend = SEARCH_BY_SLIP, .text = text};
    }
    return NULL;
}
