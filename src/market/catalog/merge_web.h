// The operators' pages of products that look alike, and of merges.
#pragma once

#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define MERGE_HINT_PATH "/admin/duplicates"
#define MERGE_PATH "/admin/merges"

extern const struct route MERGE_ROUTES[];
extern const size_t MERGE_ROUTE_COUNT;

struct merge_tag {
    str text;
};

struct merge_hint_line {
    str first;
    str second;
    str category;
    int64_t points;
    LIST(struct merge_tag) reasons;
    href path;
};

struct merge_hints_page {
    struct frame frame;
    str said; // what became of the last form, or empty
    str a;    // numbers as typed
    str b;
    LIST(struct merge_hint_line) rows;
    struct empty empty;
    href next;
};

// One product of two.
struct merge_side_view {
    public_no no;
    str title;
    href path;
    str maker;
    str model;
    str origin;
    str item_no;
    str description;
    href picture;
    str picture_alt;
    instant created_at;
    int64_t buyer_count;
    bool is_gone; // leads to another already
};

struct merge_value_line {
    str name;
    str one;
    str other;
    bool differs;
};

struct merge_offer_line {
    str supplier;
    str side; // 왼쪽, 오른쪽
    money price;
    str unit;
    str state;
    str tone;
    bool ends; // the firm offers both: one of them ends with the merge
};

struct merge_pair_page {
    struct frame frame;
    struct crumb crumb;
    struct merge_side_view one;
    struct merge_side_view other;
    LIST(struct merge_value_line) values;
    LIST(struct merge_offer_line) offers;
    str category;
    bool may_merge;
    str why_not;
    str reason; // as typed
};

struct merge_past_line {
    str from;
    str into;
    href from_path;
    href into_path;
    str reason;
    str who;
    instant at;
    str undone_who; // empty: it holds
    str undone_why;
    instant undone_at;
    href undo;
    public_no no;
};

struct merge_past_page {
    struct frame frame;
    struct crumb crumb;
    str said;
    LIST(struct merge_past_line) rows;
    struct empty empty;
    href next;
};
