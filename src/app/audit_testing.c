#include "app/audit_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/audit_testing.sql.h"
#include "app/audit_web.h"
#include "app/privacy_web.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

static int64_t add_person(struct audit_stage *s, const char *email, const char *name)
{
    struct arena *a = s->database->arena;
    struct query *q = db_query(s->database->db, &SQL_AUDIT_TESTING_PERSON);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "email", str_view(email));
    bind_str(q, "name", str_view(name));
    bind_str(q, "password_hash",
             secret_hash_password(a, S(AUDIT_TESTING_PASSWORD), SECRET_COST_LEAST));
    int64_t id = 0;
    assert_null(query_run_id(q, &id));
    return id;
}

static void add_admin(struct audit_stage *s, const char *name, public_no no, struct actor *out)
{
    struct query *q = db_query(s->database->db, &SQL_AUDIT_TESTING_INSTITUTION);
    bind_i64(q, "no", no.value);
    bind_str(q, "name", str_view(name));
    assert_null(query_run_id(q, &out->institution.value));
    q = db_query(s->database->db, &SQL_AUDIT_TESTING_MEMBER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "account", out->account.value);
    bind_i64(q, "institution", out->institution.value);
    assert_null(query_run(q, NULL));
    out->rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_ADMIN;
    out->role_label = S("기관 관리자");
}

void audit_stage_open(struct audit_stage *s, struct testing_db *t)
{
    secret_init();
    *s = (struct audit_stage){.database = t, .junggu = secret_public_no()};
    web_test_open(&s->web, t, AUDIT_ROUTES, AUDIT_ROUTE_COUNT);
    s->routes[0] = (struct route_list){AUDIT_ROUTES, AUDIT_ROUTE_COUNT};
    s->routes[1] = (struct route_list){PRIVACY_ROUTES, PRIVACY_ROUTE_COUNT};
    s->web.site.routes = s->routes;
    s->web.site.route_list_count = COUNT(s->routes);
    site_ready(&s->web.site, t->arena);

    assert_null(db_begin(t->db, DB_WRITE));
    s->keeper = (struct actor){.account = {add_person(s, "op@dure.kr", "박운영")},
                               .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR,
                               .role_label = S("운영자"),
                               .address = S("192.0.2.1")};
    s->admin.account.value = add_person(s, "kim@junggu.kr", "김관리");
    s->another.account.value = add_person(s, "lee@namgu.kr", "이관리");
    add_admin(s, "중구", s->junggu, &s->admin);
    add_admin(s, "남구", secret_public_no(), &s->another);
    assert_null(db_commit(t->db));
}

static instant standing_clock(void)
{
    return web_test_now;
}

void audit_stage_do(struct audit_stage *s, const struct actor *actor,
                    err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {
        .arena = s->database->arena, .db = s->database->db, .actor = actor, .trace = S("t")};
    assert_null(unit_run(&u, standing_clock, work, data));
}
