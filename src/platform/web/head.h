// What a request says of itself: names and values as the edge hands them over, whatever frame they
// came in (scgi, fastcgi). Bytes in, a request out: this file knows no sockets.
#pragma once

#include "base/fault.h"
#include "platform/web/request.h"

extern const struct fault HEAD_MALFORMED; // INVALID
extern const struct fault HEAD_TOO_LARGE; // INVALID: head or body above its limit

// A request whose names are being read. Begins as {0}.
struct head {
    struct request rq; // the texts that need no further reading
    str method;
    str address;
    str cookies;
    str part;
    size_t count;
};

// One name and its value, both views of what the edge sent. Fails with HEAD_MALFORMED where a name
// that decides comes twice, HEAD_TOO_LARGE where there are too many.
err head_take(struct head *h, str name, str value);

// The request, after its last name. Its texts are views of what was taken and of `body`, or live in
// `a`. One whose texts cannot be read (not UTF-8, a form beyond its limits) has out->refused set
// and no texts, so that the person gets a page that says so.
void head_finish(const struct head *h, struct arena *a, str body, struct request *out);

// Whether uploads of LIMIT_ZIP bytes go to this path, as nginx lets them.
bool head_is_large(str path);
