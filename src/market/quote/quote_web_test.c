// test-timeout: 240
// The pages of requests and quotes: what they show, to whom, and how forms come back.
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

static const char *ask_path(struct quote_desk *t)
{
    return quote_testing_at(t, "/buyer/purchases/", t->s.draft.no, "/quote");
}

// --- Asking --------------------------------------------------------------------------------------

static void asking_is_shown_again_before_it_is_sent(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        web_as(&t.w, &t.s.officer);
        assert_int_equal(web_get(&t.w, ask_path(&t)).status, 422); // the law first
        purchase_testing_judge(&t.s, &t.s.draft);
        struct web_answer a = web_get(&t.w, ask_path(&t));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "value=\"2026-11-27\"")); // three working days on
        assert_true(web_shows(a, "value=\"18:00\""));

        a = web_post(&t.w, ask_path(&t),
                     WEB_FIELDS({"closes_on", "2026-11-26"}, {"closes_at", "14:30"},
                                {"message", "<b>3층</b>까지"}));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "이대로 요청할까요?"));
        assert_true(web_shows(a, "2026. 11. 26. 14:30"));
        assert_true(web_shows(a, "&lt;b&gt;3층&lt;/b&gt;까지"));
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_DRAFT);

        a = web_post(&t.w, ask_path(&t),
                     WEB_FIELDS({"closes_on", "2026-11-26"}, {"closes_at", "14:30"},
                                {"message", "3층까지"}, {"do", "edit"}));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "언제까지 받습니까"));
        assert_true(web_shows(a, "3층까지</textarea>"));

        a = web_post(&t.w, ask_path(&t),
                     WEB_FIELDS({"closes_on", "2026-11-26"}, {"closes_at", "14:30"},
                                {"message", "3층까지"}, {"do", "send"}));
        assert_int_equal(a.status, 303);
        assert_true(str_starts(a.location, S("/buyer/quotes/")));
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_ASKED);
        web_test_close(&t.w);
    }
}

static err save(struct unit *u, void *data)
{
    return purchase_save(u->db, data);
}

static void a_firm_reads_what_a_service_needs_as_it_was_asked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        struct purchase *p = &t.s.draft;
        p->scope = S("question=a\nlabel=청소 면적\nunit=m²\nanswer=1200\n");
        assert_null(purchase_testing_run(&t.s, &t.s.officer, save, p));
        purchase_testing_judge(&t.s, p);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, ask_path(&t));
        assert_true(web_shows(a, "<dt>청소 면적</dt><dd>1200m²</dd>"));
        public_no request = quote_testing_ask(&t.s, p);
        web_as(&t.w, &t.s.owner);
        a = web_get(&t.w, quote_testing_at(&t, "/supplier/quotes/", request, ""));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "<dt>청소 면적</dt><dd>1200m²</dd>"));
        a = web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", request, ""),
                     WEB_FIELDS({"price_1", "21500"}, {"by_1", "2026-12-10"}, {"price_2", "12000"},
                                {"by_2", "2026-12-10"}, {"price_3", "15000"},
                                {"by_3", "2026-12-10"}, {"valid_until", "2026-12-31"}));
        assert_true(web_shows(a, "아직 제출하지 않았습니다"));
        assert_true(web_shows(a, "<dt>청소 면적</dt><dd>1200m²</dd>")); // before it is bound
        web_as(&t.w, &t.s.officer);
        a = web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", request, ""));
        assert_true(web_shows(a, "<dt>청소 면적</dt><dd>1200m²</dd>"));
        web_as(&t.w, &t.s.owner);
        p->scope = S(""); // the request keeps what it was sent with
        assert_null(purchase_testing_run(&t.s, &t.s.officer, save, p));
        a = web_get(&t.w, quote_testing_at(&t, "/supplier/quotes/", request, ""));
        assert_true(web_shows(a, "<dt>청소 면적</dt><dd>1200m²</dd>"));
        web_test_close(&t.w);
    }
}

static void a_deadline_that_cannot_be_is_refused_with_what_was_typed(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        const char *time;
        const char *says;
    } ROWS[] = {
        {"2026-11-24", "10:00", "마감은 지금보다 뒤여야"},
        {"2026-12-19", "00:00", "납품 기한까지여야"       },
        {"2026-11-26", "25:00", "시각을 시:분으로"         },
        {"2026-11-26", "",      "이 칸을 채워"               },
        {"soon",       "10:00", "날짜를 연-월-일 순서로" },
    };
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        purchase_testing_judge(&t.s, &t.s.draft);
        web_as(&t.w, &t.s.officer);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct web_answer a =
                web_post(&t.w, ask_path(&t),
                         WEB_FIELDS({"closes_on", ROWS[i].day}, {"closes_at", ROWS[i].time},
                                    {"message", "그대로 남는 말"}, {"do", "send"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, ROWS[i].says));
            assert_true(web_shows(a, "그대로 남는 말"));
        }
        str long_one = str_format(d.arena, "긴 말%04001d", 0);
        struct web_answer a =
            web_post(&t.w, ask_path(&t),
                     WEB_FIELDS({"closes_on", "2026-11-26"}, {"closes_at", "10:00"},
                                {"message", long_one.p}, {"do", "send"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "전할 말: 4000자 안으로"));
        assert_true(web_shows(a, ">긴 말0000")); // kept, to be shortened
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_DRAFT);
        web_test_close(&t.w);
    }
}

static void two_quotes_are_refused_here_with_the_article(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        struct purchase p;
        quote_testing_open(&t, &d);
        purchase_testing_add(&t.s, WON(60000000), 1, &p);
        purchase_testing_judge(&t.s, &p);
        web_as(&t.w, &t.s.officer);
        struct web_answer a =
            web_get(&t.w, quote_testing_at(&t, "/buyer/purchases/", p.no, "/quote"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "quote.designated"));
        assert_true(web_shows(a, "지방계약법 시행령 제6조의2·제30조제2항")); // and the other law's
        assert_true(web_shows(a, "국가계약법 시행령 제30조제2항"));
        a = web_post(
            &t.w, quote_testing_at(&t, "/buyer/purchases/", p.no, "/quote"),
            WEB_FIELDS({"closes_on", "2026-11-26"}, {"closes_at", "14:30"}, {"do", "send"}));
        assert_int_equal(a.status, 422);
        web_test_close(&t.w);
    }
}

static void a_small_case_goes_on_without_a_quote(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        struct purchase p;
        quote_testing_open(&t, &d);
        purchase_testing_add(&t.s, WON(21500), 10, &p);
        purchase_testing_judge(&t.s, &p);
        web_as(&t.w, &t.s.officer);
        struct web_answer a =
            web_get(&t.w, quote_testing_at(&t, "/buyer/purchases/", p.no, "/waive-quote"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "금 이십일만오천원정"));
        assert_int_equal(web_post(&t.w,
                                  quote_testing_at(&t, "/buyer/purchases/", p.no, "/waive-quote"),
                                  WEB_NO_FIELDS)
                             .status,
                         303);
        purchase_testing_find(&t.s, &p);
        assert_int_equal(p.state, PURCHASE_CHOSEN);
        a = web_get(&t.w, quote_testing_at(&t, "/buyer/purchases/", p.no, "/revise"));
        assert_true(web_shows(a, "<small>생략</small>"));
        // Of the larger draft a quote is needed.
        purchase_testing_judge(&t.s, &t.s.draft);
        a = web_get(&t.w, quote_testing_at(&t, "/buyer/purchases/", t.s.draft.no, "/waive-quote"));
        assert_true(web_shows(a, "quote.not_waivable"));
        web_test_close(&t.w);
    }
}

// --- Answering -----------------------------------------------------------------------------------

#define ANSWER(first, ...)                                                                         \
    WEB_FIELDS({"price_1", first}, {"price_2", "12000"}, {"price_3", "15,000"},                    \
               {"by_1", "2026-12-01"}, {"by_2", "2026-12-01"}, {"by_3", "2026-12-20"},             \
               {"valid_until", "2026-12-31"}, {"remark", "배송 포함"}, __VA_ARGS__)

static void an_answer_is_confirmed_with_its_sum_before_it_is_given(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        web_as(&t.w, &t.s.staff);
        struct web_answer a = web_get(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "대구광역시 중구"));
        assert_true(web_shows(a, "총무과"));
        assert_true(web_shows(a, "배송비를 포함해 주세요."));
        assert_false(web_shows(a, "부서에서 쓰는 종이")); // the need is the institution's own

        a = web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""),
                     ANSWER("20,900", {"do", "check"}));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "아직 제출하지 않았습니다."));
        assert_true(web_shows(a, "2,840,000원")); // 2,090,000 + 600,000 + 150,000
        assert_true(web_shows(a, "금 이백팔십사만원정"));
        assert_true(web_shows(a, "244,545원"));     // VAT of 2,690,000
        assert_true(web_shows(a, "기한보다 늦음")); // the book, two days after the needed day
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_ASKED);

        a = web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""),
                     ANSWER("20,900", {"do", "give"}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_QUOTED);
        a = web_get(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""));
        assert_true(web_shows(a, "보낸 견적의 품목 3가지"));
        assert_true(web_shows(a, "244,545원"));
        assert_true(web_shows(a, "견적 다시 내기"));
        assert_true(web_shows(a, "value=\"20,900\""));
        web_test_close(&t.w);
    }
}

static void mistakes_come_back_all_at_once_with_what_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        web_as(&t.w, &t.s.owner);
        struct web_answer a = web_post(
            &t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""),
            WEB_FIELDS({"price_1", "0"}, {"price_2", "싸게"}, {"price_3", "15000"},
                       {"by_1", "2026-11-23"}, {"by_2", "2026-12-01"}, {"by_3", ""},
                       {"valid_until", "2026-11-26"}, {"remark", "남는 말"}, {"do", "give"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "단가를 1원 이상으로"));
        assert_true(web_shows(a, "id=\"price_2-e\""));
        assert_true(web_shows(a, "납품할 날을 오늘이나 그 뒤로"));
        assert_true(web_shows(a, "id=\"by_3-e\""));
        assert_true(web_shows(a, "유효기간은 견적 마감일이나"));
        assert_true(web_shows(a, "value=\"싸게\""));
        assert_true(web_shows(a, "남는 말</textarea>"));
        purchase_testing_find(&t.s, &t.s.draft);
        assert_int_equal(t.s.draft.state, PURCHASE_ASKED);
        web_test_close(&t.w);
    }
}

// Each line may be as large as any amount; all of them together may not, and the page says so.
static void a_sum_beyond_every_amount_comes_back_with_what_was_typed(void **state)
{
    (void)state;
    static const char *const PRICES[][3] = {
        {"6000000000000",    "12000000000000",   "1"               }, // of 100, 50 and 10 pieces
        {"1000000000000000", "1000000000000000", "1000000000000000"},
    };
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        web_as(&t.w, &t.s.owner);
        for (size_t i = 0; i < COUNT(PRICES); i++) {
            struct web_answer a =
                web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""),
                         WEB_FIELDS({"price_1", PRICES[i][0]}, {"price_2", PRICES[i][1]},
                                    {"price_3", PRICES[i][2]}, {"by_1", "2026-12-01"},
                                    {"by_2", "2026-12-01"}, {"by_3", "2026-12-01"},
                                    {"valid_until", "2026-12-31"}, {"remark", ""}, {"do", "give"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, PRICES[i][1]));
        }
        web_test_close(&t.w);
    }
}

static int64_t late_traces(struct quote_desk *t)
{
    struct unit u;
    purchase_testing_read(&t->s, &t->s.operator_, &u);
    struct query *q = db_query(u.db, &SQL_TEST_QUOTE_WEB_LATE);
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

static void a_late_answer_is_told_both_moments_and_leaves_its_trace(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        web_as(&t.w, &t.s.owner);
        web_test_now = (instant){quote_testing_closing().us + 7000000};
        struct web_answer a = web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""),
                                       ANSWER("20,900", {"do", "give"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "2026. 11. 27. 18:00:00에 마감한"));
        assert_true(web_shows(a, "2026. 11. 27. 18:00:07에 보낸"));
        assert_int_equal(late_traces(&t), 1);
        // The page says so by itself, though no job has run.
        a = web_get(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, ""));
        assert_true(web_shows(a, "답 없이 마감"));
        assert_false(web_shows(a, "확인 화면으로"));
        web_as(&t.w, &t.s.officer);
        a = web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, ""));
        assert_true(web_shows(a, "마감까지 답이 오지 않았습니다."));
        assert_true(web_shows(a, "다시 요청</a>"));
        web_test_close(&t.w);
    }
}

static void declining_tells_the_officer_why(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        web_as(&t.w, &t.s.owner);
        assert_int_equal(
            web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, "/decline"), WEB_NO_FIELDS)
                .status,
            422);
        assert_int_equal(web_post(&t.w, quote_testing_at(&t, "/supplier/quotes/", no, "/decline"),
                                  WEB_FIELDS({"reason", "재고가 없습니다."}))
                             .status,
                         303);
        web_as(&t.w, &t.s.officer);
        struct web_answer a = web_get(&t.w, quote_testing_at(&t, "/buyer/quotes/", no, ""));
        assert_true(web_shows(a, "재고가 없습니다."));
        assert_true(web_shows(a, "기업이 거절"));
        assert_true(web_shows(a, "다른 기업에서 구매합니다")); // the rival sells the paper
        assert_true(web_shows(a, "단가 20,900원에 팝니다"));
        a = web_get(&t.w, quote_testing_at(&t, "/buyer/purchases/", t.s.draft.no, "/revise"));
        assert_true(web_shows(a, "재고가 없습니다."));
        assert_false(web_shows(a, "살아 있는 견적요청")); // there is none to end
        web_test_close(&t.w);
    }
}

// --- Lists ---------------------------------------------------------------------------------------

static void lists_part_what_waits_from_what_was_given_and_what_is_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        struct purchase p;
        quote_testing_open(&t, &d);
        public_no open = quote_testing_ask(&t.s, &t.s.draft);
        purchase_testing_add(&t.s, WON(27500), 100, &p);
        public_no given = quote_testing_ask(&t.s, &p);
        assert_null(quote_testing_answer(&t.s, given, (const int64_t[]){27500},
                                         date_from_ymd(2026, 12, 10)));
        for (int side = 0; side < 2; side++) {
            const char *base = side == 0 ? "/supplier/quotes" : "/buyer/quotes";
            char link[80];
            web_as(&t.w, side == 0 ? &t.s.staff : &t.s.officer);
            struct web_answer a = web_get(&t.w, base);
            assert_int_equal(a.status, 200);
            (void)snprintf(link, sizeof link, "%s/%lld", base, (long long)open.value);
            assert_true(web_shows(a, link));
            (void)snprintf(link, sizeof link, "%s/%lld", base, (long long)given.value);
            assert_false(web_shows(a, link));
            (void)snprintf(link, sizeof link, "%s?show=given", base);
            a = web_get(&t.w, link);
            assert_true(web_shows(a, "2,750,000"));
            (void)snprintf(link, sizeof link, "%s?show=over", base);
            a = web_get(&t.w, link);
            assert_true(web_shows(a, "끝난 견적요청이 없습니다"));
            web_test_now = quote_testing_closing();
            a = web_get(&t.w, link); // late now, whether or not the job ran
            assert_false(web_shows(a, "끝난 견적요청이 없습니다"));
            web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
        }
        // A rival sees nothing of it.
        web_as(&t.w, &t.s.rival_owner);
        assert_true(web_shows(web_get(&t.w, "/supplier/quotes"), "답할 견적요청이 없습니다"));
        web_test_close(&t.w);
    }
}

// --- Who may knock -------------------------------------------------------------------------------

// The address of a route for this case and its request.
static const char *address_of(struct quote_desk *t, const struct route *r, public_no request)
{
    str path = str_view(r->path);
    str number = S(":no");
    size_t colon = str_index(path, number);
    if (colon == path.n) {
        return r->path;
    }
    public_no no = str_contains(path, S("/quotes/")) ? request : t->s.draft.no;
    str tail = str_slice(path, colon + number.n, path.n);
    (void)snprintf(t->address, sizeof t->address, "%.*s%lld%.*s", (int)colon, path.p,
                   (long long)no.value, STR_ARG(tail));
    return t->address;
}

static int expected(struct quote_desk *t, const struct route *r, const struct actor *who)
{
    bool about_a_case = str_contains(str_view(r->path), S(":no"));
    if ((who->rights & r->right) != r->right) {
        return 403;
    }
    if (!about_a_case) {
        return 200;
    }
    bool theirs =
        who->institution.value == t->s.here.value || who->supplier.value == t->s.supplier.value;
    if (!theirs) {
        return 404;
    }
    bool officers_own = r->right == RIGHT_REQUEST &&
                        (r->method == POST || !str_contains(str_view(r->path), S("/quotes/")));
    return officers_own && who != &t->s.officer ? 403 : 0; // 0: the page or deed decides
}

static void abuse_01_every_role_meets_every_route_as_it_should(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct quote_desk t;
        quote_testing_open(&t, &d);
        public_no no = quote_testing_ask(&t.s, &t.s.draft);
        for (size_t i = 0; i < t.routes.count; i++) {
            for (size_t k = 0; k <= COUNT(t.s.people); k++) {
                const struct actor *who = k < COUNT(t.s.people) ? t.s.people[k] : NULL;
                web_as(&t.w, who);
                const char *address = address_of(&t, &t.routes.items[i], no);
                struct web_answer a =
                    t.routes.items[i].method == GET
                        ? web_get(&t.w, address)
                        : web_post(&t.w, address,
                                   WEB_FIELDS({"reason", "x"}, {"quote", "1234567890128"}));
                int status = who == NULL ? 0 : expected(&t, &t.routes.items[i], who);
                if (who == NULL) {
                    assert_int_equal(a.status, 303);
                    assert_true(str_starts(a.location, S("/login")));
                } else if (status != 0) {
                    if (a.status != status) {
                        fail_msg("%s %s as %.*s: %d, not %d",
                                 t.routes.items[i].method == GET ? "GET" : "POST", address,
                                 STR_ARG(who->name), a.status, status);
                    }
                } else {
                    assert_true(a.status != 403 && a.status != 404 && a.status < 500);
                }
            }
            if (t.routes.items[i].method == POST) { // the deed may have been done: begin again
                web_test_close(&t.w);
                testing_db_close(&d);
                assert_true(testing_db_open((enum db_engine)engine_, &d));
                quote_testing_open(&t, &d);
                no = quote_testing_ask(&t.s, &t.s.draft);
            }
        }
        web_test_close(&t.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asking_is_shown_again_before_it_is_sent),
        cmocka_unit_test(a_firm_reads_what_a_service_needs_as_it_was_asked),
        cmocka_unit_test(a_deadline_that_cannot_be_is_refused_with_what_was_typed),
        cmocka_unit_test(two_quotes_are_refused_here_with_the_article),
        cmocka_unit_test(a_small_case_goes_on_without_a_quote),
        cmocka_unit_test(an_answer_is_confirmed_with_its_sum_before_it_is_given),
        cmocka_unit_test(mistakes_come_back_all_at_once_with_what_was_typed),
        cmocka_unit_test(a_sum_beyond_every_amount_comes_back_with_what_was_typed),
        cmocka_unit_test(a_late_answer_is_told_both_moments_and_leaves_its_trace),
        cmocka_unit_test(declining_tells_the_officer_why),
        cmocka_unit_test(lists_part_what_waits_from_what_was_given_and_what_is_over),
        cmocka_unit_test(abuse_01_every_role_meets_every_route_as_it_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
