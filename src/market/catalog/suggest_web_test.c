// What a form is told while a product is listed, and how the words of titles get there.
#include "market/catalog/suggest_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/guide_job.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/suggest_web_test.sql.h"

static void a_form_is_told_the_category_the_values_and_the_title(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, SUGGEST_ROUTES, SUGGEST_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        s.web.accept = "application/json";
        struct web_answer a = web_get(&s.web, "/supplier/products/suggest?title=%EB%B3%B5%EC%82%AC%"
                                              "20%EC%9A%A9%EC%A7%80%20a4%202500%EB%A7%A4");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "{\"categories\":[{\"code\":\"paper.copy.a4\""));
        assert_true(web_shows(a, "분류 이름 ‘복사용지’"));
        assert_true(web_shows(a, "\"values\":[],\"title\":\"\""));
        a = web_get(&s.web, "/supplier/products/suggest?category=paper.copy.a4&a.size=a4&"
                            "a.sheets=2%EC%B2%9C5%EB%B0%B1%EB%A7%A4");
        assert_true(web_shows(a, "{\"key\":\"size\",\"state\":\"proposed\",\"typed\":\"a4\","
                                 "\"value\":\"A4\""));
        assert_true(web_shows(a, "\"value\":\"2500\""));
        assert_true(web_shows(a, "\"title\":\"복사용지 A4 2,500매\""));
        assert_true(web_shows(a, "\"maker\":{\"state\":\"empty\""));
        a = web_get(&s.web,
                    "/supplier/products/suggest?category=paper.copy.a4&maker=%28%EC%A3%BC%29"
                    "%EB%91%90%EB%A0%88&model=hk%EF%BC%8D100");
        assert_true(web_shows(a,
                              "\"maker\":{\"state\":\"proposed\",\"typed\":\"(주)두레\",\"value\":"
                              "\"㈜두레\""));
        assert_true(web_shows(a, "\"value\":\"HK-100\""));
        a = web_get(&s.web, "/supplier/products/suggest?number=14111507");
        assert_true(web_shows(a, "\"numbers\":[{\"code\":\"paper.copy.a4\""));
        a = web_get(&s.web, "/supplier/products/suggest?category=nothing&title=x");
        assert_int_equal(a.status, 200);
        catalog_testing_close(&s);
    }
}

static void who_runs_no_script_sees_the_same_on_a_page(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, SUGGEST_ROUTES, SUGGEST_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        struct web_answer a =
            web_get(&s.web, "/supplier/products/suggest?title=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"
                            "&category=paper.copy.a4&number=1411&a.size=A5");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "/supplier/products/new?category=paper.copy.a4&amp;title="));
        assert_true(web_shows(a, "1411150701"));
        assert_true(web_shows(a, "제조사"));
        assert_true(web_shows(a, "고쳐 적기")); // A5 is none of its sizes
        a = web_get(&s.web, "/supplier/products/suggest?title=zzz&number=9999");
        assert_true(web_shows(a, "분류를 짐작할 말을 찾지 못했습니다"));
        assert_true(web_shows(a, "이 번호나 이름의 분류가 없습니다"));
        assert_int_equal(web_get(&s.web, "/supplier/products/suggest").status, 200);
        catalog_testing_close(&s);
    }
}

static err count_all(struct unit *u, void *data)
{
    struct job *j = data;
    return guide_job_count(u, j);
}

static void the_words_of_what_is_for_sale_point_to_its_category(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, SUGGEST_ROUTES, SUGGEST_ROUTE_COUNT);
        (void)catalog_testing_add(&s, "office.write.pen", "두루미 문방 사우", s.woman, 5000);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner, .trace = S("t")};
        struct job j = {.argument = S("")};
        assert_null(unit_run(&u, unit_clock_system, count_all, &j));
        assert_null(unit_run(&u, unit_clock_system, count_all, &j)); // again: the same
        const struct guide *g = NULL;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(guide_store_take(t.db, t.arena, NULL, &g));
        db_rollback(t.db);
        struct guide_guess out[GUIDE_GUESSES];
        size_t count = 0;
        category_suggest(t.arena, g, S("두루미"), out, &count);
        assert_int_equal(count, 1);
        assert_true(str_equals(out[0].leaf->code, S("office.write.pen")));
        assert_true(str_equals(out[0].why, S("등록된 상품 ‘두루미’ 1건")));
        // What has ended is no title that counts.
        category_suggest(t.arena, g, S("단종"), out, &count);
        assert_int_equal(count, 0);
        catalog_testing_close(&s);
    }
}

// So many products of the pens.
static void add_pens(struct catalog_scene *s, int64_t count)
{
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_WRITE));
    db_set_arena(db, s->database->arena);
    struct query *q = db_query(db, &SQL_TEST_SUGGEST_PRODUCTS);
    bind_i64(q, "count", count);
    assert_null(query_run(q, NULL));
    q = db_query(db, &SQL_TEST_SUGGEST_OFFERS);
    bind_i64(q, "supplier", s->woman.value);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

// Where counting goes on; empty: it is over.
static str next_argument(struct testing_db *t)
{
    str argument = S("");
    assert_null(db_begin(t->db, DB_READ));
    db_set_arena(t->db, t->arena);
    struct query *q = db_query(t->db, &SQL_TEST_SUGGEST_NEXT);
    if (query_next(q)) {
        argument = read_str(q, "argument");
    }
    assert_null(query_end(q));
    db_rollback(t->db);
    return argument;
}

// While it counts nobody else writes.
static void a_large_category_is_counted_by_itself(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, SUGGEST_ROUTES, SUGGEST_ROUTE_COUNT);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner, .trace = S("t")};
        struct job j = {.argument = S("")};
        assert_null(unit_run(&u, unit_clock_system, count_all, &j));
        assert_int_equal(next_argument(&t).n, 0); // a few of each: all at once
        add_pens(&s, LIMIT_GUIDE_TITLES);
        assert_null(unit_run(&u, unit_clock_system, count_all, &j));
        j.argument = next_argument(&t);
        assert_true(str_equals(j.argument, S("office.write.pen")));
        assert_null(unit_run(&u, unit_clock_system, count_all, &j)); // the rest
        assert_true(str_equals(next_argument(&t), j.argument));      // nothing more is asked for
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_told_the_category_the_values_and_the_title),
        cmocka_unit_test(who_runs_no_script_sees_the_same_on_a_page),
        cmocka_unit_test(the_words_of_what_is_for_sale_point_to_its_category),
        cmocka_unit_test(a_large_category_is_counted_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
