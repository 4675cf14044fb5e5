#include "gateway/message/message.h"

#include <assert.h>

const char *message_channel_word(enum message_channel channel)
{
    static const char *const WORDS[] = {"talk", "sms"};
    static_assert(sizeof WORDS / sizeof WORDS[0] == MESSAGE_CHANNEL_COUNT, "a word for each");
    assert(channel < MESSAGE_CHANNEL_COUNT);
    return WORDS[channel];
}
