// test-timeout: 180
// A firm's way from the template to what was listed, page by page.
#include "market/catalog/import_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/import_testing.h"
#include "market/party/right.h"

#define HEAD "/supplier/products/import"
#define SHEET                                                                                      \
    "자체 상품코드,분류,물건,단가,납기,규격,1상자 매수\n"                      \
    "W-1,paper.copy.a4,웹 종이,1000,3,A4,2500\n"                                                \
    "W-2,paper.copy.a4,틀린 종이,영원,3,A4,2500\n"

static struct web_answer upload(struct catalog_scene *s, const char *name, str bytes)
{
    struct web_file file = {.field = "file", .name = name, .bytes = bytes};
    return web_post_file(&s->web, "/upload" HEAD, &file, WEB_NO_FIELDS);
}

static public_no no_of(str location)
{
    public_no no = NO_ID(public_no);
    str head = S(HEAD "/");
    assert_true(str_starts(location, head));
    assert_true(public_no_parse(str_slice(location, head.n, location.n), &no));
    return no;
}

static const char *at(struct catalog_scene *s, public_no no, const char *rest)
{
    return str_format(s->database->arena, HEAD "/%lld%s", (long long)no.value, rest).p;
}

static void a_sheet_goes_from_upload_to_undone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        struct web_answer a = web_get(&s.web, HEAD);
        assert_true(web_shows(a, " selected>용지·토너 › 복사·인쇄용지 › 복사용지")); // its own

        a = upload(&s, "우리 상품.csv", S(SHEET));
        assert_int_equal(a.status, 303);
        public_no no = no_of(a.location);
        a = web_get(&s.web, at(&s, no, ""));
        assert_true(web_shows(a, "열 맞추기"));
        assert_true(web_shows(a, "<option value=\"price\" selected>단가</option>"));
        assert_true(web_shows(a, "<td data-l=\"앞의 값\">1000 · 영원</td>"));
        assert_true(web_shows(web_get(&s.web, HEAD), "우리 상품.csv"));

        // two columns cannot say the same
        struct web_field twice[] = {
            {"column_0", "title"   },
            {"column_1", "category"},
            {"column_2", "title"   },
        };
        a = web_post(&s.web, at(&s, no, "/columns"), twice, COUNT(twice));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "같은 항목을 두 열에"));

        struct web_field columns[] = {
            {"column_0", "own_code" },
            {"column_1", "category" },
            {"column_2", "title"    },
            {"column_3", "price"    },
            {"column_4", "lead_days"},
            {"column_5", "a"        },
            {"column_6", "a.sheets" },
        };
        a = web_post(&s.web, at(&s, no, "/columns"), columns, COUNT(columns));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, at(&s, no, ""));
        assert_true(web_shows(a, "data-again-ms"));
        assert_true(web_shows(a, "<progress value=\"0\" max=\"2\""));
        (void)import_testing_run(&s, no);

        a = web_get(&s.web, at(&s, no, ""));
        assert_true(web_shows(a, "1줄 등록"));
        assert_true(web_shows(a, "단가(D열): 숫자만 적어 주세요."));
        assert_true(web_shows(a, "나머지 줄은 지금 등록할 수 있습니다."));
        assert_false(web_shows(a, "웹 종이")); // what is to be mended comes first
        assert_true(web_shows(web_get(&s.web, at(&s, no, "?state=all")), "웹 종이"));
        assert_false(web_shows(web_get(&s.web, at(&s, no, "?state=new")), "틀린 종이"));
        assert_true(web_shows(web_get(&s.web, at(&s, no, "?columns=1")), "열 맞추기"));

        assert_int_equal(web_post(&s.web, at(&s, no, "/commit"), WEB_NO_FIELDS).status, 303);
        (void)import_testing_run(&s, no);
        a = web_get(&s.web, at(&s, no, ""));
        assert_true(web_shows(a, "이 등록을 모두 되돌리기"));
        assert_true(web_shows(a, "1줄은 고쳐야 등록할 수 있습니다."));
        assert_false(web_shows(a, "나머지 줄은 지금 등록할 수 있습니다."));
        assert_true(web_shows(a, "/supplier/products/"));
        assert_int_equal(web_post(&s.web, at(&s, no, "/commit"), WEB_NO_FIELDS).status, 409);
        assert_int_equal(web_post(&s.web, at(&s, no, "/undo"), WEB_NO_FIELDS).status, 303);
        (void)import_testing_run(&s, no);
        assert_true(web_shows(web_get(&s.web, at(&s, no, "")), "되돌림"));
        catalog_testing_close(&s);
    }
}

#define TYPED                                                                                      \
    "자체 상품코드,분류,물건,단가,납기,규격,1상자 매수\n"                      \
    "T-1,paper.copy.a4,적은 대로 종이,1000,3,A4,2500\n"                                      \
    "T-2,paper.copy.a4,다르게 읽은 종이,이만원,3,A4,2500\n"

// What was read otherwise than it was written is confirmed before it is listed, never silent.
static void what_was_read_otherwise_is_shown_before_it_is_listed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        public_no no = no_of(upload(&s, "적은 대로.csv", S(TYPED)).location);
        struct web_field columns[] = {
            {"column_0", "own_code" },
            {"column_1", "category" },
            {"column_2", "title"    },
            {"column_3", "price"    },
            {"column_4", "lead_days"},
            {"column_5", "a"        },
            {"column_6", "a.sheets" },
        };
        (void)web_post(&s.web, at(&s, no, "/columns"), columns, COUNT(columns));
        (void)import_testing_run(&s, no);
        struct web_answer a = web_get(&s.web, at(&s, no, "")); // comes first
        assert_true(web_shows(a, "1줄은 있던 것을 바꾸거나, 적힌 것과 다르게 읽었거나"));
        assert_true(web_shows(a, "이만원 → 20000"));
        assert_false(web_shows(a, "적은 대로 종이"));
        assert_true(web_shows(a, "2줄 등록"));
        a = web_get(&s.web, at(&s, no, "?state=all"));
        assert_true(web_shows(a, "적은 대로 종이"));
        a = web_get(&s.web, at(&s, no, "?state=otherwise&after=3")); // its last row
        assert_false(web_shows(a, "다르게 읽은 종이"));
        (void)web_post(&s.web, at(&s, no, "/commit"), WEB_NO_FIELDS);
        (void)import_testing_run(&s, no);
        assert_false(web_shows(web_get(&s.web, at(&s, no, "")), "다르게 읽었거나"));
        catalog_testing_close(&s);
    }
}

static void what_is_wrong_with_a_file_is_told_on_the_form(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        struct web_answer a = upload(&s, "a.csv", S("가,나\nx,\"열린"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "2행 B열: 여기서 연 따옴표가"));
        a = upload(&s, "a.xls", S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
        assert_true(web_shows(a, "옛 형식의 엑셀 파일"));
        a = web_post(&s.web, "/upload" HEAD, WEB_NO_FIELDS);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "올릴 파일을 골라"));
        catalog_testing_close(&s);
    }
}

static void a_firm_hands_in_so_many_sheets_a_day(void **state)
{
    (void)state;
    instant then = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        for (int i = 0; i < LIMIT_IMPORTS_DAY; i++) {
            assert_int_equal(upload(&s, "a.csv", S(SHEET)).status, 303);
        }
        struct web_answer a = upload(&s, "a.csv", S(SHEET));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "내일 올려 주세요"));
        assert_true(web_shows(a, "양식 받기")); // on the form
        web_test_now.us += INT64_C(24) * 3600 * 1000000;
        assert_int_equal(upload(&s, "a.csv", S(SHEET)).status, 303);
        web_test_now = then;
        catalog_testing_close(&s);
    }
}

static void what_stands_still_goes_on_at_a_click(void **state)
{
    (void)state;
    instant then = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        public_no no = no_of(upload(&s, "a.csv", S(SHEET)).location);
        struct web_field columns[] = {
            {"column_0", "own_code" },
            {"column_1", "category" },
            {"column_2", "title"    },
            {"column_3", "price"    },
            {"column_4", "lead_days"},
            {"column_5", "a.size"   },
            {"column_6", "a.sheets" },
        };
        struct web_answer a = web_post(&s.web, at(&s, no, "/columns"), columns, COUNT(columns));
        assert_int_equal(a.status, 303);
        a = web_get(&s.web, at(&s, no, ""));
        assert_false(web_shows(a, "이어서 하기")); // it has only begun
        assert_int_equal(web_post(&s.web, at(&s, no, "/resume"), WEB_NO_FIELDS).status, 409);
        web_test_now.us += INT64_C(901000000);
        assert_true(web_shows(web_get(&s.web, at(&s, no, "")), "이어서 하기"));
        assert_int_equal(web_post(&s.web, at(&s, no, "/resume"), WEB_NO_FIELDS).status, 303);
        web_test_now = then;
        catalog_testing_close(&s);
    }
}

static str attached(struct web_answer a)
{
    assert_int_equal(a.status, 200);
    return a.body;
}

static void a_template_filled_in_is_read_as_it_stands(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        s.web.site.pool = POOL_SLOW;
        str xlsx = attached(web_get(&s.web, HEAD "/template?category=paper.copy.a4&as=xlsx"));
        struct web_answer a = upload(&s, "양식.xlsx", xlsx);
        assert_int_equal(a.status, 303);
        public_no no = no_of(a.location);
        a = web_get(&s.web, at(&s, no, ""));
        assert_true(web_shows(a, "<option value=\"a\" selected>"));
        assert_true(web_shows(a, "1상자 매수(매)"));
        str csv = attached(web_get(&s.web, HEAD "/template?category=paper.copy.a4&as=csv"));
        assert_true(str_contains(csv, S("\"예시\"")));
        assert_int_equal(web_get(&s.web, HEAD "/template?category=paper").status, 422);
        catalog_testing_close(&s);
    }
}

static void rows_to_mend_come_back_with_what_is_wrong(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        struct import i =
            import_testing_check(&s, "자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수\n"
                                     "M-1,paper.copy.a4,종이,1000,3,A4,2500\n"
                                     "M-2,paper.copy.a4,,0,3,A4,이천오백\n");
        s.web.site.pool = POOL_SLOW;
        str xlsx = attached(web_get(&s.web, at(&s, i.no, "/mend")));
        struct import_sheet sheet;
        str sentence = S("");
        assert_null(import_read_sheet(t.arena, S("a.xlsx"), xlsx, &sheet, &sentence));
        assert_int_equal(sheet.row_count, 1);
        assert_string_equal(str_to_c(t.arena, sheet.header), // each column keeps its letter
                            "자체 상품코드\x1F분류\x1F상품명\x1F단가\x1F납기\x1F규격\x1F"
                            "1상자 매수\x1F고칠 것");
        assert_true(str_contains(sheet.chunks.items[0], S("단가(D열)")));
        assert_true(str_contains(sheet.chunks.items[0], S("M-2")));
        assert_false(
            str_contains(sheet.chunks.items[0], S("이천오백 → 2500. "))); // nothing to mend

        // the same after the rest was listed, of which nothing is kept of the sheet
        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        str kept = S("");
        assert_null(db_begin(t.db, DB_READ));
        assert_null(import_store_chunk(t.db, i.id, 0, &kept));
        db_rollback(t.db);
        assert_true(str_contains(kept, S("M-2")));
        assert_false(str_contains(kept, S("M-1")));
        xlsx = attached(web_get(&s.web, at(&s, i.no, "/mend")));
        assert_null(import_read_sheet(t.arena, S("a.xlsx"), xlsx, &sheet, &sentence));
        assert_int_equal(sheet.row_count, 1);
        catalog_testing_close(&s);
    }
}

static void another_firms_sheet_is_no_page(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        struct import i = import_testing_check(&s, SHEET);
        struct actor other = s.owner;
        other.supplier = s.rival;
        web_as(&s.web, &other);
        assert_int_equal(web_get(&s.web, at(&s, i.no, "")).status, 404);
        assert_int_equal(web_post(&s.web, at(&s, i.no, "/commit"), WEB_NO_FIELDS).status, 404);
        assert_int_equal(web_post(&s.web, at(&s, i.no, "/undo"), WEB_NO_FIELDS).status, 404);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_goes_from_upload_to_undone),
        cmocka_unit_test(what_was_read_otherwise_is_shown_before_it_is_listed),
        cmocka_unit_test(what_is_wrong_with_a_file_is_told_on_the_form),
        cmocka_unit_test(a_firm_hands_in_so_many_sheets_a_day),
        cmocka_unit_test(what_stands_still_goes_on_at_a_click),
        cmocka_unit_test(a_template_filled_in_is_read_as_it_stands),
        cmocka_unit_test(rows_to_mend_come_back_with_what_is_wrong),
        cmocka_unit_test(another_firms_sheet_is_no_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
