// 과업 내용: what an institution says of a service before it asks for a quote.
//
// The questions are rows of the catalogue, by category. What was answered is kept with the case as
// one canonical text with the words it was asked in, so that it stays when the questions change:
//
//     str scope = scope_format(a, &answers);
//     scope_answer_list again = scope_parse(a, scope);
//
// Pure.
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

extern const struct fault SCOPE_UNANSWERED; // INVALID: one that is required, or cannot be read

enum scope_kind {
    SCOPE_TEXT,
    SCOPE_NUMBER,   // 1200 or 1200.5
    SCOPE_CHOICE,   // one of the words
    SCOPE_CHOICES,  // some of them, parted by ", "
    SCOPE_FLAG,     // 예, 아니오
    SCOPE_DATE,     // 2026-12-01
    SCOPE_DATETIME, // 2026-12-01 09:00
    SCOPE_RANGE,    // 2026-12-01 ~ 2027-11-30
    SCOPE_TABLE,    // a thing a line
    SCOPE_KIND_COUNT
};

int scope_kind_from(str word); // as the rows have it; -1: none

struct scope_question {
    int64_t id;
    str name; // category and key: what it is, whatever its words
    str label;
    enum scope_kind kind;
    str unit;
    str words; // parted by |
    bool is_required;
};
typedef LIST(struct scope_question) scope_question_list;

struct scope_answer {
    str name; // of the question
    str label;
    str unit;
    str text;
};
typedef LIST(struct scope_answer) scope_answer_list;

// What is wrong with an answer, as a sentence; empty when nothing is. One that is required must be
// there; no answer to another is right.
str scope_wrong(struct arena *a, const struct scope_question *question, str text);

// Every question that asks for it is answered, and every answer can be read. Fails with
// SCOPE_UNANSWERED.
err scope_admit(struct arena *a, const scope_question_list *questions,
                const scope_answer_list *answers);

// The text of an answer; empty: none.
str scope_text_of(const scope_answer_list *answers, str name);

// Answers without a text are left out; none at all is the empty text.
str scope_format(struct arena *a, const scope_answer_list *answers);
// … and back, at most LIMIT_SCOPE answers.
scope_answer_list scope_parse(struct arena *a, str text);

// As people read it, with its unit.
str scope_shown(struct arena *a, const struct scope_answer *answer);
