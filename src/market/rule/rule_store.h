// Proposals as rows, and what became of them.
#pragma once

#include "market/rule/rule.h"
#include "platform/db/db.h"

// How many were ever proposed, and whether one waits that ends this row.
err rule_store_count(struct db *db, str row_id, int64_t *out_count, bool *out_ends);
err rule_store_add(struct db *db, struct rule_proposal *p, instant now);
// Fails with RULE_UNKNOWN.
err rule_store_find(struct db *db, public_no no, struct rule_proposal *out);

typedef LIST(struct rule_proposal) rule_list;
#define RULE_NEWEST INT64_MAX
// LIMIT_DESK_ROWS of them before an id, in one statement; *out_more: there are others behind.
err rule_store_list(struct db *db, struct arena *a, bool waiting, int64_t before, rule_list *out,
                    bool *out_more);

// Fails with RULE_DECIDED when another verdict was first.
err rule_store_decide(struct db *db, const struct rule_proposal *p, account_id person,
                      enum rule_verdict verdict, str word, instant now);
