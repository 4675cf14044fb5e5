// Wanted (찾는 물건): what an institution looked for in vain and asks firms for.
//
// Pure: no clock, no database, no HTTP. The words used are in README.md.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"

extern const struct fault WANTED_UNKNOWN;      // MISSING: no such, or not this reader's
extern const struct fault WANTED_OVER;         // REFUSED: closed or expired
extern const struct fault WANTED_BAD_DAY;      // REFUSED: not from tomorrow on within a year
extern const struct fault WANTED_MANY;         // REFUSED: LIMIT_WANTED_DAY of an institution a day
extern const struct fault WANTED_NOT_FOR_SALE; // REFUSED: not the firm's, or not for sale now
extern const struct fault WANTED_KNOWN;        // REFUSED: the same product was named before
extern const struct fault WANTED_FULL;         // REFUSED: LIMIT_WANTED_ANSWERS

enum wanted_state {
    WANTED_OPEN,     // nobody answered yet
    WANTED_ANSWERED, // somebody did; more may
    WANTED_CLOSED,   // by the institution, or its day came after answers
    WANTED_EXPIRED,  // its day came without an answer
    WANTED_STATE_COUNT
};

struct wanted {
    int64_t id;
    public_no no;
    institution_id institution;
    str institution_name;
    account_id account; // who asks
    str title;          // at most LIMIT_NAME characters
    str need;           // at most LIMIT_WANTED_NEED characters, or empty
    int64_t quantity;   // 0: not said
    str unit;           // it is counted in, or empty
    date needed_by;     // answers are taken until the day before
    money budget;       // for all, VAT included; 0: not said
    str category;       // code, or empty
    str category_name;
    enum wanted_state state;
    int64_t answer_count;
    instant created_at;
    bool is_ours; // the reader's firm sells things of this kind
};
typedef LIST(struct wanted) wanted_list;

// What a firm offers for it.
struct wanted_answer {
    public_no product_no;
    str title;
    public_no supplier_no;
    str supplier_name;
    money price; // a unit, VAT included, when it answered
    str unit;
    money now_price; // the same today
    str now_unit;
    str said;
    bool is_for_sale; // still
    instant answered_at;
};
typedef LIST(struct wanted_answer) wanted_answer_list;

const char *wanted_state_word(enum wanted_state state);
int wanted_state_from(str word); // -1: no such word
str wanted_state_label(enum wanted_state state);
str wanted_state_tone(enum wanted_state state);

// May somebody still answer?
bool wanted_takes_answers(const struct wanted *w, date today);
// Fails with WANTED_BAD_DAY.
err wanted_check_day(date needed_by, date today);
