#include <unistd.h>

#include "base/limits.h"
#include "platform/picture/child/jail.h"
#include "platform/picture/child/pdf/pdf.h"
#include "platform/picture/child/stream.h"
#include "platform/picture/child_end.h"

static int look(void)
{
    struct pdf_answer answer;
    const char *bytes = NULL;
    size_t size = 0;
    if (!child_read_all(&bytes, &size) || !child_close_jail(JAIL_OF_ONE)) {
        return CHILD_NOT_READY;
    }
    if (size > LIMIT_UPLOAD || !child_look_at_pdf(bytes, size, &answer)) {
        return CHILD_USED_UP;
    }
    return child_write(&answer, sizeof(answer)) ? 0 : 1;
}

int main(int argc, char **argv)
{
    (void)argv;
    int code = argc == 1 ? look() : CHILD_NOT_READY;
    _exit(code); // without the libraries' own tidying up: the kernel does it
}
