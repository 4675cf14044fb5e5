// The claim for payment (대금청구): how much is asked, less what delay costs, proved by what, and
// by when it must be paid.
//
// Pure rules: no clock, no database, no HTTP. Amounts in won, VAT included unless said otherwise;
// dates are calendar days. States and moves are drawn in README.md.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/pdf_verdict.h"
#include "base/str.h"
#include "market/calendar/calendar.h"
#include "market/delivery/delivery.h"
#include "market/law/law.h"
#include "market/law/law_row.h"
#include "market/law/law_term.h"

enum claim_state {
    CLAIM_CLAIMED,  // 확인·지급 대기
    CLAIM_RETURNED, // 돌려보냄
    CLAIM_PAID,     // 지급 완료
    CLAIM_STATE_COUNT
};

enum claim_event {
    CLAIM_RETURN, // the accountant sends it back with a reason: the clock stands (F-08)
    CLAIM_PAY,
    CLAIM_EVENT_COUNT
};

enum claim_proof_state {
    CLAIM_PROOF_MISSING,
    CLAIM_PROOF_GIVEN,
    CLAIM_PROOF_CHECKED,
    CLAIM_PROOF_NOT_REQUIRED,
    CLAIM_PROOF_STATE_COUNT
};

// How a proof is given.
enum claim_proof_form {
    CLAIM_BY_INSPECTION,  // by the inspections themselves
    CLAIM_BY_INVOICE,     // number, written day, supply and VAT
    CLAIM_BY_CERTIFICATE, // number, day, term and a file; or the issuer is asked with consent
    CLAIM_BY_INSTITUTION, // nothing is handed in: the institution looks for itself
};

extern const struct fault CLAIM_UNKNOWN;          // MISSING: no such claim, or another's
extern const struct fault CLAIM_CHANGED;          // CONFLICT: somebody else saved it first
extern const struct fault CLAIM_WRONG_STATE;      // CONFLICT
extern const struct fault CLAIM_NOT_ACCEPTED;     // REFUSED: not everything ordered is accepted
extern const struct fault CLAIM_NO_CALENDAR;      // REFUSED: late, and no holidays are known
extern const struct fault CLAIM_NO_TERM;          // REFUSED: no payment term is in force
extern const struct fault CLAIM_NOT_PREPARED;     // REFUSED: nothing was typed yet
extern const struct fault CLAIM_PROOF_LACKING;    // REFUSED: a needed proof is not given
extern const struct fault CLAIM_EXCUSE_NO_REASON; // INVALID: days without words
extern const struct fault CLAIM_EXCUSE_TOO_MANY;  // INVALID: more days than it was late
extern const struct fault CLAIM_INVOICE_NO;       // INVALID: no approval number (V-08)
extern const struct fault CLAIM_INVOICE_DAY;      // INVALID: before the contract or to come
extern const struct fault CLAIM_INVOICE_SUPPLY;   // INVALID: not the contract's supply
extern const struct fault CLAIM_INVOICE_VAT;      // INVALID: not the contract's VAT
extern const struct fault CLAIM_INVOICE_USED;     // REFUSED: another claim of the firm has it
extern const struct fault CLAIM_CERTIFICATE_DAY;  // INVALID: issued on a day to come
extern const struct fault CLAIM_CERTIFICATE_OVER; // INVALID: its term has ended

// An item of the accountant's checklist.
struct claim_proof {
    str kind;  // bond_check, inspection, tax_invoice, plain_invoice, social_insurance, national_tax
               // … of the law
    str label; // 전자세금계산서
    enum claim_proof_state state;
    str article;
    str reason;     // why it is or is not required
    str reference;  // number; of an inspection the public number of its report
    date issued_on; // DATE_NONE: none
    date valid_until;
    money supply; // of an invoice: without VAT
    money vat;
    bool by_inquiry; // no certificate: the issuer is asked with the supplier's consent
    str inquiry;     // what the issuer answered, or how a file that nobody could open was seen
                     // otherwise, as the accountant wrote it down
    file_id file;    // 0: none
    str file_name;
    enum pdf_verdict looked; // of the file
    str checked_by;          // name; empty: not checked
    instant checked_at;
};
typedef LIST(struct claim_proof) claim_proof_list;

// What a claim is judged by: the contract as signed and what was accepted of it.
struct claim_basis {
    enum law_regime regime;
    enum law_object object;
    enum law_path path;
    date contracted_on; // fixes the rate of delay damages
    date ends_on;       // last day of performance
    date due_on;        // last day in time: of a new claim as the calendar moves ends_on
    int64_t delay_ppm;  // as signed, a day, millionths
    enum law_delay_variant delay_variant;
    str rule_ids; // rows the contract rests on
    money price;
    money vat;               // of the taxable lines
    money exempt;            // sum of the lines exempt from VAT
    delivery_came_list came; // of it, what was accepted
};

struct claim_bill {
    money amount;                         // accepted
    struct law_delay_sum delay;           // 지연배상금
    money cut;                            // below the unit that the treasury pays in
    money net;                            // amount - damages - cut
    const struct law_rounding *round_row; // NULL: nothing must be cut
};

struct claim {
    claim_id id;
    public_no no;
    int64_t seq; // 1st, 2nd … of its contract
    contract_id contract;
    public_no contract_no;
    str contract_number;
    str title;
    enum law_object object;
    enum law_regime regime;
    money price;
    date contracted_on;
    date ends_on;
    int64_t delay_ppm;
    enum law_delay_variant delay_variant;
    str rule_ids; // rows the contract rests on
    bool is_training;
    purchase_id purchase;
    institution_id institution;
    str institution_name;
    str institution_head; // 구청장
    supplier_id supplier;
    str supplier_name;
    str representative;
    str business_no;
    str supplier_address;
    str profile_account; // sealed: as the firm has it registered today; empty: none

    money amount;       // of accepted lines
    int64_t delay_days; // counted
    int64_t asked_days; // the supplier asks not to count them
    int64_t excused_days;
    str excuse_reason;  // the supplier's
    str excuse_opinion; // the accountant's
    str excused_by;     // name; empty: not decided
    instant excused_at;
    money delay;
    money cut;
    money net;
    str bank_name;
    str bank_account; // sealed
    str bank_holder;
    date due_on;   // last day in time, as it was counted from
    bool is_moved; // … which is not the contract's own (민법 제161조)
    date claimed_on;
    date pay_by; // last legal day
    str pay_article;
    enum claim_state state;
    str return_reason;
    date returned_on;
    str claimed_by; // name
    instant claimed_at;
    int64_t version;
    str claimed_hash; // of claim_content, as the chain of deeds keeps it; empty: claimed before it
                      // did
    claim_proof_list proofs;
};

// What no later deed changes of a claim: what is asked for, where it goes, by when, and the last
// day in time where it is not the contract's. The chain of deeds keeps its hash, so that a row
// somebody changed is known by it.
str claim_content(struct arena *a, const struct claim *c);
// Is it still what was claimed? One from before the chain kept hashes is taken for it.
bool claim_is_as_claimed(struct arena *a, const struct claim *c);

const char *claim_state_word(enum claim_state state);
int claim_state_from(str word); // -1: unknown
str claim_state_label(enum claim_state state);
str claim_state_tone(enum claim_state state); // ok warn bad now off
const char *claim_proof_state_word(enum claim_proof_state state);
int claim_proof_state_from(str word);
str claim_proof_state_label(enum claim_proof_state state);
str claim_proof_state_tone(enum claim_proof_state state);
enum claim_proof_form claim_proof_form_of(str kind);
// Does who ticks it write down what the issuer answered, or how it was seen though its file cannot
// be opened?
bool claim_proof_asks(const struct claim_proof *p);

// Where `event` leads from `state`. Fails with CLAIM_WRONG_STATE; *state is then untouched.
err claim_move(enum claim_state *state, enum claim_event event);
bool claim_may(enum claim_state state, enum claim_event event);

// What is due: less the delay damages, as law_delay_add_up counts them from the last day in time.
// Where the treasury must cut (F-25), damages and net are cut. Fails with CLAIM_NOT_ACCEPTED.
err claim_judge(const struct law *law, struct arena *a, const struct claim_basis *b,
                date claimed_on, int32_t excused_days, struct claim_bill *out);

// Delay is counted only from a day whose holidays are known. Fails with CLAIM_NO_CALENDAR.
err claim_check_calendar(const struct calendar *calendar, const struct claim_basis *b,
                         const struct claim_bill *bill);

// The checklist of a claim made on a day: what the law asks for, each given by nobody yet but the
// inspection, and what it does not ask for, with the reason.
void claim_list_proofs(const struct law *law, struct arena *a, const struct claim_basis *b, date on,
                       claim_proof_list *out);
// Supply and VAT that an invoice of this kind has to show.
void claim_invoice_sums(const struct claim_basis *b, str kind, money *out_supply, money *out_vat);

// Days asked or granted not to count. Fails with CLAIM_EXCUSE_TOO_MANY, CLAIM_EXCUSE_NO_REASON.
err claim_check_excuse(int64_t days, int32_t late_days, str reason);
// The number of an electronic tax invoice, as far as its row of the law lets it be checked: day of
// issue and letters or digits, so long as the row says. Fails with CLAIM_INVOICE_NO.
err claim_check_invoice_no(const struct law *law, str number, date today);
// Fails with CLAIM_INVOICE_DAY.
err claim_check_invoice_day(const struct claim_basis *b, date written_on, date today);
// Fails with CLAIM_CERTIFICATE_DAY, CLAIM_CERTIFICATE_OVER.
err claim_check_certificate(const struct law *law, const struct claim_proof *p, date today);
// A filled checklist as a whole. Fails with CLAIM_PROOF_LACKING, then as the checks above, and with
// CLAIM_INVOICE_SUPPLY, CLAIM_INVOICE_VAT.
err claim_check_proofs(const struct law *law, const struct claim_basis *b,
                       const claim_proof_list *proofs, date today);

// An earlier claim of the contract that was sent back.
struct claim_turn {
    date claimed_on;
    date returned_on;
    str reason; // why it was sent back
};
typedef LIST(struct claim_turn) claim_turn_list;
// What is left of the term after earlier claims, in its unit; and the last day to pay a claim made
// on `claimed_on`: the term, less the days that ran on earlier claims until they were sent back
// (F-08: from that day to the new claim the clock stands).
int32_t claim_days_left(const struct law_term *term, const struct calendar *calendar,
                        const claim_turn_list *turns);
date claim_pay_by(const struct law_term *term, const struct calendar *calendar,
                  const claim_turn_list *turns, date claimed_on);

// What is true of every claim between two calls.
bool claim_is_valid(const struct claim *c);
