// test-timeout: 300
// The house of an institution and of a firm: people, departments, approval lines, delegation.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_line_web.h"
#include "market/party/party_member_store.h"
#include "market/party/party_people_web.h"
#include "market/party/party_recovery_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/web/web_testing.h"

static struct web_routes routes;

// An institution with an admin and two approvers, another institution's admin, a firm's owner.
struct scene {
    struct testing_db *d;
    struct web_test t;
    struct testing_row office;
    struct testing_row other_office;
    struct testing_row firm;
    struct testing_row admin_row;
    struct testing_row admin_role;
    struct testing_row chief_row;
    struct testing_row deputy_row;
    struct testing_row owner_role;
    struct actor admin;
    struct actor other;
    struct actor chief;
    struct actor deputy;
    struct actor owner;
};

static void open_scene(struct scene *s, struct testing_db *d)
{
    if (routes.count == 0) {
        web_routes_add(&routes, PARTY_PEOPLE_ROUTES, PARTY_PEOPLE_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_DEPARTMENT_ROUTES, PARTY_DEPARTMENT_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_LINE_ROUTES, PARTY_LINE_ROUTE_COUNT);
        web_routes_add(&routes, PARTY_RECOVERY_ROUTES, PARTY_RECOVERY_ROUTE_COUNT);
    }
    *s = (struct scene){.d = d};
    web_test_open(&s->t, d, routes.items, routes.count);
    s->office = party_testing_institution(d, "중구", PARTY_ACTIVE);
    s->other_office = party_testing_institution(d, "서구", PARTY_ACTIVE);
    s->firm = party_testing_supplier(d, "늘푸른", "1", PARTY_ACTIVE);
    s->admin_row = party_testing_person(d, "admin@x.kr", "김관리", NULL, NULL);
    s->chief_row = party_testing_person(d, "chief@x.kr", "이과장", NULL, NULL);
    s->deputy_row = party_testing_person(d, "deputy@x.kr", "박국장", NULL, NULL);
    struct testing_row other = party_testing_person(d, "other@x.kr", "최남", NULL, NULL);
    struct testing_row owner = party_testing_person(d, "owner@x.kr", "정대표", NULL, NULL);
    s->admin_role = party_testing_role(d, s->admin_row, &s->office, NULL, PARTY_ADMIN);
    party_testing_role(d, s->chief_row, &s->office, NULL, PARTY_APPROVER);
    party_testing_role(d, s->deputy_row, &s->office, NULL, PARTY_APPROVER);
    party_testing_role(d, other, &s->other_office, NULL, PARTY_ADMIN);
    s->owner_role = party_testing_role(d, owner, NULL, &s->firm, PARTY_OWNER);
    instant now = web_test_now;
    s->admin = party_testing_actor(d, s->admin_row, &s->office, NULL, PARTY_ADMIN, now);
    s->chief = party_testing_actor(d, s->chief_row, &s->office, NULL, PARTY_APPROVER, now);
    s->deputy = party_testing_actor(d, s->deputy_row, &s->office, NULL, PARTY_APPROVER, now);
    s->other = party_testing_actor(d, other, &s->other_office, NULL, PARTY_ADMIN, now);
    s->owner = party_testing_actor(d, owner, NULL, &s->firm, PARTY_OWNER, now);
    s->admin.organisation = S("중구");
}

static const char *no_text(struct scene *s, public_no no)
{
    return str_format(s->d->arena, "%lld", (long long)no.value).p;
}

static const char *path_of(struct scene *s, const char *head, public_no no, const char *tail)
{
    return str_format(s->d->arena, "%s/%lld%s", head, (long long)no.value, tail).p;
}

struct form {
    struct web_field items[9];
};

static struct form role_form(const char *email, const char *role)
{
    return (struct form){
        {{"email", email},
         {"name", "새사람"},
         {"phone", "010-2222-3333"},
         {"role", role},
         {"department", ""},
         {"title", "주무관"},
         {"first_day", "2026-11-24"},
         {"last_day", ""},
         {"reason", "인사이동"}}
    };
}

static struct web_answer give(struct scene *s, const struct actor *by, const struct form *form)
{
    web_as(&s->t, by);
    bool firm = by->supplier.value != 0;
    return web_post(&s->t, firm ? "/supplier/people" : "/buyer/org/people", form->items,
                    COUNT(form->items));
}

static struct party_place office_of(struct scene *s)
{
    return (struct party_place){.institution = {s->office.id}};
}

static struct member find_role(struct scene *s, const char *email)
{
    member_list list;
    assert_null(db_begin(s->d->db, DB_READ));
    assert_null(member_store_list(s->d->db, s->d->arena, office_of(s), S(""), NO_ID(public_no),
                                  instant_date(web_test_now), 30, &list));
    db_rollback(s->d->db);
    for (size_t i = 0; i < list.count; i++) {
        if (str_equals(list.items[i].email, str_view(email))) {
            return list.items[i];
        }
    }
    fail_msg("no role of %s", email);
    return (struct member){0};
}

static void somebody_new_gets_an_account_and_a_first_code(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        struct form form = role_form("New@x.kr", "officer");
        assert_int_equal(give(&s, &s.admin, &form).status, 303);
        struct member m = find_role(&s, "new@x.kr");
        assert_int_equal(m.role, PARTY_OFFICER);
        assert_true(str_equals(m.grant_reason, S("인사이동")));
        struct testing_row person = {.id = m.account.value};
        assert_int_equal(party_testing_code(&d, person).n, LIMIT_CODE_DIGITS);
        assert_int_equal(party_testing_count_audit(&d, "membership.give"), 1);
        struct web_answer list = web_get(&s.t, "/buyer/org/people");
        assert_true(web_shows(list, "새*람") && web_shows(list, "이*장"));
        assert_true(web_shows(list, "n***@x.kr"));
        assert_false(web_shows(list, "새사람") || web_shows(list, "new@x.kr"));
        const char *one = str_format(d.arena, "/buyer/org/people/%lld", (long long)m.no.value).p;
        struct web_answer person_page = web_get(&s.t, one);
        assert_true(web_shows(person_page, "새사람") && web_shows(person_page, "new@x.kr"));
        struct web_answer again = give(&s, &s.admin, &form);
        assert_int_equal(again.status, 422);
        assert_true(web_shows(again, "이미 같은 역할을"));
        form.items[3].value = "inspector"; // another role, the same person: told, no new code
        assert_int_equal(give(&s, &s.admin, &form).status, 303);
        assert_int_equal(party_testing_count_notices(&d, person, "role.given"), 1);
        assert_int_equal(party_testing_count_audit(&d, "account.add"), 1);
        web_test_close(&s.t);
    }
}

static int use_code(struct scene *s, const char *email, const char *code, const char *password)
{
    return web_post(&s->t, "/reset-password/code",
                    WEB_FIELDS({"email", email}, {"code", code}, {"password", password},
                               {"password_again", password}))
        .status;
}

static void a_first_code_lasts_three_days_and_is_used_once(void **state)
{
    (void)state;
    static const char *const EMAILS[] = {"one@x.kr", "two@x.kr"};
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        const char *codes[COUNT(EMAILS)];
        for (size_t i = 0; i < COUNT(EMAILS); i++) {
            struct form form = role_form(EMAILS[i], "officer");
            assert_int_equal(give(&s, &s.admin, &form).status, 303);
            struct testing_row person = {.id = find_role(&s, EMAILS[i]).account.value};
            codes[i] = str_to_c(d.arena, party_testing_code(&d, person));
        }
        assert_string_not_equal(codes[0], codes[1]); // chance, and each person's own
        web_as(&s.t, NULL);
        assert_int_equal(use_code(&s, EMAILS[1], codes[0], "slow cedar harbour"), 422);

        instant given_at = web_test_now;
        web_test_now = instant_add_s(given_at, INT64_C(3) * 86400);
        assert_int_equal(use_code(&s, EMAILS[0], codes[0], "slow cedar harbour"), 422);
        web_test_now.us -= 1; // the last moment still counts
        assert_int_equal(use_code(&s, EMAILS[0], codes[0], "slow cedar harbour"), 303);
        assert_int_equal(use_code(&s, EMAILS[0], codes[0], "seven blue teapots"), 422);
        assert_int_equal(party_testing_count_audit(&d, "account.recover"), 1);
        web_test_now = given_at;
        assert_int_equal(use_code(&s, EMAILS[0], codes[0], "seven blue teapots"), 422);
        web_test_close(&s.t);
    }
    assert_int_equal(LIMIT_FIRST_CODE_S, 3 * 86400);
}

static void a_role_given_ends_the_sessions_it_would_change(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        struct testing_row person = party_testing_person(&d, "p@x.kr", "한사람", NULL, NULL);
        party_testing_session_at(&d, person, &s.office, NULL, web_test_now);
        party_testing_session_at(&d, person, &s.other_office, NULL, web_test_now);
        struct form form = role_form("p@x.kr", "approver");
        assert_int_equal(give(&s, &s.admin, &form).status, 303);
        assert_int_equal(party_testing_count_sessions(&d, person), 1); // elsewhere it goes on
        assert_true(str_equals(find_role(&s, "p@x.kr").name, S("한사람")));
        web_test_close(&s.t);
    }
}

static void roles_of_the_other_side_and_past_days_are_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        struct form form = role_form("n@x.kr", "owner");
        assert_int_equal(give(&s, &s.admin, &form).status, 422);
        form = role_form("n@x.kr", "operator");
        assert_int_equal(give(&s, &s.admin, &form).status, 422);
        assert_int_equal(give(&s, &s.owner, &form).status, 422);
        form = role_form("n@x.kr", "officer");
        form.items[7].value = "2026-11-23";
        assert_true(web_shows(give(&s, &s.admin, &form), "첫날보다 빠릅니다"));
        form.items[6].value = "2026-11-23";
        assert_true(web_shows(give(&s, &s.admin, &form), "오늘이나 그 뒤의 날"));
        form.items[6].value = "2026-11-24";
        form.items[7].value = "2026-11-24";
        assert_int_equal(give(&s, &s.admin, &form).status, 303);
        form = role_form("staff@x.kr", "staff");
        assert_int_equal(give(&s, &s.owner, &form).status, 303);
        form = role_form("no address", "staff");
        struct web_answer a = give(&s, &s.owner, &form);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "value=\"no address\""));
        web_test_close(&s.t);
    }
}

static struct web_answer end_role(struct scene *s, const struct actor *by, public_no no,
                                  const char *when, const char *last_day)
{
    web_as(&s->t, by);
    const char *head = by->supplier.value != 0 ? "/supplier/people" : "/buyer/org/people";
    return web_post(&s->t, path_of(s, head, no, "/end"),
                    WEB_FIELDS({"when", when}, {"last_day", last_day}, {"reason", "휴직"}));
}

static void a_role_ends_at_once_or_on_its_day_and_stays_on_record(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        party_testing_session_at(&d, s.chief_row, &s.office, NULL, web_test_now);
        int64_t sessions = party_testing_count_sessions(&d, s.chief_row);
        struct member chief = find_role(&s, "chief@x.kr");
        assert_int_equal(end_role(&s, &s.other, chief.no, "now", "").status, 404);
        assert_int_equal(end_role(&s, &s.admin, chief.no, "later", "2026-11-23").status, 422);
        assert_int_equal(end_role(&s, &s.admin, chief.no, "later", "2026-11-30").status, 303);
        assert_int_equal(party_testing_count_sessions(&d, s.chief_row), sessions);
        assert_false(find_role(&s, "chief@x.kr").has_ended);
        assert_int_equal(end_role(&s, &s.admin, chief.no, "now", "").status, 303);
        assert_int_equal(party_testing_count_sessions(&d, s.chief_row), sessions - 1);
        chief = find_role(&s, "chief@x.kr");
        assert_true(chief.has_ended && str_equals(chief.end_reason, S("휴직")));
        assert_int_equal(party_testing_count_notices(&d, s.chief_row, "role.ended"), 2);
        assert_int_equal(end_role(&s, &s.admin, chief.no, "now", "").status, 422); // it has ended
        struct web_answer page = web_get(&s.t, path_of(&s, "/buyer/org/people", chief.no, ""));
        assert_true(web_shows(page, "휴직") && !web_shows(page, "역할 끝내기</button>"));
        web_test_close(&s.t);
    }
}

static void the_last_admin_and_the_last_owner_stay(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        struct web_answer a = end_role(&s, &s.admin, s.admin_role.no, "now", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "역할을 줄 사람이 남지 않습니다"));
        a = end_role(&s, &s.admin, s.admin_role.no, "later", "2027-12-31");
        assert_int_equal(a.status, 422);
        assert_int_equal(end_role(&s, &s.owner, s.owner_role.no, "now", "").status, 422);
        struct form form = role_form("second@x.kr", "admin");
        form.items[7].value = "2026-12-31"; // for a time only: not enough
        assert_int_equal(give(&s, &s.admin, &form).status, 303);
        assert_int_equal(end_role(&s, &s.admin, s.admin_role.no, "now", "").status, 422);
        form = role_form("third@x.kr", "admin");
        assert_int_equal(give(&s, &s.admin, &form).status, 303);
        assert_int_equal(end_role(&s, &s.admin, s.admin_role.no, "now", "").status, 303);
        web_test_close(&s.t);
    }
}

static void departments_are_added_renamed_and_closed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.admin);
        const char *all = "/buyer/org/departments";
        assert_true(web_shows(web_get(&s.t, all), "부서가 없습니다"));
        assert_int_equal(web_post(&s.t, all, WEB_FIELDS({"name", "재무과"})).status, 303);
        struct web_answer again = web_post(&s.t, all, WEB_FIELDS({"name", "재무과"}));
        assert_int_equal(again.status, 422);
        assert_true(web_shows(again, "이미 있습니다"));
        struct testing_row welfare = party_testing_department(&d, s.office, "복지과");
        const char *path = path_of(&s, all, welfare.no, "");
        const struct web_field same[] = {
            {"name",    "재무과"},
            {"version", "1"        }
        };
        assert_int_equal(web_post(&s.t, path, same, COUNT(same)).status, 422);
        const struct web_field change[] = {
            {"name",    "복지정책과"},
            {"version", "1"              },
            {"closed",  "1"              }
        };
        assert_int_equal(web_post(&s.t, path, change, COUNT(change)).status, 303);
        const struct web_field late[] = {
            {"name",    "다른 이름"},
            {"version", "1"            }
        };
        struct web_answer a = web_post(&s.t, path, late, COUNT(late));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 곳에서 먼저 저장했습니다") && web_shows(a, "다른 이름") &&
                    web_shows(a, "먼저 저장된 것: 복지정책과") &&
                    web_shows(a, "먼저 저장된 것: 닫은 부서"));
        assert_true(web_shows(web_get(&s.t, all), "닫음"));
        assert_false(web_shows(web_get(&s.t, "/buyer/org/people/new"), "복지정책과"));
        web_as(&s.t, &s.other);
        assert_int_equal(web_get(&s.t, path).status, 404);
        const struct web_field theirs[] = {
            {"name",    "남"},
            {"version", "2"  }
        };
        assert_int_equal(web_post(&s.t, path, theirs, COUNT(theirs)).status, 404);
        web_test_close(&s.t);
    }
}

static struct web_answer add_line(struct scene *s, struct testing_row who, const char *step,
                                  const char *from_won)
{
    web_as(&s->t, &s->admin);
    return web_post(&s->t, "/buyer/org/lines",
                    WEB_FIELDS({"department", ""}, {"step", step}, {"approver", no_text(s, who.no)},
                               {"from_won", from_won}, {"first_day", "2026-11-24"},
                               {"last_day", ""}));
}

// The address with a number that follows `head` in a page, its tail included.
static const char *find_path(struct scene *s, struct web_answer a, const char *head, size_t tail)
{
    str rest = a.body;
    str begin = str_view(head);
    for (size_t at = str_index(rest, begin); at < rest.n; at = str_index(rest, begin)) {
        str path = str_slice(rest, at, begin.n + 13 + tail);
        public_no no;
        if (public_no_parse(str_slice(path, begin.n, 13), &no)) {
            return str_to_c(s->d->arena, path);
        }
        rest = str_slice(rest, at + begin.n, rest.n);
    }
    fail_msg("no address begins with %s", head);
    return NULL;
}

static void a_line_names_approvers_by_step_and_price(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.admin);
        assert_true(web_shows(web_get(&s.t, "/buyer/org/lines"), "결재선이 없습니다"));
        struct web_answer none =
            web_post(&s.t, "/buyer/org/lines", WEB_FIELDS({"step", ""}, {"approver", ""}));
        assert_int_equal(none.status, 422);
        assert_true(web_shows(none, "단계: 보기 가운데 하나를 골라 주세요"));
        assert_true(web_shows(none, "결재자: 보기 가운데 하나를 골라 주세요"));
        assert_true(web_shows(none, "첫날: 이 칸을 채워 주세요")); // typed, not chosen
        none = web_post(&s.t, "/buyer/org/delegations", WEB_FIELDS({"absent", ""}, {"acting", ""}));
        assert_int_equal(none.status, 422);
        assert_true(web_shows(none, "자리를 비우는 사람: 보기 가운데 하나를 골라 주세요"));
        assert_true(web_shows(none, "대신할 사람: 보기 가운데 하나를 골라 주세요"));
        assert_int_equal(add_line(&s, s.chief_row, "1", "0").status, 303);
        assert_int_equal(add_line(&s, s.deputy_row, "2", "20,000,000").status, 303);
        struct web_answer same = add_line(&s, s.deputy_row, "1", "0");
        assert_int_equal(same.status, 422);
        assert_true(web_shows(same, "이미 있습니다"));
        assert_int_equal(add_line(&s, s.deputy_row, "1", "1").status, 303); // one won higher
        assert_true(web_shows(add_line(&s, s.admin_row, "3", "0"), "결재자 역할을 가진 사람만"));
        assert_int_equal(add_line(&s, s.chief_row, "6", "0").status, 422);
        struct web_answer list = web_get(&s.t, "/buyer/org/lines");
        assert_true(web_shows(list, "20,000,000") && web_shows(list, "이과장"));

        const char *path = find_path(&s, list, "/buyer/org/lines/", 0); // step 1, from 0
        const char *end = str_format(d.arena, "%s/end", path).p;
        web_as(&s.t, &s.other);
        assert_int_equal(web_get(&s.t, path).status, 404);
        web_as(&s.t, &s.admin);
        struct web_answer one = web_get(&s.t, path);
        assert_true(web_shows(one, "이과장"));
        const struct web_field early[] = {
            {"last_day", "2026-11-22"},
            {"reason",   "이동"    }
        };
        assert_int_equal(web_post(&s.t, end, early, COUNT(early)).status, 422);
        const struct web_field at_once[] = {
            {"last_day", "2026-11-23"},
            {"reason",   "이동"    }
        };
        assert_int_equal(web_post(&s.t, end, at_once, COUNT(at_once)).status, 303);
        assert_true(web_shows(web_get(&s.t, "/buyer/org/lines"), "끝난 단계"));
        assert_int_equal(add_line(&s, s.deputy_row, "1", "0").status, 303); // free again
        web_test_close(&s.t);
    }
}

static struct web_answer delegate(struct scene *s, const struct actor *by, const char *absent,
                                  struct testing_row acting, const char *first, const char *last)
{
    web_as(&s->t, by);
    return web_post(&s->t, "/buyer/org/delegations",
                    WEB_FIELDS({"absent", absent}, {"acting", no_text(s, acting.no)},
                               {"first_day", first}, {"last_day", last}, {"reason", "휴가"}));
}

static void an_approver_delegates_for_a_time_and_takes_it_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        struct web_answer a = delegate(&s, &s.chief, "", s.deputy_row, "2026-11-24", "2026-11-27");
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_notices(&d, s.deputy_row, "delegation.given"), 1);
        a = delegate(&s, &s.chief, "", s.deputy_row, "2026-11-27", "2026-11-30");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 정한 대결"));
        a = delegate(&s, &s.chief, "", s.deputy_row, "2026-11-28", "2026-11-30");
        assert_int_equal(a.status, 303);
        a = delegate(&s, &s.chief, "", s.chief_row, "2026-12-01", "2026-12-02");
        assert_true(web_shows(a, "본인이 아닌 사람"));
        a = delegate(&s, &s.chief, "", s.admin_row, "2026-12-01", "2026-12-02");
        assert_true(web_shows(a, "결재자 역할을 가진"));
        // Another's absence is the admin's to arrange.
        const char *chief = no_text(&s, s.chief_row.no);
        a = delegate(&s, &s.deputy, chief, s.deputy_row, "2026-12-01", "2026-12-02");
        assert_int_equal(a.status, 403);
        a = delegate(&s, &s.admin, chief, s.deputy_row, "2026-12-01", "2026-12-02");
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_notices(&d, s.chief_row, "delegation.given"), 1);

        web_as(&s.t, &s.chief);
        struct web_answer page = web_get(&s.t, "/buyer/org/lines");
        assert_true(web_shows(page, "대결 중") && !web_shows(page, "결재 단계 더하기"));
        const char *revoke = find_path(&s, page, "/buyer/org/delegations/", sizeof("/revoke") - 1);
        web_as(&s.t, &s.deputy);
        assert_int_equal(web_post(&s.t, revoke, WEB_NO_FIELDS).status, 404); // not theirs
        web_as(&s.t, &s.other);
        assert_int_equal(web_post(&s.t, revoke, WEB_NO_FIELDS).status, 404);
        web_as(&s.t, &s.chief);
        assert_int_equal(web_post(&s.t, revoke, WEB_NO_FIELDS).status, 303);
        assert_int_equal(web_post(&s.t, revoke, WEB_NO_FIELDS).status, 409);
        web_test_close(&s.t);
    }
}

static void only_the_admin_keeps_the_house(void **state)
{
    (void)state;
    static const char *const ADMINS[] = {"/buyer/org/people", "/buyer/org/people/new",
                                         "/buyer/org/departments", "/buyer/org/lines/new"};
    static const char *const OWNERS[] = {"/supplier/people", "/supplier/people/new"};
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        for (int r = 0; r < PARTY_ROLE_COUNT; r++) {
            enum party_role role = (enum party_role)r;
            struct actor who = party_role_side(role) == PARTY_AT_SUPPLIER ? s.owner : s.admin;
            who.rights = party_role_rights(role);
            web_as(&s.t, &who);
            for (size_t i = 0; i < COUNT(ADMINS); i++) {
                struct web_answer a = web_get(&s.t, ADMINS[i]);
                assert_int_equal(a.status, role == PARTY_ADMIN ? 200 : 403);
            }
            for (size_t i = 0; i < COUNT(OWNERS); i++) {
                assert_int_equal(web_get(&s.t, OWNERS[i]).status, role == PARTY_OWNER ? 200 : 403);
            }
            bool lines = role == PARTY_ADMIN || role == PARTY_APPROVER;
            assert_int_equal(web_get(&s.t, "/buyer/org/lines").status, lines ? 200 : 403);
            assert_int_equal(web_get(&s.t, "/buyer/org/delegations/new").status, lines ? 200 : 403);
            struct form form = role_form("z@x.kr", "officer");
            struct web_answer a =
                web_post(&s.t, "/buyer/org/people", form.items, COUNT(form.items));
            assert_int_equal(a.status, role == PARTY_ADMIN ? 303 : 403);
        }
        web_as(&s.t, NULL);
        assert_int_equal(web_get(&s.t, "/buyer/org/people").status, 303);
        web_test_close(&s.t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_new_gets_an_account_and_a_first_code),
        cmocka_unit_test(a_first_code_lasts_three_days_and_is_used_once),
        cmocka_unit_test(a_role_given_ends_the_sessions_it_would_change),
        cmocka_unit_test(roles_of_the_other_side_and_past_days_are_refused),
        cmocka_unit_test(a_role_ends_at_once_or_on_its_day_and_stays_on_record),
        cmocka_unit_test(the_last_admin_and_the_last_owner_stay),
        cmocka_unit_test(departments_are_added_renamed_and_closed),
        cmocka_unit_test(a_line_names_approvers_by_step_and_price),
        cmocka_unit_test(an_approver_delegates_for_a_time_and_takes_it_back),
        cmocka_unit_test(only_the_admin_keeps_the_house),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
