#include "platform/file/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "platform/file/bytes.h"

#define TURN_PAUSE_MS 10 // between two looks whether it is our turn

static bool map(int flags, int fd, size_t n, struct mapping *out)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | flags, fd, 0);
    if (p == MAP_FAILED) {
        return false;
    }
    *out = (struct mapping){.p = p, .n = n};
    return true;
}

bool mapping_new(size_t n, struct mapping *out)
{
    return map(MAP_ANONYMOUS, -1, n, out);
}

bool mapping_grow(struct mapping *m, size_t n)
{
    struct mapping wider;
    if (!mapping_new(n, &wider)) {
        return false;
    }
    if (m->p != NULL) {
        memcpy(wider.p, m->p, m->n);
    }
    mapping_free(m);
    *m = wider;
    return true;
}

void mapping_free(struct mapping *m)
{
    if (m->p != NULL) {
        (void)munmap(m->p, m->n);
    }
    *m = (struct mapping){0};
}

bool mapping_write(const char *path, const struct mapping *m)
{
    (void)unlink(path); // never written over: others read it as memory
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool written = bytes_write(fd, m->p, m->n);
    written = close(fd) == 0 && written;
    if (!written) {
        (void)unlink(path);
    }
    return written;
}

bool mapping_file_open(const char *path, struct mapping_file *out)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat facts;
    if (fd < 0) {
        return false;
    }
    if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        (void)close(fd);
        return false;
    }
    *out = (struct mapping_file){.fd = fd, .n = (size_t)facts.st_size};
    return true;
}

void mapping_file_close(struct mapping_file *f)
{
    (void)close(f->fd);
    f->fd = -1;
}

bool mapping_file_read(const struct mapping_file *f, size_t at, void *to, size_t n)
{
    char *p = to;
    while (n > 0) {
        ssize_t got = pread(f->fd, p, n, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        p += got;
        at += (size_t)got;
        n -= (size_t)got;
    }
    return true;
}

bool mapping_file_map(const struct mapping_file *f, struct mapping *out)
{
    bool mapped = f->n > 0 && map(0, f->fd, f->n, out);
    if (mapped) {
        (void)madvise(out->p, out->n, MADV_WILLNEED); // all of it is read soon
    }
    return mapped;
}

bool mapping_open(const char *path, struct mapping *out)
{
    struct mapping_file f;
    if (!mapping_file_open(path, &f)) {
        return false;
    }
    bool mapped = mapping_file_map(&f, out);
    mapping_file_close(&f);
    return mapped;
}

int mapping_turn(const char *path, int wait_ms)
{
    const struct timespec pause = {.tv_nsec = TURN_PAUSE_MS * 1000000L};
    int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool is_ours = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
    for (int waited = 0; fd >= 0 && !is_ours && waited < wait_ms; waited += TURN_PAUSE_MS) {
        (void)nanosleep(&pause, NULL);
        is_ours = flock(fd, LOCK_EX | LOCK_NB) == 0;
    }
    if (fd >= 0 && !is_ours) {
        (void)close(fd);
    }
    return is_ours ? fd : -1;
}

void mapping_turn_end(int turn)
{
    if (turn >= 0) {
        (void)close(turn);
    }
}
