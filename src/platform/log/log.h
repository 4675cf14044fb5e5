// JSON lines on standard error, one object a line. No personal data, no secrets. Only the
// dispatcher, the job runner and the processes log.
#pragma once

#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
    const char *name;
    str text;       // when text.p is not NULL
    int64_t number; // otherwise
};

// -1: there is none of this word.
int log_level_from(str word);
void log_init(const char *process, enum log_level least);
void log_line(enum log_level level, const char *event, const struct log_field *fields, size_t n);
// Whether lines wait for the next one that does not, to be written with it. Who holds them flushes
// them when nothing more is to come; a warning or an error never waits.
void log_hold(bool holds);
void log_flush(void);
#define LOG(level, event, ...)                                                                     \
    log_line((level), (event), (const struct log_field[]){__VA_ARGS__},                            \
             sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field))
#define LOG_TEXT(name_, text_)                                                                     \
    {                                                                                              \
        .name = (name_), .text = (text_)                                                           \
    }
#define LOG_NUMBER(name_, number_)                                                                 \
    {                                                                                              \
        .name = (name_), .number = (number_)                                                       \
    }
