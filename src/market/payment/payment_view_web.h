// What both sides see of a claim, and of a list of claims.
#pragma once

#include "market/payment/payment_web.h"

// Everything of one claim for the reader, who is the claim's institution or supplier. Of the bank
// account the full number to the firm and to who pays. At most six statements with claim_find.
err payment_view_fill(struct unit *u, public_no no, struct payment_view *out);

// One tab of the list: rows, tabs, pager and the words for nothing. `base` is the list's address.
struct payment_tab {
    const char *base;
    enum claim_state state;
    struct payment_count count;
};
err payment_list_fill(struct unit *u, const struct request *rq, const struct payment_tab *tab,
                      payment_list_rows *out_rows, struct tabs *out_tabs, struct pager *out_pager);
// The tab asked for: ?state=paid, ?state=returned, else those that wait.
enum claim_state payment_list_tab(const struct request *rq);

// What is due of a claim as it stands.
void payment_fill_sum(struct arena *a, const struct claim *c, struct sum *out);

// GET /supplier/claims, /supplier/claims/:no
err get_claims(struct unit *u, const struct request *rq, struct response *rs);
err get_claim(struct unit *u, const struct request *rq, struct response *rs);
