#include "app/backup_job.h"

#include <assert.h>

#include "app/backup.h"
#include "base/limits.h"
#include "platform/log/log.h"
#include "platform/process/metrics.h"

static const struct settings *settings; // of this process

void backup_job_set(const struct settings *s)
{
    settings = s;
}

void backup_job_note_last(void)
{
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    instant last = backup_last(a, backup_folder(a, settings));
    metrics_set(GAUGE_backup_at, last.us / 1000000);
    arena_close(a);
}

// Nothing of the database is needed before the copy, nor written after it.
err backup_job_prepare(struct unit *u, struct job *j)
{
    (void)u;
    (void)j;
    return NULL;
}

// An arena of its own without an edge: nothing jumps out while files are open.
static err make(struct arena *a)
{
    int64_t gone = 0;
    str sentence = S("");
    struct backup_made made;
    struct backup_plan plan = backup_plan_of(a, settings, LIMIT_BACKUP_JOB_S, unit_clock_system());
    err e = backup_make(a, &plan, &made, &sentence);
    if (e == NULL && made.bad_line.n > 0) { // what there is may be the only proof of what was
        LOG(LOG_ERROR, "backup.chain_differs", LOG_TEXT("line", made.bad_line));
    } else if (e == NULL) {
        e = backup_thin_by(a, settings, &gone);
    }
    if (e != NULL) {
        LOG(LOG_ERROR, "backup.failed", LOG_TEXT("code", str_view(e->code)),
            LOG_TEXT("detail", sentence));
        return e;
    }
    LOG(made.missing_count > 0 || !made.is_signed ? LOG_ERROR : LOG_INFO, "backup.made",
        LOG_TEXT("name", made.name), LOG_NUMBER("database_bytes", made.database_size),
        LOG_NUMBER("files", made.file_count), LOG_NUMBER("missing", made.missing_count),
        LOG_NUMBER("signed", made.is_signed), LOG_NUMBER("thinned", gone));
    return NULL;
}

err backup_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    (void)arena;
    (void)j;
    (void)g;
    assert(settings != NULL); // backup_job_set
    err e = NULL;
    if (settings->backup_hourly) {
        struct arena *a = arena_open(LIMIT_ARENA_UNIT);
        e = make(a);
        arena_close(a);
        metrics_count(e == NULL ? COUNTER_backups_made : COUNTER_backups_failed);
    }
    backup_job_note_last();
    return e;
}
