// An operator looks at the cases of one institution: for a reason and a time, seen by the
// institution, and never at a quote.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/party/party_session_web.h"
#include "market/party/party_support_action.h"
#include "market/party/party_support_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_support_web.h"
#include "market/quote/quote_support_test.sql.h"
#include "market/quote/quote_testing.h"

#define REASON "상담 접수 2026-17: 결재가 멈춤"
#define MINUTE (INT64_C(60) * 1000000) // microseconds

struct stage {
    struct purchase_scene s;
    struct web_test w;
    struct actor second; // another operator
    const char *here;    // number of the institution
};

static struct route routes[16];

static const char *number_of(struct stage *st, institution_id id)
{
    struct query *q = db_query(st->s.database->db, &SQL_SUPPORT_TEST_INSTITUTION);
    bind_i64(q, "institution", id.value);
    assert_true(query_next(q));
    str no = str_format(st->s.database->arena, "%lld", (long long)read_i64(q, "no"));
    assert_null(query_end(q));
    return str_to_c(st->s.database->arena, no);
}

static void open_stage(struct stage *st, struct testing_db *t)
{
    size_t count = 0;
    for (size_t i = 0; i < SUPPORT_ROUTE_COUNT; i++) {
        routes[count++] = SUPPORT_ROUTES[i];
    }
    for (size_t i = 0; i < PURCHASE_SUPPORT_ROUTE_COUNT; i++) {
        routes[count++] = PURCHASE_SUPPORT_ROUTES[i];
    }
    purchase_testing_open(&st->s, t);
    purchase_testing_web(&st->s, &st->w, routes, count);
    struct testing_row person =
        party_testing_person(t, "second@dure.example", "이운영", NULL, NULL);
    party_testing_role(t, person, NULL, NULL, PARTY_OPERATOR);
    st->second = party_testing_actor(t, person, NULL, NULL, PARTY_OPERATOR, web_test_now);
    assert_null(db_begin(t->db, DB_READ));
    st->here = number_of(st, st->s.here);
    db_rollback(t->db);
    web_as(&st->w, &st->s.operator_);
}

static const char *path(struct stage *st, const char *head, const char *no, const char *tail)
{
    str text = str_format(st->s.database->arena, "%s%s%s", head, no, tail);
    return str_to_c(st->s.database->arena, text);
}

// The address of the cases.
static const char *begin(struct stage *st)
{
    struct web_answer a =
        web_post(&st->w, path(st, "/admin/institutions/", st->here, "/support"),
                 WEB_FIELDS({"reason", REASON}, {"secret", PURCHASE_TESTING_PASSWORD}));
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/admin/support/")));
    return str_to_c(st->s.database->arena, a.location);
}

static const char *case_of(struct stage *st, const char *view, const struct purchase *p)
{
    str no = str_format(st->s.database->arena, "/cases/%lld", (long long)p->no.value);
    return path(st, view, str_to_c(st->s.database->arena, no), "");
}

struct left {
    int64_t reads, deeds, accesses, subjects;
};

static struct left left_of(struct stage *st)
{
    assert_null(db_begin(st->s.database->db, DB_READ));
    struct query *q = db_query(st->s.database->db, &SQL_SUPPORT_TEST_LEFT);
    bind_str(q, "reason", S(REASON));
    bind_i64(q, "purchase", st->s.draft.id.value);
    assert_true(query_next(q));
    struct left left = {read_i64(q, "reads"), read_i64(q, "deeds"), read_i64(q, "accesses"),
                        read_i64(q, "subjects")};
    assert_null(query_end(q));
    db_rollback(st->s.database->db);
    return left;
}

static void a_view_needs_a_reason_and_tells_the_administrators_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        struct testing_row admin = {.id = st.s.admin.account.value};
        const char *form = path(&st, "/admin/institutions/", st.here, "/support");
        assert_true(web_shows(web_get(&st.w, form), "60분 동안"));
        assert_int_equal(
            web_post(&st.w, form,
                     WEB_FIELDS({"reason", "  "}, {"secret", PURCHASE_TESTING_PASSWORD}))
                .status,
            422);
        assert_int_equal(web_post(&st.w, form, WEB_FIELDS({"reason", REASON})).status, 422);
        struct web_answer a =
            web_post(&st.w, form, WEB_FIELDS({"reason", REASON}, {"secret", "틀린 비밀번호"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, SESSION_WRONG_SECRET.text));
        assert_int_equal(party_testing_count_notices(&t, admin, "support.begin"), 0);
        (void)begin(&st);
        assert_int_equal(party_testing_count_notices(&t, admin, "support.begin"), 1);
        assert_int_equal(party_testing_count_audit(&t, "support.begin"), 1);
        a = web_post(&st.w, form,
                     WEB_FIELDS({"reason", REASON}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, SUPPORT_OPEN.text));
        assert_true(web_shows(web_get(&st.w, "/admin/support"), REASON));
        web_test_close(&st.w);
    }
}

static void every_page_that_is_read_is_seen_by_the_institution_and_on_record(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        web_as(&st.w, &st.s.admin);
        assert_true(web_shows(web_get(&st.w, "/buyer/org/support"), "본 일이 없습니다"));
        web_as(&st.w, &st.s.operator_);
        const char *view = begin(&st);
        struct web_answer a = web_get(&st.w, view);
        assert_true(web_shows(a, str_to_c(t.arena, st.s.draft.title)));
        struct left left = left_of(&st);
        assert_int_equal(left.reads, 1);
        assert_int_equal(left.deeds, 1);
        assert_int_equal(left.accesses, 1);
        a = web_get(&st.w, case_of(&st, view, &st.s.draft));
        assert_true(web_shows(a, "있었던 일"));
        left = left_of(&st);
        assert_int_equal(left.reads, 2);
        assert_int_equal(left.deeds, 2);
        assert_int_equal(left.accesses, 2);
        assert_int_equal(left.subjects, 3); // the officer twice, and the firm

        web_as(&st.w, &st.s.admin);
        a = web_get(&st.w, "/buyer/org/support");
        assert_true(web_shows(a, REASON));
        assert_true(web_shows(a, str_to_c(t.arena, st.s.operator_.name)));
        assert_true(web_shows(a, "구매 건 목록"));
        assert_true(web_shows(a, str_to_c(t.arena, st.s.draft.title)));
        web_as(&st.w, &st.s.officer);
        assert_int_equal(web_get(&st.w, "/buyer/org/support").status, 403);
        struct actor there = st.s.officer_there; // an administrator of another institution
        there.rights |= RIGHT_ADMIN;
        web_as(&st.w, &there);
        assert_true(web_shows(web_get(&st.w, "/buyer/org/support"), "본 일이 없습니다"));
        web_test_close(&st.w);
    }
}

static void a_view_ends_by_itself_or_by_hand(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        instant began = web_test_now;
        open_stage(&st, &t);
        const char *view = begin(&st);
        web_test_now.us = began.us + 60 * MINUTE - 1;
        assert_int_equal(web_get(&st.w, case_of(&st, view, &st.s.draft)).status, 200);
        web_test_now.us += 1;
        assert_int_equal(web_get(&st.w, view).status, 403);
        assert_int_equal(web_get(&st.w, case_of(&st, view, &st.s.draft)).status, 403);
        assert_int_equal(web_post(&st.w, path(&st, view, "/end", ""), WEB_NO_FIELDS).status, 403);
        view = begin(&st); // with its reason, anew
        assert_int_equal(web_get(&st.w, view).status, 200);
        assert_int_equal(web_post(&st.w, path(&st, view, "/end", ""), WEB_NO_FIELDS).status, 303);
        assert_int_equal(web_get(&st.w, view).status, 403);
        assert_int_equal(left_of(&st).reads, 2); // what was refused was not seen
        web_test_now = began;
        web_test_close(&st.w);
    }
}

static void abuse_01_a_view_opens_one_institution_to_one_operator(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        struct purchase there = st.s.draft;
        const char *view = begin(&st);
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_SUPPORT_TEST_CASE_THERE);
        bind_i64(q, "institution", st.s.there.value);
        bind_i64(q, "department", st.s.department_there.value);
        bind_i64(q, "officer", st.s.officer_there.account.value);
        bind_i64(q, "purchase", st.s.draft.id.value);
        bind_i64(q, "no", public_no_from(7).value);
        assert_null(query_run(q, NULL));
        assert_null(db_commit(t.db));
        there.no = public_no_from(7);
        assert_int_equal(web_get(&st.w, case_of(&st, view, &there)).status, 404);
        assert_int_equal(web_get(&st.w, case_of(&st, view, &st.s.draft)).status, 200);
        web_as(&st.w, &st.second);
        assert_int_equal(web_get(&st.w, view).status, 404);
        assert_int_equal(web_get(&st.w, case_of(&st, view, &st.s.draft)).status, 404);
        assert_int_equal(web_post(&st.w, path(&st, view, "/end", ""), WEB_NO_FIELDS).status, 404);
        assert_int_equal(left_of(&st).reads, 1);
        web_test_close(&st.w);
    }
}

// What was offered is not there: neither before it is taken nor after.
static void abuse_02_a_view_shows_nothing_of_a_quote(void **state)
{
    (void)state;
    static const int64_t UNIT_WON[] = {21347, 11917, 14963};
    static const char *const TOLD[] = {"21,347", "11,917", "14,963", "21347", "11917", "14963"};
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        public_no request = quote_testing_ask(&st.s, &st.s.draft);
        assert_null(quote_testing_answer(&st.s, request, UNIT_WON, date_from_ymd(2026, 12, 10)));
        const char *view = begin(&st);
        for (int taken = 0; taken < 2; taken++) {
            struct web_answer pages[] = {web_get(&st.w, view),
                                         web_get(&st.w, case_of(&st, view, &st.s.draft))};
            for (size_t i = 0; i < COUNT(pages); i++) {
                assert_int_equal(pages[i].status, 200);
                for (size_t k = 0; k < COUNT(TOLD); k++) {
                    assert_false(web_shows(pages[i], TOLD[k]));
                }
            }
            if (taken == 0) {
                assert_null(quote_testing_choose(&st.s, &st.s.officer, request, S("적정")));
                purchase_testing_find(&st.s, &st.s.draft);
                assert_true(st.s.draft.price.won > 0);
            }
        }
        str price = money_format(t.arena, st.s.draft.price);
        struct web_answer a = web_get(&st.w, case_of(&st, view, &st.s.draft));
        assert_false(web_shows(a, str_to_c(t.arena, price)));
        web_test_close(&st.w);
    }
}

// A kind that nobody thought of, and those whose words people chose, are told without them.
static void a_view_tells_only_of_what_is_listed(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        const char *shown;
        const char *hidden; // or NULL
    } ROWS[] = {
        {"purchase.edit",        "구매 내용을 고쳤습니다.", NULL                                        },
        {"purchase.pay",         "대금을 지급했습니다.",     "대금 4,321,000원을 지급했습니다."},
        {"purchase.waive_quote", "보이지 않는 일입니다",     "등록된 가격 4,321,000원"             },
        {"purchase.return",      "반려했습니다.",               "값이 4,321,000원이라"                 },
        {"claim.excuse",         "보이지 않는 일입니다",     "지연배상금 4,321원"                  },
        {"purchase.of_tomorrow", "보이지 않는 일입니다",     "내일의 4,321원"                        },
    };
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        const char *view = begin(&st);
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            const char *text = ROWS[i].hidden == NULL ? ROWS[i].shown : ROWS[i].hidden;
            assert_null(db_begin(t.db, DB_WRITE));
            struct query *q = db_query(t.db, &SQL_SUPPORT_TEST_HAPPENING);
            bind_i64(q, "purchase", st.s.draft.id.value);
            bind_str(q, "kind", str_view(ROWS[i].kind));
            bind_str(q, "text", str_view(text));
            assert_null(query_run(q, NULL));
            assert_null(db_commit(t.db));
            struct web_answer a = web_get(&st.w, case_of(&st, view, &st.s.draft));
            assert_true(web_shows(a, ROWS[i].shown));
            assert_false(ROWS[i].hidden != NULL && web_shows(a, ROWS[i].hidden));
        }
        web_test_close(&st.w);
    }
}

static void the_time_is_the_settings_within_a_day_of_work(void **state)
{
    (void)state;
    static const int64_t ROWS[][2] = {
        {-1,  1  },
        {0,   1  },
        {1,   1  },
        {480, 480},
        {481, 480},
        {60,  60 }
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        support_set_minutes(ROWS[i][0]);
        assert_int_equal(support_minutes(), ROWS[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_needs_a_reason_and_tells_the_administrators_at_once),
        cmocka_unit_test(every_page_that_is_read_is_seen_by_the_institution_and_on_record),
        cmocka_unit_test(a_view_ends_by_itself_or_by_hand),
        cmocka_unit_test(abuse_01_a_view_opens_one_institution_to_one_operator),
        cmocka_unit_test(abuse_02_a_view_shows_nothing_of_a_quote),
        cmocka_unit_test(a_view_tells_only_of_what_is_listed),
        cmocka_unit_test(the_time_is_the_settings_within_a_day_of_work),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
