// A change of the law on its way: a row that one operator proposes and another decides.
//
// Pure: what a proposal is and who may decide it. The law itself, and what a change makes of it, is
// market/law; two pairs of eyes are a CHECK of the schema as well.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "market/law/law_layer.h"

enum rule_state { RULE_WAITING, RULE_APPROVED, RULE_REFUSED, RULE_WITHDRAWN, RULE_STATE_COUNT };

enum rule_verdict { RULE_APPROVE, RULE_REFUSE, RULE_WITHDRAW, RULE_VERDICT_COUNT };

struct rule_proposal {
    int64_t id;
    public_no no;
    enum law_act act; // LAW_ACT_ROW or LAW_ACT_END
    str kind;         // of row: thresholds
    str row_id;       // of the new row; of an end the row that ends
    str made_of;      // id of the row it was written from, or empty
    str line;         // the row; empty for an end
    date last_day;    // of an end
    str reason;
    str source; // where it can be read
    account_id proposer;
    str proposer_name;
    instant proposed_at;
    enum rule_state state;
    str decider_name; // empty while it waits
    str word;         // of who decided
    instant decided_at;
};

// What became of a proposal.
struct rule_decision {
    enum rule_state state;
    account_id account;
    str word;
    instant decided_at;
    int64_t since; // the version of the law that the approval made; 0: none
};

extern const struct fault RULE_UNKNOWN;    // MISSING
extern const struct fault RULE_DECIDED;    // CONFLICT: somebody was first
extern const struct fault RULE_OWN_HANDS;  // REFUSED: by who proposed it
extern const struct fault RULE_NOT_YOURS;  // REFUSED: taken back by another
extern const struct fault RULE_NEEDS_WORD; // INVALID: refused without a reason
extern const struct fault RULE_NEEDS_GIST; // INVALID: proposed without reason or source
extern const struct fault RULE_WAITS;      // REFUSED: another proposal ends the same row
extern const struct fault RULE_TOO_LONG;   // INVALID: longer than a row may be
extern const struct fault RULE_TOO_MANY;   // REFUSED: LIMIT_LAW_CHANGES is reached
extern const struct fault RULE_QUOTE_OVER; // INVALID: one quote reaches above the ceiling

const char *rule_state_word(enum rule_state state);
bool rule_state_from(str word, enum rule_state *out);
str rule_state_label(enum rule_state state);
str rule_state_tone(enum rule_state state);
const char *rule_verdict_word(enum rule_verdict verdict); // of the button
int rule_verdict_from(str word);                          // -1: unknown
enum rule_state rule_state_after(enum rule_verdict verdict);

// May this person decide so? Fails with RULE_DECIDED, RULE_OWN_HANDS, RULE_NOT_YOURS,
// RULE_NEEDS_WORD, in this order.
err rule_admit(const struct rule_proposal *p, account_id person, enum rule_verdict verdict,
               str word);

// Do its values agree with each other? `would` is the law with the row in it. Asked when it is
// proposed and when it is approved, not of rows in force. Fails with RULE_QUOTE_OVER.
err rule_check_row(const struct law *would, const struct rule_proposal *p);

// The change that an approval makes of it.
struct law_change rule_change_of(const struct rule_proposal *p);

// What the chain of deeds keeps the hash of: the proposal as it was made, and with what was decided
// where `d` is given.
str rule_content(struct arena *a, const struct rule_proposal *p, const struct rule_decision *d);

// The day from which it speaks: a row's first day, or the day after an end. DATE_NONE: since ever.
date rule_first_day(struct arena *arena, const struct rule_proposal *p);
