// What a ground asks for besides the sum: whose goods they are, proofs, and who sits on which
// board.
#include "market/purchase/purchase_path_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_path_test.sql.h"
#include "market/purchase/purchase_path_testing.h"
#include "market/purchase/purchase_path_web.h"
#include "market/purchase/purchase_web.h"
#include "platform/secret/secret.h"

static err admit(struct unit *u, void *data)
{
    return purchase_path_admit(u, data);
}

struct facility {
    const struct purchase_scene *scene;
    bool makes;   // its paper itself
    int32_t days; // from today to the last day of the paper's designation
};

static err set_own(struct unit *u, void *data)
{
    const struct facility *f = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_OWN);
    bind_bool(q, "own", f->makes);
    bind_i64(q, "offer", f->scene->offers[0].value);
    return query_run(q, NULL);
}

static err add_facility_alone(struct unit *u, void *data)
{
    const struct facility *f = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_CERTIFICATE);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "supplier", f->scene->supplier.value);
    bind_str(q, "kind", S("severe_disability_facility"));
    TRY(query_run(q, NULL));
    return set_own(u, data);
}

static err designate(struct unit *u, const struct purchase_scene *s, product_id product)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_DESIGNATION);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "supplier", s->supplier.value);
    bind_i64(q, "product", product.value);
    bind_date(q, "until", date_from_ymd(2028, 12, 31));
    return query_run(q, NULL);
}

// … for all it sells (K-09).
static err add_facility(struct unit *u, void *data)
{
    const struct facility *f = data;
    for (size_t i = 0; i < COUNT(f->scene->products); i++) {
        TRY(designate(u, f->scene, f->scene->products[i]));
    }
    return add_facility_alone(u, data);
}

static err designate_paper(struct unit *u, void *data)
{
    const struct facility *f = data;
    return designate(u, f->scene, f->scene->products[0]);
}

// The paper is on the designation to yesterday, today …
static err end_designation(struct unit *u, void *data)
{
    const struct facility *f = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_DESIGNATED_UNTIL);
    bind_i64(q, "product", f->scene->products[0].value);
    bind_date(q, "until", date_add_days(u->today, f->days));
    return query_run(q, NULL);
}

static err merge_paper(struct unit *u, void *data)
{
    const struct facility *f = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_MERGE);
    bind_i64(q, "product", f->scene->products[0].value);
    bind_i64(q, "into", f->scene->products[1].value);
    return query_run(q, NULL);
}

// K-09: a facility is designated product by product, from a day to a day.
static void a_facility_is_one_for_what_it_is_designated_for_to_the_last_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        struct purchase_judgement j;
        purchase_testing_open(&s, &t);
        struct facility f = {.scene = &s, .makes = true};
        assert_null(purchase_testing_run(&s, &s.officer, add_facility_alone, &f));
        purchase_testing_add(&s, WON(500000000), 1, &p);
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_OPEN_BIDDING);
        assert_true(j.supplier.is_undesignated);
        struct web_test w;
        purchase_testing_web(&s, &w, PATH_ROUTES, PATH_ROUTE_COUNT);
        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, purchase_testing_page(&s, &p, "path"));
        assert_true(web_shows(a, "지정된 것이 확인되지 않은 품목이 있어"));
        assert_true(web_shows(a, "우선구매 특별법 시행령 제16조"));

        assert_null(purchase_testing_run(&s, &s.officer, designate_paper, &f));
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_ONE_QUOTE);
        assert_false(j.supplier.is_undesignated);
        assert_false(
            web_shows(web_get(&w, purchase_testing_page(&s, &p, "path")), "확인되지 않은 품목이"));
        web_test_close(&w);
        (void)path_testing_judge(&s, &s.draft, &j); // of its three lines two are not on it
        assert_true(j.supplier.is_undesignated);

        f.days = 0; // today is its last day
        assert_null(purchase_testing_run(&s, &s.officer, end_designation, &f));
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_ONE_QUOTE);
        purchase_testing_judge(&s, &p);
        assert_null(purchase_testing_run(&s, &s.officer, admit, &p));
        f.days = -1;
        assert_null(purchase_testing_run(&s, &s.officer, end_designation, &f));
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_OPEN_BIDDING);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &p), &PURCHASE_PATH_STALE);

        // What took its place is on it as well.
        f.days = 1;
        assert_null(purchase_testing_run(&s, &s.officer, end_designation, &f));
        assert_null(purchase_testing_run(&s, &s.officer, merge_paper, &f));
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_ONE_QUOTE);
    }
}

// 55,000,001 with a facility's certificate: its own paper by one quote, resold paper like
// anybody's.
static void what_is_resold_is_judged_without_the_makers_certificate(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        struct purchase_judgement j;
        purchase_testing_open(&s, &t);
        struct facility f = {.scene = &s, .makes = false};
        assert_null(purchase_testing_run(&s, &s.officer, add_facility, &f));
        purchase_testing_add(&s, WON(500000000), 1, &p);
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_OPEN_BIDDING);
        assert_int_equal(j.left_out, LAW_TAG_BIT(LAW_TAG_SEVERE_DISABILITY_FACILITY));
        assert_true(str_contains(j.left_out_article, S("제25조제1항제7호의2나목")));

        f.makes = true;
        assert_null(purchase_testing_run(&s, &s.officer, set_own, &f));
        assert_int_equal(path_testing_judge(&s, &p, &j), LAW_ONE_QUOTE);
        assert_int_equal(j.left_out, 0);
        // Of the draft's three lines two are resold: one of them is enough.
        (void)path_testing_judge(&s, &s.draft, &j);
        assert_int_equal(j.left_out, LAW_TAG_BIT(LAW_TAG_SEVERE_DISABILITY_FACILITY));

        // What was taken no longer holds once the goods are resold.
        purchase_testing_judge(&s, &p);
        assert_null(purchase_testing_run(&s, &s.officer, admit, &p));
        f.makes = false;
        assert_null(purchase_testing_run(&s, &s.officer, set_own, &f));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &p), &PURCHASE_PATH_STALE);
    }
}

static struct purchase_proofs proofs_of(const char *const (*rows)[3], size_t count)
{
    struct purchase_proofs proofs = {.count = count};
    for (size_t i = 0; i < count; i++) {
        proofs.items[i] = (struct purchase_proof){str_view(rows[i][0]), str_view(rows[i][1]),
                                                  str_view(rows[i][2])};
    }
    return proofs;
}

// T-L20: without a limit, but own production and the reason are confirmed in writing.
static void a_ground_without_a_limit_is_taken_only_with_its_proofs(void **state)
{
    (void)state;
    static const char *const PROOFS[][3] = {
        {"own_production",  "공장을 보았습니다.",               ""              },
        {"reason_document", "가까운 곳에서 제때 받습니다.", "총무과-1234"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        purchase_testing_open(&s, &t);
        struct facility f = {.scene = &s, .makes = true};
        assert_null(purchase_testing_run(&s, &s.officer, add_facility, &f));
        purchase_testing_add(&s, WON(500000000), 1, &p);
        struct path_taking w = {.p = &p};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, path_work_take, &w),
                         &PURCHASE_PROOF_OWN);
        w.word.proofs = proofs_of(PROOFS, 1);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, path_work_take, &w),
                         &PURCHASE_PROOF_REASON);
        w.word.proofs = proofs_of(PROOFS, 2);
        w.word.proofs.items[1].document = S("");
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, path_work_take, &w),
                         &PURCHASE_PROOF_REASON_NO);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &p), &PURCHASE_PATH_MISSING);
        w.word.proofs = proofs_of(PROOFS, 2);
        assert_null(purchase_testing_run(&s, &s.officer, path_work_take, &w));
        assert_null(purchase_testing_run(&s, &s.officer, admit, &p));

        struct unit u;
        bool found = false;
        struct purchase_decision stored;
        struct purchase_proofs kept;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(purchase_path_find(u.db, p.id, &found, &stored));
        purchase_proofs_read(u.arena, stored.proofs, &kept);
        assert_int_equal(kept.count, 2);
        assert_true(str_equals(kept.items[1].document, S("총무과-1234")));
        purchase_testing_read_end(&u);
    }
}

// T-P01: a public corporation collects the list of officers before every negotiated contract.
static void a_public_corporation_looks_at_the_list_of_officers(void **state)
{
    (void)state;
    static const char *const LIST_SEEN[][3] = {
        {"officer_list", "퇴직자가 없습니다.", "임원 명단(2026-11-20)"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_bind(&s, LAW_PUBCORP);
        purchase_testing_find(&s, &s.draft);
        struct path_taking w = {.p = &s.draft};
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, path_work_take, &w),
                         &PURCHASE_PROOF_OFFICERS);
        w.word.proofs = proofs_of(LIST_SEEN, 1);
        assert_null(purchase_testing_run(&s, &s.officer, path_work_take, &w));
    }
}

static void the_page_asks_for_proofs_and_keeps_what_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        struct purchase p;
        purchase_testing_open(&s, &t);
        struct facility f = {.scene = &s, .makes = true};
        assert_null(purchase_testing_run(&s, &s.officer, add_facility, &f));
        purchase_testing_add(&s, WON(500000000), 1, &p);
        purchase_testing_web(&s, &w, PATH_ROUTES, PATH_ROUTE_COUNT);
        const char *path = purchase_testing_page(&s, &p, "path");
        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, path);
        assert_true(web_shows(a, "직접생산(직접수행) 확인"));
        assert_true(web_shows(a, "담당자가 확인해야 함"));
        assert_false(web_shows(a, "근거로 삼지 않았습니다"));

        a = web_post(&w, path,
                     WEB_FIELDS({"ground_1", "공장을 보았습니다"}, {"ground_2", "가깝습니다"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "공장을 보았습니다"));
        assert_true(web_shows(a, "가깝습니다"));
        assert_true(web_shows(a, "문서번호나 이름을 적어 주세요"));
        assert_true(web_shows(a, "집행기준 제5장 별지 5"));
        assert_false(web_shows(a, "견적 요청하기"));
        web_as(&w, &s.colleague);
        assert_int_equal(web_post(&w, path, WEB_NO_FIELDS).status, 403);

        web_as(&w, &s.officer);
        a = web_post(&w, path,
                     WEB_FIELDS({"ground_1", "공장을 보았습니다"}, {"ground_2", "가깝습니다"},
                                {"document_2", "총무과-1234"}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, path);
        assert_true(web_shows(a, "총무과-1234"));
        assert_true(web_shows(a, "담당자가 확인함"));
        assert_true(web_shows(a, "견적 요청하기"));

        f.makes = false;
        assert_null(purchase_testing_run(&s, &s.officer, set_own, &f));
        a = web_get(&w, path);
        assert_true(web_shows(a, "중증장애인생산품 생산시설"));
        assert_true(web_shows(a, "근거로 삼지 않았습니다"));
        assert_false(web_shows(a, "견적 요청하기"));
        web_test_close(&w);

        purchase_testing_web(&s, &w, PURCHASE_ROUTES, PURCHASE_ROUTE_COUNT);
        str page = str_format(t.arena, "/buyer/purchases/%lld", (long long)p.no.value);
        web_as(&w, &s.officer);
        a = web_get(&w, str_to_c(t.arena, page));
        assert_true(web_shows(a, "수의계약 요청 사유서"));
        assert_true(web_shows(a, "총무과-1234"));
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_facility_is_one_for_what_it_is_designated_for_to_the_last_day),
        cmocka_unit_test(what_is_resold_is_judged_without_the_makers_certificate),
        cmocka_unit_test(a_ground_without_a_limit_is_taken_only_with_its_proofs),
        cmocka_unit_test(a_public_corporation_looks_at_the_list_of_officers),
        cmocka_unit_test(the_page_asks_for_proofs_and_keeps_what_was_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
