#include "platform/web/head.h"

#include <stddef.h>

#include "base/limits.h"
#include "platform/web/parse.h"

const struct fault HEAD_MALFORMED = {
    .kind = FAULT_INVALID,
    .code = "head.malformed",
    .text = "읽을 수 없는 요청입니다. 화면을 새로 고친 뒤 다시 해 주세요.",
};

const struct fault HEAD_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "head.too_large",
    .text = "보낸 내용이 너무 큽니다. 나누어 다시 보내 주세요.",
};

// --- Headers -------------------------------------------------------------------------------------

// What is read of a request besides its method, address and body. Each comes once or not at all.
static const struct known_header {
    const char *name;
    size_t offset;
} KNOWN[] = {
    {"HTTP_HOST",           offsetof(struct request, host)         },
    {"REMOTE_ADDR",         offsetof(struct request, address)      },
    {"HTTP_ORIGIN",         offsetof(struct request, origin)       },
    {"HTTP_SEC_FETCH_SITE", offsetof(struct request, fetch_site)   },
    {"HTTP_IF_NONE_MATCH",  offsetof(struct request, if_none_match)},
    {"HTTP_ACCEPT",         offsetof(struct request, accept)       },
    {"CONTENT_TYPE",        offsetof(struct request, media_type)   },
    {"REQUEST_ID",          offsetof(struct request, trace)        },
};

static str *find_place(struct head *h, str name)
{
    for (size_t i = 0; i < COUNT(KNOWN); i++) {
        if (str_equals(name, str_view(KNOWN[i].name))) {
            return (str *)(void *)((char *)&h->rq + KNOWN[i].offset);
        }
    }
    if (str_equals(name, S("REQUEST_METHOD"))) {
        return &h->method;
    }
    if (str_equals(name, S("REQUEST_URI"))) {
        return &h->address;
    }
    if (str_equals(name, S("HTTP_COOKIE"))) {
        return &h->cookies;
    }
    return str_equals(name, S("HTTP_X_PART")) ? &h->part : NULL;
}

err head_take(struct head *h, str name, str value)
{
    if (++h->count > LIMIT_REQUEST_HEADERS) {
        return &HEAD_TOO_LARGE;
    }
    str *place = find_place(h, name);
    if (place != NULL && place->p != NULL) { // twice: the edge and we might each believe another
        return &HEAD_MALFORMED;
    }
    if (place != NULL) {
        *place = value;
    }
    return NULL;
}

static err check_texts(const struct request *rq)
{
    for (size_t i = 0; i < COUNT(KNOWN); i++) {
        const str *text = (const str *)(const void *)((const char *)rq + KNOWN[i].offset);
        if (!str_is_text(*text)) {
            return &REQUEST_MALFORMED;
        }
    }
    return NULL;
}

bool head_is_large(str path)
{
    return str_starts(path, S("/upload/large/"));
}

// --- The request ---------------------------------------------------------------------------------

static enum method method_of(str word, bool *out_head_only)
{
    *out_head_only = str_equals(word, S("HEAD"));
    if (*out_head_only || str_equals(word, S("GET"))) {
        return GET;
    }
    return str_equals(word, S("POST")) ? POST : METHOD_COUNT;
}

static err read_fields(struct arena *a, struct request *rq)
{
    str parameters = rq->media_type;
    str type = str_lower_ascii(a, str_trim(str_cut(&parameters, ';')));
    if (str_equals(type, S("multipart/form-data"))) {
        struct pair_list fields;
        struct upload_list uploads;
        size_t most = head_is_large(rq->path) ? LIMIT_ZIP : LIMIT_UPLOAD;
        TRY(parse_multipart(a, parse_boundary(rq->media_type), rq->body, most, &fields, &uploads));
        rq->fields.items = fields.items;
        rq->fields.count = fields.count;
        rq->uploads.items = uploads.items;
        rq->uploads.count = uploads.count;
        return NULL;
    }
    if (rq->body.n > LIMIT_REQUEST_BODY) {
        return &REQUEST_TOO_LARGE;
    }
    if (str_equals(type, S("application/x-www-form-urlencoded"))) {
        struct pair_list fields;
        TRY(parse_urlencoded(a, rq->body, &fields));
        rq->fields.items = fields.items;
        rq->fields.count = fields.count;
    }
    return NULL;
}

// What the person sent, as far as it can be read.
static err read_texts(struct arena *a, const struct head *h, struct request *rq)
{
    TRY(check_texts(rq));
    struct pair_list cookies;
    TRY(parse_cookies(a, h->cookies, &cookies));
    rq->cookies.items = cookies.items;
    rq->cookies.count = cookies.count;

    str address = h->address;
    rq->path = str_cut(&address, '?');
    rq->query_text = address;
    if (!str_is_text(rq->path) || !str_is_text(rq->query_text)) {
        return &REQUEST_MALFORMED;
    }
    struct pair_list query;
    TRY(parse_urlencoded(a, rq->query_text, &query));
    rq->query.items = query.items;
    rq->query.count = query.count;
    return rq->method == POST ? read_fields(a, rq) : NULL;
}

// A program is told in its own tongue what of its question cannot be read, and is known by its
// path.
static str readable_path(str address)
{
    str path = str_cut(&address, '?');
    return !str_starts(path, S("/api/")) ? (str){0} : str_is_text(path) ? path : S("/api/");
}

void head_finish(const struct head *h, struct arena *a, str body, struct request *out)
{
    struct request rq = h->rq;
    rq.arena = a;
    rq.body = body;
    rq.method = method_of(h->method, &rq.head_only);
    rq.wants_part = h->part.n > 0;
    err refused = read_texts(a, h, &rq);
    if (refused != NULL) {
        // Half-read texts go no further; what remains is enough for the answer that says so, and
        // for the log, whose line belongs to one of the edge's.
        str trace = str_is_text(rq.trace) ? rq.trace : S("");
        rq = (struct request){.arena = a,
                              .method = rq.method,
                              .path = readable_path(h->address),
                              .refused = refused,
                              .trace = trace};
    }
    *out = rq;
}
