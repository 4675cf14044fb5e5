#include "market/record/record_action.h"

#include <assert.h>

#include "market/contract/contract_store.h"

static err add_record(struct unit *u, contract_id id, const struct record_contract *c)
{
    struct record_question question = {
        .regime = c->regime,
        .contracted_on = c->contracted_on,
        .is_local = c->is_local,
    };
    TRY(contract_keep_missed(u->db, id));
    TRY(record_store_list_certificates(u->db, u->arena, id, &question));
    TRY(record_store_list_items(u->db, u->arena, id, &question));
    struct record_tags tags;
    record_tags_of(u->law, &question, u->arena, &tags);
    if (tags.is_cut) {
        return &RECORD_TOO_MANY_KINDS;
    }
    record_id record;
    TRY(record_store_add(u->db, id, c, &tags, u->now, &record));
    audit_write(u, S("record.add"), S("contract"), id.value, S(""));
    return NULL;
}

err record_action_refresh(struct unit *u, contract_id id)
{
    struct record_contract c;
    TRY(record_store_find_contract(u->db, id, &c));
    if (c.is_training) {
        return NULL;
    }
    if (c.record.value == 0) {
        bool counts = record_counts_state(c.state) && !date_is_none(c.contracted_on);
        return counts ? add_record(u, id, &c) : NULL;
    }
    if (str_equals(c.state, S("void")) && !c.is_voided) {
        TRY(record_store_void(u->db, c.record, u->today));
        audit_write(u, S("record.void"), S("contract"), id.value, S(""));
    }
    if (!money_equals(c.paid, c.recorded_paid)) {
        TRY(record_store_pay(u->db, c.record, c.paid));
    }
    return NULL;
}

static int64_t standing_target(record_targets standing, str category)
{
    for (size_t i = 0; i < standing.count; i++) {
        if (str_equals(standing.items[i].category, category)) {
            return standing.items[i].bp;
        }
    }
    return 0;
}

err record_action_set_target(struct unit *u, int64_t year, str category, int64_t bp,
                             record_goals goals, record_targets standing)
{
    if (standing_target(standing, category) == bp) {
        return NULL;
    }
    TRY(record_admit_target(goals, category, bp));
    TRY(record_store_add_target(u->db, u->actor->institution, year, category, bp, u->actor->account,
                                u->now));
    str told =
        str_format(u->arena, "%lld %.*s %lld", (long long)year, STR_ARG(category), (long long)bp);
    audit_write(u, S("record.target"), S("institution"), u->actor->institution.value, told);
    return NULL;
}
