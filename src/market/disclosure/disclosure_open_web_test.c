// test-timeout: 120
// The files of what is public.
#include "market/disclosure/disclosure_open_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/disclosure/disclosure_testing.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

static void the_file_holds_the_list_and_no_formula(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        disclosure_stage_add(&st,
                             (struct contract_spec){.won = 1000, .title = "=SUM(A1), \"따옴표\""});
        disclosure_stage_add(&st, (struct contract_spec){.won = 234, .on = DAY(2025, 5, 1)});
        web_as(&st.w, NULL);
        static const struct {
            const char *address;
            int64_t sum;
        } ROWS[] = {
            {"/open/disclosure.csv",           1234},
            {"/open/disclosure.csv?year=2026", 1000},
        };
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a = disclosure_stage_get(&st, ROWS[i].address);
            struct csv c;
            const str *row = NULL;
            size_t title, price;
            int64_t sum = 0;
            assert_null(csv_init(&c, t.arena, a.body));
            assert_true(csv_column(&c, S("사업명"), &title));
            assert_true(csv_column(&c, S("계약금액(B, 원)"), &price));
            for (assert_null(csv_next(&c, &row)); row != NULL; assert_null(csv_next(&c, &row))) {
                int64_t won = 0;
                assert_true(str_parse_i64(row[price], &won));
                sum += won;
                assert_false(str_starts(row[title], S("=")));
            }
            assert_int_equal(sum, ROWS[i].sum);
            assert_false(str_contains(a.bytes, S("rel=\"next\"")));
        }
        web_test_close(&st.w);
    }
}

static size_t count_releases(struct web_answer a)
{
    json_t *package = json_loadb(a.body.p, a.body.n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(package);
    size_t count = json_array_size(json_object_get(package, "releases"));
    json_decref(package);
    return count;
}

static void a_month_is_given_as_open_contracting_data(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        contract_id paid =
            disclosure_stage_add(&st, (struct contract_spec){.won = 1000, .second_line = true});
        disclosure_stage_add(&st, (struct contract_spec){.won = 1000, .on = DAY(2026, 11, 1)});
        disclosure_stage_add(&st, (struct contract_spec){.won = 1000, .on = DAY(2026, 10, 31)});
        record_scene_inspect(&st.s, paid, 1, DAY(2026, 12, 1), "accepted");
        record_scene_pay(&st.s, paid, 1, DAY(2026, 12, 3), 400);
        record_scene_pay(&st.s, paid, 2, DAY(2026, 12, 7), 600);
        record_scene_move(&st.s, paid, "paid");
        disclosure_stage_refresh(&st, paid);
        struct web_answer a = disclosure_stage_get(&st, "/open/ocds/releases.json?month=2026-11");
        assert_int_equal(count_releases(a), 2 + 1 + 2); // signings, completion, payments
        assert_true(web_shows(a, "\"https://dure.example/open/ocds/releases.json?month=2026-11\""));
        assert_true(web_shows(a, "\"quantity\":1"));
        assert_true(str_contains(a.bytes, S("application/json")));
        a = disclosure_stage_get(&st, "/open/ocds/releases.json?month=2026-10");
        assert_int_equal(count_releases(a), 1);
        a = disclosure_stage_get(&st, "/open/ocds/releases.json"); // this month
        assert_int_equal(count_releases(a), 5);
        assert_true(web_shows(disclosure_stage_get(&st, "/open"), "2026년 11월"));
        web_test_close(&st.w);
    }
}

static void days_that_are_none_give_no_file_of_others(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const struct {
            const char *path;
            const struct fault *fault; // NULL: a file
        } ASKED[] = {
            {"/open/disclosure.csv?year=bad",                  &DISCLOSURE_TIME_UNREAD       },
            {"/open/disclosure.csv?year=0",                    &DISCLOSURE_TIME_UNREAD       },
            {"/open/disclosure.csv?year=1999",                 &DISCLOSURE_TIME_UNREAD       },
            {"/open/disclosure.csv?year=2101",                 &DISCLOSURE_TIME_UNREAD       },
            {"/open/disclosure.csv?year=2026&month=13",        &DISCLOSURE_TIME_UNREAD       },
            {"/open/disclosure.csv?year=2026&month=0",         &DISCLOSURE_TIME_UNREAD       },
            {"/open/disclosure.csv?month=11",                  &DISCLOSURE_TIME_UNREAD       }, // of which year?
            {"/open/disclosure.csv?institution=x",             &DISCLOSURE_INSTITUTION_UNREAD},
            {"/open/disclosure.csv?institution=1000000000009", &DISCLOSURE_UNKNOWN           },
            {"/open/disclosure.csv?institution=12",            &DISCLOSURE_INSTITUTION_UNREAD},
            {"/open/disclosure.csv?year=&month=&institution=", NULL                          },
            {"/open/disclosure.csv?year=2026",                 NULL                          },
            {"/open/disclosure.csv?year=2026&month=12",        NULL                          },
            {"/open/ocds/releases.json?month=bad",             &DISCLOSURE_MONTH_UNREAD      },
            {"/open/ocds/releases.json?month=11",              &DISCLOSURE_MONTH_UNREAD      },
            {"/open/ocds/releases.json?month=2026-13",         &DISCLOSURE_MONTH_UNREAD      },
            {"/open/ocds/releases.json?month=9999-12",         &DISCLOSURE_UNKNOWN           }, // nothing, and no end
            {"/open/ocds/releases.json?month=1900-01",         &DISCLOSURE_UNKNOWN           },
            {"/open/ocds/releases.json?month=",                NULL                          },
        };
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        disclosure_stage_add(&st, (struct contract_spec){.won = 1000});
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            struct web_answer a = web_get(&st.w, ASKED[i].path);
            assert_int_equal(a.status, ASKED[i].fault == NULL                  ? 200
                                       : ASKED[i].fault == &DISCLOSURE_UNKNOWN ? 404
                                                                               : 422);
            assert_true(ASKED[i].fault == NULL || web_shows(a, ASKED[i].fault->text));
            assert_int_equal(str_contains(a.bytes, S("Content-Disposition: attachment")) ||
                                 str_contains(a.bytes, S("application/json")),
                             ASKED[i].fault == NULL);
        }
        str path = str_format(t.arena, "/open/disclosure.csv?words=%0*d", LIMIT_QUERY, 0);
        assert_int_equal(web_get(&st.w, path.p).status, 200);
        struct web_answer odd = web_get(&st.w, str_join(t.arena, path, S("0")).p);
        assert_int_equal(odd.status, 422);
        assert_true(web_shows(odd, DISCLOSURE_WORDS_LONG.text));
        web_test_close(&st.w);
    }
}

static void a_long_month_goes_on_where_the_header_says(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct disclosure_stage st;
        disclosure_stage_open(&st, &t);
        for (int i = 0; i < 103; i++) {
            disclosure_stage_add(&st, (struct contract_spec){.won = 10});
        }
        struct web_answer a = disclosure_stage_get(&st, "/open/ocds/releases.json?month=2026-11");
        assert_int_equal(count_releases(a), 100);
        size_t at = str_index(a.bytes, S("&before="));
        assert_true(str_contains(a.bytes, S("rel=\"next\"")));
        str next = str_format(t.arena, "/open/ocds/releases.json?month=2026-11&before=%.*s", 13,
                              a.bytes.p + at + 8);
        a = disclosure_stage_get(&st, next.p);
        assert_int_equal(count_releases(a), 3);
        assert_false(str_contains(a.bytes, S("rel=\"next\"")));
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_holds_the_list_and_no_formula),
        cmocka_unit_test(a_month_is_given_as_open_contracting_data),
        cmocka_unit_test(days_that_are_none_give_no_file_of_others),
        cmocka_unit_test(a_long_month_goes_on_where_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
