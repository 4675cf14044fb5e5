// test-timeout: 300
// Certificates that end soon: the page says so, and the firm is told in time.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/certificate/certificate_action.h"
#include "market/certificate/certificate_testing.h"
#include "market/party/party_testing.h"
#include "platform/file/looked_testing.h"
#include "platform/web/web_testing.h"

static void one_that_ends_soon_is_told_on_its_last_sixty_days(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        date today = instant_date(web_test_now);
        for (int days = CERTIFICATE_RENEW_DAYS - 1; days <= CERTIFICATE_RENEW_DAYS; days++) {
            str until = date_format_iso(d.arena, date_add_days(today, days));
            form.items[1].value = str_format(d.arena, "B-%d", days).p;
            form.items[4].value = str_to_c(d.arena, until);
            assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
            struct certificate c = certificate_testing_newest(&s);
            looked_testing_all(&d);
            assert_int_equal(certificate_testing_decide(&s, &c, "verify", "").status, 303);
            web_as(&s.t, &s.owner);
            bool told = web_shows(web_get(&s.t, "/supplier/certificates"), "에 끝납니다(D-59)");
            assert_true(told); // the sixtieth day, today counted
            assert_false(web_shows(web_get(&s.t, "/supplier/certificates"), "에 끝납니다(D-60)"));
        }
        web_test_close(&s.t);
    }
}

struct day {
    bool more;
};

static instant clock_of_tests(void)
{
    return web_test_now;
}

static err do_day(struct unit *u, void *data)
{
    return certificate_action_day(u, &((struct day *)data)->more);
}

static void run_day(struct certificate_scene *s, int year, int month, int day)
{
    static const struct actor MACHINE = {0};
    struct day d;
    struct unit u = {.arena = s->d->arena, .db = s->d->db, .actor = &MACHINE, .trace = S("t")};
    web_test_now = instant_at(date_from_ymd(year, month, day), 8, 30);
    assert_null(unit_run(&u, clock_of_tests, do_day, &d));
    assert_false(d.more);
}

static void a_firm_is_told_60_30_and_7_days_before_the_end(void **state)
{
    (void)state;
    static const struct {
        int month, day;
        int64_t told; // until then
    } DAYS[] = {
        {11, 1,  0}, // 61 days before 2027-01-01
        {11, 2,  1},
        {11, 3,  1},
        {12, 1,  1},
        {12, 2,  2}, // 30
        {12, 24, 2},
        {12, 26, 3}, // nobody ran on the 25th
        {12, 31, 3},
    };
    instant then = web_test_now;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        web_test_now = then;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        form.items[4].value = "2027-01-01";
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        run_day(&s, 2026, 12, 31); // unchecked: nothing is told
        web_test_now = then;
        struct certificate c = certificate_testing_newest(&s);
        looked_testing_all(&d);
        assert_int_equal(certificate_testing_decide(&s, &c, "verify", "").status, 303);
        for (size_t i = 0; i < COUNT(DAYS); i++) {
            run_day(&s, 2026, DAYS[i].month, DAYS[i].day);
            assert_int_equal(party_testing_count_notices(&d, s.owner_row, "certificate.ending"),
                             DAYS[i].told);
        }
        web_test_now = then;
        web_test_close(&s.t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_ends_soon_is_told_on_its_last_sixty_days),
        cmocka_unit_test(a_firm_is_told_60_30_and_7_days_before_the_end),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
