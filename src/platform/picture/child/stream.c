#include "platform/picture/child/stream.h"

#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/limits.h"

static char input[LIMIT_UPLOAD + 1];

bool child_read_all(const char **bytes, size_t *size)
{
    size_t n = 0;
    ssize_t got = 1;
    while (n < sizeof(input) && got != 0) {
        got = read(STDIN_FILENO, input + n, sizeof(input) - n);
        if (got < 0 && errno != EINTR) {
            return false;
        }
        n += got > 0 ? (size_t)got : 0;
    }
    *bytes = input;
    *size = n;
    return true;
}

bool child_write(const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n > 0) {
        ssize_t wrote = write(STDOUT_FILENO, p, n);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        p += wrote;
        n -= (size_t)wrote;
    }
    return true;
}
