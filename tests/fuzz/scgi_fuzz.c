// A whole request as nginx hands it over, and each beginning of it.
#include "fuzz.h"

#include "platform/web/scgi.h"

static void check_request(const struct request *rq)
{
    const str texts[] = {rq->path,       rq->query_text, rq->host,   rq->address, rq->origin,
                         rq->fetch_site, rq->media_type, rq->accept, rq->trace};
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert(str_is_text(texts[i]));
    }
    fuzz_check_pairs(rq->query.items, rq->query.count, LIMIT_FIELDS);
    fuzz_check_pairs(rq->fields.items, rq->fields.count, LIMIT_FIELDS);
    fuzz_check_pairs(rq->cookies.items, rq->cookies.count, LIMIT_COOKIES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = {.p = (const char *)data, .n = size};
    size_t whole = 0;
    err measured = scgi_measure(bytes, LIMIT_REQUEST_BODY, &whole);
    struct request rq;
    err parsed = scgi_parse(fuzz_arena(), bytes, &rq);
    if (parsed == NULL) {
        check_request(&rq);
    }
    // Both readers agree on what one request is.
    bool one = measured == NULL && whole == size && size > 0;
    assert(one || parsed != NULL || measured == &SCGI_TOO_LARGE);
    return 0;
}
