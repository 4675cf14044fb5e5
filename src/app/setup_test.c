// A new site gets its set-up data whole, once, or not at all.
#include "app/setup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/setup_test.sql.h"
#include "market/catalog/catalog_import_action.h"
#include "platform/db/db_testing.h"
#include "platform/file/folder.h"
#include "platform/file/folder_testing.h"

static const struct actor MACHINE = {0};

struct asked {
    const char *data_dir;
    str sentence;
};

static err load(struct unit *u, void *data)
{
    struct asked *asked = data;
    return setup_load(u, str_view(asked->data_dir), setup_fresh_no, NULL, &asked->sentence);
}

static err load_from(struct testing_db *t, struct asked *asked)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("t")};
    return unit_run(&u, unit_clock_system, load, asked);
}

struct counts {
    int64_t categories;
    int64_t institutions;
    int64_t listed;
    int64_t bare; // leaves without a noun that names a thing of theirs
};

static struct counts count(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_SETUP_TEST_COUNTS);
    assert_true(query_next(q));
    struct counts n = {.categories = read_i64(q, "categories"),
                       .institutions = read_i64(q, "institutions"),
                       .listed = read_i64(q, "listed"),
                       .bare = read_i64(q, "bare")};
    assert_null(query_end(q));
    db_rollback(t->db);
    return n;
}

static void it_is_loaded_whole_and_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct asked asked = {.data_dir = "data"};
        assert_null(load_from(&t, &asked));
        struct counts n = count(&t);
        assert_int_equal(n.categories, 401);
        assert_int_equal(n.institutions, 657);
        assert_int_equal(n.listed, 657); // none has joined
        assert_int_equal(n.bare, 0);
        assert_ptr_equal(load_from(&t, &asked), &SETUP_ALREADY_DONE);
        assert_int_equal(count(&t).institutions, 657);
    }
}

static void write_file(const char *folder, const char *name, str text)
{
    char path[300];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *f = fopen(path, "wbe");
    assert_non_null(f);
    assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
    assert_int_equal(fclose(f), 0);
}

static const char *const FILES[] = {"regions.csv",       "categories.csv",    "attributes.csv",
                                    "synonyms.csv",      "titles.csv",        "category_things.csv",
                                    "vetting_words.csv", "service_specs.csv", "institutions.csv"};

// The set-up data without one file.
static void copy_without(struct arena *a, const char *folder, const char *left_out)
{
    for (size_t i = 0; i < COUNT(FILES); i++) {
        str text;
        str sentence;
        if (strcmp(FILES[i], left_out) != 0) {
            assert_null(folder_read_file(a, str_format(a, "data/%s", FILES[i]), &text, &sentence));
            write_file(folder, FILES[i], text);
        }
    }
}

static void of_a_bad_file_nothing_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder place;
        testing_folder_open(&place);
        const char *folder = place.path;
        copy_without(t.arena, folder, "category_things.csv");
        struct asked asked = {.data_dir = folder};
        assert_ptr_equal(load_from(&t, &asked), &FOLDER_CANNOT_READ);
        assert_true(str_contains(asked.sentence, S("category_things.csv")));
        assert_int_equal(count(&t).categories, 0);

        write_file(folder, "category_things.csv", S("category_code,words\noffice,볼펜|네임펜\n"));
        assert_ptr_equal(load_from(&t, &asked),
                         &CATALOG_BAD_ROW); // no category of the lowest level
        assert_true(str_contains(asked.sentence, S("category_things.csv")));
        assert_int_equal(count(&t).categories, 0);

        write_file(folder, "category_things.csv",
                   S("category_code,words\noffice.write.pen,볼펜|펜\n"));
        assert_ptr_equal(load_from(&t, &asked), &CATALOG_BAD_ROW); // one letter names too much
        assert_int_equal(count(&t).institutions, 0);

        write_file(folder, "category_things.csv",
                   S("category_code,words\noffice.write.pen,볼펜|네임펜\n"));
        assert_null(load_from(&t, &asked)); // mended, it is as if nothing had been
        assert_int_equal(count(&t).bare, 293);
        assert_true(testing_folder_close(&place));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_loaded_whole_and_once),
        cmocka_unit_test(of_a_bad_file_nothing_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
