// The pictures of one photo, made by a child that can do nothing else (child/picture/child.h).
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "platform/picture/picture_answer.h"

extern const struct fault PICTURE_NO_PROGRAM; // BROKEN: the child is not where it should be
extern const struct fault PICTURE_NO_CHILD;   // BUSY: no process or pipe is to be had
extern const struct fault PICTURE_NOT_READY;  // BROKEN: the child could not limit or jail itself
extern const struct fault PICTURE_NO_ANSWER;  // BUSY: it was stopped, or said what cannot be

struct picture_made {
    enum picture_verdict verdict; // what follows is set when it is PICTURE_MADE alone
    int64_t width;                // of the photo, the right way up
    int64_t height;
    uint32_t words; // bits of enum picture_word
    uint64_t hash;
    str bytes[PICTURE_SIZE_COUNT]; // in the arena
};

// What the child says, taken for what a stranger says; *out borrows its bytes. False: it cannot be.
bool picture_made_read(str answer, struct picture_made *out);

// Make the pictures of the file at `path`. One that used up its child's processor or memory, or
// broke its reader, has the verdict PICTURE_GIVEN_UP. Fails with BYTES_CANNOT_READ,
// PICTURE_NO_CHILD, PICTURE_NO_PROGRAM, PICTURE_NOT_READY, and with PICTURE_NO_ANSWER where the
// child was stopped, took too long or said what cannot be: the machine may be to blame.
err picture_make(struct arena *a, const char *path, struct picture_made *out);
