#include "platform/file/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

const struct fault BYTES_CANNOT_READ = {
    .kind = FAULT_BROKEN,
    .code = "bytes.cannot_read",
    .text = "파일을 읽을 수 없습니다. 파일이 있는지, 읽을 권한이 있는지 확인해 주세요. · "
            "A file cannot be read: see that it is there and may be read.",
};

const struct fault BYTES_CANNOT_WRITE = {
    .kind = FAULT_BUSY,
    .code = "bytes.cannot_write",
    .text = "파일을 쓸 수 없습니다. 남은 공간과 폴더의 권한을 확인해 주세요. · "
            "A file cannot be written: see to the space left and the rights of the folder.",
};

bool bytes_write(int fd, const void *p, size_t n)
{
    const char *rest = p;
    while (n > 0) {
        ssize_t wrote = write(fd, rest, n);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        rest += wrote;
        n -= (size_t)wrote;
    }
    return true;
}

// Read `in` to its end; what is read goes to `to` as well, unless that is -1.
static err pass(int in, int to, struct bytes_sum *out)
{
    static unsigned char piece[256 * KIB]; // a process does one thing at a time
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    struct bytes_sum sum = {0};
    (void)crypto_hash_sha256_init(&state); // these three always answer 0
    for (;;) {
        ssize_t n = read(in, piece, sizeof(piece));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return &BYTES_CANNOT_READ;
        }
        if (n == 0) {
            break;
        }
        (void)crypto_hash_sha256_update(&state, piece, (size_t)n);
        sum.size += n;
        if (to >= 0 && !bytes_write(to, piece, (size_t)n)) {
            return &BYTES_CANNOT_WRITE;
        }
    }
    (void)crypto_hash_sha256_final(&state, hash);
    (void)sodium_bin2hex(sum.sha256, sizeof(sum.sha256), hash, sizeof(hash));
    *out = sum;
    return NULL;
}

// The descriptor, or -1 for what is no plain file.
static int open_plain(const char *path)
{
    struct stat facts = {0};
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode))) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

err bytes_measure(const char *path, struct bytes_sum *out)
{
    int fd = open_plain(path);
    if (fd < 0) {
        return &BYTES_CANNOT_READ;
    }
    err e = pass(fd, -1, out);
    (void)close(fd);
    return e;
}

err bytes_copy(const char *from, const char *to, struct bytes_sum *out)
{
    int in = open_plain(from);
    if (in < 0) {
        return &BYTES_CANNOT_READ;
    }
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    err e = fd < 0 ? &BYTES_CANNOT_WRITE : pass(in, fd, out);
    if (e == NULL && fsync(fd) != 0) {
        e = &BYTES_CANNOT_WRITE;
    }
    if (fd >= 0 && close(fd) != 0 && e == NULL) {
        e = &BYTES_CANNOT_WRITE;
    }
    (void)close(in);
    return e;
}

err bytes_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return &BYTES_CANNOT_WRITE;
    }
    bool synced = fsync(fd) == 0;
    return close(fd) == 0 && synced ? NULL : &BYTES_CANNOT_WRITE;
}
