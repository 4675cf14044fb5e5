#include "gateway/registry/registry_portal.h"

#include <assert.h>
#include <curl/curl.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "base/web_address.h"

static size_t take_body(char *p, size_t size, size_t n, void *data)
{
    struct out *body = data;
    out_raw(body, p, size * n);
    return body->overflowed ? 0 : size * n; // 0 ends the exchange
}

// The portal shows a key twice, encoded and not; a % stands only in the encoded one.
static void write_key(struct out *o, str key)
{
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (is_plain || (c != 0 && strchr("-_.~%", c) != NULL)) {
            out_char(o, c);
        } else {
            out_format(o, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
}

static void write_day(struct out *o, const char *name, date day)
{
    int year = 0;
    int month = 0;
    int of_month = 0;
    date_to_ymd(day, &year, &month, &of_month);
    out_format(o, "&%s=%04d%02d%02d", name, year, month, of_month);
}

// The operations of the newer service carry its mark: ThngListInfoService02/get…Info02.
str registry_portal_url(struct arena *a, const struct registry_portal *portal,
                        const struct registry_call *call)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    const char *mark = str_ends(portal->url, S("02")) ? "02" : "";
    out_str(&o, portal->url);
    if (call->item_no.n > 0) {
        out_format(&o, "/getThngPrdnmLocplcAccotListInfoInfoPrdlstSearch%s?serviceKey=", mark);
    } else {
        out_format(&o, "/getPrdctClsfcNoUnit%dInfo%s?serviceKey=", call->digits, mark);
    }
    write_key(&o, portal->key);
    out_format(&o, "&pageNo=%lld&numOfRows=%lld&type=json", (long long)call->page,
               (long long)call->rows);
    if (call->item_no.n > 0) {
        out_str(&o, S("&prdctIdntNo="));
        out_str(&o, call->item_no); // eight digits
        return out_view(&o);
    }
    if (!date_is_none(call->from)) {
        out_str(&o, S("&inqryDiv=1"));
        write_day(&o, "inqryBgnDate", call->from);
        write_day(&o, "inqryEndDate", call->until);
    }
    return out_view(&o);
}

static const char *code_of(CURLcode code)
{
    switch ((int)code) {
    case CURLE_OPERATION_TIMEDOUT:
        return "timeout";
    case CURLE_WRITE_ERROR:
        return "too_large";
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
        return "cut";
    default:
        return "unreachable";
    }
}

static struct registry_answer read_page(const void *self, struct arena *a,
                                        const struct registry_call *call)
{
    const struct registry_portal *portal = self;
    struct out body;
    long status = 0;
    CURL *curl = curl_easy_init();
    if (curl == NULL) {
        return registry_no_answer("unreachable");
    }
    out_init(&body, a, LIMIT_REGISTRY_ANSWER);
    curl_easy_setopt(curl, CURLOPT_URL, str_to_c(a, registry_portal_url(a, portal, call)));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
                     web_address_is_this_machine(portal->url) ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // none, whatever the environment says
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)portal->connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)portal->total_ms);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    return code == CURLE_OK ? registry_read(a, call, status, out_view(&body))
                            : registry_no_answer(code_of(code));
}

struct registry_port registry_portal_port(const struct registry_portal *portal)
{
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    assert(code == CURLE_OK);
    (void)code;
    return (struct registry_port){.self = portal, .read = read_page};
}
