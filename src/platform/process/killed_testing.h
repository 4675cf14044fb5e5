// Processes of a test that are killed, as by kill -9.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// This process is killed after so many microseconds, under a second, wherever it is then. Ends it
// with 2 where no timer is to be had.
void killed_testing_after(int64_t us);
// Waits for the child's end. True: it was killed; false: it ended well. Anything else fails the
// test.
bool killed_testing_wait(pid_t child);
