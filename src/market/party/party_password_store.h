// What a person's institutions ask of the password, and the passwords that were, as rows.
#pragma once

#include "market/party/party_password.h"
#include "platform/db/db.h"

err password_store_rules(struct db *db, account_id account, date today, struct password_rules *out);
// Hashes, the one in use first; at most `count` of LIMIT_HOUSE_LAST.
typedef LIST(str) password_hashes;
err password_store_recent(struct db *db, struct arena *a, account_id account, int64_t count,
                          password_hashes *out);
err password_store_set_at(struct db *db, account_id account, instant *out);
// The password in use goes among the old ones, of which the newest `kept` stay.
err password_store_keep(struct db *db, account_id account, int64_t kept);
err password_store_no_longer_due(struct db *db, session_id session);
