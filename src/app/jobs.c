#include "app/jobs.h"

#include "market/notice/notice_job.h"
#include "market/quote/quote_job.h"

const struct job_kind JOB_KINDS[] = {
    {"notice.send",  notice_job_prepare, notice_job_call, notice_job_finish},
    {"quote.expire", quote_job_expire,   NULL,            NULL             },
};
const size_t JOB_KIND_COUNT = COUNT(JOB_KINDS);
