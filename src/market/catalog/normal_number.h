// Numbers as firms type them: 2,500 · 0.7 · 이천오백 · 3만 · 2천5백 · 열두.
//
// Exact decimals, no floating point. Pure functions over text that fold_width has been over.
#pragma once

#include "base/arena.h"
#include "base/str.h"

#define NORMAL_SCALE_MAX 6 // decimal places: thousandths of a millimetre in metres

// value / 10^scale.
struct normal_number {
    int64_t value; // 0 … LIMIT_WON
    int scale;     // 0 … NORMAL_SCALE_MAX
};

struct normal_reading {
    struct normal_number number;
    bool in_words;   // with syllables: 이천, 3만
    bool has_comma;  // 2,500
    bool is_twofold; // the last syllable may be a figure or the unit: 삼십일
};

// The number that begins at *at, which moves behind it; false when none begins there or it is out
// of range. A comma that parts no thousands, and a syllable that cannot follow, end it.
bool normal_read_number(str text, size_t *at, struct normal_reading *out);

// Korean's own numerals from *at on, up to 99, as they stand before a counter: 열두, 스무.
bool normal_read_native(str s, size_t *at, struct normal_number *out);

// number × times / by, to two decimal places at most when it does not come out; *out_exact tells.
// False when out of range.
bool normal_number_convert(struct normal_number number, int64_t times, int64_t by,
                           struct normal_number *out, bool *out_exact);

// Digits, without trailing zeros of the decimal places: 1200, 0.7.
str normal_number_text(struct arena *a, struct normal_number number);
// The same with commas at the thousands: 2,500.
str normal_number_shown(struct arena *a, struct normal_number number);
