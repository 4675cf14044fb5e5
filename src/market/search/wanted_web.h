// Wanted goods: the institution's pages and the firm's.
#pragma once

#include "market/search/search_web.h"
#include "market/search/wanted.h"

#define WANTED_BUYER "/buyer/wanted"
#define WANTED_SUPPLIER "/supplier/wanted"

struct wanted_row {
    href path;
    str title;
    str category;
    str institution;
    str amount; // "80개", or empty
    money budget;
    bool has_budget;
    date needed_by;
    str state;
    str tone;
    int64_t answer_count;
};

struct wanted_list_page {
    struct frame frame;
    bool is_firm; // who reads it sells
    str done;     // what was done just now, or empty
    struct tabs tabs;
    LIST(struct wanted_row) rows;
    struct empty empty;
    href next; // empty: last page
    href first;
};

struct wanted_option {
    str value;
    str text;
    bool selected;
};

struct wanted_group {
    str name;
    LIST(struct wanted_option) options;
};

struct wanted_new_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str need;
    str quantity;
    str unit;
    str needed_by;
    str earliest;
    str budget;
    LIST(struct wanted_group) groups;
    str suggested; // the category the title points to, and why; or empty
};

struct wanted_answer_row {
    href path;
    str title;
    str supplier;
    href supplier_path;
    money price;
    str unit;
    str now; // what it costs today, where that is something else
    str said;
    bool is_for_sale;
    instant answered_at;
};

struct wanted_page {
    struct frame frame;
    struct crumb crumb;
    bool is_firm;
    str done;
    public_no no;
    str title;
    str state;
    str tone;
    struct kv facts;
    str need;
    LIST(struct wanted_answer_row) answers;
    str none; // said when there are no answers
    // The institution's.
    bool may_close;
    str close;   // what the button says
    href search; // looks once more
    // The firm's.
    bool may_answer;
    LIST(struct wanted_option) offers;
    str said;
    href list_new; // lists such a product
};

extern const struct route WANTED_ROUTES[];
extern const size_t WANTED_ROUTE_COUNT;
