// A day as a test writes it: day("2026-11-24"). One that is none ends the program.
#pragma once

#include <assert.h>

#include "base/date.h"

static inline date day(const char *iso)
{
    date d = DATE_NONE;
    assert(date_parse(str_view(iso), &d));
    return d;
}
