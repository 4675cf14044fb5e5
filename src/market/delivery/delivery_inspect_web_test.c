// test-timeout: 180
// The page of an inspection: what is counted and confirmed, on which day, and what the law asks.
#include "market/delivery/delivery_inspect_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/delivery/delivery_desk_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

static void an_inspector_counts_checks_and_confirms(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        public_no no = delivery_desk_bring_all(&s);
        struct web_answer a = delivery_desk_get(&s, &s.people.inspector,
                                                delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "모두 이상 없음"));
        assert_true(web_shows(a, "D-14"));
        assert_true(web_shows(a, "name=\"arrived_on\" value=\"2026-11-24\""));
        assert_true(web_shows(a, "arrived_on=2026-11-24"));
        assert_false(web_shows(a, "이 지난")); // noted in time
        // A plain address with everything accepted, and one that does not add up.
        a = delivery_desk_get(
            &s, &s.people.inspector,
            delivery_desk_at(&s,
                             DELIVERY_INSPECT_PATH
                             "?check=1&accepted_1=100&refused_1=0&accepted_2=50&refused_2=0"
                             "&accepted_3=10&refused_3=0&method=full&arrived_on=2026-11-24"
                             "&inspected_on=2026-11-24",
                             no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "합격으로 마치기"));
        assert_false(web_shows(a, "name=\"reason_1\""));
        a = delivery_desk_get(
            &s, &s.people.inspector,
            delivery_desk_at(&s,
                             DELIVERY_INSPECT_PATH
                             "?check=1&accepted_1=99&refused_1=0&accepted_2=50&refused_2=0"
                             "&accepted_3=10&refused_3=0&method=full&arrived_on=2026-11-24"
                             "&inspected_on=2026-11-24",
                             no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "더해 납품 수량이 되게"));
        assert_true(web_shows(a, "value=\"99\""));

        // Nothing happens without the words, or without the right secret.
        web_as(&s.web, &s.people.inspector);
        const char *path = delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no);
        a = web_post(&s.web, path,
                     DELIVERY_INSPECT_FIELDS("95", "5", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "불합격한 까닭을 적어"));
        a = web_post(&s.web, path, DELIVERY_INSPECT_FIELDS("95", "5", "젖었습니다.", "wrong"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "secret-e"));
        assert_true(web_shows(a, "value=\"젖었습니다.\""));
        assert_true(web_shows(a, "외관을 보았습니다."));
        assert_false(web_shows(a, "value=\"wrong\""));
        assert_int_equal(delivery_testing_delivery(&s.people, no).state, DELIVERY_WAITING);
        a = web_post(&s.web, path,
                     DELIVERY_INSPECT_FIELDS("95", "5", "젖었습니다.", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 303);
        assert_int_equal(delivery_testing_delivery(&s.people, no).state, DELIVERY_PART_ACCEPTED);

        a = delivery_desk_get(&s, &s.people.owner,
                              delivery_desk_at(&s, "/supplier/deliveries/NO", no));
        assert_true(web_shows(a, "불합격한 까닭: 젖었습니다."));
        assert_true(web_shows(a, "불합격한 것을 포함해"));
        // Done is done: the form leads away, a second deed is refused.
        a = delivery_desk_get(&s, &s.people.allround, path);
        assert_int_equal(a.status, 303);
        web_as(&s.web, &s.people.allround);
        a = web_post(&s.web, path,
                     DELIVERY_INSPECT_FIELDS("100", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 409);
        web_test_close(&s.web);
    }
}

static void a_day_before_the_deadline_told_after_it_is_asked_about(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        public_no no;
        delivery_desk_open_until(&s, &t, day("2026-11-20"));
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no,
                                          QUANTITIES(100), day("2026-11-20"), &no));
        struct web_answer a = delivery_desk_get(&s, &s.people.inspector,
                                                delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no));
        assert_true(web_shows(a, "납품 기한 2026. 11. 20.이 지난"));
        assert_true(web_shows(a, "name=\"arrived_on\" value=\"2026-11-20\""));
        // Corrected, it is said once more before it is done; a day to come is not taken.
        const char *form = DELIVERY_INSPECT_PATH "?check=1&accepted_1=100&refused_1=0&method=full"
                                                 "&inspected_on=2026-11-24&arrived_on=";
        str path = str_format(t.arena, "%s2026-11-23", form);
        a = delivery_desk_get(&s, &s.people.inspector,
                              delivery_desk_at(&s, str_to_c(t.arena, path), no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "바로잡습니다"));
        assert_true(web_shows(a, "3일 넘겨 도착했습니다"));
        assert_true(web_shows(a, "지방계약법 시행령 제90조"));
        purchase_testing_bind(&s.people, LAW_STATE); // the article is that of whom it binds
        a = delivery_desk_get(&s, &s.people.inspector,
                              delivery_desk_at(&s, str_to_c(t.arena, path), no));
        assert_true(web_shows(a, "국가계약법 시행령 제74조"));
        assert_false(web_shows(a, "지방계약법 시행령 제90조"));
        a = delivery_desk_get(&s, &s.people.inspector,
                              delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no));
        assert_true(web_shows(a, "국가계약법 시행령 제74조"));
        assert_false(web_shows(a, "지방계약법 시행령 제90조"));
        purchase_testing_bind(&s.people, LAW_LOCAL);
        path = str_format(t.arena, "%s2026-11-25", form);
        a = delivery_desk_get(&s, &s.people.inspector,
                              delivery_desk_at(&s, str_to_c(t.arena, path), no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "arrived_on-e"));
        web_as(&s.web, &s.people.inspector);
        a = web_post(&s.web, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no),
                     WEB_FIELDS({"accepted_1", "100"}, {"refused_1", "0"}, {"method", "full"},
                                {"arrived_on", "2026-11-23"}, {"inspected_on", "2026-11-24"},
                                {"opinion", ""}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_true(date_equals(delivery_testing_delivery(&s.people, no).inspection.arrived_on,
                                day("2026-11-23")));
        a = delivery_desk_get(&s, &s.people.owner,
                              delivery_desk_at(&s, "/supplier/deliveries/NO", no));
        assert_true(web_shows(a, "검사자가 바로잡았습니다"));
        a = delivery_desk_get(
            &s, &s.people.owner,
            delivery_desk_at(&s, "/supplier/deliveries/NO/print?paper=report", no));
        assert_true(web_shows(a, "3일 늦게 납품"));
        web_test_close(&s.web);
    }
}

static void who_asked_for_it_sees_no_form(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        public_no no = delivery_desk_bring_all(&s);
        s.people.officer.rights |= RIGHT_INSPECT;
        struct web_answer a = delivery_desk_get(&s, &s.people.officer,
                                                delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "purchase.own_hands"));
        web_as(&s.web, &s.people.officer);
        a = web_post(&s.web, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no),
                     DELIVERY_INSPECT_FIELDS("100", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 422);
        assert_int_equal(delivery_testing_delivery(&s.people, no).state, DELIVERY_WAITING);
        a = delivery_desk_get(&s, &s.people.officer,
                              delivery_desk_at(&s, "/buyer/deliveries/NO", no));
        assert_true(web_shows(a, "요청한 담당자는 검사할 수 없습니다"));
        assert_false(web_shows(a, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no)));
        a = delivery_desk_get(&s, &s.people.inspector,
                              delivery_desk_at(&s, "/buyer/deliveries/NO", no));
        assert_true(web_shows(a, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no)));
        web_test_close(&s.web);
    }
}

// The notes of the law beside an inspection, one won on either side of their limits.
static void the_page_says_what_the_law_asks_at_this_price(void **state)
{
    (void)state;
    static const struct {
        int64_t won;
        const char *says;
        const char *paper; // of the inspection, once it is done
    } CASES[] = {
        {29999999,  "검사조서를 생략할 수 있습니다",            "검사 결과서"},
        {30000000,  "검사조서를 작성해야 합니다",                "검사조서"    },
        {300000000, "법에서는 한 사람이 감독하고 검사할 수", "검사조서"    },
        {300000001, "법에 따라 감독한 사람과 검사하는",        "검사조서"    },
    };
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct purchase p;
            struct contract c;
            public_no no;
            purchase_testing_add(&s.people, WON(CASES[i].won), 1, &p);
            delivery_testing_sign(&s.people, &p, day("2026-11-02"), day("2026-12-18"), &c);
            assert_null(delivery_testing_note(&s.people, &s.people.owner, c.no, QUANTITIES(1),
                                              day("2026-11-24"), &no));
            struct web_answer a = delivery_desk_get(
                &s, &s.people.inspector, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no));
            assert_true(web_shows(a, CASES[i].says));
            assert_true(web_shows(a, "제65조"));
            assert_true(web_shows(a, "제66조"));
            assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no, QUANTITIES(0),
                                                 day("2026-11-24")));
            const char *title =
                str_to_c(t.arena, str_format(t.arena, "<h1>%s</h1>", CASES[i].paper));
            const char *link =
                str_to_c(t.arena, str_format(t.arena, ">%s 인쇄</a>", CASES[i].paper));
            a = delivery_desk_get(
                &s, &s.people.officer,
                delivery_desk_at(&s, "/buyer/deliveries/NO/print?paper=report", no));
            assert_true(web_shows(a, title));
            a = delivery_desk_get(&s, &s.people.officer,
                                  delivery_desk_at(&s, "/buyer/deliveries/NO", no));
            assert_true(web_shows(a, link));
        }
        web_test_close(&s.web);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_inspector_counts_checks_and_confirms),
        cmocka_unit_test(a_day_before_the_deadline_told_after_it_is_asked_about),
        cmocka_unit_test(who_asked_for_it_sees_no_form),
        cmocka_unit_test(the_page_says_what_the_law_asks_at_this_price),
    };
    return cmocka_run_group_tests(tests, delivery_desk_begin, party_testing_group_end);
}
