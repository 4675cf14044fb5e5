// The sheet a firm fills in: the columns of a category, an example, and how each is written.
#pragma once

#include "market/catalog/import.h"
#include "platform/sheet/sheet_write.h"

// Write it into `w`, which is open and stays so. `plan` gives the districts.
err import_template_write(struct arena *a, struct sheet_writer *w, const struct listing_template *t,
                          const struct import_plan *plan);
