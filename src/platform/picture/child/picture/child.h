// dure-picture: makes the pictures of one photo that a stranger handed in, and ends.
//
// The photo is its standard input, what it made its standard output (../../picture_answer.h). Once
// it has loaded its libraries it is jailed as ../jail.h says; only then does it look at the first
// byte.
#pragma once

#include <stdbool.h>
#include <vips/vips.h>

#include "platform/picture/picture_answer.h"

// What is made before it is written; each is given back by g_free.
struct made {
    struct picture_answer answer;
    void *bytes[PICTURE_SIZE_COUNT];
};

// Load the libraries, once, with the readers of JPEG, PNG and WebP alone. False: they will not.
bool child_load(const char *program);

// Make the pictures, or say in out->answer.verdict why not.
void child_make(const void *bytes, size_t size, struct made *out);

// What is seen on a small copy of the whole photo, 8-bit sRGB in memory.
struct look {
    bool is_white;    // a bright, flat border: the subject may be cut out of it
    bool is_dark;     // nothing in it is bright
    double border[3]; // mean of its border, by band
    int left, top;    // of the subject, in pixels of the small copy
    int width, height;
};

void child_look(VipsImage *small, struct look *out);
// Whether the subject's sharpest edges are soft; `subject` as it is shown, in memory.
bool child_is_blurred(VipsImage *subject);
uint64_t child_hash(VipsImage *subject);
