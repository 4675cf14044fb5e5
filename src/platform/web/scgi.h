// SCGI: how nginx hands a request over that is the only one of its connection. The answer is
// response_write_head and the body, as they are.
//
// A request is a netstring of NUL-ended names and values, then the body. Bytes in, bytes out: this
// file knows no sockets; platform/process/worker.c moves the bytes.
#pragma once

#include "base/fault.h"
#include "platform/web/request.h"

// How many bytes the request beginning with `bytes` has in all; 0 while its head is not yet whole.
// Fails with HEAD_MALFORMED, or HEAD_TOO_LARGE when the body is above `body_max`.
err scgi_measure(str bytes, size_t body_max, size_t *out_size);

// Read one whole request, as head_finish leaves it. Fails with HEAD_MALFORMED or HEAD_TOO_LARGE.
err scgi_parse(struct arena *a, str bytes, struct request *out);
