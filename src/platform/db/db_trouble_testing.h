// A table of one column in a database that trouble befalls, for tests. Trouble that a test has not
// made ends the program.
#pragma once

#include "platform/db/db_testing.h"
#include "platform/db/sql.h"

// A statement written in C, which both engines read alike.
#define SAME(name_, text)                                                                          \
    .name = (name_), .file = __FILE__, .line = __LINE__, .sqlite = (text), .postgres = (text)

extern const struct sql DB_TROUBLE_ADD;  // a row
extern const struct sql DB_TROUBLE_LIST; // n of all

// Opened with the table. False when this engine is not to be had here.
bool db_trouble_open(enum db_engine engine, struct testing_db *t);
// Several statements at once, committed.
void db_trouble_script(struct db *db, const char *text);
err db_trouble_run(struct db *db, const struct sql *sql);
// Begin, add a row, commit.
err db_trouble_add(struct db *db);
int64_t db_trouble_count(struct db *db);
