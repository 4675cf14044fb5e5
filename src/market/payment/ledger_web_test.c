// test-timeout: 300
// The ledger on its page: by month and account, down to the claim; on both engines.
#include "market/payment/payment_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/csv.h"
#include "market/claim/claim_testing.h"
#include "market/party/right.h"
#include "market/payment/ledger_web.h"
#include "market/payment/payment_testing.h"

// --- The ledger ----------------------------------------------------------------------------------

static void the_ledger_adds_up_by_month_and_account_down_to_the_claim(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        struct web_test ledger;
        payment_testing_open(&k, &t, 3, 0);
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        assert_int_equal(web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"),
                                  WEB_FIELDS(PAYMENT_TESTING_PAY("2194720")))
                             .status,
                         303);
        web_test_close(&k.w);
        purchase_testing_web(&k.s, &ledger, LEDGER_ROUTES, LEDGER_ROUTE_COUNT);
        web_as(&ledger, &k.s.accountant);
        struct web_answer a = web_get(&ledger, "/buyer/ledger");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "2026년 11월") && web_shows(a, "차변과 대변이 같습니다"));
        assert_true(web_shows(a, "대변 2,194,720") && web_shows(a, "대변 5,280") &&
                    web_shows(a, "차변 2,200,000"));
        assert_true(web_shows(a, payment_testing_path(&k, "/buyer/payments", "")));
        a = web_get(&ledger, "/buyer/ledger?account=cash");
        assert_true(web_shows(a, "2,194,720"));
        a = web_get(&ledger, "/buyer/ledger?month=2026-10");
        assert_true(web_shows(a, "이 달에는 전표가 없습니다"));
        static const char *const ODD[] = {"2026-13", "9999-12", "0000-01",
                                          "x",       "1999-12", "3000-01"};
        for (size_t i = 0; i < COUNT(ODD); i++) {
            str asked = str_format(t.arena, "/buyer/ledger?month=%s", ODD[i]);
            a = web_get(&ledger, asked.p);
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, str_format(t.arena, "value=\"%s\"", ODD[i]).p)); // as typed
            assert_true(web_shows(a, "<a href=\"#month\">달: 2000년부터 2999년까지의 달을"));
            assert_true(web_shows(a, "2026년 11월")); // this month stands below
            asked = str_format(t.arena, "/buyer/ledger.csv?month=%s", ODD[i]);
            a = web_get(&ledger, asked.p); // no file of another month
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, LEDGER_MONTH_UNREAD.text));
            assert_false(str_contains(a.bytes, S("text/csv")));
        }
        a = web_get(&ledger, "/buyer/ledger.csv?account=lost"); // nor of all accounts
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, LEDGER_ACCOUNT_UNREAD.text));
        assert_int_equal(web_get(&ledger, "/buyer/ledger.csv?account=").status, 200);
        a = web_get(&ledger, "/buyer/ledger.csv?month=2026-10");
        assert_int_equal(a.status, 200);
        assert_true(str_contains(a.bytes, S("-2026-10.csv")));
        assert_int_equal(web_get(&ledger, "/buyer/ledger.csv?month=").status, 200); // this month
        assert_int_equal(web_get(&ledger, "/buyer/ledger?month=2000-01").status, 200);
        assert_int_equal(web_get(&ledger, "/buyer/ledger?month=2999-12").status, 200);
        a = web_get(&ledger, "/buyer/ledger?month=");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "type=\"month\" id=\"month\" name=\"month\" value=\"2026-11\""));

        a = web_get(&ledger, "/buyer/ledger.csv");
        assert_true(str_contains(a.bytes, S("text/csv")));
        struct csv c;
        const str *f = NULL;
        int64_t debit = 0;
        int64_t credit = 0;
        int64_t rows = 0;
        assert_null(csv_init(&c, t.arena, a.body));
        for (assert_null(csv_next(&c, &f)); f != NULL; assert_null(csv_next(&c, &f))) {
            int64_t d = 0;
            int64_t e = 0;
            assert_true(str_parse_i64(f[4], &d) && str_parse_i64(f[5], &e));
            debit += d;
            credit += e;
            rows++;
        }
        assert_int_equal(rows, 5);
        assert_int_equal(debit, 4400000);
        assert_int_equal(credit, 4400000);

        web_as(&ledger, &k.s.accountant_there); // another's books are empty
        assert_true(web_shows(web_get(&ledger, "/buyer/ledger"), "이 달에는 전표가 없습니다"));
        for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
            const struct actor *actor = k.s.people[i];
            web_as(&ledger, actor);
            int expected = (actor->rights & RIGHT_PAY) != 0 ? 200 : 403;
            assert_int_equal(web_get(&ledger, "/buyer/ledger").status, expected);
            assert_int_equal(web_get(&ledger, "/buyer/ledger.csv").status, expected);
        }
        web_test_close(&ledger);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_adds_up_by_month_and_account_down_to_the_claim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
