#include "market/payment/payment_testing.h"

#include "market/payment/payment_web.h"

void payment_testing_claim(struct payment_scene *k, struct testing_db *t, int32_t late,
                           int64_t asked_days)
{
    claim_testing_open(&k->s, t, date_add_days(CLAIM_TESTING_DUE, late), &k->contract);
    claim_testing_claim(&k->s, &k->contract, CLAIM_TESTING_INVOICE, asked_days, &k->claim);
}

void payment_testing_open(struct payment_scene *k, struct testing_db *t, int32_t late,
                          int64_t asked_days)
{
    payment_testing_claim(k, t, late, asked_days);
    purchase_testing_web(&k->s, &k->w, PAYMENT_ROUTES, PAYMENT_ROUTE_COUNT);
    web_as(&k->w, &k->s.accountant);
}

const char *payment_testing_path(struct payment_scene *k, const char *above, const char *below)
{
    return claim_testing_path(&k->s, above, k->claim, below);
}

struct web_answer payment_testing_check_all(struct payment_scene *k)
{
    return web_post(&k->w, payment_testing_path(k, "/buyer/payments", "/check"),
                    WEB_FIELDS({"checked_1", "1"}, {"checked_2", "1"}, {"checked_3", "1"},
                               {"inquiry_3", "2026-11-24 조회, 완납"}, {"checked_6", "1"}));
}
