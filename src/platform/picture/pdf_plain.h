// A PDF written plainly, for the demo and for tests.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// Of these objects, numbered from 1 on; the first is the catalogue. `more` stands in its trailer.
str pdf_plain(struct arena *a, const str *objects, size_t count, str more);
