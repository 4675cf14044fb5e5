// The text of a product in a form, for firms and operators alike.
#pragma once

#include "market/catalog/listing_part_web.h"

// What is typed, or what the text says before anybody types, with what the normalisers would write
// beside it; category and known_detail_no are the caller's.
void listing_text_fill(struct arena *a, const struct request *rq, const struct listing_template *t,
                       const struct product_text *was, struct listing_form_page *p);
// The form was sent to take what the normalisers would write, or the title that is built.
bool listing_takes_proposals(const struct request *rq);

void listing_text_read(const struct request *rq, struct issues *is, struct arena *a,
                       const struct listing_template *t, struct product_text *out);
// What the listing's own check finds joins what could not be read, each cell once.
void listing_join_check(struct unit *u, struct issues *is, const struct listing_template *t,
                        listing_issue_list wrong);
