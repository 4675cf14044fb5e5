// What a law is made of; for the files of this folder that build one.
#pragma once

#include "market/law/law_layer.h"

struct law_rows {
    char *p;
    size_t count;
    size_t room;
};

struct law {
    struct arena *arena;
    struct law_rows tables[LAW_TABLE_COUNT];
    const struct law_head **by_id; // every row, once all were read
    size_t row_count;
    const struct law *packs;           // without any change; NULL: this one has none
    const struct law_changes *changes; // that were laid over the packs, or NULL
    int64_t version;                   // of the last of them; 0: none
};

// Every row by its id, for law_row_find: once its rows stay where they are.
void law_body_order(struct law *law);
// The same row, while the law is still being made.
struct law_head *law_body_row(struct law *law, enum law_table table, size_t i);
