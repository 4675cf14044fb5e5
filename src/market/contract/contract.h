// The contract: what both sides sign, and where its fulfilment stands.
//
// Pure rules: no clock, no database, no HTTP. Amounts in won; dates are calendar days. States and
// moves are drawn in README.md. Each move of a contract moves its purchase along.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "market/law/law.h"
#include "market/purchase/purchase.h"

enum contract_state {
    CONTRACT_OFFERED,         // 서명 대기
    CONTRACT_SIGNED_SUPPLIER, // 기업 서명
    CONTRACT_SIGNED,          // 계약 체결
    CONTRACT_DELIVERED,       // 납품·검사 중
    CONTRACT_ACCEPTED,        // 검사 합격
    CONTRACT_CLAIMED,         // 대금 청구
    CONTRACT_PAID,            // 지급 완료
    CONTRACT_VOID,            // 무효·취소
    CONTRACT_STATE_COUNT
};

enum contract_event {
    CONTRACT_SIGN_SUPPLIER,
    CONTRACT_SIGN_INSTITUTION, // both have signed: it binds
    CONTRACT_DELIVER,          // a delivery was noted
    CONTRACT_ACCEPT,           // everything ordered is delivered and accepted
    CONTRACT_CLAIM,
    CONTRACT_REFUSE_CLAIM,
    CONTRACT_PAY,
    CONTRACT_CANCEL, // before it binds
    CONTRACT_EVENT_COUNT
};

enum contract_kind {
    CONTRACT_DOCUMENT,
    CONTRACT_ACCEPTANCE,
    CONTRACT_KIND_COUNT
};                       // 계약서, 승낙사항
enum contract_security { // 계약보증
    CONTRACT_PROMISE,    // 지급각서
    CONTRACT_BOND,       // 보증보험
    CONTRACT_CASH,       // 현금
    CONTRACT_SECURITY_COUNT
};

extern const struct fault CONTRACT_UNKNOWN;     // MISSING: no such contract, or another's
extern const struct fault CONTRACT_CHANGED;     // CONFLICT: somebody else saved it first
extern const struct fault CONTRACT_WRONG_STATE; // CONFLICT
extern const struct fault CONTRACT_FILES_FULL;  // REFUSED: the case has LIMIT_CASE_FILES
extern const struct fault CONTRACT_ALTERED;     // REFUSED: its content is not what was signed

struct contract {
    contract_id id;
    public_no no;
    str number; // 2026-1187, within the institution
    purchase_id purchase;
    public_no purchase_no;
    institution_id institution;
    str institution_name;
    enum law_regime regime; // of the institution
    supplier_id supplier;
    str supplier_name;
    bool supplier_is_active; // as read, not as drawn
    date sanctioned_until;   // of the supplier, last day; DATE_NONE: not barred
    enum contract_kind kind;
    str title;
    enum law_object object;
    money price; // VAT included; the sum of its lines
    money supply;
    money vat;
    money estimated; // 추정가격 at the request
    enum contract_security security;
    money security_amount;
    int64_t delay_ppm;                    // 지연배상금률 a day, millionths
    enum law_delay_variant delay_variant; // by which it was drawn
    str delivery_place;
    str scope;          // 과업 내용, as its case was approved with
    date contracted_on; // both signed; DATE_NONE before. Certificates are judged on it
    date starts_on;     // DATE_NONE before
    date ends_on;       // last day of performance
    str ground;         // 수의계약 근거
    str reason;         // 구체적 사유
    str rule_ids;       // rows it was judged by
    str content;        // the canonical document that both sign
    str content_hash;   // SHA-256 of it
    enum contract_state state;
    bool is_training;
    bool is_demo;
    instant created_at;
    instant moved_at;
    int64_t version;
};

struct contract_line {
    int64_t id;
    int64_t seq;
    int64_t purchase_line; // its row
    product_id product;
    str category_code;
    str title;
    str unit;
    int64_t quantity;
    money price;  // a unit, VAT included
    money amount; // quantity × price
};
typedef LIST(struct contract_line) contract_line_list;
// A line as it was bought; quantity × price is an amount, which purchase_sum saw to.
struct contract_line contract_line_of(const struct purchase_line *l);

const char *contract_state_word(enum contract_state state);
int contract_state_from(str word); // -1: unknown
str contract_state_label(enum contract_state state);
str contract_state_tone(enum contract_state state); // ok warn bad now off
const char *contract_kind_word(enum contract_kind kind);
int contract_kind_from(str word);
str contract_kind_label(enum contract_kind kind); // 계약서, 승낙사항
const char *contract_security_word(enum contract_security security);
int contract_security_from(str word);
str contract_security_label(enum contract_security security);

// Where `event` leads from `state`. Fails with CONTRACT_WRONG_STATE; *state is then untouched.
err contract_move(enum contract_state *state, enum contract_event event);
bool contract_may(enum contract_state state, enum contract_event event);
// The move of the purchase that goes with it; false: the purchase stays where it is.
bool contract_purchase_event(enum contract_event event, enum purchase_event *out);

// What is true of every contract between two calls.
bool contract_is_valid(const struct contract *c);
