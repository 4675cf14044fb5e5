// test-timeout: 120
// What a firm's own people see and change of it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_company_action.h"
#include "market/party/party_company_web.h"
#include "market/party/party_supplier_store.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"
#include "platform/web/web_testing.h"

#define PASSWORD "quiet maple river"

struct scene {
    struct testing_db *d;
    struct web_test t;
    struct testing_row firm;
    struct testing_row owner_row;
    struct testing_row keeper_row;
    struct actor owner;
    struct actor staff;
};

static void open_scene(struct scene *s, struct testing_db *d)
{
    *s = (struct scene){.d = d};
    web_test_open(&s->t, d, PARTY_COMPANY_ROUTES, PARTY_COMPANY_ROUTE_COUNT);
    party_testing_district(d, "2711000000", "중구");
    party_testing_district(d, "2714000000", "동구");
    s->firm = party_testing_supplier(d, "늘푸른", "1208147521", PARTY_ACTIVE);
    party_testing_offer(d, s->firm);
    s->owner_row = party_testing_person(d, "owner@x.kr", "박나래", PASSWORD, NULL);
    struct testing_row staff = party_testing_person(d, "staff@x.kr", "최직원", NULL, NULL);
    s->keeper_row = party_testing_person(d, "op@x.kr", "최운영", NULL, NULL);
    party_testing_role(d, s->owner_row, NULL, &s->firm, PARTY_OWNER);
    party_testing_role(d, s->keeper_row, NULL, NULL, PARTY_OPERATOR);
    instant now = web_test_now;
    s->owner = party_testing_actor(d, s->owner_row, NULL, &s->firm, PARTY_OWNER, now);
    s->staff = party_testing_actor(d, staff, NULL, &s->firm, PARTY_STAFF, now);
}

static struct supplier find_firm(struct scene *s)
{
    struct supplier found;
    assert_null(db_begin(s->d->db, DB_READ));
    assert_null(supplier_store_find(s->d->db, s->firm.no, &found));
    db_rollback(s->d->db);
    return found;
}

struct form {
    struct web_field items[12];
};

// The firm as it stands: nothing of the licence changes.
static struct form as_it_is(void)
{
    return (struct form){
        {{"name", "늘푸른"},
         {"form", "sole"},
         {"representative", "박나래"},
         {"business_type", "도소매"},
         {"business_item", "문구"},
         {"district", "2711000000"},
         {"address", "대구광역시 중구 시험로 1"},
         {"phone", "053-111-2222"},
         {"email", "info@x.kr"},
         {"introduction", "문구를 팝니다."},
         {"version", "1"},
         {"opened_on", ""}}
    };
}

static const struct web_file LICENCE = {
    "paper", "새 등록증.pdf", {PARTY_TESTING_PDF, sizeof(PARTY_TESTING_PDF) - 1}
};

static void what_the_licence_says_changes_with_a_new_licence_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.owner);
        struct form form = as_it_is(); // 업태 and 종목 were empty
        struct web_answer a =
            web_post(&s.t, "/upload/supplier/company", form.items, COUNT(form.items));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "새 사업자등록증도") && web_shows(a, "문구를 팝니다."));
        assert_int_equal(party_testing_count_notices(&d, s.keeper_row, "supplier.changed"), 0);
        a = web_post_file(&s.t, "/upload/supplier/company", &LICENCE, form.items,
                          COUNT(form.items));
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_notices(&d, s.keeper_row, "supplier.changed"), 1);
        assert_int_equal(party_testing_count_changes(&d), 1);

        form.items[10].value = "2";
        form.items[7].value = "053-333-4444"; // no part of the licence
        a = web_post(&s.t, "/upload/supplier/company", form.items, COUNT(form.items));
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_notices(&d, s.keeper_row, "supplier.changed"), 1);
        form.items[10].value = "3";
        form.items[5].value = "2714000000"; // another district
        a = web_post(&s.t, "/upload/supplier/company", form.items, COUNT(form.items));
        assert_int_equal(a.status, 422);
        form.items[5].value = "2711000000";
        form.items[10].value = "2"; // somebody else was first
        form.items[7].value = "053-555-6666";
        a = web_post(&s.t, "/upload/supplier/company", form.items, COUNT(form.items));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 곳에서 먼저 저장했습니다") && web_shows(a, "053-555-6666") &&
                    web_shows(a, "먼저 저장된 것: 053-333-4444"));
        struct supplier firm = find_firm(&s);
        assert_true(str_equals(firm.facts.phone, S("053-333-4444")));
        assert_true(str_equals(firm.facts.business_no, S("1208147521")));
        assert_int_equal(party_testing_count_audit(&d, "supplier.change"), 2);
        web_test_close(&s.t);
    }
}

// What else a person might like to change of the firm's row: the form has no such field.
static void a_field_the_form_does_not_have_is_ignored(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.owner);
        struct form form = as_it_is();
        assert_int_equal(
            web_post_file(&s.t, "/upload/supplier/company", &LICENCE, form.items, COUNT(form.items))
                .status,
            303);
        struct supplier once = find_firm(&s);
        form.items[10].value = "2";
        form.items[7].value = "053-777-8888";
        struct web_field more[COUNT(form.items) + 8];
        memcpy(more, form.items, sizeof(form.items));
        static const struct web_field EXTRA[8] = {
            {"business_no",  "9999999999"},
            {"state",        "suspended" },
            {"id",           "1"         },
            {"no",           "1"         },
            {"supplier_id",  "1"         },
            {"is_demo",      "1"         },
            {"bank_account", "1"         },
            {"account_id",   "1"         },
        };
        memcpy(&more[COUNT(form.items)], EXTRA, sizeof(EXTRA));
        assert_int_equal(web_post(&s.t, "/upload/supplier/company", more, COUNT(more)).status, 303);
        struct supplier after = find_firm(&s);
        assert_true(str_equals(after.facts.phone, S("053-777-8888")));
        assert_true(str_equals(after.facts.business_no, once.facts.business_no));
        assert_int_equal(after.state, once.state);
        assert_int_equal(after.id.value, once.id.value);
        assert_true(web_shows(web_get(&s.t, "/supplier/company"), "아직 없습니다")); // no account
        web_test_close(&s.t);
    }
}

// Of two that bear one name the first is taken, by every reader; the second is looked at by nobody.
static void a_field_that_comes_twice_is_taken_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.owner);
        struct form form = as_it_is();
        struct web_field twice[COUNT(form.items) * 2];
        memcpy(twice, form.items, sizeof(form.items));
        memcpy(&twice[COUNT(form.items)], form.items, sizeof(form.items));
        twice[COUNT(form.items) + 7].value = "053-999-9999"; // phone
        twice[COUNT(form.items) + 2].value = "아무개";       // who may sign for the firm
        assert_int_equal(web_post_file(&s.t, "/upload/supplier/company?phone=053-888-8888",
                                       &LICENCE, twice, COUNT(twice))
                             .status,
                         303);
        struct supplier firm = find_firm(&s);
        assert_true(str_equals(firm.facts.phone, S("053-111-2222")));
        assert_true(str_equals(firm.facts.representative, S("박나래")));
        web_test_close(&s.t);
    }
}

static void the_account_is_sealed_shown_masked_and_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.owner);
        assert_true(web_shows(web_get(&s.t, "/supplier/company"), "아직 없습니다"));
        struct web_field fields[] = {
            {"bank",    "iM뱅크"      },
            {"account", "123-45-6789012"},
            {"holder",  "늘푸른"     },
            {"version", "1"             },
            {"secret",  "wrong"         }
        };
        struct web_answer a = web_post(&s.t, "/supplier/company/bank", fields, COUNT(fields));
        assert_int_equal(a.status, 422);
        fields[4].value = PASSWORD;
        fields[1].value = "123-45--678";
        assert_int_equal(web_post(&s.t, "/supplier/company/bank", fields, COUNT(fields)).status,
                         422);
        fields[1].value = "123-45-6789012";
        a = web_post(&s.t, "/supplier/company/bank", fields, COUNT(fields));
        assert_int_equal(a.status, 303);
        struct supplier firm = find_firm(&s);
        assert_false(str_contains(firm.bank_account, S("6789012")));
        str opened = {0};
        assert_null(secret_open_row(d.arena, firm.bank_account, COMPANY_BANK_CONTEXT, firm.id.value,
                                    &opened));
        assert_true(str_equals(opened, S("123-45-6789012")));
        assert_int_equal(party_testing_count_notices(&d, s.owner_row, "supplier.bank_changed"), 1);
        struct web_answer page = web_get(&s.t, "/supplier/company");
        assert_false(web_shows(page, "6789012"));
        assert_true(web_shows(page, "9012") && web_shows(page, "iM뱅크"));
        assert_false(web_shows(web_get(&s.t, "/supplier/company/bank"), "9012"));
        a = web_post(&s.t, "/supplier/company/bank", fields, COUNT(fields)); // at version 2 now
        assert_int_equal(a.status, 422);
        web_test_close(&s.t);
    }
}

static void staff_look_and_the_owner_changes(void **state)
{
    (void)state;
    static const char *const OWNERS[] = {"/supplier/company/edit", "/supplier/company/bank"};
    FOR_EACH_ENGINE(d)
    {
        struct scene s;
        open_scene(&s, &d);
        web_as(&s.t, &s.staff);
        struct web_answer page = web_get(&s.t, "/supplier/company");
        assert_int_equal(page.status, 200);
        assert_false(web_shows(page, "/supplier/company/edit"));
        assert_int_equal(web_get(&s.t, "/supplier/company/licence").status, 404); // none yet
        for (size_t i = 0; i < COUNT(OWNERS); i++) {
            web_as(&s.t, &s.staff);
            assert_int_equal(web_get(&s.t, OWNERS[i]).status, 403);
            web_as(&s.t, &s.owner);
            assert_int_equal(web_get(&s.t, OWNERS[i]).status, 200);
        }
        struct actor officer = s.owner;
        officer.supplier = NO_ID(supplier_id);
        officer.rights = party_role_rights(PARTY_OFFICER);
        web_as(&s.t, &officer);
        assert_int_equal(web_get(&s.t, "/supplier/company").status, 403);
        web_test_close(&s.t);
    }
}

static void an_account_number_is_digits_and_hyphens(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        bool valid;
    } CASES[] = {
        {"12345678",              true },
        {"1234567",               false},
        {"12345678901234567890",  true },
        {"123456789012345678901", false},
        {"123-45-678",            true },
        {"-12345678",             false},
        {"12345678-",             false},
        {"1234--5678",            false},
        {"1234 5678",             false},
        {"",                      false}
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_int_equal(party_bank_account_is_valid(str_view(CASES[i].typed)), CASES[i].valid);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_licence_says_changes_with_a_new_licence_alone),
        cmocka_unit_test(a_field_the_form_does_not_have_is_ignored),
        cmocka_unit_test(a_field_that_comes_twice_is_taken_once),
        cmocka_unit_test(the_account_is_sealed_shown_masked_and_told),
        cmocka_unit_test(staff_look_and_the_owner_changes),
        cmocka_unit_test(an_account_number_is_digits_and_hyphens),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
