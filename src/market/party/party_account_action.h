// What people do to their own account, and the codes that let them in again.
#pragma once

#include "market/party/party_account_store.h"
#include "platform/unit/unit.h"

// A code and its hash, made in the `before` of a route: hashing takes a fifth of a second.
struct account_code {
    str code;
    str hash;
};
struct account_code account_code_new(struct arena *a);

// Send a person a code that opens the account once within `lasts_s` seconds; earlier ones are
// closed. `words` say what it is for.
err account_action_send_code(struct unit *u, account_id account, const struct account_code *code,
                             str words, int64_t lasts_s);

// Somebody who says to be `account` (NO_ID: nobody's log-in name) asks for a code. The answer is
// the same whatever comes of it; an address that asks too often is refused with ACCOUNT_TOO_SOON.
err account_action_ask_code(struct unit *u, account_id account, const struct account_code *code);

// The code fitted: a new password, every session ends, the person is told. Fails with
// ACCOUNT_CODE_UNFIT.
err account_action_recover(struct unit *u, account_id account, int64_t code, str password_hash);
// It did not: count the try, of the code (0: there was none) and of the address. A note.
void account_note_wrong_code(struct unit *u, int64_t code);

// The person who acts, having shown the old password: other sessions end.
err account_action_change_password(struct unit *u, str password_hash);
err account_action_change_contact(struct unit *u, int64_t version, str name, str phone);
// The secret of an app that showed the code of `step`; other sessions end.
err account_action_set_factor(struct unit *u, str secret, int64_t step);
err account_action_end_other_sessions(struct unit *u);

// Tell the operators something, all but one of them (NO_ID: all): LIMIT_OPERATORS_TOLD at most.
err account_tell_operators(struct unit *u, account_id but, str kind, str title, str text, str path);
