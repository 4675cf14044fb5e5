// Text of any encoding whose fields are parted by comma, tab or semicolon.
#include "sheet_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_sheet(S("a.csv"), (str){.p = (const char *)data, .n = size});
    return 0;
}
