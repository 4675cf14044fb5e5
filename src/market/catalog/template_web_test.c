// test-timeout: 120
// Operators change categories, templates and words: seen before, dated, kept.
#include "market/catalog/template_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/normal.h"
#include "market/catalog/template_job.h"
#include "market/catalog/template_store.h"
#include "market/catalog/template_web_test.sql.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

#define EDIT TEMPLATE_PATH "/edit"
#define TODAY "2026-11-24"

static struct actor keeper;
static struct testing_row keeper_row;

static void open_desk(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, TEMPLATE_ROUTES, TEMPLATE_ROUTE_COUNT);
    keeper_row = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    keeper = (struct actor){.account = {keeper_row.id},
                            .name = S("최운영"),
                            .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    web_as(&s->web, &keeper);
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, &SQL_TEST_TEMPLATE_MISS), NULL));
    assert_null(db_commit(t->db));
}

static int64_t count_of(struct testing_db *t, const struct sql *sql, const char *state)
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

static void run_day(struct testing_db *t)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &keeper, .trace = S("t")};
    assert_null(unit_run(&u, clock_of_tests, do_day, NULL));
}

static void a_synonym_is_seen_before_it_is_added_and_may_go_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        struct web_answer a =
            web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "복사용지"}, {"field_1", "loanword"},
                                {"from_day", TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "상품 2건 · 90일 동안 찾지 못한 검색 7번")); // 단종 복사용지 too
        assert_true(canonical_of(&t, "플래카드").n == 0);                     // only looked at
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "복사용지"}, {"field_1", "loanword"},
                                {"from_day", TODAY}, {"reason", "자주 찾습니다"}, {"do", "save"}));
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("?was=done")));
        assert_true(str_equals(canonical_of(&t, "플래카드"), S("복사용지")));
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_TOLD, NULL), 1);
        assert_int_equal(party_testing_count_audit(&t, "template.change"), 1);
        a = web_get(&s.web, TEMPLATE_PATH "?q=%ED%94%8C%EB%9E%98");
        assert_true(web_shows(a, "자주 찾습니다"));
        assert_true(web_shows(a, "key=%ED%94%8C%EB%9E%98%EC%B9%B4%EB%93%9C"));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"is_new", "1"}, {"key", "플래카드"},
                                {"field_0", "현수막"}, {"field_1", "loanword"}, {"from_day", TODAY},
                                {"do", "look"}));
        assert_int_equal(a.status, 422); // it is there already
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "synonym"}, {"key", "플래카드"}, {"from_day", TODAY},
                                {"reason", "잘못 넣음"}, {"removes", "1"}, {"do", "save"}));
        assert_int_equal(a.status, 303);
        assert_true(canonical_of(&t, "플래카드").n == 0);
        catalog_testing_close(&s);
    }
}

static void a_template_s_row_says_whose_values_would_not_fit(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        struct web_answer a = web_get(&s.web, EDIT "?kind=attribute&key=paper.copy.a4/size");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "value=\"A4|A3\""));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "attribute"}, {"key", "paper.copy.a4/size"},
                                {"field_0", "규격"}, {"field_1", "enum"}, {"field_2", ""},
                                {"field_3", "A3|B4"}, {"field_4", "1"}, {"field_5", "1"},
                                {"field_6", "1"}, {"from_day", TODAY}, {"do", "look"}));
        assert_int_equal(a.status, 200);
        assert_true(
            web_shows(a, "상품 1건 · 값이 맞지 않게 되는 상품 1건 · 새로 적어야 하는 상품 1건"));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "attribute"}, {"key", "paper.copy.a4/size"},
                                {"field_0", "규격"}, {"field_1", "enum"}, {"field_3", ""},
                                {"field_4", "1"}, {"field_5", "1"}, {"field_6", "1"},
                                {"from_day", TODAY}, {"do", "look"}));
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
        open_desk(&s, &t);
        struct web_answer a = web_get(&s.web, EDIT "?kind=category&key=paper.copy");
        assert_true(web_shows(a, "key=paper.copy.a4"));
        assert_true(web_shows(a, "분류 더하기"));
#define NEW_LEAF(parent, key, act)                                                                 \
    WEB_FIELDS({"kind", "category"}, {"is_new", "1"}, {"key", key}, {"field_0", "감열지"},         \
               {"field_1", parent}, {"field_2", "goods"}, {"field_3", "롤"},                       \
               {"field_4", "taxable"}, {"field_5", ""}, {"field_6", ""}, {"field_7", ""},          \
               {"field_8", "0"}, {"field_9", "unknown"}, {"field_10", ""}, {"from_day", TODAY},    \
               {"reason", "새 품목"}, {"do", act})
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.nothing", "paper.nothing.thermal", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "paper.thermal", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "Paper Copy", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, NEW_LEAF("paper.copy", "paper.copy.thermal", "save"));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&s.web, EDIT "?kind=category&key=paper.copy"), "감열지"));
        // Its titles: an attribute it does not have is refused.
#define RENAME(name, pattern, was_no)                                                              \
    WEB_FIELDS({"kind", "category"}, {"key", "paper.copy.a4"}, {"field_0", name},                  \
               {"field_1", "paper.copy"}, {"field_2", "goods"}, {"field_3", "상자"},               \
               {"field_4", "taxable"}, {"field_5", "14111507"}, {"field_6", was_no},               \
               {"field_7", "복사용지"}, {"field_8", "1"}, {"field_9", "no"},                       \
               {"field_10", pattern}, {"from_day", TODAY}, {"reason", "고침"}, {"do", "save"})
        a = web_post(&s.web, EDIT, RENAME("복사용지", "{nothing}", "1411150701"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이 분류에 그런 속성이 없습니다"));
        a = web_post(&s.web, EDIT, RENAME("복사 용지", "{@name} {size}", "1411150701"));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, EDIT "?kind=category&key=paper.copy.a4");
        assert_true(web_shows(a, "value=\"{@name} {size}\""));
        assert_true(count_of(&t, &SQL_TEST_TEMPLATE_TOLD, NULL) > 0);
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
        open_desk(&s, &t);
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
        run_day(&t);
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
        run_day(&t);
        assert_true(str_equals(canonical_of(&t, "프린트지"), S("복사용지")));
        assert_true(canonical_of(&t, "카피지").n == 0);
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 1);
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "taken_back"), 1);
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
        open_desk(&s, &t);
        struct web_answer a = web_get(&s.web, EDIT "?kind=reason&key=missing");
        assert_true(web_shows(a, "value=\"15\""));
#define COUNTS(points, act)                                                                        \
    WEB_FIELDS({"kind", "reason"}, {"key", "missing"}, {"field_0", "빠진 필수 속성"},              \
               {"field_1", points}, {"field_2", "0"}, {"field_3", "0"}, {"from_day", TODAY},       \
               {"reason", "더 엄하게"}, {"do", act})
// What the form was filled with comes back with the line ends of a browser.
#define FILLED(points, was_points)                                                                 \
    WEB_FIELDS({"kind", "reason"}, {"key", "missing"}, {"field_0", "빠진 필수 속성"},              \
               {"field_1", points}, {"field_2", "0"}, {"field_3", "0"}, {"from_day", TODAY},       \
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
        open_desk(&s, &t);
        struct testing_row person = party_testing_person(&t, "op2@x.kr", "박둘째", NULL, NULL);
        struct actor other = keeper;
        other.account.value = person.id;
#define ALONE(day)                                                                                 \
    WEB_FIELDS({"kind", "reason"}, {"key", "forbidden"}, {"field_0", "쓸 수 없는 말"},             \
               {"field_1", "0"}, {"field_2", "0"}, {"field_3", "0"}, {"from_day", day},            \
               {"reason", "혼자 끔"}, {"do", "save"})
        struct web_answer a = web_post(&s.web, EDIT, ALONE(TODAY));
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
        run_day(&t); // its day has come, and nobody agreed
        assert_false(web_shows(web_get(&s.web, EDIT "?kind=reason&key=forbidden"),
                               "name=\"field_1\" value=\"0\""));
        web_as(&s.web, &other);
        assert_true(web_shows(web_get(&s.web, TEMPLATE_PATH), agree));
        assert_int_equal(web_post(&s.web, agree, WEB_NO_FIELDS).status, 303);
        assert_int_equal(web_post(&s.web, agree, WEB_NO_FIELDS).status, 409);
        assert_int_equal(party_testing_count_audit(&t, "template.agree"), 1);
        run_day(&t);
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
        open_desk(&s, &t);
        struct testing_row other = party_testing_person(&t, "op2@x.kr", "박둘째", NULL, NULL);
        struct testing_row nobody = party_testing_person(&t, "x@x.kr", "한아무개", NULL, NULL);
        (void)party_testing_role(&t, keeper_row, NULL, NULL, PARTY_OPERATOR);
        (void)party_testing_role(&t, other, NULL, NULL, PARTY_OPERATOR);
        assert_int_equal(web_post(&s.web, EDIT, LATER("카피지", TODAY)).status, 303);
        assert_int_equal(party_testing_count_notices(&t, other, "template.second"), 0);
        assert_int_equal(web_post(&s.web, EDIT, ALONE("2026-11-25")).status, 303);
        assert_int_equal(party_testing_count_notices(&t, other, "template.second"), 1);
        assert_int_equal(party_testing_count_notices(&t, keeper_row, "template.second"), 0);
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
        open_desk(&s, &t);
#define WORD(act, from)                                                                            \
    WEB_FIELDS({"kind", "word"}, {"is_new", "1"}, {"key", "가짜말"}, {"field_0", "forbidden"},     \
               {"field_1", "까닭"}, {"from_day", from}, {"reason", "새 말"}, {"do", act})
        assert_int_equal(web_post(&s.web, EDIT, WORD("save", TODAY)).status, 422);
        assert_int_equal(web_post(&s.web, EDIT, WORD("save", "2026-11-25")).status, 303);
        struct web_answer a = web_get(&s.web, EDIT "?kind=word&key=%EA%B0%80%EC%A7%9C%EB%A7%90");
        assert_int_equal(a.status, 404); // not yet
        catalog_testing_close(&s);
    }
}

// A text of the copy paper, and by what the rival sells it.
static void say_a_unit(struct testing_db *t, const struct catalog_scene *s)
{
    str note[TEMPLATE_COLUMNS_MAX] = {S("비고"), S("text"), S(""), S(""), S("0"), S("0"), S("9")};
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(template_store_write(t->db, TEMPLATE_ATTRIBUTE, S("paper.copy.a4/note"), note));
    struct query *q = db_query(t->db, &SQL_TEST_TEMPLATE_VALUE);
    bind_i64(q, "product", s->paper.product.value);
    bind_str(q, "key", S("note"));
    bind_str(q, "value", S("2500 통말씩"));
    assert_null(query_run(q, NULL));
    q = db_query(t->db, &SQL_TEST_TEMPLATE_SOLD_BY);
    bind_i64(q, "offer", s->rival_paper.offer.value);
    bind_str(q, "unit", S("통말"));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

// What the copy paper's template reads of a text now.
static str read_now(struct testing_db *t, const char *typed)
{
    struct listing_template template;
    struct normal_proposal p;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(listing_store_template(t->db, t->arena, S("paper.copy.a4"), &template));
    db_rollback(t->db);
    struct attribute row = {.name = S("칸"), .kind = ATTRIBUTE_NUMBER, .unit = S("L")};
    row.units = template.units;
    for (size_t i = 0; i < template.attributes.count; i++) {
        assert_ptr_equal(template.attributes.items[i].units, template.units);
    }
    normal_propose(t->arena, &row, str_view(typed), &p);
    return p.state == NORMAL_PROPOSED ? p.value : S("");
}

#define UNIT(key, is_new, spellings, base, times, act)                                             \
    WEB_FIELDS({"kind", "unit"}, {"is_new", is_new}, {"key", key}, {"field_0", spellings},         \
               {"field_1", base}, {"field_2", times}, {"field_3", "1"}, {"field_4", "1"},          \
               {"from_day", TODAY}, {"reason", "자주 씁니다"}, {"do", act})

static void a_unit_is_seen_before_it_is_added_and_may_go_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        say_a_unit(&t, &s);
        struct web_answer a = web_get(&s.web, EDIT "?kind=unit&new=1&key=");
        assert_true(web_shows(a, "name=\"field_2\" value=\"1\""));
        a = web_post(&s.web, EDIT, UNIT("말통", "1", "통말씩|통말", "L", "18", "look"));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "속성 값을 달리 읽는 상품 1건 · 단위를 달리 읽는 판매 1건"));
        assert_true(read_now(&t, "2통말").n == 0); // only looked at
        a = web_post(&s.web, EDIT, UNIT("말통", "1", "통말씩|통말", "L", "18", "save"));
        assert_true(str_ends(a.location, S("?was=done")));
        assert_true(str_equals(read_now(&t, "2통말"), S("36")));
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_TOLD, NULL), 1);
        assert_int_equal(party_testing_count_audit(&t, "template.change"), 1);
        a = web_get(&s.web, TEMPLATE_PATH "?q=%EB%A7%90%ED%86%B5"); // 말통
        assert_true(web_shows(a, "통말씩|통말 → L"));
        a = web_post(&s.web, EDIT, UNIT("말통", "", "통말씩|통말|큰말통", "L", "18", "save"));
        assert_int_equal(a.status, 303); // another spelling of it
        assert_true(str_equals(read_now(&t, "2큰말통"), S("36")));
        a = web_post(&s.web, EDIT, UNIT("말통", "", "통말씩|통말", "L", "18", "save"));
        assert_int_equal(a.status, 303);
        a = web_post(&s.web, EDIT, UNIT("말통", "", "통말씩|통말", "L", "18", "remove"));
        assert_true(web_shows(a, "속성 값을 달리 읽는 상품 1건 · 단위를 달리 읽는 판매 1건"));
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "unit"}, {"key", "말통"}, {"from_day", TODAY},
                                {"reason", "잘못 넣음"}, {"removes", "1"}, {"do", "save"}));
        assert_int_equal(a.status, 303);
        assert_true(read_now(&t, "2통말").n == 0);
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 4); // all stay written
        catalog_testing_close(&s);
    }
}

// "3통말" was counted as 54 L and stands so: nobody makes the next one 60, nor by a way round.
static void what_one_of_a_unit_comes_to_stays_as_it_was(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        const char *is_new;
        const char *spellings;
        const char *base;
        const char *times;
        const char *says; // NULL: it is done
    } CASES[] = {
        {"말통",    "",  "통말",    "L",  "20", "‘말통’은(는) 하나를 18 L(으)로 세던 말입니다"},
        {"말통",    "",  "통말",    "kg", "18", "다른 이름의 단위를 더해 주세요"                    },
        {"말통",    "",  "",          "L",  "18", NULL                                                             },
        {"새말통", "1", "통말",    "L",  "20", "‘통말’은(는) 하나를 18 L(으)로 세던 말입니다"},
        {"새말통", "1", "새통말", "L",  "20", NULL                                                             },
        {"말통",    "",  "",          "",   "1",  NULL                                                             }, // counts no more
        {"말통",    "",  "",          "L",  "20", "‘말통’은(는) 하나를 18 L(으)로 세던 말입니다"},
        {"말통",    "",  "통말",    "L",  "18", NULL                                                             },
    };
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        say_a_unit(&t, &s);
        struct web_answer a = web_post(&s.web, EDIT, UNIT("말통", "1", "통말", "L", "18", "look"));
        assert_true(web_shows(a, "시행한 뒤에는 하나가 얼마인지 바꿀 수 없습니다"));
        a = web_post(&s.web, EDIT, UNIT("말통", "1", "통말", "L", "18", "save"));
        assert_int_equal(a.status, 303);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            a = web_post(&s.web, EDIT,
                         UNIT(CASES[i].key, CASES[i].is_new, CASES[i].spellings, CASES[i].base,
                              CASES[i].times, "save"));
            if (a.status != (CASES[i].says == NULL ? 303 : 422) ||
                (CASES[i].says != NULL && !web_shows(a, CASES[i].says))) {
                fail_msg("case %zu: %d", i, a.status);
            }
        }
        assert_true(str_equals(read_now(&t, "2통말"), S("36")));
        assert_true(str_equals(read_now(&t, "2새통말"), S("40")));
        // Removed, and added again under the same name.
        a = web_post(&s.web, EDIT,
                     WEB_FIELDS({"kind", "unit"}, {"key", "말통"}, {"from_day", TODAY},
                                {"reason", "잘못 넣음"}, {"removes", "1"}, {"do", "save"}));
        assert_int_equal(a.status, 303);
        a = web_post(&s.web, EDIT, UNIT("말통", "1", "통말", "L", "20", "save"));
        assert_int_equal(a.status, 422);
        a = web_post(&s.web, EDIT, UNIT("말통", "1", "통말", "L", "18", "save"));
        assert_int_equal(a.status, 303);
        catalog_testing_close(&s);
    }
}

// Both were right when they were proposed: on their day there is room for one more.
static void of_two_units_that_wait_the_hundredth_begins_and_no_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        open_desk(&s, &t);
        say_a_unit(&t, &s);
        assert_null(db_begin(t.db, DB_WRITE));
        for (int i = 0; i < LIMIT_UNITS - 1; i++) {
            str row[TEMPLATE_COLUMNS_MAX] = {S(""), S(""), S("1"), S("1"), S("0")};
            str key = str_format(t.arena, "단%c%c", 'a' + i / 26, 'a' + i % 26);
            assert_null(template_store_write(t.db, TEMPLATE_UNIT, key, row));
        }
        assert_null(db_commit(t.db));
        static const char *const WAITING[] = {"말통", "됫통"};
        for (size_t i = 0; i < COUNT(WAITING); i++) {
            struct web_answer a = web_post(
                &s.web, EDIT,
                WEB_FIELDS({"kind", "unit"}, {"is_new", "1"}, {"key", WAITING[i]}, {"field_0", ""},
                           {"field_1", "L"}, {"field_2", "18"}, {"field_3", "1"}, {"field_4", "1"},
                           {"from_day", "2026-11-25"}, {"reason", "내일부터"}, {"do", "save"}));
            assert_int_equal(a.status, 303);
        }
        web_test_now = instant_at(date_from_ymd(2026, 11, 25), 0, 2);
        run_day(&t);
        assert_true(str_equals(read_now(&t, "2말통"), S("36")));
        assert_true(read_now(&t, "2됫통").n == 0);
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 1);
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "failed"), 1);
        web_test_now = now;
        catalog_testing_close(&s);
    }
}

// Each was right when it was proposed: on their day the second finds the spelling taken.
static void of_two_units_that_wait_with_one_spelling_the_first_begins(void **state)
{
    (void)state;
#define WAITS(key, times)                                                                          \
    WEB_FIELDS({"kind", "unit"}, {"is_new", "1"}, {"key", key}, {"field_0", "통말"},               \
               {"field_1", "L"}, {"field_2", times}, {"field_3", "1"}, {"field_4", "1"},           \
               {"from_day", "2026-11-25"}, {"reason", "내일부터"}, {"do", "save"})
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        instant now = web_test_now;
        open_desk(&s, &t);
        say_a_unit(&t, &s);
        assert_int_equal(web_post(&s.web, EDIT, WAITS("말통", "18")).status, 303);
        assert_int_equal(web_post(&s.web, EDIT, WAITS("됫통", "20")).status, 303);
        web_test_now = instant_at(date_from_ymd(2026, 11, 25), 0, 2);
        run_day(&t);
        assert_true(str_equals(read_now(&t, "2통말"), S("36")));
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 1);
        assert_int_equal(count_of(&t, &SQL_TEST_TEMPLATE_CHANGES, "failed"), 1);
        web_test_now = now;
        catalog_testing_close(&s);
    }
}

static void a_unit_of_the_program_gets_a_spelling_and_keeps_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_desk(&s, &t);
        struct web_answer a = web_get(&s.web, TEMPLATE_PATH "?q=%EB%B0%95%EC%8A%A4"); // 박스
        assert_true(web_shows(a, "프로그램에 있음: 상자 박스 box"));
        static const struct {
            const char *key;
            const char *spellings;
            const char *base;
            const char *times;
            const char *says; // NULL: it is done
        } CASES[] = {
            {"박스",       "함",          "",    "1",  "이미 ‘상자’ 단위를 적는 말입니다"          },
            {"상자",       "box",          "",    "1",  "이미 ‘상자’ 단위로 읽습니다"                 },
            {"상자",       "말통상자", "",    "1",  NULL                                                         },
            {"함",          "말통상자", "",    "1",  "이미 ‘상자’ 단위로 읽습니다"                 },
            {"말통상자", "",             "",    "1",  "이미 ‘상자’ 단위를 적는 말입니다"          },
            {"함",          "",             "상", "1",  "프로그램에 있는 단위의 이름으로"              },
            {"kg",           "",             "g",   "10", "두 단위의 환산은 프로그램에 이미 있습니다"},
            {"2함",         "",             "",    "1",  "기호 없이 10자 안으로"                              },
            {"함",          "2",            "",    "1",  "기호 없이 10자 안의 말을"                          },
            {"함",          "",             "개", "0",  "1에서 100,000까지"                                      },
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            a = web_post(
                &s.web, EDIT,
                UNIT(CASES[i].key, "1", CASES[i].spellings, CASES[i].base, CASES[i].times, "save"));
            assert_int_equal(a.status, CASES[i].says == NULL ? 303 : 422);
            assert_true(CASES[i].says == NULL || web_shows(a, CASES[i].says));
        }
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_synonym_is_seen_before_it_is_added_and_may_go_again),
        cmocka_unit_test(a_template_s_row_says_whose_values_would_not_fit),
        cmocka_unit_test(a_category_takes_its_place_in_the_tree_and_its_titles_a_pattern),
        cmocka_unit_test(what_begins_later_waits_for_its_day_or_is_taken_back),
        cmocka_unit_test(what_is_looked_at_is_not_changed_by_one_alone),
        cmocka_unit_test(the_other_operators_are_told_that_a_second_is_waited_for),
        cmocka_unit_test(a_word_begins_tomorrow_at_the_earliest),
        cmocka_unit_test(a_unit_is_seen_before_it_is_added_and_may_go_again),
        cmocka_unit_test(what_one_of_a_unit_comes_to_stays_as_it_was),
        cmocka_unit_test(of_two_units_that_wait_with_one_spelling_the_first_begins),
        cmocka_unit_test(of_two_units_that_wait_the_hundredth_begins_and_no_other),
        cmocka_unit_test(a_unit_of_the_program_gets_a_spelling_and_keeps_its_own),
        cmocka_unit_test(a_reason_to_look_may_count_more_but_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
