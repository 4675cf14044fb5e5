// Parties that apply, and the operator who decides, for tests of both desks.
#pragma once

#include "market/party/party_institution_store.h"
#include "market/party/party_testing.h"
#include "platform/web/web_testing.h"

#define SIGNUP_TESTING_PASSWORD "quiet maple river"

// The paper that goes with an application.
extern const struct web_file SIGNUP_TESTING_LICENCE;

// The forms of those who apply, and the desk of who decides; with a district of the city.
void signup_testing_open(struct web_test *t, struct testing_db *database);
struct actor signup_testing_operator(struct testing_db *d);

// An institution's address below `head`; its form, sent in; the row as it is now; a decision.
const char *signup_testing_path(struct testing_db *d, struct testing_row row, const char *head);
struct web_answer signup_testing_apply(struct web_test *t, struct testing_row row,
                                       const char *email);
struct institution signup_testing_institution(struct testing_db *d, struct testing_row row);
struct web_answer signup_testing_decide(struct web_test *t, struct testing_row row,
                                        const char *what, const char *reason);
