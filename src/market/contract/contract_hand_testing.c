#include "market/contract/contract_hand_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"

static void must(err e)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the hand: %s\n", e->code);
        exit(1);
    }
}

err contract_hand_draw(struct unit *u, void *data)
{
    struct contract_hand *h = data;
    struct contract_outlook look;
    TRY(contract_draw_look(u, h->no, &look));
    h->altered = look.altered;
    return contract_draw(u, &look, &h->draw, &h->made);
}

err contract_hand_sign_supplier(struct unit *u, void *data)
{
    struct contract_hand *h = data;
    struct contract_signing signing = {
        .method = "password", .answers = h->answers, .lodged = h->lodged};
    return contract_sign_supplier(u, h->no, &signing);
}

err contract_hand_sign_institution(struct unit *u, void *data)
{
    struct contract_hand *h = data;
    return contract_sign_institution(u, h->no, "code", h->is_checked);
}

err contract_hand_cancel(struct unit *u, void *data)
{
    struct contract_hand *h = data;
    return contract_cancel(u, h->no, h->reason);
}

err contract_hand_decline(struct unit *u, void *data)
{
    struct contract_hand *h = data;
    return contract_decline(u, h->no, h->reason);
}

struct contract_hand contract_hand_for(struct purchase_scene *s, const struct purchase *p)
{
    return (struct contract_hand){.no = p->no, .draw = contract_testing_choice(s, p)};
}

struct contract_hand contract_hand_on(const struct contract *c)
{
    return (struct contract_hand){.no = c->no,
                                  .answers = contract_testing_answers(),
                                  .is_checked = true,
                                  .reason = S("다른 방법으로 구매합니다.")};
}

static err touch(struct unit *u, void *data)
{
    const struct contract_touch *t = data;
    struct query *q = db_query(u->db, t->sql);
    bind_i64(q, "id", t->id);
    if (t->sql == &SQL_CONTRACT_TEST_SUPPLIER) {
        bind_str(q, "state", t->state);
        bind_date(q, "until", t->day);
    } else if (t->sql == &SQL_CONTRACT_TEST_CERTIFICATE ||
               t->sql == &SQL_CONTRACT_TEST_GROUP_ENDS) {
        bind_date(q, "until", t->day);
    } else if (t->sql == &SQL_CONTRACT_TEST_PURCHASE_ENDS) {
        bind_date(q, "day", t->day);
    } else if (t->sql == &SQL_CONTRACT_TEST_PURCHASE_SCOPE) {
        bind_str(q, "content", t->content);
    } else if (t->sql == &SQL_CONTRACT_TEST_PURCHASE_SUPPLIER) {
        bind_i64(q, "supplier", t->supplier.value);
    } else if (t->sql == &SQL_CONTRACT_TEST_CONTENT_WHOLE) {
        bind_str(q, "content", t->content);
        bind_str(q, "hash", digest_sha256(u->arena, t->content));
    }
    return query_run(q, NULL);
}

void contract_hand_touch(struct purchase_scene *s, struct contract_touch to)
{
    must(purchase_testing_run(s, &s->operator_, touch, &to));
}

err contract_hand_touched(struct unit *u, void *data)
{
    struct contract_touched *t = data;
    TRY(touch(u, &t->touch));
    return t->deed(u, t->hand);
}

struct contract_counts contract_hand_count(struct purchase_scene *s, const struct actor *whose)
{
    struct unit u;
    purchase_testing_read(s, whose, &u);
    struct query *q = db_query(u.db, &SQL_CONTRACT_TEST_COUNTS);
    bind_i64(q, "account", whose->account.value);
    (void)query_next(q); // a count always answers
    struct contract_counts c = {
        .refreshes = read_i64(q, "refreshes"),
        .changes = read_i64(q, "changes"),
        .buyers = read_i64(q, "buyers"),
        .contract_count = read_i64(q, "contract_count"),
        .contracts = read_i64(q, "contracts"),
        .signatures = read_i64(q, "signatures"),
        .pledges = read_i64(q, "pledges"),
        .decisions = read_i64(q, "decisions"),
        .altered = read_i64(q, "altered"),
        .notices = read_i64(q, "notices"),
    };
    must(query_end(q));
    purchase_testing_read_end(&u);
    return c;
}
