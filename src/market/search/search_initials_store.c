// Words of initial consonants among others: ㅂㅅㅇㅈ A4.
#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_token.h"

#define ROW_MIN 2 // initial consonants in a row that may be a word; ㅁ4 is a slip of the keyboard

static bool is_of_initials(const struct search_term *term)
{
    return !term->phrase && !term->excluded && search_is_initials(term->text);
}

// The next term as it was typed, with its quotes and its sign; false at the end.
static bool next_typed(str typed, size_t *at, struct search_term *term, str *out)
{
    size_t from = *at;
    bool is_there = search_next_term(typed, at, term);
    *out = is_there ? str_trim(str_slice(typed, from, *at - from)) : S("");
    return is_there;
}

static void add_word(struct out *o, str word)
{
    out_str(o, o->n > 0 ? S(" ") : S(""));
    out_str(o, word);
}

static str next_letter(str word, size_t *at)
{
    size_t from = *at;
    (void)str_next(word, at);
    return str_slice(word, from, *at - from);
}

// Do initial consonants stand beside figures or Latin letters? Beside syllables they are half
// typed: 사무ㅇ.
static bool may_be_parted(const struct search_term *term)
{
    bool may = !term->phrase && !term->excluded;
    size_t row = 0;
    size_t longest = 0;
    for (size_t at = 0; at < term->text.n && may;) {
        str letter = next_letter(term->text, &at);
        bool is_initial = search_is_initials(letter);
        row = is_initial ? row + 1 : 0;
        longest = row > longest ? row : longest;
        may = is_initial || letter.n == 1;
    }
    return may && longest >= ROW_MIN;
}

// ㅂㅅㅇㅈA4 as ㅂㅅㅇㅈ A4.
static str part_words(struct arena *a, str typed)
{
    struct out o;
    struct search_term term;
    str word = {0};
    out_init(&o, a, LIMIT_PAGE);
    for (size_t at = 0; next_typed(typed, &at, &term, &word);) {
        bool parts = may_be_parted(&term);
        bool was_initial = false;
        out_str(&o, o.n > 0 ? S(" ") : S(""));
        for (size_t from = 0; from < word.n;) {
            bool is_first = from == 0;
            str letter = next_letter(word, &from);
            bool is_initial = search_is_initials(letter);
            out_str(&o, parts && !is_first && is_initial != was_initial ? S(" ") : S(""));
            out_str(&o, letter);
            was_initial = is_initial;
        }
    }
    return out_view(&o);
}

// All but the words of initials.
static str others_of(struct arena *a, str typed)
{
    struct out o;
    struct search_term term;
    str word = {0};
    out_init(&o, a, LIMIT_PAGE);
    for (size_t at = 0; next_typed(typed, &at, &term, &word);) {
        if (!is_of_initials(&term)) {
            add_word(&o, word);
        }
    }
    return out_view(&o);
}

// The first word they may become that finds something beside the others, or else one that has just
// these; empty: they become none.
static err become(struct search *s, struct arena *a, str letters, str others, str *out)
{
    str words[SEARCH_WORDS_MAX];
    size_t count = 0;
    int64_t hits = 0;
    TRY(search_is_one_letter(letters) ? NULL
                                      : search_words_of_letters(s, a, letters, words, &count));
    bool is_it = count > 0 && (others.n == 0 || str_equals(search_initials(a, words[0]), letters));
    *out = is_it ? words[0] : S("");
    for (size_t i = 0; i < count && others.n > 0 && hits == 0; i++) {
        str both = str_format(a, "%.*s %.*s", STR_ARG(words[i]), STR_ARG(others));
        TRY(search_count(s, search_match(a, s->added, both), 1, &hits));
        *out = hits > 0 ? words[i] : *out;
    }
    return NULL;
}

err search_read_initials(struct search *s, struct arena *a, str typed, struct search_initials *out)
{
    struct out text;
    struct out left_out;
    struct search_term term;
    str word = {0};
    typed = part_words(a, typed);
    str others = others_of(a, typed);
    *out = (struct search_initials){0};
    out_init(&text, a, LIMIT_PAGE);
    out_init(&left_out, a, LIMIT_PAGE);
    for (size_t at = 0; next_typed(typed, &at, &term, &word);) {
        str became = {0};
        bool is_one = is_of_initials(&term);
        TRY(is_one ? become(s, a, term.text, others, &became) : NULL);
        out->any = out->any || became.n > 0;
        if (is_one && became.n == 0) {
            add_word(&left_out, word);
        } else {
            add_word(&text, is_one ? became : word);
        }
    }
    out->text = out_view(&text);
    out->left_out = out_view(&left_out);
    return NULL;
}
