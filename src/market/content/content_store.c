#include "market/content/content_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/content/content.sql.h"

#define ITEMS_MOST 100    // of a shoot, which has LIMIT_SHOOT_ITEMS
#define PICTURES_MOST 100 // the statement's LIMIT
#define SHOTS_MOST 20     // likewise
#define CANDIDATES_MOST (LIMIT_SHOOT_ITEMS + 1)
#define FIRMS_FEW 50 // firms whose offers are read all rather than found among everybody's

err shoot_store_add(struct db *db, const struct shoot *s, instant now, int64_t *out)
{
    struct query *q = db_query(db, &SQL_SHOOT_ADD);
    bind_i64(q, "no", s->no.value);
    bind_str(q, "title", s->title);
    bind_str(q, "place", str_view(shoot_place_word(s->place)));
    bind_str(q, "place_text", s->place_text);
    bind_date(q, "on_day", s->on_day);
    bind_str(q, "photographer", s->photographer);
    bind_money(q, "cost", s->cost);
    bind_id(q, "created_by", s->created_by.value);
    bind_instant(q, "now", now);
    return query_run_id(q, out);
}

static struct shoot read_shoot(struct query *q)
{
    int state = shoot_state_from(read_str(q, "state"));
    int place = shoot_place_from(read_str(q, "place"));
    assert(state >= 0 && place >= 0); // CHECKs of the table
    return (struct shoot){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .title = read_str(q, "title"),
        .place = (enum shoot_place)place,
        .place_text = read_str(q, "place_text"),
        .on_day = read_date(q, "on_day"),
        .photographer = read_str(q, "photographer"),
        .cost = read_money(q, "cost_won"),
        .state = (enum shoot_state)state,
        .created_by = {read_i64(q, "created_by")},
        .ended_at = read_instant(q, "ended_at"),
        .version = read_i64(q, "version"),
        .item_count = read_i64(q, "item_count"),
        .approved_count = read_i64(q, "approved_count"),
        .picture_count = read_i64(q, "picture_count"),
    };
}

static err list_shoots(struct db *db, struct arena *a, public_no no, public_no after,
                       shoot_list *out)
{
    shoot_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS + 1, struct shoot)};
    struct query *q = db_query(db, &SQL_SHOOT_LIST);
    bind_id(q, "no", no.value);
    bind_id(q, "after", after.value);
    while (query_next(q) && list.count <= LIMIT_DESK_ROWS) {
        list.items[list.count++] = read_shoot(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err shoot_store_list(struct db *db, struct arena *a, public_no after, shoot_list *out)
{
    return list_shoots(db, a, NO_ID(public_no), after, out);
}

err shoot_store_find(struct db *db, struct arena *a, public_no no, struct shoot *out)
{
    shoot_list list;
    TRY(list_shoots(db, a, no, NO_ID(public_no), &list));
    if (list.count == 0) {
        return &SHOOT_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

err shoot_store_set_state(struct db *db, const struct shoot *s, enum shoot_state state, instant now)
{
    struct query *q = db_query(db, &SQL_SHOOT_SET_STATE);
    bind_str(q, "state", str_view(shoot_state_word(state)));
    bind_bool(q, "is_over", state == SHOOT_DONE || state == SHOOT_CANCELLED);
    bind_instant(q, "now", now);
    bind_i64(q, "id", s->id);
    bind_i64(q, "version", s->version);
    return query_run_one(q, &SHOOT_CHANGED);
}

// --- Products in it ------------------------------------------------------------------------------

static struct goods_handover read_came(struct query *q)
{
    return (struct goods_handover){
        .name = read_str(q, "in_name"),
        .at = read_instant(q, "in_at"),
        .goods = read_str(q, "in_goods"),
        .remark = read_str(q, "in_remark"),
        .firm_name = read_str(q, "in_firm_name"),
        .firm_at = read_instant(q, "in_firm_at"),
        .firm_remark = read_str(q, "in_firm_remark"),
    };
}

static struct goods_handover read_went(struct query *q)
{
    return (struct goods_handover){
        .name = read_str(q, "out_name"),
        .at = read_instant(q, "out_at"),
        .goods = read_str(q, "out_goods"),
        .remark = read_str(q, "out_remark"),
        .firm_name = read_str(q, "out_firm_name"),
        .firm_at = read_instant(q, "out_firm_at"),
        .firm_remark = read_str(q, "out_firm_remark"),
    };
}

static struct shoot_item read_item(struct query *q)
{
    int state = item_state_from(read_str(q, "state"));
    int place = shoot_place_from(read_str(q, "place"));
    int shoot_state = shoot_state_from(read_str(q, "shoot_state"));
    assert(state >= 0 && place >= 0 && shoot_state >= 0); // CHECKs of the tables
    return (struct shoot_item){
        .id = read_i64(q, "id"),
        .no = {read_i64(q,                  "no")                      },
        .shoot = read_i64(q, "shoot_id"),
        .shoot_no = {read_i64(q,                  "shoot_no")                },
        .shoot_title = read_str(q, "shoot_title"),
        .place = (enum shoot_place)place,
        .place_text = read_str(q, "place_text"),
        .on_day = read_date(q, "on_day"),
        .shoot_state = (enum shoot_state)shoot_state,
        .shoot_by = {read_i64(q,                  "created_by")              },
        .offer = {read_i64(q,                  "offer_id")                },
        .offer_no = {read_i64(q,                  "offer_no")                },
        .supplier = {read_i64(q,                  "supplier_id")             },
        .supplier_name = read_str(q, "supplier_name"),
        .product = {read_i64(q,                  "product_id")              },
        .product_no = {read_i64(q,                  "product_no")              },
        .title = read_str(q, "title"),
        .category = read_str(q, "category_code"),
        .state = (enum item_state)state,
        .reason = read_str(q, "reason"),
        .moved_at = read_instant(q, "moved_at"),
        .version = read_i64(q, "version"),
        .handover = {[GOODS_CAME] = read_came(q), [GOODS_WENT] = read_went(q)},
    };
}

// Which products; what is 0 is not asked for.
struct which {
    int64_t shoot;
    supplier_id supplier;
    public_no no;
    int64_t id;
    public_no before; // of the firm's: its product that those below follow
    size_t most;
};

static err list_items(struct db *db, struct arena *a, struct which which, shoot_item_list *out)
{
    shoot_item_list list = {.items = NEW_ARRAY(a, which.most, struct shoot_item)};
    struct query *q = db_query(db, &SQL_SHOOT_ITEMS);
    bind_id(q, "shoot", which.shoot);
    bind_id(q, "supplier", which.supplier.value);
    bind_id(q, "no", which.no.value);
    bind_id(q, "id", which.id);
    bind_id(q, "before", which.before.value);
    bind_i64(q, "count", (int64_t)which.most);
    while (query_next(q) && list.count < which.most) {
        list.items[list.count++] = read_item(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err shoot_store_items(struct db *db, struct arena *a, int64_t shoot, shoot_item_list *out)
{
    return list_items(db, a, (struct which){.shoot = shoot, .most = ITEMS_MOST}, out);
}

err shoot_store_items_of(struct db *db, struct arena *a, supplier_id supplier, public_no before,
                         size_t most, shoot_item_list *out)
{
    struct which which = {.supplier = supplier, .before = before, .most = most};
    return list_items(db, a, which, out);
}

err shoot_store_count_of(struct db *db, supplier_id supplier, int64_t *out)
{
    int64_t count = 0;
    struct query *q = db_query(db, &SQL_SHOOT_ITEM_COUNT);
    bind_i64(q, "supplier", supplier.value);
    if (query_next(q)) {
        count = read_i64(q, "item_count");
    }
    TRY(query_end(q));
    *out = count;
    return NULL;
}

static err find_item(struct db *db, struct arena *a, struct which which, struct shoot_item *out)
{
    shoot_item_list list;
    TRY(list_items(db, a, which, &list));
    if (list.count == 0) {
        return &SHOOT_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

err shoot_store_find_item(struct db *db, struct arena *a, supplier_id supplier, public_no no,
                          struct shoot_item *out)
{
    return find_item(db, a, (struct which){.supplier = supplier, .no = no, .most = 1}, out);
}

err shoot_store_load_item(struct db *db, struct arena *a, int64_t id, struct shoot_item *out)
{
    return find_item(db, a, (struct which){.id = id, .most = 1}, out);
}

err shoot_store_stands(struct db *db, offer_id offer, int64_t shoot, struct shoot_standing *out)
{
    *out = (struct shoot_standing){.no = NO_ID(public_no)};
    struct query *q = db_query(db, &SQL_SHOOT_ITEM_STANDS);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "shoot", shoot);
    if (query_next(q)) {
        *out = (struct shoot_standing){.no = {.value = read_i64(q, "no")},
                                       .title = read_str(q, "title"),
                                       .on_day = read_date(q, "on_day")};
    }
    return query_end(q);
}

err shoot_store_add_item(struct db *db, int64_t shoot, offer_id offer, public_no no,
                         enum item_state state, instant now, int64_t *out)
{
    struct shoot_standing stands;
    TRY(shoot_store_stands(db, offer, shoot, &stands));
    if (stands.no.value != 0) {
        return &SHOOT_KNOWN;
    }
    struct query *q = db_query(db, &SQL_SHOOT_ITEM_ADD);
    bind_i64(q, "no", no.value);
    bind_i64(q, "shoot", shoot);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "state", str_view(item_state_word(state)));
    bind_instant(q, "now", now);
    err e = query_run_id(q, out);
    return e == &DB_DUPLICATE ? &SHOOT_KNOWN : e;
}

err shoot_store_set_item(struct db *db, const struct shoot_item *item, enum item_state state,
                         str reason, instant now)
{
    struct query *q = db_query(db, &SQL_SHOOT_ITEM_SET_STATE);
    bind_str(q, "state", str_view(item_state_word(state)));
    bind_str(q, "reason", reason);
    bind_instant(q, "now", now);
    bind_i64(q, "id", item->id);
    bind_i64(q, "version", item->version);
    return query_run_one(q, &SHOOT_CHANGED);
}

err shoot_store_hand_over(struct db *db, int64_t item, enum goods_way way,
                          const struct goods_handover *h, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_SHOOT_HANDOVER_ADD);
    bind_i64(q, "item", item);
    bind_str(q, "way", str_view(goods_way_word(way)));
    bind_str(q, "name", h->name);
    bind_str(q, "goods", h->goods);
    bind_str(q, "remark", h->remark);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    err e = query_run(q, NULL);
    return e == &DB_DUPLICATE ? &SHOOT_GOODS_NOT : e; // in another window, a moment ago
}

err shoot_store_confirm(struct db *db, int64_t item, enum goods_way way,
                        const struct goods_handover *h, const char *method, account_id by,
                        instant now)
{
    struct query *q = db_query(db, &SQL_SHOOT_RECEIPT_ADD);
    bind_i64(q, "item", item);
    bind_str(q, "way", str_view(goods_way_word(way)));
    bind_i64(q, "account", by.value);
    bind_str(q, "name", h->firm_name);
    bind_str(q, "method", str_view(method));
    bind_str(q, "remark", h->firm_remark);
    bind_instant(q, "now", now);
    err e = query_run(q, NULL);
    return e == &DB_DUPLICATE ? &SHOOT_CONFIRMED : e;
}

// --- Shots and pictures --------------------------------------------------------------------------

err shoot_store_shots(struct db *db, struct arena *a, str category, shot_list *out)
{
    shot_list list = {.items = NEW_ARRAY(a, SHOTS_MOST, struct shot)};
    size_t longest = 0; // codes that a category lies in are of different lengths
    struct query *q = db_query(db, &SQL_SHOOT_RULES);
    bind_str(q, "category", category);
    while (query_next(q) && list.count < SHOTS_MOST) {
        str of = read_str(q, "category");
        int role = picture_role_from(read_str(q, "role"));
        longest = list.count == 0 ? of.n : longest;
        if (role >= 0 && of.n == longest) {
            list.items[list.count++] = (struct shot){
                .role = (enum picture_role)role,
                .is_required = read_bool(q, "is_required"),
                .hint = read_str(q, "hint"),
            };
        }
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err shoot_store_add_picture(struct db *db, int64_t item, const struct shoot_picture *x, instant now)
{
    struct query *q = db_query(db, &SQL_SHOOT_PICTURE_ADD);
    bind_i64(q, "item", item);
    bind_i64(q, "picture", x->picture.id.value);
    bind_str(q, "role", str_view(picture_role_word(x->role)));
    bind_str(q, "stage", x->stage == STAGE_BEFORE ? S("before") : S("after"));
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err shoot_store_pictures(struct db *db, struct arena *a, int64_t item, shoot_picture_list *out)
{
    shoot_picture_list list = {.items = NEW_ARRAY(a, PICTURES_MOST, struct shoot_picture)};
    struct query *q = db_query(db, &SQL_SHOOT_PICTURES);
    bind_i64(q, "item", item);
    while (query_next(q) && list.count < PICTURES_MOST) {
        int role = picture_role_from(read_str(q, "role"));
        assert(role >= 0); // a CHECK of the table
        list.items[list.count++] = (struct shoot_picture){
            .role = (enum picture_role)role,
            .stage = str_equals(read_str(q, "stage"), S("after")) ? STAGE_AFTER : STAGE_BEFORE,
            .picture = picture_read(q),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

const struct shoot_picture *shoot_picture_of(const shoot_picture_list *list, enum picture_role role,
                                             enum shot_stage stage)
{
    const struct shoot_picture *last = NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].role == role && list->items[i].stage == stage) {
            last = &list->items[i];
        }
    }
    return last;
}

const struct shoot_picture *shoot_picture_final(const shoot_picture_list *list,
                                                enum picture_role role)
{
    const struct shoot_picture *after = shoot_picture_of(list, role, STAGE_AFTER);
    return after != NULL ? after : shoot_picture_of(list, role, STAGE_BEFORE);
}

// --- For planning --------------------------------------------------------------------------------

static void bind_firm(struct query *q, const struct shoot_filter *f)
{
    bind_like(q, "firm", f->firm);
    bind_text(q, "district", f->district);
}

// *out: there are at most `few` of what this statement counts.
static err are_few(struct query *q, int64_t few, bool *out)
{
    bind_i64(q, "most", few + 1);
    *out = query_next(q) && read_i64(q, "count") <= few;
    return query_end(q);
}

// By which way the goods are found soonest; the rows are the same by all.
static err choose_way(struct db *db, const struct shoot_filter *f, const struct sql **out)
{
    bool few = false;
    if (f->firm.n > 0 || f->district.n > 0) {
        struct query *q = db_query(db, &SQL_SHOOT_FIRM_COUNT);
        bind_firm(q, f);
        TRY(are_few(q, FIRMS_FEW, &few));
        if (few) {
            *out = &SQL_SHOOT_CANDIDATES_OF_FIRMS;
            return NULL;
        }
    }
    if (f->category.n > 0) {
        struct query *q = db_query(db, &SQL_SHOOT_PRODUCT_COUNT);
        bind_str(q, "category", f->category);
        TRY(are_few(q, LIMIT_SHOOT_PRODUCTS, &few));
        if (few) {
            *out = &SQL_SHOOT_CANDIDATES_OF_KINDS;
            return NULL;
        }
    }
    TRY(are_few(db_query(db, &SQL_SHOOT_DRAWN_COUNT), LIMIT_SHOOT_PRODUCTS, &few));
    *out = few ? &SQL_SHOOT_CANDIDATES_OF_DRAWN : &SQL_SHOOT_CANDIDATES;
    return NULL;
}

err shoot_store_candidates(struct db *db, struct arena *a, const struct shoot_filter *f,
                           shoot_candidate_list *out)
{
    const struct sql *way = NULL;
    TRY(choose_way(db, f, &way));
    shoot_candidate_list list = {.items = NEW_ARRAY(a, CANDIDATES_MOST, struct shoot_candidate)};
    struct query *q = db_query(db, way);
    bind_firm(q, f);
    bind_text(q, "category", f->category);
    bind_i64(q, "count", CANDIDATES_MOST);
    while (query_next(q) && list.count < CANDIDATES_MOST) {
        list.items[list.count++] = (struct shoot_candidate){
            .offer = {read_i64(q, "offer_id")},
            .offer_no = {read_i64(q, "offer_no")},
            .title = read_str(q, "title"),
            .supplier = read_str(q, "supplier_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err shoot_store_find_offer(struct db *db, public_no no, offer_id *out, supplier_id *out_supplier)
{
    *out = NO_ID(offer_id);
    struct query *q = db_query(db, &SQL_SHOOT_OFFER_FIND);
    bind_i64(q, "no", no.value);
    if (query_next(q)) {
        out->value = read_i64(q, "id");
        out_supplier->value = read_i64(q, "supplier_id");
    }
    TRY(query_end(q));
    return out->value == 0 ? &SHOOT_UNKNOWN : NULL;
}
