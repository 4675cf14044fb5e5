// Words of initial consonants among others: ㅂㅅㅇㅈ A4.
#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_letter.h"
#include "market/search/search_token.h"

static bool is_of_initials(const struct search_term *term)
{
    return !term->phrase && !term->excluded && search_is_initials(term->text);
}

// The next term as it was typed, with its quotes and its sign; false at the end.
static bool next_typed(str typed, size_t *at, struct search_term *term, str *out)
{
    size_t from = *at;
    bool is_there = search_next_term(typed, at, term);
    *out = is_there ? str_trim(str_slice(typed, from, *at)) : S("");
    return is_there;
}

static void add_word(struct out *o, str word)
{
    out_str(o, o->n > 0 ? S(" ") : S(""));
    out_str(o, word);
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

// The first word they may become that finds something beside the others; empty: they become none.
static err become(struct search *s, struct arena *a, str letters, str others, str *out)
{
    str words[SEARCH_WORDS_MAX];
    size_t count = 0;
    int64_t hits = 0;
    TRY(search_is_one_letter(letters) ? NULL
                                      : search_words_of_letters(s, a, letters, words, &count));
    *out = count > 0 ? words[0] : S("");
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
