// Notices and messages as rows. An inbox is read by its owner only.
#pragma once

#include "gateway/message/message.h"
#include "market/notice/notice.h"
#include "platform/db/db.h"

typedef struct {
    int64_t value;
} message_id;

struct new_notice {
    public_no no;
    account_id account;
    str kind;
    str title;
    str text;
    str path;
};

struct new_message {
    notice_id notice; // NO_ID: stands in no inbox
    account_id account;
    enum message_channel channel;
    str template;
    str text;
    str key;
};

struct message {
    enum message_state state;
    str phone; // as the account has it
    str channel;
    str template;
    str text;
    str key;
};

typedef LIST(struct notice) notice_list;

err notice_store_add(struct db *db, const struct new_notice *n, instant now, notice_id *out);
// At most `count` notices older than `before` (NO_ID: the newest).
err notice_store_list(struct db *db, struct arena *a, account_id account, public_no before,
                      size_t count, notice_list *out);
// Fails with NOTICE_UNKNOWN, also when it is another's.
err notice_store_find(struct db *db, account_id account, public_no no, struct notice *out);
err notice_store_count(struct db *db, account_id account, int64_t *out);
err notice_store_mark_read(struct db *db, account_id account, public_no no, instant now);
err notice_store_mark_all_read(struct db *db, account_id account, instant now);

err message_store_add(struct db *db, const struct new_message *m, instant now, message_id *out);
// Fails with NOTICE_UNKNOWN.
err message_store_find(struct db *db, message_id id, struct message *out);
// A message already settled stays as it is.
err message_store_settle(struct db *db, message_id id, enum message_state state, str dealer_id,
                         instant now);
