// What the photos of a product were before and after each change of them. Changes are read from the
// newest back; each is undone on the way:
//
//     past_photo_list now;        // as they are after changes.items[0]
//     size_t n = photo_deed_length(&changes, 0);
//     past_photo_list after = past_photos_shown(a, &now, product);
//     past_photos_undo(&now, &changes, 0, n);
//     past_photo_list before = past_photos_shown(a, &now, product);
#pragma once

#include "base/arena.h"
#include "market/catalog/product_picture.h"

struct past_photo {
    int64_t row; // of product_picture
    public_no no;
    bool is_ready;      // today
    instant hidden_at;  // by an operator, who did not show it again; or 0
    str hidden_ground;  // picture_hiding.h, or empty
    product_id product; // it is shown with; none: it is not there yet
    enum picture_role role;
    str alt;
    int64_t position;
    bool is_removed;
};
typedef LIST(struct past_photo) past_photo_list;

struct photo_change { // of one photo
    int64_t id;       // the order of the changes
    struct past_photo is;
    struct past_photo was; // its product is none where the photo came by this change
    instant made_at;
    str reason;
    account_id account; // none: the set-up, or nobody knows
    str account_name;
};
typedef LIST(struct photo_change) photo_change_list;

// How many changes from `from` back are one deed: made in one unit, or photos that came one behind
// the other (of one ZIP), by one person for one reason.
size_t photo_deed_length(const photo_change_list *changes, size_t from);

// `now` becomes what the photos were before `count` changes from `from` back.
void past_photos_undo(past_photo_list *now, const photo_change_list *changes, size_t from,
                      size_t count);

// Those shown with a product, in their order.
past_photo_list past_photos_shown(struct arena *a, const past_photo_list *all, product_id product);

// Whether people see any difference.
bool past_photos_are_alike(const past_photo_list *one, const past_photo_list *other);
// Whether a photo is among them.
bool past_photos_hold(const past_photo_list *list, public_no no);
