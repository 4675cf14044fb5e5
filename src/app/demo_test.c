// test-timeout: 300
// The demo city is whole, the same for the same seed, and its goods are found.
#include "app/demo.h"
#include "app/demo_life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/demo_test.sql.h"
#include "app/doctor_check.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "market/purchase/purchase_web.h"
#include "market/search/search_store.h"
#include "market/search/search_testing.h"
#include "market/search/search_word_store.h"
#include "platform/web/web_testing.h"

static const struct actor MACHINE = {0};

static int64_t offer_count; // of the city loaded last

static int64_t load_city(struct testing_db *t, uint64_t seed)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("t")};
    str sentence = S("");
    err e = demo_load(&u, demo_size_find(S("small")), seed, S("data"), NULL, &sentence);
    if (e != NULL) {
        fail_msg("%s: %.*s: %s", e->code, STR_ARG(sentence), db_error(t->db).p);
    }
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DEMO_COUNTS);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "institutions"), 657);
    assert_int_equal(read_i64(q, "joined"), 30);
    assert_int_equal(read_i64(q, "suppliers"), 206);
    assert_int_equal(read_i64(q, "applicants"), 4);
    assert_int_equal(read_i64(q, "applied_institutions"), 1);
    assert_int_equal(read_i64(q, "unchecked"), 5);
    assert_int_equal(read_i64(q, "products"), 3006); // and those of demo_listing
    assert_in_range(read_i64(q, "offers"), 3600, 6000);
    assert_int_equal(read_i64(q, "unmarked"), 0);
    assert_int_equal(read_i64(q, "bare"), 0);
    assert_true(read_i64(q, "shared") > 500);
    assert_int_equal(read_i64(q, "strange_makers"), 0);
    offer_count = read_i64(q, "offers");
    assert_true(read_i64(q, "regimes") >= 4);
    int64_t prices = read_i64(q, "prices");
    assert_null(query_end(q));
    db_rollback(t->db);
    return prices;
}

// What a title says of a number and what the values say of it are the same.
static void check_values(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DEMO_WRONG_VALUES);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "wrong"), 0);
    assert_null(query_end(q));
    int seen = 0;
    q = db_query(t->db, &SQL_TEST_DEMO_VALUES);
    bind_str(q, "like", S("복사용지 A4 %"));
    while (query_next(q)) {
        if (str_equals(read_str(q, "name"), S("평량"))) {
            str said = str_format(t->arena, "A4 %.*sg ", STR_ARG(read_str(q, "value")));
            assert_true(str_contains(read_str(q, "title"), said));
            seen++;
        }
    }
    assert_null(query_end(q));
    assert_true(seen > 0);
    db_rollback(t->db);
}

static void catch_up(struct search *s, struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    err e = search_catch_up(s, t->db, t->arena, instant_date(unit_clock_system()));
    if (e != NULL) {
        fail_msg("%s: %s", e->code, db_error(t->db).p);
    }
    db_rollback(t->db);
}

static struct search_result find_meant(struct search *s, struct arena *a, const char *typed)
{
    struct search_meaning m;
    struct search_result r;
    assert_null(search_understand(s, a, str_view(typed), &m));
    struct search_query q = {.text = m.text, .also = m.also, .category = m.category};
    assert_null(search_find(s, a, &q, &r));
    return r;
}

// With a blank or without one the same is found, in the same order.
static void check_blanks(struct search *s, struct arena *a)
{
    static const char *const CASES[][2] = {
        {"복사용지",           "복사 용지"          },
        {"친환경 복사용지", "친환경 복사 용지"},
        {"복사용지 A4",        "복사 용지 A4"       },
        {"공기청정기",        "공기 청정기"       },
        {"손소독제",           "손 소독제"          },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct search_result joined = find_meant(s, a, CASES[i][0]);
        struct search_result parted = find_meant(s, a, CASES[i][1]);
        print_message("%s\n", CASES[i][1]);
        assert_true(joined.total > 0);
        assert_int_equal(joined.total, parted.total);
        for (size_t k = 0; k < joined.hits.count; k++) {
            assert_int_equal(joined.hits.items[k].offer_id, parted.hits.items[k].offer_id);
        }
    }
    struct search_query q = {.text = S("복사 용지")}; // as it is typed
    struct search_result apart;
    assert_null(search_find(s, a, &q, &apart));
    assert_true(apart.total > find_meant(s, a, "복사 용지").total);
}

static void check_finds(struct search *s, struct arena *a)
{
    struct search_query q = {.sort = SEARCH_CHEAP};
    int64_t seen = 0;
    int64_t last_price = 0;
    struct search_result page;
    do { // every offer once, cheapest first, page by page
        assert_null(search_find(s, a, &q, &page));
        assert_int_equal(page.total, offer_count);
        for (size_t i = 0; i < page.hits.count; i++) {
            assert_true(page.hits.items[i].price.won >= last_price);
            last_price = page.hits.items[i].price.won;
        }
        seen += (int64_t)page.hits.count;
        q.after = page.next;
    } while (page.next.n > 0);
    assert_int_equal(seen, offer_count);

    int64_t in_bands = 0;
    for (int b = 0; b < SEARCH_BANDS; b++) {
        q = (struct search_query){.bands = 1U << b};
        struct search_result band;
        assert_null(search_find(s, a, &q, &band));
        assert_int_equal(band.total, page.band_counts[b]);
        in_bands += band.total;
    }
    assert_int_equal(in_bands, offer_count);

    q = (struct search_query){.tags = UINT64_C(1) << CERTIFICATE_WOMEN};
    struct search_result women;
    assert_null(search_find(s, a, &q, &women));
    assert_int_equal(women.total, page.tag_counts[CERTIFICATE_WOMEN]);
    assert_true(women.total > 0 && women.total < offer_count);
}

static void check_suggests(struct search *s, struct arena *a)
{
    static const char *const TYPED[] = {"ㅂㅅㅇㅈ", "복사", "복사용"};
    for (size_t i = 0; i < COUNT(TYPED); i++) {
        struct search_word words[SEARCH_WORDS_MAX];
        size_t count = 0;
        assert_null(search_suggest(s, a, str_view(TYPED[i]), words, &count));
        bool found = false;
        for (size_t w = 0; w < count; w++) {
            found = found || str_contains(words[w].term, S("복사"));
        }
        assert_true(found);
    }
}

// Purchases in every state, made by the deeds of the site; who has paid stands in record, public
// list and ledger.
static void check_lives(struct testing_db *t)
{
    struct calendar calendar = testing_calendar(t->arena);
    struct unit u = {.arena = t->arena,
                     .db = t->db,
                     .actor = &MACHINE,
                     .trace = S("t"),
                     .law = testing_law(),
                     .calendar = &calendar};
    err e = demo_live(&u, demo_size_find(S("small")), 1, NULL);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(db_error(t->db)));
    }
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DEMO_LIFE);
    bind_date(q, "today", instant_date(unit_clock_system()));
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "states"), PURCHASE_STATE_COUNT);
    assert_true(read_i64(q, "paid") > 50);
    assert_int_equal(read_i64(q, "paid"), read_i64(q, "payments"));
    assert_int_equal(read_i64(q, "bound"), read_i64(q, "records"));
    assert_int_equal(read_i64(q, "bound"), read_i64(q, "published"));
    assert_int_equal(read_i64(q, "late"), 2);
    assert_int_equal(read_i64(q, "unmarked"), 0);
    assert_int_equal(read_i64(q, "outgoing"), 0); // nothing of the past is sent
    assert_null(query_end(q));
    db_rollback(t->db);
}

#define CASES_OF_A_STATE 4 // are looked at

// What the page of a case in this state says is missing; NULL: nothing more happens to it.
static const char *const MISSING[PURCHASE_STATE_COUNT] = {
    [PURCHASE_DRAFT] = "",
    [PURCHASE_ASKED] = "견적",
    [PURCHASE_QUOTED] = "견적 선정과 그 까닭",
    [PURCHASE_DECLINED] = "견적",
    [PURCHASE_CHOSEN] = "결재",
    [PURCHASE_SUBMITTED] = "결재자의 결재",
    [PURCHASE_RETURNED] = "결재",
    [PURCHASE_APPROVED] = "계약 서류, 양쪽 서명",
    [PURCHASE_CONTRACTING] = "기관 서명",
    [PURCHASE_CONTRACTED] = "납품과 납품서",
    [PURCHASE_DELIVERING] = "",
    [PURCHASE_ACCEPTED] = "청구",
    [PURCHASE_CLAIMED] = "증빙 확인과 지급",
    [PURCHASE_HANDED_OVER] = "지정정보처리장치의 결과",
};

// The duty: who, what, until when, what is missing; and what happened, the newest first.
static void check_case(struct web_test *w, public_no no, enum purchase_state state, bool is_over)
{
    struct arena *a = w->database->arena;
    struct web_answer page =
        web_get(w, str_format(a, "/buyer/purchases/%lld", (long long)no.value).p);
    const char *from = strstr(str_to_c(a, page.body), "<section class=\"duty ");
    const char *to = from == NULL ? NULL : strstr(from, "</section>");
    bool right = page.status == 200 && to != NULL &&
                 strstr(to, "<ol class=\"tl\">\n<li class=\"now\">") != NULL;
    str duty = to == NULL ? page.body : (str){.p = from, .n = (size_t)(to - from)};
    if (is_over) {
        right = right && !str_contains(duty, S("남은 것")) && str_contains(duty, S("할 일"));
    } else {
        right = right && str_contains(duty, S("남은 것: ")) &&
                str_contains(duty, str_view(MISSING[state])) && str_contains(duty, S("까지")) &&
                !str_contains(duty, S("기한 없음"));
    }
    if (!right) {
        fail_msg("%lld %.*s: %d %.*s", (long long)no.value, STR_ARG(purchase_state_label(state)),
                 page.status, STR_ARG(duty));
    }
}

struct demo_case {
    public_no no;
    struct actor officer;
    enum purchase_state state;
    bool is_over;
};

// Some cases of each state.
static size_t list_cases(struct testing_db *t, struct demo_case *out, size_t room)
{
    size_t seen[PURCHASE_STATE_COUNT] = {0};
    size_t count = 0;
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_DEMO_CASES);
    while (query_next(q)) {
        int state = purchase_state_from(read_str(q, "state"));
        if (seen[state]++ < CASES_OF_A_STATE) {
            assert_true(count < room);
            out[count++] = (struct demo_case){
                .no = {read_i64(q,                                     "no")},
                .officer = { .account = {read_i64(q, "officer_id")},
                       .institution = {read_i64(q, "institution_id")},
                       .rights = party_role_rights(PARTY_OFFICER)},
                .state = (enum purchase_state)state,
                .is_over = MISSING[state] == NULL || read_i64(q, "results") > 0,
            };
        }
    }
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

static void check_duties(struct testing_db *t)
{
    struct demo_case cases[CASES_OF_A_STATE * PURCHASE_STATE_COUNT];
    size_t count = list_cases(t, cases, COUNT(cases));
    size_t met[PURCHASE_STATE_COUNT] = {0};
    struct calendar calendar = testing_calendar(t->arena);
    struct web_test w;
    web_test_open(&w, t, PURCHASE_ROUTES, PURCHASE_ROUTE_COUNT);
    w.site.law = testing_law();
    w.site.calendar = &calendar;
    for (size_t i = 0; i < count; i++) {
        web_as(&w, &cases[i].officer);
        check_case(&w, cases[i].no, cases[i].state, cases[i].is_over);
        met[cases[i].state]++;
    }
    for (int state = 0; state < PURCHASE_STATE_COUNT; state++) {
        assert_true(met[state] > 0);
    }
    web_test_close(&w);
}

// Nobody's case lies without somebody who is asked.
static void check_waits(struct testing_db *t)
{
    assert_null(db_begin(t->db, DB_READ));
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        struct doctor_finding found;
        if (strcmp(DOCTOR_CHECKS[i].name, "waits") == 0 ||
            strcmp(DOCTOR_CHECKS[i].name, "tasks") == 0) {
            assert_null(doctor_ask(t->db, t->arena, &DOCTOR_CHECKS[i], &found));
            if (found.bad.n > 0) {
                fail_msg("%s: %.*s", DOCTOR_CHECKS[i].name, STR_ARG(found.bad));
            }
        }
    }
    db_rollback(t->db);
}

static void the_city_is_whole_and_its_goods_are_found(void **state)
{
    (void)state;
    int64_t prices[2] = {0};
    FOR_EACH_ENGINE(t)
    {
        prices[db_engine(t.db)] = load_city(&t, 1);
        check_values(&t);
        struct search_place place;
        search_testing_place(&t, &place);
        struct search *s = NULL;
        assert_null(search_open(str_view(place.url), &s));
        catch_up(s, &t);
        check_blanks(s, t.arena);
        check_finds(s, t.arena);
        check_suggests(s, t.arena);
        search_close(s);
        check_lives(&t);
        check_duties(&t);
        check_waits(&t);
        search_testing_leave(&place);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        str sentence = S("");
        const struct demo_size *small = demo_size_find(S("small"));
        assert_ptr_equal(demo_refuse_half(t.db), &DEMO_HALF_LOADED);
        assert_ptr_equal(demo_load(&u, small, 1, S("data"), NULL, &sentence), &DEMO_HALF_LOADED);
        assert_null(demo_end(&u));
        assert_null(demo_refuse_half(t.db));
        assert_ptr_equal(demo_load(&u, small, 1, S("data"), NULL, &sentence), &DEMO_ALREADY_LOADED);
    }
    assert_true(prices[DB_POSTGRES] == 0 || prices[DB_POSTGRES] == prices[DB_SQLITE]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_city_is_whole_and_its_goods_are_found),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
