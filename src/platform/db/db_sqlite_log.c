#include "platform/db/db_sqlite_log.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/limits.h"

#define HEAD_SIZE 24 // bytes before each page of the log
#define SIZE_AT 4    // where the head of a transaction's last page tells the size of the database
#define SIZE_BYTES 4 // … and that of others has zeros
#define DISK_NAME "dure" // no name of SQLite's own

struct log {
    sqlite3_file file; // what SQLite knows of it
    sqlite3_file *real;
    char *held; // NULL: nothing was written yet, or there was no memory
    int held_size;
    sqlite3_int64 held_at; // its place in the file
    bool is_last;          // the head of a transaction's last page was written
};

static struct {
    sqlite3_vfs disk;
    sqlite3_vfs *real;
} gathered;

static struct log *log_of(sqlite3_file *f)
{
    return (struct log *)f;
}

// What failed is not tried again: SQLite takes the transaction back and writes its place anew.
static int let_go(struct log *l)
{
    int size = l->held_size;
    l->held_size = 0;
    return size == 0 ? SQLITE_OK : l->real->pMethods->xWrite(l->real, l->held, size, l->held_at);
}

static bool is_last_head(const char *bytes, int size)
{
    static const char NONE[SIZE_BYTES];
    return size == HEAD_SIZE && memcmp(bytes + SIZE_AT, NONE, SIZE_BYTES) != 0;
}

static int hold(struct log *l, const char *bytes, int size, sqlite3_int64 at)
{
    bool goes_on = l->held_at + l->held_size == at && size <= LIMIT_LOG_HELD - l->held_size;
    int code = goes_on ? SQLITE_OK : let_go(l);
    if (code != SQLITE_OK) {
        return code;
    }
    if (l->held_size == 0) {
        l->held_at = at;
    }
    memcpy(l->held + l->held_size, bytes, (size_t)size);
    l->held_size += size;
    return SQLITE_OK;
}

static int log_write(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at)
{
    struct log *l = log_of(f);
    bool was_last = l->is_last;
    l->is_last = is_last_head(bytes, size);
    if (l->held == NULL) {
        l->held = sqlite3_malloc(LIMIT_LOG_HELD);
    }
    if (l->held == NULL || size > LIMIT_LOG_HELD) {
        int code = let_go(l);
        return code != SQLITE_OK ? code : l->real->pMethods->xWrite(l->real, bytes, size, at);
    }
    int code = hold(l, bytes, size, at);
    return code == SQLITE_OK && was_last ? let_go(l) : code;
}

// --- Everything else is asked of the file as SQLite believes it to be ----------------------------

static int log_read(sqlite3_file *f, void *out, int size, sqlite3_int64 at)
{
    struct log *l = log_of(f);
    int code = let_go(l);
    return code != SQLITE_OK ? code : l->real->pMethods->xRead(l->real, out, size, at);
}

static int log_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct log *l = log_of(f);
    int code = let_go(l);
    return code != SQLITE_OK ? code : l->real->pMethods->xTruncate(l->real, size);
}

static int log_sync(sqlite3_file *f, int flags)
{
    struct log *l = log_of(f);
    int code = let_go(l);
    return code != SQLITE_OK ? code : l->real->pMethods->xSync(l->real, flags);
}

static int log_size(sqlite3_file *f, sqlite3_int64 *out)
{
    struct log *l = log_of(f);
    int code = let_go(l);
    return code != SQLITE_OK ? code : l->real->pMethods->xFileSize(l->real, out);
}

// What is still held belongs to a transaction that never ended.
static int log_close(sqlite3_file *f)
{
    struct log *l = log_of(f);
    sqlite3_free(l->held);
    l->held = NULL;
    l->held_size = 0;
    return l->real->pMethods->xClose(l->real);
}

static int log_lock(sqlite3_file *f, int level)
{
    struct log *l = log_of(f);
    return l->real->pMethods->xLock(l->real, level);
}

static int log_unlock(sqlite3_file *f, int level)
{
    struct log *l = log_of(f);
    return l->real->pMethods->xUnlock(l->real, level);
}

static int log_is_reserved(sqlite3_file *f, int *out)
{
    struct log *l = log_of(f);
    return l->real->pMethods->xCheckReservedLock(l->real, out);
}

static int log_control(sqlite3_file *f, int op, void *arg)
{
    struct log *l = log_of(f);
    return l->real->pMethods->xFileControl(l->real, op, arg);
}

static int log_sector(sqlite3_file *f)
{
    struct log *l = log_of(f);
    return l->real->pMethods->xSectorSize(l->real);
}

static int log_traits(sqlite3_file *f)
{
    struct log *l = log_of(f);
    return l->real->pMethods->xDeviceCharacteristics(l->real);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 1, // nobody maps a log or locks its parts
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_is_reserved,
    .xFileControl = log_control,
    .xSectorSize = log_sector,
    .xDeviceCharacteristics = log_traits,
};

// --- The disk ------------------------------------------------------------------------------------

static int open_log(const char *path, struct log *l, int flags, int *out_flags)
{
    *l = (struct log){.real = (sqlite3_file *)(l + 1)};
    memset(l->real, 0, (size_t)gathered.real->szOsFile);
    int code = gathered.real->xOpen(gathered.real, path, l->real, flags, out_flags);
    if (code == SQLITE_OK) {
        l->file.pMethods = &METHODS;
    } else if (l->real->pMethods != NULL) { // it wants to be closed all the same
        (void)l->real->pMethods->xClose(l->real);
    }
    return code;
}

static int disk_open(sqlite3_vfs *disk, const char *path, sqlite3_file *f, int flags,
                     int *out_flags)
{
    (void)disk;
    if ((flags & SQLITE_OPEN_WAL) != 0) {
        return open_log(path, log_of(f), flags, out_flags);
    }
    return gathered.real->xOpen(gathered.real, path, f, flags, out_flags);
}

const char *db_sqlite_log_disk(void)
{
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    if (real == NULL) {
        return NULL;
    }
    if (gathered.real != real) {
        (void)sqlite3_vfs_unregister(&gathered.disk); // fine when it was not there
        gathered.real = real;
        gathered.disk = *real;
        gathered.disk.pNext = NULL;
        gathered.disk.zName = DISK_NAME;
        gathered.disk.szOsFile = (int)sizeof(struct log) + real->szOsFile;
        gathered.disk.xOpen = disk_open;
    }
    return sqlite3_vfs_register(&gathered.disk, 0) == SQLITE_OK ? DISK_NAME : NULL;
}
