// What the fuzz targets share. Each target is one file NAME_fuzz.c with libFuzzer's entry function;
// its seeds and kept findings are corpus/NAME/.
//
// `make fuzz` runs them with clang's libFuzzer; ./test replays the corpus through replay.c.
#pragma once

#include <assert.h>
#include <setjmp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/web/parse.h"
#include "platform/web/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The arena of this run, empty again for each input.
static inline struct arena *fuzz_arena(void)
{
    static struct arena *arena;
    if (arena == NULL) {
        arena = arena_open(LIMIT_ARENA_UNIT);
    }
    arena_reset(arena);
    return arena;
}

// The address of a file that holds this input, for what reads files. Borrowed until the next input.
static inline const char *fuzz_file(const uint8_t *data, size_t size)
{
    static char path[40];
    static int fd = -1;
    if (fd < 0) {
        fd = memfd_create("input", MFD_CLOEXEC);
        assert(fd >= 0);
        int closed = fchmod(fd, 0600); // a key is read of its owner's file alone
        assert(closed == 0);
        (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    }
    int cut = ftruncate(fd, 0);
    ssize_t written = pwrite(fd, data, size, 0);
    assert(cut == 0 && written == (ssize_t)size);
    return path;
}

// What leaves a parser is text, and no more of it than the limit says.
static inline void fuzz_check_pairs(const struct pair *items, size_t count, size_t count_max)
{
    assert(count <= count_max);
    for (size_t i = 0; i < count; i++) {
        assert(str_is_text(items[i].name));
        assert(str_is_text(items[i].value));
    }
}

// The same of all that a request says.
static inline void fuzz_check_request(const struct request *rq)
{
    const str texts[] = {rq->path,       rq->query_text, rq->host,   rq->address, rq->origin,
                         rq->fetch_site, rq->media_type, rq->accept, rq->trace};
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert(str_is_text(texts[i]));
    }
    fuzz_check_pairs(rq->query.items, rq->query.count, LIMIT_FIELDS);
    fuzz_check_pairs(rq->fields.items, rq->fields.count, LIMIT_FIELDS);
    fuzz_check_pairs(rq->cookies.items, rq->cookies.count, LIMIT_COOKIES);
}
