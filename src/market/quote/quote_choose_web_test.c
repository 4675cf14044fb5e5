// test-timeout: 240
// Quotes compared and chosen, and what an officer is told before.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/party/right.h"
#include "market/quote/quote_answer_web.h"
#include "market/quote/quote_ask_web.h"
#include "market/quote/quote_choose_web.h"
#include "market/quote/quote_list_web.h"
#include "market/quote/quote_testing.h"
#include "market/quote/quote_web_test.sql.h"

// --- Choosing ------------------------------------------------------------------------------------

static void the_comparison_shows_price_days_validity_and_the_market(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        assert_null(quote_testing_answer(&t.s, no, (const int64_t[]){20900, 12600, 15000},
                                         date_from_ymd(2026, 12, 10)));
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, ""));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "2,870,000원"));
        assert_true(web_shows(a, "-30,000원 (-1.0%)"));
        assert_true(web_shows(a, "-2.8%")); // paper: 600 of 21,500
        assert_true(web_shows(a, "+5.0%")); // pens: 600 of 12,000
        assert_true(web_shows(a, "같음"));  // the book
        assert_true(web_shows(
            a, ">20,900<small><a href=\"/products/")); // what the rival asks for the paper
        assert_false(web_shows(a, "다른 기업에서 구매합니다"));
        assert_false(web_shows(a, "다른 기업의 등록된 값이 더 낮은 품목이 있습니다."));
        assert_true(web_shows(a, "필요한 날까지 납품합니다"));
        assert_true(web_shows(a, "D-16"));
        assert_false(web_shows(a, "추정가격을 넘는 견적입니다."));
        web_test_close(&t.w);
    }
}

// As docs/operations/security.md says who sees which field: none is sealed here, long before the
// request closes, and nobody but the two sides is told.
static void a_quote_is_read_by_its_two_sides_as_soon_as_it_is_given(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        assert_null(quote_testing_answer(&t.s, no, QUOTE_CHEAPER, date_from_ymd(2026, 12, 10)));
        assert_true(instant_before(web_test_now, quote_testing_closing()));
        const struct {
            const struct actor *who;
            const char *head;
            int status;
        } ASKED[] = {
            {&t.s.officer,       "/buyer/quotes/",    200},
            {&t.s.colleague,     "/buyer/quotes/",    200},
            {&t.s.owner,         "/supplier/quotes/", 200},
            {&t.s.staff,         "/supplier/quotes/", 200},
            {&t.s.approver,      "/buyer/quotes/",    403},
            {&t.s.inspector,     "/buyer/quotes/",    403},
            {&t.s.accountant,    "/buyer/quotes/",    403},
            {&t.s.admin,         "/buyer/quotes/",    403},
            {&t.s.officer_there, "/buyer/quotes/",    404},
            {&t.s.rival_owner,   "/supplier/quotes/", 404},
            {&t.s.rival_staff,   "/supplier/quotes/", 404},
            {&t.s.operator_,     "/buyer/quotes/",    403},
            {&t.s.operator_,     "/supplier/quotes/", 403},
            {NULL,               "/buyer/quotes/",    303},
        };
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            web_as(&t.w, ASKED[i].who);
            struct web_answer a = web_get(&t.w, quote_testing_at(&t, ASKED[i].head, no, ""));
            assert_int_equal(a.status, ASKED[i].status);
            assert_int_equal(web_shows(a, "2,790,000"), ASKED[i].status == 200);
        }
        web_test_close(&t.w);
    }
}

static err merge_paper(struct unit *u, void *data)
{
    const struct purchase_scene *s = data;
    struct query *q = db_query(u->db, &SQL_TEST_QUOTE_WEB_MERGE);
    bind_i64(q, "offer", s->rival_offer.value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_TEST_QUOTE_WEB_MERGE_OFFER);
    bind_i64(q, "offer", s->rival_offer.value);
    return query_run(q, NULL);
}

static void a_price_above_the_list_is_shown_loud(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        assert_null(quote_testing_answer(&t.s, no, (const int64_t[]){21501, 12000, 15000},
                                         date_from_ymd(2026, 12, 20)));
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, ""));
        assert_true(web_shows(a, "추정가격을 넘는 견적입니다."));
        assert_true(web_shows(a, "+100원"));
        assert_true(web_shows(a, "+0.1% 미만"));
        assert_true(web_shows(a, "필요한 날보다 늦습니다"));
        assert_true(web_shows(a, "고르면 납품 기한이"));
        assert_true(web_shows(a, "다른 기업의 등록된 값이 더 낮은 품목이 있습니다."));
        assert_true(web_shows(a, "601원 낮음")); // the rival's 20,900
        assert_null(purchase_testing_run(&t.s, &t.s.operator_, merge_paper, &t.s));
        a = web_get(&t.w,
                    quote_testing_at(&t, "/buyer/quotes/", no, "")); // where the paper stands now
        assert_true(web_shows(a, "601원 낮음"));
        web_test_close(&t.w);
    }
}

static public_no newest_answer(struct quote_desk *t, public_no request)
{
    struct quote_request r;
    quote_list given;
    quote_testing_find(&t->s, request, &r, &given);
    return given.items[0].no;
}

static void choosing_needs_a_reason_and_leads_to_the_approval(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        char quote[24];
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        assert_null(quote_testing_answer(&t.s, no, QUOTE_LISTED, date_from_ymd(2026, 12, 10)));
        (void)snprintf(quote, sizeof quote, "%lld", (long long)newest_answer(&t, no).value);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_post(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, "/choose"),
                                       WEB_FIELDS({"quote", quote}, {"reason", " "}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "id=\"reason-e\""));
        a = web_post(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, "/choose"),
                     WEB_FIELDS({"quote", quote}, {"reason", "등록된 가격과 같습니다."}));
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("/submit")));
        // The supplier learns that it was chosen, not why.
        web_as(&t.w, &t.s.owner);
        a = web_get(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""));
        assert_true(web_shows(a, "견적이 선정되었습니다."));
        assert_false(web_shows(a, "등록된 가격과 같습니다."));
        web_test_close(&t.w);
    }
}

static void an_expired_quote_has_no_button(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        assert_null(quote_testing_answer(&t.s, no, QUOTE_LISTED, date_from_ymd(2026, 12, 10)));
        web_as(&t.w, &t.s.officer);
        web_test_now = instant_end_of(date_from_ymd(2026, 12, 10));
        assert_true(web_shows(web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, "")),
                              "견적 선정</button>"));
        web_test_now = instant_at(date_from_ymd(2026, 12, 11), 0, 0);
        struct web_answer a = web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, ""));
        assert_false(web_shows(a, "견적 선정</button>"));
        assert_true(web_shows(a, "유효기간이 지났습니다."));
        web_test_close(&t.w);
    }
}

static void going_back_asks_for_a_reason(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        web_as(&t.w, &t.s.officer);
        const char *path = quote_testing_at(&t, "/buyer/purchases/", t.s.draft.no, "/revise");
        assert_int_equal(web_get(&t.w, path).status, 409); // a draft already
        (void)quote_testing_ask(&t.s, &t.s.draft);
        path = quote_testing_at(&t, "/buyer/purchases/", t.s.draft.no, "/revise");
        struct web_answer a = web_get(&t.w, path);
        assert_int_equal(a.status, 200);
        assert_int_equal(web_post(&t.w, path, WEB_FIELDS({"reason", ""})).status, 422);
        assert_int_equal(web_post(&t.w, path, WEB_FIELDS({"reason", "수량을 줄입니다."})).status,
                         303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_DRAFT);
        web_test_close(&t.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_comparison_shows_price_days_validity_and_the_market),
        cmocka_unit_test(a_quote_is_read_by_its_two_sides_as_soon_as_it_is_given),
        cmocka_unit_test(a_price_above_the_list_is_shown_loud),
        cmocka_unit_test(choosing_needs_a_reason_and_leads_to_the_approval),
        cmocka_unit_test(an_expired_quote_has_no_button),
        cmocka_unit_test(going_back_asks_for_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
