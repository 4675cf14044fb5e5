// Units as firms type them, and what they are in the unit of a category's template: those that are
// built in, and those that operators added to them.
#pragma once

#include "base/fault.h"
#include "market/catalog/normal_number.h"

#define NORMAL_UNIT_TIMES_MOST 100000 // what one of a unit comes to; the schema's

#define UNIT_SPELLINGS_MOST 8 // of one that is built in

// A unit that an operator added, or that is built in and got something more.
struct normal_unit {
    str name; // its one spelling
    str base; // a unit that is built in, of which one is times / by; empty: of none
    int64_t times;
    int64_t by;
    bool is_counted; // one by one, as 개 is
};

struct normal_spelling {
    str typed; // folded: lower case, without blanks
    str unit;
};

// What was added; NULL wherever it is asked for: nothing was.
struct normal_units {
    LIST(struct normal_unit) units;         // LIMIT_UNITS at most
    LIST(struct normal_spelling) spellings; // their names are among them
};

struct normal_units *normal_units_new(struct arena *a);
// Put one with its spellings, parted by |, to the others; what has no room stays out. All is
// borrowed.
void normal_units_add(struct arena *a, struct normal_units *to, const struct normal_unit *unit,
                      str spellings);

// The one spelling of a unit: ㎡ → m², EA → 개. The text itself when it is not known.
str normal_unit_name(struct arena *a, const struct normal_units *added, str typed);
// Is a text a spelling of a unit, and of which? Of a rate (회/주) it is not.
bool normal_unit_find(struct arena *a, const struct normal_units *added, str typed, str *out_unit);
// What is built in for a unit, parted by blanks, for people; empty: nothing is.
str normal_unit_spellings(struct arena *a, str unit);

// How many `to` one `from` is, as times / by; both by their one spelling. False when nobody knows.
bool normal_unit_ratio(const struct normal_units *added, str from, str to, int64_t *times,
                       int64_t *by);

// The longest known unit that begins at *at, which moves behind it; empty when none does. A unit of
// Latin letters must end where they end.
str normal_read_unit(struct arena *a, const struct normal_units *added, str text, size_t *at);

// A unit that is counted one by one, so that thousands get a comma: 매, 개, 부.
bool normal_unit_is_count(const struct normal_units *added, str unit);
