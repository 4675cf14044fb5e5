// 결재: who has to agree before a contract is drawn, and that what they agreed to is what is
// bought.
//
// Pure rules: no clock, no database, no HTTP. The line says who approves for a department from a
// price on; submitting freezes the content of the case, and every decision compares it. A person
// never decides on their own case, not even as somebody's delegate (대결).
#pragma once

#include "market/purchase/purchase.h"

#define APPROVAL_STEPS_MAX 5 // of the schema's CHECK

extern const struct fault APPROVAL_NO_LINE;      // REFUSED: nobody is named for this department
extern const struct fault APPROVAL_OWN_STEP;     // REFUSED: the line names the officer, no delegate
extern const struct fault APPROVAL_ABSENT;       // REFUSED: who is named approves nothing today
extern const struct fault APPROVAL_NOT_THEIRS;   // DENIED: another's turn
extern const struct fault APPROVAL_TWICE;        // REFUSED: one person, two steps of a round
extern const struct fault APPROVAL_NEEDS_REASON; // INVALID: returned without words
extern const struct fault APPROVAL_SPLIT;        // INVALID: agreed without a look at a split
extern const struct fault APPROVAL_ALTERED;      // REFUSED: the case is not what was submitted
extern const struct fault APPROVAL_DECIDED;      // CONFLICT: somebody decided in the meantime
extern const struct fault APPROVAL_NOT_OPEN;     // CONFLICT: nothing waits for a decision

// A row of the line, in force on the day asked for.
struct approval_row {
    int64_t step;
    bool is_department; // of this department; else of every one
    money from;         // asked when the price is this or more
    account_id account;
    str name;
    bool approves;       // holds the role today
    account_id delegate; // who acts for them today; 0: nobody
    str delegate_name;
};
typedef LIST(struct approval_row) approval_row_list;

// The steps a price asks for, in order, one a step. A department with rows of its own uses these
// alone; of several rows of a step the one with the highest `from` counts. Fails with
// APPROVAL_NO_LINE; *out_count is then untouched. `out` has room for APPROVAL_STEPS_MAX.
err approval_pick(const approval_row_list *rows, money price, struct approval_row *out,
                  size_t *out_count);

// Who acts in a step for a case of this officer: the named person, or the delegate of the day; 0
// when nobody may. The officer never.
account_id approval_actor(const struct approval_row *row, account_id officer);

// May the case be submitted with these steps? Fails with APPROVAL_OWN_STEP, APPROVAL_ABSENT, then
// APPROVAL_TWICE when one person would act in two of them.
err approval_admit_steps(const struct approval_row *steps, size_t count, account_id officer);

// May this person decide the step? `delegate` acts for `named` today, or is 0. Fails with
// PURCHASE_OWN_HANDS first, then APPROVAL_NOT_THEIRS.
err approval_admit_person(account_id officer, account_id submitted_by, account_id named,
                          account_id delegate, account_id person);

// What differs between the content that was submitted and the content as it is: "단가, 2번 품목";
// empty when they are the same.
str approval_difference(struct arena *a, str was, str is);

enum approval_round_state {
    APPROVAL_OPEN,
    APPROVAL_APPROVED,
    APPROVAL_RETURNED,
    APPROVAL_WITHDRAWN,
    APPROVAL_ROUND_STATE_COUNT
};
const char *approval_round_word(enum approval_round_state state);
int approval_round_from(str word); // -1: unknown
str approval_round_label(enum approval_round_state state);

// What was approved of a case, as its round, the case and the chain of deeds keep it.
struct approval_kept {
    enum approval_round_state state; // of the newest round
    int64_t open_steps;              // of it that nobody agreed to
    str content;
    str content_hash;
    str case_hash;       // of the case's own row
    str chain_hash;      // of the deed; empty: approved before the chain named it
    instant chain_at;    // of the deed
    int64_t chain_lines; // that say the case was approved
    int64_t rounds;      // of the case that were approved
    instant submitted_at;
    instant decided_at; // the newest round's last step
};
// Where the case as it is now parts from what was approved: "단가, 2번 품목", "결재 원본" (the text
// that is kept is not the one whose hash was approved), "결재 상태"; empty: nowhere.
str approval_find_altered(struct arena *a, const struct approval_kept *k, str now);
// The same of what is kept alone, whatever became of the case's rows.
str approval_find_broken(struct arena *a, const struct approval_kept *k);

enum approval_step_state {
    APPROVAL_WAITS,
    APPROVAL_AGREED,
    APPROVAL_SENT_BACK,
    APPROVAL_STEP_STATE_COUNT
};
const char *approval_step_word(enum approval_step_state state);
int approval_step_from(str word); // -1: unknown
