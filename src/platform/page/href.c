#include "platform/page/href.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "platform/page/put.h"

#define ENCODED_MOST 3 // bytes of one that is percent-encoded

href href_to(struct arena *a, const char *format, ...)
{
    char path[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    assert(n > 0 && (size_t)n < sizeof(path)); // texts go in by href_with, encoded
    href to = href_local((str){.p = path, .n = (size_t)n});
    assert(is_set_href(to));
    return (href){.path = str_copy(a, to.path)};
}

href href_with(struct arena *a, href to, const char *name, str value)
{
    if (value.n == 0) {
        return to;
    }
    str called = str_view(name);
    struct out o;
    out_init(&o, a, to.path.n + sizeof("?=") + ENCODED_MOST * (called.n + value.n)); // and no more
    out_str(&o, to.path);
    out_char(&o, str_contains(to.path, S("?")) ? '&' : '?');
    put_path_str(&o, called);
    out_char(&o, '=');
    put_path_str(&o, value);
    return (href){.path = out_view(&o)};
}

// "//host" and "/\host" lead elsewhere, and control characters are dropped by browsers before they
// look: all of these are refused.
href href_local(str path)
{
    bool local =
        path.n > 0 && path.p[0] == '/' && !(path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\'));
    for (size_t i = 0; local && i < path.n; i++) {
        unsigned char byte = (unsigned char)path.p[i];
        local = byte > 0x20 && byte != 0x7F && byte != '\\';
    }
    return local ? (href){.path = path} : (href){0};
}
