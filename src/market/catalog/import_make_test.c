// Makers and models of a sheet: read by one spelling, told, and found again as they were written.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/import_make_test.sql.h"
#include "market/catalog/import_testing.h"
#include "market/catalog/maker_store.h"

#define HEADER "자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수,제조사,모델명\n"
#define NO_CODE ",paper.copy.a4,두레 복사용지,1000,3,A4,500,주식회사 한결문구,모델명 kx－100\n"
#define KNOWN "제조사(H열): 주식회사 한결문구 → 한결문구. 이미 등록된 제조사 이름으로 적었습니다."
#define SPELLED                                                                                    \
    "제조사(H열): 주식회사 한결문구 → ㈜한결문구. 회사 종류를 기호로 적고 빈칸을 정리했습니다."
#define MODEL "모델명(I열): 모델명 kx－100 → KX-100. 모델명은 대문자와 짧은 붙임표로 적습니다."

static void expect_rows(struct catalog_scene *s, const struct import *i, const char *rows)
{
    assert_string_equal(str_to_c(s->database->arena, import_testing_rows(s, i)), rows);
}

static void begin(struct catalog_scene *s)
{
    assert_null(db_begin(s->database->db, DB_WRITE));
}

static void know(struct catalog_scene *s, const char *maker)
{
    catalog_testing_make(s, s->pens.product, maker);
    catalog_testing_approve(s, s->pens.product);
}

static void a_known_maker_is_read_as_it_is_known_and_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        know(&s, "한결문구");
        struct import i = import_testing_check(
            &s, HEADER "A-1" NO_CODE "A-2,paper.copy.a4,둘,1000,3,A4,500,한결 문구,KX-200\n"
                       "A-3,paper.copy.a4,셋,1000,3,A4,500,한결문구,KX-300\n");
        expect_rows(&s, &i,
                    "2 new " KNOWN "\n" MODEL ";3 new 제조사(H열): 한결 문구 → 한결문구. 이미 "
                    "등록된 제조사 이름으로 적었습니다.;4 new;");
        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        struct listing l = import_testing_listing(&s, "A-1");
        assert_true(str_equals(l.text.maker, S("한결문구")));
        assert_true(str_equals(l.text.model, S("KX-100")));
        catalog_testing_close(&s);
    }
}

static void what_nobody_approved_is_no_known_maker(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        catalog_testing_make(&s, s.pens.product, "한결문구");
        struct import i = import_testing_check(&s, HEADER NO_CODE);
        expect_rows(&s, &i, "2 new " SPELLED "\n" MODEL ";");
        catalog_testing_close(&s);
    }
}

// Nothing is listed twice because it is read otherwise than it was once.
static void the_same_sheet_finds_what_it_listed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER NO_CODE);
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        i = import_testing_check(&s, HEADER NO_CODE);
        expect_rows(&s, &i, "2 same;");
        know(&s, "한결문구"); // since then
        i = import_testing_check(&s, HEADER NO_CODE);
        expect_rows(&s, &i, "2 same;");

        begin(&s); // listed before makers were read
        struct query *q = db_query(s.database->db, &SQL_TEST_MAKE_TYPED);
        bind_str(q, "maker", S("주식회사 한결문구"));
        bind_str(q, "model", S("모델명 kx－100"));
        bind_str(q, "title", S("두레 복사용지"));
        assert_null(query_run(q, NULL));
        assert_null(db_commit(s.database->db));
        i = import_testing_check(&s, HEADER NO_CODE);
        expect_rows(&s, &i, "2 same;");
        catalog_testing_close(&s);
    }
}

static void what_stands_gives_way_to_what_is_spelled_well(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER "A-1" NO_CODE);
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        i = import_testing_check(&s, HEADER
                                 "A-1,paper.copy.a4,두레 복사용지,1000,3,A4,500,한결문구,KX-100\n");
        expect_rows(&s, &i, "2 change 상품 설명과 규격;");
        i = import_testing_check(&s, HEADER
                                 "A-1,paper.copy.a4,두레 복사용지,1000,3,A4,500,(주)다른곳,kx-7\n");
        expect_rows(&s, &i,
                    "2 change 상품 설명과 규격\n제조사(H열): (주)다른곳 → ㈜다른곳. 회사 종류를 "
                    "기호로 적고 "
                    "빈칸을 정리했습니다.\n모델명(I열): kx-7 → KX-7. 모델명은 대문자와 짧은 "
                    "붙임표로 적습니다.;");
        catalog_testing_close(&s);
    }
}

static void two_spellings_of_a_maker_are_one_product(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(
            &s, HEADER NO_CODE ",paper.copy.a4,두레 복사용지,1000,3,A4,500,(주)한결문구,KX-100\n");
        expect_rows(&s, &i,
                    "2 new " SPELLED "\n" MODEL ";3 bad 2행과 같은 상품입니다. 한 줄만 남기거나 "
                    "자체 상품코드를 다르게 적어 주세요.;");
        catalog_testing_close(&s);
    }
}

static void makers_are_known_by_their_names_without_blanks_case_and_kind(void **state)
{
    (void)state;
    static const char *const KNOWN_AS[] = {"㈜한결문구", "주식회사 한결문구", "한결문구(주)",
                                           "한결 문구"};
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        for (size_t i = 0; i < COUNT(KNOWN_AS); i++) {
            str keys[] = {S("없는제조사"), S("한결문구"), S("한결"), S("\"'\\%"), S("")};
            str names[COUNT(keys)];
            know(&s, KNOWN_AS[i]);
            assert_null(db_begin(s.database->db, DB_READ));
            assert_null(
                maker_store_known(s.database->db, s.database->arena, keys, COUNT(keys), names));
            assert_null(db_commit(s.database->db));
            assert_true(str_equals(names[1], str_view(KNOWN_AS[i])));
            assert_int_equal(names[0].n + names[2].n + names[3].n + names[4].n, 0);
        }
        know(&s, "Hangyeol");
        str latin[] = {S("HANGYEOL"), S("hangyeol"), S("Hangyeol")};
        str found[COUNT(latin)];
        assert_null(db_begin(s.database->db, DB_READ));
        assert_null(
            maker_store_known(s.database->db, s.database->arena, latin, COUNT(latin), found));
        assert_null(db_commit(s.database->db));
        for (size_t i = 0; i < COUNT(latin); i++) {
            assert_true(str_equals(found[i], S("Hangyeol")));
        }
        know(&s, "유한회사 한결문구"); // is another firm
        str key = S("한결문구");
        str ltd = S("㈲한결문구");
        str name;
        assert_null(db_begin(s.database->db, DB_READ));
        assert_null(maker_store_known(s.database->db, s.database->arena, &key, 1, &name));
        assert_int_equal(name.n, 0);
        assert_null(maker_store_known(s.database->db, s.database->arena, &ltd, 1, &name));
        assert_true(str_equals(name, S("유한회사 한결문구")));
        assert_null(db_commit(s.database->db));
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_maker_is_read_as_it_is_known_and_told),
        cmocka_unit_test(what_nobody_approved_is_no_known_maker),
        cmocka_unit_test(the_same_sheet_finds_what_it_listed),
        cmocka_unit_test(what_stands_gives_way_to_what_is_spelled_well),
        cmocka_unit_test(two_spellings_of_a_maker_are_one_product),
        cmocka_unit_test(makers_are_known_by_their_names_without_blanks_case_and_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
