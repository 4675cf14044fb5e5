#include "platform/secret/key_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIZE_MOST 64 // bytes; a key has 32

bool key_file_make(const char *path, size_t size)
{
    unsigned char fresh[SIZE_MOST];
    assert(size <= sizeof(fresh));
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST; // another process was first
    }
    randombytes_buf(fresh, size);
    bool written = write(fd, fresh, size) == (ssize_t)size && fsync(fd) == 0;
    sodium_memzero(fresh, sizeof(fresh));
    return close(fd) == 0 && written;
}

bool key_file_read(const char *path, unsigned char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat facts;
    bool good = fd >= 0 && fstat(fd, &facts) == 0 && (facts.st_mode & 077) == 0 &&
                facts.st_size == (off_t)size && read(fd, out, size) == (ssize_t)size;
    if (fd >= 0) {
        (void)close(fd);
    }
    return good;
}
