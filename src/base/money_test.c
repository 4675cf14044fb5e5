// Amounts at the edges of what an amount may be: whatever is multiplied or divided, no number
// wraps.
#include "base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/limits.h"

static void no_product_leaves_what_an_amount_may_be(void **state)
{
    (void)state;
    static const struct {
        int64_t price;
        int64_t count;
        bool fits;
    } CASES[] = {
        {LIMIT_WON,     1,             true },
        {LIMIT_WON,     2,             false},
        {1,             LIMIT_WON,     true },
        {1,             LIMIT_WON + 1, false},
        {LIMIT_WON / 2, 2,             true },
        {LIMIT_WON,     INT64_MAX,     false},
        {INT64_MAX,     2,             false}, // wraps to -2
        {4294967296,    4294967296,    false}, // wraps to 0
        {-LIMIT_WON,    1,             true },
        {-LIMIT_WON,    2,             false},
        {INT64_MIN,     -1,            false}, // wraps to itself
        {0,             INT64_MAX,     true },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money product = WON(7);
        bool fits = money_times(WON(CASES[i].price), CASES[i].count, &product);
        if (fits != CASES[i].fits) {
            fail_msg("case %zu", i);
        }
        assert_int_equal(product.won, fits ? CASES[i].price * CASES[i].count : 7);
    }
}

static void a_share_of_the_largest_amount_is_exact(void **state)
{
    (void)state;
    assert_int_equal(money_share(WON(LIMIT_WON), (ratio){1000000, 1000000}, ROUND_UP).won,
                     LIMIT_WON);
    assert_int_equal(money_share(WON(LIMIT_WON), (ratio){999999, 1000000}, ROUND_DOWN).won,
                     LIMIT_WON / 1000000 * 999999);
    assert_int_equal(money_share(WON(-LIMIT_WON), (ratio){1, 3}, ROUND_DOWN).won, -(LIMIT_WON / 3));
    money parts[3];
    money_split(WON(LIMIT_WON), (const int64_t[]){LIMIT_WON, LIMIT_WON, LIMIT_WON}, 3, parts);
    assert_int_equal(parts[0].won + parts[1].won + parts[2].won, LIMIT_WON);
}

static void a_number_too_large_to_be_one_is_not_read(void **state)
{
    (void)state;
    int64_t n = 7;
    assert_true(str_parse_i64(S("9223372036854775807"), &n));
    assert_int_equal(n, INT64_MAX);
    assert_true(str_parse_i64(S("-9223372036854775808"), &n));
    assert_int_equal(n, INT64_MIN);
    n = 7;
    assert_false(str_parse_i64(S("9223372036854775808"), &n));
    assert_false(str_parse_i64(S("-9223372036854775809"), &n));
    assert_false(str_parse_i64(S("18446744073709551617"), &n)); // 2^64 + 1
    assert_int_equal(n, 7);
    money m = WON(7);
    assert_true(money_parse(S("1000000000000000"), &m));
    assert_int_equal(m.won, LIMIT_WON);
    assert_false(money_parse(S("1000000000000001"), &m));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_product_leaves_what_an_amount_may_be),
        cmocka_unit_test(a_share_of_the_largest_amount_is_exact),
        cmocka_unit_test(a_number_too_large_to_be_one_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
