// Goods to be shot are the same by whichever way they are looked for.
#include "market/content/content_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/content/content.sql.h"
#include "market/content/content_store_test.sql.h"
#include "market/content/content_testing.h"
#include "platform/db/db_plan_testing.h"

#define COUNT_MOST 20 // more than there are

struct answer {
    int64_t offers[COUNT_MOST];
    size_t count;
};

static int64_t next_no(void)
{
    static int64_t no = 7000000000000;
    return no++;
}

static int64_t run(struct query *q)
{
    int64_t id = 0;
    assert_null(query_run_id(q, &id));
    return id;
}

static int64_t add_photo(struct db *db)
{
    struct query *q = db_query(db, &SQL_TEST_SHOOT_FILE);
    bind_i64(q, "no", next_no());
    int64_t file = run(q);
    q = db_query(db, &SQL_TEST_SHOOT_PICTURE);
    bind_i64(q, "no", next_no());
    bind_i64(q, "file", file);
    return run(q);
}

// A photo of a product; one that was taken away since is none.
static void photograph(struct db *db, const struct catalog_good *good, supplier_id firm,
                       bool was_removed)
{
    int64_t picture = add_photo(db);
    struct query *q = db_query(db, &SQL_TEST_SHOOT_PRODUCT_PICTURE);
    bind_i64(q, "product", good->product.value);
    bind_i64(q, "supplier", firm.value);
    bind_i64(q, "picture", picture);
    bind_id(q, "removed", was_removed ? 1 : 0);
    assert_null(query_run(q, NULL));
}

static void put_in_shoot(struct db *db, int64_t shoot, const struct catalog_good *good,
                         const char *state)
{
    struct query *q = db_query(db, &SQL_TEST_SHOOT_ITEM);
    bind_i64(q, "no", next_no());
    bind_i64(q, "shoot", shoot);
    bind_i64(q, "offer", good->offer.value);
    bind_str(q, "state", str_view(state));
    assert_null(query_run(q, NULL));
}

// Goods with and without a photo, in a shoot and not, beside those of the scene.
static void fill(struct catalog_scene *s)
{
    struct catalog_good goods[6];
    struct catalog_good merged =
        catalog_testing_add(s, "paper.copy.a4", "합쳐진 상품", s->woman, 1000);
    for (size_t i = 0; i < COUNT(goods); i++) {
        goods[i] = catalog_testing_add(s, i % 2 == 0 ? "paper.copy.a4" : "office.write.pen", "상품",
                                       i < 3 ? s->woman : s->rival, 1000);
    }
    (void)catalog_testing_add(s, "paper.copy.a4", "멈춘 상품", s->suspended, 1000);
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_WRITE));
    db_set_arena(db, s->database->arena);
    int64_t shoot = content_testing_add_shoot(db);
    photograph(db, &goods[0], s->woman, false);
    photograph(db, &goods[1], s->woman, true);
    struct query *q = db_query(db, &SQL_TEST_SHOOT_SHOWN);
    bind_i64(q, "product", merged.product.value);
    assert_null(query_run(q, NULL));
    put_in_shoot(db, shoot, &goods[3], "waiting");
    put_in_shoot(db, shoot, &goods[4], "dropped");
    assert_null(db_commit(db));
}

static struct answer ask(struct catalog_scene *s, const struct sql *sql,
                         const struct shoot_filter *f, int64_t count)
{
    struct answer found = {0};
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_READ));
    db_set_arena(db, s->database->arena);
    struct query *q = db_query(db, sql);
    bind_like(q, "firm", f->firm);
    bind_text(q, "district", f->district);
    bind_text(q, "category", f->category);
    bind_i64(q, "count", count);
    while (query_next(q)) {
        assert_true(found.count < COUNT(found.offers));
        found.offers[found.count++] = read_i64(q, "offer_id");
    }
    assert_null(query_end(q));
    db_rollback(db);
    return found;
}

static struct answer ask_store(struct catalog_scene *s, const struct shoot_filter *f)
{
    struct answer found = {0};
    shoot_candidate_list list;
    assert_null(db_begin(s->database->db, DB_READ));
    db_set_arena(s->database->db, s->database->arena);
    assert_null(shoot_store_candidates(s->database->db, s->database->arena, f, &list));
    assert_true(list.count <= COUNT(found.offers));
    for (size_t i = 0; i < list.count; i++) {
        found.offers[found.count++] = list.items[i].offer.value;
    }
    db_rollback(s->database->db);
    return found;
}

static void check_same(const struct answer *a, const struct answer *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->offers[i], b->offers[i]);
    }
}

// The filters of the page, alone and together: firm, district, category, how many are found.
static const struct {
    struct shoot_filter filter;
    size_t count;
} CASES[] = {
    {{.firm = {"", 0}},                                                                 8},
    {{.firm = {"나눔", 6}},                                                           4},
    {{.firm = {"상사", 6}},                                                           4},
    {{.firm = {"%", 1}},                                                                0},
    {{.district = {"2720000000", 10}},                                                  4},
    {{.category = {"paper", 5}},                                                        4},
    {{.category = {"paper.copy.a4", 13}},                                               4},
    {{.category = {"pap", 3}},                                                          0},
    {{.firm = {"나눔", 6}, .category = {"office", 6}},                                2},
    {{.firm = {"나눔", 6}, .district = {"2720000000", 10}, .category = {"paper", 5}}, 0},
};

static void goods_to_be_shot_are_the_same_by_each_way(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, NULL, 0);
        fill(&s);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            const struct shoot_filter *f = &CASES[i].filter;
            struct answer plain = ask(&s, &SQL_TEST_SHOOT_CANDIDATES, f, COUNT_MOST);
            assert_int_equal(plain.count, CASES[i].count);
            struct answer found = ask(&s, &SQL_SHOOT_CANDIDATES, f, COUNT_MOST);
            check_same(&found, &plain);
            found = ask(&s, &SQL_SHOOT_CANDIDATES_OF_FIRMS, f, COUNT_MOST);
            check_same(&found, &plain);
            found = ask(&s, &SQL_SHOOT_CANDIDATES_OF_DRAWN, f, COUNT_MOST);
            check_same(&found, &plain);
            found = ask_store(&s, f);
            check_same(&found, &plain);
            if (f->category.n > 0) {
                found = ask(&s, &SQL_SHOOT_CANDIDATES_OF_KINDS, f, COUNT_MOST);
                check_same(&found, &plain);
            }
        }
        struct answer first = ask(&s, &SQL_SHOOT_CANDIDATES, &CASES[0].filter, 2);
        struct answer plain = ask(&s, &SQL_TEST_SHOOT_CANDIDATES, &CASES[0].filter, 2);
        assert_int_equal(first.count, 2); // the newest
        check_same(&first, &plain);
        catalog_testing_close(&s);
    }
}

// Where nearly all goods have photos the others are not looked for among all that is for sale.
static void goods_without_a_photo_are_found_by_an_index_of_their_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        bool is_file = db_engine(t.db) == DB_SQLITE;
        str plan = db_plan(&t, &SQL_SHOOT_CANDIDATES_OF_DRAWN);
        assert_true(str_contains(plan, S("product_drawn")));
        assert_false(str_contains(plan, is_file ? S("SCAN o") : S("offer_pkey")));
        assert_true(str_contains(db_plan(&t, &SQL_SHOOT_DRAWN_COUNT), S("product_drawn")));
    }
}

// A statement that plans by a number names it itself: none of what was counted is left out.
static void as_many_are_gone_through_as_are_few(void **state)
{
    (void)state;
    const struct sql *way = &SQL_SHOOT_CANDIDATES_OF_DRAWN;
    str limit = S("LIMIT " TEXT_OF(LIMIT_SHOOT_PRODUCTS) ")");
    assert_true(str_contains(str_view(way->sqlite), limit));
    assert_true(str_contains(str_view(way->postgres), limit));
}

// However often a product was shot, the photo that was handed in last is the one that counts.
static void the_newest_photo_of_a_shot_counts(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        catalog_testing_open(&s, &t, NULL, 0);
        fill(&s);
        struct db *db = s.database->db;
        shoot_list shoots;
        shoot_item_list items;
        shoot_picture_list photos;
        struct shoot_picture x = {.role = ROLE_FRONT, .stage = STAGE_BEFORE};
        assert_null(db_begin(db, DB_WRITE));
        db_set_arena(db, s.database->arena);
        assert_null(shoot_store_list(db, s.database->arena, NO_ID(public_no), &shoots));
        assert_null(shoot_store_items(db, s.database->arena, shoots.items[0].id, &items));
        for (int i = 0; i < 102; i++) {
            x.picture.id.value = add_photo(db);
            assert_null(shoot_store_add_picture(db, items.items[0].id, &x, (instant){1 + i}));
        }
        assert_null(shoot_store_pictures(db, s.database->arena, items.items[0].id, &photos));
        assert_true(photos.items[0].picture.id.value < x.picture.id.value);
        const struct shoot_picture *counts = shoot_picture_of(&photos, ROLE_FRONT, STAGE_BEFORE);
        assert_int_equal(counts->picture.id.value, x.picture.id.value);
        assert_null(db_commit(db));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goods_to_be_shot_are_the_same_by_each_way),
        cmocka_unit_test(goods_without_a_photo_are_found_by_an_index_of_their_own),
        cmocka_unit_test(as_many_are_gone_through_as_are_few),
        cmocka_unit_test(the_newest_photo_of_a_shot_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
