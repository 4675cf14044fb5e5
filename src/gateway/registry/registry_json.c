#include "gateway/registry/registry_json.h"

#include <string.h>

static char spoil(struct json *j)
{
    j->bad = true;
    j->at = j->text.n;
    return 0;
}

// The first character of the next value or sign; 0 at the end or after trouble.
static char peek(struct json *j)
{
    while (j->at < j->text.n && strchr(" \t\r\n", j->text.p[j->at]) != NULL) {
        j->at++;
    }
    return j->at < j->text.n ? j->text.p[j->at] : 0;
}

static bool take(struct json *j, char c)
{
    if (peek(j) != c) {
        return false;
    }
    j->at++;
    return true;
}

bool json_enter(struct json *j, char open)
{
    if (!take(j, open)) {
        return false;
    }
    if (++j->depth > JSON_DEPTH_MAX) {
        return spoil(j) != 0;
    }
    j->fresh = true;
    return true;
}

// True when one more follows.
static bool go_on(struct json *j, char close)
{
    if (take(j, close)) {
        j->depth--;
        j->fresh = false;
        return false;
    }
    if (!j->fresh && !take(j, ',')) {
        return spoil(j) != 0;
    }
    j->fresh = false;
    return peek(j) != 0 || spoil(j) != 0;
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

// Four hexadecimal figures; -1 when they are not there.
static int64_t take_hex(struct json *j)
{
    int64_t value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = j->at < j->text.n ? hex_of(j->text.p[j->at++]) : -1;
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

// What \u stands for, half pairs and NUL refused: 0.
static uint32_t take_point(struct json *j)
{
    int64_t high = take_hex(j);
    if (high < 0xD800 || high > 0xDFFF) {
        return high < 0 ? 0 : (uint32_t)high;
    }
    str mark = str_slice(j->text, j->at, 2);
    if (high > 0xDBFF || !str_equals(mark, S("\\u"))) {
        return 0;
    }
    j->at += 2;
    int64_t low = take_hex(j);
    return low < 0xDC00 || low > 0xDFFF
               ? 0
               : (uint32_t)(0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00));
}

// What stands after a backslash, into `out` of 4 bytes; 0 when nothing may.
static size_t take_escape(struct json *j, char *out)
{
    static const char SIGNS[] = "\"\\/bfnrt";
    static const char MEANT[] = "\"\\/\b\f\n\r\t";
    char c = j->at < j->text.n ? j->text.p[j->at++] : 0;
    if (c == 'u') {
        uint32_t point = take_point(j);
        return point == 0 ? 0 : str_encode(point, out);
    }
    const char *found = c == 0 ? NULL : strchr(SIGNS, c);
    out[0] = found == NULL ? 0 : MEANT[found - SIGNS];
    return found == NULL ? 0 : 1;
}

static size_t end_of_string(const struct json *j)
{
    size_t end = j->at;
    while (end < j->text.n && j->text.p[end] != '"') {
        end += j->text.p[end] == '\\' ? 2 : 1;
    }
    return end < j->text.n ? end : j->text.n;
}

static str take_string(struct json *j)
{
    j->at++;
    size_t end = end_of_string(j);
    size_t room = end - j->at;
    char *p = arena_alloc(j->arena, room + 4); // no escape is shorter than what it means
    size_t n = 0;
    while (j->at < end) {
        char c = j->text.p[j->at++];
        size_t more = 1;
        p[n] = c;
        if (c == '\\') {
            more = take_escape(j, p + n);
        }
        if (more == 0 || (unsigned char)c < 0x20) {
            (void)spoil(j);
            return S("");
        }
        n += more;
    }
    if (end == j->text.n) {
        (void)spoil(j);
        return S("");
    }
    j->at = end + 1;
    return (str){.p = p, .n = n};
}

bool json_member(struct json *j, str *out_key)
{
    *out_key = S("");
    if (!go_on(j, '}')) {
        return false;
    }
    if (peek(j) != '"') {
        return spoil(j) != 0;
    }
    *out_key = take_string(j);
    return take(j, ':') || spoil(j) != 0;
}

bool json_element(struct json *j)
{
    return go_on(j, ']');
}

static size_t digits_at(str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9') {
        n++;
    }
    return n;
}

// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
static bool is_number(str s)
{
    size_t at = str_starts(s, S("-")) ? 1 : 0;
    size_t whole = digits_at(s, at);
    if (whole == 0 || (whole > 1 && s.p[at] == '0')) {
        return false;
    }
    at += whole;
    if (at < s.n && s.p[at] == '.') {
        size_t parts = digits_at(s, at + 1);
        at += parts == 0 ? s.n + 1 : parts + 1;
    }
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        at++;
        at += at < s.n && (s.p[at] == '+' || s.p[at] == '-') ? 1 : 0;
        size_t power = digits_at(s, at);
        at += power == 0 ? s.n + 1 : power;
    }
    return at == s.n;
}

str json_text(struct json *j)
{
    if (peek(j) == '"') {
        return take_string(j);
    }
    size_t from = j->at;
    while (j->at < j->text.n && strchr(",]} \t\r\n", j->text.p[j->at]) == NULL) {
        j->at++;
    }
    str word = str_slice(j->text, from, j->at - from);
    if (str_equals(word, S("null"))) {
        return S("");
    }
    if (!is_number(word) && !str_equals(word, S("true")) && !str_equals(word, S("false"))) {
        (void)spoil(j);
        return S("");
    }
    return word;
}

// Bounded by JSON_DEPTH_MAX.
void json_skip(struct json *j)
{
    str key;
    if (json_enter(j, '{')) {
        while (json_member(j, &key)) {
            json_skip(j);
        }
    } else if (json_enter(j, '[')) {
        while (json_element(j)) {
            json_skip(j);
        }
    } else {
        (void)json_text(j);
    }
}

bool json_is_over(struct json *j)
{
    return !j->bad && peek(j) == 0 && j->at == j->text.n;
}
