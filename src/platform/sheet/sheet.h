// A spreadsheet file read row by row: XLSX, or text whose fields are parted by comma, tab or
// semicolon.
//
// The bytes are hostile. A file is either what it says or refused with a sentence that tells what
// is wrong, where, and how to mend it. A fault may come as late as the last row (a sheet tells its
// merged cells after its rows), so nothing is done before the last row was read. Cells are text as
// the program that wrote them shows it; nothing is computed. Memory does not grow with the rows: of
// an XLSX its pool of texts is held, at most LIMIT_SHEET_POOL. Whoever asks for the rows may use
// LIMIT_SHEET_CPU_S of a processor from the opening to the last of them.
//
// One file at a time in a process: what a jump to an arena's edge left open goes with the next one.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/sheet_row.h"

extern const struct fault SHEET_EMPTY;     // nothing in it
extern const struct fault SHEET_TOO_LARGE; // more bytes, rows, columns or text than allowed
extern const struct fault SHEET_BOMB;      // unpacked it would be far larger than it looks
extern const struct fault SHEET_OLD;       // a workbook as Excel 97-2003 wrote it
extern const struct fault SHEET_LOCKED;    // opens with a password alone
extern const struct fault SHEET_NO_SHEET;  // something else altogether, or its name says so
extern const struct fault SHEET_BROKEN;    // cut off or altered
extern const struct fault SHEET_DOCTYPE;   // a document type declaration in it
extern const struct fault SHEET_SEVERAL;   // several sheets, and none of the wanted name
extern const struct fault SHEET_MERGED;    // merged cells
extern const struct fault SHEET_ENCODING;  // neither UTF-8, UTF-16LE nor CP949
extern const struct fault SHEET_SLOW;      // LIMIT_SHEET_CPU_S were not enough
extern const struct fault SHEET_QUOTE;     // quotes where none may stand, or not closed

struct sheet;

// Open what was uploaded as `name`. `wanted` is the sheet to read where there are several; one that
// stands alone may have any name. `bytes` are borrowed until the sheet is closed, which happens at
// the latest when `a` is emptied. On failure *out_sentence tells.
err sheet_open(struct arena *a, str name, str bytes, str wanted, struct sheet **out,
               str *out_sentence);

// The next row that is not empty; NULL after the last. It is borrowed until the next call. After a
// fault the sheet can only be closed.
err sheet_next(struct sheet *s, const struct sheet_row **out_row, str *out_sentence);

// Closing NULL is fine.
void sheet_close(struct sheet *s);

// Make ready what cannot be made ready once system calls are taken away: the table of CP949.
void sheet_ready(void);
