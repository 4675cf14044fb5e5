// test-timeout: 300
// Handing certificates in, checking them, and who may look.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/certificate/certificate_store.h"
#include "market/certificate/certificate_testing.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "platform/file/looked_testing.h"
#include "platform/web/web_testing.h"

static void one_is_handed_in_checked_and_counts(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        web_as(&s.t, &s.owner);
        assert_true(web_shows(web_get(&s.t, "/supplier/certificates"), "등록한 확인서"));
        struct certificate_form form = certificate_testing_women();
        struct web_answer a = certificate_testing_hand_in(&s, &form);
        assert_int_equal(a.status, 303);
        struct certificate c = certificate_testing_newest(&s);
        assert_int_equal(c.state, CERTIFICATE_UNCHECKED);
        assert_false(
            certificate_holds(c.state, c.valid_from, c.valid_until, instant_date(web_test_now)));
        assert_true(str_equals(
            a.location, str_view(certificate_testing_path(&s, "/supplier/certificates/NO", c.no))));
        struct web_answer mine = web_get(&s.t, "/supplier/certificates");
        assert_true(web_shows(mine, "여성기업 확인서") && web_shows(mine, "확인 대기"));

        web_as(&s.t, &s.keeper);
        struct web_answer page =
            web_get(&s.t, certificate_testing_path(&s, "/admin/certificates/NO", c.no));
        assert_true(web_shows(page, "여성기업지원에 관한 법률 시행령 제16조"));
        assert_true(web_shows(page, "2029. 1. 1.까지"));
        assert_false(web_shows(page, "법이 정한 기간보다 깁니다"));
        int64_t changes = party_testing_count_changes(&d);
        looked_testing_all(&d);
        assert_int_equal(certificate_testing_decide(&s, &c, "verify", "").status, 303);
        c = certificate_testing_newest(&s);
        assert_int_equal(c.state, CERTIFICATE_VERIFIED);
        assert_true(c.checked_at.us == web_test_now.us);
        assert_int_equal(party_testing_count_changes(&d), changes + 1); // the firm's one offer
        assert_int_equal(party_testing_count_notices(&d, s.owner_row, "certificate.decided"), 1);
        assert_int_equal(party_testing_count_audit(&d, "certificate.verify"), 1);
        assert_int_equal(certificate_testing_decide(&s, &c, "revoke", "").status, 422);
        assert_int_equal(certificate_testing_decide(&s, &c, "revoke", "발급기관 취소").status, 303);
        assert_int_equal(certificate_testing_newest(&s).state, CERTIFICATE_REVOKED);
        assert_int_equal(party_testing_count_changes(&d), changes + 2);
        web_as(&s.t, &s.owner);
        assert_true(web_shows(
            web_get(&s.t, certificate_testing_path(&s, "/supplier/certificates/NO", c.no)),
            "발급기관 취소"));
        web_test_close(&s.t);
    }
}

static void mistakes_come_back_with_what_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        form.items[5].value = "40"; // not of this kind
        struct web_answer a = certificate_testing_hand_in(&s, &form);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "칸을 비워 주세요") &&
                    web_shows(a, "value=\"제0110-2026-00123호\""));
        form = certificate_testing_women();
        form.items[4].value = "2026-11-23"; // yesterday
        assert_true(web_shows(certificate_testing_hand_in(&s, &form), "이미 끝났습니다"));
        form.items[4].value = "2026-01-01"; // the day before the first
        assert_true(web_shows(certificate_testing_hand_in(&s, &form), "첫날보다 빠릅니다"));
        form.items[4].value = "2026-11-24"; // today is the last day
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        assert_true(
            web_shows(certificate_testing_hand_in(&s, &form), "이미 있습니다")); // the same number
        form.items[0].value = "social_enterprise";
        form.items[5].value = "45.53";
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        assert_int_equal(certificate_testing_newest(&s).vulnerable_bp,
                         0); // the oldest waiting is on top
        form.items[5].value = "101";
        assert_true(web_shows(certificate_testing_hand_in(&s, &form), "0에서 100까지"));
        form = certificate_testing_women();
        form.items[0].value = "royal";
        assert_true(web_shows(certificate_testing_hand_in(&s, &form), "보기에 있는 것"));
        web_as(&s.t, &s.owner);
        form = certificate_testing_women();
        form.items[1].value = "다른 번호";
        a = web_post(&s.t, "/upload/supplier/certificates", form.items, COUNT(form.items));
        assert_true(web_shows(a, "확인서 파일을 올려"));
        const struct web_file script = {
            "evidence", "확인서.pdf", {"<svg onload=x>", 14}
        };
        a = web_post_file(&s.t, "/upload/supplier/certificates", &script, form.items,
                          COUNT(form.items));
        assert_true(web_shows(a, "PDF, PNG, JPG"));
        web_test_close(&s.t);
    }
}

static void a_firm_takes_its_own_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        struct certificate c = certificate_testing_newest(&s);
        const char *withdraw =
            certificate_testing_path(&s, "/supplier/certificates/NO/withdraw", c.no);
        web_as(&s.t, &s.other);
        assert_int_equal(web_post(&s.t, withdraw, WEB_FIELDS({"version", "1"})).status, 404);
        web_as(&s.t, &s.owner);
        assert_int_equal(web_post(&s.t, withdraw, WEB_FIELDS({"version", "7"})).status, 409);
        assert_int_equal(web_post(&s.t, withdraw, WEB_FIELDS({"version", "1"})).status, 303);
        assert_int_equal(certificate_testing_newest(&s).state, CERTIFICATE_REVOKED);
        assert_true(certificate_testing_newest(&s).checked_at.us == 0); // nobody checked it
        assert_int_equal(web_post(&s.t, withdraw, WEB_FIELDS({"version", "2"})).status, 409);
        assert_int_equal(certificate_testing_hand_in(&s, &form).status,
                         303); // the number is free again
        web_test_close(&s.t);
    }
}

static void buttons_and_refusals_agree_in_every_state(void **state)
{
    (void)state;
    static const char *const WHAT[] = {"verify", "refuse", "revoke"};
    static const char *const WAY[CERTIFICATE_STATE_COUNT] = {[CERTIFICATE_UNCHECKED] = NULL,
                                                             [CERTIFICATE_VERIFIED] = "verify",
                                                             [CERTIFICATE_REFUSED] = "refuse",
                                                             [CERTIFICATE_REVOKED] = "revoke"};
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        for (int from = 0; from < CERTIFICATE_STATE_COUNT; from++) {
            for (int e = 0; e < (int)COUNT(WHAT); e++) {
                form.items[1].value = str_format(d.arena, "%d-%d", from, e).p;
                struct web_answer in = certificate_testing_hand_in(&s, &form);
                str digits = str_slice(in.location, in.location.n - 13, 13);
                public_no no;
                assert_true(public_no_parse(digits, &no));
                struct certificate c = {.no = no, .version = 1};
                looked_testing_all(&d);
                if (from == CERTIFICATE_REVOKED) {
                    assert_int_equal(certificate_testing_decide(&s, &c, "verify", "").status, 303);
                    c.version++;
                }
                if (WAY[from] != NULL) {
                    assert_int_equal(certificate_testing_decide(&s, &c, WAY[from], "사유").status,
                                     303);
                    c.version++;
                }
                enum certificate_state next = (enum certificate_state)from;
                bool may = certificate_move(&next, (enum certificate_event)e, S("사유")) == NULL;
                web_as(&s.t, &s.keeper);
                struct web_answer page =
                    web_get(&s.t, certificate_testing_path(&s, "/admin/certificates/NO", no));
                const char *button = str_format(d.arena, "value=\"%s\"", WHAT[e]).p;
                assert_int_equal(web_shows(page, button), may);
                assert_int_equal(certificate_testing_decide(&s, &c, WHAT[e], "사유").status,
                                 may ? 303 : 422);
            }
        }
        web_test_close(&s.t);
    }
}

static void one_that_nobody_could_open_is_verified_with_words_of_how_it_was_seen(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        struct certificate c = certificate_testing_newest(&s);
        web_as(&s.t, &s.keeper);
        assert_true(
            web_shows(web_get(&s.t, certificate_testing_path(&s, "/admin/certificates/NO", c.no)),
                      "올린 파일을 열 수 없으므로"));
        struct web_answer a = certificate_testing_decide(&s, &c, "verify", " ");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "다른 방법으로 확인했으면"));
        assert_int_equal(certificate_testing_newest(&s).state, CERTIFICATE_UNCHECKED);
        assert_int_equal(
            certificate_testing_decide(&s, &c, "verify", "여성기업 확인 조회에서 봄").status, 303);
        c = certificate_testing_newest(&s);
        assert_int_equal(c.state, CERTIFICATE_VERIFIED);
        assert_true(str_equals(c.reason, S("여성기업 확인 조회에서 봄")));
        web_test_close(&s.t);
    }
}

static void evidence_goes_to_its_firm_and_the_operator_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        public_no no = certificate_testing_newest(&s).no;
        const char *own = certificate_testing_path(&s, "/supplier/certificates/NO/file", no);
        const char *theirs = certificate_testing_path(&s, "/admin/certificates/NO/file", no);
        // Nobody opens it before it was looked into; both are told that it waits.
        struct web_answer early = web_get(&s.t, own);
        assert_int_equal(early.status, 422);
        assert_true(web_shows(early, "아직 확인하고 있어"));
        assert_false(str_contains(early.bytes, S("X-Accel-Redirect")));
        const char *shown = certificate_testing_path(&s, "/supplier/certificates/NO", no);
        assert_true(web_shows(web_get(&s.t, shown), "(파일 확인 중)"));
        web_as(&s.t, &s.keeper);
        assert_int_equal(web_get(&s.t, theirs).status, 422);
        const char *judged = certificate_testing_path(&s, "/admin/certificates/NO", no);
        assert_true(web_shows(web_get(&s.t, judged), "(파일 확인 중)"));
        looked_testing_all(&d);
        assert_false(web_shows(web_get(&s.t, judged), "(파일 확인 중)"));
        web_as(&s.t, &s.owner);
        assert_true(str_contains(web_get(&s.t, own).bytes, S("X-Accel-Redirect: /private/")));
        assert_int_equal(web_get(&s.t, theirs).status, 403);
        web_as(&s.t, &s.other);
        assert_int_equal(web_get(&s.t, own).status, 404);
        assert_int_equal(
            web_get(&s.t, certificate_testing_path(&s, "/supplier/certificates/NO", no)).status,
            404);
        assert_false(web_shows(web_get(&s.t, "/supplier/certificates"), "제0110-2026-00123호"));
        web_as(&s.t, &s.keeper);
        assert_true(str_contains(web_get(&s.t, theirs).bytes, S("X-Accel-Redirect: /private/")));
        assert_int_equal(web_get(&s.t, own).status, 403);
        struct actor officer = s.other;
        officer.supplier = NO_ID(supplier_id);
        officer.rights = party_role_rights(PARTY_OFFICER);
        web_as(&s.t, &officer);
        static const char *const PAGES[] = {"/supplier/certificates", "/supplier/certificates/new",
                                            "/admin/certificates"};
        for (size_t i = 0; i < COUNT(PAGES); i++) {
            assert_int_equal(web_get(&s.t, PAGES[i]).status, 403);
        }
        assert_int_equal(web_get(&s.t, own).status, 403);
        assert_int_equal(web_get(&s.t, theirs).status, 403);
        web_as(&s.t, NULL);
        assert_int_equal(web_get(&s.t, own).status, 303);
        web_test_close(&s.t);
    }
}

static void the_operator_sees_a_firm_with_its_certificates_and_decides(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        const char *path = certificate_testing_path(&s, "/admin/suppliers/NO", s.firm.no);
        assert_int_equal(web_get(&s.t, path).status, 403);
        web_as(&s.t, &s.keeper);
        struct web_answer page = web_get(&s.t, path);
        static const char *const SHOWN[] = {"늘푸른나눔", "120-81-47521", "검증 숫자 맞음",
                                            "여성기업 확인서", "value=\"suspend\""};
        for (size_t i = 0; i < COUNT(SHOWN); i++) {
            if (!web_shows(page, SHOWN[i])) {
                fail_msg("not shown: %s", SHOWN[i]);
            }
        }
        assert_false(web_shows(page, "value=\"approve\""));
        struct web_answer a =
            web_post(&s.t, path, WEB_FIELDS({"do", "suspend"}, {"reason", ""}, {"version", "1"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "사유를 적어 주세요"));
        a = web_post(&s.t, path,
                     WEB_FIELDS({"do", "suspend"}, {"reason", "휴업"}, {"version", "1"}));
        assert_int_equal(a.status, 303);
        a = web_post(&s.t, path,
                     WEB_FIELDS({"do", "restore"}, {"reason", "다시"}, {"version", "1"}));
        assert_int_equal(a.status, 422); // another operator was first
        a = web_post(&s.t, path,
                     WEB_FIELDS({"do", "restore"}, {"reason", "다시"}, {"version", "2"}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&s.t, path), "휴업"));
        assert_int_equal(party_testing_count_notices(&d, s.owner_row, "party.decided"), 2);
        assert_int_equal(web_get(&s.t, "/admin/suppliers/1234567890128").status, 404);
        assert_int_equal(
            web_get(&s.t, certificate_testing_path(&s, "/admin/suppliers/NO/licence", s.firm.no))
                .status,
            404); // none was handed in
        web_test_close(&s.t);
    }
}

static void the_list_begins_with_what_waits(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        web_as(&s.t, &s.keeper);
        assert_true(web_shows(web_get(&s.t, "/admin/certificates"), "이 조건의 확인서가"));
        struct certificate_form form = certificate_testing_women();
        static const char *const NUMBERS[] = {"A-1", "A-2", "A-3"};
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            form.items[1].value = NUMBERS[i];
            assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        }
        struct certificate first = certificate_testing_newest(&s);
        assert_true(str_equals(first.number, S("A-1")));
        assert_int_equal(certificate_testing_decide(&s, &first, "refuse", "흐림").status, 303);
        struct web_answer list = web_get(&s.t, "/admin/certificates");
        assert_true(str_index(list.body, S("A-2")) < str_index(list.body, S("A-3")));
        assert_true(str_index(list.body, S("A-3")) < str_index(list.body, S("A-1")));
        struct web_answer refused = web_get(&s.t, "/admin/certificates?state=refused");
        assert_true(web_shows(refused, "A-1") && !web_shows(refused, "A-2"));
        struct web_answer found = web_get(&s.t, "/admin/certificates?name=A-3");
        assert_true(web_shows(found, "A-3") && !web_shows(found, "A-2"));
        web_test_close(&s.t);
    }
}

// Those that wait from the oldest on, then the others from the newest: each after the one before
// it, whatever state or name is looked for.
static void the_list_goes_on_where_it_ended(void **state)
{
    static const char *const NUMBERS[] = {"A-1", "A-2", "A-3", "A-4"};
    static const char *const ORDER[] = {"A-3", "A-4", "A-2", "A-1"};
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        for (size_t i = 0; i < COUNT(NUMBERS); i++) {
            form.items[1].value = NUMBERS[i];
            assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        }
        for (int i = 0; i < 2; i++) {
            struct certificate oldest = certificate_testing_newest(&s); // of those that wait
            assert_int_equal(certificate_testing_decide(&s, &oldest, "refuse", "흐림").status, 303);
        }
        static const char *const NAMES[] = {"", "A-"};
        for (size_t n = 0; n < COUNT(NAMES); n++) {
            struct certificate_filter f = {.state = -1, .text = str_view(NAMES[n])};
            int64_t counts[CERTIFICATE_STATE_COUNT];
            assert_null(db_begin(d.db, DB_READ));
            assert_null(certificate_store_counts(d.db, d.arena, f.text, counts));
            assert_int_equal(counts[CERTIFICATE_UNCHECKED], 2);
            assert_int_equal(counts[CERTIFICATE_REFUSED], 2);
            for (size_t i = 0; i < COUNT(ORDER); i++) {
                certificate_list list;
                assert_null(certificate_store_list(d.db, d.arena, &f, 1, &list));
                assert_int_equal(list.count, 1);
                assert_true(str_equals(list.items[0].number, str_view(ORDER[i])));
                f.after = list.items[0].no;
            }
            certificate_list none;
            assert_null(certificate_store_list(d.db, d.arena, &f, 1, &none));
            assert_int_equal(none.count, 0);
            db_rollback(d.db);
        }
        web_test_close(&s.t);
    }
}

struct day {
    bool more;
};

static void a_certificate_of_a_product_names_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        form.items[0].value = "green_product";
        struct web_answer a = certificate_testing_hand_in(&s, &form);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "어느 상품의 것인지 골라 주세요"));
        form.items[0].value = "direct_production";
        form.items[5] = (struct web_field){"detail_no", "123"};
        a = certificate_testing_hand_in(&s, &form);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "숫자 10자리로"));
        form.items[5].value = "1411150701";
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        struct certificate c = certificate_testing_newest(&s);
        assert_int_equal(c.kind, CERTIFICATE_DIRECT_PRODUCTION);
        assert_true(str_equals(c.detail_no, S("1411150701")));
        form.items[5].value = "1411150702"; // of another number: another certificate
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        assert_int_equal(certificate_testing_hand_in(&s, &form).status, 422);
        web_as(&s.t, &s.owner);
        assert_true(web_shows(web_get(&s.t, "/supplier/certificates"), "세부품명번호 1411150702"));
        web_test_close(&s.t);
    }
}

static void a_kind_that_the_law_does_not_know_yet_is_neither_offered_nor_taken(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        struct law *known = testing_law_open(d.arena);
        str where = S("");
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        form.items[0].value = "rnd_innovation";
        web_as(&s.t, &s.owner);
        assert_false(web_shows(web_get(&s.t, "/supplier/certificates/new"), "rnd_innovation"));
        struct web_answer a = certificate_testing_hand_in(&s, &form);
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, "어느 상품의 것인지"));
        assert_null(law_add_row(known, S("kr/certificates"),
                                S("T-L26.7,T-L26,any,rnd_innovation,연구개발 혁신제품 증서,,,years,"
                                  "관계 중앙행정기관,발급기관,,,시험,H,1,시험"),
                                &where));
        assert_null(law_finish(known, &where));
        s.t.site.law = known;
        assert_true(web_shows(web_get(&s.t, "/supplier/certificates/new"),
                              "<option value=\"rnd_innovation\">연구개발 혁신제품 증서</option>"));
        assert_true(
            web_shows(certificate_testing_hand_in(&s, &form), "어느 상품의 것인지 골라 주세요"));
        web_test_close(&s.t);
    }
}

static void a_firms_list_goes_on_by_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(d)
    {
        struct certificate_scene s;
        certificate_testing_open(&s, &d);
        struct certificate_form form = certificate_testing_women();
        for (int i = 0; i <= LIMIT_DESK_ROWS; i++) { // each ends a day after the one before
            str until = date_format_iso(d.arena, date_add_days(instant_date(web_test_now), 70 + i));
            form.items[1].value = str_format(d.arena, "C-%03d", i).p;
            form.items[4].value = i == LIMIT_DESK_ROWS ? "" : str_to_c(d.arena, until);
            assert_int_equal(certificate_testing_hand_in(&s, &form).status, 303);
        }
        web_as(&s.t, &s.owner);
        struct web_answer a = web_get(&s.t, "/supplier/certificates");
        assert_true(web_shows(a, ">C-000<") && web_shows(a, ">C-049<"));
        assert_false(web_shows(a, ">C-050<")); // without a term: after all that end
        str mark = S("/supplier/certificates?after=");
        size_t at = str_index(a.body, mark);
        assert_true(at < a.body.n);
        str rest = str_slice(a.body, at, a.body.n);
        a = web_get(&s.t, str_to_c(d.arena, str_cut(&rest, '"')));
        assert_true(web_shows(a, ">C-050<"));
        assert_false(web_shows(a, ">C-049<"));
        assert_true(web_shows(a, "rel=\"prev\""));
        web_as(&s.t, &s.keeper);
        a = web_get(&s.t,
                    str_format(d.arena, "/admin/suppliers/%lld", (long long)s.firm.no.value).p);
        assert_true(web_shows(a, "이 기업의 확인서 모두 보기"));
        web_test_close(&s.t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_that_the_law_does_not_know_yet_is_neither_offered_nor_taken),
        cmocka_unit_test(a_firms_list_goes_on_by_key),
        cmocka_unit_test(one_is_handed_in_checked_and_counts),
        cmocka_unit_test(mistakes_come_back_with_what_was_typed),
        cmocka_unit_test(a_firm_takes_its_own_back),
        cmocka_unit_test(buttons_and_refusals_agree_in_every_state),
        cmocka_unit_test(one_that_nobody_could_open_is_verified_with_words_of_how_it_was_seen),
        cmocka_unit_test(evidence_goes_to_its_firm_and_the_operator_alone),
        cmocka_unit_test(the_operator_sees_a_firm_with_its_certificates_and_decides),
        cmocka_unit_test(the_list_begins_with_what_waits),
        cmocka_unit_test(the_list_goes_on_where_it_ended),
        cmocka_unit_test(a_certificate_of_a_product_names_it),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
