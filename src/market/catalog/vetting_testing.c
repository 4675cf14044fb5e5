#include "market/catalog/vetting_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/vetting_job.h"
#include "market/catalog/vetting_testing.sql.h"
#include "market/catalog/vetting_web.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

static instant clock_of_tests(void)
{
    return web_test_now;
}

void vetting_testing_sql(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, sql), NULL));
    assert_null(db_commit(t->db));
}

void vetting_testing_word(struct testing_db *t, const char *word, const char *kind)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_TEST_VETTING_WORD);
    bind_str(q, "word", str_view(word));
    bind_str(q, "kind", str_view(kind));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

void vetting_testing_open(struct vetting_desk *d, struct testing_db *t)
{
    d->routes.count = 0;
    web_routes_add(&d->routes, VETTING_BATCH_ROUTES, VETTING_BATCH_ROUTE_COUNT);
    web_routes_add(&d->routes, VETTING_ROUTES, VETTING_ROUTE_COUNT);
    catalog_testing_open(&d->s, t, d->routes.items, d->routes.count);
    d->owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row one = party_testing_person(t, "one@x.kr", "최운영", NULL, NULL);
    struct testing_row two = party_testing_person(t, "two@x.kr", "박운영", NULL, NULL);
    struct testing_row firm = {d->s.woman.value, d->s.woman_no};
    party_testing_role(t, d->owner, NULL, &firm, PARTY_OWNER);
    party_testing_role(t, one, NULL, NULL, PARTY_OPERATOR);
    party_testing_role(t, two, NULL, NULL, PARTY_OPERATOR);
    d->s.owner.account.value = d->owner.id;
    d->one = (struct actor){
        .account = {one.id}, .name = S("최운영"), .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    d->two = d->one;
    d->two.account.value = two.id;
    d->two.name = S("박운영");
    d->calendar = testing_calendar(t->arena);
    d->s.web.site.calendar = &d->calendar;
    vetting_testing_sql(t, &SQL_TEST_VETTING_SEEN);
    vetting_testing_sql(t, &SQL_TEST_VETTING_OLD_FIRMS);
    web_as(&d->s.web, &d->one);
}

static err run(struct vetting_desk *d, const struct actor *who,
               err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {.arena = d->s.database->arena,
                     .db = d->s.database->db,
                     .actor = who,
                     .calendar = &d->calendar,
                     .trace = S("t")};
    return unit_run(&u, clock_of_tests, work, data);
}

static err do_add(struct unit *u, void *data)
{
    return listing_action_add(u, data, S("처음 등록"));
}

public_no vetting_testing_list_with_number(struct vetting_desk *d, const char *title,
                                           int64_t price_won, const char *detail_no)
{
    static struct listing_value values[] = {
        {{"size", 4},   {"A4", 2}  },
        {{"sheets", 6}, {"2500", 4}}
    };
    struct listing l = {
        .text = {.category = S("paper.copy.a4"),
                 .title = str_view(title),
                 .detail_no = str_view(detail_no)},
        .terms = { .price = WON(price_won),
                 .unit = S("상자"),
                 .quantity_min = 1,
                 .lead_days = 3,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE},
    };
    l.text.values.items = values;
    l.text.values.count = COUNT(values);
    assert_null(run(d, &d->s.owner, do_add, &l));
    return l.no;
}

public_no vetting_testing_list(struct vetting_desk *d, const char *title, int64_t price_won)
{
    return vetting_testing_list_with_number(d, title, price_won, "");
}

static err do_weigh(struct unit *u, void *data)
{
    struct job j = {0};
    (void)data;
    return vetting_job_weigh(u, &j);
}

void vetting_testing_weigh(struct vetting_desk *d)
{
    assert_null(run(d, &d->one, do_weigh, NULL));
}

struct change {
    public_no no;
    const char *title;
    int64_t price_won;
};

static err do_revise(struct unit *u, void *data)
{
    const struct change *c = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), c->no, &was));
    struct product_text text = was.text;
    struct offer_terms terms = was.terms;
    text.title = str_view(c->title);
    terms.price = WON(c->price_won);
    return listing_action_revise(u, &was, &text, &terms, S(""));
}

void vetting_testing_revise(struct vetting_desk *d, public_no no, const char *title,
                            int64_t price_won)
{
    struct change c = {no, title, price_won};
    assert_null(run(d, &d->s.owner, do_revise, &c));
}

const char *vetting_testing_path(public_no no)
{
    static char path[80];
    (void)snprintf(path, sizeof(path), VETTING_PATH "/%lld", (long long)no.value);
    return path;
}

enum listing_state vetting_testing_state(struct vetting_desk *d, public_no no)
{
    struct listing l;
    assert_null(db_begin(d->s.database->db, DB_READ));
    assert_null(
        listing_store_find(d->s.database->db, d->s.database->arena, NO_ID(supplier_id), no, &l));
    db_rollback(d->s.database->db);
    return l.state;
}
