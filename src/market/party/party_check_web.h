// Is it them? What is typed at a log-in, or before a binding deed, against the person's password
// and code. Wrong tries make the next ones wait; no account is ever locked.
#pragma once

#include "market/party/party_try_action.h"
#include "platform/unit/unit.h"
#include "platform/web/request.h"

extern const struct fault SESSION_WRONG_SECRET; // INVALID: password or code does not fit
// INVALID: nothing was typed, as where the form was shown while the last time was fresh
extern const struct fault SESSION_SECRET_MISSING;
extern const struct fault SESSION_TOO_SOON;     // INVALID: too many wrong tries just now
extern const struct fault SESSION_CODE_MISSING; // INVALID: this role shows a code as well

// What a log-in or a confirmation found; made in `before`, used by the handler.
struct session_check {
    err fault; // NULL: the secret fits
    account_id account;
    str name;
    struct try_marks marks;
    int64_t totp_step;  // 0: no code was shown
    bool by_code;       // confirmed with a code rather than the password
    bool is_wrong;      // a wrong try, for try_note_wrong
    str outdated_hash;  // of the right password, made at another cost than today's; empty: it was
                        // not
    str fresh_hash;     // of the same, to take its place
    bool is_wrong_code; // of somebody who is held up, for try_note_wrong_code
};

// Check e-mail, password and (where the role or the account asks for it) the code.
// For the `before` of a route: hashing takes 0.2 s and holds no lock. An unknown e-mail takes as
// long as a known one, is slowed by the same steps for as long, whatever its owner does elsewhere,
// and is answered in the same words.
err session_check_login(struct unit *u, str email, str password, str code,
                        struct session_check *out);

// `before` of routes that ask again: the field "secret" holds the password or a fresh code of the
// person who acts. Leaves a struct session_check in rq->prepared.
err session_before_confirm(struct unit *u, struct request *rq);

// It fits, and what comes of it is kept: tries are forgiven, the code is used up, and the password
// is hashed at today's cost.
err session_check_succeeded(struct unit *u, const struct session_check *check);
