// What firms type into a category's template, and what it is by the template: units, sizes, ranges,
// numbers in Korean, words of a list, yes and no, makers and models.
//
// Nothing is changed silently: whoever asks gets the value as typed, the proposed one and why, to
// be shown side by side and confirmed. A proposal that is taken and asked about again stays as it
// is. Pure functions over valid UTF-8; all they make lives in the arena.
#pragma once

#include "market/catalog/listing.h"

enum normal_state {
    NORMAL_EMPTY,    // nothing typed, and nothing to propose
    NORMAL_FITS,     // stands as it was typed
    NORMAL_PROPOSED, // `value` instead, `why` says what was done
    NORMAL_UNFIT,    // does not fit the template and stays as typed; `why` says how to mend it
};

struct normal_proposal {
    enum normal_state state;
    str typed;
    str value; // what would be stored
    str why;   // a sentence; empty unless PROPOSED or UNFIT
};

// One value by its row of the template. Longer than LIMIT_LINE is UNFIT.
void normal_propose(struct arena *a, const struct attribute *row, str typed,
                    struct normal_proposal *out);

// All of a form at once: `typed` and `out` have a place for each row. What is not typed is read
// from the title, or from a size typed into a neighbour: 1200×700×720 in 가로 fills 세로 and 높이.
void normal_propose_all(struct arena *a, const attribute_list *t, str title, const str *typed,
                        struct normal_proposal *out);

// Makers: 주식회사 한결, (주)한결 → ㈜한결; one of `known` that is the same but for case, blanks
// and 주식회사, or (of four syllables and more) for one letter, is proposed.
typedef LIST(str) normal_words;
void normal_propose_maker(struct arena *a, str typed, const normal_words *known,
                          struct normal_proposal *out);
// What a maker is known by: its name without blanks and 주식회사; 유한회사 stays as ㈲.
str normal_maker_key(struct arena *a, str maker);
// The keys of makers that may stand in a title: of each of its first words, and of two together.
// How many there are, at most NORMAL_TITLE_KEYS.
#define NORMAL_TITLE_KEYS 16
size_t normal_title_keys(struct arena *a, str title, str *out);
// Models: kx－100 → KX-100. Without "모델명" in front; words with capitals of their own, of letters
// alone and quantities stay as they are.
void normal_propose_model(struct arena *a, str typed, struct normal_proposal *out);

// What a title says of its maker (one of `known` that stands in it) and its model (the one word of
// letters and figures that is no size and no quantity); EMPTY when it says nothing, or several
// things.
void normal_read_maker(struct arena *a, str title, const normal_words *known,
                       struct normal_proposal *out);
void normal_read_model(struct arena *a, str title, struct normal_proposal *out);
