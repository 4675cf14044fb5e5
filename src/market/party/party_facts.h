// What firms and institutions say of themselves when they join, and what of it can be checked.
//
// Pure: no clock, no database, no HTTP.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"
#include "market/party/party.h"

// The terms and the privacy notice that sign-ups consent to, by the day they began to hold.
#define PARTY_TERMS_VERSION "제1판"

extern const struct fault SIGNUP_TAKEN;      // REFUSED: e-mail or business number is known already
extern const struct fault SIGNUP_IS_ACTIVE;  // REFUSED: the institution has joined: ask its admin
extern const struct fault SIGNUP_IS_WAITING; // REFUSED: somebody else's application is looked at
extern const struct fault SIGNUP_NOT_RETURNED; // CONFLICT: nothing to mend

extern const struct fault
    COMPANY_NEEDS_LICENCE; // REFUSED: what the licence says changed without a new one

// As the 사업자등록증 has it; texts within LIMIT_NAME or LIMIT_LINE characters.
struct supplier_facts {
    str name;
    str business_no;  // 10 digits, the last of which checks (I-01)
    str corporate_no; // 13 digits, or empty
    str representative;
    bool is_corporation;
    str business_type; // 업태
    str business_item; // 종목
    str district_code;
    str district_name; // read, never written
    str address;
    str phone;
    str email;
    str introduction;
    date opened_on; // 개업일, or DATE_NONE
};

struct supplier {
    supplier_id id;
    public_no no;
    struct supplier_facts facts;
    enum party_state state;
    date sanctioned_until; // 부정당업자 제재: last day, or DATE_NONE
    file_id license;       // 사업자등록증, or NO_ID
    str bank_name;
    str bank_account; // sealed
    str bank_holder;
    instant created_at;
    instant activated_at; // 0: never yet
    int64_t version;
};

struct institution_facts {
    str business_no; // 고유번호, 10 digits like a business number (I-02)
    str address;
    str phone;
    str head_title; // 구청장, 교장 …
};

// Who heads an institution, in full: 대구광역시장 of 대구광역시 and 시장, 대구광역시 중구청장 of
// 대구광역시 중구 and 구청장 or 중구청장, 대구공단 이사장. Without a title the name alone.
str party_head_style(struct arena *arena, str name, str head_title);

struct institution {
    institution_id id;
    public_no no;
    str code; // of the set-up data, or empty
    str name;
    str kind;
    str regime; // word of the law
    str district_name;
    str parent_name;
    struct institution_facts facts;
    enum party_state state;
    instant created_at;
    int64_t version;
};

// Is the last digit of a corporate number the check digit of the old rule? Numbers given since
// 2025-01-31 have none, so this is a hint and never a refusal (I-03, I-05).
bool party_corporate_no_fits(str thirteen_digits);

// Do two firms' facts agree in all that the licence says?
bool supplier_licence_agrees(const struct supplier_facts *a, const struct supplier_facts *b);

// Digits with single hyphens between or none: how many; 0 where anything else stands there.
size_t party_count_digits(str s);
// 8 to 20 digits with hyphens between or none; there is no common check digit (I-08).
bool party_bank_account_is_valid(str s);

// What the page calls a kind of institution of the set-up data.
str party_institution_kind_label(str kind);

// What the page calls a step of a sign-up (applied, approved, returned, suspended, restored), and
// the tone it has in a timeline.
str party_decision_label(str decision);
str party_decision_tone(str decision);

// The regimes an institution may have, and what the page calls one (R-01 … R-08).
extern const char *const PARTY_REGIMES[];
extern const size_t PARTY_REGIME_COUNT;
str party_regime_label(str regime);
