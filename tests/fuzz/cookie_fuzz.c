// The Cookie header.
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pair_list list;
    str header = {.p = (const char *)data, .n = size};
    if (parse_cookies(fuzz_arena(), header, &list) == NULL) {
        fuzz_check_pairs(list.items, list.count, LIMIT_COOKIES);
    }
    return 0;
}
