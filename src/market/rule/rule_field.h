// How an operator writes a field of a rule: amounts with commas, shares in per cent, words in
// Korean.
//
// Pure. The packs keep won, 1/100 %, millionths and short English words (law/README.md); a form
// shows and takes what the pages of the rules show.
#pragma once

#include "market/law/law_column.h"

// What the field holds, as it is written in the form.
str rule_field_show(struct arena *a, const struct law_column *column, str raw);

// What was typed, as the packs keep it. NULL, or in Korean what it should have been; *out_raw is
// then untouched. The words of a list are those the rows of this table use.
const char *rule_field_read(struct arena *a, const struct law *law, enum law_table table, size_t c,
                            str typed, str *out_raw);

// What to write, under the field; empty where that is plain.
str rule_field_hint(struct arena *a, const struct law *law, enum law_table table, size_t c);

// The words of a field that takes one of those the rows of its table use, each with a Korean label;
// none for any other field.
typedef LIST(str) rule_words;
rule_words rule_field_words(struct arena *a, const struct law *law, enum law_table table, size_t c);
