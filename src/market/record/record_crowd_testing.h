// An invented crowd of records for measures: what a nation of institutions bought in three years.
// Ends the program on any trouble.
#pragma once

#include "market/record/record_testing.h"

#define RECORD_CROWD_INSTITUTIONS 1000 // as the statements deal them
#define RECORD_CROWD_FIRST_YEAR 2024
#define RECORD_CROWD_YEARS 3

// `records` of them, dealt to new institutions and three years in turn, with the tags a
// contract gets; without the contracts they are of (the database does not look for them from here
// on) and without their sums. `tell` hears how many there are so far.
void record_crowd_make(struct record_scene *s, int64_t records,
                       void (*tell)(int64_t done, int64_t all));
// The n-th of its institutions, from 0.
institution_id record_crowd_institution(int64_t n);
