// From the basket to a draft, and what the officer does to it before and beside the trade.
#pragma once

#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_basket_store.h"
#include "market/purchase/purchase_scope.h"

extern const struct fault PURCHASE_EMPTY_BASKET;  // REFUSED: nothing of this supplier in the basket
extern const struct fault PURCHASE_GONE_OFFER;    // REFUSED: a line is no longer offered
extern const struct fault PURCHASE_WRONG_OBJECT;  // INVALID: a line is of another kind
extern const struct fault PURCHASE_MIXED_OBJECTS; // INVALID: the lines are of several kinds
extern const struct fault PURCHASE_CANCEL_AT_CONTRACT; // REFUSED: cancelled with its contract
extern const struct fault PURCHASE_LAST_LINE;          // REFUSED: a case has one line at least

// What the officer writes down about a need.
struct purchase_need {
    str title;
    str need;
    department_id department;
    str budget_line;
    enum law_object object;
    str delivery_place;
    str district; // code, or empty
    date deliver_by;
    scope_answer_list scope; // of a service; else none
};

// A draft of everything in the basket that this supplier sells, which leaves the basket. Fails with
// PURCHASE_EMPTY_BASKET, PURCHASE_GONE_OFFER, BASKET_TOO_FEW, PURCHASE_MIXED_OBJECTS,
// PURCHASE_WRONG_OBJECT, SCOPE_UNANSWERED, then like purchase_admit_lines, PURCHASE_TOO_LARGE.
err purchase_action_draft(struct unit *u, public_no supplier, const struct purchase_need *need,
                          struct purchase *out);

// The officer changes a draft; `quantities` has a number for each line, 0 takes it out. The law has
// to be asked again. Fails with PURCHASE_NOT_OFFICER, PURCHASE_WRONG_STATE, BASKET_TOO_FEW,
// PURCHASE_LAST_LINE, PURCHASE_MIXED_OBJECTS, PURCHASE_WRONG_OBJECT, SCOPE_UNANSWERED, then like
// purchase_admit_lines …; what is left must be of the kind of contract.
err purchase_action_edit(struct unit *u, struct purchase *p, const struct purchase_need *need,
                         const purchase_line_list *lines, const int64_t *quantities);

// Before a contract is drawn, with a reason. Fails with PURCHASE_NOT_OFFICER,
// PURCHASE_CANCEL_AT_CONTRACT, PURCHASE_WRONG_STATE.
err purchase_action_cancel(struct unit *u, struct purchase *p, str reason);

// The kinds of law a category's object may be: works are general, special or other.
bool purchase_object_fits(str category_object, enum law_object object);
