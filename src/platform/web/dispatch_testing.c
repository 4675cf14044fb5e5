#include "platform/web/dispatch_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/page/put.h"
#include "platform/web/dispatch_testing.sql.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        .p = literal, .n = sizeof(literal) - 1                                                     \
    }

const struct actor DISPATCH_OFFICER = {
    .account = {7},
    .rights = DISPATCH_BUYERS | 1,
    .name = TEXT("김담당"),
    .csrf = TEXT("token-of-the-officer"),
};
const struct actor DISPATCH_SELLER = {
    .account = {8},
    .rights = 1,
};

static err do_deed(struct unit *u, const char *kind)
{
    struct query *q = db_query(u->db, &SQL_TEST_DEED_ADD);
    bind_str(q, "kind", str_view(kind));
    bind_i64(q, "object", 1);
    return query_run(q, NULL);
}

static err get_home(struct unit *u, const struct request *rq, struct response *rs)
{
    struct frame f;
    frame_fill(u, rq, &f, S("첫 화면"));
    rs->is_public = true;
    out_str(&rs->body, S("안녕하세요 "));
    put_str(&rs->body, f.account_name);
    return NULL;
}

static err get_form(struct unit *u, const struct request *rq, struct response *rs)
{
    struct frame f;
    frame_fill(u, rq, &f, S("적는 화면"));
    rs->is_public = true;
    put_form_token(&rs->body, &f);
    return NULL;
}

static err get_case(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    put_str(&rs->body, request_path(rq, "no"));
    return NULL;
}

static err post_case(struct unit *u, const struct request *rq, struct response *rs)
{
    TRY(do_deed(u, "case"));
    if (str_equals(request_field(rq, "how"), S("with issues"))) {
        rs->status = 422;
        out_str(&rs->body, S("고쳐 주세요"));
        return NULL;
    }
    if (str_equals(request_field(rq, "how"), S("with a page"))) {
        out_str(&rs->body, S("한 번만 보여 드립니다"));
        return NULL;
    }
    if (str_equals(request_field(rq, "how"), S("to be confirmed"))) {
        rs->asks_back = true;
        out_str(&rs->body, S("이대로 할까요?"));
        return NULL;
    }
    return see_other(rs, "/cases/%.*s?done=1", STR_ARG(request_path(rq, "no")));
}

static err post_session(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    TRY(do_deed(u, "session"));
    response_cookie(rs, S("__Host-dure"), S("abc"));
    return see_other(rs, "/");
}

static err get_writing(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    (void)rs;
    return do_deed(u, "get");
}

static err write_note(struct unit *u, const void *data)
{
    (void)data;
    return do_deed(u, "note");
}

static err write_bad_note(struct unit *u, const void *data)
{
    (void)u;
    (void)data;
    return &DB_FULL;
}

const struct fault DISPATCH_FAULTS[FAULT_KIND_COUNT] = {
    {FAULT_INVALID,  "test.invalid",  "고치세요",           NULL},
    {FAULT_MISSING,  "test.missing",  "없습니다",           NULL},
    {FAULT_REFUSED,  "test.refused",  "안 됩니다",          NULL},
    {FAULT_DENIED,   "test.denied",   "역할이 아닙니다", NULL},
    {FAULT_CONFLICT, "test.conflict", "먼저 했습니다",    NULL},
    {FAULT_BUSY,     "test.busy",     "잠시 뒤에",          NULL},
    {FAULT_BROKEN,   "test.broken",   "고장입니다",        NULL},
};

static err post_refused(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rs;
    int64_t kind = 0;
    assert_true(str_parse_i64(request_path(rq, "kind"), &kind));
    TRY(do_deed(u, "refused"));
    unit_note(u, write_note, NULL);
    return &DISPATCH_FAULTS[kind];
}

static err get_shown(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    unit_note(u, write_note, NULL);
    out_str(&rs->body, S("홍길동"));
    return NULL;
}

static err get_shown_unnoted(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    unit_note(u, write_bad_note, NULL);
    out_str(&rs->body, S("홍길동"));
    return NULL;
}

static err before_hash(struct unit *u, struct request *rq)
{
    assert_ptr_equal(do_deed(u, "before"), &DB_BROKEN); // a reading unit
    rq->prepared = NEW(u->arena, int);
    *(int *)rq->prepared = 42;
    return NULL;
}

static err post_hashed(struct unit *u, const struct request *rq, struct response *rs)
{
    assert_int_equal(*(int *)rq->prepared, 42);
    TRY(do_deed(u, "hashed"));
    return see_other(rs, "/");
}

static err get_endless(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    (void)rs;
    for (int i = 0; i < 1000; i++) {
        (void)arena_alloc(u->arena, 1024 * 1024);
    }
    return NULL;
}

static err get_huge(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    (void)rq;
    for (int i = 0; i < 5 * 1024; i++) {
        out_str(&rs->body, str_format(u->arena, "%01024d", i));
    }
    return NULL;
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", get_home, 0),
    ROUTE(GET, "/form", get_form, 0),
    ROUTE(GET, "/cases/:no", get_case, DISPATCH_BUYERS),
    ROUTE(GET, "/api/v1/cases", get_case, DISPATCH_BUYERS),
    ROUTE(POST, "/cases/:no/sign", post_case, DISPATCH_BUYERS),
    ROUTE(POST, "/open", post_case, 0),
    ROUTE(POST, "/session", post_session, 0),
    ROUTE(GET, "/writing", get_writing, 0),
    ROUTE_QUESTION("/writing-question", get_writing, 0),
    ROUTE_QUESTION("/question", get_home, DISPATCH_BUYERS),
    ROUTE(POST, "/refused/:kind", post_refused, 0),
    ROUTE(GET, "/shown", get_shown, 0),
    ROUTE(GET, "/shown-unnoted", get_shown_unnoted, 0),
    ROUTE_BEFORE(POST, "/hashed", before_hash, post_hashed, 0),
    ROUTE_SLOW(GET, "/export", get_home, 0),
    ROUTE(GET, "/endless", get_endless, 0),
    ROUTE(GET, "/huge", get_huge, 0),
};

void dispatch_testing_open(struct web_test *t, struct testing_db *database)
{
    web_test_open(t, database, ROUTES, COUNT(ROUTES));
}

int64_t dispatch_testing_count(struct testing_db *t, const char *kind)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DEED_COUNT);
    bind_str(q, "kind", str_view(kind));
    assert_true(query_next(q));
    int64_t count = read_i64(q, "deed_count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}
