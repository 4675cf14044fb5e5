// test-timeout: 120
// The set-up data that ships is taken in whole, twice as well as once.
#include "market/catalog/catalog_import_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_import_action_test.sql.h"
#include "platform/db/db_testing.h"

static const struct actor MACHINE = {0};

static str read_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    char *p = arena_alloc(a, 1 * MIB);
    size_t n = fread(p, 1, 1 * MIB, f);
    assert_int_equal(fclose(f), 0);
    return (str){.p = p, .n = n};
}

static err take_all(struct unit *u, void *data)
{
    str *sentence = data;
    struct arena *a = u->arena;
    TRY(catalog_import_regions(u, S("regions.csv"), read_file(a, "data/regions.csv"), sentence));
    TRY(catalog_import_categories(u, S("categories.csv"), read_file(a, "data/categories.csv"),
                                  sentence));
    TRY(catalog_import_attributes(u, S("attributes.csv"), read_file(a, "data/attributes.csv"),
                                  sentence));
    TRY(catalog_import_synonyms(u, S("synonyms.csv"), read_file(a, "data/synonyms.csv"), sentence));
    TRY(catalog_import_titles(u, S("titles.csv"), read_file(a, "data/titles.csv"), sentence));
    return catalog_import_services(u, S("service_specs.csv"),
                                   read_file(a, "data/service_specs.csv"), sentence);
}

static void the_set_up_data_is_taken_in_whole(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        for (int times = 0; times < 2; times++) {
            str sentence = S("");
            err e = unit_run(&u, unit_clock_system, take_all, &sentence);
            if (e != NULL) {
                fail_msg("%s: %.*s %s", e->code, STR_ARG(sentence), db_error(t.db).p);
            }
        }
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_CATALOG_COUNTS);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "regions"), 427);
        assert_int_equal(read_i64(q, "categories"), 401);
        assert_int_equal(read_i64(q, "attributes"), 1234);
        assert_int_equal(read_i64(q, "synonyms"), 7011);
        assert_int_equal(read_i64(q, "questions"), 147);
        assert_int_equal(read_i64(q, "price_lines"), 74);
        assert_int_equal(read_i64(q, "without_title"), 0);
        assert_int_equal(read_i64(q, "transports"), 2);
        assert_int_equal(read_i64(q, "rates"), 2);
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

static err take_bad(struct unit *u, void *data)
{
    return catalog_import_regions(u, S("regions.csv"),
                                  S("code,level,name,full_name,parent_code,in_daegu\n2700000000,"
                                    "sido,가,가,,1\n27,x,나,나,,1\n"),
                                  data);
}

static void a_bad_row_is_told_by_its_line_and_nothing_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        str sentence = S("");
        assert_ptr_equal(unit_run(&u, unit_clock_system, take_bad, &sentence), &CATALOG_BAD_ROW);
        assert_true(str_starts(sentence, S("regions.csv:3: code:")));
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_CATALOG_COUNTS);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "regions"), 0);
        assert_null(query_end(q));
        db_rollback(t.db);
    }
}

#define SPEC_HEADER "category_code,row_type,seq,key,label_ko,answer_type,unit,options,required\n"
#define SPEC_BEFORE                                                                                \
    "code,parent_code,level,name_ko,object\na,,1,가,service\na.b,a,2,나,service\n"               \
    "a.b.c,a.b,3,다,service\n"

static err take_bad_service(struct unit *u, void *data)
{
    const char *const *row = data;
    str sentence = S("");
    TRY(catalog_import_categories(u, S("c.csv"), S(SPEC_BEFORE), &sentence));
    str text = str_format(u->arena, "%s%s\n", SPEC_HEADER, row[0]);
    err e = catalog_import_services(u, S("s.csv"), text, &sentence);
    assert_true(str_contains(sentence, str_view(row[1])));
    return e;
}

static void a_bad_row_of_a_service_is_told_by_its_column(void **state)
{
    (void)state;
    static const char *const ROWS[][2] = {
        {"a.b,question,1,k,이름,text,,,1",              "category_code"},
        {"a.b.c,question,0,k,이름,text,,,1",            "seq"          },
        {"a.b.c,question,33,k,이름,text,,,1",           "seq"          },
        {"a.b.c,question,1,,이름,text,,,1",             "key"          },
        {"a.b.c,question,1,k,,text,,,1",                  "label_ko"     },
        {"a.b.c,question,1,k,이름,text,12345678901,,1", "unit"         },
        {"a.b.c,question,1,k,이름,essay,,,1",           "answer_type"  },
        {"a.b.c,question,1,k,이름,enum,,,1",            "options"      },
        {"a.b.c,question,1,k,이름,text,,가|나,1",     "options"      },
        {"a.b.c,answer,1,k,이름,text,,,1",              "row_type"     },
    };
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            const char *row[] = {ROWS[i][0], ROWS[i][1]};
            assert_ptr_equal(unit_run(&u, unit_clock_system, take_bad_service, row),
                             &CATALOG_BAD_ROW);
        }
    }
}

static err take_category_of(struct unit *u, void *data)
{
    const char *const *row = data;
    str sentence = S("");
    str text = str_format(u->arena, "code,parent_code,level,name_ko,object%s\na,,1,가,%s\n", row[0],
                          row[1]);
    err e = catalog_import_categories(u, S("c.csv"), text, &sentence);
    assert_int_equal(e != NULL, str_starts(sentence, S("c.csv:2: delay_variant:")));
    return e;
}

// A file of before the column has none of it.
static void a_rate_is_of_a_service_and_one_that_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *row[2];
        err fault;
    } CASES[] = {
        {{"", "service"},                         NULL            },
        {{",delay_variant", "service,"},          NULL            },
        {{",delay_variant", "goods,"},            NULL            },
        {{",delay_variant", "service,transport"}, NULL            },
        {{",delay_variant", "service,repair"},    &CATALOG_BAD_ROW},
        {{",delay_variant", "goods,transport"},   &CATALOG_BAD_ROW},
        {{",delay_variant", "lease,transport"},   &CATALOG_BAD_ROW},
    };
    FOR_EACH_ENGINE(t)
    {
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        for (size_t i = 0; i < COUNT(CASES); i++) {
            const char *row[] = {CASES[i].row[0], CASES[i].row[1]};
            assert_ptr_equal(unit_run(&u, unit_clock_system, take_category_of, row),
                             CASES[i].fault);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_set_up_data_is_taken_in_whole),
        cmocka_unit_test(a_bad_row_is_told_by_its_line_and_nothing_stays),
        cmocka_unit_test(a_bad_row_of_a_service_is_told_by_its_column),
        cmocka_unit_test(a_rate_is_of_a_service_and_one_that_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
