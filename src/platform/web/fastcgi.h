// FastCGI, as far as nginx speaks it for what has no body: one request after the other on a
// connection that stays.
//
// A request is four records: its beginning, its names and values (one record holds
// LIMIT_REQUEST_HEAD bytes), the end of these, the end of an empty body. An answer is records of
// its bytes and two that end it. Anything else the protocol knows is refused. Bytes in, bytes out,
// as in scgi.h.
#pragma once

#include "base/fault.h"
#include "base/out.h"
#include "platform/web/request.h"

// Whether a connection whose first byte this is speaks FastCGI, not SCGI.
bool fastcgi_begins(char first);

// How many bytes the request beginning with `bytes` has in all; 0 while that cannot be known.
// Fails with HEAD_MALFORMED or HEAD_TOO_LARGE.
err fastcgi_measure(str bytes, size_t *out_size);

// Read one whole request, as head_finish leaves it. *out_stays: the edge will send another on the
// same connection. Fails with HEAD_MALFORMED or HEAD_TOO_LARGE.
err fastcgi_parse(struct arena *a, str bytes, struct request *out, bool *out_stays);

#define FASTCGI_FRAME 8    // bytes before those of a record
#define FASTCGI_MOST 65528 // bytes of an answer in one record, a multiple of eight
#define FASTCGI_END 24     // bytes after the answer

// What stands before `n` (1 to FASTCGI_MOST) bytes of an answer, and after its last.
void fastcgi_frame(char frame[FASTCGI_FRAME], size_t n);
extern const char FASTCGI_ENDING[FASTCGI_END];
