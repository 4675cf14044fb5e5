// What the backup's tests share: a site to be backed up, and an empty place for what comes back.
//
//     struct backup_site s = backup_testing_begin(&t);
//     str folder = backup_testing_make(&s, &made);
//     assert_null(backup_testing_restore(&s, folder));
//     backup_testing_end(&s);
//
// Trouble fails the test.
#pragma once

#include "platform/backup/backup.h"
#include "platform/db/db_testing.h"
#include "platform/unit/unit.h"

#define BACKUP_TESTING_NOON_US INT64_C(1795478400000000) // 2026-11-24T00:00:00Z

// A site with a database of the engine, its data folder, a folder of backups, and an empty place.
struct backup_site {
    struct testing_db *t;
    struct arena *a;
    str root;
    str data;
    str backups;
    str new_data;
    str new_url;
    char other[64]; // the empty database of PostgreSQL, or empty
    instant now;    // of the last backup
};

struct backup_numbers {
    int64_t entries, files;
};

// On PostgreSQL: the empty database, with this schema.
str backup_testing_url_of_other(struct backup_site *s, const char *place);
// What a person keeps elsewhere: by whom backups were signed.
void backup_testing_put_signers(struct backup_site *s);
// Make the empty place, again where it was used.
void backup_testing_clear_place(struct backup_site *s);
// A seal.key made of one letter.
void backup_testing_put_key(str data, char letter);
struct backup_site backup_testing_begin(struct testing_db *t);
void backup_testing_end(struct backup_site *s);
// Deeds: an audit line; a kept file (`text`: a str) with one.
err backup_testing_sign(struct unit *u, void *data);
err backup_testing_keep(struct unit *u, void *text);
// Do one of them; or keep this text.
void backup_testing_run(struct backup_site *s, err (*work)(struct unit *u, void *data), void *data);
void backup_testing_keep_text(struct backup_site *s, const char *text);
// A backup of a moment.
err backup_testing_make_at(struct backup_site *s, instant now, struct backup_made *out,
                           str *out_sentence);
// The next one, an hour after the one before; its folder.
str backup_testing_make(struct backup_site *s, struct backup_made *out);
// Back into the empty place, as planned here or otherwise.
struct restore_plan backup_testing_plan_of(struct backup_site *s, str folder);
err backup_testing_restore_by(struct backup_site *s, const struct restore_plan *plan);
err backup_testing_restore(struct backup_site *s, str folder);
// Nothing was made where it was refused.
void backup_testing_check_untouched(struct backup_site *s);
// Refused with this fault, in both languages.
void backup_testing_check_refused(struct backup_site *s, const struct restore_plan *plan,
                                  err wanted);
// What lies in a database; its chain is whole.
struct backup_numbers backup_testing_count_in(struct backup_site *s, str url);
// Where a backup keeps a file of this text, below its folder.
const char *backup_testing_place_of(struct arena *a, const char *text);
