#include "market/purchase/purchase_approval_desk_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/purchase/purchase_approval_web.h"
#include "market/purchase/purchase_submit_web.h"
#include "market/purchase/purchase_web.h"

struct web_routes approval_desk_routes;

void approval_desk_open(struct approval_desk *t, struct testing_db *database)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(&t->s, database);
    approval_desk_routes.count = 0;
    web_routes_add(&approval_desk_routes, SUBMIT_ROUTES, SUBMIT_ROUTE_COUNT);
    web_routes_add(&approval_desk_routes, APPROVAL_ROUTES, APPROVAL_ROUTE_COUNT);
    web_routes_add(&approval_desk_routes, &PURCHASE_ROUTES[1], 1); // the case
    purchase_testing_web(&t->s, &t->w, approval_desk_routes.items, approval_desk_routes.count);
    purchase_testing_move(&t->s, &t->s.draft, PURCHASE_CHOSEN);
}

const char *approval_desk_at(struct approval_desk *t, const char *head, const char *tail)
{
    (void)snprintf(t->address, sizeof t->address, "%s%lld%s", head, (long long)t->s.draft.no.value,
                   tail);
    return t->address;
}

const char *approval_desk_submit_path(struct approval_desk *t)
{
    return approval_desk_at(t, "/buyer/purchases/", "/submit");
}

const char *approval_desk_path(struct approval_desk *t)
{
    return approval_desk_at(t, "/buyer/approvals/", "");
}

const char *approval_desk_hash_on(struct approval_desk *t, struct web_answer a)
{
    str mark = S("name=\"hash\" value=\"");
    size_t where = str_index(a.body, mark);
    assert_true(where < a.body.n);
    str hash = str_slice(a.body, where + mark.n, 64);
    (void)snprintf(t->hash, sizeof t->hash, "%.*s", STR_ARG(hash));
    return t->hash;
}

void approval_desk_submit(struct approval_desk *t)
{
    web_as(&t->w, &t->s.officer);
    const char *hash = approval_desk_hash_on(t, web_get(&t->w, approval_desk_submit_path(t)));
    struct web_answer a = web_post(&t->w, approval_desk_submit_path(t), WEB_FIELDS({"hash", hash}));
    assert_int_equal(a.status, 303);
    purchase_testing_find(&t->s, &t->s.draft);
    assert_int_equal(t->s.draft.state, PURCHASE_SUBMITTED);
}
