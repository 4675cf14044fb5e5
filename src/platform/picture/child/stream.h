// Standard input and output of a child: the file it reads, and what it answers.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Standard input, to its end or to the first byte that is more than an upload may have. False: it
// cannot be read. Once in a program, whose *bytes they stay.
bool child_read_all(const char **bytes, size_t *size);

// Write to standard output. False: nobody reads.
bool child_write(const void *bytes, size_t n);
