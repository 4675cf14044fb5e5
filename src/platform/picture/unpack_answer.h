// What the child that unpacks one entry of a ZIP says on its standard output, before the entry's
// name and bytes. Read as a stranger's words, as picture_answer.h.
#pragma once

#include <stdint.h>

enum unpack_verdict {
    UNPACK_DONE,        // the name and the bytes follow
    UNPACK_PASSED_OVER, // a folder, or what systems put beside photos; the name follows
    UNPACK_TOO_LARGE, // larger than one upload, or packed too well to be a photo; the name follows
    UNPACK_NO_ROOM,   // larger than what is left of all; the name follows
    UNPACK_DAMAGED,   // ciphered, cut off, or not what its head says; the name follows
    UNPACK_LEADS_OUT, // an absolute name, one with "..", a link or a device; the name follows
    UNPACK_END,       // there are not so many
    UNPACK_BAD,       // no ZIP
    UNPACK_TOO_MANY,  // entries
    UNPACK_GIVEN_UP,  // the parent's: it took too much time or memory, or ended without an answer
    UNPACK_VERDICT_COUNT
};

#define UNPACK_ANSWER_MARK "DUREZIP1"
#define UNPACK_NAME_MAX 1024 // bytes of a name; a longer one is cut off

struct unpack_answer {
    char mark[8];
    uint32_t verdict; // enum unpack_verdict
    uint32_t count;   // entries of the ZIP; 0 when it cannot be read
    uint32_t name_size;
    uint32_t size;    // of the bytes that follow
    uint32_t written; // bytes that were unpacked, also when they are not what its head says
};
