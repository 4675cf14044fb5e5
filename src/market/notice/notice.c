#include "market/notice/notice.h"

#include <assert.h>

const struct fault NOTICE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "notice.unknown",
    .text = "그런 알림이 없습니다. 알림함에서 다시 골라 주세요.",
};

static const char *const MESSAGE_WORDS[] = {"intended", "accepted", "refused", "unknown"};
static_assert(COUNT(MESSAGE_WORDS) == NOTICE_MESSAGE_STATE_COUNT, "a word for each state");

const char *notice_message_word(enum message_state state)
{
    assert(state < NOTICE_MESSAGE_STATE_COUNT);
    return MESSAGE_WORDS[state];
}

int notice_message_from(str word)
{
    for (int i = 0; i < NOTICE_MESSAGE_STATE_COUNT; i++) {
        if (str_equals(word, str_view(MESSAGE_WORDS[i]))) {
            return i;
        }
    }
    return -1;
}

str notice_message_text(struct arena *a, str title, str text, size_t length_max)
{
    str whole = text.n == 0 ? str_format(a, "[두레] %.*s", STR_ARG(title))
                            : str_format(a, "[두레] %.*s\n%.*s", STR_ARG(title), STR_ARG(text));
    size_t at = 0;
    for (size_t length = 0; at < whole.n; length++) {
        if (length == length_max) {
            return str_slice(whole, 0, at);
        }
        str_next(whole, &at);
    }
    return whole;
}
