// Words of a list, yes and no, as firms type them. Used by normal.h.
#pragma once

#include "market/catalog/normal.h"

// `out->typed` is set; the rest is filled.
void normal_propose_enum(struct arena *a, const struct attribute *row, struct normal_proposal *out);
void normal_propose_bool(struct arena *a, const struct attribute *row, struct normal_proposal *out);

// The one word of a list that stands in a text (a key of fold_key), the longest of those that
// contain each other; empty when none or several do. A word of one syllable only when `alone`.
str normal_word_in(struct arena *a, str words, str key, bool alone);

// The list as people read it: A4, A3, B5.
str normal_words_text(struct arena *a, str words);

// 설치 포함 → 설치: what a flag is about, without what is said of it. As a key.
str normal_flag_stem(struct arena *a, str name);
