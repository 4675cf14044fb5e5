#include "app/backup_job.h"

#include <assert.h>

#include "app/backup.h"
#include "base/limits.h"
#include "market/party/party_account_action.h"
#include "market/party/party_bucket_store.h"
#include "platform/log/log.h"
#include "platform/process/metrics.h"

static const struct settings *settings; // of this process

void backup_job_set(const struct settings *s)
{
    settings = s;
}

// What a run carries from its call to its end.
struct outcome {
    err copy_fault; // the backup is there, its copy elsewhere is not; NULL: nothing is amiss
};

void backup_job_note_last(void)
{
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    instant last = backup_last(a, backup_folder(a, settings));
    metrics_set(GAUGE_backup_at, last.us / 1000000);
    arena_close(a);
}

// Nothing of the database is needed before.
err backup_job_prepare(struct unit *u, struct job *j)
{
    j->carried = NEW(u->arena, struct outcome);
    return NULL;
}

// The other place may be away: it is looked at after a copy alone, never at the start of the site.
static err copy(struct arena *a, const struct backup_made *made, int64_t seconds)
{
    str sentence = S("");
    struct backup_copied copied;
    if (settings->backup_copy_to.n == 0) {
        return NULL;
    }
    err e = backup_copy_by(a, settings, made, seconds, &copied, &sentence);
    if (e != NULL) {
        metrics_count(COUNTER_copies_failed);
        LOG(LOG_ERROR, "backup.copy_failed", LOG_TEXT("code", str_view(e->code)),
            LOG_TEXT("detail", sentence));
    } else {
        LOG(LOG_INFO, "backup.copied", LOG_TEXT("name", made->name),
            LOG_NUMBER("bytes", copied.size), LOG_NUMBER("files", copied.file_count),
            LOG_NUMBER("shared", copied.shared_count));
    }
    instant last = backup_last(a, settings->backup_copy_to);
    metrics_set(GAUGE_backup_copy_at, last.us / 1000000);
    return e;
}

// An arena of its own without an edge: nothing jumps out while files are open.
static err make(struct arena *a, struct outcome *out)
{
    instant began = unit_clock_system();
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
    int64_t took_s = (unit_clock_system().us - began.us) / 1000000;
    out->copy_fault = copy(a, &made, LIMIT_BACKUP_JOB_S - took_s);
    return NULL;
}

err backup_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    (void)arena;
    (void)g;
    assert(settings != NULL); // backup_job_set
    err e = NULL;
    if (settings->backup_hourly) {
        struct arena *a = arena_open(LIMIT_ARENA_UNIT);
        e = make(a, j->carried);
        arena_close(a);
        metrics_count(e == NULL ? COUNTER_backups_made : COUNTER_backups_failed);
    }
    backup_job_note_last();
    return e;
}

// The operators are told once a day; the next hour tries again with the backup of then.
err backup_job_finish(struct unit *u, struct job *j)
{
    const struct outcome *out = j->carried;
    int64_t count = 0;
    if (out->copy_fault == NULL) {
        return NULL;
    }
    TRY(bucket_store_add(u->db, S("backup.copy"), 24 * 3600, u->now, &count));
    if (count > 1) {
        return NULL;
    }
    str text = str_format(u->arena,
                          "백업은 만들었으나 다른 곳(%.*s)에 복사하지 못했습니다. 그 자리를 고칠 "
                          "때까지 백업이 이 기계에만 있습니다. %s",
                          STR_ARG(settings->backup_copy_to), out->copy_fault->text);
    return account_tell_operators(u, NO_ID(account_id), S("backup.copy"),
                                  S("백업을 다른 곳에 복사하지 못함"), text, S("/inbox"));
}
