// What was not found is counted, unless it may name a person.
#include "market/search/search_miss_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/search/search_bench_testing.h"
#include "market/search/search_miss_test.sql.h"
#include "market/search/search_web.h"

#define PAPER "%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"

struct bench {
    struct catalog_scene scene;
    struct search_place place;
};

static struct web_answer ask(struct bench *b, const char *address)
{
    return web_get(&b->scene.web, address);
}

static int64_t misses_of(struct bench *b, const char *text)
{
    struct db *db = b->scene.database->db;
    int64_t count = 0;
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_SEARCH_MISS_TEST_LIST);
    while (query_next(q)) {
        count += str_equals(read_str(q, "query"), str_view(text)) ? read_i64(q, "count") : 0;
    }
    assert_null(query_end(q));
    db_rollback(db);
    return count;
}

static void what_is_not_found_is_counted_without_names(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        search_bench_serve(&b.scene, &b.place, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_SEARCH_MISS_TEST_ADD);
        bind_date(q, "day", date_from_ymd(2020, 1, 1));
        bind_str(q, "text", S("old"));
        assert_null(query_run(q, NULL));
        assert_null(db_commit(t.db));
        (void)ask(&b, "/search?q=Zeppelin");
        (void)ask(&b, "/search?q=zeppelin+");
        assert_int_equal(misses_of(&b, "zeppelin"), 2);
        assert_int_equal(misses_of(&b, "old"), 0); // for a year
        (void)ask(&b, "/search?q=zeppelin&exact=1");
        (void)ask(&b, "/search?q=zeppelin&green=1");
        assert_int_equal(misses_of(&b, "zeppelin"), 2);
        (void)ask(&b, "/search?q=" PAPER);
        assert_int_equal(misses_of(&b, "복사용지"), 0);
        (void)ask(&b, "/search?q=kim%40namgu.kr");
        assert_int_equal(misses_of(&b, "kim@namgu.kr"), 0);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_may_name_a_person_is_not_counted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool counts;
    } CASES[] = {
        {"드론",            true },
        {"kx-1000",           true },
        {"12345",             true },
        {"123456",            false},
        {"010-1234-5678",     false},
        {"010 1234 5678",     false},
        {"010.1234.5678",     false},
        {"010/1234/5678",     false},
        {"010_1234_5678",     false},
        {"(053) 803.1234",    false},
        {"010·1234·5678",   false},
        {"010–1234–5678", false},
        {"010ㅡ1234ㅡ5678", false},
        {"010‧1234‧5678", false},
        {"010ー1234ー5678", false},
        {"900101 - 1234567",  false},
        {"1,000,000원",      true },
        {"1200x600x750",      true },
        {"1200*600*750",      true },
        {"a4 1.5mm 20매",    true },
        {"a1b2c3d4e5f6",      true },
        {"kim@namgu.kr",      false},
        {"",                  false},
        {"펜",               false},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_int_equal(search_miss_counts(str_view(CASES[i].text)), CASES[i].counts);
    }
    char long_text[42];
    for (size_t i = 0; i < sizeof(long_text); i++) {
        long_text[i] = 'a';
    }
    assert_true(search_miss_counts((str){.p = long_text, .n = 40}));
    assert_false(search_miss_counts((str){.p = long_text, .n = 41}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_found_is_counted_without_names),
        cmocka_unit_test(what_may_name_a_person_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
