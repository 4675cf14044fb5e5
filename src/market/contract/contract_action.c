#include "market/contract/contract_action.h"

#include <assert.h>

static const char *const EVENTS[] = {
    [CONTRACT_SIGN_SUPPLIER] = "contract.sign_supplier",
    [CONTRACT_SIGN_INSTITUTION] = "contract.sign_institution",
    [CONTRACT_DELIVER] = "contract.deliver",
    [CONTRACT_ACCEPT] = "contract.accept",
    [CONTRACT_CLAIM] = "contract.claim",
    [CONTRACT_REFUSE_CLAIM] = "contract.refuse_claim",
    [CONTRACT_PAY] = "contract.pay",
    [CONTRACT_CANCEL] = "contract.cancel",
};
static_assert(COUNT(EVENTS) == CONTRACT_EVENT_COUNT, "an event came or went: give it its word");

err contract_step(struct unit *u, struct contract *c, const struct contract_step *step,
                  struct purchase *out_purchase)
{
    TRY(contract_move(&c->state, step->event));
    c->moved_at = u->now;
    TRY(contract_save(u->db, c));
    str kind = str_view(EVENTS[step->event]);
    audit_write_change(u, kind, S("contract"), c->id.value, step->reason, S(""), c->content_hash);

    struct purchase p;
    struct purchase_side side = {.institution = c->institution, .supplier = c->supplier};
    TRY(purchase_find_id(u->db, side, c->purchase, &p));
    enum purchase_event along;
    if (contract_purchase_event(step->event, &along)) {
        struct purchase_step moved = {
            .event = along, .text = step->text, .reason = step->reason, .path = step->path};
        TRY(purchase_step(u, &p, &moved));
    } else {
        TRY(purchase_close_tasks(u->db, p.id, S(""), u->now));
        TRY(purchase_tell(u, &p, kind, step->text, step->path, false));
    }
    *out_purchase = p;
    return NULL;
}
