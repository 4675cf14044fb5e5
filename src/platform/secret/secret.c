#include "platform/secret/secret.h"

#include <assert.h>
#include <errno.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/secret/key_file.h"

// argon2id at full cost; security.md 6 of the house: 64 MiB, 2 passes.
#define PASSES_FULL 2
#define MEMORY_FULL (64 * MIB)

// RFC 6238 as every authenticator app speaks it.
#define TOTP_STEP_S 30
#define TOTP_DIGITS 6
#define TOTP_SECRET_BYTES 20

static const struct fault SECRET_KEY_MISSING = {
    .kind = FAULT_BROKEN,
    .code = "secret.key_missing",
    .text = "암호 열쇠 파일을 읽을 수 없습니다. data.dir의 key 파일과 권한(0600)을 확인해 주세요.",
};

static const struct fault SECRET_ALTERED = {
    .kind = FAULT_BROKEN,
    .code = "secret.altered",
    .text = "암호로 보관한 값이 열쇠와 맞지 않습니다. 운영자에게 알려 주세요.",
};

static unsigned char key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
static bool key_is_loaded;

void secret_init(void)
{
    if (sodium_init() < 0 || oath_init() != OATH_OK) {
        abort();
    }
}

uint64_t secret_u64(void)
{
    uint64_t value = 0;
    randombytes_buf(&value, sizeof(value));
    return value;
}

public_no secret_public_no(void)
{
    return public_no_from(secret_u64());
}

str secret_token(struct arena *a)
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof(bytes));
    char *hex = arena_alloc(a, sizeof(bytes) * 2 + 1);
    (void)sodium_bin2hex(hex, sizeof(bytes) * 2 + 1, bytes, sizeof(bytes));
    return (str){.p = hex, .n = sizeof(bytes) * 2};
}

str secret_digits(struct arena *a, int count)
{
    assert(count > 0);
    char *digits = arena_alloc(a, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        digits[i] = (char)('0' + randombytes_uniform(10));
    }
    return (str){.p = digits, .n = (size_t)count};
}

static bool spares;
static int64_t hashes;

int64_t secret_hashes(void)
{
    return hashes;
}

void secret_spare(void)
{
    spares = true;
}

str secret_hash_password(struct arena *a, str password, enum secret_cost cost)
{
    hashes++;
    bool full = cost == SECRET_COST_FULL && !spares;
    char *hash = arena_alloc(a, crypto_pwhash_STRBYTES);
    int failed = crypto_pwhash_str_alg(
        hash, password.p, password.n, full ? PASSES_FULL : crypto_pwhash_OPSLIMIT_MIN,
        full ? MEMORY_FULL : crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) {
        abort(); // no 64 MiB to be had: the parent starts another worker
    }
    return str_view(hash);
}

bool secret_password_fits(str hash, str password)
{
    char text[crypto_pwhash_STRBYTES] = {0};
    if (hash.n >= sizeof(text) || password.n == 0 || password.n > LIMIT_PASSWORD * 4) {
        return false; // a field that was not sent is no password
    }
    memcpy(text, hash.p, hash.n);
    hashes++;
    return crypto_pwhash_str_verify(text, password.p, password.n) == 0;
}

str secret_totp_new(struct arena *a)
{
    char bytes[TOTP_SECRET_BYTES];
    randombytes_buf(bytes, sizeof(bytes));
    char *text = NULL;
    if (oath_base32_encode(bytes, sizeof(bytes), &text, NULL) != OATH_OK) {
        abort();
    }
    str secret = str_copy(a, str_view(text));
    sodium_memzero(bytes, sizeof(bytes));
    sodium_memzero(text, secret.n);
    free(text);
    return secret;
}

// The bytes behind base32, or NULL. The caller frees.
static char *decode(struct arena *a, str base32, size_t *n)
{
    char *bytes = NULL;
    int code = oath_base32_decode(str_to_c(a, base32), base32.n, &bytes, n);
    return code == OATH_OK ? bytes : NULL;
}

bool secret_totp_fits(str base32, str code, instant now, int64_t *out_step)
{
    if (code.n != TOTP_DIGITS || base32.n == 0) {
        return false;
    }
    struct arena *a = arena_open(LIMIT_ARENA_BLOCK);
    size_t n = 0;
    char *bytes = decode(a, base32, &n);
    bool fits = false;
    int64_t step = now.us / 1000000 / TOTP_STEP_S;
    for (int64_t i = step - 1; i <= step + 1 && bytes != NULL; i++) {
        char due[TOTP_DIGITS + 1];
        bool made = oath_hotp_generate(bytes, n, (uint64_t)i, TOTP_DIGITS, false,
                                       OATH_HOTP_DYNAMIC_TRUNCATION, due) == OATH_OK;
        if (made && secret_equals(str_view(due), code)) {
            *out_step = i;
            fits = true;
        }
    }
    if (bytes != NULL) {
        sodium_memzero(bytes, n);
        free(bytes);
    }
    arena_close(a);
    return fits;
}

str secret_totp_code(struct arena *a, str base32, instant now)
{
    size_t n = 0;
    char *bytes = decode(a, base32, &n);
    char *code = arena_alloc(a, TOTP_DIGITS + 1);
    if (bytes == NULL) {
        return S("");
    }
    bool made =
        oath_hotp_generate(bytes, n, (uint64_t)(now.us / 1000000 / TOTP_STEP_S), TOTP_DIGITS, false,
                           OATH_HOTP_DYNAMIC_TRUNCATION, code) == OATH_OK;
    sodium_memzero(bytes, n);
    free(bytes);
    return made ? str_view(code) : S("");
}

err secret_load_key(str key_file, bool create)
{
    char path[4096];
    if (key_file.n >= sizeof(path)) {
        return &SECRET_KEY_MISSING;
    }
    (void)snprintf(path, sizeof(path), "%.*s", STR_ARG(key_file));
    if (create && !key_file_make(path, sizeof(key))) {
        return &SECRET_KEY_MISSING;
    }
    key_is_loaded = key_file_read(path, key, sizeof(key));
    return key_is_loaded ? NULL : &SECRET_KEY_MISSING;
}

err secret_key_mark(struct arena *a, str key_file, str *out)
{
    unsigned char bytes[sizeof(key)];
    unsigned char hash[crypto_hash_sha256_BYTES];
    const char *path = str_to_c(a, key_file);
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        *out = S("");
        return NULL;
    }
    if (!key_file_read(path, bytes, sizeof(bytes))) {
        return &SECRET_KEY_MISSING;
    }
    (void)crypto_hash_sha256(hash, bytes, sizeof(bytes)); // always 0
    sodium_memzero(bytes, sizeof(bytes));
    char *hex = arena_alloc(a, sizeof(hash) * 2 + 1);
    (void)sodium_bin2hex(hex, sizeof(hash) * 2 + 1, hash, sizeof(hash));
    *out = (str){.p = hex, .n = sizeof(hash) * 2};
    return NULL;
}

str secret_seal(struct arena *a, str plain, str context)
{
    assert(key_is_loaded);
    size_t n = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + plain.n +
               crypto_aead_xchacha20poly1305_ietf_ABYTES;
    unsigned char *bytes = arena_alloc(a, n);
    randombytes_buf(bytes, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, NULL, (const unsigned char *)plain.p,
        plain.n, (const unsigned char *)context.p, context.n, NULL, bytes, key); // always 0
    char *hex = arena_array(a, n + 1, 2);
    (void)sodium_bin2hex(hex, n * 2 + 1, bytes, n);
    return (str){.p = hex, .n = n * 2};
}

err secret_open(struct arena *a, str sealed, str context, str *out_plain)
{
    assert(key_is_loaded);
    const size_t nonce_n = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    unsigned char *bytes = arena_alloc(a, sealed.n / 2 + 1);
    size_t n = 0;
    if (sodium_hex2bin(bytes, sealed.n / 2 + 1, sealed.p, sealed.n, NULL, &n, NULL) != 0 ||
        n < nonce_n + crypto_aead_xchacha20poly1305_ietf_ABYTES) {
        return &SECRET_ALTERED;
    }
    unsigned char *plain = arena_alloc(a, n);
    unsigned long long plain_n = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &plain_n, NULL, bytes + nonce_n,
                                                   n - nonce_n, (const unsigned char *)context.p,
                                                   context.n, bytes, key) != 0) {
        return &SECRET_ALTERED;
    }
    *out_plain = (str){.p = (const char *)plain, .n = (size_t)plain_n};
    return NULL;
}

static str row_context(struct arena *a, const char *column, int64_t row)
{
    return str_format(a, "%s:%lld", column, (long long)row);
}

str secret_seal_row(struct arena *a, str plain, const char *column, int64_t row)
{
    return secret_seal(a, plain, row_context(a, column, row));
}

err secret_open_row(struct arena *a, str sealed, const char *column, int64_t row, str *out_plain)
{
    return secret_open(a, sealed, row_context(a, column, row), out_plain);
}

err secret_bind_row(struct arena *a, str sealed, const char *column, int64_t row, str *out_sealed)
{
    str plain = {0};
    *out_sealed = S("");
    if (secret_open_row(a, sealed, column, row, &plain) == NULL) {
        return NULL;
    }
    TRY(secret_open(a, sealed, str_view(column), &plain));
    *out_sealed = secret_seal_row(a, plain, column, row);
    return NULL;
}

str secret_mark(struct arena *a, str text, str use)
{
    assert(key_is_loaded);
    unsigned char hash[crypto_generichash_BYTES];
    str input = str_format(a, "%zu:%.*s:%.*s", use.n, STR_ARG(use), STR_ARG(text));
    (void)crypto_generichash(hash, sizeof(hash), (const unsigned char *)input.p, input.n, key,
                             sizeof(key)); // always 0
    char *hex = arena_alloc(a, sizeof(hash) * 2 + 1);
    (void)sodium_bin2hex(hex, sizeof(hash) * 2 + 1, hash, sizeof(hash));
    return (str){.p = hex, .n = sizeof(hash) * 2};
}

bool secret_equals(str a, str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.p, b.p, a.n) == 0);
}
