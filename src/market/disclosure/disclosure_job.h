// The job disclosure.refresh: the public line of a contract, made of its rows. Asked for by
// record.refresh; its object is the contract.
#pragma once

#include "platform/job/job.h"

err disclosure_job_refresh(struct unit *u, struct job *j);
