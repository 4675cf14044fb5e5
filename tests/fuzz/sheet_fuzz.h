// What every spreadsheet that can be read keeps to.
#pragma once

#include "fuzz.h"
#include "platform/sheet/sheet.h"

static inline void fuzz_read_sheet(str name, str bytes)
{
    struct sheet *s = NULL;
    const struct sheet_row *row = NULL;
    str sentence = S("");
    int64_t number = 0;
    err e = sheet_open(fuzz_arena(), name, bytes, S("상품"), &s, &sentence);
    if (e == NULL) {
        e = sheet_next(s, &row, &sentence);
    }
    while (e == NULL && row != NULL) {
        assert(row->number > number && row->count > 0 && row->count <= LIMIT_SHEET_COLUMNS);
        number = row->number;
        for (size_t i = 0; i < row->count; i++) {
            assert(row->cells[i].text.n == 0 || str_is_text(row->cells[i].text));
        }
        e = sheet_next(s, &row, &sentence);
    }
    assert(e == NULL || sentence.n > 0);
    sheet_close(s);
}
