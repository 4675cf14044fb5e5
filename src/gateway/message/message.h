// The port to a message dealer, who carries a short text to a phone.
//
// A call has three ends: the dealer accepted it, the dealer refused it, or nobody knows (no answer
// came after the text was sent). What is unknown is asked for by its key and sent again only under
// the same key. Knows no people and no notices; addresses and texts are never logged.
#pragma once

#include "base/arena.h"
#include "base/str.h"

#define MESSAGE_TEXT_MAX 1000 // characters; the dealers' limit for a template's text

enum message_channel {
    MESSAGE_TALK, // 알림톡, falling back to a text message
    MESSAGE_SMS,
    MESSAGE_CHANNEL_COUNT
};

struct message_call {
    enum message_channel channel;
    str address;  // digits
    str template; // approved beforehand
    str text;     // whole, as the person will read it
    str key;      // idempotency key: the same message has the same key for ever
};

enum message_outcome {
    MESSAGE_ACCEPTED,  // dealer_id is set
    MESSAGE_REFUSED,   // for good: trying again changes nothing
    MESSAGE_NOT_TAKEN, // surely not accepted: send it again later, under the same key
    MESSAGE_UNKNOWN,   // perhaps accepted: ask
    MESSAGE_OUTCOME_COUNT
};

struct message_answer {
    enum message_outcome outcome;
    str dealer_id; // in the arena, or empty
    str code;      // the dealer's word for a refusal, or ours for a failure
};

struct message_port {
    const void *self; // of the vendor's file
    // Ask the dealer to carry it.
    struct message_answer (*send)(const void *self, struct arena *a,
                                  const struct message_call *call);
    // What became of `key`. NOT_TAKEN: the dealer has never seen it.
    struct message_answer (*ask)(const void *self, struct arena *a, str key);
};

// The word of a channel in the database and at the dealer's.
const char *message_channel_word(enum message_channel channel);
