// The port to the public list of product numbers (물품목록정보), read page by page; and one
// 물품식별번호 looked up, for of these there are millions.
//
// A call has four ends: the page was read, it is worth asking again, the owner counts no more calls
// today, or the owner refuses until an operator changes something. Knows no tables.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

struct registry_call {
    str item_no; // this 물품식별번호 alone, of 8 digits; empty: the numbers of so many digits
    int digits;  // 2, 4, 6, 8: 물품분류번호; 10: 세부품명번호
    int64_t page;
    int64_t rows; // a page
    date from;    // only what changed in these days; DATE_NONE: all there is
    date until;
};

struct registry_row {
    str no;
    str name;
    str name_en;    // or empty
    str detail_no;  // of a 물품식별번호 the 세부품명번호, or empty
    str changed_on; // 2026-11-20, or empty: not said
    bool is_used;
};

enum registry_outcome {
    REGISTRY_READ,    // rows and total are set
    REGISTRY_LATER,   // no answer, or none that can be read: asking again may help
    REGISTRY_QUOTA,   // no more calls today
    REGISTRY_REFUSED, // not before an operator changes something: the key, the address
    REGISTRY_OUTCOME_COUNT
};

struct registry_answer {
    enum registry_outcome outcome;
    int64_t total;                  // rows of all pages
    LIST(struct registry_row) rows; // in the arena
    str code;            // the owner's two figures, http.503, or ours; "00" when it was read
    str sentence;        // for the operator; empty when it was read
    bool asks_to_wait;   // with REGISTRY_LATER: of the owner as a whole, not of this question
    bool is_of_question; // with REGISTRY_REFUSED: another question may well be answered
};

struct registry_port {
    const void *self; // of the adapter
    struct registry_answer (*read)(const void *self, struct arena *a,
                                   const struct registry_call *call);
};

// What an answer with this status and these bytes says. Whatever they are: pure, and what it
// returns lies in `a`.
struct registry_answer registry_read(struct arena *a, const struct registry_call *call, long status,
                                     str body);
// An answer that never came, under a code of ours: "timeout", "unreachable", "cut", "too_large".
struct registry_answer registry_no_answer(const char *code);
