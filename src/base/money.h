// Whole won. Add, subtract and compare are plain; multiplying takes a ratio and a rounding.
//
// Amounts lie within LIMIT_WON; a result beyond it is a programmer's error, since every amount was
// checked at the edge.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    int64_t won;
} money;

// A share: part of whole, e.g. {8, 10000} for 0.8/1000 a day. whole > 0.
typedef struct {
    int64_t part;
    int64_t whole;
} ratio;

enum rounding { ROUND_DOWN, ROUND_HALF_UP, ROUND_UP };

#define WON(n) ((money){.won = (n)})

money money_add(money a, money b);
money money_subtract(money a, money b);
// price × count; false when the product leaves LIMIT_WON.
bool money_times(money unit_price, int64_t count, money *out);
bool money_less(money a, money b);
bool money_equals(money a, money b);
bool money_is_zero(money a);

// amount × share, rounded on magnitude. The product is exact in between (128 bit).
money money_share(money amount, ratio share, enum rounding rounding);

// Divide among `count` by weights so that the parts sum to the whole; the remainder goes to the
// largest fractions, ties to the first. Weights are ≥ 0 and not all 0.
void money_split(money whole, const int64_t *weights, size_t count, money *out_parts);

// VAT of 10 % contained in a gross amount: supply = gross/1.1 rounded half up, VAT the rest (V-09).
// The rate is a row of the law; pass it.
void money_split_vat(money gross, ratio vat_rate, money *out_supply, money *out_vat);

// part/whole in hundredths of a percent, rounded half up; 0 when whole is 0. 10000 = 100 %.
int64_t money_basis_points(money part, money whole);

// "1,234,000"
str money_format(struct arena *a, money m);
// "일천이백삼십사만" – always 일 before 십, 백, 천; "영" for 0. Legal papers write 금 …원정.
str money_words(struct arena *a, money m);
// Reads "1,234,000", "1234000원", blanks around; ≥ 0 and ≤ LIMIT_WON.
bool money_parse(str s, money *out);
