#include "market/catalog/guide.h"

#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"

// What each kind of word is worth. Ours: a name beats everything; of a word in listed titles it is
// its share of them that counts; of a noun of the category, the square of its letters.
enum { BY_NAME, BY_PART, BY_HEAD, BY_DETAIL, BY_THING, BY_SYNONYM, BY_WORD, BY_TITLES, REASONS };
static const struct {
    const char *label;
    int64_t points;
} POINTS[REASONS] = {
    [BY_NAME] = {"분류 이름",        100},
    [BY_PART] = {"분류 이름",        60 },
    [BY_HEAD] = {"분류 이름의 말", 20 },
    [BY_DETAIL] = {"세부품명",         80 },
    [BY_THING] = {"분류의 물건",     8  },
    [BY_SYNONYM] = {"같은 말",           50 },
    [BY_WORD] = {"양식의 말",        40 },
    [BY_TITLES] = {"등록된 상품",     60 }, // of a word that stands nowhere else
};
#define POINTS_INSIDE 5 // of a noun anywhere in the title, for each square of its letters
#define POINTS_LETTER 5 // more for each further syllable of a name: 게시판 before 판
#define POINTS_LEAST 20 // below it, nothing is said
#define WORDS_MAX 24    // words of a title: LIMIT_NAME characters have 34 of two
#define HEADS (UINT16_MAX + 1)
#define SYNONYMS_MAX 512 // terms looked at of those that stand in one title
#define PARTS_MAX 8      // parts of a category's name
#define WHY_MAX 600      // bytes of reasons; some six words

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

// The next run of letters and figures of any script.
static bool next_word(struct arena *a, str text, size_t *at, str *out)
{
    while (*at < text.n) {
        size_t from = *at;
        while (*at < text.n) {
            size_t here = *at;
            size_t next = here;
            (void)str_next(text, &next);
            if (fold_key(a, str_slice(text, here, next - here)).n == 0) {
                break;
            }
            *at = next;
        }
        str word = fold_key(a, str_slice(text, from, *at - from));
        if (*at < text.n) {
            (void)str_next(text, at);
        }
        if (word.n > 0) {
            *out = word;
            return true;
        }
    }
    return false;
}

size_t guide_words(struct arena *a, str title, str *out, size_t most)
{
    size_t count = 0;
    size_t at = 0;
    str wide = fold_width(a, title);
    str word;
    while (count < most && next_word(a, wide, &at, &word)) {
        if (is_figure(word.p[0]) || str_length(word) < 2) {
            continue;
        }
        size_t i = 0;
        while (i < count && !str_equals(out[i], word)) {
            i++;
        }
        if (i == count) {
            out[count++] = word;
        }
    }
    return count;
}

// 볼펜·필기구 are two things; 다과 세트 is one, of two words.
static void prepare_leaf(struct arena *a, struct guide_leaf *leaf)
{
    str rest = leaf->name;
    leaf->name_key = fold_key(a, leaf->name);
    leaf->detail_key = fold_key(a, leaf->detail_name);
    leaf->parts.items = NEW_ARRAY(a, PARTS_MAX, str);
    leaf->parts.count = 0;
    leaf->heads.items = NEW_ARRAY(a, PARTS_MAX, str);
    leaf->heads.count = 0;
    while (rest.n > 0) {
        size_t dot = str_index(rest, S("·"));
        str thing = str_slice(rest, 0, dot);
        rest = dot == rest.n ? S("") : str_slice(rest, dot + S("·").n, rest.n);
        str key = fold_key(a, thing);
        if (str_length(key) >= 2 && leaf->parts.count < PARTS_MAX) {
            leaf->parts.items[leaf->parts.count++] = key;
        }
        str word;
        size_t at = 0;
        while (leaf->heads.count < PARTS_MAX && next_word(a, thing, &at, &word)) {
            if (str_length(word) >= 2 && !str_equals(word, key)) {
                leaf->heads.items[leaf->heads.count++] = word;
            }
        }
    }
}

// How many keys a list parted by | can give.
static size_t keys_of(str list)
{
    size_t most = 1;
    for (size_t i = 0; i < list.n; i++) {
        most += list.p[i] == '|';
    }
    return most;
}

static void prepare_things(struct arena *a, struct guide_leaf *leaf)
{
    str rest = leaf->things;
    leaf->thing_keys.items = NEW_ARRAY(a, keys_of(rest), str);
    leaf->thing_keys.count = 0;
    while (rest.n > 0) {
        str key = fold_key(a, str_cut(&rest, '|'));
        if (str_length(key) >= 2) {
            leaf->thing_keys.items[leaf->thing_keys.count++] = key;
        }
    }
}

static void prepare_words(struct arena *a, struct guide_leaf *leaf)
{
    str rest = leaf->words;
    leaf->word_keys.items = NEW_ARRAY(a, keys_of(rest), struct guide_list_word);
    leaf->word_keys.count = 0;
    while (rest.n > 0) {
        str word = str_cut(&rest, '|');
        str key = fold_key(a, word);
        if (str_length(key) >= 2 && !is_figure(key.p[0])) {
            leaf->word_keys.items[leaf->word_keys.count++] = (struct guide_list_word){word, key};
        }
    }
}

void guide_prepare(struct arena *a, struct guide *g)
{
    for (size_t i = 0; i < g->leaves.count; i++) {
        prepare_leaf(a, &g->leaves.items[i]);
        prepare_things(a, &g->leaves.items[i]);
        prepare_words(a, &g->leaves.items[i]);
    }
    for (size_t i = 0; i < g->synonyms.count; i++) {
        struct guide_synonym *s = &g->synonyms.items[i];
        s->term_key = fold_key(a, s->term);
        s->canonical_key = fold_key(a, s->canonical);
    }
}

// --- Points --------------------------------------------------------------------------------------

// A title, and what points from it to one leaf.
struct weighing {
    struct arena *a;
    const struct guide *g;
    str key; // of the whole title
    str words[WORDS_MAX];
    size_t word_count;
    uint64_t heads[HEADS / 64]; // of two bytes in a row: whether they stand in the key or a word
    int64_t totals[WORDS_MAX];  // of each word, in all categories
    LIST(const struct guide_synonym *) synonyms; // whose term stands in the title
    int64_t points;
    struct out why;
};

static void give(struct weighing *w, int reason, int64_t points, str word, int64_t count)
{
    w->points += points;
    if (w->why.n + word.n + 80 > WHY_MAX || str_contains(out_view(&w->why), word)) {
        return;
    }
    out_format(&w->why, "%s%s ‘%.*s’", w->why.n == 0 ? "" : " · ", POINTS[reason].label,
               STR_ARG(word));
    if (count > 0) {
        out_format(&w->why, " %lld건", (long long)count);
    }
}

static uint16_t head_at(const char *p)
{
    return (uint16_t)((unsigned char)p[0] << 8 | (unsigned char)p[1]);
}

static void note_heads(struct weighing *w, str text)
{
    for (size_t i = 0; i + 1 < text.n; i++) {
        uint16_t head = head_at(text.p + i);
        w->heads[head / 64] |= UINT64_C(1) << head % 64;
    }
}

// Most keys of thousands are told from the two bytes that they begin with: they stand nowhere.
static bool may_hold(const struct weighing *w, str key)
{
    if (key.n < 2) {
        return true;
    }
    uint16_t head = head_at(key.p);
    return (w->heads[head / 64] >> head % 64 & 1) != 0;
}

static int64_t letters_of(str key)
{
    return (int64_t)str_length(key) * POINTS_LETTER;
}

// How a key stands among the words of the title: 2 at the end of one (유성볼펜 is a 볼펜), 1 at the
// beginning of one or, of three syllables and more, anywhere (복사 용지), 0 not at all. Inside a
// word it is chance: 단기 of 차단기.
static int stands(const struct weighing *w, str key)
{
    if (!may_hold(w, key)) {
        return 0;
    }
    int best = str_contains(w->key, key) && str_length(key) >= 3 ? 1 : 0;
    for (size_t i = 0; i < w->word_count; i++) {
        best = str_ends(w->words[i], key) ? 2 : best;
        best = best == 0 && str_starts(w->words[i], key) ? 1 : best;
    }
    return best;
}

static void weigh_parts(struct weighing *w, const struct guide_leaf *leaf)
{
    str best = S("");
    int how = 0;
    for (size_t i = 0; i < leaf->parts.count; i++) { // the longest alone
        int is = stands(w, leaf->parts.items[i]);
        if (is > 0 && leaf->parts.items[i].n > best.n) {
            best = leaf->parts.items[i];
            how = is;
        }
    }
    if (how > 0) {
        give(w, BY_PART, (POINTS[BY_PART].points + letters_of(best)) * how / 2, best, 0);
        return;
    }
    for (size_t i = 0; i < leaf->heads.count; i++) {
        if (stands(w, leaf->heads.items[i]) == 2) {
            give(w, BY_HEAD, POINTS[BY_HEAD].points, leaf->heads.items[i], 0);
        }
    }
}

static void weigh_name(struct weighing *w, const struct guide_leaf *leaf)
{
    bool whole = leaf->name_key.n > 0 && str_contains(w->key, leaf->name_key) &&
                 (str_length(leaf->name_key) >= 3 || stands(w, leaf->name_key) > 0);
    if (whole) {
        give(w, BY_NAME, POINTS[BY_NAME].points + letters_of(leaf->name_key), leaf->name, 0);
    } else {
        weigh_parts(w, leaf);
    }
    if (str_length(leaf->detail_key) >= 2 && !str_equals(leaf->detail_key, leaf->name_key) &&
        stands(w, leaf->detail_key) > 0) {
        give(w, BY_DETAIL, POINTS[BY_DETAIL].points + letters_of(leaf->detail_key),
             leaf->detail_name, 0);
    }
}

// The longest noun that ends a word of the title, or is the word: 유성볼펜 is a 볼펜. The longer
// the surer, and what a title ends with is what is sold. A noun anywhere in it (복사 용지) counts
// less.
static void weigh_things(struct weighing *w, const struct guide_leaf *leaf)
{
    str inside = S("");
    str ending[WORDS_MAX] = {{0}};
    for (size_t k = 0; k < leaf->thing_keys.count; k++) {
        str key = leaf->thing_keys.items[k];
        if (!may_hold(w, key)) {
            continue;
        }
        for (size_t i = 0; i < w->word_count; i++) {
            if (key.n > ending[i].n && str_ends(w->words[i], key)) {
                ending[i] = key;
            }
        }
        if (key.n > inside.n && str_contains(w->key, key) && str_length(key) >= 3) {
            inside = key;
        }
    }
    for (size_t i = 0; i < w->word_count; i++) {
        int64_t letters = (int64_t)str_length(ending[i]);
        if (letters > 0) {
            give(w, BY_THING,
                 POINTS[BY_THING].points * letters * letters * (int64_t)(w->word_count + i) /
                     (int64_t)w->word_count,
                 ending[i], 0);
        }
    }
    if (inside.n > 0) {
        int64_t letters = (int64_t)str_length(inside);
        give(w, BY_THING, POINTS_INSIDE * letters * letters, inside, 0);
    }
}

static void weigh_synonyms(struct weighing *w, const struct guide_leaf *leaf)
{
    for (size_t i = 0; i < w->synonyms.count; i++) {
        const struct guide_synonym *s = w->synonyms.items[i];
        bool is_name = str_equals(s->canonical_key, leaf->name_key) ||
                       str_equals(s->canonical_key, leaf->detail_key);
        for (size_t k = 0; k < leaf->parts.count && !is_name; k++) {
            is_name = str_equals(s->canonical_key, leaf->parts.items[k]);
        }
        if (is_name) {
            give(w, BY_SYNONYM, POINTS[BY_SYNONYM].points + letters_of(s->term_key), s->term, 0);
        }
    }
}

static void weigh_words(struct weighing *w, const struct guide_leaf *leaf)
{
    for (size_t k = 0; k < leaf->word_keys.count; k++) {
        const struct guide_list_word *l = &leaf->word_keys.items[k];
        if (!may_hold(w, l->key)) {
            continue;
        }
        bool latin = (unsigned char)l->key.p[0] < 0x80;
        for (size_t i = 0; i < w->word_count; i++) {
            // 수성펜, and 유성볼펜 of 볼펜; a word of Latin letters only whole.
            if (latin ? str_equals(w->words[i], l->key) : str_ends(w->words[i], l->key)) {
                give(w, BY_WORD, latin ? 5 : POINTS[BY_WORD].points, l->word, 0);
                break;
            }
        }
    }
}

static int64_t count_of(const struct guide_leaf *leaf, str word)
{
    for (size_t i = 0; i < leaf->titles.count; i++) {
        if (str_equals(leaf->titles.items[i].word, word)) {
            return leaf->titles.items[i].count;
        }
    }
    return 0;
}

static void weigh_titles(struct weighing *w, const struct guide_leaf *leaf)
{
    for (size_t i = 0; i < w->word_count; i++) {
        int64_t count = count_of(leaf, w->words[i]);
        if (count > 0) {
            give(w, BY_TITLES, POINTS[BY_TITLES].points * count / w->totals[i], w->words[i], count);
        }
    }
}

static void find_synonyms(struct weighing *w)
{
    w->synonyms.items = NEW_ARRAY(w->a, SYNONYMS_MAX, const struct guide_synonym *);
    for (size_t i = 0; i < w->g->synonyms.count && w->synonyms.count < SYNONYMS_MAX; i++) {
        const struct guide_synonym *s = &w->g->synonyms.items[i];
        if (may_hold(w, s->term_key) && str_contains(w->key, s->term_key) &&
            str_length(s->term_key) >= 2) {
            w->synonyms.items[w->synonyms.count++] = s;
        }
    }
}

static void weighing_init(struct weighing *w, struct arena *a, const struct guide *g, str title)
{
    *w = (struct weighing){.a = a, .g = g, .key = fold_key(a, title)};
    w->word_count = guide_words(a, title, w->words, WORDS_MAX);
    note_heads(w, w->key);
    for (size_t i = 0; i < w->word_count; i++) {
        note_heads(w, w->words[i]);
    }
    for (size_t i = 0; i < w->word_count; i++) {
        for (size_t k = 0; k < g->leaves.count; k++) {
            w->totals[i] += count_of(&g->leaves.items[k], w->words[i]);
        }
    }
    find_synonyms(w);
}

// Into its place among the best; of equal ones the first by code.
static void rank(struct guide_guess out[GUIDE_GUESSES], size_t *count, struct guide_guess guess)
{
    size_t at = *count;
    while (at > 0 && out[at - 1].points < guess.points) {
        at--;
    }
    if (at == GUIDE_GUESSES) {
        return;
    }
    size_t last = *count < GUIDE_GUESSES ? *count : GUIDE_GUESSES - 1;
    memmove(&out[at + 1], &out[at], (last - at) * sizeof(out[0]));
    out[at] = guess;
    *count = last + 1;
}

static void weigh(struct weighing *w, const struct guide_leaf *leaf)
{
    w->points = 0;
    out_init(&w->why, w->a, WHY_MAX);
    weigh_name(w, leaf);
    weigh_things(w, leaf);
    weigh_synonyms(w, leaf);
    weigh_words(w, leaf);
    weigh_titles(w, leaf);
}

static void weigh_all(struct weighing *w, struct guide_guess out[GUIDE_GUESSES], size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < w->g->leaves.count; i++) {
        const struct guide_leaf *leaf = &w->g->leaves.items[i];
        weigh(w, leaf);
        if (w->points >= POINTS_LEAST) {
            rank(out, count, (struct guide_guess){leaf, w->points, out_view(&w->why)});
        }
    }
}

void category_suggest(struct arena *a, const struct guide *g, str title,
                      struct guide_guess out[GUIDE_GUESSES], size_t *out_count)
{
    struct weighing w;
    *out_count = 0;
    if (str_length(title) > LIMIT_LINE) {
        return;
    }
    weighing_init(&w, a, g, title);
    weigh_all(&w, out, out_count);
}

const struct guide_leaf *category_suggest_own(struct arena *a, const struct guide *g, str title,
                                              const guide_leaves *own)
{
    struct weighing w;
    bool points_to_one = false;
    if (str_length(title) > LIMIT_LINE) {
        return NULL;
    }
    weighing_init(&w, a, g, title);
    for (size_t i = 0; i < own->count && !points_to_one; i++) {
        weigh(&w, own->items[i]);
        points_to_one = w.points >= POINTS_LEAST;
    }
    struct guide_guess guesses[GUIDE_GUESSES];
    size_t count = 0;
    if (points_to_one) { // else whatever is likeliest is none of them
        weigh_all(&w, guesses, &count);
    }
    for (size_t i = 0; i < own->count && count > 0; i++) {
        if (own->items[i] == guesses[0].leaf) {
            return own->items[i];
        }
    }
    return NULL;
}

// --- Numbers -------------------------------------------------------------------------------------

size_t guide_find_number(struct arena *a, const struct guide *g, str typed,
                         const struct guide_leaf **out, size_t most)
{
    size_t count = 0;
    str key = fold_key(a, typed);
    bool digits = key.n >= 4 && key.n <= 10;
    for (size_t i = 0; i < key.n; i++) {
        digits = digits && is_figure(key.p[i]);
    }
    for (size_t i = 0; i < g->leaves.count && count < most; i++) {
        const struct guide_leaf *leaf = &g->leaves.items[i];
        bool by_number = digits && ((leaf->class_no.n > 0 && str_starts(leaf->class_no, key)) ||
                                    (leaf->detail_no.n > 0 && str_starts(leaf->detail_no, key)));
        bool by_name = !digits && str_length(key) >= 2 && leaf->detail_no.n > 0 &&
                       (str_contains(leaf->detail_key, key) || str_contains(leaf->name_key, key));
        if (by_number || by_name) {
            out[count++] = leaf;
        }
    }
    return count;
}

// --- Kept words ----------------------------------------------------------------------------------

str guide_words_format(struct arena *a, const struct guide_word *words, size_t count)
{
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    for (size_t i = 0; i < count; i++) {
        out_format(&o, "%s%.*s:%lld", i == 0 ? "" : "|", STR_ARG(words[i].word),
                   (long long)words[i].count);
    }
    return out_view(&o);
}

size_t guide_words_parse(str text, struct guide_word *out, size_t most)
{
    size_t count = 0;
    while (text.n > 0 && count < most) {
        str number = str_cut(&text, '|');
        str word = str_cut(&number, ':');
        struct guide_word w = {.word = word};
        if (word.n > 0 && str_parse_i64(number, &w.count) && w.count > 0) {
            out[count++] = w;
        }
    }
    return count;
}
