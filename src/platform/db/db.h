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
extern const struct fault DB_MISREAD;   // BROKEN: a row holds what it may not; db_error names it
extern const struct fault DB_BROKEN;    // BROKEN: anything else; db_error tells

// Open `url`: "sqlite:PATH" or "postgresql://…". Opened after the fork, one a process.
// Fails with DB_AWAY or DB_BROKEN; *out is then NULL and db_error(NULL) tells why.
err db_open(str url, struct db **out);
// Open statements are closed with it. Closing NULL is fine.
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);
// What the engine said of the last trouble, for logs: the statement, a code and a sentence, never a
// value but a row's number. Borrowed until the next call.
str db_error(const struct db *db);
// Where text that is read is copied to, until the next call of this.
void db_set_arena(struct db *db, struct arena *arena);

// How long db_begin waits for SQLite's write lock (LIMIT_BUSY_MS unless set), or for a PostgreSQL
// server that went away (LIMIT_CONNECT_MS unless set), before it answers DB_AWAY.
void db_set_patience(struct db *db, int64_t ms);
// How many bytes of SQLite's pages it holds at most (LIMIT_DB_CACHE unless set); what it holds
// beyond is given back. A server holds its own.
void db_set_cache(struct db *db, size_t bytes);
// Give back what only makes the next statements faster, where none is soon to come.
void db_rest(struct db *db);
// How long one statement may take (LIMIT_STATEMENT_MS unless set), for work that no person waits
// for. SQLite's are not timed.
void db_set_statement_ms(struct db *db, int64_t ms);

// Fill a database that nobody else uses yet, between these two: commits do not wait for the disk,
// units are not watched for others, and where the program or the machine stops before the end
// SQLite's file is to be thrown away. The first commit after it waits for all of them. Outside a
// transaction.
err db_fill_begin(struct db *db);
err db_fill_end(struct db *db);
// Between these two, outside a transaction: from now on to the end units look for their rows by
// keys, and a server plans for that. It keeps the plans of the first units, whose tables are empty,
// and would read through them when they are not any more.
err db_fill_by_keys(struct db *db);
// Count what tables hold of which nothing is known yet, for the plans of later statements: after a
// load or a restore.
// PostgreSQL does so by itself only minutes later, and plans as for empty tables until then;
// SQLite's plans go by the schema alone. Outside a transaction. Fails as a writing transaction
// does.
err db_analyze(struct db *db);
// Let go of the plans that this connection keeps, in a transaction: who fills tables meets more
// rows with each unit than they were made for. SQLite's go by the schema alone. Fails as a
// statement does.
err db_plan_anew(struct db *db);
// Meanwhile, outside a transaction each: in the transactions between these two a second thread
// carries out what asks for no rows, in the order given, while the first one thinks of the next.
// The id of a new row is foretold, one more than the last of its table; the trouble of a statement,
// and an id that comes out otherwise (DB_BROKEN), is told by a later statement or the commit. Fails
// with DB_AWAY.
err db_behind_begin(struct db *db);
void db_behind_end(struct db *db);
// In one writing transaction, which is not kept without the second: take away every index that only
// helps to find, and a server's foreign keys, and make the same ones again, each sorted or looked
// up at once, which is quicker than row by row. In between a server's rows that db_behind_begin has
// carried out are gathered and copied in; no statement may rest on a row of another table being
// there. A role that does not own the tables takes nothing away. *out lies in the arena set for
// text. DB_BROKEN when the engine refuses one.
struct db_indexes;
err db_indexes_drop(struct db *db, struct db_indexes **out);
err db_indexes_make(struct db *db, const struct db_indexes *indexes);
// The same for the largest filling, and more of it on a server: of the tables that are empty, or
// hold little, what keeps rows apart is taken away as well. Leave, the last of the transaction,
// makes all again on SQLite; a server's is made after the commit, outside a transaction, by
// sessions of their own beside each other, which count the rows too. Make returns when what keeps
// rows apart, what finds them in order and the keys that bind new ones are there; the rest goes on
// beside the caller, who writes nothing to tables with an index of words, until db_keys_wait. What
// breaks off after the commit leaves the tables bare: who fills them marks them as half filled.
// What is there twice (DB_DUPLICATE), and a key that a row does not keep (DB_BROKEN), is told by
// make or wait. Keys lie in the arena set for text when they are dropped, and what make needs in
// that of its time, until the wait is over.
struct db_keys;
err db_keys_drop(struct db *db, struct db_keys **out);
err db_keys_leave(struct db *db, const struct db_keys *keys);
err db_keys_make(struct db *db, const struct db_keys *keys);
err db_keys_wait(struct db *db);

// Begin a transaction: DB_READ sees one moment and refuses writes; DB_WRITE holds the write lock
// (SQLite) or is SERIALIZABLE (PostgreSQL).
err db_begin(struct db *db, enum db_mode mode);
// DB_UNKNOWN when the answer got lost: resolve by the unit's key, never by trying again blindly.
err db_commit(struct db *db);
// Never fails: what cannot be rolled back is a closed connection. Fine without a transaction.
void db_rollback(struct db *db);
// The same for every connection of this process: memory ran out amid them, and who had begun on
// them is not there any more to end it.
void db_rollback_all(void);
// From now on a transaction that only read may end with the next one's first trip instead of a trip
// of its own; in SQLite the next that only reads goes on with what this one saw. For whoever lets
// go before each wait, since until then a server keeps its snapshot and SQLite its log, and looks
// anew before it answers somebody who may have asked since the first of them began.
void db_may_linger(struct db *db);
// Who reads next sees all that was committed before. Never fails, as db_let_go.
void db_look_anew(struct db *db);
// End what lingers. Never fails, and is fine for NULL, in a transaction or when nothing does.
void db_let_go(struct db *db);
// Statements run since the last db_begin, for the page budget's test.
int64_t db_statements(const struct db *db);
// How often the engine was asked for them: on a server, trips. COMMIT is not counted.
int64_t db_trips(const struct db *db);

// A statement to bind, run and end, inside a transaction. After the first trouble of a transaction
// no statement runs: each ends with that trouble until the roll-back. A parameter that is not
// there, or is forgotten, is a programmer's error and ends the process with the statement's place.
//
// On SQLite a row that is changed while a list is open may appear in it again: read first, then
// write.
struct query *db_query(struct db *db, const struct sql *sql);

// Names are literals. Text that is not valid UTF-8, or holds a NUL, is DB_BROKEN on both engines.
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
// A pattern for LIKE … ESCAPE '!' that finds `part` anywhere; NULL when empty.
void bind_like(struct query *q, const char *name, str part);

// The same statement with the same values is wanted in a moment: a server is asked for it together
// with the next statement that reads, so that both take one trip, and whoever comes to want it
// finds its rows, unless a write came in between. On SQLite nothing happens. Closes the query; at
// most LIMIT_FORESEEN of them are not yet read.
void query_foresee(struct query *q);

// Writes that nobody waits for, in the order given: carried out at the latest before the next
// statement that somebody waits for, or the commit; a server is asked for all of them in one trip,
// SQLite at once. Their trouble is the transaction's, told by whichever statement carries them out.
// Each closes its query. With `taken` in place of DB_DUPLICATE:
err query_run_soon(struct query *q, err taken);
// … that must change exactly one row: else the trouble is `otherwise`.
err query_run_one_soon(struct query *q, err otherwise);
// An INSERT … RETURNING id; *id, which must stay in its place, is there after db_catch_up.
err query_run_id_soon(struct query *q, int64_t *id);
// Carry out what waits.
err db_catch_up(struct db *db);

// The next row, or false at the end or on trouble.
bool query_next(struct query *q);
// Close it and report its first trouble.
err query_end(struct query *q);
// Run a statement that returns no rows; *changed (may be NULL) is the number of rows it changed.
err query_run(struct query *q, int64_t *changed);
// Run a statement that must change exactly one row, or fail with `otherwise`.
err query_run_one(struct query *q, err otherwise);
// Run an INSERT … RETURNING id, giving that id; 0 when ON CONFLICT DO NOTHING did nothing.
err query_run_id(struct query *q, int64_t *id);

// Of the row query_next stands on. A column that is not there, or of another type, is a
// programmer's error like a wrong parameter. A value that its column may not hold (a day that is
// none, an amount beyond LIMIT_WON, a flag that is neither 0 nor 1) reads as nothing, no row comes
// after it, and query_end fails with DB_MISREAD. Names are literals.
int64_t read_i64(struct query *q, const char *column); // NULL is 0
bool read_bool(struct query *q, const char *column);
str read_str(struct query *q, const char *column);         // NULL is empty
money read_money(struct query *q, const char *column);     // NULL is 0
date read_date(struct query *q, const char *column);       // NULL is DATE_NONE
instant read_instant(struct query *q, const char *column); // NULL is 0
bool read_is_null(struct query *q, const char *column);
// What else must hold of the row's column (the first of several), as the tables promise it: where
// it does not the query ends as above.
void read_require(struct query *q, const char *column, bool holds);
// What id_list(x) or phrase_list(t) gathered (db_sqlite_ids.h), in the order of the rows: SQLite
// only, for statements of a worker's own file that find very many. NULL is none. Borrowed until the
// query goes on.
struct db_ids {
    const int64_t *items;
    size_t count;
};
struct db_ids read_ids(struct query *q, const char *column);

// Bring the schema up to the newest migration, each in its own transaction; processes that do so at
// the same time wait for one another. Needs an arena.
// Fails with DB_NEWER when the database was made by a newer version of the program, or an applied
// migration is not the one this program knows.
extern const struct fault DB_NEWER;
err db_migrate(struct db *db, int *applied);
// The migration the database stands at; 0 when empty. Inside a transaction. Fails like db_migrate.
err db_schema_version(struct db *db, int *version);
