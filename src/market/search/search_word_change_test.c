// What an operator changes of synonyms and categories is what people find by from then on.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/template_store.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"
#include "market/search/search_word_test.sql.h"

static size_t suggested(struct search_bench *b, const char *typed)
{
    struct search_word words[SEARCH_WORDS_MAX];
    size_t count = 0;
    assert_null(
        search_suggest(b->search, b->scene.database->arena, str_view(typed), words, &count));
    return count;
}

static void words_that_operators_change_are_read_by_every_copy(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        assert_int_equal(suggested(&b, "두루말이"), 0);
        str values[TEMPLATE_COLUMNS_MAX] = {S("복사용지"), S("synonym")};
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(template_store_write(t.db, TEMPLATE_SYNONYM, S("두루말이"), values));
        assert_null(template_store_tell(t.db, TEMPLATE_SYNONYM, S("두루말이")));
        assert_null(db_commit(t.db));
        search_bench_catch_up(&b);
        assert_int_equal(suggested(&b, "두루말이"), 1);
        struct search_meaning m;
        assert_null(search_understand(b.search, t.arena, S("두루말이"), &m));
        assert_true(str_equals(m.text, S("복사용지")) || str_equals(m.also, S("복사용지")));
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(template_store_remove(t.db, TEMPLATE_SYNONYM, S("두루말이")));
        assert_null(template_store_tell(t.db, TEMPLATE_SYNONYM, S("두루말이")));
        assert_null(db_commit(t.db));
        search_bench_catch_up(&b);
        assert_int_equal(suggested(&b, "두루말이"), 0);
        search_bench_close(&b);
    }
}

// A leaf that moves takes its goods along: they count where it lies, not where its code says.
static void a_category_that_moves_is_counted_where_it_lies(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        bool there = false;
        str values[TEMPLATE_COLUMNS_MAX];
        struct search_result r;
        search_bench_open(&b, &t);
        assert_int_equal(search_category_find(b.search, S("paper"))->count, 2);
        assert_int_equal(search_category_find(b.search, S("office.write"))->count, 1);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(template_store_read(t.db, t.arena, TEMPLATE_CATEGORY, S("paper.copy.a4"),
                                        values, &there));
        values[CATEGORY_PARENT] = S("office.write");
        assert_null(template_store_write(t.db, TEMPLATE_CATEGORY, S("paper.copy.a4"), values));
        assert_null(template_store_tell(t.db, TEMPLATE_CATEGORY, S("paper.copy.a4")));
        assert_null(db_commit(t.db));
        search_bench_catch_up(&b);
        assert_int_equal(search_category_find(b.search, S("paper"))->count, 0);
        assert_int_equal(search_category_find(b.search, S("office.write"))->count, 3);
        r = search_bench_ask(&b, (struct search_query){.category = S("paper")});
        assert_int_equal(r.total, 0);
        r = search_bench_ask(&b, (struct search_query){.category = S("office.write")});
        assert_int_equal(r.total, 3);
        assert_int_equal(r.categories.count, 2); // the pens and what came
        struct search_query sub = {.subs = S("paper.copy.a4")};
        r = search_bench_ask(&b, sub);
        assert_int_equal(r.total, 2);
        struct search_category_list above =
            search_category_above(b.search, t.arena, S("paper.copy.a4"));
        assert_int_equal(above.count, 2);
        assert_true(str_equals(above.items[0]->code, S("office")));
        assert_true(str_equals(above.items[1]->code, S("office.write")));
        // Words of where it lies now find it, also when these change later.
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(template_store_read(t.db, t.arena, TEMPLATE_CATEGORY, S("office.write"), values,
                                        &there));
        values[CATEGORY_NAME] = S("별난분류");
        assert_null(template_store_write(t.db, TEMPLATE_CATEGORY, S("office.write"), values));
        assert_null(template_store_tell(t.db, TEMPLATE_CATEGORY, S("office.write")));
        assert_null(db_commit(t.db));
        search_bench_catch_up(&b);
        r = search_bench_ask(&b, (struct search_query){.text = S("별난분류")});
        assert_int_equal(r.total, 3);
        search_bench_close(&b);
    }
}

static void change_unit(struct testing_db *t, str name, const str *values)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(values != NULL ? template_store_write(t->db, TEMPLATE_UNIT, name, values)
                               : template_store_remove(t->db, TEMPLATE_UNIT, name));
    assert_null(template_store_tell(t->db, TEMPLATE_UNIT, name));
    assert_null(db_commit(t->db));
}

static int64_t sold_by(struct testing_db *t, struct search *search, const char *units)
{
    struct search_result r;
    assert_null(
        search_find(search, t->arena, &(struct search_query){.units = str_view(units)}, &r));
    return r.total;
}

// A worker that was up to date reads a unit with the next catch-up.
static void units_that_operators_change_count_and_are_one_facet(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        struct search_meaning m;
        struct search_result r;
        search_bench_open(&b, &t);
        struct search *search = b.search;
        assert_int_equal(sold_by(&t, search, "상자"), 2);
        assert_int_equal(sold_by(&t, search, "박스"), 2); // the same by the program
        assert_int_equal(sold_by(&t, search, "한짝"), 0);
        assert_null(search_understand(search, t.arena, S("복사용지 80한짝 500만원"), &m));
        assert_int_equal(m.quantity, 0);
        str carton[TEMPLATE_COLUMNS_MAX] = {S("한짝|boxful"), S(""), S("1"), S("1"), S("1")};
        change_unit(&t, S("상자"), carton);
        search_bench_catch_up(&b);
        assert_int_equal(sold_by(&t, search, "한짝"), 2);
        assert_null(search_find(search, t.arena, &(struct search_query){.units = S("한짝")}, &r));
        assert_true(r.units.count >= 2 && str_equals(r.units.items[0].value, S("한짝")));
        assert_true(str_equals(r.units.items[0].name, S("상자"))); // marked as it was asked for
        assert_null(search_understand(search, t.arena, S("복사용지 80한짝 500만원"), &m));
        assert_int_equal(m.quantity, 80);
        assert_null(search_understand(search, t.arena, S("복사용지 90BOXFUL 500만원"), &m));
        assert_int_equal(m.quantity, 90);
        change_unit(&t, S("상자"), NULL);
        search_bench_catch_up(&b);
        assert_int_equal(sold_by(&t, search, "한짝"), 0);
        assert_null(search_understand(search, t.arena, S("복사용지 80한짝 500만원"), &m));
        assert_int_equal(m.quantity, 0);
        search_bench_close(&b);
    }
}

static void add_words(struct search *s)
{
    assert_null(db_begin(s->index, DB_WRITE));
    assert_null(query_run(db_query(s->index, &SQL_SEARCH_WORD_TEST_PRODUCTS), NULL));
    assert_null(db_commit(s->index));
}

// There is room for a thousand at first.
static void thousands_of_words_are_each_known_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        assert_true(str_equals(search_bench_meant(&b, "복사용디").text, S("복사용지")));
        size_t known = b.search->known.count;
        add_words(b.search);
        search_known_forget(b.search);
        search_kept_begin(b.search);
        assert_true(str_equals(search_bench_meant(&b, "복사용디").text, S("복사용지")));
        assert_int_equal(b.search->known.count, known + 2001);
        size_t room = b.search->known_words.n + b.search->known_slots.n;
        assert_in_range(room, 2001 * sizeof(struct search_known), 2001 * 128);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_category_that_moves_is_counted_where_it_lies),
        cmocka_unit_test(words_that_operators_change_are_read_by_every_copy),
        cmocka_unit_test(units_that_operators_change_count_and_are_one_facet),
        cmocka_unit_test(thousands_of_words_are_each_known_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
