// test-timeout: 180
// A firm lists by the sheet: every row is looked at before anything is done; what is done is done
// once, and can be taken back.
#include "market/catalog/import_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/import_testing.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/merge_action.h"
#include "market/number/number_testing.h"

#define HEADER "자체 상품코드,분류,품명,판매가(원),단위,납기,규격,1상자 매수(매),색상\n"
#define PAPER "A-1,paper.copy.a4,두레 복사용지,\"21,500원\",상자,3일,a4,\"2,500매\",백색\n"
#define OTHER "A-2,복사용지,두레 복사용지 A3,31000,,5,A3,1250,\n"

// What the dry run says of PAPER beside the verdict.
#define PAPER_READ                                                                                 \
    "규격(G열): a4 → A4. 양식에 적힌 대로 썼습니다.\n"                             \
    "1상자 매수(매)(H열): 2,500매 → 2500. 단위는 칸에 있으므로 숫자만 남겼습니다."

static void expect_rows(struct catalog_scene *s, const struct import *i, const char *rows)
{
    assert_string_equal(str_to_c(s->database->arena, import_testing_rows(s, i)), rows);
}

static void what_the_sheet_says_is_what_is_listed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER PAPER OTHER);
        assert_int_equal(i.state, IMPORT_CHECKED);
        expect_rows(&s, &i, "2 new " PAPER_READ ";3 new;");
        assert_int_equal(import_testing_listing(&s, "A-1").id.value, 0); // nothing is done yet

        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        assert_int_equal(i.state, IMPORT_DONE);
        expect_rows(&s, &i, "2 made " PAPER_READ ";3 made;");
        struct listing l = import_testing_listing(&s, "A-1");
        assert_int_equal(l.state, LISTING_WAITING);
        assert_int_equal(l.terms.price.won, 21500);
        assert_int_equal(l.terms.lead_days, 3);
        assert_int_equal(l.terms.quantity_min, 1);
        assert_true(str_equals(l.text.category, S("paper.copy.a4")));
        assert_true(str_equals(listing_value_of(&l.text.values, S("size")), S("A4")));
        assert_true(str_equals(listing_value_of(&l.text.values, S("sheets")), S("2500")));
        l = import_testing_listing(&s, "A-2");
        assert_true(str_equals(l.terms.unit, S("상자"))); // the category's
        assert_true(str_equals(l.text.title, S("두레 복사용지 A3")));
        catalog_testing_close(&s);
    }
}

static void the_same_sheet_again_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER PAPER);
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        struct import again = import_testing_check(&s, HEADER PAPER);
        expect_rows(&s, &again, "2 same;");
        assert_null(import_testing_commit(&s, &again)); // done: it may be handed in every night
        again = import_testing_run(&s, again.no);
        assert_int_equal(again.state, IMPORT_DONE);
        expect_rows(&s, &again, "2 kept;");
        catalog_testing_close(&s);
    }
}

static void another_price_is_a_change_and_a_revision(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER PAPER);
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        // only code, category and price: what no column says stays
        i = import_testing_check(&s, "상품코드,분류,단가\nA-1,paper.copy.a4,19900\n");
        expect_rows(&s, &i, "2 change 단가 21500원 → 19900원;");
        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        expect_rows(&s, &i, "2 changed 단가 21500원 → 19900원;");
        struct listing l = import_testing_listing(&s, "A-1");
        assert_int_equal(l.terms.price.won, 19900);
        assert_int_equal(l.revision, 2);
        assert_true(str_equals(l.text.title, S("두레 복사용지")));
        assert_true(str_equals(listing_value_of(&l.text.values, S("color")), S("백색")));

        struct import same = import_testing_check( // nothing to list, and something to mend
            &s, "상품코드,분류,단가\nA-1,paper.copy.a4,19900\nA-2,paper.copy.a4,1\n");
        assert_ptr_equal(import_testing_commit(&s, &same), &IMPORT_NOTHING);

        assert_null(import_testing_undo(&s, &i));
        i = import_testing_run(&s, i.no);
        assert_int_equal(i.state, IMPORT_UNDONE);
        expect_rows(&s, &i, "2 undone 단가 21500원 → 19900원;");
        l = import_testing_listing(&s, "A-1");
        assert_int_equal(l.terms.price.won, 21500);
        assert_int_equal(l.revision, 3);
        catalog_testing_close(&s);
    }
}

static void a_product_without_a_code_is_known_by_what_it_is(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(
            &s, "분류,상품명,단가,납기,규격,1상자 매수\npaper.copy.a4,이름 종이,1000,3,A4,500\n");
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        i = import_testing_check(
            &s, "분류,상품명,단가,납기,규격,1상자 매수\npaper.copy.a4,이름 종이,1100,3,A4,500\n");
        expect_rows(&s, &i, "2 change 단가 1000원 → 1100원;");
        catalog_testing_close(&s);
    }
}

static void what_is_wrong_is_told_by_row_and_column(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(
            &s, HEADER PAPER "B-1,paper.copy.a4,,비쌈,상자,3,A5,2500,\n" // no name, price, size
                             "B-2,없는 분류,이름,1000,개,3,,,\n"
                             "A-1,paper.copy.a4,다른 이름,1000,개,3,A4,2500,\n"
                             "B-3,paper.copy.a4,=1+2,1000,개,3,A4,2500,\n"
                             "예시,paper.copy.a4,예시 상품,1000,개,3,A4,2500,\n");
        expect_rows(
            &s, &i,
            "2 new " PAPER_READ ";"
            "3 bad 판매가(원)(D열): 숫자만 적어 주세요. 지금은 '비쌈'입니다.\n"
            "품명(C열): 이 칸을 적어 주세요.\n"
            "규격(G열): 양식의 말 가운데 하나를 골라 주세요: A4, A3.;"
            "4 bad 분류: 하나로 정해지는 소분류를 찾지 못했습니다. '허용 값' 시트의 분류 코드를 "
            "적어 주세요.;"
            "5 bad 2행과 같은 상품입니다. 한 줄만 남기거나 자체 상품코드를 다르게 적어 주세요.;"
            "6 bad 품명(C열): 수식이 들어 있습니다. 칸을 복사해 '값 붙여넣기'로 값만 남겨 주세요.;"
            "7 same 예시 줄이라 넘깁니다.;");
        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        assert_int_equal(import_testing_listing(&s, "A-1").terms.price.won, 21500);
        assert_int_equal(import_testing_listing(&s, "B-1").id.value, 0);
        catalog_testing_close(&s);
    }
}

static void nothing_is_read_otherwise_without_a_word(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(
            &s, HEADER "C-1,paper.copy.a4,종이 하나,2만1천원,상자,2주,A4 용지,이천오백 장,백색\n"
                       "C-2,paper.copy.a4,종이 둘,\"1,2\",상자,5 10,A4,2000~2500,\n"
                       "C-3,paper.copy.a4,종이 A3 500매,1000,상자,3,,,\n"
                       "C-4,paper.copy.a4,종이 넷,1000,상자,7~10일,A4,500,\n");
        expect_rows(&s, &i,
                    "2 new 판매가(원)(D열): 2만1천원 → 21000. ‘2만1천’ 부분을 숫자로 적었습니다. "
                    "단위는 칸에 있으므로 숫자만 남겼습니다.\n"
                    "납기(F열): 2주 → 14. 2주 → 14일: 단위를 바꾸었습니다. 단위는 칸에 있으므로 "
                    "숫자만 남겼습니다.\n"
                    "규격(G열): A4 용지 → A4. 적은 말에 들어 있는 양식의 말입니다.\n"
                    "1상자 매수(매)(H열): 이천오백 장 → 2500. ‘이천오백’ 부분을 숫자로 적었습니다. "
                    "단위는 칸에 있으므로 숫자만 남겼습니다.;"
                    "3 bad 판매가(원)(D열): 숫자만 적어 주세요. 지금은 '1,2'입니다.\n"
                    "납기(F열): 숫자만 적어 주세요. 지금은 '5 10'입니다.\n"
                    "1상자 매수(매)(H열): 범위가 아니라 값 하나를 적어 주세요.;"
                    "4 bad 규격(G열): 규격 칸에서 하나를 골라 주세요: A4, A3. 상품명에서 읽으면 "
                    "‘A3’입니다.\n"
                    "1상자 매수(매)(H열): 1상자 매수 칸을 채워 주세요. 상품명에서 읽으면 "
                    "‘500’입니다.;"
                    "5 new 납기(F열): 7~10일 → 10. 범위로 적은 납기는 늦은 쪽으로 읽었습니다.;");
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        struct listing l = import_testing_listing(&s, "C-1");
        assert_int_equal(l.terms.price.won, 21000);
        assert_int_equal(l.terms.lead_days, 14);
        assert_true(str_equals(listing_value_of(&l.text.values, S("size")), S("A4")));
        assert_true(str_equals(listing_value_of(&l.text.values, S("sheets")), S("2500")));
        assert_int_equal(import_testing_listing(&s, "C-2").id.value, 0);
        assert_int_equal(import_testing_listing(&s, "C-3").id.value, 0);
        catalog_testing_close(&s);
    }
}

static void a_number_of_the_public_list_is_judged_before_it_is_listed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        const struct number_testing_row rows[] = {
            {"1411150701", "복사용지", NULL        },
            {"1411150709", "복사용지", "2026-11-20"},
        };
        import_testing_open(&s, &t, NULL, 0);
        number_testing_know(&t, rows, COUNT(rows));
        struct import i = import_testing_check(
            &s, "상품코드,분류,상품명,단가,납기,규격,1상자 매수,세부품명번호,식별번호\n"
                "A-1,paper.copy.a4,하나,1000,3,A4,500,1411150701,23657020\n"
                "A-2,paper.copy.a4,둘,1000,3,A4,500,1411150709,\n"
                "A-3,paper.copy.a4,셋,1000,3,A4,500,1411150799,\n"
                "A-4,paper.copy.a4,넷,1000,3,A4,500,,\n");
        expect_rows(&s, &i,
                    "2 new;3 new 세부품명번호(H열): 조달청 물품목록에서 더 쓰지 않는 "
                    "세부품명번호입니다(2026. 11. 20. 확인). 같은 이름으로 지금 쓰는 번호 "
                    "1411150701로 바꿔 주세요.;4 bad 세부품명번호(H열): 조달청 물품목록에 없는 "
                    "세부품명번호입니다. 숫자를 다시 확인하거나 이름으로 찾아 골라 주세요. 새로 "
                    "생긴 번호는 하루 뒤에 알 수 있으니 그때까지 비워 두셔도 됩니다.;5 new;");
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        struct listing l = import_testing_listing(&s, "A-1");
        assert_true(str_equals(l.text.item_no, S("23657020")));
        assert_int_equal(import_testing_listing(&s, "A-2").state, LISTING_WAITING);
        assert_int_equal(import_testing_listing(&s, "A-3").id.value, 0);
        catalog_testing_close(&s);
    }
}

static void undoing_ends_what_was_made_but_not_what_was_bought(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER PAPER OTHER);
        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        assert_ptr_equal(import_testing_commit(&s, &i), &IMPORT_MOVED);
        catalog_testing_buy(&s, import_testing_listing(&s, "A-2").product);

        assert_null(import_testing_undo(&s, &i));
        i = import_testing_run(&s, i.no);
        expect_rows(&s, &i,
                    "2 undone " PAPER_READ
                    ";3 stays 이미 팔린 상품이라 그대로 둡니다. 더 팔지 않으려면 상품 "
                    "화면에서 멈춰 주세요.;");
        assert_int_equal(import_testing_listing(&s, "A-1").state, LISTING_ENDED);
        assert_int_equal(import_testing_listing(&s, "A-2").state, LISTING_WAITING);

        // the same sheet once more: what was ended comes back
        i = import_testing_check(&s, HEADER PAPER OTHER);
        expect_rows(&s, &i, "2 change 판매를 끝낸 상품을 다시 냅니다\n" PAPER_READ ";3 same;");
        assert_null(import_testing_commit(&s, &i));
        i = import_testing_run(&s, i.no);
        assert_int_equal(import_testing_listing(&s, "A-1").state, LISTING_WAITING);
        catalog_testing_close(&s);
    }
}

struct twins {
    public_no from;
    public_no into;
};

static err do_merge(struct unit *u, void *data)
{
    const struct twins *p = data;
    public_no no;
    return merge_action_merge(u, p->from, p->into, S("같은 종이"), &no);
}

static void what_another_took_the_place_of_is_not_put_up_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER PAPER);
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        struct twins p = {import_testing_listing(&s, "A-1").product_no, s.paper.product_no};
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner, .trace = S("t")};
        assert_null(unit_run(&u, unit_clock_system, do_merge, &p));
        assert_int_equal(import_testing_listing(&s, "A-1").state, LISTING_ENDED);
        i = import_testing_check(&s, HEADER PAPER);
        str said = str_format(t.arena, "2 bad %s\n" PAPER_READ ";", LISTING_MERGED.text);
        expect_rows(&s, &i, said.p);
        catalog_testing_close(&s);
    }
}

struct plan_case {
    const struct import *import;
    struct import_plan plan;
};

static err do_plan(struct unit *u, void *data)
{
    struct plan_case *c = data;
    return import_action_plan(u, c->import, &c->plan);
}

static err do_check(struct unit *u, void *data)
{
    struct plan_case *c = data;
    return import_action_check(u, c->import, &c->plan);
}

static instant clock_of_tests(void)
{
    return web_test_now;
}

static void what_a_firm_said_of_its_columns_is_remembered(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &s.owner, .trace = S("t")};
        struct import i = import_testing_check(&s, "분류,물건,단가\npaper.copy.a4,종이,1\n");
        struct plan_case c = {.import = &i};
        assert_null(unit_run(&u, clock_of_tests, do_plan, &c));
        assert_true(str_equals(c.plan.columns.items[1].target, S("a")));
        c.plan.columns.items[1].target = S("title");
        assert_null(unit_run(&u, clock_of_tests, do_check, &c));
        (void)import_testing_run(&s, i.no);
        i = import_testing_check(&s, "분류, 물건 (이름),단가\npaper.copy.a4,종이,1\n");
        c.import = &i;
        assert_null(unit_run(&u, clock_of_tests, do_plan, &c));
        assert_true(str_equals(c.plan.columns.items[1].target, S("title")));

        c.plan.columns.items[0].target = S("title");
        assert_ptr_equal(unit_run(&u, clock_of_tests, do_check, &c), &IMPORT_TWICE);
        c.plan.columns.items[0].target = S("");
        assert_ptr_equal(unit_run(&u, clock_of_tests, do_check, &c), &IMPORT_NO_CATEGORY_GIVEN);
        c.plan.category = S("paper.copy");
        assert_ptr_equal(unit_run(&u, clock_of_tests, do_check, &c), &LISTING_NO_CATEGORY);
        c.plan.category = S("paper.copy.a4");
        assert_null(unit_run(&u, clock_of_tests, do_check, &c));
        catalog_testing_close(&s);
    }
}

static void a_sheet_without_names_or_rows_is_refused(void **state)
{
    (void)state;
    struct arena *a = arena_open((size_t)256 * MIB);
    struct import_sheet sheet;
    str sentence = S("");
    assert_ptr_equal(import_read_sheet(a, S("a.csv"), S("하나\n둘\n"), &sheet, &sentence),
                     &IMPORT_NO_TITLES);
    assert_true(str_contains(sentence, S("열 이름")));
    assert_ptr_equal(import_read_sheet(a, S("a.csv"), S("품명,단가\n"), &sheet, &sentence),
                     &IMPORT_NO_ROWS);
    assert_null(
        import_read_sheet(a, S("a.csv"), S("품명,단가\n풀,1,남는 칸\n"), &sheet, &sentence));
    assert_int_equal(sheet.row_count, 1);
    arena_close(a);
}

static void nobody_reaches_the_sheet_of_another_firm(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, HEADER PAPER);
        struct import found;
        assert_null(db_begin(t.db, DB_READ));
        assert_ptr_equal(import_store_find(t.db, s.rival, i.no, &found), &IMPORT_UNKNOWN);
        assert_ptr_equal(import_store_find(t.db, NO_ID(supplier_id), i.no, &found),
                         &IMPORT_UNKNOWN);
        db_rollback(t.db);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_sheet_says_is_what_is_listed),
        cmocka_unit_test(the_same_sheet_again_changes_nothing),
        cmocka_unit_test(another_price_is_a_change_and_a_revision),
        cmocka_unit_test(a_product_without_a_code_is_known_by_what_it_is),
        cmocka_unit_test(what_is_wrong_is_told_by_row_and_column),
        cmocka_unit_test(what_another_took_the_place_of_is_not_put_up_again),
        cmocka_unit_test(nothing_is_read_otherwise_without_a_word),
        cmocka_unit_test(a_number_of_the_public_list_is_judged_before_it_is_listed),
        cmocka_unit_test(undoing_ends_what_was_made_but_not_what_was_bought),
        cmocka_unit_test(what_a_firm_said_of_its_columns_is_remembered),
        cmocka_unit_test(a_sheet_without_names_or_rows_is_refused),
        cmocka_unit_test(nobody_reaches_the_sheet_of_another_firm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
