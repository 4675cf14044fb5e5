// The port over https.
#pragma once

#include "gateway/fetch/fetch.h"

struct fetch_http {
    int64_t connect_ms;
    int64_t total_ms;
    size_t size_most;  // bytes
    bool is_for_tests; // plain http to loopback, and nothing else
};

struct fetch_port fetch_http_port(const struct fetch_http *self);
