// What may stand in the address of a database.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault DB_URL_UNKNOWN;  // INVALID: neither of the two kinds of addresses
extern const struct fault DB_URL_PASSWORD; // INVALID: it holds a password

// Whether it is the address of a server: the other kind names a SQLite file.
bool db_url_is_server(str url);

// An address stands in a settings file, in the environment or on a command line, where others of
// the machine read it: a password comes from a file of its own (passfile=). What of a
// server's cannot be understood is left to db_open. Fails with DB_URL_UNKNOWN, DB_URL_PASSWORD.
err db_url_check(struct arena *a, str url);
