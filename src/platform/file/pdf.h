// What was found in a PDF that was handed in, by a child that can do nothing else
// (picture/child/pdf/pdf.h). What it said of some bytes holds wherever they are handed in.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/pdf_verdict.h"
#include "base/str.h"

struct db;
struct unit;

// The jobs that have a kept PDF looked at; the pool `picture` does them. Object: the file;
// argument: the party that handed it in, for its turn.
#define PDF_JOB "picture.pdf"
#define PDF_SECOND_JOB "picture.pdf_second" // after a first look that cost too much
#define PDF_OLD_JOB "picture.pdf_old"       // one file of the past, then the one before it

// Waits to be looked at: nobody opens it before. REFUSED
extern const struct fault PDF_NOT_LOOKED_AT;
// Nobody could open it, and nobody says how it was seen otherwise. INVALID
extern const struct fault PDF_NOT_SEEN;

// What a verdict forbids: NULL for PDF_FINE, PDF_NOT_LOOKED_AT for PDF_WAITING, else what is wrong
// with it and what to do (REFUSED, pdf.script and so on).
err pdf_fault(enum pdf_verdict verdict);
// May somebody say that what the file proves is true? `otherwise` are the words of how it was seen
// elsewhere (paper, the issuer's own page) where nobody could open it. Fails with PDF_NOT_SEEN.
err pdf_admit_word(enum pdf_verdict verdict, str otherwise);
// The file's name as a page shows it: "정관.pdf (파일 확인 중)", "정관.pdf (받지 않은 파일)".
str pdf_named(struct arena *a, str name, enum pdf_verdict verdict);

// In the database.
const char *pdf_verdict_word(enum pdf_verdict verdict);
enum pdf_verdict pdf_verdict_from(str word); // PDF_VERDICT_COUNT: none

// What the newest looker found in these bytes; PDF_WAITING when nobody looked yet.
err pdf_find(struct db *db, str sha256, enum pdf_verdict *out);
// Whether PDF_LOOKER, or a newer one, looked at them.
err pdf_is_current(struct db *db, str sha256, bool *out);
// PDF_LOOKER looked at it; where another of its version was first, his word stands.
err pdf_note(struct db *db, str sha256, enum pdf_verdict verdict, int64_t pages, instant now);

// Ask for `kind` to be done to a file, `after_s` from now at the soonest. What a party waits for
// beyond LIMIT_PDF_AT_ONCE comes LIMIT_PDF_TURN_S apart, so that others come in between.
err pdf_ask(struct unit *u, const char *kind, file_id file, str party, int64_t after_s);
// The newest PDF before that file (id 0: of all) that PDF_LOOKER has not looked at; id 0: none.
err pdf_find_old(struct db *db, file_id before, file_id *out);
// Give a file of the past a job of its own, unless one of it is a dead letter.
err pdf_hand_on(struct unit *u, file_id file);

struct pdf_same {
    file_id items[LIMIT_PDF_SAME];
    size_t count;
};

// The files with these bytes, LIMIT_PDF_SAME of them at most.
err pdf_list_same(struct db *db, str sha256, struct pdf_same *out);
