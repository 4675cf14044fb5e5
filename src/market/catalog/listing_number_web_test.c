// 세부품명번호 in a firm's form: looked up in the local copy of the public list, refused when it is
// not there, told when it ended.
#include "market/catalog/listing_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/product_text_web.h"
#include "market/catalog/suggest_web.h"
#include "market/number/number_action.h"
#include "market/number/number_testing.h"
#include "market/party/right.h"

static struct route routes[32];

static size_t add_routes(size_t count, const struct route *of, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        routes[count++] = of[i];
    }
    return count;
}

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    size_t count = add_routes(0, LISTING_ROUTES, LISTING_ROUTE_COUNT);
    count = add_routes(count, LISTING_FORM_ROUTES, LISTING_FORM_ROUTE_COUNT);
    count = add_routes(count, SUGGEST_ROUTES, SUGGEST_ROUTE_COUNT);
    count = add_routes(count, PRODUCT_TEXT_ROUTES, PRODUCT_TEXT_ROUTE_COUNT);
    catalog_testing_open(s, t, routes, count);
    catalog_testing_seat_owner(s);
    web_as(&s->web, &s->owner);
}

static void know_the_list(struct testing_db *t)
{
    const struct number_testing_row rows[] = {
        {"14111507",   "인쇄용지",           NULL        },
        {"1411150700", "인쇄용 복사용지", NULL        },
        {"1411150701", "복사용지",           NULL        },
        {"1411150702", "재생 복사용지",    NULL        },
        {"1411150709", "재생복사용지",     "2026-11-20"},
        {"4412170401", "볼펜",                 NULL        },
        {"4412170488", "깃펜",                 "2026-11-20"},
    };
    number_testing_know(t, rows, COUNT(rows));
}

#define ASSERT_SAYS(answer, text) assert_true(str_contains((answer).body, S(text)))
#define ASSERT_SILENT(answer, text) assert_false(str_contains((answer).body, S(text)))

// A new listing with this 세부품명번호; `name`, `value`: one more field.
static struct web_answer post_new(struct catalog_scene *s, const char *detail_no, const char *name,
                                  const char *value)
{
    return web_post(&s->web, "/supplier/products",
                    WEB_FIELDS({"category", "paper.copy.a4"}, {"title", "두레 복사용지"},
                               {"value_1", "A4"}, {"value_2", "2500"}, {"price", "21,500"},
                               {"unit", "상자"}, {"quantity_min", "1"}, {"lead_days", "3"},
                               {"detail_no", detail_no}, {"item_no", "23657020"}, {name, value}));
}

static void a_number_is_found_by_words_and_taken_without_losing_what_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post_new(&s, "", "number_words", "복사");
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "아직 읽어 두지 못해 찾을 수 없습니다");
        know_the_list(&t);
        a = post_new(&s, "", "number_words", "복사"); // Enter in the cell: looked up, not listed
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "name=\"take_number\" value=\"1411150701\"");
        ASSERT_SAYS(a, "분류 복사용지");
        assert_true(str_index(a.body, S("value=\"1411150701\"")) < // the shortest name first
                    str_index(a.body, S("value=\"1411150700\"")));
        ASSERT_SAYS(a, "aria-describedby=\"number_words-h\" autofocus"); // not back at the top
        ASSERT_SAYS(a, "name=\"take_number\" value=\"1411150702\"");
        ASSERT_SILENT(a, "value=\"1411150709\""); // ended: shown, not to be taken
        ASSERT_SAYS(a, "끝난 번호");
        ASSERT_SAYS(a, "value=\"두레 복사용지\"");
        ASSERT_SILENT(a, "볼펜");
        a = post_new(&s, "", "number_words", "4412");
        ASSERT_SAYS(a, "볼펜");
        ASSERT_SILENT(a, "14111507<"); // no 세부품명번호
        a = post_new(&s, "", "number_words", "없는 이름");
        ASSERT_SAYS(a, "그런 번호나 이름이 없습니다");
        a = post_new(&s, "1411150702", "number_words", "없는 이름");
        ASSERT_SAYS(a, "그런 번호나 이름이 없습니다");
        a = post_new(&s, "", "take_number", "1411150702");
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "name=\"detail_no\" value=\"1411150702\"");
        ASSERT_SAYS(a, "물품목록의 이름: <b>재생 복사용지</b>");
        ASSERT_SAYS(a, "value=\"두레 복사용지\"");
        a = post_new(&s, "1411150702", "own_code", "A");
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, str_to_c(t.arena, a.location));
        ASSERT_SAYS(a, "1411150702");
        ASSERT_SAYS(a, "14111507<"); // the class it lies in
        ASSERT_SAYS(a, "23657020");
        ASSERT_SILENT(a, "번호 확인");
        catalog_testing_close(&s);
    }
}

static void what_was_looked_up_once_does_not_keep_the_form_from_being_sent(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        know_the_list(&t);
        struct web_answer a =
            web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"category", "paper.copy.a4"}, {"title", "두레 복사용지"},
                                {"value_1", "A4"}, {"value_2", "2500"}, {"price", "21,500"},
                                {"unit", "상자"}, {"quantity_min", "1"}, {"lead_days", "3"},
                                {"number_words", "복사"}, {"number_asked", "복사"}));
        assert_int_equal(a.status, 303);
        a = web_post(&s.web, "/supplier/products", // asked about, with words that found nothing
                     WEB_FIELDS({"category", "paper.copy.a4"}, {"title", "두레 복사용지"},
                                {"value_1", "A4"}, {"value_2", "2500"}, {"price", "21,500"},
                                {"unit", "상자"}, {"quantity_min", "1"}, {"lead_days", "3"},
                                {"maker", "(주)두레"}, {"detail_no", "1411150702"},
                                {"number_words", "없는 이름"}, {"number_asked", "없는 이름"}));
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "제안: <b>㈜두레</b>");
        catalog_testing_close(&s);
    }
}

static void an_unknown_number_is_refused_once_a_list_was_read(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        assert_int_equal(post_new(&s, "9999999999", "own_code", "A").status, 303); // none was read
        know_the_list(&t);
        struct web_answer a = post_new(&s, "9999999998", "own_code", "B");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "조달청 물품목록에 없는 세부품명번호입니다. 숫자를 다시 확인하거나");
        ASSERT_SILENT(a, "autofocus"); // the mistakes stand at the top
        ASSERT_SAYS(a, "<details class=\"fold\" open>");
        a = post_new(&s, "123", "own_code", "B");
        ASSERT_SAYS(a, "숫자 10자리로 적어 주세요.");
        ASSERT_SILENT(a, "조달청 물품목록에 없는");
        catalog_testing_close(&s);
    }
}

static void one_that_ended_is_told_with_what_took_its_place(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        know_the_list(&t);
        struct web_answer a = post_new(&s, "1411150709", "own_code", "A");
        assert_int_equal(a.status, 303); // told, not refused
        const char *page = str_to_c(t.arena, a.location);
        a = web_get(&s.web, page);
        ASSERT_SAYS(a, "더 쓰지 않는 세부품명번호입니다(2026. 11. 20. 확인). 같은 이름으로 지금 "
                       "쓰는 번호 1411150702로 바꿔 주세요.");
        a = web_get(&s.web, str_format(t.arena, "%s/edit", page).p);
        ASSERT_SAYS(a, "같은 이름으로 지금 쓰는 번호 1411150702로");
        ASSERT_SAYS(a, "<details class=\"fold\" open>");
        a = post_new(&s, "4412170488", "own_code", "B");
        a = web_get(&s.web, str_to_c(t.arena, a.location));
        ASSERT_SAYS(a, "이름으로 찾아 지금 쓰는 번호로 바꿔 주세요.");
        catalog_testing_close(&s);
    }
}

static void one_that_stood_there_before_is_told_and_keeps_nobody_from_another_price(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post_new(&s, "9999999999", "own_code", "A");
        const char *edit = str_format(t.arena, "%.*s/edit", STR_ARG(a.location)).p;
        know_the_list(&t);
        ASSERT_SAYS(web_get(&s.web, edit), "조달청 물품목록에 없는 세부품명번호입니다");
        static const char *const NUMBERS[] = {"9999999998", "9999999999"};
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            a = web_post(&s.web, edit,
                         WEB_FIELDS({"category", "paper.copy.a4"}, {"title", "두레 복사용지"},
                                    {"value_1", "A4"}, {"value_2", "2500"}, {"price", "19,000"},
                                    {"unit", "상자"}, {"quantity_min", "1"}, {"lead_days", "3"},
                                    {"detail_no", NUMBERS[i]}, {"version", "1"}));
            assert_int_equal(a.status, i == 0 ? 422 : 303);
        }
        catalog_testing_close(&s);
    }
}

static void a_number_of_an_item_is_looked_up_after_it_was_saved(void **state)
{
    static struct number_list list; // large
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        list = (struct number_list){0};
        open_scene(&s, &t);
        number_set(true, 1000, 10);
        struct web_answer a = post_new(&s, "1411150702", "own_code", "A");
        const char *page = str_to_c(t.arena, a.location);
        ASSERT_SAYS(web_get(&s.web, page), "23657020 (조달청 물품목록에서 확인하고 있습니다)");
        number_testing_add_item(&list, "23657020", "복사용지, 두레공방", "1411150701", true);
        assert_int_equal(number_testing_run(&t, &list, web_test_now), 1); // and nothing is left
        a = web_get(&s.web, page);
        ASSERT_SAYS(a, "23657020 (복사용지, 두레공방)");
        ASSERT_SAYS(a, "의 세부품명번호는 1411150701인데 이 상품의 것은 1411150702입니다.");
        a = web_get(&s.web, str_format(t.arena, "%s/edit", page).p);
        ASSERT_SAYS(a, "물품목록의 이름: <b>복사용지, 두레공방</b>");
        ASSERT_SAYS(a, "1411150701인데 이 상품의 것은 1411150702입니다.");
        number_set(false, 1000, 10);
        catalog_testing_close(&s);
    }
}

static void an_operator_looks_a_number_up_likewise(void **state)
{
    static const struct actor OPERATOR = {
        .rights = RIGHT_OPERATOR | RIGHT_SIGNED_IN, .name = {"운영자", 9}
    };
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        know_the_list(&t);
        web_as(&s.web, &OPERATOR);
        const char *page =
            str_format(t.arena, "/admin/products/%lld/edit", (long long)s.pens.product_no.value).p;
        struct web_answer a = web_post(&s.web, page,
                                       WEB_FIELDS({"title", "유성볼펜 0.7mm 흑 12자루"},
                                                  {"do", "find_number"}, {"number_words", "볼펜"}));
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "value=\"4412170401\"");
        a = web_post(&s.web, page,
                     WEB_FIELDS({"title", "유성볼펜 0.7mm 흑 12자루"}, {"do", "save"},
                                {"reason", "번호"}, {"version", "1"}, {"detail_no", "4412170499"}));
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "조달청 물품목록에 없는");
        catalog_testing_close(&s);
    }
}

static void the_guide_shows_numbers_that_no_category_has_and_leads_to_the_form(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        know_the_list(&t);
        struct web_answer a = web_get(&s.web, "/supplier/products/suggest?number=4412");
        ASSERT_SAYS(a, "이 번호나 이름의 분류가 없습니다");
        ASSERT_SAYS(a, "category=office.write.pen&amp;detail_no=4412170401"); // by its name
        ASSERT_SAYS(a, "4412170488");
        ASSERT_SILENT(a, "detail_no=4412170488"); // ended
        s.web.accept = "application/json";
        a = web_get(&s.web, "/supplier/products/suggest?number=4412");
        ASSERT_SAYS(a, "\"listed\":[{\"detail_no\":\"4412170401\",\"detail_name\":\"볼펜\","
                       "\"code\":\"office.write.pen\",\"ended\":false}");
        s.web.accept = NULL;
        a = web_get(&s.web,
                    "/supplier/products/new?category=office.write.pen&detail_no=4412170401");
        ASSERT_SAYS(a, "name=\"detail_no\" value=\"4412170401\"");
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_found_by_words_and_taken_without_losing_what_was_typed),
        cmocka_unit_test(what_was_looked_up_once_does_not_keep_the_form_from_being_sent),
        cmocka_unit_test(an_unknown_number_is_refused_once_a_list_was_read),
        cmocka_unit_test(one_that_ended_is_told_with_what_took_its_place),
        cmocka_unit_test(one_that_stood_there_before_is_told_and_keeps_nobody_from_another_price),
        cmocka_unit_test(a_number_of_an_item_is_looked_up_after_it_was_saved),
        cmocka_unit_test(an_operator_looks_a_number_up_likewise),
        cmocka_unit_test(the_guide_shows_numbers_that_no_category_has_and_leads_to_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
