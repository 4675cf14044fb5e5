// PostgreSQL with two roles: one owns the tables and migrates, the site's own has what the site
// needs and no more, so that whoever holds the site can neither change what is only added to nor
// drop a trigger.
#pragma once

#include "platform/db/db.h"

extern const struct fault DB_ROLE_ENGINE;  // REFUSED: SQLite has no roles
extern const struct fault DB_ROLE_UNKNOWN; // MISSING: the server knows no such role
extern const struct fault DB_ROLE_OWNS; // REFUSED: it is the owner, or one of those who may do all

// Give `role` the rights on the tables there are: to read all and add to all but the list of
// migrations, to change and remove where rows are not only added, which their triggers tell. What
// it had before is taken. After each migration again: new tables have none. Fails with DB_ROLE_*,
// in this order, and DB_*.
err db_role_grant(struct db *db, str role);

// Whether the role that is connected could change what is only added to. False with SQLite, where
// the file is the owner's.
err db_role_may_change(struct db *db, bool *out);
