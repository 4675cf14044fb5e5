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

// False when this engine is not to be had here (no DURE_TEST_PG); ends the program on any trouble.
bool testing_db_open(enum db_engine engine, struct testing_db *out);
void testing_db_close(struct testing_db *t);

// Runs the block once for each engine at hand, with `t` an open struct testing_db.
#define FOR_EACH_ENGINE(t)                                                                         \
    for (int engine_ = 0; engine_ <= DB_POSTGRES; engine_++)                                       \
        for (struct testing_db t,                                                                  \
             *once_ = testing_db_open((enum db_engine)engine_, &t) ? &t : NULL;                    \
             once_ != NULL; testing_db_close(&t), once_ = NULL)
