// The database: one connection of this process, SQLite or PostgreSQL, the same statements on both.
//
// Binding and reading never fail one by one: the query remembers its first trouble and query_end
// reports it. Columns are read by name. Text that is read lives in the arena given to db_set_arena.
// Knows no business and no HTTP; never logs: the caller asks db_error for detail.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "platform/db/sql.h"

struct db;
struct query;

enum db_mode { DB_READ, DB_WRITE };
enum db_engine { DB_SQLITE, DB_POSTGRES };

extern const struct fault DB_COLLISION; // BUSY: another unit was first; run the whole unit again
extern const struct fault DB_UNKNOWN; // BUSY: nobody knows whether COMMIT took effect: ask the key
extern const struct fault DB_AWAY;    // BUSY: the server cannot be reached, or the file is locked
extern const struct fault DB_DUPLICATE; // CONFLICT: a unique rule refused the row
extern const struct fault DB_FULL;      // BUSY: no space left, or the folder cannot be written
extern const struct fault DB_BROKEN;    // BROKEN: anything else; db_error tells

// Open `url`: "sqlite:PATH" or "postgresql://…". Opened after the fork, one a process.
// Fails with DB_AWAY or DB_BROKEN; *out is then NULL.
err db_open(str url, struct db **out);
// Open statements are closed with it. Closing NULL is fine.
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);
// What the engine said of the last trouble, for logs. Borrowed until the next call.
str db_error(const struct db *db);
// Where text that is read is copied to, until the next call of this.
void db_set_arena(struct db *db, struct arena *arena);

// Begin a transaction: DB_READ sees one moment and refuses writes; DB_WRITE holds the write lock
// (SQLite) or is SERIALIZABLE (PostgreSQL).
err db_begin(struct db *db, enum db_mode mode);
// DB_UNKNOWN when the answer got lost: resolve by the unit's key, never by trying again blindly.
err db_commit(struct db *db);
// Never fails: what cannot be rolled back is a closed connection. Fine without a transaction.
void db_rollback(struct db *db);
// Statements run since the last db_begin, for the page budget's test.
int64_t db_statements(const struct db *db);

struct query *db_query(struct db *db, const struct sql *sql);

void bind_i64(struct query *q, const char *name, int64_t value);
void bind_bool(struct query *q, const char *name, bool value); // 0 or 1
void bind_str(struct query *q, const char *name, str value);   // copied
void bind_money(struct query *q, const char *name, money value);
void bind_date(struct query *q, const char *name, date value);       // DATE_NONE is NULL
void bind_instant(struct query *q, const char *name, instant value); // us == 0 is NULL
void bind_null(struct query *q, const char *name);
// NULL when value is 0: optional references.
void bind_id(struct query *q, const char *name, int64_t value);
// NULL when empty: optional text.
void bind_text(struct query *q, const char *name, str value);

// The next row, or false at the end or on trouble.
bool query_next(struct query *q);
// Close it and report its first trouble.
err query_end(struct query *q);
// Run a statement that returns no rows; *changed (may be NULL) is the number of rows it changed.
err query_run(struct query *q, int64_t *changed);
// Run a statement that must change exactly one row, or fail with `otherwise`.
err query_run_one(struct query *q, err otherwise);
// Run an INSERT … RETURNING id, giving that id.
err query_run_id(struct query *q, int64_t *id);

int64_t read_i64(struct query *q, const char *column); // NULL is 0
bool read_bool(struct query *q, const char *column);
str read_str(struct query *q, const char *column); // NULL is empty
money read_money(struct query *q, const char *column);
date read_date(struct query *q, const char *column);       // NULL is DATE_NONE
instant read_instant(struct query *q, const char *column); // NULL is 0
bool read_is_null(struct query *q, const char *column);

// Bring the schema up to the newest migration, each in its own transaction.
// Fails with DB_NEWER when the database was made by a newer version of the program.
extern const struct fault DB_NEWER;
err db_migrate(struct db *db, int *applied);
// The migration the database stands at; 0 when empty.
err db_schema_version(struct db *db, int *version);
