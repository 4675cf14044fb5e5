// The text of a product in a form, for firms and operators alike.
#pragma once

#include "market/catalog/listing_part_web.h"
#include "market/catalog/normal.h"

// What is typed, or what the text says before anybody types, with what the normalisers would write
// beside it; category and known_detail_no are the caller's.
err listing_text_fill(struct unit *u, const struct request *rq, const struct listing_template *t,
                      const struct product_text *was, struct listing_form_page *p);
// What the normalisers would write for maker and model, by the makers that are known; where nothing
// is typed, what the title says.
err listing_make_propose(struct unit *u, str title, str maker, str model,
                         struct normal_proposal *out_maker, struct normal_proposal *out_model);
// Is another spelling of the maker or the model that was typed (not what `was` says) to be shown
// before it is saved? Once shown, what was typed stands.
err listing_make_asks(struct unit *u, const struct request *rq, const struct product_text *was,
                      const struct product_text *is, bool *out);
// What the public list says of the 세부품명번호 in its cell, and the numbers that were looked up.
err listing_number_fill(struct unit *u, const struct request *rq, const struct product_text *was,
                        struct listing_form_page *p);
// The form was sent to take what the normalisers would write.
bool listing_takes_values(const struct request *rq);
// The form was sent to be shown again: to take what the normalisers would write or the title that
// is built, to look a number up or to take one. Words that nothing was looked up by yet are looked
// up before anything is saved, for Enter in their cell sends the form.
bool listing_only_asks(const struct request *rq);

void listing_text_read(const struct request *rq, struct issues *is, struct arena *a,
                       const struct listing_template *t, struct product_text *out);
// What the listing's own check finds joins what could not be read, each cell once, down the page.
void listing_join_check(struct unit *u, struct issues *is, const struct listing_template *t,
                        listing_issue_list wrong);
