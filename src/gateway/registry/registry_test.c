// What the list's answers are read as, byte by byte.
#include "gateway/registry/registry_portal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"

#define HEAD                                                                                       \
    "{\"response\":{\"header\":{\"resultCode\":\"00\",\"resultMsg\":\"정상\"},\"body\":{"        \
    "\"items\":"
#define PAPER "{\"prdctClsfcNo\":\"14111506\",\"prdctClsfcNoNm\":\"종이\",\"useYn\":\"Y\"}"

static struct registry_answer read_as(int digits, long status, const char *body)
{
    struct registry_call call = {
        .digits = digits, .page = 1, .rows = 2, .from = DATE_NONE, .until = DATE_NONE};
    return registry_read(arena, &call, status, str_view(body));
}

static void check_failed(struct registry_answer answer, enum registry_outcome outcome,
                         const char *code)
{
    assert_string_equal(str_to_c(arena, answer.code), code);
    assert_int_equal(answer.outcome, outcome);
    assert_int_equal(answer.rows.count, 0);
    assert_true(answer.sentence.n > 0);
}

static void items_are_an_array_an_object_or_an_empty_text(void **state)
{
    (void)state;
    struct registry_answer a =
        read_as(8, 200, HEAD "[" PAPER "," PAPER "],\"pageNo\":1,\"totalCount\":7}}}");
    assert_int_equal(a.outcome, REGISTRY_READ);
    assert_int_equal(a.rows.count, 2);
    assert_int_equal(a.total, 7);
    a = read_as(8, 200, HEAD PAPER ",\"pageNo\":1,\"totalCount\":1}}}");
    assert_int_equal(a.rows.count, 1);
    assert_true(str_equals(a.rows.items[0].no, S("14111506")));
    assert_true(str_equals(a.rows.items[0].name, S("종이")));
    assert_true(a.rows.items[0].is_used);
    a = read_as(8, 200, HEAD "{\"item\":[" PAPER "]},\"totalCount\":1}}}");
    assert_int_equal(a.rows.count, 1);
    static const char *const NONE[] = {"\"\"", "null", "[]"};
    for (size_t i = 0; i < COUNT(NONE); i++) {
        str body = str_format(arena, HEAD "%s,\"totalCount\":0}}}", NONE[i]);
        a = read_as(8, 200, str_to_c(arena, body));
        assert_int_equal(a.outcome, REGISTRY_READ);
        assert_int_equal(a.rows.count, 0);
    }
}

static void numbers_may_be_texts_and_texts_numbers(void **state)
{
    (void)state;
    struct registry_answer a =
        read_as(2, 200,
                HEAD "{\"prdctClsfcNo\":14,\"prdctClsfcNoNm\":\" 종이 \",\"useYn\":\"N\"},"
                     "\"pageNo\":\"1\",\"totalCount\":\"12\"}}}");
    assert_int_equal(a.outcome, REGISTRY_READ);
    assert_int_equal(a.total, 12);
    assert_true(str_equals(a.rows.items[0].no, S("14")));
    assert_true(str_equals(a.rows.items[0].name, S("종이")));
    assert_false(a.rows.items[0].is_used);
}

static void details_have_names_of_their_own(void **state)
{
    (void)state;
    struct registry_answer a =
        read_as(10, 200,
                HEAD "[{\"dtilPrdctClsfcNo\":\"1411150601\",\"dtilPrdctClsfcNoNm\":\"복사용지\","
                     "\"dtilPrdctClsfcNoEngNm\":\"Copy \\u0041\\ud83d\\ude00\","
                     "\"chgDate\":\"2013-08-26 11:02\"}],\"totalCount\":1}}}");
    assert_true(str_equals(a.rows.items[0].name_en, S("Copy A😀")));
    assert_true(str_equals(a.rows.items[0].changed_on, S("2013-08-26")));
    a = read_as(10, 200,
                HEAD "[{\"dtilPrdctClsfcNo\":\"1411150601\",\"dtilPrdctClsfcNoNm\":\"복사용지\","
                     "\"chgDate\":\"20130826\"}],\"totalCount\":1}}}");
    assert_int_equal(a.rows.count, 1);
    assert_int_equal(a.rows.items[0].changed_on.n, 0);
}

static struct registry_answer read_item(const char *body)
{
    struct registry_call call = {
        .item_no = S("23657020"), .page = 1, .rows = 10, .from = DATE_NONE, .until = DATE_NONE};
    return registry_read(arena, &call, 200, str_view(body));
}

static void an_item_is_read_with_its_detail_and_only_the_one_asked_for(void **state)
{
    (void)state;
    struct registry_answer a =
        read_item(HEAD "{\"prdctClsfcNo\":\"54101502\",\"prdctIdntNo\":23657020,"
                       "\"dtilPrdctClsfcNo\":\"5410150201\",\"krnPrdctNm\":\"목걸이, 두레\","
                       "\"dltYn\":\"N\",\"useYn\":\"Y\"},\"totalCount\":1}}}");
    assert_int_equal(a.outcome, REGISTRY_READ);
    assert_int_equal(a.rows.count, 1);
    assert_true(str_equals(a.rows.items[0].no, S("23657020")));
    assert_true(str_equals(a.rows.items[0].name, S("목걸이, 두레")));
    assert_true(str_equals(a.rows.items[0].detail_no, S("5410150201")));
    assert_true(a.rows.items[0].is_used);
    static const char *const ENDED[] = {"\"dltYn\":\"Y\",\"useYn\":\"Y\"",
                                        "\"dltYn\":\"N\",\"useYn\":\"N\""};
    for (size_t i = 0; i < COUNT(ENDED); i++) {
        str body = str_format(arena, HEAD "{\"prdctIdntNo\":\"23657020\",%s},\"totalCount\":1}}}",
                              ENDED[i]);
        a = read_item(str_to_c(arena, body));
        assert_int_equal(a.rows.count, 1);
        assert_false(a.rows.items[0].is_used);
        assert_int_equal(a.rows.items[0].detail_no.n, 0);
    }
    a = read_item(HEAD "\"\",\"totalCount\":0}}}");
    assert_int_equal(a.outcome, REGISTRY_READ);
    assert_int_equal(a.rows.count, 0);
    check_failed(read_item(HEAD "{\"prdctIdntNo\":\"23657021\"},\"totalCount\":1}}}"),
                 REGISTRY_LATER, "row"); // another: the condition was not heard
}

static void each_code_of_the_owner_has_its_end_and_a_sentence(void **state)
{
    static const struct {
        const char *code;
        enum registry_outcome outcome;
    } CODES[] = {
        {"01", REGISTRY_LATER  },
        {"02", REGISTRY_LATER  },
        {"04", REGISTRY_LATER  },
        {"05", REGISTRY_LATER  },
        {"07", REGISTRY_REFUSED},
        {"08", REGISTRY_REFUSED},
        {"10", REGISTRY_REFUSED},
        {"11", REGISTRY_REFUSED},
        {"12", REGISTRY_REFUSED},
        {"20", REGISTRY_REFUSED},
        {"21", REGISTRY_LATER  },
        {"22", REGISTRY_QUOTA  },
        {"30", REGISTRY_REFUSED},
        {"31", REGISTRY_REFUSED},
        {"32", REGISTRY_REFUSED},
        {"33", REGISTRY_REFUSED},
        {"99", REGISTRY_LATER  },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CODES); i++) {
        const char *code = CODES[i].code;
        str json = str_format(
            arena, "{\"nkoneps.com.response.ResponseError\":{\"header\":{\"resultCode\":\"%s\"}}}",
            code);
        str portal = str_format(arena,
                                "{\"OpenAPI_ServiceResponse\":{\"cmmMsgHeader\":{"
                                "\"returnReasonCode\":\"%s\"}}}",
                                code);
        str xml = str_format(arena,
                             "<?xml version=\"1.0\"?>\n<OpenAPI_ServiceResponse><cmmMsgHeader>"
                             "<returnReasonCode>%s</returnReasonCode></cmmMsgHeader>"
                             "</OpenAPI_ServiceResponse>",
                             code);
        check_failed(read_as(8, 200, str_to_c(arena, json)), CODES[i].outcome, code);
        check_failed(read_as(8, 200, str_to_c(arena, portal)), CODES[i].outcome, code);
        check_failed(read_as(8, 200, str_to_c(arena, xml)), CODES[i].outcome, code);
        check_failed(read_as(8, 403, str_to_c(arena, xml)), CODES[i].outcome, code);
    }
}

static void no_data_is_an_empty_page(void **state)
{
    (void)state;
    struct registry_answer a =
        read_as(8, 200, "{\"response\":{\"header\":{\"resultCode\":\"03\"}}}");
    assert_int_equal(a.outcome, REGISTRY_READ);
    assert_int_equal(a.total, 0);
    assert_int_equal(a.rows.count, 0);
}

static void what_cannot_be_read_is_asked_for_again(void **state)
{
    static const struct {
        const char *code;
        const char *body;
    } BAD[] = {
        {"malformed", ""                                                                       },
        {"malformed", "{}"                                                                     },
        {"malformed", "[]"                                                                     },
        {"malformed", HEAD                                                                     },
        {"malformed", HEAD "[" PAPER "],\"totalCount\":1}}},"                                  },
        {"malformed", HEAD "[" PAPER ",],\"totalCount\":1}}}"                                  },
        {"malformed", HEAD "[" PAPER "]}}}"                                                    }, // no total
        {"malformed", HEAD "[" PAPER "],\"totalCount\":-1}}}"                                  },
        {"malformed", HEAD "[" PAPER "],\"totalCount\":1.5}}}"                                 },
        {"malformed", HEAD "[" PAPER "],\"totalCount\":01}}}"                                  },
        {"malformed", HEAD "\"none\",\"totalCount\":0}}}"                                      },
        {"malformed", HEAD "[],\"totalCount\":0,\"x\":\"\\ud800\"}}}"                          },
        {"malformed", HEAD "[],\"totalCount\":0,\"x\":\"\\u0000\"}}}"                          },
        {"malformed", HEAD "[],\"totalCount\":0,\"x\":\"a\nb\"}}}"                             },
        {"malformed", HEAD "[],\"totalCount\":0,\"x\":nul}}}"                                  },
        {"charset",   HEAD "[{\"prdctClsfcNoNm\":\"\xB9\xB0\"}],\"totalCount\":1}}}"           },
        {"row",
         HEAD "[{\"prdctClsfcNo\":\"1411\",\"prdctClsfcNoNm\":\"종이\"}],\"totalCount\":1}}}"},
        {"row",       HEAD "[{\"prdctClsfcNo\":\"1411150X\",\"prdctClsfcNoNm\":\"종이\"}],"
                     "\"totalCount\":1}}}"                                      },
        {"row",
         HEAD "[{\"prdctClsfcNo\":\"14111506\",\"prdctClsfcNoNm\":\"\"}],\"totalCount\":1}}}"  },
        {"page",      HEAD "[" PAPER "],\"pageNo\":2,\"totalCount\":1}}}"                      },
        {"page",      HEAD "[" PAPER "," PAPER "," PAPER "],\"totalCount\":3}}}"               },
        {"malformed", "<html><body>점검 중</body></html>"                                   },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(BAD); i++) {
        check_failed(read_as(8, 200, BAD[i].body), REGISTRY_LATER, BAD[i].code);
    }
}

static void a_status_counts_where_the_body_says_nothing(void **state)
{
    (void)state;
    check_failed(read_as(8, 503, ""), REGISTRY_LATER, "http.503");
    check_failed(read_as(8, 500, "<html></html>"), REGISTRY_LATER, "http.500");
    check_failed(read_as(8, 302, ""), REGISTRY_LATER, "http.302");
    check_failed(read_as(8, 401, "Unauthorized"), REGISTRY_REFUSED, "http.401");
    check_failed(read_as(8, 500, HEAD PAPER ",\"totalCount\":1}}}"), REGISTRY_LATER, "http.500");
}

static void what_is_said_to_every_question_is_told_apart(void **state)
{
    (void)state;
    static const int STATUSES[] = {429, 503, 500, 302};
    for (size_t i = 0; i < COUNT(STATUSES); i++) {
        struct registry_answer a = read_as(8, STATUSES[i], "");
        assert_int_equal(a.outcome, REGISTRY_LATER);
        assert_int_equal(a.asks_to_wait, i < 2);
    }
    assert_true(registry_no_answer("unreachable").asks_to_wait);
    assert_false(registry_no_answer("timeout").asks_to_wait);
    assert_false(registry_no_answer("cut").asks_to_wait);
}

static void nesting_ends_at_a_limit(void **state)
{
    (void)state;
    char body[400] = HEAD;
    size_t n = strlen(body);
    memset(body + n, '[', sizeof body - n - 1);
    check_failed(read_as(8, 200, body), REGISTRY_LATER, "malformed");
}

static void the_address_names_page_days_and_the_key_once_encoded(void **state)
{
    (void)state;
    struct registry_portal portal = {.url = S("https://x.kr/1230000/ao/ThngListInfoService02"),
                                     .key = S("a+b/c==")};
    struct registry_call call = {
        .digits = 10, .page = 3, .rows = 500, .from = DATE_NONE, .until = DATE_NONE};
    assert_string_equal(str_to_c(arena, registry_portal_url(arena, &portal, &call)),
                        "https://x.kr/1230000/ao/ThngListInfoService02/"
                        "getPrdctClsfcNoUnit10Info02?serviceKey=a%2Bb%2Fc%3D%3D&pageNo=3"
                        "&numOfRows=500&type=json");
    portal = (struct registry_portal){.url = S("https://x.kr/1230000/ao/ThngListInfoService"),
                                      .key = S("a%2Bb%2Fc%3D%3D")};
    call.digits = 2;
    call.from = date_from_ymd(2026, 1, 5);
    call.until = date_from_ymd(2026, 11, 30);
    assert_string_equal(str_to_c(arena, registry_portal_url(arena, &portal, &call)),
                        "https://x.kr/1230000/ao/ThngListInfoService/getPrdctClsfcNoUnit2Info"
                        "?serviceKey=a%2Bb%2Fc%3D%3D&pageNo=3&numOfRows=500&type=json"
                        "&inqryDiv=1&inqryBgnDate=20260105&inqryEndDate=20261130");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_an_array_an_object_or_an_empty_text),
        cmocka_unit_test(numbers_may_be_texts_and_texts_numbers),
        cmocka_unit_test(details_have_names_of_their_own),
        cmocka_unit_test(an_item_is_read_with_its_detail_and_only_the_one_asked_for),
        cmocka_unit_test(each_code_of_the_owner_has_its_end_and_a_sentence),
        cmocka_unit_test(no_data_is_an_empty_page),
        cmocka_unit_test(what_cannot_be_read_is_asked_for_again),
        cmocka_unit_test(a_status_counts_where_the_body_says_nothing),
        cmocka_unit_test(what_is_said_to_every_question_is_told_apart),
        cmocka_unit_test(nesting_ends_at_a_limit),
        cmocka_unit_test(the_address_names_page_days_and_the_key_once_encoded),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
