// The programs that read what strangers hand in, as children: started, limited, heard to the end,
// and gone. Each is linked to the library it reads with and to no other (child/jail.h).
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

enum child_program { CHILD_PICTURE, CHILD_UNPACK, CHILD_PDF, CHILD_PROGRAM_COUNT };

extern const char *const CHILD_PROGRAMS[CHILD_PROGRAM_COUNT]; // their names

// The path of each, and how long one file may take. Once at start-up; `paths` are borrowed for
// good.
void picture_set_programs(const char *const paths[CHILD_PROGRAM_COUNT], int64_t wall_ms);

struct child_answer {
    str bytes;       // in the arena
    bool is_whole;   // it ended well, in its time, and said no more than there was room for
    bool is_used_up; // the file used up its limits or broke its reader; else not it was to blame
};

struct child_task {
    enum child_program program;
    const char *words[2]; // that it is told; NULL from the first that is none
    const char *path;     // of the file it reads
    size_t room;          // more bytes than it may answer with
};

// Let it do so. Fails with BYTES_CANNOT_READ, PICTURE_NO_CHILD, PICTURE_NO_PROGRAM,
// PICTURE_NOT_READY.
err picture_child_ask(struct arena *a, const struct child_task *task, struct child_answer *out);
