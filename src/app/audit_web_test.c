// What the operator and an institution's administrator read of the chain of deeds and of 접속기록,
// and that reading it leaves a record itself.
#include "app/audit_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/audit_test.sql.h"
#include "app/privacy_web.h"
#include "base/limits.h"
#include "market/disclosure/disclosure.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/unit/access.h"
#include "platform/web/web_testing.h"

#define PASSWORD "correct horse"

// Two institutions, each with its administrator, and the operator.
struct scene {
    struct testing_db *database;
    struct web_test web;
    struct route_list routes[2];
    struct actor keeper;
    struct actor admin;   // of 중구
    struct actor another; // administrator of 남구
    public_no junggu;
};

static int64_t add_person(struct scene *s, const char *email, const char *name)
{
    struct arena *a = s->database->arena;
    struct query *q = db_query(s->database->db, &SQL_AUDIT_TEST_PERSON);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "email", str_view(email));
    bind_str(q, "name", str_view(name));
    bind_str(q, "password_hash", secret_hash_password(a, S(PASSWORD), SECRET_COST_LEAST));
    int64_t id = 0;
    assert_null(query_run_id(q, &id));
    return id;
}

static void add_admin(struct scene *s, const char *name, public_no no, struct actor *out)
{
    struct query *q = db_query(s->database->db, &SQL_AUDIT_TEST_INSTITUTION);
    bind_i64(q, "no", no.value);
    bind_str(q, "name", str_view(name));
    assert_null(query_run_id(q, &out->institution.value));
    q = db_query(s->database->db, &SQL_AUDIT_TEST_MEMBER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "account", out->account.value);
    bind_i64(q, "institution", out->institution.value);
    assert_null(query_run(q, NULL));
    out->rights = RIGHT_SIGNED_IN | RIGHT_BUYER | RIGHT_ADMIN;
    out->role_label = S("기관 관리자");
}

static void set_scene(struct scene *s, struct testing_db *t)
{
    secret_init();
    *s = (struct scene){.database = t, .junggu = secret_public_no()};
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

#define FOR_EACH_SCENE(s)                                                                          \
    FOR_EACH_ENGINE(database)                                                                      \
    for (struct scene s, *scene_once_ = (set_scene(&s, &database), &s); scene_once_ != NULL;       \
         web_test_close(&s.web), scene_once_ = NULL)

// A deed of the person of the test's moment.
struct deed {
    const char *act;
    const char *object;
    int64_t object_id;
    const char *reason;
};

static err write_deed(struct unit *u, void *data)
{
    const struct deed *d = data;
    audit_write(u, str_view(d->act), str_view(d->object), d->object_id, str_view(d->reason));
    return NULL;
}

static instant standing_clock(void)
{
    return web_test_now;
}

static void do_deed(struct scene *s, const struct actor *actor, struct deed d)
{
    struct unit u = {
        .arena = s->database->arena, .db = s->database->db, .actor = actor, .trace = S("t")};
    assert_null(unit_run(&u, standing_clock, write_deed, &d));
}

static size_t count_of(struct web_answer a, const char *text)
{
    size_t count = 0;
    str rest = a.body;
    for (size_t at = str_index(rest, str_view(text)); at < rest.n;
         at = str_index(rest, str_view(text))) {
        rest = str_slice(rest, at + 1, rest.n);
        count++;
    }
    return count;
}

// The address of the first link whose `rel` is next.
static const char *next_of(struct scene *s, struct web_answer a)
{
    size_t rel = str_index(a.body, S("\" rel=\"next\""));
    assert_true(rel < a.body.n);
    size_t from = rel;
    while (a.body.p[from - 1] != '"') {
        from--;
    }
    struct out o;
    out_init(&o, s->database->arena, LIMIT_PAGE);
    str address = str_slice(a.body, from, rel - from);
    for (size_t i = 0; i < address.n; i++) {
        out_char(&o, address.p[i]);
        i += str_starts(str_slice(address, i, 5), S("&amp;")) ? 4 : 0;
    }
    return str_to_c(s->database->arena, out_view(&o));
}

// --- The list ------------------------------------------------------------------------------------

#define ROW "data-l=\"한 일\""

static void the_operator_pages_through_every_chain(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        for (int i = 0; i < LIMIT_DESK_ROWS; i++) {
            do_deed(&s, i % 2 == 0 ? &s.admin : &s.another,
                    (struct deed){"department.save", "department", 1, ""});
        }
        do_deed(&s, &s.another, (struct deed){"membership.add", "membership", 1, "새 담당"});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_int_equal(a.status, 200);
        assert_int_equal(count_of(a, ROW), LIMIT_DESK_ROWS);
        assert_true(web_shows(a, "역할 등록"));
        assert_true(web_shows(a, "새 담당"));
        assert_true(web_shows(a, "이관리"));
        assert_true(web_shows(a, "남구"));
        a = web_get(&s.web, next_of(&s, a));
        assert_int_equal(count_of(a, ROW), 1);
        assert_true(web_shows(a, "김관리")); // the oldest
        assert_false(web_shows(a, "rel=\"next\""));
    }
}

static void deeds_and_their_reasons_are_told_in_words(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"claim.check", "department", 1, "social_insurance"});
        do_deed(&s, &s.admin, (struct deed){"payment.pay", "department", 1, "지급-17 (code)"});
        do_deed(&s, &s.admin,
                (struct deed){"disclosure.refuse", "department", 1, DISCLOSURE_NO_GROUND.code});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_true(web_shows(a, "지급 서류 확인"));
        assert_true(web_shows(a, "4대 사회보험료 완납증명"));
        assert_true(web_shows(a, ">대금 지급<"));
        assert_true(web_shows(a, "지급-17 · 인증번호로 확인"));
        assert_true(web_shows(a, DISCLOSURE_NO_GROUND.text));
        assert_false(web_shows(a, "social_insurance"));
        assert_false(web_shows(a, DISCLOSURE_NO_GROUND.code));
    }
}

static void every_field_of_the_filter_narrows(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, "가"});
        do_deed(&s, &s.another, (struct deed){"membership.add", "membership", 2, "나"});
        do_deed(
            &s, &s.keeper,
            (struct deed){"institution.approve", "institution", s.admin.institution.value, "다"});
        web_test_now = instant_add_s(web_test_now, 86400);
        do_deed(&s, &s.admin, (struct deed){"department.close", "department", 1, "라"});
        web_test_now = instant_add_s(web_test_now, -86400);
        web_as(&s.web, &s.keeper);
        struct arena *a = database.arena;
        const struct {
            const char *address;
            size_t count;
            const char *shows;
        } ASKED[] = {
            {"/admin/audit",                                             4, "라"                        },
            {"/admin/audit?day=2026-11-24",                              3, "나"                        },
            {"/admin/audit?day=2026-11-25",                              1, "라"                        },
            {"/admin/audit?day=nonsense",                                0, "날짜를 2026-11-24 꼴로"},
            {"/admin/audit?day=2026-11-31",                              0, "날짜를 2026-11-24 꼴로"},
            {"/admin/audit?day=",                                        4, "라"                        },
            {"/admin/audit?act=department.",                             2, "가"                        },
            {"/admin/audit?act=department.save",                         1, "가"                        },
            {"/admin/audit?act=%EB%B6%80%EC%84%9C%20%EC%A0%80%EC%9E%A5", 1, "가"                        }, // 부서 저장
            {"/admin/audit?act=%25",                                     0, "그런 기록이"           },
            {"/admin/audit?person=LEE%40namgu.kr",                       1, "나"                        },
            {"/admin/audit?person=nobody%40namgu.kr",                    0, "그런 사람이"           },
            {"/admin/audit?object=membership",                           1, "나"                        },
            {"/admin/audit?object=institution&object_no=%lld",           1, "다"                        },
            {"/admin/audit?object=contract&object_no=%lld",              0, "그 번호의"              },
            {"/admin/audit?object=contract&object_no=1",                 0, "그 번호의"              },
            {"/admin/audit?party=%EB%82%A8%EA%B5%AC",                    1, "나"                        },
            {"/admin/audit?party=%lld",                                  2, "라"                        },
            {"/admin/audit?party=%ED%94%8C%EB%9E%AB%ED%8F%BC",           1, "다"                        },
            {"/admin/audit?party=Nowhere",                               0, "그런 기관"              },
        };
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            str address = str_view(ASKED[i].address);
            size_t at = str_index(address, S("%lld"));
            if (at < address.n) {
                address = str_format(a, "%.*s%lld", (int)at, address.p, (long long)s.junggu.value);
            }
            struct web_answer answer = web_get(&s.web, str_to_c(a, address));
            assert_int_equal(answer.status, 200);
            if (count_of(answer, ROW) != ASKED[i].count || !web_shows(answer, ASKED[i].shows)) {
                fail_msg("%s gives %zu lines", ASKED[i].address, count_of(answer, ROW));
            }
        }
    }
}

static void an_administrator_sees_their_own_chain_alone(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, "우리 일"});
        do_deed(&s, &s.another, (struct deed){"department.save", "department", 2, "남의 일"});
        web_as(&s.web, &s.admin);
        static const char *const ASKED[] = {
            "/buyer/org/audit",
            "/buyer/org/audit?party=%EB%82%A8%EA%B5%AC", // the operator's field: no such here
            "/buyer/org/audit?before=9999999999999999.999999",
            "/buyer/org/audit?person=kim%40junggu.kr",
        };
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            struct web_answer a = web_get(&s.web, ASKED[i]);
            assert_int_equal(a.status, 200);
            assert_true(web_shows(a, "우리 일"));
            assert_false(web_shows(a, "남의 일"));
            assert_false(web_shows(a, "이관리"));
        }
        struct web_answer a = web_get(&s.web, "/buyer/org/audit?person=lee%40namgu.kr");
        assert_true(web_shows(a, "그런 사람이 없습니다"));
        assert_int_equal(web_get(&s.web, "/admin/audit").status, 403);
        assert_int_equal(web_get(&s.web, "/admin/audit/verify").status, 403);
        assert_int_equal(web_get(&s.web, "/admin/privacy").status, 403);
        web_as(&s.web, &s.keeper);
        assert_int_equal(web_get(&s.web, "/buyer/org/audit").status, 403);
    }
}

// --- Who was shown -------------------------------------------------------------------------------

static void check_access(struct query *q, const char *act, const char *reason, int64_t count)
{
    assert_true(query_next(q));
    assert_true(str_equals(read_str(q, "act"), str_view(act)));
    assert_true(str_equals(read_str(q, "reason"), str_view(reason)));
    assert_int_equal(read_i64(q, "subject_count"), count);
}

static err agree_for_another(struct unit *u, void *data)
{
    u->behalf = *(account_id *)data;
    audit_write(u, S("approval.agree"), S("purchase"), 1, S(""));
    return NULL;
}

static void a_deed_in_anothers_place_is_told_with_both_names(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        struct unit u = {
            .arena = database.arena, .db = database.db, .actor = &s.admin, .trace = S("t")};
        assert_null(unit_run(&u, standing_clock, agree_for_another, &s.another.account));
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_int_equal(count_of(a, "님 대신(대결)"), 1);
        assert_true(web_shows(a, "이관리 님 대신(대결)"));
        assert_null(db_begin(database.db, DB_READ));
        struct query *q = db_query(database.db, &SQL_AUDIT_TEST_ACCESS);
        check_access(q, "audit.list", "", 2); // both were shown
        assert_null(query_end(q));
        db_rollback(database.db);
    }
}

static void abuse_18_reading_the_chain_is_on_record_itself(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        do_deed(&s, &s.another, (struct deed){"department.save", "department", 2, ""});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_int_equal(count_of(a, ROW), 3);
        (void)web_get(&s.web, "/admin/audit?act=nothing");
        assert_null(db_begin(database.db, DB_READ));
        struct query *q = db_query(database.db, &SQL_AUDIT_TEST_ACCESS);
        check_access(q, "audit.list", "", 2); // 김관리 and 이관리
        assert_false(query_next(q));          // an empty list shows nobody
        assert_null(query_end(q));
        db_rollback(database.db);
        a = web_get(&s.web, "/admin/audit"); // such records are not in the way …
        assert_int_equal(count_of(a, ROW), 3);
        a = web_get(&s.web, "/admin/audit?views=1"); // … unless asked for
        assert_int_equal(count_of(a, ROW), 5);
        assert_true(web_shows(a, "access.note"));
    }
}

// --- The file ------------------------------------------------------------------------------------

static void a_file_needs_a_reason_and_the_password(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, "=1+1"});
        do_deed(&s, &s.another, (struct deed){"department.save", "department", 2, "남의 일"});
        web_as(&s.web, &s.admin);
        assert_int_equal(web_get(&s.web, "/buyer/org/audit/download?act=department.").status, 200);
        struct web_answer a =
            web_post(&s.web, "/buyer/org/audit/download", WEB_FIELDS({"secret", PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "받는 이유"));
        a = web_post(&s.web, "/buyer/org/audit/download",
                     WEB_FIELDS({"reason", "자체 감사"}, {"secret", "wrong"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "자체 감사")); // what was typed is kept
        a = web_post(
            &s.web, "/buyer/org/audit/download",
            WEB_FIELDS({"reason", "자체 감사"}, {"secret", PASSWORD}, {"day", "2026-11-31"}));
        assert_int_equal(a.status, 422); // no file of every day
        assert_true(web_shows(a, AUDIT_DAY_UNREAD.text));
        assert_true(web_shows(a, "name=\"day\" value=\"2026-11-31\"")); // nor the next time
        a = web_post(
            &s.web, "/buyer/org/audit/download",
            WEB_FIELDS({"reason", "자체 감사"}, {"secret", PASSWORD}, {"act", "department."}));
        assert_int_equal(a.status, 200);
        assert_true(str_contains(a.bytes, S("\r\nContent-Type: text/csv; charset=utf-8\r\n")));
        assert_true(str_contains(a.bytes, S("\r\nContent-Disposition: attachment; ")));
        assert_true(web_shows(a, "\"'=1+1\"")); // no formula
        assert_false(web_shows(a, "남의 일"));
        a = web_get(&s.web, "/buyer/org/audit");
        assert_true(web_shows(a, "감사 기록 내려받기"));
        assert_true(web_shows(a, "자체 감사"));
    }
}

static void the_reason_of_a_file_stands_in_both_records(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_post(&s.web, "/admin/audit/download",
                                       WEB_FIELDS({"reason", "정기 감사"}, {"secret", PASSWORD}));
        assert_int_equal(a.status, 200);
        assert_null(db_begin(database.db, DB_READ));
        struct query *q = db_query(database.db, &SQL_AUDIT_TEST_ACCESS);
        check_access(q, "audit.export", "정기 감사", 1);
        assert_null(query_end(q));
        db_rollback(database.db);
        a = web_get(&s.web, "/admin/audit?act=audit.export");
        assert_true(web_shows(a, "정기 감사"));
    }
}

// --- Verifying -----------------------------------------------------------------------------------

static void a_verification_tells_each_chain_and_names_a_wrong_row(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        do_deed(&s, &s.another, (struct deed){"department.save", "department", 2, ""});
        web_as(&s.web, &s.keeper);
        assert_true(web_shows(web_get(&s.web, "/admin/audit/verify"), "아직 검증한 적이"));
        assert_int_equal(web_post(&s.web, "/admin/audit/verify", WEB_NO_FIELDS).status, 303);
        struct web_answer a = web_get(&s.web, "/admin/audit/verify");
        assert_true(web_shows(a, "모든 줄이 이어집니다"));
        assert_true(web_shows(a, "사슬 2개, 3줄"));
        assert_true(web_shows(a, "중구"));

        assert_null(db_begin(database.db, DB_WRITE));
        testing_db_forge(database.db);
        struct query *q = db_query(database.db, &SQL_AUDIT_TEST_CHANGE);
        bind_str(q, "lane", audit_lane(database.arena, &s.admin));
        bind_i64(q, "seq", 2);
        assert_null(query_run(q, NULL));
        assert_null(db_commit(database.db));
        assert_int_equal(web_post(&s.web, "/admin/audit/verify", WEB_NO_FIELDS).status, 303);
        a = web_get(&s.web, "/admin/audit/verify");
        assert_true(web_shows(a, "사슬 1개에서 틀린 줄을"));
        assert_true(web_shows(a, "2번째 줄이 틀림"));
        a = web_get(&s.web, "/admin/audit?act=audit.verify");
        assert_int_equal(count_of(a, ROW), 2);
    }
}

// --- 접속기록 ------------------------------------------------------------------------------------

static err show_someone(struct unit *u, void *data)
{
    struct access *seen = access_begin(u, S("account.show"), S(""));
    access_add_account(seen, *(account_id *)data);
    for (const struct note *n = u->notes; n != NULL; n = n->next) {
        TRY(n->write(u, n->data));
    }
    return NULL;
}

static void see(struct scene *s, const struct actor *viewer, const struct actor *seen)
{
    struct unit u = {
        .arena = s->database->arena, .db = s->database->db, .actor = viewer, .trace = S("t")};
    account_id account = seen->account;
    assert_null(unit_run(&u, standing_clock, show_someone, &account));
}

static void a_month_tells_who_saw_whom(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        see(&s, &s.admin, &s.another);
        see(&s, &s.another, &s.admin);
        web_as(&s.web, &s.keeper);
        const struct {
            const char *address;
            size_t count;
        } ASKED[] = {
            {"/admin/privacy",                        2},
            {"/admin/privacy?month=2026-11",          2},
            {"/admin/privacy?month=2026-10",          0},
            {"/admin/privacy?person=kim%40junggu.kr", 1},
            {"/admin/privacy?whose=kim%40junggu.kr",  1},
            {"/admin/privacy?whose=op%40dure.kr",     0},
            {"/admin/privacy?person=nobody",          0},
        };
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            struct web_answer a = web_get(&s.web, ASKED[i].address);
            assert_int_equal(a.status, 200);
            if (count_of(a, "계정 보기") != ASKED[i].count) {
                fail_msg("%s gives %zu", ASKED[i].address, count_of(a, "계정 보기"));
            }
        }
    }
}

static const char *counted(struct scene *s, int entries)
{
    struct arena *a = s->database->arena;
    return str_to_c(a, str_format(a, "<dt>열람</dt><dd>%d번</dd>", entries));
}

// Who reviews the month does not meet their own looks at it unless they ask; another does.
static void a_review_is_not_drowned_by_itself(void **state)
{
    (void)state;
    static const char OWN[] = "접속기록 목록 보기";
    FOR_EACH_SCENE(s)
    {
        see(&s, &s.admin, &s.another);
        struct actor second = s.keeper;
        second.account.value = s.another.account.value;
        web_as(&s.web, &s.keeper);
        for (int i = 0; i < 3; i++) {
            struct web_answer a = web_get(&s.web, "/admin/privacy");
            assert_int_equal(count_of(a, OWN), 0);
            assert_true(web_shows(a, counted(&s, 1)));
        }
        struct web_answer a = web_get(&s.web, "/admin/privacy?own=1");
        assert_int_equal(count_of(a, OWN), 3);
        assert_true(web_shows(a, counted(&s, 4)));
        assert_true(web_shows(a, "name=\"own\" value=\"1\" checked"));
        a = web_get(&s.web, "/admin/privacy?person=op%40dure.kr"); // asked for by name
        assert_in_range(count_of(a, OWN), 3, 4);
        web_as(&s.web, &second);
        a = web_get(&s.web, "/admin/privacy");
        assert_int_equal(count_of(a, OWN), 5);
        assert_true(web_shows(a, counted(&s, 6)));
    }
}

static void one_record_names_the_persons_masked(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        see(&s, &s.admin, &s.another);
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/privacy");
        size_t at = str_index(a.body, S("href=\"/admin/privacy/"));
        assert_true(at < a.body.n);
        str path = str_slice(a.body, at + 6, sizeof("/admin/privacy/") - 1 + 13);
        a = web_get(&s.web, str_to_c(database.arena, path));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "이*리"));
        assert_false(web_shows(a, "이관리"));
        assert_int_equal(web_get(&s.web, "/admin/privacy/1234567890123").status, 404);
    }
}

static void a_months_review_is_a_deed_with_its_words(void **state)
{
    (void)state;
    FOR_EACH_SCENE(s)
    {
        web_as(&s.web, &s.keeper);
        assert_true(web_shows(web_get(&s.web, "/admin/privacy?month=2026-10"), "점검 전"));
        assert_int_equal(
            web_post(&s.web, "/admin/privacy", WEB_FIELDS({"month", "2026-10"})).status, 422);
        struct web_answer a = web_post(&s.web, "/admin/privacy",
                                       WEB_FIELDS({"month", "2026-10"}, {"opinion", "이상 없음"}));
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/admin/privacy?month=2026-10")));
        a = web_get(&s.web, "/admin/privacy?month=2026-10");
        assert_true(web_shows(a, "점검함"));
        assert_true(web_shows(a, "이상 없음"));
        assert_true(web_shows(web_get(&s.web, "/admin/privacy?month=2026-11"), "점검 전"));
    }
}

// This month stood below a month that cannot be read, and a review of it was signed.
static void a_month_that_is_none_is_told_and_not_reviewed(void **state)
{
    static const char *const ODD[] = {"2026-13", "2026-1", "x", "2026-11-01"};
    (void)state;
    FOR_EACH_SCENE(s)
    {
        web_as(&s.web, &s.keeper);
        for (size_t i = 0; i < COUNT(ODD); i++) {
            str path = str_format(s.web.arena, "/admin/privacy?month=%s", ODD[i]);
            struct web_answer a = web_get(&s.web, str_to_c(s.web.arena, path));
            assert_int_equal(a.status, 422);
            str typed = str_format(s.web.arena, "value=\"%s\"", ODD[i]);
            assert_true(web_shows(a, str_to_c(s.web.arena, typed)));
            assert_true(web_shows(a, "<a href=\"#month\">달: 연-월로 적어 주세요."));
            assert_true(web_shows(a, "2026년 11월"));
            a = web_post(&s.web, "/admin/privacy",
                         WEB_FIELDS({"month", ODD[i]}, {"opinion", "이상 없음"}));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "읽을 수 없어 남기지 않았습니다."));
            assert_true(web_shows(a, ">이상 없음</textarea>"));
            assert_false(web_shows(a, "점검 남기기")); // of another month
        }
        assert_int_equal(
            web_post(&s.web, "/admin/privacy", WEB_FIELDS({"opinion", "이상 없음"})).status, 422);
        assert_int_equal(web_get(&s.web, "/admin/privacy?month=").status, 200);
        assert_int_equal(web_get(&s.web, "/admin/privacy?month=9999-12").status, 200); // no end
        struct web_answer a = web_get(&s.web, "/admin/privacy");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "점검 전"));
        assert_false(web_shows(a, "점검함"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_operator_pages_through_every_chain),
        cmocka_unit_test(deeds_and_their_reasons_are_told_in_words),
        cmocka_unit_test(every_field_of_the_filter_narrows),
        cmocka_unit_test(an_administrator_sees_their_own_chain_alone),
        cmocka_unit_test(a_deed_in_anothers_place_is_told_with_both_names),
        cmocka_unit_test(abuse_18_reading_the_chain_is_on_record_itself),
        cmocka_unit_test(a_file_needs_a_reason_and_the_password),
        cmocka_unit_test(the_reason_of_a_file_stands_in_both_records),
        cmocka_unit_test(a_verification_tells_each_chain_and_names_a_wrong_row),
        cmocka_unit_test(a_month_tells_who_saw_whom),
        cmocka_unit_test(a_review_is_not_drowned_by_itself),
        cmocka_unit_test(one_record_names_the_persons_masked),
        cmocka_unit_test(a_months_review_is_a_deed_with_its_words),
        cmocka_unit_test(a_month_that_is_none_is_told_and_not_reviewed),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
