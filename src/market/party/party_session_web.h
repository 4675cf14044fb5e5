// Sessions: the person behind a cookie, the party they act for, and that they were asked again
// before a binding deed. Whether what they typed is right is party_check_web.h.
#pragma once

#include "market/party/party.h"
#include "market/party/party_check_web.h"
#include "platform/web/form_key.h" // SESSION_COOKIE

// Absolute end of a session; security.md 6 of the house names 12 hours.
#define SESSION_LONGEST_S (INT64_C(12) * 3600)

extern const struct fault SESSION_NO_PARTY; // DENIED: no role in force today
extern const struct fault SESSION_TURNED;   // CONFLICT: the cookie was replaced just now

// Fill *actor from the session cookie; a visitor when there is none, it has ended or its role has.
// Notes the session's last use once a minute. At most two statements, or four with a cookie that
// has ended. The cookie from before a re-authentication opens for LIMIT_SESSION_OLD_S more; the
// form that was posted then, posted again, for LIMIT_SESSION_AGAIN_S, and it gets the new cookie
// again. What was confirmed for the new cookie is not confirmed for the old one.
err party_load_actor(struct unit *u, const struct request *rq, struct actor *actor);

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
