// Addresses of the web that strangers wrote down.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// The name of the machine in an https address, in lower case; empty when the address is none that
// is fetched: another scheme or port, a user, a number for a name, a name without a dot.
str web_address_host(struct arena *a, str address);
