// Rows of shoots. What a firm may see is asked for with the firm; NO_ID asks as an operator.
#pragma once

#include "market/catalog/product_picture_store.h"
#include "market/content/content.h"
#include "platform/db/db.h"

struct shoot {
    int64_t id;
    public_no no;
    str title;
    enum shoot_place place;
    str place_text;
    date on_day;
    str photographer;
    money cost; // of the whole, VAT included
    enum shoot_state state;
    account_id created_by;
    instant ended_at; // 0: it goes on
    int64_t version;
    int64_t item_count; // without those left out
    int64_t approved_count;
    int64_t picture_count;
};
typedef LIST(struct shoot) shoot_list;

struct shoot_item {
    int64_t id;
    public_no no;
    int64_t shoot;
    public_no shoot_no;
    str shoot_title;
    enum shoot_place place;
    str place_text;
    date on_day;
    enum shoot_state shoot_state;
    account_id shoot_by;
    offer_id offer;
    public_no offer_no;
    supplier_id supplier;
    str supplier_name;
    product_id product;
    public_no product_no;
    str title;
    str category;
    enum item_state state;
    str reason;
    instant moved_at;
    int64_t version;
    struct goods_handover handover[GOODS_WAY_COUNT];
};
typedef LIST(struct shoot_item) shoot_item_list;

enum shot_stage { STAGE_BEFORE, STAGE_AFTER };

struct shoot_picture {
    enum picture_role role;
    enum shot_stage stage;
    struct picture picture;
};
typedef LIST(struct shoot_picture) shoot_picture_list;

struct shoot_candidate {
    offer_id offer;
    public_no offer_no;
    str title;
    str supplier;
};
typedef LIST(struct shoot_candidate) shoot_candidate_list;

err shoot_store_add(struct db *db, const struct shoot *s, instant now, int64_t *out);
// The newest first, those after a number; LIMIT_DESK_ROWS + 1 at most.
err shoot_store_list(struct db *db, struct arena *a, public_no after, shoot_list *out);
// Fails with SHOOT_UNKNOWN.
err shoot_store_find(struct db *db, struct arena *a, public_no no, struct shoot *out);
// Fails with SHOOT_CHANGED.
err shoot_store_set_state(struct db *db, const struct shoot *s, enum shoot_state state,
                          instant now);

// The newest first.
err shoot_store_items(struct db *db, struct arena *a, int64_t shoot, shoot_item_list *out);
// `most` of a firm's below its product `before`, or from the top.
err shoot_store_items_of(struct db *db, struct arena *a, supplier_id supplier, public_no before,
                         size_t most, shoot_item_list *out);
err shoot_store_count_of(struct db *db, supplier_id supplier, int64_t *out);
// Fails with SHOOT_UNKNOWN.
err shoot_store_find_item(struct db *db, struct arena *a, supplier_id supplier, public_no no,
                          struct shoot_item *out);
// The shoot that a product stands in: one that is not over, or `shoot` itself (0: no such), even if
// the product was approved or left out there. Its number is none where there is no such shoot.
struct shoot_standing {
    public_no no;
    str title;
    date on_day;
};
err shoot_store_stands(struct db *db, offer_id offer, int64_t shoot, struct shoot_standing *out);
// Fails with SHOOT_KNOWN when the product stands in one.
err shoot_store_add_item(struct db *db, int64_t shoot, offer_id offer, public_no no,
                         enum item_state state, instant now, int64_t *out);
// Fails with SHOOT_CHANGED.
err shoot_store_set_item(struct db *db, const struct shoot_item *item, enum item_state state,
                         str reason, instant now);
// For a job. Fails with SHOOT_UNKNOWN.
err shoot_store_load_item(struct db *db, struct arena *a, int64_t id, struct shoot_item *out);
// `h` gives name, goods and remark.
err shoot_store_hand_over(struct db *db, int64_t item, enum goods_way way,
                          const struct goods_handover *h, account_id by, instant now);
// `h` gives the firm's name and remark. Fails with SHOOT_CONFIRMED.
err shoot_store_confirm(struct db *db, int64_t item, enum goods_way way,
                        const struct goods_handover *h, const char *method, account_id by,
                        instant now);

err shoot_store_shots(struct db *db, struct arena *a, str category, shot_list *out);
err shoot_store_add_picture(struct db *db, int64_t item, const struct shoot_picture *x,
                            instant now);
err shoot_store_pictures(struct db *db, struct arena *a, int64_t item, shoot_picture_list *out);
// The last of a role and stage, or NULL.
const struct shoot_picture *shoot_picture_of(const shoot_picture_list *list, enum picture_role role,
                                             enum shot_stage stage);
// What is asked about and shown of a role: retouched, or as it was shot; or NULL.
const struct shoot_picture *shoot_picture_final(const shoot_picture_list *list,
                                                enum picture_role role);

// Which goods are looked for; what is empty does not matter.
struct shoot_filter {
    str firm;     // a part of its name
    str district; // code of the firm's
    str category; // and below
};
// Goods for sale without a photo that stand in no shoot, the newest first; LIMIT_SHOOT_ITEMS + 1 at
// most.
err shoot_store_candidates(struct db *db, struct arena *a, const struct shoot_filter *f,
                           shoot_candidate_list *out);
// Fails with SHOOT_UNKNOWN.
err shoot_store_find_offer(struct db *db, public_no no, offer_id *out, supplier_id *out_supplier);
