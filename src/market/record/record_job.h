// The job record.refresh: what a contract counts for, made of its rows. Asked for whenever a
// contract is signed, undone, delivered, accepted or paid; its object is the contract.
#pragma once

#include "platform/job/job.h"

err record_job_refresh(struct unit *u, struct job *j);
