#include "platform/picture/picture_png.h"

#include <string.h>

#include "base/limits.h"

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

str picture_png(struct arena *a, uint32_t width, uint32_t height, const unsigned char *lines,
                size_t size)
{
    unsigned char *stored = arena_array(a, size / 65535 + 2, 65535 + 5);
    size_t n = (size_t)(store(stored, lines, size) - stored);
    unsigned char *begin = arena_alloc(a, n + KIB);
    unsigned char *p = put_chunk(put_head(begin, width, height), "IDAT", stored, n);
    p = put_chunk(p, "IEND", NULL, 0);
    return (str){.p = (const char *)begin, .n = (size_t)(p - begin)};
}
