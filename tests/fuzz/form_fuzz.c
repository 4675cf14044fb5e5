// name=value&name=value of a query or a form.
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pair_list list;
    str text = {.p = (const char *)data, .n = size};
    if (parse_urlencoded(fuzz_arena(), text, &list) == NULL) {
        fuzz_check_pairs(list.items, list.count, LIMIT_FIELDS);
    }
    return 0;
}
