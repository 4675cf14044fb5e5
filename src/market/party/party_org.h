// The house of an institution or a firm: departments, people's roles, approval lines, delegation.
//
// Pure: no clock, no database, no HTTP. A line says who approves for a department from a price on;
// which of several rows a case asks is decided by the purchase.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "market/party/party.h"

extern const struct fault ORG_NOT_ADMIN;      // DENIED: neither admin nor, for one's own, approver
extern const struct fault ORG_LAST_ADMIN;     // REFUSED: nobody would be left to give roles
extern const struct fault ORG_ROLE_HELD;      // REFUSED: the person has this role on those days
extern const struct fault ORG_ACCOUNT_CLOSED; // REFUSED: the operator closed the person's account
extern const struct fault ORG_BEGINS_PAST;    // INVALID: nothing is given for days gone by
extern const struct fault ORG_TERM_OVER;      // INVALID: the last day is over
extern const struct fault ORG_DEPARTMENT_KNOWN; // REFUSED: a department of this name
extern const struct fault LINE_UNKNOWN;         // MISSING
extern const struct fault LINE_SAME;            // REFUSED: that step from that price is taken
extern const struct fault LINE_NOT_APPROVER; // REFUSED: who is named does not hold the role 결재자
extern const struct fault DELEGATION_UNKNOWN;  // MISSING: none, or another's
extern const struct fault DELEGATION_TO_SELF;  // INVALID
extern const struct fault DELEGATION_OVERLAPS; // REFUSED: for some of those days there is one
extern const struct fault DELEGATION_TOO_LONG; // INVALID: beyond DELEGATION_DAYS_MAX

#define LINE_STEPS_MAX 5        // of the schema's CHECK
#define DELEGATION_DAYS_MAX 366 // a leave of a year; who is away longer gives the role up

struct department {
    department_id id;
    public_no no;
    str name;
    bool is_closed;
    int64_t people; // who hold a role in it today
    int64_t version;
};

struct approval_line {
    int64_t id;
    public_no no;
    department_id department; // NO_ID: every one
    str department_name;      // empty: every one
    int64_t step;             // 1 … LINE_STEPS_MAX
    account_id account;
    str name;
    money from; // asked when the price is this or more
    date first_day;
    date last_day; // DATE_NONE: open
    bool approves; // the person holds the role today
};

struct delegation {
    int64_t id;
    public_no no;
    account_id from;
    str from_name;
    account_id to;
    str to_name;
    date first_day;
    date last_day;
    str reason;
    bool is_revoked;
};

// A time from today or a later day on, perhaps open: a day gone by would make a deed of that day
// look authorised. Fails with ORG_BEGINS_PAST, PARTY_TERM_REVERSED.
err org_check_term(date first_day, date last_day, date today);

// May this role be given at an institution or at a supplier? Fails with PARTY_ROLE_UNFIT.
err org_check_role(enum party_role role, bool at_institution);

// The role without which a party cannot help itself: the admin's, the owner's.
enum party_role org_keeper_role(bool at_institution);

// Fails with DELEGATION_TO_SELF, ORG_BEGINS_PAST, PARTY_TERM_REVERSED, DELEGATION_TOO_LONG.
err delegation_check(const struct delegation *d, date today);
