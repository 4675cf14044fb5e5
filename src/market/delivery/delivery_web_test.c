// test-timeout: 180
// The pages of deliveries and inspections: who may see and do what, lists and papers.
#include "market/delivery/delivery_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/delivery/delivery_desk_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

// Of every person at every door: its right first, then whose it is.
static void every_role_meets_every_door(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        public_no no = delivery_desk_bring_all(&s);
        enum whose { LIST, RECORD, CONTRACT };
        const struct {
            const char *address;
            uint64_t right;
            enum whose whose;
            int status; // to who may
        } DOORS[] = {
            {"/supplier/deliveries",          RIGHT_SUPPLIER, LIST,     200},
            {"/buyer/deliveries",             RIGHT_BUYER,    LIST,     200},
            {"/buyer/inspections",            RIGHT_INSPECT,  LIST,     200},
            {"/supplier/deliveries/NO",       RIGHT_SUPPLIER, RECORD,   200},
            {"/supplier/deliveries/NO/print", RIGHT_SUPPLIER, RECORD,   200},
            {"/buyer/deliveries/NO",          RIGHT_BUYER,    RECORD,   200},
            {"/buyer/deliveries/NO/print",    RIGHT_BUYER,    RECORD,   200},
            {DELIVERY_INSPECT_PATH,           RIGHT_INSPECT,  RECORD,   200},
            {DELIVERY_NOTE_PATH,              RIGHT_SUPPLIER, CONTRACT, 422}, // all was brought
        };
        for (size_t d = 0; d < COUNT(DOORS); d++) {
            public_no of = DOORS[d].whose == CONTRACT ? s.contract.no : no;
            const char *address = DOORS[d].whose == LIST
                                      ? DOORS[d].address
                                      : delivery_desk_at(&s, DOORS[d].address, of);
            for (size_t i = 0; i < COUNT(s.people.people); i++) {
                const struct actor *who = s.people.people[i];
                bool ours = who->institution.value == s.people.here.value ||
                            who->supplier.value == s.people.supplier.value;
                int expected = (who->rights & DOORS[d].right) == 0 ? 403
                               : DOORS[d].whose == LIST || ours    ? DOORS[d].status
                                                                   : 404;
                assert_int_equal(delivery_desk_get(&s, who, address).status, expected);
            }
            assert_int_equal(delivery_desk_get(&s, NULL, address).status, 303); // to the log-in
        }
        web_test_close(&s.web);
    }
}

static void every_role_meets_every_deed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        public_no no = delivery_desk_bring_all(&s);
        for (size_t i = 0; i < COUNT(s.people.people); i++) {
            const struct actor *who = s.people.people[i];
            web_as(&s.web, who);
            bool ours = who->institution.value == s.people.here.value ||
                        who->supplier.value == s.people.supplier.value;
            int status = (who->rights & RIGHT_SUPPLIER) == 0 ? 403 : (ours ? 422 : 404);
            assert_int_equal(web_post(&s.web,
                                      delivery_desk_at(&s, DELIVERY_NOTE_PATH, s.contract.no),
                                      DELIVERY_NOTE_FIELDS("1", "0", "0"))
                                 .status,
                             status);
            status = (who->rights & RIGHT_INSPECT) == 0 ? 403 : (ours ? 422 : 404);
            assert_int_equal(
                web_post(&s.web, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no),
                         DELIVERY_INSPECT_FIELDS("1", "0", "", PURCHASE_TESTING_PASSWORD))
                    .status,
                status);
        }
        assert_int_equal(delivery_testing_delivery(&s.people, no).state, DELIVERY_WAITING);
        assert_int_equal(delivery_desk_count(&s), 1);
        web_test_close(&s.web);
    }
}

static void lists_and_papers_show_what_was_done(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct delivery_desk s;
        delivery_desk_open(&s, &t);
        struct web_answer a = delivery_desk_get(&s, &s.people.inspector, "/buyer/inspections");
        assert_true(web_shows(a, "검사할 납품 0건"));
        public_no no = delivery_desk_bring_all(&s);
        web_test_now = instant_add_s(DELIVERY_TESTING_NOW,
                                     INT64_C(20) * 86400); // 14 December: six days too late
        a = delivery_desk_get(&s, &s.people.inspector, "/buyer/inspections");
        assert_true(web_shows(a, "검사할 납품 1건"));
        assert_true(web_shows(a, "6일 지남"));
        assert_true(web_shows(a, delivery_desk_at(&s, DELIVERY_INSPECT_PATH, no)));
        a = delivery_desk_get(&s, &s.people.approver, "/buyer/deliveries");
        assert_true(web_shows(a, "6일 지남"));
        const char *report = delivery_desk_at(&s, "/buyer/deliveries/NO/print?paper=report", no);
        assert_int_equal(delivery_desk_get(&s, &s.people.officer, report).status, 404);
        assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no,
                                             QUANTITIES(0, 0, 1), day("2026-12-14")));
        a = delivery_desk_get(&s, &s.people.inspector, "/buyer/inspections");
        assert_true(web_shows(a, "검사할 납품 0건"));
        assert_true(web_shows(a, "일부 합격"));
        a = delivery_desk_get(&s, &s.people.officer,
                              delivery_desk_at(&s, "/buyer/deliveries/NO/print", no));
        assert_true(web_shows(a, "<h1>납품서</h1>"));
        assert_true(web_shows(a, "120-81-47521"));
        assert_true(web_shows(a, "2,900,000"));
        a = delivery_desk_get(&s, &s.people.officer, report);
        assert_true(web_shows(a, "<h1>검사 결과서</h1>")); // below the limit none is made
        assert_true(web_shows(a, "정마루"));
        assert_true(
            str_contains(a.body, delivery_testing_delivery(&s.people, no).inspection.content_hash));
        web_test_close(&s.web);
    }
}

// In time on the Monday after a Saturday, and it says why.
static void papers_say_from_which_day_is_counted(void **state)
{
    (void)state;
    static const struct {
        const char *ends_on;
        bool is_moved;
    } CASES[] = {
        {"2026-11-20", false},
        {"2026-11-21", true },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        FOR_EACH_ENGINE(t)
        {
            struct delivery_desk s;
            delivery_desk_open_until(&s, &t, day(CASES[i].ends_on));
            public_no no = delivery_desk_bring_all(&s);
            assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no,
                                                 QUANTITIES(0, 0, 0), day("2026-11-24")));
            struct web_answer note = delivery_desk_get(
                &s, &s.people.officer, delivery_desk_at(&s, "/buyer/deliveries/NO/print", no));
            struct web_answer report = delivery_desk_get(
                &s, &s.people.officer,
                delivery_desk_at(&s, "/buyer/deliveries/NO/print?paper=report", no));
            const char *why =
                "<small>(토요일·공휴일이라 2026. 11. 23.까지로 봄, 민법 제161조)</small>";
            assert_int_equal(web_shows(note, why), CASES[i].is_moved);
            assert_int_equal(web_shows(report, why), CASES[i].is_moved);
            assert_true(web_shows(report, CASES[i].is_moved ? "1일 늦게 납품" : "4일 늦게 납품"));
            web_test_close(&s.web);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_meets_every_door),
        cmocka_unit_test(every_role_meets_every_deed),
        cmocka_unit_test(lists_and_papers_show_what_was_done),
        cmocka_unit_test(papers_say_from_which_day_is_counted),
    };
    return cmocka_run_group_tests(tests, delivery_desk_begin, party_testing_group_end);
}
