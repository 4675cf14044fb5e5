// Workbooks for tests, part by part: also such as no program would write.
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct testing_part {
    const char *name;
    str text;
};

// A package of these parts. Trouble ends the program.
str sheet_testing_package(struct arena *a, const struct testing_part *parts, size_t count);

// The parts of a workbook of one sheet, to which more may be added; how many there are: all with
// `styles`, the least without `strings` either.
#define TESTING_BOOK_PARTS 6
#define TESTING_BOOK_PARTS_LEAST 4
size_t sheet_testing_parts(str sheet, str strings, str styles, struct testing_part *out);
// A workbook of one sheet whose XML is `sheet`; `strings` and `styles` may be empty.
str sheet_testing_book(struct arena *a, str sheet, str strings, str styles);
