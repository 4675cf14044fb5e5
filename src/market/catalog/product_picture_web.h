// A firm's page of the pictures of one product.
#pragma once

#include "market/catalog/product_picture_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct picture_choice {
    str value;
    str text;
    bool selected;
};

struct own_picture {
    int64_t number; // its place, from 1
    href action;
    str version;
    bool is_waiting;
    bool is_ready;
    str refusal;   // why it was refused, or empty
    href small;    // 240 pixels
    href large;    // 1200, or none
    str label;     // of its role
    str alt;       // as typed
    str shown_alt; // as people hear it
    str alt_field; // names of its inputs
    str role_field;
    bool may_up;
    bool may_down;
    bool is_removed;
    str hidden_why; // an operator hid it, or empty
    date hidden_on;
    LIST(struct picture_choice) roles;
    LIST(str) advice; // 흐림: …
};

struct product_pictures_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    href upload;
    href self;
    href zip;  // many at once
    href back; // to the product
    int64_t most;
    int64_t left; // that may be added
    bool any_waiting;
    LIST(struct own_picture) pictures;
    LIST(struct own_picture) removed;
};

extern const struct route PRODUCT_PICTURE_ROUTES[];
extern const size_t PRODUCT_PICTURE_ROUTE_COUNT;
