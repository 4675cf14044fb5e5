// The rows of a chunk as the firm's listings stand now. For import_step_action alone.
#pragma once

#include "market/catalog/import_action.h"

// A 세부품명번호 of the sheet, and what the public list says of it.
struct import_number {
    str no;
    struct number_word word;
};

// What its rows call a category, and which that is; empty: none, or several.
struct import_category {
    str text;
    str code;
};

// A maker of the sheet, and as it is known already; empty: it is not.
struct import_maker {
    str text;
    str name;
};

// What the steps of a chunk share.
struct import_work {
    struct unit *unit;
    const struct import *import;
    struct import_plan plan;
    str rows;                           // of the chunk, packed
    LIST(struct sheet_row) sheet;       // … and not
    struct import_category *categories; // met so far
    size_t category_count;
    struct listing_template *templates; // likewise
    size_t template_count;
    struct import_number *numbers; // 세부품명번호 judged so far
    size_t number_count;
    struct import_maker *makers; // of the chunk, asked for at once
    size_t maker_count;
    str reason; // of each revision
};

struct looked {
    const struct sheet_row *row;
    const struct listing_template *template; // NULL: no category is known
    struct import_name name;
    struct listing l;   // as the row says
    struct listing was; // that it changes
    bool has_namesake;  // among the rows before it
    bool is_known;
    bool is_example; // of our template
    str wrong;       // empty: it may stand
    str otherwise;   // what was read otherwise than it is written
    str difference;
};
typedef LIST(struct looked) looked_list;

// Take the rows of the chunk apart, once.
void import_look_unpack(struct import_work *w);

// Read some of its rows by themselves, and ask once which of them the firm may have listed.
err import_look_read(struct import_work *w, const struct sheet_row *const *rows, size_t count,
                     looked_list *out);
// Then each over the listing it is of, if there is one by now.
err import_look_up(struct import_work *w, struct looked *k);
// Both, for one row.
err import_look(struct import_work *w, const struct sheet_row *row, struct looked *k);

bool import_look_changes(const struct looked *k);
