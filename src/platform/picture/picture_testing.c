#include "platform/picture/picture_testing.h"

#include <assert.h>
#include <string.h>
#include <zip.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/picture/picture_child.h"
#include "platform/picture/picture_png.h"

void picture_testing_begin(void)
{
    static const char *const BUILT[] = {
        [CHILD_PICTURE] = DURE_PROGRAMS "/dure-picture",
        [CHILD_UNPACK] = DURE_PROGRAMS "/dure-unpack",
        [CHILD_PDF] = DURE_PROGRAMS "/dure-pdf",
    };
    static_assert(COUNT(BUILT) == CHILD_PROGRAM_COUNT, "every program is built");
    picture_set_programs(BUILT, LIMIT_PICTURE_WALL_MS);
}

void picture_testing_program(const char *path, int64_t wall_ms)
{
    const char *paths[CHILD_PROGRAM_COUNT];
    for (int i = 0; i < CHILD_PROGRAM_COUNT; i++) {
        paths[i] = path;
    }
    picture_set_programs(paths, wall_ms);
}

str picture_paint_bomb(struct arena *a, uint32_t width, uint32_t height)
{
    static const unsigned char FEW[64];
    return picture_png(a, width, height, FEW, sizeof(FEW));
}

// --- What is on it -------------------------------------------------------------------------------

// A pattern that differs from place to place, with hard edges; `soft` has none.
static int pattern(int64_t x, int64_t y, int other)
{
    if (other) {
        return (x * x + y * y) % 97 < 48 ? 40 : 170;
    }
    return (x / 3 * 7 + y / 5 * 3) % 11 < 5 ? 30 : 190;
}

static void paint_pixel(unsigned char *p, enum paint what, int64_t x, int64_t y)
{
    // In thousandths of the sides: the thing stands in the middle, 40 % wide and 60 % high.
    bool inside = x > 300 && x < 700 && y > 200 && y < 800;
    int ground = what == PAINT_ROOM || what == PAINT_DARK ? 120 : 246;
    int value = ground;
    if (inside && what == PAINT_SOFT) {
        value = (int)(90 + (x - 300) * (700 - x) / 4000 + (y - 200) * (800 - y) / 9000);
    } else if (inside) {
        value = pattern(x, y, what == PAINT_OTHER);
    }
    p[0] = (unsigned char)value;
    p[1] = (unsigned char)(ground == 120 && !inside ? value / 2 : value);
    p[2] = (unsigned char)value;
    if (what == PAINT_DARK) {
        for (int i = 0; i < 3; i++) {
            p[i] = (unsigned char)(p[i] / 4);
        }
    }
}

str picture_paint(struct arena *a, enum paint what, int width, int height)
{
    size_t line = 1 + (size_t)width * 3;
    unsigned char *pixels = arena_alloc(a, line * (size_t)height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            paint_pixel(pixels + (size_t)y * line + 1 + (size_t)x * 3, what,
                        (int64_t)x * 1000 / width, (int64_t)y * 1000 / height);
        }
    }
    return picture_png(a, (uint32_t)width, (uint32_t)height, pixels, line * (size_t)height);
}

// --- A camera's words ----------------------------------------------------------------------------

str picture_tell_place(struct arena *a, str jpeg, int orientation)
{
    // TIFF, big end first: orientation, and a pointer to the GPS words, of which the first is "N".
    unsigned char words[] = {
        0xFF, 0xE1, 0,   0,  'E', 'x', 'i', 'f', 0,   0, // APP1
        'M',  'M',  0,   42, 0,   0,   0,   8,   0,   2, // two entries at 8
        0x01, 0x12, 0,   3,  0,   0,   0,   1,   0,   (unsigned char)orientation,
        0,    0, // orientation
        0x88, 0x25, 0,   4,  0,   0,   0,   1,   0,   0,
        0,    38,           // GPS at 38
        0,    0,    0,   0, // no further
        0,    1,    0,   1,  0,   2,   0,   0,   0,   2,
        'N',  0,    0,   0, // latitude: north
        0,    0,    0,   0,  'D', 'A', 'E', 'G', 'U', '3',
        '5',  '8',  '7', // and what nobody may read
    };
    size_t size = sizeof(words) - 2;
    words[2] = (unsigned char)(size >> 8);
    words[3] = (unsigned char)(size & 0xFF);
    struct out o;
    out_init(&o, a, jpeg.n + KIB);
    out_raw(&o, jpeg.p, 2);
    out_raw(&o, (const char *)words, sizeof(words));
    out_raw(&o, jpeg.p + 2, jpeg.n - 2);
    return out_view(&o);
}

// --- A ZIP ---------------------------------------------------------------------------------------

str picture_pack(struct arena *a, const struct packed *files, size_t count)
{
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
    assert(z != NULL);
    zip_source_keep(to);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *from = zip_source_buffer(z, files[i].bytes.p, files[i].bytes.n, 0);
        zip_int64_t at = zip_file_add(z, files[i].name, from, ZIP_FL_ENC_UTF_8);
        assert(at >= 0);
        if (files[i].bytes.n < MIB) {
            (void)zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
        }
    }
    int closed = zip_close(z);
    int opened = zip_source_open(to);
    assert(closed == 0 && opened == 0);
    char *room = arena_alloc(a, 4 * (size_t)MIB);
    zip_int64_t n = zip_source_read(to, room, 4 * (size_t)MIB);
    assert(n > 0);
    (void)zip_source_close(to);
    zip_source_free(to);
    return (str){.p = room, .n = (size_t)n};
}
