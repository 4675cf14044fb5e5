// test-timeout: 120
// The desk of a firm: what is typed stays until it is right, what would change is shown first, and
// nobody sees another's.
#include "market/catalog/listing_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/vetting_testing.h"

static struct route routes[24];
static size_t route_count;

static void gather_routes(void)
{
    const struct {
        const struct route *items;
        size_t count;
    } LISTS[] = {
        {LISTING_ROUTES,      LISTING_ROUTE_COUNT     },
        {LISTING_FORM_ROUTES, LISTING_FORM_ROUTE_COUNT},
    };
    route_count = 0;
    for (size_t i = 0; i < COUNT(LISTS); i++) {
        for (size_t k = 0; k < LISTS[i].count; k++) {
            routes[route_count++] = LISTS[i].items[k];
        }
    }
}

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    gather_routes();
    catalog_testing_open(s, t, routes, route_count);
    catalog_testing_seat_owner(s);
    web_as(&s->web, &s->owner);
}

static str path_of(struct catalog_scene *s, public_no no, const char *more)
{
    return str_format(s->database->arena, "/supplier/products/%lld%s", (long long)no.value, more);
}

#define GET_PAGE(s, path) web_get(&(s)->web, str_to_c((s)->database->arena, path))
#define ASSERT_SAYS(answer, text) assert_true(str_contains((answer).body, S(text)))
#define ASSERT_SILENT(answer, text) assert_false(str_contains((answer).body, S(text)))

static struct web_answer post_new(struct catalog_scene *s, const char *title, const char *sheets,
                                  const char *price)
{
    return web_post(&s->web, "/supplier/products",
                    WEB_FIELDS({"category", "paper.copy.a4"}, {"title", title}, {"value_1", "A4"},
                               {"value_2", sheets}, {"price", price}, {"unit", "상자"},
                               {"quantity_min", "1"}, {"lead_days", "3"}, {"tier_quantity_1", "10"},
                               {"tier_price_1", "20,000"}));
}

static void a_firm_lists_by_hand_and_what_it_typed_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = web_get(&s.web, "/supplier/products/new");
        ASSERT_SAYS(a, "복사용지</option>");
        ASSERT_SILENT(a, "고칠 것이");
        a = web_get(&s.web, "/supplier/products/new?title=+&category="); // sent as it came
        ASSERT_SAYS(a, "상품명을 적거나 품목 분류를 골라 주세요.");
        ASSERT_SAYS(a, "aria-invalid=\"true\"");
        a = web_get(&s.web,
                    "/supplier/products/new?title=%EC%A2%85%EC%9D%B4&category=paper.copy.a4");
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "value=\"종이\"");
        ASSERT_SAYS(a, "1상자 매수 (매)");
        a = web_get(&s.web, "/supplier/products/new?title=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80");
        ASSERT_SAYS(a, "이 분류가 맞을까요?");
        ASSERT_SAYS(a, "category=paper.copy.a4");
        ASSERT_SILENT(a, "맞는 분류를 찾지 못했습니다");
        a = web_get(&s.web, "/supplier/products/new?title=asdf");
        ASSERT_SAYS(a, "맞는 분류를 찾지 못했습니다");
        a = post_new(&s, "두레 복사용지 A4", "2500장", "21,500");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "매 단위의 숫자만 적어 주세요.");
        ASSERT_SAYS(a, "value=\"2500장\"");
        ASSERT_SAYS(a, "value=\"20,000\"");
        ASSERT_SAYS(a, "제안: <b>2500</b>");
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"do", "take"}, {"category", "paper.copy.a4"},
                                {"title", "두레 복사용지 A4"}, {"value_2", "2500장"},
                                {"price", "21,500"}));
        assert_int_equal(a.status, 200); // taken, and not yet listed
        ASSERT_SAYS(a, "value=\"2500\"");
        ASSERT_SAYS(a, "value=\"21,500\"");
        ASSERT_SAYS(a, "<option value=\"A4\" selected>"); // from the title
        ASSERT_SILENT(a, "제안:");
        a = post_new(&s, "두레 복사용지 A4", "2500", "2만3천5백원");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "제안: <b>23,500</b>");
        ASSERT_SILENT(a, "많이 살수록 낮아야 합니다"); // the tiers may be right
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"do", "take"}, {"category", "paper.copy.a4"},
                                {"title", "두레 복사용지 A4"}, {"price", "2만3천5백원"}));
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "value=\"23,500\"");
        a = post_new(&s, "두레 복사용지 A4", "2500", "19,000");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "많이 살수록 낮아야 합니다");
        a = post_new(&s, "두레 복사용지 A4", "2500", "21,500");
        assert_int_equal(a.status, 303);
        a = GET_PAGE(&s, a.location);
        ASSERT_SAYS(a, "운영자가 검토하고 있습니다");
        ASSERT_SAYS(a, "21,500원 / 상자 (부가세 포함)");
        ASSERT_SAYS(a, "10상자부터 20,000원");
        a = web_get(&s.web, "/supplier/products?state=waiting");
        ASSERT_SAYS(a, "두레 복사용지 A4");
        ASSERT_SILENT(a, "유성볼펜");
        ASSERT_SAYS(a, "\"/supplier/products/export?state=waiting\""); // what is looked for
        catalog_testing_close(&s);
    }
}

static struct web_answer post_service(struct catalog_scene *s, const char *labor)
{
    return web_post(&s->web, "/supplier/products",
                    WEB_FIELDS({"category", "sclean.clean.building"}, {"title", "두레 청사 청소"},
                               {"value_1", labor}, {"value_2", "0"}, {"price", "2,000,000"},
                               {"unit", "월"}, {"quantity_min", "1"}, {"lead_days", "7"}));
}

static void a_service_says_what_its_price_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a =
            web_get(&s.web, "/supplier/products/new?category=sclean.clean.building");
        ASSERT_SAYS(a, "<h3>단가 내역</h3>");
        ASSERT_SAYS(a, "하는 일과 규모가 보이게 적습니다."); // it has no maker
        ASSERT_SILENT(a, "제조사");
        ASSERT_SAYS(a, "인건비 (원/명·월)");
        ASSERT_SAYS(a, "이윤 (%)");
        a = web_get(&s.web, "/supplier/products/new?category=paper.copy.a4");
        ASSERT_SILENT(a, "단가 내역");
        ASSERT_SAYS(a, "제조사");
        a = post_service(&s, "넉넉히");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "원/명·월 단위의 숫자만 적어 주세요.");
        ASSERT_SAYS(a, "value=\"넉넉히\"");
        a = post_service(&s, "1800000");
        assert_int_equal(a.status, 303);
        str edit = str_join(t.arena, a.location, S("/edit"));
        a = GET_PAGE(&s, edit);
        ASSERT_SAYS(a, "value=\"1800000\"");
        a = web_post(&s.web, str_to_c(t.arena, edit),
                     WEB_FIELDS({"category", "sclean.clean.building"}, {"version", "1"},
                                {"title", "두레 청사 청소"}, {"value_1", "1900000"},
                                {"value_2", "0"}, {"price", "2,000,000"}, {"unit", "월"},
                                {"quantity_min", "1"}, {"lead_days", "7"}));
        assert_int_equal(a.status, 303);
        a = GET_PAGE(&s, a.location); // the revision keeps what it was
        ASSERT_SAYS(a, "인건비");
        ASSERT_SAYS(a, "1,800,000"); // with thousands, as buyers read it
        catalog_testing_close(&s);
    }
}

static void a_title_is_built_from_the_values_and_taken_by_a_button(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post_new(&s, "두레 종이", "2500장", "21,500");
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "value=\"두레 종이\""); // nothing is changed silently
        ASSERT_SAYS(a, "규격으로 지은 상품명: <b>복사용지 A4 2,500매</b>");
        // the other proposals leave a typed title alone
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"do", "take"}, {"category", "paper.copy.a4"},
                                {"title", "두레 종이"}, {"value_1", "A4"}, {"value_2", "2500장"}));
        ASSERT_SAYS(a, "value=\"두레 종이\"");
        ASSERT_SAYS(a, "value=\"2500\"");
        ASSERT_SAYS(a, "<b>복사용지 A4 2,500매</b>");
        // taken: the title alone, and nothing is listed yet
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"do", "take_title"}, {"category", "paper.copy.a4"},
                                {"title", "두레 종이"}, {"value_1", "A4"}, {"value_2", "2500장"},
                                {"price", "21,500"}));
        assert_int_equal(a.status, 200);
        ASSERT_SAYS(a, "value=\"복사용지 A4 2,500매\"");
        ASSERT_SAYS(a, "value=\"2500장\"");
        ASSERT_SAYS(a, "value=\"21,500\"");
        ASSERT_SILENT(a, "규격으로 지은 상품명");
        // where no title was typed it comes with the rest
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"do", "take"}, {"category", "paper.copy.a4"}, {"title", ""},
                                {"value_1", "A4"}, {"value_2", "2500장"}));
        ASSERT_SAYS(a, "value=\"복사용지 A4 2,500매\"");
        // without a value there is nothing to build from
        a = web_get(&s.web, "/supplier/products/new?category=paper.copy.a4");
        ASSERT_SILENT(a, "규격으로 지은 상품명");
        catalog_testing_close(&s);
    }
}

static void what_is_wrong_is_told_down_the_page(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"#title\"",       "#value_1\"",   "#value_2\"",
                                        "#price\"",       "#lead_days\"", "#tier_quantity_1\"",
                                        "#tier_price_1\""};
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a =
            web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"category", "paper.copy.a4"}, {"title", ""}, {"value_1", ""},
                                {"value_2", "많이"}, {"price", "싸게"}, {"unit", "상자"},
                                {"quantity_min", "1"}, {"lead_days", "곧"},
                                {"tier_quantity_1", "열"}, {"tier_price_1", "싸게"}));
        assert_int_equal(a.status, 422);
        size_t after = 0;
        for (size_t i = 0; i < COUNT(ORDER); i++) {
            size_t at = str_index(a.body, str_view(ORDER[i]));
            assert_true(at < a.body.n);
            assert_true(at > after);
            after = at;
        }
        ASSERT_SAYS(a, "규격 칸에서 하나를 골라 주세요.");
        catalog_testing_close(&s);
    }
}

static void a_change_is_shown_beside_what_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post_new(&s, "두레 복사용지 A4", "2500", "21,500");
        const char *edit = str_to_c(t.arena, str_join(t.arena, a.location, S("/edit")));
        struct web_answer form = web_get(&s.web, edit);
        ASSERT_SAYS(form, "value=\"두레 복사용지 A4\"");
        ASSERT_SAYS(form, "value=\"21,500\"");
        struct web_answer done = web_post(
            &s.web, edit,
            WEB_FIELDS({"category", "paper.copy.a4"}, {"version", "1"},
                       {"title", "두레 복사용지 A4"}, {"value_1", "A4"}, {"value_2", "2000"},
                       {"price", "22,000"}, {"unit", "상자"}, {"quantity_min", "1"},
                       {"lead_days", "3"}, {"reason", "원지값 오름"}));
        assert_int_equal(done.status, 303);
        a = GET_PAGE(&s, a.location);
        ASSERT_SAYS(a, "원지값 오름");
        ASSERT_SAYS(a, "<dt>단가(원)</dt><dd><del>21,500</del> <ins>22,000</ins></dd>");
        ASSERT_SAYS(a, "<dt>1상자 매수</dt><dd><del>2,500매</del> <ins>2,000매</ins></dd>");
        ASSERT_SAYS(a, "<dt>수량별 단가</dt><dd><del>10부터 20,000원</del> <ins>없음</ins></dd>");
        form =
            web_post(&s.web, edit,
                     WEB_FIELDS({"category", "paper.copy.a4"}, {"version", "1"},
                                {"title", "두레 복사용지 A4"}, {"value_1", "A4"},
                                {"value_2", "2500"}, {"price", "23000"}, {"unit", "상자"},
                                {"quantity_min", "1"}, {"lead_days", "3"}, {"reason", "늦은 창"}));
        assert_int_equal(form.status, 422); // what the other window saved stands beside it
        ASSERT_SAYS(form, "먼저 저장된 것: 22,000");
        ASSERT_SAYS(form, "먼저 저장된 것: 2000");
        ASSERT_SAYS(form, "value=\"23000\"");
        ASSERT_SAYS(form, "name=\"version\" value=\"2\"");
        form = web_post(&s.web, edit, WEB_FIELDS({"version", "1"}, {"title", "늦은 창"}));
        assert_int_equal(form.status, 422); // and nothing typed is lost
        ASSERT_SAYS(form, "늦은 창");
        catalog_testing_close(&s);
    }
}

static void what_others_sell_too_keeps_its_text(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        const char *edit = str_to_c(t.arena, path_of(&s, s.paper.offer_no, "/edit"));
        struct web_answer a = web_get(&s.web, edit);
        ASSERT_SAYS(a, "다른 기업도 함께 파는 상품이라");
        ASSERT_SILENT(a, "name=\"title\"");
        a = web_post(&s.web, edit,
                     WEB_FIELDS({"version", "1"}, {"price", "21,400"}, {"unit", "상자"},
                                {"quantity_min", "1"}, {"lead_days", "3"}));
        assert_int_equal(a.status, 303);
        a = GET_PAGE(&s, a.location);
        ASSERT_SAYS(a, "<del>21,500</del> <ins>21,400</ins>");
        catalog_testing_close(&s);
    }
}

static void what_waits_for_two_is_told_by_name_and_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        vetting_testing_word(&t, "재생", "forbidden");
        const char *edit = str_to_c(t.arena, path_of(&s, s.paper.offer_no, "/edit"));
        struct web_answer a =
            web_post(&s.web, edit,
                     WEB_FIELDS({"version", "1"}, {"price", "21,400"}, {"unit", "상자"},
                                {"quantity_min", "1"}, {"lead_days", "3"}));
        assert_int_equal(a.status, 303);
        a = GET_PAGE(&s, a.location);
        ASSERT_SAYS(a,
                    "<b>운영자가 검토하고 있습니다.</b> 살펴봐야 할 것이 있습니다. ‘재생’ – 까닭 "
                    "운영자 두 사람이 확인한 뒤에 다시 팝니다. 그때까지는 사는 사람에게 보이지");
        ASSERT_SILENT(a, "마치면 알려 드립니다.");
        ASSERT_SILENT(a, "<b>검토 중</b>");
        catalog_testing_close(&s);
    }
}

static void a_firm_offers_what_another_sells(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        const char *product =
            str_to_c(t.arena, str_format(t.arena, "%lld", (long long)s.cleaning.product_no.value));
        struct web_answer a =
            GET_PAGE(&s, str_format(t.arena, "/supplier/products/new?product=%s", product));
        assert_int_equal(a.status, 200); // the rival's alone until now
        ASSERT_SAYS(a, "청사 위생 청소");
        ASSERT_SILENT(a, "name=\"title\"");
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"product", product}, {"price", "x"}, {"unit", "월"},
                                {"quantity_min", "1"}, {"lead_days", "3"}));
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "청사 위생 청소");
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"product", product}, {"price", "29,000,000"}, {"unit", "월"},
                                {"quantity_min", "1"}, {"lead_days", "3"}));
        assert_int_equal(a.status, 303);
        ASSERT_SAYS(GET_PAGE(&s, a.location), "29,000,000원 / 월");
        a = web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"product", product}, {"price", "29,000,000"}, {"unit", "월"},
                                {"quantity_min", "1"}, {"lead_days", "3"}));
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "이미 등록하셨습니다");
        a = GET_PAGE(&s, str_format(t.arena, "/supplier/products/new?product=%lld",
                                    (long long)s.gone.product_no.value));
        assert_int_equal(a.status, 404); // nobody sells it any more
        catalog_testing_close(&s);
    }
}

static void a_copy_brings_all_but_the_firms_own_code_and_another_firms_is_not_there(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a =
            web_post(&s.web, "/supplier/products",
                     WEB_FIELDS({"category", "paper.copy.a4"}, {"title", "두레 복사용지 A4"},
                                {"value_1", "A4"}, {"value_2", "2500"}, {"price", "21,500"},
                                {"unit", "상자"}, {"quantity_min", "2"}, {"lead_days", "5"},
                                {"own_code", "K-100"}, {"tier_quantity_1", "10"},
                                {"tier_price_1", "20,000"}));
        assert_int_equal(a.status, 303);
        a = GET_PAGE(&s, a.location);
        size_t at = str_index(a.body, S("/supplier/products/new?copy="));
        assert_true(at < a.body.n); // the button
        str rest = str_slice(a.body, at, a.body.n);
        struct web_answer form = GET_PAGE(&s, str_cut(&rest, '"'));
        assert_int_equal(form.status, 200);
        ASSERT_SAYS(form, "value=\"두레 복사용지 A4\"");
        ASSERT_SAYS(form, "<option value=\"A4\" selected>");
        ASSERT_SAYS(form, "value=\"2500\"");
        ASSERT_SAYS(form, "value=\"21,500\"");
        ASSERT_SAYS(form, "value=\"20,000\"");
        ASSERT_SILENT(form, "K-100");
        ASSERT_SAYS(form, "action=\"/supplier/products\""); // a new one, not the old one changed
        form = GET_PAGE(&s, str_format(t.arena, "/supplier/products/new?copy=%lld",
                                       (long long)s.rival_paper.offer_no.value));
        assert_int_equal(form.status, 404);
        catalog_testing_close(&s);
    }
}

static void a_listing_shows_its_score_and_what_would_raise_it_most(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post_new(&s, "두레 복사용지 A4", "2500", "21,500");
        a = GET_PAGE(&s, a.location);
        ASSERT_SAYS(a, "품질 점수 30점"); // what must be there, and tiers
        ASSERT_SAYS(a,
                    "/pictures\">밝고 또렷한 사진을 세 장 올려"); // each leads to where it is done
        ASSERT_SAYS(a, "/edit#description\">설명을");
        size_t pictures = str_index(a.body, S("사진을 세 장 올려 주세요"));
        size_t text = str_index(a.body, S("설명을 세 문장쯤 적어 주세요."));
        assert_true(pictures < text && text < a.body.n);
        ASSERT_SAYS(a, "<span class=\"r\">+30점</span>");
        ASSERT_SAYS(a, "<span class=\"r\">+15점</span>");
        ASSERT_SAYS(a, "<span class=\"r\">+10점</span>");
        ASSERT_SILENT(a, "<span class=\"r\">+5점</span>"); // three, no more
        catalog_testing_close(&s);
    }
}

struct day {
    bool more;
};

static instant clock_of_tests(void)
{
    return web_test_now;
}

static err do_day(struct unit *u, void *data)
{
    return listing_action_day(u, &((struct day *)data)->more);
}

static void a_planned_price_begins_on_its_day_and_a_price_that_is_over_stops(void **state)
{
    (void)state;
    static const struct actor MACHINE = {0};
    instant then = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        web_test_now = then;
        const char *plan = str_to_c(t.arena, path_of(&s, s.pens.offer_no, "/plan"));
        struct web_answer a =
            web_post(&s.web, plan,
                     WEB_FIELDS({"do", "plan"}, {"from_day", "2026-11-24"}, {"price", "13000"}));
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "내일이나 그 뒤의 날");
        a = web_post(&s.web, plan,
                     WEB_FIELDS({"do", "plan"}, {"from_day", "2026-11-25"}, {"price", "13,000"}));
        assert_int_equal(a.status, 303);
        a = GET_PAGE(&s, a.location);
        ASSERT_SAYS(a, "2026년 11월 25일(수)부터 13,000원");
        const char *edit = str_to_c(t.arena, path_of(&s, s.paper.offer_no, "/edit"));
        a = web_post(&s.web, edit,
                     WEB_FIELDS({"version", "1"}, {"price", "21,500"}, {"unit", "상자"},
                                {"quantity_min", "1"}, {"lead_days", "3"},
                                {"valid_until", "2026-11-24"}));
        assert_int_equal(a.status, 303);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct day d;
        assert_null(unit_run(&u, clock_of_tests, do_day, &d));
        assert_false(d.more);
        ASSERT_SAYS(GET_PAGE(&s, path_of(&s, s.pens.offer_no, "")), "12,000원 / 다스");
        ASSERT_SAYS(GET_PAGE(&s, path_of(&s, s.paper.offer_no, "")), "판매 중");
        web_test_now = instant_at(date_from_ymd(2026, 11, 25), 0, 1);
        assert_null(unit_run(&u, clock_of_tests, do_day, &d));
        a = GET_PAGE(&s, path_of(&s, s.pens.offer_no, ""));
        ASSERT_SAYS(a, "13,000원 / 다스");
        ASSERT_SAYS(a, "예약한 날이 되어 가격이 바뀜");
        a = GET_PAGE(&s, path_of(&s, s.paper.offer_no, ""));
        ASSERT_SAYS(a, "판매 멈춤");
        ASSERT_SAYS(a, "가격 유효기간이 끝나");
        const char *move = str_to_c(t.arena, path_of(&s, s.paper.offer_no, "/move"));
        a = web_post(&s.web, move, WEB_FIELDS({"do", "resume"}, {"version", "3"}));
        assert_int_equal(a.status, 422);
        ASSERT_SAYS(a, "새 유효기간을 적은 뒤");
        web_test_now = then;
        catalog_testing_close(&s);
    }
}

static void what_ended_does_not_stand_among_what_is_sold(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        const char *paper = str_to_c(t.arena, path_of(&s, s.paper.offer_no, ""));
        const char *pens = str_to_c(t.arena, path_of(&s, s.pens.offer_no, ""));
        struct web_answer a = web_get(&s.web, "/supplier/products");
        ASSERT_SAYS(a, "data-pick-all hidden>"); // a script shows it
        assert_true(web_shows(a, paper) && web_shows(a, pens));
        a = web_post(&s.web, str_to_c(t.arena, path_of(&s, s.pens.offer_no, "/move")),
                     WEB_FIELDS({"do", "end"}, {"version", "1"}));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, "/supplier/products");
        assert_true(web_shows(a, paper));
        assert_false(web_shows(a, pens));
        a = web_get(&s.web, "/supplier/products?state=ended");
        assert_true(web_shows(a, pens));
        assert_false(web_shows(a, paper));
        a = web_post(&s.web, str_to_c(t.arena, path_of(&s, s.paper.offer_no, "/move")),
                     WEB_FIELDS({"do", "end"}, {"version", "1"}));
        assert_int_equal(a.status, 303);
        ASSERT_SAYS(web_get(&s.web, "/supplier/products"), "판매를 끝낸 상품 보기");
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_firm_lists_by_hand_and_what_it_typed_stays),
        cmocka_unit_test(a_service_says_what_its_price_holds),
        cmocka_unit_test(a_title_is_built_from_the_values_and_taken_by_a_button),
        cmocka_unit_test(what_is_wrong_is_told_down_the_page),
        cmocka_unit_test(a_change_is_shown_beside_what_was),
        cmocka_unit_test(what_others_sell_too_keeps_its_text),
        cmocka_unit_test(what_waits_for_two_is_told_by_name_and_once),
        cmocka_unit_test(a_firm_offers_what_another_sells),
        cmocka_unit_test(a_copy_brings_all_but_the_firms_own_code_and_another_firms_is_not_there),
        cmocka_unit_test(a_listing_shows_its_score_and_what_would_raise_it_most),
        cmocka_unit_test(a_planned_price_begins_on_its_day_and_a_price_that_is_over_stops),
        cmocka_unit_test(what_ended_does_not_stand_among_what_is_sold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
