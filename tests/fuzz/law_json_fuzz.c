// A question to the law as JSON, and the stored question read back.
#include "fuzz.h"

#include "app/law_json.h"
#include "market/law/law_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    struct law_question q;
    str id = S("");
    // What was read is written, read and written again: nothing is lost on the way.
    if (law_json_read(arena, text, &q, &id) == NULL) {
        struct law_question again;
        str stored = law_question_text(arena, &q);
        assert(law_question_read(stored, &again));
        assert(str_equals(stored, law_question_text(arena, &again)));
    }
    assert(str_is_text(id));
    // Only what was written by ourselves is read back.
    if (law_question_read(text, &q)) {
        assert(str_equals(text, law_question_text(arena, &q)));
    }
    return 0;
}
