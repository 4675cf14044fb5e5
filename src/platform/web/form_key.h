// Posted forms: that they come from a page of ours, and that each is one deed.
//
// A page's forms carry the token of the session (csrf) and a one-time key (form_key). The answer to
// a deed is kept in the transaction of the deed itself: the same form posted again gets that
// answer. A visitor has no session; a cookie made when a form is first shown stands in for it.
#pragma once

#include "platform/unit/unit.h"
#include "platform/web/request.h"

#define VISIT_COOKIE "__Host-visit"
#define SESSION_COOKIE "__Host-dure"

extern const struct fault FORM_FOREIGN; // DENIED: posted from another site
extern const struct fault FORM_STALE;   // DENIED: the token is missing or of another session
extern const struct fault FORM_NO_KEY;  // INVALID: without a one-time key
extern const struct fault FORM_DONE;    // CONFLICT: done already, and its page was not kept

// The visitor's token from the cookie; empty when there is none.
str form_visit(const struct request *rq);
// The token that the forms of this person carry. `visit` is a visitor's.
str form_csrf(struct arena *a, const struct actor *actor, str visit);

// By the headers alone. Fails with FORM_FOREIGN.
err form_check_origin(const struct request *rq);
// Fails with FORM_STALE, then FORM_NO_KEY.
err form_check_token(struct arena *a, const struct request *rq, const struct actor *actor,
                     str visit);

// Which deed of whom a posted form is: its key, its path and all that was filled in. What is
// changed and posted again from the same page is another deed.
struct form_deed {
    str key;
    str owner; // a:<account> or v:<hash of the visitor's token>
    str route; // the pattern
};
struct form_deed form_deed_of(struct arena *a, const struct request *rq, const struct actor *actor,
                              str visit, str route);

struct form_answer {
    int64_t status; // 0: the deed was not done yet
    str location;
};
err form_answer_find(struct db *db, const struct form_deed *deed, struct form_answer *out);
// Fails with DB_COLLISION when the same form was answered meanwhile: run the unit again.
err form_answer_keep(struct unit *u, const struct form_deed *deed, int64_t status, str location);
