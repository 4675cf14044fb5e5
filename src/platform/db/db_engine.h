// What an engine does for db.c and db_query.c; private to this folder and its tests.
#pragma once

#include <sys/types.h>

#include "base/limits.h"
#include "platform/db/db.h"
#include "platform/db/db_inject.h"

// A parameter as it was bound. Text lies in the query's own copy.
struct value {
    enum value_kind { VALUE_UNSET, VALUE_NULL, VALUE_NUMBER, VALUE_TEXT } kind;
    int64_t number;
    size_t at; // of the text, zero-terminated
    size_t size;
};

// A field of the row a query stands on. CELL_OTHER: of a type this house does not read.
struct cell {
    enum cell_kind { CELL_NULL, CELL_NUMBER, CELL_TEXT, CELL_IDS, CELL_OTHER } kind;
    int64_t number;
    str text;           // borrowed until the next step
    struct db_ids list; // likewise
};

// A statement this connection keeps prepared.
struct statement {
    const struct sql *sql; // NULL: the place is free
    bool in_use;           // by an open query; the same text opened inside it takes another place
    uint64_t used_at;      // by the connection's count of starts: the oldest makes room
    const char *asked[LIMIT_COLUMNS]; // the literal that last named each column
    void *handle;                     // SQLite: the prepared statement
    bool tells_id;                    // SQLite: prepared without its RETURNING id
    uint64_t number;                  // PostgreSQL: its name there is s<number>; 0: not there
    uint64_t outdated;                // PostgreSQL: the number to deallocate before preparing
    uint64_t integers;                // PostgreSQL: a bit for each parameter declared int8
};

struct query {
    struct db *db;
    const struct sql *sql;
    struct statement *statement; // NULL until started
    enum query_state {
        QUERY_CLOSED,
        QUERY_BINDING,
        QUERY_FORESEEN, // bound; carried out with the next one, as is what is to be run soon
        QUERY_WAITING,  // carried out, for whoever comes to want it
        QUERY_ON_ROW,
        QUERY_DONE
    } state;
    err trouble;
    struct value values[LIMIT_PARAMS];
    char *text; // what was bound, copied; kept for the next query in this place
    size_t text_size;
    size_t text_room;
    size_t param_due; // they are mostly bound in the order the statement first names them
    int column_due;   // rows are mostly read in the order of their columns
    int64_t changed;
    void *result;     // PostgreSQL: all rows
    int row;          // PostgreSQL: the one it stands on; SQLite: 1 where it tells the id
    int64_t foretold; // carried out behind the caller: the id it is to give; 0: none
    struct soon {
        uint64_t turn; // by the connection's count: they run in this order
        err taken;     // in place of DB_DUPLICATE
        err otherwise; // when it does not change one row; NULL: that is fine
        int64_t *id;   // where its id goes; NULL: nowhere
    } soon;
};

struct db_copy;

struct engine {
    enum db_engine kind;
    err (*open)(struct db *db, str url);
    void (*close)(struct db *db);
    void (*set_patience)(struct db *db, int64_t ms);
    void (*set_cache)(struct db *db, size_t bytes); // NULL: it has none
    void (*rest)(struct db *db);                    // NULL: nothing to give back
    err (*begin)(struct db *db, enum db_mode mode);
    err (*commit)(struct db *db);
    void (*rollback)(struct db *db);
    void (*let_go)(struct db *db);
    void (*look_anew)(struct db *db); // NULL: each transaction sees what there is when it begins
    err (*prepare)(struct query *q);  // without running it; start does so by itself
    // Prepare if need be, bind, execute; more than one only where it starts_together.
    err (*start)(struct query *const *items, size_t count);
    bool starts_together;
    err (*next)(struct query *q, bool *row); // *row: it stands on one
    void (*finish)(struct query *q);         // fine when never started
    void (*forget)(struct statement *s);     // its place is wanted
    // All of these, bound, in this order, and what each foretold is what it gave; NULL: one by one.
    err (*carry_out)(struct query *items, size_t count);
    // What it kept back of these, with the first trouble of it; NULL: nothing ever is.
    err (*settle)(struct db *db);
    int (*column_count)(const struct query *q);
    const char *(*column_name)(const struct query *q, int column);
    struct cell (*cell)(const struct query *q, int column);
    err (*script)(struct db *db, const char *text); // several statements in the open transaction
    // rebuilds: one of them makes a table anew in the place of an old one. Then each is checked as
    // the last step of its transaction.
    err (*before_migrations)(struct db *db, bool rebuilds);
    err (*check_migration)(struct db *db);
    err (*after_migrations)(struct db *db);
    err (*fill_begin)(struct db *db); // outside a transaction
    err (*fill_end)(struct db *db);
    // One of its own to the same place, that waits for locks as long as need be; NULL: nothing is
    // done beside another.
    err (*another)(struct db *db, struct db **out);
    // db_copy.h: on a connection that did nothing yet; afterwards, or in `*view`, a transaction
    // sees what the copy holds.
    err (*copy)(struct db *db, const struct db_copy *c, struct db **view);
    err (*is_empty)(struct arena *a, str url, bool *out_empty, str *out_place);
    err (*restore)(str url, const struct db_copy *c);
};

// A copy under way.
struct db_copy {
    struct arena *arena;
    const char *path;
    int64_t end_ms; // of clock_ms, when it is to be given up
    str *sentence;
};

extern const struct engine ENGINE_SQLITE;
extern const struct engine ENGINE_POSTGRES;

struct db {
    const struct engine *engine;
    void *connection;
    struct arena *arena;
    pid_t owner;              // a connection must not cross a fork
    struct db_behind *behind; // NULL: each statement is carried out at once
    struct db_beside *beside; // NULL: nothing is made beside it
    int64_t statement_ms;     // LIMIT_STATEMENT_MS; shorter in tests
    bool in_transaction;
    bool may_linger; // see db_may_linger
    bool is_bare;    // db_indexes_drop took its indexes and keys away in this transaction
    enum db_mode mode;
    err trouble; // the first of this transaction: nothing more runs until it is rolled back
    int64_t statements;
    int64_t trips;
    uint64_t turns; // of what was to run soon
    uint64_t starts;
    const struct sql *kept_sql[LIMIT_STATEMENTS_KEPT]; // the key of each place, to be found fast
    struct statement kept[LIMIT_STATEMENTS_KEPT];
    struct query queries[LIMIT_QUERIES_OPEN];
    enum db_injection injection;
    uint64_t chance; // state of the injection's generator
    int per_mille;
    char error[512];
    struct db *next_open; // of this process
};

// Remember what went wrong, "statement: state what"; `statement` may be NULL.
void db_note_error(struct db *db, const char *statement, const char *state, const char *what);

// A place for `sql` among the statements kept: its own where it is prepared, or a free one, or the
// one unused for longest. It is in use until given back.
struct statement *db_take_statement(struct db *db, const struct sql *sql);

// A programmer's error ends the process when a parameter was not given.
void db_check_bound(const struct query *q);
// Run it, with what waits for the next statement (db_together.c). Fails as any of them.
err db_start(struct query *q);

// Close every open query of the transaction.
void db_close_queries(struct db *db);

// Whether the fault to inject comes now.
bool db_injects(struct db *db, enum db_injection what);

// db_migrate with another list of migrations, for tests.
err db_migrate_list(struct db *db, const struct migration *list, size_t count, int *applied);
