#include <unistd.h>

#include "base/limits.h"
#include "platform/picture/child/jail.h"
#include "platform/picture/child/picture/child.h"
#include "platform/picture/child/stream.h"
#include "platform/picture/child_end.h"

static int make(const char *program)
{
    static struct made made;
    const char *bytes = NULL;
    size_t size = 0;
    if (!child_load(program)) {
        return 1;
    }
    if (!child_read_all(&bytes, &size) || !child_close_jail(JAIL_OF_THREADS)) {
        return CHILD_NOT_READY;
    }
    if (size > LIMIT_UPLOAD) {
        return CHILD_USED_UP;
    }
    child_make(bytes, size, &made);
    bool written = child_write(&made.answer, sizeof(made.answer));
    for (int i = 0; written && i < PICTURE_SIZE_COUNT; i++) {
        written = child_write(made.bytes[i], made.answer.sizes[i]);
    }
    return written ? 0 : 1;
}

int main(int argc, char **argv)
{
    int code = argc == 1 ? make(argv[0]) : CHILD_NOT_READY;
    _exit(code); // without the libraries' own tidying up: the kernel does it
}
