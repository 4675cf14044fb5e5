// Looking into a PDF, by a child that can do nothing else (child/pdf.h).
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/pdf_verdict.h"
#include "base/str.h"

struct pdf_looked {
    enum pdf_verdict verdict; // never PDF_WAITING
    int64_t pages;            // of one that is fine
};

// What the child says, taken for what a stranger says. False: it cannot be.
bool pdf_looked_read(str answer, struct pdf_looked *out);

// Look into the PDF at `path`. Where the file used up the child's processor or memory, or broke its
// reader, the verdict is PDF_GIVEN_UP. Fails as picture_make, and with PICTURE_NO_ANSWER where the
// child was stopped by anything else, took too long on a busy machine, or said what cannot be.
err pdf_look(struct arena *a, const char *path, struct pdf_looked *out);
