// test-timeout: 120
// What was sealed for its column alone is sealed for its row, once, and then opens nowhere else.
#include "app/secret_bind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/secret_bind_test.sql.h"
#include "base/limits.h"
#include "market/claim/claim_store.h"
#include "market/delivery/delivery_testing.h"
#include "platform/log/log.h"
#include "platform/secret/secret.h"

struct stage {
    struct purchase_scene s;
    struct contract contract;
    struct app app;
};

static void set_stage(struct stage *g, struct testing_db *t)
{
    date on = date_from_ymd(2026, 11, 2);
    purchase_testing_open(&g->s, t);
    delivery_testing_sign(&g->s, &g->s.draft, on, date_from_ymd(2026, 12, 18), &g->contract);
    g->app = (struct app){.arena = t->arena, .settings = {.db = str_view(t->url)}};
}

static void put(struct stage *g, const struct sql *sql, int64_t id, str sealed)
{
    struct db *db = g->s.database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, sql);
    bind_i64(q, "id", id);
    bind_str(q, "sealed", sealed);
    if (sql == &SQL_BIND_TEST_DRAFT || sql == &SQL_BIND_TEST_CLAIM) {
        bind_i64(q, "account", g->s.owner.account.value);
    }
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

struct lying {
    str account, other, supplier, draft, claim;
    int64_t steps;
};

static struct lying look(struct stage *g)
{
    struct db *db = g->s.database->db;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_BIND_TEST_READ);
    bind_i64(q, "account", g->s.officer.account.value);
    bind_i64(q, "other", g->s.inspector.account.value);
    bind_i64(q, "supplier", g->s.owner.supplier.value);
    bind_i64(q, "contract", g->contract.id.value);
    assert_true(query_next(q));
    struct lying l = {
        .account = read_str(q, "account"),
        .other = read_str(q, "other"),
        .supplier = read_str(q, "supplier"),
        .draft = read_str(q, "draft"),
        .claim = read_str(q, "claim"),
        .steps = read_i64(q, "steps"),
    };
    assert_null(query_end(q));
    db_rollback(db);
    return l;
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

static void what_was_sealed_for_its_column_is_sealed_for_its_row(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        set_stage(&g, &t);
        int64_t officer = g.s.officer.account.value;
        int64_t inspector = g.s.inspector.account.value;
        int64_t supplier = g.s.owner.supplier.value;
        int64_t contract_no = g.contract.no.value;
        struct arena *a = t.arena;
        str bound = secret_seal_row(a, S("JBSWY3DP"), "account.totp", inspector);
        put(&g, &SQL_BIND_TEST_ACCOUNT, officer, secret_seal(a, S("GEZDGNBV"), S("account.totp")));
        put(&g, &SQL_BIND_TEST_ACCOUNT, inspector, bound);
        put(&g, &SQL_BIND_TEST_SUPPLIER, supplier,
            secret_seal(a, S("504-10-1"), S(CLAIM_SEAL_SUPPLIER)));
        str typed = secret_seal(a, S("504-10-2"), S(CLAIM_SEAL_CLAIM));
        put(&g, &SQL_BIND_TEST_DRAFT, g.contract.id.value, typed);
        put(&g, &SQL_BIND_TEST_CLAIM, g.contract.id.value, typed);
        str plain = {0};
        assert_non_null(secret_open_row(a, typed, CLAIM_SEAL_CLAIM, contract_no, &plain));

        int64_t count = 0;
        assert_null(secret_bind(&g.app, &count));
        assert_int_equal(count, 4);
        struct lying l = look(&g);
        check_opens(&g, l.account, "account.totp", officer, "GEZDGNBV");
        check_opens(&g, l.supplier, CLAIM_SEAL_SUPPLIER, supplier, "504-10-1");
        check_opens(&g, l.draft, CLAIM_SEAL_CLAIM, contract_no, "504-10-2");
        check_opens(&g, l.claim, CLAIM_SEAL_CLAIM, 16, "504-10-2");
        assert_true(str_equals(l.other, bound)); // untouched
        assert_int_equal(l.steps, 1);

        // Put back by somebody with the table: it is not sealed for them again.
        put(&g, &SQL_BIND_TEST_ACCOUNT, officer, secret_seal(a, S("GEZDGNBV"), S("account.totp")));
        assert_null(secret_bind(&g.app, &count));
        assert_int_equal(count, 0);
        assert_non_null(secret_open_row(a, look(&g).account, "account.totp", officer, &plain));
    }
}

static void one_that_does_not_open_keeps_no_door_open(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage g;
        int64_t count = 0;
        set_stage(&g, &t);
        int64_t officer = g.s.officer.account.value;
        int64_t inspector = g.s.inspector.account.value;
        int64_t supplier = g.s.owner.supplier.value;
        str broken = secret_seal_row(t.arena, S("GEZDGNBV"), "account.totp", officer + 1);
        str old = secret_seal(t.arena, S("504-10-1"), S(CLAIM_SEAL_SUPPLIER));
        put(&g, &SQL_BIND_TEST_ACCOUNT, officer, broken);
        assert_null(secret_bind(&g.app, &count)); // none opens: by another key
        assert_int_equal(count, 0);
        assert_int_equal(look(&g).steps, 0);
        put(&g, &SQL_BIND_TEST_SUPPLIER, supplier, old);
        assert_null(secret_bind(&g.app, &count));
        assert_int_equal(count, 1);
        assert_true(str_equals(look(&g).account, broken));
        assert_int_equal(look(&g).steps, 1);
        // From another row, or from before: nothing is sealed for whoever has it now.
        put(&g, &SQL_BIND_TEST_SUPPLIER, supplier, old);
        put(&g, &SQL_BIND_TEST_ACCOUNT, inspector,
            secret_seal(t.arena, S("GEZDGNBV"), S("account.totp")));
        assert_null(secret_bind(&g.app, &count));
        assert_int_equal(count, 0);
        assert_true(str_equals(look(&g).supplier, old));
    }
}

int main(void)
{
    secret_init();
    log_init("test", LOG_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_sealed_for_its_column_is_sealed_for_its_row),
        cmocka_unit_test(one_that_does_not_open_keeps_no_door_open),
    };
    char folder[] = "/tmp/dure-bind-key-XXXXXX";
    char key_file[sizeof(folder) + 4];
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    (void)snprintf(key_file, sizeof(key_file), "%s/key", folder);
    if (secret_load_key(str_view(key_file), true) != NULL) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(key_file);
    (void)rmdir(folder);
    return failed;
}
