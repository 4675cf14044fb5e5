// A small site for the dispatcher's tests: an officer, a seller, and a route for each kind of
// answer. Every deed is a row that can be counted.
#pragma once

#include "platform/web/web_testing.h"

#define DISPATCH_BUYERS (UINT64_C(1) << 1) // the right of an officer and of no seller

extern const struct actor DISPATCH_OFFICER;
extern const struct actor DISPATCH_SELLER;
// What POST /refused/:kind answers.
extern const struct fault DISPATCH_FAULTS[FAULT_KIND_COUNT];

void dispatch_testing_open(struct web_test *t, struct testing_db *database);
// How often a deed of this kind was done and committed.
int64_t dispatch_testing_count(struct testing_db *t, const char *kind);

// A site on each engine, for what is about commits; one on SQLite for the rest.
#define FOR_EACH_SITE(t)                                                                           \
    FOR_EACH_ENGINE(database)                                                                      \
    ON_SITE_OF(t, database)
#define ON_SQLITE(t)                                                                               \
    for (struct testing_db database,                                                               \
         *database_once_ = testing_db_open(DB_SQLITE, &database) ? &database : NULL;               \
         database_once_ != NULL; testing_db_close(&database), database_once_ = NULL)               \
    ON_SITE_OF(t, database)
#define ON_SITE_OF(t, database)                                                                    \
    for (struct web_test t, *site_once_ = (dispatch_testing_open(&t, &database), &t);              \
         site_once_ != NULL; web_test_close(&t), site_once_ = NULL)
