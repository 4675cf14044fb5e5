#include "market/disclosure/disclosure_action.h"

#include <assert.h>

#include "base/out.h"
#include "market/notice/notice_action.h"
#include "market/record/record.h"

#define CODES_MAX 1024 // bytes: each fault's code once

static str join_codes(struct arena *a, const struct disclosure_faults *faults)
{
    struct out o;
    out_init(&o, a, CODES_MAX);
    for (size_t i = 0; i < faults->count; i++) {
        out_format(&o, "%s%s", i > 0 ? " " : "", faults->items[i]->code);
    }
    assert(!o.overflowed);
    return out_view(&o);
}

// It waits; the officer hears of it once, and again when the reasons change.
static err refuse(struct unit *u, contract_id id, const struct disclosure_case *c,
                  const struct disclosure_faults *faults)
{
    str codes = join_codes(u->arena, faults);
    if (str_equals(codes, c->refused_codes)) {
        return NULL;
    }
    TRY(disclosure_store_refuse(u->db, id, c->line.institution, codes, u->now));
    audit_write(u, S("disclosure.refuse"), S("contract"), id.value, codes);
    str title = str_format(u->arena, "공개를 기다리는 수의계약: %.*s", STR_ARG(c->line.title));
    str path = str_format(u->arena, "/buyer/disclosures/%lld", (long long)c->contract_no.value);
    return notice_add(u, c->officer, S("disclosure.refused"), title,
                      str_view(faults->items[0]->text), path);
}

static err publish(struct unit *u, contract_id id, struct disclosure_case *c,
                   struct disclosure_faults *out_faults)
{
    struct disclosure_sheet sheet =
        disclosure_sheet_of(u->law, c->regime, c->line.contracted_on, u->arena);
    disclosure_prepare(&c->line, &sheet, c->is_corporation);
    disclosure_check(&c->line, u->arena, out_faults);
    if (out_faults->count > 0) {
        return refuse(u, id, c, out_faults);
    }
    TRY(disclosure_store_add(u->db, u->arena, id, &c->line, u->now));
    audit_write(u, S("disclosure.publish"), S("contract"), id.value, S(""));
    return c->refused_codes.n > 0 ? disclosure_store_unrefuse(u->db, id) : NULL;
}

static bool is_completed(str state)
{
    return str_equals(state, S("accepted")) || str_equals(state, S("claimed")) ||
           str_equals(state, S("paid"));
}

static err follow(struct unit *u, contract_id id, struct disclosure_case *c)
{
    if (str_equals(c->state, S("void"))) {
        if (!date_is_none(c->line.voided_on)) {
            return NULL; // told before
        }
        audit_write(u, S("disclosure.void"), S("contract"), id.value, S(""));
        return disclosure_store_void(u->db, c->public, u->today);
    }
    if (is_completed(c->state) && !date_is_none(c->inspected_on)) {
        c->line.completed_on = c->inspected_on;
        c->line.keep_until = disclosure_keep_until(u->law, u->calendar, c->regime, c->inspected_on);
    }
    return disclosure_store_follow(u->db, c->public, &c->line);
}

static err refresh(struct unit *u, contract_id id, struct disclosure_faults *out_faults)
{
    struct disclosure_case c;
    TRY(disclosure_store_find_contract(u->db, id, &c));
    if (c.is_training || !disclosure_is_due(c.path)) {
        return NULL;
    }
    if (c.public.value == 0) {
        bool counts = record_counts_state(c.state) && !date_is_none(c.line.contracted_on);
        if (!counts) {
            return c.refused_codes.n > 0 ? disclosure_store_unrefuse(u->db, id) : NULL;
        }
        TRY(publish(u, id, &c, out_faults));
        TRY(disclosure_store_find_contract(u->db, id, &c));
    }
    return c.public.value == 0 ? NULL : follow(u, id, &c);
}

err disclosure_action_refresh(struct unit *u, contract_id id)
{
    struct disclosure_faults faults = {.count = 0};
    return refresh(u, id, &faults);
}

err disclosure_action_reword(struct unit *u, public_no contract_no,
                             const struct disclosure_waiting *words,
                             struct disclosure_faults *out_faults)
{
    struct disclosure_waiting w;
    TRY(disclosure_store_find_waiting(u->db, u->actor->institution, contract_no, &w));
    struct disclosure_waiting worded = *words;
    worded.contract = w.contract;
    TRY(disclosure_store_add_wording(u->db, u->actor->institution, u->actor->account, &worded,
                                     u->now));
    audit_write(u, S("disclosure.reword"), S("contract"), w.contract.value, words->reason);
    out_faults->count = 0;
    return refresh(u, w.contract, out_faults);
}
