// A request as the edge read it: every text valid UTF-8 without NUL, within the limits.
#pragma once

#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

enum method { GET, POST, METHOD_COUNT };

struct pair {
    str name;
    str value;
};

// A file of a multipart form, in memory (LIMIT_UPLOAD), or in that of a file (LIMIT_ZIP, below
// /upload/large/ alone).
struct upload {
    str field;
    str name;       // as the browser gave it, without folders
    str media_type; // as the browser gave it: believe the bytes instead
    str bytes;
};

struct request {
    struct arena *arena;           // of this request: what its readers make lives there
    enum method method;            // METHOD_COUNT: one we do not speak
    bool head_only;                // HEAD: answered as GET, without the body
    err refused;                   // its texts could not be read: the dispatcher answers with this
    str path;                      // as sent, not decoded
    str query_text;                // after the '?', not decoded
    LIST(struct pair) path_values; // :no and so on, decoded
    LIST(struct pair) query;
    LIST(struct pair) fields; // of the posted form
    LIST(struct pair) cookies;
    LIST(struct upload) uploads;
    str body; // JSON bodies
    str host;
    str address;    // of the client
    str origin;     // Origin header, or empty
    str fetch_site; // Sec-Fetch-Site header, or empty
    str if_none_match;
    str media_type;
    str accept;
    str trace;       // REQUEST_ID of the edge: for logs and the audit
    bool wants_part; // the script asked for a part of the page: X-Part header
    uint64_t right;  // that its route asks for
    void *prepared;  // what the route's `before` left for the handler, in the arena
};

extern const struct fault REQUEST_NO_SUCH_PAGE; // MISSING
extern const struct fault REQUEST_MALFORMED;    // INVALID, answered 400
extern const struct fault REQUEST_TOO_LARGE;    // INVALID, answered 413
extern const struct fault REQUEST_WRONG_METHOD; // INVALID, answered 405 with Allow
extern const struct fault REQUEST_UNKNOWN_NAME; // INVALID: of a program's question
extern const struct fault REQUEST_NAME_TWICE;   // INVALID, likewise

// The values by name; empty when absent. Of several, the first.
str request_path(const struct request *rq, const char *name);
str request_query(const struct request *rq, const char *name);
str request_field(const struct request *rq, const char *name);
// Of the form that was sent, else of the address.
str request_value(const struct request *rq, const char *name);
str request_cookie(const struct request *rq, const char *name);
// The nth (0 first) value of a repeated query name or field; false past the last.
bool request_query_at(const struct request *rq, const char *name, size_t nth, str *out);
bool request_field_at(const struct request *rq, const char *name, size_t nth, str *out);
// Of a program: are these the names its address asks by, each once at most? Fails with
// REQUEST_UNKNOWN_NAME or REQUEST_NAME_TWICE, of the first that is not so. A page is lenient.
err request_admit_query(const struct request *rq, const char *const *names, size_t count);
const struct upload *request_upload(const struct request *rq, const char *field);
// A field whose name is `name` + "_" + key: rows of a table form.
str request_field_key(struct arena *a, const struct request *rq, const char *name, int64_t key);

// A local address as others reach it: https and the host that was asked. On this machine alone
// there is no certificate.
str request_whole_address(const struct request *rq, struct arena *a, str path);

// The public number in the path. Fails with REQUEST_NO_SUCH_PAGE.
err path_no(const struct request *rq, const char *name, public_no *out);
