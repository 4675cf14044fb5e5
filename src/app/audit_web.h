// The chain of deeds on pages: for the operator all of it, for an institution's administrator its
// own. Whose names a page shows is on record itself: 접속기록.
#pragma once

#include "app/audit_store.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route AUDIT_ROUTES[];
extern const size_t AUDIT_ROUTE_COUNT;

extern const struct fault AUDIT_TOO_MANY;   // REFUSED: more lines than one file may hold
extern const struct fault AUDIT_DAY_UNREAD; // INVALID: the lines of every day are not shown instead

// A choice of a select.
struct audit_choice {
    str value;
    str text;
    bool chosen;
};

// What the filter's fields hold, as typed.
struct audit_asked {
    date day;
    str day_typed; // empty: every day
    str act;
    str person;
    str party;
    str object;
    str object_no;
    bool views;
    LIST(struct audit_choice) objects;
};

struct audit_line_shown {
    instant at;
    str who;
    href who_path; // the deeds of this person
    str behalf;    // in whose place; empty: nobody's
    str role;
    str address;
    str act_label;
    href act_path; // the deeds of this kind
    str object_label;
    public_no object_no;
    str party;
    int64_t seq;
    str reason;
};

struct audit_page {
    struct frame frame;
    struct tabs tabs;
    href path; // of this list
    bool is_operator;
    struct audit_asked asked;
    str note; // what of the filter could not be read, or empty
    bool any;
    bool any_reason;
    LIST(struct audit_line_shown) lines;
    struct empty empty;
    href newest;   // empty: this is the top
    href older;    // empty: nothing is older
    href download; // the same lines as a file
};

struct audit_download_page {
    struct frame frame;
    struct tabs tabs;
    href path; // where the form goes
    href back;
    struct audit_asked asked;
    str what; // "2026. 11. 24. · 계약 서명", in words
    int64_t line_max;
    str reason;
};

struct audit_check_shown {
    href path;
    instant at;
    str name;
    int64_t row_count;
    int64_t lane_count;
    int64_t bad_count;
    str took; // "1.2초"
    bool current;
};

struct audit_check_lane_shown {
    str lane;
    str party;
    int64_t row_count;
    str took;
    int64_t bad_seq;
};

struct audit_check_page {
    struct frame frame;
    struct tabs tabs;
    bool any;
    struct audit_check_shown newest; // of the list below: the one that is shown in full
    LIST(struct audit_check_shown) checks;
    LIST(struct audit_check_lane_shown) lanes;
    href first; // empty: these are the first chains
    href next;  // empty: these are the last
    struct empty empty;
};

// The tabs of 감사 기록, 사슬 검증, 접속기록; `path` is the one that is shown.
struct tabs audit_tabs(struct arena *a, const char *path);
// How long: "12밀리초", "1.2초".
str audit_took(struct arena *a, int64_t us);
