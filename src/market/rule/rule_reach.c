#include "market/rule/rule_reach.h"

#include "market/law/law_text.h"

struct reach reach_ask(const struct law *now, const struct law *would, str question, date on,
                       struct arena *arena)
{
    struct reach r = {0};
    struct law_question q;
    struct law_answer answer_now;
    struct law_answer answer_then;
    if (!law_question_read(question, &q)) {
        return r;
    }
    q.on = date_is_none(on) ? q.on : on;
    law_decide(now, &q, arena, &answer_now);
    law_decide(would, &q, arena, &answer_then);
    r.is_readable = true;
    r.path_now = answer_now.path;
    r.path_then = answer_then.path;
    // A new version of a row that says the same has another id, and touches nobody.
    answer_then.row_count = answer_now.row_count;
    for (size_t i = 0; i < answer_now.row_count; i++) {
        answer_then.rows[i] = answer_now.rows[i];
    }
    r.differences = replay_compare(arena, law_answer_text(arena, &answer_now),
                                   law_answer_text(arena, &answer_then));
    r.is_touched = r.differences.count > 0;
    return r;
}
