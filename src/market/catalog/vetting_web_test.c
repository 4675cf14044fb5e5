// test-timeout: 120
// Operators look at what comes in: the riskiest first, and two where it must be.
#include "market/catalog/vetting_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/catalog/listing_store.h"
#include "market/catalog/vetting_store.h"
#include "market/catalog/vetting_testing.h"
#include "market/catalog/vetting_testing.sql.h"
#include "market/number/number_testing.h"
#include "market/party/party_testing.h"

// As the list has it: straight to where the keys are heard.
static const char *link_to_decide(struct vetting_desk *d, public_no no)
{
    return str_format(d->s.database->arena, "href=\"%s#decide\"", vetting_testing_path(no)).p;
}

static struct web_answer act(struct vetting_desk *d, public_no no, const char *what,
                             const char *template, const char *word)
{
    struct vetting_listing l;
    char version[24];
    assert_null(db_begin(d->s.database->db, DB_READ));
    assert_null(vetting_store_find(d->s.database->db, no, &l));
    db_rollback(d->s.database->db);
    (void)snprintf(version, sizeof(version), "%lld", (long long)l.version);
    return web_post(
        &d->s.web, vetting_testing_path(no),
        WEB_FIELDS({"do", what}, {"version", version}, {"template", template}, {"word", word}));
}

static void the_riskiest_stands_first_and_one_click_leads_to_the_next(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "업계 최저", "watch");
        public_no plain = vetting_testing_list(&d, "두레 복사용지", 21000);
        public_no loud = vetting_testing_list(&d, "업계최저 종이", 21000);
        struct web_answer a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "방금 들어온 상품")); // at once, though nobody has weighed it
        assert_true(web_shows(a, "<b>두레 복사용지</b>"));
        assert_true(web_shows(a, link_to_decide(&d, plain)));
        assert_false(web_shows(web_get(&d.s.web, vetting_testing_path(plain)), "상품 화면 보기"));
        vetting_testing_weigh(&d);
        a = web_get(&d.s.web, VETTING_PATH);
        assert_false(web_shows(a, "방금 들어온 상품"));
        assert_true(str_index(a.body, S("업계최저 종이")) < str_index(a.body, S("두레 복사용지")));
        assert_true(web_shows(a, "살펴볼 말"));
        assert_true(web_shows(a, link_to_decide(&d, loud))); // one key decides the first, too
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=clean"), "업계최저 종이"));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=risk"), "두레 복사용지"));
        a = web_get(&d.s.web, vetting_testing_path(loud));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "id=\"decide\" tabindex=\"-1\""));
        assert_true(web_shows(a, "data-key=\"a\""));
        assert_true(web_shows(a, "‘업계 최저’ – 까닭"));
        a = act(&d, loud, "approve", "", "");
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&d.s.web, vetting_testing_path(loud)), "상품 화면 보기"));
        assert_true(str_ends(a.location, S("?was=approved#decide")));
        assert_true(str_starts(a.location, str_view(vetting_testing_path(plain)))); // the next one
        assert_int_equal(vetting_testing_state(&d, loud), LISTING_ACTIVE);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 1);
        a = act(&d, loud, "approve", "", ""); // a second window
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 검토가 끝난 상품입니다"));
        catalog_testing_close(&d.s);
    }
}

// Not in its title nor its description, where everybody looks.
static void a_word_in_a_value_is_seen_by_both_who_must_look(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        public_no no = vetting_testing_list(&d, "두레 복사용지", 21000);
        assert_false(web_shows(web_get(&d.s.web, vetting_testing_path(no)), "‘A4’ – 까닭"));
        vetting_testing_word(&t, "A4", "forbidden"); // its size
        vetting_testing_weigh(&d);
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=clean"), "두레 복사용지"));
        assert_true(web_shows(web_get(&d.s.web, vetting_testing_path(no)), "‘A4’ – 까닭"));
        assert_int_equal(act(&d, no, "approve", "", "규격의 이름입니다.").status, 303);
        assert_int_equal(vetting_testing_state(&d, no), LISTING_WAITING); // for the other one
        web_as(&d.s.web, &d.two);
        assert_int_equal(act(&d, no, "approve", "", "").status, 303);
        assert_int_equal(vetting_testing_state(&d, no), LISTING_ACTIVE);
        catalog_testing_close(&d.s);
    }
}

static void sent_back_it_says_why_by_template_and_by_word(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        public_no no = vetting_testing_list(&d, "두레 복사용지", 21000);
        struct web_answer a = act(&d, no, "return", "", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "돌려보내는 까닭을 고르거나 적어 주세요"));
        a = act(&d, no, "return", "1", "정면이 보이게요.");
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("?was=returned"))); // nothing else waits
        assert_int_equal(vetting_testing_state(&d, no), LISTING_RETURNED);
        struct listing l;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(listing_store_find(t.db, t.arena, NO_ID(supplier_id), no, &l));
        db_rollback(t.db);
        assert_true(str_starts(l.state_reason, S("상품을 알아볼 수 있는 사진")));
        assert_true(str_ends(l.state_reason, S("\n정면이 보이게요.")));
        assert_true(web_shows(web_get(&d.s.web, vetting_testing_path(no)), "검토를 마쳤습니다"));
        catalog_testing_close(&d.s);
    }
}

static void a_number_that_ended_or_is_unknown_stands_among_the_reasons(void **state)
{
    static const struct number_testing_row ROWS[] = {
        {"1411150701", "복사용지", NULL        },
        {"1411150709", "복사용지", "2026-11-20"},
    };
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        public_no good = vetting_testing_list_with_number(&d, "두레 복사용지", 21000, "1411150701");
        public_no ended = vetting_testing_list_with_number(&d, "끝난 종이", 21000, "1411150709");
        public_no unknown = vetting_testing_list_with_number(&d, "모를 종이", 21000, "1411150799");
        number_testing_know(&t, ROWS, COUNT(ROWS));
        struct web_answer a = web_get(&d.s.web, vetting_testing_path(good));
        assert_true(web_shows(a, "1411150701<small>복사용지</small>"));
        assert_false(web_shows(a, "조달청 번호"));
        a = web_get(&d.s.web, vetting_testing_path(ended));
        assert_true(web_shows(a, "조달청 번호"));
        assert_true(web_shows(a, "같은 이름으로 지금 쓰는 번호 1411150701로 바꿔 주세요."));
        a = web_get(&d.s.web, vetting_testing_path(unknown));
        assert_true(web_shows(a, "조달청 물품목록에 없는 세부품명번호입니다."));
        vetting_testing_weigh(&d);
        a = web_get(&d.s.web, VETTING_PATH "?risk=clean"); // none of these goes with others
        assert_false(web_shows(a, "끝난 종이"));
        assert_false(web_shows(a, "모를 종이"));
        a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "조달청 번호"));
        catalog_testing_close(&d.s);
    }
}

static str twin_of(struct vetting_desk *d, public_no no)
{
    struct vetting_listing l;
    str twin = S("");
    assert_null(db_begin(d->s.database->db, DB_READ));
    db_set_arena(d->s.database->db, d->s.database->arena);
    assert_null(vetting_store_find(d->s.database->db, no, &l));
    assert_null(vetting_store_twin(d->s.database->db, d->s.database->arena, &l, &twin));
    db_rollback(d->s.database->db);
    return twin;
}

static void a_twin_within_one_firm_stands_among_the_reasons(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        (void)catalog_testing_add(&d.s, "paper.copy.a4", "가온 백상지 전지", d.s.rival, 21000);
        // The other one is a rival's.
        public_no alone = vetting_testing_list(&d, "가온 백상치 전지", 21000);
        public_no paper = vetting_testing_list(&d, "두루 미색지 A4 80g", 21000);
        assert_int_equal(twin_of(&d, alone).n, 0);
        assert_int_equal(twin_of(&d, paper).n, 0);
        public_no heavy = vetting_testing_list(&d, "두루 미색지 A4 100g", 21000);
        assert_int_equal(twin_of(&d, heavy).n, 0);
        public_no twin = vetting_testing_list(&d, "두루 미식지 A4 80g", 21000);
        assert_true(str_equals(twin_of(&d, twin), S("두루 미색지 A4 80g")));
        assert_true(str_equals(twin_of(&d, paper), S("두루 미식지 A4 80g")));
        struct web_answer a = web_get(&d.s.web, vetting_testing_path(twin));
        assert_true(web_shows(a, "이 기업의 ‘두루 미색지 A4 80g’ 상품과 이름이 거의 같습니다."));
        assert_false(
            web_shows(web_get(&d.s.web, vetting_testing_path(alone)), "이름이 거의 같습니다."));
        catalog_testing_close(&d.s);
    }
}

static void a_forbidden_word_and_an_odd_price_need_two_operators(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "짝퉁", "forbidden");
        vetting_testing_sql(&t, &SQL_TEST_VETTING_PRICE);
        public_no bad = vetting_testing_list(&d, "짝퉁 아닌 종이", 1000);
        public_no dear = vetting_testing_list(&d, "비싼 종이", 99000);
        vetting_testing_weigh(&d);
        assert_true(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=two"), "두 사람이 봅니다"));
        const public_no both[] = {bad, dear};
        for (size_t i = 0; i < COUNT(both); i++) {
            web_as(&d.s.web, &d.one);
            struct web_answer a = act(&d, both[i], "approve", "", "괜찮아 보입니다");
            assert_int_equal(a.status, 303);
            assert_int_equal(vetting_testing_state(&d, both[i]), LISTING_WAITING);
            a = act(&d, both[i], "approve", "", "");
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "두 사람이 보아야 합니다"));
            web_as(&d.s.web, &d.two);
            a = web_get(&d.s.web, vetting_testing_path(both[i]));
            assert_true(web_shows(a, "최운영"));
            assert_true(web_shows(a, "괜찮아 보입니다"));
            a = act(&d, both[i], "approve", "", "");
            assert_int_equal(a.status, 303);
            assert_int_equal(vetting_testing_state(&d, both[i]), LISTING_ACTIVE);
        }
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_VETTING_DECISIONS);
        bind_i64(q, "no", bad.value);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "first_id"), d.one.account.value);
        assert_int_equal(read_i64(q, "account_id"), d.two.account.value);
        assert_int_equal(read_i64(q, "is_in_time"), 1);
        assert_null(query_end(q));
        db_rollback(t.db);
        catalog_testing_close(&d.s);
    }
}

static void the_next_one_may_be_that_of_the_list(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "업계 최저", "watch");
        public_no first = vetting_testing_list(&d, "두레 복사용지", 21000);
        public_no second = vetting_testing_list(&d, "한결 백상지", 22000);
        public_no third = vetting_testing_list(&d, "푸른 색상지", 23000);
        public_no loud = vetting_testing_list(&d, "업계최저 종이", 21000);
        vetting_testing_weigh(&d);
        struct web_answer a = web_get(&d.s.web, VETTING_PATH "?risk=clean");
        str link =
            str_format(t.arena, "href=\"%s?risk=clean#decide\"", vetting_testing_path(second));
        assert_true(web_shows(a, link.p));
        a = web_post(
            &d.s.web, vetting_testing_path(second),
            WEB_FIELDS({"do", "approve"}, {"version", "1"}, {"risk", "clean"}, {"next", "order"}));
        str next = str_format(t.arena, "%s?was=approved&risk=clean&next=order#decide",
                              vetting_testing_path(third));
        assert_true(str_equals(a.location, next)); // and not the first, nor the riskiest
        next = str_format(t.arena, "%s?risk=clean&next=order", vetting_testing_path(third));
        a = web_get(&d.s.web, next.p);
        assert_true(web_shows(a, "name=\"risk\" value=\"clean\""));
        assert_true(web_shows(a, "name=\"next\" value=\"order\" checked"));
        a = web_post(
            &d.s.web, vetting_testing_path(third), // the list is at its end
            WEB_FIELDS({"do", "approve"}, {"version", "1"}, {"risk", "clean"}, {"next", "order"}));
        assert_true(str_equals(a.location, S(VETTING_PATH "?was=approved&risk=clean&next=order")));
        a = web_post(&d.s.web, vetting_testing_path(first),
                     WEB_FIELDS({"do", "approve"}, {"version", "1"}, {"risk", "clean"}));
        next = str_format(t.arena, "%s?was=approved&risk=clean#decide", vetting_testing_path(loud));
        assert_true(str_equals(a.location, next));
        catalog_testing_close(&d.s);
    }
}

static void what_two_must_look_at_is_not_sold_until_they_did(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        vetting_testing_word(&t, "만병통치", "forbidden");
        public_no no = vetting_testing_list(&d, "새 복사용지", 22000);
        vetting_testing_weigh(&d);
        assert_int_equal(act(&d, no, "approve", "", "").status, 303);
        assert_int_equal(vetting_testing_state(&d, no), LISTING_ACTIVE);
        vetting_testing_revise(&d, no, "새 복사용지 흰색", 22000);
        // Looked at, and sold meanwhile.
        assert_int_equal(vetting_testing_state(&d, no), LISTING_ACTIVE);
        vetting_testing_revise(&d, no, "만병통치 복사용지", 22000);
        assert_int_equal(vetting_testing_state(&d, no), LISTING_WAITING);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 2);
        catalog_testing_close(&d.s);
    }
}

static void what_has_waited_longer_than_was_promised_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct vetting_desk d;
        vetting_testing_open(&d, &t);
        instant now = web_test_now;
        public_no no = vetting_testing_list(&d, "두레 복사용지", 21000);
        vetting_testing_weigh(&d);
        web_test_now = instant_at(date_from_ymd(2026, 11, 27), 10, 0); // the third working day
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH), "c-bad"));
        web_test_now = instant_at(date_from_ymd(2026, 11, 30), 10, 0); // the fourth
        struct web_answer a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "<b class=\"c-bad\">4근무일</b>"));
        assert_true(web_shows(web_get(&d.s.web, vetting_testing_path(no)),
                              "<b class=\"c-bad\">4근무일</b>"));
        assert_int_equal(act(&d, no, "approve", "", "").status, 303);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_VETTING_DECISIONS);
        bind_i64(q, "no", no.value);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "working_days"), 4);
        assert_int_equal(read_i64(q, "is_in_time"), 0);
        assert_null(query_end(q));
        db_rollback(t.db);
        web_test_now = now;
        catalog_testing_close(&d.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_riskiest_stands_first_and_one_click_leads_to_the_next),
        cmocka_unit_test(a_word_in_a_value_is_seen_by_both_who_must_look),
        cmocka_unit_test(sent_back_it_says_why_by_template_and_by_word),
        cmocka_unit_test(a_number_that_ended_or_is_unknown_stands_among_the_reasons),
        cmocka_unit_test(a_twin_within_one_firm_stands_among_the_reasons),
        cmocka_unit_test(a_forbidden_word_and_an_odd_price_need_two_operators),
        cmocka_unit_test(the_next_one_may_be_that_of_the_list),
        cmocka_unit_test(what_two_must_look_at_is_not_sold_until_they_did),
        cmocka_unit_test(what_has_waited_longer_than_was_promised_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
