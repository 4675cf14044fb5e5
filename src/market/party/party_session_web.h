// Sessions: the person behind a cookie, and asking again before a binding deed.
#pragma once

#include "market/party/party.h"
#include "market/party/party_try_action.h"
#include "platform/unit/unit.h"
#include "platform/web/form_key.h" // SESSION_COOKIE
#include "platform/web/request.h"

// Absolute end of a session; security.md 6 of the house names 12 hours.
#define SESSION_LONGEST_S (INT64_C(12) * 3600)

extern const struct fault SESSION_WRONG_SECRET; // INVALID: password or code does not fit
// INVALID: nothing was typed, as where the form was shown while the last time was fresh
extern const struct fault SESSION_SECRET_MISSING;
extern const struct fault SESSION_TOO_SOON;     // INVALID: too many wrong tries just now
extern const struct fault SESSION_CODE_MISSING; // INVALID: this role shows a code as well
extern const struct fault SESSION_NO_PARTY;     // DENIED: no role in force today
extern const struct fault SESSION_TURNED;       // CONFLICT: the cookie was replaced just now

// Fill *actor from the session cookie; a visitor when there is none, it has ended or its role has.
// Notes the session's last use once a minute. At most two statements, or four with a cookie that
// has ended. The cookie from before a re-authentication opens for LIMIT_SESSION_OLD_S more; the
// form that was posted then, posted again, for LIMIT_SESSION_AGAIN_S, and it gets the new cookie
// again. What was confirmed for the new cookie is not confirmed for the old one.
err party_load_actor(struct unit *u, const struct request *rq, struct actor *actor);

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

// Was the person asked within the last five minutes (SESSION_CONFIRM_S)? A `before` may then leave
// the question out.
#define SESSION_CONFIRM_S (INT64_C(5) * 60)
bool session_is_confirmed(const struct unit *u);

// In the handler: fails with the check's fault (and notes the wrong try), else remembers the
// confirmation and gives the session a new cookie, u->session_token. The session stays the same,
// and so does the token of its forms: pages that lie open in other tabs can still be sent. A post
// by the cookie from before changes none: a newer one is on its way to that browser. *out_method is
// "password" or "code".
err session_confirm(struct unit *u, const struct request *rq, const char **out_method);

// A party a person may act for today, with all roles held there.
struct session_party {
    institution_id institution; // both NO_ID: the platform
    supplier_id supplier;
    public_no no; // NO_ID: the platform
    str name;
    str roles; // "계약담당, 검사자"
    enum party_state state;
    uint64_t rights;
};
typedef LIST(struct session_party) session_party_list;

err session_list_parties(struct unit *u, account_id account, session_party_list *out);

struct session_begun {
    str token;          // the cookie's value
    size_t party_count; // how many there are to choose from
    bool password_due;  // an institution's rule: the rights sleep until there is a new one
};

// Begin a session for a checked person at the first active party, or at the first. Fails with
// SESSION_NO_PARTY.
err session_begin(struct unit *u, const struct session_check *check, str address,
                  struct session_begun *out);

// Go on at another party of the person who acts (NO_ID: the platform), under a new cookie; the last
// end of the session stays. Fails with PARTY_UNKNOWN, or with SESSION_TURNED when the request came
// by a cookie that was replaced.
err session_switch(struct unit *u, const struct request *rq, public_no party, str *out_token);

err session_end(struct unit *u);
