// Words: suggestions while typing, and what a query was meant to say.
#pragma once

#include "market/search/search_sentence.h"
#include "market/search/search_store.h"

#define SEARCH_WORDS_MAX 8 // suggestions shown at once

enum search_word_kind {
    SEARCH_WORD_CATEGORY,
    SEARCH_WORD_SYNONYM,
    SEARCH_WORD_PRODUCT,
    SEARCH_WORD_SUPPLIER,
    SEARCH_WORD_KIND_COUNT
};

struct search_word {
    str term;
    enum search_word_kind kind;
    str target;    // a category's code, a supplier's public number, or empty
    int64_t count; // offers of a category; else 0
};

// At most SEARCH_WORDS_MAX words for what was typed so far: initial consonants, half-typed
// syllables and text typed with the wrong language switched on included. Fails with DB_*.
err search_suggest(struct search *s, struct arena *a, str typed, struct search_word *out,
                   size_t *out_count);

// Likewise, of what was typed as it stands alone.
err search_list_beginning(struct search *s, struct arena *a, str typed, struct search_word *out,
                          size_t *out_count);

// How a query was read otherwise than it was typed.
enum search_mend {
    SEARCH_AS_TYPED,
    SEARCH_BY_KEYS,     // the other language of the keyboard: tkandydvna
    SEARCH_BY_INITIALS, // ㅂㅅㅇㅈ, 사무ㅇ
    SEARCH_BY_SYNONYM,  // another word for the same, found besides: 플래카드
    SEARCH_BY_SLIP,     // a slip of one key: 복사용디
    SEARCH_BY_SPACING,  // a blank too many or too few: 복사 용지
    // What, how many, for how much and of whom: 달서구 도시락 80개 800만원; or those of several
    // words that are found together: 졸업식 꽃다발 보내주세요.
    SEARCH_BY_SENTENCE,
};

struct search_meaning {
    enum search_mend mend;
    str text; // what to look for
    str also; // and this; empty when nothing is found besides
    // Of a sentence:
    str initials; // all of it with its initial consonants as the words they became: 복사용지 10상자
    str category;   // the code of what one of its words names, or empty
    str left_out;   // words that find nothing beside the others
    str unfound;    // words that nothing is called by, whose category is shown in their place
    str ignored;    // 여성기업 제외: a filter that it wants turned round, as none can be
    str districts;  // codes of those it names, parted by '|'
    str deliveries; // … and of those it is to be delivered to
    uint64_t tags;  // bits of certificates it names
    bool green;     // of the categories that green goods are bought of: none it finds is certified
    int64_t quantity;
    money budget;
    money each;
    bool is_price; // `each` may have been meant as a budget
};

// What it says of how many and for how much, with the units that operators added.
void search_part_figures(const struct search *s, struct arena *a, str typed,
                         struct search_sentence *out);

// What the typed text means. Text that finds enough as it is stays. Fails with DB_*.
err search_understand(struct search *s, struct arena *a, str typed, struct search_meaning *out);
