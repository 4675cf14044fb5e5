// The searches a person keeps.
#pragma once

#include "market/search/saved.h"
#include "market/search/search_web.h"

#define SAVED_PATH "/me/searches"

struct saved_row {
    public_no no;
    str name;
    str said;
    bool is_told;
    int64_t new_count;
    instant seen_at;
    href edit;
};

struct saved_list_page {
    struct frame frame;
    str done;          // what was done just now, or empty
    public_no removed; // may be taken back; 0: none
    LIST(struct saved_row) rows;
    int64_t most; // a person keeps
    struct empty empty;
};

struct saved_new_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str said;
    int64_t total; // it finds now
    bool is_told;
    search_field_list fields; // the question
    href back;
};

struct saved_edit_page {
    struct frame frame;
    struct crumb crumb;
    public_no no;
    str name;
    str said;
    bool is_told;
};

extern const struct route SAVED_ROUTES[];
extern const size_t SAVED_ROUTE_COUNT;
