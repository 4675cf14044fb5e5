// test-timeout: 120
// The verbs backup and restore, the hourly job, and what the doctor says of the newest.
#include "app/backup.h"
#include "app/backup_job.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/backup_verb_test.sql.h"
#include "app/jobs.h"
#include "app/verbs.h"
#include "base/limits.h"
#include "market/party/party_testing.h"
#include "platform/backup/backup_folder.h"
#include "platform/db/db_testing.h"
#include "platform/log/log.h"
#include "platform/process/metrics.h"
#include "platform/secret/secret.h"
#include "platform/secret/sign.h"

static const struct actor MACHINE = {0};

struct site {
    struct testing_db *t;
    str root;
    struct settings settings;
};

static struct site begin(struct testing_db *t)
{
    char *root = str_to_c(t->arena, S("/tmp/dure-backup-verb-XXXXXX"));
    assert_non_null(mkdtemp(root));
    assert_null(sign_key_make(t->arena, str_view(root), unit_clock_system()));
    return (struct site){
        .t = t,
        .root = str_view(root),
        .settings = {.db = str_view(t->url),
                     .data_dir = str_view(root),
                     .base_data_dir = S("data"),
                     .backup_hourly = true,
                     .backup_keep_hourly = 2,
                     .backup_warn_hours = 3},
    };
}

static void end(struct site *s)
{
    assert_true(backup_remove(s->root.p));
}

static const struct verb *find_verb(int (*run)(struct app *app))
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (VERBS[i].run == run) {
            return &VERBS[i];
        }
    }
    fail();
    return NULL;
}

static const struct verb_option *find_option(const struct verb *verb, const char *name)
{
    for (size_t i = 0; i < verb->options.count; i++) {
        if (strcmp(verb->options.items[i].name, name) == 0) {
            return &verb->options.items[i];
        }
    }
    fail_msg("no option --%s", name);
    return NULL;
}

// Run a verb with at most one option; *out_text is what it printed.
static int run(struct site *s, int (*verb)(struct app *app), int (*with)(struct app *app, FILE *to),
               const char *option, const char *value, str *out_text)
{
    struct given_option given;
    struct app app = {.arena = s->t->arena, .settings = s->settings, .word = S("")};
    app.options.items = &given;
    if (option != NULL) {
        given = (struct given_option){find_option(find_verb(verb), option), str_view(value)};
        app.options.count = 1;
    } else if (value != NULL) {
        app.word = str_view(value);
    }
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    int code = with(&app, to);
    fclose(to);
    *out_text = str_copy(s->t->arena, (str){.p = text, .n = size});
    free(text);
    return code;
}

static size_t count_whole(struct site *s)
{
    struct backup_list list;
    backup_list(s->t->arena, backup_folder(s->t->arena, &s->settings), &list);
    return list.count;
}

static void the_verb_makes_one_and_lists_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        str text;
        assert_int_equal(run(&s, verb_backup, backup_run, NULL, NULL, &text), EXIT_DONE);
        assert_true(str_contains(text, S("seal.key")) && str_contains(text, S("sign.pub")));
        assert_int_equal(count_whole(&s), 1);
        assert_int_equal(run(&s, verb_backup, backup_run, "list", "", &text), EXIT_DONE);
        assert_true(str_starts(text, s.root));
        assert_int_equal(run(&s, verb_backup, backup_run, "to", "", &text), EXIT_USAGE);

        const char *elsewhere = backup_path(t.arena, s.root, S("elsewhere"));
        assert_int_equal(run(&s, verb_backup, backup_run, "to", elsewhere, &text), EXIT_DONE);
        assert_int_equal(count_whole(&s), 1);
        assert_int_equal(run(&s, verb_backup, backup_run, "to", "/nowhere/at/all", &text),
                         EXIT_REFUSED);
        end(&s);
    }
}

static void a_restore_without_a_folder_is_wrong_usage(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        str text;
        assert_true(verb_wants_word(find_verb(verb_restore)));
        assert_int_equal(run(&s, verb_restore, restore_run, NULL, NULL, &text), EXIT_USAGE);
        assert_int_equal(run(&s, verb_restore, restore_run, NULL, "/nowhere", &text), EXIT_REFUSED);
        end(&s);
    }
}

static void the_verb_restores_into_an_empty_place(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        if (db_engine(t.db) == DB_POSTGRES) {
            continue; // into another database: platform/backup does so
        }
        struct site s = begin(&t);
        str text;
        assert_int_equal(run(&s, verb_backup, backup_run, NULL, NULL, &text), EXIT_DONE);
        assert_int_equal(run(&s, verb_backup, backup_run, "list", "", &text), EXIT_DONE);
        const char *folder = str_to_c(t.arena, str_trim(text));
        struct site again = s;
        again.settings.data_dir = str_view(backup_path(t.arena, s.root, S("again")));
        again.settings.db = str_format(t.arena, "sqlite:%.*s/again.db", STR_ARG(s.root));
        assert_int_equal(run(&again, verb_restore, restore_run, NULL, folder, &text), EXIT_REFUSED);
        assert_int_equal(mkdir(again.settings.data_dir.p, 0700), 0);
        assert_int_equal(link(backup_path(t.arena, s.root, S("sign.pub")),
                              backup_path(t.arena, again.settings.data_dir, S("sign.pub"))),
                         0);
        assert_int_equal(run(&again, verb_restore, restore_run, NULL, folder, &text), EXIT_DONE);
        assert_true(str_contains(text, again.settings.data_dir));
        assert_int_equal(access(backup_path(t.arena, again.settings.data_dir, S("sign.key")), R_OK),
                         0);
        assert_int_equal(run(&again, verb_restore, restore_run, NULL, folder, &text), EXIT_REFUSED);
        end(&s);
    }
}

// --- The job -------------------------------------------------------------------------------------

static err ask(struct unit *u, void *data)
{
    (void)data;
    return job_add(u, "backup.make", 0, S(""), (instant){0});
}

static err run_job(struct site *s)
{
    struct unit u = {.arena = s->t->arena, .db = s->t->db, .actor = &MACHINE, .trace = S("t")};
    bool ran = false;
    assert_null(unit_run(&u, unit_clock_system, ask, NULL));
    size_t i = 0;
    while (strcmp(JOB_KINDS[i].name, "backup.make") != 0) {
        i++;
    }
    err e = job_run_one(&u, unit_clock_system, &JOB_KINDS[i], 1, NULL, &ran);
    assert_true(ran);
    return e;
}

static bool metrics_say(struct arena *a, str line)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    metrics_write(&o);
    return str_contains(out_view(&o), line);
}

static void the_hourly_job_makes_one_and_tells_when(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        backup_job_set(&s.settings);
        backup_job_note_last();
        assert_true(metrics_say(t.arena, S("\ndure_backup_last_timestamp_seconds 0\n")));
        assert_null(run_job(&s));
        assert_int_equal(count_whole(&s), 1);
        instant last = backup_last(t.arena, backup_folder(t.arena, &s.settings));
        str line = str_format(t.arena, "\ndure_backup_last_timestamp_seconds %lld\n",
                              (long long)(last.us / 1000000));
        assert_true(last.us > 0);
        assert_true(metrics_say(t.arena, line));

        s.settings.backup_hourly = false; // a timer makes them: it looks and makes none
        assert_null(run_job(&s));
        assert_int_equal(count_whole(&s), 1);
        s.settings.backup_hourly = true;
        s.settings.backup_dir = S("/nowhere/at/all");
        assert_ptr_equal(run_job(&s), &BACKUP_CANNOT_WRITE);
        assert_true(metrics_say(t.arena, S("\ndure_backup_last_timestamp_seconds 0\n")));
        end(&s);
    }
}

static_assert(LIMIT_BACKUP_JOB_S < LIMIT_BACKUP_LEASE_S && LIMIT_BACKUP_LEASE_S < 3600,
              "done or given up before its worker is ended, and before the next one is due");

// Another one is slow and still at it, by hand or by another machine's worker.
static void the_hourly_job_makes_none_beside_another(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        int slow = -1;
        backup_job_set(&s.settings);
        assert_null(backup_lock(t.arena, backup_folder(t.arena, &s.settings), &slow));
        assert_ptr_equal(run_job(&s), &BACKUP_BUSY);
        assert_int_equal(count_whole(&s), 0);
        backup_unlock(slow);
        assert_null(run_job(&s));
        assert_int_equal(count_whole(&s), 1);
        end(&s);
    }
}

static bool it_comes_every_hour(void)
{
    for (size_t i = 0; i < JOB_RECURRING_COUNT; i++) {
        if (strcmp(JOBS_RECURRING[i].kind, "backup.make") == 0) {
            return JOBS_RECURRING[i].every_s == 3600;
        }
    }
    return false;
}

static str told_age(struct site *s)
{
    char *text = NULL;
    size_t size = 0;
    struct app app = {.arena = s->t->arena, .settings = s->settings};
    FILE *to = open_memstream(&text, &size);
    backup_tell_age(&app, to);
    fclose(to);
    str told = str_copy(s->t->arena, (str){.p = text, .n = size});
    free(text);
    return told;
}

static void the_doctor_warns_when_the_newest_is_old(void **state)
{
    (void)state;
    assert_true(it_comes_every_hour());
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        str sentence;
        assert_true(str_starts(told_age(&s), S("warn backup")));
        instant old = instant_add_s(unit_clock_system(), -3 * 3600 - 1);
        struct backup_plan plan = backup_plan_of(t.arena, &s.settings, 60, old);
        assert_null(backup_make(t.arena, &plan, &made, &sentence));
        assert_true(str_starts(told_age(&s), S("warn backup")));
        plan.now = instant_add_s(old, 120);
        assert_null(backup_make(t.arena, &plan, &made, &sentence));
        assert_true(str_starts(told_age(&s), S("ok   backup")));
        end(&s);
    }
}

// --- Elsewhere -----------------------------------------------------------------------------------

static str make_place(struct site *s, bool marked)
{
    str place = str_view(backup_path(s->t->arena, s->root, S("elsewhere")));
    assert_int_equal(mkdir(place.p, 0700), 0);
    const char *mark = backup_path(s->t->arena, place, S(BACKUP_PLACE_MARK));
    if (marked) {
        FILE *f = fopen(mark, "we");
        assert_non_null(f);
        assert_int_equal(fclose(f), 0);
    }
    return place;
}

static size_t count_copies(struct site *s)
{
    struct backup_list list;
    backup_list(s->t->arena, s->settings.backup_copy_to, &list);
    return list.count;
}

// They are an hour apart: the next begins in a second of its own.
static void make_older(struct site *s, str folder)
{
    struct backup_list list;
    backup_list(s->t->arena, folder, &list);
    for (size_t i = list.count; i > 0; i--) { // the oldest first
        instant earlier = instant_add_s(list.items[i - 1].at, -3600);
        assert_int_equal(
            rename(backup_path(s->t->arena, folder, list.items[i - 1].name),
                   backup_path(s->t->arena, folder, backup_name_of(s->t->arena, earlier))),
            0);
    }
}

static void the_hourly_job_copies_each_elsewhere_and_thins_there(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        backup_job_set(&s.settings);
        assert_false(str_contains(told_age(&s), S("copy")));
        s.settings.backup_copy_to = make_place(&s, true);
        assert_true(str_contains(told_age(&s), S("warn copy")));
        for (int i = 0; i < 3; i++) {
            make_older(&s, backup_folder(t.arena, &s.settings));
            make_older(&s, s.settings.backup_copy_to);
            assert_null(run_job(&s));
        }
        assert_int_equal(count_copies(&s), 2); // backup.keep_hourly
        assert_int_equal(count_whole(&s), 2);
        instant last = backup_last(t.arena, s.settings.backup_copy_to);
        assert_true(metrics_say(
            t.arena, str_format(t.arena, "\ndure_backup_copy_last_timestamp_seconds %lld\n",
                                (long long)(last.us / 1000000))));
        assert_true(str_contains(told_age(&s), S("ok   copy")));
        str text;
        assert_int_equal(run(&s, verb_backup, backup_run, "list", "", &text), EXIT_DONE);
        assert_true(str_contains(text, s.settings.backup_copy_to));
        make_older(&s, s.settings.backup_copy_to);
        make_older(&s, s.settings.backup_copy_to);
        make_older(&s, s.settings.backup_copy_to);
        assert_true(str_contains(told_age(&s), S("warn copy")));
        end(&s);
    }
}

static void a_copy_that_fails_is_told_and_the_backup_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct testing_row kim = party_testing_person(&t, "kim@x.kr", "김운영", NULL, NULL);
        party_testing_role(&t, kim, NULL, NULL, PARTY_OPERATOR);
        backup_job_set(&s.settings);
        s.settings.backup_copy_to = make_place(&s, false); // nothing is mounted there
        assert_null(run_job(&s));                          // no retry makes another backup
        assert_int_equal(count_whole(&s), 1);
        assert_int_equal(count_copies(&s), 0);
        assert_int_equal(party_testing_count_notices(&t, kim, "backup.copy"), 1);
        make_older(&s, backup_folder(t.arena, &s.settings));
        assert_null(run_job(&s));
        assert_int_equal(count_whole(&s), 2);
        assert_int_equal(party_testing_count_notices(&t, kim, "backup.copy"), 1); // once a day
        make_older(&s, backup_folder(t.arena, &s.settings));
        str text;
        assert_int_equal(run(&s, verb_backup, backup_run, NULL, NULL, &text), EXIT_REFUSED);
        assert_true(str_contains(text, S("backed up")));
        assert_int_equal(count_whole(&s), 2);
        end(&s);
    }
}

static err sign(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("contract.sign"), S("contract"), 7, S(""));
    return NULL;
}

static void cut_the_chain(struct testing_db *t)
{
    static const struct sql *const CUTS[] = {&SQL_BACKUP_VERB_TEST_EMPTY,
                                             &SQL_BACKUP_VERB_TEST_BEHEAD};
    assert_null(db_begin(t->db, DB_WRITE));
    testing_db_forge(t->db);
    for (size_t i = 0; i < COUNT(CUTS); i++) {
        assert_null(query_run(db_query(t->db, CUTS[i]), NULL));
    }
    testing_db_forge_end(t->db);
    assert_null(db_commit(t->db));
}

static int ask_doctor(struct site *s, const char *against)
{
    struct given_option given;
    struct app app = {.arena = s->t->arena, .settings = s->settings, .word = S("")};
    app.options.items = &given;
    if (against != NULL) {
        given = (struct given_option){find_option(find_verb(verb_doctor), "against"),
                                      str_view(against)};
        app.options.count = 1;
    }
    return verb_doctor(&app);
}

static void the_doctor_compares_the_chain_with_the_backups_it_is_shown(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        s.settings.law_dir = S("law");
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        assert_null(unit_run(&u, unit_clock_system, sign, NULL));
        str text;
        const char *elsewhere = backup_path(t.arena, s.root, S("elsewhere"));
        assert_int_equal(run(&s, verb_backup, backup_run, "to", elsewhere, &text), EXIT_DONE);
        assert_int_equal(ask_doctor(&s, elsewhere), EXIT_DONE);
        const char *nowhere = backup_path(t.arena, s.root, S("nowhere"));
        assert_int_equal(ask_doctor(&s, nowhere),
                         EXIT_USAGE); // nothing to compare with is no proof
        cut_the_chain(&t);
        assert_int_equal(ask_doctor(&s, NULL), EXIT_DONE); // the site itself kept none
        assert_int_equal(ask_doctor(&s, elsewhere), EXIT_REFUSED);
        s.settings.backup_dir = str_view(elsewhere);
        assert_int_equal(ask_doctor(&s, NULL), EXIT_REFUSED);
        end(&s);
    }
}

int main(void)
{
    secret_init();
    log_init("test", LOG_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_verb_makes_one_and_lists_it),
        cmocka_unit_test(a_restore_without_a_folder_is_wrong_usage),
        cmocka_unit_test(the_verb_restores_into_an_empty_place),
        cmocka_unit_test(the_hourly_job_makes_one_and_tells_when),
        cmocka_unit_test(the_hourly_job_makes_none_beside_another),
        cmocka_unit_test(the_hourly_job_copies_each_elsewhere_and_thins_there),
        cmocka_unit_test(a_copy_that_fails_is_told_and_the_backup_stays),
        cmocka_unit_test(the_doctor_warns_when_the_newest_is_old),
        cmocka_unit_test(the_doctor_compares_the_chain_with_the_backups_it_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
