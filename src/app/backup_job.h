// The job backup.make: every hour a copy of everything, and the old ones thinned.
#pragma once

#include "platform/conf/settings.h"
#include "platform/job/job.h"

// By which settings. Once at start-up, before the workers; borrowed as long as the process lives.
void backup_job_set(const struct settings *settings);
// Let the metric tell when the newest was made.
void backup_job_note_last(void);

err backup_job_prepare(struct unit *u, struct job *j);
// Makes the backup, and copies it to backup.copy_to, with no transaction of ours open; where
// backup.hourly is off it only looks. A copy that failed is no failure of the run.
err backup_job_call(struct arena *arena, struct job *j, const struct gateways *g);
// Tells the operators of a copy that failed.
err backup_job_finish(struct unit *u, struct job *j);
