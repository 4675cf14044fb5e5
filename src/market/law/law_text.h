// Questions and answers as canonical JSON, so that a stored decision can be compared byte by byte.
//
// One line, keys in a fixed order, no blanks, UTF-8 unescaped: the same answer is the same text.
#pragma once

#include "base/arena.h"
#include "base/out.h"
#include "market/law/law.h"

str law_question_text(struct arena *arena, const struct law_question *question);
str law_answer_text(struct arena *arena, const struct law_answer *answer);

// The members of the answer without braces, for a writer that adds its own (an id).
void law_answer_write(struct out *o, const struct law_answer *answer);

// Read back what law_question_text wrote, for the replay. False when it is anything else.
bool law_question_read(str text, struct law_question *out_question);
