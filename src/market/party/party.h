// Who takes part: institutions with their departments, suppliers, people and their roles.
//
// Pure rules: no clock, no database, no HTTP. A person has one account and any number of roles,
// each from a day to a day; rights follow from the roles alone.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

enum party_role {
    PARTY_OFFICER,    // 구매·계약담당
    PARTY_APPROVER,   // 결재자
    PARTY_INSPECTOR,  // 검사자
    PARTY_ACCOUNTANT, // 지출담당
    PARTY_ADMIN,      // 기관 관리자
    PARTY_OWNER,      // 공급기업 대표
    PARTY_STAFF,      // 공급기업 직원
    PARTY_OPERATOR,   // 플랫폼 운영자
    PARTY_ROLE_COUNT
};

// Where a sign-up stands; suppliers and institutions walk the same way.
enum party_state {
    PARTY_LISTED,    // known from the set-up data, not joined
    PARTY_APPLIED,   // waits for the operator
    PARTY_RETURNED,  // sent back with a reason, may apply again
    PARTY_ACTIVE,    //
    PARTY_SUSPENDED, // stopped by the operator with a reason
    PARTY_STATE_COUNT
};

enum party_event {
    PARTY_APPLY,
    PARTY_APPROVE,
    PARTY_RETURN,
    PARTY_SUSPEND,
    PARTY_RESTORE,
    PARTY_EVENT_COUNT
};

extern const struct fault PARTY_WRONG_STATE;   // CONFLICT
extern const struct fault PARTY_NEEDS_REASON;  // INVALID: returning or suspending without words
extern const struct fault PARTY_UNKNOWN;       // MISSING
extern const struct fault PARTY_ROLE_UNFIT;    // REFUSED: a supplier's role at an institution
extern const struct fault PARTY_TERM_REVERSED; // INVALID: last day before first
extern const struct fault PARTY_CHANGED;       // CONFLICT: changed by somebody else meanwhile

// The word of a role or state in the database, and back; -1 for an unknown word.
const char *party_role_word(enum party_role role);
int party_role_from(str word);
const char *party_state_word(enum party_state state);
int party_state_from(str word);

// What the page calls a role or a state; the tone is a class of web/README.md's `st`.
str party_role_label(enum party_role role);
str party_state_label(enum party_state state);
str party_state_tone(enum party_state state);

// The rights that a role gives; RIGHT_SIGNED_IN is always among them.
uint64_t party_role_rights(enum party_role role);

// What is left of these rights at a party in this state: at one that is not active a person may
// only see where it stands, and what asks for a second factor sleeps until there is one.
uint64_t party_rights_awake(uint64_t rights, enum party_state state, bool has_second_factor);

// Does a role belong at an institution, at a supplier, or at neither?
enum party_side { PARTY_AT_INSTITUTION, PARTY_AT_SUPPLIER, PARTY_AT_PLATFORM };
enum party_side party_role_side(enum party_role role);

// Is a membership of these days in force on `on`? Both days count.
bool party_term_holds(date first_day, date last_day, date on);

// Move a sign-up. Fails with PARTY_WRONG_STATE, then PARTY_NEEDS_REASON; *state is untouched.
err party_move(enum party_state *state, enum party_event event, str reason);

// Ten digits whose last is the check digit: weights 1,3,7,1,3,7,1,3,5 on the first nine, plus
// floor(d9 × 5 / 10); check = (10 − sum mod 10) mod 10. Uniform practice, I-01.
bool party_business_no_is_valid(str ten_digits);

// Minutes without use before a session ends: operator 10, others 30 (KWCAG 6.2.1, site policy).
int64_t party_idle_s(uint64_t rights);

// Must this person show a second factor? Those who approve, inspect or pay, and the operator.
bool party_needs_second_factor(uint64_t rights);

// Seconds to wait after `failed_count` wrong tries in a row: none for the first 4, then doubling
// from 2 s to 15 minutes. Never for ever: a stranger cannot lock an owner out.
int64_t party_backoff_s(int64_t failed_count);
