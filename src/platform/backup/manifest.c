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

bool manifest_end(struct manifest_out *m)
{
    char hex[65];
    hex_of(&m->sum, hex);
    bool good = fprintf(m->file, "end %s\n", hex) > 0 && fflush(m->file) == 0 &&
                ferror(m->file) == 0 && fsync(fileno(m->file)) == 0;
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

enum manifest_state manifest_look(const char *path)
{
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return MANIFEST_MISSING;
    }
    char line[LIMIT_BACKUP_LINE];
    char hex[65];
    str text;
    crypto_hash_sha256_state sum;
    enum manifest_state state = MANIFEST_ALTERED;
    (void)crypto_hash_sha256_init(&sum);
    for (bool first = true; next_line(f, line, sizeof(line), &text); first = false) {
        if (first && !str_equals(text, S(MANIFEST_FORM))) {
            state = str_starts(text, S("dure-backup ")) ? MANIFEST_NEWER : MANIFEST_ALTERED;
            break;
        }
        if (str_starts(text, S("end "))) {
            hex_of(&sum, hex);
            bool right = str_equals(str_slice(text, 4, text.n), str_view(hex));
            state = right && fgetc(f) == EOF ? MANIFEST_WHOLE : MANIFEST_ALTERED;
            break;
        }
        (void)crypto_hash_sha256_update(&sum, (const unsigned char *)line, text.n + 1);
    }
    (void)fclose(f);
    return state;
}

err manifest_read(const char *path, err (*each)(void *data, str word, str value), void *data)
{
    char line[LIMIT_BACKUP_LINE];
    str text;
    err e = NULL;
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        return NULL; // the caller has looked: it has just gone, and its lines are missed
    }
    for (bool first = true; e == NULL && next_line(f, line, sizeof(line), &text); first = false) {
        str value = text;
        str word = str_cut(&value, ' ');
        if (!first && !str_equals(word, S("end"))) {
            e = each(data, word, value);
        }
    }
    (void)fclose(f);
    return e;
}
