// The inspection: counts, their check with a fresh password or code, and the deed.
#pragma once

#include "market/delivery/delivery_part_web.h"
#include "platform/web/route.h"

extern const struct route INSPECTION_ROUTES[];
extern const size_t INSPECTION_ROUTE_COUNT;

struct inspect_method {
    str word;
    str label;
    str hint;
    bool chosen;
};

struct inspect_page {
    struct frame frame;
    struct crumb crumb;
    str heading; // 1차 납품 검사
    str title;
    str contract_number;
    str supplier_name;
    date delivered_on;
    str place;
    str remark;
    date inspect_by;
    str left; // D-3
    bool is_late;
    bool is_far; // more than a few days are left
    str inspect_article;
    struct delivery_notes notes;
    delivery_line_views lines; // of this delivery
    LIST(struct inspect_method) methods;
    instant noted_at;
    date ends_on;
    bool is_doubtful;  // noted after the contract's last day, for a day by then
    str delay_article; // of the damages a late day costs, or empty
    str arrived_on;    // as typed
    str inspected_on;  // as typed
    str earliest;      // ISO
    str latest;
    href action;
    href all_passed; // its check with everything accepted
    bool is_open;    // something was typed already
    // Of the check.
    str method;
    str method_label;
    date on;
    date came_on;
    bool is_corrected; // not the supplier's day
    int64_t late_days; // past the contract's last day
    str result;        // 합격
    str result_tone;   // ok warn bad
    bool is_passed;    // nothing failed
    bool is_refused;   // everything did
    str opinion;
    href mend;
};
