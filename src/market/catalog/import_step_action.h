// A chunk of an import: looked at, listed, or undone. For import_action alone.
#pragma once

#include "market/catalog/import_action.h"

// A 세부품명번호 of the sheet, and what the public list says of it.
struct import_number {
    str no;
    struct number_word word;
};

// What the steps of a chunk share.
struct import_work {
    struct unit *unit;
    const struct import *import;
    struct import_plan plan;
    str rows;          // of the chunk
    str category_text; // what a row called its category last, and which it is
    str category;
    struct listing_template *templates; // met so far
    size_t template_count;
    struct import_number *numbers; // 세부품명번호 judged so far
    size_t number_count;
    str reason; // of each revision
};

err import_step_check(struct import_work *w);
err import_step_commit(struct import_work *w);
err import_step_undo(struct import_work *w);
