// 접속기록: what an answer that shows persons leaves behind, and that nobody can touch it unseen.
#include "platform/unit/access.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/db/db_testing.h"
#include "platform/secret/secret.h"
#include "platform/unit/access_test.sql.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        .p = literal, .n = sizeof(literal) - 1                                                     \
    }

static instant noon(void)
{
    return (instant){.us = INT64_C(1795478400000000)};
}

// An operator who looks at people: himself, two others and a firm.
struct scene {
    struct unit u;
    struct actor actor;
    account_id others[2];
};

static err add_person(struct unit *u, void *data)
{
    account_id *out = data;
    struct query *q = db_query(u->db, &SQL_ACCESS_TEST_PERSON);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "email", secret_token(u->arena));
    return query_run_id(q, &out->value);
}

static void set_scene(struct scene *s, struct testing_db *t)
{
    secret_init();
    *s = (struct scene){
        .u = {.db = t->db, .arena = t->arena,    .trace = S("trace-1")},
        .actor = {.role_label = TEXT("운영자"),           .address = TEXT("192.0.2.7")},
    };
    s->u.actor = &s->actor;
    assert_null(unit_run(&s->u, noon, add_person, &s->actor.account));
    assert_null(unit_run(&s->u, noon, add_person, &s->others[0]));
    assert_null(unit_run(&s->u, noon, add_person, &s->others[1]));
}

// A reading unit with its handler, then its notes, as the dispatcher runs them.
static err write_notes(struct unit *u, void *data)
{
    for (const struct note *n = *(struct note **)data; n != NULL; n = n->next) {
        TRY(n->write(u, n->data));
    }
    return NULL;
}

static void answer(struct scene *s, void (*handle)(struct scene *s))
{
    assert_null(unit_begin(&s->u, DB_READ, noon));
    handle(s);
    unit_rollback(&s->u);
    struct note *notes = s->u.notes;
    assert_null(unit_run(&s->u, noon, write_notes, &notes));
}

static void show_people(struct scene *s)
{
    struct access *a = access_begin(&s->u, S("audit.list"), S("월 점검"));
    access_add_supplier(a, (supplier_id){5});
    access_add_account(a, s->others[1]);
    access_add_account(a, s->actor.account);
    access_add_account(a, s->others[0]);
    access_add_account(a, s->others[1]);
    access_add_account(a, NO_ID(account_id));
}

static void show_nobody(struct scene *s)
{
    struct access *a = access_begin(&s->u, S("audit.list"), S(""));
    access_add_account(a, s->actor.account);
}

static void check_next(struct query *q, const struct scene *s, str kind, int64_t subject)
{
    assert_true(query_next(q));
    assert_int_equal(read_instant(q, "at").us, noon().us);
    assert_int_equal(read_i64(q, "account_id"), s->actor.account.value);
    assert_true(str_equals(read_str(q, "role"), S("운영자")));
    assert_true(str_equals(read_str(q, "address"), S("192.0.2.7")));
    assert_true(str_equals(read_str(q, "act"), S("audit.list")));
    assert_true(str_equals(read_str(q, "reason"), S("월 점검")));
    assert_true(str_equals(read_str(q, "trace"), S("trace-1")));
    assert_int_equal(read_i64(q, "subject_count"), 3);
    assert_true(str_equals(read_str(q, "kind"), kind));
    assert_int_equal(read_i64(q, "subject_id"), subject);
}

static void each_person_shown_stands_in_the_record_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        answer(&s, show_people);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_ACCESS_TEST_LIST);
        check_next(q, &s, S("account"), s.others[0].value);
        check_next(q, &s, S("account"), s.others[1].value);
        check_next(q, &s, S("supplier"), 5);
        assert_false(query_next(q));
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

static str first_bad(struct testing_db *t, int64_t *out_rows)
{
    str bad = S("?");
    assert_null(access_verify(t->db, t->arena, out_rows, &bad));
    return bad;
}

static void a_page_with_nobody_else_on_it_leaves_no_record(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        answer(&s, show_nobody);
        int64_t rows = 9;
        assert_null(db_begin(t.db, DB_READ));
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 0);
        assert_null(audit_verify(t.db, t.arena, &rows, &(str){0}));
        assert_int_equal(rows, 0);
        db_rollback(t.db);
    }
}

static void a_hundred_records_and_more_hold(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        for (int i = 0; i < 101; i++) {
            answer(&s, show_people);
        }
        int64_t rows = 0;
        assert_null(db_begin(t.db, DB_READ));
        assert_true(str_is_empty(first_bad(&t, &rows)));
        assert_int_equal(rows, 101);
        db_rollback(t.db);
    }
}

static const struct {
    const struct sql *sql;
    const struct sql *then; // or NULL
    const char *named;      // NULL: the first record's number
} TOUCHES[] = {
    {&SQL_ACCESS_TEST_CHANGE,   NULL,                       NULL      },
    {&SQL_ACCESS_TEST_BACKDATE, NULL,                       NULL      },
    {&SQL_ACCESS_TEST_SWAP,     NULL,                       NULL      },
    {&SQL_ACCESS_TEST_CUT,      NULL,                       NULL      },
    {&SQL_ACCESS_TEST_PUT,      NULL,                       NULL      },
    {&SQL_ACCESS_TEST_CUT_ALL,  NULL,                       NULL      },
    {&SQL_ACCESS_TEST_CUT_ALL,  &SQL_ACCESS_TEST_CUT_ENTRY, "access/1"},
    {&SQL_ACCESS_TEST_FORGE,    NULL,                       "7"       },
};

static str first_no(struct testing_db *t)
{
    struct query *q = db_query(t->db, &SQL_ACCESS_TEST_FIRST);
    assert_true(query_next(q));
    str no = str_format(t->arena, "%lld", (long long)read_i64(q, "no"));
    assert_null(query_end(q));
    return no;
}

static void every_touch_of_a_record_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        answer(&s, show_people);
        answer(&s, show_people);
        for (size_t i = 0; i < COUNT(TOUCHES); i++) {
            int64_t rows = 0;
            assert_null(db_begin(t.db, DB_WRITE));
            testing_db_forge(t.db);
            str due = TOUCHES[i].named == NULL ? first_no(&t) : str_view(TOUCHES[i].named);
            assert_null(query_run(db_query(t.db, TOUCHES[i].sql), NULL));
            if (TOUCHES[i].then != NULL) {
                assert_null(query_run(db_query(t.db, TOUCHES[i].then), NULL));
            }
            str bad = first_bad(&t, &rows);
            if (!str_equals(bad, due)) {
                fail_msg("touch %zu names '%.*s', not '%.*s'", i, STR_ARG(bad), STR_ARG(due));
            }
            db_rollback(t.db);
        }
    }
}

static void abuse_17_the_database_itself_refuses_to_change_or_remove_a_record(void **state)
{
    (void)state;
    static const struct sql *const TRIED[] = {
        &SQL_ACCESS_TEST_CHANGE, &SQL_ACCESS_TEST_BACKDATE, &SQL_ACCESS_TEST_SWAP,
        &SQL_ACCESS_TEST_CUT,    &SQL_ACCESS_TEST_CUT_ALL,  &SQL_ACCESS_TEST_CUT_ENTRY,
    };
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        answer(&s, show_people);
        for (size_t i = 0; i < COUNT(TRIED); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            assert_ptr_equal(query_run(db_query(t.db, TRIED[i]), NULL), &DB_BROKEN);
            assert_true(str_contains(db_error(t.db), S("rows are only added")));
            db_rollback(t.db);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_person_shown_stands_in_the_record_once),
        cmocka_unit_test(a_page_with_nobody_else_on_it_leaves_no_record),
        cmocka_unit_test(a_hundred_records_and_more_hold),
        cmocka_unit_test(every_touch_of_a_record_is_named),
        cmocka_unit_test(abuse_17_the_database_itself_refuses_to_change_or_remove_a_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
