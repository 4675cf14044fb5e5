// The manual says what the program does: its printed pages are the ones that lie in
// docs/operations.
#include "app/docs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/jobs.h"
#include "app/verbs.h"
#include "base/fault.h"
#include "base/limits.h"
#include "platform/file/folder.h"

static void the_printed_pages_are_the_committed_ones(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    for (size_t i = 0; i < DOCS_PAGE_COUNT; i++) {
        struct out o;
        str committed = {0};
        out_init(&o, a, LIMIT_PAGE);
        DOCS_PAGES[i].write(&o);
        assert_false(o.overflowed);
        str path = str_format(a, "docs/operations/%s", DOCS_PAGES[i].file);
        str sentence = {0};
        if (folder_read_file(a, path, &committed, &sentence) != NULL) {
            fail_msg("%.*s", STR_ARG(sentence));
        }
        if (!str_equals(out_view(&o), committed)) {
            fail_msg("%s is not what the program says: run make docs", DOCS_PAGES[i].file);
        }
    }
    arena_close(a);
}

static void every_job_and_every_verb_says_what_it_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < JOB_KIND_COUNT; i++) {
        if (job_meaning(JOB_KINDS[i].name)[0] == '\0') {
            fail_msg("%s has no line in JOB_MEANINGS", JOB_KINDS[i].name);
        }
    }
    for (size_t i = 0; i < VERB_COUNT; i++) {
        assert_true(VERBS[i].meaning[0] != '\0');
        for (size_t k = 0; k < VERBS[i].options.count; k++) {
            assert_true(VERBS[i].options.items[k].meaning[0] != '\0');
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_printed_pages_are_the_committed_ones),
        cmocka_unit_test(every_job_and_every_verb_says_what_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
