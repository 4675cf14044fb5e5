// test-timeout: 300
// Applying, being decided about, and mending.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_review_action.h"
#include "market/party/party_review_store.h"
#include "market/party/party_signup_testing.h"
#include "market/party/right.h"
#include "platform/file/looked_testing.h"
#include "platform/file/pdf.h"

#define NUMBER "120-81-47521"
#define OTHER_NUMBER "9990000016"

// A firm's form; a test changes a field or two.
struct firm_form {
    struct web_field items[18];
};

static struct firm_form firm_form(void)
{
    return (struct firm_form){
        {{"name", "늘푸른나눔"},
         {"business_no", NUMBER},
         {"form", "corporation"},
         {"representative", "박나래"},
         {"business_type", "도소매"},
         {"business_item", "사무용품"},
         {"district", "2711000000"},
         {"address", "대구광역시 중구 달구벌대로 1"},
         {"phone", "053-123-4567"},
         {"opened_on", "2020-03-02"},
         {"person", "박나래"},
         {"email", "Narae@x.kr"},
         {"mobile", "010-1234-5678"},
         {"password", SIGNUP_TESTING_PASSWORD},
         {"password_again", SIGNUP_TESTING_PASSWORD},
         {"terms", "1"},
         {"privacy", "1"},
         {"corporate_no", "110111-1234567"}}
    };
}

static void set_field(struct firm_form *form, const char *name, const char *value)
{
    for (size_t i = 0; i < COUNT(form->items); i++) {
        if (str_equals(str_view(form->items[i].name), str_view(name))) {
            form->items[i].value = value;
        }
    }
}

static struct web_answer apply_firm(struct web_test *t, const struct firm_form *form)
{
    return web_post_file(t, "/upload/join/supplier", &SIGNUP_TESTING_LICENCE, form->items,
                         COUNT(form->items));
}

// The account and firm that applied last, as rows of the list.
static struct supplier_line newest_firm(struct testing_db *d)
{
    struct party_filter all = {.state = -1};
    supplier_line_list list;
    assert_null(db_begin(d->db, DB_READ));
    assert_null(supplier_store_list(d->db, d->arena, &all, 10, &list));
    db_rollback(d->db);
    assert_true(list.count > 0);
    return list.items[0];
}

static struct supplier find_firm(struct testing_db *d, public_no no)
{
    struct supplier s;
    assert_null(db_begin(d->db, DB_READ));
    assert_null(supplier_store_find(d->db, no, &s));
    db_rollback(d->db);
    return s;
}

static struct actor owner_of(struct testing_db *d, const struct supplier *s)
{
    struct application last;
    struct party_place place = {.supplier = s->id};
    assert_null(db_begin(d->db, DB_READ));
    assert_null(application_store_newest(d->db, place, &last));
    db_rollback(d->db);
    struct testing_row person = {.id = last.account.value};
    struct actor a = party_testing_actor(d, person, NULL, NULL, PARTY_OWNER, web_test_now);
    a.supplier = s->id;
    a.rights = party_rights_awake(a.rights, s->state, false);
    return a;
}

static void a_firm_applies_and_waits(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        assert_int_equal(web_get(&t, "/join").status, 200);
        assert_true(web_shows(web_get(&t, "/join/supplier"), "중구"));
        struct firm_form form = firm_form();
        struct web_answer a = apply_firm(&t, &form);
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S("/login?joined=1")));
        struct supplier_line line = newest_firm(&d);
        struct supplier s = find_firm(&d, line.no);
        assert_int_equal(s.state, PARTY_APPLIED);
        assert_true(str_equals(s.facts.business_no, S("1208147521")));
        assert_true(str_equals(s.facts.corporate_no, S("1101111234567")));
        assert_true(str_equals(s.facts.email, S("narae@x.kr")));
        assert_true(s.license.value != 0 && s.facts.is_corporation);
        assert_int_equal(party_testing_count_audit(&d, "supplier.apply"), 1);
        struct actor owner = owner_of(&d, &s);
        assert_int_equal(owner.rights, RIGHT_SIGNED_IN);
        web_as(&t, &owner);
        a = web_get(&t, "/join/state");
        assert_true(web_shows(a, "심사 대기") && web_shows(a, "사업자등록증.pdf"));
        assert_int_equal(web_get(&t, "/join/mend/supplier").status, 409); // nothing came back
        web_test_close(&t);
    }
}

static void whoever_is_known_is_refused_in_the_same_words(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct firm_form form = firm_form();
        assert_int_equal(apply_firm(&t, &form).status, 303);
        struct firm_form same_number = firm_form();
        set_field(&same_number, "email", "other@x.kr");
        struct web_answer a = apply_firm(&t, &same_number);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "새로 신청할 수 없습니다"));
        struct firm_form same_person = firm_form();
        set_field(&same_person, "business_no", OTHER_NUMBER);
        a = apply_firm(&t, &same_person);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "새로 신청할 수 없습니다"));
        assert_int_equal(party_testing_count_audit(&d, "account.join"), 1);
        web_test_close(&t);
    }
}

static void every_mistake_comes_back_at_once_and_what_was_typed_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct firm_form form = firm_form();
        set_field(&form, "business_no", "120-81-47522");
        set_field(&form, "email", "no address");
        set_field(&form, "password", "password1");
        set_field(&form, "terms", "");
        set_field(&form, "district", "1111000000");
        set_field(&form, "opened_on", "2026-11-25"); // tomorrow
        struct web_answer a =
            web_post(&t, "/upload/join/supplier", form.items, COUNT(form.items)); // no file
        assert_int_equal(a.status, 422);
        static const char *const SAID[] = {
            "끝자리 검증이 맞지", "전자우편 주소를",        "많은 사람이 쓰는 말",
            "이용약관을 읽고",    "보기에 있는 구·군",      "개업일은 오늘이거나",
            "파일을 올려 주세요", "value=\"120-81-47522\"", "value=\"늘푸른나눔\""};
        for (size_t i = 0; i < COUNT(SAID); i++) {
            if (!web_shows(a, SAID[i])) {
                fail_msg("not said: %s", SAID[i]);
            }
        }
        assert_false(web_shows(a, "password1"));
        struct firm_form bare = {.items = {{"form", "no"}}};
        a = web_post(&t, "/upload/join/supplier", bare.items, 1);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "형태: 보기에 있는")); // each says which input is meant
        assert_true(web_shows(a, "구·군: 보기 가운데 하나를 골라 주세요"));
        assert_true(web_shows(a, "href=\"#form\"") && web_shows(a, " id=\"form\""));
        assert_true(web_shows(a, "href=\"#terms\"") && web_shows(a, " id=\"terms\""));
        assert_true(str_index(a.body, S("상호: 이")) <
                    str_index(a.body, S("담당자 이름: 이"))); // in the order of the page
        struct firm_form right = firm_form();
        set_field(&right, "opened_on", "2026-11-24"); // today
        const struct web_file script = {
            "paper", "등록증.pdf", {"<script>", 8}
        };
        a = web_post_file(&t, "/upload/join/supplier", &script, right.items, COUNT(right.items));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "PDF, PNG, JPG"));
        assert_int_equal(apply_firm(&t, &right).status, 303);
        web_test_close(&t);
    }
}

static void an_address_applies_twenty_times_an_hour_at_most(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct testing_row known = party_testing_person(&d, "k@x.kr", "김아는", NULL, NULL);
        struct actor somebody =
            party_testing_actor(&d, known, NULL, NULL, PARTY_OWNER, web_test_now);
        web_as(&t, &somebody); // no password to hash
        struct firm_form form = firm_form();
        assert_int_equal(apply_firm(&t, &form).status, 303);
        for (int i = 1; i < LIMIT_REQUESTS_ADDRESS; i++) {
            assert_true(web_shows(apply_firm(&t, &form), "새로 신청할 수 없습니다"));
        }
        set_field(&form, "business_no", OTHER_NUMBER);
        struct web_answer a = apply_firm(&t, &form);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "너무 여러 번"));
        web_test_now.us += INT64_C(3600000000);
        assert_int_equal(apply_firm(&t, &form).status, 303);
        web_test_close(&t);
    }
}

struct decision {
    public_no no;
    int64_t version;
    enum party_event event;
    str reason;
};

static err decide_work(struct unit *u, void *data)
{
    const struct decision *d = data;
    return review_action_supplier(u, d->no, d->version, d->event, d->reason);
}

static instant clock_of_test(void)
{
    return web_test_now;
}

static err decide(struct testing_db *d, const struct actor *by, public_no no,
                  enum party_event event, str reason)
{
    struct decision what = {no, find_firm(d, no).version, event, reason};
    struct unit u = {.arena = d->arena, .db = d->db, .actor = by, .trace = S("t")};
    return unit_run(&u, clock_of_test, decide_work, &what);
}

static void a_firm_is_sent_back_mends_and_is_approved(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        struct firm_form form = firm_form();
        assert_int_equal(apply_firm(&t, &form).status, 303);
        public_no no = newest_firm(&d).no;
        assert_ptr_equal(decide(&d, &keeper, no, PARTY_RETURN, S("")), &PARTY_NEEDS_REASON);
        assert_null(decide(&d, &keeper, no, PARTY_RETURN, S("주소가 다릅니다")));
        struct supplier s = find_firm(&d, no);
        assert_int_equal(s.state, PARTY_RETURNED);
        struct actor owner = owner_of(&d, &s);
        struct testing_row person = {.id = owner.account.value};
        assert_int_equal(party_testing_count_notices(&d, person, "party.decided"), 1);
        web_as(&t, &owner);
        assert_true(web_shows(web_get(&t, "/join/state"), "주소가 다릅니다"));
        struct web_answer page = web_get(&t, "/join/mend/supplier");
        assert_true(web_shows(page, "주소가 다릅니다") && web_shows(page, "120-81-47521"));

        struct firm_form mended = firm_form();
        set_field(&mended, "address", "대구광역시 중구 국채보상로 2");
        set_field(&mended, "business_no", OTHER_NUMBER); // never read
        mended.items[17] = (struct web_field){"version", "2"};
        struct web_answer a =
            web_post(&t, "/upload/join/mend/supplier", mended.items, COUNT(mended.items));
        assert_int_equal(a.status, 303);
        struct supplier again = find_firm(&d, no);
        assert_int_equal(again.state, PARTY_APPLIED);
        assert_true(str_equals(again.facts.address, S("대구광역시 중구 국채보상로 2")));
        assert_true(str_equals(again.facts.business_no, S("1208147521")));
        assert_int_equal(again.license.value, s.license.value); // the old paper stands

        struct testing_row firm = {.id = again.id.value};
        party_testing_offer(&d, firm);
        assert_ptr_equal(decide(&d, &keeper, no, PARTY_APPROVE, S(" ")), &PDF_NOT_SEEN);
        looked_testing_all(&d); // the paper may be opened
        assert_null(decide(&d, &keeper, no, PARTY_APPROVE, S("")));
        assert_int_equal(find_firm(&d, no).state, PARTY_ACTIVE);
        assert_int_equal(party_testing_count_changes(&d), 1); // its goods are found from now on
        assert_ptr_equal(decide(&d, &keeper, no, PARTY_APPROVE, S("")), &PARTY_WRONG_STATE);
        assert_null(decide(&d, &keeper, no, PARTY_SUSPEND, S("휴업")));
        assert_null(decide(&d, &keeper, no, PARTY_RESTORE, S("다시 엶")));
        assert_int_equal(party_testing_count_notices(&d, person, "party.decided"), 4);
        assert_int_equal(party_testing_count_audit(&d, "supplier.suspend"), 1);
        web_test_close(&t);
    }
}

// Every name is reached, the nearest first: who is called just so stands above all that hold it.
static void the_names_found_go_on_to_the_last(void **state)
{
    (void)state;
    enum { OTHERS = 60 }; // two more pages
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        for (int i = 0; i < OTHERS; i++) {
            const char *name = str_to_c(
                d.arena, str_format(d.arena, i % 2 == 0 ? "가온 나루 %02d" : "나루 %02d", i));
            (void)party_testing_institution(&d, name, PARTY_LISTED);
        }
        (void)party_testing_institution(&d, "나루", PARTY_ACTIVE);
        size_t seen[OTHERS] = {0};
        int pages = 0;
        const char *here = "/join/institution?name=%EB%82%98%EB%A3%A8";
        for (str after = S("first"); after.n > 0; pages++) {
            str path = pages == 0 ? str_view(here)
                                  : str_format(d.arena, "%s&after=%.*s", here, STR_ARG(after));
            struct web_answer a = web_get(&t, str_to_c(d.arena, path));
            assert_int_equal(a.status, 200);
            assert_true(web_shows(a, "모두 61곳"));
            assert_int_equal(str_contains(a.body, S("<th scope=\"row\">나루<")), pages == 0);
            assert_int_equal(str_contains(a.body, S("<th scope=\"row\">가온")), pages > 0);
            for (int i = 0; i < OTHERS; i++) {
                seen[i] += str_contains(a.body, str_format(d.arena, "나루 %02d<", i)) ? 1 : 0;
            }
            str rest = a.body;
            str mark = S("&amp;after=");
            rest = str_slice(rest, str_index(rest, mark), rest.n);
            rest = str_slice(rest, rest.n == 0 ? 0 : mark.n, rest.n);
            after = str_cut(&rest, '"');
        }
        assert_int_equal(pages, 3);
        for (int i = 0; i < OTHERS; i++) {
            assert_int_equal(seen[i], 1);
        }
        web_test_close(&t);
    }
}

static void an_institution_is_chosen_from_the_list_and_one_applies_at_a_time(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct testing_row listed = party_testing_institution(&d, "대구 중구청", PARTY_LISTED);
        struct testing_row joined = party_testing_institution(&d, "대구 서구청", PARTY_ACTIVE);
        struct web_answer found = web_get(&t, "/join/institution?name=%EA%B5%AC%EC%B2%AD");
        assert_true(web_shows(found, "대구 중구청") && web_shows(found, "대구 서구청"));
        assert_true(web_shows(found, signup_testing_path(&d, listed, "/join/institution")));
        assert_false(web_shows(found, signup_testing_path(&d, joined, "/join/institution")));
        assert_true(web_shows(web_get(&t, "/join/institution?name=%25"), "그런 이름의"));
        assert_int_equal(web_get(&t, signup_testing_path(&d, joined, "/join/institution")).status,
                         422);

        assert_int_equal(signup_testing_apply(&t, listed, "hana@x.kr").status, 303);
        assert_int_equal(signup_testing_institution(&d, listed).state, PARTY_APPLIED);
        struct web_answer second = signup_testing_apply(&t, listed, "dul@x.kr");
        assert_int_equal(second.status, 422);
        assert_true(web_shows(second, "이미 심사하고"));
        assert_true(web_shows(signup_testing_apply(&t, joined, "dul@x.kr"), "이미 두레를 쓰고"));
        web_test_close(&t);
    }
}

// Today's roles at a party, as the store lists them.
static member_list roles_of(struct testing_db *d, struct testing_row institution)
{
    member_list list;
    struct party_place place = {.institution = {institution.id}};
    assert_null(db_begin(d->db, DB_READ));
    assert_null(member_store_list(d->db, d->arena, place, S(""), NO_ID(public_no),
                                  instant_date(web_test_now), 10, &list));
    db_rollback(d->db);
    return list;
}

static void an_institution_sent_back_may_be_applied_for_by_somebody_else(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        struct testing_row office = party_testing_institution(&d, "대구 중구청", PARTY_LISTED);
        assert_int_equal(signup_testing_apply(&t, office, "stranger@x.kr").status, 303);
        web_as(&t, &keeper);
        assert_int_equal(signup_testing_decide(&t, office, "return", "공문이 아닙니다").status,
                         303);
        web_as(&t, NULL);
        assert_int_equal(signup_testing_apply(&t, office, "hana@x.kr").status, 303);
        member_list roles = roles_of(&d, office);
        assert_int_equal(roles.count, 2);
        assert_true(str_equals(roles.items[0].email, S("hana@x.kr")) && !roles.items[0].has_ended);
        assert_true(str_equals(roles.items[1].email, S("stranger@x.kr")) &&
                    roles.items[1].has_ended);
        web_as(&t, &keeper);
        struct web_answer page =
            web_get(&t, signup_testing_path(&d, office, "/admin/institutions"));
        assert_true(web_shows(page, "h***@x.kr") && web_shows(page, "010-****-2222"));
        assert_false(web_shows(page, "hana@x.kr"));
        assert_true(web_shows(page, "올린 파일을 열 수 없으므로"));
        struct web_answer unseen = signup_testing_decide(&t, office, "approve", "");
        assert_int_equal(unseen.status, 422);
        assert_true(web_shows(unseen, "다른 방법으로 확인했으면"));
        assert_int_equal(signup_testing_institution(&d, office).state, PARTY_APPLIED);
        assert_int_equal(signup_testing_decide(&t, office, "approve", "공문 원본을 봄").status,
                         303);
        assert_int_equal(signup_testing_institution(&d, office).state, PARTY_ACTIVE);
        assert_int_equal(
            party_testing_count_notices(
                &d, (struct testing_row){.id = roles.items[0].account.value}, "party.decided"),
            1);
        web_test_close(&t);
    }
}

static void an_institution_sent_back_is_mended_by_its_applicant(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct web_test t;
        signup_testing_open(&t, &d);
        struct actor keeper = signup_testing_operator(&d);
        struct testing_row office = party_testing_institution(&d, "대구 중구청", PARTY_LISTED);
        assert_int_equal(signup_testing_apply(&t, office, "hana@x.kr").status, 303);
        web_as(&t, &keeper);
        assert_int_equal(signup_testing_decide(&t, office, "return", "직위 확인").status, 303);
        struct testing_row hana = {.id = roles_of(&d, office).items[0].account.value};
        struct actor applicant =
            party_testing_actor(&d, hana, &office, NULL, PARTY_ADMIN, web_test_now);
        applicant.rights = RIGHT_SIGNED_IN;
        web_as(&t, &applicant);
        assert_true(str_equals(web_get(&t, "/join/mend").location, S("/join/mend/institution")));
        struct web_answer page = web_get(&t, "/join/mend/institution");
        assert_true(web_shows(page, "직위 확인") && web_shows(page, "value=\"재무과\""));
        struct institution i = signup_testing_institution(&d, office);
        const char *version = str_format(d.arena, "%lld", (long long)i.version).p;
        const struct web_field fields[] = {
            {"title",      "팀장"      },
            {"department", "재무과"   },
            {"address",    "중구 1"    },
            {"phone",      "053-661-2000"},
            {"head_title", "중구청장"},
            {"version",    version       }
        };
        struct web_answer a = web_post(&t, "/upload/join/mend/institution", fields, COUNT(fields));
        assert_int_equal(a.status, 303);
        assert_int_equal(signup_testing_institution(&d, office).state, PARTY_APPLIED);
        assert_true(str_equals(roles_of(&d, office).items[0].title, S("팀장")));
        a = web_post(&t, "/upload/join/mend/institution", fields, COUNT(fields));
        assert_int_equal(a.status, 409);
        web_test_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_firm_applies_and_waits),
        cmocka_unit_test(whoever_is_known_is_refused_in_the_same_words),
        cmocka_unit_test(every_mistake_comes_back_at_once_and_what_was_typed_stays),
        cmocka_unit_test(an_address_applies_twenty_times_an_hour_at_most),
        cmocka_unit_test(a_firm_is_sent_back_mends_and_is_approved),
        cmocka_unit_test(the_names_found_go_on_to_the_last),
        cmocka_unit_test(an_institution_is_chosen_from_the_list_and_one_applies_at_a_time),
        cmocka_unit_test(an_institution_sent_back_may_be_applied_for_by_somebody_else),
        cmocka_unit_test(an_institution_sent_back_is_mended_by_its_applicant),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
