// Moving a case on: what every step of the trade does alike, in the unit of its deed.
//
// A step of a later noun (quote, contract, delivery …) saves its own rows, calls purchase_step with
// the event, and opens the task of whoever is next. Task, timeline, audit and notices are rows of
// the same transaction.
#pragma once

#include "market/purchase/purchase_store.h"
#include "platform/unit/unit.h"

// The side of a case that the actor stands on.
struct purchase_side purchase_side_of(const struct unit *u);

// Before each deed on a case: may the actor act for the side they stand on, or do they sit on both?
// One statement. Fails with PURCHASE_BOTH_SIDES.
err purchase_admit_side(struct unit *u, purchase_id id);
// The same for who inspects; one statement as well.
err purchase_admit_inspection(struct unit *u, purchase_id id);

struct purchase_step {
    enum purchase_event event;
    str text;         // what happened, for the timeline
    str reason;       // what the person wrote, for the audit; or empty
    str path;         // of the record that was made, for the institution; or empty
    bool is_internal; // the supplier does not read it
};

// Move the case: state, moment, version and all that the caller changed in `p` are saved, its open
// tasks close, timeline and audit get their line. Fails with PURCHASE_WRONG_STATE,
// PURCHASE_CHANGED.
err purchase_step(struct unit *u, struct purchase *p, const struct purchase_step *step);

// A line in the timeline without a move.
err purchase_tell(struct unit *u, const struct purchase *p, str kind, str text, str path,
                  bool is_internal);

// Ask somebody to act: opens the task and tells the people who may do it. Of `task` the fields
// kind, institution or supplier, person or rights, text, path, due_at and article are read.
err purchase_ask(struct unit *u, const struct purchase *p, const struct purchase_task *task);

// A task of the institution for whoever holds one of the rights, and one of the supplier. Where no
// rule sets a term, what is needed by a day is to be done by that day.
struct purchase_task purchase_task_at(const struct purchase *p, uint64_t rights, str kind, str text,
                                      str path);
// Where the house sets one: the end of the term of this kind from today on (terms.csv, step_…),
// which is no term of law and never later than `latest`; without such a row `latest`.
instant purchase_due(const struct unit *u, const struct purchase *p, str kind, date latest);
struct purchase_task purchase_task_of_supplier(const struct purchase *p, str kind, str text,
                                               str path);

// Tell people something they need not act on: the officer, or everybody of the supplier.
err purchase_notify_officer(struct unit *u, const struct purchase *p, str kind, str text, str path);
err purchase_notify_supplier(struct unit *u, const struct purchase *p, str kind, str text,
                             str path);
