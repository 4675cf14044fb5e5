#include "market/catalog/catalog_store.h"

#include <stdlib.h>

#include "base/limits.h"
#include "market/catalog/catalog_store.sql.h"
#include "market/catalog/listing_store.h"
#include "market/party/right.h"

#define HELD_MAX 500  // certificates of all who offer a product; the statement's limit
#define HELD_USUAL 16 // of them; each is wiped after the page
#define VALUES_MAX 64 // attributes of a template; the longest has 6
#define BUYERS_SHOWN 5

const struct fault PRODUCT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "catalog.product_unknown",
    .text = "찾는 상품이 없습니다. 주소가 맞는지 확인하거나 상품을 다시 찾아 주세요.",
};

// A picture of the page and what says where it stands among the others.
struct picture_row {
    struct shown_picture picture;
    int64_t position;
    int64_t id;
};
typedef LIST(struct picture_row) picture_rows;

// The front ones first, then as their firms ordered them.
static bool stands_before(const struct picture_row *x, const struct picture_row *y)
{
    bool x_is_front = x->picture.role == ROLE_FRONT;
    if (x_is_front != (y->picture.role == ROLE_FRONT)) {
        return x_is_front;
    }
    return x->position != y->position ? x->position < y->position : x->id < y->id;
}

static void add_picture(struct query *q, picture_rows *list)
{
    int role = picture_role_from(read_str(q, "shown_role"));
    public_no no = {.value = read_i64(q, "shown_no")};
    if (no.value == 0 || role < 0) {
        return; // none, or not ready
    }
    struct picture_row row = {
        .picture = {.no = no, .role = (enum picture_role)role, .alt = read_str(q, "shown_alt")},
        .position = read_i64(q, "shown_position"),
        .id = read_i64(q, "shown_id"),
    };
    size_t at = list->count;
    list->count += list->count < LIMIT_PRODUCT_SHOWN ? 1 : 0;
    for (; at > 0 && stands_before(&row, &list->items[at - 1]); at--) {
        if (at < list->count) {
            list->items[at] = list->items[at - 1];
        }
    }
    if (at < list->count) {
        list->items[at] = row;
    }
}

err product_find(struct db *db, struct arena *a, public_no no, struct product *out)
{
    struct query *q = db_query(db, &SQL_PRODUCT_FIND);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PRODUCT_UNKNOWN;
    }
    *out = (struct product){
        .id = {.value = read_i64(q, "id")},
        .no = {.value = read_i64(q, "no")},
        .title = read_str(q, "title"),
        .maker = read_str(q, "maker"),
        .model = read_str(q, "model"),
        .origin = read_str(q, "origin"),
        .description = read_str(q, "description"),
        .picture = read_str(q, "picture"),
        .picture_alt = read_str(q, "picture_alt"),
        .object = read_str(q, "object"),
        .class_no = read_str(q, "class_no"),
        .detail_no = read_str(q, "detail_no"),
        .item_no = read_str(q, "item_no"),
        .is_green = read_bool(q, "is_green"),
        .is_listed = read_bool(q, "is_listed"),
        .merged_no = {.value = read_i64(q, "merged_no")},
    };
    out->category.code = read_str(q, "category_code");
    out->category.name = read_str(q, "category_name");
    out->middle.code = read_str(q, "middle_code");
    out->middle.name = read_str(q, "middle_name");
    out->top.code = read_str(q, "top_code");
    out->top.name = read_str(q, "top_name");
    picture_rows rows = {.items = NEW_ARRAY(a, LIMIT_PRODUCT_SHOWN, struct picture_row)};
    do {
        out->is_joined = out->is_joined || read_i64(q, "part_id") != out->id.value;
        add_picture(q, &rows);
    } while (query_next(q));
    out->pictures.items = NEW_ARRAY(a, rows.count + 1, struct shown_picture);
    for (size_t i = 0; i < rows.count; i++) {
        out->pictures.items[out->pictures.count++] = rows.items[i].picture;
    }
    return query_end(q);
}

// A statement whose one parameter is the product.
static struct query *query_of(struct db *db, const struct sql *sql, product_id product)
{
    struct query *q = db_query(db, sql);
    bind_i64(q, "product", product.value);
    return q;
}

static struct offer read_offer(struct query *q)
{
    return (struct offer){
        .id = {.value = read_i64(q, "id")},
        .no = {.value = read_i64(q, "no")},
        .price = read_money(q, "price_won"),
        .exempt = str_equals(read_str(q, "vat"), S("exempt")),
        .unit = read_str(q, "unit"),
        .quantity_min = read_i64(q, "quantity_min"),
        .lead_days = read_i64(q, "lead_days"),
        .own_production = read_bool(q, "own_production"),
        .tiers = read_str(q, "tiers"),
        .stock = read_i64(q, "stock"),
        .valid_until = read_date(q, "valid_until"),
        .districts = read_str(q, "districts"),
        .supplier = {.value = read_i64(q, "supplier_id")},
        .supplier_no = {.value = read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .representative = read_str(q, "representative"),
        .business_no = read_str(q, "business_no"),
        .district = read_str(q, "district"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .introduction = read_str(q, "introduction"),
    };
}

// The place of the row among those that are shown; as many as there are: behind them all.
static size_t place_of_offer(struct query *q, const offer_list *list)
{
    int64_t price = read_i64(q, "price_won");
    int64_t id = read_i64(q, "id");
    size_t at = list->count;
    while (at > 0 &&
           (price < list->items[at - 1].price.won ||
            (price == list->items[at - 1].price.won && id < list->items[at - 1].id.value))) {
        at--;
    }
    return at;
}

err product_list_offers(struct db *db, struct arena *a, product_id product, offer_list *out)
{
    *out = (offer_list){.items = NEW_ARRAY(a, LIMIT_PAGE_ROWS, struct offer)};
    struct query *q = query_of(db, &SQL_PRODUCT_OFFERS, product);
    while (query_next(q)) {
        size_t at = place_of_offer(q, out);
        if (at == LIMIT_PAGE_ROWS) {
            continue; // dearer than all that are shown
        }
        out->count += out->count < LIMIT_PAGE_ROWS ? 1 : 0;
        for (size_t i = out->count - 1; i > at; i--) {
            out->items[i] = out->items[i - 1];
        }
        out->items[at] = read_offer(q);
    }
    return query_end(q);
}

const struct offer *product_front_offer(const offer_list *offers, public_no wanted)
{
    for (size_t i = 0; i < offers->count; i++) {
        if (offers->items[i].no.value == wanted.value) {
            return &offers->items[i];
        }
    }
    return offers->count > 0 ? &offers->items[0] : NULL;
}

bool held_read_row(struct query *q, struct held_certificate *out)
{
    int kind = certificate_any_kind_from(read_str(q, "kind"));
    if (kind < 0) {
        return false;
    }
    *out = (struct held_certificate){.supplier = {.value = read_i64(q, "supplier_id")},
                                     .kind = (enum certificate_kind)kind,
                                     .number = read_str(q, "number"),
                                     .issuer = read_str(q, "issuer"),
                                     .valid_from = read_date(q, "valid_from"),
                                     .valid_until = read_date(q, "valid_until"),
                                     .vulnerable_bp = read_i64(q, "vulnerable_bp")};
    return true;
}

static struct query *query_of_certificates(struct db *db, product_id product, date today)
{
    struct query *q = query_of(db, &SQL_PRODUCT_CERTIFICATES, product);
    bind_date(q, "today", today);
    return q;
}

static int by_supplier(const void *left, const void *right)
{
    const struct held_certificate *x = left;
    const struct held_certificate *y = right;
    if (x->supplier.value != y->supplier.value) {
        return x->supplier.value < y->supplier.value ? -1 : 1;
    }
    return x->id.value < y->id.value ? -1 : x->id.value > y->id.value;
}

static void make_room(struct arena *a, held_list *list, size_t *room)
{
    if (list->count < *room) {
        return;
    }
    *room = 2 * *room;
    struct held_certificate *items = NEW_ARRAY(a, *room, struct held_certificate);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
    }
    list->items = items;
}

err product_list_certificates(struct db *db, struct arena *a, product_id product, date today,
                              held_list *out)
{
    size_t room = HELD_USUAL;
    *out = (held_list){.items = NEW_ARRAY(a, room, struct held_certificate)};
    struct query *q = query_of_certificates(db, product, today);
    while (query_next(q) && out->count < HELD_MAX) {
        make_room(a, out, &room);
        if (held_read_row(q, &out->items[out->count])) {
            out->items[out->count++].id.value = read_i64(q, "id");
        }
    }
    qsort(out->items, out->count, sizeof(out->items[0]), by_supplier);
    return query_end(q);
}

str attribute_text(struct arena *a, str kind, str value, str unit)
{
    int64_t number = 0;
    if (str_equals(kind, S("number")) && str_parse_i64(value, &number) && number >= 0 &&
        number <= LIMIT_WON && !str_equals(unit, S("년"))) { // 2026년 is no 2,026년
        value = money_format(a, WON(number));
    }
    if (str_equals(value, S("0")) && str_starts(unit, S("원/"))) {
        return S("단가에 포함"); // of a line of a service's price
    }
    return str_join(a, value, unit);
}

err product_list_values(struct db *db, struct arena *a, product_id product, value_list *out)
{
    *out = (value_list){.items = NEW_ARRAY(a, VALUES_MAX, struct attribute_value)};
    int64_t *positions = NEW_ARRAY(a, VALUES_MAX, int64_t);
    struct query *q = query_of(db, &SQL_PRODUCT_VALUES, product);
    while (query_next(q) && out->count < VALUES_MAX) {
        int64_t position = read_i64(q, "position");
        size_t at = out->count++;
        for (; at > 0 && position < positions[at - 1]; at--) {
            out->items[at] = out->items[at - 1];
            positions[at] = positions[at - 1];
        }
        positions[at] = position;
        out->items[at] = (struct attribute_value){
            .name = read_str(q, "name"),
            .is_price = str_equals(read_str(q, "part"), S("price")),
            .text =
                attribute_text(a, read_str(q, "kind"), read_str(q, "value"), read_str(q, "unit"))};
    }
    return query_end(q);
}

// --- Who bought it -------------------------------------------------------------------------------

static struct query *query_of_buyers(struct db *db, const struct product *x)
{
    struct query *q =
        query_of(db, x->is_joined ? &SQL_PRODUCT_BUYERS_JOINED : &SQL_PRODUCT_BUYERS, x->id);
    bind_i64(q, "count", BUYERS_SHOWN);
    return q;
}

err product_find_bought(struct db *db, struct arena *a, const struct product *x,
                        struct product_bought *out)
{
    *out =
        (struct product_bought){.buyers.items = NEW_ARRAY(a, BUYERS_SHOWN, struct product_buyer)};
    struct query *q = query_of_buyers(db, x);
    while (query_next(q) && out->buyers.count < BUYERS_SHOWN) {
        out->buyer_count = read_i64(q, "buyer_count");
        out->contract_count = read_i64(q, "all_count");
        out->buyers.items[out->buyers.count++] =
            (struct product_buyer){.institution = read_str(q, "name"),
                                   .contract_count = read_i64(q, "contract_count"),
                                   .last_on = read_date(q, "last_on")};
    }
    return query_end(q);
}

// --- Certificates --------------------------------------------------------------------------------

uint64_t held_tags(const held_list *held, supplier_id supplier, int64_t *out_vulnerable_bp)
{
    uint64_t tags = 0;
    *out_vulnerable_bp = -1;
    for (size_t i = 0; i < held->count; i++) {
        const struct held_certificate *h = &held->items[i];
        if (h->supplier.value == supplier.value && !certificate_is_of_product(h->kind)) {
            tags |= UINT64_C(1) << h->kind;
            *out_vulnerable_bp =
                h->vulnerable_bp > *out_vulnerable_bp ? h->vulnerable_bp : *out_vulnerable_bp;
        }
    }
    return tags;
}

uint64_t held_product_tags(const held_list *held, supplier_id supplier)
{
    uint64_t tags = 0;
    for (size_t i = 0; i < held->count; i++) {
        const struct held_certificate *h = &held->items[i];
        bool is_its = h->supplier.value == supplier.value && certificate_is_of_product(h->kind);
        tags |= is_its ? UINT64_C(1) << h->kind : 0;
    }
    return tags;
}

way_held_list held_of_product(const held_list *held, supplier_id supplier, struct arena *a)
{
    way_held_list list = {.items = NEW_ARRAY(a, held->count + 1, struct way_held)};
    for (size_t i = 0; i < held->count; i++) {
        const struct held_certificate *h = &held->items[i];
        if (h->supplier.value == supplier.value && certificate_is_of_product(h->kind)) {
            list.items[list.count++] =
                (struct way_held){.kind = h->kind, .from = h->valid_from, .until = h->valid_until};
        }
    }
    return list;
}

err catalog_admit(struct unit *u, const struct product *x)
{
    bool is_own = x->is_listed || (u->actor->rights & RIGHT_OPERATOR) != 0;
    if (!is_own && u->actor->supplier.value != 0) {
        TRY(listing_store_has_product(u->db, u->actor->supplier, x->id, &is_own));
    }
    return is_own ? NULL : &PRODUCT_UNKNOWN;
}

static struct query *query_of_regime(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_INSTITUTION_REGIME);
    bind_i64(q, "institution", u->actor->institution.value);
    return q;
}

void product_foresee(struct unit *u, const struct product *x)
{
    product_id product = x->id;
    query_foresee(query_of(u->db, &SQL_PRODUCT_OFFERS, product));
    query_foresee(query_of_certificates(u->db, product, u->today));
    query_foresee(query_of(u->db, &SQL_PRODUCT_VALUES, product));
    query_foresee(query_of_buyers(u->db, x));
    if (u->actor->institution.value != 0) {
        query_foresee(query_of_regime(u));
    }
}

err catalog_find_regime(struct unit *u, enum law_regime *out)
{
    *out = LAW_LOCAL;
    if (u->actor->institution.value == 0) {
        return NULL;
    }
    struct query *q = query_of_regime(u);
    if (query_next(q)) {
        (void)law_regime_from(read_str(q, "regime"), out); // OWN: bylaws; the local law as a hint
    }
    return query_end(q);
}
