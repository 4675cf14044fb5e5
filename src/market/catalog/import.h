// What a firm lists by the sheet: which column says what, and a row as a listing.
//
// Pure rules: no clock, no database. A column's target is a word: "" is not read, "title" and its
// like are in every template, "a.size" is an attribute by its key, "a" the attribute that is called
// as the column is, in whatever category the row is of.
#pragma once

#include "base/limits.h"
#include "base/out.h"
#include "base/sheet_row.h"
#include "market/catalog/listing.h"

extern const struct fault IMPORT_NO_TITLES; // INVALID: the first row does not name the columns
extern const struct fault IMPORT_NO_ROWS;   // INVALID: nothing below it
extern const struct fault IMPORT_TWICE;     // INVALID: two columns say the same
extern const struct fault IMPORT_NO_CATEGORY_GIVEN; // INVALID: neither a column nor one for all

enum import_field {
    IMPORT_CODE,
    IMPORT_CATEGORY,
    IMPORT_TITLE,
    IMPORT_PRICE,
    IMPORT_VAT,
    IMPORT_UNIT,
    IMPORT_QUANTITY_MIN,
    IMPORT_LEAD_DAYS,
    IMPORT_STOCK,
    IMPORT_TIERS,
    IMPORT_DISTRICTS,
    IMPORT_VALID_UNTIL,
    IMPORT_OWN_PRODUCTION,
    IMPORT_MAKER,
    IMPORT_MODEL,
    IMPORT_ORIGIN,
    IMPORT_DESCRIPTION,
    IMPORT_DETAIL_NO,
    IMPORT_ITEM_NO,
    IMPORT_PHOTOS, // addresses; no part of the listing
    IMPORT_FIELD_COUNT
};

struct import_field_facts {
    const char *word; // target, and the field of listing_check's issues
    const char *name; // of the column
    int width;        // characters
    bool is_required;
    const char *hint; // how to write it
};
const struct import_field_facts *import_field_of(enum import_field field);
int import_field_from(str word); // -1: none

struct import_district {
    str code;
    str name;
};

struct import_column {
    str name; // as the sheet calls it
    str target;
};

// How a sheet is to be read.
struct import_plan {
    LIST(struct import_column) columns;
    LIST(struct import_district) districts;
    str category; // of every row that names none; or empty
    date today;
    struct number_word number; // what the public list says of the row's 세부품명번호
    str maker;                 // as the row's is known already, or empty
};

// A column's name without blanks, brackets with what is in them, and marks.
str import_plain_name(struct arena *a, str name);
// What a column of this name most likely says: a common field, an attribute of `t` (may be NULL) by
// its name, "a" otherwise; "" for those that we write ourselves for people to read.
str import_guess(struct arena *a, str name, const struct listing_template *t);
// Fails with IMPORT_TWICE, IMPORT_NO_CATEGORY_GIVEN.
err import_plan_check(const struct import_plan *plan);

// The trimmed text of a field in a row; empty when no column says it.
str import_cell(const struct import_plan *plan, const struct sheet_row *row,
                enum import_field field);

// What is wrong, or to be said, of a row: "단가(B열): …".
typedef LIST(str) import_word_list;
#define IMPORT_WORDS_MOST 12 // of a row; more are told when these are mended
#define IMPORT_OTHERWISE_MOST (LIMIT_ATTRIBUTES + IMPORT_FIELD_COUNT) // each cell once

// A listing of this category that nothing is known of yet.
struct listing import_blank(const struct listing_template *t);

// Put what the row says over `l`, which holds what was there before or import_blank; then see
// whether it may stand. What no column says stays. Values go through the normalisers of the form;
// *out_otherwise tells each that was read otherwise than it was written: "적은 것 → 읽은 것", and
// what is wrong with a 세부품명번호 that may stand.
void import_read_row(struct arena *a, const struct import_plan *plan,
                     const struct listing_template *t, const struct sheet_row *row,
                     struct listing *l, import_word_list *out_wrong,
                     import_word_list *out_otherwise);

// By what two rows, or a row and a listing of the firm, are the same: its code, or else the
// product.
str import_key(struct arena *a, const struct listing *l);

// What changes from `was` to `is`, for people; empty: nothing.
str import_difference(struct arena *a, const struct listing *was, const struct listing *is);

#define IMPORT_EXAMPLE "예시" // the code of the example row of a template, which is not listed

// A row as text, and back: what is kept of the sheet. False at the end.
void import_pack(struct out *o, const struct sheet_row *row);
bool import_unpack(struct arena *a, str *rest, struct sheet_row *out);

// A field of a listing as a template's column holds it.
str import_show(struct arena *a, const struct listing *l, enum import_field field,
                const struct import_plan *plan);
