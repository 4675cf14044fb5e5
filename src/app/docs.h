// The pages of docs/operations that are printed from the program's own tables, so that the manual
// cannot differ from the program.
#pragma once

#include <stddef.h>

#include "base/out.h"

struct docs_page {
    const char *file; // below docs/operations
    void (*write)(struct out *o);
};

extern const struct docs_page DOCS_PAGES[];
extern const size_t DOCS_PAGE_COUNT;
