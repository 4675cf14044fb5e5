#include "base/digest.h"

#include <sodium.h>

str digest_sha256(struct arena *a, str text)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, (const unsigned char *)text.p, text.n); // always 0
    char *hex = arena_alloc(a, sizeof(hash) * 2 + 1);
    (void)sodium_bin2hex(hex, sizeof(hash) * 2 + 1, hash, sizeof(hash));
    return (str){.p = hex, .n = sizeof(hash) * 2};
}
