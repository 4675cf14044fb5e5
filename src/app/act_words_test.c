// What the audit page calls an act leads back to that act.
#include "app/act_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/limits.h"

static void each_label_leads_back_to_its_act(void **state)
{
    (void)state;
    static const char *const ACTS[] = {
        "purchase.approve", "approval.agree",     "purchase.draw",  "contract.draw",
        "contract.sign",    "department.save",    "audit.verify",   "rule.propose",
        "policy.add",       "audit.export",       "quote.answer",   "inspection.note",
        "claim.make",       "payment.pay",        "record.add",     "account.log_in",
        "supplier.approve", "certificate.verify", "listing.revise", "listing.vote",
        "product.part",     "template.agree",     "import.resume"};
    struct arena *a = arena_open(MIB);
    for (size_t i = 0; i < COUNT(ACTS); i++) {
        str act = str_view(ACTS[i]);
        str label = act_label(a, act);
        str found = act_said(a, label);
        if (!str_equals(found, act)) {
            fail_msg("%s is called %.*s, which is %.*s", ACTS[i], STR_ARG(label), STR_ARG(found));
        }
    }
    arena_close(a);
}

static void what_is_no_label_stands_as_it_was_said(void **state)
{
    (void)state;
    static const char *const SAID[] = {"", "department.", "계약", "계약 ", "없는 말", "%"};
    struct arena *a = arena_open(MIB);
    for (size_t i = 0; i < COUNT(SAID); i++) {
        assert_true(str_equals(act_said(a, str_view(SAID[i])), str_view(SAID[i])));
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_label_leads_back_to_its_act),
        cmocka_unit_test(what_is_no_label_stands_as_it_was_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
