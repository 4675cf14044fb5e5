#include "market/record/record_crowd_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/record/record_crowd_testing.sql.h"
#include "platform/db/db_engine.h"

#define FIRST_ID INT64_C(100000000) // above what the scene was given
#define AT_ONCE INT64_C(100000)

static void must(struct record_scene *s, err e, const char *what)
{
    if (e != NULL) {
        (void)fprintf(stderr, "%s: %s: %.*s\n", what, e->code, STR_ARG(db_error(s->t->db)));
        abort();
    }
}

// Their contracts, a hundred columns each, are looked at by nothing that is measured.
static void leave_keys(struct record_scene *s)
{
    struct db *db = s->t->db;
    bool is_file = db_engine(db) == DB_SQLITE; // which knows no such words within a transaction
    if (!is_file) {
        must(s, db_begin(db, DB_WRITE), "keys");
    }
    must(s,
         db->engine->script(db, is_file ? "PRAGMA foreign_keys = OFF"
                                        : "SET session_replication_role = replica"),
         "keys");
    if (!is_file) {
        must(s, db_commit(db), "keys");
    }
}

static void add_institutions(struct record_scene *s)
{
    must(s, db_begin(s->t->db, DB_WRITE), "institutions");
    struct query *q = db_query(s->t->db, &SQL_RECORD_CROWD_INSTITUTIONS);
    bind_i64(q, "first", FIRST_ID);
    must(s, query_run(q, NULL), "institutions");
    must(s, db_commit(s->t->db), "institutions");
}

static void add_records(struct record_scene *s, int64_t from, int64_t until)
{
    must(s, db_begin(s->t->db, DB_WRITE), "records");
    struct query *q = db_query(s->t->db, &SQL_RECORD_CROWD_ADD);
    bind_i64(q, "first", FIRST_ID);
    bind_i64(q, "from", from);
    bind_i64(q, "until", until);
    bind_i64(q, "institution", FIRST_ID);
    bind_id(q, "department", s->department.value);
    bind_i64(q, "supplier", 1);
    bind_i64(q, "year", RECORD_CROWD_FIRST_YEAR);
    bind_str(q, "city", S(TESTING_CITY_DISTRICT));
    bind_str(q, "other", S(TESTING_OTHER_DISTRICT));
    must(s, query_run(q, NULL), "records");
    q = db_query(s->t->db, &SQL_RECORD_CROWD_TAGS);
    bind_i64(q, "first", FIRST_ID + from);
    bind_i64(q, "last", FIRST_ID + until);
    must(s, query_run(q, NULL), "tags");
    must(s, db_commit(s->t->db), "records");
}

void record_crowd_make(struct record_scene *s, int64_t records,
                       void (*tell)(int64_t done, int64_t all))
{
    leave_keys(s);
    add_institutions(s);
    db_set_statement_ms(s->t->db, LIMIT_SCRIPT_MS);
    for (int64_t from = 0; from < records; from += AT_ONCE) {
        int64_t until = from + AT_ONCE < records ? from + AT_ONCE : records;
        add_records(s, from, until - 1);
        tell(until, records);
    }
}

institution_id record_crowd_institution(int64_t n)
{
    return (institution_id){FIRST_ID + 1 + n};
}
