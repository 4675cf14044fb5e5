// Looking into a PDF that was handed in: a job of the pool `picture` alone, which may start
// dure-pdf. Its object is the file; nobody opens the file before.
#pragma once

#include "platform/file/file.h"
#include "platform/job/job.h"

// Where the file lies; the same bytes are looked into once.
err pdf_job_prepare(struct unit *u, struct job *j);
err pdf_job_call(struct arena *arena, struct job *j, const struct gateways *g);
// What was found is noted. *out is the file with its verdict, for whoever has to be told; id 0: one
// that cost too much the first time, which PDF_SECOND_JOB looks at again.
err pdf_job_note(struct unit *u, struct job *j, struct kept_file *out);

// The same for the newest PDF before the object (0: of all) that PDF_LOOKER has not looked at; then
// it asks for the one before it, so that what comes in meanwhile waits for one of these at most.
err pdf_job_prepare_old(struct unit *u, struct job *j);
err pdf_job_call_old(struct arena *arena, struct job *j, const struct gateways *g);
// *out has id 0 where the verdict is the one it had.
err pdf_job_note_old(struct unit *u, struct job *j, struct kept_file *out);
