// Accounts and their codes as rows.
#pragma once

#include "market/party/party_account.h"
#include "platform/db/db.h"

typedef LIST(struct account_role) account_role_list;

struct new_account {
    public_no no;
    str email; // lower case
    str name;
    str phone;
    str password_hash;
    str totp_secret; // sealed, or empty
    bool is_demo;
};

// A code that may still open an account.
struct recovery {
    int64_t id; // 0: there is none
    str hash;
};

// Fail with ACCOUNT_UNKNOWN.
err account_store_find(struct db *db, account_id id, struct account *out);
err account_store_find_by_email(struct db *db, str email, struct account *out);
// Fails with DB_DUPLICATE when the log-in name is taken.
err account_store_add(struct db *db, const struct new_account *n, instant now, account_id *out);
err account_store_set_password(struct db *db, account_id id, str hash, instant now);
// An empty secret takes the second factor away.
err account_store_set_factor(struct db *db, account_id id, str sealed, int64_t step);
// Fails with PARTY_CHANGED when it is not at `version` any more.
err account_store_set_contact(struct db *db, account_id id, int64_t version, str name, str phone);
err account_store_set_state(struct db *db, account_id id, str state);
// At most LIMIT_DESK_ROWS, those in force first.
err account_store_roles(struct db *db, struct arena *a, account_id id, date today,
                        account_role_list *out);
// A role of today of an account, or (empty role) an account without one.
struct account_line {
    str email;
    bool is_active;
    bool has_second_factor;
    str role; // its label
    str organisation;
};
// Every account in turn, by log-in name.
err account_store_list(struct db *db, date today,
                       void (*tell)(void *data, const struct account_line *line), void *data);
// The operators, for what is told to them: at most LIMIT_OPERATORS_TOLD. *out has room for them.
err account_store_operators(struct db *db, date today, account_id *out, size_t *out_count);
// All sessions but `spared` (NO_ID: every one).
err account_store_end_sessions(struct db *db, account_id id, session_id spared, instant now);

// Earlier codes are closed.
err recovery_store_add(struct db *db, account_id account, str hash, instant expires_at,
                       instant now);
err recovery_store_count(struct db *db, account_id account, instant since, int64_t *out);
err recovery_store_find(struct db *db, account_id account, instant now, struct recovery *out);
err recovery_store_try(struct db *db, int64_t code);
// Fails with ACCOUNT_CODE_UNFIT when it was used meanwhile.
err recovery_store_use(struct db *db, int64_t code, instant now);
