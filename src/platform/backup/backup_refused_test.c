// test-timeout: 240
// What is not whole, not ours or does not fit is refused, and nothing is changed.
#include "platform/backup/backup.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_test.sql.h"
#include "platform/backup/backup_testing.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_copy.h"
#include "platform/file/bytes.h"
#include "platform/secret/secret.h"

static void turn_byte(const char *path, long at)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    int c = fgetc(f);
    assert_true(c != EOF);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fputc(c ^ 1, f), c ^ 1);
    assert_int_equal(fclose(f), 0);
}

static long size_of(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    return (long)facts.st_size;
}

// Every `step`th byte of one of its files, and the last.
static void turn_bytes(struct backup_site *s, str folder, const char *below, long step)
{
    const char *path = backup_path(s->a, folder, str_view(below));
    long last = size_of(path) - 1;
    for (long at = 0; at <= last; at = at < last && at + step > last ? last : at + step) {
        turn_byte(path, at);
        err e = backup_testing_restore(s, folder);
        if (e == NULL || e->kind != FAULT_REFUSED) {
            fail_msg("%s, byte %ld: %s", below, at, e == NULL ? "restored" : e->code);
        }
        turn_byte(path, at);
    }
}

static void a_changed_byte_anywhere_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        backup_testing_keep_text(&s, "%PDF-1.7 first");
        str folder = backup_testing_make(&s, &made);
        const char *database = db_engine(t.db) == DB_SQLITE ? "database.sqlite" : "database.pgdump";
        turn_bytes(&s, folder, MANIFEST_NAME, 1);
        turn_bytes(&s, folder, backup_testing_place_of(s.a, "%PDF-1.7 first"), 1);
        turn_bytes(&s, folder, database, 1 + (long)made.database_size / 40);
        backup_testing_check_untouched(&s);

        // Shorter and gone are changed as well.
        const char *path = backup_path(s.a, folder, str_view(database));
        assert_int_equal(truncate(path, size_of(path) - 1), 0);
        assert_ptr_equal(backup_testing_restore(&s, folder), &BACKUP_ALTERED);
        assert_int_equal(unlink(path), 0);
        assert_ptr_equal(backup_testing_restore(&s, folder), &BACKUP_ALTERED);
        backup_testing_check_untouched(&s);
        backup_testing_end(&s);
    }
}

static void what_is_half_made_is_not_listed_and_is_swept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_list list;
        backup_list(s.a, s.backups, &list); // no folder yet
        assert_int_equal(list.count, 0);
        str folder = backup_testing_make(&s, &made);
        str later = backup_testing_make(&s, &made);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 2);
        assert_int_equal(list.items[0].at.us, s.now.us);
        assert_true(str_ends(later, list.items[0].name));

        const char *half = backup_path(s.a, s.backups, S(".new-20261125T000000Z"));
        assert_int_equal(rename(str_to_c(s.a, later), half), 0);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 1);
        const char *path = backup_path(s.a, folder, S(MANIFEST_NAME));
        for (long size = size_of(path) - 1; size >= 0; size -= 7) {
            assert_int_equal(truncate(path, size), 0);
            backup_list(s.a, s.backups, &list);
            assert_int_equal(list.count, 0);
        }
        assert_int_equal(backup_last(s.a, s.backups).us, 0);
        assert_int_equal(unlink(path), 0);
        assert_ptr_equal(backup_testing_restore(&s, folder), &BACKUP_NOT_WHOLE);
        backup_testing_make(&s, &made);
        assert_int_not_equal(access(half, F_OK), 0);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 1);
        backup_testing_end(&s);
    }
}

// A manifest of our own making, with sums that fit.
static bool is_signed = true;

static str forge(struct backup_site *s, const char *engine, int schema, const char *below)
{
    struct manifest_out m;
    str folder = str_format(s->a, "%.*s/forged", STR_ARG(s->root));
    (void)backup_remove(str_to_c(s->a, folder));
    assert_int_equal(mkdir(folder.p, 0700), 0);
    assert_true(manifest_begin(&m, backup_path(s->a, folder, S(MANIFEST_NAME))));
    manifest_put(&m, "engine %s", engine);
    manifest_put(&m, "schema %d", schema);
    if (below != NULL) {
        manifest_put(&m, "file 0 %064d %s", 0, below);
    }
    struct sign_key key;
    assert_null(sign_key_open(s->a, s->data, s->now, &key));
    assert_true(manifest_end(&m, is_signed ? &key : NULL));
    sign_key_close(&key);
    return folder;
}

static void a_backup_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        const char *mine = db_engine(t.db) == DB_SQLITE ? "sqlite" : "postgresql";
        const char *theirs = db_engine(t.db) == DB_SQLITE ? "postgresql" : "sqlite";
        int newest = MIGRATIONS[MIGRATION_COUNT - 1].number;
        struct restore_plan plan = backup_testing_plan_of(&s, S("/nowhere"));
        backup_testing_check_refused(&s, &plan, &BACKUP_NOT_WHOLE);
        plan.folder = forge(&s, mine, newest, "files/../../../etc/passwd");
        backup_testing_check_refused(&s, &plan, &BACKUP_ALTERED);
        plan.folder = forge(&s, mine, newest, NULL); // no database in it
        backup_testing_check_refused(&s, &plan, &BACKUP_ALTERED);
        plan.folder = forge(&s, mine, newest + 1, NULL);
        backup_testing_check_refused(&s, &plan, &BACKUP_TOO_NEW);
        plan.folder = forge(&s, theirs, newest, NULL);
        backup_testing_check_refused(&s, &plan, &BACKUP_OTHER_ENGINE);
        backup_testing_check_untouched(&s);
        backup_testing_end(&s);
    }
}

// Who can write to the folder, but has no key, makes one that fits in all but the signature.
static void abuse_17_a_backup_that_nobody_known_signed_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        str folder = backup_testing_make(&s, &made);
        assert_true(made.is_signed);
        struct restore_plan plan = backup_testing_plan_of(&s, folder);
        assert_int_equal(unlink(backup_path(s.a, s.new_data, S("sign.pub"))), 0);
        backup_testing_check_refused(&s, &plan, &BACKUP_OTHER_SIGNER); // nobody is known here
        assert_null(sign_key_make(s.a, s.new_data, s.now));
        backup_testing_check_refused(&s, &plan, &BACKUP_OTHER_SIGNER); // nor by a key of its own

        is_signed = false;
        const char *mine = db_engine(t.db) == DB_SQLITE ? "sqlite" : "postgresql";
        plan.folder = forge(&s, mine, MIGRATIONS[MIGRATION_COUNT - 1].number, NULL);
        is_signed = true;
        backup_testing_check_refused(&s, &plan, &BACKUP_UNSIGNED);
        plan.unsigned_too = true;
        backup_testing_check_refused(
            &s, &plan, &BACKUP_ALTERED); // as far as its lines go: there is no database
        backup_testing_check_untouched(&s);
        plan.folder = folder;
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_end(&s);
    }
}

static void a_key_that_was_replaced_still_vouches_for_its_backups(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        str folder = backup_testing_make(&s, &made);
        assert_null(sign_key_replace(s.a, s.data, s.now));
        str later = backup_testing_make(&s, &made);
        assert_int_equal(made.bad_line.n, 0);
        assert_ptr_equal(backup_testing_restore(&s, later),
                         &BACKUP_OTHER_SIGNER); // of a key noted too early
        backup_testing_put_signers(&s);
        assert_null(backup_testing_restore(&s, folder));
        backup_testing_clear_place(&s);
        backup_testing_put_key(s.new_data, 'k');
        assert_null(backup_testing_restore(&s, later));
        backup_testing_end(&s);
    }
}

static void a_site_without_a_key_is_backed_up_unsigned(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        assert_int_equal(unlink(backup_path(s.a, s.data, S("sign.key"))), 0);
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        assert_false(made.is_signed);
        backup_testing_check_refused(&s, &plan, &BACKUP_UNSIGNED);
        plan.unsigned_too = true;
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_end(&s);
    }
}

static void the_way_back_goes_into_an_empty_place_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        plan.db_url = str_view(t.url);
        backup_testing_check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        plan.db_url = s.new_url;
        plan.data_dir = s.data;
        backup_testing_keep_text(&s, "%PDF-1.7 first");
        backup_testing_check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        plan = backup_testing_plan_of(&s, plan.folder);
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        if (db_engine(t.db) == DB_SQLITE) { // a log without its database would be played in
            const char *path = backup_path(s.a, s.new_data, S("dure.db"));
            assert_int_equal(rename(path, backup_path(s.a, s.new_data, S("dure.db-wal"))), 0);
            backup_testing_check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        } else {
            backup_testing_clear_place(&s);
            backup_testing_put_key(s.new_data, 'k');
            plan = backup_testing_plan_of(&s, plan.folder);
            plan.db_url = backup_testing_url_of_other(&s, "public");
            backup_testing_check_refused(&s, &plan, &BACKUP_OTHER_PLACE);
        }
        backup_testing_end(&s);
    }
}

static void what_does_not_count_up_to_the_same_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        backup_testing_run(&s, backup_testing_sign, NULL);
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        plan.counts = &SQL_BACKUP_TEST_OTHER_COUNTS;
        backup_testing_check_refused(&s, &plan, &BACKUP_DIFFERS);
        backup_testing_end(&s);
    }
}

static void the_key_stays_apart_and_is_known_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        assert_int_not_equal(access(backup_path(s.a, plan.folder, S("seal.key")), F_OK), 0);
        backup_testing_put_key(s.new_data, 'x');
        backup_testing_check_refused(&s, &plan, &BACKUP_OTHER_KEY);
        plan.without_key = true; // says that it is lost, not that another will do
        backup_testing_check_refused(&s, &plan, &BACKUP_OTHER_KEY);
        assert_int_equal(unlink(backup_path(s.a, s.new_data, S("seal.key"))), 0);
        plan.without_key = false;
        backup_testing_check_refused(&s, &plan, &BACKUP_NO_KEY);
        backup_testing_check_untouched(&s);
        plan.without_key = true;
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_end(&s);
    }
}

// A backup of before the key was replaced.
static void an_older_key_of_the_data_folder_will_do(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        str old = str_format(s.a, "%.*s/seal.old", STR_ARG(s.new_data));
        const char *key = backup_path(s.a, s.new_data, S("seal.key"));
        assert_int_equal(mkdir(old.p, 0700), 0);
        assert_int_equal(rename(key, backup_path(s.a, old, S("of-november.key"))), 0);
        backup_testing_put_key(s.new_data, 'x');
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_end(&s);
    }
}

static void one_backup_is_made_at_a_time_or_none(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        str sentence;
        backup_testing_make(&s, &made);
        assert_ptr_equal(backup_testing_make_at(&s, s.now, &made, &sentence),
                         &BACKUP_BUSY); // one a second
        int lock = -1;
        assert_null(backup_lock(s.a, s.backups, &lock));
        instant later = instant_add_s(s.now, 60);
        assert_ptr_equal(backup_testing_make_at(&s, later, &made, &sentence), &BACKUP_BUSY);
        backup_unlock(lock);
        assert_null(backup_testing_make_at(&s, later, &made, &sentence));

        s.backups = str_format(s.a, "%.*s/missing/backups", STR_ARG(s.root));
        assert_ptr_equal(backup_testing_make_at(&s, later, &made, &sentence), &BACKUP_CANNOT_WRITE);
        backup_testing_end(&s);
    }
}

// A list of signers that was spoilt is told by the doctor; meanwhile the hours are still kept.
static void a_spoilt_list_of_signers_stops_no_backup(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        backup_testing_make(&s, &made);
        FILE *f = fopen(str_to_c(s.a, str_format(s.a, "%.*s/sign.pub", STR_ARG(s.data))), "a");
        assert_non_null(f);
        assert_true(fputs("half a line\n", f) >= 0 && fclose(f) == 0);
        backup_testing_make(&s, &made);
        assert_true(made.name.n > 0);
        backup_testing_end(&s);
    }
}

// As whoever has no right to what root laid there, root among them.
static err restore_as_nobody(struct backup_site *s, const struct restore_plan *plan)
{
    bool is_root = geteuid() == 0;
    assert_true(!is_root || seteuid(65534) == 0);
    err e = backup_testing_restore_by(s, plan);
    assert_true(!is_root || seteuid(0) == 0);
    return e;
}

// Its own key could not be added afterwards, when all lies there already.
static void a_list_of_signers_that_may_not_be_written_is_told_first(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        const char *list = backup_path(s.a, s.new_data, S("sign.pub"));
        const char *manifest = backup_path(s.a, plan.folder, S(MANIFEST_NAME));
        const char *const folders[] = {s.root.p, s.backups.p, plan.folder.p, s.new_data.p};
        for (size_t i = 0; i < COUNT(folders); i++) {
            assert_int_equal(chmod(folders[i], 0755), 0);
        }
        assert_int_equal(chmod(manifest, 0644), 0);
        assert_int_equal(chmod(list, 0444), 0);
        assert_ptr_equal(restore_as_nobody(&s, &plan), &BACKUP_LIST_CLOSED);
        plan.unsigned_too = true;
        assert_ptr_equal(restore_as_nobody(&s, &plan), &BACKUP_LIST_CLOSED);
        backup_testing_check_untouched(&s);
        assert_int_equal(chmod(list, 0644), 0);
        plan.unsigned_too = false;
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_end(&s);
    }
}

// Laid there by root, or where others may read it: the site could not sign with it.
static void a_key_to_sign_with_that_may_not_be_used_is_told_first(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct bytes_sum sum;
        struct restore_plan plan = backup_testing_plan_of(&s, backup_testing_make(&s, &made));
        const char *list = backup_path(s.a, s.new_data, S("sign.pub"));
        const char *key = backup_path(s.a, s.new_data, S("sign.key"));
        const char *const folders[] = {s.root.p, s.backups.p, plan.folder.p, s.new_data.p};
        for (size_t i = 0; i < COUNT(folders); i++) {
            assert_int_equal(chmod(folders[i], 0755), 0);
        }
        assert_int_equal(chmod(backup_path(s.a, plan.folder, S(MANIFEST_NAME)), 0644), 0);
        assert_int_equal(chmod(list, 0666), 0);
        assert_null(bytes_copy(backup_path(s.a, s.data, S("sign.key")), key, &sum));
        assert_int_equal(chmod(key, geteuid() == 0 ? 0600 : 0), 0); // another's
        assert_ptr_equal(restore_as_nobody(&s, &plan), &BACKUP_SIGN_KEY);
        backup_testing_check_untouched(&s);
        assert_int_equal(chmod(key, 0644), 0); // anybody's
        assert_ptr_equal(backup_testing_restore_by(&s, &plan), &BACKUP_SIGN_KEY);
        plan.unsigned_too = true;
        assert_ptr_equal(backup_testing_restore_by(&s, &plan), &BACKUP_SIGN_KEY);
        assert_int_equal(chmod(key, 0600), 0);
        assert_int_equal(truncate(key, 16), 0); // no whole key
        assert_ptr_equal(backup_testing_restore_by(&s, &plan), &BACKUP_SIGN_KEY);
        assert_int_equal(unlink(key), 0);
        assert_int_equal(symlink("nowhere", key), 0);
        assert_ptr_equal(backup_testing_restore_by(&s, &plan), &BACKUP_SIGN_KEY);
        backup_testing_check_untouched(&s);
        assert_int_equal(unlink(key), 0);
        assert_null(bytes_copy(backup_path(s.a, s.data, S("sign.key")), key, &sum));
        assert_int_equal(chmod(key, 0600), 0);
        plan.unsigned_too = false;
        assert_null(backup_testing_restore_by(&s, &plan));
        backup_testing_end(&s);
    }
}

static void what_takes_too_long_is_given_up_and_leaves_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        struct backup_list list;
        str sentence;
        struct backup_plan plan = {
            .db_url = str_view(t.url),
            .data_dir = s.data,
            .folder = s.backups,
            .counts = &SQL_BACKUP_TEST_COUNTS,
            .seconds = 0,
            .now = s.now,
        };
        backup_testing_keep_text(&s, "%PDF-1.7 first");
        assert_ptr_equal(backup_make(s.a, &plan, &made, &sentence), &DB_COPY_SLOW);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 0);
        backup_testing_end(&s);
    }
}

static void a_tool_that_is_not_there_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        if (db_engine(t.db) == DB_SQLITE) {
            continue;
        }
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        str sentence;
        char *path = str_to_c(s.a, str_view(getenv("PATH")));
        assert_int_equal(setenv("PATH", "/nowhere", 1), 0);
        err e = backup_testing_make_at(&s, s.now, &made, &sentence);
        assert_int_equal(setenv("PATH", path, 1), 0);
        assert_ptr_equal(e, &DB_COPY_NO_TOOL);
        backup_testing_end(&s);
    }
}

// A pg_dump that tells what it was given.
static void put_false_tool(struct backup_site *s)
{
    const char *path = backup_path(s->a, s->root, S("pg_dump"));
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs("#!/bin/sh\n"
          "echo first\n"
          "test \"$PGPASSWORD\" = geheim && password=known\n"
          "echo \"error: $* password=$password\" >&2\n"
          "echo last\n"
          "exit 1\n",
          f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, 0700), 0);
}

static void a_password_stands_in_no_command_line_and_trouble_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        if (db_engine(t.db) == DB_SQLITE) {
            continue;
        }
        struct backup_site s = backup_testing_begin(&t);
        struct backup_made made;
        str sentence;
        struct backup_plan plan = {
            .db_url = str_format(s.a, "%s&password=geheim", t.url),
            .data_dir = s.data,
            .folder = s.backups,
            .counts = &SQL_BACKUP_TEST_COUNTS,
            .seconds = 60,
            .now = s.now,
        };
        char *path = str_to_c(s.a, str_view(getenv("PATH")));
        put_false_tool(&s);
        assert_int_equal(setenv("PATH", s.root.p, 1), 0);
        err e = backup_make(s.a, &plan, &made, &sentence);
        assert_int_equal(setenv("PATH", path, 1), 0);
        assert_ptr_equal(e, &DB_COPY_TOOL);
        assert_true(str_starts(sentence, S("error: --format=custom ")));
        assert_true(str_ends(sentence, S(" password=known")));
        assert_false(str_contains(sentence, S("geheim")));
        assert_null(getenv("PGPASSWORD")); // the child's alone
        assert_int_equal(backup_last(s.a, s.backups).us, 0);
        backup_testing_end(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_byte_anywhere_is_refused),
        cmocka_unit_test(what_is_half_made_is_not_listed_and_is_swept),
        cmocka_unit_test(a_backup_that_does_not_fit_is_refused),
        cmocka_unit_test(abuse_17_a_backup_that_nobody_known_signed_is_refused),
        cmocka_unit_test(a_key_that_was_replaced_still_vouches_for_its_backups),
        cmocka_unit_test(a_site_without_a_key_is_backed_up_unsigned),
        cmocka_unit_test(the_way_back_goes_into_an_empty_place_alone),
        cmocka_unit_test(what_does_not_count_up_to_the_same_is_told),
        cmocka_unit_test(the_key_stays_apart_and_is_known_again),
        cmocka_unit_test(an_older_key_of_the_data_folder_will_do),
        cmocka_unit_test(one_backup_is_made_at_a_time_or_none),
        cmocka_unit_test(a_spoilt_list_of_signers_stops_no_backup),
        cmocka_unit_test(a_list_of_signers_that_may_not_be_written_is_told_first),
        cmocka_unit_test(a_key_to_sign_with_that_may_not_be_used_is_told_first),
        cmocka_unit_test(what_takes_too_long_is_given_up_and_leaves_nothing),
        cmocka_unit_test(a_tool_that_is_not_there_is_told),
        cmocka_unit_test(a_password_stands_in_no_command_line_and_trouble_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
