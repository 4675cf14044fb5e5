// The desk of the operators who keep categories, templates and words, for its tests: who sits
// there, what is written, and the day's job. Trouble ends the program.
#pragma once

#include "market/catalog/catalog_testing.h"
#include "market/party/party_testing.h"

#define TEMPLATE_TODAY "2026-11-24"

// Who asks, since the desk was opened; 최운영.
extern struct actor template_keeper;
extern struct testing_row template_keeper_row;

// A scene with the desk's pages.
void template_testing_open(struct catalog_scene *s, struct testing_db *t);
// What a statement counts; `state` NULL: it asks for none.
int64_t template_testing_count(struct testing_db *t, const struct sql *sql, const char *state);
// What begins on the day of the tests' clock.
void template_testing_day(struct testing_db *t);
