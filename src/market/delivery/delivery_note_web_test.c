// test-timeout: 180
// The page on which a supplier notes a delivery: what it suggests, takes, keeps and refuses.
#include "market/delivery/delivery_note_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/limits.h"
#include "market/delivery/delivery_desk_testing.h"
#include "market/party/party_testing.h"

static void the_form_suggests_what_is_open_and_its_check_says_the_term(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        struct web_answer a = delivery_desk_get(
            &s, &s.people.staff, delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "납품서 내기"));
        assert_true(web_shows(a, "name=\"qty_1\" inputmode=\"numeric\" autocomplete=\"off\" "
                                 "value=\"100\""));
        a = delivery_desk_get(
            &s, &s.people.staff,
            delivery_desk_at(&s,
                             DELIVERY_NOTE_PATH
                             "?check=1&qty_1=40&qty_2=&qty_3=10&delivered_on=2026-11-23&place=A",
                             s.contract.no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "2026년 12월 8일(화)"));
        assert_true(web_shows(a, "제64조"));
        assert_true(web_shows(a, "name=\"qty_1\" value=\"40\""));
        assert_false(web_shows(a, "name=\"qty_2\""));
        assert_true(web_shows(a, "60 상자")); // left after this
        assert_int_equal(delivery_desk_count(&s), 0);
        web_test_close(&s.web);
    }
}

static void a_form_with_mistakes_comes_back_with_all_that_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        static const struct {
            const char *query;
            const char *says;
            const char *keeps;
        } CASES[] = {
            {"qty_1=101&delivered_on=2026-11-24&place=A",      "남은 수량 안에서",     "\"101\""       },
            {"qty_1=x&delivered_on=2026-11-24&place=A",        "숫자로만",                "\"x\""         },
            {"qty_1=0&qty_2=&delivered_on=2026-11-24&place=A", "한 품목 이상",           "\"0\""         },
            {"qty_1=1&delivered_on=2026-11-25&place=A",        "오늘이나 지난 날",     "\"2026-11-25\""},
            {"qty_1=1&delivered_on=2026-11-01&place=A",        "계약한 날이나",         "\"2026-11-01\""},
            {"qty_1=1&delivered_on=&place=A",                  "이 칸을 채워 주세요", "\"1\""         },
            {"qty_1=1&delivered_on=2026-11-24&place=",         "이 칸을 채워 주세요", "\"1\""         },
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            const char *address = str_to_c(
                t.arena, str_format(t.arena, DELIVERY_NOTE_PATH "?check=1&%s", CASES[i].query));
            struct web_answer a = delivery_desk_get(&s, &s.people.owner,
                                                    delivery_desk_at(&s, address, s.contract.no));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, CASES[i].says));
            assert_true(web_shows(a, CASES[i].keeps));
        }
        // What changed between the check and the deed is found by the deed.
        web_as(&s.web, &s.people.owner);
        struct web_answer a =
            web_post(&s.web, delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no),
                     DELIVERY_NOTE_FIELDS("101", "0", "0"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "남은 수량 안에서"));
        assert_true(web_shows(a, "본관 2층 창고"));
        assert_int_equal(delivery_desk_count(&s), 0);
        web_test_close(&s.web);
    }
}

static void a_note_sent_twice_is_one_delivery(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        web_as(&s.web, &s.people.staff);
        s.web.form_key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        const char *path = delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no);
        struct web_answer a = web_post(&s.web, path, DELIVERY_NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(a.status, 303);
        assert_true(str_starts(a.location, S("/supplier/deliveries/")));
        struct web_answer again = web_post(&s.web, path, DELIVERY_NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(again.status, 303);
        assert_true(str_equals(again.location, a.location));
        assert_int_equal(delivery_desk_count(&s), 1);
        struct web_answer page =
            delivery_desk_get(&s, &s.people.staff, str_to_c(t.arena, a.location));
        assert_int_equal(page.status, 200);
        assert_true(web_shows(page, "문 앞에 두었습니다."));
        assert_true(web_shows(page, "검사 대기"));
        web_test_close(&s.web);
    }
}

static void a_photo_is_kept_and_shown_to_both_sides_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        web_as(&s.web, &s.people.owner);
        struct web_file wrong = {"files", "photo.jpg", S(DELIVERY_PNG)};
        const char *path = delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no);
        struct web_answer a =
            web_post_file(&s.web, path, &wrong, DELIVERY_NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "PDF, PNG, JPG"));
        assert_true(web_shows(a, "문 앞에 두었습니다."));
        assert_int_equal(delivery_desk_count(&s), 0);
        struct web_file right = {"files", "photo.png", S(DELIVERY_PNG)};
        a = web_post_file(&s.web, path, &right, DELIVERY_NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(a.status, 303);
        struct web_answer page = web_get(&s.web, str_to_c(t.arena, a.location));
        size_t from = str_index(page.body, S("/files/"));
        assert_true(from < page.body.n);
        str file = str_slice(page.body, from, S("/files/").n + 13);
        str no = str_slice(a.location, S("/supplier/deliveries/").n, 13);
        const char *mine = str_to_c(t.arena, str_join(t.arena, a.location, file));
        str address = str_format(t.arena, "/buyer/deliveries/%.*s%.*s", STR_ARG(no), STR_ARG(file));
        const char *theirs = str_to_c(t.arena, address);
        assert_true(str_contains(web_get(&s.web, mine).bytes, S("X-Accel-Redirect: /private/")));
        assert_int_equal(delivery_desk_get(&s, &s.people.inspector, theirs).status, 200);
        assert_int_equal(delivery_desk_get(&s, &s.people.rival_owner, mine).status, 404);
        assert_int_equal(delivery_desk_get(&s, &s.people.inspector_there, theirs).status, 404);
        // A file of another delivery is not here.
        public_no other;
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no, QUANTITIES(1),
                                          day("2026-11-24"), &other));
        address = str_format(t.arena, "/supplier/deliveries/%lld%.*s", (long long)other.value,
                             STR_ARG(file));
        assert_int_equal(delivery_desk_get(&s, &s.people.owner, str_to_c(t.arena, address)).status,
                         404);
        web_test_close(&s.web);
    }
}

// 34 for deliveries and inspections, so that 16 of 50 are left to the claims.
static void a_case_takes_so_many_files_and_keeps_what_it_has(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        public_no first;
        public_no last;
        delivery_desk_open(&s, &t);
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no, QUANTITIES(1),
                                          day("2026-11-24"), &first));
        assert_null(delivery_testing_add_files(&s.people, first,
                                               LIMIT_CASE_FILES - LIMIT_CLAIM_PROOFS - 2));
        web_as(&s.web, &s.people.owner);
        struct web_file photo = {"files", "photo.png", S(DELIVERY_PNG)};
        const char *path = delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no);
        for (int i = 0; i < 2; i++) { // one below, and at it
            struct web_answer a =
                web_post_file(&s.web, path, &photo, DELIVERY_NOTE_FIELDS("1", "0", "0"));
            assert_int_equal(a.status, 303);
        }
        struct web_answer a =
            web_post_file(&s.web, path, &photo, DELIVERY_NOTE_FIELDS("1", "0", "0"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "모두 50개이고, 그 가운데 16개는 청구 서류 몫"));
        assert_true(web_shows(a, "문 앞에 두었습니다."));
        assert_int_equal(delivery_desk_count(&s), 3);
        a = web_post(&s.web, path,
                     DELIVERY_NOTE_FIELDS("97", "50", "10")); // without one it goes on
        assert_int_equal(a.status, 303);
        str no = str_slice(a.location, S("/supplier/deliveries/").n, 13);
        assert_true(public_no_parse(no, &last));

        // The inspector's are of the same case.
        web_as(&s.web, &s.people.inspector);
        path = delivery_desk_at(&s, DELIVERY_INSPECT_PATH, last);
        a = web_post_file(&s.web, path, &photo,
                          DELIVERY_INSPECT_FIELDS("97", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "모두 50개이고, 그 가운데 16개는 청구 서류 몫"));
        assert_true(web_shows(a, "외관을 보았습니다."));
        assert_int_equal(delivery_testing_delivery(&s.people, last).state, DELIVERY_WAITING);
        a = web_post(&s.web, path,
                     DELIVERY_INSPECT_FIELDS("97", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 303);
        web_test_close(&s.web);
    }
}

static void a_contract_that_does_not_bind_or_is_fulfilled_takes_no_delivery(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        public_no no = delivery_desk_bring_all(&s);
        struct web_answer a = delivery_desk_get(
            &s, &s.people.owner, delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "delivery.all_brought"));
        assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no, QUANTITIES(0),
                                             day("2026-11-24")));
        a = delivery_desk_get(&s, &s.people.owner,
                              delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no));
        assert_true(web_shows(a, "delivery.all_brought"));
        a = delivery_desk_get(&s, &s.people.owner,
                              delivery_desk_at(&s, DELIVERY_NOTE_PATH, (public_no){1000000000008}));
        assert_int_equal(a.status, 404);
        web_test_close(&s.web);
    }
}

static void a_late_delivery_says_what_it_costs(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        struct purchase p;
        delivery_desk_open(&s, &t);
        struct web_answer a = delivery_desk_get(
            &s, &s.people.owner, delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no));
        assert_false(web_shows(a, "지연배상금"));
        purchase_testing_add(&s.people, WON(10000), 100, &p);
        delivery_testing_sign(&s.people, &p, day("2026-11-02"), day("2026-11-20"), &s.contract);
        a = delivery_desk_get(&s, &s.people.owner,
                              delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no));
        assert_true(web_shows(a, "4일 넘겼습니다"));
        assert_true(web_shows(a, "3,200원")); // 1,000,000 × 0.8/1000 × 4
        assert_true(web_shows(a, "제90조"));
        assert_false(web_shows(a, "제161조"));
        purchase_testing_add(&s.people, WON(10000), 100, &p);
        delivery_testing_sign(&s.people, &p, day("2026-11-02"), day("2026-11-21"), &s.contract);
        a = delivery_desk_get(&s, &s.people.owner,
                              delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no));
        assert_true(web_shows(a, "2026. 11. 23.을 1일 넘겼습니다")); // a Saturday's is Monday
        assert_true(web_shows(a, "800원"));
        assert_true(web_shows(a, "민법 제161조"));
        assert_true(
            web_shows(a, "납품 기한 2026. 11. 21. (토요일·공휴일이라 2026. 11. 23.까지로 봄, "));
        web_test_close(&s.web);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_suggests_what_is_open_and_its_check_says_the_term),
        cmocka_unit_test(a_form_with_mistakes_comes_back_with_all_that_was_typed),
        cmocka_unit_test(a_note_sent_twice_is_one_delivery),
        cmocka_unit_test(a_case_takes_so_many_files_and_keeps_what_it_has),
        cmocka_unit_test(a_photo_is_kept_and_shown_to_both_sides_alone),
        cmocka_unit_test(a_contract_that_does_not_bind_or_is_fulfilled_takes_no_delivery),
        cmocka_unit_test(a_late_delivery_says_what_it_costs),
    };
    return cmocka_run_group_tests(tests, delivery_desk_begin, party_testing_group_end);
}
