// The papers of a contract as they were signed, and the lists of contracts.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "market/contract/contract_desk_testing.h"
#include "market/contract/contract_hand_testing.h"
#include "market/party/party_testing.h"

enum { OK = 200, NONE = 404 };

// A text with `was` written as `is`, as one of an older form has it.
static str reworded(struct arena *a, str text, str was, str is)
{
    size_t at = str_index(text, was);
    assert_true(at < text.n);
    str head = str_join(a, str_slice(text, 0, at), is);
    return str_join(a, head, str_slice(text, at + was.n, text.n));
}

static void a_paper_of_the_first_form_is_printed_in_its_own_words(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        str first =
            reworded(t.arena, x.c.content, S("contract.acceptance.3"), S("contract.acceptance.1"));
        first = reworded(t.arena, first, S("\nscope=\n"), S("\n"));
        first =
            reworded(t.arena, first, S("buyer_head=대구광역시 중구청장"), S("buyer_head=구청장"));
        contract_hand_touch(&x.s, (struct contract_touch){.sql = &SQL_CONTRACT_TEST_CONTENT_WHOLE,
                                                          .id = x.c.id.value,
                                                          .content = first});
        contract_desk_reload(&x);
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED);
        web_as(&x.w, &x.s.owner);
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.seller, "/print"));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "대구광역시 중구 구청장 귀하"));
        assert_false(web_shows(a, "위임을 받은"));
        assert_false(web_shows(a, "서명한 내용과 다릅니다"));
        web_test_close(&x.w);
    }
}

static void every_paper_is_printed_as_it_was_signed_for_both_sides(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        web_as(&x.w, &x.s.owner);
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.seller, "/print"));
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "<article class=\"paper\">"));
        assert_true(web_shows(a, "승낙사항"));
        assert_true(web_shows(a, "서명 전"));
        assert_true(web_shows(a, "대구광역시 중구청장 귀하"));
        assert_false(web_shows(a, "contract.acceptance"));
        assert_false(web_shows(a, "C-01."));
        assert_true(web_shows(a, "120-81-47521"));
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED);
        a = web_get(&x.w, contract_desk_at(&x, x.seller, "/print"));
        assert_false(web_shows(a, "서명 전"));
        assert_true(web_shows(a, "서파란"));
        assert_true(web_shows(a, "대구광역시 중구청장의 위임을 받은 계약담당자<br>김가온</div>"));
        web_as(&x.w, &x.s.approver); // anybody of the institution reads its papers
        for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
            str word = str_view(contract_pledge_word((enum contract_pledge_kind)kind));
            const char *address = str_format(t.arena, "%s/print/%.*s", x.base, STR_ARG(word)).p;
            a = web_get(&x.w, address);
            assert_int_equal(a.status, OK);
            assert_true(web_shows(a, contract_pledge_label((enum contract_pledge_kind)kind).p));
            assert_true(web_shows(a, "귀하"));
        }
        assert_true(web_shows(web_get(&x.w, contract_desk_at(&x, x.base, "/print/security")),
                              "금 이십구만원정"));
        assert_int_equal(web_get(&x.w, contract_desk_at(&x, x.base, "/print/love")).status, NONE);
        web_test_close(&x.w);
    }
}

static void the_lists_show_what_waits_and_find_by_word(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        contract_desk_open_offered(&x, &t);
        web_as(&x.w, &x.s.inspector);
        struct web_answer a = web_get(&x.w, "/buyer/contracts");
        assert_int_equal(a.status, OK);
        assert_true(web_shows(a, "2026-1"));
        assert_true(web_shows(a, "모두 1건"));
        assert_false(web_shows(web_get(&x.w, "/buyer/contracts?state=paid"), "2026-1<"));
        assert_true(web_shows(web_get(&x.w, "/buyer/contracts?q=%EC%82%AC%EB%AC%B4"), "2026-1<"));
        assert_false(web_shows(web_get(&x.w, "/buyer/contracts?q=%EB%A9%B4%EC%A7%84"), "2026-1<"));
        web_as(&x.w, &x.s.staff);
        a = web_get(&x.w, "/supplier/contracts");
        assert_true(web_shows(a, "대구광역시 중구 총무과"));
        assert_false(web_shows(a, "서명하기")); // the owner does
        web_as(&x.w, &x.s.owner);
        assert_true(web_shows(web_get(&x.w, "/supplier/contracts"), "서명하기"));
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED_SUPPLIER);
        assert_false(web_shows(web_get(&x.w, "/supplier/contracts"), "서명하기"));
        web_as(&x.w, &x.s.officer);
        assert_true(web_shows(web_get(&x.w, "/buyer/contracts"), "서명하기"));
        web_as(&x.w, &x.s.inspector);
        assert_false(web_shows(web_get(&x.w, "/buyer/contracts"), "서명하기"));
        assert_false(web_shows(web_get(&x.w, "/supplier/contracts"), "납품서 내기"));
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED);
        assert_false(web_shows(web_get(&x.w, "/buyer/contracts"), "납품서 내기")); // the firm does
        web_as(&x.w, &x.s.staff);
        a = web_get(&x.w, "/supplier/contracts");
        assert_true(web_shows(a, "납품서 내기"));
        assert_false(web_shows(a, "대금 청구<span")); // not yet
        instant kept = web_test_now;
        web_test_now = instant_at(date_from_ymd(2026, 12, 18), 10, 0); // the last day
        assert_false(web_shows(web_get(&x.w, "/supplier/contracts"), "지남"));
        web_test_now = instant_at(date_from_ymd(2026, 12, 19), 10, 0);
        a = web_get(&x.w, "/supplier/contracts");
        assert_true(web_shows(a, "기한이 1일 지남"));
        assert_true(web_shows(a, "<span class=\"st bad\">납품 지연</span>"));
        assert_true(web_shows(a, "지금까지 지연배상금 2,320원 예상")); // 0.08 % of 2,900,000
        const char *first = strstr(str_to_c(t.arena, a.body), "2026-1<");
        assert_true(first != NULL && strstr(first + 1, "2026-1<") == NULL); // once
        web_test_now = kept;
        web_as(&x.w, &x.s.rival_staff);
        assert_true(web_shows(web_get(&x.w, "/supplier/contracts"), "계약이 없습니다"));
        web_as(&x.w, &x.s.officer_there);
        assert_true(web_shows(web_get(&x.w, "/buyer/contracts"), "계약이 없습니다"));
        web_test_close(&x.w);
    }
}

// From the case to the paper: what must be done is shown to who signs, printed, and bound.
static void what_a_service_must_do_is_signed_by_both_sides(void **state)
{
    (void)state;
    static const char *const SAYS = "<dt>청소 면적</dt><dd>1200m²</dd>";
    FOR_EACH_ENGINE(t)
    {
        struct contract_desk x;
        struct contract c;
        contract_desk_open(&x, &t);
        struct contract_touch answer = {
            .sql = &SQL_CONTRACT_TEST_PURCHASE_SCOPE,
            .id = x.s.draft.id.value,
            .content = S("question=a\nlabel=청소 면적\nunit=m²\nanswer=1200\n"),
        };
        contract_hand_touch(&x.s, answer);
        purchase_testing_find(&x.s, &x.s.draft);
        purchase_testing_move(&x.s, &x.s.draft, PURCHASE_APPROVED);
        web_as(&x.w, &x.s.officer);
        assert_true(web_shows(web_get(&x.w, str_format(t.arena, "/buyer/purchases/%lld/contract",
                                                       (long long)x.s.draft.no.value)
                                                .p),
                              SAYS));
        contract_testing_draw(&x.s, &x.s.draft, &c);
        contract_desk_use(&x, &c);
        web_as(&x.w, &x.s.owner);
        assert_true(web_shows(web_get(&x.w, contract_desk_at(&x, x.seller, "")), SAYS));
        assert_true(web_shows(web_get(&x.w, contract_desk_at(&x, x.seller, "/sign")), SAYS));
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED_SUPPLIER);
        web_as(&x.w, &x.s.officer);
        assert_true(web_shows(web_get(&x.w, contract_desk_at(&x, x.base, "/sign")), SAYS));
        answer.content = S("question=a\nlabel=청소 면적\nunit=m²\nanswer=1201\n");
        contract_hand_touch(&x.s, answer); // a square metre more than the firm signed
        struct web_answer a = web_get(&x.w, contract_desk_at(&x, x.base, "/sign"));
        assert_true(web_shows(a, "달라진 것: <b>과업 내용</b>"));
        assert_true(web_shows(a, SAYS)); // what was signed
        answer.content = S("question=a\nlabel=청소 면적\nunit=m²\nanswer=1200\n");
        contract_hand_touch(&x.s, answer);
        contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED);
        a = web_get(&x.w, contract_desk_at(&x, x.base, "/print"));
        assert_true(web_shows(a, "<th scope=\"row\">청소 면적</th><td>1200m²</td>"));
        assert_true(web_shows(a, "과업 내용에 적은 대로 이행하고"));
        web_test_close(&x.w);
    }
}

static void the_list_says_from_which_day_is_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        FOR_EACH_ENGINE(t)
        {
            struct contract_desk x;
            struct contract c;
            contract_desk_open(&x, &t);
            x.s.draft.deliver_by = date_from_ymd(2026, 12, 18 + i); // Friday, Saturday
            contract_testing_draw(&x.s, &x.s.draft, &c);
            contract_desk_use(&x, &c);
            web_as(&x.w, &x.s.owner);
            assert_false(
                web_shows(web_get(&x.w, "/supplier/contracts"), "제161조")); // binds nobody
            contract_testing_sign(&x.s, &x.c, CONTRACT_SIGNED);
            struct web_answer a = web_get(&x.w, "/supplier/contracts");
            assert_int_equal(web_shows(a, "2026. 12. 19.</span><small>(토요일·공휴일이라 2026. 12. "
                                          "21.까지로 봄, 민법 제161조)</small>"),
                             i == 1);
            assert_int_equal(web_shows(a, "제161조"), i == 1);
            web_test_close(&x.w);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_of_the_first_form_is_printed_in_its_own_words),
        cmocka_unit_test(every_paper_is_printed_as_it_was_signed_for_both_sides),
        cmocka_unit_test(what_a_service_must_do_is_signed_by_both_sides),
        cmocka_unit_test(the_lists_show_what_waits_and_find_by_word),
        cmocka_unit_test(the_list_says_from_which_day_is_counted),
    };
    return cmocka_run_group_tests(tests, contract_desk_begin, party_testing_group_end);
}
