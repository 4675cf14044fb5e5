// What an engine says that it means to do for a statement.
#pragma once

#include "platform/db/db_testing.h"

// Its lines one after the other, each with a semicolon; in the database's arena. The statement has
// a text for this engine. Every parameter is bound as 1: a server knows that nothing is greater
// than NULL.
str db_plan(const struct testing_db *t, const struct sql *sql);
