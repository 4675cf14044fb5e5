// The words of the law's enumerations, for rows, questions and answers. Each list ends with NULL;
// where a row may bind everybody the last word before it is "any".
#pragma once

#include <stdbool.h>

#include "base/str.h"

extern const char *const LAW_REGIME_WORDS[];
extern const char *const LAW_OBJECT_WORDS[];
extern const char *const LAW_TAG_WORDS[];
extern const char *const LAW_PATH_WORDS[];
extern const char *const LAW_CONFIDENCE_WORDS[];
extern const char *const LAW_DUTY_WORDS[];
extern const char *const LAW_DOCUMENT_WORDS[];
extern const char *const LAW_COMPARISON_WORDS[];
extern const char *const LAW_DAY_UNIT_WORDS[];
extern const char *const LAW_JUDGED_ON_WORDS[];
extern const char *const LAW_RATIO_OBJECT_WORDS[];
extern const char *const LAW_DENOMINATOR_WORDS[];

// The place of a word in a list; -1 when it is not there.
int law_word_find(const char *const *words, str word);
