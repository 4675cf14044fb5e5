// The pages of a contract: who may knock, what they show, and what a click does.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "market/contract/contract_desk_testing.h"
#include "market/contract/contract_hand_testing.h"
#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "platform/secret/secret.h"

// Of a form that is posted twice.
#define ONE_KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// --- Answers -------------------------------------------------------------------------------------

#define ANSWERS 24

// Every item as a firm that may sign answers it, and the secret.
static size_t right_answers(struct contract_desk *x, struct web_field *fields, const char *secret)
{
    static const int64_t ITEMS[] = {4, 10, 8, 1, 1};
    size_t count = 0;
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        for (int64_t i = 1; i <= ITEMS[kind]; i++) {
            fields[count++] = (struct web_field){
                .name =
                    str_format(x->w.database->arena, "pledge_%d", (int)((kind + 1) * 100 + i)).p,
                .value = kind == CONTRACT_PLEDGE_CONFLICT ? "no" : "yes",
            };
        }
    }
    fields[count++] = (struct web_field){"secret", secret};
    return count;
}

static const char *as_query(struct contract_desk *x, const struct web_field *fields, size_t count)
{
    str q = S("?");
    for (size_t i = 0; i < count; i++) {
        q = str_format(x->w.database->arena, "%.*s%s%s=%s", STR_ARG(q), i == 0 ? "" : "&",
                       fields[i].name, fields[i].value);
    }
    return q.p;
}

static struct web_answer sign_as_owner(struct contract_desk *x)
{
    struct web_field fields[ANSWERS + 1];
    size_t count = right_answers(x, fields, PURCHASE_TESTING_PASSWORD);
    web_as(&x->w, &x->s.owner);
    return web_post(&x->w, contract_desk_at(x, x->seller, "/sign"), fields, count);
}

// --- Who may knock -------------------------------------------------------------------------------

enum { OK = 200, SEE = 303, BAD = 422, NONE = 404, NO = 403, LOGIN = 303 };

// What each person of the scene gets for each page of an offered contract, by the order of
// s.people: officer colleague approver head inspector accountant admin allround, officer approver
// inspector accountant of the other institution, owner staff, rival owner and staff, operator.
static const struct {
    enum method method;
    bool seller; // below /supplier/contracts/:no
    const char *more;
    int status[PURCHASE_TESTING_PEOPLE];
} MATRIX[] = {
    {GET,  false, "",              {OK, OK, OK, OK, OK, OK, OK, OK, NONE, NONE, NONE, NONE, NO, NO, NO, NO, NO}},
    {GET,
     false,       "/print",
     {OK, OK, OK, OK, OK, OK, OK, OK, NONE, NONE, NONE, NONE, NO, NO, NO, NO, NO}                              },
    {GET,
     false,       "/print/tax",
     {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NO, NO, NO, NO, NO}              },
    {GET,  false, "/sign",         {SEE, NO, NO, NO, NO, NO, NO, NO, NONE, NO, NO, NO, NO, NO, NO, NO, NO}     },
    {GET,  false, "/cancel",       {OK, OK, NO, NO, NO, NO, NO, OK, NONE, NO, NO, NO, NO, NO, NO, NO, NO}      },
    {POST,
     false,       "/cancel",
     {BAD, BAD, NO, NO, NO, NO, NO, BAD, NONE, NO, NO, NO, NO, NO, NO, NO, NO}                                 },
    {GET,  true,  "",              {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, OK, OK, NONE, NONE, NO}    },
    {GET,  true,  "/print",        {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, OK, OK, NONE, NONE, NO}    },
    {GET,  true,  "/sign",         {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, OK, NO, NONE, NO, NO}      },
    {GET,
     true,        "/sign/confirm",
     {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, BAD, NO, NONE, NO, NO}                                   },
    {POST, true,  "/sign",         {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, BAD, NO, NONE, NO, NO}     },
    {GET,  true,  "/decline",      {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, OK, NO, NONE, NO, NO}      },
    {POST,
     true,        "/decline",
     {NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, BAD, NO, NONE, NO, NO}                                   },
};

static void every_role_at_every_page_gets_what_the_table_says(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        for (size_t i = 0; i < COUNT(MATRIX); i++) {
            const char *address =
                contract_desk_at(&x, MATRIX[i].seller ? x.seller : x.base, MATRIX[i].more);
            for (size_t k = 0; k < PURCHASE_TESTING_PEOPLE; k++) {
                web_as(&x.w, x.s.people[k]);
                struct web_answer a = MATRIX[i].method == GET
                                          ? web_get(&x.w, address)
                                          : web_post(&x.w, address, WEB_NO_FIELDS);
                if (a.status != MATRIX[i].status[k]) {
                    fail_msg("%s, person %zu: %d", address, k, a.status);
                }
            }
            web_as(&x.w, NULL);
            struct web_answer a = MATRIX[i].method == GET ? web_get(&x.w, address)
                                                          : web_post(&x.w, address, WEB_NO_FIELDS);
            assert_int_equal(a.status, LOGIN);
            assert_true(str_starts(a.location, S("/login")));
        }
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_OFFERED); // nothing of it was a deed
        web_test_close(&x.w);
    }
}

// --- Drawing -------------------------------------------------------------------------------------

static void the_officer_draws_from_the_page_of_the_case(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open(&x, &t);
        purchase_testing_move(&x.s, &x.s.draft, PURCHASE_APPROVED);
        const char *address =
            str_format(t.arena, "/buyer/purchases/%lld/contract", (long long)x.s.draft.no.value).p;
        web_as(&x.w, &x.s.approver);
        assert_int_equal(web_get(&x.w, address).status, NO);
        web_as(&x.w, &x.s.colleague);
        assert_int_equal(web_get(&x.w, address).status, NO);
        web_as(&x.w, &x.s.officer_there);
        assert_int_equal(web_get(&x.w, address).status, NONE);
        web_as(&x.w, &x.s.officer);
        struct web_answer a = web_get(&x.w, address);
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "2,900,000원"));
        assert_true(web_shows(a, "금 이백구십만원정"));
        assert_true(web_shows(a, "여성기업 확인서"));
        assert_true(web_shows(a, "name=\"reason\" rows=\"4\" maxlength=\"4000\" "
                                 "aria-describedby=\"reason-h reason-e\" >지방계약법 시행령"));

        a = web_post(&x.w, address, WEB_FIELDS({"kind", "letter"}, {"reason", "가격이 낮습니다."}));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, "가격이 낮습니다."));
        a = web_post(&x.w, address,
                     WEB_FIELDS({"kind", "document"}, {"security", "promise"},
                                {"reason", "가격이 낮습니다."}, {"sign_by", "2026-12-19"}));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, "서명 기한은"));
        const struct web_field right[] = {
            {"kind",     "document"               },
            {"security", "cash"                   },
            {"reason",   "가격이 낮습니다."},
            {"sign_by",  "2026-11-27"             },
        };
        x.w.form_key = ONE_KEY;
        a = web_post(&x.w, address, right, COUNT(right));
        assert_int_equal(a.status, SEE);
        assert_true(str_starts(a.location, S("/buyer/contracts/")));
        struct web_answer again = web_post(&x.w, address, right, COUNT(right)); // a double click
        assert_int_equal(again.status, SEE);
        assert_true(str_equals(again.location, a.location));
        x.w.form_key = NULL;
        assert_int_equal(web_post(&x.w, address, right, COUNT(right)).status, 409);
        again = web_get(&x.w, address); // the case has its contract
        assert_true(str_equals(again.location, a.location));
        a = web_get(&x.w, str_to_c(t.arena, a.location));
        assert_true(web_shows(a, "기업 서명 대기"));
        assert_true(web_shows(a, "현금"));
        web_test_close(&x.w);
    }
}

static void abuse_04_a_price_moved_after_the_approval_is_named_and_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open(&x, &t);
        purchase_testing_move(&x.s, &x.s.draft, PURCHASE_APPROVED);
        contract_hand_touch(&x.s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_PURCHASE_PRICE,
                                                          .id = x.s.draft.id.value});
        const char *address =
            str_format(t.arena, "/buyer/purchases/%lld/contract", (long long)x.s.draft.no.value).p;
        web_as(&x.w, &x.s.officer);
        struct web_answer a = web_get(&x.w, address);
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "달라진 것: <b>계약금액</b>"));
        assert_false(web_shows(a, "계약 문서 보내기"));
        a = web_post(&x.w, address,
                     WEB_FIELDS({"kind", "document"}, {"security", "promise"},
                                {"reason", "가격이 낮습니다."}, {"sign_by", "2026-11-27"}));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, "결재받은 내용과 다릅니다"));
        assert_int_equal(contract_hand_count(&x.s, &x.s.officer).altered, 1);
        web_test_close(&x.w);
    }
}

// --- The supplier --------------------------------------------------------------------------------

static void the_owner_pledges_confirms_and_signs(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        struct web_field fields[ANSWERS + 1];
        contract_desk_open_offered(&x, &t);
        web_as(&x.w, &x.s.owner);
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.seller, "/sign"));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "수의계약 체결 제한 여부 확인서"));
        assert_true(web_shows(a, "pledge_210"));
        assert_true(web_shows(a, "24항목에 모두 답합니다.</b> 거짓"));
        // The answer that lets the firm sign comes first, be it 예 or 비해당.
        assert_true(web_shows(a, "says\"><label class=\"ckl\"><input class=\"ck\" type=\"radio\" "
                                 "name=\"pledge_201\" value=\"yes\"><span>예"));
        assert_true(web_shows(a, "says\"><label class=\"ckl\"><input class=\"ck\" type=\"radio\" "
                                 "name=\"pledge_301\" value=\"no\"><span>비해당"));

        size_t count = right_answers(&x, fields, "");
        a = web_get(&x.w, contract_desk_at(&x, x.seller,
                                           contract_desk_at(&x, "/sign/confirm",
                                                            as_query(&x, fields, count - 1))));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "금 이백구십만원정"));
        assert_true(web_shows(a, "비해당 8개"));
        assert_true(web_shows(a, "name=\"pledge_308\" value=\"no\""));
        fields[20].value = "yes"; // 307: the firm is headed by such a person
        a = web_get(&x.w, contract_desk_at(&x, x.seller,
                                           contract_desk_at(&x, "/sign/confirm",
                                                            as_query(&x, fields, count - 1))));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, "공직자의 이해충돌 방지법 제12조"));
        assert_true(web_shows(a, "지금까지 24항목에 답했습니다"));
        assert_int_equal(
            web_post(&x.w, contract_desk_at(&x, x.seller, "/sign"), fields, count).status, BAD);

        count = right_answers(&x, fields, "틀린 비밀번호");
        a = web_post(&x.w, contract_desk_at(&x, x.seller, "/sign"), fields, count);
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, SESSION_WRONG_SECRET.text));
        assert_true(web_shows(a, "name=\"pledge_101\" value=\"yes\"")); // nothing typed is lost
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_OFFERED);

        a = sign_as_owner(&x);
        assert_int_equal(a.status, SEE);
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_SIGNED_SUPPLIER);
        a = web_get(&x.w, x.seller);
        assert_true(web_shows(a, "기관 서명 대기"));
        assert_true(web_shows(a, "서파란"));
        assert_int_equal(web_get(&x.w, contract_desk_at(&x, x.seller, "/sign")).status,
                         SEE); // it is done
        assert_int_equal(sign_as_owner(&x).status, 409);
        web_test_close(&x.w);
    }
}

static void the_firm_is_asked_what_the_law_of_the_institution_asks(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        struct contract c;
        contract_desk_open(&x, &t);
        purchase_testing_bind(&x.s, LAW_STATE);
        purchase_testing_find(&x.s, &x.s.draft);
        contract_testing_draw(&x.s, &x.s.draft, &c);
        contract_desk_use(&x, &c);
        web_as(&x.w, &x.s.owner);
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.seller, "/sign"));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "13항목에 모두 답합니다.</b> 거짓")); // 4, 8 and 1
        assert_false(web_shows(a, "pledge_201"));
        assert_false(web_shows(a, "pledge_501"));
        assert_false(web_shows(a, "집행기준"));
        assert_false(web_shows(web_get(&x.w, x.seller), "배제사유"));
        assert_int_equal(sign_as_owner(&x).status, SEE);
        web_as(&x.w, &x.s.officer);
        a = web_get(&x.w, contract_desk_at(&x, x.base, "/sign"));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "청렴계약 이행서약서"));
        assert_false(web_shows(a, "각서(수의계약 배제사유)"));
        assert_false(web_shows(a, "조세포탈"));
        assert_false(web_shows(web_get(&x.w, x.base), "조세포탈"));
        assert_int_equal(web_get(&x.w, contract_desk_at(&x, x.base, "/print/tax")).status, NONE);
        assert_int_equal(web_get(&x.w, contract_desk_at(&x, x.base, "/print/conflict")).status, OK);
        web_test_close(&x.w);
    }
}

static void a_bond_is_typed_beside_the_pledges(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        struct contract c;
        struct purchase p;
        struct web_field fields[ANSWERS + 6];
        contract_desk_open(&x, &t);
        purchase_testing_add(&x.s, WON(50000001), 1, &p);
        contract_testing_draw(&x.s, &p, &c);
        contract_desk_use(&x, &c);
        web_as(&x.w, &x.s.owner);
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.seller, "/sign"));
        assert_true(web_shows(a, "계약보증금 5,000,001원"));
        assert_false(web_shows(a, "pledge_401")); // no promise beside a bond
        size_t count = right_answers(&x, fields, PURCHASE_TESTING_PASSWORD);
        const struct web_field bond[] = {
            {"lodged_issuer", "서울보증보험"},
            {"lodged_number", "100-2026"          },
            {"lodged_amount", "5,000,000"         },
            {"lodged_from",   "2026-11-24"        },
            {"lodged_until",  "2026-12-18"        },
        };
        memcpy(&fields[count], bond, sizeof bond);
        size_t all = count + COUNT(bond);
        a = web_post(&x.w, contract_desk_at(&x, x.seller, "/sign"), fields, all);
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, CONTRACT_LODGED_SHORT.text));
        fields[count + 2].value = "5,000,001";
        a = web_post(&x.w, contract_desk_at(&x, x.seller, "/sign"), fields, all);
        assert_int_equal(a.status, SEE);
        a = web_get(&x.w, x.seller);
        assert_true(web_shows(a, "서울보증보험 100-2026 · 5,000,001원"));
        web_test_close(&x.w);
    }
}

static void the_owner_declines_with_a_reason_that_the_officer_reads(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        web_as(&x.w, &x.s.owner);
        assert_int_equal(
            web_post(&x.w, contract_desk_at(&x, x.seller, "/decline"), WEB_FIELDS({"reason", "  "}))
                .status,
            BAD);
        struct web_answer a = web_post(&x.w, contract_desk_at(&x, x.seller, "/decline"),
                                       WEB_FIELDS({"reason", "재고가 떨어졌습니다."}));
        assert_int_equal(a.status, SEE);
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_VOID);
        web_as(&x.w, &x.s.officer);
        a = web_get(&x.w, x.base);
        assert_true(web_shows(a, "재고가 떨어졌습니다."));
        assert_true(web_shows(a, "취소됨"));
        assert_int_equal(web_get(&x.w, contract_desk_at(&x, x.base, "/cancel")).status, SEE);
        assert_int_equal(
            web_post(&x.w, contract_desk_at(&x, x.base, "/cancel"), WEB_FIELDS({"reason", "취소"}))
                .status,
            409);
        web_test_close(&x.w);
    }
}

// --- The institution -----------------------------------------------------------------------------

static void the_officer_confirms_checks_and_signs_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED_SUPPLIER);
        web_as(&x.w, &x.s.officer);
        const char *address = contract_desk_at(&x, x.base, "/sign");
        struct web_answer a = web_get(&x.w, address);
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "금 이백구십만원정"));
        assert_true(web_shows(a, "2026년 11월 24일(화)</span>에 계약이 확정됩니다.</b> "
                                 "계약상대자는 <span class=\"nw\">㈜늘푸른나눔<"));
        assert_true(web_shows(a, "공직자의 이해충돌 방지법 제12조"));
        a = web_post(&x.w, address, WEB_FIELDS({"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, CONTRACT_UNCHECKED.text));
        a = web_post(&x.w, address, WEB_FIELDS({"checked", "1"}, {"secret", "틀림"}));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, SESSION_WRONG_SECRET.text));
        web_as(&x.w, &x.s.allround); // holds the right, but it is not his case
        a = web_post(&x.w, address,
                     WEB_FIELDS({"checked", "1"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, NO);
        web_as(&x.w, &x.s.officer);
        x.w.form_key = ONE_KEY;
        for (int click = 0; click < 2; click++) {
            a = web_post(&x.w, address,
                         WEB_FIELDS({"checked", "1"}, {"secret", PURCHASE_TESTING_PASSWORD}));
            assert_int_equal(a.status, SEE);
        }
        x.w.form_key = NULL;
        a = web_post(&x.w, address,
                     WEB_FIELDS({"checked", "1"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 409); // who comes second is told so
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_SIGNED);
        a = web_get(&x.w, x.base);
        assert_true(web_shows(a, "양쪽 서명 완료"));
        assert_true(web_shows(a, "2026. 11. 24.</span> ~ <span class=\"nw\">2026. 12. 18.<"));
        assert_false(web_shows(a, "계약 취소"));
        web_test_close(&x.w);
    }
}

#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

static void both_may_sign_with_a_code_and_that_is_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        party_testing_factor(&t, x.s.owner.account, TOTP);
        party_testing_factor(&t, x.s.officer.account, TOTP);
        const char *code = str_to_c(t.arena, secret_totp_code(t.arena, S(TOTP), web_test_now));
        struct web_field fields[ANSWERS + 1];
        web_as(&x.w, &x.s.owner);
        const char *sign = contract_desk_at(&x, x.seller, "/sign");
        struct web_answer a = web_post(&x.w, sign, fields, right_answers(&x, fields, "000000"));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, SESSION_WRONG_SECRET.text));
        a = web_post(&x.w, sign, fields, right_answers(&x, fields, code));
        assert_int_equal(a.status, SEE);
        web_as(&x.w, &x.s.officer);
        a = web_post(&x.w, contract_desk_at(&x, x.base, "/sign"),
                     WEB_FIELDS({"checked", "1"}, {"secret", code}));
        assert_int_equal(a.status, SEE);
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_SIGNED);
        a = web_get(&x.w, x.base);
        assert_true(web_shows(a, "서파란 · 인증번호로 확인"));
        assert_true(web_shows(a, "김가온 · 인증번호로 확인"));
        a = web_get(&x.w, contract_desk_at(&x, x.base, "/print"));
        assert_true(web_shows(a, "전자서명(인증번호 확인)"));
        assert_false(web_shows(a, "비밀번호 확인"));
        web_test_close(&x.w);
    }
}

static void a_lapsed_certificate_is_told_with_its_article_and_without_a_button(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED_SUPPLIER);
        contract_hand_touch(&x.s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_CERTIFICATE,
                                                          .id = x.s.supplier.value,
                                                          .day = date_from_ymd(2026, 11, 23)});
        web_as(&x.w, &x.s.officer);
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.base, "/sign"));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "유효하지 않음"));
        assert_true(web_shows(a, CONTRACT_CERTIFICATE.source));
        assert_false(web_shows(a, "서명하고 계약 확정"));
        a = web_post(&x.w, contract_desk_at(&x, x.base, "/sign"),
                     WEB_FIELDS({"checked", "1"}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, BAD);
        contract_desk_reload(&x);
        assert_int_equal(x.c.state, CONTRACT_SIGNED_SUPPLIER);
        web_test_close(&x.w);
    }
}

// --- Papers and lists ----------------------------------------------------------------------------

// The officer confirms on the page what the ground that is left asks for.
static void a_ground_that_is_left_is_confirmed_where_the_contract_is_drawn(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        struct purchase p;
        contract_desk_open(&x, &t);
        struct contract_touch touch = {.sql = &SQL_CONTRACT_TEST_GROUP, .id = x.s.supplier.value};
        contract_hand_touch(&x.s, touch);
        purchase_testing_add(&x.s, WON(330000000), 1, &p);
        touch.sql = &SQL_CONTRACT_TEST_GROUP_MAKES;
        contract_hand_touch(&x.s, touch);
        purchase_testing_move(&x.s, &p, PURCHASE_APPROVED);
        const char *address =
            str_format(t.arena, "/buyer/purchases/%lld/contract", (long long)p.no.value).p;
        web_as(&x.w, &x.s.officer);
        assert_false(web_shows(web_get(&x.w, address), "남은 근거에 갖출 것"));
        touch = (struct contract_touch){.sql = &SQL_CONTRACT_TEST_GROUP_ENDS,
                                        .id = x.s.supplier.value,
                                        .day = date_from_ymd(2026, 11, 23)};
        contract_hand_touch(&x.s, touch);
        struct web_answer a = web_get(&x.w, address);
        assert_true(web_shows(a, "남은 근거에 갖출 것: "));
        assert_true(web_shows(a, "name=\"ground_1\""));
#define DRAWN(...)                                                                                 \
    WEB_FIELDS({"kind", "document"}, {"security", "bond"}, {"reason", "꼭 필요합니다."},           \
               {"sign_by", "2026-11-27"}, {"confirm_reason", "확인했습니다."}, __VA_ARGS__)
        a = web_post(&x.w, address, DRAWN({"ground_1", "직접 만듭니다."}));
        assert_int_equal(a.status, BAD);
        assert_true(web_shows(a, PURCHASE_PROOF_REASON.text));
        assert_true(web_shows(a, "직접 만듭니다.</textarea>")); // what was typed stays
        a = web_post(&x.w, address,
                     DRAWN({"ground_1", "직접 만듭니다."}, {"ground_2", "필요합니다."},
                           {"document_2", "총무과-1"}));
        assert_int_equal(a.status, SEE);
#undef DRAWN
        web_test_close(&x.w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_at_every_page_gets_what_the_table_says),
        cmocka_unit_test(the_officer_draws_from_the_page_of_the_case),
        cmocka_unit_test(abuse_04_a_price_moved_after_the_approval_is_named_and_kept),
        cmocka_unit_test(the_owner_pledges_confirms_and_signs),
        cmocka_unit_test(the_firm_is_asked_what_the_law_of_the_institution_asks),
        cmocka_unit_test(a_bond_is_typed_beside_the_pledges),
        cmocka_unit_test(the_owner_declines_with_a_reason_that_the_officer_reads),
        cmocka_unit_test(the_officer_confirms_checks_and_signs_once),
        cmocka_unit_test(both_may_sign_with_a_code_and_that_is_kept),
        cmocka_unit_test(a_lapsed_certificate_is_told_with_its_article_and_without_a_button),
        cmocka_unit_test(a_ground_that_is_left_is_confirmed_where_the_contract_is_drawn),
    };
    return cmocka_run_group_tests(tests, contract_desk_begin, party_testing_group_end);
}
