// A sentence typed into the search: 도시락 80개 800만원 says what, how many and for how much.
//
// Figures and Korean numerals are read (2,500매, 8백만원, 팔백만 원, 1억 2천, 스무 개), with what
// stands around them (예산, 이하, 개당). What is no amount stays a word to look for: a size (A4,
// 80g), a range, a least sum (100만원 이상), what stands between quotes. A small sum that is the
// most (1만원 이하) is what one may cost, where no quantity and no 예산 is said. Pure functions
// over valid UTF-8.
#pragma once

#include "base/arena.h"
#include "base/money.h"
#include "base/str.h"
#include "market/catalog/normal_unit.h"

struct search_sentence {
    str text;         // the words that are left, parted by one blank
    int64_t quantity; // at most LIMIT_QUANTITY; 0: not said
    money budget;     // for all of it, at most LIMIT_WON; 0: not said
    money each;       // for one of it; likewise
    bool is_price;    // `each` was said as a sum that is the most: it may have been a budget
};

// Things are counted by the built-in words, and by the counted units that were `added`.
void search_sentence_read(struct arena *a, const struct normal_units *added, str typed,
                          struct search_sentence *out);
// Was a quantity or a sum said?
bool search_sentence_has_figures(const struct search_sentence *s);
