// What a form may ask while a product is listed: its category, its values, its title. As JSON, and
// as a page for who runs no script.
#pragma once

#include "market/catalog/guide.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route SUGGEST_ROUTES[];
extern const size_t SUGGEST_ROUTE_COUNT;

struct suggest_leaf {
    str code;
    str name;
    str path;
    str why; // or its numbers
    href use;
};

// A 세부품명번호 of the public list.
struct suggest_number {
    str no;
    str name;
    str name_en;
    str category; // that has it, or is guessed by its name; or empty
    bool is_ended;
    href use; // the form with both; empty: it ended, or no category is known
};

struct suggest_row {
    str key;
    str name;
    str typed;
    str value;
    str why;
    str tone; // of `state`
    str state;
};

struct suggest_page {
    struct frame frame;
    struct crumb crumb;
    href back; // to the form, with the title
    str title;
    str number;
    str category; // code of the one chosen, or empty
    str category_name;
    bool asked; // anything at all
    LIST(struct suggest_leaf) guesses;
    LIST(struct suggest_leaf) numbers;
    LIST(struct suggest_number) listed; // in the public list
    LIST(struct suggest_row) rows;
    str built; // the title by the pattern, or empty
    href use;
};
