// Which proofs are asked for before the money goes, and when each of them will do.
#include "market/claim/claim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/date_testing.h"
#include "market/law/law_pack.h"
#include "market/law/law_testing.h"

static const struct law *law;

static int load(void **state)
{
    (void)arena_testing_begin(state);
    law = testing_law();
    return 0;
}

// A contract under the local law, of which all came in time.
static struct claim_basis basis(enum law_object object, int64_t price)
{
    struct claim_basis b = {
        .regime = LAW_LOCAL,
        .object = object,
        .path = LAW_ONE_QUOTE,
        .contracted_on = day("2026-10-01"),
        .ends_on = day("2026-11-20"),
        .price = WON(price),
        .came = {NEW_ARRAY(arena, 1, struct delivery_came), 1},
    };
    b.came.items[0].part = (struct law_delay_part){
        .seq = 1, .on = b.ends_on, .amount = b.price, .checked_on = b.ends_on};
    return b;
}

static const struct claim_proof *proof(const claim_proof_list *list, const char *kind)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equals(list->items[i].kind, str_view(kind))) {
            return &list->items[i];
        }
    }
    return NULL;
}

static void a_negotiated_contract_asks_for_no_clearance_of_taxes(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        enum claim_proof_state negotiated;
        enum claim_proof_state bidding;
    } PROOFS[] = {
        {"inspection",       CLAIM_PROOF_GIVEN,        CLAIM_PROOF_GIVEN  },
        {"tax_invoice",      CLAIM_PROOF_MISSING,      CLAIM_PROOF_MISSING},
        {"social_insurance", CLAIM_PROOF_MISSING,      CLAIM_PROOF_MISSING},
        {"national_tax",     CLAIM_PROOF_NOT_REQUIRED, CLAIM_PROOF_MISSING},
        {"local_tax",        CLAIM_PROOF_NOT_REQUIRED, CLAIM_PROOF_MISSING},
        {"bond_check",       CLAIM_PROOF_GIVEN,        CLAIM_PROOF_GIVEN  },
    };
    struct claim_basis b = basis(LAW_GOODS, 11000000);
    b.vat = WON(1000000);
    for (int path = 0; path < LAW_PATH_COUNT; path++) {
        claim_proof_list list;
        b.path = (enum law_path)path;
        claim_list_proofs(law, arena, &b, day("2026-11-27"), &list);
        assert_int_equal(list.count, COUNT(PROOFS));
        for (size_t i = 0; i < COUNT(PROOFS); i++) {
            const struct claim_proof *p = proof(&list, PROOFS[i].kind);
            assert_non_null(p);
            assert_int_equal(p->state,
                             path == LAW_OPEN_BIDDING ? PROOFS[i].bidding : PROOFS[i].negotiated);
            assert_true(p->article.n > 0 && p->reason.n > 0 && p->label.n > 0);
        }
    }
}

static void taxable_and_exempt_lines_are_invoiced_apart(void **state)
{
    (void)state;
    struct claim_basis b = basis(LAW_GOODS, 2900000);
    money supply;
    money vat;
    claim_proof_list list;
    b.vat = WON(250000);
    b.exempt = WON(150000);
    claim_list_proofs(law, arena, &b, day("2026-11-27"), &list);
    assert_non_null(proof(&list, "tax_invoice"));
    assert_non_null(proof(&list, "plain_invoice"));
    claim_invoice_sums(&b, S("tax_invoice"), &supply, &vat);
    assert_int_equal(supply.won, 2500000);
    assert_int_equal(vat.won, 250000);
    claim_invoice_sums(&b, S("plain_invoice"), &supply, &vat);
    assert_int_equal(supply.won, 150000);
    assert_int_equal(vat.won, 0);

    b.vat = WON(0);
    b.exempt = b.price; // books only
    claim_list_proofs(law, arena, &b, day("2026-11-27"), &list);
    assert_null(proof(&list, "tax_invoice"));
    assert_non_null(proof(&list, "plain_invoice"));
}

// No rate on record is no exemption.
static void check_bond(const claim_proof_list *list, bool known)
{
    const struct claim_proof *p = proof(list, known ? "bond" : "bond_check");
    assert_non_null(p);
    assert_null(proof(list, known ? "bond_check" : "bond"));
    assert_int_equal(p->state, known ? CLAIM_PROOF_MISSING : CLAIM_PROOF_GIVEN);
    assert_int_equal(claim_proof_form_of(p->kind),
                     known ? CLAIM_BY_CERTIFICATE : CLAIM_BY_INSTITUTION);
}

static void a_bond_is_asked_for_once_its_rate_is_known_and_looked_up_until_then(void **state)
{
    (void)state;
    struct law *known = testing_law_open(arena);
    str where = S("");
    assert_null(
        law_add_row(known, S("daegu/bonds"),
                    S("X.1,B-08,any,daegu,urban_railway,works_general,20000000,250,net,5000,"
                      "cut,claim,2026-10-01,,조례,H,1,"),
                    &where));
    assert_null(law_finish(known, &where));
    static const struct {
        enum law_object object;
        int64_t price;
        bool known;
    } CASES[] = {
        {LAW_WORKS_GENERAL, 20000000, true },
        {LAW_WORKS_GENERAL, 19999999, false},
        {LAW_GOODS,         20000000, false},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_basis b = basis(CASES[i].object, CASES[i].price);
        claim_proof_list list;
        claim_list_proofs(known, arena, &b, day("2026-11-27"), &list);
        check_bond(&list, CASES[i].known);
        b.contracted_on = day("2026-09-30"); // the day before the row
        claim_list_proofs(known, arena, &b, day("2026-11-27"), &list);
        check_bond(&list, false);
    }
}

static void a_number_of_an_invoice_has_a_day_and_24_characters(void **state)
{
    (void)state;
    static const struct {
        const char *number;
        bool fits;
    } NUMBERS[] = {
        {"202611244100000012345678",  true },
        {"20261124410000001a3b5c7d",  true },
        {"20261127410000001a3b5c7d",  true }, // today
        {"202611284100000012345678",  false}, // tomorrow
        {"20261124410000001234567",   false},
        {"2026112441000000123456789", false},
        {"202613244100000012345678",  false},
        {"202602304100000012345678",  false},
        {"20261124-41000000-123456",  false}, // hyphens are taken off before
        {"2026112441000000123456 8",  false},
        {"가나다라마바사아",  false},
        {"",                          false},
    };
    date today = day("2026-11-27");
    for (size_t i = 0; i < COUNT(NUMBERS); i++) {
        assert_ptr_equal(claim_check_invoice_no(law, str_view(NUMBERS[i].number), today),
                         NUMBERS[i].fits ? NULL : &CLAIM_INVOICE_NO);
    }
    // Where the law only warns, no number is refused.
    struct law *milder = testing_law_open(arena);
    str where = S("");
    assert_null(law_add_row(milder, S("kr/identifiers"),
                            S("X.1,V-08,any,tax_invoice_no,24,,warn,2026-11-01,,실무,M,1,"),
                            &where));
    assert_null(law_finish(milder, &where));
    assert_null(claim_check_invoice_no(milder, S("1"), today));
}

static void an_invoice_is_written_between_contract_and_claim(void **state)
{
    (void)state;
    struct claim_basis b = basis(LAW_GOODS, 11000000);
    date today = day("2026-11-27");
    assert_null(claim_check_invoice_day(&b, day("2026-10-01"), today));
    assert_ptr_equal(claim_check_invoice_day(&b, day("2026-09-30"), today), &CLAIM_INVOICE_DAY);
    assert_null(claim_check_invoice_day(&b, today, today));
    assert_ptr_equal(claim_check_invoice_day(&b, day("2026-11-28"), today), &CLAIM_INVOICE_DAY);
}

static struct claim_proof certificate(const char *kind, const char *issued_on, const char *until)
{
    return (struct claim_proof){
        .kind = str_view(kind),
        .state = CLAIM_PROOF_GIVEN,
        .reference = S("1234"),
        .issued_on = day(issued_on),
        .valid_until = until == NULL ? DATE_NONE : day(until),
    };
}

static void a_certificate_holds_to_its_printed_and_to_its_lawful_day(void **state)
{
    (void)state;
    date today = day("2026-11-27");
    static const struct {
        const char *kind;
        const char *issued_on;
        const char *until;
        const struct fault *fault;
    } CASES[] = {
        {"social_insurance", "2026-11-27", NULL,         NULL                   },
        {"social_insurance", "2026-11-28", NULL,         &CLAIM_CERTIFICATE_DAY },
        {"social_insurance", "2026-01-02", "2026-11-27", NULL                   },
        {"social_insurance", "2026-01-02", "2026-11-26", &CLAIM_CERTIFICATE_OVER},
        {"national_tax",     "2026-10-28", NULL,         NULL                   }, // 30 days (K-14)
        {"national_tax",     "2026-10-27", NULL,         &CLAIM_CERTIFICATE_OVER},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_proof p = certificate(CASES[i].kind, CASES[i].issued_on, CASES[i].until);
        assert_ptr_equal(claim_check_certificate(law, &p, today), CASES[i].fault);
    }
}

static void a_checklist_is_whole_or_tells_what_is_wrong(void **state)
{
    (void)state;
    date today = day("2026-11-27");
    struct claim_basis b = basis(LAW_GOODS, 11000000);
    b.vat = WON(1000000);
    claim_proof_list list;
    claim_list_proofs(law, arena, &b, today, &list);
    assert_ptr_equal(claim_check_proofs(law, &b, &list, today), &CLAIM_PROOF_LACKING);
    struct claim_proof *invoice = (struct claim_proof *)proof(&list, "tax_invoice");
    struct claim_proof *insurance = (struct claim_proof *)proof(&list, "social_insurance");
    invoice->state = CLAIM_PROOF_GIVEN;
    invoice->reference = S("202611244100000012345678");
    invoice->issued_on = day("2026-11-24");
    invoice->supply = WON(10000000);
    invoice->vat = WON(1000000);
    assert_ptr_equal(claim_check_proofs(law, &b, &list, today), &CLAIM_PROOF_LACKING);
    insurance->state = CLAIM_PROOF_GIVEN;
    insurance->by_inquiry = true;
    assert_null(claim_check_proofs(law, &b, &list, today));
    invoice->supply = WON(9999999);
    assert_ptr_equal(claim_check_proofs(law, &b, &list, today), &CLAIM_INVOICE_SUPPLY);
    invoice->supply = WON(10000000);
    invoice->vat = WON(1000001);
    assert_ptr_equal(claim_check_proofs(law, &b, &list, today), &CLAIM_INVOICE_VAT);
    invoice->vat = WON(1000000);
    *insurance = certificate("social_insurance", "2026-01-02", "2026-11-26");
    assert_ptr_equal(claim_check_proofs(law, &b, &list, today), &CLAIM_CERTIFICATE_OVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_negotiated_contract_asks_for_no_clearance_of_taxes),
        cmocka_unit_test(taxable_and_exempt_lines_are_invoiced_apart),
        cmocka_unit_test(a_bond_is_asked_for_once_its_rate_is_known_and_looked_up_until_then),
        cmocka_unit_test(a_number_of_an_invoice_has_a_day_and_24_characters),
        cmocka_unit_test(an_invoice_is_written_between_contract_and_claim),
        cmocka_unit_test(a_certificate_holds_to_its_printed_and_to_its_lawful_day),
        cmocka_unit_test(a_checklist_is_whole_or_tells_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, load, arena_testing_end);
}
