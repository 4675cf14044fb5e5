#include "base/date.h"

#include <assert.h>
#include <stddef.h>

#define YEAR_FIRST 1900
#define YEAR_LAST 9999
#define US_PER_S INT64_C(1000000)
#define S_PER_DAY INT64_C(86400)
#define KOREA_S (INT64_C(9) * 3600) // UTC+9

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of_month(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool date_ymd_is_valid(int year, int month, int day)
{
    return year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_of_month(year, month);
}

// Days since 1970-01-01 by counting 400-year eras that begin on 1 March.
date date_from_ymd(int year, int month, int day)
{
    assert(date_ymd_is_valid(year, month, day));
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (date){.days = era * 146097 + day_of_era - 719468};
}

void date_to_ymd(date d, int *year, int *month, int *day)
{
    assert(!date_is_none(d));
    int z = d.days + 719468;
    assert(z >= 0);
    int era = z / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

int date_year(date d)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    return year;
}

bool date_is_none(date d)
{
    return d.days == INT32_MIN;
}

bool date_before(date a, date b)
{
    assert(!date_is_none(a) && !date_is_none(b));
    return a.days < b.days;
}

bool date_equals(date a, date b)
{
    return a.days == b.days;
}

date date_add_days(date d, int32_t days)
{
    assert(!date_is_none(d));
    return (date){.days = d.days + days};
}

static date first_day(void)
{
    return date_from_ymd(YEAR_FIRST, 1, 1);
}

static date last_day(void)
{
    return date_from_ymd(YEAR_LAST, 12, 31);
}

date date_nearest(date d)
{
    return date_before(d, first_day()) ? first_day() : date_before(last_day(), d) ? last_day() : d;
}

date date_month_begin(date d)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    return date_from_ymd(year, month, 1);
}

date date_add_months(date d, int months)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    int total = year * 12 + (month - 1) + months;
    year = total / 12;
    month = total % 12 + 1;
    if (year < YEAR_FIRST || year > YEAR_LAST) {
        return year < YEAR_FIRST ? first_day() : last_day();
    }
    int last = days_of_month(year, month);
    return date_from_ymd(year, month, day < last ? day : last);
}

int32_t date_days_between(date from, date to)
{
    assert(!date_is_none(from) && !date_is_none(to));
    return to.days - from.days;
}

int date_weekday(date d)
{
    assert(!date_is_none(d));
    return ((d.days % 7) + 7 + 4) % 7; // 1970-01-01 was a Thursday
}

static bool digits(str s, size_t from, size_t n, int *out)
{
    int64_t value = 0;
    if (s.p[from] == '-' || !str_parse_i64(str_slice(s, from, n), &value)) {
        return false;
    }
    *out = (int)value;
    return true;
}

bool date_parse(str s, date *out)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s, 0, 4, &year) ||
        !digits(s, 5, 2, &month) || !digits(s, 8, 2, &day) ||
        !date_ymd_is_valid(year, month, day)) {
        return false;
    }
    *out = date_from_ymd(year, month, day);
    return true;
}

bool date_parse_month(str s, date *first)
{
    int year = 0;
    int month = 0;
    if (s.n != 7 || s.p[4] != '-' || !digits(s, 0, 4, &year) || !digits(s, 5, 2, &month) ||
        !date_ymd_is_valid(year, month, 1)) {
        return false;
    }
    *first = date_from_ymd(year, month, 1);
    return true;
}

str date_format_month(struct arena *a, date first)
{
    return str_slice(date_format_iso(a, first), 0, 7);
}

str date_format(struct arena *a, date d)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    return str_format(a, "%d. %d. %d.", year, month, day);
}

str date_format_iso(struct arena *a, date d)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    return str_format(a, "%04d-%02d-%02d", year, month, day);
}

int date_fiscal_year(date d)
{
    return date_year(d);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

date instant_date(instant t)
{
    return (date){.days = (int32_t)floor_divide(floor_divide(t.us, US_PER_S) + KOREA_S, S_PER_DAY)};
}

instant instant_at(date d, int hour, int minute)
{
    assert(!date_is_none(d) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60);
    int64_t s = d.days * S_PER_DAY + hour * INT64_C(3600) + minute * INT64_C(60) - KOREA_S;
    return (instant){.us = s * US_PER_S};
}

instant instant_end_of(date d)
{
    return (instant){.us = instant_at(date_add_days(d, 1), 0, 0).us - 1};
}

bool instant_is_valid(instant t)
{
    return t.us >= instant_at(date_from_ymd(1900, 1, 1), 0, 0).us &&
           t.us <= instant_end_of(date_from_ymd(9999, 12, 31)).us;
}

bool instant_before(instant a, instant b)
{
    return a.us < b.us;
}

instant instant_add_s(instant t, int64_t seconds)
{
    return (instant){.us = t.us + seconds * US_PER_S};
}

// So many digits and the sign after them; returns where it ends.
static char *put_digits(char *p, int64_t value, int count, char sign)
{
    for (int i = count; i-- > 0; value /= 10) {
        p[i] = (char)('0' + value % 10);
    }
    p[count] = sign;
    return p + count + 1;
}

// Digit by digit: a page tells each moment it shows by it, and printf took longer than the rest of
// it.
str instant_format_iso(struct arena *a, instant t)
{
    int64_t s = floor_divide(t.us, US_PER_S);
    int64_t day_s = s - floor_divide(s, S_PER_DAY) * S_PER_DAY;
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd((date){.days = (int32_t)floor_divide(s, S_PER_DAY)}, &year, &month, &day);
    if (!instant_is_valid(t)) { // its year may be as long as it likes
        return str_format(a, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", year, month, day,
                          (int)(day_s / 3600), (int)(day_s / 60 % 60), (int)(day_s % 60),
                          (int)(t.us - s * US_PER_S));
    }
    char *p = arena_alloc(a, sizeof("2026-11-24T15:00:00.000000Z"));
    char *end = put_digits(p, year, 4, '-');
    end = put_digits(end, month, 2, '-');
    end = put_digits(end, day, 2, 'T');
    end = put_digits(end, day_s / 3600, 2, ':');
    end = put_digits(end, day_s / 60 % 60, 2, ':');
    end = put_digits(end, day_s % 60, 2, '.');
    end = put_digits(end, t.us - s * US_PER_S, 6, 'Z');
    *end = '\0';
    return (str){.p = p, .n = (size_t)(end - p)};
}
