// Text of one spelling: signs of units, sizes, ranges, thousands. Used by the other normalisers.
#pragma once

#include "base/out.h"
#include "market/catalog/normal.h"
#include "market/catalog/normal_unit.h"

// Why a value is proposed: sentences in a row, each once.
struct normal_why {
    struct out out;
};
void normal_why_init(struct normal_why *w, struct arena *a);
void normal_because(struct normal_why *w, str sentence);

// Up to three sides of a thing, in the order 가로, 세로, 높이.
struct normal_size {
    str sides[3]; // digits; empty: not said
    str unit;     // mm, cm, m, or empty: not said
    bool ordered; // the sides were named and are put in order here
};

// The size that begins at *at, which moves behind it: 1200×700×720mm, W1200*D700*H720, 가로 1200
// 세로 700, 76x76; two sides at least. False when none does.
bool normal_read_size(struct arena *a, const struct normal_units *added, str text, size_t *at,
                      struct normal_size *out);
// Empty when 세로 is not said: without names nobody could tell which side the second one is.
str normal_size_text(struct arena *a, const struct normal_size *size);

// A line of text by our spelling; what was done is said to `w`.
str normal_spell(struct arena *a, const struct normal_units *added, str text, struct normal_why *w);

// Without blanks at the ends and with single ones inside.
str normal_squeeze(struct arena *a, str wide);
// May a number or a word begin here: is what stands before no letter, figure, point or hyphen?
bool normal_begins(str text, size_t at);
size_t normal_over_blanks(str text, size_t at);
