#include "market/catalog/merge_action.h"

#include "base/limits.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/product_picture_store.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

static err admit(const struct merge_side sides[2])
{
    if (sides[0].merged_into.value != 0 || sides[1].merged_into.value != 0) {
        return &MERGE_GONE;
    }
    if (!str_equals(sides[0].category, sides[1].category)) {
        return &MERGE_OTHER_CATEGORY;
    }
    return sides[0].held > 0 ? &MERGE_HOLDS_OTHERS : NULL;
}

static err tell(struct unit *u, supplier_id firm, public_no offer, str title, str text)
{
    account_list told;
    str path = str_format(u->arena, "/supplier/products/%lld", (long long)offer.value);
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), firm, RIGHT_SUPPLIER, u->today,
                           &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("listing.merged"), title, text, path));
    }
    return NULL;
}

static bool offers_it(const merge_offer_list *offers, supplier_id firm, product_id product)
{
    for (size_t i = 0; i < offers->count; i++) {
        if (offers->items[i].supplier.value == firm.value &&
            offers->items[i].product.value == product.value) {
            return true;
        }
    }
    return false;
}

// The offer as it is now becomes a revision.
static err keep(struct unit *u, public_no no, str reason)
{
    struct listing l;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), no, &l));
    return listing_store_keep(u->db, u->arena, l.id, &l.terms.tiers, reason, u->actor->account,
                              u->now);
}

// Pictures go with the offers, and the search reads all of them anew.
static err show_anew(struct unit *u, product_id from, product_id into, str reason)
{
    struct picture_deed deed = {u->actor->account, reason, u->now};
    TRY(product_picture_carry(u->db, from, &deed));
    TRY(product_picture_refresh(u->db, from));
    return product_picture_refresh(u->db, into);
}

// The text of the product that goes is a revision of its own.
static err keep_product(struct unit *u, const struct merge_offer *any, str reason)
{
    struct listing l;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), any->no, &l));
    return listing_store_set_product(u->db, u->arena, &l, &l.text, reason, u->actor->account,
                                     u->now);
}

static err carry(struct unit *u, int64_t merge, const merge_offer_list *offers,
                 const struct merge_offer *o, const struct merge_side *into, str reason)
{
    bool moves = !offers_it(offers, o->supplier, into->id);
    bool ends = !moves && o->state != LISTING_ENDED;
    TRY(merge_store_add_offer(u->db, merge, o->id, moves, o->state_word));
    if (moves) {
        TRY(merge_store_move_offer(u->db, o->id, into->id));
    } else if (ends) {
        TRY(merge_store_set_state(u->db, o->id, S("ended"),
                                  S("같은 상품의 다른 판매 조건과 합쳤습니다.")));
    }
    if (!moves && !ends) {
        return NULL;
    }
    TRY(keep(u, o->no, reason));
    return tell(u, o->supplier, o->no,
                str_format(u->arena, "상품이 합쳐졌습니다: %.*s", STR_ARG(into->title)), reason);
}

err merge_action_merge(struct unit *u, public_no from, public_no into, str reason, public_no *out)
{
    struct merge_side sides[2];
    merge_offer_list offers;
    if (str_is_empty(str_trim(reason))) {
        return &MERGE_NEEDS_REASON;
    }
    if (from.value == into.value) {
        return &MERGE_SAME;
    }
    TRY(merge_store_sides(u->db, from, into, sides));
    TRY(admit(sides));
    TRY(merge_store_offers(u->db, u->arena, sides[0].id, sides[1].id, &offers));
    if (merge_store_last_offer(&offers, sides[0].id, sides[1].id) != NULL) {
        return &MERGE_LAST_OFFER;
    }
    struct merge_record r = {
        .no = secret_public_no(), .from = sides[0].id, .into = sides[1].id, .reason = reason};
    TRY(merge_store_add(u->db, &r, u->actor->account, u->now, &r.id));
    bool kept = false;
    for (size_t i = 0; i < offers.count; i++) {
        const struct merge_offer *o = &offers.items[i];
        if (o->product.value == sides[0].id.value) {
            if (!kept) {
                TRY(keep_product(u, o, reason));
                kept = true;
            }
            TRY(carry(u, r.id, &offers, o, &sides[1], reason));
        }
    }
    TRY(merge_store_set_product(u->db, sides[0].id, sides[1].id));
    TRY(merge_store_forget(u->db, sides[0].id));
    TRY(show_anew(u, sides[0].id, sides[1].id, reason));
    audit_write(u, S("product.merge"), S("product"), sides[0].id.value, reason);
    *out = r.no;
    return NULL;
}

// What somebody changed meanwhile is not made what it was.
static err carry_back(struct unit *u, const struct merge_record *r, const struct merge_fate *f,
                      str reason, size_t *left)
{
    if (f->moved && f->now.value == r->into.value) {
        TRY(merge_store_move_offer(u->db, f->offer, r->from));
        return keep(u, f->no, reason);
    }
    if (f->moved || str_equals(f->state, S("ended"))) {
        return NULL; // moved on by another merge, or not touched by this one
    }
    if (!f->is_as_left) {
        (*left)++;
        return NULL;
    }
    TRY(merge_store_set_state(u->db, f->offer, f->state, S("")));
    return keep(u, f->no, reason);
}

err merge_action_undo(struct unit *u, public_no merge, str reason, size_t *out_left)
{
    struct merge_record r;
    merge_fate_list fates;
    if (str_is_empty(str_trim(reason))) {
        return &MERGE_NEEDS_REASON;
    }
    TRY(merge_store_find(u->db, u->arena, merge, &r));
    TRY(merge_store_undo(u->db, r.id, u->actor->account, reason, u->now));
    TRY(merge_store_set_product(u->db, r.from, NO_ID(product_id)));
    TRY(merge_store_fates(u->db, u->arena, r.id, &fates));
    *out_left = 0;
    for (size_t i = 0; i < fates.count; i++) {
        TRY(carry_back(u, &r, &fates.items[i], reason, out_left));
    }
    TRY(show_anew(u, r.from, r.into, reason));
    audit_write(u, S("product.part"), S("product"), r.from.value, reason);
    return NULL;
}

err merge_action_dismiss(struct unit *u, public_no one, public_no other)
{
    struct merge_side sides[2];
    TRY(merge_store_sides(u->db, one, other, sides));
    TRY(merge_store_dismiss(u->db, sides[0].id, sides[1].id, u->actor->account, u->now));
    audit_write(u, S("product.differ"), S("product"), sides[0].id.value, S(""));
    return NULL;
}
