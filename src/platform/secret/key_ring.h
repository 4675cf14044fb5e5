// The keys that seal, as this process holds them: one in use, older ones for opening alone. Private
// to this folder.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define RING_KEY_BYTES 32
#define RING_MARK_DIGITS 64
#define RING_ID_DIGITS 16 // the first of the mark's; what is sealed bears them

struct ring_key {
    char mark[RING_MARK_DIGITS + 1]; // SHA-256 over its bytes
    unsigned char bytes[RING_KEY_BYTES];
};

struct key_ring {
    struct ring_key *keys; // the one in use first
    size_t count;
};

// Hold the key of this file and the files of the folder seal.old beside it; `create` makes
// the first where it is missing. False when one of them is no key or others may read it: then what
// was held before is held on.
bool key_ring_load(const char *key_file, bool create);
// What is held, looked up anew where the file is another one by now: a key that is replaced while
// the site runs is used by every process at once.
const struct key_ring *key_ring(void);
// Put a new key into the file's place and the one of before into seal.old; both are on the disk at
// every moment. False when it cannot be written.
bool key_ring_replace(void);
// The one with this id, also when it was put into seal.old since, as ID.key; NULL: none.
const struct ring_key *key_ring_find(const char *id);
