// A PDF that was looked into is opened, or told to who handed it in.
#include "app/pdf_told_job.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/pdf_told_test.sql.h"
#include "base/limits.h"
#include "market/delivery/delivery_testing.h"
#include "market/party/party_review_store.h"
#include "platform/db/db_testing.h"
#include "platform/file/folder_testing.h"
#include "platform/picture/pdf_job.h"
#include "platform/picture/pdf_testing.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

static const struct job_kind KINDS[] = {
    {PDF_JOB, pdf_job_prepare, pdf_job_call, pdf_told_job_finish},
};

static struct unit unit_of(struct testing_db *t, const struct actor *actor)
{
    return (struct unit){.arena = t->arena, .db = t->db, .actor = actor};
}

static err hand_in(struct testing_db *t, const struct actor *actor, str bytes,
                   struct kept_file *out)
{
    struct unit u = unit_of(t, actor);
    struct upload up = {.name = S("증빙.pdf"), .bytes = bytes};
    assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
    err e = file_keep(&u, &up, out);
    if (e != NULL) {
        unit_rollback(&u);
        return e;
    }
    assert_null(unit_commit(&u));
    return NULL;
}

static err run_job(struct testing_db *t, bool *out_ran)
{
    static const struct actor MACHINE = {.rights = 0};
    struct unit u = unit_of(t, &MACHINE);
    return job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, out_ran);
}

static bool run(struct testing_db *t)
{
    bool ran = false;
    err e = run_job(t, &ran);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(db_error(t->db)));
    }
    return ran;
}

static struct kept_file find(struct testing_db *t, file_id id)
{
    struct kept_file f;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(file_find(t->db, id, &f));
    db_rollback(t->db);
    return f;
}

// --- What was told -------------------------------------------------------------------------------

struct told {
    int64_t count;
    str title;
    str text;
    str path;
};

static struct told told_to(struct testing_db *t, account_id account)
{
    struct told told = {0};
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_PDF_TOLD_TEST_NOTICE);
    bind_i64(q, "account", account.value);
    if (query_next(q)) {
        told = (struct told){
            .count = read_i64(q, "notice_count"),
            .title = read_str(q, "title"),
            .text = read_str(q, "text"),
            .path = read_str(q, "path"),
        };
    }
    assert_null(query_end(q));
    db_rollback(t->db);
    return told;
}

static void run_row(struct testing_db *t, struct query *q)
{
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static struct query *row(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    return db_query(t->db, sql);
}

static void a_fine_one_is_opened_when_it_was_looked_into(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct purchase_scene s;
        struct contract contract;
        struct kept_file f;
        struct kept_file again;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        delivery_testing_scene(&s, &t, &contract);
        str pdf = pdf_testing(t.arena, S(""), S(""));
        assert_null(hand_in(&t, &s.owner, pdf, &f));
        assert_int_equal(f.verdict, PDF_WAITING);
        assert_int_equal(find(&t, f.id).verdict, PDF_WAITING);
        assert_true(run(&t));
        assert_int_equal(find(&t, f.id).verdict, PDF_FINE);
        assert_int_equal(told_to(&t, s.owner.account).count, 0);
        // The same bytes are not looked into again.
        assert_null(hand_in(&t, &s.staff, pdf, &again));
        assert_int_equal(again.verdict, PDF_FINE);
        assert_false(run(&t));
        (void)testing_folder_close(&folder);
    }
}

// Each with bytes of its own.
static str hostile(struct testing_db *t, int n)
{
    return pdf_testing(t->arena, S(""), str_format(t->arena, "<</S/JavaScript/JS(%d)>>", n));
}

static void expect_told(struct testing_db *t, const struct actor *who, int64_t count,
                        const char *path)
{
    struct told told = told_to(t, who->account);
    assert_int_equal(told.count, count);
    assert_true(str_contains(told.title, S("받지 않았습니다")));
    assert_true(str_contains(told.text, S("‘증빙.pdf’: 스크립트")));
    if (!str_equals(told.path, str_view(path))) {
        fail_msg("%.*s, not %s", STR_ARG(told.path), path);
    }
}

static void who_handed_in_a_refused_one_is_led_to_where_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct purchase_scene s;
        struct contract contract;
        struct kept_file f;
        struct query *q;
        public_no note;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        delivery_testing_scene(&s, &t, &contract);
        assert_null(delivery_testing_note(&s, &s.owner, contract.no, QUANTITIES(1, 1, 1),
                                          contract.contracted_on, &note));

        assert_null(hand_in(&t, &s.owner, hostile(&t, 1), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_CERTIFICATE);
        bind_i64(q, "no", 1234567890128);
        bind_i64(q, "supplier", s.supplier.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(&t, &s.owner, 1, "/supplier/certificates/1234567890128");
        assert_int_equal(find(&t, f.id).verdict, PDF_SCRIPT);

        static const char *const ORIGINS[] = {"note", "inspection"};
        for (size_t i = 0; i < COUNT(ORIGINS); i++) {
            const struct actor *who = i == 0 ? &s.staff : &s.inspector;
            assert_null(hand_in(&t, who, hostile(&t, 2 + (int)i), &f));
            q = row(&t, &SQL_PDF_TOLD_TEST_DELIVERY);
            bind_i64(q, "file", f.id.value);
            bind_str(q, "origin", str_view(ORIGINS[i]));
            run_row(&t, q);
            assert_true(run(&t));
            expect_told(&t, who, 1,
                        str_format(t.arena, "/%s/deliveries/%lld", i == 0 ? "supplier" : "buyer",
                                   (long long)note.value)
                            .p);
        }

        assert_null(hand_in(&t, &s.owner, hostile(&t, 4), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_DRAFT);
        bind_i64(q, "contract", contract.id.value);
        bind_i64(q, "account", s.owner.account.value);
        run_row(&t, q);
        q = row(&t, &SQL_PDF_TOLD_TEST_DRAFT_PROOF);
        bind_i64(q, "contract", contract.id.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(
            &t, &s.owner, 2,
            str_format(t.arena, "/supplier/contracts/%lld/claim", (long long)contract.no.value).p);

        // What became a claim is shown there, though the draft is kept.
        assert_null(hand_in(&t, &s.owner, hostile(&t, 5), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_CLAIM);
        bind_i64(q, "no", 1234567890135);
        bind_i64(q, "contract", contract.id.value);
        bind_i64(q, "account", s.owner.account.value);
        run_row(&t, q);
        q = row(&t, &SQL_PDF_TOLD_TEST_PROOF);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(&t, &s.owner, 3, "/supplier/claims/1234567890135");

        assert_null(hand_in(&t, &s.owner, hostile(&t, 6), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_COMPANY);
        bind_i64(q, "supplier", s.supplier.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(&t, &s.owner, 4, "/supplier/company");
        (void)testing_folder_close(&folder);
    }
}

static void a_visitor_who_signed_up_is_told_and_nobody_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const struct actor VISITOR = {
            .address = {"192.0.2.7", 9}
        };
        struct testing_folder folder;
        struct purchase_scene s;
        struct contract contract;
        struct kept_file f;
        struct kept_file lost;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        delivery_testing_scene(&s, &t, &contract);
        assert_null(hand_in(&t, &VISITOR, hostile(&t, 1), &f));
        struct application p = {
            .account = s.owner.account,
            .department_name = S(""),
            .file = f.id,
            .terms_version = S("1"),
        };
        struct party_place place = {.supplier = s.supplier};
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(application_store_add(t.db, place, &p, (instant){1}));
        assert_null(db_commit(t.db));
        assert_true(run(&t));
        expect_told(&t, &s.owner, 1, "/join/state");
        // What nobody names is refused all the same.
        assert_null(hand_in(&t, &VISITOR, hostile(&t, 2), &lost));
        assert_true(run(&t));
        assert_int_equal(find(&t, lost.id).verdict, PDF_SCRIPT);
        assert_int_equal(told_to(&t, s.owner.account).count, 1);
        (void)testing_folder_close(&folder);
    }
}

static void refused_bytes_are_not_kept_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct purchase_scene s;
        struct contract contract;
        struct kept_file f;
        struct kept_file second;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        delivery_testing_scene(&s, &t, &contract);
        // Two handed in before anybody looked: both wait, and neither is opened.
        assert_null(hand_in(&t, &s.owner, hostile(&t, 1), &f));
        assert_null(hand_in(&t, &s.rival_owner, hostile(&t, 1), &second));
        assert_true(run(&t));
        assert_int_equal(find(&t, second.id).verdict, PDF_SCRIPT);
        assert_true(run(&t));
        assert_false(run(&t));
        err e = hand_in(&t, &s.owner, hostile(&t, 1), &f);
        assert_ptr_equal(e, pdf_fault(PDF_SCRIPT));
        assert_string_equal(e->code, "pdf.script");
        (void)testing_folder_close(&folder);
    }
}

static void where_nobody_can_look_it_waits(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct purchase_scene s;
        struct contract contract;
        struct kept_file f;
        bool ran = false;
        testing_folder_open_place(&folder);
        delivery_testing_scene(&s, &t, &contract);
        assert_null(hand_in(&t, &s.owner, pdf_testing(t.arena, S(""), S("")), &f));
        picture_set_maker("/nowhere/dure-picture", 20000);
        assert_ptr_equal(run_job(&t, &ran), &PICTURE_NO_PROGRAM);
        assert_int_equal(find(&t, f.id).verdict, PDF_WAITING);
        picture_testing_begin();
        // A child that is killed at its work has not found the file fine.
        assert_null(hand_in(&t, &s.owner, pdf_testing(t.arena, S("/Lang(ko)"), S("")), &f));
        picture_set_maker("/bin/false", 20000);
        assert_true(run(&t));
        assert_int_equal(find(&t, f.id).verdict, PDF_GIVEN_UP);
        (void)testing_folder_close(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fine_one_is_opened_when_it_was_looked_into),
        cmocka_unit_test(who_handed_in_a_refused_one_is_led_to_where_it_was),
        cmocka_unit_test(a_visitor_who_signed_up_is_told_and_nobody_else),
        cmocka_unit_test(refused_bytes_are_not_kept_again),
        cmocka_unit_test(where_nobody_can_look_it_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
