// What pages call the acts and objects of the audit chain and of 접속기록.
//
// An act is noun.verb ("contract.sign"), an object is a noun. A word without a row here is shown as
// it stands: an operator can read it.
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct act_word {
    const char *word;
    const char *label;
};

// The nouns that an object of the chain may be, for choosing one.
extern const struct act_word ACT_NOUNS[];
extern const size_t ACT_NOUN_COUNT;

// "계약 서명" for contract.sign.
str act_label(struct arena *a, str act);
// The act of that label, or `said` as it stands: a word, or the beginning of some.
str act_said(struct arena *a, str said);
str act_noun_label(str noun);
// The reason as it was written, or in words where `act` keeps codes as its reason.
str act_reason(struct arena *a, str act, str reason);
