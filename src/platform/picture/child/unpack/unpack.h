// dure-unpack INDEX ROOM: one entry (from 0) of the ZIP that is standard input, of ROOM bytes at
// most, to standard output (../../unpack_answer.h). Jailed as ../jail.h says before it looks at the
// first byte; nothing but libzip and what that is made of lies in its memory.
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
