// What a ground asks for beyond certificates is confirmed in writing, each with its article.
#include "market/purchase/purchase_proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"

// What is known to be asked, whether the rule asks for a paper, and the refusals.
static const struct {
    const char *need;
    const struct fault *no_ground;
    const struct fault *no_document;
} NEEDS[] = {
    {"own_production",      &PURCHASE_PROOF_OWN,      NULL                      },
    {"reason_document",     &PURCHASE_PROOF_REASON,   &PURCHASE_PROOF_REASON_NO },
    {"ministry_conditions", &PURCHASE_PROOF_MINISTRY, NULL                      },
    {"officer_list",        &PURCHASE_PROOF_OFFICERS, &PURCHASE_PROOF_OFFICER_NO},
    {"something_new",       &PURCHASE_PROOF_OTHER,    NULL                      },
};

static void a_certificate_is_on_record_and_not_asked(void **state)
{
    (void)state;
    struct purchase_proofs none = {.count = 0};
    assert_false(purchase_proof_is_asked(S("certificate:women")));
    assert_null(purchase_proof_admit(S("certificate:women"), &none));
}

static void every_other_need_wants_a_ground_and_some_a_paper(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(NEEDS); i++) {
        str need = str_view(NEEDS[i].need);
        struct purchase_proofs given = {.count = 0};
        assert_true(purchase_proof_is_asked(need));
        assert_ptr_equal(purchase_proof_admit(need, &given), NEEDS[i].no_ground);
        assert_non_null(NEEDS[i].no_ground->source);
        given.items[given.count++] = (struct purchase_proof){.need = need, .document = S("문서")};
        assert_ptr_equal(purchase_proof_admit(need, &given), NEEDS[i].no_ground);
        given.items[0].ground = S("보았습니다.");
        assert_null(purchase_proof_admit(need, &given));
        given.items[0].document = S("");
        assert_ptr_equal(purchase_proof_admit(need, &given), NEEDS[i].no_document);
        assert_int_equal(purchase_proof_wants_document(need), NEEDS[i].no_document != NULL);
        assert_int_equal(purchase_proof_key(need), i + 1);
    }
}

static void what_was_confirmed_reads_back_as_written(void **state)
{
    (void)state;
    struct law_answer answer = {
        .needs = {S("certificate:welfare_corp"), S("own_production"), S("reason_document")},
        .need_count = 3,
    };
    struct purchase_proofs given = {
        .items = {{.need = S("reason_document"),
                   .ground = S("한 줄\nneed=women"), // no field of its own
                   .document = S("총무과-1234")},
                  {.need = S("own_production"), .ground = S("공장을 보았습니다.")},
                  {.need = S("officer_list"), .ground = S("묻지 않은 것")}},
        .count = 3,
    };
    assert_null(purchase_proofs_admit(&answer, &given));
    str text = purchase_proofs_text(arena, &answer, &given);
    struct purchase_proofs read;
    purchase_proofs_read(arena, text, &read);
    assert_int_equal(read.count, 2); // in the order of the answer, and what it asks for alone
    assert_true(str_equals(read.items[0].need, S("own_production")));
    assert_true(str_equals(read.items[0].document, S("")));
    assert_true(str_equals(read.items[1].ground, S("한 줄\nneed=women")));
    assert_true(str_equals(read.items[1].document, S("총무과-1234")));
    given.count = 1;
    assert_ptr_equal(purchase_proofs_admit(&answer, &given), &PURCHASE_PROOF_OWN);
    purchase_proofs_read(arena, S(""), &read);
    assert_int_equal(read.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_is_on_record_and_not_asked),
        cmocka_unit_test(every_other_need_wants_a_ground_and_some_a_paper),
        cmocka_unit_test(what_was_confirmed_reads_back_as_written),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
