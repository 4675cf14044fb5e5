// The supplier's note: a form, its check, and the deed.
#pragma once

#include "market/delivery/delivery_part_web.h"
#include "platform/web/route.h"

extern const struct route DELIVERY_NOTE_ROUTES[];
extern const size_t DELIVERY_NOTE_ROUTE_COUNT;

struct delivery_note_page {
    struct frame frame;
    struct crumb crumb;
    str heading; // 납품서 내기
    str paper;   // 납품서
    str verb;    // 납품한, 마친
    str contract_number;
    str title;
    str institution_name;
    date ends_on;
    str moved; // of a last day that is counted as another; or empty
    struct delivery_notes notes;
    delivery_line_views lines; // of the form: all; of its check: what is brought
    href action;
    href mend; // of the check: back to the form with all that was typed
    // As typed.
    str delivered_on;
    str place;
    str remark;
    str earliest; // ISO
    str latest;
    // Of the check.
    date on;
    date inspect_by;
    str inspect_article;
    bool leaves_some; // not all of the order is brought with this
};
