// Damages run to the day the inspector confirms, or, of a contract made since F-26, to the day it
// passed; on both engines.
#include "market/claim/claim_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/claim/claim_testing.h"
#include "market/delivery/delivery_testing.h"

// 2,200,000 won due on the 20th and noted on the 24th, at 0.08 % a day.
static void the_inspectors_day_decides_what_a_delay_costs(void **state)
{
    (void)state;
    static const struct {
        const char *supplier_says;
        const char *inspector_says;
        int64_t damages;
    } CASES[] = {
        {"2026-11-20", "2026-11-20", 0   },
        {"2026-11-20", "2026-11-21", 1760},
        {"2026-11-20", "2026-11-24", 7040},
        {"2026-11-24", "2026-11-20", 0   },
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        claim_testing_bank(&s);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct purchase p;
            struct contract c;
            struct claim claimed;
            public_no no;
            struct unit u;
            purchase_testing_add(&s, WON(22000), 100, &p);
            delivery_testing_sign(&s, &p, day("2026-11-02"), day("2026-11-20"), &c);
            assert_null(delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(100),
                                              day(CASES[i].supplier_says), &no));
            assert_null(delivery_testing_inspect_arrival(&s, &s.inspector, no, QUANTITIES(0),
                                                         day(CASES[i].inspector_says),
                                                         day("2026-11-24")));
            str invoice = str_format(t.arena, "20261124410000001234567%zu", i);
            claim_testing_claim(&s, &c, str_to_c(t.arena, invoice), 0, &no);
            purchase_testing_read(&s, &s.accountant, &u);
            assert_null(claim_find(u.db, u.arena, purchase_side_of(&u), no, &claimed));
            purchase_testing_read_end(&u);
            assert_int_equal(claimed.delay.won, CASES[i].damages);
        }
    }
}

// 2,200,000 won due on Thursday 10 December: half comes in time and is sent back in part on the
// 14th, the rest comes on the 15th and passes on the 17th, as does what was sent back.
static void a_newer_contract_is_late_until_it_passed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        struct contract c;
        struct claim claimed;
        public_no no[3];
        struct unit u;
        web_test_now = (instant){.us = INT64_C(1797469200000000)}; // 2026-12-17 10:00, Korea
        purchase_testing_open(&s, &t);
        claim_testing_bank(&s);
        purchase_testing_add(&s, WON(22000), 100, &p);
        delivery_testing_sign(&s, &p, day("2026-11-30"), day("2026-12-10"), &c);
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(50), day("2026-12-09"), &no[0]));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, no[0], QUANTITIES(20), day("2026-12-14")));
        assert_null(
            delivery_testing_note(&s, &s.owner, c.no, QUANTITIES(70), day("2026-12-15"), &no[1]));
        assert_null(
            delivery_testing_inspect(&s, &s.inspector, no[1], QUANTITIES(0), day("2026-12-17")));
        claim_testing_claim(&s, &c, "202612174100000012345678", 0, &no[2]);
        purchase_testing_read(&s, &s.accountant, &u);
        assert_null(claim_find(u.db, u.arena, purchase_side_of(&u), no[2], &claimed));
        purchase_testing_read_end(&u);
        // 20 boxes for the 14th to the 17th, 50 for the 11th to the 17th, each at 0.08 % a day.
        assert_int_equal(claimed.delay.won, 440000 * 4 * 8 / 10000 + 1100000 * 7 * 8 / 10000);
        assert_int_equal(claimed.delay_days, 7);
    }
    web_test_now = DELIVERY_TESTING_NOW;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_inspectors_day_decides_what_a_delay_costs),
        cmocka_unit_test(a_newer_contract_is_late_until_it_passed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
