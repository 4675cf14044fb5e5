// A calendar day at the buyer's, and an instant in UTC microseconds.
//
// A deadline is an instant; a period is dates, first and last day both meant. Korea has one zone,
// UTC+9, without summer time since 1988-10-09: the difference is a constant of this file.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    int32_t days; // since 1970-01-01; DATE_NONE.days when open
} date;

typedef struct {
    int64_t us; // since 1970-01-01T00:00:00Z
} instant;

#define DATE_NONE ((date){.days = INT32_MIN})

date date_from_ymd(int year, int month, int day); // a valid day; asserted
bool date_ymd_is_valid(int year, int month, int day);
void date_to_ymd(date d, int *year, int *month, int *day);
date date_nearest(date d); // the first or last day that is valid, where d lies beyond it
int date_year(date d);
bool date_is_none(date d);
bool date_before(date a, date b);
bool date_equals(date a, date b);
date date_add_days(date d, int32_t days);
// The same day of a later (or earlier) month; the month's last day where that day does not exist.
// Beyond what date_ymd_is_valid knows, the first or last day that it does.
date date_add_months(date d, int months);
date date_month_begin(date d);                 // the first day of its month
int32_t date_days_between(date from, date to); // to − from
int date_weekday(date d);                      // 0 Sunday … 6 Saturday

// "2026-11-23", exactly.
bool date_parse(str s, date *out);
str date_format_iso(struct arena *a, date d);
// A month by its first day: "2026-11", exactly.
bool date_parse_month(str s, date *first);
str date_format_month(struct arena *a, date first);
// "2026. 11. 23."
str date_format(struct arena *a, date d);
// The fiscal year of local governments and the state: the calendar year.
int date_fiscal_year(date d);

date instant_date(instant t);                     // the day in Korea
instant instant_at(date d, int hour, int minute); // that time of day in Korea
instant instant_end_of(date d);                   // the last microsecond of the day in Korea
bool instant_is_valid(instant t);                 // its day is one that date_ymd_is_valid knows
bool instant_before(instant a, instant b);
instant instant_add_s(instant t, int64_t seconds);
// "2026-11-23T14:05:00.123456Z"
str instant_format_iso(struct arena *a, instant t);
