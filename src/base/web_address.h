// Addresses of the web that others wrote down.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// The name of the machine in an https address, in lower case; empty when the address is none that
// is fetched: another scheme or port, a user, a number for a name, a name without a dot.
str web_address_host(struct arena *a, str address);

// A program on this machine, which may be spoken to plainly: http://127.0.0.1:PORT or
// http://localhost:PORT, and whatever follows.
bool web_address_is_this_machine(str address);
