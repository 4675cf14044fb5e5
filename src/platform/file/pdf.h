// What was found in a PDF that was handed in, by a child that can do nothing else
// (picture/child/pdf.h). What it said of some bytes holds wherever they are handed in.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/pdf_verdict.h"
#include "base/str.h"

struct db;

#define PDF_JOB "picture.pdf" // the job that has a kept PDF looked at; the pool `picture` does it

// Waits to be looked at: nobody opens it before. REFUSED
extern const struct fault PDF_NOT_LOOKED_AT;

// What a verdict forbids: NULL for PDF_FINE, PDF_NOT_LOOKED_AT for PDF_WAITING, else what is wrong
// with it and what to do (REFUSED, pdf.script and so on).
err pdf_fault(enum pdf_verdict verdict);
// The file's name as a page shows it: "정관.pdf (파일 확인 중)", "정관.pdf (받지 않은 파일)".
str pdf_named(struct arena *a, str name, enum pdf_verdict verdict);

// In the database.
const char *pdf_verdict_word(enum pdf_verdict verdict);
enum pdf_verdict pdf_verdict_from(str word); // PDF_VERDICT_COUNT: none

// What was found in these bytes; PDF_WAITING when nobody looked yet.
err pdf_find(struct db *db, str sha256, enum pdf_verdict *out);
// It was looked at; where another was first, his word stands.
err pdf_note(struct db *db, str sha256, enum pdf_verdict verdict, int64_t pages, instant now);
