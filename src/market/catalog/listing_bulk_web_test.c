// Many listings are changed at once after what would change was seen: those that can, and each that
// cannot says why and where that is mended.
#include "market/catalog/listing_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_bulk_web_test.sql.h"
#include "market/catalog/listing_store.h"

#define ASSERT_SAYS(answer, text) assert_true(str_contains((answer).body, S(text)))
#define ASSERT_SILENT(answer, text) assert_false(str_contains((answer).body, S(text)))
#define BULK "/supplier/products/bulk"

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    static struct route routes[24];
    const struct {
        const struct route *items;
        size_t count;
    } LISTS[] = {
        {LISTING_ROUTES,      LISTING_ROUTE_COUNT     },
        {LISTING_FORM_ROUTES, LISTING_FORM_ROUTE_COUNT},
        {LISTING_BULK_ROUTES, LISTING_BULK_ROUTE_COUNT},
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT(LISTS); i++) {
        for (size_t k = 0; k < LISTS[i].count; k++) {
            routes[count++] = LISTS[i].items[k];
        }
    }
    catalog_testing_open(s, t, routes, count);
    catalog_testing_seat_owner(s);
    web_as(&s->web, &s->owner);
}

static void many_are_changed_after_what_would_change_was_seen(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        long long paper = (long long)s.paper.offer_no.value;
        long long pens = (long long)s.pens.offer_no.value;
        const char *ask =
            str_to_c(t.arena, str_format(t.arena, BULK "?deed=percent&amount=-5&no=%lld&no=%lld",
                                         paper, pens));
        struct web_answer a = web_get(&s.web, ask);
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "21,500원");
        ASSERT_SAYS(a, "20,425원"); // 21,500 × 95 %
        ASSERT_SAYS(a, "11,400원"); // 12,000 × 95 %
        ASSERT_SAYS(a, "2개 바꾸기");
        const char *no_1 = str_to_c(t.arena, str_format(t.arena, "%lld.1", paper));
        const char *no_2 = str_to_c(t.arena, str_format(t.arena, "%lld.1", pens));
        assert_true(str_contains(a.body, str_view(no_1)));
        a = web_post(&s.web, BULK,
                     WEB_FIELDS({"deed", "percent"}, {"amount", "-5"}, {"no", no_1}, {"no", no_2}));
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/supplier/products?done=2")));
        a = web_get(&s.web, str_to_c(t.arena, a.location));
        ASSERT_SAYS(a, "2개를 바꾸었습니다");
        ASSERT_SAYS(a, "20,425");
        a = web_post(&s.web, BULK, // from a window that was open before
                     WEB_FIELDS({"deed", "percent"}, {"amount", "-5"}, {"no", no_1}, {"no", no_2}));
        assert_int_equal(a.status, 409);
        no_1 = str_to_c(t.arena, str_format(t.arena, "%lld.2", paper));
        no_2 = str_to_c(t.arena, str_format(t.arena, "%lld.2", pens));
        a = web_post(&s.web, BULK, WEB_FIELDS({"deed", "pause"}, {"no", no_1}, {"no", no_2}));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web,
                    str_to_c(t.arena, str_format(t.arena, BULK "?deed=pause&no=%lld", paper)));
        ASSERT_SAYS(a, "지금 ‘판매 멈춤’입니다.");
        a = web_get(&s.web, BULK "?deed=percent&amount=51");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "-50에서 50 사이");
        ASSERT_SILENT(a, "href=\"#amount\""); // whose field is on the list
        a = web_get(&s.web, str_to_c(t.arena, str_format(t.arena, BULK "?deed=pause&no=%lld",
                                                         (long long)s.rival_paper.offer_no.value)));
        assert_int_equal(a.status, 404); // another firm's
        catalog_testing_close(&s);
    }
}

static struct web_answer list_new(struct catalog_scene *s, const char *title)
{
    return web_post(&s->web, "/supplier/products",
                    WEB_FIELDS({"category", "paper.copy.a4"}, {"title", title}, {"value_1", "A4"},
                               {"value_2", "2500"}, {"price", "30000"}, {"unit", "상자"},
                               {"quantity_min", "1"}, {"lead_days", "3"}));
}

static struct web_answer change_waiting(struct catalog_scene *s, const char *told)
{
    return web_post(&s->web, BULK,
                    WEB_FIELDS({"deed", "percent"}, {"amount", "-5"}, {"all", "1"},
                               {"state", "waiting"}, {"q", "같은"}, {"told", told}));
}

static void all_of_a_condition_are_changed_as_they_were_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        for (int i = 0; i < LIMIT_DESK_ROWS + 1; i++) {
            const char *title = str_format(t.arena, "같은 복사용지 %d", i).p;
            assert_int_equal(list_new(&s, title).status, 303);
        }
        struct web_answer a =
            web_get(&s.web, "/supplier/products?state=waiting&q=%EA%B0%99%EC%9D%80");
        ASSERT_SAYS(a, "이 조건의 모두 (51개)");
        ASSERT_SAYS(a, "name=\"state\" value=\"waiting\"");
        ASSERT_SILENT(web_get(&s.web, "/supplier/products?state=active"), "이 조건의 모두");
        const char *ask = BULK "?deed=percent&amount=-5&all=1&state=waiting&q="
                               "%EA%B0%99%EC%9D%80";
        a = web_get(&s.web, ask);
        ASSERT_SAYS(a, "이 조건의 모두 51개");
        ASSERT_SAYS(a, "‘검토 중’, 찾는 말 ‘같은’");
        ASSERT_SAYS(a, "51개 바꾸기");
        const char *told = web_input(t.arena, a, "told");
        assert_int_equal(list_new(&s, "같은 복사용지 더").status, 303);
        assert_int_equal(change_waiting(&s, told).status, 409); // there is one more now
        a = change_waiting(&s, web_input(t.arena, web_get(&s.web, ask), "told"));
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location,
                               S("/supplier/products?state=waiting&q=%EA%B0%99%EC%9D%80&done=52")));
        a = web_get(&s.web, str_to_c(t.arena, a.location));
        ASSERT_SAYS(a, "52개를 바꾸었습니다");
        ASSERT_SAYS(a, "28,500");
        ASSERT_SILENT(a, "30,000");
        a = web_get(&s.web, BULK "?deed=lead&amount=3&all=1&state=waiting");
        ASSERT_SAYS(a, "<dt>그대로 둘 것</dt><dd>52개"); // as it is
        ASSERT_SILENT(a, "개 바꾸기</button>");
        a = web_get(&s.web, BULK "?deed=pause&all=1&q=nothing");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "이 조건의 상품이 없습니다");
        catalog_testing_close(&s);
    }
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

static void forbid(struct testing_db *t, const char *word)
{
    assert_null(db_begin(t->db, DB_WRITE));
    db_set_arena(t->db, t->arena);
    struct query *q = db_query(t->db, &SQL_TEST_BULK_WORD);
    bind_str(q, "word", str_view(word));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static enum listing_state state_of(struct catalog_scene *s, const struct catalog_good *good)
{
    struct listing l;
    struct db *db = s->database->db;
    assert_null(db_begin(db, DB_READ));
    assert_null(listing_store_find(db, s->database->arena, s->woman, good->offer_no, &l));
    db_rollback(db);
    return l.state;
}

// As after a change of it alone: what two must look at may stand in a value of its template.
static void a_new_price_is_weighed_with_what_the_values_say(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        forbid(&t, "백색"); // the paper's colour
        struct web_answer a =
            web_post(&s.web, BULK,
                     WEB_FIELDS({"deed", "percent"}, {"amount", "-5"},
                                {"no", seen(&t, &s.paper, 1)}, {"no", seen(&t, &s.pens, 1)}));
        assert_int_equal(a.status, 303);
        assert_int_equal(state_of(&s, &s.paper), LISTING_WAITING);
        assert_int_equal(state_of(&s, &s.pens), LISTING_ACTIVE);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_are_changed_after_what_would_change_was_seen),
        cmocka_unit_test(all_of_a_condition_are_changed_as_they_were_told),
        cmocka_unit_test(who_keeps_an_old_tax_holds_up_nobody_else),
        cmocka_unit_test(all_change_but_those_that_were_told_to_stay),
        cmocka_unit_test(a_new_price_is_weighed_with_what_the_values_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
