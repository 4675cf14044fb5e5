// Passwords people may choose: long enough, and not the first ones a stranger would try.
//
// Pure: no clock, no database, no HTTP. The site has no rule of composition and forces no change
// (NIST SP 800-63B, ASVS 6.2): length and the lists do more. An institution may ask for them of its
// own people (party_policy), since its inspectors do.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

#define PARTY_PASSWORD_LEAST 8 // characters; 15 are advised
#define PARTY_PASSWORD_KINDS 4 // of characters: capitals, small letters, digits, all others

extern const struct fault PARTY_PASSWORD_SHORT;  // INVALID
extern const struct fault PARTY_PASSWORD_LONG;   // INVALID: beyond LIMIT_PASSWORD characters
extern const struct fault PARTY_PASSWORD_COMMON; // INVALID: on the list, a run, or a date
extern const struct fault
    PARTY_PASSWORD_HOUSE_SHORT; // INVALID: these three by an institution's rule
extern const struct fault PARTY_PASSWORD_HOUSE_KINDS;
extern const struct fault PARTY_PASSWORD_HOUSE_AGAIN; // one of the last ones
extern const struct fault PARTY_PASSWORD_OWN; // INVALID: made of the person's or firm's own name

// May this be a password? `own` are the words a stranger knows of the person: name, e-mail, phone,
// firm; empty ones are passed over. Fails with PARTY_PASSWORD_SHORT, _LONG, _COMMON, _OWN, in this
// order.
err party_password_check(struct arena *a, str password, const str *own, size_t own_count);

// What the institutions of a person ask beyond that, the strictest of each; 0: nothing.
struct password_rules {
    int64_t length; // characters at least
    int64_t kinds;  // of characters at least, of PARTY_PASSWORD_KINDS
    int64_t days;   // a password lasts; the day it was set does not count
    int64_t last;   // so many passwords do not come again, the one in use among them
};

// Fails with PARTY_PASSWORD_HOUSE_SHORT, _KINDS, in this order.
err party_password_check_house(const struct password_rules *r, str password);
// Is a password that was set on this day to be changed?
bool party_password_is_due(const struct password_rules *r, date set_on, date today);
// "12자 이상, 글자 3가지 이상(…), …"; empty: nothing is asked.
str party_password_house_words(struct arena *a, const struct password_rules *r);
