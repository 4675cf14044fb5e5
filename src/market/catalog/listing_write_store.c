// Writing listings: texts, terms, revisions, states, planned prices.
#include "market/catalog/listing_store.h"

#include "base/limits.h"
#include "market/catalog/listing_store.sql.h"

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

err listing_store_add_values(struct db *db, product_id product, const listing_value_list *values)
{
    for (size_t i = 0; i < values->count; i++) {
        if (values->items[i].value.n > 0) {
            struct query *q = db_query(db, &SQL_LISTING_VALUE_ADD);
            bind_i64(q, "product", product.value);
            bind_str(q, "key", values->items[i].key);
            bind_str(q, "value", values->items[i].value);
            TRY(query_run_soon(q, &DB_DUPLICATE));
        }
    }
    return NULL;
}

err listing_store_add_product_soon(struct db *db, const struct product_text *text, public_no no,
                                   bool is_demo, instant now, product_id *out)
{
    struct query *q = db_query(db, &SQL_LISTING_PRODUCT_ADD);
    bind_product_text(q, text);
    bind_i64(q, "no", no.value);
    bind_bool(q, "is_demo", is_demo);
    bind_instant(q, "now", now);
    return query_run_id_soon(q, &out->value);
}

err listing_store_add_product(struct db *db, const struct product_text *text, public_no no,
                              bool is_demo, instant now, product_id *out)
{
    TRY(listing_store_add_product_soon(db, text, no, is_demo, now, out));
    TRY(db_catch_up(db));
    return listing_store_add_values(db, *out, &text->values);
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

err listing_store_add_tiers(struct db *db, offer_id offer, const offer_tier_list *tiers)
{
    for (size_t i = 0; i < tiers->count; i++) {
        struct query *q = db_query(db, &SQL_LISTING_TIER_ADD);
        bind_i64(q, "offer", offer.value);
        bind_i64(q, "quantity_min", tiers->items[i].quantity_min);
        bind_money(q, "price", tiers->items[i].price);
        TRY(query_run_soon(q, &DB_DUPLICATE));
    }
    return NULL;
}

err listing_store_add_offer_soon(struct db *db, struct listing *l, bool is_demo, instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_OFFER_ADD);
    bind_terms(q, &l->terms);
    bind_i64(q, "no", l->no.value);
    bind_i64(q, "product", l->product.value);
    bind_i64(q, "supplier", l->supplier.value);
    bind_str(q, "state", str_view(listing_state_word(l->state)));
    bind_bool(q, "is_demo", is_demo);
    bind_instant(q, "now", now);
    return query_run_id_soon(q, &l->id.value);
}

err listing_store_add_offer(struct db *db, struct listing *l, bool is_demo, instant now)
{
    TRY(listing_store_add_offer_soon(db, l, is_demo, now));
    TRY(db_catch_up(db));
    return listing_store_add_tiers(db, l->id, &l->terms.tiers);
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
    return query_run_one_soon(q, &LISTING_CHANGED);
}

err listing_store_set_product(struct db *db, struct arena *a, const struct listing *was,
                              const struct product_text *is, str reason, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_PRODUCT_KEEP);
    bind_i64(q, "product", was->product.value);
    bind_str(q, "content", product_text_canon(a, &was->text));
    TRY(query_run_soon(q, &DB_DUPLICATE));
    q = db_query(db, &SQL_LISTING_PRODUCT_SET);
    bind_product_text(q, is);
    bind_i64(q, "product", was->product.value);
    bind_i64(q, "revision", was->product_revision);
    TRY(query_run_one(q, &LISTING_CHANGED));
    q = db_query(db, &SQL_LISTING_VALUES_CLEAR);
    bind_i64(q, "product", was->product.value);
    TRY(query_run_soon(q, &DB_DUPLICATE));
    TRY(listing_store_add_values(db, was->product, &is->values));
    q = db_query(db, &SQL_LISTING_PRODUCT_KEEP_NEW);
    bind_i64(q, "product", was->product.value);
    bind_i64(q, "revision", was->product_revision + 1);
    bind_str(q, "content", product_text_canon(a, is));
    bind_str(q, "reason", reason);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run_soon(q, &DB_DUPLICATE);
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
    TRY(query_run_soon(q, &DB_DUPLICATE));
    return listing_store_add_tiers(db, offer, &is->tiers);
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
    bind_null(q, "product");
    bind_str(q, "reason", reason);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &LISTING_CHANGED);
}

err listing_store_keep_all(struct db *db, product_id product, str reason, account_id by,
                           instant now)
{
    struct query *q = db_query(db, &SQL_LISTING_TEXT_TOUCH);
    bind_i64(q, "product", product.value);
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_LISTING_KEEP_AS_BEFORE);
    bind_null(q, "offer");
    bind_i64(q, "product", product.value);
    bind_str(q, "reason", reason);
    bind_id(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err listing_store_sellers(struct db *db, struct arena *a, product_id product, int64_t revision,
                          offer_id after, listing_seller_list *out)
{
    listing_seller_list list = {.items = NEW_ARRAY(a, LIMIT_SELLERS_BATCH, struct listing_seller)};
    struct query *q = db_query(db, &SQL_LISTING_SELLERS);
    bind_i64(q, "product", product.value);
    bind_i64(q, "revision", revision);
    bind_i64(q, "after", after.value);
    bind_i64(q, "count", LIMIT_SELLERS_BATCH);
    while (query_next(q) && list.count < LIMIT_SELLERS_BATCH) {
        list.items[list.count++] = (struct listing_seller){
            .offer = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .supplier = {read_i64(q, "supplier_id")},
            .title = read_str(q, "title"),
            .reason = read_str(q, "reason"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
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
    return query_run_soon(q, &DB_DUPLICATE);
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
