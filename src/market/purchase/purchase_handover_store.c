#include "market/purchase/purchase_handover_store.h"

#include "market/purchase/purchase_handover_store.sql.h"

const struct fault HANDOVER_HAS_RESULT = {
    .kind = FAULT_CONFLICT,
    .code = "handover.has_result",
    .text = "이 구매 건의 결과는 이미 적혀 있습니다. 새로 고쳐 확인해 주세요.",
};

err handover_find(struct db *db, purchase_id id, bool *out_found, struct handover *out)
{
    struct query *q = db_query(db, &SQL_HANDOVER_FIND);
    bind_i64(q, "purchase", id.value);
    *out_found = query_next(q);
    if (*out_found) {
        *out = (struct handover){
            .system = read_str(q, "system"),
            .handed_at = read_instant(q, "handed_at"),
            .person = read_str(q, "person"),
            .result = {.number = read_str(q, "result_number"),
                       .on = read_date(q, "result_on"),
                       .name = read_str(q, "result_name"),
                       .amount = read_money(q, "result_won"),
                       .note = read_str(q, "result_note")},
        };
    }
    return query_end(q);
}

err handover_add(struct db *db, purchase_id id, str system, account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_HANDOVER_ADD);
    bind_i64(q, "purchase", id.value);
    bind_str(q, "system", system);
    bind_instant(q, "now", now);
    bind_i64(q, "account", account.value);
    return query_run(q, NULL);
}

err handover_save_result(struct db *db, purchase_id id, const struct handover_result *result)
{
    struct query *q = db_query(db, &SQL_HANDOVER_RESULT);
    bind_i64(q, "purchase", id.value);
    bind_str(q, "number", result->number);
    bind_date(q, "on", result->on);
    bind_str(q, "name", result->name);
    bind_money(q, "won", result->amount);
    if (money_is_zero(result->supply)) {
        bind_null(q, "supply_won");
    } else {
        bind_money(q, "supply_won", result->supply);
    }
    bind_str(q, "note", result->note);
    return query_run_one(q, &HANDOVER_HAS_RESULT);
}
