// Asking the law again what it was asked before: does it still give the stored answer, to the byte?
//
// Pure. Only rows that were known then answer: law_as_of the version that was stored with the
// answer.
#pragma once

#include "market/law/law_layer.h"

enum replay_result {
    REPLAY_SAME,
    REPLAY_DIFFERS,
    REPLAY_UNREADABLE, // the question is not as law_question_text writes it
    REPLAY_RESULT_COUNT
};

// The law of the version asked last, so that a walk over many answers makes each version once.
struct replay_law {
    const struct law *now;
    struct arena *arena; // of the older laws; of the caller, and as long-lived as this
    const struct law *then;
    int64_t version;
    bool is_made;
};

struct replay {
    enum replay_result result;
    struct law_question question; // unless REPLAY_UNREADABLE
    str answer;                   // as it is given again; likewise
};

struct replay replay_ask(struct replay_law *law, str question, str stored, int64_t version,
                         struct arena *arena);

str replay_label(enum replay_result result);
str replay_tone(enum replay_result result);

// A member of two answers where they part.
struct replay_difference {
    str label; // "계약방법"
    str stored;
    str again;
};
typedef LIST(struct replay_difference) replay_differences;
replay_differences replay_compare(struct arena *arena, str stored, str again);
