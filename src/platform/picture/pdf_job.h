// Looking into a PDF that was handed in: a job of the pool `picture` alone, which may start
// dure-picture. Its object is the file; nobody opens the file before.
#pragma once

#include "platform/file/file.h"
#include "platform/job/job.h"

// Where the file lies; the same bytes are looked into once.
err pdf_job_prepare(struct unit *u, struct job *j);
err pdf_job_call(struct arena *arena, struct job *j, const struct gateways *g);
// What was found is noted. *out is the file with its verdict, for whoever has to be told.
err pdf_job_note(struct unit *u, struct job *j, struct kept_file *out);
