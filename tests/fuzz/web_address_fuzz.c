// An address of the web that a stranger wrote down: the machine it names is the very one that the
// library would ask, never a number.
#include <arpa/inet.h>
#include <curl/curl.h>
#include <strings.h>

#include "fuzz.h"

#include "base/web_address.h"
#include "market/catalog/photo_fetch.h"

// Built without the sanitizer that seeks memory nobody wrote, the library would cry wolf.
#ifdef __has_feature
#if __has_feature(memory_sanitizer)
#define WITHOUT_LIBRARY
#endif
#endif

#ifdef WITHOUT_LIBRARY
static void compare(const char *address, const char *host)
{
    (void)address;
    (void)host;
}
#else
static bool is_part(CURLU *url, CURLUPart part, const char *wanted)
{
    char *found = NULL;
    CURLUcode code = curl_url_get(url, part, &found, 0);
    bool is = found == NULL ? wanted == NULL : wanted != NULL && strcasecmp(found, wanted) == 0;
    curl_free(found);
    return is && (code == CURLUE_OK) == (wanted != NULL);
}

// What the library cannot read it does not fetch.
static void compare(const char *address, const char *host)
{
    CURLU *url = curl_url();
    assert(url != NULL);
    if (curl_url_set(url, CURLUPART_URL, address, 0) == CURLUE_OK) {
        assert(is_part(url, CURLUPART_SCHEME, "https") && is_part(url, CURLUPART_HOST, host));
        assert(is_part(url, CURLUPART_USER, NULL) && is_part(url, CURLUPART_PASSWORD, NULL));
        assert(is_part(url, CURLUPART_PORT, NULL) || is_part(url, CURLUPART_PORT, "443"));
    }
    curl_url_cleanup(url);
}
#endif

static void look(struct arena *arena, str address)
{
    struct in_addr number;
    str host = web_address_host(arena, address);
    if (host.n > 0) {
        const char *name = str_to_c(arena, host);
        assert(host.n <= LIMIT_HOST && address.n <= LIMIT_ADDRESS && str_is_text(address));
        assert(str_contains(host, S(".")) && inet_aton(name, &number) == 0);
        assert(str_equals(photo_host_read(arena, host), host));
        compare(str_to_c(arena, address), name);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    look(arena, text);
    look(arena, str_join(arena, S("https://"), text));
    if (str_is_text(text)) { // as a cell of a sheet is
        str rest = text;
        str address;
        while (photo_fetch_next(&rest, &address)) {
            assert(address.n > 0);
            look(arena, address);
        }
    }
    return 0;
}
