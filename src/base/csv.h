// Comma-separated values as RFC 4180 has them, read row by row from memory, and written so that no
// spreadsheet takes a text for a formula.
//
// Reading is strict: a file is either what it says or refused at a line. Accepted besides the RFC:
// LF as line end and a byte order mark at the start. Refused: text that is not UTF-8, a lone CR, a
// quote inside a bare field, anything between a closing quote and the comma, rows of unequal width,
// empty lines.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/out.h"
#include "base/str.h"

extern const struct fault CSV_TOO_LARGE;    // more bytes, rows, columns or field bytes than allowed
extern const struct fault CSV_NOT_TEXT;     // not UTF-8, or a NUL in it
extern const struct fault CSV_STRAY_QUOTE;  // a quote where none may stand
extern const struct fault CSV_OPEN_QUOTE;   // the file ends inside quotes
extern const struct fault CSV_STRAY_RETURN; // CR without LF
extern const struct fault CSV_UNEQUAL_WIDTH; // a row has more or fewer fields than the first
extern const struct fault CSV_EMPTY;         // no header row

// A reader. The text is borrowed until the last row was used; fields point into it, those with
// doubled quotes into the arena.
struct csv {
    struct arena *arena;
    str text;
    size_t at;
    int64_t line; // line on which the row (or the trouble) last read begins; from 1
    size_t width; // fields a row; set by the header
    int64_t rows; // rows read after the header
    const str *header;
    int64_t next_line;
};

// Begin reading: takes the header row. Fails with CSV_TOO_LARGE, CSV_NOT_TEXT, CSV_EMPTY or the
// fault of the header row; `c->line` tells where.
err csv_init(struct csv *c, struct arena *arena, str text);

// The place of a column, by its exact name in the header; false when there is none.
bool csv_column(const struct csv *c, str name, size_t *out_column);

// The next row's `c->width` fields; NULL after the last row. `c->line` tells where the row, or the
// trouble, is.
err csv_next(struct csv *c, const str **out_fields);

// Begin a file for people: the byte order mark by which spreadsheets know UTF-8.
void csv_write_mark(struct out *o);
// A text as the row's next field, in quotes. One that begins with = + - @, TAB, CR or NUL gets an
// apostrophe in front (OWASP ASVS 1.2.10).
void csv_write_text(struct out *o, str text);
// A number as the row's next field; a negative one stays a number.
void csv_write_number(struct out *o, int64_t n);
// A day as the row's next field, YYYY-MM-DD; DATE_NONE: empty.
void csv_write_date(struct out *o, date d);
void csv_end_row(struct out *o);
