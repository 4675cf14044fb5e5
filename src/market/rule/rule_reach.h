// What a proposed change would do to a case that is still open: its stored question asked of the
// law as it is and of the law as it would be, where the change is of a table that this question
// reads; and whether a later step of the case reads the changed row.
//
// Pure.
#pragma once

#include "market/purchase/purchase.h"
#include "market/rule/rule_replay.h"

// The day whose rows a case reads.
enum reach_day {
    REACH_BY_REQUEST,  // that of the request for quotes
    REACH_BY_CONTRACT, // that of the contract
    REACH_BY_STEP,     // of each step its own
};

// Who reads a table of the law.
struct reach_reader {
    bool is_compared;         // law_decide: cases that no contract binds yet are asked
    enum purchase_state last; // in which a case still reads it; PURCHASE_STATE_COUNT: in none
    enum reach_day day;
    const char *what; // Korean, of a row that the steps after the answer read: for what
};
const struct reach_reader *reach_reader_of(enum law_table table);
// Do cases under contract read it?
bool reach_is_read_bound(const struct reach_reader *reader);
// Do steps read it of which the comparison of answers tells nothing?
bool reach_is_read_later(const struct reach_reader *reader);

struct open_case {
    int64_t id;
    public_no no;
    enum purchase_state state;
    date requested_on;  // DATE_NONE: a draft, judged again when quotes are asked
    date contracted_on; // DATE_NONE: no contract binds it yet
    str question;       // of the newest answer
};

struct reach_change {
    const struct law *now;
    const struct law *would;
    const struct reach_reader *reader;
    const struct law_head *row_now; // NULL: it is a new one
    const struct law_head *row_then;
    enum law_object object;            // that the row speaks of; LAW_OBJECT_ANY: of each
    const struct law_delay_rate *rate; // the row, where it is one of these; NULL: of another table
    date coming;                       // the day by which steps to come are judged
};
// `row_id` is that of a row in `would`, in which it was added or ended.
struct reach_change reach_change_of(const struct law *now, const struct law *would, str row_id,
                                    date coming, struct arena *arena);

struct reach {
    bool is_readable; // the question is as law_question_text writes it
    bool is_asked;    // law_decide was asked; the paths and differences are its answers'
    bool is_touched;  // something of the answer but the rows behind it differs
    bool is_read;     // a later step of it will read the changed row
    enum law_path path_now;
    enum law_path path_then;
    replay_differences differences;
};
struct reach reach_ask(const struct reach_change *change, const struct open_case *c,
                       struct arena *arena);
