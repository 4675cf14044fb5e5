// Files that come with the program, read whole at start-up: rule packs, set-up data, forms.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault FOLDER_CANNOT_READ; // BROKEN: missing, not ours to read, or too large

struct folder_file {
    str name; // kr/thresholds, below the folder and without its ending
    str text; // in the arena
};

// One file of at most LIMIT_FOLDER_FILE bytes. On failure *out_sentence says which and why.
err folder_read_file(struct arena *arena, str path, str *out_text, str *out_sentence);

// Every file of `dir` and of the folders right below it whose name ends in `ending` (".csv"), in
// the order of their names. Names that begin with a dot are passed over.
err folder_read(struct arena *arena, str dir, str ending, struct folder_file **out_files,
                size_t *out_count, str *out_sentence);
