// The deeds of an approval, as units in the scene of the trade, and what they leave.
#pragma once

#include "market/purchase/purchase_approval_action.h"
#include "market/purchase/purchase_testing.h"

struct approval_deed {
    struct purchase *purchase;
    bool agrees;
    str text;
    bool confirms_split;
    str altered;
};

struct approval_change {
    const struct sql *sql;
    int64_t purchase;
    int64_t other;
    const char *other_name;
};

struct approval_standing_in {
    const struct actor *from;
    const struct actor *to;
    date first_day;
    date last_day;
    instant revoked_at;
};

// The scene on its day, with a draft whose way is chosen.
void approval_testing_open(struct purchase_scene *s, struct testing_db *t);

// Works for purchase_testing_run: of a struct approval_deed, whose case is left as it is now …
err approval_deed_submit(struct unit *u, void *data);
err approval_deed_decide(struct unit *u, void *data);
err approval_deed_withdraw(struct unit *u, void *data);
// … of a struct approval_change and of a struct approval_standing_in.
err approval_deed_change(struct unit *u, void *data);
err approval_deed_stand_in(struct unit *u, void *data);

err approval_testing_submit(struct purchase_scene *s, const struct actor *who, struct purchase *p);
// With the tick about similar purchases; *p is found again.
err approval_testing_decide(struct purchase_scene *s, const struct actor *who, struct purchase *p,
                            bool agrees, str text);
// Rows changed behind everybody's back.
void approval_testing_change(struct purchase_scene *s, const struct sql *sql, const char *name,
                             int64_t value);
// From now on `to` may act for `from`, today.
void approval_testing_delegate(struct purchase_scene *s, const struct actor *from,
                               const struct actor *to);
struct approval_sheet approval_testing_sheet(struct purchase_scene *s, const struct purchase *p);

// Every field that was frozen, each changed by a statement that binds the case (:purchase).
struct approval_break {
    const struct sql *sql;
    const char *names; // what a refusal must name
    const char *field; // of the content, as dure doctor names it; NULL: the approved text itself
};
extern const struct approval_break APPROVAL_BREAKS[];
extern const size_t APPROVAL_BREAK_COUNT;
