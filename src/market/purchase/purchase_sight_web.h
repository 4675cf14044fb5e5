// What a form of a draft showed of each offer: its revision goes along with the form, so that
// nothing is put into a case that its officer did not see.
#pragma once

#include "market/catalog/listing.h"
#include "market/purchase/purchase.h"
#include "platform/form/form.h"
#include "platform/unit/unit.h"

// The revision that the field `seen_KEY` of a form carries; 0: it has none.
int64_t purchase_sight_read(const struct request *rq, struct arena *a, int64_t key);

// What changed of an offer since its revision `seen`, as an issue of the form: at the quantity of
// the line `seq`, or (0) of the form as a whole. What nobody sees (the stock, a revision that says
// the same) is no change, nor is anything of what is not for sale: that is told elsewhere.
err purchase_sight_tell(struct unit *u, struct issues *is, offer_id offer, int64_t seen, str title,
                        int64_t seq);
// The same of a line of a case. Where its offer has another revision now, the line says what that
// says, for so many, and *out_revision is that; else its own.
err purchase_sight_renew(struct unit *u, const struct request *rq, struct issues *is,
                         struct purchase_line *line, int64_t quantity, int64_t *out_revision);
