// Which category a product belongs to, by its title: with the words that pointed there.
//
//     const struct guide *g = NULL;
//     TRY(guide_store_take(db, a, shelf, &g));
//     category_suggest(a, g, title, guesses, &count);
//
// Points (GUIDE_POINTS in guide.c) are given for the name of the category and of its 세부품명, for
// a synonym of it, for words of its template, and for words in the titles of products listed there.
// Pure; what it returns borrows from the guide.
#pragma once

#include "market/catalog/listing.h"

// A word of the titles listed in a category, and in how many of them it stands.
struct guide_word {
    str word; // a key of fold_key
    int64_t count;
};

// A word of a template's lists.
struct guide_list_word {
    str word;
    str key;
};

struct guide_leaf {
    str code;
    str name;
    str path; // 용지·토너 › 복사·인쇄용지
    str detail_name;
    str class_no;  // 물품분류번호, 8 digits, or empty
    str detail_no; // 세부품명번호, 10 digits, or empty
    str words;     // of its template's lists, parted by |
    str things;    // nouns that name a thing of it, parted by |
    LIST(struct guide_word) titles;
    // Keys, made by guide_prepare.
    str name_key;
    LIST(str) parts; // of the name: 볼펜, 필기구; 다과세트
    LIST(str) heads; // words of a part that has several: 다과, 세트
    str detail_key;
    LIST(str) thing_keys;
    LIST(struct guide_list_word) word_keys; // of `words`, those that can point to it
};

struct guide_synonym {
    str term;
    str canonical;
    str term_key;
    str canonical_key;
};

struct guide {
    LIST(struct guide_leaf) leaves; // by code
    LIST(struct guide_synonym) synonyms;
};

// Make the keys once all is loaded.
void guide_prepare(struct arena *a, struct guide *g);

#define GUIDE_GUESSES 3

struct guide_guess {
    const struct guide_leaf *leaf;
    int64_t points;
    str why; // 분류 이름 ‘복사용지’ · 등록된 상품 12건 ‘A4’
};

// The likeliest categories, the best first; none that only weak words point to.
void category_suggest(struct arena *a, const struct guide *g, str title,
                      struct guide_guess out[GUIDE_GUESSES], size_t *out_count);

typedef LIST(const struct guide_leaf *) guide_leaves; // of one guide

// The likeliest category where it is one of `own`, else NULL. Quicker than category_suggest where
// the title points to none of them.
const struct guide_leaf *category_suggest_own(struct arena *a, const struct guide *g, str title,
                                              const guide_leaves *own);

// Categories by a number (8 digits 물품분류번호, 10 digits 세부품명번호, or the beginning of one,
// of four digits and more) or by the name of a 세부품명; at most `most`.
size_t guide_find_number(struct arena *a, const struct guide *g, str typed,
                         const struct guide_leaf **out, size_t most);

// The words of a title that a category is known by: keys without quantities, sizes and what is one
// character. At most `most`.
size_t guide_words(struct arena *a, str title, str *out, size_t most);

// word:count|word:count – how they are kept; what cannot be read is left out.
str guide_words_format(struct arena *a, const struct guide_word *words, size_t count);
size_t guide_words_parse(str text, struct guide_word *out, size_t most);
