// A folder for a test, below TMPDIR or /tmp, gone with all that lies in it when the test closes it.
#pragma once

#include <stdbool.h>

struct testing_folder {
    char path[256];
};

// Ends the program when none can be made.
void testing_folder_open(struct testing_folder *f);
// The same, and files that are kept go there from now on.
void testing_folder_open_place(struct testing_folder *f);
// False when something was left.
bool testing_folder_close(const struct testing_folder *f);
