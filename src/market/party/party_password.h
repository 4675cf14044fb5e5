// Passwords people may choose: long enough, and not the first ones a stranger would try.
//
// Pure: no clock, no database, no HTTP. No rule of composition and no forced change (NIST SP
// 800-63B, ASVS 6.2): length and the lists do more.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define PARTY_PASSWORD_LEAST 8 // characters; 15 are advised

extern const struct fault PARTY_PASSWORD_SHORT;  // INVALID
extern const struct fault PARTY_PASSWORD_LONG;   // INVALID: beyond LIMIT_PASSWORD characters
extern const struct fault PARTY_PASSWORD_COMMON; // INVALID: on the list, a run, or a date
extern const struct fault PARTY_PASSWORD_OWN;    // INVALID: made of the person's or firm's own name

// May this be a password? `own` are the words a stranger knows of the person: name, e-mail, phone,
// firm; empty ones are passed over. Fails with PARTY_PASSWORD_SHORT, _LONG, _COMMON, _OWN, in this
// order.
err party_password_check(struct arena *a, str password, const str *own, size_t own_count);
