// A change of the law: proposed by one operator, decided by another, in force for everybody at
// once, and old answers stay as they were.
#include "market/rule/rule_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_session_web.h"
#include "market/party/party_support_action.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_testing.h"
#include "market/rule/rule_reach_web.h"
#include "market/rule/rule_replay_store.h"
#include "market/rule/rule_replay_web.h"
#include "platform/web/web_testing.h"

struct stage {
    struct purchase_scene s;
    struct web_test w;
    struct actor second; // another operator
    struct route routes[24];
};

// The site's own way to the law, around the actor of the test.
static err (*load_test_actor)(struct unit *u, const struct request *rq, struct actor *actor);

static err load_with_law(struct unit *u, const struct request *rq, struct actor *actor)
{
    int64_t version = 0;
    TRY(load_test_actor(u, rq, actor));
    TRY(law_change_version(u->db, &version));
    return law_shelf_take(u->law_shelf, u->db, u->arena, version, &u->law);
}

// GET /version: by which law a page was made.
static err get_version(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    out_format(&rs->body, "law %lld", (long long)law_version(u->law));
    return NULL;
}

static void open_stage(struct stage *st, struct testing_db *t)
{
    size_t count = 0;
    st->routes[count++] = (struct route)ROUTE(GET, "/version", get_version, RIGHT_PUBLIC);
    for (size_t i = 0; i < RULE_ROUTE_COUNT; i++) {
        st->routes[count++] = RULE_ROUTES[i];
    }
    for (size_t i = 0; i < RULE_FORM_ROUTE_COUNT; i++) {
        st->routes[count++] = RULE_FORM_ROUTES[i];
    }
    for (size_t i = 0; i < REPLAY_ROUTE_COUNT; i++) {
        st->routes[count++] = REPLAY_ROUTES[i];
    }
    for (size_t i = 0; i < REACH_ROUTE_COUNT; i++) {
        st->routes[count++] = REACH_ROUTES[i];
    }
    for (size_t i = 0; i < LAW_ROUTE_COUNT; i++) {
        st->routes[count++] = LAW_ROUTES[i];
    }
    purchase_testing_open(&st->s, t);
    purchase_testing_web(&st->s, &st->w, st->routes, count);
    load_test_actor = st->w.site.load_actor;
    st->w.site.load_actor = load_with_law;
    struct testing_row person =
        party_testing_person(t, "second@dure.example", "이운영", NULL, NULL);
    party_testing_role(t, person, NULL, NULL, PARTY_OPERATOR);
    st->second = party_testing_actor(t, person, NULL, NULL, PARTY_OPERATOR, web_test_now);
    web_as(&st->w, &st->s.operator_);
}

static size_t column_of(enum law_table table, const char *name)
{
    for (size_t c = 0; c < law_column_count(table); c++) {
        if (str_equals(str_view(law_column_name(table, c)), str_view(name))) {
            return c;
        }
    }
    fail_msg("no column %s", name);
    return 0;
}

// The fields of the form for a waiver of quotes below a sum, from a day.
static size_t waiver_fields(struct stage *st, struct web_field *f, const char *below,
                            const char *first_day)
{
    struct {
        const char *name;
        const char *value;
    } VALUES[] = {
        {"rule",       "T-L13"                                },
        {"regime",     "LOCAL"                                },
        {"object",     "goods"                                },
        {"below_won",  below                                  },
        {"ground",     "시행규칙 제33조"                },
        {"first_day",  first_day                              },
        {"last_day",   ""                                     },
        {"article",    "지방계약법 시행규칙 제33조"},
        {"confidence", "H"                                    },
        {"note",       ""                                     },
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        str key = str_format(st->w.database->arena, "field_%zu",
                             column_of(LAW_QUOTE_WAIVERS, VALUES[i].name));
        f[count++] = (struct web_field){str_to_c(st->w.database->arena, key), VALUES[i].value};
    }
    f[count++] = (struct web_field){"kind", "quote_waivers"};
    f[count++] = (struct web_field){"reason", "시행규칙이 바뀜"};
    f[count++] = (struct web_field){"source", "관보 제20000호"};
    return count;
}

static struct web_answer propose(struct stage *st, const char *below, const char *first_day)
{
    struct web_field f[20];
    size_t count = waiver_fields(st, f, below, first_day);
    return web_post(&st->w, RULE_PATH, f, count);
}

static const char *verdict_path(struct stage *st, str location)
{
    str path = str_format(st->w.database->arena, "%.*s/verdict", STR_ARG(location));
    return str_to_c(st->w.database->arena, path);
}

static struct web_answer decide(struct stage *st, str location, const char *what)
{
    return web_post(&st->w, verdict_path(st, location),
                    WEB_FIELDS({"do", what}, {"checked", "1"}, {"word", ""}));
}

static str waits_at(struct stage *st, const char *below, const char *first_day)
{
    struct web_answer a = propose(st, below, first_day);
    assert_int_equal(a.status, 303);
    return str_copy(st->w.database->arena, a.location);
}

static bool rules_show(struct stage *st, const char *text)
{
    return web_shows(web_get(&st->w, "/admin/rules/quote_waivers?all=1"), text);
}

static void two_pairs_of_eyes_put_a_row_in_force(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct law_shelf shelf = {0};
        open_stage(&st, &t);
        st.w.site.law_shelf = &shelf;
        str at = waits_at(&st, "3000000", "2027-01-01");
        assert_false(rules_show(&st, "T-L13.o1")); // proposed is not in force
        assert_int_equal(decide(&st, at, "approve").status, 422);
        assert_false(rules_show(&st, "T-L13.o1"));
        assert_int_equal(party_testing_count_audit(&t, "rule.propose"), 1);

        web_as(&st.w, &st.second);
        struct web_answer a = web_get(&st.w, str_to_c(t.arena, at));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "3,000,000원"));
        assert_true(web_shows(a, "관보 제20000호"));
        a = web_post(&st.w, verdict_path(&st, at), WEB_FIELDS({"do", "approve"}, {"word", ""}));
        assert_int_equal(a.status, 422); // without having looked it up
        assert_int_equal(decide(&st, at, "approve").status, 303);
        assert_true(rules_show(&st, "T-L13.o1"));
        assert_int_equal(party_testing_count_audit(&t, "rule.approve"), 1);
        assert_int_equal(decide(&st, at, "refuse").status, 422);
        a = web_get(&st.w, "/admin/rules/quote_waivers/T-L13.o1");
        assert_true(web_shows(a, "운영자가 더함"));
        assert_true(web_shows(a, str_to_c(t.arena, at)));
        assert_int_equal(a.statements, 1); // the version alone: the law is on the shelf
        law_shelf_done(&shelf);
        web_test_close(&st.w);
    }
}

// Their pages begin with the law that the process holds: where another one holds by now, they are
// made again with that, and shown with no other.
static void a_visitors_page_goes_by_the_newest_law(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct law_shelf shelf = {0};
        open_stage(&st, &t);
        st.w.site.law_shelf = &shelf;
        int64_t first = law_version(st.w.site.law);
        for (int i = 0; i < 2; i++) { // the second time the law is on the shelf already
            const char *days[] = {"2027-01-01", "2027-02-01"};
            web_as(&st.w, &st.s.operator_);
            str at = waits_at(&st, "3000000", days[i]);
            web_as(&st.w, &st.second);
            assert_int_equal(decide(&st, at, "approve").status, 303);
            web_as(&st.w, NULL);
            st.w.site.load_actor = party_load_actor;
            for (int asked = 0; asked < 2; asked++) {
                struct web_answer a = web_get(&st.w, "/version");
                const char *due =
                    str_to_c(t.arena, str_format(t.arena, "law %lld", (long long)first + i + 1));
                assert_int_equal(a.status, 200);
                assert_true(str_equals(a.body, str_view(due)));
            }
            st.w.site.load_actor = load_with_law;
        }
        law_shelf_done(&shelf);
        web_test_close(&st.w);
    }
}

static void a_refusal_needs_a_word_and_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        str at = waits_at(&st, "3000000", "2027-01-01");
        web_as(&st.w, &st.second);
        assert_int_equal(decide(&st, at, "withdraw").status, 422); // not the second's to take back
        assert_int_equal(decide(&st, at, "refuse").status, 422);
        struct web_answer a =
            web_post(&st.w, verdict_path(&st, at),
                     WEB_FIELDS({"do", "refuse"}, {"word", "관보에 그런 조문이 없음"}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&st.w, str_to_c(t.arena, at)), "관보에 그런 조문이 없음"));
        assert_int_equal(decide(&st, at, "approve").status, 422);
        assert_false(rules_show(&st, "T-L13.o1"));
        web_as(&st.w, &st.s.operator_);
        at = waits_at(&st, "3000000", "2027-01-01");
        assert_int_equal(decide(&st, at, "withdraw").status, 303);
        web_as(&st.w, &st.second);
        assert_int_equal(decide(&st, at, "approve").status, 422);
        assert_false(rules_show(&st, "T-L13.o2"));
        web_test_close(&st.w);
    }
}

static void a_form_comes_back_with_all_its_mistakes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct web_field f[20];
        open_stage(&st, &t);
        struct web_answer a = web_get(&st.w, RULE_PATH "/new?kind=quote_waivers&from=T-L13.1");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "T-L13"));
        size_t count = waiver_fields(&st, f, "삼백만원", "2027-13-01");
        f[count - 2].value = "";
        a = web_post(&st.w, RULE_PATH, f, count);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "2,000,000처럼 원 단위로 적어야 합니다"));
        assert_true(web_shows(a, "꼴의 날짜여야 합니다"));
        assert_true(web_shows(a, "삼백만원"));
        assert_true(web_shows(a, "사유를 적어 주세요"));
        a = propose(&st, "3000000", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "시행일을 적어 주세요"));
        a = propose(&st, "3000000", "2019-06-25"); // the day of the row that there is
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "같은 대상에 같은 날 시작하는"));
        assert_int_equal(web_get(&st.w, RULE_PATH "/new?kind=nothing").status, 404);
        assert_int_equal(web_get(&st.w, RULE_PATH "/new?kind=terms&from=T-L13.1").status, 404);
        assert_int_equal(party_testing_count_audit(&t, "rule.propose"), 0);
        web_test_close(&st.w);
    }
}

// The fields of the form of a limit for goods, from a day.
static struct web_answer propose_limits(struct stage *st, const char *one_quote,
                                        const char *ceiling)
{
    struct {
        const char *name;
        const char *value;
    } VALUES[] = {
        {"rule",              "T-L08"                             },
        {"regime",            "LOCAL"                             },
        {"object",            "goods"                             },
        {"tag",               "any"                               },
        {"one_quote_max_won", one_quote                           },
        {"ceiling_won",       ceiling                             },
        {"ground",            "시행령 제25조"                },
        {"first_day",         "2027-01-01"                        },
        {"article",           "지방계약법 시행령 제25조"},
        {"confidence",        "H"                                 },
    };
    struct arena *a = st->w.database->arena;
    struct web_field f[COUNT(VALUES) + 3];
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        str key = str_format(a, "field_%zu", column_of(LAW_THRESHOLDS, VALUES[i].name));
        f[i] = (struct web_field){str_to_c(a, key), VALUES[i].value};
    }
    f[COUNT(VALUES)] = (struct web_field){"kind", "thresholds"};
    f[COUNT(VALUES) + 1] = (struct web_field){"reason", "시행령이 바뀜"};
    f[COUNT(VALUES) + 2] = (struct web_field){"source", "관보 제20000호"};
    return web_post(&st->w, RULE_PATH, f, COUNT(f));
}

static void one_quote_reaches_no_further_than_the_ceiling(void **state)
{
    (void)state;
    static const struct {
        const char *one_quote;
        const char *ceiling;
        int status;
    } CASES[] = {
        {"200,000,000",   "100,000,000",   422},
        {"한도 없음", "100,000,000",   422},
        {"200,000,000",   "",              422},
        {"100,000,000",   "100,000,000",   303},
        {"100,000,000",   "한도 없음", 303},
        {"",              "100,000,000",   303},
    };
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct web_answer a = propose_limits(&st, CASES[i].one_quote, CASES[i].ceiling);
            assert_int_equal(a.status, CASES[i].status);
            assert_true(a.status == 303 ||
                        web_shows(a, "1인 견적 한도가 수의계약 한도보다 큽니다"));
        }
        assert_int_equal(party_testing_count_audit(&t, "rule.propose"), 3);
        struct web_answer a = propose_limits(&st, "-5", "100,000,000");
        assert_true(web_shows(a, "‘한도 없음’이라고"));
        assert_false(web_shows(a, "unlimited"));
        web_test_close(&st.w);
    }
}

static void an_open_row_is_ended_by_two_and_only_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        assert_int_equal(web_get(&st.w, RULE_PATH "/end?row=C-06.1").status, 200);
        assert_int_equal(web_get(&st.w, RULE_PATH "/end?row=nothing").status, 404);
        const struct web_field f[] = {
            {"row",      "C-06.1"    },
            {"last_day", "2026-12-31"},
            {"reason",   "폐지"    },
            {"source",   "관보"    }
        };
        struct web_answer a = web_post(&st.w, RULE_PATH "/end", f, COUNT(f));
        assert_int_equal(a.status, 303);
        str at = str_copy(t.arena, a.location);
        assert_int_equal(web_post(&st.w, RULE_PATH "/end", f, COUNT(f)).status, 422); // one waits
        web_as(&st.w, &st.second);
        assert_int_equal(decide(&st, at, "approve").status, 303);
        a = web_get(&st.w, "/admin/rules/documents/C-06.1?on=2027-01-01");
        assert_true(web_shows(a, "끝남"));
        assert_true(web_shows(a, "2026. 12. 31."));
        a = web_get(&st.w, "/admin/rules/documents/C-06.1?on=2026-12-31");
        assert_true(web_shows(
            a, "<h2 id=\"h-stands\">2026. 12. 31.에는</h2><span class=\"st ok\">시행 중"));
        assert_int_equal(web_post(&st.w, RULE_PATH "/end", f, COUNT(f)).status, 422); // it has one
        web_test_close(&st.w);
    }
}

// Two proposals for one rule and one day: the second cannot be approved any more.
static void an_approval_is_checked_against_the_law_of_its_moment(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        str first = waits_at(&st, "3000000", "2027-01-01");
        str second = waits_at(&st, "4000000", "2027-01-01");
        web_as(&st.w, &st.second);
        assert_int_equal(decide(&st, first, "approve").status, 303);
        assert_int_equal(decide(&st, second, "approve").status, 422);
        assert_true(rules_show(&st, "T-L13.o1"));
        assert_false(rules_show(&st, "T-L13.o2"));
        web_test_close(&st.w);
    }
}

static void nobody_but_an_operator_comes_in(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        open_stage(&st, &t);
        const char *at = str_to_c(t.arena, waits_at(&st, "3000000", "2027-01-01"));
        const char *verdict = verdict_path(&st, str_view(at));
        const char *const PAGES[] = {RULE_PATH, RULE_PATH "/new?kind=terms",
                                     RULE_PATH "/end?row=C-06.1", at};
        for (size_t i = 0; i < PURCHASE_TESTING_PEOPLE; i++) {
            const struct actor *who = st.s.people[i];
            bool may = (who->rights & RIGHT_OPERATOR) != 0;
            web_as(&st.w, who);
            for (size_t k = 0; k < COUNT(PAGES); k++) {
                assert_int_equal(web_get(&st.w, PAGES[k]).status, may ? 200 : 403);
            }
            if (!may) {
                assert_int_equal(
                    web_post(&st.w, verdict, WEB_FIELDS({"do", "approve"}, {"checked", "1"}))
                        .status,
                    403);
                assert_int_equal(propose(&st, "5000000", "2028-01-01").status, 403);
            }
        }
        web_as(&st.w, &st.second);
        assert_int_equal(web_get(&st.w, RULE_PATH "/9999999999999").status, 404);
        web_test_close(&st.w);
    }
}

// --- What is judged by it ------------------------------------------------------------------------

static err judge(struct unit *u, void *data)
{
    int64_t version = 0;
    struct purchase *p = data;
    struct purchase_word word = {0};
    TRY(law_change_version(u->db, &version));
    TRY(law_shelf_take(NULL, u->db, u->arena, version, &u->law));
    return purchase_path_action_take(u, p, &word);
}

static void all_answers_are_given_again(struct stage *st)
{
    struct unit u;
    stored_answers list;
    bool more = true;
    int64_t version = 0;
    purchase_testing_read(&st->s, &st->s.operator_, &u);
    assert_null(law_change_version(u.db, &version));
    assert_int_equal(version, 1);
    assert_null(law_shelf_take(NULL, u.db, u.arena, version, &u.law));
    assert_null(replay_store_list(u.db, u.arena, REPLAY_NEWEST, &list, &more));
    assert_int_equal(list.count, 2);
    assert_false(more);
    struct replay_law law = {.now = u.law, .arena = u.arena};
    for (size_t i = 0; i < list.count; i++) {
        const struct stored_answer *s = &list.items[i];
        assert_int_equal(s->law_version, i == 0 ? 1 : 0);
        struct replay r = replay_ask(&law, s->question, s->answer, s->law_version, u.arena);
        assert_int_equal(r.result, REPLAY_SAME);
        // Were the rows of the other version asked, the answer would be another.
        r = replay_ask(&law, s->question, s->answer, i == 0 ? 0 : 1, u.arena);
        assert_int_equal(r.result, REPLAY_DIFFERS);
        replay_differences d = replay_compare(u.arena, s->answer, r.answer);
        assert_true(d.count > 0);
        assert_true(str_equals(d.items[0].label, S("계약방법")));
    }
    struct replay r = replay_ask(&law, S("{}"), S("{}"), 0, u.arena);
    assert_int_equal(r.result, REPLAY_UNREADABLE);
    purchase_testing_read_end(&u);
}

static const char *replay_path(struct stage *st, const char *format, const struct purchase *p)
{
    str no = str_format(st->w.database->arena, "%lld", (long long)p->no.value);
    str path = str_format(st->w.database->arena, "%s/%.*s%s", format, STR_ARG(no),
                          str_equals(str_view(format), S("/buyer/purchases")) ? "/replay" : "");
    return str_to_c(st->w.database->arena, path);
}

static err begin_view(struct unit *u, void *data)
{
    struct stage *st = data;
    struct institution own;
    public_no view;
    TRY(institution_store_find_own(u->db, st->s.here, &own));
    return support_action_begin(u, own.no, S("확인"), &view);
}

static void cases_are_shown_to_their_own(struct stage *st, const struct purchase *earlier,
                                         const struct purchase *later)
{
    const char *own = replay_path(st, "/buyer/purchases", earlier);
    struct web_answer a = web_get(&st->w, REPLAY_PATH);
    assert_int_equal(a.status, 200);
    assert_true(web_shows(a, "모두 저장된 답과 같습니다"));
    // What was asked about one is seen in a support view of its institution alone.
    web_as(&st->w, &st->s.operator_);
    a = web_get(&st->w, replay_path(st, REPLAY_PATH, later));
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/admin/institutions/")));
    assert_int_equal(party_testing_count_audit(st->w.database, "support.read"), 0);
    assert_null(purchase_testing_run(&st->s, &st->second, begin_view, st));
    assert_int_equal(web_get(&st->w, replay_path(st, REPLAY_PATH, later)).status,
                     303); // not theirs
    assert_null(purchase_testing_run(&st->s, &st->s.operator_, begin_view, st));
    a = web_get(&st->w, replay_path(st, REPLAY_PATH, later));
    assert_true(web_shows(a, "한 글자도 다르지 않습니다"));
    assert_int_equal(party_testing_count_audit(st->w.database, "support.read"), 1);
    web_as(&st->w, &st->s.inspector);
    assert_true(web_shows(web_get(&st->w, own), "한 글자도 다르지 않습니다"));
    assert_int_equal(web_get(&st->w, REPLAY_PATH).status, 403);
    assert_int_equal(web_get(&st->w, replay_path(st, REPLAY_PATH, earlier)).status, 403);
    web_as(&st->w, &st->s.officer_there);
    assert_int_equal(web_get(&st->w, own).status, 404);
    web_as(&st->w, &st->s.owner);
    assert_int_equal(web_get(&st->w, own).status, 403);
}

// 2,500,000 without VAT: one quote by the packs, waived by the row of the operators.
static void a_case_is_judged_by_what_was_known_when_it_was_judged(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct purchase earlier;
        struct purchase later;
        open_stage(&st, &t);
        purchase_testing_add(&st.s, WON(27500), 100, &earlier);
        assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &earlier));
        assert_int_equal(earlier.path, LAW_ONE_QUOTE);
        str at = waits_at(&st, "3000000", "2026-01-01"); // begins earlier today
        web_as(&st.w, &st.second);
        assert_true(web_shows(web_get(&st.w, str_to_c(t.arena, at)), "시행일이 지난 규칙입니다"));
        assert_int_equal(decide(&st, at, "approve").status, 303);
        purchase_testing_add(&st.s, WON(27500), 100, &later);
        assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &later));
        assert_int_equal(later.path, LAW_QUOTE_WAIVED);
        purchase_testing_find(&st.s, &earlier);
        assert_int_equal(earlier.path, LAW_ONE_QUOTE);
        all_answers_are_given_again(&st);
        cases_are_shown_to_their_own(&st, &earlier, &later);
        web_test_close(&st.w);
    }
}

static struct web_answer cases_of(struct stage *st, str at)
{
    str path = str_format(st->w.database->arena, "%.*s/cases", STR_ARG(at));
    return web_get(&st->w, str_to_c(st->w.database->arena, path));
}

// 2,500,000 without VAT again: waived below 2,500,001, not below 2,500,000; a draft is judged when
// the row speaks, a case that was asked for keeps its day.
static void a_proposal_shows_the_open_cases_it_would_touch(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct purchase draft;
        struct purchase asked;
        open_stage(&st, &t);
        purchase_testing_add(&st.s, WON(27500), 100, &draft);
        assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &draft));
        struct web_answer a = cases_of(&st, waits_at(&st, "2500000", "2027-01-01"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "1건에 지금 규칙과 제안한 규칙을 물었습니다. 0건"));
        str at = waits_at(&st, "2500001", "2027-01-01");
        assert_true(web_shows(web_get(&st.w, str_to_c(t.arena, at)), "달라질 건 보기"));
        a = cases_of(&st, at);
        assert_true(web_shows(a, "1건의 답이 달라집니다"));
        assert_true(web_shows(a, "달라지는 건 1건, 같은 방법에서 근거나 조건만 달라지는 건 0건"));
        assert_true(web_shows(a, law_path_label(LAW_ONE_QUOTE)));
        assert_true(web_shows(a, law_path_label(LAW_QUOTE_WAIVED)));
        assert_false(web_shows(a, str_to_c(t.arena, st.s.draft.title))); // a number, no more
        assert_false(web_shows(a, str_to_c(t.arena, st.s.draft.institution_name)));

        purchase_testing_add(&st.s, WON(27500), 100, &asked);
        purchase_testing_move(&st.s, &asked, PURCHASE_ASKED);
        a = cases_of(&st, at);
        assert_true(web_shows(a, "2건에 지금 규칙과 제안한 규칙을 물었습니다. 1건"));
        a = cases_of(&st, waits_at(&st, "3000000", "2026-01-01")); // speaks on both days
        assert_true(web_shows(a, "2건의 답이 달라집니다"));

        web_as(&st.w, &st.second);
        assert_int_equal(decide(&st, at, "approve").status, 303);
        assert_int_equal(cases_of(&st, at).status, 409);
        web_as(&st.w, &st.s.officer);
        assert_int_equal(cases_of(&st, at).status, 403);
        web_test_close(&st.w);
    }
}

static size_t count_rows(struct web_answer a)
{
    static const char ROW[] = "<th scope=\"row\">";
    size_t count = 0;
    str rest = a.body;
    for (size_t at = str_index(rest, str_view(ROW)); at < rest.n;
         at = str_index(rest, str_view(ROW))) {
        rest = str_slice(rest, at + 1, rest.n);
        count++;
    }
    return count;
}

static const char *next_of(struct web_answer a, struct arena *arena)
{
    size_t at = str_index(a.body, S("/cases?before="));
    str address = str_slice(a.body, 0, at);
    while (address.n > 0 && address.p[address.n - 1] != '"') {
        address.n--;
    }
    str from = str_slice(a.body, address.n, a.body.n);
    return at == a.body.n ? NULL : str_to_c(arena, str_slice(from, 0, str_index(from, S("\""))));
}

// A page and two cases of others more are touched; each page tells the number of all.
static void all_touched_cases_are_counted_and_shown_by_pages(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        struct purchase draft;
        open_stage(&st, &t);
        for (int i = 0; i < LIMIT_DESK_ROWS + 2; i++) {
            purchase_testing_add(&st.s, WON(27500), 100, &draft);
            assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &draft));
            purchase_testing_add(&st.s, WON(27500), 200, &draft); // waived by neither
            assert_null(purchase_testing_run(&st.s, &st.s.officer, judge, &draft));
        }
        struct web_answer a = cases_of(&st, waits_at(&st, "2500001", "2027-01-01"));
        assert_true(web_shows(a, "104건에 지금 규칙과 제안한 규칙을 물었습니다. 52건의 답이"));
        assert_int_equal(count_rows(a), LIMIT_DESK_ROWS);
        const char *next = next_of(a, t.arena);
        assert_non_null(next);
        a = web_get(&st.w, next);
        assert_true(web_shows(a, "104건에 지금 규칙과 제안한 규칙을 물었습니다. 52건의 답이"));
        assert_int_equal(count_rows(a), 2);
        assert_null(next_of(a, t.arena));
        web_test_close(&st.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_pairs_of_eyes_put_a_row_in_force),
        cmocka_unit_test(a_visitors_page_goes_by_the_newest_law),
        cmocka_unit_test(a_refusal_needs_a_word_and_changes_nothing),
        cmocka_unit_test(a_form_comes_back_with_all_its_mistakes),
        cmocka_unit_test(one_quote_reaches_no_further_than_the_ceiling),
        cmocka_unit_test(an_open_row_is_ended_by_two_and_only_once),
        cmocka_unit_test(an_approval_is_checked_against_the_law_of_its_moment),
        cmocka_unit_test(nobody_but_an_operator_comes_in),
        cmocka_unit_test(a_case_is_judged_by_what_was_known_when_it_was_judged),
        cmocka_unit_test(a_proposal_shows_the_open_cases_it_would_touch),
        cmocka_unit_test(all_touched_cases_are_counted_and_shown_by_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
