// Blanks: what is typed with one or without finds the same, 복사 용지 as 복사용지.
//
// Words apart are found anywhere, 복사 in the name of a category and 용지 in that of a product. So
// neighbours that make a word the catalogue knows are read as that word, unless goods of its kind
// would be lost: 사무용 의자 is a 사무용 회전의자 as well. Such a word typed as one is read as the
// two.
#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

#define JOINED_MAX 3      // words that are tried as one
#define SYLLABLES_MAX 12  // of the word they make
#define PART_MIN 2        // syllables of each of the two that a word is made of
#define LOOKED_AT_MAX 256 // goods that the words apart find and the one does not

// The same with a blank and without.
struct spacing {
    str apart;
    str joined; // empty: it is no word
};

static bool is_hangul(str word)
{
    bool is_one = word.n > 0;
    for (size_t at = 0; at < word.n && is_one;) {
        is_one = fold_is_syllable(str_next(word, &at));
    }
    return is_one;
}

static size_t after_blanks(str text, size_t at)
{
    while (at < text.n && text.p[at] == ' ') {
        at++;
    }
    return at;
}

static size_t after_word(str text, size_t at)
{
    while (at < text.n && text.p[at] != ' ') {
        at++;
    }
    return at;
}

// --- Is it a word that the catalogue knows? ------------------------------------------------------

struct known {
    bool is_name; // of a category that sells something: all that lies in it is found by its name
    struct search_category_list of; // whose things are called so
    str other;                      // word for it
};

static bool is_name(const struct search *s, struct arena *a, str word,
                    struct search_category_list *of)
{
    struct search_name_list names = search_names_find(s, a, word);
    *of = (struct search_category_list){
        .items = NEW_ARRAY(a, names.count + 1, const struct search_category *)};
    for (size_t i = 0; i < names.count; i++) {
        const struct search_category *c = names.items[i].category;
        if (c->count > 0) {
            of->items[of->count++] = c;
        }
    }
    return of->count > 0;
}

static err know(struct search *s, struct arena *a, str word, struct known *out)
{
    *out = (struct known){0};
    out->is_name = is_name(s, a, word, &out->of);
    if (out->is_name) {
        return NULL;
    }
    TRY(search_categories_of_thing(s, a, word, &out->of));
    TRY(out->of.count == 0 ? search_synonym(s, a, word, &out->other) : NULL);
    if (out->other.n > 0 && !is_name(s, a, out->other, &out->of)) {
        TRY(search_categories_of_thing(s, a, out->other, &out->of));
    }
    return NULL;
}

static err finds_enough(struct search *s, struct arena *a, str text, bool *out)
{
    int64_t hits = 0;
    TRY(search_count(s, search_match(a, s->added, text), LIMIT_SEARCH_ENOUGH, &hits));
    *out = hits >= LIMIT_SEARCH_ENOUGH;
    return NULL;
}

// Does an expression find something that lies in one of these, as far as it is looked?
static err finds_among(struct search *s, str match, const struct search_category_list *of,
                       bool *out)
{
    *out = false;
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", match);
    for (int i = 0; i < LOOKED_AT_MAX && !*out && query_next(q); i++) {
        int64_t offer = read_i64(q, "id");
        for (size_t k = 0; k < of->count && !*out; k++) {
            *out = search_lies_in(s, offer, of->items[k]);
        }
    }
    return query_end(q);
}

// The top ones that these lie in.
static struct search_category_list tops_of(const struct search *s, struct arena *a,
                                           const struct search_category_list *of)
{
    struct search_category_list tops = {
        .items = NEW_ARRAY(a, of->count + 1, const struct search_category *)};
    for (size_t i = 0; i < of->count; i++) {
        struct search_category_list above = search_category_above(s, a, of->items[i]->code);
        tops.items[tops.count++] = above.count > 0 ? above.items[0] : of->items[i];
    }
    return tops;
}

// Do the words apart find goods of its kind that the one does not: in its categories, or called so
// near them?
static err loses_any(struct search *s, struct arena *a, const struct spacing *x,
                     const struct known *k, bool *out)
{
    str apart = search_match(a, s->added, x->apart);
    str joined = search_match(a, s->added, x->joined);
    str match = str_format(a, "(%.*s) NOT (%.*s)", STR_ARG(apart), STR_ARG(joined));
    TRY(finds_among(s, match, &k->of, out));
    if (*out) {
        return NULL;
    }
    struct search_category_list tops = tops_of(s, a, &k->of);
    match = str_format(a, "(title_tok : (%.*s)) NOT (%.*s)", STR_ARG(apart), STR_ARG(joined));
    return finds_among(s, match, &tops, out);
}

// --- Words that are one --------------------------------------------------------------------------

// The first `count` words of a text that begins with one.
static struct spacing first_words(struct arena *a, str text, int count)
{
    size_t end = 0;
    bool are_all = true;
    for (int i = 0; i < count; i++) {
        size_t from = after_blanks(text, end);
        are_all = are_all && from < text.n;
        end = after_word(text, from);
    }
    str apart = str_slice(text, 0, end);
    str joined = are_all ? search_key(a, apart) : S("");
    bool is_word = is_hangul(joined) && str_length(joined) <= SYLLABLES_MAX;
    return (struct spacing){.apart = apart, .joined = is_word ? joined : S("")};
}

// One syllable begins too much: the words apart find anything.
static bool has_syllable(str words)
{
    bool has = false;
    for (size_t at = 0; at < words.n && !has;) {
        size_t end = after_word(words, at);
        has = str_length(str_slice(words, at, end - at)) == 1;
        at = after_blanks(words, end);
    }
    return has;
}

static err are_one(struct search *s, struct arena *a, const struct spacing *x, bool *out)
{
    *out = false;
    struct known k;
    TRY(know(s, a, x->joined, &k));
    if (k.of.count == 0) {
        return NULL;
    }
    *out = !k.is_name && has_syllable(x->apart);
    TRY(!*out ? finds_enough(s, a, x->joined, out) : NULL);
    bool is_wider = str_contains(x->joined, search_key(a, k.other)); // 교구 of 학습 교구
    TRY(!*out && !is_wider ? finds_enough(s, a, k.other, out) : NULL);
    bool loses = false;
    TRY(*out && !k.is_name ? loses_any(s, a, x, &k, &loses) : NULL);
    *out = *out && !loses;
    return NULL;
}

// As many of the first words as are one; joined is empty where none are.
static err find_one(struct search *s, struct arena *a, str text, struct spacing *out)
{
    bool are = false;
    for (int count = JOINED_MAX; count > 1 && !are; count--) {
        *out = first_words(a, text, count);
        TRY(out->joined.n > 0 ? are_one(s, a, out, &are) : NULL);
    }
    *out = are ? *out : (struct spacing){0};
    return NULL;
}

// --- A word that is two --------------------------------------------------------------------------

// Where a syllable begins, in bytes.
static size_t place_of(str word, size_t syllable)
{
    size_t at = 0;
    for (size_t i = 0; i < syllable; i++) {
        (void)str_next(word, &at);
    }
    return at;
}

// The two that it is made of and that find more of its kind, the last one as short as it may be:
// 중역용 의자, no 중역 용의자. Apart is empty where it is one.
static err find_two(struct search *s, struct arena *a, str word, struct spacing *out)
{
    *out = (struct spacing){0};
    size_t length = str_length(word);
    if (length < 2 * PART_MIN || length > SYLLABLES_MAX || !is_hangul(word)) {
        return NULL;
    }
    struct known k;
    TRY(know(s, a, word, &k));
    bool is_thing = k.of.count > 0 && !k.is_name && k.other.n == 0;
    bool finds = false;
    for (size_t head = length - PART_MIN; is_thing && head >= PART_MIN && !finds; head--) {
        size_t at = place_of(word, head);
        str tail = str_slice(word, at, word.n);
        *out = (struct spacing){.apart = str_format(a, "%.*s %.*s", (int)at, word.p, STR_ARG(tail)),
                                .joined = word};
        TRY(loses_any(s, a, out, &k, &finds));
    }
    *out = finds ? *out : (struct spacing){0};
    return NULL;
}

// --- What was typed ------------------------------------------------------------------------------

// Is there nothing behind these words but that they are to be left out: 원두 of 커피 원두 빼고?
static bool ends_left_out(str rest, size_t at)
{
    at = after_blanks(rest, at);
    size_t end = after_word(rest, at);
    return search_is_without(str_slice(rest, at, end - at)) && after_blanks(rest, end) == rest.n;
}

// The next word or words as they are meant, and how many bytes they are typed with. The `first`
// ones stay apart where they would be all there is, and left out.
static err read_next(struct search *s, struct arena *a, str rest, bool first, str *out,
                     size_t *taken)
{
    struct spacing one;
    struct spacing two = {0};
    str word = str_slice(rest, 0, after_word(rest, 0));
    TRY(find_one(s, a, rest, &one));
    one = first && ends_left_out(rest, one.apart.n) ? (struct spacing){0} : one;
    TRY(one.joined.n == 0 ? find_two(s, a, word, &two) : NULL);
    *taken = one.joined.n > 0 ? one.apart.n : word.n;
    *out = one.joined.n > 0 ? one.joined : word;
    *out = two.apart.n > 0 ? two.apart : *out;
    return NULL;
}

err search_space_words(struct search *s, struct arena *a, str typed, str *out)
{
    *out = typed;
    if (search_has_phrase(typed)) {
        return NULL; // just this run of text
    }
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    for (size_t at = after_blanks(typed, 0); at < typed.n;) {
        str word = {0};
        size_t taken = 0;
        TRY(read_next(s, a, str_slice(typed, at, typed.n), o.n == 0, &word, &taken));
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        out_str(&o, word);
        at = after_blanks(typed, at + taken);
    }
    *out = out_view(&o);
    return NULL;
}
