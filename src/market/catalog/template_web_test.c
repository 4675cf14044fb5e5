// test-timeout: 120
// Operators change categories, templates and words: seen before, dated, kept.
#include "market/catalog/template_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/template_store.h"
#include "market/catalog/template_testing.h"
#include "market/catalog/template_web_test.sql.h"

#define EDIT TEMPLATE_PATH "/edit"

static str canonical_of(struct testing_db *t, const char *term)
{
    str canonical = S("");
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_TEST_TEMPLATE_SYNONYM);
    bind_str(q, "term", str_view(term));
    if (query_next(q)) {
        canonical = read_str(q, "canonical");
    }
    assert_null(query_end(q));
    db_rollback(t->db);
    return canonical;
}

static void a_synonym_is_seen_before_it_is_added_and_may_go_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct web_answer a =
            web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "복사용지"}, {"field_1", "loanword"},
                                {"from_day", TEMPLATE_TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "상품 2건 · 90일 동안 찾지 못한 검색 7번")); // 단종 복사용지 too
        assert_true(canonical_of(&t, "플래카드").n == 0);                     // only looked at
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "복사용지"}, {"field_1", "loanword"},
                                {"from_day", TEMPLATE_TODAY}, {"reason", "자주 찾습니다"},
                                {"do", "save"}));
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("?was=done")));
        assert_true(str_equals(canonical_of(&t, "플래카드"), S("복사용지")));
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_TOLD, NULL), 1);
        assert_int_equal(party_testing_count_audit(&t, "template.change"), 1);
        a = web_get(&s.web, TEMPLATE_PATH "?q=%ED%94%8C%EB%9E%98");
        assert_true(web_shows(a, "자주 찾습니다"));
        assert_true(web_shows(a, "key=%ED%94%8C%EB%9E%98%EC%B9%B4%EB%93%9C"));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "현수막"}, {"field_1", "loanword"},
                                {"from_day", TEMPLATE_TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 422); // it is there already
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", ""},
                                {"field_0", "현수막"}, {"field_1", "loanword"},
                                {"from_day", TEMPLATE_TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 422); // a word, not a code, is asked for
        assert_true(web_shows(a, "이 칸을 적어 주세요."));
        assert_false(web_shows(a, "코드는 영문"));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "걸개"},
                                {"field_0", "현수막"}, {"field_1", ""},
                                {"from_day", TEMPLATE_TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "하나를 골라 주세요.")); // a list
        assert_false(web_shows(a, "이 칸을 적어 주세요."));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"key", "플래카드"},
                                {"from_day", TEMPLATE_TODAY}, {"reason", "잘못 넣음"},
                                {"removes", "1"}, {"do", "save"}));
        assert_int_equal(a.status, 303);
        assert_true(canonical_of(&t, "플래카드").n == 0);
        catalog_testing_close(&s);
    }
}

static void what_may_be_changed_is_listed_kind_by_kind(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct web_answer a = web_get(&s.web, TEMPLATE_PATH); // the tree from its top, alone
        assert_true(web_shows(a, "kind=category&amp;key=paper\""));
        assert_true(web_shows(a, "<small>paper</small>"));
        assert_true(web_shows(a, "아래 분류 "));
        assert_false(web_shows(a, "key=paper.copy"));
        assert_false(web_shows(a, "kind=reason&amp;key="));
        assert_false(web_shows(a, ">모두<"));
        a = web_get(&s.web, TEMPLATE_PATH "?kind=reason");
        assert_true(web_shows(a, "kind=reason&amp;key="));
        assert_false(web_shows(a, "kind=category&amp;key="));
        a = web_get(&s.web, TEMPLATE_PATH "?kind=attribute"); // has no list of its own
        assert_true(web_shows(a, "kind=category&amp;key=paper\""));
        // 복사용지, what is called so: of every kind, or of one.
        a = web_get(&s.web, TEMPLATE_PATH "?q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80");
        assert_true(web_shows(a, ">모두<"));
        assert_true(web_shows(a, "kind=category&amp;key=paper.copy"));
        assert_true(web_shows(a, "kind=synonym&amp;key="));
        a = web_get(&s.web, TEMPLATE_PATH "?kind=synonym&q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80");
        assert_true(web_shows(a, "kind=synonym&amp;key="));
        assert_false(web_shows(a, "kind=category&amp;key="));
        a = web_get(&s.web, TEMPLATE_PATH "?kind=word&q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80");
        assert_true(web_shows(a, "그런 이름의 항목이 없습니다"));
        catalog_testing_close(&s);
    }
}

static void a_template_s_row_says_whose_values_would_not_fit(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct web_answer a = web_get(&s.web, EDIT "?kind=attribute&key=paper.copy.a4/size");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "value=\"A4|A3\""));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "attribute"}, {"key", "paper.copy.a4/size"},
                                {"field_0", "규격"}, {"field_1", "enum"}, {"field_2", ""},
                                {"field_3", "A3|B4"}, {"field_4", "1"}, {"field_5", "1"},
                                {"field_6", "1"}, {"from_day", TEMPLATE_TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 200);
        assert_true(
            web_shows(a, "상품 1건 · 값이 맞지 않게 되는 상품 1건 · 새로 적어야 하는 상품 1건"));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "attribute"}, {"key", "paper.copy.a4/size"},
                                {"field_0", "규격"}, {"field_1", "enum"}, {"field_3", ""},
                                {"field_4", "1"}, {"field_5", "1"}, {"field_6", "1"},
                                {"from_day", TEMPLATE_TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "고를 말을 세로줄(|)로 나누어 적어 주세요."));
        catalog_testing_close(&s);
    }
}

static void a_category_takes_its_place_in_the_tree_and_its_titles_a_pattern(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct web_answer a = web_get(&s.web, EDIT "?kind=category&key=paper.copy");
        assert_true(web_shows(a, "key=paper.copy.a4"));
        assert_true(web_shows(a, "분류 더하기"));
        assert_false(web_shows(a, "속성 더하기")); // products lie further below
#define NEW_LEAF(parent, key, act)                                                                 \
    WEB_FIELDS({"kind", "category"}, {"is_new", "1"}, {"key", key}, {"field_0", "감열지"},         \
               {"field_1", parent}, {"field_2", "goods"}, {"field_3", "롤"},                       \
               {"field_4", "taxable"}, {"field_5", ""}, {"field_6", ""}, {"field_7", ""},          \
               {"field_8", "0"}, {"field_9", "unknown"}, {"field_10", ""},                         \
               {"from_day", TEMPLATE_TODAY}, {"reason", "새 품목"}, {"do", act})
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.nothing", "paper.nothing.thermal", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "paper.thermal", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "Paper Copy", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "paper.copy.", "look"));
        assert_int_equal(a.status, 422); // as the form begins
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "paper.copy..thermal", "look"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "paper.copy.thermal", "save"));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&s.web, EDIT "?kind=category&key=paper.copy"), "감열지"));
        // Its titles: an attribute it does not have is refused.
#define RENAME(name, pattern, was_no, act)                                                         \
    WEB_FIELDS({"kind", "category"}, {"key", "paper.copy.a4"}, {"field_0", name},                  \
               {"field_1", "paper.copy"}, {"field_2", "goods"}, {"field_3", "상자"},               \
               {"field_4", "taxable"}, {"field_5", "14111507"}, {"field_6", was_no},               \
               {"field_7", "복사용지"}, {"field_8", "1"}, {"field_9", "no"},                       \
               {"field_10", pattern}, {"from_day", TEMPLATE_TODAY}, {"reason", "고침"},            \
               {"do", act})
        a = web_post(&s.web, EDIT, RENAME("복사용지", "{nothing}", "1411150701", "save"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이 분류에 그런 속성이 없습니다"));
        a = web_post(&s.web, EDIT, RENAME("복사 용지", "{@name} {size}", "1411150701", "look"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "<h3 class=\"mt1\">달라지는 상품</h3>")); // all of them, by name
        assert_true(
            web_shows(a, "<b>단종 복사용지</b><small>바뀐 뒤 권하는 이름: 복사 용지</small></span>"
                         "<span class=\"r\">팔지 않음"));
        assert_true(web_shows(a, "이미 등록한 이름은 그대로"));
        a = web_post(&s.web, EDIT, RENAME("복사용지", "", "1411150702", "look")); // no other title
        assert_false(web_shows(a, "권하는 이름"));
        a = web_post(&s.web, EDIT, RENAME("복사 용지", "{@name} {size}", "1411150701", "save"));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, EDIT "?kind=category&key=paper.copy.a4");
        assert_true(web_shows(a, "value=\"{@name} {size}\""));
        assert_true(web_shows(a, "속성 더하기"));
        assert_true(template_testing_count(&t, &SQL_TEST_TEMPLATE_TOLD, NULL) > 0);
        catalog_testing_close(&s);
    }
}

// 운송·보관 has a rate of its own: an operator says of a service that it is such work, and takes it
// back; goods are never.
static void a_service_may_be_said_to_be_transport(void **state)
{
    (void)state;
#define MOVING(object, variant)                                                                    \
    WEB_FIELDS({"kind", "category"}, {"is_new", is_new}, {"key", "paper.copy.moving"},             \
               {"field_0", "복사기 이전"}, {"field_1", "paper.copy"}, {"field_2", object},         \
               {"field_3", "회"}, {"field_4", "taxable"}, {"field_5", ""}, {"field_6", ""},        \
               {"field_7", ""}, {"field_8", "0"}, {"field_9", "unknown"}, {"field_10", ""},        \
               {"field_11", ""}, {"field_12", variant}, {"from_day", TEMPLATE_TODAY},              \
               {"reason", "법령 확인"}, {"do", "save"})
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        const char *is_new = "1";
        template_testing_open(&s, &t);
        struct web_answer a = web_post(&s.web, EDIT, MOVING("goods", "transport"));
        assert_int_equal(a.status, 422);
        assert_true(
            web_shows(a, "<a href=\"#field_12\">지연배상금률: 운송·보관·양곡가공은 종류가"));
        a = web_post(&s.web, EDIT, MOVING("service", "storage"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, MOVING("service", "transport"));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, EDIT "?kind=category&key=paper.copy.moving");
        assert_true(web_shows(a, "<option value=\"transport\" selected>운송·보관·양곡가공"));
        is_new = "";
        a = web_post(&s.web, EDIT, MOVING("service", ""));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, EDIT "?kind=category&key=paper.copy.moving");
        assert_true(web_shows(a, "<option value=\"\" selected>종류에 따름"));
        catalog_testing_close(&s);
    }
#undef MOVING
}

static void a_new_row_asks_for_what_its_kind_is_known_by(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *label;
    } CASES[] = {
        {EDIT "?kind=synonym&new=1",                        "req\">찾는 말</label>"   },
        {EDIT "?kind=word&new=1",                           "req\">살펴볼 말</label>"},
        {EDIT "?kind=unit&new=1",                           "req\">단위</label>"       },
        {EDIT "?kind=category&new=1&key=paper.",            "req\">분류 코드</label>"},
        {EDIT "?kind=attribute&new=1&key=paper.copy.a4%2F", "req\">속성 코드</label>"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_true(web_shows(web_get(&s.web, CASES[i].path), CASES[i].label));
        }
        catalog_testing_close(&s);
    }
}

// Where each of these stands, one after the other.
static void assert_in_turn(struct web_answer a, const char *const *texts, size_t count)
{
    str rest = a.body;
    for (size_t i = 0; i < count; i++) {
        if (!str_contains(rest, str_view(texts[i]))) {
            fail_msg("not there, or not in its turn: %s", texts[i]);
        }
        size_t at = str_index(rest, str_view(texts[i]));
        rest = str_slice(rest, at, rest.n);
    }
}

static void all_that_is_wrong_is_told_at_once_down_the_page_and_what_was_typed_stays(void **state)
{
    (void)state;
    static const char *const TOLD[] = {
        "고칠 것이 6가지",
        "<a href=\"#key\">분류 코드: 코드는 영문",
        "<a href=\"#field_0\">",
        "<a href=\"#field_5\">",
        "<a href=\"#field_10\">",
        "<a href=\"#from_day\">시행일: 시행일이 지났습니다",
        "<a href=\"#reason\">까닭: ",
        "name=\"key\" value=\"Paper Copy\"",
        "value=\"1411\"",
        "value=\"{nothing}\"",
        "name=\"from_day\" value=\"2026-11-23\"",
        "href=\"" TEMPLATE_PATH "?kind=category\">취소</a>",
    };
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct web_answer a =
            web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "category"}, {"is_new", "1"}, {"key", "Paper Copy"},
                                {"field_0", ""}, {"field_1", "paper.copy"}, {"field_2", "goods"},
                                {"field_3", "롤"}, {"field_4", "taxable"}, {"field_5", "1411"},
                                {"field_6", ""}, {"field_7", ""}, {"field_8", "0"},
                                {"field_9", "unknown"}, {"field_10", "{nothing}"},
                                {"from_day", "2026-11-23"}, {"reason", " "}, {"do", "save"}));
        assert_int_equal(a.status, 422);
        assert_in_turn(a, TOLD, COUNT(TOLD));
        // Only the day and the reason: what it touches stays in view, and it may be done then.
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"key", "A4용지"}, {"removes", "1"},
                                {"from_day", "2026-11-23"}, {"reason", ""}, {"do", "save"}));
        assert_int_equal(a.status, 404); // there is no such
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "복사용지"}, {"field_1", "loanword"},
                                {"from_day", "2026-11-23"}, {"reason", ""}, {"do", "save"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "고칠 것이 2가지"));
        assert_true(web_shows(a, "바꾸면 달라지는 것"));
        assert_true(web_shows(a, "value=\"save\""));
        assert_true(web_shows(a, "href=\"" TEMPLATE_PATH "?kind=synonym\">취소</a>"));
        catalog_testing_close(&s);
    }
}

static void who_leaves_the_form_comes_back_to_where_it_began(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *back;
    } CASES[] = {
        {EDIT "?kind=category&key=paper.copy",          TEMPLATE_PATH "?kind=category\""          },
        {EDIT "?kind=category&new=1&key=paper.copy.",   EDIT "?kind=category&amp;key=paper.copy\""},
        {EDIT "?kind=attribute&key=paper.copy.a4/size",
         EDIT "?kind=category&amp;key=paper.copy.a4\""                                            },
        {EDIT "?kind=unit&new=1",                       TEMPLATE_PATH "?kind=unit\""              },
    };
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            const char *link = str_format(t.arena, "href=\"%s>취소</a>", CASES[i].back).p;
            assert_true(web_shows(web_get(&s.web, CASES[i].path), link));
        }
        catalog_testing_close(&s);
    }
}

static void what_begins_later_waits_for_its_day_or_is_taken_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        template_testing_open(&s, &t);
#define LATER(term, day)                                                                           \
    WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", term}, {"field_0", "복사용지"},       \
               {"field_1", "synonym"}, {"from_day", day}, {"reason", "다음 달부터"},               \
               {"do", "save"})
        struct web_answer a = web_post(&s.web, EDIT, LATER("프린트지", "2026-11-23"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "시행일이 지났습니다"));
        a = web_post(&s.web, EDIT, LATER("프린트지", "2026-11-25"));
        assert_true(str_ends(a.location, S("?was=planned")));
        assert_int_equal(web_post(&s.web, EDIT, LATER("프린트지", "2026-11-26")).status, 422);
        assert_int_equal(web_post(&s.web, EDIT, LATER("카피지", "2026-11-25")).status, 303);
        template_testing_day(&t);
        assert_true(canonical_of(&t, "프린트지").n == 0);
        template_change_list list;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(template_store_changes(t.db, t.arena, 10, &list));
        db_rollback(t.db);
        assert_int_equal(list.count, 2);
        str back =
            str_format(t.arena, TEMPLATE_PATH "/%lld/back", (long long)list.items[0].no.value);
        assert_int_equal(web_post(&s.web, str_to_c(t.arena, back), WEB_NO_FIELDS).status, 303);
        assert_int_equal(web_post(&s.web, str_to_c(t.arena, back), WEB_NO_FIELDS).status, 409);
        web_test_now = instant_at(date_from_ymd(2026, 11, 25), 0, 2);
        template_testing_day(&t);
        assert_true(str_equals(canonical_of(&t, "프린트지"), S("복사용지")));
        assert_true(canonical_of(&t, "카피지").n == 0);
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 1);
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "taken_back"), 1);
        web_test_now = now;
        catalog_testing_close(&s);
    }
}

static void a_reason_to_look_may_count_more_but_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct web_answer a = web_get(&s.web, EDIT "?kind=reason&key=missing");
        assert_true(web_shows(a, "value=\"15\""));
#define COUNTS(points, act)                                                                        \
    WEB_FIELDS({"kind", "reason"}, {"key", "missing"}, {"field_0", "빠진 필수 속성"},              \
               {"field_1", points}, {"field_2", "0"}, {"field_3", "0"},                            \
               {"from_day", TEMPLATE_TODAY}, {"reason", "더 엄하게"}, {"do", act})
// What the form was filled with comes back with the line ends of a browser.
#define FILLED(points, was_points)                                                                 \
    WEB_FIELDS({"kind", "reason"}, {"key", "missing"}, {"field_0", "빠진 필수 속성"},              \
               {"field_1", points}, {"field_2", "0"}, {"field_3", "0"},                            \
               {"from_day", TEMPLATE_TODAY},                                                       \
               {"was", "label=빠진 필수 속성\r\npoints=" was_points                                \
                       "\r\nlimit_value=0\r\nneeds_two=0\r\n"},                                    \
               {"do", "look"})
        assert_int_equal(web_post(&s.web, EDIT, FILLED("25", "15")).status, 200);
        a = web_post(&s.web, EDIT, FILLED("25", "14"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "그 사이 다른 사람이 이 항목을 고쳤습니다"));
        assert_int_equal(web_post(&s.web, EDIT, COUNTS("15", "save")).status, 422); // the same
        assert_int_equal(web_post(&s.web, EDIT, COUNTS("25", "remove")).status, 422);
        assert_int_equal(web_get(&s.web, EDIT "?kind=reason&key=nothing").status, 404);
        assert_int_equal(web_get(&s.web, EDIT "?kind=nothing&key=x").status, 404);
        catalog_testing_close(&s);
    }
}

static str waiting_path(struct testing_db *t, const char *act)
{
    template_change_list list;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(template_store_changes(t->db, t->arena, 1, &list));
    db_rollback(t->db);
    assert_int_equal(list.count, 1);
    return str_format(t->arena, TEMPLATE_PATH "/%lld/%s", (long long)list.items[0].no.value, act);
}

static void what_is_looked_at_is_not_changed_by_one_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        template_testing_open(&s, &t);
        struct testing_row person = party_testing_person(&t, "op2@x.kr", "박둘째", NULL, NULL);
        struct actor other = template_keeper;
        other.account.value = person.id;
#define ALONE(day)                                                                                 \
    WEB_FIELDS({"kind", "reason"}, {"key", "forbidden"}, {"field_0", "쓸 수 없는 말"},             \
               {"field_1", "0"}, {"field_2", "0"}, {"field_3", "0"}, {"from_day", day},            \
               {"reason", "혼자 끔"}, {"do", "save"})
        struct web_answer a = web_post(&s.web, EDIT, ALONE(TEMPLATE_TODAY));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "내일이나 그 뒤의 날짜"));
        a = web_post(&s.web, EDIT, ALONE("2026-11-25"));
        assert_true(str_ends(a.location, S("?was=second")));
        const char *agree = str_to_c(t.arena, waiting_path(&t, "agree"));
        assert_int_equal(web_post(&s.web, agree, WEB_NO_FIELDS).status, 422);
        a = web_get(&s.web, TEMPLATE_PATH);
        assert_true(web_shows(a, "다른 운영자의 동의 기다림"));
        assert_false(web_shows(a, agree));
        web_test_now = instant_at(date_from_ymd(2026, 11, 25), 0, 2);
        template_testing_day(&t); // its day has come, and nobody agreed
        assert_false(web_shows(web_get(&s.web, EDIT "?kind=reason&key=forbidden"),
                               "name=\"field_1\" value=\"0\""));
        web_as(&s.web, &other);
        assert_true(web_shows(web_get(&s.web, TEMPLATE_PATH), agree));
        assert_int_equal(web_post(&s.web, agree, WEB_NO_FIELDS).status, 303);
        assert_int_equal(web_post(&s.web, agree, WEB_NO_FIELDS).status, 409);
        assert_int_equal(party_testing_count_audit(&t, "template.agree"), 1);
        template_testing_day(&t);
        a = web_get(&s.web, EDIT "?kind=reason&key=forbidden");
        assert_true(web_shows(a, "name=\"field_1\" value=\"0\""));
        assert_true(web_shows(web_get(&s.web, TEMPLATE_PATH), "동의: 박둘째"));
        web_test_now = now;
        catalog_testing_close(&s);
    }
}

static void the_other_operators_are_told_that_a_second_is_waited_for(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        struct testing_row other = party_testing_person(&t, "op2@x.kr", "박둘째", NULL, NULL);
        struct testing_row nobody = party_testing_person(&t, "x@x.kr", "한아무개", NULL, NULL);
        (void)party_testing_role(&t, template_keeper_row, NULL, NULL, PARTY_OPERATOR);
        (void)party_testing_role(&t, other, NULL, NULL, PARTY_OPERATOR);
        assert_int_equal(web_post(&s.web, EDIT, LATER("카피지", TEMPLATE_TODAY)).status, 303);
        assert_int_equal(party_testing_count_notices(&t, other, "template.second"), 0);
        assert_int_equal(web_post(&s.web, EDIT, ALONE("2026-11-25")).status, 303);
        assert_int_equal(party_testing_count_notices(&t, other, "template.second"), 1);
        assert_int_equal(party_testing_count_notices(&t, template_keeper_row, "template.second"),
                         0);
        assert_int_equal(party_testing_count_notices(&t, nobody, "template.second"), 0);
        catalog_testing_close(&s);
    }
}

static void a_word_begins_tomorrow_at_the_earliest(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
#define WORD(act, from)                                                                            \
    WEB_FIELDS({"kind", "word"}, {"is_new", "1"}, {"key", "가짜말"}, {"field_0", "forbidden"},     \
               {"field_1", "까닭"}, {"from_day", from}, {"reason", "새 말"}, {"do", act})
        assert_int_equal(web_post(&s.web, EDIT, WORD("save", TEMPLATE_TODAY)).status, 422);
        assert_int_equal(web_post(&s.web, EDIT, WORD("save", "2026-11-25")).status, 303);
        struct web_answer a = web_get(&s.web, EDIT "?kind=word&key=%EA%B0%80%EC%A7%9C%EB%A7%90");
        assert_int_equal(a.status, 404); // not yet
        catalog_testing_close(&s);
    }
}

// Words qz…, from one number up to another.
static void add_words(struct testing_db *t, int from, int count)
{
    assert_null(db_begin(t->db, DB_WRITE));
    db_set_arena(t->db, t->arena);
    for (int i = from; i < count; i++) {
        struct query *q = db_query(t->db, &SQL_TEST_TEMPLATE_WORD);
        bind_str(q, "word", str_format(t->arena, "qz%03d", i));
        assert_null(query_run(q, NULL));
    }
    assert_null(db_commit(t->db));
}

static void a_list_says_that_it_is_cut_where_there_are_more(void **state)
{
    (void)state;
    static const char LIST[] = TEMPLATE_PATH "?kind=word&q=qz";
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
        add_words(&t, 0, 100);
        struct web_answer a = web_get(&s.web, LIST);
        assert_true(web_shows(a, "qz099"));
        assert_false(web_shows(a, "앞의 것만 보입니다"));
        add_words(&t, 100, 101);
        a = web_get(&s.web, LIST);
        assert_true(web_shows(a, "qz099"));
        assert_false(web_shows(a, "qz100"));
        assert_true(web_shows(a, "앞의 것만 보입니다"));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_be_changed_is_listed_kind_by_kind),
        cmocka_unit_test(a_synonym_is_seen_before_it_is_added_and_may_go_again),
        cmocka_unit_test(a_list_says_that_it_is_cut_where_there_are_more),
        cmocka_unit_test(a_template_s_row_says_whose_values_would_not_fit),
        cmocka_unit_test(a_category_takes_its_place_in_the_tree_and_its_titles_a_pattern),
        cmocka_unit_test(a_service_may_be_said_to_be_transport),
        cmocka_unit_test(a_new_row_asks_for_what_its_kind_is_known_by),
        cmocka_unit_test(all_that_is_wrong_is_told_at_once_down_the_page_and_what_was_typed_stays),
        cmocka_unit_test(who_leaves_the_form_comes_back_to_where_it_began),
        cmocka_unit_test(what_begins_later_waits_for_its_day_or_is_taken_back),
        cmocka_unit_test(what_is_looked_at_is_not_changed_by_one_alone),
        cmocka_unit_test(the_other_operators_are_told_that_a_second_is_waited_for),
        cmocka_unit_test(a_word_begins_tomorrow_at_the_earliest),
        cmocka_unit_test(a_reason_to_look_may_count_more_but_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
