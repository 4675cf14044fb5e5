// The terms of a listing in a form: what the readers of the sheet would write in a cell instead.
#pragma once

#include "market/catalog/listing_part_web.h"

// Of price, least quantity, days to deliver and stock, as typed in p, those that the form does not
// take as they are (2만3천5백원, 1주일, 백 상자) get what the sheet would read beside them, or in
// their place once it was taken.
void listing_terms_propose(struct arena *a, const struct request *rq,
                           const struct listing_template *t, struct listing_form_page *p);
