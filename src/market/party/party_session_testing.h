// A browser with cookies of its own that logs in, comes in and is asked again. Trouble fails the
// test.
#pragma once

#include "market/party/party_session_web.h"
#include "market/party/party_testing.h"
#include "platform/web/web_testing.h"

#define SESSION_TESTING_PASSWORD "quiet maple river"
#define SESSION_TESTING_TOTP "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#define SECOND INT64_C(1000000) // microseconds
#define TOKEN_LENGTH 64

// The pages of the account, and beside them /confirmed, 200 when a deed would not ask this person
// again, and /acting, the role in which they act.
void session_testing_open(struct web_test *t, struct testing_db *database);
// An officer of 중구, with the password and no second factor.
void session_testing_officer(struct testing_db *d, const char *email);
const char *session_testing_code(struct testing_db *d); // of the second factor, now

struct web_answer session_testing_log_in(struct web_test *t, const char *email,
                                         const char *password, const char *code);
// What a refused try tells. w: the secret is wrong; s: it is too soon.
char session_testing_told(struct web_answer a);
// The session's cookie that an answer sets; empty when it sets none.
str session_testing_token(struct web_answer a);
// Show this cookie from now on. Does it open the pages of the account?
void session_testing_show(struct web_test *t, str token);
bool session_testing_opens(struct web_test *t, str token);
const char *session_testing_csrf(struct web_test *t, struct web_answer page);
// Log in and go on with the cookie, which it answers, and the token of the session's forms.
str session_testing_come_in(struct web_test *t, const char *email, const char *code);
// A form that asks again.
struct web_answer session_testing_contact(struct web_test *t, const char *version,
                                          const char *secret);
