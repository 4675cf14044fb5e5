#include "base/out.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void out_init(struct out *o, struct arena *arena, size_t limit)
{
    *o = (struct out){.arena = arena, .limit = limit};
}

static bool make_room(struct out *o, size_t n)
{
    if (o->overflowed || n > o->limit - o->n) {
        o->overflowed = true;
        return false;
    }
    if (n <= o->room - o->n) {
        return true;
    }
    size_t room = o->room == 0 ? (o->limit < 4096 ? o->limit : 4096) : o->room;
    while (room - o->n < n) {
        room *= 2;
    }
    if (o->room > 0 && arena_extend(o->arena, o->p, o->room, room)) {
        o->room = room;
        return true;
    }
    char *p = arena_alloc(o->arena, room);
    if (o->n > 0) {
        memcpy(p, o->p, o->n);
    }
    o->p = p;
    o->room = room;
    return true;
}

void out_raw(struct out *o, const char *p, size_t n)
{
    if (n > 0 && make_room(o, n)) {
        memcpy(o->p + o->n, p, n);
        o->n += n;
    }
}

void out_str(struct out *o, str s)
{
    out_raw(o, s.p, s.n);
}

void out_char(struct out *o, char c)
{
    out_raw(o, &c, 1);
}

void out_point(struct out *o, uint32_t point)
{
    char bytes[4];
    out_raw(o, bytes, str_encode(point, bytes));
}

void out_i64(struct out *o, int64_t value)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    out_raw(o, digits + at, sizeof(digits) - at);
}

void out_format(struct out *o, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof(text)); // long text goes through out_str
    out_raw(o, text, (size_t)n);
}

void out_json(struct out *o, str s)
{
    out_char(o, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') {
            out_char(o, '\\');
            out_char(o, (char)c);
        } else if (c < 0x20) {
            out_format(o, "\\u%04x", c);
        } else {
            out_char(o, (char)c);
        }
    }
    out_char(o, '"');
}

str out_view(const struct out *o)
{
    return (str){.p = o->p, .n = o->n};
}
