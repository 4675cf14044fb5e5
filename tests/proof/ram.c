#include "tests/proof/ram.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ROOM ((int64_t)256 * 1024 * 1024) // of each file; only what is written takes memory
#define SECTOR 4096
#define REGION 32768 // of what connections share
#define REGIONS 64
#define HANDLES 8

enum part { PART_MAIN, PART_LOG, PART_JOURNAL, PARTS };
static const char *const ENDINGS[PARTS] = {"", "-wal", "-journal"};

struct ram_file {
    unsigned char *p; // nothing here is asked of malloc, whose failures are counted
    int64_t size;
    bool exists;
};

// A connection's view of one file.
struct handle {
    sqlite3_file base;
    struct ram_file *file;
    int level;       // of the main file's lock
    unsigned shared; // a bit for each lock of the log
    unsigned exclusive;
    bool maps; // what is shared
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    char path[512];
    struct ram_file files[PARTS];
    struct handle *handles[HANDLES]; // of the main file
    unsigned char *regions;
    bool is_there[REGIONS];
} ram;

static struct handle *handle_of(sqlite3_file *f)
{
    return (struct handle *)f;
}

static _Noreturn void stop(const char *what, const char *path)
{
    (void)fprintf(stderr, "ram: %s %s\n", what, path);
    abort();
}

static unsigned char *reserve(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    if (p == MAP_FAILED) {
        stop("no memory for", ram.path);
    }
    return p;
}

// NULL: a file of the real disk.
static struct ram_file *find_file(const char *path)
{
    size_t n = strlen(ram.path);
    if (path == NULL || strncmp(path, ram.path, n) != 0) {
        return NULL;
    }
    for (int i = 0; i < PARTS; i++) {
        if (strcmp(path + n, ENDINGS[i]) == 0) {
            return &ram.files[i];
        }
    }
    return NULL;
}

// --- What SQLite calls of a file -----------------------------------------------------------------

static int ram_close(sqlite3_file *f)
{
    for (size_t i = 0; i < HANDLES; i++) {
        if (ram.handles[i] == handle_of(f)) {
            ram.handles[i] = NULL;
        }
    }
    return SQLITE_OK;
}

static int ram_read(sqlite3_file *f, void *to, int size, sqlite3_int64 at)
{
    const struct ram_file *file = handle_of(f)->file;
    int64_t there = file->size > at ? file->size - at : 0;
    int64_t read = there < size ? there : size;
    memcpy(to, file->p + at, (size_t)read);
    memset((unsigned char *)to + read, 0, (size_t)(size - read));
    return read == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int ram_write(sqlite3_file *f, const void *from, int size, sqlite3_int64 at)
{
    struct ram_file *file = handle_of(f)->file;
    if (at + size > ROOM) {
        return SQLITE_FULL;
    }
    memcpy(file->p + at, from, (size_t)size);
    file->size = at + size > file->size ? at + size : file->size;
    return SQLITE_OK;
}

static void cut(struct ram_file *file, int64_t size)
{
    if (size < file->size) { // what grows again is zero
        memset(file->p + size, 0, (size_t)(file->size - size));
        file->size = size;
    }
}

static int ram_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    cut(handle_of(f)->file, size);
    return SQLITE_OK;
}

static int ram_sync(sqlite3_file *f, int flags)
{
    (void)f;
    (void)flags;
    return SQLITE_OK;
}

static int ram_size(sqlite3_file *f, sqlite3_int64 *out)
{
    *out = handle_of(f)->file->size;
    return SQLITE_OK;
}

// The highest lock that another connection holds of the main file.
static int others_level(const struct handle *h)
{
    int level = SQLITE_LOCK_NONE;
    for (size_t i = 0; i < HANDLES; i++) {
        if (ram.handles[i] != NULL && ram.handles[i] != h && ram.handles[i]->level > level) {
            level = ram.handles[i]->level;
        }
    }
    return level;
}

static int ram_lock(sqlite3_file *f, int level)
{
    struct handle *h = handle_of(f);
    int theirs = others_level(h);
    bool is_busy = level == SQLITE_LOCK_SHARED      ? theirs >= SQLITE_LOCK_PENDING
                   : level == SQLITE_LOCK_EXCLUSIVE ? theirs > SQLITE_LOCK_NONE
                                                    : theirs >= SQLITE_LOCK_RESERVED;
    if (is_busy) {
        return SQLITE_BUSY;
    }
    h->level = level > h->level ? level : h->level;
    return SQLITE_OK;
}

static int ram_unlock(sqlite3_file *f, int level)
{
    struct handle *h = handle_of(f);
    h->level = level < h->level ? level : h->level;
    return SQLITE_OK;
}

static int ram_is_reserved(sqlite3_file *f, int *out)
{
    *out = others_level(handle_of(f)) >= SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

static int ram_control(sqlite3_file *f, int op, void *arg)
{
    (void)f;
    (void)op;
    (void)arg;
    return SQLITE_NOTFOUND;
}

static int ram_sector(sqlite3_file *f)
{
    (void)f;
    return SECTOR;
}

// As Linux says of its disks.
static int ram_traits(sqlite3_file *f)
{
    (void)f;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int ram_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
    assert(region < REGIONS && size == REGION);
    handle_of(f)->maps = true;
    ram.is_there[region] = ram.is_there[region] || extend != 0;
    *out = ram.is_there[region] ? ram.regions + (size_t)region * REGION : NULL;
    return SQLITE_OK;
}

static int ram_shm_lock(sqlite3_file *f, int at, int count, int flags)
{
    struct handle *h = handle_of(f);
    unsigned mask = ((1U << count) - 1U) << at;
    unsigned theirs = 0;
    bool is_shared = (flags & SQLITE_SHM_SHARED) != 0;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        h->shared &= ~mask;
        h->exclusive &= ~mask;
        return SQLITE_OK;
    }
    for (size_t i = 0; i < HANDLES; i++) {
        const struct handle *other = ram.handles[i];
        if (other != NULL && other != h) {
            theirs |= is_shared ? other->exclusive : other->exclusive | other->shared;
        }
    }
    if ((theirs & mask) != 0) {
        return SQLITE_BUSY;
    }
    *(is_shared ? &h->shared : &h->exclusive) |= mask;
    return SQLITE_OK;
}

static void ram_shm_barrier(sqlite3_file *f)
{
    (void)f;
}

// Who comes after the last finds nothing, as where the file of it is removed.
static int ram_shm_unmap(sqlite3_file *f, int remove)
{
    struct handle *h = handle_of(f);
    (void)remove;
    h->shared = h->exclusive = 0;
    h->maps = false;
    for (size_t i = 0; i < HANDLES; i++) {
        if (ram.handles[i] != NULL && ram.handles[i]->maps) {
            return SQLITE_OK;
        }
    }
    memset(ram.regions, 0, (size_t)REGIONS * REGION);
    memset(ram.is_there, 0, sizeof(ram.is_there));
    return SQLITE_OK;
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = ram_close,
    .xRead = ram_read,
    .xWrite = ram_write,
    .xTruncate = ram_truncate,
    .xSync = ram_sync,
    .xFileSize = ram_size,
    .xLock = ram_lock,
    .xUnlock = ram_unlock,
    .xCheckReservedLock = ram_is_reserved,
    .xFileControl = ram_control,
    .xSectorSize = ram_sector,
    .xDeviceCharacteristics = ram_traits,
    .xShmMap = ram_shm_map,
    .xShmLock = ram_shm_lock,
    .xShmBarrier = ram_shm_barrier,
    .xShmUnmap = ram_shm_unmap,
};

// --- What SQLite calls of the disk ---------------------------------------------------------------

static void take_handle(struct handle *h)
{
    for (size_t i = 0; i < HANDLES; i++) {
        if (ram.handles[i] == NULL) {
            ram.handles[i] = h;
            return;
        }
    }
    stop("too many connections to", ram.path);
}

static int ram_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out_flags)
{
    (void)vfs;
    struct handle *h = handle_of(f);
    struct ram_file *file = find_file(path);
    if (file == NULL) {
        return ram.real->xOpen(ram.real, path, f, flags, out_flags);
    }
    *h = (struct handle){.base = {.pMethods = &METHODS}, .file = file};
    file->exists = true;
    if (file == &ram.files[PART_MAIN]) {
        take_handle(h);
    }
    if (out_flags != NULL) {
        *out_flags = flags;
    }
    return SQLITE_OK;
}

static int ram_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    struct ram_file *file = find_file(path);
    if (file == NULL) {
        return ram.real->xDelete(ram.real, path, sync_folder);
    }
    if (!file->exists) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    cut(file, 0);
    file->exists = false;
    return SQLITE_OK;
}

static int ram_access(sqlite3_vfs *vfs, const char *path, int what, int *out)
{
    (void)vfs;
    const struct ram_file *file = find_file(path);
    if (file == NULL) {
        return ram.real->xAccess(ram.real, path, what, out);
    }
    // An empty file counts as none, as with the real disk.
    *out = file->exists && (what != SQLITE_ACCESS_EXISTS || file->size > 0);
    return SQLITE_OK;
}

// --- Mounting ------------------------------------------------------------------------------------

static void load(const char *path, struct ram_file *file)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        stop("cannot read", path);
    }
    file->size = (int64_t)fread(file->p, 1, (size_t)ROOM, in);
    (void)fclose(in);
    file->exists = true;
}

void ram_mount(const char *path)
{
    assert(ram.real == NULL);
    ram.real = sqlite3_vfs_find(NULL);
    if (ram.real->xFullPathname(ram.real, path, (int)sizeof(ram.path), ram.path) != SQLITE_OK) {
        stop("no such place:", path);
    }
    for (int i = 0; i < PARTS; i++) {
        ram.files[i] = (struct ram_file){.p = reserve((size_t)ROOM)};
    }
    ram.regions = reserve((size_t)REGIONS * REGION);
    load(path, &ram.files[PART_MAIN]);
    ram.vfs = *ram.real; // time, chance and full names are the machine's
    ram.vfs.zName = "ram";
    ram.vfs.pNext = NULL;
    ram.vfs.szOsFile = ram.real->szOsFile > (int)sizeof(struct handle) ? ram.real->szOsFile
                                                                       : (int)sizeof(struct handle);
    ram.vfs.xOpen = ram_open;
    ram.vfs.xDelete = ram_delete;
    ram.vfs.xAccess = ram_access;
    if (sqlite3_vfs_register(&ram.vfs, 1) != SQLITE_OK) {
        stop("cannot be mounted:", path);
    }
}

void ram_unmount(void)
{
    if (sqlite3_vfs_register(ram.real, 1) != SQLITE_OK ||
        sqlite3_vfs_unregister(&ram.vfs) != SQLITE_OK) {
        stop("cannot be unmounted:", ram.path);
    }
    for (int i = 0; i < PARTS; i++) {
        (void)munmap(ram.files[i].p, (size_t)ROOM);
    }
    (void)munmap(ram.regions, (size_t)REGIONS * REGION);
    ram.real = NULL;
}
