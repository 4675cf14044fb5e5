#include "platform/file/spool.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/file/bytes.h"
#include "platform/file/file.h"
#include "platform/secret/secret.h"

static const char *folder(struct arena *a)
{
    return str_format(a, "%.*s/spool", STR_ARG(file_place())).p;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0750) == 0 || errno == EEXIST;
}

err spool_keep(struct unit *u, str bytes, str *out_name)
{
    str name = secret_token(u->arena);
    const char *path = spool_path(u->arena, name);
    TRY(file_admit_day(u, (int64_t)bytes.n));
    if (!make_folder(folder(u->arena))) {
        return &FILE_CANNOT_WRITE;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd < 0) {
        return &FILE_CANNOT_WRITE;
    }
    bool written = bytes_write(fd, bytes.p, bytes.n) && fsync(fd) == 0;
    written = close(fd) == 0 && written && bytes_sync(folder(u->arena)) == NULL;
    if (!written) {
        (void)unlink(path);
        return &FILE_CANNOT_WRITE;
    }
    *out_name = name;
    return NULL;
}

const char *spool_path(struct arena *a, str name)
{
    assert(name.n > 0 && !str_contains(name, S("/")) && name.p[0] != '.');
    return str_format(a, "%s/%.*s", folder(a), STR_ARG(name)).p;
}

void spool_drop(struct arena *a, str name)
{
    (void)unlink(spool_path(a, name));
}

void spool_sweep(struct arena *a, instant before)
{
    DIR *dir = opendir(folder(a));
    if (dir == NULL) {
        return; // nothing was ever kept
    }
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        struct stat facts;
        const char *path = str_format(a, "%s/%s", folder(a), entry->d_name).p;
        if (lstat(path, &facts) == 0 && S_ISREG(facts.st_mode) &&
            (int64_t)facts.st_mtim.tv_sec < before.us / 1000000) {
            (void)unlink(path);
        }
    }
    (void)closedir(dir);
}

int spool_open_nameless(struct arena *a, size_t size)
{
    const char *path = spool_path(a, secret_token(a));
    if (!make_folder(folder(a))) {
        return -1;
    }
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return -1;
    }
    bool is_ours = unlink(path) == 0 && posix_fallocate(fd, 0, (off_t)size) == 0;
    if (!is_ours) {
        (void)close(fd);
    }
    return is_ours ? fd : -1;
}
