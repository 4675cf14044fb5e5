#include "market/payment/payment_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/payment/payment_store.sql.h"

err payment_add(struct db *db, struct payment *p, account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_PAYMENT_ADD);
    bind_i64(q, "no", p->no.value);
    bind_i64(q, "claim", p->claim.value);
    bind_i64(q, "institution", p->institution.value);
    bind_money(q, "paid_won", p->paid);
    bind_i64(q, "late_days", p->late_days);
    bind_date(q, "paid_on", p->paid_on);
    bind_str(q, "reference", p->reference);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    err fault = query_run_id(q, &p->id.value);
    // The claim's own payment cannot be there: its state says so, under its version.
    return fault == &DB_DUPLICATE ? &PAYMENT_REFERENCE_USED : fault;
}

err payment_find(struct db *db, claim_id claim, struct payment *out)
{
    struct query *q = db_query(db, &SQL_PAYMENT_FIND);
    bind_i64(q, "claim", claim.value);
    struct payment p = {.claim = claim};
    bool found = query_next(q);
    if (found) {
        p.id.value = read_i64(q, "id");
        p.no.value = read_i64(q, "no");
        p.institution.value = read_i64(q, "institution_id");
        p.paid = read_money(q, "paid_won");
        p.late_days = read_i64(q, "late_days");
        p.paid_on = read_date(q, "paid_on");
        p.reference = read_str(q, "reference");
        p.paid_by = read_str(q, "paid_by");
        p.noted_at = read_instant(q, "noted_at");
    }
    TRY(query_end(q));
    if (!found) {
        return &PAYMENT_UNKNOWN;
    }
    *out = p;
    return NULL;
}

err payment_is_reference_used(struct db *db, institution_id institution, str reference, bool *out)
{
    struct query *q = db_query(db, &SQL_PAYMENT_REFERENCE_USED);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "reference", reference);
    bool used = query_next(q);
    TRY(query_end(q));
    *out = used;
    return NULL;
}

static struct payment_row read_row(struct query *q)
{
    int state = claim_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    return (struct payment_row){
        .no = {read_i64(q, "no")},
        .contract_number = read_str(q, "number"),
        .title = read_str(q, "title"),
        .institution_name = read_str(q, "institution_name"),
        .supplier_name = read_str(q, "supplier_name"),
        .net = read_money(q, "net_won"),
        .delay = read_money(q, "delay_won"),
        .claimed_on = read_date(q, "claimed_on"),
        .pay_by = read_date(q, "pay_by"),
        .state = (enum claim_state)state,
        .returned_on = read_date(q, "returned_on"),
        .paid_on = read_date(q, "paid_on"),
        .late_days = read_i64(q, "late_days"),
    };
}

err payment_list(struct db *db, struct arena *a, struct purchase_side side, enum claim_state state,
                 public_no before, size_t count, payment_row_list *out)
{
    bool waiting = state == CLAIM_CLAIMED;
    struct query *q = db_query(db, waiting ? &SQL_PAYMENT_LIST_WAITING : &SQL_PAYMENT_LIST_OVER);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    bind_id(q, "before", before.value);
    bind_i64(q, "count", (int64_t)count);
    if (!waiting) {
        bind_str(q, "state", str_view(claim_state_word(state)));
    }
    payment_row_list list = {.items = NEW_ARRAY(a, count, struct payment_row)};
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_row(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err payment_count(struct db *db, struct purchase_side side, date today, struct payment_count *out)
{
    struct query *q = db_query(db, &SQL_PAYMENT_COUNT);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    bind_date(q, "today", today);
    bind_date(q, "month", date_month_begin(today));
    struct payment_count c = {0};
    if (query_next(q)) {
        c = (struct payment_count){
            .waiting = read_i64(q, "waiting_count"),
            .waiting_sum = read_money(q, "waiting_won"),
            .today = read_i64(q, "today_count"),
            .late = read_i64(q, "late_count"),
            .returned = read_i64(q, "returned_count"),
            .paid = read_i64(q, "paid_count"),
            .month = read_i64(q, "month_count"),
            .month_sum = read_money(q, "month_won"),
        };
    }
    TRY(query_end(q));
    *out = c;
    return NULL;
}

err payment_list_claimable(struct db *db, struct arena *a, supplier_id supplier,
                           payment_claimable_list *out)
{
    struct query *q = db_query(db, &SQL_PAYMENT_LIST_CLAIMABLE);
    bind_i64(q, "supplier", supplier.value);
    payment_claimable_list list = {.items =
                                       NEW_ARRAY(a, LIMIT_DESK_ROWS, struct payment_claimable)};
    while (query_next(q) && list.count < LIMIT_DESK_ROWS) {
        list.items[list.count++] = (struct payment_claimable){
            .contract = {read_i64(q, "no")},
            .contract_number = read_str(q, "number"),
            .title = read_str(q, "title"),
            .institution_name = read_str(q, "institution_name"),
            .price = read_money(q, "price_won"),
            .accepted_at = read_instant(q, "moved_at"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
