#include "market/party/party_support_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/party_support_store.sql.h"

err support_store_add(struct db *db, struct support_view *v)
{
    struct query *q = db_query(db, &SQL_SUPPORT_ADD);
    bind_i64(q, "no", v->no.value);
    bind_i64(q, "institution", v->institution.value);
    bind_i64(q, "account", v->account.value);
    bind_str(q, "reason", v->reason);
    bind_instant(q, "now", v->begun_at);
    bind_instant(q, "ends_at", v->ends_at);
    return query_run_id(q, &v->id);
}

err support_store_end(struct db *db, const struct support_view *v, instant now)
{
    struct query *q = db_query(db, &SQL_SUPPORT_END);
    bind_i64(q, "view", v->id);
    bind_instant(q, "now", now);
    return query_run_one(q, &SUPPORT_NEEDED);
}

err support_store_list(struct db *db, struct arena *a, const struct support_filter *filter,
                       support_view_list *out)
{
    support_view_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct support_view)};
    struct query *q = db_query(db, &SQL_SUPPORT_LIST);
    bind_id(q, "institution", filter->institution.value);
    bind_id(q, "account", filter->account.value);
    bind_id(q, "no", filter->no.value);
    bind_id(q, "open_at", filter->open_at.us);
    while (query_next(q) && list.count < LIMIT_DESK_ROWS) {
        list.items[list.count++] = (struct support_view){
            .id = read_i64(q, "id"),
            .no = {read_i64(q, "no")},
            .institution = {read_i64(q, "institution_id")},
            .institution_no = {read_i64(q, "institution_no")},
            .institution_name = read_str(q, "institution_name"),
            .account = {read_i64(q, "account_id")},
            .by_name = read_str(q, "by_name"),
            .reason = read_str(q, "reason"),
            .begun_at = read_instant(q, "begun_at"),
            .ends_at = read_instant(q, "ends_at"),
            .read_count = read_i64(q, "read_count"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err support_store_add_read(struct db *db, int64_t view, enum support_page page,
                           purchase_id purchase, instant now)
{
    struct query *q = db_query(db, &SQL_SUPPORT_READ_ADD);
    bind_i64(q, "view", view);
    bind_str(q, "page", str_view(support_page_word(page)));
    bind_id(q, "purchase", purchase.value);
    bind_instant(q, "now", now);
    int64_t id = 0;
    return query_run_id(q, &id);
}

err support_store_list_reads(struct db *db, struct arena *a, int64_t view, support_read_list *out)
{
    support_read_list list = {.items = NEW_ARRAY(a, LIMIT_SUPPORT_READS, struct support_read)};
    struct query *q = db_query(db, &SQL_SUPPORT_READ_LIST);
    bind_i64(q, "view", view);
    while (query_next(q) && list.count < LIMIT_SUPPORT_READS) {
        int page = support_page_from(read_str(q, "page"));
        assert(page >= 0); // the schema's CHECK
        list.items[list.count++] = (struct support_read){
            .read_at = read_instant(q, "read_at"),
            .page = (enum support_page)page,
            .case_no = {read_i64(q, "case_no")},
            .case_title = read_str(q, "case_title"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err support_store_admins(struct db *db, struct arena *a, institution_id institution, date today,
                         support_admin_list *out)
{
    support_admin_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS, account_id)};
    struct query *q = db_query(db, &SQL_SUPPORT_ADMINS);
    bind_i64(q, "institution", institution.value);
    bind_date(q, "today", today);
    while (query_next(q) && list.count < LIMIT_DESK_ROWS) {
        list.items[list.count++].value = read_i64(q, "account_id");
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
