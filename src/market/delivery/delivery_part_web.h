// What the pages of deliveries and inspections show alike, and how their forms are read.
#pragma once

#include "market/delivery/delivery_store.h"
#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/unit/unit.h"

// What the law says of this case.
struct delivery_notes {
    // 지연: nothing is shown while late_days is 0.
    int64_t late_days;
    date ends_on;       // last day in time
    date moved_from;    // the contract's own last day, a Saturday or holiday; DATE_NONE: the same
    money damages;      // as they stand, no day excused
    bool stand_still;   // nothing that is to come makes them grow, if it passes
    bool to_acceptance; // they grow until it passes
    bool is_claimed;    // the claim says what they came to
    bool is_capped;
    bool may_terminate;
    str delay_article;
    str count_article; // by which they grow until it passes
    // 검사조서: has to be made, may be left out, or the institution's own rules say.
    str report;
    str report_article;
    // Who may inspect.
    str inspector;
    str inspector_article; // empty: the house's own rule
};
// What the record of an inspection is called: 검사조서, or 검사 결과서 where the law of that day
// let the report be left out and none was made.
str delivery_report_name(const struct law *law, const struct contract *c, date on);
void delivery_part_notes(struct unit *u, const struct contract *c, const delivery_came_list *came,
                         struct delivery_notes *out);

// A line as a page or form shows it.
struct delivery_line_view {
    int64_t seq;
    str title;
    str unit;
    int64_t ordered;
    int64_t waiting;
    int64_t accepted;
    int64_t open;
    int64_t brought;
    int64_t passed;
    int64_t failed;
    int64_t left;      // open after this delivery
    int64_t elsewhere; // accepted of other deliveries
    str reason;
    // As typed.
    str brought_text;
    str passed_text;
    str failed_text;
};
typedef LIST(struct delivery_line_view) delivery_line_views;
struct delivery_line_view delivery_part_line(const struct delivery_line *line);

// Crumbs of one link and the page itself.
void delivery_part_crumb(struct arena *a, struct crumb *crumb, str text, href path, str here);

// The check of a form asks by GET, since nothing is done yet: the query read as if it were posted.
struct request delivery_part_form(const struct request *rq);
// The files of the input `files`, in the arena.
void delivery_part_uploads(const struct request *rq, const struct upload **out_files,
                           size_t *out_count);
// What a deed refuses once the form itself was read well is a file; it joins the issues. That
// somebody else was first goes up.
err delivery_part_catch(struct issues *is, err fault);
