// test-timeout: 240
// One trade from the request to the payment, on both engines, and at each of its deeds everybody
// who sits on the other side of the table is turned away: all pairs of a deed of the institution
// and a deed of the supplier, in the order in which they happen.
#include "market/payment/payment_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/digest.h"
#include "market/claim/claim_store.h"
#include "market/claim/claim_testing.h"
#include "market/contract/contract_hand_testing.h"
#include "market/delivery/delivery_action.h"
#include "market/payment/payment_hands_test.sql.h"
#include "market/purchase/purchase_approval_action.h"
#include "market/quote/quote_action.h"
#include "market/quote/quote_answer_action.h"
#include "platform/secret/secret.h"

struct trade {
    struct purchase_scene s;
    struct purchase purchase; // its row and number
    public_no request;
    public_no contract;
    public_no delivery;
    public_no claim;
};

static err find_purchase(struct unit *u, const struct trade *t, struct purchase *out)
{
    struct purchase_side side = {.institution = t->s.here};
    return purchase_find_id(u->db, side, t->purchase.id, out);
}

// --- The deeds, in their order -------------------------------------------------------------------

static err ask(struct unit *u, struct trade *t)
{
    struct purchase p;
    TRY(find_purchase(u, t, &p));
    instant closes_at = instant_at(date_from_ymd(2026, 11, 27), 18, 0);
    return quote_action_ask(u, &p, S(""), closes_at, &t->request);
}

static err answer(struct unit *u, struct trade *t)
{
    struct quote_line line = {WON(22000), date_from_ymd(2026, 12, 4)};
    struct quote_answer a = {
        .lines = &line, .valid_until = date_from_ymd(2026, 12, 31), .remark = S("")};
    return quote_action_answer(u, t->request, &a);
}

static err choose(struct unit *u, struct trade *t)
{
    struct purchase p;
    struct quote_request r;
    quote_list given;
    TRY(find_purchase(u, t, &p));
    TRY(quote_request_find(u->db, purchase_side_of(u), t->request, &r));
    TRY(quote_list_of(u->db, u->arena, r.id, &given));
    return quote_action_choose(u, &p, &r, given.items[0].no, S("등록된 가격과 같습니다."));
}

static err submit(struct unit *u, struct trade *t)
{
    struct purchase p;
    purchase_line_list lines;
    TRY(find_purchase(u, t, &p));
    TRY(purchase_list_lines(u->db, u->arena, p.id, &lines));
    str content = purchase_content(u->arena, &p, lines.items, lines.count);
    return purchase_approval_action_submit(u, &p, digest_sha256(u->arena, content));
}

static err decide(struct unit *u, struct trade *t)
{
    struct purchase p;
    struct approval_sheet sheet;
    str altered;
    TRY(find_purchase(u, t, &p));
    TRY(approval_find_sheet(u->db, &p, u->today, &sheet));
    struct approval_decision decision = {true, S(""), sheet.content_hash, false};
    return purchase_approval_action_decide(u, &p, &decision, &altered);
}

static err draw(struct unit *u, struct trade *t)
{
    struct purchase p;
    TRY(find_purchase(u, t, &p));
    struct contract_hand h = contract_hand_for(&t->s, &p);
    TRY(contract_hand_draw(u, &h));
    t->contract = h.made;
    return NULL;
}

static err sign_supplier(struct unit *u, struct trade *t)
{
    struct contract c;
    TRY(contract_find(u->db, purchase_side_of(u), t->contract, &c));
    struct contract_hand h = contract_hand_on(&c);
    h.lodged = (struct contract_lodged){.issuer = S("서울보증보험"),
                                        .number = S("100-000-2026"),
                                        .amount = c.security_amount,
                                        .valid_from = u->today,
                                        .valid_until = date_add_days(c.ends_on, 60)};
    return contract_hand_sign_supplier(u, &h);
}

static err sign_institution(struct unit *u, struct trade *t)
{
    return contract_sign_institution(u, t->contract, "code", true);
}

static err note(struct unit *u, struct trade *t)
{
    struct contract c;
    delivery_line_list lines;
    TRY(contract_find(u->db, purchase_side_of(u), t->contract, &c));
    TRY(delivery_list_lines(u->db, u->arena, c.id, NO_ID(delivery_id), &lines));
    for (size_t i = 0; i < lines.count; i++) {
        lines.items[i].brought = lines.items[i].ordered;
    }
    struct delivery_note as_written = {.delivered_on = u->today, .place = c.delivery_place};
    return delivery_action_note(u, &c, &lines, &as_written, &t->delivery);
}

static err inspect(struct unit *u, struct trade *t)
{
    struct delivery d;
    delivery_line_list lines;
    TRY(delivery_find(u->db, purchase_side_of(u), t->delivery, &d));
    TRY(delivery_list_lines(u->db, u->arena, d.contract, d.id, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        lines.items[i].passed = lines.items[i].brought;
    }
    struct inspection_note as_written = {
        .arrived_on = u->today,
        .inspected_on = u->today,
        .method = INSPECTION_FULL,
        .opinion = S(""),
        .confirmed_with = S("password"),
    };
    return delivery_action_inspect(u, &d, &lines, &as_written);
}

static err claim(struct unit *u, struct trade *t)
{
    return claim_testing_make(u, t->contract, "202611244100000012345671", 0, &t->claim);
}

static err check(struct unit *u, struct trade *t)
{
    struct claim c;
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), t->claim, &c));
    payment_tick_list ticks = {.items = NEW_ARRAY(u->arena, c.proofs.count, struct payment_tick)};
    for (size_t i = 0; i < c.proofs.count; i++) {
        ticks.items[ticks.count++] =
            (struct payment_tick){c.proofs.items[i].kind, S("2026-11-24 조회, 완납")};
    }
    return payment_action_check(u, t->claim, &ticks);
}

static err pay(struct unit *u, struct trade *t)
{
    struct claim c;
    TRY(claim_find(u->db, u->arena, purchase_side_of(u), t->claim, &c));
    struct payment_deed deed = {
        .paid = c.net,
        .paid_on = u->today,
        .reference = S("이체-2026-0001"),
        .method = "password",
    };
    str altered;
    return payment_action_pay(u, t->claim, &deed, &altered);
}

#define BY(field) offsetof(struct purchase_scene, field)
static const struct deed {
    err (*work)(struct unit *u, struct trade *t);
    const struct sql *trace; // says that somebody else did it; NULL: says no more than an earlier
    size_t by;               // who does it, in the scene
    bool sells;
} DEEDS[] = {
    {ask,              &SQL_HANDS_TEST_ASKED,              BY(officer),    false},
    {answer,           &SQL_HANDS_TEST_ANSWERED,           BY(owner),      true },
    {choose,           NULL,                               BY(officer),    false},
    {submit,           &SQL_HANDS_TEST_SUBMITTED,          BY(officer),    false},
    {decide,           &SQL_HANDS_TEST_DECIDED,            BY(approver),   false},
    {decide,           &SQL_HANDS_TEST_STOOD_IN,           BY(allround),   false}, // for the head
    {draw,             NULL,                               BY(officer),    false},
    {sign_supplier,    &SQL_HANDS_TEST_SIGNED_SUPPLIER,    BY(owner),      true },
    {sign_institution, &SQL_HANDS_TEST_SIGNED_INSTITUTION, BY(officer),    false},
    {note,             &SQL_HANDS_TEST_NOTED,              BY(owner),      true },
    {inspect,          &SQL_HANDS_TEST_INSPECTED,          BY(inspector),  false},
    {claim,            &SQL_HANDS_TEST_CLAIMED,            BY(owner),      true },
    {check,            NULL,                               BY(accountant), false},
    {pay,              NULL,                               BY(accountant), false},
};
#undef BY

static const struct actor *actor_of(const struct trade *t, const struct deed *d)
{
    return (const struct actor *)((const char *)&t->s + d->by);
}

// --- What is tried -------------------------------------------------------------------------------

static const struct fault TAKEN_BACK = {
    .kind = FAULT_REFUSED, .code = "test.taken_back", .text = "시험이 되돌렸습니다."};

// A deed after the rows were made to say something; nothing of it stays.
struct attempt {
    struct trade *trade;
    const struct deed *deed;
    const struct sql *trace;   // an earlier deed was this actor's
    const supplier_id *member; // they once worked there
};

static err attempt(struct unit *u, void *data)
{
    const struct attempt *a = data;
    if (a->trace != NULL) {
        testing_db_forge(u->db);
        struct query *q = db_query(u->db, a->trace);
        bind_i64(q, "account", u->actor->account.value);
        TRY(query_run(q, NULL));
        testing_db_forge_end(u->db);
    }
    if (a->member != NULL) {
        struct query *q = db_query(u->db, &SQL_HANDS_TEST_MEMBER);
        bind_i64(q, "no", secret_public_no().value);
        bind_i64(q, "account", u->actor->account.value);
        bind_i64(q, "supplier", a->member->value);
        TRY(query_run(q, NULL));
    }
    err e = a->deed->work(u, a->trade);
    return e == NULL ? &TAKEN_BACK : e;
}

static err attempt_after(struct trade *t, const struct deed *deed, const struct sql *trace,
                         const supplier_id *member)
{
    struct attempt a = {t, deed, trace, member};
    return purchase_testing_run(&t->s, actor_of(t, deed), attempt, &a);
}

static err do_it(struct unit *u, void *data)
{
    const struct attempt *a = data;
    return a->deed->work(u, a->trade);
}

static err stand_in(struct unit *u, void *data)
{
    const struct purchase_scene *s = data;
    struct query *q = db_query(u->db, &SQL_HANDS_TEST_DELEGATE);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "institution", s->here.value);
    bind_i64(q, "from", s->head.account.value);
    bind_i64(q, "to", s->allround.account.value);
    return query_run(q, NULL);
}

// 500 boxes at 22,000 won: two steps of approval.
static void set_scene(struct trade *t, struct testing_db *db)
{
    *t = (struct trade){0};
    purchase_testing_open(&t->s, db);
    claim_testing_bank(&t->s);
    purchase_testing_add(&t->s, WON(22000), 500, &t->purchase);
    purchase_testing_judge(&t->s, &t->purchase);
    assert_null(purchase_testing_run(&t->s, &t->s.admin, stand_in, &t->s));
}

static void abuse_07_nobody_sits_on_both_sides_of_the_table(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(db)
    {
        struct trade t;
        size_t pairs = 0;
        set_scene(&t, &db);
        for (size_t i = 0; i < COUNT(DEEDS); i++) {
            const struct deed *d = &DEEDS[i];
            for (size_t k = 0; k < i; k++) {
                if (DEEDS[k].sells != d->sells && DEEDS[k].trace != NULL) {
                    assert_ptr_equal(attempt_after(&t, d, DEEDS[k].trace, NULL),
                                     &PURCHASE_BOTH_SIDES);
                    pairs++;
                }
            }
            // Whoever once worked for the supplier buys nothing from it; elsewhere is no matter.
            assert_ptr_equal(attempt_after(&t, d, NULL, &t.s.supplier),
                             d->sells ? &TAKEN_BACK : &PURCHASE_BOTH_SIDES);
            assert_ptr_equal(attempt_after(&t, d, NULL, &t.s.rival), &TAKEN_BACK);
            struct attempt real = {.trade = &t, .deed = d};
            assert_null(purchase_testing_run(&t.s, actor_of(&t, d), do_it, &real));
        }
        assert_int_equal(pairs, 34);
        purchase_testing_find(&t.s, &t.purchase);
        assert_int_equal(t.purchase.state, PURCHASE_PAID);
    }
}

// Deeds of the institution that one person may not do both; whatever is not here they may. Who asks
// for the goods also draws and signs the contract; who approves may inspect.
static const struct apart {
    err (*later)(struct unit *u, struct trade *t);
    const struct sql *earlier;
    const struct fault *fault;
} APART[] = {
    {decide,  &SQL_HANDS_TEST_ASKED,     &PURCHASE_OWN_HANDS},
    {decide,  &SQL_HANDS_TEST_SUBMITTED, &PURCHASE_OWN_HANDS},
    {decide,  &SQL_HANDS_TEST_DECIDED,   &APPROVAL_TWICE    },
    {inspect, &SQL_HANDS_TEST_ASKED,     &PURCHASE_OWN_HANDS},
    {check,   &SQL_HANDS_TEST_ASKED,     &PURCHASE_OWN_HANDS},
    {check,   &SQL_HANDS_TEST_SUBMITTED, &PURCHASE_OWN_HANDS},
    {check,   &SQL_HANDS_TEST_DECIDED,   &PAYMENT_SAME_HANDS},
    {check,   &SQL_HANDS_TEST_STOOD_IN,  &PAYMENT_SAME_HANDS},
    {check,   &SQL_HANDS_TEST_INSPECTED, &PAYMENT_SAME_HANDS},
    {pay,     &SQL_HANDS_TEST_ASKED,     &PURCHASE_OWN_HANDS},
    {pay,     &SQL_HANDS_TEST_SUBMITTED, &PURCHASE_OWN_HANDS},
    {pay,     &SQL_HANDS_TEST_DECIDED,   &PAYMENT_SAME_HANDS},
    {pay,     &SQL_HANDS_TEST_STOOD_IN,  &PAYMENT_SAME_HANDS},
    {pay,     &SQL_HANDS_TEST_INSPECTED, &PAYMENT_SAME_HANDS},
};

static const struct fault *fault_of(const struct deed *later, const struct deed *earlier)
{
    for (size_t i = 0; i < COUNT(APART); i++) {
        if (APART[i].later == later->work && APART[i].earlier == earlier->trace) {
            return APART[i].fault;
        }
    }
    return &TAKEN_BACK;
}

static void abuse_07_nobody_approves_inspects_or_pays_what_is_their_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(db)
    {
        struct trade t;
        size_t pairs = 0;
        size_t refused = 0;
        set_scene(&t, &db);
        for (size_t i = 0; i < COUNT(DEEDS); i++) {
            const struct deed *d = &DEEDS[i];
            for (size_t k = 0; k < i; k++) {
                if (d->sells || DEEDS[k].sells || DEEDS[k].trace == NULL) {
                    continue;
                }
                const struct fault *wanted = fault_of(d, &DEEDS[k]);
                assert_ptr_equal(attempt_after(&t, d, DEEDS[k].trace, NULL), wanted);
                refused += wanted != &TAKEN_BACK;
                pairs++;
            }
            struct attempt real = {.trade = &t, .deed = d};
            assert_null(purchase_testing_run(&t.s, actor_of(&t, d), do_it, &real));
        }
        assert_int_equal(pairs, 32);
        assert_int_equal(refused, 16);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abuse_07_nobody_sits_on_both_sides_of_the_table),
        cmocka_unit_test(abuse_07_nobody_approves_inspects_or_pays_what_is_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
