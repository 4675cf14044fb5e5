// What a person's institutions ask of a password, when it is set and when it is shown.
#pragma once

#include "market/party/party_password.h"
#include "platform/unit/unit.h"

// May this be the person's next password, by the rules of their institutions? *out is a
// PARTY_PASSWORD_HOUSE_* or NULL; *out_words says what is asked. For the `before` of a route, and
// only for who has proved to be the person: that a password was used before is told to nobody else.
err password_action_check(struct unit *u, account_id account, str password, err *out,
                          str *out_words);
// The person sets a password that may be one.
err password_action_set(struct unit *u, account_id account, str hash);
// At the log-in: is it older than an institution of the person allows?
err password_action_is_due(struct unit *u, account_id account, bool *out);
