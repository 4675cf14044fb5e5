#include "platform/file/looked_testing.h"

#include <assert.h>

#include "platform/file/looked_testing.sql.h"

void looked_testing_all(struct testing_db *t)
{
    err e = db_begin(t->db, DB_WRITE);
    e = e == NULL ? query_run(db_query(t->db, &SQL_LOOKED_TESTING_ALL), NULL) : e;
    e = e == NULL ? db_commit(t->db) : e;
    assert(e == NULL);
}
