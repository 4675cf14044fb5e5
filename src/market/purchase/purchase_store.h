// Rows of cases: the purchase, its lines, its timeline and its tasks.
#pragma once

#include "market/catalog/listing.h"
#include "market/purchase/purchase.h"
#include "platform/db/db.h"

// Whose eyes read a row: an institution or a supplier, the other is 0.
struct purchase_side {
    institution_id institution;
    supplier_id supplier;
};

// One case by its public number, or by its row. A supplier finds it once it was asked. Fails with
// PURCHASE_UNKNOWN.
err purchase_find(struct db *db, struct purchase_side side, public_no no, struct purchase *out);
err purchase_find_id(struct db *db, struct purchase_side side, purchase_id id,
                     struct purchase *out);
// Its lines in order; `price` is the agreed one, or the list price as long as none is agreed.
err purchase_list_lines(struct db *db, struct arena *a, purchase_id id, purchase_line_list *out);
void purchase_foresee_lines(struct db *db, purchase_id id); // they are listed in a moment
// The same, each with what another firm asks for it today.
err purchase_list_lines_beside(struct db *db, struct arena *a, purchase_id id, date today,
                               purchase_line_list *out);

// The offer of a line as it is for sale today.
struct purchase_line_now {
    int64_t revision; // 0: it is not for sale
    str title;
    struct offer_terms terms; // price, unit, tax and tiers
};
// Of each of these lines of a case, into as many. One statement.
err purchase_list_now(struct db *db, struct arena *a, purchase_id id,
                      const purchase_line_list *lines, struct purchase_line_now *out);

// A new draft with its lines; p->id is set.
err purchase_add(struct db *db, struct purchase *p, const struct purchase_line *lines, size_t count,
                 instant now);
// Save what changed; p->version grows. Fails with PURCHASE_CHANGED, on a server only when the next
// statement that is waited for, or the commit, carries it out; so do events and tasks.
err purchase_save(struct db *db, struct purchase *p);
// The offer as it was seen, quantity, price at list and agreed price of a line.
err purchase_save_line(struct db *db, purchase_id id, const struct purchase_line *line);
err purchase_remove_line(struct db *db, purchase_id id, int64_t line);

// What this person has done on a case, on either side. One statement.
err purchase_find_hands(struct db *db, purchase_id id, account_id person, date on,
                        struct purchase_hands *out);
void purchase_foresee_hands(struct db *db, purchase_id id, account_id person, date on);

// A row of a list.
struct purchase_row {
    public_no no;
    str title;
    enum purchase_state state;
    money amount; // agreed, or at list prices
    date deliver_by;
    instant created_at;
    instant moved_at;
    str supplier_name;
    str department_name;
    str officer_name;
};
typedef LIST(struct purchase_row) purchase_row_list;

struct purchase_filter {
    institution_id institution;
    int state;          // -1: any
    account_id officer; // 0: any
    str words;          // in the title or the supplier's name; empty: any
    public_no before;   // go on below it; 0: from the top
};
err purchase_list(struct db *db, struct arena *a, const struct purchase_filter *filter,
                  size_t count, purchase_row_list *out);
// How many of each state an institution has.
err purchase_count(struct db *db, institution_id institution,
                   int64_t out_counts[PURCHASE_STATE_COUNT]);

// A line of the timeline.
struct purchase_happening {
    instant at;
    str actor; // "김가온 (계약담당)"
    str organisation;
    str kind; // purchase.submit
    str text;
    str path; // of the record it speaks of, for the institution; or empty
};
typedef LIST(struct purchase_happening) purchase_happening_list;
struct purchase_new_event {
    account_id account;
    str actor;
    str organisation;
    str kind;
    str text;
    str path;
    bool is_internal;
};
err purchase_add_event(struct db *db, purchase_id id, const struct purchase_new_event *event,
                       instant now);
// `internal`: also what only the institution reads. The newest first.
err purchase_list_events(struct db *db, struct arena *a, purchase_id id, bool internal,
                         purchase_happening_list *out);

// Who must act by when.
struct purchase_task {
    str kind;                   // quote.answer
    institution_id institution; // whose desk: one of the two
    supplier_id supplier;
    account_id person; // or 0: whoever holds one of the rights there
    account_id deputy; // who may decide for the person today; 0: nobody, or when it is added
    uint64_t rights;
    str text;       // 견적을 내 주세요
    str path;       // where it is done
    instant due_at; // 0: none
    str article;    // the term's, or empty
    str person_name;
    str organisation;
};
typedef LIST(struct purchase_task) purchase_task_list;
err purchase_add_task(struct db *db, purchase_id id, const struct purchase_task *task, instant now);
// Close those of a kind; an empty kind: all of the case.
err purchase_close_tasks(struct db *db, purchase_id id, str kind, instant now);
// Events and tasks are listed in a moment.
void purchase_foresee_part(struct db *db, purchase_id id, bool internal, date today);
err purchase_list_tasks(struct db *db, struct arena *a, purchase_id id, date today,
                        purchase_task_list *out);
