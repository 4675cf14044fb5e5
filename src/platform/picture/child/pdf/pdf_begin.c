#include "platform/picture/child/pdf/pdf_begin.h"

#include <stdint.h>
#include <string.h>

struct part {
    const char *p;
    const char *end;
};

static bool is_blank(char c)
{
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(struct part *in)
{
    while (in->p < in->end && is_blank(*in->p)) {
        in->p++;
    }
}

static bool skip(struct part *in, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(in->end - in->p) < n || memcmp(in->p, word, n) != 0) {
        return false;
    }
    in->p += n;
    return true;
}

// A whole number of digits alone, which is a word of its own.
static bool read_number(struct part *in, uint64_t *number)
{
    const char *begin = in->p;
    *number = 0;
    while (in->p < in->end && is_digit(*in->p) && in->p - begin < 18) {
        *number = *number * 10 + (uint64_t)(*in->p++ - '0');
    }
    return in->p > begin && (in->p == in->end || is_blank(*in->p) || *in->p == '/');
}

static int hex_of(char c)
{
    if (is_digit(c)) {
        return c - '0';
    }
    char small = (char)(c | ' ');
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// A name whose letters may be written as #4c.
static bool is_name(struct part in, const char *name)
{
    for (; *name != '\0'; name++) {
        if (in.p == in.end) {
            return false;
        }
        int c = (unsigned char)*in.p;
        if (c == '#' && in.end - in.p > 2 && hex_of(in.p[1]) >= 0 && hex_of(in.p[2]) >= 0) {
            c = hex_of(in.p[1]) * 16 + hex_of(in.p[2]);
            in.p += 2;
        }
        if (c != (unsigned char)*name) {
            return false;
        }
        in.p++;
    }
    return true;
}

static bool is_named(struct part in, const char *name)
{
    while ((in.p = memchr(in.p, '/', (size_t)(in.end - in.p))) != NULL) {
        in.p++;
        if (is_name(in, name)) {
            return true;
        }
    }
    return false;
}

// The line of the version and, behind it, lines of remarks.
static bool skip_head(struct part *in)
{
    if (!skip(in, "%PDF-") || in->end - in->p < 4 || !is_line_end(in->p[3])) {
        return false;
    }
    in->p += 3;
    skip_blanks(in);
    while (in->p < in->end && *in->p == '%') {
        while (in->p < in->end && !is_line_end(*in->p)) {
            in->p++;
        }
        skip_blanks(in);
    }
    return true;
}

// An object that is a dictionary without strings, dictionaries, remarks and letters written as #4c,
// so that its end is its end to everybody. What stands in it is told.
static bool skip_plain_object(struct part *in, struct part *within)
{
    uint64_t number;
    for (int i = 0; i < 2; i++) {
        if (!read_number(in, &number)) {
            return false;
        }
        skip_blanks(in);
    }
    if (!skip(in, "obj")) {
        return false;
    }
    skip_blanks(in);
    if (!skip(in, "<<")) {
        return false;
    }
    within->p = in->p;
    static const char WITHIN_NONE[] = {'<', '>', '(', '%', '#'};
    while (in->p < in->end && memchr(WITHIN_NONE, *in->p, sizeof WITHIN_NONE) == NULL) {
        in->p++;
    }
    within->end = in->p;
    if (!skip(in, ">>")) {
        return false;
    }
    skip_blanks(in);
    return skip(in, "endobj");
}

// The size that it says the file has; 0: none, or more than one.
static uint64_t said_size(struct part within)
{
    uint64_t size = 0;
    while ((within.p = memmem(within.p, (size_t)(within.end - within.p), "/L", 2)) != NULL) {
        within.p += 2;
        if (within.p < within.end && is_blank(*within.p)) {
            bool again = size != 0;
            skip_blanks(&within);
            if (!read_number(&within, &size) || again) {
                return 0;
            }
        }
    }
    return size;
}

// Where libqpdf begins: the number behind the last "startxref".
static bool read_start(struct part in, uint64_t *start)
{
    static const char WORD[] = {'s', 't', 'a', 'r', 't', 'x', 'r', 'e', 'f'};
    const char *last = NULL;
    while ((in.p = memmem(in.p, (size_t)(in.end - in.p), WORD, sizeof(WORD))) != NULL) {
        in.p += sizeof(WORD);
        last = in.p;
    }
    if (last == NULL) {
        return false;
    }
    in.p = last;
    skip_blanks(&in);
    return in.p > last && read_number(&in, start);
}

bool pdf_begins_once(const char *bytes, size_t size)
{
    static const char END[] = {'e', 'n', 'd', 'o', 'b', 'j'};
    const struct part whole = {.p = bytes, .end = bytes + size};
    struct part in = whole;
    struct part within;
    uint64_t start;
    if (!is_named(whole, "Linearized")) {
        return true;
    }
    if (!skip_head(&in) || !skip_plain_object(&in, &within)) {
        return false;
    }
    if (!is_named(within, "Linearized")) {
        return true;
    }
    uint64_t said = said_size(within);
    if (said == 0) {
        return false;
    }
    if (said != size) {
        return true; // something was added behind it: everybody goes by the end
    }
    // Some look for the first such word, in a remark too.
    if ((const char *)memmem(bytes, size, END, sizeof(END)) + sizeof(END) != in.p ||
        !read_start(whole, &start)) {
        return false;
    }
    size_t behind = (size_t)(in.p - bytes);
    skip_blanks(&in);
    return start >= behind && start <= (size_t)(in.p - bytes);
}
