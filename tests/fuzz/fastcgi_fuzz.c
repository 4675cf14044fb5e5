// A whole request of a connection that stays, and each beginning of it.
#include "fuzz.h"

#include "platform/web/fastcgi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = {.p = (const char *)data, .n = size};
    size_t whole = 0;
    err measured = fastcgi_measure(bytes, &whole);
    assert(measured != NULL || whole <= LIMIT_REQUEST_HEAD + KIB); // a worker has as much room
    struct request rq;
    bool stays = false;
    if (fastcgi_parse(fuzz_arena(), bytes, &rq, &stays) == NULL) {
        assert(measured == NULL && whole == size);
        fuzz_check_request(&rq);
    }
    return 0;
}
