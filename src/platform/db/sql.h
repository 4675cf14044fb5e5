// A statement and a migration, as tools/embed_sql writes them from the .sql files.
//
// Plain constants: this header knows no engine. Each text is there once for each, and differs only
// where the .sql file says so.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct sql {
    const char *name;          // "contract_find"
    const char *file;          // where it is written, from the root of the tree
    int line;                  // of its name
    const char *sqlite;        // parameters as ?1, ?2 …; NULL: not for this engine
    const char *postgres;      // parameters as $1, $2 …; NULL: not for this engine
    const char *const *params; // names by position, without the colon
    size_t param_count;
    bool writes; // changes rows, so a read-only unit must not run it
};

// Every statement there is, for the test that prepares each on both engines.
extern const struct sql *const SQL_ALL[];
extern const size_t SQL_ALL_COUNT;

struct migration {
    int number;         // 1 for 0001_party.sql; they run in this order
    const char *name;   // "party"
    const char *sqlite; // several statements, each ended by a semicolon
    const char *postgres;
};

extern const struct migration MIGRATIONS[];
extern const size_t MIGRATION_COUNT;
