#include "base/print.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define DIGITS_MAX 24

// A format and its values on their way into a text.
struct print {
    const char *at;
    va_list args;
    char digits[DIGITS_MAX];
};

static str write_digits(struct print *f, uint64_t magnitude, bool negative)
{
    size_t at = DIGITS_MAX;
    do {
        f->digits[--at] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude > 0);
    if (negative) {
        f->digits[--at] = '-';
    }
    return (str){.p = f->digits + at, .n = DIGITS_MAX - at};
}

static str write_number(struct print *f, int64_t n)
{
    return write_digits(f, n < 0 ? 0 - (uint64_t)n : (uint64_t)n, n < 0);
}

static bool take(struct print *f, const char *sign)
{
    size_t n = strlen(sign);
    bool is_there = strncmp(f->at, sign, n) == 0;
    f->at += is_there ? n : 0;
    return is_there;
}

// A text of at most so many bytes, which ends before its NUL.
static str cut_text(const char *p, int most)
{
    return (str){.p = p, .n = most > 0 ? strnlen(p, (size_t)most) : 0};
}

// What comes next: plain text, or a value as its sign says. False when the sign is none of ours.
static bool take_piece(struct print *f, str *out)
{
    if (*f->at != '%') {
        *out = (str){.p = f->at, .n = (size_t)(strchrnul(f->at, '%') - f->at)};
        f->at += out->n;
    } else if (take(f, "%.*s")) {
        int most = va_arg(f->args, int);
        *out = cut_text(va_arg(f->args, const char *), most);
        return most >= 0; // below it means all of it
    } else if (take(f, "%s")) {
        *out = str_view(va_arg(f->args, const char *));
        return out->p != NULL;
    } else if (take(f, "%lld")) {
        *out = write_number(f, va_arg(f->args, long long));
    } else if (take(f, "%d")) {
        *out = write_number(f, va_arg(f->args, int));
    } else if (take(f, "%zu")) {
        *out = write_digits(f, va_arg(f->args, size_t), false);
    } else {
        return false;
    }
    return true;
}

// -1: there is a sign that is none of ours.
static int print_plainly(char *p, size_t room, const char *format, va_list args)
{
    struct print f = {.at = format};
    size_t n = 0;
    bool is_ours = true;
    va_copy(f.args, args);
    while (is_ours && *f.at != '\0') {
        str piece = {0};
        is_ours = take_piece(&f, &piece);
        if (piece.n > 0 && n + 1 < room) {
            memcpy(p + n, piece.p, piece.n < room - n - 1 ? piece.n : room - n - 1);
        }
        n += piece.n;
    }
    va_end(f.args);
    if (!is_ours || n > INT32_MAX) {
        return -1;
    }
    if (room > 0) {
        p[n < room ? n : room - 1] = '\0';
    }
    return (int)n;
}

int print_text(char *p, size_t room, const char *format, va_list args)
{
    int n = print_plainly(p, room, format, args);
    return n >= 0 ? n : vsnprintf(p, room, format, args);
}
