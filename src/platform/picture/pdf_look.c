#include "platform/picture/pdf_look.h"

#include <string.h>

#include "base/limits.h"
#include "platform/picture/pdf_answer.h"
#include "platform/picture/picture_child.h"
#include "platform/picture/picture_make.h"

bool pdf_looked_read(str answer, struct pdf_looked *out)
{
    struct pdf_answer said;
    if (answer.n != sizeof(said)) {
        return false;
    }
    memcpy(&said, answer.p, sizeof(said));
    bool fits = memcmp(said.mark, PDF_ANSWER_MARK, sizeof(said.mark)) == 0 &&
                said.verdict > PDF_WAITING && said.verdict < PDF_GIVEN_UP;
    if (fits && said.verdict == PDF_FINE) {
        fits = said.pages >= 1 && said.pages <= LIMIT_PDF_PAGES;
    } else if (fits && said.verdict != PDF_LARGE) {
        fits = said.pages == 0;
    }
    if (fits) {
        *out = (struct pdf_looked){
            .verdict = (enum pdf_verdict)said.verdict,
            .pages = said.verdict == PDF_FINE ? said.pages : 0,
        };
    }
    return fits;
}

err pdf_look(struct arena *a, const char *path, struct pdf_looked *out)
{
    const struct child_task task = {
        .program = CHILD_PDF,
        .path = path,
        .room = sizeof(struct pdf_answer) + 1,
    };
    struct child_answer said;
    TRY(picture_child_ask(a, &task, &said));
    if (said.is_used_up) {
        *out = (struct pdf_looked){.verdict = PDF_GIVEN_UP};
        return NULL;
    }
    return said.is_whole && pdf_looked_read(said.bytes, out) ? NULL : &PICTURE_NO_ANSWER;
}
