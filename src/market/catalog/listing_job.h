// The jobs listing.day: planned prices begin, prices that are over stop the sale; and listing.tell:
// the firms that sell a product are told that its text was corrected, some at a time.
#pragma once

#include "platform/job/job.h"

err listing_job_day(struct unit *u, struct job *j);

// Argument: the revision of the product and the offer after which it goes on.
err listing_job_tell(struct unit *u, struct job *j);
