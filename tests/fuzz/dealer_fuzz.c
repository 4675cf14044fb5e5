// What a dealer of messages answers: a line with the status, then the body.
#include "fuzz.h"

#include "gateway/message/message_dealer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str rest = {.p = (const char *)data, .n = size};
    int64_t status = 0;
    if (!str_parse_i64(str_cut(&rest, '\n'), &status) || status > 999) {
        return 0;
    }
    struct message_answer answer = message_dealer_read(arena, (long)status, rest);
    // Taken is only what has a name that can be asked for; what is no answer is unknown.
    assert((answer.outcome == MESSAGE_ACCEPTED) == (answer.dealer_id.n > 0));
    assert((answer.outcome == MESSAGE_ACCEPTED) == (answer.code.n == 0));
    assert(str_is_text(answer.dealer_id) && str_is_text(answer.code));
    return 0;
}
