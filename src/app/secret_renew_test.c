// test-timeout: 180
// Everything that lies sealed comes under a new key, whoever breaks off and whatever is restored.
#include "app/secret_renew.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/backup.h"
#include "app/doctor_check.h"
#include "app/key.h"
#include "app/secret_renew_test.sql.h"
#include "base/limits.h"
#include "market/claim/claim_store.h"
#include "market/claim/claim_testing.h"
#include "market/party/party_testing.h"
#include "platform/backup/backup_folder.h"
#include "platform/db/db_engine.h"
#include "platform/log/log.h"
#include "platform/process/killed_testing.h"
#include "platform/secret/secret.h"
#include "platform/secret/sign.h"

struct stage {
    struct purchase_scene s;
    public_no claim;
    str root; // data folder
    struct app app;
};

static str path_in(const struct stage *g, const char *name)
{
    return str_format(g->s.database->arena, "%.*s/%s", STR_ARG(g->root), name);
}

static void put(struct stage *g, const struct sql *sql, int64_t id, str sealed)
{
    struct db *db = g->s.database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, sql);
    if (sql != &SQL_RENEW_TEST_SETTLE) {
        bind_i64(q, sql == &SQL_RENEW_TEST_HOLDER ? "no" : "id", id);
    }
    if (sealed.n > 0) {
        bind_str(q, "sealed", sealed);
    }
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

// A site with one of each: an authenticator app, a firm's account, a claim's account.
static void set_stage(struct stage *g, struct testing_db *t)
{
    date day = date_from_ymd(2026, 11, 20);
    struct contract c;
    char *root = str_to_c(t->arena, S("/tmp/dure-renew-test-XXXXXX"));
    assert_non_null(mkdtemp(root));
    g->root = str_view(root);
    purchase_testing_open(&g->s, t);
    struct claim_testing plan = {.ends_on = day, .parts = {{day, 100}}};
    claim_testing_accept(&g->s, &plan, &c);
    assert_null(secret_load_key(path_in(g, "seal.key"), true));
    assert_null(sign_key_make(t->arena, g->root, web_test_now));
    claim_testing_bank(&g->s);
    claim_testing_claim(&g->s, &c, "202611244100000012345678", 0, &g->claim);
    int64_t officer = g->s.officer.account.value;
    put(g, &SQL_RENEW_TEST_ACCOUNT, officer,
        secret_seal_row(t->arena, S("GEZDGNBV"), "account.totp", officer));
    g->app = (struct app){.arena = t->arena};
    g->app.settings.db = str_view(t->url);
    g->app.settings.data_dir = g->root;
}

static void strike(struct stage *g)
{
    assert_true(backup_remove(g->root.p));
}

struct lying {
    str account, supplier, claim;
    int64_t claims, keys, done_at;
};

static struct lying look(struct stage *g)
{
    struct db *db = g->s.database->db;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_RENEW_TEST_READ);
    bind_i64(q, "account", g->s.officer.account.value);
    bind_i64(q, "supplier", g->s.owner.supplier.value);
    bind_i64(q, "claim", g->claim.value);
    assert_true(query_next(q));
    struct lying l = {
        .account = read_str(q, "account"),
        .supplier = read_str(q, "supplier"),
        .claim = read_str(q, "claim"),
        .claims = read_i64(q, "claims"),
        .keys = read_i64(q, "keys"),
        .done_at = read_i64(q, "done_at"),
    };
    assert_null(query_end(q));
    db_rollback(db);
    return l;
}

static str in_use(struct stage *g)
{
    secret_keys keys;
    secret_list_keys(g->s.database->arena, &keys);
    return keys.items[0].id;
}

static void check_opens(struct stage *g, str sealed, const char *column, int64_t row,
                        const char *due)
{
    str plain = {0};
    struct arena *a = g->s.database->arena;
    assert_null(secret_open_row(a, sealed, column, row, &plain));
    assert_true(str_equals(plain, str_view(due)));
    assert_non_null(secret_open_row(a, sealed, column, row + 1, &plain));
}

// All three open, each in its row alone, under the key with this id.
static void check_all(struct stage *g, str id)
{
    struct lying l = look(g);
    assert_true(str_equals(secret_key_of(l.account), id));
    assert_true(str_equals(secret_key_of(l.supplier), id));
    assert_true(str_equals(secret_key_of(l.claim), id));
    check_opens(g, l.account, "account.totp", g->s.officer.account.value, "GEZDGNBV");
    check_opens(g, l.supplier, CLAIM_SEAL_SUPPLIER, g->s.owner.supplier.value,
                CLAIM_TESTING_ACCOUNT);
    check_opens(g, l.claim, CLAIM_SEAL_CLAIM, g->claim.value, CLAIM_TESTING_ACCOUNT);
}

static str doctor(struct stage *g, const char *name)
{
    struct doctor_finding found = {0};
    struct db *db = g->s.database->db;
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        if (strcmp(DOCTOR_CHECKS[i].name, name) == 0) {
            assert_null(db_begin(db, DB_READ));
            assert_null(doctor_ask(db, g->s.database->arena, &DOCTOR_CHECKS[i], &found));
            db_rollback(db);
        }
    }
    return found.bad;
}

// The verb with one option; what it printed.
static str run(struct stage *g, const char *option, int due)
{
    static struct verb_option known;
    struct given_option given = {.option = &known};
    known = (struct verb_option){.name = option};
    g->app.options.items = &given;
    g->app.options.count = 1;
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_int_equal(key_run(&g->app, to), due);
    (void)fclose(to);
    str told = str_copy(g->s.database->arena, (str){.p = text, .n = size});
    free(text);
    g->app.options.count = 0;
    return told;
}

static void a_new_key_takes_all_rows_and_the_chain_of_deeds_with_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        set_stage(&g, &t);
        str first = in_use(&g);
        put(&g, &SQL_RENEW_TEST_CUT, g.s.owner.supplier.value, S("")); // of an older version
        check_opens(&g, look(&g).supplier, CLAIM_SEAL_SUPPLIER, g.s.owner.supplier.value,
                    CLAIM_TESTING_ACCOUNT);
        assert_int_equal(doctor(&g, "claims").n, 0);
        str told = run(&g, "new-seal", EXIT_DONE);
        str second = in_use(&g);
        assert_false(str_equals(first, second));
        check_all(&g, second);
        assert_true(str_contains(told, first) && str_contains(told, second));
        assert_true(str_contains(told, S("Copy seal.key")));
        assert_true(str_contains(told, S("Keep the older keys for now")));
        struct lying l = look(&g);
        assert_int_equal(l.claims, 1);
        assert_int_equal(l.keys, 1);
        assert_int_equal(doctor(&g, "claims").n, 0); // as it was claimed
        assert_int_equal(doctor(&g, "audit").n, 0);
        assert_int_equal(doctor(&g, "sealed").n, 0);

        // Again: nothing is left to do, and the moment of the last row stays.
        (void)run(&g, "reseal", EXIT_DONE);
        assert_int_equal(look(&g).done_at, l.done_at);
        assert_true(str_equals(look(&g).claim, l.claim));
        assert_int_equal(look(&g).claims, 1);
        // And once more under a third: the newest line of the chain counts.
        (void)run(&g, "new-seal", EXIT_DONE);
        check_all(&g, in_use(&g));
        assert_int_equal(doctor(&g, "claims").n, 0);
        strike(&g);
    }
}

static ssize_t die(void *cookie, const char *bytes, size_t n)
{
    (void)cookie;
    (void)bytes;
    (void)n;
    (void)raise(SIGKILL);
    return -1;
}

// The verb in a process of its own that is killed when it has told of its first page.
static void run_and_kill(struct stage *g)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        static struct verb_option known = {.name = "new-seal"};
        struct given_option given = {.option = &known};
        g->app.options.items = &given;
        g->app.options.count = 1;
        FILE *to = fopencookie(NULL, "w", (cookie_io_functions_t){.write = die});
        (void)setvbuf(to, NULL, _IONBF, 0);
        _exit(key_run(&g->app, to));
    }
    assert_true(killed_testing_wait(child));
}

static void a_renewal_that_is_killed_goes_on_where_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        set_stage(&g, &t);
        str first = in_use(&g);
        run_and_kill(&g);
        str second = in_use(&g); // this process learns of it by itself
        assert_false(str_equals(first, second));
        struct lying l = look(&g);
        assert_true(str_equals(secret_key_of(l.account), second));
        assert_true(str_equals(secret_key_of(l.supplier), first));
        assert_true(str_equals(secret_key_of(l.claim), first));
        assert_int_equal(doctor(&g, "sealed").n, 0); // the site serves: both keys are there
        assert_int_equal(l.done_at, 0);
        (void)run(&g, "reseal", EXIT_DONE);
        assert_true(str_equals(in_use(&g), second)); // no third
        check_all(&g, second);
        assert_true(str_equals(look(&g).account, l.account)); // untouched
        assert_int_equal(doctor(&g, "claims").n, 0);
        strike(&g);
    }
}

static void the_older_key_may_go_when_neither_row_nor_backup_needs_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        set_stage(&g, &t);
        str first = in_use(&g);
        (void)run(&g, "new-seal", EXIT_DONE);
        str second = in_use(&g);
        put(&g, &SQL_RENEW_TEST_SETTLE, 0, S("")); // no backup is older than that
        assert_true(str_contains(run(&g, "reseal", EXIT_DONE), S("destroy them once")));
        str old = path_in(&g, str_format(t.arena, "seal.old/%.*s.key", STR_ARG(first)).p);
        assert_int_equal(unlink(old.p), 0);
        assert_null(secret_load_key(path_in(&g, "seal.key"), false));
        check_all(&g, second);
        assert_int_equal(doctor(&g, "sealed").n, 0);
        strike(&g);
    }
}

static void what_does_not_open_is_left_and_keeps_the_older_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        set_stage(&g, &t);
        str first = in_use(&g);
        int64_t firm = g.s.owner.supplier.value;
        str foreign = secret_seal_row(t.arena, S("504-10-9"), CLAIM_SEAL_SUPPLIER, firm + 1);
        put(&g, &SQL_RENEW_TEST_SUPPLIER, firm, foreign);
        put(&g, &SQL_RENEW_TEST_HOLDER, g.claim.value, S(""));
        str told = run(&g, "new-seal", EXIT_REFUSED);
        assert_false(str_contains(told, S("destroy")));
        struct lying l = look(&g);
        assert_true(str_equals(l.supplier, foreign));
        assert_true(str_equals(secret_key_of(l.claim), first)); // not made right by this
        assert_int_equal(l.claims, 0);
        assert_true(str_starts(doctor(&g, "claims"), S("청구 ")));
        assert_true(str_equals(secret_key_of(l.account), in_use(&g)));

        // Under a wrong key nothing opens, nothing is changed, and the doctor names it.
        assert_int_equal(rename(path_in(&g, "seal.key").p, path_in(&g, "kept").p), 0);
        assert_int_equal(rename(path_in(&g, "seal.old").p, path_in(&g, "away").p), 0);
        assert_null(secret_load_key(path_in(&g, "seal.key"), true));
        (void)run(&g, "reseal", EXIT_REFUSED);
        assert_true(str_equals(look(&g).account, l.account));
        str bad = doctor(&g, "sealed");
        assert_true(str_ends(bad, str_join(t.arena, S("없는 열쇠 "), secret_key_of(l.account))));
        strike(&g);
    }
}

// A database as it was before comes back into a folder with both keys.
static void a_backup_of_before_is_restored_and_renewed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        set_stage(&g, &t);
        str sentence = S("");
        struct backup_made made;
        str first = in_use(&g);
        struct lying then = look(&g);
        struct backup_plan plan =
            backup_plan_of(t.arena, &g.app.settings, LIMIT_BACKUP_S, unit_clock_system());
        assert_null(backup_make(t.arena, &plan, &made, &sentence));
        (void)run(&g, "new-seal", EXIT_DONE);
        put(&g, &SQL_RENEW_TEST_SUPPLIER, g.s.owner.supplier.value, then.supplier);
        put(&g, &SQL_RENEW_TEST_ACCOUNT, g.s.officer.account.value, then.account);
        assert_true(str_contains(run(&g, "reseal", EXIT_DONE), first));
        check_all(&g, in_use(&g));
        struct stage again = g;
        if (db_engine(t.db) == DB_SQLITE) { // of PostgreSQL: backup_test
            str file = path_in(&g, "restored.db");
            again.app.settings.db = str_format(t.arena, "sqlite:%.*s", STR_ARG(file));
            struct restore_plan back = {
                .db_url = again.app.settings.db,
                .data_dir = g.root,
                .folder = str_view(backup_path(t.arena, plan.folder, made.name)),
                .counts = plan.counts,
                .seconds = LIMIT_BACKUP_S,
            };
            struct restore_made restored;
            assert_null(backup_restore(t.arena, &back, &restored, &sentence));
            struct testing_db second = t;
            assert_null(db_open(again.app.settings.db, &second.db));
            db_set_arena(second.db, t.arena);
            again.s.database = &second;
            assert_true(str_equals(look(&again).claim, then.claim));
            assert_int_equal(doctor(&again, "sealed").n, 0);
            assert_true(str_contains(run(&again, "reseal", EXIT_DONE), first));
            check_all(&again, in_use(&g));
            assert_int_equal(doctor(&again, "claims").n, 0);
            db_close(second.db);
        }
        strike(&g);
    }
}

int main(void)
{
    log_init("test", LOG_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_key_takes_all_rows_and_the_chain_of_deeds_with_it),
        cmocka_unit_test(a_renewal_that_is_killed_goes_on_where_it_was),
        cmocka_unit_test(the_older_key_may_go_when_neither_row_nor_backup_needs_it),
        cmocka_unit_test(what_does_not_open_is_left_and_keeps_the_older_key),
        cmocka_unit_test(a_backup_of_before_is_restored_and_renewed),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
