// One entry of a ZIP that a stranger packed.
#pragma once

#include <stddef.h>
#include <zip.h>

#include "platform/picture/unpack_answer.h"

// Of one entry; the rest is nothing before.
struct unpacking {
    zip_t *zip;
    struct unpack_answer answer;
    const char *name;
    char *bytes;
};

// Unpack the entry `index` (from 0) of the ZIP that is `bytes`, of `room` bytes at most, or say in
// u->answer.verdict why not. u->zip and u->bytes are the caller's to give back.
void child_unpack_entry(const void *bytes, size_t size, zip_uint64_t index, zip_uint64_t room,
                        struct unpacking *u);

// dure-picture unpack INDEX ROOM: one entry of the ZIP that is standard input, of ROOM bytes at
// most. The exit code.
int child_unpack(const char *index, const char *room);
