// Whatever is logged, each line is one JSON object, and a terminal that shows it is safe.
#include "platform/log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/fault.h"

static int errors = -1; // the real standard error
static FILE *captured;

static int capture(void **state)
{
    (void)state;
    captured = tmpfile();
    errors = dup(STDERR_FILENO);
    log_init("test", LOG_INFO);
    return dup2(fileno(captured), STDERR_FILENO) < 0;
}

static int release(void **state)
{
    (void)state;
    (void)dup2(errors, STDERR_FILENO);
    (void)close(errors);
    return fclose(captured);
}

// C0, DEL and C1, and the line ends that only Unicode knows.
static bool is_obeyed(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

// The next line that was logged, parsed; NULL when there is none. Fails the test when it is no
// object in UTF-8 or holds a letter that a terminal or a reader obeys.
static json_t *next_line(void)
{
    static char line[16 * 1024];
    if (fgets(line, sizeof(line), captured) == NULL) {
        return NULL;
    }
    size_t n = strlen(line);
    assert_int_equal(line[n - 1], '\n');
    assert_true(n <= 4096);
    str text = {.p = line, .n = n - 1};
    assert_true(str_is_text(text));
    for (size_t at = 0; at < text.n;) {
        assert_false(is_obeyed(str_next(text, &at)));
    }
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(object);
    return object;
}

#define NO_LETTER "\xEF\xBF\xBD" // U+FFFD, for each byte that is of no letter

static void abuse_20_hostile_text_stays_inside_its_field(void **state)
{
    (void)state;
    const struct {
        str sent;
        const char *told; // to whoever parses the line
    } hostile[] = {
        {S("line\nline\r\n{\"level\":\"error\"}"), "line\nline\r\n{\"level\":\"error\"}"  },
        {S("\x1B[2J\x1B]0;title\a"),               "\x1B[2J\x1B]0;title\a"                },
        {S("a\0b"),                                "a" NO_LETTER "b"                      },
        {S("quote\" and \\ slash"),                "quote\" and \\ slash"                 },
        {S("\xFF\xFE\xC0\xAF"),                    NO_LETTER NO_LETTER NO_LETTER NO_LETTER},
        {S("\xED\xA0\x80"),                        NO_LETTER NO_LETTER NO_LETTER          }, // half of a pair of UTF-16
        {S("\xC2\x80\xC2\x9B[31m\xC2\x9F"),        "\xC2\x80\xC2\x9B[31m\xC2\x9F"         },
        {S("\xE2\x80\xA8\xE2\x80\xA9\x7F"),        "\xE2\x80\xA8\xE2\x80\xA9\x7F"         },
        {S("\xEA\xB0"),                            NO_LETTER NO_LETTER                    }, // cut in the middle
    };
    for (size_t i = 0; i < COUNT(hostile); i++) {
        LOG(LOG_INFO, "test.hostile", LOG_TEXT("text", hostile[i].sent),
            LOG_NUMBER("nth", (int64_t)i));
    }
    rewind(captured);
    for (size_t i = 0; i < COUNT(hostile); i++) {
        json_t *line = next_line();
        assert_non_null(line);
        assert_string_equal(json_string_value(json_object_get(line, "text")), hostile[i].told);
        assert_string_equal(json_string_value(json_object_get(line, "event")), "test.hostile");
        assert_string_equal(json_string_value(json_object_get(line, "level")), "info");
        assert_int_equal(json_integer_value(json_object_get(line, "nth")), i);
        json_decref(line);
    }
    assert_null(next_line());
}

static void a_line_is_bounded_and_stays_an_object(void **state)
{
    (void)state;
    static char large[1024 * 1024];
    memset(large, '\n', sizeof(large));
    str text = {.p = large, .n = sizeof(large)};
    LOG(LOG_WARN, "test.large", LOG_TEXT("a", text), LOG_TEXT("b", text), LOG_TEXT("c", text),
        LOG_NUMBER("last", -7));
    rewind(captured);
    json_t *line = next_line();
    assert_non_null(json_object_get(line, "a"));
    assert_null(json_object_get(line, "b")); // no room: left out whole
    assert_int_equal(json_integer_value(json_object_get(line, "last")), -7);
    json_decref(line);
    assert_null(next_line());
}

static void text_in_any_language_is_kept(void **state)
{
    (void)state;
    LOG(LOG_INFO, "test.text", LOG_TEXT("text", S("두레 €")), LOG_TEXT("empty", S("")));
    rewind(captured);
    json_t *line = next_line();
    assert_string_equal(json_string_value(json_object_get(line, "text")), "두레 €");
    assert_string_equal(json_string_value(json_object_get(line, "empty")), "");
    assert_string_equal(json_string_value(json_object_get(line, "process")), "test");
    assert_true(json_real_value(json_object_get(line, "at")) > 1.7e9);
    json_decref(line);
}

static double seconds_now(void)
{
    struct timespec t;
    assert_int_equal(clock_gettime(CLOCK_REALTIME, &t), 0);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

#define ROUNDED 0.001 // a line tells milliseconds

// When in seconds since 1970, which are the same in every zone.
static void a_line_says_when_where_and_what(void **state)
{
    (void)state;
    assert_int_equal(setenv("TZ", "Asia/Seoul", 1), 0);
    tzset();
    double before = seconds_now();
    LOG(LOG_ERROR, "test.told", LOG_TEXT("trace", S("0123456789abcdef")));
    double after = seconds_now();
    rewind(captured);
    json_t *line = next_line();
    assert_true(json_real_value(json_object_get(line, "at")) >= before - ROUNDED);
    assert_true(json_real_value(json_object_get(line, "at")) <= after + ROUNDED);
    assert_string_equal(json_string_value(json_object_get(line, "level")), "error");
    assert_string_equal(json_string_value(json_object_get(line, "process")), "test");
    assert_string_equal(json_string_value(json_object_get(line, "event")), "test.told");
    assert_string_equal(json_string_value(json_object_get(line, "trace")), "0123456789abcdef");
    json_decref(line);
}

// The lines so far are those of 1, 2, 3 … and no more.
static void check_written(int64_t count)
{
    rewind(captured);
    for (int64_t i = 1; i <= count; i++) {
        json_t *line = next_line();
        assert_non_null(line);
        assert_int_equal(json_integer_value(json_object_get(line, "n")), i);
        json_decref(line);
    }
    assert_null(next_line()); // and the next is written behind them
}

static void lines_wait_for_one_that_does_not(void **state)
{
    (void)state;
    log_hold(true);
    LOG(LOG_INFO, "waits", LOG_NUMBER("n", 1));
    check_written(0);
    LOG(LOG_WARN, "goes", LOG_NUMBER("n", 2));
    check_written(2);
    LOG(LOG_INFO, "waits", LOG_NUMBER("n", 3));
    check_written(2);
    LOG(LOG_ERROR, "goes", LOG_NUMBER("n", 4));
    check_written(4);
    LOG(LOG_INFO, "waits", LOG_NUMBER("n", 5));
    log_hold(false);
    check_written(4);
    LOG(LOG_INFO, "goes", LOG_NUMBER("n", 6));
    check_written(6);
    log_hold(true);
    LOG(LOG_INFO, "waits", LOG_NUMBER("n", 7));
    log_flush();
    log_flush(); // of nothing
    check_written(7);
    log_hold(false);
}

// More than one write takes goes in whole lines, whatever their length.
static void many_lines_that_wait_are_all_there(void **state)
{
    (void)state;
    char letters[512];
    memset(letters, 'a', sizeof(letters));
    log_hold(true);
    for (size_t i = 1; i <= sizeof(letters); i++) {
        LOG(LOG_INFO, "waits", LOG_TEXT("text", ((str){.p = letters, .n = i})),
            LOG_NUMBER("n", (int64_t)i));
    }
    log_hold(false);
    log_flush();
    check_written(sizeof(letters));
}

static void what_is_below_the_level_is_not_written(void **state)
{
    (void)state;
    LOG(LOG_DEBUG, "test.quiet", LOG_NUMBER("n", 1));
    rewind(captured);
    assert_null(next_line());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(abuse_20_hostile_text_stays_inside_its_field, capture,
                                        release),
        cmocka_unit_test_setup_teardown(a_line_is_bounded_and_stays_an_object, capture, release),
        cmocka_unit_test_setup_teardown(text_in_any_language_is_kept, capture, release),
        cmocka_unit_test_setup_teardown(a_line_says_when_where_and_what, capture, release),
        cmocka_unit_test_setup_teardown(lines_wait_for_one_that_does_not, capture, release),
        cmocka_unit_test_setup_teardown(many_lines_that_wait_are_all_there, capture, release),
        cmocka_unit_test_setup_teardown(what_is_below_the_level_is_not_written, capture, release),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
