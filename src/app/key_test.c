// The verb prints the keys that count, and the one in use last.
#include "app/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/secret/secret.h"
#include "platform/secret/sign.h"

static str run(struct arena *a, str data_dir, const char *option, int due)
{
    static struct verb_option known;
    struct given_option given = {.option = &known};
    struct app app = {.arena = a, .settings = {.data_dir = data_dir}};
    known = (struct verb_option){.name = option};
    app.options.items = &given;
    app.options.count = option == NULL ? 0 : 1;
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_int_equal(key_run(&app, to), due);
    (void)fclose(to);
    str told = str_copy(a, (str){.p = text, .n = size});
    free(text);
    return told;
}

static void the_verb_prints_every_key_and_makes_a_new_one(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    char *root = str_to_c(a, S("/tmp/dure-key-test-XXXXXX"));
    assert_non_null(mkdtemp(root));
    str data_dir = str_view(root);
    sign_publics list;
    assert_true(str_contains(run(a, data_dir, NULL, EXIT_DONE), S("dure migrate")));
    assert_int_equal(run(a, data_dir, "replace", EXIT_REFUSED).n, 0); // nothing to replace
    assert_null(sign_key_make(a, data_dir, (instant){1}));
    str before = run(a, data_dir, NULL, EXIT_DONE);
    str after = run(a, data_dir, "replace", EXIT_DONE);
    assert_null(sign_list(a, data_dir, &list));
    assert_int_equal(list.count, 2);
    assert_true(str_contains(before, list.items[0].key));
    assert_true(str_contains(before, S("in use")) && !str_contains(before, S("replaced")));
    assert_true(str_contains(after, list.items[0].key) && str_contains(after, S("replaced")));
    assert_true(str_contains(after, list.items[1].key) && str_contains(after, S("in use")));
    assert_true(backup_remove(root));
    arena_close(a);
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_verb_prints_every_key_and_makes_a_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
