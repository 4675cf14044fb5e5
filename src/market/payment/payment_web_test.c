// test-timeout: 300
// The desks of accountant and supplier: who may knock, what is shown, what is typed; and the ledger
// as a page and as a file; on both engines.
#include "market/payment/payment_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "market/claim/claim_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/payment/payment_testing.h"
#include "market/payment/payment_web_test.sql.h"
#include "platform/secret/secret.h"

// --- Who may knock -------------------------------------------------------------------------------

static void every_route_opens_to_its_role_and_to_nobody_else(void **state)
{
    (void)state;
    static const struct {
        enum method method;
        const char *above;
        const char *below; // NULL: no claim in the address
        uint64_t right;
        int status; // of who may; what is typed is empty
    } ROUTES[] = {
        {GET,  "/buyer/payments",  NULL,      RIGHT_PAY,      200},
        {GET,  "/buyer/payments",  "",        RIGHT_BUYER,    200},
        {POST, "/buyer/payments",  "/check",  RIGHT_PAY,      303}, // nothing ticked
        {POST, "/buyer/payments",  "/excuse", RIGHT_PAY,      422},
        {GET,  "/buyer/payments",  "/return", RIGHT_PAY,      200},
        {POST, "/buyer/payments",  "/return", RIGHT_PAY,      422},
        {GET,  "/buyer/payments",  "/pay",    RIGHT_PAY,      422}, // not checked yet
        {POST, "/buyer/payments",  "/pay",    RIGHT_PAY,      422},
        {GET,  "/supplier/claims", NULL,      RIGHT_SUPPLIER, 200},
        {GET,  "/supplier/claims", "",        RIGHT_SUPPLIER, 200},
    };
    assert_int_equal(PAYMENT_ROUTE_COUNT, COUNT(ROUTES));
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        for (size_t i = 0; i < COUNT(ROUTES); i++) {
            const char *below = ROUTES[i].below;
            const char *page =
                below == NULL ? ROUTES[i].above : payment_testing_path(&k, ROUTES[i].above, below);
            for (size_t j = 0; j < PURCHASE_TESTING_PEOPLE; j++) {
                const struct actor *actor = k.s.people[j];
                bool mine = actor->institution.value == k.s.here.value ||
                            actor->supplier.value == k.s.supplier.value;
                int expected = (actor->rights & ROUTES[i].right) == 0 ? 403
                               : mine || below == NULL                ? ROUTES[i].status
                                                                      : 404;
                web_as(&k.w, actor);
                struct web_answer a = ROUTES[i].method == GET ? web_get(&k.w, page)
                                                              : web_post(&k.w, page, WEB_NO_FIELDS);
                if (a.status != expected) {
                    fail_msg("%s as %.*s: %d, not %d", page, STR_ARG(actor->name), a.status,
                             expected);
                }
                assert_false(expected == 404 && web_shows(a, "2,200,000"));
            }
        }
        web_test_close(&k.w);
    }
}

static void what_another_institution_sends_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        web_as(&k.w, &k.s.accountant_there);
        assert_int_equal(payment_testing_check_all(&k).status, 404);
        assert_int_equal(web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/excuse"),
                                  WEB_FIELDS({"excused_days", "0"}, {"opinion", "없음"}))
                             .status,
                         404);
        assert_int_equal(web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/return"),
                                  WEB_FIELDS({"reason", "다릅니다"}))
                             .status,
                         404);
        assert_int_equal(web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"),
                                  WEB_FIELDS(PAYMENT_TESTING_PAY("2200000")))
                             .status,
                         404);
        web_as(&k.w, &k.s.accountant);
        assert_true(
            web_shows(web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "")), "지급 대기"));
        web_test_close(&k.w);
    }
}

// --- What is shown -------------------------------------------------------------------------------

static void the_accountant_sees_everything_the_money_rests_on(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 3, 2);
        struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_int_equal(a.status, 200);
        static const char *const SHOWN[] = {
            CLAIM_TESTING_ACCOUNT,        // in full to who pays
            "20261124-41000000-12345678", // the invoice
            "/buyer/deliveries/",         // the report
            "국세 납세증명서",            // not asked for
            "국세징수법 시행령 제91조",   // and by which article
            "1일 0.08%",                  // the rate
            "5,280",                      // 2,200,000 × 0.08 % × 3
            "지방계약법 시행령 제90조",
            "한도는 늦은 부분의 30%",
            "2일을 빼 달라고",
            "눈이 많이 와",
            "2026. 12. 1.", // to be paid by
            "지방계약법 시행령 제67조",
            "확인하지 않은 증빙이 있습니다", // why it cannot be paid yet
        };
        for (size_t i = 0; i < COUNT(SHOWN); i++) {
            if (!web_shows(a, SHOWN[i])) {
                fail_msg("missing: %s", SHOWN[i]);
            }
        }
        assert_false(web_shows(a, "등록한 계좌와 다릅니다") || web_shows(a, "예금주가 상호"));
        web_as(&k.w, &k.s.officer); // may read, not the account, and decides nothing
        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_int_equal(a.status, 200);
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT));
        assert_false(web_shows(a, "지급 등록"));
        web_as(&k.w, &k.s.owner);
        a = web_get(&k.w, payment_testing_path(&k, "/supplier/claims", ""));
        assert_true(web_shows(a, CLAIM_TESTING_ACCOUNT) && web_shows(a, "2,194,720원"));
        web_test_close(&k.w);
    }
}

static void an_account_that_is_not_the_firms_own_is_pointed_at(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        struct contract other;
        payment_testing_open(&k, &t, 0, 0);
        // The firm registers another account after it has claimed.
        claim_testing_accept(&k.s,
                             &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE,
                                                     .without_account = true,
                                                     .parts = {{CLAIM_TESTING_DUE, 10}}},
                             &other);
        struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_true(web_shows(a, "등록한 계좌와 다릅니다"));
        web_test_close(&k.w);
    }
}

static err put_holder(struct unit *u, void *data)
{
    (void)data;
    return query_run(db_query(u->db, &SQL_PAYMENT_WEB_TEST_HOLDER), NULL);
}

static err put_need(struct unit *u, void *data)
{
    (void)data;
    return query_run(db_query(u->db, &SQL_PAYMENT_WEB_TEST_NEED), NULL);
}

static err put_text(struct unit *u, void *data)
{
    (void)data;
    return query_run(db_query(u->db, &SQL_PAYMENT_WEB_TEST_APPROVED), NULL);
}

static void abuse_04_what_is_not_as_it_was_approved_shows_no_account_to_pay_to(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"));
        assert_true(a.status == 200 && web_shows(a, CLAIM_TESTING_ACCOUNT));
        // The case's own row, which the page has no statement left for, is asked with the deed.
        assert_null(purchase_testing_run(&k.s, &k.s.operator_, put_need, NULL));
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"),
                     WEB_FIELDS(PAYMENT_TESTING_PAY("2200000")));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "결재하고 서명한 내용과 다릅니다"));
        assert_true(web_shows(a, "구매 사유"));
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT) || web_shows(a, "name=\"reference\""));
        assert_null(purchase_testing_run(&k.s, &k.s.operator_, put_text, NULL));
        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "결재하고 서명한 내용과 다릅니다"));
        assert_true(web_shows(a, "결재 원본"));
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT) || web_shows(a, "name=\"reference\""));
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"),
                     WEB_FIELDS(PAYMENT_TESTING_PAY("2200000")));
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT));
        struct unit u;
        purchase_testing_read(&k.s, &k.s.accountant, &u);
        struct query *q = db_query(u.db, &SQL_PAYMENT_WEB_TEST_REFUSED);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "count"), 3); // two deeds and a look
        assert_null(query_end(q));
        purchase_testing_read_end(&u);
        web_test_close(&k.w);
    }
}

// The money leaves by the bank, before the payment is registered: what was changed is told before.
static void abuse_04_a_claim_that_was_changed_shows_no_account(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        assert_null(purchase_testing_run(&k.s, &k.s.accountant, put_holder, NULL));
        struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "청구한 때와 다릅니다"));
        assert_true(web_shows(a, "청구 돌려보내기"));
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT) || web_shows(a, ">지급 등록</a>"));
        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "청구한 때와 다릅니다"));
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT));
        web_as(&k.w, &k.s.owner);
        a = web_get(&k.w, payment_testing_path(&k, "/supplier/claims", ""));
        assert_true(web_shows(a, "청구한 때와 다릅니다"));
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT));
        web_test_close(&k.w);
    }
}

static void both_lists_say_how_much_and_by_when(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        struct contract open;
        payment_testing_open(&k, &t, 0, 0);
        claim_testing_accept(&k.s,
                             &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE,
                                                     .parts = {{CLAIM_TESTING_DUE, 10}}},
                             &open);
        struct web_answer a = web_get(&k.w, "/buyer/payments");
        assert_true(web_shows(a, "2,200,000") && web_shows(a, "D-7") &&
                    web_shows(a, "2026. 12. 1."));
        a = web_get(&k.w, "/buyer/payments?state=paid");
        assert_true(web_shows(a, "청구가 없습니다"));
        web_as(&k.w, &k.s.owner);
        a = web_get(&k.w, "/supplier/claims");
        assert_true(web_shows(a, "청구할 수 있는 계약") && web_shows(a, "220,000"));
        assert_true(web_shows(a, "대구광역시 중구"));
        web_as(&k.w, &k.s.rival_owner);
        a = web_get(&k.w, "/supplier/claims");
        assert_false(web_shows(a, "2,200,000") || web_shows(a, "청구할 수 있는 계약"));
        web_as(&k.w, &k.s.accountant_there);
        assert_false(web_shows(web_get(&k.w, "/buyer/payments"), "2,200,000"));
        // A key that is another's, or no key, is the top.
        web_as(&k.w, &k.s.accountant);
        assert_int_equal(web_get(&k.w, "/buyer/payments?before=1").status, 200);
        web_test_close(&k.w);
    }
}

static void who_approved_is_told_that_another_has_to_pay(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        struct actor both = k.s.approver; // holds the accountant's role as well
        both.rights |= RIGHT_PAY;
        web_as(&k.w, &both);
        struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "다른 지출담당이 처리합니다"));
        assert_false(web_shows(a, "지급 등록") || web_shows(a, "확인한 것 저장"));
        assert_int_equal(web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay")).status,
                         422);
        assert_int_equal(payment_testing_check_all(&k).status, 422);
        web_test_close(&k.w);
    }
}

// --- What is typed -------------------------------------------------------------------------------

static void a_claim_is_checked_decided_and_paid_from_the_pages(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 3, 2);
        web_as(&k.w, &k.s.owner); // who waits is told so, not told to do it
        assert_true(web_shows(web_get(&k.w, payment_testing_path(&k, "/supplier/claims", "")),
                              "청구를 확인하고 있습니다. 지금 하실 일은 없습니다"));
        web_as(&k.w, &k.s.accountant);
        struct web_answer a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/check"),
                                       WEB_FIELDS({"checked_1", "1"}, {"checked_3", "1"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "조회 결과를 적어 주세요"));
        assert_true(web_shows(a, " checked> 확인")); // the tick stays
        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_true(web_shows(a, "남은 것: 증빙 확인</p>"));
        assert_true(web_shows(a, "#h-proof\">증빙 확인하기</a>"));
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_true(web_shows(a, "남은 것: 업체 책임이 아닌 날</p>"));
        assert_true(web_shows(a, "강바다") && web_shows(a, "조회 결과: 2026-11-24 조회, 완납"));
        assert_true(web_shows(a, "날수를 정한 뒤 지급"));

        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/excuse"),
                     WEB_FIELDS({"excused_days", "4"}, {"opinion", "하루는 인정합니다."}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "지연된 날보다 많이") && web_shows(a, "하루는 인정합니다."));
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/excuse"),
                     WEB_FIELDS({"excused_days", "1"}, {"opinion", "하루는 인정합니다."}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "")),
                              "남은 것: 지급</p>"));

        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "2,196,480원") && web_shows(a, CLAIM_TESTING_ACCOUNT));
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"),
                     WEB_FIELDS(PAYMENT_TESTING_PAY("2196481")));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "1원이라도 다르면") && web_shows(a, "value=\"2196481\""));
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/pay"),
                     WEB_FIELDS({"reference", "이체-2026-0001"}, {"paid_on", "2026-11-24"},
                                {"amount", "2196480"}, {"secret", "틀린 비밀번호"}));
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, "틀린 비밀번호")); // is not shown again

        k.w.form_key = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        const char *pay = payment_testing_path(&k, "/buyer/payments", "/pay");
        struct web_answer first = web_post(&k.w, pay, WEB_FIELDS(PAYMENT_TESTING_PAY("2,196,480")));
        struct web_answer again = web_post(&k.w, pay, WEB_FIELDS(PAYMENT_TESTING_PAY("2,196,480")));
        assert_int_equal(first.status, 303);
        assert_int_equal(again.status, 303); // the same answer, not a second deed
        assert_true(str_equals(first.location, again.location));
        k.w.form_key = NULL;
        assert_int_equal(web_post(&k.w, pay, WEB_FIELDS(PAYMENT_TESTING_PAY("2196480"))).status,
                         409);

        a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
        assert_true(web_shows(a, "이체-2026-0001") && web_shows(a, "지급 완료"));
        a = web_get(&k.w, "/buyer/payments?state=paid");
        assert_true(web_shows(a, "2,196,480"));
        web_as(&k.w, &k.s.owner);
        a = web_get(&k.w, payment_testing_path(&k, "/supplier/claims", ""));
        assert_true(web_shows(a, "이체-2026-0001") && web_shows(a, "2026. 11. 24."));
        web_test_close(&k.w);
    }
}

static err put_paper(struct unit *u, void *data)
{
    const char *verdict = data;
    TRY(query_run(db_query(u->db, &SQL_PAYMENT_WEB_TEST_FILE), NULL));
    TRY(query_run(db_query(u->db, &SQL_PAYMENT_WEB_TEST_PAPER), NULL));
    if (verdict == NULL) {
        return NULL;
    }
    struct query *q = db_query(u->db, &SQL_PAYMENT_WEB_TEST_LOOKED);
    bind_str(q, "verdict", str_view(verdict));
    return query_run(q, NULL);
}

// Of the only tick; empty: there is none.
static str tick_in_chain(struct payment_scene *k)
{
    struct unit u;
    purchase_testing_read(&k->s, &k->s.accountant, &u);
    struct query *q = db_query(u.db, &SQL_PAYMENT_WEB_TEST_TICKS);
    str reason = query_next(q) ? str_copy(k->s.database->arena, read_str(q, "reason")) : S("");
    assert_false(query_next(q));
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return reason;
}

static void a_paper_that_nobody_could_open_is_ticked_with_words_of_how_it_was_seen(void **state)
{
    (void)state;
    static const char *const VERDICTS[] = {NULL, "script", "fine"}; // NULL: nobody looked yet
    static const char *const NAMES[] = {"완납증명.pdf (파일 확인 중)",
                                        "완납증명.pdf (받지 않은 파일)", "완납증명.pdf</a>"};
    for (size_t i = 0; i < COUNT(VERDICTS); i++) {
        FOR_EACH_ENGINE(t)
        {
            struct payment_scene k;
            payment_testing_open(&k, &t, 0, 0);
            bool fine = i == 2;
            void *verdict = (void *)(uintptr_t)VERDICTS[i];
            assert_null(purchase_testing_run(&k.s, &k.s.operator_, put_paper, verdict));
            struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
            assert_true(web_shows(a, NAMES[i]));
            assert_int_equal(web_shows(a, "파일 말고 확인한 방법과 결과"), !fine);
            const char *check = payment_testing_path(&k, "/buyer/payments", "/check");
            a = web_post(&k.w, check, WEB_FIELDS({"checked_3", "1"}, {"inquiry_3", " "}));
            assert_int_equal(a.status, fine ? 303 : 422);
            if (fine) {
                assert_true(str_equals(tick_in_chain(&k), S("social_insurance")));
                web_test_close(&k.w);
                continue;
            }
            assert_true(web_shows(a, "다른 방법으로 확인했으면"));
            assert_int_equal(tick_in_chain(&k).n, 0);
            a = web_post(&k.w, check,
                         WEB_FIELDS({"checked_3", "1"}, {"inquiry_3", "원본을 받아 봄"}));
            assert_int_equal(a.status, 303);
            assert_true(str_equals(tick_in_chain(&k),
                                   S("social_insurance (파일을 열지 못함): 원본을 받아 봄")));
            a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", ""));
            assert_true(web_shows(a, "다른 방법으로 확인: 원본을 받아 봄"));
            web_test_close(&k.w);
        }
    }
}

#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

static void a_payment_confirmed_by_a_code_says_so_in_the_chain_of_deeds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        party_testing_factor(&t, k.s.accountant.account, TOTP);
        const char *code = str_to_c(t.arena, secret_totp_code(t.arena, S(TOTP), web_test_now));
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        const char *pay = payment_testing_path(&k, "/buyer/payments", "/pay");
        const char *const secrets[] = {"000000", code};
        for (size_t i = 0; i < COUNT(secrets); i++) {
            struct web_answer a =
                web_post(&k.w, pay,
                         WEB_FIELDS({"reference", "이체-2026-0001"}, {"paid_on", "2026-11-24"},
                                    {"amount", "2200000"}, {"secret", secrets[i]}));
            assert_int_equal(a.status, i == 0 ? 422 : 303);
        }
        struct unit u;
        purchase_testing_read(&k.s, &k.s.accountant, &u);
        struct query *q = db_query(u.db, &SQL_PAYMENT_WEB_TEST_WORDS);
        assert_true(query_next(q));
        assert_true(str_equals(read_str(q, "reason"), S("이체-2026-0001 (code)")));
        assert_null(query_end(q));
        purchase_testing_read_end(&u);
        web_test_close(&k.w);
    }
}

static void a_claim_is_sent_back_with_words_from_its_page(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        payment_testing_open(&k, &t, 0, 0);
        struct web_answer a = web_get(&k.w, payment_testing_path(&k, "/buyer/payments", "/return"));
        assert_true(web_shows(a, "지급 기한이 멈춥니다"));
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/return"),
                     WEB_FIELDS({"reason", " "}));
        assert_int_equal(a.status, 422);
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/return"),
                     WEB_FIELDS({"reason", "품목이 다릅니다."}));
        assert_int_equal(a.status, 303);
        a = web_post(&k.w, payment_testing_path(&k, "/buyer/payments", "/return"),
                     WEB_FIELDS({"reason", "품목이 다릅니다!"}));
        assert_int_equal(a.status, 409);
        a = web_get(&k.w, "/buyer/payments?state=returned");
        assert_true(web_shows(a, "2,200,000"));
        web_as(&k.w, &k.s.owner);
        a = web_get(&k.w, payment_testing_path(&k, "/supplier/claims", ""));
        assert_true(web_shows(a, "품목이 다릅니다.") && web_shows(a, "고쳐서 다시 청구"));
        assert_true(web_shows(a, "남은 5일(공휴일과 토요일 제외)을 셉니다"));
        assert_true(web_shows(a, "다시 청구할 날 "));
        assert_true(web_shows(web_get(&k.w, "/supplier/claims"), "청구할 수 있는 계약"));
        // Claimed anew, the day to pay is the new one's and not shown on this.
        public_no again;
        claim_testing_find(&k.s, &k.contract);
        claim_testing_claim(&k.s, &k.contract, CLAIM_TESTING_INVOICE, 0, &again);
        a = web_get(&k.w, payment_testing_path(&k, "/supplier/claims", ""));
        assert_true(web_shows(a, "그 뒤에 다시 청구했습니다"));
        assert_false(web_shows(a, "class=\"duty"));
        web_test_close(&k.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_opens_to_its_role_and_to_nobody_else),
        cmocka_unit_test(what_another_institution_sends_changes_nothing),
        cmocka_unit_test(the_accountant_sees_everything_the_money_rests_on),
        cmocka_unit_test(an_account_that_is_not_the_firms_own_is_pointed_at),
        cmocka_unit_test(abuse_04_a_claim_that_was_changed_shows_no_account),
        cmocka_unit_test(abuse_04_what_is_not_as_it_was_approved_shows_no_account_to_pay_to),
        cmocka_unit_test(both_lists_say_how_much_and_by_when),
        cmocka_unit_test(who_approved_is_told_that_another_has_to_pay),
        cmocka_unit_test(a_claim_is_checked_decided_and_paid_from_the_pages),
        cmocka_unit_test(a_paper_that_nobody_could_open_is_ticked_with_words_of_how_it_was_seen),
        cmocka_unit_test(a_payment_confirmed_by_a_code_says_so_in_the_chain_of_deeds),
        cmocka_unit_test(a_claim_is_sent_back_with_words_from_its_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
