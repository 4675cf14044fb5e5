#include "market/notice/notice_action.h"

#include <assert.h>

#include "market/notice/notice_store.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

static err add_message(struct unit *u, account_id account, notice_id notice, str template, str text)
{
    struct new_message m = {
        .notice = notice,
        .account = account,
        .channel = MESSAGE_TALK,
        .template = template,
        .text = text,
        .key = secret_token(u->arena),
    };
    message_id id;
    TRY(message_store_add(u->db, &m, u->now, &id));
    return job_add(u, "notice.send", id.value, S(""), (instant){0});
}

err notice_add(struct unit *u, account_id account, str kind, str title, str text, str path)
{
    assert(str_starts(path, S("/")) && title.n > 0);
    struct new_notice n = {
        .no = secret_public_no(),
        .account = account,
        .kind = kind,
        .title = title,
        .text = text,
        .path = path,
    };
    notice_id id;
    TRY(notice_store_add(u->db, &n, u->now, &id));
    return add_message(u, account, id, S("dure.notice"),
                       notice_message_text(u->arena, title, text, MESSAGE_TEXT_MAX));
}

err notice_send_secret(struct unit *u, account_id account, str text)
{
    return add_message(u, account, NO_ID(notice_id), S("dure.code"),
                       notice_message_text(u->arena, text, S(""), MESSAGE_TEXT_MAX));
}

err notice_action_open(struct unit *u, public_no no, struct notice *out)
{
    TRY(notice_store_find(u->db, u->actor->account, no, out));
    return notice_store_mark_read(u->db, u->actor->account, no, u->now);
}

err notice_action_read_all(struct unit *u)
{
    return notice_store_mark_all_read(u->db, u->actor->account, u->now);
}
