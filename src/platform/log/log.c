#include "platform/log/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LINE_MAX_BYTES 4096 // one write, so that lines of many processes do not mix
#define FIELD_MAX_BYTES 512

static const char *process_name = "dure";
static enum log_level least_level = LOG_INFO;

struct line {
    char p[LINE_MAX_BYTES];
    size_t n;
};

void log_init(const char *process, enum log_level least)
{
    process_name = process;
    least_level = least;
}

static void add(struct line *l, const char *p, size_t n)
{
    size_t room = sizeof(l->p) - 4 - l->n; // the end of the object always fits
    n = n < room ? n : room;
    memcpy(l->p + l->n, p, n);
    l->n += n;
}

// A JSON string: control characters and what is not UTF-8 are written as escapes.
static void add_string(struct line *l, str s)
{
    add(l, "\"", 1);
    size_t at = 0;
    while (at < s.n && at < FIELD_MAX_BYTES && l->n + 16 < sizeof(l->p)) {
        size_t from = at;
        uint32_t point = str_next(s, &at);
        if (point < 0x20 || point == 0x7F || point == '"' || point == '\\' || point == 0xFFFD) {
            char escape[8];
            (void)snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)point);
            add(l, escape, 6);
        } else {
            add(l, s.p + from, at - from);
        }
    }
    add(l, "\"", 1);
}

static void add_name(struct line *l, const char *name)
{
    add(l, ",", 1);
    add_string(l, str_view(name));
    add(l, ":", 1);
}

void log_line(enum log_level level, const char *event, const struct log_field *fields, size_t n)
{
    static const char *const LEVELS[] = {"debug", "info", "warn", "error"};
    if (level < least_level) {
        return;
    }
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    struct line l = {.n = 0};
    char head[64];
    int head_n = snprintf(head, sizeof(head), "{\"at\":%lld.%06ld,\"level\":\"%s\"",
                          (long long)now.tv_sec, now.tv_nsec / 1000, LEVELS[level]);
    add(&l, head, (size_t)head_n);
    add_name(&l, "process");
    add_string(&l, str_view(process_name));
    add_name(&l, "event");
    add_string(&l, str_view(event));
    for (size_t i = 0; i < n; i++) {
        add_name(&l, fields[i].name);
        if (fields[i].text.p != NULL) {
            add_string(&l, fields[i].text);
        } else {
            char number[24];
            int number_n = snprintf(number, sizeof(number), "%lld", (long long)fields[i].number);
            add(&l, number, (size_t)number_n);
        }
    }
    memcpy(l.p + l.n, "}\n", 2);
    // A log that cannot be written must not stop the work.
    ssize_t written = write(STDERR_FILENO, l.p, l.n + 2);
    (void)written;
}
