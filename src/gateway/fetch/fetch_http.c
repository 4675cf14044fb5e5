#include "gateway/fetch/fetch_http.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>

#include "base/web_address.h"

// One exchange.
struct exchange {
    const struct fetch_http *http;
    char *room;
    size_t size;
    bool is_too_large;
    bool is_inward;
};

static size_t take_body(char *p, size_t size, size_t n, void *data)
{
    struct exchange *x = data;
    size_t more = size * n;
    if (more > x->http->size_most - x->size) {
        x->is_too_large = true;
        return 0; // ends the exchange
    }
    memcpy(x->room + x->size, p, more);
    x->size += more;
    return more;
}

static bool is_loopback(const struct sockaddr *address)
{
    struct sockaddr_in a;
    if (address->sa_family != AF_INET) {
        return false;
    }
    memcpy(&a, address, sizeof(a));
    return ntohl(a.sin_addr.s_addr) >> 24 == 127;
}

// The very address that is connected to, however the name was resolved.
static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct exchange *x = data;
    bool may =
        x->http->is_for_tests ? is_loopback(&address->addr) : fetch_is_public(&address->addr);
    x->is_inward = purpose != CURLSOCKTYPE_IPCXN || !may; // of the last of several addresses
    if (x->is_inward) {
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static enum fetch_outcome judge(const struct exchange *x, CURLcode code, long status)
{
    if (x->is_too_large || code == CURLE_FILESIZE_EXCEEDED) {
        return FETCH_TOO_LARGE;
    }
    if (code == CURLE_URL_MALFORMAT) {
        return FETCH_BAD_ADDRESS;
    }
    if (code != CURLE_OK) {
        return x->is_inward ? FETCH_INWARD : FETCH_AWAY;
    }
    if (status >= 300 && status < 400) {
        return FETCH_REDIRECTED;
    }
    bool is_later = status == 408 || status == 429 || status >= 500;
    return status == 200 ? FETCH_DONE : is_later ? FETCH_AWAY : FETCH_REFUSED;
}

static void prepare(CURL *curl, const char *address, struct exchange *x)
{
    const struct fetch_http *h = x->http;
    curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, h->is_for_tests ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // none, whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)h->connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)h->total_ms);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)h->size_most);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "dure");
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, x);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
}

static struct fetch_answer get(const void *self, struct arena *a, str address)
{
    struct exchange x = {.http = self};
    bool is_test = x.http->is_for_tests && str_starts(address, S("http://127.0.0.1:"));
    if (!is_test && web_address_host(a, address).n == 0) {
        return (struct fetch_answer){.outcome = FETCH_BAD_ADDRESS};
    }
    x.room = arena_alloc(a, x.http->size_most + 1); // before anything is open: it may jump
    const char *url = str_to_c(a, address);
    CURL *curl = curl_easy_init();
    if (curl == NULL) {
        return (struct fetch_answer){.outcome = FETCH_AWAY};
    }
    long status = 0;
    prepare(curl, url, &x);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    struct fetch_answer answer = {.outcome = judge(&x, code, status), .bytes = S("")};
    if (answer.outcome == FETCH_DONE) {
        answer.bytes = (str){.p = x.room, .n = x.size};
    }
    return answer;
}

struct fetch_port fetch_http_port(const struct fetch_http *self)
{
    return (struct fetch_port){.self = self, .get = get};
}
