#include "market/calendar/calendar.h"

#include <assert.h>

#include "base/csv.h"

const struct fault CALENDAR_BAD_FILE = {
    .kind = FAULT_INVALID,
    .code = "calendar.bad_file",
    .text = "공휴일 자료를 읽을 수 없습니다.",
};

enum { SUNDAY = 0, SATURDAY = 6 };

static const char HEADER[] = "date,name,kind,confidence";

static err refuse(struct arena *arena, int64_t line, const char *what, str *out_where)
{
    *out_where = str_format(arena, "holidays.csv:%lld: %s", (long long)line, what);
    return &CALENDAR_BAD_FILE;
}

static bool header_fits(const struct csv *c)
{
    str names = str_view(HEADER);
    for (size_t i = 0; i < c->width; i++) {
        if (!str_equals(c->header[i], str_cut(&names, ','))) {
            return false;
        }
    }
    return c->width == 4 && str_is_empty(names);
}

static bool is_kind(str word)
{
    return str_equals(word, S("statutory")) || str_equals(word, S("substitute")) ||
           str_equals(word, S("election")) || str_equals(word, S("temporary"));
}

static err read_holiday(struct csv *c, const str *fields, struct holiday *out, str *out_where)
{
    struct holiday h = {.name = fields[1], .kind = fields[2], .confidence = fields[3]};
    if (!date_parse(fields[0], &h.day)) {
        return refuse(c->arena, c->line, "date 열은 2026-01-31 꼴의 날짜여야 합니다.", out_where);
    }
    if (str_is_empty(h.name)) {
        return refuse(c->arena, c->line, "name 열에 이름이 있어야 합니다.", out_where);
    }
    if (!is_kind(h.kind)) {
        return refuse(
            c->arena, c->line,
            "kind 열은 statutory, substitute, election, temporary 가운데 하나여야 합니다.",
            out_where);
    }
    *out = h;
    return NULL;
}

struct holidays {
    struct holiday *items;
    size_t count;
    size_t room;
};

// The place for one more.
static struct holiday *make_room(struct arena *arena, struct holidays *list)
{
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 256 : list->room * 2;
        struct holiday *wider = NEW_ARRAY(arena, room, struct holiday);
        for (size_t i = 0; i < list->count; i++) {
            wider[i] = list->items[i];
        }
        list->items = wider;
        list->room = room;
    }
    return &list->items[list->count];
}

err calendar_parse(struct arena *arena, str text, struct calendar *out_calendar, str *out_where)
{
    struct csv c;
    err trouble = csv_init(&c, arena, text);
    if (trouble == NULL && !header_fits(&c)) {
        return refuse(arena, 1, "첫 줄은 date,name,kind,confidence여야 합니다.", out_where);
    }
    struct holidays list = {0};
    const str *fields = NULL;
    while (trouble == NULL && (trouble = csv_next(&c, &fields)) == NULL && fields != NULL) {
        struct holiday *next = make_room(arena, &list);
        TRY(read_holiday(&c, fields, next, out_where));
        if (list.count > 0 && date_before(next->day, next[-1].day)) {
            return refuse(arena, c.line, "날짜 순서대로 적어야 합니다.", out_where);
        }
        list.count++;
    }
    if (trouble != NULL) {
        return refuse(arena, c.line, trouble->text, out_where);
    }
    if (list.count == 0) {
        return refuse(arena, 1, "공휴일이 하나도 없습니다.", out_where);
    }
    *out_calendar = (struct calendar){
        .holidays = list.items,
        .count = list.count,
        .first_day = date_from_ymd(date_year(list.items[0].day), 1, 1),
        .last_day = date_from_ymd(date_year(list.items[list.count - 1].day), 12, 31),
    };
    return NULL;
}

bool calendar_covers(const struct calendar *c, date day)
{
    return !date_before(day, c->first_day) && !date_before(c->last_day, day);
}

bool calendar_ends_soon(const struct calendar *c, date today)
{
    return !date_before(today, date_from_ymd(date_year(c->last_day), 7, 1));
}

const struct holiday *calendar_find(const struct calendar *c, date day)
{
    size_t low = 0;
    size_t high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (date_before(c->holidays[middle].day, day)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < c->count && date_equals(c->holidays[low].day, day);
    return found ? &c->holidays[low] : NULL;
}

bool calendar_is_holiday(const struct calendar *c, date day)
{
    return date_weekday(day) == SUNDAY || calendar_find(c, day) != NULL;
}

bool calendar_is_working_day(const struct calendar *c, date day)
{
    return date_weekday(day) != SATURDAY && !calendar_is_holiday(c, day);
}

date calendar_working_day_from(const struct calendar *c, date day)
{
    while (!calendar_is_working_day(c, day)) {
        day = date_add_days(day, 1);
    }
    return day;
}

str calendar_moved_text(struct arena *a, date last_day, date due_on)
{
    if (date_equals(last_day, due_on)) {
        return S("");
    }
    str due = date_format(a, due_on);
    return str_format(a, "토요일·공휴일이라 %.*s까지로 봄, 민법 제161조", STR_ARG(due));
}

date calendar_late_before(const struct calendar *c, date today)
{
    date day = today;
    for (date before = date_add_days(day, -1); !calendar_is_working_day(c, before);) {
        day = before;
        before = date_add_days(day, -1);
    }
    return day;
}

date calendar_add_working_days(const struct calendar *c, date event, int32_t days)
{
    assert(days >= 0);
    date day = event;
    for (int32_t counted = 0; counted < days; counted++) {
        day = calendar_working_day_from(c, date_add_days(day, 1));
    }
    return calendar_working_day_from(c, day);
}

int32_t calendar_working_days_between(const struct calendar *c, date from, date to)
{
    int32_t count = 0;
    for (date day = from; date_before(day, to);) {
        day = date_add_days(day, 1);
        count += calendar_is_working_day(c, day) ? 1 : 0;
    }
    return count;
}

date calendar_add_days(const struct calendar *c, date event, int32_t days)
{
    assert(days >= 0);
    return calendar_working_day_from(c, date_add_days(event, days));
}

// Counted from the day after the event, a month ends on the event's own day of the month.
date calendar_add_months(const struct calendar *c, date event, int32_t months)
{
    return calendar_working_day_from(c,
                                     calendar_period_end_months(date_add_days(event, 1), months));
}

date calendar_period_end(date first_day, int32_t days)
{
    assert(days > 0);
    return date_add_days(first_day, days - 1);
}

date calendar_period_end_months(date first_day, int32_t months)
{
    assert(months >= 0);
    date same_day = date_add_months(first_day, months);
    int year = 0;
    int month = 0;
    int wanted = 0;
    int got = 0;
    date_to_ymd(first_day, &year, &month, &wanted);
    date_to_ymd(same_day, &year, &month, &got);
    // 제160조제3항: where the day does not exist, the period ends with the month itself.
    return got < wanted ? same_day : date_add_days(same_day, -1);
}
