// The law and the calendar, read from their folders at start-up.
#pragma once

#include "market/calendar/calendar.h"
#include "market/law/law.h"

// Every pack of `dir` (kr/thresholds.csv …). On failure *out_sentence says which file, line and
// why. The law lives as long as the arena and is not changed any more.
err law_files_load(struct arena *arena, str dir, const struct law **out_law, str *out_sentence);

// holidays.csv of the set-up data's folder.
err law_files_load_calendar(struct arena *arena, str dir, struct calendar *out_calendar,
                            str *out_sentence);
