// The message port over a dealer's HTTPS JSON interface; README.md shows the exchange.
#pragma once

#include "gateway/message/message.h"

struct message_dealer {
    str url; // of the collection of messages; https except on this machine
    str key; // ours at the dealer
    int connect_ms;
    int total_ms;
};

// What an answer with this status and body says of the message; what it names is copied into `a`.
struct message_answer message_dealer_read(struct arena *a, long status, str body);

// A port on `dealer`, which must outlive it. Once a process, before the first call.
struct message_port message_dealer_port(const struct message_dealer *dealer);
