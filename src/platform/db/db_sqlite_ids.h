// The aggregate id_list(x) of SQLite: a number of each of many rows as one field, which read_ids
// reads. A row that is stepped to and read costs twice what finding it in an index of words does.
//
// phrase_list(t) of an FTS5 table t, in a statement whose MATCH is one phrase and no prefix, gives
// the same of the whole table with the first row, so LIMIT 1: the number of each row twice, and one
// more where the phrase stands in the first column. titled(t, n) says of each row whether the first
// n phrases of its MATCH all stand there.
#pragma once

#include <sqlite3.h>

// Make it known to a connection; gives back SQLite's code.
int db_sqlite_ids_register(sqlite3 *sqlite);
