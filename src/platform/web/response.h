// The answer in the making.
#pragma once

#include "base/fault.h"
#include "base/out.h"

struct header {
    str name;
    str value;
};

struct response {
    struct arena *arena;
    int status;     // 200 unless said otherwise
    str media_type; // text/html; charset=utf-8 unless said otherwise
    struct out body;
    LIST(struct header) headers; // room for RESPONSE_HEADERS_MAX
    bool is_public; // may be kept by the browser and asked for again (no-cache + ETag);
                    // otherwise no-store
};

#define RESPONSE_HEADERS_MAX 16

void response_init(struct response *rs, struct arena *arena);
void response_header(struct response *rs, str name, str value);
// 303 to a local path, printf style. Always NULL.
err see_other(struct response *rs, const char *format, ...) __attribute__((format(printf, 2, 3)));
// A download: attachment with a UTF-8 name.
void response_attachment(struct response *rs, str media_type, str file_name);
// Let nginx send a private file: X-Accel-Redirect to /private/ + `path`, always as attachment,
// nosniff and sandboxed.
void response_private_file(struct response *rs, str path, str media_type, str file_name);
