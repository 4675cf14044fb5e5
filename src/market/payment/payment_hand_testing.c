#include "market/payment/payment_hand_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct claim payment_hand_find(struct payment_scene *k, public_no no)
{
    struct unit u;
    struct claim c;
    struct purchase_side side = {.institution = k->s.here};
    purchase_testing_read(&k->s, &k->s.accountant, &u);
    assert_null(claim_find(u.db, u.arena, side, no, &c));
    purchase_testing_read_end(&u);
    return c;
}

err payment_hand_check(struct unit *u, void *data)
{
    struct payment_hand *d = data;
    return payment_action_check(u, d->claim, &d->ticks);
}

err payment_hand_excuse(struct unit *u, void *data)
{
    struct payment_hand *d = data;
    return payment_action_excuse(u, d->claim, d->days, d->words);
}

err payment_hand_return(struct unit *u, void *data)
{
    struct payment_hand *d = data;
    return payment_action_return(u, d->claim, d->words);
}

err payment_hand_pay(struct unit *u, void *data)
{
    struct payment_hand *d = data;
    return payment_action_pay(u, d->claim, &d->pay, &d->altered);
}

err payment_hand_run(struct payment_scene *k, const struct actor *actor,
                     err (*work)(struct unit *u, void *data), struct payment_hand *d)
{
    return purchase_testing_run(&k->s, actor, work, d);
}

struct payment_hand payment_hand_for(struct payment_scene *k)
{
    struct claim c = payment_hand_find(k, k->claim);
    struct payment_hand d = {
        .claim = k->claim,
        .ticks = {NEW_ARRAY(k->s.database->arena, 4, struct payment_tick), 4},
        .words = S("날을 확인했습니다."),
        .pay = { .paid = c.net,
                  .paid_on = date_from_ymd(2026,                          11,                      24),
                  .reference = S("이체-2026-0001"),
                  .method = "password"},
    };
    d.ticks.items[0].kind = S("inspection");
    d.ticks.items[1].kind = S("tax_invoice");
    d.ticks.items[2] = (struct payment_tick){S("social_insurance"), S("2026-11-24 조회, 완납")};
    d.ticks.items[3].kind = S("bond_check");
    return d;
}

void payment_hand_check_all(struct payment_scene *k)
{
    struct payment_hand d = payment_hand_for(k);
    assert_null(payment_hand_run(k, &k->s.accountant, payment_hand_check, &d));
}
