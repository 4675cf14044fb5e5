// Delivery and inspection: what the supplier brought, and how much of it was accepted.
//
// Pure rules: no clock, no database, no HTTP. Quantities are counted in the unit of the contract's
// line; amounts are won, VAT included. States and the law are in README.md.
#pragma once

#include "market/contract/contract.h"
#include "market/law/law_term.h"

enum delivery_state {
    DELIVERY_WAITING,       // 검사 대기
    DELIVERY_ACCEPTED,      // 합격
    DELIVERY_PART_ACCEPTED, // 일부 합격
    DELIVERY_REFUSED,       // 불합격
    DELIVERY_STATE_COUNT
};

enum inspection_method {
    INSPECTION_FULL,        // 전수 검사
    INSPECTION_SAMPLE,      // 표본 검사
    INSPECTION_CERTIFICATE, // 인증·시험성적서로 갈음 (F-04)
    INSPECTION_METHOD_COUNT
};

extern const struct fault DELIVERY_UNKNOWN;         // MISSING: no such delivery, or another's
extern const struct fault DELIVERY_CHANGED;         // CONFLICT: another inspector was first
extern const struct fault DELIVERY_NOT_SIGNED;      // REFUSED: the contract does not bind
extern const struct fault DELIVERY_ALL_BROUGHT;     // REFUSED: no quantity is open
extern const struct fault DELIVERY_NOTHING;         // INVALID: no quantity at all
extern const struct fault DELIVERY_TOO_MANY;        // INVALID: more than is open
extern const struct fault DELIVERY_IN_FUTURE;       // INVALID
extern const struct fault DELIVERY_BEFORE_CONTRACT; // INVALID
extern const struct fault DELIVERY_NO_TERM;         // REFUSED: no inspection term is in force
extern const struct fault DELIVERY_TOO_MANY_FILES;  // INVALID: LIMIT_DELIVERY_FILES
extern const struct fault INSPECTION_SUM;           // INVALID: accepted + refused ≠ delivered
extern const struct fault INSPECTION_NEEDS_REASON;  // INVALID: refused without words
extern const struct fault INSPECTION_IN_FUTURE;     // INVALID
extern const struct fault INSPECTION_TOO_EARLY;     // INVALID: before the goods came

// 검사조서; its lines are in struct delivery_line.
struct inspection {
    inspection_id id; // 0: not inspected yet
    public_no no;
    account_id inspector;
    str inspector_name;
    date arrived_on; // the day it came, confirmed or corrected
    date inspected_on;
    enum inspection_method method;
    enum delivery_state result; // never DELIVERY_WAITING
    str opinion;
    str content; // the canonical text, inspection_content
    str content_hash;
    instant noted_at;
};

// 납품서; of services and works 완료계.
struct delivery {
    delivery_id id;
    public_no no;
    contract_id contract;
    public_no contract_no;
    str contract_number;
    purchase_id purchase;
    enum purchase_state purchase_state;
    account_id officer; // who asked for the purchase
    str title;          // of the contract
    enum law_object object;
    institution_id institution;
    str institution_name;
    supplier_id supplier;
    str supplier_name;
    int64_t seq;       // 1st, 2nd … part
    date delivered_on; // as the supplier says
    str place;
    str remark;
    date inspect_by;     // last legal day of the inspection
    str inspect_article; // the term's
    enum delivery_state state;
    account_id account; // who noted it
    str noted_by;       // name
    instant noted_at;
    int64_t version;
    struct inspection inspection;
};

// A line of the contract and what became of it; `brought`, `passed`, `failed` and `reason` are of
// the one delivery that was asked for.
struct delivery_line {
    int64_t contract_line; // its row
    int64_t seq;           // within the contract, from 1
    str title;
    str unit;
    money price; // a unit, VAT included
    int64_t ordered;
    int64_t delivered; // in all deliveries
    int64_t waiting;   // of it not inspected yet
    int64_t accepted;
    int64_t refused;
    date accepted_on; // arrival of the last accepted part; DATE_NONE
    date passed_on;   // inspection of it; DATE_NONE
    date waiting_on;  // delivery of the last waiting part; DATE_NONE

    int64_t row; // of delivery_line; 0: not part of that delivery
    int64_t brought;
    int64_t passed;
    int64_t failed;
    str reason; // of what failed
};
typedef LIST(struct delivery_line) delivery_line_list;

// Where the fulfilment of a contract stands, for whoever pays it.
struct delivery_sum {
    bool all_brought;  // all ordered is accepted or waits for inspection
    bool all_accepted; // all ordered is accepted
    money accepted;    // VAT included
    date brought_on;   // last delivery that counts (accepted or waiting); DATE_NONE
    date completed_on; // the day that brought the last line to its end; DATE_NONE until then
    date passed_on;    // the inspection that accepted it; DATE_NONE until then
};

const char *delivery_state_word(enum delivery_state state);
int delivery_state_from(str word); // -1: unknown
str delivery_state_label(enum delivery_state state);
str delivery_state_tone(enum delivery_state state); // ok warn bad now
const char *inspection_method_word(enum inspection_method method);
int inspection_method_from(str word);
str inspection_method_label(enum inspection_method method);
// 납품서, 완료계, 준공계: what the note of this object is called.
str delivery_paper_label(enum law_object object);

// What may still be brought: ordered, less what was accepted and what waits. Refused counts anew.
int64_t delivery_open(const struct delivery_line *line);
bool delivery_is_open(const delivery_line_list *lines); // anything at all

// May anything be brought under this contract now? Fails with DELIVERY_NOT_SIGNED,
// DELIVERY_ALL_BROUGHT.
err delivery_admit(const struct contract *c, const delivery_line_list *lines);
// Fails with DELIVERY_IN_FUTURE, DELIVERY_BEFORE_CONTRACT.
err delivery_check_day(const struct contract *c, date delivered_on, date today);
// May `quantity` (0: none of it) of this line be brought? Fails with DELIVERY_TOO_MANY.
err delivery_check_quantity(const struct delivery_line *line, int64_t quantity);

// passed and failed of a line against what was brought. Fails with INSPECTION_SUM, then
// INSPECTION_NEEDS_REASON.
err inspection_check_line(const struct delivery_line *line);
// Fails with INSPECTION_IN_FUTURE, INSPECTION_TOO_EARLY. That the goods came on `arrived_on` is for
// delivery_check_day to admit.
err inspection_check_day(date arrived_on, date inspected_on, date today);
// Was it noted after the contract's last day, for a day by then? Then the supplier alone says that
// it was in time.
bool inspection_doubts_arrival(const struct calendar *calendar, const struct contract *c,
                               const struct delivery *d);
// By when what came on a day, and was accepted, is to be claimed: no article sets a term for that,
// but the tax invoice that goes with a claim is due on the tenth of the month after the supply
// (V-02). *out_article is that article; DATE_NONE where no row is in force.
date delivery_claim_by(const struct law *law, const struct calendar *calendar,
                       const struct contract *c, date supplied_on, str *out_article);
// Of the lines of one delivery, which add up: all passed, all failed, or some of each.
enum delivery_state inspection_result(const delivery_line_list *lines);

// The canonical document that the inspector signs: one line a field, in a fixed order.
str inspection_content(struct arena *a, const struct delivery *d, const struct inspection *i,
                       const delivery_line_list *lines);

// The later of two days; DATE_NONE is before every day.
date delivery_later(date a, date b);
void delivery_add_up(const delivery_line_list *lines, struct delivery_sum *out);

// What came on a day and was accepted or waits for inspection, the first first; of one delivery
// what came for the first time and what came in the place of something sent back stand apart.
// Before them: what was sent back and did not come again yet.
struct delivery_came {
    // Of it, `seq` 0: did not come again; `on`, as its inspector says, DATE_NONE: neither;
    // `checked_on` DATE_NONE: waits.
    struct law_delay_part part;
    public_no delivery;
    public_no inspection; // its 검사조서; 0: waits
};
typedef LIST(struct delivery_came) delivery_came_list;
// The last day on which what comes is in time: the contract's, or the next working day where that
// is a Saturday or holiday (민법 제161조).
date delivery_due_on(const struct calendar *calendar, const struct contract *c);
// What stands beside the contract's day where it is another (calendar_moved_text).
str delivery_moved_text(const struct calendar *calendar, struct arena *a, const struct contract *c);
// Days by which what came, or did not come by then, is late.
int32_t delivery_late_days(const struct calendar *calendar, const struct contract *c, date on);
// Delay damages as they stand, as the claim will count them (law_delay_add_up): what waits for its
// inspection as if it passed today, what did not come to today. No day is excused; the claim asks
// again with those that are.
void delivery_judge_delay(const struct law *law, const struct calendar *calendar,
                          struct arena *arena, const struct contract *c,
                          const delivery_came_list *came, date today, struct law_delay_sum *out);
