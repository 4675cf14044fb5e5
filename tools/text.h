// What the host tools share: files in memory, growing text, and one way to refuse.
//
// A tool reads a few files, writes a few and ends, so memory is never given back.
#pragma once

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// Growing text, always terminated once something was added.
struct text {
    char *p;
    size_t n;
    size_t room;
};

// Exit codes of every tool: 0 done, 1 refused with a sentence on stderr, 2 wrong usage.
enum { EXIT_REFUSED = 1, EXIT_USAGE = 2 };

// A room for `count` more things in a list that grows; ends the program when memory is out.
static inline void *grow(void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return list;
    }
    *room = *room == 0 ? 16 : *room * 2;
    void *p = realloc(list, *room * size);
    if (p == NULL) {
        fputs("out of memory\n", stderr);
        exit(EXIT_REFUSED);
    }
    return p;
}

static inline void text_add(struct text *t, const char *p, size_t n)
{
    while (t->n + n + 1 > t->room) {
        t->p = grow(t->p, t->room, &t->room, 1);
    }
    if (n > 0) {
        memcpy(t->p + t->n, p, n);
    }
    t->n += n;
    t->p[t->n] = '\0';
}

static inline void text_char(struct text *t, char c)
{
    text_add(t, &c, 1);
}

static inline void text_put(struct text *t, const char *s)
{
    text_add(t, s, strlen(s));
}

__attribute__((format(printf, 2, 3))) static inline void text_format(struct text *t,
                                                                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *line = NULL;
    int n = vasprintf(&line, format, args);
    va_end(args);
    if (n < 0) {
        fputs("out of memory\n", stderr);
        exit(EXIT_REFUSED);
    }
    text_add(t, line, (size_t)n);
    free(line);
}

// A terminated copy of a piece.
static inline char *copy_of(const char *p, size_t n)
{
    struct text t = {0};
    text_add(&t, p, n);
    return t.p;
}

static inline bool text_is(const char *p, size_t n, const char *s)
{
    return strlen(s) == n && memcmp(p, s, n) == 0;
}

static inline bool text_is_nocase(const char *p, size_t n, const char *s)
{
    return strlen(s) == n && strncasecmp(p, s, n) == 0;
}

static inline bool starts_with(const char *s, const char *start)
{
    return strncmp(s, start, strlen(start)) == 0;
}

static inline bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static inline bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static inline bool is_blank_char(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

// The path from the root of the tree, so that what is made does not depend on where the tree lies.
static inline const char *tree_path(const char *path)
{
    const char *found = path;
    for (const char *p = path; (p = strstr(p, "/src/")) != NULL; p++) {
        found = p + 1;
    }
    return found;
}

// The whole file as text, or false when it cannot be read.
static inline bool try_read_file(const char *path, struct text *out_text)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return false;
    }
    struct text t = {0};
    text_add(&t, "", 0);
    char piece[65536];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) {
        text_add(&t, piece, n);
    }
    bool whole = ferror(f) == 0;
    (void)fclose(f);
    *out_text = t;
    return whole;
}

static inline struct text read_file(const char *path)
{
    struct text t = {0};
    if (!try_read_file(path, &t)) {
        fprintf(stderr, "%s: cannot be read: %s\n", path, strerror(errno));
        exit(EXIT_REFUSED);
    }
    if (memchr(t.p, '\0', t.n) != NULL) {
        fprintf(stderr, "%s: holds a NUL byte, so it is no text\n", path);
        exit(EXIT_REFUSED);
    }
    return t;
}

// A file that already says so stays untouched, and what includes it is not compiled again.
static inline void write_file(const char *path, const struct text *t)
{
    struct text before = {0};
    if (try_read_file(path, &before) && before.n == t->n && memcmp(before.p, t->p, t->n) == 0) {
        return;
    }
    FILE *f = fopen(path, "wb");
    bool done = f != NULL && fwrite(t->p, 1, t->n, f) == t->n;
    if (f != NULL && fclose(f) != 0) {
        done = false;
    }
    if (!done) {
        fprintf(stderr, "%s: cannot be written: %s\n", path, strerror(errno));
        exit(EXIT_REFUSED);
    }
}

// The text as C string literals, one a source line, without the quotes' context being changed:
// "" around each, escapes for what C would read differently.
static inline void text_literal(struct text *t, const char *p, size_t n, const char *indent)
{
    text_char(t, '"');
    for (size_t i = 0; i < n; i++) {
        switch (p[i]) {
        case '\n':
            text_put(t, "\\n");
            if (i + 1 < n) {
                text_format(t, "\"\n%s\"", indent);
            }
            break;
        case '\r':
            text_put(t, "\\r");
            break;
        case '\t':
            text_put(t, "\\t");
            break;
        case '"':
        case '\\':
            text_char(t, '\\');
            text_char(t, p[i]);
            break;
        case '?': // never a trigraph
            text_put(t, i > 0 && p[i - 1] == '?' ? "\\?" : "?");
            break;
        default:
            text_char(t, p[i]);
        }
    }
    text_char(t, '"');
}
