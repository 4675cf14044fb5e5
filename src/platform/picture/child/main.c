#include "platform/picture/child/child.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/picture/child/pdf.h"
#include "platform/picture/child/unpack.h"
#include "platform/picture/child_end.h"

// The whole of standard input. -1: it cannot be read; `room`: it is larger than any upload.
static ssize_t read_all(char *bytes, size_t room)
{
    size_t n = 0;
    while (n < room) {
        ssize_t got = read(STDIN_FILENO, bytes + n, room - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            return (ssize_t)n;
        }
        n += (size_t)got;
    }
    return (ssize_t)n;
}

static char input[LIMIT_UPLOAD + 1];

static int make(char **argv)
{
    static struct made made;
    if (!child_load(argv[0])) {
        return 1;
    }
    ssize_t size = read_all(input, sizeof(input));
    if (size < 0 || !child_close_jail()) {
        return CHILD_NOT_READY;
    }
    if (size == sizeof(input)) {
        return CHILD_USED_UP;
    }
    child_make(input, (size_t)size, &made);
    bool written = child_write(&made.answer, sizeof(made.answer));
    for (int i = 0; written && i < PICTURE_SIZE_COUNT; i++) {
        written = child_write(made.bytes[i], made.answer.sizes[i]);
    }
    return written ? 0 : 1;
}

static int look_at_pdf(void)
{
    struct pdf_answer answer;
    ssize_t size = read_all(input, sizeof(input));
    if (size < 0 || !child_close_jail()) {
        return CHILD_NOT_READY;
    }
    if (size == sizeof(input) || !child_look_at_pdf(input, (size_t)size, &answer)) {
        return CHILD_USED_UP;
    }
    return child_write(&answer, sizeof(answer)) ? 0 : 1;
}

int main(int argc, char **argv)
{
    bool unpacks = argc == 4 && strcmp(argv[1], "unpack") == 0;
    bool looks = argc == 2 && strcmp(argv[1], "pdf") == 0;
    int code = unpacks ? child_unpack(argv[2], argv[3]) : looks ? look_at_pdf() : make(argv);
    _exit(code); // without the libraries' own tidying up: the kernel does it
}
