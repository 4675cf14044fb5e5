#include "base/id.h"

#include <assert.h>

#define LEAST INT64_C(1000000000000) // thirteen digits, none begins with 0
#define BEYOND INT64_C(10000000000000)

// Luhn's check digit: finds every single wrong digit and nearly every swap of neighbours.
static int check_digit(int64_t twelve)
{
    int sum = 0;
    for (int place = 0; place < 12; place++) {
        int digit = (int)(twelve % 10);
        twelve /= 10;
        int doubled = digit * 2;
        sum += place % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit;
    }
    return (10 - sum % 10) % 10;
}

public_no public_no_from(uint64_t chance)
{
    int64_t twelve = LEAST / 10 + (int64_t)(chance % (uint64_t)(LEAST - LEAST / 10));
    public_no no = {.value = twelve * 10 + check_digit(twelve)};
    assert(public_no_is_valid(no.value));
    return no;
}

bool public_no_is_valid(int64_t value)
{
    return value >= LEAST && value < BEYOND && check_digit(value / 10) == (int)(value % 10);
}

bool public_no_parse(str s, public_no *out)
{
    int64_t value = 0;
    if (s.n != 13 || !str_parse_i64(s, &value) || !public_no_is_valid(value)) {
        return false;
    }
    out->value = value;
    return true;
}

// Weights 1,3,7,1,3,7,1,3,5 on the first nine, plus floor(d9 × 5 / 10); uniform practice, I-01.
bool business_no_is_valid(str ten_digits)
{
    static const int WEIGHTS[] = {1, 3, 7, 1, 3, 7, 1, 3, 5};
    if (ten_digits.n != 10) {
        return false;
    }
    int sum = 0;
    for (size_t i = 0; i < 10; i++) {
        if (ten_digits.p[i] < '0' || ten_digits.p[i] > '9') {
            return false;
        }
        int digit = ten_digits.p[i] - '0';
        sum += i < 9 ? digit * WEIGHTS[i] : 0;
        sum += i == 8 ? digit * 5 / 10 : 0;
    }
    return (10 - sum % 10) % 10 == ten_digits.p[9] - '0';
}
