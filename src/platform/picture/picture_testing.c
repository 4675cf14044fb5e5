#include "platform/picture/picture_testing.h"

#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "platform/picture/picture_make.h"

void picture_testing_begin(void)
{
    picture_set_maker(DURE_PICTURE, LIMIT_PICTURE_WALL_MS);
}

// --- PNG without compressing
// -----------------------------------------------------------------------

static uint32_t crc_of(uint32_t crc, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1U)));
        }
    }
    return crc;
}

static unsigned char *put_u32(unsigned char *p, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        *p++ = (unsigned char)(n >> shift);
    }
    return p;
}

// Length, name, bytes, sum.
static unsigned char *put_chunk(unsigned char *p, const char *name, const unsigned char *bytes,
                                size_t n)
{
    p = put_u32(p, (uint32_t)n);
    unsigned char *begin = p;
    memcpy(p, name, 4);
    if (n > 0) {
        memcpy(p + 4, bytes, n);
    }
    p += 4 + n;
    return put_u32(p, ~crc_of(~0U, begin, 4 + n));
}

static unsigned char *put_head(unsigned char *p, uint32_t width, uint32_t height)
{
    static const unsigned char MAGIC[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    unsigned char head[13] = {[8] = 8, [9] = 2}; // 8 bits, RGB
    (void)put_u32(put_u32(head, width), height);
    memcpy(p, MAGIC, sizeof(MAGIC));
    return put_chunk(p + sizeof(MAGIC), "IHDR", head, sizeof(head));
}

// A zlib stream of stored blocks.
static unsigned char *store(unsigned char *p, const unsigned char *bytes, size_t n)
{
    uint32_t a = 1;
    uint32_t b = 0;
    *p++ = 0x78;
    *p++ = 0x01;
    for (size_t at = 0; at < n;) {
        size_t part = n - at < 65535 ? n - at : 65535;
        *p++ = at + part == n;
        *p++ = (unsigned char)(part & 0xFF);
        *p++ = (unsigned char)(part >> 8);
        *p++ = (unsigned char)(~part & 0xFF);
        *p++ = (unsigned char)(~part >> 8 & 0xFF);
        memcpy(p, bytes + at, part);
        p += part;
        at += part;
    }
    for (size_t i = 0; i < n; i++) {
        a = (a + bytes[i]) % 65521;
        b = (b + a) % 65521;
    }
    return put_u32(p, b << 16 | a);
}

static str finish(unsigned char *begin, unsigned char *p, const unsigned char *pixels, size_t n,
                  struct arena *a)
{
    unsigned char *stored = arena_alloc(a, n + n / 65535 * 5 + 64);
    size_t size = (size_t)(store(stored, pixels, n) - stored);
    p = put_chunk(p, "IDAT", stored, size);
    p = put_chunk(p, "IEND", NULL, 0);
    return (str){.p = (const char *)begin, .n = (size_t)(p - begin)};
}

str picture_paint_bomb(struct arena *a, uint32_t width, uint32_t height)
{
    static const unsigned char FEW[64];
    unsigned char *begin = arena_alloc(a, KIB);
    return finish(begin, put_head(begin, width, height), FEW, sizeof(FEW), a);
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
    unsigned char *begin = arena_alloc(a, line * (size_t)height * 101 / 100 + KIB);
    return finish(begin, put_head(begin, (uint32_t)width, (uint32_t)height), pixels,
                  line * (size_t)height, a);
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
