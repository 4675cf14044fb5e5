// The verbs of the program, for whoever runs or describes them.
#pragma once

#include "app/app.h"

extern const struct verb VERBS[];
extern const size_t VERB_COUNT;

// Of its words the last, which alone may stand for any value; NULL: it has none.
const char *verb_value_word(const struct verb *verb);
// Whether its word stands for any value, as FOLDER does, and must be given.
bool verb_wants_word(const struct verb *verb);

// Options that every verb takes.
extern const struct verb_option VERB_COMMON[];
extern const size_t VERB_COMMON_COUNT;
