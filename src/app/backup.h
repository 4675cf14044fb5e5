// backup and restore: the verbs, and what the hourly job and the doctor share with them.
#pragma once

#include <stdio.h>

#include "app/app.h"
#include "platform/backup/backup.h"

// Where backups lie by the settings: backup.dir, or data.dir/backup.
str backup_folder(struct arena *a, const struct settings *s);
// One backup by the settings, to be given up after `seconds`.
struct backup_plan backup_plan_of(struct arena *a, const struct settings *s, int64_t seconds,
                                  instant now);
// Remove the old ones by the settings.
err backup_thin_by(struct arena *a, const struct settings *s, int64_t *out_gone);

// Copy one to where the settings say and thin there as here (not when the chain differs: what there
// is may be the only proof of what was). Does nothing where no place is set. Fails as backup_copy
// and backup_thin do.
err backup_copy_by(struct arena *a, const struct settings *s, const struct backup_made *made,
                   int64_t seconds, struct backup_copied *out, str *out_sentence);

// What the doctor says of the newest and of its copy elsewhere, without calling it wrong: a site
// may be backed up by other means.
void backup_tell_age(struct app *app, FILE *to);

// The verbs, their sentences written to `to`; what was wrong goes to standard error.
int backup_run(struct app *app, FILE *to);
int restore_run(struct app *app, FILE *to);
