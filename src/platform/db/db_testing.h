// A fresh, migrated database for a test: SQLite in a temporary folder, or a schema of its own on
// the server of DURE_TEST_PG.
#pragma once

#include "platform/db/db.h"

struct testing_db {
    struct db *db;
    struct arena *arena;
    char place[256]; // the folder, or the schema's name
    char url[512];   // for opening it again
};

// Where TEST_PG_ROLE names one, tests of a migrated schema work as that role, which has what a
// site needs and no more (db_role.h), and SQLite, which knows no roles, is left out; without
// DURE_TEST_PG the program ends then with 77: skipped.
//
// Where TEST_MIGRATED names a file of SQLite that is migrated, SQLite's are copies of it; ctest has
// it made before the tests (tests/migrated.c). Else the program migrates one for itself.
//
// False when this engine is not to be had here (no DURE_TEST_PG); ends the program on any trouble.
bool testing_db_open(enum db_engine engine, struct testing_db *out);
// The same without a schema, for a test that makes tables of its own: the server's schemas are
// kept.
bool testing_db_open_empty(enum db_engine engine, struct testing_db *out);
// Another connection to it, with the same arena; closed with db_close before testing_db_close.
struct db *testing_db_again(const struct testing_db *t);
// In a child that forked while it was open, and shares nothing of it with its parent: the child's
// own from now on.
void testing_db_adopt(struct db *db);
// It keeps none prepared any more but those that stay, as where others have taken their places.
// NULL: none stays.
void testing_db_unprepare(struct db *db, bool (*stays)(const struct sql *sql));
// A server's: its connection is gone, as after a restart of the server.
void testing_db_cut(struct db *db);
// What somebody with the file, or with the highest right on the server, can do: from now on this
// transaction may change and remove rows that are only added. It is rolled back or committed with
// the rest; the schema that the server keeps for later tests stays as it was.
void testing_db_forge(struct db *db);
// The same transaction puts everything back, so that the forgery shows in the rows alone.
void testing_db_forge_end(struct db *db);
// Keep what is in it now, and put that back, as often as wanted. Numbers of rows given meanwhile
// are not given again on the server. A file is opened anew: `db` is another one afterwards.
void testing_db_keep(struct testing_db *t);
void testing_db_put_back(struct testing_db *t);
// A migrated, empty database of SQLite in this file, made anew.
void testing_db_save_migrated(const char *path);
// The same as a copy of the one that was made before (TEST_MIGRATED), for who needs a file beside
// the database.
void testing_db_copy_migrated(const char *path);
// See to it that the server has this role, which may log in and owns nothing.
void testing_db_make_role(const char *role);
// Closes and removes it.
void testing_db_close(struct testing_db *t);

// The line that `make proof` gathers from a test whose every check held: what was tried, and how
// often. `t`: the database that was asked; NULL: none. `more` is empty or `,"name":number…`.
void testing_tell(const char *name, const struct testing_db *t, size_t tried, const char *more);

#define TESTING_EACH(t, open)                                                                      \
    for (int engine_ = 0; engine_ <= DB_POSTGRES; engine_++)                                       \
        for (struct testing_db t, *once_ = (open)((enum db_engine)engine_, &t) ? &t : NULL;        \
             once_ != NULL; testing_db_close(&t), once_ = NULL)

// Runs the block once for each engine at hand, with `t` an open struct testing_db.
#define FOR_EACH_ENGINE(t) TESTING_EACH(t, testing_db_open)
// The same without a schema.
#define FOR_EACH_ENGINE_EMPTY(t) TESTING_EACH(t, testing_db_open_empty)
