// What an operator should look at in a listing, and for how much it counts.
//
// Reasons and their points are rows of vetting_reason; words are rows of vetting_word. Pure: no
// clock, no database. Prices are of a unit, VAT included.
#pragma once

#include "market/catalog/listing.h"

extern const struct fault VETTING_OWN_HANDS; // REFUSED: who looked first may not look second
extern const struct fault VETTING_NO_REASON; // INVALID: sent back without words
extern const struct fault VETTING_SEEN;      // CONFLICT: nothing is left to look at

enum vetting_reason {
    VETTING_FORBIDDEN, // a word that may not stand in a listing
    VETTING_PRICE_HIGH,
    VETTING_PRICE_LOW,
    VETTING_WATCH, // a word that needs proof
    VETTING_MISSING,
    VETTING_DUPLICATE,
    VETTING_NEW_FIRM,
    VETTING_NO_PICTURE,
    VETTING_NUMBER, // a 세부품명번호 that the public list has not or has no more
    VETTING_REASON_COUNT
};

const char *vetting_reason_code(enum vetting_reason reason);
int vetting_reason_from(str code); // -1: none

struct vetting_rule {
    str label;
    int64_t points;
    int64_t limit; // spreads, per cent, days: as the reason has it
    bool needs_two;
};

struct vetting_rules {
    struct vetting_rule of[VETTING_REASON_COUNT];
    int64_t batch_points; // at most so many may be approved with others
    int64_t promise_days; // working days within which a listing is looked at
};

struct vetting_word {
    str word;
    bool is_forbidden;
    str reason;
};
typedef LIST(struct vetting_word) vetting_word_list;

// What is known of a listing when it is weighed.
struct vetting_facts {
    const struct vetting_word *words; // those that stand in its texts
    size_t word_count;
    money price;
    money lowest;        // of its prices for many, or `price`
    int64_t price_count; // prices of its category and unit; too few are none
    money median;
    money spread;
    int64_t missing; // attributes that must be filled in and are not
    bool has_picture;
    int64_t firm_days; // since the firm was let in
    str twin;          // title of the firm's own that is nearly the same, or empty
    str number;        // what is wrong with its own 세부품명번호, or empty
    str item;          // … and with its 물품식별번호
};

struct vetting_finding {
    enum vetting_reason reason;
    str label;
    str said; // ‘최저가’: 표시광고법 제3조 …
    int64_t points;
    bool needs_two;
};

#define VETTING_FINDINGS_MAX 24 // a word each, and the other reasons
struct vetting_result {
    struct vetting_finding items[VETTING_FINDINGS_MAX];
    size_t count;
    int64_t points;
    bool needs_two;
    str codes; // of the reasons, each once, parted by |
};

void vetting_weigh(struct arena *a, const struct vetting_rules *rules,
                   const struct vetting_facts *facts, struct vetting_result *out);

// What two must look at, as its firm is told: the words with the law behind them, the first of them
// by name; of a price only that it is looked at, not how odd prices are found.
str vetting_tell(struct arena *a, const struct vetting_result *r);

// Does a word stand in the text? Both are compared without blanks and case.
bool vetting_has_word(struct arena *a, str text_key, str word);

// The median of prices in order, and the median of how far each is from it; the lower of two middle
// ones. `count` > 0; `prices` is overwritten.
void vetting_spread(int64_t *prices, size_t count, int64_t *out_median, int64_t *out_spread);

// Nearly the same title: the same but for blanks, case and signs, or for one letter of ten and
// more. Figures must be equal: 2호 is not 3호.
bool vetting_is_twin(struct arena *a, str title, str other);
// The same of two titles as fold_key makes them.
bool vetting_is_twin_key(str key, str other);
