// Kept files: bytes under data.dir/files by their SHA-256, facts in the `file` table.
#pragma once

#include "base/fault.h"
#include "base/id.h"
#include "platform/file/pdf.h"
#include "platform/unit/unit.h"
#include "platform/web/request.h"
#include "platform/web/response.h"

enum file_kind { FILE_PDF, FILE_PNG, FILE_JPEG, FILE_WEBP, FILE_KIND_COUNT };

extern const struct fault FILE_UNKNOWN;   // MISSING
extern const struct fault FILE_EMPTY;     // INVALID
extern const struct fault FILE_TOO_LARGE; // INVALID
extern const struct fault
    FILE_WRONG_KIND; // INVALID: neither PDF, PNG nor JPEG by its bytes, or the ending disagrees
extern const struct fault FILE_NO_PHOTO;     // INVALID: the same, of file_keep_photo
extern const struct fault FILE_DAY_FULL;     // REFUSED: the party's LIMIT_FILES_DAY
extern const struct fault FILE_CANNOT_WRITE; // BUSY

struct kept_file {
    file_id id;
    public_no no;
    str name;
    str sha256;
    enum file_kind kind;
    int64_t size;             // bytes
    enum pdf_verdict verdict; // of a PDF; what is none is PDF_FINE
};

// Where files are kept: `data_dir`/files. Once at start-up; borrowed as long as the process lives.
void file_set_place(str data_dir);
str file_place(void); // the same

// What comes in without a row here counts to the party's day as well. Would so much more be too
// much? Asked before it is written, also by a unit that reads. Fails with FILE_DAY_FULL.
err file_admit_day(struct unit *u, int64_t bytes);
// It counts from now on, if this unit is committed; two at once cannot pass the most together.
// Fails with FILE_DAY_FULL.
err file_count_day(struct unit *u, int64_t bytes);
// What was written and did not stay counts in any case.
err file_count_left(struct unit *u, int64_t bytes);

// Keep an upload whole or refuse it whole: bytes first (fsync, rename), then its row in this unit.
// A PDF is kept and asked to be looked into (PDF_JOB): until then nobody opens it (file_send). One
// whose bytes were refused before is not kept again.
// Fails with FILE_EMPTY, FILE_TOO_LARGE, FILE_WRONG_KIND, pdf_fault, FILE_DAY_FULL,
// FILE_CANNOT_WRITE, in this order. A unit that rolls back leaves bytes without a row behind:
// nobody can ask for them, and a note counts them to the party's day all the same.
err file_keep(struct unit *u, const struct upload *up, struct kept_file *out);
// The same with a photo: JPEG, PNG or WebP. Fails with FILE_NO_PHOTO in place of FILE_WRONG_KIND.
err file_keep_photo(struct unit *u, const struct upload *up, struct kept_file *out);
// Keep what the house made itself of bytes it has; nobody's day counts it. Fails with
// FILE_CANNOT_WRITE, FILE_EMPTY.
err file_keep_made(struct unit *u, str name, enum file_kind kind, str bytes, struct kept_file *out);
// One file of the row id; the caller has checked who may see it. Fails with FILE_UNKNOWN.
err file_find(struct db *db, file_id id, struct kept_file *out);
// Read the bytes of every row once and compare length and SHA-256, outside a transaction: the rows
// are read in pages, each in one of its own, and no moment is held while bytes are read. *out_count
// are the rows looked at, *out_bad the public number of the first whose bytes are gone or altered;
// empty when all hold.
err file_verify(struct db *db, struct arena *a, int64_t *out_count, str *out_bad);
// Answer with the file through nginx, as something to keep. Fails with pdf_fault: a PDF leaves when
// it was looked into and nothing was found.
err file_send(struct response *rs, const struct kept_file *f);
// The same with one that everybody may see, where it stands on a page.
void file_show(struct response *rs, const struct kept_file *f);
// Where its bytes lie on this machine, terminated.
const char *file_path(struct arena *a, const struct kept_file *f);
