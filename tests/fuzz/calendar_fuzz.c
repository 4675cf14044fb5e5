// The holidays as a file of data/, and what is counted by them.
#include "fuzz.h"

#include "market/calendar/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct calendar c = {0};
    str where = S("");
    str text = {.p = (const char *)data, .n = size};
    err e = calendar_parse(fuzz_arena(), text, &c, &where);
    assert((e == NULL) == (where.n == 0));
    if (e != NULL) {
        return 0;
    }
    for (size_t i = 0; i < c.count; i++) {
        date day = c.holidays[i].day;
        assert(i == 0 || !date_before(day, c.holidays[i - 1].day));
        assert(calendar_is_holiday(&c, day) && !calendar_is_working_day(&c, day));
    }
    if (c.count > 0) {
        date ends = calendar_add_working_days(&c, c.holidays[0].day, 5);
        assert(calendar_working_days_between(&c, c.holidays[0].day, ends) == 5);
        assert(calendar_is_working_day(&c, calendar_add_days(&c, c.holidays[0].day, 14)));
    }
    return 0;
}
