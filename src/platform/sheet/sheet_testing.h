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

// A workbook of one sheet whose XML is `sheet`; `strings` and `styles` may be empty.
str sheet_testing_book(struct arena *a, str sheet, str strings, str styles);
