#include "platform/web/response.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/limits.h"
#include "platform/page/put.h"

const struct fault RESPONSE_TOO_LARGE = {
    .kind = FAULT_BROKEN,
    .code = "response.too_large",
    .text = "화면이 너무 커서 보여 드릴 수 없습니다. 조건을 더해 범위를 좁혀 주세요.",
};

void response_init(struct response *rs, struct arena *arena)
{
    *rs = (struct response){
        .arena = arena,
        .status = 200,
        .media_type = S("text/html; charset=utf-8"),
        .headers = {.items = NEW_ARRAY(arena, RESPONSE_HEADERS_MAX, struct header)},
    };
    out_init(&rs->body, arena, LIMIT_PAGE);
}

static bool is_header_text(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) {
            return false;
        }
    }
    return true;
}

void response_header(struct response *rs, str name, str value)
{
    assert(is_header_text(name));
    assert(is_header_text(value));
    assert(rs->headers.count < RESPONSE_HEADERS_MAX);
    rs->headers.items[rs->headers.count++] = (struct header){.name = name, .value = value};
}

str response_find_header(const struct response *rs, str name)
{
    for (size_t i = 0; i < rs->headers.count; i++) {
        if (str_equals(rs->headers.items[i].name, name)) {
            return rs->headers.items[i].value;
        }
    }
    return (str){0};
}

void response_cookie(struct response *rs, str name, str value)
{
    assert(str_starts(name, S("__Host-")));
    const char *end = value.n == 0 ? "; Max-Age=0" : "";
    response_header(rs, S("Set-Cookie"),
                    str_format(rs->arena, "%.*s=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax%s",
                               STR_ARG(name), STR_ARG(value), end));
}

// An address as a header may carry it: what is not ASCII is percent-encoded.
static str ascii_address(struct arena *a, str path)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    for (size_t i = 0; i < path.n; i++) {
        if ((unsigned char)path.p[i] >= 0x80) {
            put_path_str(&o, str_slice(path, i, 1));
        } else {
            out_char(&o, path.p[i]);
        }
    }
    return out_view(&o);
}

err see_other(struct response *rs, const char *format, ...)
{
    char path[2048];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    // A path that came from outside went through href_local before; here it is our own mistake.
    assert(n > 0 && (size_t)n < sizeof(path));
    href to = href_local((str){.p = path, .n = (size_t)n});
    assert(is_set_href(to));

    rs->status = 303;
    response_header(rs, S("Location"), ascii_address(rs->arena, to.path));
    return NULL;
}

// RFC 6266: a plain name for old programs, the real one in UTF-8.
static str disposition(struct arena *a, str file_name)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    out_str(&o, S("attachment; filename=\""));
    for (size_t at = 0; at < file_name.n;) {
        uint32_t point = str_next(file_name, &at);
        bool plain = point >= 0x20 && point < 0x7F && point != '"' && point != '\\' &&
                     point != '/' && point != '%';
        out_char(&o, plain ? (char)point : '_');
    }
    out_str(&o, S("\"; filename*=UTF-8''"));
    put_path_str(&o, file_name);
    return out_view(&o);
}

void response_attachment(struct response *rs, str media_type, str file_name)
{
    rs->media_type = media_type;
    response_header(rs, S("Content-Disposition"), disposition(rs->arena, file_name));
}

void response_private_file(struct response *rs, str path, str media_type, str file_name)
{
    assert(!str_contains(path, S("..")) && !str_starts(path, S("/")));
    response_attachment(rs, media_type, file_name);
    response_header(rs, S("X-Accel-Redirect"), str_join(rs->arena, S("/private/"), path));
}

void response_lasting_file(struct response *rs, str path, str media_type)
{
    assert(!str_contains(path, S("..")) && !str_starts(path, S("/")));
    rs->media_type = media_type;
    rs->is_lasting = true;
    response_header(rs, S("X-Accel-Redirect"), str_join(rs->arena, S("/private/"), path));
}

// Whether the browser's list of tags holds ours. The edge may have made a tag weak by compressing,
// so all are compared as weak ones.
static bool lists_tag(str list, str tag)
{
    while (list.n > 0) {
        str one = str_trim(str_cut(&list, ','));
        if (str_starts(one, S("W/"))) {
            one = str_slice(one, 2, one.n);
        }
        if (str_equals(one, tag)) {
            return true;
        }
    }
    return false;
}

void response_revalidate(struct response *rs, str if_none_match)
{
    if (!rs->is_public || rs->status != 200) {
        return;
    }
    str hash = digest_sha256(rs->arena, out_view(&rs->body));
    str tag = str_format(rs->arena, "\"%.32s\"", hash.p);
    response_header(rs, S("ETag"), str_join(rs->arena, S("W/"), tag));
    if (lists_tag(if_none_match, tag)) {
        rs->status = 304;
        out_init(&rs->body, rs->arena, LIMIT_PAGE);
    }
}

// --- As nginx wants it ---------------------------------------------------------------------------

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

bool response_sends_body(const struct response *rs)
{
    return !rs->handed_on && !rs->head_only;
}

void response_write_head(struct out *o, const struct response *rs)
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
