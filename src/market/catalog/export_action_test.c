// test-timeout: 120
// What goes out by the sheet comes back as it was.
#include "market/catalog/export_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/export_store.sql.h"
#include "market/catalog/import_testing.h"
#include "market/catalog/import_web.h"
#include "platform/db/db_plan_testing.h"

static str export_of(struct catalog_scene *s, enum sheet_form form, const struct export_filter *f,
                     int64_t most, err expected, int64_t *out_count)
{
    struct testing_db *t = s->database;
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &s->owner, .trace = S("t")};
    struct sheet_writer *w = NULL;
    struct out o;
    out_init(&o, t->arena, 8 * MIB);
    assert_null(sheet_write_open(t->arena, form, NULL, &w));
    assert_null(db_begin(t->db, DB_READ));
    assert_ptr_equal(export_action_write(&u, w, f, most, out_count), expected);
    db_rollback(t->db);
    assert_null(sheet_write_close(w, &o));
    return out_view(&o);
}

static const char SHEET[] =
    "자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수,색상,수량별 단가,납품 지역,가격 유효일,"
    "재고,최소 주문 수량,제조사,상품 설명\n"
    "E-1,paper.copy.a4,종이 하나,1000,3,A4,2500,백색,\"10:900, "
    "50:800\",중구,2027-03-31,7,2,두레제지,"
    "\"첫 줄\n둘째 줄\"\n"
    "E-2,paper.copy.a4,\"'=둘\",2000,0,A3,500,,,,,,,,\n";

static void a_listing_goes_out_and_comes_back_unchanged(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        int64_t count = 0;
        import_testing_open(&s, &t, NULL, 0);
        struct import i = import_testing_check(&s, SHEET);
        assert_null(import_testing_commit(&s, &i));
        (void)import_testing_run(&s, i.no);
        struct export_filter f = {
            .supplier = s.woman, .list = {.state = -1, .category = S("paper.copy.a4")}
        };
        str csv = export_of(&s, SHEET_CSV, &f, 0, NULL, &count);
        assert_int_equal(count, 3); // the paper of the scene as well; what has ended stays
        assert_true(str_contains(csv, S("\"10:900, 50:800\",\"중구\",\"2027-03-31\"")));
        assert_true(str_contains(csv, S("\"'=둘\"")));
        assert_false(str_contains(csv, S("사업자등록번호")));

        i = import_testing_check(&s, str_to_c(t.arena, csv));
        assert_string_equal(str_to_c(t.arena, import_testing_rows(&s, &i)),
                            "2 same;3 same;4 same;");
        catalog_testing_close(&s);
    }
}

static void every_firms_go_out_with_the_firm_in_front(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        int64_t count = 0;
        import_testing_open(&s, &t, NULL, 0);
        struct export_filter f = {.list = {.state = -1}};
        str csv = export_of(&s, SHEET_CSV, &f, 0, NULL, &count);
        assert_int_equal(count, 4);
        assert_true(str_contains(csv, S("\"㈜늘푸른나눔\",\"1208147521\",\"판매 중\"")));
        assert_true(str_contains(csv, S("\"한결상사\"")));
        str xlsx = export_of(&s, SHEET_XLSX, &f, 0, NULL, &count);
        assert_true(str_starts(xlsx, S("PK")));
        (void)export_of(&s, SHEET_CSV, &f, 3, &EXPORT_TOO_MANY, &count);
        (void)export_of(&s, SHEET_CSV, &f, 4, NULL, &count);
        catalog_testing_close(&s);
    }
}

static void a_firm_downloads_its_own_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        import_testing_open(&s, &t, IMPORT_ROUTES, IMPORT_ROUTE_COUNT);
        web_as(&s.web, &s.owner);
        s.web.site.pool = POOL_SLOW;
        struct web_answer a = web_get(&s.web, "/supplier/products/export?as=csv");
        assert_int_equal(a.status, 200);
        assert_true(str_contains(a.body, S("유성볼펜")));
        assert_false(str_contains(a.body, S("청사 위생 청소")));
        a = web_get(&s.web, "/supplier/products/export?as=csv&category=office.write.pen");
        assert_false(str_contains(a.body, S("복사용지")));
        a = web_get(&s.web, "/supplier/products/export?as=csv&q=%EC%9C%A0%EC%84%B1"); // 유성
        assert_true(str_contains(a.body, S("유성볼펜")));
        assert_false(str_contains(a.body, S("복사용지")));
        a = web_get(&s.web, "/supplier/products/export?as=csv&state=paused");
        assert_int_equal(a.status, 200);
        assert_false(str_contains(a.body, S("유성볼펜")));
        a = web_get(&s.web, "/supplier/products/export");
        assert_true(str_starts(a.body, S("PK")));
        catalog_testing_close(&s);
    }
}

// Never through all that is listed, whatever is bound.
static void a_firms_listings_are_found_by_the_firm(void **state)
{
    (void)state;
    static const struct sql *const ASKED[] = {&SQL_EXPORT_COLUMNS, &SQL_EXPORT_ROWS,
                                              &SQL_EXPORT_VALUES, &SQL_EXPORT_TIERS,
                                              &SQL_EXPORT_NEXT_FIRM};
    FOR_EACH_ENGINE(t)
    {
        for (size_t i = 0; i < COUNT(ASKED); i++) {
            str plan = db_plan(&t, ASKED[i]);
            if (!str_contains(plan, S("offer_supplier"))) {
                fail_msg("%s: %.*s", ASKED[i]->name, STR_ARG(plan));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listing_goes_out_and_comes_back_unchanged),
        cmocka_unit_test(every_firms_go_out_with_the_firm_in_front),
        cmocka_unit_test(a_firm_downloads_its_own_alone),
        cmocka_unit_test(a_firms_listings_are_found_by_the_firm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
