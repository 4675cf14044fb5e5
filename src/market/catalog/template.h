// What operators may change of the catalogue's own words: categories, the rows of their templates,
// synonyms, words that are looked at, what each reason to look counts, and units beside those of
// the program.
//
// Each kind is a table of columns; a row is a list of values in that order, all as text. Pure.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault TEMPLATE_UNKNOWN;      // MISSING
extern const struct fault TEMPLATE_KNOWN;        // CONFLICT: it is there already
extern const struct fault TEMPLATE_SAME;         // REFUSED: nothing was changed
extern const struct fault TEMPLATE_WAITS;        // REFUSED: another change of it waits for its day
extern const struct fault TEMPLATE_CHANGED;      // CONFLICT: changed by somebody else meanwhile
extern const struct fault TEMPLATE_NEEDS_REASON; // INVALID
extern const struct fault TEMPLATE_PAST;         // INVALID: from a day that is over
extern const struct fault TEMPLATE_STAYS;        // REFUSED: this kind is not removed
extern const struct fault TEMPLATE_NOT_WAITING;  // CONFLICT: done or taken back
extern const struct fault TEMPLATE_OWN_HANDS;    // REFUSED: who proposed it may not agree to it
extern const struct fault TEMPLATE_TOMORROW;     // INVALID: what needs two begins tomorrow or later

enum template_kind {
    TEMPLATE_CATEGORY,
    TEMPLATE_ATTRIBUTE,
    TEMPLATE_SYNONYM,
    TEMPLATE_WORD,
    TEMPLATE_REASON,
    TEMPLATE_UNIT,
    TEMPLATE_KIND_COUNT
};

const char *template_kind_word(enum template_kind kind);
int template_kind_from(str word); // -1: none
str template_kind_label(enum template_kind kind);
// What a row of a kind is known by, and how to type it.
str template_key_label(enum template_kind kind);
str template_key_hint(enum template_kind kind);
bool template_may_remove(enum template_kind kind);
bool template_may_add(enum template_kind kind);
// What is looked at, and when two must look, is not changed by one operator alone.
bool template_needs_two(enum template_kind kind);

enum template_type { TEMPLATE_LINE, TEMPLATE_LIST, TEMPLATE_COUNT, TEMPLATE_FLAG, TEMPLATE_CHOICE };

struct template_column {
    const char *name; // in the database and the form
    const char *label;
    const char *hint; // or NULL
    enum template_type type;
    const char *choices; // word:label, parted by |
    bool is_needed;
};

#define TEMPLATE_COLUMNS_MAX 13
size_t template_columns(enum template_kind kind, const struct template_column **out);

// What is wrong with a row: of its key, or of a column.
struct template_wrong {
    bool is_key;
    size_t column;
    str text; // begins with what to do
};
typedef LIST(struct template_wrong) template_wrong_list;

// Begin a list, and add to it: of each place what is told first, and nothing when `text` is empty.
template_wrong_list template_wrongs(struct arena *a);
void template_wrong_key(template_wrong_list *list, str text);
void template_wrong_column(template_wrong_list *list, size_t column, str text);
bool template_is_wrong(const template_wrong_list *list, size_t column);
// All that is wrong with the values.
void template_check(enum template_kind kind, const str *values, template_wrong_list *list);

// name=value …, and back; a column that is not there is empty. A choice that nobody needs to make
// is written where it is made: what was kept before it came is the same text.
str template_format(struct arena *a, enum template_kind kind, const str *values);
void template_parse(struct arena *a, enum template_kind kind, str text, str *out_values);

// A value as people read it: 예, 물품.
str template_shown(struct arena *a, const struct template_column *column, str value);

// Does a stored value of an attribute still fit a row of these values?
bool template_value_fits(struct arena *a, const str *attribute, str value);

// The places of some columns.
enum {
    CATEGORY_NAME,
    CATEGORY_PARENT,
    CATEGORY_OBJECT,
    CATEGORY_UNIT,
    CATEGORY_VAT,
    CATEGORY_CLASS_NO,
    CATEGORY_DETAIL_NO,
    CATEGORY_DETAIL_NAME,
    CATEGORY_GREEN,
    CATEGORY_DIRECT,
    CATEGORY_TITLE,
    CATEGORY_THINGS,
    CATEGORY_DELAY_VARIANT
};
enum {
    ATTRIBUTE_COLUMN_NAME,
    ATTRIBUTE_COLUMN_KIND,
    ATTRIBUTE_COLUMN_UNIT,
    ATTRIBUTE_COLUMN_WORDS,
    ATTRIBUTE_COLUMN_REQUIRED,
    ATTRIBUTE_COLUMN_COMPARABLE,
    ATTRIBUTE_COLUMN_POSITION
};
enum { UNIT_SPELLINGS, UNIT_BASE, UNIT_TIMES, UNIT_PARTS, UNIT_COUNTED };

// What counts in another unit stays so: values that were written by it were counted and are not
// read again. The word that two rows of units have in common and that came to something else in the
// row of before; empty: there is none, or the row of before came to nothing.
str template_unit_clash(str key, const str *values, str past_key, const str *past);
// May a unit be called so, or typed so? Without figures, blanks and signs that part numbers.
bool template_unit_reads(str text);
