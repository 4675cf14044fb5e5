// Parsers of what a browser sends: pure functions over bytes, each with its limit.
//
// Every text that leaves here is valid UTF-8 without NUL. They fail with REQUEST_MALFORMED, or with
// REQUEST_TOO_LARGE where a limit of base/limits.h is passed; outputs are written on success only.
// Values are views into the bytes where nothing had to be decoded, otherwise they live in `a`.
#pragma once

#include "platform/web/request.h"

struct pair_list {
    struct pair *items;
    size_t count;
};

struct upload_list {
    struct upload *items;
    size_t count;
};

// One percent-encoded piece; '+' is a blank where `plus_is_blank`.
err parse_percent(struct arena *a, str encoded, bool plus_is_blank, str *out);

// name=value&name=value of a query or a form: at most LIMIT_FIELDS pairs.
err parse_urlencoded(struct arena *a, str text, struct pair_list *out);

// The Cookie header: at most LIMIT_COOKIES. What is not a pair of readable text was not set by us
// and is passed over, so a stranger's cookie cannot lock a person out.
err parse_cookies(struct arena *a, str header, struct pair_list *out);

// The boundary of a multipart/form-data media type; empty when it is another type or has none.
str parse_boundary(str media_type);

// A multipart form: at most LIMIT_FIELDS parts, the texts together within LIMIT_REQUEST_BODY. A
// part with a file name is an upload of at most `upload_max` bytes; a file input left empty gives
// none. Values and the bytes of uploads are views into `body`.
err parse_multipart(struct arena *a, str boundary, str body, size_t upload_max,
                    struct pair_list *out_fields, struct upload_list *out_uploads);

// A path as sent, split at '/' and decoded. "/" has no segments. Fails also with
// REQUEST_NO_SUCH_PAGE: on an empty segment, ".", ".." and on more than LIMIT_PATH_SEGMENTS.
// `out_segments` has room for that many.
err parse_path(struct arena *a, str path, str *out_segments, size_t *out_count);
