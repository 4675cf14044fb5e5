#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/picture/child/jail.h"
#include "platform/picture/child/stream.h"
#include "platform/picture/child/unpack/unpack.h"
#include "platform/picture/child_end.h"

static bool parse_number(const char *digits, zip_uint64_t *out)
{
    zip_uint64_t n = 0;
    size_t size = strlen(digits);
    if (size == 0 || size > 10) {
        return false;
    }
    for (; *digits != '\0'; digits++) {
        if (*digits < '0' || *digits > '9') {
            return false;
        }
        n = n * 10 + (zip_uint64_t)(*digits - '0');
    }
    *out = n;
    return true;
}

static int unpack(const char *index_text, const char *room_text)
{
    static struct unpacking u;
    struct stat facts;
    zip_uint64_t index = 0;
    zip_uint64_t room = 0;
    if (!parse_number(index_text, &index) || !parse_number(room_text, &room) ||
        fstat(STDIN_FILENO, &facts) != 0 || facts.st_size <= 0 || facts.st_size > LIMIT_ZIP) {
        return 1;
    }
    size_t size = (size_t)facts.st_size;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (bytes == MAP_FAILED || !child_close_jail(JAIL_OF_ONE)) {
        return CHILD_NOT_READY;
    }
    child_unpack_entry(bytes, size, index, room, &u);
    bool written = child_write(&u.answer, sizeof(u.answer)) &&
                   child_write(u.name, u.answer.name_size) && child_write(u.bytes, u.answer.size);
    return written ? 0 : 1;
}

int main(int argc, char **argv)
{
    int code = argc == 3 ? unpack(argv[1], argv[2]) : CHILD_NOT_READY;
    _exit(code); // without the libraries' own tidying up: the kernel does it
}
