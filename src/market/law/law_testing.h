// The law as it ships and the calendar, for tests of whoever asks them.
#pragma once

#include "market/calendar/calendar.h"
#include "market/law/law_pack.h"

// Reads law/ and data/holidays.csv of the working folder; ends the program on any trouble.
const struct law *testing_law(struct arena *arena);
struct calendar testing_calendar(struct arena *arena);

// The packs without law_finish, for tests that add rows.
struct law *testing_law_open(struct arena *arena);
