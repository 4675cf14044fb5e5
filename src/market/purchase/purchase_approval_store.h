// The approval line, rounds and their steps as rows.
#pragma once

#include "market/purchase/purchase_approval.h"
#include "market/purchase/purchase_path_store.h"

// The line of a department that is in force on a day.
err approval_list_rows(struct db *db, struct arena *a, institution_id institution,
                       department_id department, date today, approval_row_list *out);

struct approval_step {
    int64_t id; // of its row
    int64_t step;
    account_id account; // whose turn by the line
    str name;
    account_id delegate; // who acts for them today; 0: nobody
    str delegate_name;
    enum approval_step_state state;
    account_id decided_by;
    str decider;
    str opinion;
    bool split_confirmed; // looked at the similar purchases and saw no split
    instant decided_at;
};

// The newest round of a case, and what it rests on.
struct approval_sheet {
    int64_t id; // of the round's row
    int64_t round;
    str content;
    str content_hash;
    account_id submitted_by;
    str submitter;
    instant submitted_at;
    enum approval_round_state state;
    int64_t back_round; // the newest before it that was sent back; 0: none
    str back_content;
    str back_opinion;
    struct approval_step steps[APPROVAL_STEPS_MAX];
    size_t count;
    bool has_decision; // of the law
    struct purchase_decision decision;
};

// A new round with its steps.
err approval_add_round(struct db *db, const struct purchase *p, str content,
                       const struct approval_row *steps, size_t count, account_id by, instant now);
// Fails with APPROVAL_NOT_OPEN when the case was never submitted.
err approval_find_sheet(struct db *db, const struct purchase *p, date today,
                        struct approval_sheet *out);
// What is kept of its approval; a case that was never submitted has nothing: its round is open.
err approval_find_kept(struct db *db, const struct purchase *p, struct approval_kept *out);
void approval_foresee_kept(struct db *db, const struct purchase *p); // it is found in a moment
// Whose turn it is; NULL when nobody's.
const struct approval_step *approval_turn(const struct approval_sheet *sheet);
// May this person decide the step whose turn it is? Like approval_admit_person, then fails with
// APPROVAL_TWICE.
err approval_admit_turn(const struct approval_sheet *sheet, account_id officer, account_id person);
// Must who agrees confirm that similar purchases are no split? Where they would make the path
// longer and the officer explained why they are left out.
bool approval_asks_split(const struct approval_sheet *sheet);
// What somebody decided in a step.
struct approval_verdict {
    enum approval_step_state state;
    str opinion;
    bool split_confirmed;
    account_id by;
    instant at;
};
// Fails with APPROVAL_DECIDED when the step no longer waits.
err approval_decide_step(struct db *db, const struct approval_step *step,
                         const struct approval_verdict *verdict);
// Fails with APPROVAL_DECIDED when the round was over already.
err approval_end_round(struct db *db, const struct approval_sheet *sheet,
                       enum approval_round_state state);

// What a list is parted into.
enum approval_bucket { APPROVAL_MINE, APPROVAL_FOR_OTHERS, APPROVAL_DONE, APPROVAL_BUCKET_COUNT };
const char *approval_bucket_word(enum approval_bucket bucket);
int approval_bucket_from(str word); // -1: unknown

struct approval_case {
    public_no no; // of the purchase
    str title;
    money price;
    str supplier_name;
    str department_name;
    str officer_name;
    str named; // whose turn by the line
    enum approval_step_state step_state;
    enum approval_round_state round_state;
    instant submitted_at;
    instant decided_at;
    instant due_at; // 0: none
};
typedef LIST(struct approval_case) approval_case_list;

err approval_list_cases(struct db *db, struct arena *a, institution_id institution,
                        account_id account, date today, enum approval_bucket bucket,
                        public_no after, size_t count, approval_case_list *out);
err approval_count(struct db *db, institution_id institution, account_id account, date today,
                   int64_t out_counts[APPROVAL_BUCKET_COUNT]);
