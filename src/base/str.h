// Text: pointer and length, UTF-8, immutable, not terminated.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
    const char *p;
    size_t n; // bytes
} str;

#define S(literal) ((str){.p = "" literal "", .n = sizeof(literal) - 1})

// A view of a terminated string; NULL is empty. Borrowed as long as `c` lives.
str str_view(const char *c);

bool str_is_empty(str s);
bool str_equals(str a, str b);
// Is it one of so many words?
bool str_is_one_of(str s, const char *const *words, size_t count);
// -1, 0, 1 by bytes.
int str_compare(str a, str b);
bool str_starts(str s, str with);
bool str_ends(str s, str with);
bool str_contains(str s, str part);

// The first place of `part` in `s`; s.n when there is none.
size_t str_index(str s, str part);

// The part from `from` of at most `n` bytes; out of range is empty.
str str_slice(str s, size_t from, size_t n);

// Without blanks (space, tab, line ends, U+00A0, U+3000) at both ends.
str str_after_mark(str s); // behind the byte order mark it begins with, if it does
str str_trim(str s);

// Cut off and return what stands before the first `by`; *rest is what follows. When `by` is not
// there, all of it is returned and *rest is empty.
str str_cut(str *rest, char by);

str str_copy(struct arena *a, str s);
// Terminated, for libraries that want it.
char *str_to_c(struct arena *a, str s);
str str_join(struct arena *a, str first, str second);
// As printf; the format is a literal.
str str_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
// The arguments for a "%.*s".
#define STR_ARG(s) (int)(s).n, (s).p

// ASCII letters to lower case; other bytes unchanged.
str str_lower_ascii(struct arena *a, str s);

// Digits only, optional leading '-', no blanks, within int64. False leaves *out alone.
bool str_parse_i64(str s, int64_t *out);

// Valid UTF-8 without NUL and without surrogates.
bool str_is_text(str s);
// Characters (code points) of valid UTF-8.
size_t str_length(str s);
// The code point at *at, which moves on; 0xFFFD for what is not UTF-8.
uint32_t str_next(str s, size_t *at);
// A code point as UTF-8 into `out` of 4 bytes; how many it took.
size_t str_encode(uint32_t point, char *out);
