#include "market/catalog/picture_past.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"

static bool is_same_deed(const struct photo_change *newer, const struct photo_change *older)
{
    bool came = newer->was.product.value == 0 && older->was.product.value == 0;
    int64_t apart = newer->made_at.us - older->made_at.us;
    return str_equals(newer->reason, older->reason) &&
           newer->account.value == older->account.value &&
           (apart == 0 || (came && apart <= LIMIT_PHOTO_DEED_S * INT64_C(1000000)));
}

size_t photo_deed_length(const photo_change_list *changes, size_t from)
{
    assert(from < changes->count);
    size_t at = from + 1;
    while (at < changes->count && is_same_deed(&changes->items[at - 1], &changes->items[at])) {
        at++;
    }
    return at - from;
}

void past_photos_undo(past_photo_list *now, const photo_change_list *changes, size_t from,
                      size_t count)
{
    assert(from + count <= changes->count);
    for (size_t i = from; i < from + count; i++) {
        const struct photo_change *c = &changes->items[i];
        for (size_t k = 0; k < now->count; k++) {
            if (now->items[k].row == c->is.row) {
                now->items[k] = c->was;
                now->items[k].row = c->is.row;
            }
        }
    }
}

static int compare(const void *left, const void *right)
{
    const struct past_photo *x = left;
    const struct past_photo *y = right;
    return x->position != y->position ? (x->position < y->position ? -1 : 1)
           : x->row != y->row         ? (x->row < y->row ? -1 : 1)
                                      : 0;
}

past_photo_list past_photos_shown(struct arena *a, const past_photo_list *all, product_id product)
{
    past_photo_list shown = {.items = NEW_ARRAY(a, all->count + 1, struct past_photo)};
    for (size_t i = 0; i < all->count; i++) {
        const struct past_photo *x = &all->items[i];
        if (x->product.value != 0 && x->product.value == product.value && !x->is_removed) {
            shown.items[shown.count++] = *x;
        }
    }
    qsort(shown.items, shown.count, sizeof(shown.items[0]), compare);
    return shown;
}

bool past_photos_are_alike(const past_photo_list *one, const past_photo_list *other)
{
    if (one->count != other->count) {
        return false;
    }
    for (size_t i = 0; i < one->count; i++) {
        const struct past_photo *x = &one->items[i];
        const struct past_photo *y = &other->items[i];
        if (x->no.value != y->no.value || x->role != y->role || !str_equals(x->alt, y->alt)) {
            return false;
        }
    }
    return true;
}

bool past_photos_hold(const past_photo_list *list, public_no no)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].no.value == no.value) {
            return true;
        }
    }
    return false;
}
