// A shoot: products of several firms that are photographed together, and how far each has come.
//
// Pure rules. The states and moves are drawn in README.md; who may make a move is the action's.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"
#include "market/catalog/product_picture.h"

extern const struct fault SHOOT_UNKNOWN;       // MISSING
extern const struct fault SHOOT_WRONG_STATE;   // CONFLICT
extern const struct fault SHOOT_CHANGED;       // CONFLICT: by somebody else meanwhile
extern const struct fault SHOOT_NEEDS_REASON;  // INVALID: a wish, or leaving one out, without words
extern const struct fault SHOOT_SHOTS_MISSING; // REFUSED: a shot of the list is not there
extern const struct fault SHOOT_HIDDEN;        // REFUSED: an operator hid one, not replaced yet
extern const struct fault SHOOT_NOT_READY;     // REFUSED: a picture is still being made, or refused
extern const struct fault SHOOT_GOODS_HERE;    // REFUSED: goods have not gone back
extern const struct fault SHOOT_GOODS_NOT;     // REFUSED: no goods are here, or they went already
extern const struct fault SHOOT_ITEMS_OPEN;    // REFUSED: not every product is approved or left out
extern const struct fault SHOOT_FULL;          // REFUSED: LIMIT_SHOOT_ITEMS
extern const struct fault SHOOT_KNOWN;         // REFUSED: the product is in it, or in another
extern const struct fault SHOOT_NEEDS_NAME;    // INVALID: goods handed over without a name
extern const struct fault SHOOT_NEEDS_GOODS;   // INVALID: … or without words what they are
extern const struct fault SHOOT_CONFIRMED;     // REFUSED: nothing to confirm, or it is

enum shoot_state { SHOOT_PLANNED, SHOOT_RUNNING, SHOOT_DONE, SHOOT_CANCELLED, SHOOT_STATE_COUNT };
enum shoot_event { SHOOT_BEGIN, SHOOT_CLOSE, SHOOT_CANCEL, SHOOT_EVENT_COUNT };

enum shoot_place { PLACE_STUDIO, PLACE_VISIT, PLACE_DROPOFF, SHOOT_PLACE_COUNT };

enum item_state {
    ITEM_WAITING,  // for the goods
    ITEM_HERE,     // to be shot
    ITEM_SHOT,     // being retouched
    ITEM_ASKED,    // the firm is to look
    ITEM_WISHED,   // the firm wants a change
    ITEM_APPROVED, // on the product's page
    ITEM_DROPPED,
    ITEM_STATE_COUNT
};

enum item_event {
    ITEM_CHECK_IN, // the goods came
    ITEM_SHOOT,    // every shot of the list is there
    ITEM_ASK,      // retouched: the firm is asked
    ITEM_WISH,     // by the firm, with a reason
    ITEM_APPROVE,  // by the firm
    ITEM_DROP,     // by an operator, with a reason
    ITEM_EVENT_COUNT
};

const char *shoot_state_word(enum shoot_state state);
int shoot_state_from(str word);
str shoot_state_label(enum shoot_state state);
str shoot_state_tone(enum shoot_state state);
// Fails with SHOOT_WRONG_STATE; then *state stays.
err shoot_move(enum shoot_state *state, enum shoot_event event);

const char *shoot_place_word(enum shoot_place place);
int shoot_place_from(str word);
str shoot_place_label(enum shoot_place place);
// Whether goods come and go: not where the photographer goes to the firm.
bool shoot_place_takes_goods(enum shoot_place place);

const char *item_state_word(enum item_state state);
int item_state_from(str word);
str item_state_label(enum item_state state);
str item_state_tone(enum item_state state);
// Fails with SHOOT_WRONG_STATE, SHOOT_NEEDS_REASON; then *state stays.
err item_move(enum item_state *state, enum item_event event, str reason);
// Nothing more happens to it.
bool item_is_over(enum item_state state);

// Days a shoot took: from its day to its end, both counted; at least one.
int64_t shoot_days(date on_day, date ended_on);
// Products approved a day in hundredths; 0 of none.
int64_t shoot_pace(int64_t approved, int64_t days);

// Goods came, or went back.
enum goods_way { GOODS_CAME, GOODS_WENT, GOODS_WAY_COUNT };
const char *goods_way_word(enum goods_way way);
int goods_way_from(str word);

struct goods_handover {
    str name; // who handed over, as signed; empty: nobody did yet
    instant at;
    str goods;     // what and how many
    str remark;    // their condition, or empty
    str firm_name; // who of the firm confirmed it on its own page; empty: nobody yet
    instant firm_at;
    str firm_remark; // what is not as it was taken down, or empty
};
// Handed over, and the firm has not confirmed it.
bool goods_wait(const struct goods_handover *h);

// One of what is to be shot of a product.
struct shot {
    enum picture_role role;
    bool is_required;
    str hint;
};
typedef LIST(struct shot) shot_list;
