#include "market/purchase/purchase_handover_store.h"

#include <assert.h>

#include "market/purchase/purchase_handover_store.sql.h"

const struct fault HANDOVER_HAS_RESULT = {
    .kind = FAULT_CONFLICT,
    .code = "handover.has_result",
    .text =
        "그 사이에 이 구매 건의 결과가 적혔습니다. 지금 적힌 결과를 확인하고 필요하면 고쳐 주세요.",
};

static const struct {
    const char *word;
    const char *label;
} OUTCOMES[] = {
    [HANDOVER_CONTRACTED] = {"contracted", "계약 체결"},
    [HANDOVER_FAILED] = {"failed",     "유찰"       },
    [HANDOVER_STOPPED] = {"stopped",    "중단"       },
};
static_assert(COUNT(OUTCOMES) == HANDOVER_OUTCOME_COUNT, "words for each outcome");

const char *handover_outcome_word(enum handover_outcome outcome)
{
    assert(outcome < HANDOVER_OUTCOME_COUNT);
    return OUTCOMES[outcome].word;
}

str handover_outcome_label(enum handover_outcome outcome)
{
    assert(outcome < HANDOVER_OUTCOME_COUNT);
    return str_view(OUTCOMES[outcome].label);
}

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

#define RESULTS_MAX 100 // the statement's LIMIT

static enum handover_outcome read_outcome(struct query *q)
{
    str word = read_str(q, "outcome");
    int i = 0;
    while (i < HANDOVER_OUTCOME_COUNT && !str_equals(word, str_view(OUTCOMES[i].word))) {
        i++;
    }
    assert(i < HANDOVER_OUTCOME_COUNT); // the schema's CHECK
    return (enum handover_outcome)i;
}

err handover_results(struct db *db, struct arena *a, purchase_id id, handover_result_list *out)
{
    struct query *q = db_query(db, &SQL_HANDOVER_RESULTS);
    bind_i64(q, "purchase", id.value);
    *out = (handover_result_list){.items = NEW_ARRAY(a, RESULTS_MAX, struct handover_result)};
    while (query_next(q)) {
        out->items[out->count++] = (struct handover_result){
            .id = read_i64(q, "id"),
            .outcome = read_outcome(q),
            .number = read_str(q, "number"),
            .on = read_date(q, "result_on"),
            .name = read_str(q, "name"),
            .amount = read_money(q, "won"),
            .supply = read_money(q, "supply_won"),
            .note = read_str(q, "note"),
            .person = read_str(q, "person"),
            .written_at = read_instant(q, "written_at"),
        };
    }
    return query_end(q);
}

static void bind_money_or_none(struct query *q, const char *name, money value)
{
    if (money_is_zero(value)) {
        bind_null(q, name);
    } else {
        bind_money(q, name, value);
    }
}

err handover_add_result(struct db *db, purchase_id id, int64_t corrects,
                        const struct handover_result *result, account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_HANDOVER_ADD_RESULT);
    bind_i64(q, "purchase", id.value);
    bind_i64(q, "corrects", corrects);
    bind_str(q, "outcome", str_view(handover_outcome_word(result->outcome)));
    bind_str(q, "number", result->number);
    bind_date(q, "on", result->on);
    bind_str(q, "name", result->name);
    bind_money_or_none(q, "won", result->amount);
    bind_money_or_none(q, "supply_won", result->supply);
    bind_str(q, "note", result->note);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &HANDOVER_HAS_RESULT);
}
