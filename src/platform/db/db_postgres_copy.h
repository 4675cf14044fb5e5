// Copies of a PostgreSQL database by its own tools. Private to db_postgres.c.
#pragma once

#include "platform/db/db_engine.h"

err postgres_copy(struct db *db, const struct db_copy *c, struct db **view);
err postgres_is_empty(struct arena *a, str url, bool *out_empty, str *out_place);
err postgres_restore(str url, const struct db_copy *c);
