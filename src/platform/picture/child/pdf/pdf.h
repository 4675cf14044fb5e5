// dure-pdf: what lies in the PDF that is standard input, which a stranger handed in: every object
// of it, those packed in streams too. Jailed as ../jail.h says before it looks at the first byte;
// nothing but libqpdf and what that is made of lies in its memory.
//
// No page is drawn and no picture in it decoded. A file that libqpdf would have to mend is refused:
// another reader might mend it in another way, and see what was not seen here.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "platform/picture/pdf_answer.h"

// Look into the PDF that is `bytes`. False: no memory, or the library went astray.
bool child_look_at_pdf(const void *bytes, size_t size, struct pdf_answer *out);
