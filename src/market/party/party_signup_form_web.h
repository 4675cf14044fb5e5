// What the forms of a firm and of an institution that apply have in common.
#pragma once

#include "market/party/party_signup_action.h"
#include "market/party/party_signup_web.h"

// The `before` of a form that a visitor posts with a new password: checks and hashes it. Leaves a
// struct signup_secret. Who is logged in has one already.
struct signup_secret {
    err fault;  // of the password
    err differ; // of the second time it was typed
    str hash;
};
err signup_before(struct unit *u, struct request *rq);

// The person of a posted form; NULL when it is who is logged in. Consent is asked for as well.
const struct signup_person *signup_read_person(const struct unit *u, const struct request *rq,
                                               struct issues *is);
void signup_read_consent(const struct request *rq, struct issues *is);
// The file of a posted form; NULL when none came, which is an issue where one is needed.
const struct upload *signup_read_paper(const struct request *rq, struct issues *is, enum need need);
// The facts of a firm; its business number only where it is REQUIRED, since it never changes
// afterwards.
err signup_read_firm(struct unit *u, const struct request *rq, struct issues *is, enum need number,
                     struct supplier_facts *out);
// A refusal of the action joins the form: of the file at the file.
err signup_catch(struct issues *is, err fault);

struct join_person signup_typed_person(const struct request *rq);
// Where a form of joining lies, or of what was sent back.
struct crumb signup_crumb(struct arena *a, bool mends, str here);

extern const struct route JOIN_SUPPLIER_ROUTES[];
extern const size_t JOIN_SUPPLIER_ROUTE_COUNT;
extern const struct route JOIN_INSTITUTION_ROUTES[];
extern const size_t JOIN_INSTITUTION_ROUTE_COUNT;
