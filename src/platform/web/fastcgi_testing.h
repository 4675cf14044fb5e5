// A request over FastCGI as nginx sends it.
#pragma once

#include "base/str.h"

struct fastcgi_testing_row {
    const char *name;
    str value;
};

// Of these names and values, padded to eight bytes as nginx does. In `a`.
str fastcgi_testing_request(struct arena *a, bool stays, const struct fastcgi_testing_row *rows,
                            size_t count);

// Around what stands for names and values, which need not be any.
str fastcgi_testing_frame(struct arena *a, bool stays, str names);
