// Fields of a form or an address that name a thing by its number: those the sources read and the
// pages send, and what the test of strangers does with each (named_fields.csv).
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct named_field {
    str source; // whose handler reads it as a number; empty: it is chosen among those of a page
    str reads;  // the name as it stands in that call; empty: it does not
    str method; // GET, POST; empty: another source reads what this one is given
    str path;   // "/buyer/quotes/:request/choose", with a query, it may be
    str field;
    str shown; // the kind of thing that everybody may see there; empty: none
    str why;   // strangers do not ask it; empty: they do
    bool is_read;
};
struct named_fields {
    struct named_field *items;
    size_t count;
};

// Ends the test when the file cannot be read.
struct named_fields named_testing_load(struct arena *a);
// How many numbers the sources read that have no line of their own, and lines that nothing reads
// any more; each is printed.
size_t named_testing_check_sources(struct arena *a, struct named_fields *fields);
// How many fields and links of a page send a number and have no line; each is printed. `address`
// is the page's own.
size_t named_testing_check_page(struct arena *a, const struct named_fields *fields, str address,
                                str body);
