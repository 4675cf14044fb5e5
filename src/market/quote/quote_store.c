#include "market/quote/quote_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/quote/quote_store.sql.h"

#define ANSWERS_MAX 50 // of a request that are shown; the newest counts

static void bind_side(struct query *q, struct purchase_side side)
{
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
}

// --- Requests ------------------------------------------------------------------------------------

static err add_item(struct db *db, quote_request_id request, const struct purchase_line *l)
{
    struct query *q = db_query(db, &SQL_QUOTE_REQUEST_LINE_ADD);
    bind_i64(q, "request", request.value);
    bind_i64(q, "seq", l->seq);
    bind_i64(q, "purchase_line", l->id);
    bind_str(q, "title", l->title);
    bind_str(q, "unit", l->unit);
    bind_str(q, "vat", l->is_exempt ? S("exempt") : S("taxable"));
    bind_i64(q, "quantity", l->quantity);
    bind_money(q, "list_price_won", l->list_price);
    return query_run(q, NULL);
}

err quote_request_add(struct db *db, struct quote_request *r, const purchase_line_list *lines,
                      instant now)
{
    struct query *q = db_query(db, &SQL_QUOTE_REQUEST_ADD);
    bind_i64(q, "no", r->no.value);
    bind_i64(q, "purchase", r->purchase.value);
    bind_i64(q, "supplier", r->supplier.value);
    bind_str(q, "message", r->message);
    bind_instant(q, "closes_at", r->closes_at);
    bind_str(q, "title", r->title);
    bind_str(q, "object", str_view(law_object_word(r->object)));
    bind_str(q, "delivery_place", r->delivery_place);
    bind_date(q, "deliver_by", r->deliver_by);
    bind_str(q, "scope", r->scope);
    bind_instant(q, "now", now);
    TRY(query_run_id(q, &r->id.value));
    for (size_t i = 0; i < lines->count; i++) {
        TRY(add_item(db, r->id, &lines->items[i]));
    }
    r->asked_at = now;
    r->state = QUOTE_OPEN;
    r->version = 1;
    return NULL;
}

static struct quote_request read_request(struct query *q)
{
    int state = quote_state_from(read_str(q, "state"));
    int purchase_state = purchase_state_from(read_str(q, "purchase_state"));
    struct quote_request r = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .purchase = {read_i64(q, "purchase_id")},
        .purchase_no = {read_i64(q, "purchase_no")},
        .officer = {read_i64(q, "officer_id")},
        .officer_name = read_str(q, "officer_name"),
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .institution_phone = read_str(q, "institution_phone"),
        .department_name = read_str(q, "department_name"),
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_name = read_str(q, "supplier_name"),
        .title = read_str(q, "title"),
        .delivery_place = read_str(q, "delivery_place"),
        .scope = read_str(q, "scope"),
        .deliver_by = read_date(q, "deliver_by"),
        .message = read_str(q, "message"),
        .asked_at = read_instant(q, "asked_at"),
        .closes_at = read_instant(q, "closes_at"),
        .version = read_i64(q, "version"),
    };
    r.is_newest = read_i64(q, "newest_id") == r.id.value;
    bool known = law_object_from(read_str(q, "object"), &r.object);
    assert(known && state >= 0 && purchase_state >= 0); // the schema's CHECKs
    (void)known;
    r.state = (enum quote_state)state;
    r.purchase_state = (enum purchase_state)purchase_state;
    return r;
}

static err find(struct db *db, struct purchase_side side, int64_t no, int64_t purchase,
                struct quote_request *out)
{
    struct query *q = db_query(db, &SQL_QUOTE_REQUEST_FIND);
    bind_id(q, "no", no);
    bind_id(q, "purchase", purchase);
    bind_side(q, side);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &QUOTE_UNKNOWN;
    }
    struct quote_request r = read_request(q);
    TRY(query_end(q));
    *out = r;
    return NULL;
}

err quote_request_find(struct db *db, struct purchase_side side, public_no no,
                       struct quote_request *out)
{
    return find(db, side, no.value, 0, out);
}

err quote_request_find_of(struct db *db, struct purchase_side side, purchase_id purchase,
                          struct quote_request *out)
{
    return find(db, side, 0, purchase.value, out);
}

err quote_request_find_for_job(struct db *db, quote_request_id id, struct quote_request *out)
{
    struct query *q = db_query(db, &SQL_QUOTE_REQUEST_OF_JOB);
    bind_i64(q, "id", id.value);
    int64_t no = 0;
    struct purchase_side side = {0};
    if (query_next(q)) {
        no = read_i64(q, "no");
        side.institution.value = read_i64(q, "institution_id");
    }
    TRY(query_end(q));
    return find(db, side, no, 0, out);
}

err quote_request_save(struct db *db, struct quote_request *r)
{
    struct query *q = db_query(db, &SQL_QUOTE_REQUEST_SAVE);
    bind_i64(q, "id", r->id.value);
    bind_i64(q, "version", r->version);
    bind_str(q, "state", str_view(quote_state_word(r->state)));
    TRY(query_run_one(q, &QUOTE_CHANGED));
    r->version++;
    return NULL;
}

err quote_request_take(struct db *db, struct quote_request *r, instant now)
{
    struct query *q = db_query(db, &SQL_QUOTE_REQUEST_TAKE);
    bind_i64(q, "id", r->id.value);
    bind_i64(q, "version", r->version);
    bind_i64(q, "supplier", r->supplier.value);
    bind_str(q, "state", str_view(quote_state_word(r->state)));
    bind_instant(q, "now", now);
    TRY(query_run_one(q, &QUOTE_CHANGED));
    r->version++;
    return NULL;
}

err quote_list_items(struct db *db, struct arena *a, quote_request_id request, quote_id quote,
                     quote_item_list *out_items, struct quote_line **out_lines)
{
    struct query *q = db_query(db, &SQL_QUOTE_ITEM_LIST);
    bind_i64(q, "request", request.value);
    bind_i64(q, "quote", quote.value);
    quote_item_list items = {.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct quote_item)};
    struct quote_line *lines = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct quote_line);
    while (query_next(q) && items.count < LIMIT_PURCHASE_LINES) {
        lines[items.count] = (struct quote_line){
            .price = read_money(q, "price_won"),
            .deliver_by = read_date(q, "deliver_by"),
        };
        items.items[items.count++] = (struct quote_item){
            .id = read_i64(q, "id"),
            .seq = read_i64(q, "seq"),
            .purchase_line = read_i64(q, "purchase_line_id"),
            .title = read_str(q, "title"),
            .unit = read_str(q, "unit"),
            .is_exempt = str_equals(read_str(q, "vat"), S("exempt")),
            .quantity = read_i64(q, "quantity"),
            .list_price = read_money(q, "list_price_won"),
        };
    }
    TRY(query_end(q));
    *out_items = items;
    *out_lines = lines;
    return NULL;
}

err quote_list_rivals(struct db *db, struct arena *a, quote_request_id request, date today,
                      const quote_item_list *items, struct quote_rival **out_rivals)
{
    struct query *q = db_query(db, &SQL_QUOTE_RIVAL_LIST);
    bind_i64(q, "request", request.value);
    bind_date(q, "today", today);
    struct quote_rival *rivals = NEW_ARRAY(a, items->count + 1, struct quote_rival);
    while (query_next(q)) {
        int64_t id = read_i64(q, "id");
        for (size_t i = 0; i < items->count; i++) {
            if (items->items[i].id == id) {
                rivals[i] = (struct quote_rival){
                    .price = read_money(q, "price_won"),
                    .product = {read_i64(q, "product_no")},
                    .offer = {read_i64(q, "offer_no")},
                    .supplier_name = read_str(q, "supplier_name"),
                };
            }
        }
    }
    TRY(query_end(q));
    *out_rivals = rivals;
    return NULL;
}

// --- Answers -------------------------------------------------------------------------------------

err quote_add(struct db *db, quote_request_id request, struct quote *quote,
              const quote_item_list *items, const struct quote_line *lines)
{
    struct query *q = db_query(db, &SQL_QUOTE_ADD);
    bind_i64(q, "no", quote->no.value);
    bind_i64(q, "request", request.value);
    bind_i64(q, "revision", quote->revision);
    bind_money(q, "price_won", quote->price);
    bind_money(q, "supply_won", quote->supply);
    bind_money(q, "vat_won", quote->vat);
    bind_date(q, "deliver_by", quote->deliver_by);
    bind_date(q, "valid_until", quote->valid_until);
    bind_str(q, "remark", quote->remark);
    bind_str(q, "decline_reason", quote->decline_reason);
    bind_i64(q, "account", quote->account.value);
    bind_instant(q, "now", quote->given_at);
    bind_str(q, "content_hash", quote->content_hash);
    bind_i64(q, "form", quote->form);
    TRY(query_run_id(q, &quote->id.value));
    for (size_t i = 0; items != NULL && i < items->count; i++) {
        q = db_query(db, &SQL_QUOTE_LINE_ADD);
        bind_i64(q, "quote", quote->id.value);
        bind_i64(q, "item", items->items[i].id);
        bind_money(q, "price_won", lines[i].price);
        bind_date(q, "deliver_by", lines[i].deliver_by);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err quote_list_of(struct db *db, struct arena *a, quote_request_id request, quote_list *out)
{
    struct query *q = db_query(db, &SQL_QUOTE_LIST);
    bind_i64(q, "request", request.value);
    quote_list list = {.items = NEW_ARRAY(a, ANSWERS_MAX, struct quote)};
    while (query_next(q) && list.count < ANSWERS_MAX) {
        list.items[list.count++] = (struct quote){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .revision = read_i64(q, "revision"),
            .price = read_money(q, "price_won"),
            .supply = read_money(q, "supply_won"),
            .vat = read_money(q, "vat_won"),
            .deliver_by = read_date(q, "deliver_by"),
            .valid_until = read_date(q, "valid_until"),
            .remark = read_str(q, "remark"),
            .decline_reason = read_str(q, "decline_reason"),
            .account = {read_i64(q, "account_id")},
            .account_name = read_str(q, "account_name"),
            .given_at = read_instant(q, "given_at"),
            .content_hash = read_str(q, "content_hash"),
            .form = (enum quote_form)read_i64(q, "form"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// --- Lists ---------------------------------------------------------------------------------------

static const char *const BUCKETS[QUOTE_BUCKET_COUNT] = {"open", "given", "over"};

const char *quote_bucket_word(enum quote_bucket bucket)
{
    assert(bucket < QUOTE_BUCKET_COUNT);
    return BUCKETS[bucket];
}

int quote_bucket_from(str word)
{
    for (int i = 0; i < QUOTE_BUCKET_COUNT; i++) {
        if (str_equals(word, str_view(BUCKETS[i]))) {
            return i;
        }
    }
    return -1;
}

static struct quote_row read_row(struct query *q, instant now)
{
    int state = quote_state_from(read_str(q, "state"));
    int purchase_state = purchase_state_from(read_str(q, "purchase_state"));
    assert(state >= 0 && purchase_state >= 0);
    struct quote_request r = {
        .state = (enum quote_state)state,
        .purchase_state = (enum purchase_state)purchase_state,
        .closes_at = read_instant(q, "closes_at"),
    };
    return (struct quote_row){
        .no = {read_i64(q, "no")},
        .title = read_str(q, "title"),
        .state = quote_state_at(&r, now),
        .asked_at = read_instant(q, "asked_at"),
        .closes_at = r.closes_at,
        .institution_name = read_str(q, "institution_name"),
        .department_name = read_str(q, "department_name"),
        .supplier_name = read_str(q, "supplier_name"),
        .officer_name = read_str(q, "officer_name"),
        .price = read_money(q, "price_won"),
        .valid_until = read_date(q, "valid_until"),
        .line_count = read_i64(q, "line_count"),
        .first_title = read_str(q, "first_title"),
        .first_unit = read_str(q, "first_unit"),
        .first_quantity = read_i64(q, "first_quantity"),
        .list = read_money(q, "list_won"),
    };
}

err quote_list_rows(struct db *db, struct arena *a, struct purchase_side side,
                    enum quote_bucket bucket, public_no after, instant now, size_t count,
                    quote_row_list *out)
{
    struct query *q = db_query(db, &SQL_QUOTE_ROW_LIST);
    bind_side(q, side);
    bind_str(q, "bucket", str_view(quote_bucket_word(bucket)));
    bind_id(q, "after", after.value);
    bind_instant(q, "now", now);
    bind_i64(q, "count", (int64_t)count);
    quote_row_list list = {.items = NEW_ARRAY(a, count, struct quote_row)};
    while (query_next(q) && list.count < count) {
        list.items[list.count++] = read_row(q, now);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err quote_count(struct db *db, struct purchase_side side, instant now,
                int64_t out_counts[QUOTE_BUCKET_COUNT])
{
    struct query *q = db_query(db, &SQL_QUOTE_BUCKET_COUNT);
    bind_side(q, side);
    bind_instant(q, "now", now);
    for (int i = 0; i < QUOTE_BUCKET_COUNT; i++) {
        out_counts[i] = 0;
    }
    while (query_next(q)) {
        int bucket = quote_bucket_from(read_str(q, "bucket"));
        assert(bucket >= 0);
        out_counts[bucket] = read_i64(q, "count");
    }
    return query_end(q);
}

// --- What stands before a request ----------------------------------------------------------------

err quote_admit_firm(struct db *db, const struct purchase *p)
{
    struct query *q = db_query(db, &SQL_QUOTE_FIRM_STATE);
    bind_i64(q, "purchase", p->id.value);
    bind_i64(q, "institution", p->institution.value);
    bool trades = query_next(q) && str_equals(read_str(q, "state"), S("active"));
    TRY(query_end(q));
    return trades ? NULL : &QUOTE_FIRM_AWAY;
}

err quote_admit_offers(struct db *db, const struct purchase *p, date today)
{
    struct query *q = db_query(db, &SQL_QUOTE_MOVED_OFFERS);
    bind_i64(q, "purchase", p->id.value);
    bind_date(q, "today", today);
    int64_t moved = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    return moved == 0 ? NULL : &QUOTE_OFFER_MOVED;
}
