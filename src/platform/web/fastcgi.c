#include "platform/web/fastcgi.h"

#include <string.h>

#include "base/limits.h"
#include "platform/web/head.h"

// FastCGI Specification 1.0, sections 3.3, 5 and 8. nginx numbers each request 1.
#define VERSION 1
#define TYPE_PARAMS 4
#define TYPE_STDOUT 6
#define BEGINNING 16 // bytes of the first record
#define KEEP_AT 10   // of the first record: whether the connection stays
#define CLOSING 16   // bytes of the two records without content

static const char BEGIN[BEGINNING] = {VERSION, 1, 0, 1, 0, 8, 0, 0, 0, 1};
static const char CLOSE[CLOSING] = {VERSION, TYPE_PARAMS, 0, 1, 0, 0, 0, 0,
                                    VERSION, 5,           0, 1, 0, 0, 0, 0};

const char FASTCGI_ENDING[FASTCGI_END] = {VERSION, TYPE_STDOUT, 0, 1, 0, 0, 0, 0, //
                                          VERSION, 3,           0, 1, 0, 8, 0, 0};

bool fastcgi_begins(char first)
{
    return first == VERSION;
}

static size_t number_at(str bytes, size_t at)
{
    return (size_t)(unsigned char)bytes.p[at] << 8 | (unsigned char)bytes.p[at + 1];
}

// The first record, as far as it came. Its reserved bytes are nginx's to leave empty.
static bool is_beginning(str bytes)
{
    size_t n = bytes.n < BEGINNING ? bytes.n : BEGINNING;
    for (size_t i = 0; i < n; i++) {
        bool may_be_one = i == KEEP_AT && bytes.p[i] == 1;
        if (bytes.p[i] != BEGIN[i] && !may_be_one) {
            return false;
        }
    }
    return true;
}

// Where the names of a request lie in its bytes; *out_size is 0 while that cannot be known.
static err find_names(str bytes, str *out_names, size_t *out_size)
{
    const size_t names_at = BEGINNING + FASTCGI_FRAME;
    *out_size = 0;
    if (!is_beginning(bytes)) {
        return &HEAD_MALFORMED;
    }
    if (bytes.n < names_at) {
        return NULL;
    }
    static const char PARAMS[4] = {VERSION, TYPE_PARAMS, 0, 1};
    size_t n = number_at(bytes, BEGINNING + 4);
    size_t padding = (unsigned char)bytes.p[BEGINNING + 6];
    if (memcmp(bytes.p + BEGINNING, PARAMS, sizeof PARAMS) != 0 || n == 0 ||
        bytes.p[BEGINNING + 7] != 0) {
        return &HEAD_MALFORMED;
    }
    if (n > LIMIT_REQUEST_HEAD) {
        return &HEAD_TOO_LARGE;
    }
    *out_size = names_at + n + padding + CLOSING;
    if (bytes.n >= *out_size) {
        *out_names = str_slice(bytes, names_at, n);
    }
    return NULL;
}

err fastcgi_measure(str bytes, size_t *out_size)
{
    str names = {0};
    return find_names(bytes, &names, out_size);
}

// A length is one byte, or four of which the first bit says so.
static bool cut_length(str *rest, size_t *out)
{
    if (rest->n == 0) {
        return false;
    }
    size_t width = (unsigned char)rest->p[0] < 0x80 ? 1 : 4;
    if (rest->n < width) {
        return false;
    }
    *out = (unsigned char)rest->p[0] & 0x7F;
    for (size_t i = 1; i < width; i++) {
        *out = *out << 8 | (unsigned char)rest->p[i];
    }
    *rest = (str){.p = rest->p + width, .n = rest->n - width};
    return true;
}

static bool cut_text(str *rest, size_t n, str *out)
{
    if (n > rest->n) {
        return false;
    }
    *out = (str){.p = rest->p, .n = n};
    *rest = (str){.p = rest->p + n, .n = rest->n - n};
    return true;
}

err fastcgi_parse(struct arena *a, str bytes, struct request *out, bool *out_stays)
{
    str names = {0};
    size_t size = 0;
    TRY(find_names(bytes, &names, &size));
    if (names.n == 0 || size != bytes.n || memcmp(bytes.p + size - CLOSING, CLOSE, CLOSING) != 0) {
        return &HEAD_MALFORMED;
    }
    struct head h = {0};
    while (names.n > 0) {
        size_t name_size = 0;
        size_t value_size = 0;
        str name = {0};
        str value = {0};
        if (!cut_length(&names, &name_size) || !cut_length(&names, &value_size) ||
            !cut_text(&names, name_size, &name) || !cut_text(&names, value_size, &value)) {
            return &HEAD_MALFORMED;
        }
        TRY(head_take(&h, name, value));
    }
    *out_stays = bytes.p[KEEP_AT] == 1;
    head_finish(&h, a, S(""), out);
    return NULL;
}

void fastcgi_frame(char frame[FASTCGI_FRAME], size_t n)
{
    const char bytes[FASTCGI_FRAME] = {
        VERSION, TYPE_STDOUT, 0, 1, (char)(n >> 8), (char)(n & 0xFF), 0, 0,
    };
    memcpy(frame, bytes, FASTCGI_FRAME);
}
