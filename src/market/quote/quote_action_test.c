// test-timeout: 240
// Asking, doing without, choosing and going back, on both engines: every refusal with its edge.
#include "market/quote/quote_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_path_action.h"
#include "market/quote/quote_action_test.sql.h"
#include "market/quote/quote_testing.h"

// --- Deeds as units ------------------------------------------------------------------------------

struct deed {
    struct purchase *purchase;
    public_no no;
    str text;
    instant at;
};

static err ask(struct unit *u, void *data)
{
    struct deed *d = data;
    struct purchase p = *d->purchase;
    TRY(quote_action_ask(u, &p, d->text, d->at, &d->no));
    *d->purchase = p;
    return NULL;
}

static err waive(struct unit *u, void *data)
{
    struct deed *d = data;
    struct purchase p = *d->purchase;
    TRY(quote_action_waive(u, &p));
    *d->purchase = p;
    return NULL;
}

static err revise(struct unit *u, void *data)
{
    struct deed *d = data;
    struct purchase p = *d->purchase;
    TRY(quote_action_revise(u, &p, d->text));
    *d->purchase = p;
    return NULL;
}

static err ask_as(struct purchase_scene *s, const struct actor *who, struct purchase *p)
{
    struct deed d = {.purchase = p, .text = S(""), .at = quote_testing_closing()};
    return purchase_testing_run(s, who, ask, &d);
}

struct sql_change {
    const struct sql *sql;
    const char *name;
    int64_t value;
};

static err change(struct unit *u, void *data)
{
    const struct sql_change *c = data;
    testing_db_forge(u->db);
    struct query *q = db_query(u->db, c->sql);
    bind_i64(q, c->name, c->value);
    TRY(query_run(q, NULL));
    testing_db_forge_end(u->db);
    return NULL;
}

// Somebody with the database in their hands.
static void break_rows(struct purchase_scene *s, const struct sql *sql, const char *name,
                       int64_t value)
{
    struct sql_change c = {sql, name, value};
    assert_null(purchase_testing_run(s, &s->operator_, change, &c));
}

static int64_t count_of(struct purchase_scene *s, const struct sql *sql, const char *name,
                        const char *kind)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, sql);
    if (name != NULL) {
        bind_str(q, name, str_view(kind));
    }
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return count;
}

// --- Asking --------------------------------------------------------------------------------------

static void asking_tells_the_supplier_what_and_until_when(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_ASKED);
        assert_true(date_equals(s.draft.requested_on, date_from_ymd(2026, 11, 24)));

        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "quote.answer", &task));
        assert_int_equal(task.supplier.value, s.supplier.value);
        assert_int_equal(task.due_at.us, quote_testing_closing().us);
        assert_int_equal(count_of(&s, &SQL_TEST_QUOTE_NOTICES, "kind", "quote.answer"), 2);

        struct quote_request r;
        quote_list given;
        quote_testing_find(&s, no, &r, &given);
        assert_int_equal(r.state, QUOTE_OPEN);
        assert_int_equal(given.count, 0);
        assert_true(str_equals(r.delivery_place, s.draft.delivery_place));
        struct unit u;
        quote_item_list items;
        struct quote_line *lines;
        purchase_testing_read(&s, &s.owner, &u);
        assert_null(quote_list_items(u.db, u.arena, r.id, NO_ID(quote_id), &items, &lines));
        struct query *q = db_query(u.db, &SQL_TEST_QUOTE_JOB);
        bind_i64(q, "request", r.id.value);
        assert_true(query_next(q));
        assert_int_equal(read_instant(q, "not_before").us, quote_testing_closing().us);
        assert_null(query_end(q));
        purchase_testing_read_end(&u);
        assert_int_equal(items.count, 3);
        assert_int_equal(items.items[1].quantity, 50);
        assert_int_equal(items.items[1].list_price.won, 12000);
        assert_true(items.items[2].is_exempt);
    }
}

// The supplier is a women's firm: one quote up to 50,000,000 net, negotiated up to 100,000,000.
static void only_the_path_of_one_quote_may_ask(void **state)
{
    (void)state;
    static const struct {
        int64_t price;
        err fault;
    } ROWS[] = {
        {55000000,  NULL             },
        {55000001,  &QUOTE_DESIGNATED},
        {110000000, &QUOTE_DESIGNATED},
        {110000001, &QUOTE_BIDDING   },
    };
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct testing_db fresh;
            assert_true(testing_db_open((enum db_engine)engine_, &fresh));
            struct purchase_scene s;
            quote_testing_scene(&s, &fresh);
            struct purchase p;
            purchase_testing_add(&s, WON(ROWS[i].price), 1, &p);
            assert_ptr_equal(ask_as(&s, &s.officer, &p), &PURCHASE_PATH_MISSING);
            purchase_testing_judge(&s, &p);
            assert_ptr_equal(ask_as(&s, &s.officer, &p), ROWS[i].fault);
            purchase_testing_find(&s, &p);
            assert_int_equal(p.state, ROWS[i].fault == NULL ? PURCHASE_ASKED : PURCHASE_DRAFT);
            testing_db_close(&fresh);
        }
    }
}

static void a_stale_answer_of_the_law_asks_nobody(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        struct purchase p;
        purchase_testing_add(&s, WON(55000000), 1, &p);
        purchase_testing_judge(&s, &p);
        break_rows(&s, &SQL_TEST_QUOTE_REVOKE, "supplier", s.supplier.value);
        assert_ptr_equal(ask_as(&s, &s.officer, &p), &PURCHASE_PATH_STALE);
    }
}

static void only_the_officer_of_the_case_asks_and_only_a_firm_that_trades(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        purchase_testing_judge(&s, &s.draft);
        assert_ptr_equal(ask_as(&s, &s.colleague, &s.draft), &PURCHASE_NOT_OFFICER);
        struct deed past = {.purchase = &s.draft, .text = S(""), .at = web_test_now};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, ask, &past), &QUOTE_CLOSES_PAST);
        break_rows(&s, &SQL_TEST_QUOTE_SUSPEND, "supplier", s.supplier.value);
        assert_ptr_equal(ask_as(&s, &s.officer, &s.draft), &QUOTE_FIRM_AWAY);
    }
}

// --- Doing without -------------------------------------------------------------------------------

static void below_two_million_net_the_list_price_is_the_price(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        struct purchase small;
        struct purchase large;
        purchase_testing_add(&s, WON(2199999), 1, &small);
        purchase_testing_add(&s, WON(2200000), 1, &large);
        purchase_testing_judge(&s, &small);
        purchase_testing_judge(&s, &large);
        struct deed d = {.purchase = &large};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, waive, &d), &QUOTE_NOT_WAIVABLE);
        d.purchase = &small;
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, waive, &d), &PURCHASE_NOT_OFFICER);
        assert_null(purchase_testing_run(&s, &s.officer, waive, &d));
        purchase_testing_find(&s, &small);
        assert_int_equal(small.state, PURCHASE_CHOSEN);
        assert_int_equal(small.price.won, 2199999);
        assert_int_equal(small.supply.won, 1999999);
        assert_int_equal(small.vat.won, 200000);
        assert_true(small.choice_reason.n > 0);
        assert_true(date_equals(small.requested_on, date_from_ymd(2026, 11, 24)));
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &small, "purchase.submit", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, waive, &d), &PURCHASE_WRONG_STATE);
    }
}

static void a_list_price_that_moved_is_no_price_without_a_quote(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        struct purchase p;
        purchase_testing_add(&s, WON(21500), 10, &p);
        purchase_testing_judge(&s, &p);
        break_rows(&s, &SQL_TEST_QUOTE_MOVE_OFFER, "offer", s.offers[0].value);
        break_rows(&s, &SQL_TEST_QUOTE_MOVE_OFFER_ROW, "offer", s.offers[0].value);
        struct deed d = {.purchase = &p};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, waive, &d), &QUOTE_OFFER_MOVED);
    }
}

// --- Choosing ------------------------------------------------------------------------------------

static void the_chosen_quote_is_the_price_of_the_case(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()));
        assert_ptr_equal(quote_testing_choose(&s, &s.officer, no, S("")), &QUOTE_NEEDS_REASON);
        assert_ptr_equal(quote_testing_choose(&s, &s.colleague, no, S("쌉니다.")),
                         &PURCHASE_NOT_OFFICER);
        assert_null(quote_testing_choose(&s, &s.officer, no, S("등록 가격보다 3.8% 쌉니다.")));

        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CHOSEN);
        assert_int_equal(s.draft.price.won, 2790000);
        assert_int_equal(s.draft.supply.won, 2550000);
        struct unit u;
        purchase_line_list lines;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(purchase_list_lines(u.db, u.arena, s.draft.id, &lines));
        purchase_testing_read_end(&u);
        assert_int_equal(lines.items[0].price.won, 20900);
        assert_int_equal(lines.items[0].list_price.won, 21500);
        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &s.draft, "purchase.submit", &task));
        assert_ptr_equal(quote_testing_answer(&s, no, QUOTE_LISTED, quote_testing_last_day()),
                         &QUOTE_OVER);
        assert_ptr_equal(quote_testing_choose(&s, &s.officer, no, S("다시")), &QUOTE_WRONG_STATE);
    }
}

static void a_quote_is_taken_to_the_last_day_of_its_validity(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()));
        web_test_now = (instant){instant_end_of(quote_testing_last_day()).us + 1};
        assert_ptr_equal(quote_testing_choose(&s, &s.officer, no, S("쌉니다.")), &QUOTE_NOT_VALID);
        web_test_now = instant_end_of(quote_testing_last_day());
        assert_null(quote_testing_choose(&s, &s.officer, no, S("쌉니다.")));
    }
}

static void only_the_answer_that_was_seen_is_taken(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct quote_request r;
        quote_list given;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()));
        quote_testing_find(&s, no, &r, &given);
        public_no seen = given.items[0].no;
        assert_null(quote_testing_answer(&s, no, QUOTE_LISTED, quote_testing_last_day()));
        purchase_testing_find(&s, &s.draft);
        quote_testing_find(&s, no, &r, &given);
        assert_ptr_equal(quote_testing_choose_seen(&s, &s.officer, no, seen, S("쌉니다.")),
                         &QUOTE_REPLACED);
    }
}

static void a_quote_changed_in_the_database_is_not_taken(void **state)
{
    (void)state;
    static const struct sql *const BREAKS[] = {
        &SQL_TEST_QUOTE_BREAK_LINE, &SQL_TEST_QUOTE_BREAK_VALIDITY, &SQL_TEST_QUOTE_BREAK_SCOPE,
        &SQL_TEST_QUOTE_BREAK_CASE};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        for (size_t i = 0; i < COUNT(BREAKS); i++) {
            struct purchase p;
            struct quote_request r;
            quote_list given;
            purchase_testing_add(&s, WON(27500), 100, &p);
            public_no no = quote_testing_ask(&s, &p);
            assert_null(quote_testing_answer(&s, no, QUOTE_LISTED, quote_testing_last_day()));
            quote_testing_find(&s, no, &r, &given);
            break_rows(&s, BREAKS[i], "request", r.id.value);
            assert_ptr_equal(quote_testing_choose(&s, &s.officer, no, S("쌉니다.")),
                             &QUOTE_ALTERED);
        }
    }
}

// Listed at the very limit of one quote for a women's firm, 50,000,000 net.
static void a_price_above_the_estimate_asks_the_law_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        struct purchase p;
        purchase_testing_add(&s, WON(54000000), 1, &p);
        public_no no = quote_testing_ask(&s, &p);
        assert_null(
            quote_testing_answer(&s, no, (const int64_t[]){55000001}, quote_testing_last_day()));
        assert_ptr_equal(quote_testing_choose(&s, &s.officer, no, S("꼭 필요합니다.")),
                         &PURCHASE_PATH_STALE);
        assert_null(
            quote_testing_answer(&s, no, (const int64_t[]){55000000}, quote_testing_last_day()));
        assert_null(quote_testing_choose(&s, &s.officer, no, S("꼭 필요합니다.")));
    }
}

// --- Going back ----------------------------------------------------------------------------------

static void going_back_clears_what_was_agreed_and_frees_the_draft(void **state)
{
    (void)state;
    static const enum purchase_state FROM[] = {PURCHASE_ASKED, PURCHASE_QUOTED, PURCHASE_DECLINED,
                                               PURCHASE_CHOSEN};
    static const enum quote_state ENDS[] = {QUOTE_WITHDRAWN, QUOTE_PASSED_OVER, QUOTE_DECLINED,
                                            QUOTE_PASSED_OVER};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        for (size_t i = 0; i < COUNT(FROM); i++) {
            struct purchase p;
            struct quote_request r;
            quote_list given;
            purchase_testing_add(&s, WON(27500), 100, &p);
            public_no no = quote_testing_ask(&s, &p);
            if (FROM[i] == PURCHASE_DECLINED) {
                assert_null(quote_testing_decline(&s, &s.owner, no, S("재고가 없습니다.")));
            } else if (FROM[i] != PURCHASE_ASKED) {
                assert_null(quote_testing_answer(&s, no, QUOTE_LISTED, quote_testing_last_day()));
            }
            if (FROM[i] == PURCHASE_CHOSEN) {
                assert_null(quote_testing_choose(&s, &s.officer, no, S("쌉니다.")));
            }
            purchase_testing_find(&s, &p);
            assert_int_equal(p.state, FROM[i]);
            struct deed d = {.purchase = &p, .text = S("")};
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, revise, &d), &QUOTE_NEEDS_REASON);
            d.text = S("수량을 줄입니다.");
            assert_ptr_equal(purchase_testing_run(&s, &s.colleague, revise, &d),
                             &PURCHASE_NOT_OFFICER);
            assert_null(purchase_testing_run(&s, &s.officer, revise, &d));
            purchase_testing_find(&s, &p);
            assert_int_equal(p.state, PURCHASE_DRAFT);
            assert_true(money_is_zero(p.price) && date_is_none(p.requested_on));
            assert_int_equal(p.choice_reason.n, 0);
            quote_testing_find(&s, no, &r, &given);
            assert_int_equal(r.state, ENDS[i]);
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, revise, &d),
                             &PURCHASE_WRONG_STATE);
        }
    }
}

static err remove_first_line(struct unit *u, void *data)
{
    const struct purchase *p = data;
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    return purchase_remove_line(u->db, p->id, lines.items[0].id);
}

static void a_line_once_quoted_may_leave_the_draft(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        public_no no = quote_testing_ask(&s, &s.draft);
        assert_null(quote_testing_answer(&s, no, QUOTE_CHEAPER, quote_testing_last_day()));
        purchase_testing_find(&s, &s.draft);
        struct deed d = {.purchase = &s.draft, .text = S("종이는 필요 없습니다.")};
        assert_null(purchase_testing_run(&s, &s.officer, revise, &d));
        assert_null(purchase_testing_run(&s, &s.officer, remove_first_line, &s.draft));
    }
}

static void asking_again_ends_the_earlier_request(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct quote_request r;
        quote_list given;
        quote_testing_scene(&s, &t);
        public_no first = quote_testing_ask(&s, &s.draft);
        public_no second = quote_testing_ask(&s, &s.draft);
        assert_int_not_equal(first.value, second.value);
        quote_testing_find(&s, first, &r, &given);
        assert_int_equal(r.state, QUOTE_WITHDRAWN);
        assert_ptr_equal(quote_testing_answer(&s, first, QUOTE_CHEAPER, quote_testing_last_day()),
                         &QUOTE_OVER);
        assert_null(quote_testing_answer(&s, second, QUOTE_CHEAPER, quote_testing_last_day()));
        purchase_testing_find(&s, &s.draft);
        (void)quote_testing_ask(&s, &s.draft);
        quote_testing_find(&s, second, &r, &given);
        assert_int_equal(r.state, QUOTE_PASSED_OVER);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_ASKED);
    }
}

static err add_second(struct unit *u, void *data)
{
    const struct purchase *p = data;
    struct query *q = db_query(u->db, &SQL_TEST_QUOTE_SECOND_REQUEST);
    bind_i64(q, "purchase", p->id.value);
    bind_i64(q, "supplier", p->supplier.value);
    return query_run(q, NULL);
}

static void one_request_of_a_case_lives_at_a_time(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        (void)quote_testing_ask(&s, &s.draft);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, add_second, &s.draft), &DB_DUPLICATE);
    }
}

// Promised for the day before the needed one, for the day itself, for the day after.
static void a_later_promise_becomes_the_last_day_of_the_case(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        quote_testing_scene(&s, &t);
        for (int32_t off = -1; off <= 1; off++) {
            struct purchase p;
            purchase_testing_add(&s, WON(21500), 10, &p);
            date needed = p.deliver_by;
            date promised = date_add_days(needed, off);
            date agreed = off > 0 ? promised : needed;
            public_no no = quote_testing_ask(&s, &p);
            assert_null(quote_testing_answer(&s, no, QUOTE_LISTED, promised));
            assert_null(quote_testing_choose(&s, &s.officer, no, S("늦어도 행사 전입니다.")));
            purchase_testing_find(&s, &p);
            assert_true(date_equals(p.deliver_by, agreed));

            struct unit u;
            purchase_happening_list told;
            purchase_testing_read(&s, &s.owner, &u);
            assert_null(purchase_list_events(u.db, u.arena, p.id, false, &told));
            purchase_testing_read_end(&u);
            str day = date_format_iso(t.arena, promised);
            str said = str_format(t.arena, "%.*s까지로 늦추었습니다", STR_ARG(day));
            assert_int_equal(str_contains(told.items[0].text, said), off > 0);

            // Back to the draft, the promise goes with the quote.
            struct deed d = {.purchase = &p, .text = S("수량을 줄입니다.")};
            assert_null(purchase_testing_run(&s, &s.officer, revise, &d));
            purchase_testing_find(&s, &p);
            assert_true(date_equals(p.deliver_by, needed));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asking_tells_the_supplier_what_and_until_when),
        cmocka_unit_test(only_the_path_of_one_quote_may_ask),
        cmocka_unit_test(a_stale_answer_of_the_law_asks_nobody),
        cmocka_unit_test(only_the_officer_of_the_case_asks_and_only_a_firm_that_trades),
        cmocka_unit_test(below_two_million_net_the_list_price_is_the_price),
        cmocka_unit_test(a_list_price_that_moved_is_no_price_without_a_quote),
        cmocka_unit_test(the_chosen_quote_is_the_price_of_the_case),
        cmocka_unit_test(a_quote_is_taken_to_the_last_day_of_its_validity),
        cmocka_unit_test(only_the_answer_that_was_seen_is_taken),
        cmocka_unit_test(a_quote_changed_in_the_database_is_not_taken),
        cmocka_unit_test(a_price_above_the_estimate_asks_the_law_again),
        cmocka_unit_test(going_back_clears_what_was_agreed_and_frees_the_draft),
        cmocka_unit_test(a_line_once_quoted_may_leave_the_draft),
        cmocka_unit_test(asking_again_ends_the_earlier_request),
        cmocka_unit_test(one_request_of_a_case_lives_at_a_time),
        cmocka_unit_test(a_later_promise_becomes_the_last_day_of_the_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
