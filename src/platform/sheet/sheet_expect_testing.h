// What comes of a spreadsheet, for tests: its rows, or its fault with its sentence.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define BOOK_HEAD "<worksheet><sheetData>"
#define BOOK_TAIL "</sheetData></worksheet>"

// In which a test makes its files. The three are for cmocka: before and after all tests, and after
// each.
extern struct arena *sheet_arena;
int sheet_expect_begin(void **state);
int sheet_expect_end(void **state);
int sheet_expect_empty(void **state);

// What came of a file: its fault, or the rows as "1:가|나;2:…", with a mark behind a cell that is
// more than text: # a number, @ a day, = a formula, ! an error.
err sheet_expect_read(str name, str bytes, str *out);
void sheet_expect_rows(const char *name, str bytes, const char *rows);
// `words` stand in the sentence.
void sheet_expect_fault(const char *name, str bytes, err fault, const char *words);

// A workbook of these rows, in XML.
str sheet_expect_book(const char *rows);
str sheet_expect_repeat(const char *piece, size_t count);
