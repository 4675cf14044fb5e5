#include "market/payment/ledger_job.h"

#include "market/claim/claim_store.h"
#include "market/payment/ledger_store.h"

err ledger_job_claim(struct unit *u, struct job *j)
{
    struct claim c;
    TRY(claim_find_id(u->db, u->arena, (claim_id){j->object}, &c));
    if (c.is_training) {
        return NULL; // a sandbox has no books
    }
    struct ledger_posting p = ledger_of_claim(u->arena, &c);
    return ledger_add(u->db, &p, u->now);
}
