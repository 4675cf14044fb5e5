// One entry of a ZIP of photos, unpacked by a child that can do nothing else (child/jail.h).
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "platform/picture/unpack_answer.h"

struct unpacked {
    enum unpack_verdict verdict;
    int64_t count;   // entries of the ZIP; 0 when it cannot be read
    str name;        // as it was packed, with its folders: readable text, and no path to anything
    str bytes;       // of UNPACK_DONE, in the arena
    int64_t written; // bytes that were unpacked, those of damaged ones too
};

bool picture_is_zip(str bytes);

// What the child says, taken for what a stranger says; *out borrows its bytes. False: it cannot be.
bool picture_unpacked_read(struct arena *a, str answer, struct unpacked *out);

// Unpack the entry `index` (from 0) of the ZIP at `path`, of `room` bytes at most. Fails as
// picture_make.
err picture_unpack(struct arena *a, const char *path, int64_t index, int64_t room,
                   struct unpacked *out);

// Why an entry or the whole ZIP was not taken, and what to do; empty for UNPACK_DONE.
str picture_unpack_sentence(enum unpack_verdict verdict);
