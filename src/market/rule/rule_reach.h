// What a proposed change would do to a case that is still open: its stored question asked of the
// law as it is and of the law as it would be.
//
// Pure.
#pragma once

#include "market/rule/rule_replay.h"

struct reach {
    bool is_readable; // the question is as law_question_text writes it
    bool is_touched;  // something of the answer but the rows behind it differs
    enum law_path path_now;
    enum law_path path_then;
    replay_differences differences;
};

// `on`: the day it will be judged by; DATE_NONE: the day it was.
struct reach reach_ask(const struct law *now, const struct law *would, str question, date on,
                       struct arena *arena);
