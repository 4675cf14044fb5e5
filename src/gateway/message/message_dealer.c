#include "gateway/message/message_dealer.h"

#include <assert.h>
#include <curl/curl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "base/out.h"
#include "base/web_address.h"

// What came back.
struct reply {
    CURLcode code;
    long status;
    struct out body;
};

static size_t take_body(char *p, size_t size, size_t n, void *data)
{
    struct out *body = data;
    out_raw(body, p, size * n);
    return body->overflowed ? 0 : size * n; // 0 ends the exchange
}

static struct curl_slist *add_header(struct curl_slist *list, struct arena *a, str name, str value)
{
    struct curl_slist *longer = curl_slist_append(
        list, str_to_c(a, str_format(a, "%.*s: %.*s", STR_ARG(name), STR_ARG(value))));
    return longer == NULL ? list : longer; // the dealer refuses what lacks a header
}

// One exchange. `body` is NULL for a question.
static struct reply exchange(const struct message_dealer *dealer, struct arena *a, str url, str key,
                             const char *body)
{
    struct reply r = {.code = CURLE_FAILED_INIT};
    out_init(&r.body, a, LIMIT_DEALER_ANSWER);
    CURL *curl = curl_easy_init();
    if (curl == NULL) {
        return r;
    }
    struct curl_slist *headers = NULL;
    headers = add_header(headers, a, S("X-Secret-Key"), dealer->key);
    headers = add_header(headers, a, S("Idempotency-Key"), key);
    headers = add_header(headers, a, S("Expect"), S(""));
    if (body != NULL) {
        headers = add_header(headers, a, S("Content-Type"), S("application/json;charset=UTF-8"));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    }
    curl_easy_setopt(curl, CURLOPT_URL, str_to_c(a, url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
                     web_address_is_this_machine(dealer->url) ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // none, whatever the environment says
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)dealer->connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)dealer->total_ms);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &r.body);
    r.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &r.status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return r;
}

// A question to the law that ran out of memory has left jansson with its arena (law_json.c).
static void use_usual_memory(void)
{
    json_set_alloc_funcs(malloc, free);
}

// A member of the answer's object as text; empty when it is not there.
static str member(struct arena *a, str text, const char *name)
{
    use_usual_memory();
    json_t *root = json_loadb(text.p == NULL ? "" : text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    str value = str_copy(a, str_view(json_string_value(json_object_get(root, name))));
    json_decref(root);
    return value;
}

// Nothing of ours has reached the dealer.
static bool is_unsent(CURLcode code)
{
    return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
           code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
           code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ||
           code == CURLE_FAILED_INIT;
}

// The classes of docs/decisions: refused for good, surely not taken, or unknown.
struct message_answer message_dealer_read(struct arena *a, long status, str body)
{
    struct message_answer answer = {.outcome = MESSAGE_UNKNOWN,
                                    .code = str_format(a, "http.%ld", status)};
    if (status == 200 || status == 202) {
        answer.dealer_id = member(a, body, "id");
        if (answer.dealer_id.n > 0) {
            answer.outcome = MESSAGE_ACCEPTED;
            answer.code = S("");
        }
    } else if (status == 429 || status == 503 || status == 401 || status == 403) {
        answer.outcome = MESSAGE_NOT_TAKEN; // too fast, or our key wants the operator
    } else if (status >= 400 && status < 500) {
        str code = member(a, body, "code");
        answer.code = code.n > 0 ? code : answer.code;
        answer.outcome = MESSAGE_REFUSED;
    }
    return answer;
}

static struct message_answer judge(struct arena *a, const struct reply *r)
{
    if (r->code == CURLE_OK) {
        return message_dealer_read(a, r->status, out_view(&r->body));
    }
    return (struct message_answer){
        .outcome = is_unsent(r->code) ? MESSAGE_NOT_TAKEN : MESSAGE_UNKNOWN,
        .code = str_copy(a, str_view(curl_easy_strerror(r->code))),
    };
}

static struct message_answer send_message(const void *self, struct arena *a,
                                          const struct message_call *call)
{
    const struct message_dealer *dealer = self;
    use_usual_memory();
    json_t *body =
        json_pack("{s:s, s:s%, s:s%, s:s%}", "channel", message_channel_word(call->channel),
                  "address", call->address.p, call->address.n, "template", call->template.p,
                  call->template.n, "text", call->text.p, call->text.n);
    if (body == NULL) { // no memory, or text that is no UTF-8: nothing was sent
        return (struct message_answer){.outcome = MESSAGE_REFUSED, .code = S("message.unreadable")};
    }
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    struct reply r = exchange(dealer, a, dealer->url, call->key, text);
    free(text);
    return judge(a, &r);
}

static struct message_answer ask_message(const void *self, struct arena *a, str key)
{
    const struct message_dealer *dealer = self;
    str url = str_format(a, "%.*s/%.*s", STR_ARG(dealer->url), STR_ARG(key));
    struct reply r = exchange(dealer, a, url, key, NULL);
    if (r.code == CURLE_OK && r.status == 404) {
        return (struct message_answer){.outcome = MESSAGE_NOT_TAKEN, .code = S("http.404")};
    }
    struct message_answer answer = judge(a, &r);
    if (answer.outcome == MESSAGE_NOT_TAKEN) { // the question failed, which says nothing of it
        answer.outcome = MESSAGE_UNKNOWN;
    }
    return answer;
}

struct message_port message_dealer_port(const struct message_dealer *dealer)
{
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    assert(code == CURLE_OK);
    (void)code;
    return (struct message_port){.self = dealer, .send = send_message, .ask = ask_message};
}
