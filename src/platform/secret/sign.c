#include "platform/secret/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/file/bytes.h"
#include "platform/secret/key_file.h"

const struct fault SIGN_KEY_MISSING = {
    .kind = FAULT_BROKEN,
    .code = "sign.key_missing",
    .text = "서명 열쇠 파일을 읽을 수 없습니다. data.dir의 sign.key와 권한(0600)을 확인해 주세요.",
};

const struct fault SIGN_LIST_BROKEN = {
    .kind = FAULT_BROKEN,
    .code = "sign.list_broken",
    .text = "서명 열쇠의 목록을 읽을 수 없습니다. data.dir의 sign.pub을 확인해 주세요.",
};

const struct fault SIGN_CANNOT_WRITE = {
    .kind = FAULT_BUSY,
    .code = "sign.cannot_write",
    .text = "서명 열쇠를 적을 수 없습니다. 자료 폴더의 남은 공간과 권한을 확인해 주세요.",
};

#define SEED_BYTES crypto_sign_SEEDBYTES

static const char *path_of(struct arena *a, str data_dir, const char *name)
{
    return str_format(a, "%.*s/%s", STR_ARG(data_dir), name).p;
}

// --- The list ------------------------------------------------------------------------------------

static bool is_hex(str s, size_t digits)
{
    bool is = s.n == digits;
    for (size_t i = 0; is && i < s.n; i++) {
        is = (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f');
    }
    return is;
}

err sign_list_read(struct arena *a, FILE *f, sign_publics *out)
{
    char line[LIMIT_SIGN_LINE];
    *out = (sign_publics){.items = NEW_ARRAY(a, LIMIT_SIGN_KEYS, struct sign_public)};
    while (fgets(line, sizeof(line), f) != NULL) {
        str rest = str_trim(str_view(line));
        if (!str_is_text(rest) || (!str_ends(str_view(line), S("\n")) && feof(f) == 0)) {
            return &SIGN_LIST_BROKEN; // too long, or with a NUL in it
        }
        if (rest.n == 0) {
            continue; // people edit it
        }
        str since = str_cut(&rest, ' ');
        if (out->count == LIMIT_SIGN_KEYS || since.n == 0 || !is_hex(rest, SIGN_KEY_DIGITS)) {
            return &SIGN_LIST_BROKEN;
        }
        out->items[out->count++] =
            (struct sign_public){.since = str_copy(a, since), .key = str_copy(a, rest)};
    }
    return ferror(f) == 0 ? NULL : &SIGN_LIST_BROKEN;
}

err sign_list(struct arena *a, str data_dir, sign_publics *out)
{
    *out = (sign_publics){.count = 0};
    FILE *f = fopen(path_of(a, data_dir, "sign.pub"), "re");
    if (f == NULL) {
        return errno == ENOENT ? NULL : &SIGN_LIST_BROKEN;
    }
    err e = sign_list_read(a, f, out);
    (void)fclose(f);
    return e;
}

bool sign_is_listed(const sign_publics *list, str key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equals(list->items[i].key, key)) {
            return true;
        }
    }
    return false;
}

static int open_list(struct arena *a, str data_dir, int flags)
{
    return open(path_of(a, data_dir, "sign.pub"), O_RDWR | O_APPEND | O_CLOEXEC | flags, 0644);
}

bool sign_list_may_grow(struct arena *a, str data_dir)
{
    int fd = open_list(a, data_dir, 0);
    return fd < 0 ? errno == ENOENT : close(fd) == 0;
}

// Was the last line left without its end?
static bool is_torn(int fd)
{
    char last = '\n';
    off_t size = lseek(fd, 0, SEEK_END);
    return size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

static err add_to_list(struct arena *a, str data_dir, str key, instant now)
{
    str since = instant_format_iso(a, now);
    int fd = open_list(a, data_dir, O_CREAT);
    str line = str_format(a, "%s%.*s %.*s\n", fd >= 0 && is_torn(fd) ? "\n" : "", STR_ARG(since),
                          STR_ARG(key));
    bool written = fd >= 0 && write(fd, line.p, line.n) == (ssize_t)line.n && fsync(fd) == 0;
    if (fd >= 0) {
        written = close(fd) == 0 && written;
    }
    return written && bytes_sync(str_to_c(a, data_dir)) == NULL ? NULL : &SIGN_CANNOT_WRITE;
}

// --- The key -------------------------------------------------------------------------------------

static bool read_key(struct arena *a, str data_dir, struct sign_key *out)
{
    unsigned char seed[SEED_BYTES];
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    bool read = key_file_read(path_of(a, data_dir, "sign.key"), seed, sizeof(seed));
    if (read) {
        (void)crypto_sign_seed_keypair(public, out->secret, seed); // always 0
        (void)sodium_bin2hex(out->public, sizeof(out->public), public, sizeof(public));
    }
    sodium_memzero(seed, sizeof(seed));
    return read;
}

// A key that was made but not listed, where the power went in between, is listed here.
err sign_key_open(struct arena *a, str data_dir, instant now, struct sign_key *out)
{
    sign_publics list;
    TRY(sign_list(a, data_dir, &list));
    if (!read_key(a, data_dir, out)) {
        return &SIGN_KEY_MISSING;
    }
    if (sign_is_listed(&list, str_view(out->public))) {
        return NULL;
    }
    err e = add_to_list(a, data_dir, str_view(out->public), now);
    if (e != NULL) {
        sign_key_close(out);
    }
    return e;
}

void sign_key_close(struct sign_key *key)
{
    sodium_memzero(key, sizeof(*key));
}

bool sign_key_may_open(struct arena *a, str data_dir)
{
    struct stat facts;
    struct sign_key key;
    if (lstat(path_of(a, data_dir, "sign.key"), &facts) != 0) {
        return errno == ENOENT;
    }
    bool read = read_key(a, data_dir, &key);
    sign_key_close(&key);
    return read;
}

static err list_own(struct arena *a, str data_dir, instant now)
{
    struct sign_key key;
    TRY(sign_key_open(a, data_dir, now, &key));
    sign_key_close(&key);
    return NULL;
}

err sign_key_make(struct arena *a, str data_dir, instant now)
{
    if (!key_file_make(path_of(a, data_dir, "sign.key"), SEED_BYTES)) {
        return &SIGN_CANNOT_WRITE;
    }
    return list_own(a, data_dir, now);
}

// The one before is listed first: it is gone afterwards.
err sign_key_replace(struct arena *a, str data_dir, instant now)
{
    const char *aside = path_of(a, data_dir, ".sign.key");
    TRY(list_own(a, data_dir, now));
    (void)unlink(aside); // of a replacement that broke off
    if (!key_file_make(aside, SEED_BYTES) || rename(aside, path_of(a, data_dir, "sign.key")) != 0 ||
        bytes_sync(str_to_c(a, data_dir)) != NULL) {
        return &SIGN_CANNOT_WRITE;
    }
    return list_own(a, data_dir, now);
}

// --- Texts ---------------------------------------------------------------------------------------

void sign_text(const struct sign_key *key, str text, char out[SIGN_TEXT_DIGITS + 1])
{
    unsigned char bytes[crypto_sign_BYTES];
    (void)crypto_sign_detached(bytes, NULL, (const unsigned char *)text.p, text.n,
                               key->secret); // always 0
    (void)sodium_bin2hex(out, SIGN_TEXT_DIGITS + 1, bytes, sizeof(bytes));
}

bool sign_fits(str key, str text, str signature)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    unsigned char bytes[crypto_sign_BYTES];
    size_t n = 0;
    if (!is_hex(key, SIGN_KEY_DIGITS) || !is_hex(signature, SIGN_TEXT_DIGITS)) {
        return false;
    }
    (void)sodium_hex2bin(public, sizeof(public), key.p, key.n, NULL, &n, NULL); // is_hex
    (void)sodium_hex2bin(bytes, sizeof(bytes), signature.p, signature.n, NULL, &n, NULL);
    return crypto_sign_verify_detached(bytes, (const unsigned char *)text.p, text.n, public) == 0;
}
