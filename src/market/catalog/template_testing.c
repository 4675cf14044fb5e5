#include "market/catalog/template_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/template_job.h"
#include "market/catalog/template_web.h"
#include "market/catalog/template_web_test.sql.h"
#include "market/party/right.h"

struct actor template_keeper;
struct testing_row template_keeper_row;

void template_testing_open(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, TEMPLATE_ROUTES, TEMPLATE_ROUTE_COUNT);
    template_keeper_row = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    template_keeper = (struct actor){.account = {template_keeper_row.id},
                                     .name = S("최운영"),
                                     .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    web_as(&s->web, &template_keeper);
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, &SQL_TEST_TEMPLATE_MISS), NULL));
    assert_null(db_commit(t->db));
}

int64_t template_testing_count(struct testing_db *t, const struct sql *sql, const char *state)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, sql);
    if (state != NULL) {
        bind_str(q, "state", str_view(state));
    }
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

static err do_day(struct unit *u, void *data)
{
    struct job j = {0};
    (void)data;
    return template_job_day(u, &j);
}

static instant clock_of_tests(void)
{
    return web_test_now;
}

void template_testing_day(struct testing_db *t)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &template_keeper, .trace = S("t")};
    assert_null(unit_run(&u, clock_of_tests, do_day, NULL));
}
