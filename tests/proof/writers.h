// Processes that write at once, as many as the default installation has web workers, and how much
// they get done.
#pragma once

#include <stdint.h>

#define WRITERS 2

struct written {
    int64_t deeds;
    int64_t ms; // they took
};

// Deeds of all writers a second of the one that took longest: of two that take turns at one lock,
// who is done early had it for itself. `work` is called in a process of its own for each, with its
// number from 0 on. Ends the program when one of them fails.
double writers_run(struct written (*work)(int writer, const void *data), const void *data);
