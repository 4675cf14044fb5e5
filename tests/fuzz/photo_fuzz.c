// A photo that a stranger handed in, as the child reads it: JPEG, PNG, WebP, or what only begins
// so.
#include <string.h>

#include "fuzz.h"

#include "platform/picture/child/picture/child.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool is_loaded;
    struct made made = {.answer = {.verdict = PICTURE_VERDICT_COUNT}};
    is_loaded = is_loaded || child_load("photo_fuzz");
    assert(is_loaded);
    child_make(data, size, &made);
    const struct picture_answer *a = &made.answer;
    bool is_made = a->verdict == PICTURE_MADE;
    assert(memcmp(a->mark, PICTURE_ANSWER_MARK, sizeof(a->mark)) == 0);
    assert(a->verdict < PICTURE_GIVEN_UP && (!is_made || (a->width > 0 && a->height > 0)));
    for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
        assert(!is_made || (made.bytes[i] != NULL && a->sizes[i] <= LIMIT_PICTURE_MADE));
        g_free(made.bytes[i]);
    }
    vips_error_clear();
    return 0;
}
