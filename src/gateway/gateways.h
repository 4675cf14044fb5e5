// The ports of the outside world together, as a job's call is given them. Filled by app/serve.c.
#pragma once

#include "gateway/message/message.h"

struct gateways {
    const struct message_port *message;
};
