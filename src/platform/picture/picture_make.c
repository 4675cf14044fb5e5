#include "platform/picture/picture_make.h"

#include <string.h>

#include "base/limits.h"
#include "platform/picture/picture_child.h"

#define ROOM (sizeof(struct picture_answer) + (size_t)PICTURE_SIZE_COUNT * LIMIT_PICTURE_MADE)

// --- Its answer ----------------------------------------------------------------------------------

static bool is_picture(str bytes, enum picture_size size)
{
    if (size == PICTURE_1200_JPEG) {
        return str_starts(bytes, S("\xFF\xD8\xFF"));
    }
    return str_starts(bytes, S("RIFF")) && str_starts(str_slice(bytes, 8, 4), S("WEBP"));
}

bool picture_made_read(str answer, struct picture_made *out)
{
    struct picture_answer a;
    if (answer.n < sizeof(a)) {
        return false;
    }
    memcpy(&a, answer.p, sizeof(a));
    struct picture_made made = {
        .verdict = (enum picture_verdict)a.verdict,
        .width = a.width,
        .height = a.height,
        .words = a.words,
        .hash = a.hash,
    };
    if (memcmp(a.mark, PICTURE_ANSWER_MARK, sizeof(a.mark)) != 0 || a.verdict >= PICTURE_GIVEN_UP) {
        return false;
    }
    str rest = str_slice(answer, sizeof(a), answer.n);
    if (made.verdict != PICTURE_MADE) {
        *out = (struct picture_made){.verdict = made.verdict};
        return rest.n == 0;
    }
    for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
        made.bytes[i] = str_slice(rest, 0, a.sizes[i]);
        if (a.sizes[i] > LIMIT_PICTURE_MADE || made.bytes[i].n != a.sizes[i] ||
            !is_picture(made.bytes[i], (enum picture_size)i)) {
            return false;
        }
        rest = str_slice(rest, a.sizes[i], rest.n);
    }
    bool fits = rest.n == 0 && made.width > 0 && made.height > 0 &&
                made.width <= LIMIT_PICTURE_SIDE && made.height <= LIMIT_PICTURE_SIDE &&
                a.words < 1U << PICTURE_WORD_COUNT;
    if (fits) {
        *out = made;
    }
    return fits;
}

err picture_make(struct arena *a, const char *path, struct picture_made *out)
{
    const struct child_task task = {.program = CHILD_PICTURE, .path = path, .room = ROOM};
    struct child_answer said;
    TRY(picture_child_ask(a, &task, &said));
    if (said.is_used_up) {
        *out = (struct picture_made){.verdict = PICTURE_GIVEN_UP};
        return NULL;
    }
    return said.is_whole && picture_made_read(said.bytes, out) ? NULL : &PICTURE_NO_ANSWER;
}
