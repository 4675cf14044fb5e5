// A whole request as nginx hands it over, and each beginning of it.
#include "fuzz.h"

#include "platform/web/head.h"
#include "platform/web/scgi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = {.p = (const char *)data, .n = size};
    size_t whole = 0;
    err measured = scgi_measure(bytes, LIMIT_REQUEST_BODY, &whole);
    struct request rq;
    err parsed = scgi_parse(fuzz_arena(), bytes, &rq);
    if (parsed == NULL) {
        fuzz_check_request(&rq);
    }
    // Both readers agree on what one request is.
    bool one = measured == NULL && whole == size && size > 0;
    assert(one || parsed != NULL || measured == &HEAD_TOO_LARGE);
    return 0;
}
