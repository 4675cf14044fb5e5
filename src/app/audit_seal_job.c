#include "app/audit_seal_job.h"

#include <assert.h>

#include "platform/unit/audit_seal.h"

static const struct settings *settings; // of this process

void audit_seal_job_set(const struct settings *s)
{
    settings = s;
}

err audit_seal_job_prepare(struct unit *u, struct job *j)
{
    (void)j;
    assert(settings != NULL); // audit_seal_job_set
    return audit_seal_write(u, settings->data_dir);
}
