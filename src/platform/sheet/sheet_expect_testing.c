#include "platform/sheet/sheet_expect_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/sheet/sheet.h"
#include "platform/sheet/sheet_testing.h"

struct arena *sheet_arena;

static str sentence;

int sheet_expect_begin(void **state)
{
    (void)state;
    sheet_arena = arena_open((size_t)1024 * MIB);
    return 0;
}

int sheet_expect_empty(void **state)
{
    (void)state;
    arena_reset(sheet_arena);
    return 0;
}

int sheet_expect_end(void **state)
{
    (void)state;
    sheet_close(NULL);
    arena_close(sheet_arena);
    return 0;
}

err sheet_expect_read(str name, str bytes, str *out)
{
    static const char MARKS[] = {' ', '#', '@', '=', '!'};
    struct sheet *s = NULL;
    struct out o;
    sentence = S("");
    *out = S("");
    out_init(&o, sheet_arena, 8 * MIB);
    TRY(sheet_open(sheet_arena, name, bytes, S("상품"), &s, &sentence));
    err e = NULL;
    for (;;) {
        const struct sheet_row *row = NULL;
        e = sheet_next(s, &row, &sentence);
        if (e != NULL || row == NULL) {
            break;
        }
        out_i64(&o, row->number);
        for (size_t i = 0; i < row->count; i++) {
            out_char(&o, i == 0 ? ':' : '|');
            out_str(&o, row->cells[i].text);
            if (row->cells[i].kind != CELL_TEXT) {
                out_char(&o, MARKS[row->cells[i].kind]);
            }
        }
        out_char(&o, ';');
    }
    sheet_close(s);
    *out = out_view(&o);
    return e;
}

void sheet_expect_rows(const char *name, str bytes, const char *rows)
{
    str got = S("");
    err e = sheet_expect_read(str_view(name), bytes, &got);
    if (e != NULL) {
        print_error("%s: %.*s\n", e->code, STR_ARG(sentence));
    }
    assert_null(e);
    assert_string_equal(str_to_c(sheet_arena, got), rows);
}

void sheet_expect_fault(const char *name, str bytes, err fault, const char *words)
{
    str got = S("");
    err e = sheet_expect_read(str_view(name), bytes, &got);
    assert_ptr_equal(e, fault);
    if (!str_contains(sentence, str_view(words))) {
        print_error("%.*s\n", STR_ARG(sentence));
    }
    assert_true(str_contains(sentence, str_view(words)));
}

str sheet_expect_book(const char *rows)
{
    return sheet_testing_book(sheet_arena, str_format(sheet_arena, BOOK_HEAD "%s" BOOK_TAIL, rows),
                              S(""), S(""));
}

str sheet_expect_repeat(const char *piece, size_t count)
{
    struct out o;
    out_init(&o, sheet_arena, 256 * (size_t)MIB);
    for (size_t i = 0; i < count; i++) {
        out_str(&o, str_view(piece));
    }
    return out_view(&o);
}
