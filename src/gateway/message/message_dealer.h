// The message port over a dealer's HTTPS JSON interface; README.md shows the exchange.
#pragma once

#include "gateway/message/message.h"

struct message_dealer {
    str url; // of the collection of messages; https except on this machine
    str key; // ours at the dealer
    int connect_ms;
    int total_ms;
};

// A port on `dealer`, which must outlive it. Once a process, before the first call.
struct message_port message_dealer_port(const struct message_dealer *dealer);
