// Rows on their way to a server that is being filled: a thread of its own copies them in, one load
// after the other, while the next are written down. Private to db_postgres_gather.c.
#pragma once

#include "platform/db/db_engine.h"

// Rows of one statement, in the form of COPY.
struct load {
    const struct sql *sql;
    str table;
    str columns;
    char *rows;
    size_t size;
    size_t room;
    int64_t last; // id of the newest row; 0: nobody asked for any
};

struct porter;

// The thread; NULL when there is none to be had.
struct porter *porter_open(struct db *db);
// When all that it took is done. NULL is fine.
void porter_close(struct porter *p);

// It takes the rows, and leaves room for the next in their place; waits while many are under way.
// Until porter_wait the connection and its error are the porter's alone.
// Fails as porter_wait does.
err porter_take(struct porter *p, struct load *full);

// Until all that it took is copied in. Fails with the first trouble since porter_forget, DB_*,
// DB_BROKEN also when an id is not what was foretold: the connection is closed then, and nothing
// that it takes is copied in.
err porter_wait(struct porter *p);

// The same when the transaction is rolled back: its trouble is over with it.
void porter_forget(struct porter *p);
