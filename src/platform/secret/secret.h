// Chance, passwords, one-time codes and sealed text. Chance is made here, at the edge, and passed
// in.
#pragma once

#include <stdint.h>

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

// Ready the library; aborts when the machine has no randomness. Once a process.
void secret_init(void);

uint64_t secret_u64(void);
public_no secret_public_no(void);
// 256 random bits as 64 hex digits.
str secret_token(struct arena *a);
// `count` random digits.
str secret_digits(struct arena *a, int count);

enum secret_cost { SECRET_COST_FULL, SECRET_COST_LEAST }; // LEAST: tests, demo data and load only
// From now on this process hashes at LEAST whatever is asked: for tests of other things.
void secret_spare(void);
// argon2id; about 0.2 s and 64 MiB at full cost. Only in slow workers and tools. Where the system
// has not so much, both go to the arena's edge: that says nothing of the password.
str secret_hash_password(struct arena *a, str password, enum secret_cost cost);
// A hash that no password fits, at the cost this process hashes at: of a person who has not chosen
// one, and for unknown accounts to take as long as known ones. Borrowed for good.
str secret_nobodys_hash(void);
bool secret_password_fits(struct arena *a, str hash, str password);
// Made at another cost than this process hashes at now?
bool secret_hash_is_outdated(str hash);
// For tests of what a stranger could tell by the time: how often this process has hashed a
// password.
int64_t secret_hashes(void);

// TOTP, RFC 6238: 30 s, 6 digits, SHA-1. The step before and after are taken too; *out_step is the
// step that fitted, for refusing a second use.
str secret_totp_new(struct arena *a); // base32
bool secret_totp_fits(str base32, str code, instant now, int64_t *out_step);
str secret_totp_code(struct arena *a, str base32, instant now);

extern const struct fault SECRET_KEY_UNKNOWN; // BROKEN: sealed under a key that is not there

// XChaCha20-Poly1305 under the key of `key_file` (32 bytes, mode 0600), bound to `context`. What is
// sealed names its key; older keys lie in the folder seal.old beside the file, each as ID.key, and
// open alone. A file that was replaced since is used without a new start. Fails when one of
// them cannot be read or is no key.
err secret_load_key(str key_file, bool create);

struct secret_key {
    str id;   // by which what is sealed names it: the first 16 digits of its mark
    str mark; // as secret_key_mark tells it
};
typedef LIST(struct secret_key) secret_keys;
// The keys that are loaded, the one in use first; none before any was.
void secret_list_keys(struct arena *a, secret_keys *out);
// Put a new key into the place of the one that is loaded, which goes to the older ones; both are on
// the disk at every moment. Fails when it cannot be written.
err secret_replace_key(void);
// Of which key is it? Empty: sealed before what is sealed named its key.
str secret_key_of(str sealed);

// By what one knows a key again without having it: SHA-256 over its bytes, as 64 hex digits; empty
// when there is no such file. A key is chance of 256 bits, so nothing is learned from it. Fails
// when the file cannot be read or is no key.
err secret_key_mark(struct arena *a, str key_file, str *out);
str secret_seal(struct arena *a, str plain, str context);
// Fails with SECRET_KEY_UNKNOWN, or when it was altered or sealed for another context.
err secret_open(struct arena *a, str sealed, str context, str *out_plain);
// The same for a column of a table ("account.totp"), bound to the row as well: what lies in one row
// does not open in another.
str secret_seal_row(struct arena *a, str plain, const char *column, int64_t row);
err secret_open_row(struct arena *a, str sealed, const char *column, int64_t row, str *out_plain);
// What is sealed under an older key, sealed anew; *out_sealed is empty where it names the one in
// use already. Fails when it does not open.
err secret_renew_row(struct arena *a, str sealed, const char *column, int64_t row, str *out_sealed);
// What was sealed before rows were bound, to the column alone, sealed anew for its row; *out_sealed
// is empty where it is bound already. Fails when it opens in neither form.
err secret_bind_row(struct arena *a, str sealed, const char *column, int64_t row, str *out_sealed);
// By what a text is known again without being kept: a hash under the key of the site, 64 hex
// digits, another for each `use` and each key. Who has the mark but not the key cannot even try
// texts.
str secret_mark(struct arena *a, str text, str use);

// Constant time.
bool secret_equals(str a, str b);
