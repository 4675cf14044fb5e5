// A person's own account: what it says of itself, its codes, its second factor.
//
// Pure: no clock, no database, no HTTP.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault ACCOUNT_UNKNOWN;    // MISSING
extern const struct fault ACCOUNT_CODE_UNFIT; // INVALID: wrong, used, too old, or tried too often
extern const struct fault ACCOUNT_TOO_SOON;   // INVALID: too many tries from this address
extern const struct fault ACCOUNT_PASSWORDS_DIFFER; // INVALID
extern const struct fault ACCOUNT_FACTOR_UNFIT;     // INVALID: the app's code is not of this secret
extern const struct fault ACCOUNT_FACTOR_BY_CODE;   // REFUSED: a new factor is confirmed by the old

struct account {
    account_id id;
    public_no no;
    str email; // log-in name, lower case
    str name;
    str phone;
    bool has_second_factor;
    bool is_active;
    int64_t version;
};

// A role of the person, now or once.
struct account_role {
    str organisation;
    str role;
    str title;
    date first_day;
    date last_day; // DATE_NONE: open
    bool holds;    // today
};

// Could this be an e-mail address, or a telephone number of 9 to 11 digits with hyphens or without?
// Whether it reaches the person, only a message can tell.
bool account_email_is_valid(str s);
bool account_phone_is_valid(str s);

// "JBSW Y3DP …": as people copy it by hand, and the address that apps read.
str account_secret_grouped(struct arena *a, str base32);
str account_secret_address(struct arena *a, str site_name, str email, str base32);
