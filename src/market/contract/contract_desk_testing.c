#include "market/contract/contract_desk_testing.h"

#include <stdio.h>

#include "market/contract/contract_draw_web.h"
#include "market/contract/contract_pledge_web.h"
#include "market/contract/contract_print_web.h"
#include "market/contract/contract_review_web.h"
#include "market/contract/contract_web.h"
#include "market/party/party_testing.h"

static struct web_routes routes;

int contract_desk_begin(void **state)
{
    (void)party_testing_group_begin(state);
    web_routes_add(&routes, CONTRACT_ROUTES, CONTRACT_ROUTE_COUNT);
    web_routes_add(&routes, CONTRACT_DRAW_ROUTES, CONTRACT_DRAW_ROUTE_COUNT);
    web_routes_add(&routes, CONTRACT_PLEDGE_ROUTES, CONTRACT_PLEDGE_ROUTE_COUNT);
    web_routes_add(&routes, CONTRACT_REVIEW_ROUTES, CONTRACT_REVIEW_ROUTE_COUNT);
    web_routes_add(&routes, CONTRACT_PRINT_ROUTES, CONTRACT_PRINT_ROUTE_COUNT);
    return 0;
}

void contract_desk_open(struct contract_desk *x, struct testing_db *t)
{
    purchase_testing_open(&x->s, t);
    purchase_testing_web(&x->s, &x->w, routes.items, routes.count);
}

void contract_desk_use(struct contract_desk *x, const struct contract *c)
{
    x->c = *c;
    (void)snprintf(x->base, sizeof x->base, "/buyer/contracts/%lld", (long long)c->no.value);
    (void)snprintf(x->seller, sizeof x->seller, "/supplier/contracts/%lld", (long long)c->no.value);
}

void contract_desk_open_offered(struct contract_desk *x, struct testing_db *t)
{
    struct contract c;
    contract_desk_open(x, t);
    contract_testing_draw(&x->s, &x->s.draft, &c);
    contract_desk_use(x, &c);
}

const char *contract_desk_at(struct contract_desk *x, const char *base, const char *more)
{
    return str_format(x->w.database->arena, "%s%s", base, more).p;
}

void contract_desk_reload(struct contract_desk *x)
{
    contract_testing_find(&x->s, &x->c);
}
