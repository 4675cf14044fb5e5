// The one growable buffer, born with its limit.
//
// Past the limit nothing more is written and `overflowed` stays set: the owner asks once, at the
// end.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct out {
    struct arena *arena;
    char *p;
    size_t n;
    size_t room;
    size_t limit;
    bool overflowed;
};

void out_init(struct out *o, struct arena *arena, size_t limit);
void out_raw(struct out *o, const char *p, size_t n);
void out_str(struct out *o, str s);
void out_char(struct out *o, char c);
void out_point(struct out *o, uint32_t point); // as UTF-8
void out_i64(struct out *o, int64_t value);
void out_format(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
// A JSON string: in quotes, with quotes, backslashes and control characters escaped.
void out_json(struct out *o, str s);
// What was written; borrowed until the next write or the arena's end.
str out_view(const struct out *o);
