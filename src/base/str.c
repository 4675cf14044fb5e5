#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FORMATTED_MOSTLY 256 // bytes; what is longer is written twice

str str_view(const char *c)
{
    return (str){.p = c, .n = c == NULL ? 0 : strlen(c)};
}

bool str_is_empty(str s)
{
    return s.n == 0;
}

bool str_equals(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is_one_of(str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(s, str_view(words[i]))) {
            return true;
        }
    }
    return false;
}

int str_compare(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n == 0 ? 0 : memcmp(a.p, b.p, n);
    if (order != 0) {
        return order < 0 ? -1 : 1;
    }
    return a.n == b.n ? 0 : (a.n < b.n ? -1 : 1);
}

bool str_starts(str s, str with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.p, with.p, with.n) == 0);
}

bool str_ends(str s, str with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.p + s.n - with.n, with.p, with.n) == 0);
}

size_t str_index(str s, str part)
{
    if (part.n == 0) {
        return 0;
    }
    if (s.n < part.n) {
        return s.n;
    }
    const char *at = memmem(s.p, s.n, part.p, part.n);
    return at != NULL ? (size_t)(at - s.p) : s.n;
}

bool str_contains(str s, str part)
{
    return part.n == 0 || str_index(s, part) < s.n;
}

str str_slice(str s, size_t from, size_t n)
{
    if (from >= s.n) {
        return (str){0};
    }
    size_t left = s.n - from;
    return (str){.p = s.p + from, .n = n < left ? n : left};
}

static size_t blank_at_start(str s)
{
    if (s.n >= 1 && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r'))) {
        return 1;
    }
    if (str_starts(s, S("\xC2\xA0"))) {
        return 2;
    }
    return str_starts(s, S("\xE3\x80\x80")) ? 3 : 0;
}

static size_t blank_at_end(str s)
{
    if (s.n >= 1 && (s.p[s.n - 1] == ' ' || (s.p[s.n - 1] >= '\t' && s.p[s.n - 1] <= '\r'))) {
        return 1;
    }
    if (str_ends(s, S("\xC2\xA0"))) {
        return 2;
    }
    return str_ends(s, S("\xE3\x80\x80")) ? 3 : 0;
}

str str_after_mark(str s)
{
    const str mark = S("\xEF\xBB\xBF");
    return str_starts(s, mark) ? str_slice(s, mark.n, s.n) : s;
}

str str_trim(str s)
{
    for (size_t n = blank_at_start(s); n > 0; n = blank_at_start(s)) {
        s = str_slice(s, n, s.n);
    }
    for (size_t n = blank_at_end(s); n > 0; n = blank_at_end(s)) {
        s.n -= n;
    }
    return s;
}

str str_cut(str *rest, char by)
{
    str s = *rest;
    const char *at = s.n == 0 ? NULL : memchr(s.p, by, s.n);
    if (at == NULL) {
        *rest = (str){0};
        return s;
    }
    size_t n = (size_t)(at - s.p);
    *rest = str_slice(s, n + 1, s.n);
    return (str){.p = s.p, .n = n};
}

char *str_to_c(struct arena *a, str s)
{
    char *c = arena_alloc(a, s.n + 1);
    if (s.n > 0) {
        memcpy(c, s.p, s.n);
    }
    return c;
}

str str_copy(struct arena *a, str s)
{
    return (str){.p = str_to_c(a, s), .n = s.n};
}

str str_join(struct arena *a, str first, str second)
{
    size_t n = 0;
    bool overflows = __builtin_add_overflow(first.n, second.n, &n);
    assert(!overflows);
    char *c = arena_alloc(a, n + 1);
    if (first.n > 0) {
        memcpy(c, first.p, first.n);
    }
    if (second.n > 0) {
        memcpy(c + first.n, second.p, second.n);
    }
    return (str){.p = c, .n = first.n + second.n};
}

str str_format(struct arena *a, const char *format, ...)
{
    char text[FORMATTED_MOSTLY];
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    assert(n >= 0);
    char *c = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof(text)) {
        memcpy(c, text, (size_t)n + 1);
    } else {
        (void)vsnprintf(c, (size_t)n + 1, format, again);
    }
    va_end(again);
    return (str){.p = c, .n = (size_t)n};
}

str str_lower_ascii(struct arena *a, str s)
{
    char *c = str_to_c(a, s);
    for (size_t i = 0; i < s.n; i++) {
        if (c[i] >= 'A' && c[i] <= 'Z') {
            c[i] = (char)(c[i] - 'A' + 'a');
        }
    }
    return (str){.p = c, .n = s.n};
}

bool str_parse_i64(str s, int64_t *out)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    size_t from = negative ? 1 : 0;
    if (s.n == from || s.n - from > 19) {
        return false;
    }
    int64_t value = 0;
    for (size_t i = from; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
        int64_t digit = s.p[i] - '0';
        if (__builtin_mul_overflow(value, (int64_t)10, &value) ||
            __builtin_sub_overflow(value, digit, &value)) { // negative: it reaches further
            return false;
        }
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value)) {
        return false;
    }
    *out = value;
    return true;
}

// Bytes of the character at s.p and its code point; 0 when it is not UTF-8.
static size_t decode(str s, uint32_t *point)
{
    const unsigned char *b = (const unsigned char *)s.p;
    if (s.n == 0) {
        return 0;
    }
    if (b[0] < 0x80) {
        *point = b[0];
        return 1;
    }
    size_t n = b[0] >= 0xF0 ? 4 : (b[0] >= 0xE0 ? 3 : 2);
    if (b[0] < 0xC2 || b[0] > 0xF4 || s.n < n) {
        return 0;
    }
    uint32_t value = b[0] & (0x7FU >> n);
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = (value << 6) | (b[i] & 0x3FU);
    }
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < LEAST[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *point = value;
    return n;
}

uint32_t str_next(str s, size_t *at)
{
    assert(*at < s.n);
    uint32_t point = 0;
    size_t n = decode(str_slice(s, *at, s.n), &point);
    if (n == 0) {
        *at += 1;
        return 0xFFFD;
    }
    *at += n;
    return point;
}

size_t str_encode(uint32_t point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | (point >> 6));
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xE0 | (point >> 12));
        out[1] = (char)(0x80 | ((point >> 6) & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (point >> 18));
    out[1] = (char)(0x80 | ((point >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((point >> 6) & 0x3F));
    out[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

// A letter of ASCII, or one of the three-byte characters that may be any two bytes behind the
// first: bytes of it, 0 where it is another one.
static size_t plain(const unsigned char *b, size_t n)
{
    if (b[0] < 0x80) {
        return b[0] != 0;
    }
    bool is_three =
        b[0] >= 0xE1 && b[0] <= 0xEC && n >= 3 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80;
    return is_three ? 3 : 0;
}

bool str_is_text(str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t n = plain((const unsigned char *)s.p + at, s.n - at);
        if (n == 0) {
            uint32_t point = 0;
            n = decode(str_slice(s, at, s.n), &point);
            if (n == 0 || point == 0) {
                return false;
            }
        }
        at += n;
    }
    return true;
}

size_t str_length(str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n; count++) {
        (void)str_next(s, &at);
    }
    return count;
}
