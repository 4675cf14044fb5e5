// What follows when the pictures of a photo are made.
#pragma once

#include "platform/job/job.h"

// The last step of picture.make: the picture is ready, and lists show it where it is a product's;
// or it is hidden at once, where its bytes were hidden while it waited.
err product_picture_job_finish(struct unit *u, struct job *j);
