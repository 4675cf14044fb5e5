#include "market/party/party_review_store.h"

#include "base/limits.h"
#include "market/party/party_review_store.sql.h"
#include "platform/file/pdf.h"

static void bind_place(struct query *q, struct party_place place)
{
    bind_id(q, "institution", place.institution.value);
    bind_id(q, "supplier", place.supplier.value);
}

err review_store_add(struct db *db, struct party_place place, str decision, str reason,
                     account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_REVIEW_ADD);
    bind_place(q, place);
    bind_str(q, "decision", decision);
    bind_str(q, "reason", reason);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err review_store_list(struct db *db, struct arena *a, struct party_place place,
                      review_line_list *out)
{
    review_line_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct review_line)};
    struct query *q = db_query(db, &SQL_REVIEW_LIST);
    bind_place(q, place);
    while (query_next(q) && list.count < LIMIT_DESK_ROWS) {
        list.items[list.count++] = (struct review_line){
            .at = read_instant(q, "at"),
            .decision = read_str(q, "decision"),
            .reason = read_str(q, "reason"),
            .name = read_str(q, "name"),
            .file_name = read_str(q, "file_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err application_store_add(struct db *db, struct party_place place, const struct application *p,
                          instant now)
{
    struct query *q = db_query(db, &SQL_APPLICATION_ADD);
    bind_place(q, place);
    bind_i64(q, "account", p->account.value);
    bind_str(q, "department_name", p->department_name);
    bind_i64(q, "file", p->file.value);
    bind_str(q, "terms", p->terms_version);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err application_store_newest(struct db *db, struct party_place place, struct application *out)
{
    struct query *q = db_query(db, &SQL_APPLICATION_NEWEST);
    bind_place(q, place);
    struct application p = {0};
    if (query_next(q)) {
        p = (struct application){
            .account = {read_i64(q, "account_id")},
            .name = read_str(q, "name"),
            .email = read_str(q, "email"),
            .phone = read_str(q, "phone"),
            .title = read_str(q, "title"),
            .department_name = read_str(q, "department_name"),
            .file = {read_i64(q, "file_id")},
            .file_name = read_str(q, "file_name"),
            .looked = pdf_verdict_from(read_str(q, "looked")),
            .terms_version = read_str(q, "terms_version"),
            .applied_at = read_instant(q, "applied_at"),
        };
    }
    TRY(query_end(q));
    *out = p;
    return NULL;
}
