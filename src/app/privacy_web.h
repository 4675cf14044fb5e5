// 접속기록 on pages: who saw whose personal data, for the operator's monthly review.
#pragma once

#include "app/privacy_store.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route PRIVACY_ROUTES[];
extern const size_t PRIVACY_ROUTE_COUNT;

struct privacy_line {
    href path;
    instant at;
    str who;
    href who_path; // the same month, of this person; empty: a visitor
    str role;
    str address;
    str act_label;
    str reason;
    int64_t subject_count;
};

struct privacy_rank {
    str name;
    href path;
    int64_t entry_count;
    int64_t person_count;
};

// Somebody was shown more than is usual, or no more.
struct privacy_alarm_line {
    date day;
    str name;
    href path;
    str label;
    str tone;
    int64_t person_count;
};

struct privacy_page {
    struct frame frame;
    struct tabs tabs;
    str typed_month; // the same as the next, or what could not be read
    str month;       // 2026-11
    str month_name;  // 2026년 11월
    str person;
    str whose;
    bool own; // the reviewer's own looks at this page are among the lines
    str note; // what of the filter could not be read, or empty
    bool any;
    LIST(struct privacy_line) lines;
    LIST(struct privacy_rank) ranks;
    LIST(struct privacy_alarm_line) alarms; // of the month, the newest
    int64_t entry_count;                    // of the month
    int64_t person_count;                   //
    struct empty empty;
    href newest; // empty: this is the top
    href older;  // empty: nothing is older
    bool is_reviewed;
    instant reviewed_at;
    str reviewed_by;
    str reviewed_as; // what was found
    bool may_review; // the month asked for is one
    str opinion;     // as typed
};

struct privacy_subject_line {
    str kind;
    str name;
    public_no no;
};

struct privacy_entry_page {
    struct frame frame;
    struct crumb crumb;
    struct kv facts;
    int64_t subject_count;
    bool is_cut; // more persons than are shown
    LIST(struct privacy_subject_line) subjects;
};
