// Applying to join: a firm, or an institution of the list.
#pragma once

#include "market/party/party_facts.h"
#include "platform/file/file.h"

// A person who has no account yet.
struct signup_person {
    str email; // lower case
    str name;
    str phone;
    str password_hash;
};

// Where the person works at the institution.
struct signup_post {
    str title; // 주무관 …
    str department_name;
};

// A visitor (`person`) or who is logged in (NULL) applies for a firm. Fails with ACCOUNT_TOO_SOON,
// SIGNUP_TAKEN, FILE_*.
err signup_action_supplier(struct unit *u, const struct signup_person *person,
                           const struct supplier_facts *facts, const struct upload *licence);
// The same for an institution that has not joined. Roles of an earlier applicant who was sent back
// end. Fails with ACCOUNT_TOO_SOON, PARTY_UNKNOWN, SIGNUP_IS_ACTIVE, SIGNUP_IS_WAITING,
// SIGNUP_TAKEN, FILE_*.
err signup_action_institution(struct unit *u, const struct signup_person *person, public_no no,
                              const struct institution_facts *facts, const struct signup_post *post,
                              const struct upload *paper);

// Who was sent back mends the facts and applies again; without a new paper (NULL) the old one
// stands. Fail with SIGNUP_NOT_RETURNED, PARTY_CHANGED, FILE_*.
err signup_action_mend_supplier(struct unit *u, int64_t version, const struct supplier_facts *facts,
                                const struct upload *licence);
err signup_action_mend_institution(struct unit *u, int64_t version,
                                   const struct institution_facts *facts,
                                   const struct signup_post *post, const struct upload *paper);
