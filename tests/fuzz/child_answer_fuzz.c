// What the child says that read a stranger's photo, ZIP or PDF: it may have been taken over, so its
// words are a stranger's.
#include "fuzz.h"

#include "platform/picture/pdf_look.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_unpack.h"

static bool is_within(str part, str whole)
{
    return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    struct picture_made made;
    struct unpacked entry;
    struct pdf_looked looked;
    if (picture_made_read(text, &made)) {
        bool is_made = made.verdict == PICTURE_MADE;
        assert(made.verdict < PICTURE_GIVEN_UP && (made.width > 0) == is_made);
        assert(made.width <= LIMIT_PICTURE_SIDE && made.height <= LIMIT_PICTURE_SIDE);
        assert(made.words < 1U << PICTURE_WORD_COUNT);
        for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
            assert((made.bytes[i].n > 0) == is_made && is_within(made.bytes[i], text));
        }
    }
    if (picture_unpacked_read(arena, text, &entry)) {
        assert(entry.verdict < UNPACK_GIVEN_UP && entry.count <= LIMIT_ARCHIVE_ENTRIES);
        assert(str_is_text(entry.name) && entry.name.n <= (size_t)UNPACK_NAME_MAX * 3);
        assert(is_within(entry.bytes, text) && entry.written <= LIMIT_UPLOAD);
        assert(entry.bytes.n == 0 || entry.verdict == UNPACK_DONE);
        assert(entry.verdict == UNPACK_DONE || picture_unpack_sentence(entry.verdict).n > 0 ||
               entry.verdict == UNPACK_END);
    }
    if (pdf_looked_read(text, &looked)) {
        assert(looked.verdict > PDF_WAITING && looked.verdict < PDF_GIVEN_UP);
        assert((looked.pages > 0) == (looked.verdict == PDF_FINE));
    }
    return 0;
}
