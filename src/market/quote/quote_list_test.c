// test-timeout: 240
// Both sides list their requests by what waits, was given and is over, page by page; on both
// engines.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_draft_action.h"
#include "market/quote/quote_testing.h"

#define REQUESTS 6

// The requests of a list by pages of one row, as their places in `requests`: "31" is the fourth and
// then the second.
static const char *walk(struct purchase_scene *s, struct purchase_side side,
                        enum quote_bucket bucket, instant now, const public_no *requests)
{
    static char out[REQUESTS + 1];
    public_no after = NO_ID(public_no);
    size_t n = 0;
    for (;;) {
        struct unit u;
        quote_row_list rows;
        purchase_testing_read(s, &s->officer, &u);
        assert_null(quote_list_rows(u.db, u.arena, side, bucket, after, now, 1, &rows));
        purchase_testing_read_end(&u);
        if (rows.count == 0) {
            break;
        }
        assert_true(n < REQUESTS);
        after = rows.items[0].no;
        for (int i = 0; i < REQUESTS; i++) {
            if (requests[i].value == after.value) {
                out[n++] = (char)('0' + i);
            }
        }
    }
    out[n] = '\0';
    return out;
}

static err cancel(struct unit *u, void *data)
{
    struct purchase p = *(const struct purchase *)data;
    return purchase_action_cancel(u, &p, S("더 쓰지 않습니다."));
}

static void each_page_goes_on_where_the_last_one_ended(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct purchase_scene s;
        public_no r[REQUESTS];
        struct purchase p[REQUESTS];
        quote_testing_scene(&s, &d);
        for (int i = 0; i < REQUESTS; i++) {
            purchase_testing_add(&s, WON(11000 + i), 100, &p[i]);
            r[i] = quote_testing_ask(&s, &p[i]);
        }
        const int64_t PRICE[] = {11000};
        assert_null(quote_testing_answer(&s, r[1], PRICE, quote_testing_last_day()));
        assert_null(quote_testing_answer(&s, r[3], PRICE, quote_testing_last_day()));
        assert_null(quote_testing_decline(&s, &s.owner, r[2], S("재고가 없습니다.")));
        assert_null(quote_testing_decline(&s, &s.owner, r[4], S("재고가 없습니다.")));
        instant now = web_test_now;
        instant closed = quote_testing_closing();
        const struct purchase_side SIDES[] = {{.institution = s.here}, {.supplier = s.supplier}};
        for (size_t i = 0; i < COUNT(SIDES); i++) {
            assert_string_equal(walk(&s, SIDES[i], QUOTE_WAITING, now, r), "05");
            assert_string_equal(walk(&s, SIDES[i], QUOTE_GIVEN, now, r), "31");
            assert_string_equal(walk(&s, SIDES[i], QUOTE_PAST, now, r), "42");
            // Its hour has come: what was open is over, whether or not a job said so.
            assert_string_equal(walk(&s, SIDES[i], QUOTE_WAITING, closed, r), "");
            assert_string_equal(walk(&s, SIDES[i], QUOTE_GIVEN, closed, r), "31");
            assert_string_equal(walk(&s, SIDES[i], QUOTE_PAST, closed, r), "5420");
        }
        // A case that was called off takes its request along, open or given.
        for (int i = 3; i < REQUESTS; i += 2) {
            purchase_testing_find(&s, &p[i]);
            assert_null(purchase_testing_run(&s, &s.officer, cancel, &p[i]));
        }
        for (size_t i = 0; i < COUNT(SIDES); i++) {
            assert_string_equal(walk(&s, SIDES[i], QUOTE_WAITING, now, r), "0");
            assert_string_equal(walk(&s, SIDES[i], QUOTE_GIVEN, now, r), "1");
            assert_string_equal(walk(&s, SIDES[i], QUOTE_PAST, now, r), "5432");
        }
        const struct purchase_side OTHERS[] = {{.institution = s.there}, {.supplier = s.rival}};
        for (size_t i = 0; i < COUNT(OTHERS); i++) {
            for (int j = 0; j < QUOTE_BUCKET_COUNT; j++) {
                assert_string_equal(walk(&s, OTHERS[i], (enum quote_bucket)j, now, r), "");
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_page_goes_on_where_the_last_one_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
