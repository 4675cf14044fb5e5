// A table of the tests' own, and statements written in C: for what is about how any statement is
// bound, run and read. It is made in a database without a schema.
#pragma once

#include "platform/db/db_testing.h"
#include "platform/db/sql.h"

#define PARAMS(...)                                                                                \
    .params = (const char *const[]){__VA_ARGS__},                                                  \
    .param_count = COUNT(((const char *const[]){__VA_ARGS__}))
#define STATEMENT(name_) .name = (name_), .file = __FILE__, .line = __LINE__

extern const struct sql DB_TABLE_ADD;  // n, flag, s, price, day, at, parent
extern const struct sql DB_TABLE_FIND; // id: every column of a row
extern const struct sql DB_TABLE_LIST; // id and s of all

// Fails the test with what the database says.
void db_table_ok(err e, const struct db *db);
void db_table_make(struct db *db);
// A row with that text and nothing else.
err db_table_add(struct db *db, str s, int64_t *id);
int64_t db_table_count(struct db *db);
