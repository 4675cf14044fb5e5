// Working days and holidays, as data, and how the Civil Act counts a term.
//
// Pure: the holidays are rows of data/holidays.csv, passed in. Sundays are public holidays,
// Saturdays are not, but neither is a working day (관공서의 공휴일에 관한 규정; 민법 제161조).
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault CALENDAR_BAD_FILE; // not readable, out of order, or a field is wrong

struct holiday {
    date day;
    str name;       // 추석
    str kind;       // statutory, substitute, election, temporary
    str confidence; // H: from the text; M: from a secondary source
};

// Holidays in order of their day; several may fall on one. Nothing is known outside first_day to
// last_day: there only Sundays count.
struct calendar {
    const struct holiday *holidays;
    size_t count;
    date first_day; // 1 January of the first year listed
    date last_day;  // 31 December of the last
};

// Read data/holidays.csv; `text` is borrowed as long as the calendar lives. On failure *out_where
// says where and what ("holidays.csv:12: …").
err calendar_parse(struct arena *arena, str text, struct calendar *out_calendar, str *out_where);

bool calendar_covers(const struct calendar *c, date day);
// Is it time to add the year after the last one listed? Half a year before that begins: the
// holidays of a year are published in the middle of the year before it (월력요항, 천문법 제5조).
bool calendar_ends_soon(const struct calendar *c, date today);
// The holiday on this day, the first by name; NULL on any other day, an ordinary Sunday included.
const struct holiday *calendar_find(const struct calendar *c, date day);
bool calendar_is_holiday(const struct calendar *c, date day);     // Sunday or listed
bool calendar_is_working_day(const struct calendar *c, date day); // Monday to Friday, no holiday

// This day if it is a working day, else the next one.
date calendar_working_day_from(const struct calendar *c, date day);
// Beside a last day that is counted as another: "토요일·공휴일이라 2026. 11. 30.까지로 봄, 민법
// 제161조"; empty where it is its own.
str calendar_moved_text(struct arena *a, date last_day, date due_on);

// What had to be done by a day before this one is late on `today`: a last day on a Saturday or
// holiday is moved to the next working day (제161조).
date calendar_late_before(const struct calendar *c, date today);

// The last day of a term of `days` working days that begins with an event on `event`. The day of
// the event is not counted (민법 제157조 본문): the first counted day is the next working day.
// 0 days: the event's own day, or the next working day.
date calendar_add_working_days(const struct calendar *c, date event, int32_t days);

// Working days after `from`, up to and including `to`; 0 when `to` is not later.
int32_t calendar_working_days_between(const struct calendar *c, date from, date to);

// The last day of a term of calendar days, months or years from an event. The day of the event is
// not counted (제157조 본문); a month or year ends the day before the one it began with, and at the
// month's end where that day does not exist (제160조); a term that would end on a Saturday or a
// public holiday ends on the next working day (제161조).
date calendar_add_days(const struct calendar *c, date event, int32_t days);
date calendar_add_months(const struct calendar *c, date event, int32_t months);

// A term that begins at midnight counts its first day (제157조 단서): the last day of `days` days
// from `first_day`, before 제161조.
date calendar_period_end(date first_day, int32_t days);
// The same of so many months: the day before the one it began with, or the month's last where that
// day does not exist (제160조).
date calendar_period_end_months(date first_day, int32_t months);
