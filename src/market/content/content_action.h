// What operators and firms do about shoots. Who knocks was asked by the route; whose the product is
// was asked by who read it.
#pragma once

#include "market/content/content_store.h"
#include "platform/unit/unit.h"

// Plan a shoot of some offers; their firms are told. `s` gives what was typed. Fails with
// SHOOT_FULL, SHOOT_UNKNOWN (no such offer for sale), SHOOT_KNOWN.
err shoot_action_plan(struct unit *u, const struct shoot *s, const public_no *offers, size_t count,
                      public_no *out);
// One more. Fails with SHOOT_WRONG_STATE (it is over) and as shoot_action_plan.
err shoot_action_add(struct unit *u, const struct shoot *s, public_no offer);

// The goods came (the shoot begins), or went back: `h` gives who handed over, as signed, what it is
// and its condition. Its firm is asked to confirm it on its own page. Fails with SHOOT_NEEDS_NAME,
// SHOOT_NEEDS_GOODS, SHOOT_WRONG_STATE, SHOOT_GOODS_NOT, SHOOT_CHANGED.
err shoot_action_check_in(struct unit *u, const struct shoot_item *item,
                          const struct goods_handover *h);
err shoot_action_return(struct unit *u, const struct shoot_item *item,
                        const struct goods_handover *h);

// The firm confirms that, by the person who acts and by password or code (session_confirm); who
// planned the shoot is told. Fails with SHOOT_CONFIRMED.
err shoot_action_confirm(struct unit *u, const struct shoot_item *item, enum goods_way way,
                         const char *method, str remark);

#define SHOOT_REMIND_JOB "shoot.remind"
// Not confirmed after LIMIT_SHOOT_REMIND_DAYS: the firm is reminded, LIMIT_SHOOT_REMINDERS times;
// with the last one who planned the shoot is told as well. `nth` begins at 1.
err shoot_action_remind(struct unit *u, int64_t item, enum goods_way way, int64_t nth);

// A picture of one shot: before retouching while it is shot, after it while it is retouched. Fails
// with SHOOT_WRONG_STATE, PICTURE_HIDING_SAME and as picture_action_add.
err shoot_action_add_picture(struct unit *u, const struct shoot_item *item, enum picture_role role,
                             const struct upload *up);
// Every shot of the list is there; retouched, so that the firm is asked and told; left out. Fails
// with SHOOT_SHOTS_MISSING, SHOOT_HIDDEN, SHOOT_NOT_READY, SHOOT_NEEDS_REASON, SHOOT_WRONG_STATE,
// SHOOT_CHANGED.
err shoot_action_move(struct unit *u, const struct shoot_item *item, enum item_event event,
                      str reason);

// By the firm: its pictures go onto the product's page; or it wishes for a change, and who planned
// the shoot is told. Fails with SHOOT_HIDDEN, SHOOT_NOT_READY, SHOOT_NEEDS_REASON,
// SHOOT_WRONG_STATE, SHOOT_CHANGED.
err shoot_action_answer(struct unit *u, const struct shoot_item *item, bool approves, str reason);

// All is over, or nothing began. Fails with SHOOT_WRONG_STATE, SHOOT_ITEMS_OPEN, SHOOT_GOODS_HERE,
// SHOOT_CHANGED.
err shoot_action_end(struct unit *u, const struct shoot *s, enum shoot_event event);
