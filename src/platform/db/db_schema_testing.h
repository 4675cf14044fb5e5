// The server's schemas for tests: migrated once and kept, for this program and the ones after it.
// Each is one program's for as long as it holds the lock of its number, and is emptied before each
// test. For db_testing.c alone, which tests ask; trouble ends the program.
#pragma once

#include "platform/db/db_testing.h"

void testing_schema_open(struct testing_db *out);
// Keep its rows, and put them back (testing_db_keep).
void testing_schema_keep(const struct testing_db *t);
void testing_schema_put_back(const struct testing_db *t);
// The test is over, and the connection waits for the next one. False: it is none of these schemas,
// and nothing was done.
bool testing_schema_lay_aside(struct testing_db *t);

// --- What db_testing.c does for it ---------------------------------------------------------------

_Noreturn void testing_db_fail(const char *what, str detail);
// A command with a schema's name in the middle, on a connection of its own.
void testing_db_on_server(const char *before, const char *schema, const char *after);
// The role that tests of a migrated schema work as: the site's, with what it needs and no more, or
// (NULL) the owner.
const char *testing_db_site_role(void);
// `place` and `url` of one.
void testing_db_name_schema(struct testing_db *t, const char *group, int number);
// A connection that is open already stays.
void testing_db_connect(struct testing_db *out);
void testing_db_disconnect(struct testing_db *t);
void testing_db_migrate(struct db *db);
// Whether the schema there is the one of this program, word for word.
bool testing_db_is_current(struct db *db);
