// test-timeout: 240
// A backup is whole, what comes back is what was there, and old ones go.
#include "platform/backup/backup.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_testing.h"
#include "platform/backup/manifest.h"
#include "platform/file/bytes.h"
#include "platform/file/file.h"

static const struct actor OFFICER = {.account = {3}, .institution = {1}};

// --- Whole ---------------------------------------------------------------------------------------

static void what_comes_back_is_what_was_there(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        backup_testing_keep_text(&s, "%PDF-1.7 first");
        backup_testing_keep_text(&s, "%PDF-1.7 second");
        backup_testing_keep_text(&s, "%PDF-1.7 first"); // the same bytes are kept once
        str folder = backup_testing_make(&s, &made);
        assert_int_equal(made.file_count, 2);
        assert_int_equal(made.missing_count, 0);
        assert_int_equal(made.files_size, 29);
        backup_testing_run(&s, backup_testing_sign, NULL); // after its moment

        struct restore_made back;
        str sentence;
        struct restore_plan plan = backup_testing_plan_of(&s, folder);
        err e = backup_restore(s.a, &plan, &back, &sentence);
        if (e != NULL) {
            fail_msg("%s: %.*s", e->code, STR_ARG(sentence));
        }
        assert_int_equal(back.file_count, 2);
        assert_int_equal(back.schema, MIGRATIONS[MIGRATION_COUNT - 1].number);
        struct backup_numbers n = backup_testing_count_in(&s, s.new_url);
        assert_int_equal(n.entries, 3);
        assert_int_equal(n.files, 3);
        assert_int_equal(backup_testing_count_in(&s, str_view(t.url)).entries, 4);

        // It lives on: migrations hold, the chain grows, and it can be backed up itself.
        struct db *db = NULL;
        int applied = -1;
        assert_null(db_open(s.new_url, &db));
        db_set_arena(db, s.a);
        assert_null(db_migrate(db, &applied));
        assert_int_equal(applied, 0);
        struct unit u = {.arena = s.a, .db = db, .actor = &OFFICER, .trace = S("t")};
        str text = S("%PDF-1.7 third");
        file_set_place(s.new_data);
        assert_null(unit_run(&u, unit_clock_system, backup_testing_keep, &text));
        db_close(db);
        assert_int_equal(backup_testing_count_in(&s, s.new_url).entries, 4);
        backup_testing_end(&s);
    }
}

static pid_t start_writer(struct backup_site *s)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0) {
        return child;
    }
    struct db *db = testing_db_again(s->t);
    struct arena *a = arena_open(LIMIT_ARENA_UNIT); // given back: it writes all the time
    for (;;) {
        arena_reset(a);
        struct unit u = {.arena = a, .db = db, .actor = &OFFICER, .trace = S("t")};
        err e = unit_run(&u, unit_clock_system, backup_testing_sign, NULL);
        if (e != NULL && e->kind != FAULT_BUSY) { // a person would try again, too
            _exit(1);
        }
    }
}

static void a_backup_during_writes_is_whole(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        pid_t writer = start_writer(&s);
        for (int i = 0; i < 3; i++) {
            struct backup_made made;
            int64_t before = backup_testing_count_in(&s, str_view(t.url)).entries;
            str folder = backup_testing_make(&s, &made);
            int64_t after = backup_testing_count_in(&s, str_view(t.url)).entries;
            backup_testing_clear_place(&s);
            backup_testing_put_key(s.new_data, 'k');
            err e = backup_testing_restore(&s, folder); // counts again, head by head
            if (e != NULL) {
                fail_msg("%s", e->code);
            }
            assert_in_range(backup_testing_count_in(&s, s.new_url).entries, before, after);
        }
        assert_int_equal(waitpid(writer, NULL, WNOHANG), 0); // it was writing all the time
        assert_int_equal(kill(writer, SIGKILL), 0);
        assert_int_equal(waitpid(writer, NULL, 0), writer);
        assert_true(backup_testing_count_in(&s, str_view(t.url)).entries > 0);
        backup_testing_end(&s);
    }
}

static ino_t inode_of(struct backup_site *s, str folder, const char *below)
{
    struct stat facts;
    assert_int_equal(stat(backup_path(s->a, folder, str_view(below)), &facts), 0);
    return facts.st_ino;
}

static void bytes_that_did_not_change_are_kept_once_and_lost_ones_are_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        const char *first = backup_testing_place_of(s.a, "%PDF-1.7 first");
        const char *second = backup_testing_place_of(s.a, "%PDF-1.7 second");
        backup_testing_keep_text(&s, "%PDF-1.7 first");
        str one = backup_testing_make(&s, &made);
        backup_testing_keep_text(&s, "%PDF-1.7 second");
        assert_int_equal(unlink(backup_path(s.a, s.data, str_view(second))), 0);
        str two = backup_testing_make(&s, &made);
        assert_int_equal(made.file_count, 1);
        assert_int_equal(made.missing_count, 1);
        assert_int_equal(inode_of(&s, one, first), inode_of(&s, two, first));
        assert_int_not_equal(inode_of(&s, s.data, first), inode_of(&s, two, first));

        struct restore_made back;
        str sentence;
        struct restore_plan plan = backup_testing_plan_of(&s, two);
        assert_null(backup_restore(s.a, &plan, &back, &sentence));
        assert_int_equal(back.file_count, 1);
        assert_int_equal(back.missing_count, 1);
        backup_testing_end(&s);
    }
}

// --- Thinning ------------------------------------------------------------------------------------

static size_t chosen(const instant *at, size_t count, struct backup_keep keep, bool *kept)
{
    size_t n = 0;
    backup_choose(at, count, keep, kept);
    for (size_t i = 0; i < count; i++) {
        n += kept[i];
    }
    return n;
}

static void the_newest_of_hours_days_and_months_are_kept(void **state)
{
    (void)state;
    enum { COUNT_ = 1000 };
    static instant at[COUNT_];
    static bool kept[COUNT_];
    for (size_t i = 0; i < COUNT_; i++) { // every hour, back from 23:10 of a day in Korea
        at[i] = instant_at(date_from_ymd(2026, 11, 30), 23, 10);
        at[i].us -= (int64_t)i * 3600 * 1000000;
    }
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){48, 0, 0}, kept), 48);
    assert_true(kept[47] && !kept[48]);
    // 48 hours are two days whose last are among them: 33 more days.
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){48, 35, 0}, kept), 48 + 33);
    assert_true(kept[48] && !kept[49] && kept[72] && kept[34 * 24] && !kept[35 * 24]);
    // 1000 hours reach back into October: its last, which is a day's last already.
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){0, 0, 13}, kept), 2);
    assert_true(kept[0] && kept[30 * 24]);
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){0, 0, 0}, kept), 1);
    assert_true(kept[0]);
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){-1, -1, -1}, kept), 1);
    assert_int_equal(chosen(at, 0, (struct backup_keep){48, 35, 13}, kept), 0);

    // Two within an hour are one hour, whatever lies between the hours.
    instant few[] = {{7200000000}, {7199999999}, {3600000000}, {3599999999}};
    assert_int_equal(chosen(few, 4, (struct backup_keep){2, 0, 0}, kept), 2);
    assert_true(kept[0] && kept[1] && !kept[2] && !kept[3]);
}

static void thinning_leaves_the_last_good_one_and_what_is_no_backup(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_list list;
        int64_t gone = 0;
        str good = backup_testing_make(&s, &made);
        str cut = backup_testing_make(&s, &made); // newer, and cut off
        assert_int_equal(truncate(backup_path(s.a, cut, S(MANIFEST_NAME)), 10), 0);
        assert_null(backup_thin(s.a, s.backups, (struct backup_keep){0}, &gone));
        assert_int_equal(gone, 0);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 1);
        assert_true(str_ends(good, list.items[0].name));
        assert_int_equal(access(str_to_c(s.a, cut), F_OK), 0);
        str newer = backup_testing_make(&s, &made);
        assert_null(backup_thin(s.a, s.backups, (struct backup_keep){0}, &gone));
        assert_int_equal(gone, 1);
        assert_int_not_equal(access(str_to_c(s.a, good), F_OK), 0);
        assert_null(backup_testing_restore(&s, newer));
        backup_testing_end(&s);
    }
}

static void a_name_is_a_moment_or_none(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"",
                                        "20261126T010000",
                                        "20261126T010000Z.",
                                        "20261326T010000Z",
                                        "20260229T010000Z",
                                        "20261126T240000Z",
                                        "20261126 010000Z",
                                        "2026-126T010000Z",
                                        ".new-20261126T0Z"};
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    instant at;
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        assert_false(backup_name_parse(str_view(WRONG[i]), &at));
    }
    assert_true(backup_name_parse(S("20261124T000000Z"), &at));
    assert_int_equal(at.us, BACKUP_TESTING_NOON_US);
    assert_true(backup_name_parse(S("20280229T235959Z"), &at));
    assert_true(str_equals(backup_name_of(a, at), S("20280229T235959Z")));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_back_is_what_was_there),
        cmocka_unit_test(a_backup_during_writes_is_whole),
        cmocka_unit_test(bytes_that_did_not_change_are_kept_once_and_lost_ones_are_told),
        cmocka_unit_test(the_newest_of_hours_days_and_months_are_kept),
        cmocka_unit_test(thinning_leaves_the_last_good_one_and_what_is_no_backup),
        cmocka_unit_test(a_name_is_a_moment_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
