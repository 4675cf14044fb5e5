// The jail of dure-picture, whatever it was started for.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// From here on only memory, threads and the descriptors that are open. False: the kernel will not.
bool child_close_jail(void);

// Write to standard output. False: nobody reads.
bool child_write(const void *bytes, size_t n);
