#include "app/housekeeping_job.h"

#include "app/housekeeping.sql.h"
#include "base/limits.h"

static const struct sweep {
    const struct sql *sql;
    int64_t kept_s;
} SWEEPS[] = {
    {&SQL_SWEEP_FORM_KEYS,      LIMIT_FORM_KEY_KEPT_S},
    {&SQL_SWEEP_SESSIONS,       LIMIT_SESSION_KEPT_S },
    {&SQL_SWEEP_RECOVERY_CODES, LIMIT_CODE_KEPT_S    },
    {&SQL_SWEEP_JOBS,           LIMIT_JOB_KEPT_S     },
    {&SQL_SWEEP_FILE_DAYS,      LIMIT_FILE_DAY_KEPT_S},
    {&SQL_SWEEP_CHECK_LANES,    LIMIT_CHECK_KEPT_S   },
    {&SQL_SWEEP_TRIES,          LIMIT_LOGIN_BUCKET_S },
    {&SQL_SWEEP_BUCKETS,        LIMIT_LOGIN_BUCKET_S },
};

static err sweep(struct unit *u, const struct sweep *s, int64_t *out_gone)
{
    struct query *q = db_query(u->db, s->sql);
    bind_instant(q, "before", instant_add_s(u->now, -s->kept_s));
    bind_i64(q, "count", LIMIT_SWEEP_ROWS);
    return query_run(q, out_gone);
}

static err sweep_passwords(struct unit *u, int64_t *out_gone)
{
    struct query *q = db_query(u->db, &SQL_SWEEP_PASSWORDS);
    bind_date(q, "today", u->today);
    bind_i64(q, "count", LIMIT_SWEEP_ROWS);
    return query_run(q, out_gone);
}

// Each hour asks for its own seal, so nobody waits for this one; but while none succeeds the dead
// letters tell the operator, and go when one does.
static err seal_again(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_SWEEP_SEALS_AGAIN);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

// A run that finds more than it may take at once asks for another right away.
err housekeeping_job_prepare(struct unit *u, struct job *j)
{
    bool more = false;
    int64_t passwords = 0;
    TRY(seal_again(u));
    TRY(sweep_passwords(u, &passwords));
    more = passwords == LIMIT_SWEEP_ROWS;
    for (size_t i = 0; i < COUNT(SWEEPS); i++) {
        int64_t gone = 0;
        TRY(sweep(u, &SWEEPS[i], &gone));
        more = more || gone == LIMIT_SWEEP_ROWS;
    }
    return more ? job_add(u, "housekeeping.sweep", j->object, S(""), (instant){0}) : NULL;
}
