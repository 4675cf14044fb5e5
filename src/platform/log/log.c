#include "platform/log/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LINE_MAX_BYTES 4096 // one write, so that lines of many processes do not mix
#define FIELD_MAX_BYTES 512

static const char *process_name = "dure";
static enum log_level least_level = LOG_INFO;
static bool is_holding;
static struct {
    char p[LINE_MAX_BYTES];
    size_t n;
} waiting;

static const char *const LEVELS[] = {"debug", "info", "warn", "error"};

struct line {
    char p[LINE_MAX_BYTES];
    size_t n;
    bool full; // something did not fit
};

int log_level_from(str word)
{
    for (int i = LOG_DEBUG; i <= LOG_ERROR; i++) {
        if (str_equals(word, str_view(LEVELS[i]))) {
            return i;
        }
    }
    return -1;
}

void log_init(const char *process, enum log_level least)
{
    process_name = process;
    least_level = least;
}

static void add(struct line *l, const char *p, size_t n)
{
    if (l->full || n > sizeof(l->p) - 2 - l->n) { // the end of the object always fits
        l->full = true;
        return;
    }
    memcpy(l->p + l->n, p, n);
    l->n += n;
}

// Control characters, and the line ends that only Unicode knows: no reader of the log shall take
// one line for two, and no terminal obey it.
static bool is_escaped(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == '"' || point == '\\' ||
           point == 0x2028 || point == 0x2029 || point == 0xFFFD;
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

// A JSON string; what is not UTF-8, and NUL, which many readers refuse, is written as U+FFFD.
static void add_string(struct line *l, str s)
{
    str cut = str_slice(s, 0, FIELD_MAX_BYTES);
    add(l, "\"", 1);
    for (size_t at = 0; at < cut.n;) {
        size_t from = at;
        while (at < cut.n && is_plain(cut.p[at])) {
            at++;
        }
        add(l, cut.p + from, at - from);
        if (at == cut.n) {
            break;
        }
        from = at;
        uint32_t point = str_next(cut, &at);
        if (is_escaped(point)) {
            char escape[12]; // six of them are written: what is escaped has four digits
            (void)snprintf(escape, sizeof(escape), "\\u%04x",
                           point == 0 ? 0xFFFDU : (unsigned)point);
            add(l, escape, 6);
        } else {
            add(l, cut.p + from, at - from);
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

// A field goes in whole or not at all, so that the line stays one object.
static void add_field(struct line *l, const struct log_field *f)
{
    size_t before = l->n;
    add_name(l, f->name);
    if (f->text.p != NULL) {
        add_string(l, f->text);
    } else {
        char number[24];
        int n = snprintf(number, sizeof(number), "%lld", (long long)f->number);
        add(l, number, (size_t)n);
    }
    if (l->full) {
        l->n = before;
        l->full = false;
    }
}

void log_line(enum log_level level, const char *event, const struct log_field *fields, size_t n)
{
    if (level < least_level) {
        return;
    }
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    struct line l; // its bytes are written before they are read
    l.n = 0;
    l.full = false;
    char head[64];
    int head_n = snprintf(head, sizeof(head), "{\"at\":%lld.%06ld,\"level\":\"%s\"",
                          (long long)now.tv_sec, now.tv_nsec / 1000, LEVELS[level]);
    add(&l, head, (size_t)head_n);
    add_name(&l, "process");
    add_string(&l, str_view(process_name));
    add_name(&l, "event");
    add_string(&l, str_view(event));
    for (size_t i = 0; i < n; i++) {
        add_field(&l, &fields[i]);
    }
    memcpy(l.p + l.n, "}\n", 2);
    l.n += 2;
    if (l.n > sizeof(waiting.p) - waiting.n) {
        log_flush();
    }
    memcpy(waiting.p + waiting.n, l.p, l.n);
    waiting.n += l.n;
    if (!is_holding || level > LOG_INFO) {
        log_flush();
    }
}

void log_hold(bool holds)
{
    is_holding = holds;
}

void log_flush(void)
{
    if (waiting.n > 0) {
        // A log that cannot be written must not stop the work.
        ssize_t written = write(STDERR_FILENO, waiting.p, waiting.n);
        (void)written;
        waiting.n = 0;
    }
}
