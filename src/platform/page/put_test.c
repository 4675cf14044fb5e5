// How values look on a page: escaped for their place, amounts and days as people here write them.
#include "platform/page/put.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "platform/form/form.h"

static struct out buffer;
static struct out *const o = &buffer;

static struct out *fresh(void)
{
    out_init(o, arena, LIMIT_PAGE);
    return o;
}

// What was written since fresh(), terminated.
static const char *written(void)
{
    return str_to_c(arena, out_view(o));
}

#define CHECK_WRITES(call, expected)                                                               \
    do {                                                                                           \
        (void)fresh();                                                                             \
        call;                                                                                      \
        assert_string_equal(written(), expected);                                                  \
    } while (0)

static instant at(int year, int month, int day, int hour, int minute)
{
    return instant_at(date_from_ymd(year, month, day), hour, minute);
}

static void text_is_escaped_for_text_and_for_attributes(void **state)
{
    (void)state;
    CHECK_WRITES(put(o, S("<a href=\"x\" title='y'>&amp;")),
                 "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;");
    CHECK_WRITES(put(o, S("㈜늘푸른나눔")), "㈜늘푸른나눔");
    CHECK_WRITES(put(o, (str){0}), "");
    CHECK_WRITES(put(o, (const char *)"a<b"), "a&lt;b");
    CHECK_WRITES(put(o, ((html){S("<b>")})), "<b>");
    CHECK_WRITES(put_lines(o, S("한 줄\r\n<두 줄>\n\n넷째")), "한 줄<br>&lt;두 줄&gt;<br><br>넷째");
}

static void numbers_are_grouped(void **state)
{
    (void)state;
    CHECK_WRITES(put(o, (int64_t)0), "0");
    CHECK_WRITES(put(o, (int64_t)999), "999");
    CHECK_WRITES(put(o, (int64_t)1000), "1,000");
    CHECK_WRITES(put(o, (int64_t)-1234567), "-1,234,567");
    CHECK_WRITES(put(o, INT64_MIN), "-9,223,372,036,854,775,808");
    CHECK_WRITES(put(o, INT64_MAX), "9,223,372,036,854,775,807");
    CHECK_WRITES(put(o, WON(1234000)), "1,234,000");
    CHECK_WRITES(put(o, (int)12), "12");
    CHECK_WRITES(put(o, (size_t)1200), "1,200");
    CHECK_WRITES(put_plain(o, WON(-1234000)), "-1234000");
    CHECK_WRITES(put_plain(o, (int64_t)1234), "1234");
    CHECK_WRITES(put(o, public_no_from(7)), "1000000000074");
}

static void a_share_has_one_decimal(void **state)
{
    (void)state;
    CHECK_WRITES(put(o, ((basis_points){8620})), "86.2%");
    CHECK_WRITES(put(o, ((basis_points){862})), "8.6%");
    CHECK_WRITES(put(o, ((basis_points){865})), "8.7%");
    CHECK_WRITES(put(o, ((basis_points){0})), "0.0%");
    CHECK_WRITES(put(o, ((basis_points){4})), "0.0%");
    CHECK_WRITES(put(o, ((basis_points){5})), "0.1%");
    CHECK_WRITES(put(o, ((basis_points){10000})), "100.0%");
    CHECK_WRITES(put(o, ((basis_points){-130})), "-1.3%");
    CHECK_WRITES(put(o, ((basis_points){-4})), "0.0%");
}

static void legal_amounts_are_written_in_words(void **state)
{
    (void)state;
    CHECK_WRITES(put_words(o, WON(18700000)), "금 일천팔백칠십만원정");
    CHECK_WRITES(put_words(o, WON(12340000)), "금 일천이백삼십사만원정");
    CHECK_WRITES(put_words(o, WON(1)), "금 일원정");
    CHECK_WRITES(put_words(o, WON(10)), "금 일십원정");
    CHECK_WRITES(put_words(o, WON(13860000)), "금 일천삼백팔십육만원정");
    CHECK_WRITES(put_words(o, WON(100000001)), "금 일억일원정");
    CHECK_WRITES(put_words(o, WON(0)), "금 영원정");
}

static void large_amounts_are_short_in_summaries(void **state)
{
    (void)state;
    CHECK_WRITES(put_short(o, WON(1043000000)), "10억 4,300만");
    CHECK_WRITES(put_short(o, WON(1000000000)), "10억");
    CHECK_WRITES(put_short(o, WON(0)), "0");
    CHECK_WRITES(put_short(o, WON(9999)), "9,999");
    CHECK_WRITES(put_short(o, WON(10000)), "1만");
    CHECK_WRITES(put_short(o, WON(14999)), "1만");
    CHECK_WRITES(put_short(o, WON(15000)), "2만");
    CHECK_WRITES(put_short(o, WON(99999999)), "1억");
    CHECK_WRITES(put_short(o, WON(999999999999)), "1조");
    CHECK_WRITES(put_short(o, WON(1234500000000)), "1조 2,345억");
    CHECK_WRITES(put_short(o, WON(LIMIT_WON)), "1,000조");
    CHECK_WRITES(put_short(o, WON(-25000000)), "-2,500만");
}

static void days_and_times_are_those_of_korea(void **state)
{
    (void)state;
    date d = date_from_ymd(2026, 11, 23);
    CHECK_WRITES(put(o, d), "2026.\u00A011.\u00A023.");
    CHECK_WRITES(put(o, date_from_ymd(2026, 1, 2)), "2026.\u00A01.\u00A02.");
    CHECK_WRITES(put_day(o, d), "2026년 11월 23일(월)");
    CHECK_WRITES(put_day(o, date_from_ymd(2026, 11, 29)), "2026년 11월 29일(일)");
    CHECK_WRITES(put_short(o, d), "11.\u00A023.");
    CHECK_WRITES(put_iso(o, d), "2026-11-23");
    CHECK_WRITES(put(o, at(2026, 11, 23, 14, 5)), "2026.\u00A011.\u00A023. 14:05");
    CHECK_WRITES(put_day(o, at(2026, 11, 23, 0, 0)), "2026년 11월 23일(월) 00:00");
    CHECK_WRITES(put_short(o, at(2026, 11, 23, 23, 59)), "11.\u00A023. 23:59");
    CHECK_WRITES(put_time(o, at(2026, 11, 23, 9, 0)), "09:00");
    CHECK_WRITES(put_iso(o, at(2026, 11, 23, 0, 0)), "2026-11-22T15:00:00.000000Z");
}

static void what_is_open_is_a_dash_or_empty(void **state)
{
    (void)state;
    instant none = {0};
    CHECK_WRITES(put(o, DATE_NONE), "–");
    CHECK_WRITES(put_day(o, DATE_NONE), "–");
    CHECK_WRITES(put_short(o, DATE_NONE), "–");
    CHECK_WRITES(put_iso(o, DATE_NONE), "");
    CHECK_WRITES(put(o, none), "–");
    CHECK_WRITES(put_day(o, none), "–");
    CHECK_WRITES(put_short(o, none), "–");
    CHECK_WRITES(put_time(o, none), "–");
    CHECK_WRITES(put_iso(o, none), "");
}

static void business_numbers_have_their_hyphens(void **state)
{
    (void)state;
    CHECK_WRITES(put_business(o, S("5028112345")), "502-81-12345");
    CHECK_WRITES(put_business(o, S("502811234")), "502811234");
    CHECK_WRITES(put_business(o, S("50281<2345")), "50281&lt;2345");
}

static void what_a_person_may_not_see_is_hidden(void **state)
{
    (void)state;
    static const char *const ROWS[][2] = {
        {"김철수",             "김*수"           },
        {"남궁민수",          "남**수"          },
        {"김수",                "김*"              },
        {"김",                   "*"                 },
        {"010-1234-1234",         "010-****-1234"     },
        {"053-803-1234",          "053-***-1234"      },
        {"01012341234",           "010****1234"       },
        {"502-81-12345",          "502-81-*****"      },
        {"110111-1234567",        "110111-*******"    },
        {"123-45-1234",           "***-**-1234"       },
        {"1234567890",            "******7890"        },
        {"1234",                  "****"              },
        {"hong@example.com",      "h***@example.com"  },
        {"홍길동@example.com", "홍***@example.com"},
        {"<b>",                   "&lt;*&gt;"         },
        {"",                      ""                  },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        CHECK_WRITES(put_masked(o, str_view(ROWS[i][0])), ROWS[i][1]);
    }
}

static void an_address_is_encoded_and_stays_here(void **state)
{
    (void)state;
    CHECK_WRITES(put_path(o, S("가/나 &?#%")), "%EA%B0%80%2F%EB%82%98%20%26%3F%23%25");
    CHECK_WRITES(put_query(o, S("a-b_c.d~e+f")), "a-b_c.d~e%2Bf");
    CHECK_WRITES(put_path(o, (int64_t)-5), "-5");
    href to = href_to(arena, "/products/%d", 12);
    to = href_with(arena, to, "q", S("복사용지 A4"));
    to = href_with(arena, to, "empty", (str){0});
    to = href_with(arena, to, "sort", S("price"));
    CHECK_WRITES(put_href(o, to), "/products/12?q=%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80%20A4"
                                  "&amp;sort=price");
}

static void an_address_that_leads_elsewhere_is_empty(void **state)
{
    (void)state;
    static const char *const LOCAL[] = {"/", "/a", "/a?b=//c", "/a//b"};
    static const char *const ELSEWHERE[] = {"",
                                            "a",
                                            "//evil.example",
                                            "/\\evil.example",
                                            "https://evil.example",
                                            "/a\n",
                                            "/\t/evil.example",
                                            "/a b",
                                            "\\",
                                            "javascript:alert(1)",
                                            "/a\\b"};
    for (size_t i = 0; i < COUNT(LOCAL); i++) {
        assert_true(is_set(href_local(str_view(LOCAL[i]))));
    }
    for (size_t i = 0; i < COUNT(ELSEWHERE); i++) {
        assert_false(is_set(href_local(str_view(ELSEWHERE[i]))));
    }
}

static void a_form_carries_its_token_and_key(void **state)
{
    (void)state;
    bool shown = false;
    struct frame f = {.csrf = S("a\"b"), .form_key = S("c"), .form_shown = &shown, .arena = arena};
    CHECK_WRITES(put_form_token(o, &f), "<input type=\"hidden\" name=\"csrf\" value=\"a&quot;b\">"
                                        "<input type=\"hidden\" name=\"form_key\" value=\"c\">");
    assert_true(shown);
}

static void mistakes_stand_at_their_fields_and_in_the_summary(void **state)
{
    (void)state;
    static const struct field_label LABELS[] = {
        {"title", "계약 이름"},
        {"qty",   "수량"       }
    };
    struct issues is = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    struct frame f = {.issues = &is, .arena = arena};
    CHECK_WRITES(put_issue_summary(o, &f), "");
    CHECK_WRITES(put_error(o, &f, "title"), "");
    CHECK_WRITES(put_invalid(o, &f, "title"), "");

    issues_add(&is, "title", "100자 안으로 줄여 주세요.");
    issues_add_at(&is, arena, "qty", 3, "1 이상으로 적어 주세요.");
    issues_add(&is, "", "<총액>을 확인해 주세요.");
    CHECK_WRITES(put_error(o, &f, "title"), "<p class=\"bad-msg\" id=\"title-e\"><span>"
                                            "100자 안으로 줄여 주세요.</span></p>");
    CHECK_WRITES(put_invalid(o, &f, "title"), " aria-invalid=\"true\"");
    CHECK_WRITES(put_error_at(o, &f, "qty", 3), "<p class=\"bad-msg\" id=\"qty_3-e\"><span>"
                                                "1 이상으로 적어 주세요.</span></p>");
    CHECK_WRITES(put_invalid_at(o, &f, "qty", 4), "");
    CHECK_WRITES(put_issue_summary(o, &f),
                 "<div class=\"note bad\" id=\"issues\" role=\"alert\" tabindex=\"-1\">"
                 "<i class=\"ic ic-stop\" aria-hidden=\"true\"></i><div>"
                 "<p><b>고칠 것이 3가지 있습니다.</b> 고친 뒤 다시 보내 주세요.</p><ul>"
                 "<li><a href=\"#title\">계약 이름: 100자 안으로 줄여 주세요.</a></li>"
                 "<li><a href=\"#qty_3\">수량: 1 이상으로 적어 주세요.</a></li>"
                 "<li>&lt;총액&gt;을 확인해 주세요.</li></ul></div></div>");
}

static void the_summary_says_how_many_mistakes_follow(void **state)
{
    (void)state;
    struct issues is = {0};
    for (int i = 0; i < ISSUES_MAX + 2; i++) {
        issues_add(&is, "", "고쳐 주세요.");
    }
    struct frame f = {.issues = &is, .arena = arena};
    put_issue_summary(fresh(), &f);
    assert_non_null(strstr(written(), "고칠 것이 42가지 있습니다.</b>"));
    assert_non_null(strstr(written(), "적지 못한 2가지는 그때 이어서 알려 드립니다.</p>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped_for_text_and_for_attributes),
        cmocka_unit_test(numbers_are_grouped),
        cmocka_unit_test(a_share_has_one_decimal),
        cmocka_unit_test(legal_amounts_are_written_in_words),
        cmocka_unit_test(large_amounts_are_short_in_summaries),
        cmocka_unit_test(days_and_times_are_those_of_korea),
        cmocka_unit_test(what_is_open_is_a_dash_or_empty),
        cmocka_unit_test(business_numbers_have_their_hyphens),
        cmocka_unit_test(what_a_person_may_not_see_is_hidden),
        cmocka_unit_test(an_address_is_encoded_and_stays_here),
        cmocka_unit_test(an_address_that_leads_elsewhere_is_empty),
        cmocka_unit_test(a_form_carries_its_token_and_key),
        cmocka_unit_test(mistakes_stand_at_their_fields_and_in_the_summary),
        cmocka_unit_test(the_summary_says_how_many_mistakes_follow),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
