#include "base/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"

static void assert_text(str got, const char *wanted)
{
    assert_int_equal(got.n, strlen(wanted));
    assert_memory_equal(got.p, wanted, got.n);
}

static void reads_bare_and_quoted_fields(void **state)
{
    (void)state;
    struct csv c;
    assert_null(csv_init(&c, arena,
                         S("id,name,note\r\n1,\"상호, 주식회사\",\"첫 줄\n둘째 \"\"줄\"\"\"\n"
                           "2,,끝")));
    size_t column = 9;
    assert_true(csv_column(&c, S("note"), &column));
    assert_int_equal(column, 2);
    assert_false(csv_column(&c, S("Note"), &column));

    const str *f = NULL;
    assert_null(csv_next(&c, &f));
    assert_int_equal(c.line, 2);
    assert_text(f[0], "1");
    assert_text(f[1], "상호, 주식회사");
    assert_text(f[2], "첫 줄\n둘째 \"줄\"");
    assert_null(csv_next(&c, &f));
    assert_int_equal(c.line, 4); // a quoted field held a line end
    assert_text(f[1], "");
    assert_text(f[2], "끝");
    assert_null(csv_next(&c, &f));
    assert_null(f);
    assert_int_equal(c.rows, 2);
}

static void a_byte_order_mark_is_not_part_of_the_first_name(void **state)
{
    (void)state;
    struct csv c;
    size_t column = 9;
    assert_null(csv_init(&c, arena,
                         S("\xEF\xBB\xBF"
                           "id,name\n")));
    assert_true(csv_column(&c, S("id"), &column));
}

static void what_is_not_rfc_4180_is_refused_with_its_line(void **state)
{
    (void)state;
    const struct {
        str text;
        err fault;
        int64_t line;
    } CASES[] = {
        {.text = S(""),                  .fault = &CSV_EMPTY,         .line = 1},
        {.text = S("\na,b\n"),           .fault = &CSV_EMPTY,         .line = 1},
        {.text = S("a,b\n1,2\n3\n"),     .fault = &CSV_UNEQUAL_WIDTH, .line = 3},
        {.text = S("a,b\n\n1,2\n"),      .fault = &CSV_UNEQUAL_WIDTH, .line = 2},
        {.text = S("a,b\n1,2,3\n"),      .fault = &CSV_UNEQUAL_WIDTH, .line = 2},
        {.text = S("a,b\n1,x\"y\n"),     .fault = &CSV_STRAY_QUOTE,   .line = 2},
        {.text = S("a,b\n1,\"x\"y\n"),   .fault = &CSV_STRAY_QUOTE,   .line = 2},
        {.text = S("a,b\n1,2\n3,\"x\n"), .fault = &CSV_OPEN_QUOTE,    .line = 3},
        {.text = S("a,b\n1,\""),         .fault = &CSV_OPEN_QUOTE,    .line = 2},
        {.text = S("a,b\n1,2\r3,4\n"),   .fault = &CSV_STRAY_RETURN,  .line = 2},
        {.text = S("a,b\n1,\xFF\n"),     .fault = &CSV_NOT_TEXT,      .line = 1},
        {.text = S("a,b\n1,\0\n"),       .fault = &CSV_NOT_TEXT,      .line = 1},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct csv c;
        const str *f = NULL;
        err e = csv_init(&c, arena, CASES[i].text);
        do {
            if (e == NULL) {
                e = csv_next(&c, &f);
            }
        } while (e == NULL && f != NULL);
        assert_ptr_equal(e, CASES[i].fault);
        assert_int_equal(c.line, CASES[i].line);
    }
}

static void limits_are_refusals(void **state)
{
    (void)state;
    struct csv c;
    const str *f = NULL;
    char wide[LIMIT_CSV_COLUMNS + 1]; // that many commas: one field too many
    memset(wide, ',', sizeof(wide));
    assert_ptr_equal(csv_init(&c, arena, (str){.p = wide, .n = LIMIT_CSV_COLUMNS}), &CSV_TOO_LARGE);
    assert_null(csv_init(&c, arena, (str){.p = wide, .n = LIMIT_CSV_COLUMNS - 1}));

    static char large[LIMIT_CSV_FIELD + 3];
    memset(large, 'x', sizeof(large));
    large[0] = 'a';
    large[1] = '\n';
    assert_null(csv_init(&c, arena, (str){.p = large, .n = sizeof(large)}));
    assert_ptr_equal(csv_next(&c, &f), &CSV_TOO_LARGE);
    assert_null(csv_init(&c, arena, (str){.p = large, .n = sizeof(large) - 1}));
    assert_null(csv_next(&c, &f));
}

// To the end or to the first refusal; all that is given out is text.
// A header and so many rows.
static err count_rows(int64_t rows, int64_t *out_read)
{
    struct arena *a = arena_open(16 << 20);
    size_t n = 2 + (size_t)rows * 2;
    char *text = malloc(n);
    assert_non_null(text);
    for (size_t i = 0; i < n; i += 2) {
        text[i] = 'a';
        text[i + 1] = '\n';
    }
    struct csv c;
    const str *f = NULL;
    err e = csv_init(&c, a, (str){.p = text, .n = n});
    while (e == NULL && (e = csv_next(&c, &f)) == NULL && f != NULL) {
    }
    *out_read = c.rows;
    free(text);
    arena_close(a);
    return e;
}

static void rows_are_read_up_to_their_limit(void **state)
{
    (void)state;
    int64_t got = 0;
    assert_null(count_rows(LIMIT_CSV_ROWS - 1, &got));
    assert_int_equal(got, LIMIT_CSV_ROWS - 1);
    assert_null(count_rows(LIMIT_CSV_ROWS, &got));
    assert_int_equal(got, LIMIT_CSV_ROWS);
    assert_ptr_equal(count_rows(LIMIT_CSV_ROWS + 1, &got), &CSV_TOO_LARGE);
}

static void read_through(const char *bytes, size_t size)
{
    arena_reset(arena);
    struct csv c;
    const str *fields = NULL;
    err e = csv_init(&c, arena, (str){.p = bytes, .n = size});
    if (e == NULL) {
        e = csv_next(&c, &fields);
    }
    while (e == NULL && fields != NULL) {
        for (size_t i = 0; i < c.width; i++) {
            assert_true(str_is_text(fields[i]));
        }
        assert_true(c.line >= 2 && c.at <= c.text.n);
        e = csv_next(&c, &fields);
    }
}

// Each prefix and each one-byte change of a file that has everything in it.
static void no_prefix_and_no_changed_byte_breaks_the_reader(void **state)
{
    (void)state;
    const str text = S("\xEF\xBB\xBFid,이름\r\n1,\"a \"\"b\"\",\r\n\"\n2,\n");
    for (size_t n = 0; n <= text.n; n++) {
        read_through(text.p, n);
    }
    static const char CHANGES[] = {'"', ',', '\r', '\n', '\0', '\xFF', 'x'};
    for (size_t i = 0; i < text.n; i++) {
        for (size_t k = 0; k < sizeof(CHANGES); k++) {
            char changed[128];
            memcpy(changed, text.p, text.n);
            changed[i] = CHANGES[k];
            read_through(changed, text.n);
        }
    }
}

// --- Writing -------------------------------------------------------------------------------------

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    struct out o;
    out_init(&o, arena, LIMIT_PAGE);
    csv_write_mark(&o);
    csv_write_text(&o, S("이름"));
    csv_write_text(&o, S("금액"));
    csv_end_row(&o);
    csv_write_text(&o, S("㈜다온 \"정보\",\n대구"));
    csv_write_number(&o, -1500);
    csv_end_row(&o);
    csv_write_text(&o, S(""));
    csv_write_number(&o, 0);
    csv_end_row(&o);

    struct csv c;
    const str *f = NULL;
    assert_null(csv_init(&c, arena, out_view(&o)));
    assert_int_equal(c.width, 2);
    assert_text(c.header[0], "이름");
    assert_null(csv_next(&c, &f));
    assert_text(f[0], "㈜다온 \"정보\",\n대구");
    assert_text(f[1], "-1500");
    assert_null(csv_next(&c, &f));
    assert_text(f[0], "");
    assert_text(f[1], "0");
    assert_null(csv_next(&c, &f));
    assert_null(f);
}

static void abuse_12_no_text_is_taken_for_a_formula(void **state)
{
    (void)state;
    static const str FORMULAS[] = {
        {"=cmd()", 6},
        {"+1",     2},
        {"-1",     2},
        {"@x",     2},
        {"\tx",    2},
        {"\rx",    2},
        {"\0x",    2},
    };
    for (size_t i = 0; i < COUNT(FORMULAS); i++) {
        struct out o;
        out_init(&o, arena, LIMIT_PAGE);
        csv_write_text(&o, FORMULAS[i]);
        assert_memory_equal(out_view(&o).p, "\"'", 2);
        assert_memory_equal(out_view(&o).p + 2, FORMULAS[i].p, FORMULAS[i].n);
    }
    struct out o;
    out_init(&o, arena, LIMIT_PAGE);
    csv_write_text(&o, S("a=1"));
    csv_write_number(&o, -1); // an amount below zero stays a number
    assert_text(out_view(&o), "\"a=1\",-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_bare_and_quoted_fields, arena_testing_begin,
                                        arena_testing_end),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_is_not_part_of_the_first_name,
                                        arena_testing_begin, arena_testing_end),
        cmocka_unit_test_setup_teardown(what_is_not_rfc_4180_is_refused_with_its_line,
                                        arena_testing_begin, arena_testing_end),
        cmocka_unit_test_setup_teardown(limits_are_refusals, arena_testing_begin,
                                        arena_testing_end),
        cmocka_unit_test_setup_teardown(rows_are_read_up_to_their_limit, arena_testing_begin,
                                        arena_testing_end),
        cmocka_unit_test_setup_teardown(no_prefix_and_no_changed_byte_breaks_the_reader,
                                        arena_testing_begin, arena_testing_end),
        cmocka_unit_test_setup_teardown(what_was_written_is_read_back, arena_testing_begin,
                                        arena_testing_end),
        cmocka_unit_test_setup_teardown(abuse_12_no_text_is_taken_for_a_formula,
                                        arena_testing_begin, arena_testing_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
