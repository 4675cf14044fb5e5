// People and parties for tests: a row a call, each committed at once.
#pragma once

#include "market/party/party.h"
#include "platform/db/db_testing.h"
#include "platform/unit/unit.h"

struct testing_row {
    int64_t id;
    public_no no;
};

// The library, the key that seals secrets and the folder for files, of this process alone. Once a
// program; the folder is removed at the end.
void party_testing_begin(void);
void party_testing_end(void);
// The same for cmocka_run_group_tests.
int party_testing_group_begin(void **state);
int party_testing_group_end(void **state);

// A small file that is what its name says.
#define PARTY_TESTING_PDF "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"

struct testing_row party_testing_institution(struct testing_db *t, const char *name,
                                             enum party_state state);
struct testing_row party_testing_department(struct testing_db *t, struct testing_row institution,
                                            const char *name);
struct testing_row party_testing_supplier(struct testing_db *t, const char *name,
                                          const char *business_no, enum party_state state);
// `password` and `totp` (base32) may be NULL.
struct testing_row party_testing_person(struct testing_db *t, const char *email, const char *name,
                                        const char *password, const char *totp);
// From now on this person has a second factor (base32); after party_testing_begin.
void party_testing_factor(struct testing_db *t, account_id account, const char *totp);
// At an institution, a supplier, or (both NULL) the platform.
struct testing_row party_testing_role(struct testing_db *t, struct testing_row person,
                                      const struct testing_row *institution,
                                      const struct testing_row *supplier, enum party_role role);
// A live session of the person at a party (both NULL: the platform), as rows of the tests need it.
session_id party_testing_session_at(struct testing_db *t, struct testing_row person,
                                    const struct testing_row *institution,
                                    const struct testing_row *supplier, instant now);
session_id party_testing_session(struct testing_db *t, struct testing_row person, instant now);

// Who acts in a test of a page: a person in a role at a party, with a session.
struct actor party_testing_actor(struct testing_db *t, struct testing_row person,
                                 const struct testing_row *institution,
                                 const struct testing_row *supplier, enum party_role role,
                                 instant now);

int64_t party_testing_count_audit(struct testing_db *t, const char *act);
int64_t party_testing_count_notices(struct testing_db *t, struct testing_row person,
                                    const char *kind);
// Offers to be filed anew in the search index.
int64_t party_testing_count_changes(struct testing_db *t);
int64_t party_testing_count_sessions(struct testing_db *t, struct testing_row person);
// The digits of the code sent last; empty when there is none.
str party_testing_code(struct testing_db *t, struct testing_row person);
// A district of the city, and one product with an offer of the firm.
void party_testing_district(struct testing_db *t, const char *code, const char *name);
void party_testing_offer(struct testing_db *t, struct testing_row supplier);
