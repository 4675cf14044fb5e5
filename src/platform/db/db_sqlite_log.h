// SQLite's log (the -wal file), written in a few large pieces. SQLite hands it over page by page,
// the head of each page by itself: a contract of 44 pages was 88 writes, and what the kernel took
// for them was more than for their bytes.
//
// What is held back is never past what anybody may read: it goes out with the last page of a
// transaction, before every sync, and before anything else is asked of the file. Everything but the
// log goes straight to the disk's own.
#pragma once

#include <sqlite3.h>

// The name to open connections by: the default disk as it is now, its logs gathered; NULL when it
// cannot be made known, and then the default serves as well.
const char *db_sqlite_log_disk(void);
