// A ZIP that a stranger packed, as the child unpacks it: each entry there is, or the first of many.
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#include "platform/picture/child/unpack/unpack.h"

#define ENTRIES 40
#define ROOM (2 * MIB)

static enum unpack_verdict unpack(const uint8_t *data, size_t size, zip_uint64_t index)
{
    struct unpacking u = {.zip = NULL};
    child_unpack_entry(data, size, index, ROOM, &u);
    const struct unpack_answer *answer = &u.answer;
    enum unpack_verdict verdict = (enum unpack_verdict)answer->verdict;
    assert(verdict < UNPACK_GIVEN_UP && answer->count <= LIMIT_ARCHIVE_ENTRIES);
    assert(answer->name_size <= UNPACK_NAME_MAX && answer->size <= ROOM);
    assert(verdict == UNPACK_DONE || answer->size == 0);
    assert((verdict == UNPACK_END) == (u.zip != NULL && index >= answer->count) ||
           verdict == UNPACK_TOO_MANY);
    if (verdict == UNPACK_DONE) {
        assert(u.name[0] != '/' && strncmp(u.name, "../", 3) != 0 && u.bytes != NULL);
    }
    free(u.bytes);
    zip_discard(u.zip);
    return verdict;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum unpack_verdict verdict = UNPACK_DONE;
    for (zip_uint64_t i = 0; i < ENTRIES && verdict < UNPACK_END; i++) {
        verdict = unpack(data, size, i);
    }
    return 0;
}
