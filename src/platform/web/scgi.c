#include "platform/web/scgi.h"

#include <stddef.h>

#include "base/limits.h"
#include "platform/web/parse.h"

const struct fault SCGI_MALFORMED = {
    .kind = FAULT_INVALID,
    .code = "scgi.malformed",
    .text = "읽을 수 없는 요청입니다. 화면을 새로 고친 뒤 다시 해 주세요.",
};

const struct fault SCGI_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "scgi.too_large",
    .text = "보낸 내용이 너무 큽니다. 나누어 다시 보내 주세요.",
};

#define DIGITS_MAX 10 // of a length; larger than any limit

// --- The frame -----------------------------------------------------------------------------------

// "LENGTH:" in front; *out_from is where the headers begin. 0 while the colon has not come.
static err measure_head(str bytes, size_t *out_from, size_t *out_size)
{
    size_t digits = 0;
    while (digits < bytes.n && bytes.p[digits] >= '0' && bytes.p[digits] <= '9') {
        digits++;
    }
    if (digits > DIGITS_MAX || (digits < bytes.n && bytes.p[digits] != ':')) {
        return &SCGI_MALFORMED;
    }
    if (digits == bytes.n) {
        *out_from = 0;
        return NULL;
    }
    int64_t size = 0;
    bool leading_zero = digits > 1 && bytes.p[0] == '0';
    if (leading_zero || !str_parse_i64(str_slice(bytes, 0, digits), &size)) {
        return &SCGI_MALFORMED;
    }
    if (size > LIMIT_REQUEST_HEAD) {
        return &SCGI_TOO_LARGE;
    }
    *out_from = digits + 1;
    *out_size = (size_t)size;
    return NULL;
}

// Cut off a text that ends with NUL.
static bool cut_text(str *rest, str *out)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '\0') {
        n++;
    }
    if (n == rest->n) {
        return false;
    }
    *out = (str){.p = rest->p, .n = n};
    *rest = (str){.p = rest->p + n + 1, .n = rest->n - n - 1};
    return true;
}

static err read_body_size(str headers, size_t *out_size)
{
    str name = {0};
    str value = {0};
    int64_t size = 0;
    // The protocol wants CONTENT_LENGTH first, so nothing else needs reading for the measure.
    if (!cut_text(&headers, &name) || !cut_text(&headers, &value) ||
        !str_equals(name, S("CONTENT_LENGTH")) || value.n > DIGITS_MAX ||
        !str_parse_i64(value, &size) || size < 0) {
        return &SCGI_MALFORMED;
    }
    *out_size = (size_t)size;
    return NULL;
}

// Where headers and body of a request lie in its bytes.
struct parts {
    size_t head_from;
    size_t head_size; // without the comma
    size_t body_size;
};

// *out_whole is false while the head has not come in full.
static err find_parts(str bytes, struct parts *out, bool *out_whole)
{
    struct parts parts = {0};
    *out_whole = false;
    TRY(measure_head(bytes, &parts.head_from, &parts.head_size));
    size_t comma = parts.head_from + parts.head_size;
    if (parts.head_from == 0 || comma >= bytes.n) {
        return NULL;
    }
    if (bytes.p[comma] != ',') {
        return &SCGI_MALFORMED;
    }
    TRY(read_body_size(str_slice(bytes, parts.head_from, parts.head_size), &parts.body_size));
    *out = parts;
    *out_whole = true;
    return NULL;
}

err scgi_measure(str bytes, size_t body_max, size_t *out_size)
{
    struct parts parts;
    bool whole = false;
    TRY(find_parts(bytes, &parts, &whole));
    if (whole && parts.body_size > body_max) {
        return &SCGI_TOO_LARGE;
    }
    *out_size = whole ? parts.head_from + parts.head_size + 1 + parts.body_size : 0;
    return NULL;
}

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

// The headers that are read further.
struct raw {
    str method;
    str address;
    str cookies;
    str part;
};

static str *find_place(struct request *rq, struct raw *raw, str name)
{
    for (size_t i = 0; i < COUNT(KNOWN); i++) {
        if (str_equals(name, str_view(KNOWN[i].name))) {
            return (str *)(void *)((char *)rq + KNOWN[i].offset);
        }
    }
    if (str_equals(name, S("REQUEST_METHOD"))) {
        return &raw->method;
    }
    if (str_equals(name, S("REQUEST_URI"))) {
        return &raw->address;
    }
    if (str_equals(name, S("HTTP_COOKIE"))) {
        return &raw->cookies;
    }
    return str_equals(name, S("HTTP_X_PART")) ? &raw->part : NULL;
}

static err read_headers(str headers, struct request *rq, struct raw *raw)
{
    size_t count = 0;
    while (headers.n > 0) {
        str name = {0};
        str value = {0};
        if (!cut_text(&headers, &name) || !cut_text(&headers, &value)) {
            return &SCGI_MALFORMED;
        }
        if (++count > LIMIT_REQUEST_HEADERS) {
            return &SCGI_TOO_LARGE;
        }
        str *place = find_place(rq, raw, name);
        if (place == NULL) {
            continue;
        }
        if (place->p != NULL) { // twice: the edge and we might each believe another
            return &SCGI_MALFORMED;
        }
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

bool scgi_is_large(str path)
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
        size_t most = scgi_is_large(rq->path) ? LIMIT_ZIP : LIMIT_UPLOAD;
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
static err read_texts(struct arena *a, const struct raw *raw, struct request *rq)
{
    TRY(check_texts(rq));
    struct pair_list cookies;
    TRY(parse_cookies(a, raw->cookies, &cookies));
    rq->cookies.items = cookies.items;
    rq->cookies.count = cookies.count;

    str address = raw->address;
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

err scgi_parse(struct arena *a, str bytes, struct request *out)
{
    struct parts parts;
    bool whole = false;
    TRY(find_parts(bytes, &parts, &whole));
    size_t body_from = parts.head_from + parts.head_size + 1;
    if (!whole || bytes.n - body_from != parts.body_size) {
        return &SCGI_MALFORMED;
    }
    struct request rq = {.arena = a, .body = str_slice(bytes, body_from, parts.body_size)};
    struct raw raw = {0};
    TRY(read_headers(str_slice(bytes, parts.head_from, parts.head_size), &rq, &raw));
    rq.method = method_of(raw.method, &rq.head_only);
    rq.wants_part = raw.part.n > 0;
    err refused = read_texts(a, &raw, &rq);
    if (refused != NULL) {
        // Half-read texts go no further; what remains is enough for the answer that says so, and
        // for the log, whose line belongs to one of the edge's.
        str trace = str_is_text(rq.trace) ? rq.trace : S("");
        rq = (struct request){.arena = a,
                              .method = rq.method,
                              .path = readable_path(raw.address),
                              .refused = refused,
                              .trace = trace};
    }
    *out = rq;
    return NULL;
}

// --- The answer ----------------------------------------------------------------------------------

// What every dynamic answer says of itself. No page holds a script,
// style or frame of another place (security.md 5 and ui.md 3 of the house).
static const char SECURITY_HEADERS[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n";

static str caching_of(const struct response *rs)
{
    if (rs->is_lasting) {
        return S("\r\nCache-Control: public, max-age=3600\r\n");
    }
    return rs->is_public ? S("\r\nCache-Control: private, no-cache\r\nVary: Cookie\r\n")
                         : S("\r\nCache-Control: no-store\r\n");
}

bool scgi_sends_body(const struct response *rs)
{
    return !rs->handed_on && !rs->head_only;
}

void scgi_write_head(struct out *o, const struct response *rs)
{
    out_format(o, "Status: %d\r\n", rs->status);
    for (size_t i = 0; i < rs->headers.count; i++) {
        out_str(o, rs->headers.items[i].name);
        out_str(o, S(": "));
        out_str(o, rs->headers.items[i].value);
        out_str(o, S("\r\n"));
    }
    if (rs->handed_on) { // nginx would keep further headers beside those of the other worker
        out_str(o, S("\r\n"));
        return;
    }
    out_str(o, S("Content-Type: "));
    out_str(o, rs->media_type);
    out_str(o, caching_of(rs));
    out_raw(o, SECURITY_HEADERS, sizeof(SECURITY_HEADERS) - 1);
    // nginx itself counts the bytes of a file it sends for us.
    if (rs->status != 304 && response_find_header(rs, S("X-Accel-Redirect")).n == 0) {
        out_format(o, "Content-Length: %zu\r\n", rs->body.n);
    }
    out_str(o, S("\r\n"));
}
