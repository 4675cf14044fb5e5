// The list is read night by night: whole or not at all, and nothing that is named is lost.
#include "market/number/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/number/number_action.h"
#include "market/number/number_testing.h"

#define DETAILS 1200 // three pages
#define PAGES 7      // four of one row, three of details

static instant first_night(void)
{
    return instant_at(date_from_ymd(2026, 11, 24), 2, 20);
}

static instant night(int later)
{
    return instant_add_s(first_night(), (int64_t)later * 24 * 3600);
}

static err do_night(struct unit *u, void *data)
{
    (void)data;
    return number_action_night(u);
}

static err do_whole(struct unit *u, void *data)
{
    (void)data;
    return number_action_read(u, true);
}

// A night's run to its end.
static struct number_run read_at(struct testing_db *t, struct number_list *list, instant at,
                                 bool whole)
{
    assert_null(number_testing_do(t, at, whole ? do_whole : do_night));
    (void)number_testing_run(t, list, at);
    return number_testing_last(t);
}

static int64_t in_use(struct testing_db *t)
{
    return number_testing_in_use(t, instant_date(first_night()));
}

static struct number_list list; // large
static void begin(int details)
{
    list = (struct number_list){0};
    number_testing_fill(&list, details);
    number_set(true, 1000, 10);
}

static void the_first_night_reads_all_there_is(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(DETAILS);
        struct number_run run = read_at(&t, &list, first_night(), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.kind, NUMBER_WHOLE);
        assert_int_equal(run.pages, PAGES);
        assert_int_equal(run.added, DETAILS + 4);
        assert_int_equal(list.asked, PAGES);
        assert_int_equal(in_use(&t), DETAILS + 4);
    }
}

static void later_nights_ask_for_what_changed_and_add_change_and_end_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        number_change_list changes;
        begin(3);
        (void)read_at(&t, &list, first_night(), false);
        list.count = 0;
        number_testing_add(&list, "1411100001", "색지", true);
        number_testing_add(&list, "1411100002", "세부", false);
        number_testing_add(&list, "1411100009", "한지", true);
        struct number_run run = read_at(&t, &list, night(3), false);
        assert_int_equal(run.kind, NUMBER_CHANGES);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_true(date_equals(list.last.from, date_from_ymd(2026, 11, 23)));
        assert_true(date_equals(list.last.until, date_from_ymd(2026, 11, 27)));
        assert_int_equal(run.added, 1);
        assert_int_equal(run.changed, 1);
        assert_int_equal(run.ended, 1);
        assert_int_equal(in_use(&t), 7); // seven were, one more, one less
        assert_null(db_begin(t.db, DB_READ));
        assert_null(number_store_changes(t.db, t.arena, run.id, 10, &changes));
        db_rollback(t.db);
        assert_int_equal(changes.count, 3);
        assert_true(str_equals(changes.items[0].kind, S("ended")));
        assert_true(str_equals(changes.items[0].no, S("1411100002")));
        assert_true(str_equals(changes.items[1].was, S("세부")));
        assert_true(str_equals(changes.items[1].now, S("색지")));
        list.count = 0;
        run = read_at(&t, &list, night(4), false);
        assert_int_equal(run.state, NUMBER_DONE); // nothing changed: nothing is ended
        assert_int_equal(in_use(&t), 7);
        assert_true(date_equals(list.last.from, date_from_ymd(2026, 11, 26)));
    }
}

static void what_changed_twice_is_read_once_as_it_is_now(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        number_item_list found;
        begin(3);
        (void)read_at(&t, &list, first_night(), false);
        list.count = 0;
        number_testing_add(&list, "1411100001", "색지", true); // the newer one stands first
        list.rows[0].changed_on = S("2026-11-26");
        number_testing_add(&list, "1411100001", "세부", false);
        list.rows[1].changed_on = S("2026-11-25");
        struct number_run run = read_at(&t, &list, night(3), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.restarts, 0);
        assert_int_equal(run.changed, 1);
        assert_int_equal(run.ended, 0);
        list.rows[0].changed_on = S(""); // where no day is said the last one counts
        list.rows[1].changed_on = S("");
        run = read_at(&t, &list, night(4), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.ended, 1);
        assert_null(db_begin(t.db, DB_READ));
        assert_null(number_store_search(t.db, t.arena, S("1411100001"), 5, &found));
        db_rollback(t.db);
        assert_true(str_equals(found.items[0].name, S("세부")));
        list.count = 0;
        number_testing_fill(&list, 3); // but in the whole list a number stands once
        number_testing_add(&list, "1411100001", "세부", true);
        run = read_at(&t, &list, night(5), true);
        assert_int_equal(run.state, NUMBER_FAILED);
        assert_true(str_equals(run.code, S("changed")));
    }
}

static void what_is_gone_from_the_whole_list_is_ended_and_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        number_item_list found;
        begin(100);
        (void)read_at(&t, &list, first_night(), false);
        list.count--;
        struct number_run run = read_at(&t, &list, night(1), true);
        assert_int_equal(run.kind, NUMBER_WHOLE);
        assert_int_equal(run.ended, 1);
        assert_int_equal(in_use(&t), 103);
        assert_null(db_begin(t.db, DB_READ));
        assert_null(number_store_search(t.db, t.arena, S("1411100099"), 5, &found));
        db_rollback(t.db);
        assert_int_equal(found.count, 1);
        assert_true(found.items[0].ended_at.us == night(1).us);
        list.count++;
        run = read_at(&t, &list, night(2), true); // it came back
        assert_int_equal(run.changed, 1);
        assert_int_equal(in_use(&t), 104);
    }
}

static void a_list_that_lost_too_much_is_not_believed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(96); // a hundred with the classes
        (void)read_at(&t, &list, first_night(), false);
        list.count -= 11;
        struct number_run run = read_at(&t, &list, night(1), true);
        assert_int_equal(run.state, NUMBER_FAILED);
        assert_true(str_equals(run.code, S("shrunk")));
        assert_int_equal(in_use(&t), 100);
        list.count++;
        run = read_at(&t, &list, night(2), true);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(in_use(&t), 90);
        list.count = 0;
        run = read_at(&t, &list, night(3), true);
        assert_true(str_equals(run.code, S("shrunk")));
        assert_int_equal(in_use(&t), 90);
        number_set(true, 1000, 100); // the operator says it is so: but nothing at all never is
        run = read_at(&t, &list, night(4), true);
        assert_int_equal(run.state, NUMBER_FAILED);
        assert_int_equal(in_use(&t), 90);
    }
}

// A number more while the details are read: once, or before each page.
static void grow_once(struct number_list *l, int asked)
{
    if (asked == 6) {
        number_testing_add(l, "1411199999", "새 번호", true);
    }
}

static void grow_always(struct number_list *l, int asked)
{
    static const char *const MORE[] = {"1411199990", "1411199991", "1411199992", "1411199993",
                                       "1411199994", "1411199995", "1411199996", "1411199997"};
    if (asked > 5 && asked - 6 < 8) {
        number_testing_add(l, MORE[asked - 6], "새 번호", true);
    }
}

static void a_list_that_changes_meanwhile_is_read_again_a_few_times(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(DETAILS);
        list.change = grow_once;
        struct number_run run = read_at(&t, &list, first_night(), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.restarts, 1);
        assert_int_equal(in_use(&t), DETAILS + 5);
        begin(DETAILS);
        list.change = grow_always;
        run = read_at(&t, &list, night(1), true);
        assert_int_equal(run.state, NUMBER_FAILED);
        assert_true(str_equals(run.code, S("changed")));
        assert_int_equal(in_use(&t), DETAILS + 5); // as it was
    }
}

static void calls_of_a_day_are_bounded_and_the_next_night_goes_on(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(DETAILS);
        number_set(true, 5, 10);
        struct number_run run = read_at(&t, &list, first_night(), false);
        assert_int_equal(run.state, NUMBER_READING);
        assert_int_equal(list.asked, 5);
        assert_true(str_equals(run.code, S("calls")));
        assert_int_equal(in_use(&t), 0);
        run = read_at(&t, &list, instant_add_s(first_night(), 3600), false); // the same day
        assert_int_equal(list.asked, 5);
        run = read_at(&t, &list, night(1), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.sentence.n, 0);
        assert_int_equal(list.asked, PAGES);
        assert_int_equal(in_use(&t), DETAILS + 4);
    }
}

static void the_owners_own_bound_ends_the_day_likewise(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(DETAILS);
        list.trouble_at = 3;
        list.trouble = (struct registry_answer){
            .outcome = REGISTRY_QUOTA, .code = S("22"), .sentence = S("다 썼습니다.")};
        struct number_run run = read_at(&t, &list, first_night(), false);
        assert_int_equal(run.state, NUMBER_READING);
        assert_true(str_equals(run.code, S("22")));
        run = read_at(&t, &list, instant_add_s(first_night(), 3600), false);
        assert_int_equal(list.asked, 3); // not again today
        run = read_at(&t, &list, night(1), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(list.asked, PAGES + 1);
    }
}

static void no_answer_is_asked_for_again_ever_later_and_then_fails(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        instant at = first_night();
        begin(10);
        list.trouble_at = 2;
        list.trouble = registry_no_answer("timeout");
        struct number_run run = read_at(&t, &list, at, false);
        assert_int_equal(run.state, NUMBER_READING);
        assert_int_equal(run.tries, 1);
        assert_true(str_equals(run.code, S("timeout")));
        (void)number_testing_run(&t, &list, instant_add_s(at, 59));
        assert_int_equal(list.asked, 2);
        (void)number_testing_run(&t, &list, instant_add_s(at, 60));
        run = number_testing_last(&t);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.pages, 5);

        begin(10);
        assert_null(number_testing_do(&t, at, do_whole));
        for (int i = 1; i <= LIMIT_REGISTRY_TRIES + 1; i++) {
            list.trouble_at = i;
            list.trouble = registry_no_answer("unreachable");
            at = instant_add_s(at, 3600);
            (void)number_testing_run(&t, &list, at);
        }
        run = number_testing_last(&t);
        assert_int_equal(list.asked, LIMIT_REGISTRY_TRIES);
        assert_int_equal(run.state, NUMBER_FAILED);
        assert_true(str_equals(run.code, S("unreachable")));
        assert_int_equal(in_use(&t), 14);
    }
}

static void what_the_owner_refuses_ends_the_run_and_the_next_night_tries_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(10);
        list.trouble_at = 4;
        list.trouble = (struct registry_answer){
            .outcome = REGISTRY_REFUSED, .code = S("30"), .sentence = S("인증키를 확인하세요.")};
        struct number_run run = read_at(&t, &list, first_night(), false);
        assert_int_equal(run.state, NUMBER_FAILED);
        assert_true(str_equals(run.sentence, S("인증키를 확인하세요.")));
        assert_int_equal(in_use(&t), 0);
        run = read_at(&t, &list, night(1), false);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(in_use(&t), 14);
    }
}

static void without_a_key_nothing_is_read(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(10);
        number_set(false, 1000, 10);
        assert_null(number_testing_do(&t, first_night(), do_night));
        assert_int_equal(number_testing_run(&t, &list, first_night()), 0);
        assert_ptr_equal(number_testing_do(&t, first_night(), do_whole), &NUMBER_OFF);
        assert_int_equal(list.asked, 0);
    }
}

static void two_jobs_for_one_run_read_each_page_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        begin(DETAILS);
        assert_null(number_testing_do(&t, first_night(), do_night));
        assert_null(number_testing_do(&t, first_night(), do_whole)); // goes on with the same
        (void)number_testing_run(&t, &list, first_night());
        struct number_run run = number_testing_last(&t);
        assert_int_equal(run.state, NUMBER_DONE);
        assert_int_equal(run.pages, PAGES);
        assert_int_equal(in_use(&t), DETAILS + 4);
    }
}

static void numbers_are_found_by_their_beginning_and_by_a_part_of_their_name(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        number_item_list found;
        begin(3);
        number_testing_add(&list, "4410310301", "토너 카트리지(A4·재생)", true);
        (void)read_at(&t, &list, first_night(), false);
        static const struct {
            const char *typed;
            size_t count;
        } CASES[] = {
            {"14",                 7},
            {"14111506",           1},
            {"토너카트리지", 1},
            {"카트리지 a4",    1},
            {"%",                  0},
            {"없는 이름",      0},
        };
        assert_null(db_begin(t.db, DB_READ));
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_null(number_store_search(t.db, t.arena, str_view(CASES[i].typed), 20, &found));
            assert_int_equal(found.count, CASES[i].count);
        }
        db_rollback(t.db);
    }
}

static void a_page_leads_on_only_when_it_fits(void **state)
{
    static const struct {
        int64_t page;
        int64_t known;
        int64_t total;
        int64_t rows;
        int64_t staged;
        enum number_step step;
    } CASES[] = {
        {1, -1,   0,    0,   0,    NUMBER_NEXT_DIGITS},
        {1, -1,   1,    1,   1,    NUMBER_NEXT_DIGITS},
        {1, -1,   500,  500, 500,  NUMBER_NEXT_DIGITS},
        {1, -1,   501,  500, 500,  NUMBER_NEXT_PAGE  },
        {2, 501,  501,  1,   501,  NUMBER_NEXT_DIGITS},
        {2, 501,  501,  1,   500,  NUMBER_AGAIN      }, // one came twice
        {2, 501,  502,  2,   502,  NUMBER_AGAIN      }, // it grew
        {2, 501,  500,  0,   500,  NUMBER_AGAIN      }, // it shrank
        {1, -1,   501,  499, 499,  NUMBER_AGAIN      }, // a page that is not full
        {3, 1500, 1500, 500, 1500, NUMBER_NEXT_DIGITS},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct number_run run = {.digits = 8, .page = CASES[i].page, .total = CASES[i].known};
        assert_int_equal(number_step_of(&run, CASES[i].total, CASES[i].rows, CASES[i].staged),
                         CASES[i].step);
    }
    struct number_run changes = {.kind = NUMBER_CHANGES, .digits = 8, .page = 2, .total = 501};
    assert_int_equal(number_step_of(&changes, 501, 1, 500), NUMBER_NEXT_DIGITS); // twice is no loss
    assert_int_equal(number_step_of(&changes, 501, 0, 500), NUMBER_AGAIN);
    struct number_run last = {.digits = 10, .page = 1, .total = -1};
    assert_int_equal(number_step_of(&last, 0, 0, 0), NUMBER_COMPLETE);
    assert_true(number_is_believable(100, 10, 90, 10));
    assert_false(number_is_believable(100, 11, 89, 10));
    assert_false(number_is_believable(100, 100, 0, 100));
    assert_true(number_is_believable(0, 0, 1, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_night_reads_all_there_is),
        cmocka_unit_test(later_nights_ask_for_what_changed_and_add_change_and_end_it),
        cmocka_unit_test(what_changed_twice_is_read_once_as_it_is_now),
        cmocka_unit_test(what_is_gone_from_the_whole_list_is_ended_and_stays),
        cmocka_unit_test(a_list_that_lost_too_much_is_not_believed),
        cmocka_unit_test(a_list_that_changes_meanwhile_is_read_again_a_few_times),
        cmocka_unit_test(calls_of_a_day_are_bounded_and_the_next_night_goes_on),
        cmocka_unit_test(the_owners_own_bound_ends_the_day_likewise),
        cmocka_unit_test(no_answer_is_asked_for_again_ever_later_and_then_fails),
        cmocka_unit_test(what_the_owner_refuses_ends_the_run_and_the_next_night_tries_anew),
        cmocka_unit_test(without_a_key_nothing_is_read),
        cmocka_unit_test(two_jobs_for_one_run_read_each_page_once),
        cmocka_unit_test(numbers_are_found_by_their_beginning_and_by_a_part_of_their_name),
        cmocka_unit_test(a_page_leads_on_only_when_it_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
