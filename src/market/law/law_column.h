// How a row is written: the columns of each table, and a field as text and back.
//
// The header line of a pack, the reading of a row, the page that shows it and the question whether
// two rows are versions of one rule all follow from these tables.
#pragma once

#include "market/law/law_pack.h"

enum law_column_kind {
    LAW_TEXT,
    LAW_WON,   // money; empty is zero
    LAW_LIMIT, // struct law_limit; empty: none, unlimited
    LAW_NUMBER,
    LAW_DAY,
    LAW_WORD, // an enum, by its list of words
    LAW_FLAG, // 0 or 1
};

struct law_column {
    const char *name;
    enum law_column_kind kind;
    size_t offset;            // in the row
    const char *const *words; // of a LAW_WORD
    bool needed;              // may not be empty
    bool key;                 // rows that agree in these are versions of one rule
};

struct law_table_kind {
    const char *name;
    const char *label;
    const struct law_column *columns;
    size_t column_count;
    size_t row_size;
    bool keyed; // no two rows of one key may begin on one day
};

extern const struct law_table_kind LAW_TABLES[LAW_TABLE_COUNT];

// Read a field into its place of the row; NULL, or in Korean what it should have been.
const char *law_field_parse(const struct law_column *column, str field, void *row);
str law_field_format(struct arena *arena, const struct law_column *column, const void *row);
bool law_field_equals(const struct law_column *column, const void *row, const void *other);

// Are the rows versions of one rule, whomever they bind?
bool law_key_equals(enum law_table table, const struct law_head *row, const struct law_head *other);
