#include "platform/backup/manifest.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

static void put_line(struct manifest_out *m, const char *line, size_t n)
{
    (void)crypto_hash_sha256_update(&m->sum, (const unsigned char *)line, n); // always 0
    (void)fwrite(line, 1, n, m->file);                                        // ferror at the end
}

static void hex_of(crypto_hash_sha256_state *sum, char out[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256_final(sum, hash); // always 0
    (void)sodium_bin2hex(out, 65, hash, sizeof(hash));
}

bool manifest_begin(struct manifest_out *m, const char *path)
{
    m->file = fopen(path, "wxe");
    if (m->file == NULL) {
        return false;
    }
    (void)crypto_hash_sha256_init(&m->sum);
    put_line(m, MANIFEST_FORM "\n", strlen(MANIFEST_FORM "\n"));
    return true;
}

void manifest_put(struct manifest_out *m, const char *format, ...)
{
    char line[LIMIT_BACKUP_LINE];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof(line) - 1, format, args);
    va_end(args);
    // Words of ours, sums, and names of chains, which have neither length nor line ends.
    assert(n >= 0 && (size_t)n < sizeof(line) - 1 && memchr(line, '\n', (size_t)n) == NULL);
    line[n] = '\n';
    put_line(m, line, (size_t)n + 1);
}

// What the signature is of: the sum with its use, so that no other text of the site has the same.
static str signed_text(const char *sum, char out[80])
{
    (void)snprintf(out, 80, "dure-backup %s", sum);
    return str_view(out);
}

bool manifest_end(struct manifest_out *m, const struct sign_key *key)
{
    char hex[65];
    char text[80];
    char signature[SIGN_TEXT_DIGITS + 1];
    hex_of(&m->sum, hex);
    (void)fprintf(m->file, "end %s", hex); // ferror below
    if (key != NULL) {
        sign_text(key, signed_text(hex, text), signature);
        (void)fprintf(m->file, " %s %s", key->public, signature);
    }
    bool good = fputc('\n', m->file) != EOF && fflush(m->file) == 0 && ferror(m->file) == 0 &&
                fsync(fileno(m->file)) == 0;
    return fclose(m->file) == 0 && good;
}

// The next line without its end. False at the end of the file, and for a line that is none: too
// long, or cut off.
static bool next_line(FILE *f, char *line, size_t room, str *out)
{
    if (fgets(line, (int)room, f) == NULL) {
        return false;
    }
    size_t n = strlen(line); // a NUL inside ends it early, so that its line has no end
    *out = (str){.p = line, .n = n - 1};
    return n > 0 && line[n - 1] == '\n';
}

// "SHA-256", or "SHA-256 KEY SIGNATURE".
static bool is_right_end(str end, const char *sum, char signer[SIGN_KEY_DIGITS + 1])
{
    char text[80];
    str rest = end;
    str said = str_cut(&rest, ' ');
    str key = str_cut(&rest, ' ');
    if (!str_equals(said, str_view(sum))) {
        return false;
    }
    if (said.n == end.n) {
        return true;
    }
    bool fits = sign_fits(key, signed_text(sum, text), rest);
    if (fits && signer != NULL) {
        (void)snprintf(signer, SIGN_KEY_DIGITS + 1, "%.*s", STR_ARG(key));
    }
    return fits;
}

static bool is_form(str line)
{
    return str_equals(line, S(MANIFEST_FORM)) || str_equals(line, S(MANIFEST_FORM_UNSIGNED));
}

// `signer` and `to`, which gets every line, may be NULL.
static enum manifest_state look(FILE *f, char signer[SIGN_KEY_DIGITS + 1], FILE *to)
{
    char line[LIMIT_BACKUP_LINE];
    char hex[65];
    str text;
    crypto_hash_sha256_state sum;
    (void)crypto_hash_sha256_init(&sum);
    for (bool first = true; next_line(f, line, sizeof(line), &text); first = false) {
        if (first && !is_form(text)) {
            return str_starts(text, S("dure-backup ")) ? MANIFEST_NEWER : MANIFEST_ALTERED;
        }
        if (to != NULL && fwrite(line, 1, text.n + 1, to) != text.n + 1) {
            return MANIFEST_NO_ROOM;
        }
        if (str_starts(text, S("end "))) {
            hex_of(&sum, hex);
            bool right = is_right_end(str_slice(text, 4, text.n), hex, signer);
            return right && fgetc(f) == EOF ? MANIFEST_WHOLE : MANIFEST_ALTERED;
        }
        (void)crypto_hash_sha256_update(&sum, (const unsigned char *)line, text.n + 1);
    }
    return MANIFEST_ALTERED;
}

enum manifest_state manifest_look(const char *path)
{
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return MANIFEST_MISSING;
    }
    enum manifest_state state = look(f, NULL, NULL);
    (void)fclose(f);
    return state;
}

enum manifest_state manifest_take(const char *path, char signer[SIGN_KEY_DIGITS + 1], FILE **out)
{
    *out = NULL;
    signer[0] = '\0';
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return MANIFEST_MISSING;
    }
    FILE *copy = tmpfile();
    enum manifest_state state = copy == NULL ? MANIFEST_NO_ROOM : look(f, signer, copy);
    (void)fclose(f);
    if (state == MANIFEST_WHOLE && fflush(copy) != 0) {
        state = MANIFEST_NO_ROOM;
    }
    if (state == MANIFEST_WHOLE) {
        *out = copy;
    } else if (copy != NULL) {
        (void)fclose(copy);
    }
    return state;
}

err manifest_read(FILE *copy, err (*each)(void *data, str word, str value), void *data)
{
    char line[LIMIT_BACKUP_LINE];
    str text;
    err e = NULL;
    rewind(copy);
    for (bool first = true; e == NULL && next_line(copy, line, sizeof(line), &text);
         first = false) {
        str value = text;
        str word = str_cut(&value, ' ');
        if (!first && !str_equals(word, S("end"))) {
            e = each(data, word, value);
        }
    }
    return e;
}

// --- A line of it --------------------------------------------------------------------------------

static bool is_sum(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("0123456789abcdef", s.p[i]) == NULL) {
            return false;
        }
    }
    return s.n == 64;
}

bool manifest_is_database(str below)
{
    return str_equals(below, S("database.sqlite")) || str_equals(below, S("database.pgdump"));
}

bool manifest_read_file(struct arena *a, str value, struct manifest_file *out)
{
    str rest = value;
    struct manifest_file f = {0};
    bool right = str_parse_i64(str_cut(&rest, ' '), &f.size) && f.size >= 0;
    f.sha256 = str_cut(&rest, ' ');
    f.below = rest;
    if (!right || !is_sum(f.sha256)) {
        return false;
    }
    str kept = str_format(a, "files/%.2s/%.*s", f.sha256.p, STR_ARG(f.sha256));
    *out = f;
    return manifest_is_database(f.below) || str_equals(f.below, kept);
}
