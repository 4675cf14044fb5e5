#include "market/catalog/listing_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/listing_store.sql.h"
#include "market/catalog/normal_unit.h"
#include "market/number/number_store.h"

static enum attribute_kind read_kind(struct query *q)
{
    static const char *const KINDS[] = {
        [ATTRIBUTE_TEXT] = "text",
        [ATTRIBUTE_NUMBER] = "number",
        [ATTRIBUTE_ENUM] = "enum",
        [ATTRIBUTE_BOOL] = "bool",
    };
    str word = read_str(q, "kind");
    size_t kind = 0;
    while (kind < COUNT(KINDS) && !str_equals(word, str_view(KINDS[kind]))) {
        kind++;
    }
    assert(kind < COUNT(KINDS)); // the schema's CHECK
    return (enum attribute_kind)kind;
}

static void add_unit(struct arena *a, struct normal_units *to, struct query *q)
{
    struct normal_unit unit = {.name = read_str(q, "key"),
                               .base = read_str(q, "attribute_unit"),
                               .times = read_i64(q, "times"),
                               .by = read_i64(q, "parts"),
                               .is_counted = read_bool(q, "is_required")};
    normal_units_add(a, to, &unit, read_str(q, "spellings"));
}

err listing_store_template(struct db *db, struct arena *a, str category,
                           struct listing_template *out)
{
    struct listing_template t = {
        .attributes.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct attribute),
    };
    struct normal_units *units = NULL;
    struct query *q = db_query(db, &SQL_LISTING_TEMPLATE);
    bind_str(q, "category", category);
    bind_i64(q, "count", LIMIT_ATTRIBUTES + LIMIT_UNITS);
    while (query_next(q)) {
        if (read_str(q, "code").n == 0) {
            units = units != NULL ? units : normal_units_new(a);
            add_unit(a, units, q);
            continue;
        }
        t.code = read_str(q, "code");
        t.name = read_str(q, "name");
        t.object = read_str(q, "object");
        t.vat = read_str(q, "vat");
        t.unit = read_str(q, "unit");
        t.detail_no = read_str(q, "detail_no");
        t.title_pattern = read_str(q, "title_pattern");
        struct attribute x = {
            .key = read_str(q, "key"),
            .name = read_str(q, "attribute_name"),
            .kind = read_kind(q),
            .unit = read_str(q, "attribute_unit"),
            .words = read_str(q, "words"),
            .is_required = read_bool(q, "is_required"),
            .is_price = str_equals(read_str(q, "part"), S("price")),
        };
        if (x.key.n > 0 && t.attributes.count < LIMIT_ATTRIBUTES) {
            t.attributes.items[t.attributes.count++] = x;
        }
    }
    TRY(query_end(q));
    if (t.code.n == 0) {
        return &LISTING_NO_CATEGORY;
    }
    t.units = units;
    for (size_t i = 0; i < t.attributes.count; i++) {
        t.attributes.items[i].units = units;
    }
    *out = t;
    return NULL;
}

err listing_store_judge(struct db *db, str was, struct product_text *text)
{
    text->is_old_number = was.n > 0 && str_equals(was, text->detail_no);
    return number_store_judge(db, text->detail_no, text->item_no, &text->number, &text->item);
}

static enum listing_state read_state(struct query *q)
{
    int state = listing_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    return (enum listing_state)state;
}

struct offer_terms listing_read_terms(struct query *q)
{
    return (struct offer_terms){
        .price = read_money(q, "price_won"),
        .is_exempt = str_equals(read_str(q, "vat"), S("exempt")),
        .unit = read_str(q, "unit"),
        .quantity_min = read_i64(q, "quantity_min"),
        .lead_days = read_i64(q, "lead_days"),
        .own_production = read_bool(q, "own_production"),
        .stock = read_i64(q, "stock"),
        .valid_until = read_date(q, "valid_until"),
        .districts = read_str(q, "districts"),
    };
}

struct product_text listing_read_text(struct query *q)
{
    return (struct product_text){
        .category = read_str(q, "category_code"),
        .title = read_str(q, "title"),
        .maker = read_str(q, "maker"),
        .model = read_str(q, "model"),
        .origin = read_str(q, "origin"),
        .description = read_str(q, "description"),
        .detail_no = read_str(q, "detail_no"),
        .item_no = read_str(q, "item_no"),
    };
}

static struct listing read_listing(struct query *q)
{
    struct product_text text = listing_read_text(q);
    struct listing l = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .product = {read_i64(q, "product_id")},
        .product_no = {read_i64(q, "product_no")},
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_name = read_str(q, "supplier_name"),
        .category_name = read_str(q, "category_name"),
        .category_vat = read_str(q, "category_vat"),
        .state = read_state(q),
        .state_reason = read_str(q, "state_reason"),
        .version = read_i64(q, "version"),
        .revision = read_i64(q, "revision"),
        .reviewed = read_i64(q, "reviewed"),
        .product_revision = read_i64(q, "product_revision"),
        .is_merged = read_i64(q, "merged_into") != 0,
        .offer_count = read_i64(q, "offer_count"),
        .picture_count = read_i64(q, "picture_count"),
        .created_at = read_instant(q, "created_at"),
        .plan_day = read_date(q, "plan_day"),
        .plan_price = read_money(q, "plan_won"),
        .text = text,
        .terms = listing_read_terms(q),
    };
    l.terms.own_code = read_str(q, "own_code");
    return l;
}

static err read_parts(struct db *db, struct arena *a, struct listing *l)
{
    listing_value_list *values = &l->text.values;
    offer_tier_list *tiers = &l->terms.tiers;
    values->items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct listing_value);
    tiers->items = NEW_ARRAY(a, LIMIT_TIERS, struct offer_tier);
    struct query *q = db_query(db, &SQL_LISTING_PARTS);
    bind_i64(q, "product", l->product.value);
    bind_i64(q, "offer", l->id.value);
    bind_i64(q, "count", LIMIT_ATTRIBUTES + LIMIT_TIERS);
    while (query_next(q)) {
        struct offer_tier tier = {
            .quantity_min = read_i64(q, "quantity_min"),
            .price = read_money(q, "price_won"),
        };
        if (tier.quantity_min > 0 && tiers->count < LIMIT_TIERS) {
            tiers->items[tiers->count++] = tier;
        } else if (values->count < LIMIT_ATTRIBUTES) {
            values->items[values->count++] =
                (struct listing_value){.key = read_str(q, "key"), .value = read_str(q, "value")};
        }
    }
    return query_end(q);
}

err listing_store_values(struct db *db, struct arena *a, product_id product,
                         listing_value_list *out)
{
    struct listing l = {.product = product}; // of no offer: without tiers
    TRY(read_parts(db, a, &l));
    *out = l.text.values;
    return NULL;
}

err listing_store_find(struct db *db, struct arena *a, supplier_id supplier, public_no no,
                       struct listing *out)
{
    struct query *q = db_query(db, &SQL_LISTING_FIND);
    bind_i64(q, "no", no.value);
    bind_id(q, "supplier", supplier.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &LISTING_UNKNOWN;
    }
    struct listing l = read_listing(q);
    number_store_read(q, l.text.detail_no, l.text.item_no, &l.number, &l.item);
    TRY(query_end(q));
    TRY(read_parts(db, a, &l));
    *out = l;
    return NULL;
}

static err read_chosen_tiers(struct query *q, struct arena *a, listing_list *list)
{
    size_t at = 0;
    while (query_next(q)) {
        int64_t offer = read_i64(q, "offer_id");
        while (at < list->count && list->items[at].id.value != offer) {
            at++; // both from the newest offer on
        }
        assert(at < list->count);
        offer_tier_list *tiers = &list->items[at].terms.tiers;
        if (tiers->count == 0) {
            tiers->items = NEW_ARRAY(a, LIMIT_TIERS, struct offer_tier);
        }
        tiers->items[tiers->count++] = (struct offer_tier){
            .quantity_min = read_i64(q, "quantity_min"), .price = read_money(q, "price_won")};
    }
    return query_end(q);
}

err listing_store_chosen(struct db *db, struct arena *a, supplier_id supplier, const public_no *nos,
                         size_t count, listing_list *out)
{
    listing_list list = {.items = NEW_ARRAY(a, count, struct listing)};
    struct out chosen;
    out_init(&chosen, a, LIMIT_BULK_ALL * 24);
    out_char(&chosen, '|');
    for (size_t i = 0; i < count; i++) {
        out_format(&chosen, "%lld|", (long long)nos[i].value);
    }
    struct query *q = db_query(db, &SQL_LISTING_CHOSEN);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "chosen", out_view(&chosen));
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        list.items[list.count++] = read_listing(q);
    }
    TRY(query_end(q));
    q = db_query(db, &SQL_LISTING_CHOSEN_TIERS);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "chosen", out_view(&chosen));
    bind_i64(q, "count", (int64_t)count * LIMIT_TIERS);
    TRY(read_chosen_tiers(q, a, &list));
    *out = list;
    return NULL;
}

err listing_store_text(struct db *db, struct arena *a, public_no no, struct listing *out)
{
    struct listing l = {0};
    struct query *q = db_query(db, &SQL_LISTING_PRODUCT);
    bind_i64(q, "no", no.value);
    if (query_next(q)) {
        l = (struct listing){
            .product = {read_i64(q, "id")},
            .product_no = {read_i64(q, "no")},
            .product_revision = read_i64(q, "revision"),
            .category_name = read_str(q, "category_name"),
            .is_merged = read_i64(q, "merged_into") != 0,
            .offer_count = read_i64(q, "offer_count"),
            .text = listing_read_text(q),
        };
    }
    TRY(query_end(q));
    if (l.product.value == 0) {
        return &LISTING_UNKNOWN;
    }
    TRY(read_parts(db, a, &l));
    *out = l;
    return NULL;
}

err listing_store_product(struct db *db, struct arena *a, public_no no, struct listing *out)
{
    struct listing l;
    TRY(listing_store_text(db, a, no, &l));
    if (l.is_merged || l.offer_count == 0) {
        return &LISTING_UNKNOWN;
    }
    *out = l;
    return NULL;
}

static void bind_kind(struct query *q, const struct listing_filter *filter)
{
    bind_text(q, "category", filter->category);
    bind_like(q, "words", filter->words);
}

void listing_bind_filter(struct query *q, const struct listing_filter *filter)
{
    bind_kind(q, filter);
    bind_text(q, "state",
              filter->state < 0 ? S("")
                                : str_view(listing_state_word((enum listing_state)filter->state)));
}

err listing_store_list(struct db *db, struct arena *a, supplier_id supplier,
                       const struct listing_filter *filter, size_t count, listing_list *out)
{
    listing_list list = {.items = NEW_ARRAY(a, count, struct listing)};
    struct query *q = db_query(db, &SQL_LISTING_LIST);
    bind_i64(q, "supplier", supplier.value);
    listing_bind_filter(q, filter);
    bind_id(q, "after", filter->after.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        list.items[list.count++] = read_listing(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err listing_store_counts(struct db *db, supplier_id supplier, const struct listing_filter *filter,
                         int64_t out[LISTING_STATE_COUNT])
{
    for (int s = 0; s < LISTING_STATE_COUNT; s++) {
        out[s] = 0;
    }
    struct query *q = db_query(db, &SQL_LISTING_COUNTS);
    bind_i64(q, "supplier", supplier.value);
    bind_kind(q, filter);
    while (query_next(q)) {
        out[read_state(q)] = read_i64(q, "count");
    }
    return query_end(q);
}

err listing_store_categories(struct db *db, struct arena *a, supplier_id supplier,
                             listing_category_list *out)
{
    listing_category_list list = {
        .items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct listing_category),
    };
    struct query *q = db_query(db, &SQL_LISTING_CATEGORIES);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "count", LIMIT_DESK_ROWS);
    while (query_next(q)) {
        list.items[list.count++] = (struct listing_category){.code = read_str(q, "code"),
                                                             .name = read_str(q, "name"),
                                                             .count = read_i64(q, "count")};
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err listing_store_history(struct db *db, struct arena *a, offer_id offer, int64_t before,
                          size_t count, listing_revision_list *out)
{
    listing_revision_list list = {.items = NEW_ARRAY(a, count, struct listing_revision)};
    struct query *q = db_query(db, &SQL_LISTING_HISTORY);
    bind_i64(q, "offer", offer.value);
    bind_id(q, "before", before);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        struct listing_revision *r = &list.items[list.count++];
        *r = (struct listing_revision){
            .revision = read_i64(q, "revision"),
            .terms = listing_read_terms(q),
            .state = read_state(q),
            .reason = read_str(q, "reason"),
            .account_name = read_str(q, "account_name"),
            .made_at = read_instant(q, "made_at"),
            .product_id = {read_i64(q, "product_id")},
            .product = read_str(q, "content"),
        };
        if (!offer_tiers_parse(a, read_str(q, "tiers"), &r->terms.tiers)) {
            r->terms.tiers.count = 0; // only offer_tiers_format writes it
        }
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err listing_store_leaves(struct db *db, struct arena *a, listing_leaf_list *out)
{
    listing_leaf_list list = {.items = NEW_ARRAY(a, LIMIT_CATEGORIES, struct listing_leaf)};
    struct query *q = db_query(db, &SQL_LISTING_LEAVES);
    bind_i64(q, "count", LIMIT_CATEGORIES);
    while (query_next(q)) {
        list.items[list.count++] = (struct listing_leaf){
            .code = read_str(q, "code"),
            .name = read_str(q, "name"),
            .middle = read_str(q, "middle_name"),
            .top = read_str(q, "top_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err listing_store_due(struct db *db, struct arena *a, date today, size_t count,
                      listing_due_list *out)
{
    listing_due_list list = {.items = NEW_ARRAY(a, count, struct listing_due)};
    struct query *q = db_query(db, &SQL_LISTING_DUE);
    bind_date(q, "today", today);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        list.items[list.count++] = (struct listing_due){
            .no = {read_i64(q, "no")},
            .by = {read_i64(q, "account_id")},
            .price = read_money(q, "price_won"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err listing_store_over(struct db *db, struct arena *a, date today, size_t count,
                       listing_due_list *out)
{
    listing_due_list list = {.items = NEW_ARRAY(a, count, struct listing_due)};
    struct query *q = db_query(db, &SQL_LISTING_OVER);
    bind_date(q, "today", today);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        list.items[list.count++] = (struct listing_due){.no = {read_i64(q, "no")}};
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
