// Runs that read the public list: begun, and taken on by each page.
#pragma once

#include "market/number/number_store.h"
#include "platform/unit/unit.h"

extern const struct fault NUMBER_OFF; // REFUSED: the settings name no key

// --- The list

// From the settings: whether there is a key, calls a day, and the share of the numbers in use, in
// per cent, that a whole reading may end without an operator looking at the setting.
void number_set(bool has_key, int64_t calls_a_day, int64_t end_percent);
bool number_is_on(void);
int64_t number_calls_a_day(void);

// Go on with the run that is reading, or begin one: of what changed since the last finished one,
// or of all there is when none finished or `whole` is asked for. Fails with NUMBER_OFF.
err number_action_read(struct unit *u, bool whole);
// The same by night; off without a key.
err number_action_night(struct unit *u);

// The page that is to be read next. *out_may is false when there is nothing to call for: the run
// has ended, or the calls of the day have, which is noted. The call is counted now.
err number_action_ask(struct unit *u, int64_t run, struct number_run *out, bool *out_may);
// What the call gave, for the run as number_action_ask gave it. A run that moved on meanwhile
// stays as it is.
err number_action_take(struct unit *u, const struct number_run *asked,
                       const struct registry_answer *answer);

// --- One 물품식별번호

// Somebody typed it: it is looked up soon, unless that was done of late; without a key never.
err number_action_want_item(struct unit *u, str no);
// The one to look up now; *out_may is false when there is none, or no call is left for it today:
// half of the calls are the list's. The call is counted now.
err number_action_ask_item(struct unit *u, struct item_number *out, bool *out_may);
// What the call gave; the next one follows.
err number_action_take_item(struct unit *u, const struct item_number *asked,
                            const struct registry_answer *answer);
