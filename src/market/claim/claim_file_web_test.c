// test-timeout: 300
// The files of a claim: how many a case takes, and who reads a certificate of it; on both engines.
#include "market/claim/claim_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/claim/claim_testing.h"
#include "market/claim/claim_web_test.sql.h"
#include "market/delivery/delivery_testing.h"
#include "platform/file/file.h"
#include "platform/file/folder_testing.h"
#include "platform/file/looked_testing.h"

static void a_case_takes_fifty_files(void **state)
{
    (void)state;
    static struct testing_folder folder;
    testing_folder_open_place(&folder);
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        int64_t delivery_no = 0;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_CLAIM_WEB_TEST_DELIVERY);
        assert_true(query_next(q));
        delivery_no = read_i64(q, "no");
        assert_null(query_end(q));
        db_rollback(t.db);
        const char *form = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim");
        struct web_file file = {"file_2", "완납증명.pdf", S("%PDF-1.7 insurance")};
        static const struct {
            int more; // files on the delivery before the form is sent
            int status;
        } ROWS[] = {
            {LIMIT_CASE_FILES - 2, 303}, // one below
            {1,                    303}, // at it: the file of before is replaced
            {1,                    422}
        };
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            assert_null(delivery_testing_add_files(&s, (public_no){delivery_no}, ROWS[i].more));
            struct web_answer a = web_post_file(
                &w, form, &file,
                WEB_FIELDS({"invoice_no_1", CLAIM_TESTING_INVOICE}, {"written_on_1", "2026-11-23"},
                           {"supply_1", "2000000"}, {"vat_1", "200000"}, {"way_2", "certificate"},
                           {"certificate_no_2", "2026-0001"}, {"issued_on_2", "2026-11-20"}));
            assert_int_equal(a.status, ROWS[i].status);
            assert_int_equal(web_shows(a, "한 건에 붙일 수 있는 파일은 모두 50개"),
                             a.status == 422);
        }
        // What was kept before the refusal is still there, and the claim goes on without another.
        struct web_answer a = web_get(&w, form);
        assert_true(web_shows(a, "올린 파일: 완납증명.pdf (파일 확인 중)"));
        assert_null(delivery_testing_add_files(&s, (public_no){delivery_no}, 3));
        a = web_post(&w, form,
                     WEB_FIELDS({"invoice_no_1", CLAIM_TESTING_INVOICE},
                                {"written_on_1", "2026-11-23"}, {"supply_1", "2000000"},
                                {"vat_1", "200000"}, {"way_2", "certificate"},
                                {"certificate_no_2", "2026-0001"}, {"issued_on_2", "2026-11-20"}));
        assert_int_equal(a.status, 303);
        web_test_close(&w);
    }
    file_set_place(S("."));
    assert_true(testing_folder_close(&folder));
}

static void a_certificates_file_stays_with_the_claim_and_is_read_by_both_sides(void **state)
{
    (void)state;
    static struct testing_folder folder;
    testing_folder_open_place(&folder);
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct web_test w;
        claim_testing_open(&s, &t, CLAIM_TESTING_DUE, &c);
        purchase_testing_web(&s, &w, CLAIM_ROUTES, CLAIM_ROUTE_COUNT);
        web_as(&w, &s.owner);
        const char *form = claim_testing_path(&s, "/supplier/contracts", c.no, "/claim");
        struct web_file file = {"file_2", "완납증명.pdf", S("%PDF-1.7 insurance")};
        struct web_answer a = web_post_file(
            &w, form, &file,
            WEB_FIELDS({"invoice_no_1", CLAIM_TESTING_INVOICE}, {"written_on_1", "2026-11-23"},
                       {"supply_1", "2000000"}, {"vat_1", "200000"}, {"way_2", "certificate"},
                       {"certificate_no_2", "2026-0001"}, {"issued_on_2", "2026-11-20"}));
        assert_int_equal(a.status, 303);
        a = web_get(&w, form);
        assert_true(web_shows(a, "올린 파일: 완납증명.pdf"));
        // Typed again without choosing the file again: it is still there.
        a = web_post(&w, form,
                     WEB_FIELDS({"invoice_no_1", CLAIM_TESTING_INVOICE},
                                {"written_on_1", "2026-11-23"}, {"supply_1", "2000000"},
                                {"vat_1", "200000"}, {"way_2", "certificate"},
                                {"certificate_no_2", "2026-0002"}, {"issued_on_2", "2026-11-20"}));
        assert_int_equal(a.status, 303);
        a = web_post(&w, claim_testing_path(&s, "/supplier/contracts", c.no, "/claim/confirm"),
                     WEB_NO_FIELDS);
        assert_int_equal(a.status, 303);
        public_no no;
        str tail = str_slice(a.location, sizeof("/supplier/claims/") - 1, a.location.n);
        assert_true(public_no_parse(tail, &no));

        a = web_get(&w, claim_testing_path(&s, "/supplier/claims", no, "/proofs/social_insurance"));
        assert_int_equal(a.status, 422); // not looked into yet
        looked_testing_all(&t);
        a = web_get(&w, claim_testing_path(&s, "/supplier/claims", no, "/proofs/social_insurance"));
        assert_true(str_contains(a.bytes, S("X-Accel-Redirect: /private/")));
        assert_int_equal(
            web_get(&w, claim_testing_path(&s, "/supplier/claims", no, "/proofs/bond")).status,
            404);
        web_as(&w, &s.accountant);
        a = web_get(&w, claim_testing_path(&s, "/buyer/payments", no, "/proofs/social_insurance"));
        assert_true(str_contains(a.bytes, S("X-Accel-Redirect: /private/")));
        web_as(&w, &s.officer);
        a = web_get(&w, claim_testing_path(&s, "/buyer/payments", no, "/proofs/social_insurance"));
        assert_int_equal(a.status, 403);
        web_as(&w, &s.accountant_there);
        a = web_get(&w, claim_testing_path(&s, "/buyer/payments", no, "/proofs/social_insurance"));
        assert_int_equal(a.status, 404);
        web_test_close(&w);
    }
    (void)testing_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_takes_fifty_files),
        cmocka_unit_test(a_certificates_file_stays_with_the_claim_and_is_read_by_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
