// Operators see how the list was read, have it read, and find a number and what names it.
#include "market/number/number_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/number/number_action.h"
#include "market/number/number_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

static struct actor keeper;
static struct number_list list; // large

static void open_desk(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, NUMBER_ROUTES, NUMBER_ROUTE_COUNT);
    struct testing_row person = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    keeper = (struct actor){
        .account = {person.id}, .name = S("최운영"), .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    web_as(&s->web, &keeper);
    list = (struct number_list){0};
    number_testing_fill(&list, 2);
    number_set(true, 1000, 100);
}

// Ask for it, and let the workers read.
static struct web_answer read_all(struct catalog_scene *s, struct testing_db *t, const char *what)
{
    struct web_answer a = web_post(&s->web, NUMBER_PATH, WEB_FIELDS({"do", what}));
    assert_int_equal(a.status, 303);
    (void)number_testing_run(t, &list, web_test_now);
    return web_get(&s->web, NUMBER_PATH);
}

static void without_a_key_the_page_says_so_and_reads_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        number_set(false, 1000, 10);
        struct web_answer a = web_get(&s.web, NUMBER_PATH);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "읽지 않고 있습니다."));
        assert_true(web_shows(a, "gateway.registry_key"));
        assert_false(web_shows(a, "지금 읽기"));
        a = web_post(&s.web, NUMBER_PATH, WEB_FIELDS({"do", "changes"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "인증키가 설정되어 있지 않아"));
        catalog_testing_close(&s);
    }
}

static void what_was_read_stands_with_what_it_changed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        struct web_answer a = read_all(&s, &t, "changes"); // none was read yet: all there is
        assert_true(web_shows(a, "전부"));
        assert_true(web_shows(a, "최운영"));
        assert_true(web_shows(a, "6개"));
        assert_true(web_shows(a, "5쪽"));
        assert_true(web_shows(a, "하루 1,000쪽까지"));
        assert_true(web_shows(a, "다 읽음"));
        assert_true(web_shows(a, "6 · 0 · 0"));
        assert_int_equal(party_testing_count_audit(&t, "number.read"), 1);
        list.rows[5].name = S("색지");
        list.rows[4].is_used = false;
        a = read_all(&s, &t, "changes");
        assert_true(web_shows(a, "바뀐 것"));
        assert_true(web_shows(a, "0 · 1 · 1"));
        a = web_get(&s.web, NUMBER_PATH "?run=2");
        assert_true(web_shows(a, "1411100001"));
        assert_true(web_shows(a, "색지"));
        assert_true(web_shows(a, "끝남"));
        assert_int_equal(web_get(&s.web, NUMBER_PATH "?run=77").status, 200);
        catalog_testing_close(&s);
    }
}

static void a_number_is_found_with_the_category_that_names_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        number_testing_add(&list, "1411150701", "복사용지", true); // of paper.copy.a4
        (void)read_all(&s, &t, "whole");
        struct web_answer a =
            web_get(&s.web, NUMBER_PATH "?q=%EB%B3%B5%EC%82%AC%20%EC%9A%A9%EC%A7%80");
        assert_true(web_shows(a, "1411150701"));
        assert_true(web_shows(a, "쓰는 번호"));
        assert_true(web_shows(a, "kind=category"));
        assert_false(web_shows(a, "끝났는데 쓰이는 번호"));
        a = web_get(&s.web, NUMBER_PATH "?q=%EC%97%86%EB%8A%94");
        assert_true(web_shows(a, "그런 번호나 이름이 없습니다"));
        list.count--;
        (void)read_all(&s, &t, "whole");
        a = web_get(&s.web, NUMBER_PATH);
        assert_true(web_shows(a, "끝났는데 쓰이는 번호"));
        assert_true(web_shows(a, "1411150701"));
        catalog_testing_close(&s);
    }
}

static void the_last_failure_stands_on_top_with_its_sentence(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        list.trouble_at = 1;
        list.trouble = (struct registry_answer){
            .outcome = REGISTRY_REFUSED, .code = S("30"), .sentence = S("인증키를 확인하세요.")};
        struct web_answer a = read_all(&s, &t, "changes");
        assert_true(web_shows(a, "마지막으로 읽지 못했습니다."));
        assert_true(web_shows(a, "인증키를 확인하세요."));
        assert_true(web_shows(a, "못 읽음"));
        list.trouble_at = 3;
        list.trouble = registry_no_answer("timeout");
        a = read_all(&s, &t, "changes");
        assert_true(web_shows(a, "읽다가 멈추어 있습니다."));
        assert_true(web_shows(a, "이어서 읽을 예정"));
        assert_true(web_shows(a, "이어서 읽기"));
        a = read_all(&s, &t, "changes"); // it goes on at once
        assert_false(web_shows(a, "멈추어 있습니다."));
        assert_true(web_shows(a, "6 · 0 · 0"));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_key_the_page_says_so_and_reads_nothing),
        cmocka_unit_test(what_was_read_stands_with_what_it_changed),
        cmocka_unit_test(a_number_is_found_with_the_category_that_names_it),
        cmocka_unit_test(the_last_failure_stands_on_top_with_its_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
