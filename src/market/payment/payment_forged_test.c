// test-timeout: 300
// What is not as it was claimed, approved and signed is not paid, whoever changed the rows; on both
// engines.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/digest.h"
#include "market/payment/payment_hand_testing.h"
#include "market/payment/payment_test.sql.h"

// --- Changed in one place ------------------------------------------------------------------------

static void abuse_04_a_claim_whose_count_is_no_longer_its_own_is_not_paid(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 3, 0);
        payment_hand_check_all(&k);
        struct unit u = {.db = t.db, .arena = t.arena, .actor = &k.s.accountant};
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        struct query *q = db_query(u.db, &SQL_PAYMENT_TEST_WAIVE_DAMAGES); // past every deed
        assert_null(query_run(q, NULL));
        assert_null(unit_commit(&u));
        struct payment_hand d = payment_hand_for(&k);
        assert_ptr_equal(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &d),
                         &PAYMENT_ALTERED);
    }
}

struct altered {
    const struct sql *sql;
    struct payment_hand deed;
};

// In one unit, so that a refusal takes the change back.
static err alter_and_pay(struct unit *u, void *data)
{
    struct altered *a = data;
    TRY(query_run(db_query(u->db, a->sql), NULL));
    return payment_hand_pay(u, &a->deed);
}

static void abuse_04_a_claim_whose_account_or_amount_was_changed_is_not_paid(void **state)
{
    (void)state;
    static const struct sql *const CHANGES[] = {
        &SQL_PAYMENT_TEST_OTHER_ACCOUNT, &SQL_PAYMENT_TEST_OTHER_BANK,
        &SQL_PAYMENT_TEST_OTHER_HOLDER,  &SQL_PAYMENT_TEST_MORE,
        &SQL_PAYMENT_TEST_LATER,         &SQL_PAYMENT_TEST_IN_TIME,
    };
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 3, 0);
        payment_hand_check_all(&k);
        struct altered a = {.deed = payment_hand_for(&k)};
        for (size_t i = 0; i < COUNT(CHANGES); i++) {
            a.sql = CHANGES[i];
            err e = purchase_testing_run(&k.s, &k.s.accountant, alter_and_pay, &a);
            if (e != &PAYMENT_ALTERED) {
                fail_msg("%s: %s", a.sql->name, e == NULL ? "paid" : e->code);
            }
        }
        assert_null(
            payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &a.deed)); // as it was claimed
    }
}

static void abuse_04_what_is_not_as_it_was_approved_and_signed_is_not_paid(void **state)
{
    (void)state;
    static const struct {
        const struct sql *sql;
        const char *named;
    } CHANGES[] = {
        {&SQL_PAYMENT_TEST_APPROVED_TEXT, "결재 원본"          },
        {&SQL_PAYMENT_TEST_APPROVED_HASH, "결재 원본"          },
        {&SQL_PAYMENT_TEST_CASE_HASH,     "결재 원본"          },
        {&SQL_PAYMENT_TEST_ROUND_OPEN,    "결재 상태"          },
        {&SQL_PAYMENT_TEST_STEP_OPEN,     "결재 상태"          },
        {&SQL_PAYMENT_TEST_NEED,          "구매 사유"          },
        {&SQL_PAYMENT_TEST_CASE_LINE,     "수량, 1번 품목"    },
        {&SQL_PAYMENT_TEST_DELAY_RATE,    "지연배상금률"     },
        {&SQL_PAYMENT_TEST_CONTRACT_LINE, "수량, 1번 품목"    },
        {&SQL_PAYMENT_TEST_CONTRACT_TEXT, "서명한 계약 문서"},
        {&SQL_PAYMENT_TEST_CONTRACT_HASH, "서명한 계약 문서"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 3, 0);
        payment_hand_check_all(&k);
        struct altered a = {.deed = payment_hand_for(&k)};
        for (size_t i = 0; i < COUNT(CHANGES); i++) {
            a.sql = CHANGES[i].sql;
            err e = purchase_testing_run(&k.s, &k.s.accountant, alter_and_pay, &a);
            if (e != &PAYMENT_NOT_AS_SIGNED ||
                !str_equals(a.deed.altered, str_view(CHANGES[i].named))) {
                fail_msg("%s: %s %.*s", a.sql->name, e == NULL ? "paid" : e->code,
                         STR_ARG(a.deed.altered));
            }
        }
        assert_null(
            payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &a.deed)); // as it was signed
    }
}

// --- Forged whole --------------------------------------------------------------------------------

static err bind_and_run(struct unit *u, const struct sql *sql, str content, str hash)
{
    struct query *q = db_query(u->db, sql);
    if (content.n > 0) {
        bind_str(q, "content", content);
    }
    bind_str(q, "hash", hash);
    return query_run(q, NULL);
}

struct forgery {
    struct payment_scene *scene;
    struct payment_hand deed;
    bool chain; // a line of the chain of deeds says so too
};

// The case, the text that was approved and both their hashes say something else alike.
static err forge_the_approval(struct unit *u, void *data)
{
    struct forgery *f = data;
    const struct payment_scene *k = f->scene;
    struct purchase_side side = {.institution = k->s.here};
    struct purchase p;
    purchase_line_list lines;
    TRY(query_run(db_query(u->db, &SQL_PAYMENT_TEST_NEED), NULL));
    TRY(purchase_find_id(u->db, side, k->contract.purchase, &p));
    TRY(purchase_list_lines(u->db, u->arena, p.id, &lines));
    str content = purchase_content(u->arena, &p, lines.items, lines.count);
    str hash = digest_sha256(u->arena, content);
    TRY(bind_and_run(u, &SQL_PAYMENT_TEST_FORGE_ROUND, content, hash));
    TRY(bind_and_run(u, &SQL_PAYMENT_TEST_FORGE_CASE, S(""), hash));
    TRY(f->chain ? bind_and_run(u, &SQL_PAYMENT_TEST_FORGE_LINE, S(""), hash) : NULL);
    return payment_hand_pay(u, &f->deed);
}

// The contract, its text, its hash and what both signed say something else alike.
static err forge_the_contract(struct unit *u, void *data)
{
    struct forgery *f = data;
    const struct payment_scene *k = f->scene;
    struct purchase_side side = {.institution = k->s.here};
    struct contract c;
    TRY(query_run(db_query(u->db, &SQL_PAYMENT_TEST_FORGE_ENDS), NULL));
    TRY(contract_find_id(u->db, side, k->contract.id, &c));
    str hash = digest_sha256(u->arena, c.content);
    TRY(bind_and_run(u, &SQL_PAYMENT_TEST_FORGE_HASH, S(""), hash));
    testing_db_forge(u->db);
    TRY(bind_and_run(u, &SQL_PAYMENT_TEST_FORGE_SIGNED, S(""), hash));
    testing_db_forge_end(u->db);
    return payment_hand_pay(u, &f->deed);
}

// The case and its round stand in the rows alone.
static err forge_a_round(struct unit *u, void *data)
{
    struct forgery *f = data;
    testing_db_forge(u->db);
    TRY(query_run(db_query(u->db, &SQL_PAYMENT_TEST_FORGE_NO_LINE), NULL));
    testing_db_forge_end(u->db);
    return payment_hand_pay(u, &f->deed);
}

static void abuse_04_what_was_forged_whole_is_not_paid(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_claim(&k, &t, 3, 0);
        payment_hand_check_all(&k);
        struct forgery f = {.scene = &k, .deed = payment_hand_for(&k)};
        assert_ptr_equal(purchase_testing_run(&k.s, &k.s.accountant, forge_the_approval, &f),
                         &PAYMENT_NOT_AS_SIGNED);
        assert_true(str_equals(f.deed.altered, S("결재 원본"))); // the chain keeps the first hash
        f.chain = true;
        assert_ptr_equal(purchase_testing_run(&k.s, &k.s.accountant, forge_the_approval, &f),
                         &PAYMENT_NOT_AS_SIGNED);
        assert_true(str_equals(f.deed.altered, S("결재 원본"))); // two lines, and one round
        assert_ptr_equal(purchase_testing_run(&k.s, &k.s.accountant, forge_a_round, &f),
                         &PAYMENT_NOT_AS_SIGNED);
        assert_true(str_equals(f.deed.altered, S("결재 원본"))); // no line, and one round
        assert_ptr_equal(purchase_testing_run(&k.s, &k.s.accountant, forge_the_contract, &f),
                         &PAYMENT_NOT_AS_SIGNED);
        assert_true(str_equals(f.deed.altered, S("이행기한"))); // the approval has another day
        assert_null(payment_hand_run(&k, &k.s.accountant, payment_hand_pay, &f.deed));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_04_a_claim_whose_count_is_no_longer_its_own_is_not_paid),
        cmocka_unit_test(abuse_04_a_claim_whose_account_or_amount_was_changed_is_not_paid),
        cmocka_unit_test(abuse_04_what_is_not_as_it_was_approved_and_signed_is_not_paid),
        cmocka_unit_test(abuse_04_what_was_forged_whole_is_not_paid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
