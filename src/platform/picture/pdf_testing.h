// PDFs for tests, written here byte by byte.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// One page; `catalog` stands in its catalogue, `object` (4 0) beside the page. Both may be empty.
str pdf_testing(struct arena *a, str catalog, str object);
// So many pages.
str pdf_testing_pages(struct arena *a, int64_t count);
// The same as pdf_testing, packed into a stream of objects (PDF 1.5) in hexadecimal digits: no word
// of it stands in the file's bytes.
str pdf_testing_packed(struct arena *a, str catalog, str object);
