// What the admin of an institution, or the owner of a firm, does with its people; departments,
// approval lines and delegation. Everything is done at the party of who acts.
#pragma once

#include "market/party/party_account_action.h"
#include "market/party/party_member_store.h"
#include "market/party/party_org_store.h"

// A person as typed by who gives a role. Of somebody who has an account only the e-mail counts.
struct org_person {
    str email; // lower case
    str name;
    str phone;
};

// The party of who acts.
struct party_place org_place(const struct unit *u);

// Give a role (m's account, place and giver are filled in here). Somebody new gets an account and a
// first code by message; others are told. Their sessions here end, so that the next one asks for
// what the role asks for. Fails with PARTY_ROLE_UNFIT, ORG_BEGINS_PAST, PARTY_TERM_REVERSED,
// ORG_ACCOUNT_CLOSED, ORG_ROLE_HELD.
err org_action_give_role(struct unit *u, const struct org_person *person,
                         const struct new_member *m, const struct account_code *code);

// End a role: at once (`last_day` DATE_NONE: yesterday was the last, sessions here end now) or with
// a last day from today on. Fails with PARTY_UNKNOWN, ORG_TERM_OVER, ORG_LAST_ADMIN,
// PARTY_NEEDS_REASON, PARTY_CHANGED.
err org_action_end_role(struct unit *u, public_no no, date last_day, str reason);

// Fail with ORG_DEPARTMENT_KNOWN; saving also with PARTY_UNKNOWN, PARTY_CHANGED.
err org_action_add_department(struct unit *u, str name);
err org_action_save_department(struct unit *u, public_no no, int64_t version, str name,
                               bool is_closed);

// Name a person of a step. Fails with ORG_BEGINS_PAST, PARTY_TERM_REVERSED, LINE_NOT_APPROVER,
// LINE_SAME.
err org_action_add_line(struct unit *u, const struct approval_line *typed, public_no approver);
// Fails with LINE_UNKNOWN, ORG_TERM_OVER (before yesterday), PARTY_CHANGED.
err org_action_end_line(struct unit *u, public_no no, date last_day, str reason);

// `from` (NO_ID: who acts) is represented by `to` for a time. Another's is the admin's to give.
// Fails with ORG_NOT_ADMIN, LINE_NOT_APPROVER, DELEGATION_*, ORG_BEGINS_PAST, PARTY_TERM_REVERSED.
err org_action_delegate(struct unit *u, public_no from, public_no to,
                        const struct delegation *typed);
// By who gave it or the admin. Fails with DELEGATION_UNKNOWN, PARTY_CHANGED.
err org_action_revoke(struct unit *u, public_no no);
