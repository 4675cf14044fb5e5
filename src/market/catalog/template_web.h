// The operators' pages of the catalogue's own words.
#pragma once

#include "market/catalog/template.h"
#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define TEMPLATE_PATH "/admin/templates"

extern const struct route TEMPLATE_ROUTES[];
extern const size_t TEMPLATE_ROUTE_COUNT;

struct template_line {
    str kind;
    str name;
    str becomes; // of a product: what it would be called; or empty
    str code;    // of a category
    str more;
    href path;
};

struct template_change_line {
    str kind;
    str key;
    str what; // 고침, 새로, 없앰
    str reason;
    str touched;
    date from_day;
    str who;
    str second; // who agreed
    instant at;
    str state;
    str tone;
    bool waits;
    bool may_agree; // who reads it is another than who proposed it
    href back;
    href agree;
};

struct template_list_page {
    struct frame frame;
    str said;
    str q;
    struct tabs kinds;
    bool of_all; // rows say of which kind they are
    bool is_cut; // more rows than are shown
    LIST(struct template_line) rows;
    LIST(struct template_change_line) changes;
    int64_t waiting_count; // of them
    struct empty empty;
    href new_synonym;
    href new_word;
    href new_unit;
};

struct template_choice {
    str value;
    str text;
    bool chosen;
};

struct template_input {
    int64_t key; // of the input: field_KEY
    str label;
    str hint;
    str value;
    str before; // as it is, for people
    str after;
    bool differs;
    bool is_needed;
    bool is_line;
    bool is_list;
    bool is_choice;
    LIST(struct template_choice) choices;
};

struct template_page {
    struct frame frame;
    struct crumb crumb;
    str kind; // word
    str kind_label;
    str key;
    str key_label;
    str key_hint;
    str name; // the key itself for what has none
    bool has_name;
    bool is_new;
    bool removes;
    str was;
    LIST(struct template_input) inputs;
    str reason;
    str from_day;
    href back;
    bool is_preview;
    str touched;
    LIST(struct template_line) touched_products; // the first of them
    bool has_titles;                             // some of them would be called otherwise
    bool has_more_touched;
    bool may_remove;
    bool needs_two;
    bool is_category; // with what lies below it, which a preview leaves out
    bool is_leaf;     // only these have attributes
    LIST(struct template_line) children;
    LIST(struct template_line) attributes;
    href new_child;
    href new_attribute;
};
