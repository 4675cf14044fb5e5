#include "platform/backup/backup_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/backup/manifest.h"
#include "platform/file/bytes.h"

const struct fault BACKUP_BUSY = {
    .kind = FAULT_BUSY,
    .code = "backup.busy",
    .text = "같은 폴더에 다른 백업을 만드는 중입니다. 끝난 뒤 다시 해 주세요. · Another backup is "
            "being made in this folder: try again when it is done.",
};

const struct fault BACKUP_CANNOT_WRITE = {
    .kind = FAULT_BUSY,
    .code = "backup.cannot_write",
    .text = "백업 폴더에 쓸 수 없습니다. 남은 공간과 권한을 확인해 주세요. · The folder of backups "
            "cannot be written: see to the space left and its rights.",
};

const char *backup_path(struct arena *a, str folder, str name)
{
    return str_format(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name)).p;
}

// --- Names ---------------------------------------------------------------------------------------

str backup_name_of(struct arena *a, instant at)
{
    str iso = instant_format_iso(a, at); // 2026-11-26T01:00:00.000000Z
    return str_format(a, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", iso.p, iso.p + 5, iso.p + 8, iso.p + 11,
                      iso.p + 14, iso.p + 17);
}

static bool read_number(str name, size_t from, size_t n, int least, int most, int *out)
{
    int64_t value = 0;
    str digits = str_slice(name, from, n);
    bool right = digits.n == n && digits.p[0] != '-' && str_parse_i64(digits, &value) &&
                 value >= least && value <= most;
    *out = (int)value;
    return right;
}

bool backup_name_parse(str name, instant *out)
{
    int year, month, day, hour, minute, second;
    bool right = name.n == S("20261126T010000Z").n && name.p[8] == 'T' && name.p[15] == 'Z' &&
                 read_number(name, 0, 4, 1970, 9999, &year) &&
                 read_number(name, 4, 2, 1, 12, &month) && read_number(name, 6, 2, 1, 31, &day) &&
                 read_number(name, 9, 2, 0, 23, &hour) &&
                 read_number(name, 11, 2, 0, 59, &minute) &&
                 read_number(name, 13, 2, 0, 59, &second) && date_ymd_is_valid(year, month, day);
    if (right) {
        int64_t days = date_from_ymd(year, month, day).days;
        out->us = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000000;
    }
    return right;
}

// --- One at a time -------------------------------------------------------------------------------

err backup_lock(struct arena *a, str folder, int *out_lock)
{
    if (mkdir(str_to_c(a, folder), 0700) != 0 && errno != EEXIST) {
        return &BACKUP_CANNOT_WRITE;
    }
    int lock = open(backup_path(a, folder, S(".lock")), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        return &BACKUP_CANNOT_WRITE;
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        (void)close(lock);
        return &BACKUP_BUSY;
    }
    *out_lock = lock;
    return NULL;
}

void backup_unlock(int lock)
{
    (void)close(lock);
}

// --- What is being made --------------------------------------------------------------------------

int64_t backup_now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec;
}

bool backup_is_there(const char *path, int64_t size)
{
    struct stat facts;
    return lstat(path, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size == size;
}

bool backup_share(struct arena *a, str before, str below, const char *to, int64_t size)
{
    if (before.n == 0) {
        return false;
    }
    const char *from = backup_path(a, before, below);
    return backup_is_there(from, size) && link(from, to) == 0;
}

err backup_sync(struct arena *a, str half)
{
    static const char HEX[] = "0123456789abcdef";
    for (int i = 0; i < 256; i++) {
        struct stat facts;
        const char *path =
            str_format(a, "%.*s/files/%c%c", STR_ARG(half), HEX[i / 16], HEX[i % 16]).p;
        if (stat(path, &facts) == 0) {
            TRY(bytes_sync(path));
        }
    }
    TRY(bytes_sync(backup_path(a, half, S("files"))));
    return bytes_sync(str_to_c(a, half));
}

// --- What lies there -----------------------------------------------------------------------------

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

bool backup_remove(const char *path)
{
    return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0;
}

err backup_sweep(struct arena *a, str folder)
{
    DIR *d = opendir(str_to_c(a, folder));
    if (d == NULL) {
        return &BACKUP_CANNOT_WRITE;
    }
    bool swept = true;
    for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
        str name = str_view(entry->d_name);
        if (str_starts(name, S(BACKUP_HALF)) || str_starts(name, S(BACKUP_GOING))) {
            swept = backup_remove(backup_path(a, folder, name)) && swept;
        }
    }
    (void)closedir(d);
    return swept ? NULL : &BACKUP_CANNOT_WRITE;
}

static int newest_first(const void *a, const void *b)
{
    const struct backup_entry *left = a;
    const struct backup_entry *right = b;
    return str_compare(right->name, left->name);
}

// Those whose names say so, newest first, whole or not.
static void list_dated(struct arena *a, str folder, struct backup_list *out)
{
    *out = (struct backup_list){.items = NEW_ARRAY(a, LIMIT_BACKUPS, struct backup_entry)};
    DIR *d = opendir(str_to_c(a, folder));
    if (d == NULL) {
        return;
    }
    for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
        instant at;
        if (out->count < LIMIT_BACKUPS && backup_name_parse(str_view(entry->d_name), &at)) {
            out->items[out->count++] =
                (struct backup_entry){.name = str_copy(a, str_view(entry->d_name)), .at = at};
        }
    }
    (void)closedir(d);
    qsort(out->items, out->count, sizeof(out->items[0]), newest_first);
}

static bool is_whole(struct arena *a, str folder, str name)
{
    const char *path = str_format(a, "%s/" MANIFEST_NAME, backup_path(a, folder, name)).p;
    return manifest_look(path) == MANIFEST_WHOLE;
}

void backup_list(struct arena *a, str folder, struct backup_list *out)
{
    struct backup_list dated;
    list_dated(a, folder, &dated);
    *out = (struct backup_list){.items = dated.items};
    for (size_t i = 0; i < dated.count; i++) {
        if (is_whole(a, folder, dated.items[i].name)) {
            out->items[out->count++] = dated.items[i];
        }
    }
}

instant backup_last(struct arena *a, str folder)
{
    struct backup_list dated;
    list_dated(a, folder, &dated);
    for (size_t i = 0; i < dated.count; i++) {
        if (is_whole(a, folder, dated.items[i].name)) {
            return dated.items[i].at;
        }
    }
    return (instant){0};
}

// --- Thinning ------------------------------------------------------------------------------------

static int64_t hour_of(instant at)
{
    return at.us / 1000000 / 3600;
}

static int64_t day_of(instant at)
{
    return instant_date(at).days;
}

static int64_t month_of(instant at)
{
    int year, month, day;
    date_to_ymd(instant_date(at), &year, &month, &day);
    return (int64_t)year * 12 + month;
}

// Keep the newest of each of the first `most` spans that have one.
static void choose(const instant *at, size_t count, int64_t most, int64_t (*span_of)(instant at),
                   bool *kept)
{
    int64_t spans = 0;
    for (size_t i = 0; i < count && spans < most; i++) {
        if (i == 0 || span_of(at[i]) != span_of(at[i - 1])) {
            kept[i] = true;
            spans++;
        }
    }
}

void backup_choose(const instant *at, size_t count, struct backup_keep keep, bool *out_kept)
{
    for (size_t i = 0; i < count; i++) {
        out_kept[i] = i == 0;
    }
    choose(at, count, keep.hourly, hour_of, out_kept);
    choose(at, count, keep.daily, day_of, out_kept);
    choose(at, count, keep.monthly, month_of, out_kept);
}

// Out of the list first, so that half of one is never found there.
static bool remove_backup(struct arena *a, str folder, str name)
{
    const char *going = backup_path(a, folder, str_join(a, S(BACKUP_GOING), name));
    return rename(backup_path(a, folder, name), going) == 0 && backup_remove(going);
}

static err thin(struct arena *a, str folder, struct backup_keep keep, int64_t *out_gone)
{
    struct backup_list list;
    backup_list(a, folder, &list);
    instant *at = NEW_ARRAY(a, list.count, instant);
    bool *kept = NEW_ARRAY(a, list.count, bool);
    for (size_t i = 0; i < list.count; i++) {
        at[i] = list.items[i].at;
    }
    backup_choose(at, list.count, keep, kept);
    for (size_t i = 0; i < list.count; i++) {
        if (!kept[i] && !remove_backup(a, folder, list.items[i].name)) {
            return &BACKUP_CANNOT_WRITE;
        }
        *out_gone += kept[i] ? 0 : 1;
    }
    return NULL;
}

err backup_thin(struct arena *a, str folder, struct backup_keep keep, int64_t *out_gone)
{
    int lock = -1;
    *out_gone = 0;
    TRY(backup_lock(a, folder, &lock));
    err e = thin(a, folder, keep, out_gone);
    backup_unlock(lock);
    return e;
}
