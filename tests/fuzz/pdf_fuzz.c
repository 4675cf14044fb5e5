// A PDF that a stranger handed in, as the child looks into it.
#include <string.h>

#include "fuzz.h"

#include "platform/picture/child/pdf/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pdf_answer answer;
    if (child_look_at_pdf(data, size, &answer)) {
        assert(memcmp(answer.mark, PDF_ANSWER_MARK, sizeof(answer.mark)) == 0);
        assert(answer.verdict > PDF_WAITING && answer.verdict < PDF_GIVEN_UP);
        assert(answer.verdict != PDF_FINE || (answer.pages > 0 && answer.pages <= LIMIT_PDF_PAGES));
    }
    return 0;
}
