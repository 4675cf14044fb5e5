// Words that are to be published: whatever stands before and behind it, a telephone number on a
// line of its own is found.
#include "fuzz.h"

#include "market/disclosure/disclosure_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    if (size > LIMIT_TEXT || !str_is_text(text)) { // refused before it gets here
        return 0;
    }
    (void)disclosure_check_text(arena, text);
    str half = str_slice(text, 0, size / 2);
    str rest = str_slice(text, size / 2, size);
    str with = str_format(arena, "%.*s\n\n010-2345-6789\n\n%.*s", STR_ARG(half), STR_ARG(rest));
    assert(disclosure_check_text(arena, with) != NULL);
    return 0;
}
