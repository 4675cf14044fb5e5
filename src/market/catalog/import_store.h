// Rows of what firms list by the sheet. What belongs to a firm is asked for with the firm; NO_ID
// asks as the job that works on it.
#pragma once

#include "market/catalog/import.h"
#include "platform/db/db.h"

extern const struct fault IMPORT_UNKNOWN; // MISSING
extern const struct fault IMPORT_MOVED;   // CONFLICT: it stands elsewhere by now

enum import_state {
    IMPORT_WAITING,  // for what its columns say
    IMPORT_CHECKING, // every row is looked at, nothing is done
    IMPORT_CHECKED,
    IMPORT_RUNNING, // rows become listings
    IMPORT_DONE,
    IMPORT_UNDOING, // what it made is ended, what it changed is put back
    IMPORT_UNDONE,
    IMPORT_STATE_COUNT
};
const char *import_state_word(enum import_state state);
str import_state_label(enum import_state state);
bool import_state_is_at_work(enum import_state state);

enum import_row_state {
    IMPORT_ROW_NEW,
    IMPORT_ROW_CHANGE,
    IMPORT_ROW_SAME, // nothing in it changes anything
    IMPORT_ROW_BAD,
    IMPORT_ROW_MADE,
    IMPORT_ROW_CHANGED,
    IMPORT_ROW_KEPT,   // of the same: nothing was done
    IMPORT_ROW_FAILED, // the world changed since it was looked at
    IMPORT_ROW_UNDONE,
    IMPORT_ROW_STAYS, // what was bought, or changed since, is not undone
    IMPORT_ROW_STATE_COUNT
};
const char *import_row_word(enum import_row_state state);
int import_row_state_from(str word); // -1: none
str import_row_label(enum import_row_state state);
str import_row_tone(enum import_row_state state); // of a badge

struct import {
    import_id id;
    public_no no;
    supplier_id supplier;
    account_id account;
    str account_name;
    str name;    // of the file
    str header;  // names of its columns, parted
    str targets; // what each says, parted; empty: not told yet
    str category;
    enum import_state state;
    int64_t position; // the chunk that is next
    int64_t chunk_count;
    int64_t row_count;
    bool is_demo;
    instant created_at;
    instant moved_at;
    int64_t version;
};
typedef LIST(struct import) import_list;

struct import_row {
    int64_t number;
    int64_t position; // of its chunk
    str same_key;
    str title;
    enum import_row_state state;
    str words; // what is wrong, or what changes; a line each
    str notes; // what was read otherwise than it was written, or is to be looked at; a line each
    offer_id offer;
    public_no offer_no;   // of import_store_rows alone
    int64_t was_revision; // 0: it made the offer
    int64_t is_revision;
};
typedef LIST(struct import_row) import_row_list;

#define IMPORT_PARTED '\x1F'
#define IMPORT_CHUNK_ROWS_MOST 600 // more than a chunk holds

err import_store_add(struct db *db, struct import *i, instant now);
err import_store_count_since(struct db *db, supplier_id supplier, instant since, int64_t *out);
err import_store_add_chunk(struct db *db, import_id import, int64_t position, str content);
err import_store_set_chunk(struct db *db, import_id import, int64_t position, str content);
err import_store_chunk(struct db *db, import_id import, int64_t position, str *out);
// By its public number, of a firm. Fails with IMPORT_UNKNOWN.
err import_store_find(struct db *db, supplier_id supplier, public_no no, struct import *out);
// By its row, for a job. Fails with IMPORT_UNKNOWN.
err import_store_load(struct db *db, import_id id, struct import *out);
err import_store_list(struct db *db, struct arena *a, supplier_id supplier, import_list *out);
err import_store_counts(struct db *db, import_id import, int64_t out[IMPORT_ROW_STATE_COUNT]);
// Rows that were read otherwise than they were written, change something, or have something to be
// looked at.
err import_store_count_otherwise(struct db *db, import_id import, int64_t *out);
err import_store_rows_otherwise(struct db *db, struct arena *a, import_id import, int64_t after,
                                size_t count, import_row_list *out);
err import_store_bought(struct db *db, import_id import, int64_t *out);

// Fails with IMPORT_MOVED.
err import_store_move(struct db *db, const struct import *i, enum import_state to, instant now);
err import_store_set_plan(struct db *db, const struct import *i);
// The chunk is done. Fails with IMPORT_MOVED.
err import_store_step(struct db *db, const struct import *i, instant now);

err import_store_clear_rows(struct db *db, import_id import);
err import_store_add_row(struct db *db, struct arena *a, import_id import,
                         const struct import_row *row);
err import_store_set_row(struct db *db, struct arena *a, import_id import,
                         const struct import_row *row);
// Of each of these, which are not put in yet, the number of the first row that has its key; 0:
// none.
err import_store_twins(struct db *db, struct arena *a, import_id import,
                       const struct import_row *rows, size_t count, int64_t *out);
err import_store_rows_of_chunk(struct db *db, struct arena *a, import_id import, int64_t position,
                               import_row_list *out);
// After a number, in a state or (-1) all; at most `count`.
err import_store_rows(struct db *db, struct arena *a, import_id import, int state, int64_t after,
                      size_t count, import_row_list *out);

// What the firm said of columns before: put over what is guessed.
err import_store_recall(struct db *db, struct arena *a, supplier_id supplier,
                        struct import_plan *plan);
err import_store_remember(struct db *db, struct arena *a, supplier_id supplier,
                          const struct import_plan *plan);
// The listing that a row of this code, or else this text, is of; no value: none.
err import_store_listing(struct db *db, supplier_id supplier, const struct listing *l,
                         public_no *out);

// What a row is found by.
struct import_name {
    str code;
    str title;
    bool may_be_listed;
};
// Of rows that may be of a listing of the firm some turn out not to be: a server is asked for all
// of them at once, of SQLite each is asked for when its turn comes.
err import_store_names(struct db *db, struct arena *a, supplier_id supplier,
                       struct import_name *const *names, size_t count);

// The category of the lowest level that goes by this code, number or name; empty: none, or several.
err import_store_category(struct db *db, str text, str *out);
err import_store_districts(struct db *db, struct arena *a, struct import_plan *plan);
err import_store_was_bought(struct db *db, offer_id offer, bool *out);
err import_store_offer_no(struct db *db, offer_id offer, public_no *out);
