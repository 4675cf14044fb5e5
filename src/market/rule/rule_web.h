// The operators' pages of changes to the law: what waits, one with its decision, and the forms.
#pragma once

#include "market/law/law_web.h"
#include "market/rule/rule.h"
#include "platform/form/form.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define RULE_PATH "/admin/rule-proposals"

extern const struct route RULE_ROUTES[];
extern const size_t RULE_ROUTE_COUNT;
extern const struct route RULE_FORM_ROUTES[];
extern const size_t RULE_FORM_ROUTE_COUNT;

// Of a page right below the list of proposals.
struct crumb rule_crumb(struct arena *a, str here);

struct rule_line {
    href path;
    str row_id;
    str act;  // "행 더하기", "끝내기"
    str kind; // "수의계약 금액"
    str reason;
    str proposer;
    instant proposed_at;
    str state;
    str tone;
    str decider;
    bool is_own;
};

struct rule_list_page {
    struct frame frame;
    struct tabs tabs;
    bool waiting;
    LIST(struct rule_line) rows;
    struct empty empty;
    href next; // empty: last page
};

// A field of the row: as it is now, and as it would be.
struct rule_field_line {
    str label;
    str before;
    str after;
    bool differs;
};

struct rule_page {
    struct frame frame;
    struct crumb crumb;
    struct rule_line line;
    bool is_end;
    href row_path; // of the row it was made of, or that ends; empty: of none
    str made_of;
    LIST(struct rule_field_line) fields;
    date last_day;
    date first_day; // from which it speaks
    bool is_past;   // that day is behind us
    str source;
    str word;
    instant decided_at;
    bool waits;
    href cases; // the open cases it would touch
    href action;
    bool may_decide;
    bool may_withdraw;
    str typed; // the word as typed
};

// An input of a row.
struct rule_input {
    int64_t key; // column
    str label;
    str hint;
    str value;
    bool needed;
    bool is_choice;
    bool is_day;
    bool is_long;
    bool is_fixed; // shown, sent, not changed
    law_choices options;
};

struct rule_new_page {
    struct frame frame;
    struct crumb crumb;
    str kind;  // word
    str label; // "수의계약 금액"
    str made_of;
    bool turns_on; // the row it is made of is switched off
    LIST(struct rule_input) inputs;
    str reason;
    str source;
};

struct rule_end_page {
    struct frame frame;
    struct crumb crumb;
    str kind;
    str row_id;
    str says;
    str article;
    date first_day;
    str last_day; // typed
    str reason;
    str source;
};
