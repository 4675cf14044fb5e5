// Photos for tests, painted here: PNG of any size without a library, and what is wrong with some.
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum paint {
    PAINT_GOODS, // a patterned box on bright, nearly white ground: the photo everybody wants
    PAINT_ROOM,  // the box on a coloured ground
    PAINT_DARK,  // the room without light
    PAINT_SOFT,  // the goods out of focus
    PAINT_OTHER, // another thing than the box, on white
};

// A PNG of `width` × `height` pixels.
str picture_paint(struct arena *a, enum paint what, int width, int height);
// One whose header says `width` × `height` and which holds a few bytes of it.
str picture_paint_bomb(struct arena *a, uint32_t width, uint32_t height);
// A JPEG with a camera's words before its pixels: turned by `orientation` (1-8), and taken in
// Daegu.
str picture_tell_place(struct arena *a, str jpeg, int orientation);
// Have files read by the programs that were built, as serve does.
void picture_testing_begin(void);
// By this one in place of each, a file within `wall_ms`; `path` is borrowed.
void picture_testing_program(const char *path, int64_t wall_ms);

// A ZIP, in memory. What is under 1 MiB is not packed: photos painted here would pack too well.
struct packed {
    const char *name;
    str bytes;
};
str picture_pack(struct arena *a, const struct packed *files, size_t count);
