// The form of a claim, and what its pages show alike.
#pragma once

#include "market/claim/claim_web.h"

err get_claim_form(struct unit *u, const struct request *rq, struct response *rs);
err post_claim_form(struct unit *u, const struct request *rq, struct response *rs);

void claim_fill_sum(struct arena *a, const struct claim_bill *bill, struct sum *out);
void claim_fill_crumb(struct arena *a, const struct contract *c, str here, struct crumb *out);
