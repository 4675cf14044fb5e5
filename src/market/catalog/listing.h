// What a firm lists: a product as it describes it, and the terms it sells it on.
//
//     struct listing l = …;                       // what was typed
//     struct listing_template t;
//     TRY(listing_store_template(db, a, l.text.category, &t));
//     listing_issue_list wrong = listing_check(a, &t, &l, today);
//     if (wrong.count == 0) TRY(listing_action_add(u, &l, S("처음 등록"), &no));
//
// The states and moves are drawn in README.md. Prices are of a unit, VAT included.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "market/number/number.h"

extern const struct fault LISTING_UNKNOWN;      // MISSING
extern const struct fault LISTING_WRONG_STATE;  // CONFLICT
extern const struct fault LISTING_CHANGED;      // CONFLICT: changed by somebody else meanwhile
extern const struct fault LISTING_NEEDS_REASON; // INVALID: returning without words
extern const struct fault LISTING_MERGED;       // REFUSED: another product took its place
extern const struct fault LISTING_SHARED;       // REFUSED: others offer the product too
extern const struct fault LISTING_KNOWN;        // REFUSED: the firm offers this product already
extern const struct fault LISTING_CODE_KNOWN;   // REFUSED: another of the firm's has this code
extern const struct fault LISTING_NO_CATEGORY;  // INVALID: no such category of the lowest level
extern const struct fault LISTING_INVALID;      // INVALID: listing_check says what
extern const struct fault LISTING_OVER;         // REFUSED: its price held until a day that is over
extern const struct fault LISTING_PLAN_PAST;    // INVALID: a planned price begins today or before
extern const struct fault
    LISTING_PLAN_PRICE; // INVALID: it is no price, or not above the volume prices
extern const struct fault LISTING_NO_REASON; // INVALID: a shared text is changed without a word
extern const struct fault LISTING_FORBIDDEN; // INVALID: it says what may not be said
extern const struct fault LISTING_SAME;      // REFUSED: nothing was changed

enum listing_state {
    LISTING_WAITING,  // an operator has not looked at it
    LISTING_RETURNED, // the firm is to put something right
    LISTING_ACTIVE,   // for sale
    LISTING_PAUSED,
    LISTING_ENDED,
    LISTING_STATE_COUNT
};

enum listing_event {
    LISTING_APPROVE, // by an operator
    LISTING_RETURN,  // by an operator, with a reason
    LISTING_SUBMIT,  // by its firm
    LISTING_PAUSE,
    LISTING_RESUME,
    LISTING_END,
    LISTING_EVENT_COUNT
};

const char *listing_state_word(enum listing_state state); // in the database and addresses
int listing_state_from(str word);                         // -1: none
str listing_state_label(enum listing_state state);        // in Korean
str listing_state_tone(enum listing_state state);         // of a badge

// Move. Fails with LISTING_WRONG_STATE, LISTING_NEEDS_REASON; then *state stays.
err listing_move(enum listing_state *state, enum listing_event event, str reason);

struct listing_value {
    str key; // of the category's template
    str value;
};
typedef LIST(struct listing_value) listing_value_list;

// The thing, whoever sells it.
struct product_text {
    str category; // of the lowest level
    str title;
    str maker;
    str model;
    str origin;
    str description;
    str detail_no; // 세부품명번호, 10 digits; empty: its category's
    str item_no;   // 물품식별번호, 8 digits, or empty
    listing_value_list values;
    struct number_word number; // what the list says of detail_no, and …
    struct item_number item;   // … of item_no; listing_store_judge
    bool is_old_number;        // it stood there before: what is wrong with it is told, not refused
};

struct offer_tier {
    int64_t quantity_min; // from so many on
    money price;
};
typedef LIST(struct offer_tier) offer_tier_list;

// Of a category's object (goods, service, works, lease): a service and works are done; they have no
// maker, and none is kept in stock.
bool listing_object_is_deed(str object);

#define LISTING_MADE_TO_ORDER (-1)

struct offer_terms {
    money price;
    bool is_exempt; // from VAT
    str unit;
    int64_t quantity_min;
    int64_t lead_days;
    bool own_production;
    int64_t stock;    // or LISTING_MADE_TO_ORDER
    date valid_until; // last day the price holds; DATE_NONE: until it is changed
    str districts;    // codes of 구·군 parted by |; empty: the whole city
    str own_code;     // what the firm calls it, or empty
    offer_tier_list tiers;
};

struct listing {
    offer_id id;
    public_no no;
    product_id product;
    public_no product_no;
    supplier_id supplier;
    str supplier_name;
    str category_name;
    str category_vat; // what its category asks: taxable, exempt, mixed
    enum listing_state state;
    str state_reason;
    int64_t version;
    int64_t revision;
    int64_t reviewed; // the revision an operator looked at last
    int64_t product_revision;
    struct number_word number; // what the list says of the text's detail_no, and …
    struct item_number item;   // … of its item_no; listing_store_find
    bool is_merged;            // another product took the place of its own; of an ended one alone
    int64_t picture_count; // of the product, that can be shown and are neither blurred, dark nor
                           // small; listing_store_find
    int64_t offer_count;   // this one, and others of the product that an operator let in
    instant created_at;
    date plan_day; // from when on it costs something else; DATE_NONE: none is planned
    money plan_price;
    struct product_text text;
    struct offer_terms terms;
};
typedef LIST(struct listing) listing_list;

enum attribute_kind { ATTRIBUTE_TEXT, ATTRIBUTE_NUMBER, ATTRIBUTE_ENUM, ATTRIBUTE_BOOL };

struct normal_units; // normal_unit.h

struct attribute {
    str key;
    str name;
    enum attribute_kind kind;
    str unit;
    str words; // of an enum, parted by |
    bool is_required;
    bool is_price; // a line of a service's price (단가 내역); these stand last
    const struct normal_units *units; // what operators added to those built in; NULL: nothing
};
typedef LIST(struct attribute) attribute_list;

// What a category asks of its products.
struct listing_template {
    str code;
    str name;
    str object; // goods, service, works, lease
    str vat;    // taxable, exempt, mixed
    str unit;   // usual unit
    str detail_no;
    str title_pattern; // what titles are built by (title.h); empty: none of its own
    attribute_list attributes;
    const struct normal_units *units; // of its rows
};

struct listing_issue {
    str field; // name of the input; of an attribute "a." and its key
    str text;  // begins with what to do
};
typedef LIST(struct listing_issue) listing_issue_list;

// Everything that keeps it from being listed; texts live in `a`.
listing_issue_list listing_check(struct arena *a, const struct listing_template *t,
                                 const struct listing *l, date today);
// … of the text alone, whoever sells it.
listing_issue_list listing_check_text(struct arena *a, const struct listing_template *t,
                                      const struct product_text *text);
// … of the terms alone, where the text stays as it is.
listing_issue_list listing_check_terms(struct arena *a, const struct listing_template *t,
                                       const struct offer_terms *terms, date today);

// What is wrong with its 세부품명번호 and refuses nothing: it ended, or it stood there before the
// list was read. Empty: nothing.
str listing_number_warning(struct arena *a, const struct product_text *text);

// 80, 0.7 or -5: what an attribute of numbers may hold; a word of a template's list.
bool attribute_number_reads(str value);
bool attribute_words_hold(str words, str value);
// The value of a key, or empty.
str listing_value_of(const listing_value_list *values, str key);

// What a unit costs when so many are bought.
money offer_price_of(const struct offer_terms *terms, int64_t quantity);

// 10:19000|50:18000, and back; false when it is no such text or out of order.
str offer_tiers_format(struct arena *a, const offer_tier_list *tiers);
bool offer_tiers_parse(struct arena *a, str text, offer_tier_list *out);
// 10상자부터 20,000원, 50상자부터 19,000원
str offer_tiers_text(struct arena *a, const offer_tier_list *tiers, str unit);

// Canonical text: what a revision keeps of the product, and of the terms.
str product_text_canon(struct arena *a, const struct product_text *t);
// … and back, of at most LIMIT_ATTRIBUTES values.
struct product_text product_text_parse(struct arena *a, str canon);
str offer_terms_canon(struct arena *a, const struct offer_terms *t);
