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
#include "platform/secret/key_ring.h"

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

const struct fault SECRET_KEY_UNKNOWN = {
    .kind = FAULT_BROKEN,
    .code = "secret.key_unknown",
    .text = "이 값을 봉한 열쇠가 서버에 없습니다. 운영자에게 알려 주세요.",
};

static const struct fault SECRET_CANNOT_WRITE = {
    .kind = FAULT_BUSY,
    .code = "secret.cannot_write",
    .text = "새 열쇠를 적을 수 없습니다. 자료 폴더의 남은 공간과 권한을 확인해 주세요.",
};

#define PATH_SIZE 4096
#define NONCE_BYTES ((size_t)crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
#define ID_END '.' // between the id of the key and what it sealed

static_assert(RING_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "one key, one length");

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
    bool failed =
        arena_fails_now() || crypto_pwhash_str_alg(hash, password.p, password.n,
                                                   full ? PASSES_FULL : crypto_pwhash_OPSLIMIT_MIN,
                                                   full ? MEMORY_FULL : crypto_pwhash_MEMLIMIT_MIN,
                                                   crypto_pwhash_ALG_ARGON2ID13) != 0;
    if (failed) {
        arena_exhausted(a); // it fails for nothing else
    }
    return str_view(hash);
}

#define NOBODYS "$MDEyMzQ1Njc4OWFiY2RlZg$KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKI"

str secret_nobodys_hash(void)
{
    return spares ? S("$argon2id$v=19$m=8,t=1,p=1" NOBODYS)
                  : S("$argon2id$v=19$m=65536,t=2,p=1" NOBODYS);
}

// What crypto_pwhash_str wrote: $argon2id$v=19$m=65536,t=2,p=1$salt$hash. Read here, because
// crypto_pwhash_str_verify says "another password" also when there was no memory.
#define HASH_BYTES 32
struct kept_hash {
    unsigned long long passes;
    size_t memory;
    unsigned char salt[crypto_pwhash_SALTBYTES];
    unsigned char hash[HASH_BYTES];
};

static bool read_number(str *text, const char *before, char end, int64_t *out)
{
    str name = str_view(before);
    if (!str_starts(*text, name)) {
        return false;
    }
    *text = str_slice(*text, name.n, text->n);
    return str_parse_i64(str_cut(text, end), out) && *out > 0;
}

static bool read_bytes(str text, unsigned char *out, size_t size)
{
    size_t n = 0;
    return sodium_base642bin(out, size, text.p, text.n, NULL, &n, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           n == size;
}

static bool read_hash(str text, struct kept_hash *out)
{
    int64_t kib = 0;
    int64_t passes = 0;
    int64_t lanes = 0;
    bool read = read_number(&text, "$argon2id$v=19$m=", ',', &kib) &&
                read_number(&text, "t=", ',', &passes) && read_number(&text, "p=", '$', &lanes) &&
                lanes == 1;
    if (!read || kib < (int64_t)(crypto_pwhash_MEMLIMIT_MIN / KIB) ||
        kib > (int64_t)(crypto_pwhash_MEMLIMIT_SENSITIVE / KIB) ||
        passes > (int64_t)crypto_pwhash_OPSLIMIT_SENSITIVE) {
        return false;
    }
    out->passes = (unsigned long long)passes;
    out->memory = (size_t)kib * KIB;
    str salt = str_cut(&text, '$');
    return read_bytes(salt, out->salt, sizeof(out->salt)) &&
           read_bytes(text, out->hash, sizeof(out->hash));
}

bool secret_password_fits(struct arena *a, str hash, str password)
{
    struct kept_hash kept;
    unsigned char made[HASH_BYTES];
    if (password.n == 0 || password.n > LIMIT_PASSWORD * 4 || !read_hash(hash, &kept)) {
        return false; // a field that was not sent is no password
    }
    hashes++;
    bool failed = arena_fails_now() ||
                  crypto_pwhash(made, sizeof(made), password.p, password.n, kept.salt, kept.passes,
                                kept.memory, crypto_pwhash_ALG_ARGON2ID13) != 0;
    if (failed) {
        arena_exhausted(a);
    }
    return sodium_memcmp(made, kept.hash, sizeof(made)) == 0;
}

bool secret_hash_is_outdated(str hash)
{
    char text[crypto_pwhash_STRBYTES] = {0};
    if (hash.n >= sizeof(text)) {
        return true;
    }
    memcpy(text, hash.p, hash.n);
    return crypto_pwhash_str_needs_rehash(text, spares ? crypto_pwhash_OPSLIMIT_MIN : PASSES_FULL,
                                          spares ? crypto_pwhash_MEMLIMIT_MIN : MEMORY_FULL) != 0;
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
    char path[PATH_SIZE];
    if (key_file.n >= sizeof(path)) {
        return &SECRET_KEY_MISSING;
    }
    (void)snprintf(path, sizeof(path), "%.*s", STR_ARG(key_file));
    return key_ring_load(path, create) ? NULL : &SECRET_KEY_MISSING;
}

void secret_list_keys(struct arena *a, secret_keys *out)
{
    const struct key_ring *ring = key_ring();
    *out = (secret_keys){.items = NEW_ARRAY(a, ring->count, struct secret_key)};
    for (size_t i = 0; i < ring->count; i++) {
        str mark = str_copy(a, str_view(ring->keys[i].mark));
        out->items[out->count++] =
            (struct secret_key){.id = str_slice(mark, 0, RING_ID_DIGITS), .mark = mark};
    }
}

err secret_replace_key(void)
{
    return key_ring_replace() ? NULL : &SECRET_CANNOT_WRITE;
}

err secret_key_mark(struct arena *a, str key_file, str *out)
{
    unsigned char bytes[RING_KEY_BYTES];
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
    const struct key_ring *ring = key_ring();
    assert(ring->count > 0);
    size_t n = NONCE_BYTES + plain.n + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    unsigned char *bytes = arena_alloc(a, n);
    randombytes_buf(bytes, NONCE_BYTES);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes + NONCE_BYTES, NULL, (const unsigned char *)plain.p, plain.n,
        (const unsigned char *)context.p, context.n, NULL, bytes, ring->keys[0].bytes); // always 0
    char *hex = arena_array(a, n + 1, 2);
    (void)sodium_bin2hex(hex, n * 2 + 1, bytes, n);
    return str_format(a, "%.*s%c%s", RING_ID_DIGITS, ring->keys[0].mark, ID_END, hex);
}

str secret_key_of(str sealed)
{
    bool names = sealed.n > RING_ID_DIGITS && sealed.p[RING_ID_DIGITS] == ID_END;
    return names ? str_slice(sealed, 0, RING_ID_DIGITS) : S("");
}

// What lies sealed without the id of its key, as bytes.
struct sealed {
    const unsigned char *bytes;
    size_t n;
    str context;
};

static bool open_with(struct arena *a, const struct sealed *s, const struct ring_key *key,
                      str *out_plain)
{
    unsigned char *plain = arena_alloc(a, s->n);
    unsigned long long plain_n = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, &plain_n, NULL, s->bytes + NONCE_BYTES, s->n - NONCE_BYTES,
            (const unsigned char *)s->context.p, s->context.n, s->bytes, key->bytes) != 0) {
        return false;
    }
    *out_plain = (str){.p = (const char *)plain, .n = (size_t)plain_n};
    return true;
}

// Under the key it names, or (from before they named one) under any.
static err open_bytes(struct arena *a, const struct sealed *s, str id, str *out_plain)
{
    if (id.n > 0) {
        const struct ring_key *key = key_ring_find(str_to_c(a, id));
        if (key == NULL) {
            return &SECRET_KEY_UNKNOWN;
        }
        return open_with(a, s, key, out_plain) ? NULL : &SECRET_ALTERED;
    }
    const struct key_ring *ring = key_ring();
    for (size_t i = 0; i < ring->count; i++) {
        if (open_with(a, s, &ring->keys[i], out_plain)) {
            return NULL;
        }
    }
    return &SECRET_ALTERED;
}

err secret_open(struct arena *a, str sealed, str context, str *out_plain)
{
    str id = secret_key_of(sealed);
    str hex = id.n == 0 ? sealed : str_slice(sealed, id.n + 1, sealed.n);
    unsigned char *bytes = arena_alloc(a, hex.n / 2 + 1);
    struct sealed s = {.bytes = bytes, .context = context};
    if (sodium_hex2bin(bytes, hex.n / 2 + 1, hex.p, hex.n, NULL, &s.n, NULL) != 0 ||
        s.n < NONCE_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES) {
        return &SECRET_ALTERED;
    }
    return open_bytes(a, &s, id, out_plain);
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

err secret_renew_row(struct arena *a, str sealed, const char *column, int64_t row, str *out_sealed)
{
    str plain = {0};
    const struct key_ring *ring = key_ring();
    *out_sealed = S("");
    TRY(secret_open_row(a, sealed, column, row, &plain));
    str in_use = str_slice(str_view(ring->keys[0].mark), 0, RING_ID_DIGITS);
    if (!str_equals(secret_key_of(sealed), in_use)) {
        *out_sealed = secret_seal_row(a, plain, column, row);
    }
    return NULL;
}

str secret_mark(struct arena *a, str text, str use)
{
    const struct key_ring *ring = key_ring();
    assert(ring->count > 0);
    unsigned char hash[crypto_generichash_BYTES];
    str input = str_format(a, "%zu:%.*s:%.*s", use.n, STR_ARG(use), STR_ARG(text));
    (void)crypto_generichash(hash, sizeof(hash), (const unsigned char *)input.p, input.n,
                             ring->keys[0].bytes, sizeof(ring->keys[0].bytes)); // always 0
    char *hex = arena_alloc(a, sizeof(hash) * 2 + 1);
    (void)sodium_bin2hex(hex, sizeof(hash) * 2 + 1, hash, sizeof(hash));
    return (str){.p = hex, .n = sizeof(hash) * 2};
}

bool secret_equals(str a, str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.p, b.p, a.n) == 0);
}
