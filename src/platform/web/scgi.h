// SCGI: how nginx hands a request over, and how the answer goes back.
//
// A request is a netstring of NUL-ended names and values, then the body. Bytes in, bytes out: this
// file knows no sockets; platform/process/worker.c moves the bytes.
#pragma once

#include "base/fault.h"
#include "base/out.h"
#include "platform/web/request.h"
#include "platform/web/response.h"

extern const struct fault SCGI_MALFORMED; // INVALID
extern const struct fault SCGI_TOO_LARGE; // INVALID: head or body above its limit

// How many bytes the request beginning with `bytes` has in all; 0 while its head is not yet whole.
// Fails with SCGI_MALFORMED, or SCGI_TOO_LARGE when the body is above `body_max`.
err scgi_measure(str bytes, size_t body_max, size_t *out_size);

// Read one whole request. Its texts are views of `bytes` or live in `a`.
// Fails with SCGI_MALFORMED or SCGI_TOO_LARGE. A request whose frame is right but whose texts
// cannot be read (not UTF-8, a form beyond its limits) succeeds with out->refused set and no texts,
// so that the person gets a page that says so.
err scgi_parse(struct arena *a, str bytes, struct request *out);

// Whether uploads of LIMIT_ZIP bytes go to this path, as nginx lets them.
bool scgi_is_large(str path);

// Write the head of the answer as nginx wants it: status and headers. rs->body follows it where
// scgi_sends_body.
void scgi_write_head(struct out *o, const struct response *rs);
bool scgi_sends_body(const struct response *rs);
