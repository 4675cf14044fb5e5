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
    bool is_public;  // may be kept by the browser and asked for again (no-cache + ETag);
                     // otherwise no-store
    bool is_lasting; // its bytes never change under its address, and it is everybody's until it is
                     // hidden: browsers and what lies between keep it for an hour
    bool asks_back;  // a posted form is shown again, to be confirmed: nothing was done, so that the
                     // unit is rolled back and the same form may be sent again
    bool handed_on;  // to the slow pool; nothing else is said
    bool head_only;  // HEAD: the length of the body is told, the body is not sent
};

#define RESPONSE_HEADERS_MAX 16

extern const struct fault RESPONSE_TOO_LARGE; // BROKEN: the page passed its limit

void response_init(struct response *rs, struct arena *arena);
// Add a header. Both are ours or checked: a line end in either is a programmer's error.
void response_header(struct response *rs, str name, str value);
// The value of the first header of this name, or empty.
str response_find_header(const struct response *rs, str name);
// A cookie for this host only, unreadable to scripts: `name` begins with __Host-. Empty `value`
// takes it away. It ends with the browser.
void response_cookie(struct response *rs, str name, str value);
// 303 to a local path, printf style. Always NULL.
err see_other(struct response *rs, const char *format, ...) __attribute__((format(printf, 2, 3)));
// A download: attachment with a UTF-8 name.
void response_attachment(struct response *rs, str media_type, str file_name);
// Let nginx send a private file: X-Accel-Redirect to /private/ + `path`, always as attachment,
// nosniff and sandboxed.
void response_private_file(struct response *rs, str path, str media_type, str file_name);
// The same with a file that everybody may see, until it is hidden, and whose bytes never change:
// shown in its place, kept by browsers for an hour.
void response_lasting_file(struct response *rs, str path, str media_type);

// Give a public answer its ETag; when it is what the browser has already, it becomes a 304.
void response_revalidate(struct response *rs, str if_none_match);

// Write the head of the answer as nginx wants it: status and headers. rs->body follows it where
// response_sends_body.
void response_write_head(struct out *o, const struct response *rs);
bool response_sends_body(const struct response *rs);
