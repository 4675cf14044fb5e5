// The operators' pages of what is to be looked at before it is sold.
#pragma once

#include "market/catalog/catalog_store.h"
#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define VETTING_PATH "/admin/listings"

extern const struct route VETTING_ROUTES[];
extern const size_t VETTING_ROUTE_COUNT;
extern const struct route VETTING_BATCH_ROUTES[];
extern const size_t VETTING_BATCH_ROUTE_COUNT;

struct vetting_tag {
    str text;
};

struct vetting_line {
    str pick; // NO.VERSION of one that may be approved with others, or empty
    str title;
    href path;
    str supplier;
    str category;
    money price;
    str unit;
    int64_t points;
    str tone;
    LIST(struct vetting_tag) reasons;
    bool needs_two;
    bool has_first;
    bool is_change; // of what is for sale already
    instant since;
    int64_t days; // working days it has waited
    bool is_late;
};

struct vetting_week_line {
    str name; // 11. 16. ~ 11. 22.
    int64_t decided;
    int64_t in_time;
    int64_t returned;
    basis_points share;
    int64_t bar; // of 1000
};

struct vetting_list_page {
    struct frame frame;
    struct tabs tabs;
    str said; // what became of the last form, or empty
    int64_t all;
    int64_t two;
    int64_t clean;
    int64_t promise_days;
    int64_t oldest_days;
    bool is_late;
    int64_t decided; // in the weeks shown
    basis_points share;
    LIST(struct vetting_week_line) weeks;
    LIST(struct vetting_line) rows;
    LIST(struct vetting_line) fresh;    // not weighed yet
    LIST(struct vetting_line) proposed; // texts that firms want put right
    bool may_batch;
    href approve_all; // where all that need one look are approved together, or none
    int64_t batch_points;
    struct empty empty;
    href next;
};

struct vetting_finding_line {
    str label;
    str said;
    int64_t points;
    bool needs_two;
};

struct vetting_template_line {
    int64_t id;
    str key; // 1 … 9, or empty
    str title;
    str text;
    bool chosen;
};

struct vetting_past_line {
    int64_t revision;
    instant at;
    str who;
    str reason;
    money price;
    str state;
};

struct vetting_page {
    struct frame frame;
    struct crumb crumb;
    str said; // of the one before
    str title;
    str state;
    str tone;
    str supplier;
    href supplier_path;
    href product_path;
    href text_path; // where an operator changes what it says
    bool is_seen;   // others see it there
    str category;
    str category_path;
    str detail_no;
    str number_name; // of it in the public list, or empty
    str item_no;
    str item_name; // likewise
    str maker;
    str model;
    str origin;
    str description;
    href picture;
    str picture_alt;
    money price;
    str unit;
    bool is_exempt;
    int64_t quantity_min;
    int64_t lead_days;
    bool own_production;
    value_list values;
    int64_t points;
    bool needs_two;
    LIST(struct vetting_finding_line) findings;
    LIST(struct vetting_past_line) past;
    bool is_open;
    bool is_change;
    instant since;
    int64_t days;
    bool is_late;
    str first_name; // who of two looked first, or empty
    str first_word;
    instant first_at;
    bool is_own; // who looked first is who looks now
    LIST(struct vetting_template_line) templates;
    str word; // as typed
    int64_t version;
    href action;
    str risk;      // the tab it is of, or empty: all
    bool in_order; // the next one is what stands after it there
};

// --- Many at once

struct vetting_firm_line {
    str name;
    int64_t count;
};

struct vetting_batch_page {
    struct frame frame;
    struct crumb crumb;
    int64_t clean;  // that meet the condition
    int64_t count;  // … of which so many are approved at once
    int64_t most;   // at once
    int64_t others; // that are left out: with reasons to look, or for two
    int64_t two;    // … of those, for two
    int64_t batch_points;
    LIST(str) picks;                      // which they are, as the form sends them back
    LIST(struct vetting_firm_line) firms; // whose they are, the most first
    int64_t more_firms;                   // that are not named
    LIST(struct vetting_line) rows;       // the first of them
    href back;
};
