#include "platform/job/job.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "platform/job/job.sql.h"

static const struct fault JOB_LOST = {
    .kind = FAULT_CONFLICT,
    .code = "job.lost",
    .text = "다른 일꾼이 먼저 맡은 일입니다.",
};

static const struct fault JOB_KIND_UNKNOWN = {
    .kind = FAULT_BROKEN,
    .code = "job.kind_unknown",
    .text = "이 판의 프로그램이 모르는 종류의 일입니다. 같은 판의 프로그램으로 실행해 주세요.",
};

err job_add(struct unit *u, const char *kind, int64_t object, str argument, instant not_before)
{
    struct query *q = db_query(u->db, &SQL_JOB_ADD);
    bind_str(q, "kind", str_view(kind));
    bind_i64(q, "object", object);
    bind_str(q, "argument", argument);
    bind_instant(q, "not_before", not_before.us == 0 ? u->now : not_before);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

static err lease(struct unit *u, void *data)
{
    struct job *j = data;
    struct query *q = db_query(u->db, &SQL_JOB_NEXT);
    bind_instant(q, "now", u->now);
    *j = (struct job){0};
    if (query_next(q)) {
        j->id.value = read_i64(q, "id");
        j->kind = read_str(q, "kind");
        j->object = read_i64(q, "object_id");
        j->argument = read_str(q, "argument");
        j->attempt = read_i64(q, "attempt");
    }
    TRY(query_end(q));
    if (j->id.value == 0) {
        return NULL;
    }
    q = db_query(u->db, &SQL_JOB_LEASE);
    bind_i64(q, "id", j->id.value);
    bind_i64(q, "attempt", j->attempt);
    bind_instant(q, "lease_until", instant_add_s(u->now, LIMIT_JOB_LEASE_S));
    TRY(query_run_one(q, &JOB_LOST));
    j->attempt++;
    return NULL;
}

struct run {
    struct job *job;
    const struct job_kind *kind;
    err fault; // of the step that failed
};

static err prepare(struct unit *u, void *data)
{
    struct run *r = data;
    return r->kind->prepare(u, r->job);
}

static err finish(struct unit *u, void *data)
{
    struct run *r = data;
    if (r->kind->finish != NULL) {
        TRY(r->kind->finish(u, r->job));
    }
    struct query *q = db_query(u->db, &SQL_JOB_DONE);
    bind_i64(q, "id", r->job->id.value);
    bind_i64(q, "attempt", r->job->attempt);
    bind_instant(q, "now", u->now);
    return query_run_one(q, &JOB_LOST);
}

// 2 s, 4 s, 8 s … 4 minutes; dead after LIMIT_JOB_TRIES.
static err put_back(struct unit *u, void *data)
{
    struct run *r = data;
    bool dead = r->job->attempt >= LIMIT_JOB_TRIES;
    struct query *q = db_query(u->db, &SQL_JOB_AGAIN);
    bind_i64(q, "id", r->job->id.value);
    bind_i64(q, "attempt", r->job->attempt);
    bind_str(q, "state", dead ? S("dead") : S("waiting"));
    bind_instant(q, "not_before", instant_add_s(u->now, INT64_C(1) << r->job->attempt));
    bind_str(q, "fault", str_view(r->fault->code));
    return query_run(q, NULL);
}

static const struct job_kind *find_kind(const struct job_kind *kinds, size_t count, str name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(name, str_view(kinds[i].name))) {
            return &kinds[i];
        }
    }
    return NULL;
}

static err run_steps(struct unit *u, unit_clock clock, struct run *r, const struct gateways *g)
{
    if (r->kind == NULL) {
        return &JOB_KIND_UNKNOWN;
    }
    TRY(unit_run(u, clock, prepare, r));
    if (r->kind->call != NULL) {
        TRY(r->kind->call(u->arena, r->job, g));
    }
    return unit_run(u, clock, finish, r);
}

err job_run_one(struct unit *u, unit_clock clock, const struct job_kind *kinds, size_t kind_count,
                const struct gateways *g, bool *out_ran)
{
    struct job j;
    *out_ran = false;
    err e = unit_run(u, clock, lease, &j);
    if (e == &JOB_LOST) {
        return NULL; // the other worker does it
    }
    TRY(e);
    if (j.id.value == 0) {
        return NULL;
    }
    struct run r = {.job = &j, .kind = find_kind(kinds, kind_count, j.kind)};
    r.fault = run_steps(u, clock, &r, g);
    *out_ran = true;
    if (r.fault == NULL || r.fault == &JOB_LOST) {
        return NULL;
    }
    TRY(unit_run(u, clock, put_back, &r));
    return r.fault; // for the runner's log
}
