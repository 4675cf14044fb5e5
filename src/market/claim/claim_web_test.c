// test-timeout: 300
// A supplier claims its money: the form with all its mistakes at once, the page that asks, the
// deed, and who may read the paper; on both engines.
#include "market/claim/claim_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/claim/claim_testing.h"
#include "market/claim/claim_web_test.sql.h"
#include "market/delivery/delivery_part_web.h"
#include "market/delivery/delivery_testing.h"
#include "market/party/right.h"

static int64_t count(struct purchase_scene *s, const struct sql *sql)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, sql);
    int64_t n = query_next(q) ? read_i64(q, "count") : -1;
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return n;
}

// What a careful supplier types for 100 boxes at 22,000 won.
#define GOOD                                                                                       \
    {"invoice_no_1", "20261124-41000000-12345678"}, {"written_on_1", "2026-11-23"},                \
        {"supply_1", "2,000,000"}, {"vat_1", "200,000"},                                           \
    {                                                                                              \
        "way_2", "inquiry"                                                                         \
    }

static struct web_answer post_form(struct web_test *w, struct purchase_scene *s,
                                   const struct contract *c)
{
    return web_post(w, claim_testing_path(s, "/supplier/contracts", c->no, "/claim"),
                    WEB_FIELDS(GOOD));
}

static void a_claim_is_typed_confirmed_and_made_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.staff);
        const char *confirm = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm");
        struct web_answer a =
            web_get(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "value=\"2,000,000\"")); // figures as people read them
        assert_true(web_shows(a, "***-**-******-7") || web_shows(a, "3456-7") || web_shows(a, "*"));
        assert_false(web_shows(a, CLAIM_TESTING_ACCOUNT)); // masked
        assert_true(web_shows(a, "2026. 12. 1.까지"));     // five working days from the 24th
        assert_true(web_shows(a, "국세 납세증명서"));      // not asked for, and why
        assert_int_equal(web_get(&w, confirm).status, 303);

        a = post_form(&w, &s, &c);
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("/claim/confirm")));
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_CLAIMS), 0); // nothing is claimed yet
        a = web_get(&w, confirm);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "20261124-41000000-12345678") && web_shows(a, "2,200,000원"));
        assert_true(web_shows(a, CLAIM_TESTING_ACCOUNT)); // the firm's own, to be sure of it

        w.form_key = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        struct web_answer first = web_post(&w, confirm, WEB_NO_FIELDS);
        struct web_answer again = web_post(&w, confirm, WEB_NO_FIELDS);
        assert_int_equal(first.status, 303);
        assert_true(str_starts(first.location, S("/supplier/claims/")));
        assert_true(str_equals(first.location, again.location)); // a double click is one deed
        w.form_key = NULL;
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_CLAIMS), 1);
        assert_int_equal(web_post(&w, confirm, WEB_NO_FIELDS).status, 409);
        assert_int_equal(web_get(&w, confirm).status, 409);
        web_test_close(&w);
    }
}

static void a_claim_moves_the_case_and_sets_the_accountants_term(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase p = {.institution = {0}};
        struct purchase_task task;
        public_no no;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        claim_testing_claim(&s, &c, CLAIM_TESTING_INVOICE, 0, &no);
        claim_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_CLAIMED);
        p.id = c.purchase;
        p.institution = c.institution;
        purchase_testing_find(&s, &p);
        assert_int_equal(p.state, PURCHASE_CLAIMED);
        assert_true(purchase_testing_task(&s, &p, "payment.pay", &task));
        assert_int_equal(task.rights, RIGHT_PAY);
        assert_int_equal(task.due_at.us, instant_end_of(date_from_ymd(2026, 12, 1)).us);
        assert_true(str_equals(task.article, S("지방계약법 시행령 제67조")));
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_POSTINGS), 1);
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_REFRESHES), 2); // accepted, claimed

        struct unit u;
        struct claim claim;
        purchase_testing_read(&s, &s.accountant, &u);
        struct purchase_side side = {.institution = s.here};
        assert_null(claim_find(u.db, u.arena, side, no, &claim));
        assert_int_equal(claim.amount.won, 2200000);
        assert_int_equal(claim.net.won, 2200000);
        assert_int_equal(claim.seq, 1);
        assert_int_equal(claim.proofs.count, 6);
        assert_true(str_equals(claim.proofs.items[0].kind, S("inspection")));
        assert_int_equal(claim.proofs.items[0].state, CLAIM_PROOF_GIVEN);
        assert_true(str_equals(claim.proofs.items[1].reference, S(CLAIM_TESTING_INVOICE)));
        assert_int_equal(claim.proofs.items[1].supply.won, 2000000);
        assert_int_equal(claim.proofs.items[1].vat.won, 200000);
        assert_true(claim.proofs.items[2].by_inquiry);
        assert_int_equal(claim.proofs.items[3].state, CLAIM_PROOF_NOT_REQUIRED);
        assert_true(claim.bank_account.n > 0);
        assert_false(str_contains(claim.bank_account, S(CLAIM_TESTING_ACCOUNT))); // sealed
        assert_false(str_contains(claim.bank_account, S("123456")));
        struct purchase_side other = {.institution = s.there};
        assert_ptr_equal(claim_find(u.db, u.arena, other, no, &claim), &CLAIM_UNKNOWN);
        other = (struct purchase_side){.supplier = s.rival};
        assert_ptr_equal(claim_find(u.db, u.arena, other, no, &claim), &CLAIM_UNKNOWN);
        assert_ptr_equal(claim_find(u.db, u.arena, (struct purchase_side){0}, no, &claim),
                         &CLAIM_UNKNOWN);
        purchase_testing_read_end(&u);
    }
}

static void a_form_comes_back_once_with_all_its_mistakes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, date_add_days(CLAIM_TESTING_DUE, 3), &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        const char *form = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim");
        struct web_answer a =
            web_post(&w, form,
                     WEB_FIELDS({"asked_days", "4"}, {"excuse_reason", "눈이 왔습니다."},
                                {"invoice_no_1", "123"}, {"written_on_1", "2026-11-25"},
                                {"supply_1", "2000001"}, {"vat_1", "199999"}));
        assert_int_equal(a.status, 422);
        static const char *const SHOWN[] = {
            "줄여 주세요",            // four days of three
            "승인번호 24자리",        // V-08
            "작성일을 확인",          // tomorrow
            "공급가액을 계약과",      // a won too much
            "세액을 계약과",          // a won too little
            "내는 방법: 보기 가운데", // neither consent nor certificate
            "value=\"2000001\"",      // what was typed stays
            "value=\"2026-11-25\"",
            "눈이 왔습니다.",
        };
        for (size_t i = 0; i < COUNT(SHOWN); i++) {
            if (!web_shows(a, SHOWN[i])) {
                fail_msg("missing: %s", SHOWN[i]);
            }
        }
        // Days without words.
        a = web_post(&w, form, WEB_FIELDS(GOOD, {"asked_days", "3"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "까닭을 적어 주세요"));
        // A certificate whose term has ended, and one without its number.
        a = web_post(&w, form,
                     WEB_FIELDS({"invoice_no_1", CLAIM_TESTING_INVOICE},
                                {"written_on_1", "2026-11-23"}, {"supply_1", "2000000"},
                                {"vat_1", "200000"}, {"way_2", "certificate"},
                                {"issued_on_2", "2026-01-02"}, {"valid_until_2", "2026-11-23"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "유효기간이 지난 증명서"));
        assert_true(web_shows(a, "증명서 번호: 이 칸을"));
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_DRAFTS), 0);
        web_test_close(&w);
    }
}

static void a_late_claim_shows_its_damages_and_asks_for_days(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, date_add_days(CLAIM_TESTING_DUE, 3), &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        struct web_answer a =
            web_get(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim"));
        // 2,200,000 × 0.08 % × 3 days
        assert_true(web_shows(a, "5,280원") && web_shows(a, "1일 0.08%") && web_shows(a, "3일"));
        assert_true(web_shows(a, "지방계약법 시행령 제90조"));
        a = web_post(
            &w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim"),
            WEB_FIELDS(GOOD, {"asked_days", "2"}, {"excuse_reason", "폭설로 도로가 막혔습니다."}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm"));
        assert_true(web_shows(a, "2,194,720원")); // nothing is excused yet
        assert_true(web_shows(a, "폭설로 도로가 막혔습니다."));
        assert_int_equal(
            web_post(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm"),
                     WEB_NO_FIELDS)
                .status,
            303);
        web_test_close(&w);
    }
}

static void who_is_late_in_a_year_without_holidays_waits_for_them(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, date_add_days(CLAIM_TESTING_DUE, 3), &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        const char *form = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim");
        const char *confirm = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm");
        date last_day = s.calendar.last_day;
        assert_int_equal(post_form(&w, &s, &c).status, 303); // typed while they were known
        s.calendar.last_day = date_from_ymd(2025, 12, 31);
        struct web_answer a = web_get(&w, form);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "공휴일을 더해 달라고"));
        assert_int_equal(web_post(&w, confirm, WEB_NO_FIELDS).status, 422);
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_CLAIMS), 0);
        s.calendar.last_day = last_day;
        assert_int_equal(web_post(&w, confirm, WEB_NO_FIELDS).status, 303);
        web_test_close(&w);
    }
}

static void exempt_lines_have_an_invoice_of_their_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        purchase_testing_open(&s, &t);
        claim_testing_accept_draft(&s, CLAIM_TESTING_DUE,
                                   &c); // 2,900,000 won, of which 150,000 books
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        const char *form = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim");
        struct web_answer a = web_get(&w, form);
        assert_true(web_shows(a, "전자계산서(면세)"));
        assert_true(web_shows(a, "2,500,000원") && web_shows(a, "250,000원") &&
                    web_shows(a, "150,000원"));
        a = web_post(&w, form,
                     WEB_FIELDS({"invoice_no_1", CLAIM_TESTING_INVOICE},
                                {"written_on_1", "2026-11-23"}, {"supply_1", "2500000"},
                                {"vat_1", "250000"}, {"invoice_no_2", "202611244100000087654321"},
                                {"written_on_2", "2026-11-23"}, {"supply_2", "150000"},
                                {"way_3", "inquiry"}));
        assert_int_equal(a.status, 303);
        web_test_close(&w);
    }
}

static void an_invoice_pays_for_one_contract(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct contract other;
        struct web_test w;
        public_no no;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        claim_testing_claim(&s, &c, CLAIM_TESTING_INVOICE, 0, &no);
        claim_testing_accept(&s,
                             &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE,
                                                     .parts = {{CLAIM_TESTING_DUE, 100}}},
                             &other);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        struct web_answer a = post_form(&w, &s, &other);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 청구에 쓴 승인번호"));
        web_test_close(&w);
    }
}

static void a_firm_without_an_account_names_one_for_the_claim(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        purchase_testing_open(&s, &t);
        claim_testing_accept(&s,
                             &(struct claim_testing){.ends_on = CLAIM_TESTING_DUE,
                                                     .without_account = true,
                                                     .parts = {{CLAIM_TESTING_DUE, 100}}},
                             &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        struct web_answer a = post_form(&w, &s, &c);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "계좌번호: 이 칸을"));
        a = web_post(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim"),
                     WEB_FIELDS(GOOD, {"bank_name", "iM뱅크"}, {"bank_holder", "서파란"},
                                {"bank_account", "abc"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "숫자와 붙임표로"));
        a = web_post(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim"),
                     WEB_FIELDS(GOOD, {"bank_name", "iM뱅크"}, {"bank_holder", "서파란"},
                                {"bank_account", "111-22-333333"}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm"));
        assert_true(web_shows(a, "<b class=\"num\">111-22-333333</b><small>예금주 서파란"));
        assert_int_equal(
            web_post(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm"),
                     WEB_NO_FIELDS)
                .status,
            303);
        web_test_close(&w);
    }
}

static void a_firm_may_be_paid_to_another_account_than_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        const char *form = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim");
        const char *confirm = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm");
        struct web_answer a = web_post(&w, form, WEB_FIELDS(GOOD, {"bank", "other"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "계좌번호: 이 칸을"));
        a = web_post(&w, form,
                     WEB_FIELDS(GOOD, {"bank", "other"}, {"bank_name", "iM뱅크"},
                                {"bank_holder", "서파란"}, {"bank_account", "111-22-333333"}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, confirm);
        assert_true(web_shows(a, "<b class=\"num\">111-22-333333</b><small>예금주 서파란"));
        // Back to the registered one: what was typed beside it no longer counts.
        a = web_post(&w, form,
                     WEB_FIELDS(GOOD, {"bank", "own"}, {"bank_name", "iM뱅크"},
                                {"bank_holder", "서파란"}, {"bank_account", "111-22-333333"}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&w, confirm), CLAIM_TESTING_ACCOUNT));
        web_test_close(&w);
    }
}

// What the delivery says while nothing is claimed, and what the claim takes off.
static void the_page_of_the_delivery_counts_the_delay_as_the_claim_does(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct unit u;
        public_no no;
        struct claim claim;
        delivery_line_list lines;
        delivery_came_list came;
        struct delivery_notes asked;
        struct delivery_notes claimed;
        claim_testing_open(&s, &t, date_add_days(CLAIM_TESTING_DUE, 1), &c);
        purchase_testing_read(&s, &s.owner, &u);
        assert_null(contract_find(u.db, purchase_side_of(&u), c.no, &c));
        assert_null(delivery_list_all(u.db, u.arena, c.id, NO_ID(delivery_id), &lines, &came));
        delivery_part_notes(&u, &c, &came, &asked);
        purchase_testing_read_end(&u);
        claim_testing_claim(&s, &c, CLAIM_TESTING_INVOICE, 0, &no);
        purchase_testing_read(&s, &s.owner, &u);
        assert_null(contract_find(u.db, purchase_side_of(&u), c.no, &c));
        assert_null(delivery_list_all(u.db, u.arena, c.id, NO_ID(delivery_id), &lines, &came));
        delivery_part_notes(&u, &c, &came, &claimed);
        assert_null(claim_find(u.db, u.arena, purchase_side_of(&u), no, &claim));
        purchase_testing_read_end(&u);
        assert_int_equal(asked.late_days, 1);
        assert_int_equal(asked.damages.won, 1760);
        assert_false(asked.is_claimed);
        assert_int_equal(claim.delay.won, asked.damages.won);
        assert_int_equal(claimed.damages.won, asked.damages.won);
        assert_true(claimed.is_claimed);
    }
}

static void the_paper_shows_the_account_to_the_firm_and_to_who_pays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        public_no no;
        claim_testing_open(&s, &t, date_add_days(CLAIM_TESTING_DUE, 1), &c);
        claim_testing_claim(&s, &c, CLAIM_TESTING_INVOICE, 0, &no);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        struct {
            const struct actor *actor;
            const char *above;
            int status;
            bool in_full;
        } cases[] = {
            {&s.owner,            "/supplier/claims", 200, true },
            {&s.rival_owner,      "/supplier/claims", 404, false},
            {&s.accountant,       "/buyer/payments",  200, true },
            {&s.officer,          "/buyer/payments",  200, false},
            {&s.accountant_there, "/buyer/payments",  404, false},
            {&s.owner,            "/buyer/payments",  403, false},
            {&s.accountant,       "/supplier/claims", 403, false},
            {&s.operator_,        "/buyer/payments",  403, false},
        };
        for (size_t i = 0; i < COUNT(cases); i++) {
            web_as(&w, cases[i].actor);
            struct web_answer a = web_get(&w, claim_testing_path(&s, cases[i].above, no, "/print"));
            assert_int_equal(a.status, cases[i].status);
            assert_int_equal(web_shows(a, CLAIM_TESTING_ACCOUNT), cases[i].in_full);
            if (a.status == 200) {
                assert_true(web_shows(a, "금 2,198,240원정(금 이백일십구만팔천이백사십원정)"));
                assert_true(web_shows(a, "지연배상금 1,760원"));
                assert_true(web_shows(a, "대구광역시 중구청장 귀하"));
            }
        }
        // Looking at another's account is on record, one's own is not.
        assert_int_equal(count(&s, &SQL_CLAIM_WEB_TEST_ACCESS), 1);
        web_test_close(&w);
    }
}

static void the_paper_says_from_which_day_is_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        FOR_EACH_ENGINE(t)
        {
            struct purchase_scene s;
            struct contract c;
            struct web_test w;
            public_no no;
            struct claim_testing how = {
                .ends_on = date_add_days(CLAIM_TESTING_DUE, i), // Friday, Saturday
                .parts = {{date_add_days(CLAIM_TESTING_DUE, 4), 100}},
            };
            purchase_testing_open(&s, &t);
            claim_testing_accept(&s, &how, &c);
            claim_testing_claim(&s, &c, CLAIM_TESTING_INVOICE, 0, &no);
            purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
            web_as(&w, &s.owner);
            struct web_answer a =
                web_get(&w, claim_testing_path(&s, "/supplier/claims", no, "/print"));
            assert_int_equal(web_shows(a, "제161조"), i == 1);
            assert_true(web_shows(a, i == 0
                                         ? "2026. 11. 20.</td>"
                                         : "2026. 11. 21. (토요일·공휴일이라 2026. 11. 23.까지"));
            web_test_close(&w);
        }
    }
}

static void only_the_contracts_supplier_reaches_its_form(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        static const char *const PAGES[] = {"/claim", "/claim/confirm"};
        for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
            const struct actor *actor = s.people[i];
            bool firm = actor->supplier.value == s.supplier.value;
            int refused = actor->supplier.value == s.rival.value ? 404 : 403;
            web_as(&w, actor);
            for (size_t k = 0; k < COUNT(PAGES); k++) {
                const char *page = claim_testing_path(&s, "/supplier/contracts", c.no, PAGES[k]);
                int shown = k == 0 ? 200 : 303; // nothing is typed yet
                assert_int_equal(web_get(&w, page).status, firm ? shown : refused);
                assert_int_equal(web_post(&w, page, WEB_NO_FIELDS).status, firm ? 422 : refused);
            }
        }
        web_as(&w, NULL);
        assert_int_equal(
            web_get(&w, claim_testing_path(&s, "/supplier/contracts", c.no, PAGES[0])).status,
            303); // to the log-in
        web_test_close(&w);
    }
}

static void nothing_is_claimed_before_everything_is_accepted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        // Every state of the contract but the accepted one says it is not the time.
        for (int state_ = 0; state_ < CONTRACT_STATE_COUNT; state_++) {
            struct unit u = {.db = t.db, .arena = t.arena, .actor = &s.officer};
            assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
            struct query *q = db_query(t.db, &SQL_CLAIM_WEB_TEST_SET_STATE);
            bind_str(q, "state", str_view(contract_state_word((enum contract_state)state_)));
            bool binds = state_ >= CONTRACT_SIGNED && state_ != CONTRACT_VOID;
            bind_date(q, "contracted_on", binds ? date_from_ymd(2026, 11, 2) : DATE_NONE);
            assert_null(query_run(q, NULL));
            assert_null(unit_commit(&u));
            struct web_answer a =
                web_get(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim"));
            assert_int_equal(a.status, state_ == CONTRACT_ACCEPTED ? 200 : 409);
        }
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_is_typed_confirmed_and_made_once),
        cmocka_unit_test(a_claim_moves_the_case_and_sets_the_accountants_term),
        cmocka_unit_test(a_form_comes_back_once_with_all_its_mistakes),
        cmocka_unit_test(a_late_claim_shows_its_damages_and_asks_for_days),
        cmocka_unit_test(who_is_late_in_a_year_without_holidays_waits_for_them),
        cmocka_unit_test(exempt_lines_have_an_invoice_of_their_own),
        cmocka_unit_test(an_invoice_pays_for_one_contract),
        cmocka_unit_test(a_firm_without_an_account_names_one_for_the_claim),
        cmocka_unit_test(a_firm_may_be_paid_to_another_account_than_its_own),
        cmocka_unit_test(the_page_of_the_delivery_counts_the_delay_as_the_claim_does),
        cmocka_unit_test(the_paper_shows_the_account_to_the_firm_and_to_who_pays),
        cmocka_unit_test(the_paper_says_from_which_day_is_counted),
        cmocka_unit_test(only_the_contracts_supplier_reaches_its_form),
        cmocka_unit_test(nothing_is_claimed_before_everything_is_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
