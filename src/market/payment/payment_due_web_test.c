// test-timeout: 300
// A claim is looked at, excused and paid by the day it was counted from, on both engines.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/digest.h"
#include "market/claim/claim_store.h"
#include "market/payment/payment_due_web_test.sql.h"
#include "market/payment/payment_testing.h"
#include "market/payment/payment_web.h"

// Its contract ends on Saturday the 21st; everything came on Tuesday the 24th.
static void open_saturday(struct payment_scene *k, struct testing_db *t)
{
    struct claim_testing how = {
        .ends_on = date_add_days(CLAIM_TESTING_DUE, 1),
        .parts = {{date_add_days(CLAIM_TESTING_DUE, 4), 100}},
    };
    purchase_testing_open(&k->s, t);
    claim_testing_accept(&k->s, &how, &k->contract);
    claim_testing_claim(&k->s, &k->contract, CLAIM_TESTING_INVOICE, 0, &k->claim);
    purchase_testing_web(&k->s, &k->w, PAYMENT_ROUTES, PAYMENT_ROUTE_COUNT);
    web_as(&k->w, &k->s.accountant);
}

static struct web_answer look_at(struct payment_scene *k)
{
    return web_get(&k->w, payment_testing_path(k, "/buyer/payments", ""));
}

static int excuse_days(struct payment_scene *k, const char *days)
{
    return web_post(&k->w, payment_testing_path(k, "/buyer/payments", "/excuse"),
                    WEB_FIELDS({"excused_days", days}, {"opinion", "하루는 인정합니다."}))
        .status;
}

// The account is shown with this amount, and this amount is what is taken.
static void pay_it(struct payment_scene *k, const char *shown, const char *amount)
{
    const char *path = payment_testing_path(k, "/buyer/payments", "/pay");
    struct web_answer a = web_get(&k->w, path);
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, CLAIM_TESTING_ACCOUNT) && web_shows(a, shown));
    assert_int_equal(web_post(&k->w, path, WEB_FIELDS(PAYMENT_TESTING_PAY(amount))).status, 303);
}

static void a_new_claim_counts_from_the_working_day_and_keeps_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        open_saturday(&k, &t);
        struct web_answer a = look_at(&k);
        assert_true(web_shows(a, "data-l=\"늦은 날\"><div>1일") && web_shows(a, "1,760"));
        assert_true(web_shows(a, "납품기한 2026. 11. 23.까지"));
        assert_true(web_shows(a, "계약의 기한 2026. 11. 21.은 토요일이나 공휴일"));
        assert_int_equal(excuse_days(&k, "2"), 422);
        assert_int_equal(excuse_days(&k, "0"), 303);
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        pay_it(&k, "2,198,240원", "2198240");
        assert_true(web_shows(look_at(&k), "1,760"));
        web_test_close(&k.w);
    }
}

// The chain of deeds keeps what was claimed, as it was then.
static err make_older(struct unit *u, void *data)
{
    const struct payment_scene *k = data;
    struct claim c;
    struct purchase_side side = {.institution = u->actor->institution};
    TRY(query_run(db_query(u->db, &SQL_PAYMENT_DUE_WEB_TEST_OLD_RULE), NULL));
    TRY(claim_find(u->db, u->arena, side, k->claim, &c));
    audit_write_change(u, S("claim.reseal"), S("claim"), c.id.value, S(""), c.claimed_hash,
                       digest_sha256(u->arena, claim_content(u->arena, &c)));
    return NULL;
}

static void a_claim_from_before_is_looked_at_excused_and_paid_as_it_was_counted(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct payment_scene k;
        open_saturday(&k, &t);
        assert_null(purchase_testing_run(&k.s, &k.s.accountant, make_older, &k));
        struct web_answer a = look_at(&k);
        assert_true(web_shows(a, CLAIM_TESTING_ACCOUNT) && web_shows(a, "2,194,720원"));
        assert_true(web_shows(a, "data-l=\"늦은 날\"><div>3일") && web_shows(a, "5,280"));
        assert_true(web_shows(a, "납품기한 2026. 11. 21.까지"));
        assert_false(web_shows(a, "제161조"));
        assert_int_equal(excuse_days(&k, "4"), 422);
        assert_int_equal(excuse_days(&k, "1"), 303);
        assert_int_equal(payment_testing_check_all(&k).status, 303);
        pay_it(&k, "2,196,480원", "2196480");
        a = look_at(&k);
        assert_true(web_shows(a, "data-l=\"세는 날\">2일") && web_shows(a, "3,520"));
        web_test_close(&k.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_claim_counts_from_the_working_day_and_keeps_it),
        cmocka_unit_test(a_claim_from_before_is_looked_at_excused_and_paid_as_it_was_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
