// Reading folders of small files, and what is not a readable file.
#include "platform/file/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"

static struct arena *arena;
static char dir[] = "/tmp/dure-folder-XXXXXX";

static str at(const char *name)
{
    return str_format(arena, "%s/%s", dir, name);
}

static void write_file(const char *name, const char *text)
{
    FILE *f = fopen(at(name).p, "we");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int make(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_STARTUP);
    assert_non_null(mkdtemp(dir));
    assert_int_equal(mkdir(at("kr").p, 0700), 0);
    assert_int_equal(mkdir(at("kr/deep").p, 0700), 0);
    write_file("kr/b.csv", "둘");
    write_file("kr/a.csv", "하나");
    write_file("kr/a.txt", "아님");
    write_file("kr/.c.csv", "아님");
    write_file("kr/deep/d.csv", "아님");
    write_file("z.csv", "");
    return 0;
}

static int remove_all(void **state)
{
    (void)state;
    static const char *const FILES[] = {"kr/b.csv",  "kr/a.csv",      "kr/a.txt",
                                        "kr/.c.csv", "kr/deep/d.csv", "z.csv"};
    for (size_t i = 0; i < COUNT(FILES); i++) {
        assert_int_equal(unlink(at(FILES[i]).p), 0);
    }
    assert_int_equal(rmdir(at("kr/deep").p), 0);
    assert_int_equal(rmdir(at("kr").p), 0);
    assert_int_equal(rmdir(dir), 0);
    arena_close(arena);
    return 0;
}

static void a_folder_is_read_in_the_order_of_its_names(void **state)
{
    (void)state;
    struct folder_file *files = NULL;
    size_t count = 0;
    str sentence = S("");
    assert_null(folder_read(arena, str_view(dir), S(".csv"), &files, &count, &sentence));
    assert_int_equal(count, 3);
    assert_true(str_equals(files[0].name, S("kr/a")));
    assert_true(str_equals(files[0].text, S("하나")));
    assert_true(str_equals(files[1].name, S("kr/b")));
    assert_true(str_equals(files[2].name, S("z")));
    assert_true(str_is_empty(files[2].text));
}

static void what_cannot_be_read_is_named(void **state)
{
    (void)state;
    str text = S("");
    str sentence = S("");
    assert_ptr_equal(folder_read_file(arena, at("none.csv"), &text, &sentence),
                     &FOLDER_CANNOT_READ);
    assert_true(str_contains(sentence, S("none.csv")));
    assert_ptr_equal(folder_read_file(arena, at("kr"), &text, &sentence), &FOLDER_CANNOT_READ);

    struct folder_file *files = NULL;
    size_t count = 0;
    assert_ptr_equal(folder_read(arena, at("none"), S(".csv"), &files, &count, &sentence),
                     &FOLDER_CANNOT_READ);
    assert_int_equal(truncate(at("z.csv").p, LIMIT_FOLDER_FILE + 1), 0);
    assert_ptr_equal(folder_read_file(arena, at("z.csv"), &text, &sentence), &FOLDER_CANNOT_READ);
    assert_int_equal(truncate(at("z.csv").p, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_read_in_the_order_of_its_names),
        cmocka_unit_test(what_cannot_be_read_is_named),
    };
    return cmocka_run_group_tests(tests, make, remove_all);
}
