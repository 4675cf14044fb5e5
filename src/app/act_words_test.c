// What the audit page calls an act leads back to that act.
#include "app/act_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

// The acts that one source names as it writes them; each has words of its own, so no dot is left.
static size_t look_for_words(struct arena *a, const char *path, size_t *out_bare)
{
    static const char *const WRITERS[] = {"access_begin(u, S(\"", "audit_write(u, S(\"",
                                          "audit_write_change(u, S(\""};
    size_t found = 0;
    char line[512];
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    while (fgets(line, sizeof line, f) != NULL) {
        for (size_t i = 0; i < COUNT(WRITERS); i++) {
            const char *at = strstr(line, WRITERS[i]);
            if (at == NULL) {
                continue;
            }
            str act = str_view(at + strlen(WRITERS[i]));
            act = str_cut(&act, '"');
            str label = act_label(a, act);
            if (str_contains(label, S("."))) {
                print_error("%s: %.*s has no words\n", path, STR_ARG(act));
                *out_bare += 1;
            }
            found++;
        }
    }
    (void)fclose(f);
    return found;
}

static void each_act_of_the_sources_has_words(void **state)
{
    (void)state;
    struct arena *a = arena_open(MIB);
    glob_t files = {0};
    size_t found = 0;
    size_t bare = 0;
    assert_int_equal(glob("src/*/*.c", 0, NULL, &files), 0);
    assert_int_equal(glob("src/*/*/*.c", GLOB_APPEND, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        bool is_test = strstr(files.gl_pathv[i], "_test") != NULL;
        found += is_test ? 0 : look_for_words(a, files.gl_pathv[i], &bare);
    }
    globfree(&files);
    arena_close(a);
    assert_int_equal(bare, 0);
    assert_true(found > 100);
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
        cmocka_unit_test(each_act_of_the_sources_has_words),
        cmocka_unit_test(what_is_no_label_stands_as_it_was_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
