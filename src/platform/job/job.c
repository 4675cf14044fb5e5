#include "platform/job/job.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/job/job.sql.h"

// The lease ran out in the middle and another worker took the job: what we did is rolled back.
static const struct fault JOB_LOST = {
    .kind = FAULT_CONFLICT,
    .code = "job.lost",
    .text = "다른 일꾼이 먼저 맡은 일입니다.",
};

static const struct fault JOB_DEADLY = {
    .kind = FAULT_BROKEN,
    .code = "job.deadly",
    .text = "맡은 일꾼이 번번이 돌아오지 않아 더는 하지 않는 일입니다. 운영자가 살펴야 합니다.",
};

// Seconds before the second try; each further one waits four times as long, the last 2.3 hours.
#define FIRST_DELAY_S 2

err job_add(struct unit *u, const char *kind, int64_t object, str argument, instant not_before)
{
    assert(strchr(kind, ',') == NULL); // kinds are joined by commas
    struct query *q = db_query(u->db, &SQL_JOB_ADD);
    bind_str(q, "kind", str_view(kind));
    bind_i64(q, "object", object);
    bind_str(q, "argument", argument);
    bind_instant(q, "not_before", not_before.us == 0 ? u->now : not_before);
    bind_instant(q, "now", u->now);
    return query_run_soon(q, &DB_DUPLICATE);
}

// The first moment after now that is `offset_s` after a whole multiple of `every_s`.
static int64_t next_moment_s(const struct job_recurring *r, instant now)
{
    int64_t now_s = now.us / 1000000;
    return now_s - (now_s - r->offset_s) % r->every_s + r->every_s;
}

// *next becomes its next moment when that is sooner.
static err plan_one(struct unit *u, const struct job_recurring *r, instant *next)
{
    bool is_once = r->every_s == 0;
    assert(is_once || (r->every_s > 0 && r->offset_s >= 0 && r->offset_s < r->every_s));
    int64_t at_s = is_once ? r->offset_s : next_moment_s(r, u->now);
    struct query *q = db_query(u->db, &SQL_JOB_PLAN);
    bind_str(q, "kind", str_view(r->kind));
    bind_instant(q, "not_before", is_once ? u->now : (instant){at_s * 1000000});
    bind_instant(q, "now", u->now);
    bind_str(q, "key", str_format(u->arena, "%s/%lld", r->kind, (long long)at_s));
    if (!is_once && at_s * 1000000 < next->us) {
        next->us = at_s * 1000000;
    }
    return query_run(q, NULL);
}

err job_plan(struct unit *u, const struct job_recurring *items, size_t count, instant *out_next)
{
    instant next = instant_add_s(u->now, LIMIT_JOB_PLAN_S);
    for (size_t i = 0; i < count; i++) {
        TRY(plan_one(u, &items[i], &next));
    }
    *out_next = next;
    return NULL;
}

// ",notice.send,paper.make,"
static str join_kinds(struct arena *a, const struct job_kind *kinds, size_t count)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    out_char(&o, ',');
    for (size_t i = 0; i < count; i++) {
        out_str(&o, str_view(kinds[i].name));
        out_char(&o, ',');
    }
    assert(!o.overflowed);
    return out_view(&o);
}

// A job on its way through its steps.
struct run {
    struct job *job;
    str kinds;       // the worker's
    int64_t lease_s; // no other takes it meanwhile
    const struct job_kind *kind;
    err fault; // of the step that failed
};

// Settle the job, unless its lease went to another.
static err settle(struct unit *u, const struct run *r, str state, instant not_before)
{
    struct query *q = db_query(u->db, &SQL_JOB_AGAIN);
    bind_i64(q, "id", r->job->id.value);
    bind_i64(q, "attempt", r->job->attempt);
    bind_str(q, "state", state);
    bind_instant(q, "not_before", not_before);
    bind_str(q, "fault", str_view(r->fault->code));
    return query_run_one(q, &JOB_LOST);
}

// Take a job, or leave its id 0. One whose workers died LIMIT_JOB_TRIES times is dead itself.
static err lease(struct unit *u, void *data)
{
    struct run *r = data;
    struct query *q = db_query(u->db, &SQL_JOB_LEASE);
    bind_str(q, "kinds", r->kinds);
    bind_instant(q, "now", u->now);
    bind_instant(q, "lease_until", instant_add_s(u->now, r->lease_s));
    *r->job = (struct job){0};
    r->fault = NULL;
    if (query_next(q)) {
        r->job->id.value = read_i64(q, "id");
        r->job->kind = read_str(q, "kind");
        r->job->object = read_i64(q, "object_id");
        r->job->argument = read_str(q, "argument");
        r->job->attempt = read_i64(q, "attempt");
    }
    TRY(query_run(q, NULL));
    if (r->job->attempt > LIMIT_JOB_TRIES) {
        r->fault = &JOB_DEADLY;
        return settle(u, r, S("dead"), u->now);
    }
    return NULL;
}

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

static err do_all(struct unit *u, void *data)
{
    TRY(prepare(u, data));
    return finish(u, data);
}

static err put_back(struct unit *u, void *data)
{
    struct run *r = data;
    bool dead = r->job->attempt >= LIMIT_JOB_TRIES;
    int64_t delay_s = (int64_t)FIRST_DELAY_S << 2 * (r->job->attempt - 1);
    return settle(u, r, dead ? S("dead") : S("waiting"), instant_add_s(u->now, delay_s));
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
    if (r->kind->call == NULL) {
        return unit_run(u, clock, do_all, r); // whole or not at all
    }
    TRY(unit_run(u, clock, prepare, r));
    TRY(r->kind->call(u->arena, r->job, g));
    return unit_run(u, clock, finish, r);
}

err job_run_one(struct unit *u, unit_clock clock, const struct job_kind *kinds, size_t kind_count,
                const struct gateways *g, bool *out_ran)
{
    return job_run_one_long(u, clock, LIMIT_JOB_LEASE_S, kinds, kind_count, g, out_ran);
}

err job_run_one_long(struct unit *u, unit_clock clock, int64_t lease_s,
                     const struct job_kind *kinds, size_t kind_count, const struct gateways *g,
                     bool *out_ran)
{
    struct job j = {0};
    struct run r = {
        .job = &j, .kinds = join_kinds(u->arena, kinds, kind_count), .lease_s = lease_s};
    *out_ran = false;
    TRY(unit_run(u, clock, lease, &r));
    if (j.id.value == 0) {
        return NULL;
    }
    *out_ran = true;
    if (r.fault != NULL) {
        return r.fault;
    }
    r.kind = find_kind(kinds, kind_count, j.kind);
    assert(r.kind != NULL); // the lease asked for these kinds only
    u->trace = str_format(u->arena, "job/%lld/%lld", (long long)j.id.value, (long long)j.attempt);
    r.fault = run_steps(u, clock, &r, g);
    if (r.fault != NULL && r.fault != &JOB_LOST) {
        err e = unit_run(u, clock, put_back, &r);
        TRY(e == &JOB_LOST ? NULL : e); // else the lease runs out by itself
    }
    return r.fault == &JOB_LOST ? NULL : r.fault;
}
