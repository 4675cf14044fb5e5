// Writes a spreadsheet file row by row: XLSX, or CSV as spreadsheets open it.
//
// Codes and texts are texts, amounts are numbers with groups; the first row is frozen. Nothing that
// is written can be taken for a formula. Memory does not grow with the rows.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/out.h"

extern const struct fault SHEET_CANNOT_WRITE; // BUSY: no room, or no right

enum sheet_form { SHEET_XLSX, SHEET_CSV };
// What an address asks for: "csv"; XLSX without a word, and with another.
enum sheet_form sheet_form_from(str word);
// What it is called on its way, and how its name ends: "csv", "xlsx".
str sheet_media_type(enum sheet_form form);
str sheet_ending(enum sheet_form form);

enum sheet_accent { SHEET_PLAIN, SHEET_MUST, SHEET_TROUBLE };

struct sheet_column {
    str name;
    int width;                // characters
    enum sheet_accent accent; // of its name: needs to be filled in; tells what is wrong
};

struct sheet_writer;

// Begin a file: at `path`, which is made anew, or in memory (NULL). Fails with SHEET_CANNOT_WRITE.
err sheet_write_open(struct arena *a, enum sheet_form form, const char *path,
                     struct sheet_writer **out);

// Begin a sheet: its names in the first row. CSV has one sheet; further ones are passed over, with
// all that is written to them. A title has at most 31 characters, none of []:*?/\.
err sheet_write_begin(struct sheet_writer *w, str title, const struct sheet_column *columns,
                      size_t count);

// The next cell of the row. A text over LIMIT_SHEET_CELL characters is cut there.
void sheet_write_text(struct sheet_writer *w, str text);
void sheet_write_amount(struct sheet_writer *w, int64_t amount);
void sheet_write_blank(struct sheet_writer *w);
void sheet_write_end_row(struct sheet_writer *w);

// Of the sheet at hand, let the cells of `column` be chosen among `words`, parted by |. CSV, and
// more than a spreadsheet keeps in such a list: nothing.
void sheet_write_choice(struct sheet_writer *w, size_t column, str words);

// End the file. One in memory is added to `o`; else `o` is NULL. Fails with SHEET_CANNOT_WRITE.
err sheet_write_close(struct sheet_writer *w, struct out *o);
