#include "platform/picture/picture_file_testing.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/file/folder_testing.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

static struct testing_folder folder;
static char program[sizeof(folder.path) + 16];

char picture_file[sizeof(folder.path) + 16];

int picture_file_begin(void **state)
{
    (void)state;
    arena = arena_open(400 * (size_t)MIB);
    testing_folder_open(&folder);
    (void)snprintf(picture_file, sizeof(picture_file), "%s/file", folder.path);
    (void)snprintf(program, sizeof(program), "%s/program", folder.path);
    return 0;
}

int picture_file_end(void **state)
{
    (void)testing_folder_close(&folder);
    return arena_testing_end(state);
}

int picture_file_each(void **state)
{
    (void)state;
    arena_reset(arena);
    picture_testing_begin();
    return 0;
}

static void write_as(const char *path, str bytes, mode_t mode)
{
    (void)unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    assert_true(fd >= 0);
    while (bytes.n > 0) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        assert_true(n > 0);
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    assert_int_equal(close(fd), 0);
}

void picture_file_write(str bytes)
{
    write_as(picture_file, bytes, 0600);
}

void picture_file_script(const char *script, int64_t wall_ms)
{
    write_as(program, str_view(script), 0700);
    picture_testing_program(program, wall_ms);
}
