// The registry port over the public data portal; README.md shows the exchange.
#pragma once

#include "gateway/registry/registry.h"

struct registry_portal {
    str url; // of the service, with /ao/; https except on this machine
    str key; // ours at the portal, as it shows it, encoded or not; never logged
    int connect_ms;
    int total_ms;
};

// The address that is asked for a page.
str registry_portal_url(struct arena *a, const struct registry_portal *portal,
                        const struct registry_call *call);

// A port on `portal`, which must outlive it. Once a process, before the first call.
struct registry_port registry_portal_port(const struct registry_portal *portal);
