// A firm's sheet from the file to the last step, for tests.
#pragma once

#include "market/catalog/catalog_testing.h"
#include "market/catalog/import_action.h"

// The scene of catalog_testing, with a person behind the woman's firm.
void import_testing_open(struct catalog_scene *s, struct testing_db *t, const struct route *routes,
                         size_t count);

// Read, keep and look at a CSV of the woman's firm; trouble ends the test.
struct import import_testing_check(struct catalog_scene *s, const char *csv);
// The same with each row in a chunk of its own.
struct import import_testing_check_by_row(struct catalog_scene *s, const char *csv);
// Let it go on from where it stands until it rests.
struct import import_testing_run(struct catalog_scene *s, public_no no);
err import_testing_commit(struct catalog_scene *s, const struct import *i);
err import_testing_undo(struct catalog_scene *s, const struct import *i);
// The rows as "2 new 단가…;3 bad …".
str import_testing_rows(struct catalog_scene *s, const struct import *i);
// Something out of the database, asked by the whole of it.
struct listing import_testing_listing(struct catalog_scene *s, const char *code);
