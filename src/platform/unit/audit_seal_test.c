// test-timeout: 120
// What a seal knew of the chains cannot be made unknown without the site's key.
#include "platform/unit/audit_seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/db/db_testing.h"
#include "platform/secret/secret.h"
#include "platform/unit/audit_seal_test.sql.h"

static const struct actor OFFICER = {.account = {7}, .institution = {3}};
static const struct actor SELLER = {.account = {8}, .supplier = {5}};
static const struct actor MACHINE = {0};

static instant clock_now;

static instant turned_clock(void)
{
    return clock_now;
}

struct site {
    struct testing_db *t;
    str data_dir;
};

static const char *path_of(const struct site *s, const char *name)
{
    return str_format(s->t->arena, "%.*s/%s", STR_ARG(s->data_dir), name).p;
}

// On the evening of 2026-11-24 in Korea.
static struct site begin(struct testing_db *t)
{
    char *folder = str_to_c(t->arena, S("/tmp/dure-seal-test-XXXXXX"));
    assert_non_null(mkdtemp(folder));
    clock_now = instant_at(date_from_ymd(2026, 11, 24), 22, 30);
    struct site s = {.t = t, .data_dir = str_view(folder)};
    assert_null(sign_key_make(t->arena, s.data_dir, clock_now));
    return s;
}

static void end(struct site *s)
{
    (void)unlink(path_of(s, "sign.key"));
    (void)unlink(path_of(s, "sign.pub"));
    assert_int_equal(rmdir(str_to_c(s->t->arena, s->data_dir)), 0);
}

static err add(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("contract.sign"), S("contract"), 7, S(""));
    return NULL;
}

static err seal(struct unit *u, void *data)
{
    return audit_seal_write(u, *(const str *)data);
}

static err run(struct site *s, const struct actor *actor, err (*work)(struct unit *u, void *data))
{
    struct unit u = {.arena = s->t->arena, .db = s->t->db, .actor = actor, .trace = S("t")};
    return unit_run(&u, turned_clock, work, &s->data_dir);
}

static void sign(struct site *s, const struct actor *actor)
{
    assert_null(run(s, actor, add));
}

// An hour after the one before.
static void seal_next(struct site *s)
{
    clock_now = instant_add_s(clock_now, 3600);
    assert_null(run(s, &MACHINE, seal));
}

static str first_bad(struct site *s, int64_t *out_count)
{
    sign_publics signers;
    str bad = S("?");
    assert_null(sign_list(s->t->arena, s->data_dir, &signers));
    err e = audit_seal_verify(s->t->db, s->t->arena, &signers, clock_now, out_count, &bad);
    assert_null(e);
    return bad;
}

static void check_bad(struct site *s, const char *due, int64_t due_count)
{
    int64_t count = 0;
    assert_null(db_begin(s->t->db, DB_READ));
    str bad = first_bad(s, &count);
    db_rollback(s->t->db);
    if (!str_equals(bad, str_view(due))) {
        fail_msg("'%.*s', not '%s'", STR_ARG(bad), due);
    }
    assert_int_equal(count, due_count);
}

static audit_seals list(struct site *s, enum audit_seal_kind kind, int64_t below, size_t most)
{
    audit_seals seals;
    assert_null(db_begin(s->t->db, DB_READ));
    assert_null(audit_seal_list(s->t->db, s->t->arena, kind, below, most, &seals));
    db_rollback(s->t->db);
    return seals;
}

static void each_hour_has_one_seal_and_the_first_of_a_day_is_daily(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        check_bad(&s, "", 0);
        sign(&s, &OFFICER);
        seal_next(&s); // 23:30
        clock_now = instant_add_s(clock_now, 29 * 60);
        assert_null(run(&s, &MACHINE, seal)); // the same hour again
        sign(&s, &OFFICER);
        sign(&s, &SELLER);
        clock_now = instant_add_s(clock_now, -29 * 60);
        seal_next(&s); // 00:30 of the next day
        seal_next(&s); // an hour in which nothing was done
        clock_now = instant_add_s(clock_now, -2 * 3600);
        assert_null(run(&s, &MACHINE, seal)); // a clock that was turned back
        check_bad(&s, "", 3);
        audit_seals seals = list(&s, AUDIT_SEAL_HOURLY, INT64_MAX, 10);
        assert_int_equal(seals.count, 3);
        assert_false(seals.items[0].is_daily);
        assert_true(seals.items[1].is_daily && seals.items[2].is_daily);
        assert_false(str_equals(seals.items[0].root, seals.items[1].root));
        seals = list(&s, AUDIT_SEAL_DAILY, INT64_MAX, 10);
        assert_int_equal(seals.count, 2);
        seals = list(&s, AUDIT_SEAL_DAILY, seals.items[0].id, 10);
        assert_int_equal(seals.count, 1);
        assert_int_equal(list(&s, AUDIT_SEAL_HOURLY, INT64_MAX, 2).count, 2);
        end(&s);
    }
}

static void the_signature_is_of_what_the_page_shows(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &OFFICER);
        seal_next(&s);
        audit_seals seals = list(&s, AUDIT_SEAL_HOURLY, INT64_MAX, 1);
        str text = str_format(t.arena, "dure-heads 2026-11-24T14:30:00.000000Z %.*s",
                              STR_ARG(seals.items[0].root));
        assert_true(sign_fits(seals.items[0].key, text, seals.items[0].signature));
        end(&s);
    }
}

// What is done to the rows, and what is named: %s is the moment of the newest seal.
static const struct touch {
    const struct sql *first;
    const struct sql *then; // or NULL
    const char *named;
} TOUCHES[] = {
    {&SQL_SEAL_TEST_ROOT,      NULL,                        "2026-11-24T15:30:00.000000Z"       },
    {&SQL_SEAL_TEST_SIGNATURE, NULL,                        "2026-11-24T15:30:00.000000Z"       },
    {&SQL_SEAL_TEST_MOMENT,    NULL,                        "2026-11-24T16:30:00.000000Z"       },
    {&SQL_SEAL_TEST_HEAD,      NULL,                        "2026-11-24T15:30:00.000000Z"       },
    {&SQL_SEAL_TEST_FIRST,     &SQL_SEAL_TEST_FIRST_ITSELF, "2026-11-24T15:30:00.000000Z"       },
    {&SQL_SEAL_TEST_CUT,       &SQL_SEAL_TEST_TURN_BACK,    "i:3/2, 2026-11-24T15:30:00.000000Z"},
};

static void touch(struct site *s, const struct touch *touch)
{
    int64_t count = 0;
    assert_null(db_begin(s->t->db, DB_WRITE));
    testing_db_forge(s->t->db);
    assert_null(query_run(db_query(s->t->db, touch->first), NULL));
    if (touch->then != NULL) {
        assert_null(query_run(db_query(s->t->db, touch->then), NULL));
    }
    str bad = first_bad(s, &count);
    if (!str_equals(bad, str_view(touch->named))) {
        fail_msg("%s: '%.*s'", touch->first->name, STR_ARG(bad));
    }
    db_rollback(s->t->db);
}

static void abuse_17_what_is_not_as_it_was_sealed_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &OFFICER);
        seal_next(&s);
        sign(&s, &OFFICER);
        sign(&s, &SELLER);
        seal_next(&s);
        check_bad(&s, "", 2);
        for (size_t i = 0; i < COUNT(TOUCHES); i++) {
            touch(&s, &TOUCHES[i]);
        }
        end(&s);
    }
}

static void abuse_17_a_seal_by_another_key_is_named_and_a_replaced_one_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &OFFICER);
        seal_next(&s);
        assert_null(sign_key_replace(t.arena, s.data_dir, clock_now));
        sign(&s, &OFFICER);
        seal_next(&s);
        check_bad(&s, "", 2);

        // Somebody without the key seals by one of their own.
        assert_int_equal(unlink(path_of(&s, "sign.pub")), 0);
        assert_int_equal(unlink(path_of(&s, "sign.key")), 0);
        assert_null(sign_key_make(t.arena, s.data_dir, clock_now));
        check_bad(&s, "2026-11-24T14:30:00.000000Z", 2);

        // What was done to the chains later is not hidden behind that.
        touch(&s, &(struct touch){&SQL_SEAL_TEST_CUT, &SQL_SEAL_TEST_TURN_BACK,
                                  "i:3/2, 2026-11-24T15:30:00.000000Z"});
        end(&s);
    }
}

static void pass(int64_t hours)
{
    clock_now = instant_add_s(clock_now, hours * 3600);
}

static void abuse_17_lines_whose_seals_are_gone_are_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &OFFICER);
        seal_next(&s);
        check_bad(&s, "", 1);
        pass(50); // the site stood still
        sign(&s, &OFFICER);
        check_bad(&s, "", 1);
        seal_next(&s);
        pass(20); // and again
        check_bad(&s, "", 2);
        touch(&s, &(struct touch){&SQL_SEAL_TEST_NEWEST, &SQL_SEAL_TEST_NEWEST_ITSELF,
                                  "i:3/2, 2026-11-26T16:30:00.000000Z"});
        end(&s);
    }
}

static void the_database_refuses_to_change_a_seal(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        sign(&s, &SELLER);
        seal_next(&s);
        static const struct sql *const TRIED[] = {&SQL_SEAL_TEST_ROOT, &SQL_SEAL_TEST_HEAD};
        for (size_t i = 0; i < COUNT(TRIED); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            assert_ptr_equal(query_run(db_query(t.db, TRIED[i]), NULL), &DB_BROKEN);
            db_rollback(t.db);
        }
        end(&s);
    }
}

static void without_a_key_nothing_is_sealed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        assert_int_equal(unlink(path_of(&s, "sign.key")), 0);
        assert_ptr_equal(run(&s, &MACHINE, seal), &SIGN_KEY_MISSING);
        check_bad(&s, "", 0);
        end(&s);
    }
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_hour_has_one_seal_and_the_first_of_a_day_is_daily),
        cmocka_unit_test(the_signature_is_of_what_the_page_shows),
        cmocka_unit_test(abuse_17_what_is_not_as_it_was_sealed_is_named),
        cmocka_unit_test(abuse_17_a_seal_by_another_key_is_named_and_a_replaced_one_holds),
        cmocka_unit_test(abuse_17_lines_whose_seals_are_gone_are_named),
        cmocka_unit_test(the_database_refuses_to_change_a_seal),
        cmocka_unit_test(without_a_key_nothing_is_sealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
