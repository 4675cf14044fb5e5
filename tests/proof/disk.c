#include "tests/proof/disk.h"

#include <assert.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 4096
#define FILES_MAX 16
#define CHANGES_MAX 65536

// A change that has not reached the platter.
struct change {
    struct change *next;
    bool truncates; // to `at`
    int64_t at;
    int size;
    unsigned char *bytes;
};

struct bytes {
    unsigned char *p;
    int64_t size;
    int64_t room;
};

struct platter_file {
    char path[512]; // empty: the place is free
    bool exists;    // as programs see it
    bool is_kept;   // its name has reached the platter
    struct bytes now;
    struct bytes kept;
    struct change *first;
    struct change *last;
};

static struct platter_file files[FILES_MAX];
static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    int64_t operations;
    void (*seen)(void);
    bool lies;
    enum disk_trouble trouble;
    int64_t due_in; // operations of its kind
    int64_t met;
    uint64_t chance;
} disk;

static _Noreturn void stop(const char *what, const char *path)
{
    fprintf(stderr, "disk: %s %s\n", what, path);
    abort();
}

// SplitMix64.
static uint64_t chance(uint64_t below)
{
    disk.chance += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = disk.chance;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (z ^ (z >> 31)) % below;
}

// --- Bytes ---------------------------------------------------------------------------------------

static void make_room(struct bytes *b, int64_t size)
{
    if (size > b->room) {
        int64_t room = size * 2;
        b->p = realloc(b->p, (size_t)room);
        if (b->p == NULL) {
            stop("no memory for", "a file");
        }
        b->room = room;
    }
    if (size > b->size) {
        memset(b->p + b->size, 0, (size_t)(size - b->size));
    }
}

static void put(struct bytes *b, int64_t at, const unsigned char *p, int64_t size)
{
    if (size == 0) {
        return;
    }
    make_room(b, at + size);
    memcpy(b->p + at, p, (size_t)size);
    if (at + size > b->size) {
        b->size = at + size;
    }
}

static void copy(struct bytes *to, const struct bytes *from)
{
    to->size = 0;
    put(to, 0, from->p, from->size);
}

static void forget_changes(struct platter_file *f)
{
    while (f->first != NULL) {
        struct change *next = f->first->next;
        free(f->first->bytes);
        free(f->first);
        f->first = next;
    }
    f->last = NULL;
}

static void note_change(struct platter_file *f, struct change change, const void *bytes)
{
    struct change *c = malloc(sizeof(struct change));
    assert(c != NULL);
    *c = change;
    c->next = NULL;
    c->bytes = NULL;
    if (change.size > 0) {
        c->bytes = malloc((size_t)change.size);
        assert(c->bytes != NULL);
        memcpy(c->bytes, bytes, (size_t)change.size);
    }
    if (f->last == NULL) {
        f->first = c;
    } else {
        f->last->next = c;
    }
    f->last = c;
}

static struct platter_file *find_file(const char *path)
{
    for (size_t i = 0; i < FILES_MAX; i++) {
        if (files[i].path[0] != '\0' && strcmp(files[i].path, path) == 0) {
            return &files[i];
        }
    }
    return NULL;
}

static struct platter_file *make_file(const char *path)
{
    struct platter_file *f = find_file(path);
    for (size_t i = 0; f == NULL && i < FILES_MAX; i++) {
        if (files[i].path[0] == '\0') {
            f = &files[i];
            (void)snprintf(f->path, sizeof(f->path), "%s", path);
        }
    }
    if (f == NULL) {
        stop("too many files:", path);
    }
    return f;
}

static void operated(void)
{
    disk.operations++;
    if (disk.seen != NULL) {
        disk.seen();
    }
}

// Whether the trouble asked for comes now.
static bool meets(enum disk_trouble trouble)
{
    if (disk.trouble != trouble || disk.due_in-- > 0) {
        return false;
    }
    disk.due_in = 0;
    disk.met++;
    return true;
}

// --- What SQLite calls of a file -----------------------------------------------------------------

// Locks and shared memory are the real file's: an empty one of the same name.
struct handle {
    sqlite3_file base;
    struct platter_file *file;
    sqlite3_file *real;
};

static struct handle *handle_of(sqlite3_file *f)
{
    return (struct handle *)f;
}

static int disk_close(sqlite3_file *f)
{
    struct handle *h = handle_of(f);
    int code = h->real->pMethods == NULL ? SQLITE_OK : h->real->pMethods->xClose(h->real);
    sqlite3_free(h->real);
    return code;
}

static int disk_read(sqlite3_file *f, void *to, int size, sqlite3_int64 at)
{
    const struct bytes *b = &handle_of(f)->file->now;
    if (meets(DISK_READ_FAIL)) {
        return SQLITE_IOERR_READ;
    }
    memset(to, 0, (size_t)size);
    int64_t there = b->size - at;
    if (there > 0) {
        memcpy(to, b->p + at, (size_t)(there < size ? there : size));
    }
    return there >= size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int disk_write(sqlite3_file *f, const void *from, int size, sqlite3_int64 at)
{
    struct platter_file *file = handle_of(f)->file;
    if (meets(DISK_READ_ONLY)) {
        return SQLITE_READONLY;
    }
    bool full = meets(DISK_FULL);
    bool fails = meets(DISK_WRITE_FAIL);
    int done = full || fails ? size / 2 : size;
    put(&file->now, at, from, done);
    note_change(file, (struct change){.at = at, .size = done}, from);
    operated();
    return full ? SQLITE_FULL : (fails ? SQLITE_IOERR_WRITE : SQLITE_OK);
}

static int disk_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct platter_file *file = handle_of(f)->file;
    if (meets(DISK_READ_ONLY)) {
        return SQLITE_READONLY;
    }
    if (file->now.size > size) {
        file->now.size = size;
    }
    note_change(file, (struct change){.truncates = true, .at = size}, NULL);
    operated();
    return SQLITE_OK;
}

static int disk_sync(sqlite3_file *f, int flags)
{
    (void)flags;
    struct platter_file *file = handle_of(f)->file;
    if (meets(DISK_SYNC_FAIL)) {
        return SQLITE_IOERR_FSYNC;
    }
    if (!disk.lies) {
        copy(&file->kept, &file->now);
        file->is_kept = true;
        forget_changes(file);
    }
    operated();
    return SQLITE_OK;
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *out)
{
    *out = handle_of(f)->file->now.size;
    return SQLITE_OK;
}

static int disk_lock(sqlite3_file *f, int level)
{
    sqlite3_file *real = handle_of(f)->real;
    return real->pMethods->xLock(real, level);
}

static int disk_unlock(sqlite3_file *f, int level)
{
    sqlite3_file *real = handle_of(f)->real;
    return real->pMethods->xUnlock(real, level);
}

static int disk_is_reserved(sqlite3_file *f, int *out)
{
    sqlite3_file *real = handle_of(f)->real;
    return real->pMethods->xCheckReservedLock(real, out);
}

static int disk_control(sqlite3_file *f, int op, void *arg)
{
    (void)f;
    (void)op;
    (void)arg;
    return SQLITE_NOTFOUND;
}

static int disk_sector(sqlite3_file *f)
{
    (void)f;
    return SECTOR;
}

// As Linux says of its disks: a write leaves the bytes around it alone.
static int disk_traits(sqlite3_file *f)
{
    (void)f;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int disk_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    sqlite3_file *real = handle_of(f)->real;
    return real->pMethods->xShmMap(real, page, size, extend, out);
}

static int disk_shm_lock(sqlite3_file *f, int at, int count, int flags)
{
    sqlite3_file *real = handle_of(f)->real;
    return real->pMethods->xShmLock(real, at, count, flags);
}

static void disk_shm_barrier(sqlite3_file *f)
{
    sqlite3_file *real = handle_of(f)->real;
    real->pMethods->xShmBarrier(real);
}

static int disk_shm_unmap(sqlite3_file *f, int remove)
{
    sqlite3_file *real = handle_of(f)->real;
    return real->pMethods->xShmUnmap(real, remove);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_is_reserved,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_traits,
    .xShmMap = disk_shm_map,
    .xShmLock = disk_shm_lock,
    .xShmBarrier = disk_shm_barrier,
    .xShmUnmap = disk_shm_unmap,
};

// --- What SQLite calls of the disk ---------------------------------------------------------------

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out_flags)
{
    (void)vfs;
    struct handle *h = handle_of(f);
    if (path == NULL) {
        return SQLITE_CANTOPEN; // temp_store is memory: nobody asks
    }
    struct platter_file *known = find_file(path);
    if ((known == NULL || !known->exists) && meets(DISK_READ_ONLY)) {
        return SQLITE_CANTOPEN;
    }
    h->file = make_file(path);
    h->file->exists = true;
    h->real = sqlite3_malloc(disk.real->szOsFile);
    if (h->real == NULL) {
        return SQLITE_NOMEM;
    }
    memset(h->real, 0, (size_t)disk.real->szOsFile);
    int code = disk.real->xOpen(disk.real, path, h->real, flags, out_flags);
    if (code != SQLITE_OK) {
        sqlite3_free(h->real);
        return code;
    }
    h->base.pMethods = &METHODS;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    struct platter_file *f = find_file(path);
    if (f == NULL || !f->exists) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    f->exists = false;
    f->now.size = 0;
    if (sync_folder != 0 && !disk.lies) {
        f->is_kept = false;
        f->kept.size = 0;
        forget_changes(f);
    } else {
        note_change(f, (struct change){.truncates = true, .at = 0}, NULL);
    }
    operated();
    (void)disk.real->xDelete(disk.real, path, 0);
    return SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *path, int what, int *out)
{
    (void)vfs;
    (void)what;
    const struct platter_file *f = find_file(path);
    // An empty file counts as none, as with the real disk.
    *out = f != NULL && f->exists && (what != SQLITE_ACCESS_EXISTS || f->now.size > 0);
    return SQLITE_OK;
}

void disk_mount(void)
{
    if (disk.real == NULL) {
        disk.real = sqlite3_vfs_find(NULL);
        disk.vfs = *disk.real; // time, chance and full names are the machine's
        disk.vfs.zName = "proof";
        disk.vfs.szOsFile = (int)sizeof(struct handle);
        disk.vfs.pNext = NULL;
        disk.vfs.xOpen = disk_open;
        disk.vfs.xDelete = disk_delete;
        disk.vfs.xAccess = disk_access;
    }
    if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK) {
        stop("cannot be mounted", "");
    }
}

void disk_unmount(void)
{
    if (sqlite3_vfs_register(disk.real, 1) != SQLITE_OK) {
        stop("cannot be unmounted", "");
    }
}

void disk_clear(void)
{
    for (size_t i = 0; i < FILES_MAX; i++) {
        forget_changes(&files[i]);
        free(files[i].now.p);
        free(files[i].kept.p);
        files[i] = (struct platter_file){0};
    }
    disk.operations = 0;
    disk.seen = NULL;
    disk.lies = false;
    disk.trouble = DISK_WELL;
}

void disk_load(const char *from, const char *path)
{
    struct platter_file *f = make_file(path);
    FILE *in = fopen(from, "rb");
    unsigned char bytes[65536];
    if (in == NULL) {
        stop("cannot read", from);
    }
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), in)) > 0;) {
        put(&f->now, f->now.size, bytes, (int64_t)n);
    }
    (void)fclose(in);
    copy(&f->kept, &f->now);
    f->exists = f->is_kept = true;
}

static void write_out(const char *folder, const char *path, const struct bytes *b)
{
    char to[1024];
    const char *slash = strrchr(path, '/');
    (void)snprintf(to, sizeof(to), "%s/%s", folder, slash == NULL ? path : slash + 1);
    FILE *out = fopen(to, "wb");
    if (out == NULL ||
        fwrite(b->p == NULL ? (const void *)"" : b->p, 1, (size_t)b->size, out) !=
            (size_t)b->size ||
        fclose(out) != 0) {
        stop("cannot write", to);
    }
}

void disk_save(const char *folder)
{
    for (size_t i = 0; i < FILES_MAX; i++) {
        if (files[i].exists) {
            write_out(folder, files[i].path, &files[i].now);
        }
    }
}

// --- Power ---------------------------------------------------------------------------------------

int64_t disk_operations(void)
{
    return disk.operations;
}

void disk_watch(void (*seen)(void))
{
    disk.seen = seen;
}

void disk_lies(bool yes)
{
    disk.lies = yes;
}

enum fate { FATE_KEPT, FATE_LOST, FATE_TORN, FATES };

static void land_whole(struct bytes *platter, const struct change *c)
{
    if (c->truncates) {
        platter->size = platter->size > c->at ? c->at : platter->size;
    } else {
        put(platter, c->at, c->bytes, c->size);
    }
}

// One change reaches the platter, or a part of it: each sector meets its own fate.
static void land(struct bytes *platter, const struct change *c)
{
    if (c->truncates) {
        if (chance(2) == 0) {
            land_whole(platter, c);
        }
        return;
    }
    for (int done = 0; done < c->size;) {
        int64_t at = c->at + done;
        int part = SECTOR - (int)(at % SECTOR);
        if (part > c->size - done) {
            part = c->size - done;
        }
        switch ((enum fate)chance(FATES)) {
        case FATE_KEPT:
            put(platter, at, c->bytes + done, part);
            break;
        case FATE_TORN: {
            int kept = (int)chance((uint64_t)part);
            bool is_front = chance(2) == 0;
            int from = is_front ? 0 : part - kept;
            put(platter, at + from, c->bytes + done + from, kept);
            break;
        }
        case FATE_LOST:
        case FATES:
            break;
        }
        done += part;
    }
}

static void shuffle(const struct change **changes, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = (size_t)chance(i);
        const struct change *swapped = changes[i - 1];
        changes[i - 1] = changes[k];
        changes[k] = swapped;
    }
}

// All of what was under way, none, the first of it, or any sectors of it in any order.
static void land_all(const struct platter_file *f, struct bytes *platter)
{
    static const struct change *changes[CHANGES_MAX];
    size_t count = 0;
    for (const struct change *c = f->first; c != NULL; c = c->next) {
        if (count == CHANGES_MAX) {
            stop("too much is under way to", f->path);
        }
        changes[count++] = c;
    }
    if (chance(2) == 0) {
        shuffle(changes, count);
        for (size_t i = 0; i < count; i++) {
            land(platter, changes[i]);
        }
        return;
    }
    size_t whole = (size_t)chance(count + 1);
    for (size_t i = 0; i < whole; i++) {
        land_whole(platter, changes[i]);
    }
    if (whole < count) {
        land(platter, changes[whole]);
    }
}

static void cut_file(const struct platter_file *f, const char *folder)
{
    struct bytes platter = {0};
    if (!f->is_kept && chance(2) == 0) {
        return; // not even its name
    }
    copy(&platter, &f->kept);
    land_all(f, &platter);
    write_out(folder, f->path, &platter);
    free(platter.p);
}

void disk_cut(const char *folder, uint64_t seed)
{
    disk.chance = seed;
    for (size_t i = 0; i < FILES_MAX; i++) {
        const struct platter_file *f = &files[i];
        if (f->path[0] != '\0' && (f->exists || f->is_kept)) {
            cut_file(f, folder);
        }
    }
}

// --- Trouble -------------------------------------------------------------------------------------

void disk_meets(enum disk_trouble trouble, int64_t nth)
{
    disk.trouble = trouble;
    disk.due_in = nth;
    disk.met = 0;
}

int64_t disk_met(void)
{
    return disk.met;
}
