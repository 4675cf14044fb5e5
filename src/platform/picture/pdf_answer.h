// What the child that looks into a PDF says on its standard output. Read as a stranger's words, as
// picture_answer.h.
#pragma once

#include <stdint.h>

#include "base/pdf_verdict.h"

#define PDF_ANSWER_MARK "DUREPDF1"

struct pdf_answer {
    char mark[8];
    uint32_t verdict; // enum pdf_verdict
    uint32_t pages;   // of PDF_FINE and PDF_LARGE; else 0
};
