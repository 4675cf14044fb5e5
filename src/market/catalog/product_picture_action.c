#include "market/catalog/product_picture_action.h"

#include "base/digest.h"
#include "base/limits.h"
#include "market/catalog/picture_hiding_store.h"
#include "platform/picture/picture_action.h"

// Those that are shown stand before the removed ones.
static size_t count_shown(const product_picture_list *own)
{
    size_t count = 0;
    while (count < own->count && !own->items[count].is_removed) {
        count++;
    }
    return count;
}

err product_picture_action_add(struct unit *u, const struct pictured *of, const struct upload *up,
                               str why)
{
    picture_id picture;
    return product_picture_action_add_one(u, of, up, why, &picture);
}

err product_picture_action_add_one(struct unit *u, const struct pictured *of,
                                   const struct upload *up, str why, picture_id *out)
{
    product_picture_list own;
    struct product_picture x = {
        .product = of->product,
        .supplier = u->actor->supplier,
        .alt = S(""),
    };
    struct picture_deed deed = {u->actor->account, why, u->now};
    TRY(product_picture_list_own(u->db, u->arena, x.supplier, x.product, &own));
    if (count_shown(&own) >= LIMIT_PRODUCT_PICTURES) {
        return &PRODUCT_PICTURES_FULL;
    }
    bool is_hidden = false;
    TRY(picture_hiding_is_same(u->db, digest_sha256(u->arena, up->bytes), &is_hidden));
    if (is_hidden) {
        return &PICTURE_HIDING_SAME;
    }
    x.role = count_shown(&own) == 0 ? ROLE_FRONT : ROLE_DETAIL;
    TRY(picture_action_add(u, up, &x.picture));
    TRY(product_picture_add(u->db, &x, &deed, &x.id));
    audit_write(u, S("product_picture.add"), S("product"), of->product.value, why);
    *out = x.picture.id;
    return NULL;
}

// Two that stand side by side change places.
static err swap(struct db *db, struct product_picture *a, struct product_picture *b,
                const struct picture_deed *deed)
{
    int64_t position = a->position;
    a->position = b->position;
    b->position = position;
    TRY(product_picture_save(db, b, deed));
    return product_picture_save(db, a, deed);
}

static err apply(struct db *db, product_picture_list *own, size_t at, enum picture_move move,
                 const struct picture_deed *deed)
{
    struct product_picture *x = &own->items[at];
    size_t shown = count_shown(own);
    switch (move) {
    case PICTURE_UP:
        return at > 0 && at < shown ? swap(db, x, x - 1, deed) : NULL;
    case PICTURE_DOWN:
        return at + 1 < shown ? swap(db, x, x + 1, deed) : NULL;
    case PICTURE_RESTORE:
        if (shown >= LIMIT_PRODUCT_PICTURES) {
            return &PRODUCT_PICTURES_FULL;
        }
        x->is_removed = false;
        break;
    case PICTURE_REMOVE:
        x->is_removed = true;
        break;
    case PICTURE_SAVE:
        break;
    }
    return product_picture_save(db, x, deed);
}

err product_picture_action_move(struct unit *u, product_picture_list *own, size_t at,
                                enum picture_move move)
{
    static const struct {
        const char *act;
        const char *why;
    } ACTS[] = {
        [PICTURE_SAVE] = {"product_picture.save",    "사진 설명을 고침"},
        [PICTURE_UP] = {"product_picture.order",   "사진 순서를 바꿈"},
        [PICTURE_DOWN] = {"product_picture.order",   "사진 순서를 바꿈"},
        [PICTURE_REMOVE] = {"product_picture.remove",  "사진을 뺌"          },
        [PICTURE_RESTORE] = {"product_picture.restore", "뺀 사진을 되돌림"},
    };
    product_id product = own->items[at].product;
    struct picture_deed deed = {u->actor->account, str_view(ACTS[move].why), u->now};
    TRY(apply(u->db, own, at, move, &deed));
    TRY(product_picture_refresh(u->db, product));
    audit_write(u, str_view(ACTS[move].act), S("product"), product.value, S(""));
    return NULL;
}
