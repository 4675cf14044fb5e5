// dure-picture as a child: started, limited, heard to the end, and gone.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

struct child_answer {
    str bytes;       // in the arena
    bool is_whole;   // it ended well, in its time, and said no more than there was room for
    bool is_used_up; // the file used up its limits or broke its reader; else not it was to blame
};

// Let it do what `words` say (its own name first, NULL last) with the file at `path`, and answer
// with under `room` bytes. Fails with BYTES_CANNOT_READ, PICTURE_NO_CHILD, PICTURE_NO_PROGRAM,
// PICTURE_NOT_READY.
err picture_child_ask(struct arena *a, const char *path, const char *const *words, size_t room,
                      struct child_answer *out);
