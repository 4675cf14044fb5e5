// The approver's pages: what waits, and the decision on one case.
#pragma once

#include "market/purchase/purchase_approval_store.h"
#include "market/purchase/purchase_path_web.h"
#include "market/purchase/purchase_scope_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct approval_list_row {
    href path;
    str title;
    str supplier_name;
    str asked_by; // department and officer
    str named;    // whom one acts for
    money price;
    instant submitted_at;
    instant decided_at;
    str left;
    str left_tone;
    str state;
    str tone;
};

struct approval_list_page {
    struct frame frame;
    struct tabs tabs;
    bool is_done;
    bool is_for_others;
    str lead;
    struct empty empty;
    struct pager pager;
    LIST(struct approval_list_row) rows;
};

struct approval_line_row {
    str title;
    href seen; // the offer as it was
    str unit;
    int64_t quantity;
    money list_price;
    money price;
    money amount;
    str change; // against the list price
    str change_class;
    money beside; // another firm's lowest today; zero: none, or it no longer matters
    bool is_dearer;
    money dearer_by; // a unit
};

struct approval_step_row {
    int64_t step;
    str name;
    str who; // "대결 최라온", or empty
    str state;
    str tone; // of the timeline
    str opinion;
    bool split_confirmed;
    instant decided_at;
};

struct approval_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    public_no no;
    str title;
    str state; // of the round
    str tone;
    int64_t round;
    int64_t back_round; // an earlier one that was sent back; 0: none
    str back_opinion;
    str back_changed; // where it first parts from what was sent back; empty: nowhere
    str supplier_name;
    str department_name;
    str officer_name;
    str need;
    str budget_line;
    str object;
    str delivery_place;
    struct answers scope;
    date deliver_by;
    instant submitted_at;
    str choice_reason;
    money list;
    money price;
    money supply;
    money vat;
    str change; // of the sum against the list price
    str change_class;
    bool any_beside;
    int64_t dearer_count; // lines that another firm offers for less today
    money dearer_by;      // in all
    bool has_path;
    str path_title;
    str ground;
    struct purchase_rules rules;
    date judged_on;
    money estimated;
    money similar_sum;
    str split_reason;
    str confirm_reason;
    path_proof_list proofs;
    struct path_similar_part similar;
    LIST(struct approval_line_row) lines;
    LIST(struct approval_step_row) steps;
    str altered; // what is not as it was submitted; empty: nothing
    str hash;
    str hash_short;
    bool may_decide;
    bool is_approved;
    str acts_for; // 대결: whom; empty: oneself
    str why_not;  // of a reader who might expect to decide
    bool needs_secret;
    bool asks_split; // who agrees confirms that it is no split
    bool may_withdraw;
    str opinion; // as typed
    bool split_confirmed;
    href action;
    href case_path;
    href path_path;
    href withdraw;
};

extern const struct route APPROVAL_ROUTES[];
extern const size_t APPROVAL_ROUTE_COUNT;
