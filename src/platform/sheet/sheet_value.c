// What the numbers in a workbook's cells stand for.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "platform/sheet/sheet_inside.h"

#define DIGITS_MAX 15     // a spreadsheet keeps no more
#define LAST_DAY 2958465  // 9999-12-31
#define DAYS_TO_1904 1462 // from the system of 1900
#define DAY_OF_1970 25569 // 1970-01-01 in the system of 1900
#define FALSE_LEAP_DAY 60 // 1900-02-29, which never was
#define MINUTES_A_DAY 1440

static bool is_digits(str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return false;
        }
    }
    return text.n > 0;
}

static bool parse(str text, double *out)
{
    char digits[64];
    char *end = NULL;
    if (text.n == 0 || text.n >= sizeof(digits)) {
        return false;
    }
    memcpy(digits, text.p, text.n);
    digits[text.n] = '\0';
    if (strspn(digits, "0123456789+-.eE") != text.n) { // neither hex nor words
        return false;
    }
    *out = strtod(digits, &end);
    return *end == '\0' && isfinite(*out);
}

static str without_zeros(str text)
{
    while (text.n > 1 && text.p[text.n - 1] == '0') {
        text.n--;
    }
    if (text.n > 1 && text.p[text.n - 1] == '.') {
        text.n--;
    }
    return text;
}

bool sheet_number(struct arena *a, str text, str *out)
{
    double value = 0;
    text = str_trim(text);
    if (is_digits(text) && text.n <= DIGITS_MAX) {
        *out = text;
        return true;
    }
    if (!parse(text, &value)) {
        return false;
    }
    str shown = str_format(a, "%.15g", value);
    if (!str_contains(shown, S("e"))) {
        *out = shown;
    } else if (fabs(value) < 1) {
        *out = without_zeros(str_format(a, "%.20f", value));
    } else {
        *out = fabs(value) < 1e300 ? str_format(a, "%.0f", value) : shown;
    }
    return true;
}

bool sheet_day(struct arena *a, str text, bool from_1904, str *out)
{
    double value = 0;
    if (!parse(str_trim(text), &value) || value < 0 || value > LAST_DAY) {
        return false;
    }
    int64_t minutes = (int64_t)floor(value * MINUTES_A_DAY + 0.5);
    int64_t days = minutes / MINUTES_A_DAY + (from_1904 ? DAYS_TO_1904 : 0);
    int64_t minute = minutes % MINUTES_A_DAY;
    if (days == FALSE_LEAP_DAY || days > LAST_DAY) {
        return false;
    }
    days += days < FALSE_LEAP_DAY ? 1 : 0;
    str day = date_format_iso(a, (date){.days = (int32_t)(days - DAY_OF_1970)});
    if (minute == 0) {
        *out = day;
    } else {
        *out =
            str_format(a, "%.*s %02d:%02d", STR_ARG(day), (int)(minute / 60), (int)(minute % 60));
    }
    return true;
}

bool sheet_builtin_is_day(int64_t id)
{
    // ECMA-376 18.8.30; 27-36 and 50-58 are days where the language is Korean, Japanese or Chinese
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

// What stands in quotes, in brackets or behind a backslash is shown as it is.
bool sheet_format_is_day(str code)
{
    bool quoted = false;
    bool bracketed = false;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        if (quoted || bracketed) {
            quoted = quoted && c != '"';
            bracketed = bracketed && c != ']';
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[') {
            bracketed = true;
        } else if (strchr("yYmMdDhH", c) != NULL) {
            return true;
        } else if (c == ';') {
            return false;
        }
    }
    return false;
}
