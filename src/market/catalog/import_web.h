// A firm's sheets: upload, columns, what was seen of each row, and what became of it.
#pragma once

#include "market/catalog/import_action.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct import_option {
    str value;
    str text;
    bool selected;
};
typedef LIST(struct import_option) import_option_list;

struct import_line {
    href path;
    str name;
    str state;
    str tone;
    int64_t row_count;
    instant created_at;
    str who;
};

struct import_start_page {
    struct frame frame;
    struct crumb crumb;
    import_option_list categories;
    LIST(struct import_line) lines;
};

// A column of the sheet and what it may say.
struct import_column_line {
    str letters;
    str name;
    str sample; // its first values
    str field;  // of the form
    import_option_list options;
};

struct import_row_line {
    int64_t number;
    str title;
    str state;
    str tone;
    LIST(str) words;
    href path; // of the listing, or empty
};

struct import_sum {
    str name;
    int64_t count;
};

// A photo that a row names by its address.
struct import_photo_line {
    int64_t number;
    str url;
    str state;
    str tone;
    str words;
    href path; // to the listing's photos
};

struct import_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str state;
    instant created_at;
    str who;
    int64_t row_count;
    // 1: what do the columns say?
    bool asks_columns;
    href columns_path; // posted to
    import_option_list categories;
    LIST(struct import_column_line) columns;
    // while the job goes on
    bool is_at_work;
    bool may_resume;    // it stands still
    int64_t done_count; // rows
    // afterwards
    LIST(struct import_sum) sums;
    int64_t may_list; // rows that committing lists
    bool may_commit;
    bool may_undo;
    int64_t bought_count;
    int64_t wrong_count;
    int64_t otherwise_count; // of import_store_count_otherwise
    href otherwise_path;
    href commit_path;
    href undo_path;
    href mend_path;
    href again_path; // to the columns
    struct tabs tabs;
    LIST(struct import_row_line) rows;
    struct pager pager;
    // photos by their addresses
    LIST(struct import_photo_line) photos;
    int64_t photos_waiting;
    int64_t photos_kept;
    int64_t photos_refused;
};

extern const struct route IMPORT_ROUTES[];
extern const size_t IMPORT_ROUTE_COUNT;
