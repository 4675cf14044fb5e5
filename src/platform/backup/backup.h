// Backups: dated folders below one, each whole by itself, and the way back.
//
// A backup is made aside and renamed when its manifest is written, so that a half-made one is never
// taken for whole. The key that seals secrets is never in it. Knows no business: what to count of
// it is handed in.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "platform/db/db.h"
#include "platform/secret/sign.h"

extern const struct fault BACKUP_BUSY;         // BUSY: another backup is being made there
extern const struct fault BACKUP_CANNOT_WRITE; // BUSY
extern const struct fault BACKUP_NOT_WHOLE;    // MISSING: no such folder, or no manifest in it
extern const struct fault BACKUP_ALTERED;      // REFUSED: a byte of it is not what was written
extern const struct fault BACKUP_UNSIGNED;     // REFUSED: nobody signed it
extern const struct fault BACKUP_OTHER_SIGNER; // REFUSED: whom the data folder does not know did
extern const struct fault BACKUP_LIST_CLOSED;  // REFUSED: sign.pub there may not be written
extern const struct fault BACKUP_SIGN_KEY;     // REFUSED: the sign.key there is not to be used
extern const struct fault BACKUP_TOO_NEW;      // REFUSED: of a newer program
extern const struct fault BACKUP_OTHER_ENGINE; // REFUSED
extern const struct fault BACKUP_OTHER_PLACE;  // REFUSED: PostgreSQL's schema has another name
extern const struct fault BACKUP_NOT_EMPTY;    // CONFLICT: something lies where it is to go
extern const struct fault BACKUP_NO_KEY;       // REFUSED: data.dir has no key
extern const struct fault BACKUP_OTHER_KEY;    // REFUSED: the key there is another one
extern const struct fault BACKUP_DIFFERS;      // BROKEN: what was restored is not what was counted

// --- Making --------------------------------------------------------------------------------------

struct backup_plan {
    str db_url;
    str data_dir; // whose files/ are copied, whose seal.key is not, whose sign.key signs
    str folder;   // below which the dated one is made; made itself where missing
    const struct sql *counts; // rows `name`, `number`: what a restore counts again
    int64_t seconds;          // after which it is given up
    instant now;
};

struct backup_made {
    str name; // 20261126T010000Z, in the arena
    int64_t database_size;
    int64_t files_size; // bytes of the kept files, those shared with the backup before included
    int64_t file_count;
    int64_t missing_count; // files that the database names and data_dir has not, or not whole
    bool is_signed;        // false: data_dir has no key that could be read
    str bad_line; // of the audit chain, as backup_compare_heads names it by the backup before; or
                  // empty
};

// Make one while others write. Leftovers of broken-off ones are swept out first. Fails with
// BACKUP_BUSY, BACKUP_CANNOT_WRITE, DB_COPY_* or DB_*; then nothing is listed. *out_sentence, in
// the arena, says more or is empty.
err backup_make(struct arena *a, const struct backup_plan *plan, struct backup_made *out,
                str *out_sentence);

// --- Looking and thinning ------------------------------------------------------------------------

struct backup_entry {
    str name;
    instant at;
};

struct backup_list {
    struct backup_entry *items;
    size_t count;
};

// The whole ones, newest first; those that are half made or cut off are passed over. A folder that
// is not there has none.
void backup_list(struct arena *a, str folder, struct backup_list *out);
// The moment of the newest; us 0 when there is none.
instant backup_last(struct arena *a, str folder);

// What is asked about the past: backups, and whose signatures count.
struct backup_witness {
    str folder;
    struct backup_list list;
    sign_publics signers;
};

// Compare the audit chain in `db`, in an open transaction, with the heads that these backups
// kept: a chain that only grew still holds each of those lines. *out_count are the heads
// looked at. *out_bad names the first line that is gone or another, with the backup that knows it
// ("i:3/7, 20261126T010000Z/MANIFEST"), or a backup that none of `signers` signed and that is not
// older than the first of them; empty when every one is there. `list` was read before the
// transaction began: a backup made since may know lines that it does not see.
err backup_compare_heads(struct db *db, struct arena *a, const struct backup_witness *w,
                         int64_t *out_count, str *out_bad);

struct backup_keep {
    int64_t hourly, daily, monthly;
};

// Which of these moments, newest first, are kept: the last of each of the newest `hourly` hours,
// `daily` days and `monthly` months in Korea that have one, and the newest in any case.
void backup_choose(const instant *at, size_t count, struct backup_keep keep, bool *out_kept);

// Remove the others. Fails with BACKUP_BUSY or BACKUP_CANNOT_WRITE.
err backup_thin(struct arena *a, str folder, struct backup_keep keep, int64_t *out_gone);

// --- Another place -------------------------------------------------------------------------------

// What a folder on another disk or machine holds, so that copies never land below the mount's name
// while nothing is mounted there. A person makes it, once.
#define BACKUP_PLACE_MARK ".dure-copies"

extern const struct fault BACKUP_NO_PLACE; // MISSING: no such folder, or without the mark

struct backup_copy_plan {
    str from; // the folder of backups
    str to;   // the other
    str name; // of one that is whole
    int64_t seconds;
};

struct backup_copied {
    int64_t file_count;   // the database among them
    int64_t shared_count; // of them that an earlier copy had already
    int64_t size;         // bytes that were written
};

// Copy one backup whole. Each file is compared with its sum in the manifest as it is read, and once
// more as it lies there; what an earlier copy has already is named again, and read with the first
// copy of a day. It is made aside and named when it is whole; one that is there already is done.
// Fails with BACKUP_NO_PLACE, BACKUP_BUSY, BACKUP_NOT_WHOLE, BACKUP_ALTERED, BACKUP_CANNOT_WRITE,
// DB_COPY_SLOW; then nothing is listed.
err backup_copy(struct arena *a, const struct backup_copy_plan *plan, struct backup_copied *out,
                str *out_sentence);

// --- The way back --------------------------------------------------------------------------------

struct restore_plan {
    str db_url;
    str data_dir;
    str folder; // one backup: a dated folder
    const struct sql *counts;
    bool without_key;  // go on though no key is there
    bool unsigned_too; // go on though nobody whom data_dir knows signed it
    int64_t seconds;
};

struct restore_made {
    str version; // of the program that made it
    str at;      // when, as written
    int64_t schema;
    int64_t file_count;
    int64_t missing_count; // as told when it was made
};

// Check every sum, then make database and files where nothing lies yet, then count again. Fails
// with BACKUP_NOT_WHOLE, BACKUP_TOO_NEW, BACKUP_ALTERED, BACKUP_UNSIGNED, BACKUP_OTHER_SIGNER,
// SIGN_LIST_BROKEN, BACKUP_LIST_CLOSED, BACKUP_SIGN_KEY, BACKUP_OTHER_ENGINE, BACKUP_NO_KEY,
// BACKUP_OTHER_KEY, BACKUP_NOT_EMPTY, BACKUP_OTHER_PLACE before anything is touched; after that
// with BACKUP_CANNOT_WRITE, DB_COPY_*, DB_* or BACKUP_DIFFERS.
err backup_restore(struct arena *a, const struct restore_plan *plan, struct restore_made *out,
                   str *out_sentence);
