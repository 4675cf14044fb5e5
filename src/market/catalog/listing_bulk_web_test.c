// Of many listings those change that can, and each that cannot says why and where that is mended.
#include "market/catalog/listing_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_bulk_web_test.sql.h"

#define ASSERT_SAYS(answer, text) assert_true(str_contains((answer).body, S(text)))
#define ASSERT_SILENT(answer, text) assert_false(str_contains((answer).body, S(text)))
#define BULK "/supplier/products/bulk"

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    static struct route routes[24];
    size_t count = 0;
    for (size_t i = 0; i < LISTING_BULK_ROUTE_COUNT; i++) {
        routes[count++] = LISTING_BULK_ROUTES[i];
    }
    for (size_t i = 0; i < LISTING_FORM_ROUTE_COUNT; i++) {
        routes[count++] = LISTING_FORM_ROUTES[i];
    }
    catalog_testing_open(s, t, routes, count);
    catalog_testing_seat_owner(s);
    web_as(&s->web, &s->owner);
}

static void set_vat(struct testing_db *t, const char *code, const char *vat)
{
    assert_null(db_begin(t->db, DB_WRITE));
    db_set_arena(t->db, t->arena);
    struct query *q = db_query(t->db, &SQL_TEST_BULK_VAT);
    bind_str(q, "code", str_view(code));
    bind_str(q, "vat", str_view(vat));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

// NO.VERSION of one, as its form sends it.
static const char *seen(struct testing_db *t, const struct catalog_good *good, int version)
{
    return str_format(t->arena, "%lld.%d", (long long)good->offer_no.value, version).p;
}

static struct web_answer ask_both(struct catalog_scene *s)
{
    return web_get(&s->web,
                   str_format(s->database->arena, BULK "?deed=percent&amount=-5&no=%lld&no=%lld",
                              (long long)s->paper.offer_no.value, (long long)s->pens.offer_no.value)
                       .p);
}

static struct web_answer change(struct catalog_scene *s, const char *no)
{
    return web_post(&s->web, BULK, WEB_FIELDS({"deed", "percent"}, {"amount", "-5"}, {"no", no}));
}

static void who_keeps_an_old_tax_holds_up_nobody_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        set_vat(&t, "paper.copy.a4", "exempt");
        struct web_answer a = ask_both(&s);
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "과세로 등록되어 있지만 이 분류는 이제 면세입니다.");
        ASSERT_SAYS(a, "1개는 바꿀 수 없거나");
        ASSERT_SAYS(a, "1개 바꾸기</button>");
        str edit =
            str_format(t.arena, "/supplier/products/%lld/edit", (long long)s.paper.offer_no.value);
        assert_true(str_contains(a.body, edit));
        assert_string_equal(web_input(t.arena, a, "no"), seen(&t, &s.pens, 1)); // that one alone

        assert_int_equal(change(&s, seen(&t, &s.paper, 1)).status, 409); // as it was not told
        assert_int_equal(change(&s, seen(&t, &s.pens, 1)).status, 303);

        a = web_post(&s.web, edit.p,
                     WEB_FIELDS({"version", "1"}, {"price", "21,500"}, {"unit", "상자"},
                                {"quantity_min", "1"}, {"lead_days", "3"}));
        assert_int_equal(a.status, 303);
        a = ask_both(&s);
        ASSERT_SAYS(a, "20,425원"); // 21,500 × 95 %
        ASSERT_SAYS(a, "2개 바꾸기</button>");
        catalog_testing_close(&s);
    }
}

static struct web_answer change_all(struct catalog_scene *s, const char *told)
{
    return web_post(&s->web, BULK,
                    WEB_FIELDS({"deed", "percent"}, {"amount", "-5"}, {"all", "1"},
                               {"state", "active"}, {"told", told}));
}

static void all_change_but_those_that_were_told_to_stay(void **state)
{
    (void)state;
    static const char ASK[] = BULK "?deed=percent&amount=-5&all=1&state=active";
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        for (int i = 0; i < LIMIT_BULK_OFFERS; i++) {
            (void)catalog_testing_add(&s, "office.write.pen", "볼펜", s.woman, 1000);
        }
        struct web_answer a = web_get(&s.web, ASK);
        const char *told = web_input(t.arena, a, "told");
        ASSERT_SILENT(a, "그대로 둘 것");
        set_vat(&t, "paper.copy.a4", "exempt");
        assert_int_equal(change_all(&s, told).status, 409); // one would stay that was to change
        a = web_get(&s.web, ASK);
        ASSERT_SAYS(a, "<dt>그대로 둘 것</dt><dd>1개");
        ASSERT_SAYS(a, "이제 면세입니다"); // though it came before all that are shown
        ASSERT_SAYS(a, "그대로 둘 것 모두와 새로 등록한 것부터, 합쳐 100개만");
        a = change_all(&s, web_input(t.arena, a, "told"));
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("done=101")));
        a = ask_both(&s);
        ASSERT_SAYS(a, "10,830원"); // 12,000 × 95 % × 95 %
        ASSERT_SAYS(a, "21,500원");
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_keeps_an_old_tax_holds_up_nobody_else),
        cmocka_unit_test(all_change_but_those_that_were_told_to_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
