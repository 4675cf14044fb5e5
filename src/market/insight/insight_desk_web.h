// The first page of each desk: what waits for the person, what runs, what it comes to.
#pragma once

#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct desk_row {
    href path;
    str title;
    str more;  // department, or contract number
    str other; // supplier, or institution
    money amount;
    date due_on;
    str state;
    str tone;
};

// What waits, alike on every desk.
struct desk_tasks {
    int64_t count;
    int64_t today_count; // by the end of today
    int64_t late_count;  // … that should have been done before
    int64_t due_count;   // both
    struct todo todo;
};

// What is done once, before anything else can be: shown while it is undone.
struct desk_first {
    str text;
    str more; // what it is for
    href path;
};

typedef LIST(struct desk_first) desk_first_list;

struct buyer_desk_page {
    struct frame frame;
    date today;
    str who;
    bool may_request;
    desk_first_list first; // for who sets the institution up
    struct desk_tasks tasks;
    bool shows_todo;
    int64_t running_count;
    money running;
    int64_t late_count;
    int64_t year;
    int64_t year_count;
    money year_sum;
    LIST(struct desk_row) rows;
};

struct supplier_desk_page {
    struct frame frame;
    date today;
    str who;
    desk_first_list first;
    struct desk_tasks tasks;
    bool shows_todo;
    int64_t quote_count;
    int64_t sign_count;
    int64_t due_count;
    money due;
    int64_t year;
    money year_sum;
    date ends_on;    // of the next certificate to end soon; DATE_NONE: none
    int64_t ends_in; // days
    LIST(struct desk_row) rows;
};

struct desk_application {
    str what; // 공급기업 심사, 기관 심사, 확인서 검증
    str name;
    date since;
    href path;
};

struct operator_desk_page {
    struct frame frame;
    date today;
    str who;
    int64_t supplier_count;
    int64_t institution_count;
    int64_t certificate_count;
    int64_t listing_count;
    int64_t dead_count;
    int64_t dead_seals;      // of them those that sign the chains of deeds
    bool has_undated_policy; // terms or privacy policy say no first day
    int64_t year;
    int64_t contract_count;
    money contract_sum;
    LIST(struct desk_application) waiting; // the longest waiting first
    bool is_cut;                           // more wait than are shown
};

// Do the terms or the privacy policy say no first day? Once, before the workers are forked.
void desk_tell_undated_policy(bool is_undated);

extern const struct route DESK_ROUTES[];
extern const size_t DESK_ROUTE_COUNT;
