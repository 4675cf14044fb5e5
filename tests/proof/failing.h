// Which allocation finds no memory, whose, and in which process. One kind is counted at a time,
// from the moment one of the first two functions is called to failing_end.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum whose {
    WHOSE_HOUSE,  // from arenas
    WHOSE_SQLITE, // through the methods SQLite was given
    WHOSE_HEAP,   // of everybody else, libpq's among them, from the C library (heap.h)
    WHOSE_COUNT
};
extern const char *const WHOSE_NAMES[WHOSE_COUNT]; // "of …"

// From here on SQLite's memory can fail. Before the first database is opened.
void failing_stand_under_sqlite(void);

// The nth from now on fails, once.
void failing_nth(enum whose whose, int64_t nth);

// The `first` from now on, and every step-th after it, fails in a child that is made at that very
// moment: the parent goes on as if nothing had been, once the child has ended. Not WHOSE_HOUSE.
struct failing_each {
    int64_t first;
    int64_t step;
    unsigned child_s;         // seconds until a child that hangs is ended
    void (*born)(void *data); // in the child, before its allocation fails
    void *data;
    int64_t tried;
    int64_t failures; // of them ended otherwise than with 0
};
void failing_each(enum whose whose, struct failing_each *each);

void failing_end(void);
// What was to fail has failed; known until the next begins.
bool failing_met(void);
// How manieth it was, or how many there were.
int64_t failing_count(void);
// In a child of failing_each.
bool failing_is_child(void);

// Fork, and wait for the child, which is ended after so many seconds; 0: it has as many as it
// likes. What it ended with, or -1 with the reason told; in the child itself 0.
int failing_fork(unsigned child_s, bool *is_child);
