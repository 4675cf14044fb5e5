// PostgreSQL with two roles: one owns the tables and migrates, the site's own has what the site
// needs and no more, so that whoever holds the site can neither change what is only added to nor
// drop a trigger.
#pragma once

#include "platform/db/db.h"

extern const struct fault DB_ROLE_ENGINE;  // REFUSED: SQLite has no roles
extern const struct fault DB_ROLE_UNKNOWN; // MISSING: the server knows no such role
extern const struct fault DB_ROLE_OWNS; // REFUSED: it is the owner, or one of those who may do all

extern const struct fault DB_ROLE_NOT_OWNER; // REFUSED: it may not bring the tables up
extern const struct fault DB_ROLE_LACKS;     // REFUSED: it may not read a table there is

// Give `role` the rights on the tables there are: to read all and add to all but the list of
// migrations, to change and remove where rows are not only added, which their triggers tell. What
// it had before is taken. Fails with the first three of DB_ROLE_*, in this order, and DB_*.
err db_role_grant(struct db *db, str role);
// After a migration: the same for the roles the site works as already, since new tables have no
// rights. The tables tell them: who besides the owner may add where rows are only added, up to
// LIMIT_SITE_ROLES. *out_count is 0 with SQLite and where the role that asks is not the owner.
err db_role_grant_again(struct db *db, int64_t *out_count);

// Before a migration: where one is due, the role that is connected has to own the tables there are,
// or, where there is none yet, to have the right to make them.
// Fails with DB_ROLE_NOT_OWNER and DB_*.
err db_role_check_migrate(struct db *db);
// Before the site starts: it reads all there is. Fails with DB_ROLE_LACKS, and *out_table names the
// first that it may not read, and DB_*.
err db_role_check_reads(struct db *db, str *out_table);

// Whether the role that is connected could change what is only added to. False with SQLite, where
// the file is the owner's.
err db_role_may_change(struct db *db, bool *out);
