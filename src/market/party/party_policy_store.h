// Policies of an institution as rows.
#pragma once

#include "market/party/party_policy.h"
#include "platform/db/db.h"

#define POLICIES_MAX 200 // the statement's LIMIT: the newest
typedef LIST(struct policy) policy_list;

err policy_store_list(struct db *db, struct arena *a, institution_id institution, policy_list *out);
// Fails with POLICY_UNKNOWN, also when it is another institution's.
err policy_store_find(struct db *db, institution_id institution, public_no no, struct policy *out);
err policy_store_add(struct db *db, institution_id institution, struct policy *p,
                     account_id account, instant now);
// Fails with POLICY_ENDED.
err policy_store_end(struct db *db, const struct policy *p, date last_day, str reason,
                     account_id account, instant now);
