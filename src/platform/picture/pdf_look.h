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

// Look into the PDF at `path`. A child that ends badly, answers what cannot be, or takes too long
// is ended, and the verdict is PDF_GIVEN_UP. Fails as picture_make.
err pdf_look(struct arena *a, const char *path, struct pdf_looked *out);
