// The quote: what a supplier is asked for a purchase, and what it answers.
//
// Pure rules: no clock, no database, no HTTP. A request keeps what was asked; an answer is binding
// for its validity, and a later one replaces it as long as the request is open. States and moves
// are drawn in README.md.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "market/purchase/purchase.h"

// Of a request.
enum quote_state {
    QUOTE_OPEN,        // waits for the answer
    QUOTE_ANSWERED,    // a quote is there; until the deadline it may be given anew
    QUOTE_DECLINED,    // the supplier does not want it
    QUOTE_CHOSEN,      // the officer took the quote
    QUOTE_PASSED_OVER, // the officer did not, or no longer does
    QUOTE_EXPIRED,     // nobody answered in time
    QUOTE_WITHDRAWN,   // the officer took the request back
    QUOTE_STATE_COUNT
};

enum quote_event {
    QUOTE_ANSWER,
    QUOTE_DECLINE,
    QUOTE_CHOOSE,
    QUOTE_PASS_OVER,
    QUOTE_EXPIRE,
    QUOTE_WITHDRAW,
    QUOTE_EVENT_COUNT
};

extern const struct fault QUOTE_UNKNOWN;      // MISSING: no such request, or another's
extern const struct fault QUOTE_CHANGED;      // CONFLICT: somebody else was first
extern const struct fault QUOTE_WRONG_STATE;  // CONFLICT
extern const struct fault QUOTE_OVER;         // CONFLICT: no answer is awaited any more
extern const struct fault QUOTE_TOO_LATE;     // REFUSED: the deadline has passed
extern const struct fault QUOTE_CLOSES_PAST;  // INVALID: a deadline that is not to come
extern const struct fault QUOTE_CLOSES_LATE;  // INVALID: a deadline after the needed day
extern const struct fault QUOTE_NO_PRICE;     // INVALID: a line without a price
extern const struct fault QUOTE_DAY_PAST;     // INVALID: promised for a day gone by
extern const struct fault QUOTE_VALID_SHORT;  // INVALID: valid for less than the request is open
extern const struct fault QUOTE_NEEDS_REASON; // INVALID: declined, chosen or revised without words
extern const struct fault QUOTE_REPLACED;     // CONFLICT: a later answer came in
extern const struct fault QUOTE_NOT_VALID;    // REFUSED: its validity has ended
extern const struct fault QUOTE_ALTERED;      // REFUSED: its rows are not what was given
extern const struct fault QUOTE_DESIGNATED;   // REFUSED: two quotes, in a designated system
extern const struct fault QUOTE_BIDDING;      // REFUSED: by bidding
extern const struct fault QUOTE_NOT_WAIVABLE; // REFUSED: a quote is needed
extern const struct fault QUOTE_OFFER_MOVED;  // REFUSED: the list price changed since it was seen
extern const struct fault QUOTE_FIRM_AWAY;    // REFUSED: the supplier does not trade now

struct quote_request {
    quote_request_id id;
    public_no no;
    purchase_id purchase;
    public_no purchase_no;
    enum purchase_state purchase_state;
    account_id officer;
    str officer_name;
    institution_id institution;
    str institution_name;
    str institution_phone;
    str department_name;
    supplier_id supplier;
    str supplier_name;
    str title; // as asked, like all that follows
    enum law_object object;
    str delivery_place;
    str scope;       // 과업 내용, as asked
    date deliver_by; // last day that is needed
    str message;     // to the supplier
    instant asked_at;
    instant closes_at; // not after this instant, nor at it
    enum quote_state state;
    bool is_newest; // of its case
    int64_t version;
};

// A line as it was asked.
struct quote_item {
    int64_t id; // of its row
    int64_t seq;
    int64_t purchase_line; // its row in the purchase
    str title;
    str unit;
    bool is_exempt; // from VAT
    int64_t quantity;
    money list_price; // a unit, VAT included
};
typedef LIST(struct quote_item) quote_item_list;

// An answer to one line, in the order of the items.
struct quote_line {
    money price;     // a unit, VAT included
    date deliver_by; // promised last day
};

// The form a quote's document is written in. What is given takes the newest; what was given keeps
// its own, by which its hash is checked.
enum quote_form {
    QUOTE_FORM_1 = 1, // without 과업 내용
    QUOTE_FORM_2,
    QUOTE_FORM_NEWEST = QUOTE_FORM_2
};

// An answer. One that declines has a reason and no price.
struct quote {
    quote_id id;
    public_no no;
    int64_t revision; // 1 for the first of a request
    enum quote_form form;
    money price; // Σ of its lines, VAT included
    money supply;
    money vat;
    date deliver_by;  // of its last line
    date valid_until; // last day
    str remark;
    str decline_reason;
    account_id account;
    str account_name;
    instant given_at;
    str content_hash; // SHA-256 of quote_content
};
typedef LIST(struct quote) quote_list;

enum quote_reader { QUOTE_FOR_INSTITUTION, QUOTE_FOR_SUPPLIER };

const char *quote_state_word(enum quote_state state);
int quote_state_from(str word); // -1: unknown
str quote_state_label(enum quote_state state, enum quote_reader reader);
str quote_state_tone(enum quote_state state, enum quote_reader reader); // ok warn bad now off

// Where `event` leads from `state`. Fails with QUOTE_WRONG_STATE; *state is then untouched.
err quote_move(enum quote_state *state, enum quote_event event);

// The state that holds at `now`, whatever a job has yet to write: an open request past its deadline
// has expired, and nothing of a cancelled purchase lives on.
enum quote_state quote_state_at(const struct quote_request *r, instant now);

// May the supplier answer now? Fails with QUOTE_OVER, QUOTE_TOO_LATE.
err quote_admit_answer(const struct quote_request *r, instant now);
// "18:00"; false when it is no time of day.
bool quote_parse_time(str typed, int *out_hour, int *out_minute);
// May the request close then? Fails with QUOTE_CLOSES_PAST, QUOTE_CLOSES_LATE.
err quote_admit_closing(instant closes_at, date deliver_by, instant now);
// Are these an answer? Fails with QUOTE_NO_PRICE, QUOTE_DAY_PAST, QUOTE_VALID_SHORT.
err quote_admit_terms(const struct quote_request *r, const struct quote_line *lines, size_t count,
                      date valid_until, date today);
// May the officer take this answer today? `newest` is the last one given. Fails with
// QUOTE_WRONG_STATE, QUOTE_REPLACED, QUOTE_NOT_VALID.
err quote_admit_choice(const struct quote_request *r, const struct quote *newest, public_no seen,
                       instant now, date today);
// The last day of the case once this answer is taken: the needed day, or the latest promised one.
// An earlier promise stays the firm's word.
date quote_agreed_day(const struct quote_request *r, const struct quote *q);
// Does this path ask a supplier for a quote here? Only a designated system may host two.
// Fails with QUOTE_DESIGNATED, QUOTE_BIDDING.
err quote_admit_path(enum law_path path);

// The sum of an answer, to the won (V-09). Fails like purchase_sum.
err quote_sum(struct arena *a, const quote_item_list *items, const struct quote_line *lines,
              ratio vat_rate, struct purchase_totals *out);

// The canonical document of an answer, in its form.
str quote_content(struct arena *a, const struct quote_request *r, const quote_item_list *items,
                  const struct quote *q, const struct quote_line *lines);
