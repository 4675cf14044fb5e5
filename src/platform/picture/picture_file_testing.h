// The file that the child reads, and a script in the child's place, for tests. What a test makes
// lies in `arena` (arena_testing.h), which holds 400 MiB here.
#pragma once

#include "base/arena_testing.h"

extern char picture_file[]; // its path

// For cmocka: before and after all tests, and before each, which begins with an empty arena and the
// child that was built.
int picture_file_begin(void **state);
int picture_file_end(void **state);
int picture_file_each(void **state);

void picture_file_write(str bytes);
// From now on this script is the child, until the next test.
void picture_file_script(const char *script, int64_t wall_ms);
