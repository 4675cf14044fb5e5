// The law as it ships and the calendar, for tests of whoever asks them.
#pragma once

#include "market/calendar/calendar.h"
#include "market/law/law_pack.h"

// Reads law/ and data/holidays.csv of the working folder; ends the program on any trouble.
// The law is read once and the same for every test of a program.
const struct law *testing_law(void);
struct calendar testing_calendar(struct arena *arena);

// The packs without law_finish, for tests that add rows.
struct law *testing_law_open(struct arena *arena);

// Of a purchase of `won` with nothing else known. `on` as date_testing reads a day.
struct law_question testing_question(enum law_regime regime, enum law_object object, int64_t won,
                                     const char *on);
