// What a firm does with its listings, and what an operator makes of them. Every change is a
// revision of the offer, with who, when and why; the search is told of each.
#pragma once

#include "market/catalog/listing.h"
#include "platform/unit/unit.h"

// List a new product of the firm of who acts; it waits for an operator. `l` gives text and terms;
// ids, state and public number are written into it.
// Fails with LISTING_NO_CATEGORY, LISTING_INVALID, LISTING_CODE_KNOWN.
err listing_action_add(struct unit *u, struct listing *l, str reason);

// The same for some at once, in their order, by who has seen in this unit that each may stand
// (listing_check) and that the firm has no such code: a server is asked for many of them in one
// trip.
err listing_action_add_all(struct unit *u, struct listing *const *list, size_t count, str reason);

// Offer a product that is there already: `l` gives product and terms.
// Fails with LISTING_KNOWN and as listing_action_add.
err listing_action_join(struct unit *u, struct listing *l, str reason);

// Put text and terms in the place of those of `was`, as listing_store_find read it. A change of the
// text is one of every offer of the product, of which there must be one, and of another thing sends
// the certificates of the product to be checked again; a returned listing waits
// again. Fails with LISTING_SAME, LISTING_SHARED, LISTING_CHANGED, LISTING_WRONG_STATE (it has
// ended), and as listing_action_add.
err listing_action_revise(struct unit *u, const struct listing *was,
                          const struct product_text *text, const struct offer_terms *terms,
                          str reason);

// An operator, or nobody, puts `is` in the place of the text of a product, as listing_store_text
// read it: a revision of the product and of every offer of it; a job tells the firms that sell it.
// Fails with LISTING_NO_REASON, LISTING_MERGED, LISTING_SAME, LISTING_INVALID, LISTING_FORBIDDEN,
// LISTING_CHANGED.
err listing_action_correct(struct unit *u, const struct listing *was, const struct product_text *is,
                           str reason);
#define LISTING_TELL_JOB "listing.tell"
// Tell the firms that sold a product before its text became that of `revision`, LIMIT_SELLERS_BATCH
// offers above `after` at a time; *out_last is where to go on, or 0.
err listing_action_tell_sellers(struct unit *u, product_id product, int64_t revision,
                                offer_id after, offer_id *out_last);
// What keeps a text from taking that place; nothing is written.
err listing_admit_text(struct unit *u, const struct listing *was, const struct product_text *is,
                       str reason);

// Move it. The firm is told of what an operator does. Fails with LISTING_WRONG_STATE,
// LISTING_NEEDS_REASON, LISTING_CHANGED, LISTING_OVER, LISTING_MERGED.
err listing_action_move(struct unit *u, const struct listing *was, enum listing_event event,
                        str reason);

// The same of an approval of one of many, of which the firm is told once, afterwards;
// *out_asks_word: it is to be told of this one.
err listing_action_approve_untold(struct unit *u, const struct listing *was, bool *out_asks_word);
// Tell the firm that `count` of its listings were approved, of which `first` is one.
err listing_action_tell_approved(struct unit *u, const struct listing *first, int64_t count);

// So many of an offer were bought, by a contract: its stock is less, down to nothing, and the firm
// is told when nothing is left. What is made to order stays as it is.
err listing_action_take(struct unit *u, offer_id offer, str title, int64_t quantity);

// Another price from a day after today on, in place of what was planned before. Fails with
// LISTING_PLAN_PAST, LISTING_PLAN_PRICE, LISTING_WRONG_STATE (it has ended).
err listing_action_plan(struct unit *u, const struct listing *l, date from, money price);
// … and nothing is planned any more. Nothing planned is no fault.
err listing_action_take_back(struct unit *u, const struct listing *l);

// What the day brings: planned prices begin, and prices that held until yesterday stop the sale;
// the firm is told of both. LIMIT_BULK_OFFERS at a time; *out_more: there are others.
err listing_action_day(struct unit *u, bool *out_more);
