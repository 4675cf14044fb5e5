#include "market/catalog/listing_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/listing_store.sql.h"

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

err listing_store_template(struct db *db, struct arena *a, str category,
                           struct listing_template *out)
{
    struct listing_template t = {
        .attributes.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct attribute),
    };
    struct query *q = db_query(db, &SQL_LISTING_TEMPLATE);
    bind_str(q, "category", category);
    bind_i64(q, "count", LIMIT_ATTRIBUTES);
    while (query_next(q)) {
        t.code = read_str(q, "code");
        t.name = read_str(q, "name");
        t.object = read_str(q, "object");
        t.vat = read_str(q, "vat");
        t.unit = read_str(q, "unit");
        t.detail_no = read_str(q, "detail_no");
        struct attribute x = {
            .key = read_str(q, "key"),
            .name = read_str(q, "attribute_name"),
            .kind = read_kind(q),
            .unit = read_str(q, "attribute_unit"),
            .words = read_str(q, "words"),
            .is_required = read_bool(q, "is_required"),
        };
        if (x.key.n > 0) {
            t.attributes.items[t.attributes.count++] = x;
        }
    }
    TRY(query_end(q));
    if (t.code.n == 0) {
        return &LISTING_NO_CATEGORY;
    }
    *out = t;
    return NULL;
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
    out_init(&chosen, a, LIMIT_BULK_OFFERS * 24);
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

err listing_store_product(struct db *db, struct arena *a, public_no no, struct listing *out)
{
    struct listing l = {0};
    struct query *q = db_query(db, &SQL_LISTING_PRODUCT);
    bind_i64(q, "no", no.value);
    if (query_next(q)) {
        l = (struct listing){
            .product = {read_i64(q, "id")},
            .product_no = {read_i64(q, "no")},
            .product_revision = read_i64(q, "revision"),
            .offer_count = read_i64(q, "offer_count"),
            .text = listing_read_text(q),
        };
    }
    TRY(query_end(q));
    if (l.offer_count == 0) {
        return &LISTING_UNKNOWN;
    }
    TRY(read_parts(db, a, &l));
    *out = l;
    return NULL;
}

static void bind_filter(struct query *q, supplier_id supplier, const struct listing_filter *filter)
{
    bind_i64(q, "supplier", supplier.value);
    bind_text(q, "category", filter->category);
    bind_like(q, "words", filter->words);
}

err listing_store_list(struct db *db, struct arena *a, supplier_id supplier,
                       const struct listing_filter *filter, size_t count, listing_list *out)
{
    listing_list list = {.items = NEW_ARRAY(a, count, struct listing)};
    struct query *q = db_query(db, &SQL_LISTING_LIST);
    bind_filter(q, supplier, filter);
    bind_text(q, "state",
              filter->state < 0 ? S("")
                                : str_view(listing_state_word((enum listing_state)filter->state)));
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
    bind_filter(q, supplier, filter);
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

err listing_store_now(struct db *db, struct arena *a, offer_id offer, struct listing_now *out)
{
    struct listing_now now = {0};
    struct query *q = db_query(db, &SQL_LISTING_NOW);
    bind_i64(q, "offer", offer.value);
    bool is_there = query_next(q);
    if (is_there) {
        now.revision = read_i64(q, "revision");
        now.title = read_str(q, "title");
        now.terms.price = read_money(q, "price_won");
        now.terms.unit = read_str(q, "unit");
        now.terms.is_exempt = str_equals(read_str(q, "vat"), S("exempt"));
        is_there = offer_tiers_parse(a, read_str(q, "tiers"), &now.terms.tiers);
    }
    TRY(query_end(q));
    *out = now;
    return is_there ? NULL : &LISTING_UNKNOWN;
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

// --- Writing
// --------------------------------------------------------------------------------------

static void bind_product_text(struct query *q, const struct product_text *text)
{
    bind_str(q, "category", text->category);
    bind_str(q, "title", text->title);
    bind_str(q, "maker", text->maker);
    bind_str(q, "model", text->model);
    bind_str(q, "origin", text->origin);
    bind_str(q, "description", text->description);
    bind_str(q, "detail_no", text->detail_no);
    bind_str(q, "item_no", text->item_no);
}

static err add_values(struct db *db, product_id product, const listing_value_list *values)
{
    for (size_t i = 0; i < values->count; i++) {
        if (values->items[i].value.n > 0) {
            struct query *q = db_query(db, &SQL_LISTING_VALUE_ADD);
            bind_i64(q, "product", product.value);
            bind_str(q, "key", values->items[i].key);
            bind_str(q, "value", values->items[i].value);
            TRY(query_run(q, NULL));
        }
    }
    return NULL;
}

err listing_store_add_product(struct db *db, const struct product_text *text, public_no no,
                              bool is_demo, instant now, product_id *out)
{
    struct query *q = db_query(db, &SQL_LISTING_PRODUCT_ADD);
    bind_product_text(q, text);
    bind_i64(q, "no", no.value);
    bind_bool(q, "is_demo", is_demo);
    bind_instant(q, "now", now);
    TRY(query_run_id(q, &out->value));
    return add_values(db, *out, &text->values);
}

static void bind_terms(struct query *q, const struct offer_terms *t)
{
    bind_money(q, "price", t->price);
    bind_str(q, "vat", t->is_exempt ? S("exempt") : S("taxable"));
    bind_str(q, "unit", t->unit);
    bind_i64(q, "quantity_min", t->quantity_min);
    bind_i64(q, "lead_days", t->lead_days);
    bind_bool(q, "own", t->own_production);
    if (t->stock == LISTING_MADE_TO_ORDER) {
        bind_null(q, "stock");
    } else {
        bind_i64(q, "stock", t->stock);
    }
    bind_date(q, "valid_until", t->valid_until);
    bind_str(q, "districts", t->districts);
    bind_str(q, "own_code", t->own_code);
}

static err add_tiers(struct db *db, offer_id offer, const offer_tier_list *tiers)
{
    for (size_t i = 0; i < tiers->count; i++) {
        struct query *q = db_query(db, &SQL_LISTING_TIER_ADD);
        bind_i64(q, "offer", offer.value);
        bind_i64(q, "quantity_min", tiers->items[i].quantity_min);
        bind_money(q, "price", tiers->items[i].price);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err listing_store_add_offer(struct db *db, struct listing *l, bool is_demo, instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_OFFER_ADD);
    bind_terms(q, &l->terms);
    bind_i64(q, "no", l->no.value);
    bind_i64(q, "product", l->product.value);
    bind_i64(q, "supplier", l->supplier.value);
    bind_str(q, "state", str_view(listing_state_word(l->state)));
    bind_bool(q, "is_demo", is_demo);
    bind_instant(q, "now", now);
    TRY(query_run_id(q, &l->id.value));
    return add_tiers(db, l->id, &l->terms.tiers);
}

err listing_store_keep(struct db *db, struct arena *a, offer_id offer, const offer_tier_list *tiers,
                       str reason, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_REVISION_ADD);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "reason", reason);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    bind_str(q, "tiers", offer_tiers_format(a, tiers));
    return query_run_one(q, &LISTING_CHANGED);
}

err listing_store_set_product(struct db *db, struct arena *a, const struct listing *was,
                              const struct product_text *is, str reason, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_PRODUCT_KEEP);
    bind_i64(q, "product", was->product.value);
    bind_str(q, "content", product_text_canon(a, &was->text));
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_LISTING_PRODUCT_SET);
    bind_product_text(q, is);
    bind_i64(q, "product", was->product.value);
    bind_i64(q, "revision", was->product_revision);
    TRY(query_run_one(q, &LISTING_CHANGED));
    q = db_query(db, &SQL_LISTING_VALUES_CLEAR);
    bind_i64(q, "product", was->product.value);
    TRY(query_run(q, NULL));
    TRY(add_values(db, was->product, &is->values));
    q = db_query(db, &SQL_LISTING_PRODUCT_KEEP_NEW);
    bind_i64(q, "product", was->product.value);
    bind_i64(q, "revision", was->product_revision + 1);
    bind_str(q, "content", product_text_canon(a, is));
    bind_str(q, "reason", reason);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err listing_store_set_terms(struct db *db, offer_id offer, int64_t version,
                            const struct offer_terms *is)
{
    struct query *q = db_query(db, &SQL_LISTING_OFFER_SET);
    bind_terms(q, is);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "version", version);
    TRY(query_run_one(q, &LISTING_CHANGED));
    q = db_query(db, &SQL_LISTING_TIERS_CLEAR);
    bind_i64(q, "offer", offer.value);
    TRY(query_run(q, NULL));
    return add_tiers(db, offer, &is->tiers);
}

err listing_store_set_state(struct db *db, offer_id offer, int64_t version,
                            enum listing_state state, str reason, bool is_review)
{
    struct query *q = db_query(db, &SQL_LISTING_STATE_SET);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "version", version);
    bind_str(q, "state", str_view(listing_state_word(state)));
    bind_str(q, "reason", reason);
    bind_bool(q, "is_review", is_review);
    return query_run_one(q, &LISTING_CHANGED);
}

err listing_store_keep_as_before(struct db *db, offer_id offer, str reason, account_id by,
                                 instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_KEEP_AS_BEFORE);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "reason", reason);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &LISTING_CHANGED);
}

err listing_store_take(struct db *db, offer_id offer, int64_t quantity, str reason, account_id by,
                       instant now, struct listing *out, bool *out_taken)
{
    struct query *q = db_query(db, &SQL_LISTING_STOCK_TAKE);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "quantity", quantity);
    *out_taken = query_next(q);
    if (*out_taken) {
        *out = (struct listing){
            .id = offer,
            .no = {read_i64(q, "no")},
            .supplier = {read_i64(q, "supplier_id")},
            .terms.stock = read_i64(q, "stock"),
        };
    }
    TRY(query_end(q));
    return *out_taken ? listing_store_keep_as_before(db, offer, reason, by, now) : NULL;
}

err listing_store_set_reviewed(struct db *db, offer_id offer, int64_t version)
{
    struct query *q = db_query(db, &SQL_LISTING_REVIEWED);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "version", version);
    return query_run_one(q, &LISTING_CHANGED);
}

err listing_store_has_code(struct db *db, supplier_id supplier, str code, offer_id but, bool *out)
{
    struct query *q = db_query(db, &SQL_LISTING_HAS_CODE);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "code", code);
    bind_id(q, "offer", but.value);
    *out = query_next(q) && read_i64(q, "count") > 0;
    return query_end(q);
}

err listing_store_has_product(struct db *db, supplier_id supplier, product_id product, bool *out)
{
    struct query *q = db_query(db, &SQL_LISTING_HAS_PRODUCT);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "product", product.value);
    *out = query_next(q) && read_i64(q, "count") > 0;
    return query_end(q);
}

err listing_store_index(struct db *db, offer_id offer)
{
    struct query *q = db_query(db, &SQL_LISTING_SEARCH);
    bind_i64(q, "offer", offer.value);
    return query_run(q, NULL);
}

err listing_store_add_plan(struct db *db, offer_id offer, date from, money price, account_id by,
                           instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_PLAN_ADD);
    bind_i64(q, "offer", offer.value);
    bind_date(q, "from_day", from);
    bind_money(q, "price", price);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err listing_store_end_plan(struct db *db, offer_id offer, bool is_done)
{
    struct query *q = db_query(db, &SQL_LISTING_PLAN_END);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "state", is_done ? S("done") : S("taken_back"));
    return query_run(q, NULL);
}
