// Units as firms type them, and what they are in the unit of a category's template.
#pragma once

#include "market/catalog/normal_number.h"

// The one spelling of a unit: ㎡ → m², EA → 개. The text itself when it is not known.
str normal_unit_name(struct arena *a, str typed);

// How many `to` one `from` is, as times / by; both by their one spelling. False when nobody knows.
bool normal_unit_ratio(str from, str to, int64_t *times, int64_t *by);

// The longest known unit that begins at *at, which moves behind it; empty when none does. A unit of
// Latin letters must end where they end.
str normal_read_unit(struct arena *a, str text, size_t *at);

// A unit that is counted one by one, so that thousands get a comma: 매, 개, 부.
bool normal_unit_is_count(str unit);
