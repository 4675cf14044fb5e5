// What tests of ZIPs of photos share: a firm with two products, K-100 and 펜/7, whose files lie in
// a folder of the test's own. Trouble ends the program.
#pragma once

#include "market/catalog/catalog_testing.h"
#include "platform/job/job.h"

extern int64_t photo_zip_turns; // each begins when the lease of the one before has run out
instant photo_zip_clock(void);

// The scene's owner asks.
void photo_zip_testing_open(struct catalog_scene *s, struct testing_db *t);
void photo_zip_testing_close(struct catalog_scene *s);

// What a statement of photo_zip_testing.sql counts.
int64_t photo_zip_count(struct catalog_scene *s, const struct sql *sql);
// Files that wait in the spool.
int photo_zip_count_spooled(void);
// `offer` is the number of the listing they are all of, or empty.
struct web_answer photo_zip_hand_in(struct catalog_scene *s, str zip, const char *offer);

// The next due job of a kind. False: none is due.
bool photo_zip_run_one(struct db *db, struct arena *arena, const struct job_kind *kind);
void photo_zip_run_all(struct catalog_scene *s, const struct job_kind *kind);
