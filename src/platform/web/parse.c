#include "platform/web/parse.h"

#include <string.h>

#include "base/limits.h"

// --- Percent-encoding ----------------------------------------------------------------------------

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static err decode(struct arena *a, str encoded, bool plus_is_blank, str *out)
{
    char *c = arena_alloc(a, encoded.n);
    size_t n = 0;
    for (size_t i = 0; i < encoded.n; i++) {
        if (encoded.p[i] != '%') {
            c[n++] = encoded.p[i] == '+' && plus_is_blank ? ' ' : encoded.p[i];
            continue;
        }
        int high = i + 2 < encoded.n ? hex_value(encoded.p[i + 1]) : -1;
        int low = i + 2 < encoded.n ? hex_value(encoded.p[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return &REQUEST_MALFORMED;
        }
        c[n++] = (char)(high * 16 + low);
        i += 2;
    }
    *out = (str){.p = c, .n = n};
    return NULL;
}

err parse_percent(struct arena *a, str encoded, bool plus_is_blank, str *out)
{
    str decoded = encoded;
    if (str_contains(encoded, S("%")) || (plus_is_blank && str_contains(encoded, S("+")))) {
        TRY(decode(a, encoded, plus_is_blank, &decoded));
    }
    if (!str_is_text(decoded)) {
        return &REQUEST_MALFORMED;
    }
    *out = decoded;
    return NULL;
}

// Room for one more item than there are separators.
static size_t count_parts(str text, char by)
{
    size_t count = 1;
    for (size_t i = 0; i < text.n; i++) {
        count += text.p[i] == by ? 1 : 0;
    }
    return count;
}

err parse_urlencoded(struct arena *a, str text, struct pair_list *out)
{
    size_t room = count_parts(text, '&');
    if (room > LIMIT_FIELDS) {
        return &REQUEST_TOO_LARGE;
    }
    struct pair_list list = {.items = NEW_ARRAY(a, room, struct pair)};
    while (text.n > 0) {
        str value = str_cut(&text, '&');
        if (value.n == 0) {
            continue;
        }
        str name = str_cut(&value, '=');
        struct pair *pair = &list.items[list.count];
        TRY(parse_percent(a, name, true, &pair->name));
        TRY(parse_percent(a, value, true, &pair->value));
        list.count++;
    }
    *out = list;
    return NULL;
}

// --- Cookies -------------------------------------------------------------------------------------

err parse_cookies(struct arena *a, str header, struct pair_list *out)
{
    size_t room = count_parts(header, ';');
    if (room > LIMIT_COOKIES) {
        return &REQUEST_TOO_LARGE;
    }
    struct pair_list list = {.items = NEW_ARRAY(a, room, struct pair)};
    while (header.n > 0) {
        str value = str_cut(&header, ';');
        str name = str_trim(str_cut(&value, '='));
        value = str_trim(value);
        if (name.n > 0 && str_is_text(name) && str_is_text(value)) {
            list.items[list.count++] = (struct pair){.name = name, .value = value};
        }
    }
    *out = list;
    return NULL;
}

// --- Multipart -----------------------------------------------------------------------------------

#define BOUNDARY_MAX 70    // RFC 2046, 5.1.1
#define PART_HEAD_MAX 4096 // bytes of the headers of one part: a name and a media type

static bool same_ignoring_case(str a, str b)
{
    for (size_t i = 0; a.n == b.n && i < a.n; i++) {
        char x = a.p[i] >= 'A' && a.p[i] <= 'Z' ? (char)(a.p[i] + ('a' - 'A')) : a.p[i];
        char y = b.p[i] >= 'A' && b.p[i] <= 'Z' ? (char)(b.p[i] + ('a' - 'A')) : b.p[i];
        if (x != y) {
            return false;
        }
    }
    return a.n == b.n;
}

// The value of ;name="value" or ;name=value among a header's parameters; false when absent. In
// quotes, browsers write a quote as %22 and never a backslash escape (WHATWG HTML, 4.10.22.8).
static bool header_parameter(str header, str name, str *out)
{
    (void)str_cut(&header, ';');
    while (header.n > 0) {
        str key = str_trim(str_cut(&header, '='));
        str value = {0};
        if (header.n > 0 && header.p[0] == '"') {
            header = str_slice(header, 1, header.n);
            value = str_cut(&header, '"');
            (void)str_cut(&header, ';');
        } else {
            value = str_trim(str_cut(&header, ';'));
        }
        if (same_ignoring_case(key, name)) {
            *out = value;
            return true;
        }
    }
    return false;
}

str parse_boundary(str media_type)
{
    str parameters = media_type;
    str boundary = {0};
    if (!same_ignoring_case(str_trim(str_cut(&parameters, ';')), S("multipart/form-data")) ||
        !header_parameter(media_type, S("boundary"), &boundary) || boundary.n > BOUNDARY_MAX) {
        return (str){0};
    }
    return boundary;
}

struct part {
    str name;
    str file_name;
    bool has_file_name;
    str media_type;
    str content;
};

static err unescape_quoted(struct arena *a, str quoted, str *out)
{
    // Only %22, %0D and %0A are escapes here; any other percent sign stands for itself.
    char *c = arena_alloc(a, quoted.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < quoted.n; i++) {
        str escape = str_slice(quoted, i, 3);
        char plain = quoted.p[i];
        if (str_equals(escape, S("%22"))) {
            plain = '"';
        } else if (str_equals(escape, S("%0D"))) {
            plain = '\r';
        } else if (str_equals(escape, S("%0A"))) {
            plain = '\n';
        }
        i += plain != quoted.p[i] ? 2 : 0;
        c[n++] = plain;
    }
    str text = {.p = c, .n = n};
    if (!str_is_text(text)) {
        return &REQUEST_MALFORMED;
    }
    *out = text;
    return NULL;
}

// The file's own name: some browsers sent folders along.
static str without_folders(str name)
{
    for (size_t i = name.n; i > 0; i--) {
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\') {
            return str_slice(name, i, name.n);
        }
    }
    return name;
}

static err parse_part_header(struct arena *a, str line, struct part *part)
{
    str value = line;
    str key = str_trim(str_cut(&value, ':'));
    if (same_ignoring_case(key, S("Content-Type"))) {
        part->media_type = str_trim(value);
        return str_is_text(part->media_type) ? NULL : &REQUEST_MALFORMED;
    }
    if (!same_ignoring_case(key, S("Content-Disposition"))) {
        return NULL; // nothing we need
    }
    str form = value;
    str quoted = {0};
    if (!same_ignoring_case(str_trim(str_cut(&form, ';')), S("form-data")) ||
        !header_parameter(value, S("name"), &quoted)) {
        return &REQUEST_MALFORMED;
    }
    TRY(unescape_quoted(a, quoted, &part->name));
    part->has_file_name = header_parameter(value, S("filename"), &quoted);
    if (part->has_file_name) {
        TRY(unescape_quoted(a, quoted, &part->file_name));
        part->file_name = without_folders(part->file_name);
    }
    return NULL;
}

// Headers, an empty line, the content.
static err parse_part(struct arena *a, str text, struct part *out)
{
    size_t head_end = str_index(str_slice(text, 0, PART_HEAD_MAX), S("\r\n\r\n"));
    if (head_end >= PART_HEAD_MAX || head_end + 4 > text.n) {
        return &REQUEST_MALFORMED;
    }
    struct part part = {.content = str_slice(text, head_end + 4, text.n)};
    str head = str_slice(text, 0, head_end);
    while (head.n > 0) {
        size_t end = str_index(head, S("\r\n"));
        TRY(parse_part_header(a, str_slice(head, 0, end), &part));
        head = str_slice(head, end + 2, head.n);
    }
    if (part.name.n == 0) {
        return &REQUEST_MALFORMED;
    }
    *out = part;
    return NULL;
}

static size_t count_boundaries(str body, str delimiter)
{
    size_t count = 0;
    while (body.n > 0) {
        const char *at = memmem(body.p, body.n, delimiter.p, delimiter.n);
        if (at == NULL) {
            return count;
        }
        count++;
        body = str_slice(body, (size_t)(at - body.p) + delimiter.n, body.n);
    }
    return count;
}

static err keep_part(const struct part *part, size_t upload_max, size_t *text_size,
                     struct pair_list *fields, struct upload_list *uploads)
{
    if (!part->has_file_name) {
        *text_size += part->name.n + part->content.n;
        if (*text_size > LIMIT_REQUEST_BODY) {
            return &REQUEST_TOO_LARGE;
        }
        if (!str_is_text(part->content)) {
            return &REQUEST_MALFORMED;
        }
        fields->items[fields->count++] = (struct pair){.name = part->name, .value = part->content};
        return NULL;
    }
    if (part->content.n > upload_max) {
        return &REQUEST_TOO_LARGE;
    }
    if (part->file_name.n > 0 || part->content.n > 0) {
        uploads->items[uploads->count++] = (struct upload){
            .field = part->name,
            .name = part->file_name,
            .media_type = part->media_type,
            .bytes = part->content,
        };
    }
    return NULL;
}

err parse_multipart(struct arena *a, str boundary, str body, size_t upload_max,
                    struct pair_list *out_fields, struct upload_list *out_uploads)
{
    if (boundary.n == 0 || boundary.n > BOUNDARY_MAX) {
        return &REQUEST_MALFORMED;
    }
    str opening = str_join(a, S("--"), boundary);
    str delimiter = str_join(a, S("\r\n"), opening);
    if (!str_starts(body, opening)) {
        return &REQUEST_MALFORMED;
    }
    size_t room = count_boundaries(body, delimiter);
    if (room > LIMIT_FIELDS) {
        return &REQUEST_TOO_LARGE;
    }
    struct pair_list fields = {.items = NEW_ARRAY(a, room + 1, struct pair)};
    struct upload_list uploads = {.items = NEW_ARRAY(a, room + 1, struct upload)};
    size_t text_size = 0;
    str rest = str_slice(body, opening.n, body.n);
    while (!str_starts(rest, S("--"))) { // the closing delimiter
        if (!str_starts(rest, S("\r\n"))) {
            return &REQUEST_MALFORMED;
        }
        rest = str_slice(rest, 2, rest.n);
        const char *end = rest.n == 0 ? NULL : memmem(rest.p, rest.n, delimiter.p, delimiter.n);
        if (end == NULL) {
            return &REQUEST_MALFORMED;
        }
        size_t size = (size_t)(end - rest.p);
        struct part part = {0};
        TRY(parse_part(a, str_slice(rest, 0, size), &part));
        TRY(keep_part(&part, upload_max, &text_size, &fields, &uploads));
        rest = str_slice(rest, size + delimiter.n, rest.n);
    }
    *out_fields = fields;
    *out_uploads = uploads;
    return NULL;
}

// --- Paths ---------------------------------------------------------------------------------------

// Cut the next segment off, or fail: empty, "." and ".." name no page of ours.
static err next_segment(struct arena *a, str *rest, str *out)
{
    bool more = str_contains(*rest, S("/"));
    str segment = {0};
    TRY(parse_percent(a, str_cut(rest, '/'), false, &segment));
    bool closes = more && rest->n == 0; // "/a/"
    if (segment.n == 0 || closes || str_equals(segment, S(".")) || str_equals(segment, S(".."))) {
        return &REQUEST_NO_SUCH_PAGE;
    }
    *out = segment;
    return NULL;
}

err parse_path(struct arena *a, str path, str *out_segments, size_t *out_count)
{
    if (path.n == 0 || path.p[0] != '/') {
        return &REQUEST_MALFORMED;
    }
    str segments[LIMIT_PATH_SEGMENTS] = {0};
    size_t count = 0;
    for (str rest = str_slice(path, 1, path.n); rest.n > 0; count++) {
        if (count == LIMIT_PATH_SEGMENTS) {
            return &REQUEST_NO_SUCH_PAGE;
        }
        TRY(next_segment(a, &rest, &segments[count]));
    }
    memcpy(out_segments, segments, count * sizeof(str));
    *out_count = count;
    return NULL;
}
