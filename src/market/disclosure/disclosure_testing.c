#include "market/disclosure/disclosure_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/disclosure/disclosure_action.h"
#include "market/disclosure/disclosure_desk_web.h"
#include "market/disclosure/disclosure_open_web.h"
#include "market/disclosure/disclosure_testing.sql.h"
#include "market/disclosure/disclosure_web.h"
#include "market/party/right.h"

static const struct web_routes *all_routes(void)
{
    static struct web_routes routes;
    if (routes.count == 0) {
        web_routes_add(&routes, DISCLOSURE_ROUTES, DISCLOSURE_ROUTE_COUNT);
        web_routes_add(&routes, DISCLOSURE_OPEN_ROUTES, DISCLOSURE_OPEN_ROUTE_COUNT);
        web_routes_add(&routes, DISCLOSURE_DESK_ROUTES, DISCLOSURE_DESK_ROUTE_COUNT);
    }
    return &routes;
}

void disclosure_stage_open(struct disclosure_stage *st, struct testing_db *t)
{
    record_scene_open(&st->s, t);
    st->firm = record_scene_supplier(&st->s, "㈜다온 CCTV", TESTING_CITY_DISTRICT, true);
    st->officer = st->s.actor;
    st->officer.rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_REQUEST;
    st->approver = st->s.actor;
    st->approver.rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_APPROVE;
    st->neighbour = st->officer;
    st->neighbour.institution = st->s.other;
    st->operator_ =
        (struct actor){.account = st->s.account, .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    const struct web_routes *routes = all_routes();
    web_test_open(&st->w, t, routes->items, routes->count);
    st->w.site.law = st->s.u.law;
    st->w.site.calendar = st->s.u.calendar;
}

static err refresh(struct unit *u, void *data)
{
    return disclosure_action_refresh(u, *(contract_id *)data);
}

void disclosure_stage_refresh(struct disclosure_stage *st, contract_id id)
{
    record_scene_run(&st->s, refresh, &id);
}

contract_id disclosure_stage_add(struct disclosure_stage *st, struct contract_spec spec)
{
    spec.supplier = spec.supplier.value == 0 ? st->firm : spec.supplier;
    contract_id id = record_scene_contract(&st->s, &spec);
    disclosure_stage_refresh(st, id);
    return id;
}

struct web_answer disclosure_stage_get(struct disclosure_stage *st, const char *address)
{
    struct web_answer a = web_get(&st->w, address);
    assert_int_equal(a.status, 200);
    return a;
}

static int64_t ask(struct disclosure_stage *st, const struct sql *sql, contract_id id)
{
    assert_null(db_begin(st->s.t->db, DB_READ));
    struct query *q = db_query(st->s.t->db, sql);
    bind_i64(q, "contract", id.value);
    assert_true(query_next(q));
    int64_t no = read_i64(q, "no");
    assert_null(query_end(q));
    db_rollback(st->s.t->db);
    return no;
}

const char *disclosure_stage_sheet(struct disclosure_stage *st, contract_id id)
{
    return str_format(st->s.t->arena, "/disclosure/%lld",
                      (long long)ask(st, &SQL_DISCLOSURE_TESTING_FIND, id))
        .p;
}

const char *disclosure_stage_desk(struct disclosure_stage *st, contract_id id)
{
    return str_format(st->s.t->arena, "/buyer/disclosures/%lld",
                      (long long)ask(st, &SQL_DISCLOSURE_TESTING_CONTRACT_NO, id))
        .p;
}
