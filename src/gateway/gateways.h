// The ports of the outside world together, as a job's call is given them. Filled by app/serve.c.
#pragma once

#include "gateway/fetch/fetch.h"
#include "gateway/message/message.h"
#include "gateway/registry/registry.h"

struct gateways {
    const struct message_port *message;
    const struct fetch_port *fetch;
    const struct registry_port *registry;
};
