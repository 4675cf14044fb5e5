// The purchase: one need of a department, bought from one supplier, from the basket to the payment.
//
// Pure rules: no clock, no database, no HTTP. Its state runs through the whole trade; later nouns
// move it on with their own events. States and moves are drawn in README.md.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"

enum purchase_state {
    PURCHASE_DRAFT,       // 작성 중
    PURCHASE_ASKED,       // 견적요청 중
    PURCHASE_QUOTED,      // 견적 받음
    PURCHASE_DECLINED,    // 기업이 거절
    PURCHASE_CHOSEN,      // 견적 선정
    PURCHASE_SUBMITTED,   // 결재 중
    PURCHASE_APPROVED,    // 결재 완료
    PURCHASE_CONTRACTING, // 계약 서명 중
    PURCHASE_CONTRACTED,  // 계약 체결
    PURCHASE_DELIVERING,  // 납품·검사 중
    PURCHASE_ACCEPTED,    // 검사 합격
    PURCHASE_CLAIMED,     // 대금 청구
    PURCHASE_PAID,        // 지급 완료
    PURCHASE_HANDED_OVER, // 지정정보처리장치로 넘김
    PURCHASE_CANCELLED,   // 취소
    PURCHASE_STATE_COUNT
};

enum purchase_event {
    PURCHASE_ASK,          // the officer asks the supplier for a quote
    PURCHASE_ANSWER,       // the supplier answers, or answers anew
    PURCHASE_DECLINE,      // the supplier declines with a reason
    PURCHASE_REVISE,       // back to the draft after a refusal or an expired request
    PURCHASE_CHOOSE,       // the officer accepts the quote with a reason
    PURCHASE_WAIVE_QUOTE,  // the law asks for no quote (T-L13): the list price is the price
    PURCHASE_SUBMIT,       // to the approval line; the content is frozen
    PURCHASE_APPROVE,      // the last approver agrees
    PURCHASE_RETURN,       // an approver sends it back; the freeze ends
    PURCHASE_WITHDRAW,     // the officer takes it back before the decision
    PURCHASE_DRAW,         // the contract is drawn and waits for signatures
    PURCHASE_SIGN,         // both sides have signed
    PURCHASE_DELIVER,      // a delivery was noted
    PURCHASE_ACCEPT,       // everything ordered is delivered and accepted
    PURCHASE_CLAIM,        // the supplier claims
    PURCHASE_REFUSE_CLAIM, // the accountant returns the claim
    PURCHASE_PAY,          // the claim is paid
    PURCHASE_HAND_OVER,    // to a designated system
    PURCHASE_CANCEL,       // before a contract binds
    PURCHASE_EVENT_COUNT
};

extern const struct fault PURCHASE_WRONG_STATE; // CONFLICT
extern const struct fault PURCHASE_NO_LINES;    // INVALID
extern const struct fault PURCHASE_TOO_LARGE;   // REFUSED: a sum beyond LIMIT_WON

const char *purchase_state_word(enum purchase_state state);
int purchase_state_from(str word); // -1: unknown
str purchase_state_label(enum purchase_state state);

// Where `event` leads from `state`. Fails with PURCHASE_WRONG_STATE; *state is then untouched.
err purchase_move(enum purchase_state *state, enum purchase_event event);
// The same question for a page: may it be done now?
bool purchase_may(enum purchase_state state, enum purchase_event event);

struct purchase_line {
    int64_t quantity;
    money price;    // a unit, VAT included
    bool is_exempt; // from VAT
};

struct purchase_totals {
    money price;  // VAT included: Σ quantity × price
    money supply; // 공급가액; the estimated price (추정가격, A-01) is taken from list prices
    money vat;
};

// Sum the lines. VAT is split once over the taxable sum, so that parts and whole agree to the won
// (V-09). `vat_rate` is the row of the law. Fails with PURCHASE_NO_LINES, PURCHASE_TOO_LARGE.
err purchase_sum(const struct purchase_line *lines, size_t count, ratio vat_rate,
                 struct purchase_totals *out);
