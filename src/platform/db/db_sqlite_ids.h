// The aggregate id_list(x) of SQLite: a number of each of many rows as one field, which read_ids
// reads. A row that is stepped to and read costs twice what finding it in an index of words does.
#pragma once

#include <sqlite3.h>

// Make it known to a connection; gives back SQLite's code.
int db_sqlite_ids_register(sqlite3 *sqlite);
