#include "market/contract/contract_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "market/contract/contract_store.h"

static void must(err e, const char *deed)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the contract: %s: %s\n", deed, e->code);
        exit(1);
    }
}

struct contract_answers contract_testing_answers(void)
{
    struct contract_answers a;
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        for (int i = 0; i < CONTRACT_PLEDGE_ITEMS; i++) {
            a.of[kind][i] = kind == CONTRACT_PLEDGE_CONFLICT ? CONTRACT_NO : CONTRACT_YES;
        }
    }
    return a;
}

struct contract_draw contract_testing_choice(struct purchase_scene *s, const struct purchase *p)
{
    date today = instant_date(web_test_now);
    struct law_question q = {
        .regime = p->regime, .object = p->object, .contract_price = p->price, .on = today};
    struct law_answer duties;
    law_decide(s->law, &q, s->database->arena, &duties);
    return (struct contract_draw){
        .kind = duties.contract_document == LAW_WAIVABLE ? CONTRACT_ACCEPTANCE : CONTRACT_DOCUMENT,
        .security = duties.performance_security == LAW_WAIVABLE ? CONTRACT_PROMISE : CONTRACT_BOND,
        .reason = S("등록된 가격이 시중보다 낮고 제때 납품할 수 있습니다."),
        .sign_by = date_add_days(today, 3),
    };
}

struct drawing {
    struct purchase_scene *scene;
    const struct purchase *purchase;
    public_no no;
};

static err draw(struct unit *u, void *data)
{
    struct drawing *d = data;
    struct contract_outlook look;
    struct contract_draw choice = contract_testing_choice(d->scene, d->purchase);
    TRY(contract_draw_look(u, d->purchase->no, &look));
    return contract_draw(u, &look, &choice, &d->no);
}

void contract_testing_find(struct purchase_scene *s, struct contract *c)
{
    struct unit u;
    struct actor nobody = {0};
    struct purchase_side side = {.institution = c->institution};
    purchase_testing_read(s, &nobody, &u);
    must(contract_find(u.db, side, c->no, c), "find");
    purchase_testing_read_end(&u);
}

void contract_testing_draw(struct purchase_scene *s, struct purchase *p, struct contract *out)
{
    purchase_testing_move(s, p, PURCHASE_APPROVED);
    struct drawing d = {.scene = s, .purchase = p};
    must(purchase_testing_run(s, &s->officer, draw, &d), "draw");
    *out = (struct contract){.institution = p->institution, .no = d.no};
    contract_testing_find(s, out);
    purchase_testing_find(s, p);
}

static err sign_supplier(struct unit *u, void *data)
{
    const struct contract *c = data;
    struct contract_signing signing = {
        .method = "password",
        .answers = contract_testing_answers(),
        .lodged = {.issuer = S("서울보증보험"),
                   .number = S("100-000-2026"),
                   .amount = c->security_amount,
                   .valid_from = u->today,
                   .valid_until = date_add_days(c->ends_on, 60)},
    };
    return contract_sign_supplier(u, c->no, &signing);
}

static err sign_institution(struct unit *u, void *data)
{
    const struct contract *c = data;
    return contract_sign_institution(u, c->no, "code", true);
}

void contract_testing_sign(struct purchase_scene *s, struct contract *c, enum contract_state to)
{
    if (c->state == CONTRACT_OFFERED && to != CONTRACT_OFFERED) {
        must(purchase_testing_run(s, &s->owner, sign_supplier, c), "sign for the supplier");
        contract_testing_find(s, c);
    }
    if (c->state == CONTRACT_SIGNED_SUPPLIER && to == CONTRACT_SIGNED) {
        must(purchase_testing_run(s, &s->officer, sign_institution, c), "sign for the institution");
        contract_testing_find(s, c);
    }
}
