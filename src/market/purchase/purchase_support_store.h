// What an operator reads in a support view, as rows.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/db/db.h"

struct support_case {
    int64_t id;
    public_no no;
    str title;
    enum purchase_state state;
    instant moved_at;
    account_id officer;
    str officer_name;
    str department_name;
};
typedef LIST(struct support_case) support_case_list;

struct support_happening {
    instant at;
    account_id account; // NO_ID: the machine
    str actor;
    str organisation;
    str kind;
    str text; // as the institution reads it
};
typedef LIST(struct support_happening) support_happening_list;

// LIMIT_DESK_ROWS before an id; *out_more: others follow.
err support_store_cases(struct db *db, struct arena *a, institution_id institution, int64_t before,
                        support_case_list *out, bool *out_more);
err support_store_happenings(struct db *db, struct arena *a, const struct purchase *p,
                             support_happening_list *out);
