// The questions about what is bought: rows of the catalogue, by category.
#pragma once

#include "base/id.h"
#include "market/purchase/purchase_scope.h"
#include "platform/db/db.h"

// About what lies in a person's basket from a supplier.
err scope_list_of_basket(struct db *db, struct arena *a, account_id person, public_no supplier,
                         scope_question_list *out);
// About the lines of a case.
err scope_list_of_purchase(struct db *db, struct arena *a, purchase_id purchase,
                           scope_question_list *out);
