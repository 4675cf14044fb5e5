#include "market/quote/quote_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/quote/quote_action.h"
#include "market/quote/quote_answer_web.h"
#include "market/quote/quote_ask_web.h"
#include "market/quote/quote_choose_web.h"
#include "market/quote/quote_list_web.h"

static void must(err e, struct db *db)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the quote: %s: %.*s\n", e->code, STR_ARG(db_error(db)));
        exit(1);
    }
}

void quote_testing_scene(struct purchase_scene *s, struct testing_db *t)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(s, t);
}

instant quote_testing_closing(void)
{
    return instant_at(date_from_ymd(2026, 11, 27), 18, 0);
}

date quote_testing_last_day(void)
{
    return date_from_ymd(2026, 12, 10);
}

struct asking {
    struct purchase *purchase;
    public_no request;
};

static err ask(struct unit *u, void *data)
{
    struct asking *a = data;
    struct purchase p = *a->purchase;
    TRY(quote_action_ask(u, &p, S("배송비를 포함해 주세요."), quote_testing_closing(),
                         &a->request));
    *a->purchase = p;
    return NULL;
}

public_no quote_testing_ask(struct purchase_scene *s, struct purchase *p)
{
    purchase_testing_judge(s, p);
    struct asking a = {.purchase = p};
    must(purchase_testing_run(s, &s->officer, ask, &a), s->database->db);
    return a.request;
}

struct answering {
    public_no request;
    struct quote_answer answer;
};

static err answer(struct unit *u, void *data)
{
    const struct answering *a = data;
    return quote_action_answer(u, a->request, &a->answer);
}

err quote_testing_answer(struct purchase_scene *s, public_no request, const int64_t *unit_won,
                         date deliver_by)
{
    struct quote_line lines[LIMIT_PURCHASE_LINES] = {0};
    struct quote_request r;
    quote_item_list items;
    struct quote_line *none;
    struct unit u;
    purchase_testing_read(s, &s->owner, &u);
    must(quote_request_find(u.db, purchase_side_of(&u), request, &r), u.db);
    must(quote_list_items(u.db, u.arena, r.id, NO_ID(quote_id), &items, &none), u.db);
    purchase_testing_read_end(&u);
    for (size_t i = 0; i < items.count; i++) {
        lines[i] = (struct quote_line){WON(unit_won[i]), deliver_by};
    }
    struct answering a = {
        .request = request,
        .answer = {.lines = lines, .valid_until = deliver_by, .remark = S("배송비 포함")},
    };
    return purchase_testing_run(s, &s->owner, answer, &a);
}

struct declining {
    public_no request;
    str reason;
};

static err decline(struct unit *u, void *data)
{
    const struct declining *d = data;
    return quote_action_decline(u, d->request, d->reason);
}

err quote_testing_decline(struct purchase_scene *s, const struct actor *who, public_no request,
                          str reason)
{
    struct declining d = {request, reason};
    return purchase_testing_run(s, who, decline, &d);
}

struct choosing {
    struct quote_request request;
    struct purchase purchase;
    public_no seen;
    str reason;
};

static err choose(struct unit *u, void *data)
{
    const struct choosing *c = data;
    struct purchase p = c->purchase;
    struct quote_request r = c->request;
    return quote_action_choose(u, &p, &r, c->seen, c->reason);
}

err quote_testing_choose_seen(struct purchase_scene *s, const struct actor *who, public_no request,
                              public_no seen, str reason)
{
    quote_list given;
    struct choosing c = {.seen = seen, .reason = reason};
    quote_testing_find(s, request, &c.request, &given);
    c.purchase.id = c.request.purchase;
    c.purchase.institution = c.request.institution;
    purchase_testing_find(s, &c.purchase);
    return purchase_testing_run(s, who, choose, &c);
}

err quote_testing_choose(struct purchase_scene *s, const struct actor *who, public_no request,
                         str reason)
{
    struct quote_request r;
    quote_list given;
    quote_testing_find(s, request, &r, &given);
    return quote_testing_choose_seen(s, who, request, given.items[0].no, reason);
}

void quote_testing_find(struct purchase_scene *s, public_no request, struct quote_request *out,
                        quote_list *out_given)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    must(quote_request_find(u.db, purchase_side_of(&u), request, out), u.db);
    must(quote_list_of(u.db, u.arena, out->id, out_given), u.db);
    purchase_testing_read_end(&u);
}

void quote_testing_open(struct quote_desk *t, struct testing_db *database)
{
    quote_testing_scene(&t->s, database);
    t->routes.count = 0;
    web_routes_add(&t->routes, QUOTE_ASK_ROUTES, QUOTE_ASK_ROUTE_COUNT);
    web_routes_add(&t->routes, QUOTE_LIST_ROUTES, QUOTE_LIST_ROUTE_COUNT);
    web_routes_add(&t->routes, QUOTE_ANSWER_ROUTES, QUOTE_ANSWER_ROUTE_COUNT);
    web_routes_add(&t->routes, QUOTE_CHOOSE_ROUTES, QUOTE_CHOOSE_ROUTE_COUNT);
    purchase_testing_web(&t->s, &t->w, t->routes.items, t->routes.count);
}

const char *quote_testing_at(struct quote_desk *t, const char *head, public_no no, const char *tail)
{
    (void)snprintf(t->address, sizeof t->address, "%s%lld%s", head, (long long)no.value, tail);
    return t->address;
}
