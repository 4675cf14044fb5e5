// What was taken away from a server's tables, made again by sessions of their own beside each
// other; private to this folder.
#pragma once

#include "platform/db/db_engine.h"

// What a table waits for, done by one session in this order.
struct chore {
    const char *const *texts;
    size_t count;
};

// Begin: the first `before_count` of these by all sessions, returning when they are done. `chores`
// lie in an arena that stays until beside_end. Fails with DB_AWAY, or as a script does, all over
// then.
err beside_begin(struct db *db, const struct chore *chores, size_t count, size_t before_count);
// The others go on, by one session, beside the caller.
void beside_go_on(struct db *db);
// Until all is done. Fails with its first trouble. Fine when nothing was begun.
err beside_wait(struct db *db);
// No chore is begun any more. Fine when nothing was begun.
void beside_end(struct db *db);
