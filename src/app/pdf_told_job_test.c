// A PDF that was looked into is opened, or told to who handed it in.
#include "app/pdf_told_job.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/pdf_told_test.sql.h"
#include "base/limits.h"
#include "market/delivery/delivery_testing.h"
#include "market/party/party_review_store.h"
#include "platform/db/db_testing.h"
#include "platform/file/bytes.h"
#include "platform/file/folder_testing.h"
#include "platform/picture/pdf_job.h"
#include "platform/picture/pdf_testing.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

static const struct job_kind KINDS[] = {
    {PDF_JOB,        pdf_job_prepare,     pdf_job_call,     pdf_told_job_finish    },
    {PDF_SECOND_JOB, pdf_job_prepare,     pdf_job_call,     pdf_told_job_finish    },
    {PDF_OLD_JOB,    pdf_job_prepare_old, pdf_job_call_old, pdf_told_job_finish_old},
};

// Of the jobs; that of the files goes by the system's.
static int64_t ahead_s;

static instant clock_ahead(void)
{
    return instant_add_s(unit_clock_system(), ahead_s);
}

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

// A contract, whose firm and institution hand in; files are kept in the folder.
struct stage {
    struct testing_folder folder;
    struct purchase_scene people;
    struct contract contract;
};

static void open_stage(struct stage *s, struct testing_db *t)
{
    testing_folder_open_place(&s->folder);
    picture_testing_begin();
    delivery_testing_scene(&s->people, t, &s->contract);
}

static void close_stage(const struct stage *s)
{
    (void)testing_folder_close(&s->folder);
}

static err run_job(struct testing_db *t, bool *out_ran)
{
    static const struct actor MACHINE = {.rights = 0};
    struct unit u = unit_of(t, &MACHINE);
    return job_run_one(&u, clock_ahead, KINDS, COUNT(KINDS), NULL, out_ran);
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
        struct stage s;
        struct kept_file f;
        struct kept_file again;
        open_stage(&s, &t);
        str pdf = pdf_testing(t.arena, S(""), S(""));
        assert_null(hand_in(&t, &s.people.owner, pdf, &f));
        assert_int_equal(f.verdict, PDF_WAITING);
        assert_int_equal(find(&t, f.id).verdict, PDF_WAITING);
        assert_true(run(&t));
        assert_int_equal(find(&t, f.id).verdict, PDF_FINE);
        assert_int_equal(told_to(&t, s.people.owner.account).count, 0);
        // The same bytes are not looked into again.
        assert_null(hand_in(&t, &s.people.staff, pdf, &again));
        assert_int_equal(again.verdict, PDF_FINE);
        assert_false(run(&t));
        close_stage(&s);
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
        struct stage s;
        struct kept_file f;
        struct query *q;
        public_no note;
        open_stage(&s, &t);
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no,
                                          QUANTITIES(1, 1, 1), s.contract.contracted_on, &note));

        assert_null(hand_in(&t, &s.people.owner, hostile(&t, 1), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_CERTIFICATE);
        bind_i64(q, "no", 1234567890128);
        bind_i64(q, "supplier", s.people.supplier.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(&t, &s.people.owner, 1, "/supplier/certificates/1234567890128");
        assert_int_equal(find(&t, f.id).verdict, PDF_SCRIPT);

        static const char *const ORIGINS[] = {"note", "inspection"};
        for (size_t i = 0; i < COUNT(ORIGINS); i++) {
            const struct actor *who = i == 0 ? &s.people.staff : &s.people.inspector;
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

        assert_null(hand_in(&t, &s.people.owner, hostile(&t, 4), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_DRAFT);
        bind_i64(q, "contract", s.contract.id.value);
        bind_i64(q, "account", s.people.owner.account.value);
        run_row(&t, q);
        q = row(&t, &SQL_PDF_TOLD_TEST_DRAFT_PROOF);
        bind_i64(q, "contract", s.contract.id.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(
            &t, &s.people.owner, 2,
            str_format(t.arena, "/supplier/contracts/%lld/claim", (long long)s.contract.no.value)
                .p);

        // What became a claim is shown there, though the draft is kept.
        assert_null(hand_in(&t, &s.people.owner, hostile(&t, 5), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_CLAIM);
        bind_i64(q, "no", 1234567890135);
        bind_i64(q, "contract", s.contract.id.value);
        bind_i64(q, "account", s.people.owner.account.value);
        run_row(&t, q);
        q = row(&t, &SQL_PDF_TOLD_TEST_PROOF);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(&t, &s.people.owner, 3, "/supplier/claims/1234567890135");

        assert_null(hand_in(&t, &s.people.owner, hostile(&t, 6), &f));
        q = row(&t, &SQL_PDF_TOLD_TEST_COMPANY);
        bind_i64(q, "supplier", s.people.supplier.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        assert_true(run(&t));
        expect_told(&t, &s.people.owner, 4, "/supplier/company");
        close_stage(&s);
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
        struct stage s;
        struct kept_file f;
        struct kept_file lost;
        open_stage(&s, &t);
        assert_null(hand_in(&t, &VISITOR, hostile(&t, 1), &f));
        struct application p = {
            .account = s.people.owner.account,
            .department_name = S(""),
            .file = f.id,
            .terms_version = S("1"),
        };
        struct party_place place = {.supplier = s.people.supplier};
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(application_store_add(t.db, place, &p, (instant){1}));
        assert_null(db_commit(t.db));
        assert_true(run(&t));
        expect_told(&t, &s.people.owner, 1, "/join/state");
        // What nobody names is refused all the same.
        assert_null(hand_in(&t, &VISITOR, hostile(&t, 2), &lost));
        assert_true(run(&t));
        assert_int_equal(find(&t, lost.id).verdict, PDF_SCRIPT);
        assert_int_equal(told_to(&t, s.people.owner.account).count, 1);
        close_stage(&s);
    }
}

static void refused_bytes_are_not_kept_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage s;
        struct kept_file f;
        struct kept_file second;
        open_stage(&s, &t);
        // Two handed in before anybody looked: both wait, and neither is opened.
        assert_null(hand_in(&t, &s.people.owner, hostile(&t, 1), &f));
        assert_null(hand_in(&t, &s.people.rival_owner, hostile(&t, 1), &second));
        assert_true(run(&t));
        assert_int_equal(find(&t, second.id).verdict, PDF_SCRIPT);
        assert_true(run(&t));
        assert_false(run(&t));
        err e = hand_in(&t, &s.people.owner, hostile(&t, 1), &f);
        assert_ptr_equal(e, pdf_fault(PDF_SCRIPT));
        assert_string_equal(e->code, "pdf.script");
        close_stage(&s);
    }
}

static str job_state(struct testing_db *t, const char *kind)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_PDF_TOLD_TEST_JOB);
    bind_str(q, "kind", str_view(kind));
    str state = query_next(q) ? read_str(q, "state") : S("");
    assert_null(query_end(q));
    db_rollback(t->db);
    return state;
}

static void where_nobody_can_look_it_waits(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage s;
        struct kept_file f;
        bool ran = false;
        open_stage(&s, &t);
        assert_null(hand_in(&t, &s.people.owner, pdf_testing(t.arena, S(""), S("")), &f));
        picture_testing_program("/nowhere/dure-picture", 20000);
        assert_ptr_equal(run_job(&t, &ran), &PICTURE_NO_PROGRAM);
        assert_int_equal(find(&t, f.id).verdict, PDF_WAITING);
        // Nor is it condemned by a child that says nothing, however often: the job is dead then.
        picture_testing_program("/bin/false", 20000);
        ahead_s = 0;
        for (int i = 1; i < LIMIT_JOB_TRIES; i++) {
            ahead_s += 10000; // beyond the longest wait
            assert_ptr_equal(run_job(&t, &ran), &PICTURE_NO_ANSWER);
            assert_int_equal(find(&t, f.id).verdict, PDF_WAITING);
        }
        ahead_s += 10000;
        assert_false(run(&t));
        assert_true(str_equals(job_state(&t, PDF_JOB), S("dead")));
        assert_int_equal(told_to(&t, s.people.owner.account).count, 0);
        // Who hands the same in again has both looked into.
        picture_testing_begin();
        assert_null(hand_in(&t, &s.people.owner, pdf_testing(t.arena, S(""), S("")), &f));
        assert_true(run(&t));
        assert_int_equal(find(&t, f.id).verdict, PDF_FINE);
        ahead_s = 0;
        close_stage(&s);
    }
}

// A program of ours in the child's place.
static void set_script(const struct testing_folder *folder, const char *script, char path[300])
{
    (void)snprintf(path, 300, "%s/program", folder->path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, script, strlen(script)), (ssize_t)strlen(script));
    assert_int_equal(close(fd), 0);
    picture_testing_program(path, 20000);
}

static void one_that_costs_too_much_is_refused_after_the_second_look(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage s;
        struct kept_file f;
        static char program[300];
        open_stage(&s, &t);
        assert_null(hand_in(&t, &s.people.owner, pdf_testing(t.arena, S(""), S("")), &f));
        set_script(&s.folder, "#!/bin/sh\nexit 121\n", program);
        assert_true(run(&t));
        assert_int_equal(find(&t, f.id).verdict, PDF_WAITING);
        assert_int_equal(told_to(&t, s.people.owner.account).count, 0);
        assert_false(run(&t)); // not at once
        ahead_s = LIMIT_PDF_SECOND_S + 1;
        assert_true(run(&t));
        ahead_s = 0;
        assert_int_equal(find(&t, f.id).verdict, PDF_GIVEN_UP);
        assert_false(run(&t));
        // One that passes the second time is fine.
        assert_null(hand_in(&t, &s.people.owner, pdf_testing(t.arena, S("/Lang(ko)"), S("")), &f));
        assert_true(run(&t));
        picture_testing_begin();
        ahead_s = LIMIT_PDF_SECOND_S + 1;
        assert_true(run(&t));
        ahead_s = 0;
        assert_int_equal(find(&t, f.id).verdict, PDF_FINE);
        (void)unlink(program);
        close_stage(&s);
    }
}

static void what_a_party_hands_in_beyond_some_comes_in_turns(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage s;
        struct kept_file f;
        struct kept_file other;
        open_stage(&s, &t);
        for (int i = 0; i < LIMIT_PDF_AT_ONCE + 3; i++) {
            assert_null(
                hand_in(&t, i % 2 == 0 ? &s.people.owner : &s.people.staff, hostile(&t, i), &f));
        }
        assert_null(hand_in(&t, &s.people.rival_owner, hostile(&t, 100), &other));
        // Three of the firm's come after the other's, and not before their turn.
        for (int i = 0; i < LIMIT_PDF_AT_ONCE + 1; i++) {
            assert_true(run(&t));
        }
        assert_int_equal(find(&t, other.id).verdict, PDF_SCRIPT);
        for (int i = 1; i <= 3; i++) {
            assert_false(run(&t));
            ahead_s = i * LIMIT_PDF_TURN_S + 1;
            assert_true(run(&t));
        }
        ahead_s = 0;
        assert_int_equal(find(&t, f.id).verdict, PDF_SCRIPT);
        assert_false(run(&t));
        close_stage(&s);
    }
}

static err begin_old(struct unit *u, void *data)
{
    (void)data;
    return job_add(u, PDF_OLD_JOB, 0, S(""), (instant){0});
}

static void walk_back(struct testing_db *t)
{
    static const struct actor MACHINE = {.rights = 0};
    struct unit u = unit_of(t, &MACHINE);
    assert_null(unit_run(&u, unit_clock_system, begin_old, NULL));
}

// Files without a job, as those of before the looker; and verdicts of an older one.
static void forget_jobs(struct testing_db *t)
{
    run_row(t, row(t, &SQL_PDF_TOLD_TEST_FORGET));
}

static void note_older(struct testing_db *t, const struct kept_file *f, const char *verdict)
{
    struct query *q = row(t, &SQL_PDF_TOLD_TEST_OLDER);
    bind_str(q, "sha256", f->sha256);
    bind_i64(q, "looker", PDF_LOOKER - 1);
    bind_str(q, "verdict", str_view(verdict));
    run_row(t, q);
}

static void the_past_is_looked_into_from_the_newest_and_behind_what_is_new(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage s;
        struct kept_file old[3];
        struct kept_file twin;
        struct kept_file fresh;
        open_stage(&s, &t);
        for (int i = 0; i < 3; i++) {
            assert_null(hand_in(&t, &s.people.owner, hostile(&t, i), &old[i]));
        }
        assert_null(hand_in(&t, &s.people.staff, hostile(&t, 1), &twin));
        (void)unlink(file_path(t.arena, &old[0])); // lost: it holds up nobody
        forget_jobs(&t);
        walk_back(&t);
        assert_true(run(&t)); // the twin's bytes, and so those of old[1]
        assert_int_equal(find(&t, old[1].id).verdict, PDF_SCRIPT);
        assert_int_equal(find(&t, old[2].id).verdict, PDF_WAITING);
        assert_null(hand_in(&t, &s.people.rival_owner, hostile(&t, 10), &fresh));
        assert_true(run(&t)); // the next of the past, asked for before
        assert_int_equal(find(&t, old[2].id).verdict, PDF_SCRIPT);
        assert_true(run(&t));
        assert_int_equal(find(&t, fresh.id).verdict, PDF_SCRIPT);
        assert_true(run(&t)); // old[0] gets a job of its own
        bool ran = false;
        assert_ptr_equal(run_job(&t, &ran), &BYTES_CANNOT_READ);
        assert_true(run(&t)); // none is left
        assert_int_equal(find(&t, old[0].id).verdict, PDF_WAITING);
        assert_false(run(&t));
        close_stage(&s);
    }
}

static void a_verdict_of_an_older_looker_holds_until_the_newer_one_looked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage s;
        struct kept_file f;
        open_stage(&s, &t);
        struct kept_file good;
        struct kept_file same;
        str harmless = pdf_testing(t.arena, S(""), S(""));
        assert_null(hand_in(&t, &s.people.owner, hostile(&t, 1), &f));
        assert_null(hand_in(&t, &s.people.staff, hostile(&t, 1), &same));
        assert_null(hand_in(&t, &s.people.staff, harmless, &good));
        forget_jobs(&t);
        struct query *q = row(&t, &SQL_PDF_TOLD_TEST_CERTIFICATE);
        bind_i64(q, "no", 1234567890128);
        bind_i64(q, "supplier", s.people.supplier.value);
        bind_i64(q, "file", f.id.value);
        run_row(&t, q);
        q = row(&t, &SQL_PDF_TOLD_TEST_COMPANY);
        bind_i64(q, "supplier", s.people.supplier.value);
        bind_i64(q, "file", same.id.value);
        run_row(&t, q);
        note_older(&t, &f, "fine");
        note_older(&t, &good, "given_up");
        assert_int_equal(find(&t, f.id).verdict, PDF_FINE);
        assert_int_equal(find(&t, good.id).verdict, PDF_GIVEN_UP);
        assert_ptr_equal(hand_in(&t, &s.people.owner, harmless, &good), pdf_fault(PDF_GIVEN_UP));
        walk_back(&t);
        for (int i = 0; i < 3; i++) { // both, and none is left
            assert_true(run(&t));
        }
        assert_false(run(&t));
        assert_int_equal(find(&t, good.id).verdict, PDF_FINE);
        assert_int_equal(find(&t, f.id).verdict, PDF_SCRIPT);
        assert_null(hand_in(&t, &s.people.owner, harmless, &good));
        // Everybody who handed in those bytes is told, once.
        expect_told(&t, &s.people.owner, 1, "/supplier/certificates/1234567890128");
        expect_told(&t, &s.people.staff, 1, "/supplier/company");
        walk_back(&t);
        assert_true(run(&t));
        assert_false(run(&t));
        expect_told(&t, &s.people.owner, 1, "/supplier/certificates/1234567890128");
        close_stage(&s);
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
        cmocka_unit_test(one_that_costs_too_much_is_refused_after_the_second_look),
        cmocka_unit_test(what_a_party_hands_in_beyond_some_comes_in_turns),
        cmocka_unit_test(the_past_is_looked_into_from_the_newest_and_behind_what_is_new),
        cmocka_unit_test(a_verdict_of_an_older_looker_holds_until_the_newer_one_looked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
