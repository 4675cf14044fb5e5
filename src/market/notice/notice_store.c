#include "market/notice/notice_store.h"

#include <assert.h>

#include "market/notice/notice.sql.h"

err notice_store_add(struct db *db, const struct new_notice *n, instant now, notice_id *out)
{
    struct query *q = db_query(db, &SQL_NOTICE_ADD);
    bind_i64(q, "no", n->no.value);
    bind_i64(q, "account", n->account.value);
    bind_str(q, "kind", n->kind);
    bind_str(q, "title", n->title);
    bind_str(q, "text", n->text);
    bind_str(q, "path", n->path);
    bind_instant(q, "now", now);
    return query_run_id(q, &out->value);
}

static struct notice read_notice(struct query *q)
{
    return (struct notice){
        .no = {read_i64(q, "no")},
        .kind = read_str(q, "kind"),
        .title = read_str(q, "title"),
        .text = read_str(q, "text"),
        .path = read_str(q, "path"),
        .created_at = read_instant(q, "created_at"),
        .read_at = read_instant(q, "read_at"),
    };
}

err notice_store_list(struct db *db, struct arena *a, account_id account, public_no before,
                      size_t count, notice_list *out)
{
    notice_list list = {.items = NEW_ARRAY(a, count, struct notice)};
    struct query *q = db_query(db, &SQL_NOTICE_LIST);
    bind_i64(q, "account", account.value);
    bind_id(q, "before", before.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_notice(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err notice_store_find(struct db *db, account_id account, public_no no, struct notice *out)
{
    struct query *q = db_query(db, &SQL_NOTICE_FIND);
    bind_i64(q, "account", account.value);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &NOTICE_UNKNOWN;
    }
    struct notice n = read_notice(q);
    TRY(query_end(q));
    *out = n;
    return NULL;
}

err notice_store_count(struct db *db, account_id account, int64_t *out)
{
    struct query *q = db_query(db, &SQL_NOTICE_COUNT);
    bind_i64(q, "account", account.value);
    int64_t count = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    *out = count;
    return NULL;
}

err notice_store_mark_read(struct db *db, account_id account, public_no no, instant now)
{
    struct query *q = db_query(db, &SQL_NOTICE_MARK_READ);
    bind_i64(q, "account", account.value);
    bind_i64(q, "no", no.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err notice_store_mark_all_read(struct db *db, account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_NOTICE_MARK_ALL_READ);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err message_store_add(struct db *db, const struct new_message *m, instant now, message_id *out)
{
    struct query *q = db_query(db, &SQL_MESSAGE_ADD);
    bind_id(q, "notice", m->notice.value);
    bind_i64(q, "account", m->account.value);
    bind_str(q, "channel", str_view(message_channel_word(m->channel)));
    bind_str(q, "template", m->template);
    bind_str(q, "text", m->text);
    bind_str(q, "key", m->key);
    bind_instant(q, "now", now);
    return query_run_id(q, &out->value);
}

err message_store_find(struct db *db, message_id id, struct message *out)
{
    struct query *q = db_query(db, &SQL_MESSAGE_FIND);
    bind_i64(q, "id", id.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &NOTICE_UNKNOWN;
    }
    int state = notice_message_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    struct message m = {
        .state = (enum message_state)state,
        .phone = read_str(q, "phone"),
        .channel = read_str(q, "channel"),
        .template = read_str(q, "template"),
        .text = read_str(q, "text"),
        .key = read_str(q, "key"),
    };
    TRY(query_end(q));
    *out = m;
    return NULL;
}

err message_store_settle(struct db *db, message_id id, enum message_state state, str dealer_id,
                         instant now)
{
    struct query *q = db_query(db, &SQL_MESSAGE_SETTLE);
    bind_i64(q, "id", id.value);
    bind_str(q, "state", str_view(notice_message_word(state)));
    bind_str(q, "dealer", dealer_id);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}
