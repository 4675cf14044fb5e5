// The first page, the search and the tree of categories.
#include "market/search/search_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "market/party/right.h"
#include "market/search/search_admin_web.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_category_web.h"
#include "market/search/search_home_web.h"

#define PAPER "%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80"
#define LEAST_ARENA (8 * KIB) // bytes: room for the page that says there is no more

struct bench {
    struct catalog_scene scene;
    struct search_place place;
};

static void bench_open(struct bench *b, struct testing_db *t, const struct route *routes,
                       size_t count)
{
    search_bench_serve(&b->scene, &b->place, t, routes, count);
}

static struct web_answer ask(struct bench *b, const char *address)
{
    return web_get(&b->scene.web, address);
}

static void the_first_page_shows_one_good_of_each_category(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, HOME_ROUTES, HOME_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "기업 <b>2</b>곳의 제품·서비스 <b>4</b>건"));
        assert_true(web_shows(a, "재생 복사용지 A4 80g 2,500매"));
        assert_true(web_shows(a, "유성볼펜 0.7mm 흑 12자루"));
        assert_true(web_shows(a, "청사 위생 청소"));
        assert_true(web_shows(a, "/companies?cert=women"));
        assert_true(web_shows(a, "여성기업<small>1곳</small>"));
        assert_true(web_shows(a, "수요기관 로그인"));
        assert_true(web_shows(a, "5,000만원")); // of the law of the day
        a = ask(&b, "/");                       // again: the copy is there already
        assert_in_range(a.statements, 1, 2);
        web_as(&b.scene.web, &b.scene.officer);
        a = ask(&b, "/");
        assert_true(web_shows(a, "박담당 님"));
        assert_false(web_shows(a, "수요기관 로그인"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// What a process keeps of the law is what it would be told: on the day before limits were doubled,
// on that day, and today.
static void the_first_page_keeps_no_limits_beyond_their_day(void **state)
{
    (void)state;
    static const int DAYS[][3] = {
        {2026, 11, 24},
        {2020, 7,  13},
        {2020, 7,  14},
        {2026, 11, 24}
    };
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        struct law_shelf shelf = {0};
        str last = S("");
        instant now = web_test_now;
        bench_open(&b, &t, HOME_ROUTES, HOME_ROUTE_COUNT);
        for (size_t i = 0; i < COUNT(DAYS); i++) {
            web_test_now = instant_at(date_from_ymd(DAYS[i][0], DAYS[i][1], DAYS[i][2]), 10, 0);
            b.scene.web.site.law_shelf = NULL;
            str told = str_copy(t.arena, ask(&b, "/").body);
            b.scene.web.site.law_shelf = &shelf;
            for (int asked = 0; asked < 2; asked++) {
                assert_true(str_equals(ask(&b, "/").body, told));
            }
            assert_false(str_equals(told, last));
            last = told;
        }
        web_test_now = now;
        law_shelf_done(&shelf);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static int ask_with_memory_of(struct web_test *w, size_t bytes)
{
    struct arena *little = arena_open(bytes);
    struct pair word = {S("q"), S("복사용지")};
    struct request rq = {
        .arena = little,
        .method = GET,
        .path = S("/search"),
        .query = {.items = &word, .count = 1},
        .host = S("dure.example"),
    };
    struct response rs;
    dispatch(&w->site, w->database->db, little, &rq, &rs);
    int status = rs.status;
    arena_close(little);
    db_set_arena(w->database->db, w->database->arena);
    return status;
}

// Memory that runs out amid the search leaves its index to the next one, and to other workers.
static void memory_that_runs_out_leaves_nothing_begun_on_the_index(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        int busy = 0;
        int64_t price = 20000;
        for (size_t bytes = LEAST_ARENA; ask_with_memory_of(&b.scene.web, bytes) != 200;
             bytes += 1 * KIB) {
            busy++;
            catalog_testing_change(&b.scene, b.scene.paper.offer, price++, "active");
        }
        assert_true(busy > 20);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void results_say_price_term_and_lawful_way(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "21,500원 <small>/ 상자</small>"));
        assert_true(web_shows(a, "최소 10상자"));
        assert_true(web_shows(a, "납기 3일"));
        assert_true(web_shows(a, "계약 3건"));
        assert_true(web_shows(a, "견적 생략 수의계약 가능"));
        assert_true(web_shows(a, "지방계약법과 최소 수량으로"));
        assert_false(web_shows(a, "입력한 그대로 찾기"));
        web_as(&b.scene.web, &b.scene.officer_there);
        a = ask(&b, "/search?category=sclean");
        assert_true(web_shows(a, "2인 이상 견적 필요"));
        assert_true(web_shows(a, "우리 기관이 따르는 법"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_was_mended_can_be_taken_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=tkandydvna");
        assert_true(web_shows(a, "‘tkandydvna’ 검색 결과"));
        assert_true(web_shows(a, "<b>사무용품</b>"));
        assert_true(web_shows(a, "/search?q=tkandydvna&amp;exact=1"));
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        a = ask(&b, "/search?q=tkandydvna&exact=1");
        assert_true(web_shows(a, "찾은 것이 없습니다"));
        assert_true(web_shows(a, "href=\"/search?q=tkandydvna\">고쳐 읽은 결과로 돌아가기"));
        assert_true(web_shows(a, "분류에서 고르기"));
        assert_false(web_shows(a, "조건 적용"));                       // nothing to narrow
        a = ask(&b, "/search?q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EB%94%94"); // 복사용디
        assert_true(web_shows(a, "오타로 보고 ‘<b>복사용지</b>’ 결과를 보입니다"));
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        a = ask(&b, "/search?q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EB%94%94&exact=1");
        assert_true(web_shows(a, "찾은 것이 없습니다"));
        assert_true(web_shows(a, "이런 말로 찾아 보세요"));
        assert_true(web_shows(a, ">복사용지</a>"));
        a = ask(&b, "/search?q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80&exact=1"); // 복사용지
        assert_true(web_shows(a, "name=\"exact\" value=\"1\""));
        assert_true(web_shows(a, "조건 적용"));
        a = ask(&b, "/search?category=paper.copy&cert=disabled");
        assert_true(web_shows(a, "이 조건에 맞는 것이 없습니다"));
        assert_true(web_shows(a, "조건을 모두 지우고 다시 찾기"));
        assert_false(web_shows(a, "조건 적용"));
        a = ask(&b, "/search?q=%EB%B3%B5%EC%82%AC%EC%A7%80"); // 복사지
        assert_true(web_shows(a, "같은 뜻의 ‘<b>복사용지</b>’"));
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void filters_show_as_chips_that_take_themselves_away(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a =
            ask(&b, "/search?category=paper.copy&cert=women&district=2711000000&band=1&lead=1");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "5개 적용"));
        assert_true(web_shows(a, "복사·인쇄용지<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "납기 3일 안<span class=\"sr-only\"> 조건 지우기"));
        assert_true(
            web_shows(a, "/search?cert=women&amp;district=2711000000&amp;band=1&amp;lead=1"));
        assert_true(web_shows(a, "용지·토너</a>")); // the way up in the crumbs
        assert_true(web_shows(a, "value=\"women\" checked"));
        a = ask(&b, "/search?cert=nonsense&band=99&lead=99&sort=nonsense&after=x&before=y");
        assert_true(web_shows(a, "전체 <b>4</b>건"));
        assert_false(web_shows(a, "개 적용"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_certificate_of_a_product_narrows_until_midnight_of_its_last_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        instant now = web_test_now;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        catalog_testing_certify_product(&b.scene, b.scene.woman, CERTIFICATE_GREEN,
                                        b.scene.paper.product, "", date_from_ymd(2026, 11, 24));
        web_test_now.us += INT64_C(14) * 3600 * 1000000 - 1; // the day's last instant in Korea
        struct web_answer a = ask(&b, "/search?category=paper.copy&cert=green_product");
        assert_true(web_shows(a, "<legend>상품 인증</legend>"));
        assert_true(web_shows(a, "value=\"green_product\" checked>녹색제품 <span class=\"n\">1"));
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "녹색제품<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "<span class=\"tg\">녹색제품</span>"));
        web_test_now.us += 1;
        a = ask(&b, "/search?category=paper.copy&cert=green_product");
        assert_true(web_shows(a, "전체 <b>0</b>건"));
        a = ask(&b, "/search?category=paper.copy");
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_false(web_shows(a, "상품 인증</legend>"));
        assert_false(web_shows(a, "<span class=\"tg\">녹색제품</span>"));
        web_test_now = now;
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// Two districts, both kinds of paper and pens, two units: alternatives of a facet, all facets at
// once.
static void several_values_of_a_facet_are_marked_side_by_side(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?district=2711000000&district=2720000000");
        assert_true(web_shows(a, "전체 <b>4</b>건"));
        assert_true(web_shows(a, "2개 적용"));
        assert_false(web_shows(a, "납품 가능 지역")); // all deliver everywhere
        assert_true(web_shows(a, "name=\"district\" value=\"2711000000\" checked>"));
        assert_true(web_shows(a, "\"/search?district=2720000000\"")); // a chip takes away its own
        a = ask(&b, "/search?sub=paper&sub=office&sub=office&unit=%EC%83%81%EC%9E%90"); // 상자
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "3개 적용"));
        assert_true(web_shows(a,
                              "name=\"sub\" value=\"office\" aria-label=\"사무용품 함께 고르기\" "
                              "checked>"));
        assert_true(web_shows(a, "단위 상자<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "\"/search?sub=office&amp;unit=%EC%83%81%EC%9E%90\""));
        assert_true(web_shows(a, "value=\"다스\">다스 <span class=\"n\">1</span>"));
        assert_true(web_shows(a, "/search?category=paper&amp;unit=")); // entered, not marked
        a = ask(&b, "/search?green=1&delivery=2711000000");
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "name=\"green\" value=\"1\" checked"));
        assert_true(web_shows(a, "납품 가능 지역"));
        assert_true(web_shows(a, "중구 납품<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "녹색제품이 많은 품목<span class=\"sr-only\"> 조건 지우기"));
        a = ask(&b, "/search?unit=a%7Cb&unit=&green=2&sub=");
        assert_true(web_shows(a, "전체 <b>4</b>건"));
        assert_false(web_shows(a, "개 적용"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void the_operator_replays_the_order_on_a_query(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        const struct route routes[] = {SEARCH_ROUTES[0], SEARCH_ADMIN_ROUTES[0]};
        bench_open(&b, &t, routes, COUNT(routes));
        (void)ask(&b, "/search"); // the copy is made before anybody is at a desk
        struct actor operator= {.account = {9}, .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
        web_as(&b.scene.web, &operator);
        struct web_answer a = ask(&b, "/admin/search");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "추천순 3판"));
        assert_true(web_shows(a, "그 상품을 산 기관 하나마다, 25곳까지"));
        assert_true(web_shows(a, "입점한 지 90일 안인 기업에 3일에 하루꼴로"));
        assert_false(web_shows(a, "순서와 점수"));
        a = ask(&b, "/admin/search?q=" PAPER);
        assert_true(web_shows(a, "전체 2건 가운데 앞의 2건"));
        assert_true(
            web_shows(a, "상품 이름 100 · 품목 이름 60 · 산 기관 2 · 우선구매 10 · 지역 기업 5"));
        assert_true(web_shows(a, ">177</td>"));
        a = ask(&b, "/admin/search?q=zzzz");
        assert_true(web_shows(a, "찾은 것이 없습니다"));
        web_as(&b.scene.web, &b.scene.officer);
        assert_int_equal(ask(&b, "/admin/search").status, 403);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// 개원행사 복사용지 5상자 100만원
#define SENTENCE                                                                                   \
    "%EA%B0%9C%EC%9B%90%ED%96%89%EC%82%AC+%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80+5%EC%83%81%EC%9E%"  \
    "90+"                                                                                          \
    "100%EB%A7%8C%EC%9B%90"

static void a_sentence_becomes_filters_that_take_themselves_away(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=" SENTENCE);
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "‘개원행사 복사용지 5상자 100만원’ 검색 결과"));
        assert_true(web_shows(a,
                              "이렇게 읽었습니다: 찾는 말 ‘복사용지’, 분류 복사용지, 수량 5, 예산 "
                              "1,000,000원(하나에 200,000원까지). 함께 찾아지지 않아 뺀 말: "
                              "개원행사."));
        assert_true(web_shows(a, "q="
                                 "%EA%B0%9C%EC%9B%90%ED%96%89%EC%82%AC"));
        assert_true(web_shows(a, "3개 적용"));
        assert_true(web_shows(a, "name=\"quantity\" value=\"5\""));
        assert_true(web_shows(a, "name=\"budget\" value=\"1000000\""));
        static const char *const WITHOUT[] = {
            "\"/search?q=" PAPER "&amp;quantity=5&amp;budget=1000000\"",
            "\"/search?q=" PAPER "&amp;category=paper.copy.a4&amp;budget=1000000\"",
            "\"/search?q=" PAPER "&amp;category=paper.copy.a4&amp;quantity=5\"",
        };
        for (size_t i = 0; i < COUNT(WITHOUT); i++) {
            assert_true(web_shows(a, WITHOUT[i]));
        }
        a = ask(&b, "/search?q=" PAPER "&category=paper.copy.a4&quantity=10&each=21000");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "단가 21,000원까지<span class=\"sr-only\"> 조건 지우기"));
        assert_false(web_shows(a, "이렇게 읽었습니다"));
        a = ask(&b, "/search?q=" SENTENCE "&exact=1");
        assert_true(web_shows(a, "찾은 것이 없습니다"));
        a = ask(&b, "/search?quantity=0&budget=-5&each=x&lead=4");
        assert_true(web_shows(a, "전체 <b>4</b>건"));
        assert_false(web_shows(a, "개 적용"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void districts_and_certificates_of_a_sentence_are_filters_as_well(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=중구+여성기업+" PAPER "+주세요");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "이렇게 읽었습니다: 찾는 말 ‘복사용지’, 분류 복사용지, 지역 중구, "
                                 "인증 여성기업. 함께 찾아지지 않아 뺀 말: 주세요."));
        assert_true(web_shows(a, "3개 적용"));
        assert_true(
            web_shows(a, "\"/search?q=" PAPER "&amp;category=paper.copy.a4&amp;cert=women\""));
        assert_true(web_shows(a, "\"/search?q=" PAPER
                                 "&amp;category=paper.copy.a4&amp;district=2711000000\""));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// Where nothing is found the page says without what something is, and offers words like the one
// that was understood; the whole city is no word that was left out.
static void a_filter_too_many_is_told_with_what_is_found_without_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "두루마리 한지", b.scene.woman, 9000);
        struct web_answer a = ask(&b, "/search?q=대구+남구+두루마리");
        assert_true(web_shows(a, "이렇게 읽었습니다: 찾는 말 ‘두루마리’, 지역 남구. <a"));
        assert_true(web_shows(a, "\">남구 조건을 빼면 1건</a>"));
        assert_true(web_shows(a, "이런 말로 찾아 보세요"));
        assert_true(web_shows(a, ">두루마리 한지</a>"));
        assert_false(web_shows(a, "뺀 말"));
        a = ask(&b, "/search?q=중구+여성기업+두루마리+3개+1000원");
        assert_true(web_shows(a, "\">금액 조건을 빼면 1건</a>"));
        assert_false(web_shows(a, "중구 조건을 빼면"));
        a = ask(&b, "/search?q=여성기업+대구"); // in either order
        assert_true(web_shows(a, "이렇게 읽었습니다: 인증 여성기업. <a"));
        a = ask(&b, "/search?q=대구광역시+두루마리");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_false(web_shows(a, "뺀 말"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_filter_that_cannot_be_turned_round_is_told_and_no_chip_says_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=" PAPER "+여성기업+제외");
        assert_true(web_shows(a, "전체 <b>2</b>건"));
        assert_true(web_shows(a, "이렇게 읽었습니다: 찾는 말 ‘복사용지’, 분류 복사용지. "
                                 "제외하고 찾을 수 없어 적용하지 않은 조건: 여성기업 제외."));
        assert_false(web_shows(a, "‘여성기업’ 제외"));
        assert_false(web_shows(a, "-여성기업"));
        a = ask(&b, "/search?q=중구+빼고"); // those of the other districts
        assert_true(web_shows(a, "이렇게 읽었습니다: 지역 남구."));
        a = ask(&b, "/search?q=중구+남구+빼고"); // nowhere is left
        assert_true(web_shows(a, "전체 <b>4</b>건"));
        assert_true(web_shows(a, "– 제외하고 찾을 수 없어 적용하지 않은 조건: 중구 남구 빼고."));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_is_left_out_or_quoted_shows_as_a_filter(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/search?q=80g+-A3+%22" PAPER "+a4%22&lead=1");
        assert_true(web_shows(a, "전체 <b>1</b>건"));
        assert_true(web_shows(a, "‘A3’ 제외<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "‘복사용지 a4’ 그대로<span class=\"sr-only\"> 조건 지우기"));
        assert_true(web_shows(a, "\"/search?q=80g%20%22" PAPER "%20a4%22&amp;lead=1\""));
        assert_true(web_shows(a, "\"/search?q=80g%20-A3%20" PAPER "%20a4&amp;lead=1\""));
        assert_true(web_shows(a, "class=\"reset\" href=\"/search?q=80g%20" PAPER "%20a4\""));
        a = ask(&b, "/search?q=-b+-c+-d+-e+-f+-h+-i+-j+-k+-l+80g"); // no more than are looked up
        assert_true(web_shows(a, "8개 적용"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_query_longer_than_anybody_types_shows_everything(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, SEARCH_ROUTES, SEARCH_ROUTE_COUNT);
        char address[200] = "/search?q=";
        for (size_t i = 10; i < 10 + 101; i++) {
            address[i] = 'a';
        }
        assert_true(web_shows(ask(&b, address), "전체 <b>4</b>건"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void the_tree_of_categories_counts_what_is_for_sale(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t, CATEGORY_ROUTES, CATEGORY_ROUTE_COUNT);
        struct web_answer a = ask(&b, "/categories");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "제품·서비스 4건"));
        assert_true(web_shows(a, "용지·토너</a><small>2건</small>"));
        assert_true(web_shows(a, "/categories/paper.copy"));
        assert_true(web_shows(a, "/assets/art/paper-1.svg"));
        a = ask(&b, "/categories/paper.copy");
        assert_true(web_shows(a, "<h1>복사·인쇄용지</h1>"));
        assert_true(web_shows(a, "/search?category=paper.copy.a4"));
        assert_true(web_shows(a, "재생 복사용지"));
        assert_int_equal(ask(&b, "/categories/nothing").status, 404);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_page_shows_one_good_of_each_category),
        cmocka_unit_test(the_first_page_keeps_no_limits_beyond_their_day),
        cmocka_unit_test(memory_that_runs_out_leaves_nothing_begun_on_the_index),
        cmocka_unit_test(results_say_price_term_and_lawful_way),
        cmocka_unit_test(what_was_mended_can_be_taken_back),
        cmocka_unit_test(filters_show_as_chips_that_take_themselves_away),
        cmocka_unit_test(a_certificate_of_a_product_narrows_until_midnight_of_its_last_day),
        cmocka_unit_test(several_values_of_a_facet_are_marked_side_by_side),
        cmocka_unit_test(the_operator_replays_the_order_on_a_query),
        cmocka_unit_test(a_sentence_becomes_filters_that_take_themselves_away),
        cmocka_unit_test(districts_and_certificates_of_a_sentence_are_filters_as_well),
        cmocka_unit_test(a_filter_too_many_is_told_with_what_is_found_without_it),
        cmocka_unit_test(a_filter_that_cannot_be_turned_round_is_told_and_no_chip_says_it_was),
        cmocka_unit_test(what_is_left_out_or_quoted_shows_as_a_filter),
        cmocka_unit_test(a_query_longer_than_anybody_types_shows_everything),
        cmocka_unit_test(the_tree_of_categories_counts_what_is_for_sale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
