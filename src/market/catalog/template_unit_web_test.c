// test-timeout: 120
// Operators add units and their spellings: seen before, dated, kept, and what one comes to stays.
#include "market/catalog/template_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/normal.h"
#include "market/catalog/template_store.h"
#include "market/catalog/template_testing.h"
#include "market/catalog/template_web_test.sql.h"

#define EDIT TEMPLATE_PATH "/edit"

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
               {"from_day", TEMPLATE_TODAY}, {"reason", "자주 씁니다"}, {"do", act})

static void a_unit_is_seen_before_it_is_added_and_may_go_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        template_testing_open(&s, &t);
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
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_TOLD, NULL), 1);
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
                     WEB_FIELDS({"kind", "unit"}, {"key", "말통"}, {"from_day", TEMPLATE_TODAY},
                                {"reason", "잘못 넣음"}, {"removes", "1"}, {"do", "save"}));
        assert_int_equal(a.status, 303);
        assert_true(read_now(&t, "2통말").n == 0);
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"),
                         4); // all stay written
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
        template_testing_open(&s, &t);
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
                     WEB_FIELDS({"kind", "unit"}, {"key", "말통"}, {"from_day", TEMPLATE_TODAY},
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
        template_testing_open(&s, &t);
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
        template_testing_day(&t);
        assert_true(str_equals(read_now(&t, "2말통"), S("36")));
        assert_true(read_now(&t, "2됫통").n == 0);
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 1);
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "failed"), 1);
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
        template_testing_open(&s, &t);
        say_a_unit(&t, &s);
        assert_int_equal(web_post(&s.web, EDIT, WAITS("말통", "18")).status, 303);
        assert_int_equal(web_post(&s.web, EDIT, WAITS("됫통", "20")).status, 303);
        web_test_now = instant_at(date_from_ymd(2026, 11, 25), 0, 2);
        template_testing_day(&t);
        assert_true(str_equals(read_now(&t, "2통말"), S("36")));
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "done"), 1);
        assert_int_equal(template_testing_count(&t, &SQL_TEST_TEMPLATE_CHANGES, "failed"), 1);
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
        template_testing_open(&s, &t);
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
        cmocka_unit_test(a_unit_is_seen_before_it_is_added_and_may_go_again),
        cmocka_unit_test(what_one_of_a_unit_comes_to_stays_as_it_was),
        cmocka_unit_test(of_two_units_that_wait_with_one_spelling_the_first_begins),
        cmocka_unit_test(of_two_units_that_wait_the_hundredth_begins_and_no_other),
        cmocka_unit_test(a_unit_of_the_program_gets_a_spelling_and_keeps_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
