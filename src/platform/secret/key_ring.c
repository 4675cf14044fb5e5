#include "platform/secret/key_ring.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/file/bytes.h"
#include "platform/secret/key_file.h"

#define PATH_SIZE 4096

static struct held {
    char path[PATH_SIZE]; // empty: nothing yet
    struct stat facts;    // of the file, when it was read
    struct ring_key keys[LIMIT_SEAL_KEYS];
    size_t count;
} held;

static bool ends_in_key(const char *name)
{
    size_t n = strlen(name);
    return name[0] != '.' && n > 4 && strcmp(name + n - 4, ".key") == 0;
}

static bool add_key(struct held *h, const char *path)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    struct ring_key *key = &h->keys[h->count];
    if (h->count == LIMIT_SEAL_KEYS || !key_file_read(path, key->bytes, sizeof(key->bytes))) {
        return false;
    }
    (void)crypto_hash_sha256(hash, key->bytes, sizeof(key->bytes)); // always 0
    (void)sodium_bin2hex(key->mark, sizeof(key->mark), hash, sizeof(hash));
    for (size_t i = 0; i < h->count; i++) {
        if (strcmp(h->keys[i].mark, key->mark) == 0) {
            return true; // a replacement broke off: it is the one in use as well
        }
    }
    h->count++;
    return true;
}

static bool add_old(struct held *h, DIR *d, const char *folder)
{
    bool good = true;
    for (struct dirent *entry = readdir(d); entry != NULL && good; entry = readdir(d)) {
        char path[PATH_SIZE];
        int n = snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        good = !ends_in_key(entry->d_name) || (n < (int)sizeof(path) && add_key(h, path));
    }
    return good;
}

// A place beside the key's file; false where its name is too long.
static bool beside(const struct held *h, const char *name, char out[PATH_SIZE])
{
    char copy[PATH_SIZE];
    (void)snprintf(copy, sizeof(copy), "%s", h->path);
    return snprintf(out, PATH_SIZE, "%s/%s", dirname(copy), name) < PATH_SIZE;
}

// Where there is no such folder there are none.
static bool add_older(struct held *h)
{
    char folder[PATH_SIZE];
    if (!beside(h, "seal.old", folder)) {
        return false;
    }
    DIR *d = opendir(folder);
    if (d == NULL) {
        return errno == ENOENT;
    }
    bool good = add_old(h, d, folder);
    (void)closedir(d);
    return good;
}

// Facts first: a key that is put there while this reads is looked up again.
static bool read_in_use(struct held *h, const char *key_file)
{
    return snprintf(h->path, sizeof(h->path), "%s", key_file) < (int)PATH_SIZE &&
           stat(h->path, &h->facts) == 0 && add_key(h, h->path);
}

static void take(struct held *fresh, bool good)
{
    if (good) {
        held = *fresh;
    }
    sodium_memzero(fresh, sizeof(*fresh));
}

static bool read_all(const char *key_file)
{
    struct held fresh = {0};
    bool good = read_in_use(&fresh, key_file) && add_older(&fresh);
    take(&fresh, good);
    return good;
}

bool key_ring_load(const char *key_file, bool create)
{
    return (!create || key_file_make(key_file, RING_KEY_BYTES)) && read_all(key_file);
}

static bool is_another(const struct stat *facts)
{
    return facts->st_ino != held.facts.st_ino || facts->st_dev != held.facts.st_dev ||
           facts->st_mtim.tv_sec != held.facts.st_mtim.tv_sec ||
           facts->st_mtim.tv_nsec != held.facts.st_mtim.tv_nsec;
}

// The one that is there now, before those that are held: a worker lists no folder.
static void put_first(void)
{
    struct held fresh = {0};
    bool good = read_in_use(&fresh, held.path);
    for (size_t i = 0; i < held.count && good && fresh.count < LIMIT_SEAL_KEYS; i++) {
        if (strcmp(held.keys[i].mark, fresh.keys[0].mark) != 0) {
            fresh.keys[fresh.count++] = held.keys[i];
        }
    }
    take(&fresh, good); // one that cannot be read: the one before goes on
}

const struct key_ring *key_ring(void)
{
    static struct key_ring ring = {.keys = held.keys};
    struct stat facts;
    if (held.count > 0 && stat(held.path, &facts) == 0 && is_another(&facts)) {
        put_first();
    }
    ring.count = held.count;
    return &ring;
}

// The one in use also lies among the older ones before another takes its place.
static bool keep_old(const char *folder)
{
    char path[PATH_SIZE];
    char above[PATH_SIZE];
    int n = snprintf(path, sizeof(path), "%s/%.*s.key", folder, RING_ID_DIGITS, held.keys[0].mark);
    return n < (int)sizeof(path) && (mkdir(folder, 0700) == 0 || errno == EEXIST) &&
           (link(held.path, path) == 0 || errno == EEXIST) && bytes_sync(folder) == NULL &&
           beside(&held, "", above) && bytes_sync(above) == NULL;
}

bool key_ring_replace(void)
{
    char folder[PATH_SIZE];
    char aside[PATH_SIZE];
    char above[PATH_SIZE];
    if (key_ring()->count == 0 || !beside(&held, "seal.old", folder) ||
        !beside(&held, ".seal.key", aside) || !beside(&held, "", above)) {
        return false;
    }
    (void)unlink(aside); // of a replacement that broke off
    return key_file_make(aside, RING_KEY_BYTES) && keep_old(folder) &&
           rename(aside, held.path) == 0 && bytes_sync(above) == NULL && read_all(held.path);
}

static const struct ring_key *find(const char *id)
{
    for (size_t i = 0; i < held.count; i++) {
        if (strncmp(held.keys[i].mark, id, RING_ID_DIGITS) == 0) {
            return &held.keys[i];
        }
    }
    return NULL;
}

// Ids come from outside as well: nothing but digits becomes the name of a file.
static bool is_id(const char *id)
{
    return strspn(id, "0123456789abcdef") == RING_ID_DIGITS && id[RING_ID_DIGITS] == '\0';
}

const struct ring_key *key_ring_find(const char *id)
{
    char name[sizeof("seal.old/.key") + RING_ID_DIGITS];
    char path[PATH_SIZE];
    const struct ring_key *key = key_ring()->count > 0 && is_id(id) ? find(id) : NULL;
    if (key == NULL && held.count > 0 && is_id(id)) {
        (void)snprintf(name, sizeof(name), "seal.old/%s.key", id);
        key = beside(&held, name, path) && add_key(&held, path) ? find(id) : NULL;
    }
    return key;
}
