// A firm pages through its products in shoots, the newest first, and sees those of nobody else.
#include "market/content/content_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/content/content_testing.h"

#define OWN_COUNT (LIMIT_DESK_ROWS + 2)

// Products of the scene's firm, called 상품-1 and so on, and one of its rival after the first.
static void fill(struct catalog_scene *s, public_no *out_rivals)
{
    static uint64_t next_no = 7000000000000;
    struct catalog_good goods[OWN_COUNT];
    struct arena *a = s->database->arena;
    struct db *db = s->database->db;
    int64_t item = 0;
    for (size_t i = 0; i < OWN_COUNT; i++) {
        const char *title = str_format(a, "상품-%zu", i + 1).p;
        goods[i] = catalog_testing_add(s, "paper.copy.a4", title, s->woman, 1000);
    }
    struct catalog_good other =
        catalog_testing_add(s, "paper.copy.a4", "남의 상품", s->rival, 1000);
    *out_rivals = public_no_from(next_no++);
    assert_null(db_begin(db, DB_WRITE));
    db_set_arena(db, a);
    int64_t shoot = content_testing_add_shoot(db);
    for (size_t i = 0; i < OWN_COUNT; i++) {
        assert_null(shoot_store_add_item(db, shoot, goods[i].offer, public_no_from(next_no++),
                                         ITEM_WAITING, (instant){1}, &item));
        if (i == 0) {
            assert_null(shoot_store_add_item(db, shoot, other.offer, *out_rivals, ITEM_WAITING,
                                             (instant){1}, &item));
        }
    }
    assert_null(db_commit(db));
}

static bool lists(struct web_answer a, int nth)
{
    char title[32];
    (void)snprintf(title, sizeof(title), ">상품-%d</a>", nth);
    return web_shows(a, title);
}

// Where a button of the pager leads, or NULL where there is none.
static const char *leads(struct arena *a, struct web_answer answer, const char *rel)
{
    str mark = str_format(a, "\" rel=\"%s\">", rel);
    if (!str_contains(answer.body, mark)) {
        return NULL;
    }
    str head = str_slice(answer.body, 0, str_index(answer.body, mark));
    size_t begin = head.n;
    while (begin > 0 && head.p[begin - 1] != '"') {
        begin--;
    }
    return str_to_c(a, str_slice(head, begin, head.n));
}

static void a_firm_pages_through_its_products_in_shoots(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        public_no rivals;
        catalog_testing_open(&s, &t, MY_SHOOT_ROUTES, MY_SHOOT_ROUTE_COUNT);
        fill(&s, &rivals);
        web_as(&s.web, &s.owner);

        struct web_answer a = web_get(&s.web, "/supplier/shoots");
        assert_true(web_shows(a, "모두 52개"));
        assert_true(lists(a, OWN_COUNT));
        assert_true(lists(a, 3));
        assert_false(lists(a, 2));
        assert_false(web_shows(a, "남의 상품"));
        assert_null(leads(t.arena, a, "prev"));
        const char *next = leads(t.arena, a, "next");
        assert_non_null(next);

        a = web_get(&s.web, next);
        assert_true(web_shows(a, "모두 52개"));
        assert_false(lists(a, 3));
        assert_true(lists(a, 2));
        assert_true(lists(a, 1));
        assert_false(web_shows(a, "남의 상품"));
        assert_null(leads(t.arena, a, "next"));
        assert_string_equal(leads(t.arena, a, "prev"), "/supplier/shoots");

        // What cannot be read begins at the top; the number of another firm's product leads
        // nowhere.
        assert_true(lists(web_get(&s.web, "/supplier/shoots?before=1"), OWN_COUNT));
        a = web_get(&s.web,
                    str_format(t.arena, "/supplier/shoots?before=%lld", (long long)rivals.value).p);
        assert_false(lists(a, 1));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_firm_pages_through_its_products_in_shoots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
