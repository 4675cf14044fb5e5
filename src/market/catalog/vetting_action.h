// What operators decide about listings: one alone, or two where a forbidden word or an odd price
// is. The firm is told by listing_action_move; everything stands in the audit.
#pragma once

#include "market/catalog/vetting_store.h"
#include "platform/unit/unit.h"

enum vetting_outcome {
    VETTING_APPROVED,
    VETTING_RETURNED,
    VETTING_FIRST, // looked at; a second operator must look too
};

// Approve one as it was shown (`version`), with a word that a second operator reads or none.
// Fails with LISTING_UNKNOWN, LISTING_CHANGED, VETTING_SEEN, VETTING_OWN_HANDS.
err vetting_action_approve(struct unit *u, public_no no, int64_t version, str word,
                           enum vetting_outcome *out);
// Send it back. Fails with LISTING_UNKNOWN, LISTING_CHANGED, VETTING_SEEN, VETTING_NO_REASON.
err vetting_action_return(struct unit *u, public_no no, int64_t version, str reason);

struct vetting_pick {
    public_no no;
    int64_t version;
};
// Approve all of these that are still as they were shown and without risk; the others stay. Each
// firm is told once.
err vetting_action_approve_batch(struct unit *u, const struct vetting_pick *picks, size_t count,
                                 size_t *out_done);

// Weigh what was not weighed as it is, at most LIMIT_VETTING_BATCH of them; *out_more: there is
// more.
err vetting_action_weigh(struct unit *u, bool *out_more);
