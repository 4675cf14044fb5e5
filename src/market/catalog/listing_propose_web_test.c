// test-timeout: 120
// What the normalisers would write in a firm's form stands beside what was typed, and waits for its
// word.
#include "market/catalog/listing_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, LISTING_FORM_ROUTES, LISTING_FORM_ROUTE_COUNT);
    catalog_testing_seat_owner(s);
    web_as(&s->web, &s->owner);
}

#define GET_PAGE(s, path) web_get(&(s)->web, str_to_c((s)->database->arena, path))
#define ASSERT_SAYS(answer, text) assert_true(str_contains((answer).body, S(text)))
#define ASSERT_SILENT(answer, text) assert_false(str_contains((answer).body, S(text)))

static struct web_answer post_made(struct catalog_scene *s, const char *maker, const char *model,
                                   const char *asked)
{
    return web_post(&s->web, "/supplier/products",
                    WEB_FIELDS({"category", "paper.copy.a4"}, {"title", "두레 복사용지 A4"},
                               {"maker", maker}, {"model", model}, {"value_1", "A4"},
                               {"value_2", "2500"}, {"price", "21,500"}, {"unit", "상자"},
                               {"quantity_min", "1"}, {"lead_days", "3"}, {"make_asked", asked}));
}

static void makers_and_models_are_proposed_beside_what_is_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post_made(&s, "주식회사 한결문구", "모델명 hk－100", "");
        assert_int_equal(a.status, 422); // shown once, and not yet listed
        ASSERT_SAYS(a, "value=\"주식회사 한결문구\"");
        ASSERT_SAYS(a, "제안: <b>㈜한결문구</b> · 회사 종류를 기호로 적고");
        ASSERT_SAYS(a, "value=\"모델명 hk－100\"");
        ASSERT_SAYS(a, "제안: <b>HK-100</b>");
        ASSERT_SAYS(a, "적은 대로 두려면 아래의 단추를 한 번 더 누르면 됩니다.");
        ASSERT_SAYS(a, "name=\"make_asked\" value=\"주식회사 한결문구|모델명 hk－100\"");
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"do", "take"}, {"category", "paper.copy.a4"},
                                {"title", "두레 복사용지 A4"}, {"maker", "주식회사 한결문구"},
                                {"model", "hk-100"}));
        ASSERT_SAYS(a, "value=\"㈜한결문구\"");
        ASSERT_SAYS(a, "value=\"HK-100\"");
        a = post_made(&s, "주식회사 한결문구", "hk-100", "주식회사 한결문구|hk-100");
        assert_int_equal(a.status, 303); // what was typed stands once it was asked about
        str edit = str_join(t.arena, a.location, S("/edit"));
        ASSERT_SAYS(GET_PAGE(&s, edit), "제안: <b>㈜한결문구</b>");
        a = web_post(&s.web, str_to_c(t.arena, edit),
                     WEB_FIELDS({"title", "두레 복사용지 A4"}, {"maker", "주식회사 한결문구"},
                                {"model", "hk-100"}, {"value_1", "A4"}, {"value_2", "2500"},
                                {"price", "21,400"}, {"unit", "상자"}, {"quantity_min", "1"},
                                {"lead_days", "3"}, {"version", "1"}));
        assert_int_equal(a.status, 303); // nor is it asked about again
        a = post_made(&s, "한결문구", "HK-100", "");
        assert_int_equal(a.status, 303);
        catalog_testing_close(&s);
    }
}

static void a_known_maker_is_read_from_the_title(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        catalog_testing_make(&s, s.pens.product, "㈜한결문구");
        catalog_testing_approve(&s, s.pens.product);
        // 한결문구 HK-100 복사용지 A4
        struct web_answer a = web_get(
            &s.web,
            "/supplier/products/new?category=paper.copy.a4&title=%ED%95%9C%EA%B2%B0%EB%AC%B8"
            "%EA%B5%AC%20HK-100%20%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80%20A4");
        ASSERT_SAYS(a, "제안: <b>㈜한결문구</b>");
        ASSERT_SAYS(a, "제안: <b>HK-100</b>");
        ASSERT_SAYS(a, "제안: <b>A4</b>");
        ASSERT_SILENT(a, "한 번 더 누르면"); // nothing of it was typed
        a = post_made(&s, "한결 문구", "HK-100", "");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "제안: <b>㈜한결문구</b> · 이미 등록된 제조사 이름으로 적었습니다.");
        catalog_testing_close(&s);
    }
}

static struct web_answer post_amounts(struct catalog_scene *s, const char *deed, const char *lead,
                                      const char *quantity, const char *stock)
{
    return web_post(&s->web, "/supplier/products",
                    WEB_FIELDS({"do", deed}, {"category", "paper.copy.a4"},
                               {"title", "두레 복사용지 A4"}, {"value_1", "A4"},
                               {"value_2", "2500"}, {"price", "21,500"}, {"unit", "상자"},
                               {"quantity_min", quantity}, {"lead_days", lead}, {"stock", stock}));
}

static void amounts_are_proposed_as_the_sheet_reads_them(void **state)
{
    (void)state;
    static const struct {
        const char *lead;
        const char *quantity;
        const char *stock;
        const char *says[3];
    } CASES[] = {
        {"3일",
         "10상자",     "백 상자",
         {"제안: <b>3</b> · 단위는 칸에 있으므로", "제안: <b>10</b> · 단위는 칸에 있으므로",
          "제안: <b>100</b>"}                                                                             },
        {"1주일", "1", "5",          {"제안: <b>7</b>", "제안: <b>7</b>", "제안: <b>7</b>"}         },
        {"7~10일",
         "한 상자",   "",
         {"제안: <b>10</b> · 범위로 적은 납기는 늦은 쪽으로", "제안: <b>1</b>", "제안:"}},
        {"즉시",  "1", "",           {"제안: <b>0</b> · 바로 납품한다는", "제안:", "제안:"} },
    };
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct web_answer a =
                post_amounts(&s, "", CASES[i].lead, CASES[i].quantity, CASES[i].stock);
            assert_int_equal(a.status, 422);
            for (size_t k = 0; k < COUNT(CASES[i].says); k++) {
                assert_true(str_contains(a.body, str_view(CASES[i].says[k])));
            }
        }
        struct web_answer a = post_amounts(&s, "take", "1주일", "10상자", "백 상자");
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "name=\"lead_days\" value=\"7\"");
        ASSERT_SAYS(a, "name=\"quantity_min\" value=\"10\"");
        ASSERT_SAYS(a, "name=\"stock\" value=\"100\"");
        a = post_amounts(&s, "", "2년", "0", "많음"); // beyond a year, none, no number
        assert_int_equal(a.status, 422);
        ASSERT_SILENT(a, "제안:");
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makers_and_models_are_proposed_beside_what_is_typed),
        cmocka_unit_test(a_known_maker_is_read_from_the_title),
        cmocka_unit_test(amounts_are_proposed_as_the_sheet_reads_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
