// What an engine does for db.c; private to this folder.
#pragma once

#include "base/limits.h"
#include "platform/db/db.h"

#define QUERIES_OPEN_MAX 8       // open at once in one unit: a list with look-ups inside
#define STATEMENTS_KEPT_MAX 1024 // prepared per connection; a power of two above all there are

struct param {
    enum { PARAM_UNSET, PARAM_NULL, PARAM_NUMBER, PARAM_TEXT } kind;
    int64_t number;
    str text;
};

struct query {
    struct db *db;
    const struct sql *sql;
    bool is_open;
    bool started;
    bool has_row;
    err trouble;
    struct param params[LIMIT_PARAMS];
    int64_t changed;
    void *handle;     // SQLite's statement or PostgreSQL's result
    bool is_borrowed; // the handle stays in the connection's cache
    int row;          // of a PostgreSQL result
};

struct engine {
    enum db_engine kind;
    err (*open)(struct db *db, str url);
    void (*close)(struct db *db);
    err (*begin)(struct db *db, enum db_mode mode);
    err (*commit)(struct db *db);
    void (*rollback)(struct db *db);
    err (*script)(struct db *db, const char *text); // many statements, no parameters
    err (*start)(struct query *q);                  // bind and execute up to the first row
    err (*next)(struct query *q);                   // sets has_row
    void (*finish)(struct query *q);
    int (*column_count)(struct query *q);
    const char *(*column_name)(struct query *q, int column);
    bool (*column_is_null)(struct query *q, int column);
    int64_t (*column_i64)(struct query *q, int column);
    str (*column_text)(struct query *q, int column); // borrowed until the next step
};

extern const struct engine ENGINE_SQLITE;
extern const struct engine ENGINE_POSTGRES;

struct db {
    const struct engine *engine;
    struct arena *arena;
    void *connection;
    const struct sql *kept[STATEMENTS_KEPT_MAX]; // by hash of the statement's address
    void *kept_handles[STATEMENTS_KEPT_MAX];
    struct query queries[QUERIES_OPEN_MAX];
    bool in_transaction;
    err trouble; // of this transaction: nothing more runs until it is rolled back
    int64_t statements;
    char *url;
    char error[512];
};

// Remember what the engine said.
void db_note_error(struct db *db, const char *said);

// The slot of a statement in the connection's cache: its own, or a free one.
size_t db_slot(const struct db *db, const struct sql *sql);
