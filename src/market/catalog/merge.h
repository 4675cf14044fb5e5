// When two products are one: by what they look alike, and what stands against a merge.
//
// Pure. A merge leaves the product that goes where it is, leading to the other; its offers move.
#pragma once

#include "market/catalog/listing.h"

extern const struct fault MERGE_UNKNOWN;        // MISSING: no such product or merge
extern const struct fault MERGE_SAME;           // INVALID: a product and itself
extern const struct fault MERGE_GONE;           // CONFLICT: one of them leads to another already
extern const struct fault MERGE_OTHER_CATEGORY; // REFUSED
extern const struct fault MERGE_HOLDS_OTHERS;   // REFUSED: others lead to the one that would go
extern const struct fault MERGE_NEEDS_REASON;   // INVALID
extern const struct fault MERGE_LAST_OFFER;     // REFUSED: a firm would sell neither any more
extern const struct fault MERGE_UNDONE;         // CONFLICT: taken back already

enum merge_reason {
    MERGE_ITEM_NO, // the same 물품식별번호
    MERGE_MODEL,   // the same maker and model
    MERGE_TITLE,   // the same words in the title
    MERGE_CLOSE,   // nearly the same title, and no attribute that differs; merge_near.h
    MERGE_VALUES,  // all attributes the same
    MERGE_PICTURE, // the same photo, or nearly
    MERGE_REASON_COUNT
};

const char *merge_reason_code(enum merge_reason reason);
str merge_reason_label(enum merge_reason reason);
int merge_reason_from(str code); // -1: none
int64_t merge_reason_points(enum merge_reason reason);

// Photos are near when so many bits of their hashes differ at most; platform/picture makes both.
#define MERGE_NEAR 6
#define MERGE_BANDS (MERGE_NEAR + 1)

#define MERGE_WORDS 32 // words of a title; longer ones are compared by these

// A product as it is held against others of its category.
struct merge_product {
    product_id id;
    str title;
    str maker;
    str model;
    str item_no;
    str values;                 // key=value of all attributes, in order of the key
    uint64_t photo;             // hash of its first photo; 0: none that tells pictures apart
    int64_t bands[MERGE_BANDS]; // parts of that hash: photos that are near have one of them alike
    str key;                    // made by merge_find: the words of the title in order
    str tight;                  // the title without blanks and signs
    str model_key;
};

struct merge_pair {
    product_id first; // the older
    product_id second;
    int64_t points;
    unsigned reasons; // bits
};
typedef LIST(struct merge_pair) merge_pair_list;

#define MERGE_PAIRS_MAX 200 // of a category: more than anybody looks through

// Pairs that look alike, the likeliest first: each product with the oldest one it resembles, since
// a hundred equal ones are ninety-nine pairs and not five thousand.
void merge_find(struct arena *a, struct merge_product *products, size_t count,
                merge_pair_list *out);

// title|model …: the codes of the bits, parted by |.
str merge_reasons_format(struct arena *a, unsigned reasons);
