// The hourly job that seals the audit chains.
#pragma once

#include "platform/conf/settings.h"
#include "platform/job/job.h"

// The settings that say where the key lies: once, before any process is started.
void audit_seal_job_set(const struct settings *s);

// Seal where the chains stand. Fails with SIGN_*, DB_*; a missing key is looked at again an hour
// later.
err audit_seal_job_prepare(struct unit *u, struct job *j);
