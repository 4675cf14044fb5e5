#include "market/certificate/certificate_store.h"

#include <assert.h>

#include "market/certificate/certificate_store.sql.h"
#include "market/party/party_supplier_store.h"
#include "platform/file/pdf.h"

err certificate_store_add(struct db *db, const struct certificate *c, instant now,
                          certificate_id *out)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_ADD);
    bind_i64(q, "no", c->no.value);
    bind_i64(q, "supplier", c->supplier.value);
    bind_str(q, "kind", str_view(certificate_kind_word(c->kind)));
    bind_str(q, "number", c->number);
    bind_str(q, "issuer", c->issuer);
    bind_date(q, "valid_from", c->valid_from);
    bind_date(q, "valid_until", c->valid_until);
    bind_id(q, "vulnerable_bp", c->vulnerable_bp);
    bind_id(q, "product", c->product.value);
    bind_str(q, "detail_no", c->detail_no);
    bind_i64(q, "file", c->file.value);
    bind_instant(q, "now", now);
    return query_run_id(q, &out->value);
}

err certificate_store_is_known(struct db *db, const struct certificate *c, bool *out)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_IS_KNOWN);
    bind_i64(q, "supplier", c->supplier.value);
    bind_str(q, "kind", str_view(certificate_kind_word(c->kind)));
    bind_str(q, "number", c->number);
    bind_str(q, "detail_no", c->detail_no);
    bind_id(q, "product", c->product.value);
    *out = query_next(q) && read_i64(q, "count") > 0;
    return query_end(q);
}

static enum certificate_state read_state(struct query *q)
{
    int state = certificate_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    return (enum certificate_state)state;
}

static struct certificate read_certificate(struct query *q)
{
    int kind = certificate_any_kind_from(read_str(q, "kind"));
    assert(kind >= 0); // only kinds of ours are written
    return (struct certificate){
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_no = {read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .supplier_business_no = read_str(q, "business_no"),
        .kind = (enum certificate_kind)kind,
        .number = read_str(q, "number"),
        .issuer = read_str(q, "issuer"),
        .valid_from = read_date(q, "valid_from"),
        .valid_until = read_date(q, "valid_until"),
        .vulnerable_bp = read_i64(q, "vulnerable_bp"),
        .product = {read_i64(q, "product_id")},
        .product_title = read_str(q, "product_title"),
        .detail_no = read_str(q, "detail_no"),
        .file = {read_i64(q, "file_id")},
        .file_name = read_str(q, "file_name"),
        .looked = pdf_verdict_from(read_str(q, "looked")),
        .state = read_state(q),
        .reason = read_str(q, "reason"),
        .created_at = read_instant(q, "created_at"),
        .checked_at = read_instant(q, "checked_at"),
        .version = read_i64(q, "version"),
    };
}

static err read_list(struct query *q, struct arena *a, size_t count, certificate_list *out)
{
    certificate_list list = {.items = NEW_ARRAY(a, count, struct certificate)};
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_certificate(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err certificate_store_list_own(struct db *db, struct arena *a, supplier_id supplier, date today,
                               public_no after, size_t count, certificate_list *out)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_LIST_OWN);
    bind_i64(q, "supplier", supplier.value);
    bind_date(q, "today", today);
    bind_id(q, "after", after.value);
    bind_i64(q, "count", (int64_t)count);
    return read_list(q, a, count, out);
}

static err find(struct query *q, struct certificate *out)
{
    if (!query_next(q)) {
        TRY(query_end(q));
        return &CERTIFICATE_UNKNOWN;
    }
    struct certificate c = read_certificate(q);
    TRY(query_end(q));
    *out = c;
    return NULL;
}

err certificate_store_check_again(struct db *db, product_id product, str reason)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_CHECK_AGAIN);
    bind_i64(q, "product", product.value);
    bind_str(q, "reason", reason);
    return query_run(q, NULL);
}

err certificate_store_find_own(struct db *db, supplier_id supplier, public_no no,
                               struct certificate *out)
{
    assert(supplier.value != 0);
    struct query *q = db_query(db, &SQL_CERTIFICATE_FIND);
    bind_i64(q, "no", no.value);
    bind_i64(q, "supplier", supplier.value);
    return find(q, out);
}

err certificate_store_find(struct db *db, public_no no, struct certificate *out)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_FIND);
    bind_i64(q, "no", no.value);
    bind_null(q, "supplier");
    return find(q, out);
}

err certificate_store_set_state(struct db *db, const struct certificate *c,
                                enum certificate_state state, str reason, account_id by,
                                instant now)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_SET_STATE);
    bind_i64(q, "id", c->id.value);
    bind_i64(q, "version", c->version);
    bind_str(q, "state", str_view(certificate_state_word(state)));
    bind_str(q, "reason", reason);
    bind_id(q, "checked_by", by.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &CERTIFICATE_CHANGED);
}

err certificate_store_list(struct db *db, struct arena *a, const struct certificate_filter *filter,
                           size_t count, certificate_list *out)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_LIST);
    bind_text(q, "state",
              filter->state < 0
                  ? S("")
                  : str_view(certificate_state_word((enum certificate_state)filter->state)));
    bind_text(q, "name", party_like_words(a, filter->text));
    bind_id(q, "after", filter->after.value);
    bind_i64(q, "count", (int64_t)count);
    return read_list(q, a, count, out);
}

err certificate_store_counts(struct db *db, struct arena *a, str text, int64_t *out)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_COUNTS);
    bind_text(q, "name", party_like_words(a, text));
    for (int s = 0; s < CERTIFICATE_STATE_COUNT; s++) {
        out[s] = 0;
    }
    while (query_next(q)) {
        out[read_state(q)] = read_i64(q, "count");
    }
    return query_end(q);
}

err certificate_store_products(struct db *db, struct arena *a, supplier_id supplier,
                               certificate_product_list *out)
{
    certificate_product_list list = {
        .items = NEW_ARRAY(a, CERTIFICATE_PRODUCTS_MAX, struct certificate_product)};
    struct query *q = db_query(db, &SQL_CERTIFICATE_PRODUCTS);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "count", CERTIFICATE_PRODUCTS_MAX);
    while (query_next(q)) {
        list.items[list.count++] = (struct certificate_product){
            .id = {read_i64(q, "id")}, .no = {read_i64(q, "no")}, .title = read_str(q, "title")};
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err certificate_store_ending(struct db *db, struct arena *a, date today, int32_t days, size_t count,
                             certificate_list *out)
{
    certificate_list list = {.items = NEW_ARRAY(a, count, struct certificate)};
    struct query *q = db_query(db, &SQL_CERTIFICATE_ENDING);
    bind_date(q, "today", today);
    bind_date(q, "until", date_add_days(today, days));
    bind_i64(q, "days", days);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        int kind = certificate_any_kind_from(read_str(q, "kind"));
        assert(kind >= 0); // only kinds of ours are written
        list.items[list.count++] = (struct certificate){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .supplier = {read_i64(q, "supplier_id")},
            .kind = (enum certificate_kind)kind,
            .valid_until = read_date(q, "valid_until"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err certificate_store_told(struct db *db, certificate_id id, int32_t days, instant now)
{
    struct query *q = db_query(db, &SQL_CERTIFICATE_TOLD);
    bind_i64(q, "certificate", id.value);
    bind_i64(q, "days", days);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}
