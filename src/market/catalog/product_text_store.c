#include "market/catalog/product_text_store.h"

#include "market/catalog/product_text_store.sql.h"

const struct fault PRODUCT_PROPOSAL_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "product.proposal_unknown",
    .text = "그런 제안이 없거나 이미 결정되었습니다. 상품 검토의 목록에서 골라 주세요.",
};

const struct fault PRODUCT_PROPOSAL_WAITS = {
    .kind = FAULT_REFUSED,
    .code = "product.proposal_waits",
    .text = "앞서 낸 제안을 운영자가 아직 보고 있습니다. 결정된 뒤에 다시 제안해 주세요.",
    .source = FAULT_OWN_RULE,
};

err product_text_store_add(struct db *db, struct product_proposal *x, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PROPOSAL_ADD);
    bind_i64(q, "no", x->no.value);
    bind_i64(q, "product", x->product.value);
    bind_i64(q, "offer", x->offer.value);
    bind_i64(q, "account", by.value);
    bind_str(q, "content", x->content);
    bind_str(q, "reason", x->reason);
    bind_instant(q, "now", now);
    return query_run_id(q, &x->id);
}

err product_text_store_waits(struct db *db, offer_id offer, instant *out)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PROPOSAL_WAITS);
    bind_i64(q, "offer", offer.value);
    *out = query_next(q) ? read_instant(q, "made_at") : (instant){0};
    return query_end(q);
}

static err list(struct db *db, struct arena *a, public_no no, size_t count,
                product_proposal_list *out)
{
    product_proposal_list all = {.items = NEW_ARRAY(a, count, struct product_proposal)};
    struct query *q = db_query(db, &SQL_PRODUCT_PROPOSAL_LIST);
    bind_id(q, "no", no.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && all.count < count) {
        all.items[all.count++] = (struct product_proposal){
            .id = read_i64(q, "id"),
            .no = {read_i64(q, "no")},
            .product = {read_i64(q, "product_id")},
            .product_no = {read_i64(q, "product_no")},
            .title = read_str(q, "title"),
            .offer = {read_i64(q, "offer_id")},
            .offer_no = {read_i64(q, "offer_no")},
            .supplier = {read_i64(q, "supplier_id")},
            .supplier_name = read_str(q, "supplier_name"),
            .content = read_str(q, "content"),
            .reason = read_str(q, "reason"),
            .made_at = read_instant(q, "made_at"),
        };
    }
    TRY(query_end(q));
    *out = all;
    return NULL;
}

err product_text_store_list(struct db *db, struct arena *a, size_t count,
                            product_proposal_list *out)
{
    return list(db, a, NO_ID(public_no), count, out);
}

err product_text_store_find(struct db *db, struct arena *a, public_no no,
                            struct product_proposal *out)
{
    product_proposal_list one = {0};
    if (no.value != 0) {
        TRY(list(db, a, no, 1, &one));
    }
    if (one.count == 0) {
        return &PRODUCT_PROPOSAL_UNKNOWN;
    }
    *out = one.items[0];
    return NULL;
}

err product_text_store_decide(struct db *db, int64_t id, bool is_accepted, str answer,
                              account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_PRODUCT_PROPOSAL_DECIDE);
    bind_i64(q, "id", id);
    bind_str(q, "state", is_accepted ? S("accepted") : S("declined"));
    bind_str(q, "answer", answer);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &PRODUCT_PROPOSAL_UNKNOWN);
}
