// The law in force on a day, to read: every kind of row, each row with its article and how surely
// it was read, the versions of a rule, and all of it as a file. Rows are in memory, so these pages
// ask no statement.
#pragma once

#include "market/law/law_show.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route LAW_ROUTES[];
extern const size_t LAW_ROUTE_COUNT;

extern const struct fault LAW_ROW_UNKNOWN; // MISSING
extern const struct fault LAW_DAY_UNREAD;  // INVALID: no file of another day

// The day that is asked about, kept in every link.
struct law_asked {
    date on;
    bool is_today;
    bool is_misread; // a day was asked for that there is none
    str regime;      // word; empty: all
    str q;           // words that a row says; empty: any
    bool all;        // also rows that are over or to come
};

struct law_choice {
    str value;
    str text;
    bool chosen;
};
typedef LIST(struct law_choice) law_choices;

struct law_kind_line {
    str label;
    href path;
    int64_t in_force;
    int64_t off;
    int64_t all;
};

struct law_kinds_page {
    struct frame frame;
    struct law_asked asked;
    law_choices regimes;
    href csv_path;
    LIST(struct law_kind_line) kinds; // where something is asked for, those that have it
    struct empty empty;
};

// A field of a row in words.
struct law_cell {
    str name;  // of its column
    str value; // empty: the row says nothing
    bool is_figure;
};
typedef LIST(struct law_cell) law_cells;

struct law_row_line {
    str id;
    href path;
    law_cells cells; // its first own columns
    str regime;
    date first_day;     // DATE_NONE: since ever
    date last_day;      // DATE_NONE: open
    date followed_from; // by another version of it; DATE_NONE: by none
    str article;
    str confidence;
    str confidence_tone; // ok, warn, bad
    str standing;
    str note;          // what is told besides; or empty
    str standing_tone; // now, off …
};

struct law_rows_page {
    struct frame frame;
    struct crumb crumb;
    str label;
    href path;
    struct law_asked asked;
    law_choices regimes;
    href csv_path;
    href new_path;
    law_cells columns; // of the table, without values
    bool any;
    LIST(struct law_row_line) rows;
    struct empty empty;
    struct pager pager;
};

struct law_row_page {
    struct frame frame;
    struct crumb crumb;
    struct law_row_line row;
    str note;
    str source;             // kr/thresholds:12
    instant added_at;       // by an operator
    href proposal_path;     // by which it was added; empty: it is of the packs
    href end_proposal_path; // by which its last day was set
    href new_path;
    href end_path; // empty: it has a last day
    bool is_off;
    date on;
    struct kv facts;
    law_cells columns;
    LIST(struct law_row_line) versions; // this one among them
};
