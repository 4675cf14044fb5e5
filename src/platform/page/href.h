// A local address, as a type of its own: what stands first in an href, src or action was made here.
#pragma once

#include "base/str.h"

// A local address: begins with one '/', made with href_to.
typedef struct {
    str path;
} href;

// A local address, printf style; numbers and ASCII words only. Borrowed from the arena.
href href_to(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
// `path?name=value&…` with one more query value, percent-encoded; an empty value adds nothing.
href href_with(struct arena *a, href to, const char *name, str value);
// A typed or stored address: empty unless it is local.
href href_local(str path);
