// Every reader at its limits: one below, at, one above; and what it says when it cannot read.
#include "platform/form/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "base/out.h"

static struct issues issues;
static struct pair the_field;

// A form in which one thing was typed into the field "x".
static struct request typed_text(str text)
{
    issues = (struct issues){0};
    the_field = (struct pair){S("x"), text};
    return (struct request){
        .arena = arena, .fields = {.items = &the_field, .count = 1}
    };
}

static struct request typed(const char *text)
{
    return typed_text(str_view(text));
}

static str repeat(const char *text, size_t times)
{
    struct out o;
    out_init(&o, arena, MIB);
    for (size_t i = 0; i < times; i++) {
        out_str(&o, str_view(text));
    }
    return out_view(&o);
}

static void assert_fine(void)
{
    assert_int_equal(issues.count, 0);
}

static void assert_issue(const char *text)
{
    assert_int_equal(issues.count, 1);
    assert_true(str_equals(issues.items[0].field, S("x")));
    assert_string_equal(str_to_c(arena, issues.items[0].text), text);
}

#define EMPTY_SAYS "이 칸을 채워 주세요. 꼭 필요한 내용입니다."
#define UNCHOSEN_SAYS "보기 가운데 하나를 골라 주세요. 꼭 필요한 내용입니다."

static void an_empty_field_is_an_issue_only_where_required(void **state)
{
    (void)state;
    static const char *const EMPTY[] = {"", "  ", "\t\r\n", "\xE3\x80\x80"};
    for (size_t i = 0; i < COUNT(EMPTY); i++) {
        struct request rq = typed(EMPTY[i]);
        assert_int_equal(form_line(&rq, &issues, "x", OPTIONAL, 10).n, 0);
        assert_int_equal(form_text(&rq, &issues, "x", OPTIONAL, 10).n, 0);
        assert_int_equal(form_i64(&rq, &issues, "x", OPTIONAL, 5, 9), 0);
        assert_int_equal(form_money(&rq, &issues, "x", OPTIONAL, WON(9)).won, 0);
        assert_true(date_is_none(form_date(&rq, &issues, "x", OPTIONAL)));
        assert_int_equal(form_no(&rq, &issues, "x", OPTIONAL).value, 0);
        assert_int_equal(form_business_no(&rq, &issues, "x", OPTIONAL, arena).n, 0);
        assert_fine();
    }
    struct request rq = typed("");
    (void)form_line(&rq, &issues, "x", REQUIRED, 10);
    assert_issue(EMPTY_SAYS);
    rq = typed("");
    (void)form_money(&rq, &issues, "x", REQUIRED, WON(9));
    assert_issue(EMPTY_SAYS);
    rq = typed("");
    (void)form_date(&rq, &issues, "y", REQUIRED); // not even posted
    assert_int_equal(issues.count, 1);
    assert_true(str_equals(issues.items[0].field, S("y")));
}

// Whatever its value is read as.
static void who_chose_nothing_is_told_to_choose(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"one", "two"};
    struct request rq = typed("");
    assert_int_equal(form_no(&rq, &issues, "x", CHOSEN).value, 0);
    assert_issue(UNCHOSEN_SAYS);
    rq = typed("");
    assert_int_equal(form_i64(&rq, &issues, "x", CHOSEN, 1, 9), 0);
    assert_issue(UNCHOSEN_SAYS);
    rq = typed("");
    assert_int_equal(form_line(&rq, &issues, "x", CHOSEN, 10).n, 0);
    assert_issue(UNCHOSEN_SAYS);
    rq = typed("");
    assert_int_equal(form_choice(&rq, &issues, "x", REQUIRED, WORDS, 2), -1);
    assert_issue(UNCHOSEN_SAYS);
    rq = typed("7");
    assert_int_equal(form_i64(&rq, &issues, "x", CHOSEN, 1, 9), 7);
    assert_fine();
}

static void a_line_holds_so_many_characters(void **state)
{
    (void)state;
    for (size_t n = LIMIT_NAME - 1; n <= LIMIT_NAME; n++) {
        str text = repeat("가", n);
        struct request rq = typed_text(text);
        assert_true(str_equals(form_line(&rq, &issues, "x", REQUIRED, LIMIT_NAME), text));
        assert_fine();
    }
    struct request rq = typed_text(repeat("가", LIMIT_NAME + 1));
    assert_int_equal(form_line(&rq, &issues, "x", REQUIRED, LIMIT_NAME).n, 0);
    assert_issue("100자 안으로 줄여 주세요. 지금은 101자입니다.");

    rq = typed("  앞뒤 빈칸은 떼고\r\n");
    assert_true(str_equals(form_line(&rq, &issues, "x", REQUIRED, 100), S("앞뒤 빈칸은 떼고")));
    rq = typed("두\n줄");
    assert_int_equal(form_line(&rq, &issues, "x", REQUIRED, 100).n, 0);
    assert_issue("줄바꿈이나 탭 없이 한 줄로 적어 주세요.");
    rq = typed("벨\a");
    assert_int_equal(form_line(&rq, &issues, "x", REQUIRED, 100).n, 0);
    assert_int_equal(issues.count, 1);
}

static void a_text_keeps_its_lines(void **state)
{
    (void)state;
    struct request rq = typed("첫째\r\n둘째\r셋째\n넷째");
    str text = form_text(&rq, &issues, "x", REQUIRED, 11); // a line end is one character
    assert_true(str_equals(text, S("첫째\n둘째\n셋째\n넷째")));
    assert_fine();
    assert_int_equal(form_text(&rq, &issues, "x", REQUIRED, 10).n, 0);
    assert_issue("10자 안으로 줄여 주세요. 지금은 11자입니다.");
    rq = typed("\x1B[31m");
    assert_int_equal(form_text(&rq, &issues, "x", REQUIRED, 100).n, 0);
    assert_int_equal(issues.count, 1);
}

static void a_number_lies_within_its_range(void **state)
{
    (void)state;
    static const struct row {
        const char *text;
        int64_t value;
        const char *says; // NULL: it is read
    } ROWS[] = {
        {"1",                                         1,    NULL                                    },
        {"0",                                         0,    "1 이상으로 적어 주세요."      },
        {"1000",                                      1000, NULL                                    },
        {"1,000",                                     1000, NULL                                    },
        {" 1 000 ",                                   1000, NULL                                    },
        {"1001",                                      0,    "1000 이하로 적어 주세요."      },
        {"-5",                                        0,    "1 이상으로 적어 주세요."      },
        {"1.5",                                       0,    "숫자로만 적어 주세요. 예: 12"},
        {"열",                                       0,    "숫자로만 적어 주세요. 예: 12"},
        {"0x10",                                      0,    "숫자로만 적어 주세요. 예: 12"},
        {"99999999999999999999",                      0,    "숫자로만 적어 주세요. 예: 12"},
        {"00000000000000000000000000000000000000001", 0,    "숫자로만 적어 주세요. 예: 12"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct request rq = typed(ROWS[i].text);
        assert_int_equal(form_i64(&rq, &issues, "x", REQUIRED, 1, 1000), ROWS[i].value);
        if (ROWS[i].says == NULL) {
            assert_fine();
        } else {
            assert_issue(ROWS[i].says);
        }
    }
}

static void an_amount_is_whole_won_up_to_its_most(void **state)
{
    (void)state;
    const char *unreadable = "금액을 원 단위 숫자로 적어 주세요. 예: 1,234,000";
    const struct row {
        const char *text;
        int64_t won;
        const char *says;
    } rows[] = {
        {"1,234,000",            1234000,  NULL                                       },
        {"1234000원",           1234000,  NULL                                       },
        {" 12 340 000 원",      12340000, NULL                                       },
        {"19999999",             19999999, NULL                                       },
        {"20000000",             20000000, NULL                                       },
        {"20000001",             0,        "20,000,000원 이하로 적어 주세요."},
        {"0",                    0,        NULL                                       },
        {"-1",                   0,        unreadable                                 },
        {"1.5",                  0,        unreadable                                 },
        {"천만원",            0,        unreadable                                 },
        {"1e6",                  0,        unreadable                                 },
        {"99999999999999999999", 0,        unreadable                                 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = typed(rows[i].text);
        assert_int_equal(form_money(&rq, &issues, "x", REQUIRED, WON(20000000)).won, rows[i].won);
        if (rows[i].says == NULL) {
            assert_fine();
        } else {
            assert_issue(rows[i].says);
        }
    }
}

static void a_day_is_read_as_people_write_it(void **state)
{
    (void)state;
    static const char *const WAYS[] = {"2026-11-03", "2026-11-3",     "2026. 11. 3.",
                                       "2026.11.03", "2026. 11. 03 ", "2026/11/03",
                                       "20261103",   "2026-11-03-"};
    for (size_t i = 0; i < COUNT(WAYS); i++) {
        struct request rq = typed(WAYS[i]);
        assert_true(
            date_equals(form_date(&rq, &issues, "x", REQUIRED), date_from_ymd(2026, 11, 3)));
        assert_fine();
    }
    static const char *const UNREADABLE[] = {
        "26-11-03", "11/03/2026",  "2026-11", "2026-11-03-04", "2026년 11월 3일", "내일",
        "2026--03", "-2026-11-03", "2026111", "202611033",     "2026-111-03"};
    for (size_t i = 0; i < COUNT(UNREADABLE); i++) {
        struct request rq = typed(UNREADABLE[i]);
        assert_true(date_is_none(form_date(&rq, &issues, "x", REQUIRED)));
        assert_issue("날짜를 연-월-일 순서로 적어 주세요. 예: 2026-11-23");
    }
    static const char *const NO_DAYS[] = {"2026-02-29", "2026-11-31", "2026-13-01", "2026-00-01",
                                          "2026-01-00"};
    for (size_t i = 0; i < COUNT(NO_DAYS); i++) {
        struct request rq = typed(NO_DAYS[i]);
        assert_true(date_is_none(form_date(&rq, &issues, "x", REQUIRED)));
        assert_issue("달력에 있는 날짜로 고쳐 주세요. 예: 2026-11-30");
    }
    struct request rq = typed("2028-02-29");
    assert_false(date_is_none(form_date(&rq, &issues, "x", REQUIRED)));
}

static void a_choice_is_one_of_the_words(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"one", "two"};
    struct request rq = typed("two");
    assert_int_equal(form_choice(&rq, &issues, "x", REQUIRED, WORDS, 2), 1);
    assert_fine();
    rq = typed("three");
    assert_int_equal(form_choice(&rq, &issues, "x", OPTIONAL, WORDS, 2), -1);
    assert_issue("보기에 있는 것 가운데 하나를 골라 주세요.");
    rq = typed("");
    assert_int_equal(form_choice(&rq, &issues, "x", OPTIONAL, WORDS, 2), -1);
    assert_fine();
    assert_int_equal(form_choice(&rq, &issues, "x", REQUIRED, WORDS, 2), -1);
    assert_issue(UNCHOSEN_SAYS);
}

static void a_flag_is_set_by_any_value(void **state)
{
    (void)state;
    struct request rq = typed("1");
    assert_true(form_flag(&rq, "x"));
    assert_false(form_flag(&rq, "y"));
}

static void numbers_are_known_by_their_check_digit(void **state)
{
    (void)state;
    public_no no = public_no_from(123456789);
    struct request rq = typed(str_format(arena, " %lld ", (long long)no.value).p);
    assert_int_equal(form_no(&rq, &issues, "x", REQUIRED).value, no.value);
    assert_fine();
    rq = typed(str_format(arena, "%lld", (long long)no.value + 1).p);
    assert_int_equal(form_no(&rq, &issues, "x", REQUIRED).value, 0);
    assert_int_equal(issues.count, 1);

    static const char *const RIGHT[] = {"1208147521", "120-81-47521", " 120 81 47521 "};
    for (size_t i = 0; i < COUNT(RIGHT); i++) {
        rq = typed(RIGHT[i]);
        assert_true(
            str_equals(form_business_no(&rq, &issues, "x", REQUIRED, arena), S("1208147521")));
        assert_fine();
    }
    static const char *const SHORT_OR_LONG[] = {"120814752", "12081475210", "120-81-4752A", "-"};
    for (size_t i = 0; i < COUNT(SHORT_OR_LONG); i++) {
        rq = typed(SHORT_OR_LONG[i]);
        assert_int_equal(form_business_no(&rq, &issues, "x", REQUIRED, arena).n, 0);
        assert_issue("사업자등록번호 10자리를 적어 주세요. 예: 120-81-47521");
    }
    rq = typed("120-81-47522");
    assert_int_equal(form_business_no(&rq, &issues, "x", REQUIRED, arena).n, 0);
    assert_int_equal(issues.count, 1);
}

static void rows_of_a_table_are_read_by_their_key(void **state)
{
    (void)state;
    static struct pair fields[] = {
        {{"qty_12", 6},  {"3", 1}    },
        {{"won_12", 6},  {"1,000", 5}},
        {{"name_12", 7}, {"펜", 3}  },
        {{"qty_13", 6},  {"x", 1}    },
    };
    struct request rq = {
        .arena = arena, .fields = {.items = fields, .count = COUNT(fields)}
    };
    static const struct field_label LABELS[] = {
        {"qty",    "수량"   },
        {"qty_13", "열셋째"}
    };
    issues = (struct issues){
        .labels = {.items = LABELS, .count = 1}
    };
    assert_int_equal(form_i64_at(&rq, &issues, arena, "qty", 12, REQUIRED, 1, 9), 3);
    assert_int_equal(form_money_at(&rq, &issues, arena, "won", 12, REQUIRED, WON(1000)).won, 1000);
    assert_true(str_equals(form_line_at(&rq, &issues, arena, "name", 12, REQUIRED, 5), S("펜")));
    assert_fine();
    assert_int_equal(form_i64_at(&rq, &issues, arena, "qty", 13, REQUIRED, 1, 9), 0);
    assert_int_equal(issues.count, 1);
    assert_true(str_equals(issues.items[0].field, S("qty_13")));
    assert_true(str_equals(issues_label(&issues, issues.items[0].field), S("수량")));
    assert_int_equal(issues_label(&issues, S("won_12")).n, 0);
}

static void a_summary_goes_down_the_page(void **state)
{
    (void)state;
    static const struct field_label LABELS[] = {
        {"title", "이름"},
        {"qty",   "수량"},
        {"price", "값"   }
    };
    static const char *const ORDER[] = {"", "title", "qty_2", "qty_1", "price", "other"};
    issues = (struct issues){
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    issues_sort(&issues); // of none
    issues_add(&issues, "price", "a");
    issues_add(&issues, "other", "b");
    issues_add_at(&issues, arena, "qty", 2, "c");
    issues_add_at(&issues, arena, "qty", 1, "d");
    issues_add(&issues, "", "e");
    issues_add(&issues, "title", "f");
    issues_sort(&issues);
    assert_int_equal(issues.count, COUNT(ORDER));
    assert_true(issues_has(&issues, S("qty_2")) && issues_has(&issues, S("")));
    assert_false(issues_has(&issues, S("qty")));
    for (size_t i = 0; i < COUNT(ORDER); i++) {
        assert_true(str_equals(issues.items[i].field, str_view(ORDER[i])));
    }
    assert_true(str_equals(issues.items[2].text, S("c"))); // as they were added
}

static void a_refusal_joins_the_issues_and_trouble_goes_up(void **state)
{
    (void)state;
    static const bool JOINS[FAULT_KIND_COUNT] = {
        [FAULT_INVALID] = true, [FAULT_REFUSED] = true, [FAULT_CONFLICT] = true};
    for (int kind = 0; kind < FAULT_KIND_COUNT; kind++) {
        struct fault fault = {(enum fault_kind)kind, "test.fault", "고쳐 주세요.", "법 제1조"};
        issues = (struct issues){0};
        err up = issues_catch_at(&issues, "x", &fault);
        assert_ptr_equal(up, JOINS[kind] ? NULL : &fault);
        assert_int_equal(issues.count, JOINS[kind] ? 1 : 0);
        if (JOINS[kind]) {
            assert_true(str_equals(issues.items[0].source, S("법 제1조")));
        }
    }
    issues = (struct issues){0};
    assert_null(issues_catch(&issues, NULL));
    assert_fine();
}

static void more_mistakes_than_can_be_told_are_told_later(void **state)
{
    (void)state;
    issues = (struct issues){0};
    for (int i = 0; i < ISSUES_MAX; i++) {
        issues_add(&issues, "x", "고쳐 주세요.");
    }
    assert_int_equal(issues.untold, 0);
    issues_add_at(&issues, arena, "x", 1, "고쳐 주세요.");
    struct fault fault = {FAULT_CONFLICT, "test.fault", "고쳐 주세요.", NULL};
    assert_null(issues_catch(&issues, &fault));
    assert_int_equal(issues.count, ISSUES_MAX);
    assert_int_equal(issues.untold, 2);
}

static void a_form_that_came_too_late_tells_what_is_saved(void **state)
{
    (void)state;
    struct pair fields[] = {
        {S("title"), S("의자 구매")             },
        {S("need"),  S("회의실에\r\n둡니다.")},
        {S("price"), S("12,000")                    },
        {S("phone"), S("053-555-6666")              },
        {S("unit"),  S("set")                       },
    };
    const struct form_saved saved[] = {
        {"title", S("책상 구매")           },
        {"need",  S("회의실에\n둡니다.")},
        {"price", S("12000")                   },
        {"phone", S("")                        },
        {"maker", S("두레")                  }, // the form has no such input
    };
    struct request rq = {.arena = arena};
    rq.fields.items = fields;
    rq.fields.count = COUNT(fields);
    issues = (struct issues){0};
    form_compare(&rq, &issues, saved, COUNT(saved));
    form_compare_choice(&rq, &issues, "unit", S("box"), S("상자"));
    assert_int_equal(issues.count, 4);
    assert_true(issues.tells_saved);
    assert_int_equal(issues.items[0].field.n, 0);
    assert_true(str_equals(issues.items[1].field, S("title")));
    assert_true(str_contains(issues.items[1].text, S("책상 구매")));
    assert_true(str_equals(issues.items[2].field, S("phone")));
    assert_true(str_contains(issues.items[3].text, S("상자")));
    issues = (struct issues){0};
    form_compare(&rq, &issues, &saved[1], 2); // the same text, the same price
    assert_int_equal(issues.count, 1);
}

static void a_version_goes_on_only_when_what_is_saved_was_told(void **state)
{
    (void)state;
    struct request rq = typed("3");
    the_field.name = S("version");
    assert_int_equal(form_version(&rq, NULL, 4), 4); // first shown
    rq.method = POST;
    assert_int_equal(form_version(&rq, &issues, 4), 3); // it comes back for another mistake
    issues.tells_saved = true;
    assert_int_equal(form_version(&rq, &issues, 4), 4);
    issues.tells_saved = false;
    the_field.value = S("x");
    assert_int_equal(form_version(&rq, &issues, 4), 4); // nothing to go by
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_field_is_an_issue_only_where_required),
        cmocka_unit_test(who_chose_nothing_is_told_to_choose),
        cmocka_unit_test(a_line_holds_so_many_characters),
        cmocka_unit_test(a_text_keeps_its_lines),
        cmocka_unit_test(a_number_lies_within_its_range),
        cmocka_unit_test(an_amount_is_whole_won_up_to_its_most),
        cmocka_unit_test(a_day_is_read_as_people_write_it),
        cmocka_unit_test(a_choice_is_one_of_the_words),
        cmocka_unit_test(a_flag_is_set_by_any_value),
        cmocka_unit_test(numbers_are_known_by_their_check_digit),
        cmocka_unit_test(rows_of_a_table_are_read_by_their_key),
        cmocka_unit_test(a_summary_goes_down_the_page),
        cmocka_unit_test(a_summary_goes_down_the_page),
        cmocka_unit_test(a_refusal_joins_the_issues_and_trouble_goes_up),
        cmocka_unit_test(more_mistakes_than_can_be_told_are_told_later),
        cmocka_unit_test(a_form_that_came_too_late_tells_what_is_saved),
        cmocka_unit_test(a_version_goes_on_only_when_what_is_saved_was_told),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
