// Where the index of a test lies: the database itself with SQLite, a file of its own beside
// PostgreSQL.
#pragma once

#include "platform/db/db_testing.h"

struct search_place {
    char file[200]; // to be removed; empty: none
    char url[520];
};

void search_testing_place(const struct testing_db *t, struct search_place *out);
void search_testing_leave(struct search_place *place);
