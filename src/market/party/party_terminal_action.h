// What who has the machine itself does to accounts, from its terminal: who the person is was
// checked by other means, which the reason tells.
#pragma once

#include "market/party/party_account_action.h"

extern const struct fault TERMINAL_ALREADY;  // REFUSED: it is as asked for already
extern const struct fault TERMINAL_LOCKED;   // REFUSED: the account is closed
extern const struct fault TERMINAL_OPERATES; // REFUSED: the person is an operator already

struct new_operator {
    str email; // lower case
    str name;  // of somebody new; of others what they say of themselves stays
    str phone;
    str reason;
};

// No log-in any more; every session ends. Fail with ACCOUNT_UNKNOWN, TERMINAL_ALREADY.
err terminal_action_lock(struct unit *u, str email, str reason);
err terminal_action_unlock(struct unit *u, str email, str reason);

// Take the second factor away: rights that need one sleep until a new app is set up, every session
// ends, and the person is told. Fails with ACCOUNT_UNKNOWN, TERMINAL_LOCKED,
// TERMINAL_ALREADY.
err terminal_action_reset_factor(struct unit *u, str email, str reason);

// Make somebody an operator from today on. Who is new gets an account that `code` opens once
// (*out_is_new); it is shown to nobody but the caller. Fails with TERMINAL_LOCKED,
// TERMINAL_OPERATES.
err terminal_action_add_operator(struct unit *u, const struct new_operator *n,
                                 const struct account_code *code, bool *out_is_new);

// Everybody is about to be listed.
err terminal_action_list(struct unit *u);
