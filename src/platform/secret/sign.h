// Ed25519: what the site writes for others to keep – backups, the heads of the audit chains –
// carries a signature that anybody can check who noted its public key.
//
// data.dir/sign.key is the secret half, 32 bytes, mode 0600, made the first time. data.dir/sign.pub
// lists the public halves, oldest first, a line each: since when, and 64 hex digits. A key that was
// replaced stays in it, so that what it signed can still be checked; one that got known to others
// is taken out by hand, and what it signed counts as nobody's.
#pragma once

#include <sodium.h>
#include <stdio.h>

#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault SIGN_KEY_MISSING;  // BROKEN: no key there, or others may read it
extern const struct fault SIGN_LIST_BROKEN;  // BROKEN: sign.pub cannot be read, or is no such list
extern const struct fault SIGN_CANNOT_WRITE; // BUSY

#define SIGN_KEY_DIGITS 64   // hex digits of a public key
#define SIGN_TEXT_DIGITS 128 // hex digits of a signature

// The key in use. Holds a secret until sign_key_close.
struct sign_key {
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    char public[SIGN_KEY_DIGITS + 1];
};

// Read the key of `data_dir`, and see to it that its public half is listed. Fails with
// SIGN_KEY_MISSING, SIGN_LIST_BROKEN, SIGN_CANNOT_WRITE.
err sign_key_open(struct arena *a, str data_dir, instant now, struct sign_key *out);
void sign_key_close(struct sign_key *key); // wipes it
// Whether the key of `data_dir` can be read; where none lies yet one can be made.
bool sign_key_may_open(struct arena *a, str data_dir);

// Make the key where none is; a new one in its place. They fail as sign_key_open does.
err sign_key_make(struct arena *a, str data_dir, instant now);
err sign_key_replace(struct arena *a, str data_dir, instant now);

// Hex digits, terminated.
void sign_text(const struct sign_key *key, str text, char out[SIGN_TEXT_DIGITS + 1]);

struct sign_public {
    str since; // as instant_format_iso writes it
    str key;
};
typedef LIST(struct sign_public) sign_publics;

// Those of the list, none where there is none yet. Fails with SIGN_LIST_BROKEN.
err sign_list(struct arena *a, str data_dir, sign_publics *out);
// … as they stand in its file, from where it is read.
err sign_list_read(struct arena *a, FILE *f, sign_publics *out);
bool sign_is_listed(const sign_publics *list, str key);
// Whether a key could be added to the list of `data_dir`; where none lies yet one can be made.
bool sign_list_may_grow(struct arena *a, str data_dir);
// Whether `signature` was made of `text` with the secret half of `key`.
bool sign_fits(str key, str text, str signature);
