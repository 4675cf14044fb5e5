// Operators say what is to be shot of which category.
#pragma once

#include "market/content/shot_rule_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct shot_rules_line {
    str name;
    str code;
    str content;
    href path;
};

struct shot_option {
    str value;
    str text;
    bool selected;
};

struct shot_rules_page {
    struct frame frame;
    struct crumb crumb;
    LIST(struct shot_option) categories;
    LIST(struct shot_rules_line) lines;
};

struct shot_input {
    str label;
    str use_field;
    str hint_field;
    str hint;
    LIST(struct shot_option) uses;
};

struct shot_revision_line {
    str content;
    str reason;
    str who;
    instant made_at;
};

struct shot_rule_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str category;
    str version;
    str reason;
    bool is_own;
    bool may_remove;
    str from_name; // whose list it follows
    LIST(struct shot_input) inputs;
    LIST(struct shot_revision_line) revisions;
};

extern const struct route SHOT_RULE_ROUTES[];
extern const size_t SHOT_RULE_ROUTE_COUNT;
