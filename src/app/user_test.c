// test-timeout: 240
// The terminal's verb for accounts: what it does, what it prints, and what it leaves alone.
#include "app/user.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/verbs.h"
#include "base/limits.h"
#include "market/party/party_account_store.h"
#include "market/party/party_testing.h"
#include "platform/secret/secret.h"

#define TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

struct given {
    const char *name;
    const char *value;
};

static const struct verb_option *find_option(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        for (size_t k = 0; k < VERBS[i].options.count; k++) {
            const struct verb_option *option = &VERBS[i].options.items[k];
            if (VERBS[i].run == verb_user && str_equals(str_view(option->name), str_view(name))) {
                return option;
            }
        }
    }
    fail_msg("no option --%s", name);
    return NULL;
}

// Run the verb with options; *out_text is what it printed.
static int run(struct testing_db *t, const struct given *given, size_t count, str *out_text)
{
    struct given_option options[6];
    struct app app = {.arena = t->arena, .settings = {.db = str_view(t->url)}};
    app.options.items = options;
    for (; app.options.count < count && given[app.options.count].name != NULL;) {
        size_t i = app.options.count++;
        options[i] = (struct given_option){find_option(given[i].name), str_view(given[i].value)};
    }
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    int code = user_run(&app, to);
    fclose(to);
    *out_text = str_copy(t->arena, (str){.p = text, .n = size});
    free(text);
    return code;
}

#define RUN(t, out, ...)                                                                           \
    run((t), (const struct given[]){__VA_ARGS__},                                                  \
        sizeof((const struct given[]){__VA_ARGS__}) / sizeof(struct given), (out))
#define RUN_LIST(t, out) run((t), NULL, 0, (out))

static struct account find_account(struct testing_db *t, const char *email)
{
    struct account found;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(account_store_find_by_email(t->db, str_view(email), &found));
    db_rollback(t->db);
    return found;
}

static void an_empty_site_gets_its_first_operator_by_a_code_shown_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str text;
        assert_int_equal(RUN(&t, &text, {"operator", "First@x.kr"}, {"name", "첫운영"},
                             {"phone", "010-1234-5678"}, {"reason", "설치"}),
                         EXIT_DONE);
        size_t at = str_index(text, S("첫 로그인 코드: "));
        assert_true(at < text.n);
        str code = str_slice(text, at + S("첫 로그인 코드: ").n, LIMIT_CODE_DIGITS);
        struct account a = find_account(&t, "first@x.kr");
        assert_true(str_equals(a.name, S("첫운영")));
        struct recovery kept;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(recovery_store_find(t.db, a.id, unit_clock_system(), &kept));
        db_rollback(t.db);
        assert_true(secret_password_fits(t.arena, kept.hash, code));
        assert_int_equal(party_testing_count_audit(&t, "membership.give"), 1);

        assert_int_equal(RUN(&t, &text, {"operator", "first@x.kr"}, {"name", "첫운영"},
                             {"phone", "010-1234-5678"}, {"reason", "설치"}),
                         EXIT_REFUSED);
        assert_int_equal(text.n, 0);
        assert_int_equal(party_testing_count_audit(&t, "account.add"), 1);
        assert_int_equal(RUN_LIST(&t, &text), EXIT_DONE);
        assert_true(str_contains(text, S("first@x.kr")) && str_contains(text, S("운영자")));
        assert_int_equal(party_testing_count_audit(&t, "account.list"), 1);
    }
}

static void who_has_an_account_becomes_an_operator_without_a_code(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str text;
        struct testing_row firm = party_testing_supplier(&t, "늘푸른", "1", PARTY_ACTIVE);
        struct testing_row kim = party_testing_person(&t, "kim@x.kr", "김하나", NULL, NULL);
        party_testing_role(&t, kim, NULL, &firm, PARTY_OWNER);
        assert_int_equal(RUN(&t, &text, {"operator", "kim@x.kr"}, {"name", "다른이름"},
                             {"phone", "010-1234-5678"}, {"reason", "인사"}),
                         EXIT_DONE);
        assert_false(str_contains(text, S("코드")));
        assert_true(str_equals(find_account(&t, "kim@x.kr").name, S("김하나")));
        assert_int_equal(RUN_LIST(&t, &text), EXIT_DONE);
        assert_true(str_contains(text, S("대표 · 늘푸른\n")));
        assert_true(str_contains(text, S("운영자\n")));
    }
}

static void a_locked_account_is_out_until_it_is_opened(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str text;
        struct testing_row kim = party_testing_person(&t, "kim@x.kr", "김하나", NULL, NULL);
        party_testing_session(&t, kim, unit_clock_system());
        assert_int_equal(RUN(&t, &text, {"lock", "KIM@x.kr"}, {"reason", "분실 신고"}), EXIT_DONE);
        assert_false(find_account(&t, "kim@x.kr").is_active);
        assert_int_equal(party_testing_count_sessions(&t, kim), 0);
        assert_int_equal(RUN(&t, &text, {"lock", "kim@x.kr"}, {"reason", "한 번 더"}),
                         EXIT_REFUSED);
        assert_int_equal(RUN(&t, &text, {"operator", "kim@x.kr"}, {"name", "김하나"},
                             {"phone", "010-1234-5678"}, {"reason", "인사"}),
                         EXIT_REFUSED);
        assert_int_equal(RUN(&t, &text, {"reset-factor", "kim@x.kr"}, {"reason", "분실"}),
                         EXIT_REFUSED);
        assert_int_equal(RUN(&t, &text, {"unlock", "kim@x.kr"}, {"reason", "찾음"}), EXIT_DONE);
        assert_true(find_account(&t, "kim@x.kr").is_active);
        assert_int_equal(RUN(&t, &text, {"unlock", "kim@x.kr"}, {"reason", "또"}), EXIT_REFUSED);
        assert_int_equal(RUN(&t, &text, {"lock", "nobody@x.kr"}, {"reason", "신고"}), EXIT_REFUSED);
        assert_int_equal(party_testing_count_audit(&t, "account.disable"), 1);
        assert_int_equal(party_testing_count_audit(&t, "account.enable"), 1);
    }
}

static void a_lost_app_is_taken_away_and_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str text;
        struct testing_row op = party_testing_person(&t, "op@x.kr", "최운영", NULL, TOTP);
        party_testing_role(&t, op, NULL, NULL, PARTY_OPERATOR);
        party_testing_session(&t, op, unit_clock_system());
        assert_true(find_account(&t, "op@x.kr").has_second_factor);
        assert_int_equal(RUN_LIST(&t, &text), EXIT_DONE);
        assert_true(str_contains(text, S(" app ")));
        assert_int_equal(RUN(&t, &text, {"reset-factor", "op@x.kr"}, {"reason", "대면 확인"}),
                         EXIT_DONE);
        assert_false(find_account(&t, "op@x.kr").has_second_factor);
        assert_int_equal(party_testing_count_sessions(&t, op), 0);
        assert_int_equal(party_testing_count_notices(&t, op, "account.changed"), 1);
        assert_int_equal(party_testing_count_audit(&t, "account.clear_factor"), 1);
        assert_int_equal(RUN(&t, &text, {"reset-factor", "op@x.kr"}, {"reason", "또"}),
                         EXIT_REFUSED);
    }
}

static void half_a_question_does_nothing(void **state)
{
    (void)state;
    // clang-format off
    static const struct given CASES[][4] = {
        {{"lock", "kim@x.kr"}},
        {{"lock", "kim@x.kr"}, {"reason", "  "}},
        {{"lock", "kim"}, {"reason", "신고"}},
        {{"lock", "kim@x.kr"}, {"unlock", "kim@x.kr"}, {"reason", "신고"}},
        {{"reason", "신고"}},
        {{"operator", "new@x.kr"}, {"reason", "설치"}},
        {{"operator", "new@x.kr"}, {"name", "새사람"}, {"reason", "설치"}},
        {{"operator", "new@x.kr"}, {"name", "새사람"}, {"phone", "12"}, {"reason", "설치"}},
        {{"operator", "new@x.kr"}, {"name", "\xff"}, {"phone", "010-1234-5678"}, {"reason", "설치"}},
    };
    // clang-format on
    FOR_EACH_ENGINE(t)
    {
        str text;
        party_testing_person(&t, "kim@x.kr", "김하나", NULL, NULL);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_int_equal(run(&t, CASES[i], COUNT(CASES[i]), &text), EXIT_USAGE);
        }
        assert_true(find_account(&t, "kim@x.kr").is_active);
        assert_int_equal(RUN_LIST(&t, &text), EXIT_DONE);
        assert_false(str_contains(text, S("new@x.kr")));
        assert_true(str_contains(text, S("역할 없음")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_site_gets_its_first_operator_by_a_code_shown_once),
        cmocka_unit_test(who_has_an_account_becomes_an_operator_without_a_code),
        cmocka_unit_test(a_locked_account_is_out_until_it_is_opened),
        cmocka_unit_test(a_lost_app_is_taken_away_and_told),
        cmocka_unit_test(half_a_question_does_nothing),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
