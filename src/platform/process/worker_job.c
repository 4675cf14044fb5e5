#include "platform/process/worker_job.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "platform/clock/clock.h"
#include "platform/process/metrics.h"
#include "platform/process/worker.h"
#include "platform/process/worker_unit.h"

// What comes again, and when to ask for it anew.
struct planning {
    const struct house *house;
    instant next;
};

static err ask_recurring(struct unit *u, void *data)
{
    struct planning *p = data;
    return job_plan(u, p->house->recurring.items, p->house->recurring.count, &p->next);
}

// Ask for the next runs of what comes again, at the start and whenever one of them is due.
static void plan_jobs(struct planning *p, struct db *db, struct arena *arena)
{
    const struct site *site = p->house->site;
    if (site->clock().us < p->next.us) {
        return;
    }
    struct unit u = worker_unit(p->house, db, arena);
    err e = unit_run(&u, site->clock, ask_recurring, p);
    if (e != NULL) {
        LOG(LOG_WARN, "job.plan", LOG_TEXT("code", str_view(e->code)));
    }
}

struct kinds {
    struct job_kind items[LIMIT_JOB_KINDS];
    size_t count;
    int64_t lease_s; // as long as the pool's deadline
};

// Who does a kind of job.
enum errand { ERRAND_HOUSE, ERRAND_CALL, ERRAND_COPY, ERRAND_PICTURE, ERRAND_FETCH };

static bool begins_with(const struct job_kind *kind, const char *head)
{
    return head != NULL && str_starts(str_view(kind->name), str_view(head));
}

static enum errand errand_of(const struct house *house, const struct job_kind *kind)
{
    if (house->copy_kind != NULL && strcmp(kind->name, house->copy_kind) == 0) {
        return ERRAND_COPY;
    }
    if (begins_with(kind, house->picture_kinds)) {
        return ERRAND_PICTURE;
    }
    if (begins_with(kind, house->fetch_kinds)) {
        return ERRAND_FETCH;
    }
    return kind->call != NULL ? ERRAND_CALL : ERRAND_HOUSE;
}

static struct kinds pick_kinds(const struct house *house, enum errand errand)
{
    struct kinds picked = {.lease_s =
                               errand == ERRAND_COPY ? LIMIT_BACKUP_LEASE_S : LIMIT_JOB_LEASE_S};
    assert(house->job_count <= LIMIT_JOB_KINDS);
    for (size_t i = 0; i < house->job_count; i++) {
        if (errand_of(house, &house->jobs[i]) == errand) {
            picked.items[picked.count++] = house->jobs[i];
        }
    }
    return picked;
}

// The law as it holds now. What cannot be read now is told by the job itself.
static err take_law(const struct house *house, struct unit *u)
{
    if (house->site->take_law == NULL) {
        return NULL;
    }
    db_set_arena(u->db, u->arena);
    TRY(unit_begin(u, DB_READ, house->site->clock));
    err e = house->site->take_law(u);
    unit_rollback(u);
    return e;
}

// Run one due job. False when it is better to wait: nothing is due, or something is wrong.
static bool run_job(struct worker *w, const struct kinds *kinds, struct db *db, struct arena *arena)
{
    const struct house *house = w->context;
    jmp_buf edge;
    arena_set_edge(arena, &edge);
    if (setjmp(edge) != 0) {
        db_rollback_all();
        LOG(LOG_ERROR, "job.out_of_memory", LOG_NUMBER("bytes", LIMIT_ARENA_UNIT));
        return false; // its lease runs out, and its tries
    }
    struct unit u = worker_unit(house, db, arena);
    bool ran = false;
    worker_busy(w);
    err e = take_law(house, &u);
    if (e == NULL) {
        e = job_run_one_long(&u, house->site->clock, kinds->lease_s, kinds->items, kinds->count,
                             house->gateways, &ran);
    }
    int64_t took_us = worker_idle(w);
    if (ran) {
        metrics_count(COUNTER_jobs_run);
        metrics_observe(HISTOGRAM_job_time, took_us);
    }
    if (e != NULL) {
        metrics_count(COUNTER_jobs_faults);
        LOG(LOG_WARN, "job.fault", LOG_TEXT("code", str_view(e->code)),
            LOG_TEXT("detail", e->kind == FAULT_BROKEN ? db_error(db) : S("")));
    }
    return ran;
}

// SQLite has one lock for all who write, and who waits for it looks now and then whether it is
// free. Jobs one after another would leave it for less than a moment, until the others give up.
static void leave_lock(struct db *db, int64_t *stretch_us)
{
    if (db_engine(db) == DB_SQLITE && *stretch_us >= INT64_C(1000) * LIMIT_JOB_STRETCH_MS) {
        worker_wait(-1, LIMIT_JOB_GAP_MS);
        *stretch_us = 0;
    }
}

static void run_kinds(struct worker *w, enum errand errand)
{
    const struct house *house = w->context;
    const struct kinds kinds = pick_kinds(house, errand);
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct db *db = NULL;
    struct planning planning = {.house = house};
    log_init(w->pool, house->log_least);
    (void)worker_has_db(&db, house->db_url, LIMIT_DB_CACHE); // away: the next round tries again
    worker_guard(w);
    bool is_rested = true;
    int64_t stretch_us = 0; // of jobs without a rest
    while (!worker_is_stopping()) {
        bool ran = false;
        if (worker_has_db(&db, house->db_url, LIMIT_DB_CACHE)) {
            int64_t began_us = clock_us();
            plan_jobs(&planning, db, arena);
            ran = run_job(w, &kinds, db, arena);
            stretch_us = ran ? stretch_us + clock_us() - began_us : 0;
        }
        arena_reset(arena);
        if (ran && errand == ERRAND_HOUSE) { // the others work mostly outside their units
            leave_lock(db, &stretch_us);
        }
        if (!ran && !is_rested) {
            worker_rest(db);
        }
        is_rested = !ran;
        if (!ran) {
            worker_wait(-1, LIMIT_JOB_IDLE_MS);
        }
    }
    db_close(db);
    arena_close(arena);
}

void worker_run_jobs(struct worker *w)
{
    run_kinds(w, ERRAND_HOUSE);
}

void worker_run_calls(struct worker *w)
{
    run_kinds(w, ERRAND_CALL);
}

void worker_run_copies(struct worker *w)
{
    run_kinds(w, ERRAND_COPY);
}

void worker_run_pictures(struct worker *w)
{
    run_kinds(w, ERRAND_PICTURE);
}

void worker_run_fetches(struct worker *w)
{
    run_kinds(w, ERRAND_FETCH);
}
