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
#include "market/law/law.h"

enum purchase_state {
    PURCHASE_DRAFT,       // 작성 중
    PURCHASE_ASKED,       // 견적요청 중
    PURCHASE_QUOTED,      // 견적 받음
    PURCHASE_DECLINED,    // 기업이 거절
    PURCHASE_CHOSEN,      // 견적 선정
    PURCHASE_SUBMITTED,   // 결재 중
    PURCHASE_RETURNED,    // 결재 반려
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

extern const struct fault PURCHASE_UNKNOWN;      // MISSING: no such case, or another's
extern const struct fault PURCHASE_CHANGED;      // CONFLICT: somebody else saved it first
extern const struct fault PURCHASE_WRONG_STATE;  // CONFLICT
extern const struct fault PURCHASE_NO_LINES;     // INVALID
extern const struct fault PURCHASE_POLICY_APART; // REFUSED: by the institution's own policy
extern const struct fault PURCHASE_TOO_LARGE;    // REFUSED: a sum beyond LIMIT_WON
extern const struct fault PURCHASE_OWN_HANDS;    // REFUSED: the same person asked for it
extern const struct fault PURCHASE_BOTH_SIDES;   // REFUSED: of the other side, or did its deeds
extern const struct fault PURCHASE_NOT_OFFICER;  // DENIED: another officer's case
extern const struct fault PURCHASE_TOO_MANY;     // INVALID: more than the supplier has
extern const struct fault PURCHASE_NO_DISTRICT;  // INVALID: it matters where to, and is not said
extern const struct fault PURCHASE_ELSEWHERE;    // INVALID: the supplier does not deliver there

struct purchase {
    purchase_id id; // 0: not saved yet
    public_no no;
    institution_id institution;
    str institution_name;
    enum law_regime regime; // of the institution
    department_id department;
    str department_name;
    supplier_id supplier;
    public_no supplier_no;
    str supplier_name;
    account_id officer; // who asked for it
    str officer_name;
    str title;       // 계약건명
    str need;        // 구매 사유
    str budget_line; // 예산 과목
    enum law_object object;
    str delivery_place;
    str scope;       // 과업 내용: scope_format of a service's answers; or empty
    str district;    // code of the 구·군 it is delivered to; empty: not said
    date deliver_by; // last day
    money list;      // sum at list price, VAT included
    money estimated; // 추정가격: without VAT
    money price;     // agreed, VAT included; zero until a quote is chosen
    money supply;    // agreed, without VAT
    money vat;
    bool has_path; // the law was asked and its answer stored
    enum law_path path;
    enum purchase_state state;
    str choice_reason; // why this quote
    str content_hash;  // frozen at submission; else empty
    date requested_on; // the day quotes were asked; thresholds are judged on it; DATE_NONE before
    bool is_training;
    bool is_demo;
    instant created_at;
    instant moved_at;
    int64_t version;
};

struct purchase_line {
    int64_t id; // of its row; 0: not saved yet
    int64_t seq;
    offer_id offer;
    int64_t offer_revision; // the one the officer saw
    instant seen_at;        // … when; none: of a line of before that was noted
    product_id product;
    str category_code;
    str object; // of the category: goods, service, works, lease
    str title;
    str unit;
    int64_t quantity;
    int64_t quantity_min; // the supplier sells no fewer, as of today
    int64_t stock;        // … and has so many, or LISTING_MADE_TO_ORDER
    str districts;        // … and delivers there: codes parted by |; empty: the whole city
    money list_price;     // a unit, VAT included, as seen
    money price;          // a unit, VAT included, as agreed; the list price until then
    money beside;   // a unit, VAT included: another firm's lowest today; zero: none, or not asked
    bool is_exempt; // from VAT
};

typedef LIST(struct purchase_line) purchase_line_list;

const char *purchase_state_word(enum purchase_state state);
int purchase_state_from(str word); // -1: unknown
str purchase_state_label(enum purchase_state state);
// "purchase.submit": of audit and timeline.
const char *purchase_event_word(enum purchase_event event);

// Where `event` leads from `state`. Fails with PURCHASE_WRONG_STATE; *state is then untouched.
err purchase_move(enum purchase_state *state, enum purchase_event event);
// The same question for a page: may it be done now?
bool purchase_may(enum purchase_state state, enum purchase_event event);

struct purchase_totals {
    money price;  // VAT included: Σ quantity × price
    money supply; // 공급가액; the estimated price (추정가격, A-01) is taken from list prices
    money vat;
};

// Sum the lines at their `price`. VAT is split once over the taxable sum, so that parts and whole
// agree to the won (V-09). `vat_rate` is the row of the law. Fails with PURCHASE_NO_LINES,
// PURCHASE_TOO_LARGE.
err purchase_sum(const struct purchase_line *lines, size_t count, ratio vat_rate,
                 struct purchase_totals *out);

// Two hands: whoever approves, inspects or pays is not who asked for it. Fails with
// PURCHASE_OWN_HANDS.
err purchase_admit_other(const struct purchase *p, account_id person);

// What a person has done on a case, and where they belong; by the account, whatever the role.
struct purchase_hands {
    bool asked; // the officer, or who submitted it
    bool approved;
    bool inspected;
    bool bought;      // any deed of the institution, those above among them
    bool sold;        // any deed of the supplier
    bool of_supplier; // holds or ever held a role there
    bool keeps_apart; // the institution's own policy: who approved does not inspect
};
// Nobody sits on both sides of the table. Who acts for the institution is and was nobody of the
// supplier, nor did its deeds on this case; who acts for the supplier did none of the
// institution's. Both fail with PURCHASE_BOTH_SIDES.
err purchase_admit_buyer(const struct purchase_hands *hands);
err purchase_admit_seller(const struct purchase_hands *hands);
// Who inspects: of the institution, and not who approved where its policy keeps the two apart.
// Fails like purchase_admit_buyer, then with PURCHASE_POLICY_APART.
err purchase_admit_inspector(const struct purchase_hands *hands);

// The officer whose case it is. Fails with PURCHASE_NOT_OFFICER.
err purchase_admit_officer(const struct purchase *p, account_id person);

// Has the supplier so many, and does it deliver to a district? What is made to order is never too
// many; an offer without districts is delivered everywhere. Fails with PURCHASE_TOO_MANY,
// PURCHASE_NO_DISTRICT, PURCHASE_ELSEWHERE, tested in that order.
err purchase_admit_supply(int64_t stock, str districts, int64_t quantity, str district);
// Every line of a case; *out_line is the place of the first that fails.
err purchase_admit_lines(const struct purchase *p, const struct purchase_line *lines, size_t count,
                         size_t *out_line);

// The canonical document that is approved: what is bought, from whom, for how much, when and where.
// The same purchase is the same text (base/canon.h); fields of a line follow its "line".
str purchase_content(struct arena *a, const struct purchase *p, const struct purchase_line *lines,
                     size_t count);
