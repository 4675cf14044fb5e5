// A file of settings: it is taken whole, or refused with a sentence that names the line.
#include "fuzz.h"

#include "platform/conf/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings settings;
    str sentence = S("");
    err e = settings_load(fuzz_arena(), str_view(fuzz_file(data, size)), &settings, &sentence);
    assert((e == NULL) == (sentence.n == 0));
    return 0;
}
