#include "platform/web/scgi.h"

#include "base/limits.h"
#include "platform/web/head.h"

#define DIGITS_MAX 10 // of a length; larger than any limit

// "LENGTH:" in front; *out_from is where the headers begin. 0 while the colon has not come.
static err measure_head(str bytes, size_t *out_from, size_t *out_size)
{
    size_t digits = 0;
    while (digits < bytes.n && bytes.p[digits] >= '0' && bytes.p[digits] <= '9') {
        digits++;
    }
    if (digits > DIGITS_MAX || (digits < bytes.n && bytes.p[digits] != ':')) {
        return &HEAD_MALFORMED;
    }
    if (digits == bytes.n) {
        *out_from = 0;
        return NULL;
    }
    int64_t size = 0;
    bool leading_zero = digits > 1 && bytes.p[0] == '0';
    if (leading_zero || !str_parse_i64(str_slice(bytes, 0, digits), &size)) {
        return &HEAD_MALFORMED;
    }
    if (size > LIMIT_REQUEST_HEAD) {
        return &HEAD_TOO_LARGE;
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
        return &HEAD_MALFORMED;
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
        return &HEAD_MALFORMED;
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
        return &HEAD_TOO_LARGE;
    }
    *out_size = whole ? parts.head_from + parts.head_size + 1 + parts.body_size : 0;
    return NULL;
}

static err read_head(str bytes, struct head *h)
{
    while (bytes.n > 0) {
        str name = {0};
        str value = {0};
        if (!cut_text(&bytes, &name) || !cut_text(&bytes, &value)) {
            return &HEAD_MALFORMED;
        }
        TRY(head_take(h, name, value));
    }
    return NULL;
}

err scgi_parse(struct arena *a, str bytes, struct request *out)
{
    struct parts parts;
    bool whole = false;
    TRY(find_parts(bytes, &parts, &whole));
    size_t body_from = parts.head_from + parts.head_size + 1;
    if (!whole || bytes.n - body_from != parts.body_size) {
        return &HEAD_MALFORMED;
    }
    struct head h = {0};
    TRY(read_head(str_slice(bytes, parts.head_from, parts.head_size), &h));
    head_finish(&h, a, str_slice(bytes, body_from, parts.body_size), out);
    return NULL;
}
