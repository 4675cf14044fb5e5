// The institution's own records: the year's figures, the contracts behind each of them, its
// targets.
#pragma once

#include "market/record/record_list_store.h"
#include "market/record/record_parts_web.h"
#include "platform/page/frame.h"
#include "platform/web/route.h"

extern const struct route RECORD_ROUTES[];
extern const size_t RECORD_ROUTE_COUNT;

struct record_page {
    struct frame frame;
    str institution;
    int64_t year;
    date on; // of the figures
    struct tabs years;
    bool any;
    struct empty empty;
    struct record_figures figures;
    struct tile_map map;
    money paid;
    basis_points paid_share;
    href list_path;
    href local_path;
    href sme_path;
    href csv_path;
    href target_path; // empty: may not set targets
};

struct record_option {
    str value;
    str text;
    bool chosen;
};
typedef LIST(struct record_option) record_options;

struct record_line {
    str title;
    str number;
    href path; // of the contract
    str supplier;
    str district;
    date contracted_on;
    str object;
    str category;
    money price;
    money counted; // of it, where that is less; else 0
    money paid;
    date voided_on;
    LIST(str) tags;
    str proof; // number and days of the certificate asked for
};

struct record_list_page {
    struct frame frame;
    struct crumb crumb;
    int64_t year;
    str asked; // what the list is narrowed to, in words; empty: nothing
    str words;
    record_options months;
    record_options objects;
    record_options tags;
    record_options districts;
    LIST(struct record_line) lines;
    bool any;
    struct empty empty;
    struct record_total total;
    href all_path;
    href csv_path;
    struct pager pager;
};

struct record_target_row {
    int64_t key; // of its inputs
    str category;
    str label;
    str law;     // "5 / 5 / 3"; empty: none set by law
    str caution; // as record_caution has it
    str typed;   // what the input holds
};

struct record_target_page {
    struct frame frame;
    struct crumb crumb;
    int64_t year;
    struct tabs years;
    LIST(struct record_target_row) rows;
};
