// JSON read value by value, in place, without a tree: what is not asked for is skipped.
//
//     if (json_enter(&j, '{')) {
//         for (str key; json_member(&j, &key);) { … json_text(&j), json_skip(&j) … }
//     }
//
// Strict (RFC 8259); the first trouble sets `bad`, and from then on nothing more is found. Our own,
// so that a sanitizer of memory sees into it.
#pragma once

#include "base/arena.h"
#include "base/str.h"

#define JSON_DEPTH_MAX 32

struct json {
    struct arena *arena;
    str text; // valid UTF-8, borrowed
    size_t at;
    int depth;
    bool fresh; // nothing was read yet of the object or array just entered
    bool bad;
};

// Enter an object ('{') or array ('['); false when the next value is none.
bool json_enter(struct json *j, char open);
// The next member's key, or false at the object's end.
bool json_member(struct json *j, str *out_key);
// Whether there is one more value, or false at the array's end.
bool json_element(struct json *j);
// A string, number, true or false as text; null is empty. An object or array is trouble.
str json_text(struct json *j);
void json_skip(struct json *j);
// Nothing but blanks is left, and there was no trouble.
bool json_is_over(struct json *j);
