// What sample_page.html shows; for the test of the page compiler.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/put.h"

struct sample_part {
    str text;
};

struct sample_row {
    int64_t id;
    str text;
};

struct sample_page {
    struct frame frame;
    str name;
    money price;
    href path;
    public_no no;
    int64_t count;
    bool any;
    LIST(struct sample_row) rows;
    struct sample_part part;
};
