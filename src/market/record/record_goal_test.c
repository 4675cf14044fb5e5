// Goals of purchases: what counts towards each, one won either side of it, and the own target
// beside the law's.
#include "market/record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int set_up(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

#define DAY(y, m, d) date_from_ymd(y, m, d)

// --- Goals ---------------------------------------------------------------------------------------

static record_goals goals_of(const struct record_sum *items, size_t count,
                             const struct record_target *targets, size_t target_count)
{
    record_sums sums = {(struct record_sum *)items, count};
    record_targets own = {(struct record_target *)targets, target_count};
    return record_goals_of(law, LAW_LOCAL, DAY(2026, 11, 24), sums, own, arena);
}

static const struct record_goal *find_goal(record_goals goals, const char *name)
{
    for (size_t i = 0; i < goals.count; i++) {
        if (str_equals(goals.items[i].name, str_view(name))) {
            return &goals.items[i];
        }
    }
    fail_msg("no goal %s", name);
    return NULL;
}

#define GOODS LAW_RATIO_GOODS
#define SERVICE LAW_RATIO_SERVICE
#define WORKS LAW_RATIO_WORKS

static void each_goal_counts_its_own_objects_of_its_own_whole(void **state)
{
    (void)state;
    const struct record_sum sums[] = {
        {1, GOODS,   S(""),                  WON(1000), 4},
        {2, SERVICE, S(""),                  WON(200),  2},
        {2, WORKS,   S(""),                  WON(50),   1},
        {1, GOODS,   S("women"),             WON(60),   2},
        {2, SERVICE, S("women"),             WON(9),    1},
        {2, WORKS,   S("women"),             WON(2),    1},
        {1, GOODS,   S("severe_disability"), WON(12),   1},
        {2, WORKS,   S("severe_disability"), WON(7),    1}, // not of goods and services
        {1, GOODS,   S("sme"),               WON(600),  3},
        {2, SERVICE, S("sme"),               WON(100),  1},
        {1, GOODS,   S("sme_technology"),    WON(90),   1},
        {2, SERVICE, S("sme_technology"),    WON(5),    1}, // not goods
        {2, SERVICE, S("green"),             WON(30),   1},
    };
    static const struct {
        const char *name;
        int64_t part, whole, count, bp;
        bool reached;
    } WANT[] = {
        {"중소기업제품",                  700, 1250, 4, 5600, true },
        {"기술개발제품",                  90,  600,  1, 1500, true },
        {"여성기업제품(물품)",          60,  1000, 2, 600,  true },
        {"여성기업제품(용역)",          9,   200,  1, 450,  false},
        {"여성기업제품(공사)",          2,   50,   1, 400,  true },
        {"장애인기업제품",               0,   1250, 0, 0,    false},
        {"중증장애인생산품",            12,  1200, 1, 100,  false},
        {"장애인 표준사업장 생산품", 0,   1200, 0, 0,    false},
        {"사회적기업제품",               0,   1250, 0, 0,    true }, // no target by law
        {"녹색제품",                        30,  0,    1, 0,    false},
        {"지역제품",                        0,   1250, 0, 0,    true },
    };
    record_goals goals = goals_of(sums, COUNT(sums), NULL, 0);
    for (size_t i = 0; i < COUNT(WANT); i++) {
        const struct record_goal *g = find_goal(goals, WANT[i].name);
        assert_int_equal(g->part.won, WANT[i].part);
        assert_int_equal(g->whole.won, WANT[i].whole);
        assert_int_equal(g->count, WANT[i].count);
        assert_int_equal(g->result.reached_bp, WANT[i].bp);
        assert_int_equal(g->result.is_reached, WANT[i].reached);
    }
}

static void one_won_decides_and_the_missing_won_reach_it(void **state)
{
    (void)state;
    // 1.1 % of 1,000,001 won is 11,000.011: 11,001 reach it, 11,000 do not.
    for (int64_t won = 11000; won <= 11001; won++) {
        const struct record_sum sums[] = {
            {1, GOODS, S(""),                  WON(1000001), 2},
            {1, GOODS, S("severe_disability"), WON(won),     1},
        };
        const struct record_goal *g =
            find_goal(goals_of(sums, COUNT(sums), NULL, 0), "중증장애인생산품");
        assert_int_equal(g->result.is_reached, won == 11001);
        assert_int_equal(g->result.missing.won, 11001 - won);
    }
}

static void a_year_without_purchases_reaches_nothing_and_misses_nothing(void **state)
{
    (void)state;
    record_goals goals = goals_of(NULL, 0, NULL, 0);
    assert_true(goals.count >= 11);
    for (size_t i = 0; i < goals.count; i++) {
        assert_int_equal(goals.items[i].part.won, 0);
        assert_int_equal(goals.items[i].result.reached_bp, 0);
        assert_int_equal(goals.items[i].result.missing.won, 0);
    }
}

static void the_own_target_counts_where_it_is_higher(void **state)
{
    (void)state;
    const struct record_target own[] = {
        {S("women"),             400}, // above works' 3 %, below the others' 5 %
        {S("social_enterprise"), 300},
        {S("disabled"),          0  },
    };
    record_goals goals = goals_of(NULL, 0, own, COUNT(own));
    assert_int_equal(find_goal(goals, "여성기업제품(물품)")->goal_bp, 500);
    assert_false(find_goal(goals, "여성기업제품(물품)")->is_own);
    assert_int_equal(find_goal(goals, "여성기업제품(공사)")->goal_bp, 400);
    assert_true(find_goal(goals, "여성기업제품(공사)")->is_own);
    assert_int_equal(find_goal(goals, "사회적기업제품")->goal_bp, 300);
    assert_int_equal(find_goal(goals, "장애인기업제품")->goal_bp, 100);
}

static void an_own_target_is_not_below_the_law(void **state)
{
    (void)state;
    record_goals goals = goals_of(NULL, 0, NULL, 0);
    static const struct {
        const char *category;
        int64_t bp;
        err refusal;
    } ROWS[] = {
        {"women",             299,   &RECORD_TARGET_BELOW_LAW},
        {"women",             300,   NULL                    },
        {"sme",               4999,  &RECORD_TARGET_BELOW_LAW},
        {"sme",               5000,  NULL                    },
        {"sme",               0,     NULL                    },
        {"severe_disability", 109,   &RECORD_TARGET_BELOW_LAW},
        {"severe_disability", 110,   NULL                    },
        {"local",             1,     NULL                    },
        {"local",             10000, NULL                    },
        {"green",             100,   &RECORD_NO_CATEGORY     }, // a duty without a ratio
        {"nothing",           100,   &RECORD_NO_CATEGORY     },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_ptr_equal(record_admit_target(goals, str_view(ROWS[i].category), ROWS[i].bp),
                         ROWS[i].refusal);
    }
}

static void a_target_keeps_the_law_of_its_year(void **state)
{
    (void)state;
    static const struct {
        int year;
        int64_t goal_bp;
    } YEARS[] = {
        {2024, 100},
        {2025, 110},
        {2026, 110},
    };
    record_sums none = {NULL, 0};
    record_targets own = {NULL, 0};
    for (size_t i = 0; i < COUNT(YEARS); i++) {
        record_goals goals =
            record_goals_of(law, LAW_LOCAL, DAY(YEARS[i].year, 12, 31), none, own, arena);
        assert_int_equal(find_goal(goals, "중증장애인생산품")->goal_bp, YEARS[i].goal_bp);
    }
}

static void what_cannot_be_registered_is_said_not_to_be_counted(void **state)
{
    (void)state;
    record_goals goals = goals_of(NULL, 0, NULL, 0);
    static const struct {
        const char *name;
        bool counted;
    } ROWS[] = {
        {"중소기업제품",    true },
        {"창업기업제품",    true }, // by youth_startup
        {"지역제품",          true },
        {"사회적기업제품", true },
        {"기술개발제품",    false},
        {"녹색제품",          false},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_int_equal(find_goal(goals, ROWS[i].name)->is_counted, ROWS[i].counted);
    }
    record_sums sums = {NULL, 0}; // from the 27th on products are counted
    record_targets own = {NULL, 0};
    goals = record_goals_of(law, LAW_LOCAL, DAY(2026, 11, 27), sums, own, arena);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_true(find_goal(goals, ROWS[i].name)->is_counted);
    }
}

static void the_list_behind_a_goal_is_asked_by_its_objects(void **state)
{
    (void)state;
    record_goals goals = goals_of(NULL, 0, NULL, 0);
    static const char *const ROWS[][3] = {
        {"중소기업제품",         "",              "총 구매액"                          },
        {"기술개발제품",         "goods",         "중소기업 물품 구매액"          },
        {"여성기업제품(용역)", "service",       "용역 구매액"                       },
        {"여성기업제품(공사)", "works",         "공사 구매액"                       },
        {"중증장애인생산품",   "goods_service", "물품·용역 구매액(공사 제외)"},
        {"녹색제품",               "",              "비율 없음"                          },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const struct law_ratio *row = find_goal(goals, ROWS[i][0])->row;
        assert_true(str_equals(record_filter_of(row), str_view(ROWS[i][1])));
        assert_true(str_equals(record_whole_label(row), str_view(ROWS[i][2])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_goal_counts_its_own_objects_of_its_own_whole),
        cmocka_unit_test(one_won_decides_and_the_missing_won_reach_it),
        cmocka_unit_test(a_year_without_purchases_reaches_nothing_and_misses_nothing),
        cmocka_unit_test(the_own_target_counts_where_it_is_higher),
        cmocka_unit_test(an_own_target_is_not_below_the_law),
        cmocka_unit_test(a_target_keeps_the_law_of_its_year),
        cmocka_unit_test(what_cannot_be_registered_is_said_not_to_be_counted),
        cmocka_unit_test(the_list_behind_a_goal_is_asked_by_its_objects),
    };
    return cmocka_run_group_tests(tests, set_up, arena_testing_end);
}
