// A row of a spreadsheet as values.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum sheet_cell_kind {
    CELL_TEXT,
    CELL_NUMBER,  // digits as written, without groups
    CELL_DATE,    // 2026-11-24, or 2026-11-24 09:30
    CELL_FORMULA, // the text is what it last came to, which may be old or empty
    CELL_ERROR,   // #N/A and its like
};

struct sheet_cell {
    str text; // UTF-8; of control characters tab and LF alone
    enum sheet_cell_kind kind;
};

struct sheet_row {
    int64_t number; // as spreadsheets count, from 1
    const struct sheet_cell *cells;
    size_t count; // up to the last that is not empty, at most LIMIT_SHEET_COLUMNS
};

#define SHEET_COLUMNS_NAMED 16384 // A to XFD

// The letters of a column from 0: A, B … Z, AA.
str sheet_column_letters(struct arena *a, size_t column);
