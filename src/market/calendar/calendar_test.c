// Known days of 2014 to 2027, and terms counted by hand.
#include "market/calendar/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"
#include "base/limits.h"

static struct calendar calendar;

static str read_whole(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *p = arena_alloc(arena, 64 * KIB);
    size_t n = fread(p, 1, 64 * KIB, f);
    assert_int_equal(fclose(f), 0);
    return (str){.p = p, .n = n};
}

static int load(void **state)
{
    (void)arena_testing_begin(state);
    str where = S("");
    assert_null(calendar_parse(arena, read_whole("data/holidays.csv"), &calendar, &where));
    return 0;
}

static void assert_day(date got, const char *wanted)
{
    assert_string_equal(str_to_c(arena, date_format_iso(arena, got)), wanted);
}

static void known_holidays_are_holidays_and_their_neighbours_work(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        const char *name; // NULL: a working day
    } DAYS[] = {
        {"2014-06-04", "전국동시지방선거일"         },
        {"2014-09-10", "추석 전날 대체공휴일"       },
        {"2015-08-14", "임시공휴일(광복 70주년)"    },
        {"2016-02-10", "설날 전날 대체공휴일"       },
        {"2017-05-09", "임시공휴일(대통령 선거일)"},
        {"2017-10-02", "임시공휴일(추석 연휴)"      },
        {"2017-10-06", "추석 전날 대체공휴일"       },
        {"2020-08-17", "임시공휴일(광복절 연휴)"   },
        {"2021-08-16", "광복절 대체공휴일"           },
        {"2023-05-29", "부처님오신날 대체공휴일"  },
        {"2024-10-01", "임시공휴일(국군의 날)"      },
        {"2025-01-27", "임시공휴일(설 연휴)"         },
        {"2025-05-06", "부처님오신날 대체공휴일"  },
        {"2025-06-03", "임시공휴일(대통령 선거일)"},
        {"2025-10-08", "추석 전날 대체공휴일"       },
        {"2026-05-01", "노동절"                           },
        {"2026-06-03", "전국동시지방선거일"         },
        {"2026-07-17", "제헌절"                           },
        {"2026-10-05", "개천절 대체공휴일"           },
        {"2027-02-09", "설날 대체공휴일"              },
        {"2027-05-03", "노동절 대체공휴일"           },
        {"2014-10-10", NULL                                  },
        {"2020-05-01", NULL                                  }, // a holiday of workers, not of offices, before 2026
        {"2022-05-09", NULL                                  }, // Buddha's birthday on a Sunday had no substitute before 2023
        {"2025-05-01", NULL                                  },
        {"2025-07-17", NULL                                  },
        {"2026-06-08", NULL                                  }, // Memorial Day on a Saturday never has one
        {"2026-09-28", NULL                                  }, // nor Chuseok for its Saturday
        {"2026-11-23", NULL                                  },
    };
    for (size_t i = 0; i < COUNT(DAYS); i++) {
        const struct holiday *h = calendar_find(&calendar, day(DAYS[i].day));
        assert_int_equal(calendar_is_working_day(&calendar, day(DAYS[i].day)),
                         DAYS[i].name == NULL);
        if (DAYS[i].name != NULL) {
            assert_non_null(h);
            assert_string_equal(str_to_c(arena, h->name), DAYS[i].name);
        } else {
            assert_null(h);
        }
    }
}

static void saturday_is_no_holiday_and_no_working_day(void **state)
{
    (void)state;
    assert_false(calendar_is_holiday(&calendar, day("2026-11-21")));
    assert_false(calendar_is_working_day(&calendar, day("2026-11-21")));
    assert_true(calendar_is_holiday(&calendar, day("2026-11-22")));
    assert_day(calendar_working_day_from(&calendar, day("2026-11-21")), "2026-11-23");
    assert_day(calendar_working_day_from(&calendar, day("2026-11-20")), "2026-11-20");
    assert_true(str_equals(calendar_moved_text(arena, day("2026-11-21"), day("2026-11-23")),
                           S("토요일·공휴일이라 2026. 11. 23.까지로 봄, 민법 제161조")));
    assert_int_equal(calendar_moved_text(arena, day("2026-11-20"), day("2026-11-20")).n, 0);
}

// A promise is late exactly when its last day, moved by 제161조, lies before today.
static void a_promise_is_late_when_its_moved_last_day_is_over(void **state)
{
    (void)state;
    assert_day(calendar_late_before(&calendar, day("2026-11-24")), "2026-11-24");
    assert_day(calendar_late_before(&calendar, day("2026-11-23")), "2026-11-21");
    assert_day(calendar_late_before(&calendar, day("2026-11-22")), "2026-11-21");
    assert_day(calendar_late_before(&calendar, day("2026-10-06")), "2026-10-03");
    assert_day(calendar_late_before(&calendar, day("2027-01-04")), "2027-01-01");
    assert_day(calendar_late_before(&calendar, day("2027-02-10")), "2027-02-06");
    for (date today = day("2025-01-01"); date_before(today, day("2027-12-01"));
         today = date_add_days(today, 1)) {
        date before = calendar_late_before(&calendar, today);
        for (int32_t n = -12; n <= 3; n++) {
            date last = date_add_days(today, n);
            date moved = calendar_working_day_from(&calendar, last);
            assert_int_equal(date_before(last, before), date_before(moved, today));
        }
    }
}

static void five_working_days_skip_the_event_and_the_holidays(void **state)
{
    (void)state;
    assert_day(calendar_add_working_days(&calendar, day("2026-11-23"), 5), "2026-11-30");
    assert_day(calendar_add_working_days(&calendar, day("2026-11-20"), 1), "2026-11-23");
    assert_day(calendar_add_working_days(&calendar, day("2026-11-21"), 1), "2026-11-23");
    assert_day(calendar_add_working_days(&calendar, day("2026-09-22"), 5), "2026-10-01");
    assert_day(calendar_add_working_days(&calendar, day("2026-11-21"), 0), "2026-11-23");
    assert_day(calendar_add_working_days(&calendar, day("2026-11-23"), 0), "2026-11-23");
    assert_int_equal(calendar_working_days_between(&calendar, day("2026-11-23"), day("2026-11-30")),
                     5);
    assert_int_equal(calendar_working_days_between(&calendar, day("2026-11-30"), day("2026-11-23")),
                     0);
    assert_int_equal(calendar_working_days_between(&calendar, day("2026-11-20"), day("2026-11-22")),
                     0);
}

// What is added can be counted back, from every day of four years.
static void adding_and_counting_working_days_agree(void **state)
{
    (void)state;
    for (date d = day("2024-01-01"); date_before(d, day("2027-12-01")); d = date_add_days(d, 1)) {
        for (int32_t n = 1; n <= 10; n += 3) {
            date end = calendar_add_working_days(&calendar, d, n);
            assert_true(calendar_is_working_day(&calendar, end));
            assert_int_equal(calendar_working_days_between(&calendar, d, end), n);
        }
    }
}

static void a_term_of_days_ends_on_the_next_working_day(void **state)
{
    (void)state;
    assert_day(calendar_add_days(&calendar, day("2026-11-23"), 14), "2026-12-07");
    assert_day(calendar_add_days(&calendar, day("2026-11-21"), 14), "2026-12-07"); // a Saturday
    assert_day(calendar_add_days(&calendar, day("2026-09-10"), 14), "2026-09-28"); // Chuseok
    assert_day(calendar_period_end(day("2026-11-23"), 14), "2026-12-06");
    assert_day(calendar_period_end(day("2026-11-23"), 1), "2026-11-23");
}

static void months_and_years_end_the_day_before_they_began(void **state)
{
    (void)state;
    assert_day(calendar_add_months(&calendar, day("2026-11-23"), 1), "2026-12-23");
    assert_day(calendar_add_months(&calendar, day("2026-11-24"), 12), "2027-11-24");
    assert_day(calendar_add_months(&calendar, day("2026-01-30"), 1), "2026-03-03"); // 28 Feb is Sat
    assert_day(calendar_add_months(&calendar, day("2024-01-29"), 1), "2024-02-29");
    assert_day(calendar_add_months(&calendar, day("2024-02-28"), 12), "2025-02-28");
}

static void what_is_not_covered_is_known_as_such(void **state)
{
    (void)state;
    assert_true(calendar_covers(&calendar, day("2014-01-01")));
    assert_false(calendar_covers(&calendar, day("2013-12-31")));
    assert_true(calendar_covers(&calendar, day("2027-12-31")));
    assert_false(calendar_covers(&calendar, day("2028-01-01")));
    assert_false(calendar_ends_soon(&calendar, day("2027-06-30")));
    assert_true(calendar_ends_soon(&calendar, day("2027-07-01")));
    assert_true(calendar_ends_soon(&calendar, day("2028-01-01")));
}

static void a_bad_file_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *where;
    } FILES[] = {
        {"",                                                                                "holidays.csv:1: "},
        {"date,name,kind\n",                                                                "holidays.csv:1: "},
        {"date,name,kind,confidence\n",                                                     "holidays.csv:1: "},
        {"date,name,kind,confidence\n2026-02-30,x,statutory,H\n",                           "holidays.csv:2: "},
        {"date,name,kind,confidence\n2026-02-03,,statutory,H\n",                            "holidays.csv:2: "},
        {"date,name,kind,confidence\n2026-02-03,x,often,H\n",                               "holidays.csv:2: "},
        {"date,name,kind,confidence\n2026-02-03,x,statutory,H\n2026-02-02,y,statutory,H\n",
         "holidays.csv:3: "                                                                                   },
        {"date,name,kind,confidence\n2026-02-03,\"x,statutory,H\n",                         "holidays.csv:2: "},
    };
    for (size_t i = 0; i < COUNT(FILES); i++) {
        struct calendar c = {0};
        str where = S("");
        assert_ptr_equal(calendar_parse(arena, str_view(FILES[i].text), &c, &where),
                         &CALENDAR_BAD_FILE);
        assert_true(str_starts(where, str_view(FILES[i].where)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_holidays_are_holidays_and_their_neighbours_work),
        cmocka_unit_test(saturday_is_no_holiday_and_no_working_day),
        cmocka_unit_test(a_promise_is_late_when_its_moved_last_day_is_over),
        cmocka_unit_test(five_working_days_skip_the_event_and_the_holidays),
        cmocka_unit_test(adding_and_counting_working_days_agree),
        cmocka_unit_test(a_term_of_days_ends_on_the_next_working_day),
        cmocka_unit_test(months_and_years_end_the_day_before_they_began),
        cmocka_unit_test(what_is_not_covered_is_known_as_such),
        cmocka_unit_test(a_bad_file_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
