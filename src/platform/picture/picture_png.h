// PNG without a library and without compressing: for the demo's photos and those of tests.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// Three bytes a pixel, line by line, each line behind a 0: (1 + 3 × width) × height bytes.
str picture_png(struct arena *a, uint32_t width, uint32_t height, const unsigned char *lines,
                size_t size);
