// What a backup holds, as lines of text: written after all else, trusted only to its last letter.
//
// A line is a word and its value. The first is the form, `dure-backup 2`; the last is `end` with
// the SHA-256 of all lines before it and, where the site has a key, that key's public half and its
// signature of `dure-backup SHA-256`. The form 1 knew no signature. README.md lists the words.
// Private to this folder and its tests.
#pragma once

#include <sodium.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"
#include "platform/secret/sign.h"

#define MANIFEST_NAME "MANIFEST"
#define MANIFEST_FORM "dure-backup 2"
#define MANIFEST_FORM_UNSIGNED "dure-backup 1" // of earlier versions

struct manifest_out {
    FILE *file;
    crypto_hash_sha256_state sum;
};

// Begin a new file with its first line. False when it cannot be made.
bool manifest_begin(struct manifest_out *m, const char *path);
// Add a line; the format is a literal. What cannot be written is told at the end.
void manifest_put(struct manifest_out *m, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Put the last line, signed unless `key` is NULL, sync and close. False when any of it failed.
bool manifest_end(struct manifest_out *m, const struct sign_key *key);

enum manifest_state {
    MANIFEST_WHOLE,
    MANIFEST_MISSING,
    MANIFEST_ALTERED, // cut off, another letter in it, or a signature of something else
    MANIFEST_NEWER,   // of a form this program does not know
    MANIFEST_NO_ROOM  // it cannot be copied
};

// Look whether it is whole, for a list.
enum manifest_state manifest_look(const char *path);

// The same for who acts on what it says: *out is a copy without a name, which the caller closes, so
// that what is read is what was looked at, whatever becomes of the file meanwhile. NULL unless it
// is whole. `signer` is the public key whose signature it bears; empty where nobody signed it.
enum manifest_state manifest_take(const char *path, char signer[SIGN_KEY_DIGITS + 1], FILE **out);

// One file of it: the database, or a kept one, whose name is its sum.
struct manifest_file {
    str below; // its name below the folder: no other place is ever written to
    int64_t size;
    str sha256;
};
// The value of a line `file`, of which *out holds views. False for what is no such file.
bool manifest_read_file(struct arena *a, str value, struct manifest_file *out);
bool manifest_is_database(str below);

// Tell every line between the first and the last of such a copy to `each`, until one fails. `value`
// is borrowed for the call.
err manifest_read(FILE *copy, err (*each)(void *data, str word, str value), void *data);
