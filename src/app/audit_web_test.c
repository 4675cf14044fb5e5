// What the operator and an institution's administrator read of the chain of deeds, and that reading
// it leaves a record itself.
#include "app/audit_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/audit_test.sql.h"
#include "app/audit_testing.h"
#include "base/limits.h"
#include "market/disclosure/disclosure.h"
#include "market/party/party_testing.h"

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

static void do_deed(struct audit_stage *s, const struct actor *actor, struct deed d)
{
    audit_stage_do(s, actor, write_deed, &d);
}

// The address of the first link whose `rel` is next.
static const char *next_of(struct audit_stage *s, struct web_answer a)
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
    FOR_EACH_AUDIT_STAGE(s)
    {
        for (int i = 0; i < LIMIT_DESK_ROWS; i++) {
            do_deed(&s, i % 2 == 0 ? &s.admin : &s.another,
                    (struct deed){"department.save", "department", 1, ""});
        }
        do_deed(&s, &s.another, (struct deed){"membership.add", "membership", 1, "새 담당"});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_int_equal(a.status, 200);
        assert_int_equal(web_count(a, ROW), LIMIT_DESK_ROWS);
        assert_true(web_shows(a, "역할 등록"));
        assert_true(web_shows(a, "새 담당"));
        assert_true(web_shows(a, "이관리"));
        assert_true(web_shows(a, "남구"));
        a = web_get(&s.web, next_of(&s, a));
        assert_int_equal(web_count(a, ROW), 1);
        assert_true(web_shows(a, "김관리")); // the oldest
        assert_false(web_shows(a, "rel=\"next\""));
    }
}

static void deeds_and_their_reasons_are_told_in_words(void **state)
{
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
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
    FOR_EACH_AUDIT_STAGE(s)
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
            if (web_count(answer, ROW) != ASKED[i].count || !web_shows(answer, ASKED[i].shows)) {
                fail_msg("%s gives %zu lines", ASKED[i].address, web_count(answer, ROW));
            }
        }
    }
}

static void an_administrator_sees_their_own_chain_alone(void **state)
{
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
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
    FOR_EACH_AUDIT_STAGE(s)
    {
        audit_stage_do(&s, &s.admin, agree_for_another, &s.another.account);
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_int_equal(web_count(a, "님 대신(대결)"), 1);
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
    FOR_EACH_AUDIT_STAGE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        do_deed(&s, &s.another, (struct deed){"department.save", "department", 2, ""});
        web_as(&s.web, &s.keeper);
        struct web_answer a = web_get(&s.web, "/admin/audit");
        assert_int_equal(web_count(a, ROW), 3);
        (void)web_get(&s.web, "/admin/audit?act=nothing");
        assert_null(db_begin(database.db, DB_READ));
        struct query *q = db_query(database.db, &SQL_AUDIT_TEST_ACCESS);
        check_access(q, "audit.list", "", 2); // 김관리 and 이관리
        assert_false(query_next(q));          // an empty list shows nobody
        assert_null(query_end(q));
        db_rollback(database.db);
        a = web_get(&s.web, "/admin/audit"); // such records are not in the way …
        assert_int_equal(web_count(a, ROW), 3);
        a = web_get(&s.web, "/admin/audit?views=1"); // … unless asked for
        assert_int_equal(web_count(a, ROW), 5);
        assert_true(web_shows(a, "access.note"));
    }
}

// --- The file ------------------------------------------------------------------------------------

static void a_file_needs_a_reason_and_the_password(void **state)
{
    (void)state;
    FOR_EACH_AUDIT_STAGE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, "=1+1"});
        do_deed(&s, &s.another, (struct deed){"department.save", "department", 2, "남의 일"});
        web_as(&s.web, &s.admin);
        assert_int_equal(web_get(&s.web, "/buyer/org/audit/download?act=department.").status, 200);
        struct web_answer a = web_post(&s.web, "/buyer/org/audit/download",
                                       WEB_FIELDS({"secret", AUDIT_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "받는 이유"));
        a = web_post(&s.web, "/buyer/org/audit/download",
                     WEB_FIELDS({"reason", "자체 감사"}, {"secret", "wrong"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "자체 감사")); // what was typed is kept
        a = web_post(&s.web, "/buyer/org/audit/download",
                     WEB_FIELDS({"reason", "자체 감사"}, {"secret", AUDIT_TESTING_PASSWORD},
                                {"day", "2026-11-31"}));
        assert_int_equal(a.status, 422); // no file of every day
        assert_true(web_shows(a, AUDIT_DAY_UNREAD.text));
        assert_true(web_shows(a, "name=\"day\" value=\"2026-11-31\"")); // nor the next time
        a = web_post(&s.web, "/buyer/org/audit/download",
                     WEB_FIELDS({"reason", "자체 감사"}, {"secret", AUDIT_TESTING_PASSWORD},
                                {"act", "department."}));
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
    FOR_EACH_AUDIT_STAGE(s)
    {
        do_deed(&s, &s.admin, (struct deed){"department.save", "department", 1, ""});
        web_as(&s.web, &s.keeper);
        struct web_answer a =
            web_post(&s.web, "/admin/audit/download",
                     WEB_FIELDS({"reason", "정기 감사"}, {"secret", AUDIT_TESTING_PASSWORD}));
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
    FOR_EACH_AUDIT_STAGE(s)
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
        assert_int_equal(web_count(a, ROW), 2);
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
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
