// The names of what lies in a ZIP that a stranger packed: what its listing may be called, and its
// photo.
#include "fuzz.h"

#include "market/catalog/photo_zip.h"

static bool is_one_name(str name)
{
    return str_is_text(name) && !str_contains(name, S("/")) && !str_contains(name, S("\\"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str entry = {.p = (const char *)data, .n = size};
    if (!str_is_text(entry)) { // child_answer_fuzz.c: it was made readable before it gets here
        return 0;
    }
    str codes[PHOTO_CODES];
    size_t count = photo_zip_codes(arena, entry, codes);
    assert(count < PHOTO_CODES);
    for (size_t i = 0; i < count; i++) {
        assert(is_one_name(codes[i]) && codes[i].n > 0 && codes[i].n <= LIMIT_NAME);
    }
    str file = photo_zip_file_name(entry);
    assert(is_one_name(file) && str_ends(entry, file));
    str kept = photo_zip_short_name(entry);
    assert(str_is_text(kept) && kept.n > 0 && str_length(kept) <= LIMIT_LINE);
    return 0;
}
