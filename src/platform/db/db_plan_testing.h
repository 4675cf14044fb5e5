// What an engine says that it means to do for a statement.
#pragma once

#include "platform/db/db_testing.h"

// Its lines one after the other, each with a semicolon; in the database's arena. The statement has
// a text for this engine. A server's plan is the one that it keeps for all that may be bound,
// where another than to read a table whole is there.
str db_plan(const struct testing_db *t, const struct sql *sql);
