// What is written is what is read again, and what spreadsheets take for text stays text.
#include "platform/sheet/sheet_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/sheet/sheet.h"

static struct arena *arena;

static const struct sheet_column COLUMNS[] = {
    {{"코드", 6},      12, SHEET_MUST   },
    {{"가격", 6},      12, SHEET_PLAIN  },
    {{"고칠 것", 10}, 40, SHEET_TROUBLE},
};
static const struct sheet_column WORDS[] = {
    {{"규격", 6}, 12, SHEET_PLAIN}
};

static void write_some(struct sheet_writer *w)
{
    assert_null(sheet_write_begin(w, S("상품"), COLUMNS, COUNT(COLUMNS)));
    sheet_write_choice(w, 0, S("A4|A3"));
    sheet_write_text(w, S("00123"));
    sheet_write_amount(w, 21500);
    sheet_write_text(w, S("=1+2"));
    sheet_write_end_row(w);
    sheet_write_text(w, S("한\n줄 \"그\" <b>"));
    sheet_write_blank(w);
    sheet_write_text(w, S("-5"));
    sheet_write_end_row(w);
    assert_null(sheet_write_begin(w, S("허용 값"), WORDS, 1));
    sheet_write_text(w, S("A4"));
    sheet_write_end_row(w);
}

static str rows_of(str name, str bytes)
{
    struct sheet *s = NULL;
    str sentence = S("");
    struct out o;
    out_init(&o, arena, MIB);
    assert_null(sheet_open(arena, name, bytes, S("상품"), &s, &sentence));
    for (;;) {
        const struct sheet_row *row = NULL;
        assert_null(sheet_next(s, &row, &sentence));
        if (row == NULL) {
            break;
        }
        for (size_t i = 0; i < row->count; i++) {
            out_str(&o, row->cells[i].text);
            out_str(&o, row->cells[i].kind == CELL_NUMBER ? S("#|") : S("|"));
        }
        out_char(&o, ';');
    }
    sheet_close(s);
    return out_view(&o);
}

static str written(enum sheet_form form)
{
    struct sheet_writer *w = NULL;
    struct out o;
    out_init(&o, arena, MIB);
    assert_null(sheet_write_open(arena, form, NULL, &w));
    write_some(w);
    assert_null(sheet_write_close(w, &o));
    return out_view(&o);
}

static void a_workbook_reads_as_it_was_written(void **state)
{
    (void)state;
    assert_string_equal(str_to_c(arena, rows_of(S("a.xlsx"), written(SHEET_XLSX))),
                        "코드|가격|고칠 것|;00123|21500#|=1+2|;한\n줄 \"그\" <b>||-5|;");
}

static void a_csv_holds_no_formula(void **state)
{
    (void)state;
    str csv = written(SHEET_CSV);
    assert_string_equal(str_to_c(arena, csv), "\xEF\xBB\xBF\"코드\",\"가격\",\"고칠 것\"\r\n"
                                              "\"00123\",21500,\"'=1+2\"\r\n"
                                              "\"한\n줄 \"\"그\"\" <b>\",\"\",\"'-5\"\r\n");
    assert_string_equal(str_to_c(arena, rows_of(S("a.csv"), csv)),
                        "코드|가격|고칠 것|;00123|21500|=1+2|;한\n줄 \"그\" <b>||-5|;");
}

static void a_file_lies_where_it_was_asked_for(void **state)
{
    (void)state;
    char path[64];
    struct sheet_writer *w = NULL;
    (void)snprintf(path, sizeof(path), "/tmp/sheet_write_test-%d.xlsx", (int)getpid());
    assert_null(sheet_write_open(arena, SHEET_XLSX, path, &w));
    write_some(w);
    assert_null(sheet_write_close(w, NULL));
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char head[2] = {0};
    assert_int_equal(fread(head, 1, 2, f), 2);
    (void)fclose(f);
    (void)unlink(path);
    assert_memory_equal(head, "PK", 2);
    assert_ptr_equal(sheet_write_open(arena, SHEET_CSV, "/nowhere/a.csv", &w), &SHEET_CANNOT_WRITE);
}

static void long_texts_are_cut_where_a_cell_is_full(void **state)
{
    (void)state;
    struct sheet_writer *w = NULL;
    struct out o;
    struct out text;
    out_init(&o, arena, MIB);
    out_init(&text, arena, MIB);
    for (int i = 0; i < LIMIT_SHEET_CELL + 5; i++) {
        out_str(&text, S("힣"));
    }
    assert_null(sheet_write_open(arena, SHEET_XLSX, NULL, &w));
    assert_null(sheet_write_begin(w, S("상품"), WORDS, 1));
    sheet_write_text(w, out_view(&text));
    sheet_write_end_row(w);
    assert_null(sheet_write_close(w, &o));
    str rows = rows_of(S("a.xlsx"), out_view(&o));
    assert_int_equal(rows.n, strlen("규격|;|;") + (size_t)LIMIT_SHEET_CELL * 3);
}

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open((size_t)64 * MIB);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workbook_reads_as_it_was_written),
        cmocka_unit_test(a_csv_holds_no_formula),
        cmocka_unit_test(a_file_lies_where_it_was_asked_for),
        cmocka_unit_test(long_texts_are_cut_where_a_cell_is_full),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
