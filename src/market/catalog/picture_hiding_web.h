// Operators hide a photo from everybody, or show it again.
#pragma once

#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct hideable_view {
    public_no no;
    href path;  // of this page with it alone
    href small; // none: it is hidden
    href large;
    str shows;         // the product and what the photo shows of it
    href product_path; // none: of no product
    str supplier_name;
    instant added_at;
    bool is_removed;
    bool is_hidden;
    str ground;
    str words;
    instant hidden_at;
    str account_name;
};

struct ground_choice {
    str value;
    str text;
    bool selected;
};

struct hiding_line {
    href path;
    str shows;
    str what;
    str tone;
    str ground;
    str words;
    str who;
    instant at;
};

struct picture_hiding_page {
    struct frame frame;
    str of; // as typed
    bool finds_nothing;
    LIST(struct hideable_view) several; // one is to be chosen
    bool is_one;
    struct hideable_view one;
    // What a deed on it touches with it, itself among them; none: it alone.
    LIST(struct hideable_view) together; // LIMIT_PRODUCT_SHOWN at most
    int64_t left_count;                  // not in the list
    int64_t photo_count;
    int64_t product_count;
    int64_t firm_count;
    LIST(struct ground_choice) grounds;
    str words; // as typed
    LIST(struct hiding_line) past;
    href older;
};

extern const struct route PICTURE_HIDING_ROUTES[];
extern const size_t PICTURE_HIDING_ROUTE_COUNT;
