// Settings come from defaults, a file and the environment; a wrong one is told by its line.
#include "platform/conf/settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"

static struct arena *arena;
static char path[] = "/tmp/dure-settings-XXXXXX";

static str file_with(const char *text)
{
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return str_view(path);
}

static void without_a_file_the_defaults_hold(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    assert_null(settings_load(arena, S(""), &s, &sentence));
    assert_true(str_equals(s.site_name, S("두레")));
    assert_int_equal(s.web_workers, 2);
    assert_false(s.official_masthead);
    assert_true(date_is_none(s.terms_from)); // nobody else knows it
    assert_null(settings_load(arena, file_with("policy.terms_from = 2026-12-01\n"), &s, &sentence));
    assert_int_equal(s.terms_from.days, date_from_ymd(2026, 12, 1).days);
    assert_null(settings_load(arena, file_with("policy.terms_from =\n"), &s, &sentence));
    assert_true(date_is_none(s.terms_from));
}

static void the_environment_has_the_last_word(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    str file = file_with("# our city\nui.site_name = 마을장터\nprocess.web = 4\n");
    assert_int_equal(setenv("DURE_PROCESS_WEB", "8", 1), 0);
    assert_null(settings_load(arena, file, &s, &sentence));
    assert_int_equal(unsetenv("DURE_PROCESS_WEB"), 0);
    assert_true(str_equals(s.site_name, S("마을장터")));
    assert_int_equal(s.web_workers, 8);
}

static void an_unknown_setting_is_told_with_its_line(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    str file = file_with("process.web = 4\n\nproces.web = 4\n");
    assert_ptr_equal(settings_load(arena, file, &s, &sentence), &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S(":3: there is no setting 'proces.web'")));
}

// The value is a key, so it is not told.
static void a_key_that_stands_in_the_settings_is_sent_to_a_file(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    str file = file_with("\ngateway.message_key = geheim\n");
    assert_ptr_equal(settings_load(arena, file, &s, &sentence), &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S(":2: a key stands in a file of its own")));
    assert_true(str_contains(sentence, S("name that file by gateway.message_key_file")));
    assert_false(str_contains(sentence, S("geheim")));
    assert_int_equal(setenv("DURE_GATEWAY_REGISTRY_KEY", "geheim", 1), 0);
    assert_ptr_equal(settings_load(arena, S(""), &s, &sentence), &SETTINGS_WRONG);
    assert_int_equal(unsetenv("DURE_GATEWAY_REGISTRY_KEY"), 0);
    assert_true(str_contains(sentence, S("name that file by gateway.registry_key_file")));
    assert_false(str_contains(sentence, S("geheim")));
}

// Its rest would be read as another line, and its beginning as a whole value.
static void a_line_that_is_too_long_or_no_text_is_told(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    char text[LIMIT_SETTING_LINE + 20] = "ui.site_name = ";
    size_t most = LIMIT_SETTING_LINE - 2;
    memset(text + strlen(text), 'a', most - strlen(text));
    text[most] = '\n';
    assert_null(settings_load(arena, file_with(text), &s, &sentence));
    assert_int_equal(s.site_name.n, most - strlen("ui.site_name = "));
    text[most] = 'a';
    text[most + 1] = '\n';
    assert_ptr_equal(settings_load(arena, file_with(text), &s, &sentence), &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S(":1: longer than 4094 bytes")));
    assert_ptr_equal(settings_load(arena, file_with("#\nui.site_name = \xff\n"), &s, &sentence),
                     &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S(":2: ")));
}

static void a_value_of_the_wrong_kind_is_told(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    assert_ptr_equal(settings_load(arena, file_with("process.web = four\n"), &s, &sentence),
                     &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S("not 'four'")));
    static const char *const OUT_OF_RANGE[] = {
        "process.web = 0\n", "process.web = -1\n", "process.web = 33\n",
        "process.request_deadline_s = 0\n", "backup.keep_hourly = -1\n"};
    for (size_t i = 0; i < COUNT(OUT_OF_RANGE); i++) {
        assert_ptr_equal(settings_load(arena, file_with(OUT_OF_RANGE[i]), &s, &sentence),
                         &SETTINGS_WRONG);
        assert_true(str_contains(sentence, S("wants a whole number from ")));
    }
    assert_null(settings_load(arena, file_with("process.web = 32\n"), &s, &sentence));
    assert_null(settings_load(arena, file_with("process.web = 1\n"), &s, &sentence));
    assert_ptr_equal(settings_load(arena, file_with("ui.official_masthead = yes\n"), &s, &sentence),
                     &SETTINGS_WRONG);
    assert_ptr_equal(settings_load(arena, file_with("policy.terms_from = soon\n"), &s, &sentence),
                     &SETTINGS_WRONG);
    assert_int_equal(setenv("DURE_PORCESS_WEB", "8", 1), 0);
    assert_ptr_equal(settings_load(arena, S(""), &s, &sentence), &SETTINGS_WRONG);
    assert_int_equal(unsetenv("DURE_PORCESS_WEB"), 0);
}

static void what_would_fail_later_is_told_with_its_line(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    static const char *const WRONG[] = {
        "log.level = loud\n",
        "log.level =\n",
        "process.guard = kil\n",
        "process.guard =\n",
        "open.ocds_prefix =\n",
        "open.ocds_prefix = ocds-\n",
        "open.ocds_prefix = ocds-213 czf\n",
        "open.ocds_prefix = OCDS-213czf\n",
        "gateway.message_url =\n",
        "gateway.message_url = https://\n",
        "gateway.message_url = ftp://dealer.example/send\n",
        "gateway.message_url = http://10.0.0.1/send\n", // nothing would go out
        "gateway.registry_url = apis.data.go.kr\n",
    };
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        assert_ptr_equal(settings_load(arena, file_with(WRONG[i]), &s, &sentence), &SETTINGS_WRONG);
        assert_true(str_contains(sentence, S(":1: '")) && str_contains(sentence, S(" wants ")));
    }
    assert_null(settings_load(
        arena,
        file_with("log.level = warn\nprocess.guard = log\nopen.ocds_prefix = ocds-213czf\n"
                  "gateway.message_url = https://dealer.example/send\n"
                  "gateway.registry_url = http://127.0.0.1:8092/list\n"),
        &s, &sentence));
    assert_true(str_equals(s.ocds_prefix, S("ocds-213czf")));
}

static void a_setting_stands_once_in_a_file_that_can_be_read(void **state)
{
    (void)state;
    struct settings s;
    str sentence = {0};
    str twice = file_with("process.web = 4\n#\nprocess.web = 4\n");
    assert_ptr_equal(settings_load(arena, twice, &s, &sentence), &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S(":3: 'process.web' stands in the file twice")));
    assert_ptr_equal(settings_load(arena, S("/tmp"), &s, &sentence), &SETTINGS_WRONG);
    assert_true(str_contains(sentence, S("/tmp: cannot be read")));
    // Written on Windows.
    assert_null(settings_load(arena, file_with("\xEF\xBB\xBFprocess.web = 4\r\n"), &s, &sentence));
    assert_int_equal(s.web_workers, 4);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_UNIT);
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_the_defaults_hold),
        cmocka_unit_test(the_environment_has_the_last_word),
        cmocka_unit_test(an_unknown_setting_is_told_with_its_line),
        cmocka_unit_test(a_key_that_stands_in_the_settings_is_sent_to_a_file),
        cmocka_unit_test(a_line_that_is_too_long_or_no_text_is_told),
        cmocka_unit_test(a_value_of_the_wrong_kind_is_told),
        cmocka_unit_test(what_would_fail_later_is_told_with_its_line),
        cmocka_unit_test(a_setting_stands_once_in_a_file_that_can_be_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
