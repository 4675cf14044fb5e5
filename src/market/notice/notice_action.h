// Telling people: a notice in the inbox and the job that carries it to the phone.
#pragma once

#include "market/notice/notice.h"
#include "platform/unit/unit.h"

// Tell `account` something: a row of its inbox and a message, in this unit. `path` is local.
err notice_add(struct unit *u, account_id account, str kind, str title, str text, str path);

// Send a text that must stand in no inbox, such as a recovery code. It is wiped once it was
// carried.
err notice_send_secret(struct unit *u, account_id account, str text);

// The owner opens one. Fails with NOTICE_UNKNOWN.
err notice_action_open(struct unit *u, public_no no, struct notice *out);
err notice_action_read_all(struct unit *u);
