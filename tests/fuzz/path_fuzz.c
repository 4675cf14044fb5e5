// The path of a request.
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str segments[LIMIT_PATH_SEGMENTS];
    size_t count = 0;
    str path = {.p = (const char *)data, .n = size};
    if (parse_path(fuzz_arena(), path, segments, &count) == NULL) {
        assert(count <= LIMIT_PATH_SEGMENTS);
        for (size_t i = 0; i < count; i++) {
            assert(segments[i].n > 0 && str_is_text(segments[i]));
            assert(!str_equals(segments[i], S(".")) && !str_equals(segments[i], S("..")));
        }
    }
    return 0;
}
