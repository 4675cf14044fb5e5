// test-timeout: 240
// From the basket to a draft, its changes, its end, and who may see it.
#include "market/purchase/purchase_draft_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/law/law_row.h"
#include "market/law/law_testing.h"
#include "market/purchase/purchase_basket_web.h"
#include "market/purchase/purchase_draft_test.sql.h"
#include "market/purchase/purchase_draft_web.h"
#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_testing.h"
#include "market/purchase/purchase_web.h"

struct basket_deed {
    public_no offer;
    int64_t quantity;
    public_no supplier; // out
    struct purchase_need need;
    struct purchase made;
    basket_line_list lines;
};

static err put_in(struct unit *u, void *data)
{
    struct basket_deed *d = data;
    struct basket_offer offer = {0};
    err e = basket_put(u->db, u->actor->account, d->offer, d->quantity, u->now, &offer);
    d->supplier = offer.supplier;
    return e;
}

static err list(struct unit *u, void *data)
{
    struct basket_deed *d = data;
    return basket_list(u->db, u->arena, u->actor->account, NO_ID(public_no), u->today, &d->lines);
}

static err draft(struct unit *u, void *data)
{
    struct basket_deed *d = data;
    return purchase_action_draft(u, d->supplier, &d->need, &d->made);
}

static err pause_offer(struct unit *u, void *data)
{
    const offer_id *offer = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_PAUSE);
    bind_i64(q, "offer", offer->value);
    return query_run(q, NULL);
}

static struct purchase_need need_of(const struct purchase_scene *s)
{
    return (struct purchase_need){
        .title = S("4분기 사무용품 구매"),
        .need = S("민원실에서 쓸 사무용품입니다."),
        .department = s->department,
        .budget_line = S("사무관리비(201-01)"),
        .object = LAW_GOODS,
        .delivery_place = S("본관 1층 민원실"),
        .deliver_by = date_add_days(instant_date(web_test_now), 10),
    };
}

static void a_draft_takes_the_suppliers_goods_out_of_the_basket(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct basket_deed d = {
            .offer = purchase_testing_offer_no(&s, 0), .quantity = 10, .need = need_of(&s)};
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        d.quantity = 12; // again: replaced, not added
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        assert_null(purchase_testing_run(&s, &s.officer, list, &d));
        assert_int_equal(d.lines.count, 1);
        assert_int_equal(d.lines.items[0].quantity, 12);
        assert_null(purchase_testing_run(&s, &s.colleague, list, &d));
        assert_int_equal(d.lines.count, 0); // everybody has a basket of their own

        d.need.object = LAW_SERVICE;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft, &d), &PURCHASE_WRONG_OBJECT);
        d.need.object = LAW_GOODS;
        assert_null(purchase_testing_run(&s, &s.officer, draft, &d));
        assert_int_equal(d.made.list.won, 12 * 21500);
        assert_int_equal(d.made.estimated.won, 234545); // 258,000 / 1.1 = 234,545.45
        assert_null(purchase_testing_run(&s, &s.officer, list, &d));
        assert_int_equal(d.lines.count, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft, &d), &PURCHASE_EMPTY_BASKET);

        struct purchase_task task;
        assert_true(purchase_testing_task(&s, &d.made, "purchase.judge", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
    }
}

static void what_is_not_sold_or_too_few_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct basket_deed d = {.offer = {1234567890123}, .quantity = 1, .need = need_of(&s)};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, put_in, &d), &BASKET_NO_OFFER);
        d.offer = purchase_testing_offer_no(&s, 0);
        d.quantity = 0; // the least of every offer here is one
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, put_in, &d), &BASKET_TOO_FEW);
        d.quantity = 1;
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        assert_null(purchase_testing_run(&s, &s.owner, pause_offer, &s.offers[0]));
        assert_null(purchase_testing_run(&s, &s.officer, list, &d));
        assert_true(d.lines.items[0].is_gone);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft, &d), &PURCHASE_GONE_OFFER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, put_in, &d), &BASKET_NO_OFFER);
    }
}

struct edit {
    struct purchase *p;
    struct purchase_need need;
    purchase_line_list lines;
    int64_t quantities[3];
    str reason;
};

static err change(struct unit *u, void *data)
{
    struct edit *e = data;
    struct purchase p = *e->p;
    TRY(purchase_action_edit(u, &p, &e->need, &e->lines, e->quantities));
    *e->p = p;
    return NULL;
}

static err cancel(struct unit *u, void *data)
{
    struct edit *e = data;
    struct purchase p = *e->p;
    TRY(purchase_action_cancel(u, &p, e->reason));
    *e->p = p;
    return NULL;
}

static void read_lines(struct purchase_scene *s, const struct purchase *p, purchase_line_list *out)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    assert_null(purchase_list_lines(u.db, u.arena, p->id, out));
    purchase_testing_read_end(&u);
}

static void a_changed_draft_must_ask_the_law_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct edit e = {
            .p = &s.draft, .need = need_of(&s), .quantities = {0, 0, 0}
        };
        read_lines(&s, &s.draft, &e.lines);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, change, &e), &PURCHASE_LAST_LINE);
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, change, &e), &PURCHASE_NOT_OFFICER);
        e.quantities[0] = 7;
        e.quantities[2] = 10;
        assert_null(purchase_testing_run(&s, &s.officer, change, &e));
        assert_int_equal(s.draft.list.won, 7 * 21500 + 10 * 15000);
        assert_int_equal(s.draft.estimated.won, 136818 + 150000); // books are exempt
        assert_false(s.draft.has_path);
        read_lines(&s, &s.draft, &e.lines);
        assert_int_equal(e.lines.count, 2);
        assert_int_equal(e.lines.items[0].quantity, 7);
    }
}

struct least {
    offer_id offer;
    int64_t least;
};

static err set_least(struct unit *u, void *data)
{
    const struct least *l = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_LEAST);
    bind_i64(q, "offer", l->offer.value);
    bind_i64(q, "least", l->least);
    return query_run(q, NULL);
}

// A price of a hundred or more holds for a hundred or more.
static void no_draft_asks_for_fewer_than_are_sold_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct edit e = {
            .p = &s.draft, .need = need_of(&s), .quantities = {99, 1, 1}
        };
        read_lines(&s, &s.draft, &e.lines);
        struct least l = {e.lines.items[0].offer, 100};
        assert_null(purchase_testing_run(&s, &s.officer, set_least, &l));
        read_lines(&s, &s.draft, &e.lines);
        assert_int_equal(e.lines.items[0].quantity_min, 100);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, change, &e), &BASKET_TOO_FEW);
        e.quantities[0] = 100;
        assert_null(purchase_testing_run(&s, &s.officer, change, &e));
        e.quantities[0] = 0; // left out altogether
        read_lines(&s, &s.draft, &e.lines);
        assert_null(purchase_testing_run(&s, &s.officer, change, &e));

        // Raised while it lay in the basket.
        struct basket_deed d = {
            .offer = purchase_testing_offer_no(&s, 0), .quantity = 2, .need = need_of(&s)};
        l = (struct least){s.offers[0], 2};
        assert_null(purchase_testing_run(&s, &s.officer, set_least, &l));
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        l.least = 3;
        assert_null(purchase_testing_run(&s, &s.officer, set_least, &l));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft, &d), &BASKET_TOO_FEW);
        l.least = 2;
        assert_null(purchase_testing_run(&s, &s.officer, set_least, &l));
        assert_null(purchase_testing_run(&s, &s.officer, draft, &d));
    }
}

static err set_tier(struct unit *u, void *data)
{
    const offer_id *offer = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_TIER);
    bind_i64(q, "offer", offer->value);
    bind_i64(q, "quantity", 10);
    bind_i64(q, "price", 20000);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_NEXT);
    bind_i64(q, "offer", offer->value);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_KEEP);
    bind_i64(q, "offer", offer->value);
    bind_str(q, "tiers", S("10:20000"));
    return query_run(q, NULL);
}

static void many_cost_what_the_volume_price_says(void **state)
{
    (void)state;
    static const struct {
        int64_t quantity;
        int64_t won;
    } COSTS[] = {
        {9,  21500},
        {10, 20000},
        {11, 20000}
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        assert_null(purchase_testing_run(&s, &s.officer, set_tier, &s.offers[0]));
        struct basket_deed d = {.offer = purchase_testing_offer_no(&s, 0), .need = need_of(&s)};
        for (size_t i = 0; i < COUNT(COSTS); i++) {
            d.quantity = COSTS[i].quantity;
            assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
            assert_null(purchase_testing_run(&s, &s.officer, list, &d));
            assert_int_equal(d.lines.items[0].price.won, COSTS[i].won);
        }
        assert_null(purchase_testing_run(&s, &s.officer, draft, &d));
        assert_int_equal(d.made.list.won, 11 * 20000);
        d.made.moved_at = web_test_now; // as who reads it finds it
        struct edit e = {.p = &d.made, .need = need_of(&s)};
        for (size_t i = 0; i < COUNT(COSTS); i++) { // changed in the draft it is priced anew
            read_lines(&s, &d.made, &e.lines);
            e.quantities[0] = COSTS[i].quantity;
            assert_null(purchase_testing_run(&s, &s.officer, change, &e));
            assert_int_equal(d.made.list.won, COSTS[i].quantity * COSTS[i].won);
            read_lines(&s, &d.made, &e.lines);
            assert_int_equal(e.lines.items[0].list_price.won, COSTS[i].won);
        }
    }
}

static err raise_price(struct unit *u, void *data)
{
    const offer_id *offer = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_PRICE);
    bind_i64(q, "offer", offer->value);
    bind_i64(q, "price", 21600);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_KEEP);
    bind_i64(q, "offer", offer->value);
    bind_str(q, "tiers", S(""));
    return query_run(q, NULL);
}

static void a_draft_that_is_changed_takes_the_price_of_today(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct edit e = {.p = &s.draft, .need = need_of(&s)};
        read_lines(&s, &s.draft, &e.lines);
        assert_null(purchase_testing_run(&s, &s.officer, raise_price, &s.offers[0]));
        for (size_t i = 0; i < e.lines.count; i++) {
            e.quantities[i] = e.lines.items[i].quantity; // as they were
        }
        int64_t was = e.lines.items[0].offer_revision;
        assert_null(purchase_testing_run(&s, &s.officer, change, &e));
        read_lines(&s, &s.draft, &e.lines);
        assert_int_equal(e.lines.items[0].list_price.won, 21600);
        assert_int_equal(e.lines.items[0].offer_revision, was + 1);
        assert_int_equal(e.lines.items[1].offer_revision, 1);
    }
}

static err end_price(struct unit *u, void *data)
{
    const offer_id *offer = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_UNTIL);
    bind_i64(q, "offer", offer->value);
    bind_date(q, "until", date_add_days(u->today, -1));
    return query_run(q, NULL);
}

static void nothing_is_bought_at_a_price_that_is_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct basket_deed d = {
            .offer = purchase_testing_offer_no(&s, 0), .quantity = 1, .need = need_of(&s)};
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        assert_null(purchase_testing_run(&s, &s.officer, end_price, &s.offers[0]));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft, &d), &PURCHASE_GONE_OFFER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, put_in, &d), &BASKET_NO_OFFER);
    }
}

struct kind {
    str code;
    str object;
};

static err set_object(struct unit *u, void *data)
{
    const struct kind *k = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_DRAFT_TEST_OBJECT);
    bind_str(q, "code", k->code);
    bind_str(q, "object", k->object);
    return query_run(q, NULL);
}

// Limits follow the object: goods, services and works of one basket are no one case.
static void a_mixed_basket_is_split_into_two_cases(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct kind pens = {S("paper.pen"), S("service")};
        assert_null(purchase_testing_run(&s, &s.officer, set_object, &pens));
        struct basket_deed d = {
            .offer = purchase_testing_offer_no(&s, 0), .quantity = 1, .need = need_of(&s)};
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        d.offer = purchase_testing_offer_no(&s, 1);
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        static const enum law_object ANY[] = {LAW_GOODS, LAW_SERVICE, LAW_WORKS_GENERAL};
        for (size_t i = 0; i < COUNT(ANY); i++) {
            d.need.object = ANY[i];
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, draft, &d),
                             &PURCHASE_MIXED_OBJECTS);
        }
        assert_true(str_contains(str_view(PURCHASE_MIXED_OBJECTS.text), S("나누어")));
        assert_non_null(PURCHASE_MIXED_OBJECTS.source);
    }
}

static void what_is_left_of_a_draft_is_of_its_kind_of_contract(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct edit e = {
            .p = &s.draft, .need = need_of(&s), .quantities = {1, 1, 1}
        };
        read_lines(&s, &s.draft, &e.lines);
        e.need.object = LAW_WORKS_GENERAL; // forged: up to 400,000,000 of works
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, change, &e), &PURCHASE_WRONG_OBJECT);
        e.need.object = LAW_LEASE;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, change, &e), &PURCHASE_WRONG_OBJECT);

        struct kind pens = {S("paper.pen"), S("service")};
        assert_null(purchase_testing_run(&s, &s.officer, set_object, &pens));
        read_lines(&s, &s.draft, &e.lines);
        e.need.object = LAW_GOODS;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, change, &e), &PURCHASE_MIXED_OBJECTS);
        e.quantities[0] = e.quantities[2] = 0; // only the service is left
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, change, &e), &PURCHASE_WRONG_OBJECT);
        purchase_line_list untouched;
        read_lines(&s, &s.draft, &untouched);
        assert_int_equal(untouched.count, 3); // a refusal takes no line out
        e.need.object = LAW_SERVICE;
        assert_null(purchase_testing_run(&s, &s.officer, change, &e));
        assert_int_equal(s.draft.object, LAW_SERVICE);
    }
}

// Every state: before a contract is drawn it may be cancelled, after that not here.
static void a_case_is_cancelled_with_a_reason_before_a_contract_is_drawn(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        static const enum purchase_state OPEN[] = {
            PURCHASE_ASKED, PURCHASE_QUOTED, PURCHASE_DECLINED, PURCHASE_CHOSEN, PURCHASE_APPROVED};
        for (size_t i = 0; i < COUNT(OPEN); i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(1100000), 1, &p);
            purchase_testing_move(&s, &p, OPEN[i]);
            struct edit e = {.p = &p, .reason = S("예산이 없어졌습니다.")};
            assert_null(purchase_testing_run(&s, &s.officer, cancel, &e));
            assert_int_equal(p.state, PURCHASE_CANCELLED);
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, cancel, &e),
                             &PURCHASE_WRONG_STATE);
        }
        struct purchase submitted = s.draft;
        purchase_testing_move(&s, &submitted, PURCHASE_SUBMITTED);
        struct edit e = {.p = &submitted, .reason = S("까닭")};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, cancel, &e), &PURCHASE_WRONG_STATE);
        submitted.state = PURCHASE_CONTRACTING;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, cancel, &e),
                         &PURCHASE_CANCEL_AT_CONTRACT);
    }
}

// --- Works ---------------------------------------------------------------------------------------

static const enum law_object WORKS[] = {LAW_WORKS_GENERAL, LAW_WORKS_SPECIAL, LAW_WORKS_OTHER};

static void check_choices(struct web_test *w, struct web_answer a, const char *chosen)
{
    size_t shown = 0;
    for (int i = 0; i < LAW_OBJECT_COUNT; i++) {
        const char *word = law_object_word((enum law_object)i);
        str box = str_format(
            w->database->arena, "name=\"object\" value=\"%s\"%s>", word,
            chosen != NULL && str_equals(str_view(chosen), str_view(word)) ? " checked" : "");
        shown += str_contains(a.body, box) ? 1 : 0;
        assert_int_equal(str_contains(a.body, box),
                         purchase_object_fits(S("works"), (enum law_object)i));
    }
    assert_int_equal(shown, 3);
}

static void works_are_asked_which_and_none_is_chosen_before(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        struct kind works = {S("paper.copy"), S("works")};
        assert_null(purchase_testing_run(&s, &s.officer, set_object, &works));
        struct basket_deed d = {.offer = purchase_testing_offer_no(&s, 0), .quantity = 1};
        assert_null(purchase_testing_run(&s, &s.officer, put_in, &d));
        const char *supplier = purchase_testing_path(&s, "", d.supplier.value);
        const char *department =
            purchase_testing_path(&s, "", purchase_testing_department_no(&s, s.department));
        purchase_testing_web(&s, &w, DRAFT_ROUTES, DRAFT_ROUTE_COUNT);
        web_as(&w, &s.officer);
        struct web_answer a = web_get(
            &w, purchase_testing_path(&s, "/buyer/purchases/new?supplier=", d.supplier.value));
        assert_true(web_shows(a, "종합공사, 전문공사, 그 밖의 법에 따른 공사"));
        check_choices(&w, a, NULL);
        const char *seen = str_format(t.arena, "seen_%lld", (long long)d.offer.value).p;
#define NEED                                                                                       \
    {"supplier", supplier}, {"title", "민원실 방수"}, {"need", "물이 샙니다."},                    \
        {"department", department}, {"budget_line", "시설비(401-01)"}, {"delivery_place", "본관"}, \
        {"deliver_by", "2026-12-18"}, {seen, "1"}
        a = web_post(&w, "/buyer/purchases", WEB_FIELDS(NEED));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "보기 가운데 하나를 골라 주세요."));
        assert_true(web_shows(a, "민원실 방수"));
        check_choices(&w, a, NULL);
        // What was chosen stays chosen when something else is missing.
        a = web_post(&w, "/buyer/purchases",
                     WEB_FIELDS({"supplier", supplier}, {"title", "민원실 방수"},
                                {"object", "works_special"}));
        assert_int_equal(a.status, 422);
        check_choices(&w, a, "works_special");
        a = web_post(&w, "/buyer/purchases", WEB_FIELDS(NEED, {"object", "works_special"}));
        assert_int_equal(a.status, 303);
#undef NEED
        web_test_close(&w);
    }
}

// As the packs print it today for any firm under the local law.
static int64_t ceiling_of(enum law_object object)
{
    const struct law *law = testing_law();
    date today = instant_date(web_test_now);
    int64_t won = 0;
    for (size_t i = 0; i < law_count(law, LAW_THRESHOLDS); i++) {
        const struct law_threshold *row =
            (const struct law_threshold *)law_row(law, LAW_THRESHOLDS, i);
        if (law_row_fits(law, &row->head, LAW_LOCAL, today) > 0 && row->object == object &&
            row->tag == LAW_TAG_ANY) {
            assert_int_equal(won, 0); // one row
            won = row->ceiling.won.won;
        }
    }
    return won;
}

static enum law_path path_at(struct purchase_scene *s, enum law_object object, int64_t price_won,
                             int64_t net_won)
{
    struct purchase p;
    struct edit e = {.p = &p, .need = need_of(s), .quantities = {1}};
    struct unit u;
    struct purchase_judgement j;
    purchase_testing_add(s, WON(price_won), 1, &p);
    e.need.object = object;
    read_lines(s, &p, &e.lines);
    assert_null(purchase_testing_run(s, &s->officer, change, &e));
    assert_int_equal(p.object, object);
    assert_int_equal(p.estimated.won, net_won);
    purchase_testing_read(s, &s->officer, &u);
    assert_null(purchase_path_judge(&u, &p, p.estimated, p.list, &j));
    purchase_testing_read_end(&u);
    return j.answer.path;
}

static void each_kind_of_works_is_judged_by_its_own_ceiling(void **state)
{
    (void)state;
    int64_t won[COUNT(WORKS)];
    for (size_t i = 0; i < COUNT(WORKS); i++) {
        won[i] = ceiling_of(WORKS[i]);
    }
    assert_true(won[0] > won[1] && won[1] > won[2] && won[2] > 0); // else nothing is told apart
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct kind works = {S("paper.copy"), S("works")};
        assert_null(purchase_testing_run(&s, &s.officer, set_object, &works));
        for (size_t i = 0; i < COUNT(WORKS); i++) {
            int64_t at_won = won[i] / 10 * 11; // with VAT
            assert_int_equal(path_at(&s, WORKS[i], at_won, won[i]), LAW_DESIGNATED_QUOTES);
            assert_int_equal(path_at(&s, WORKS[i], at_won + 1, won[i] + 1), LAW_OPEN_BIDDING);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_takes_the_suppliers_goods_out_of_the_basket),
        cmocka_unit_test(what_is_not_sold_or_too_few_is_refused),
        cmocka_unit_test(a_changed_draft_must_ask_the_law_anew),
        cmocka_unit_test(no_draft_asks_for_fewer_than_are_sold_at_once),
        cmocka_unit_test(many_cost_what_the_volume_price_says),
        cmocka_unit_test(a_draft_that_is_changed_takes_the_price_of_today),
        cmocka_unit_test(nothing_is_bought_at_a_price_that_is_over),
        cmocka_unit_test(a_mixed_basket_is_split_into_two_cases),
        cmocka_unit_test(what_is_left_of_a_draft_is_of_its_kind_of_contract),
        cmocka_unit_test(a_case_is_cancelled_with_a_reason_before_a_contract_is_drawn),
        cmocka_unit_test(works_are_asked_which_and_none_is_chosen_before),
        cmocka_unit_test(each_kind_of_works_is_judged_by_its_own_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
