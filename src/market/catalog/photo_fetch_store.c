#include "market/catalog/photo_fetch_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/photo_fetch.sql.h"

#define HOSTS_MOST 400 // the statement's LIMIT
#define ROWS_MOST 50   // likewise

static err read_count(struct query *q, int64_t *out)
{
    *out = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

err photo_host_store_is_on(struct db *db, str host, bool *out)
{
    int64_t count = 0;
    struct query *q = db_query(db, &SQL_PHOTO_HOST_IS_ON);
    bind_str(q, "host", host);
    TRY(read_count(q, &count));
    *out = count > 0;
    return NULL;
}

static struct photo_host read_host(struct query *q)
{
    return (struct photo_host){
        .id = read_i64(q, "id"),
        .host = read_str(q, "host"),
        .is_on = read_bool(q, "is_on"),
        .reason = read_str(q, "reason"),
        .changed_at = read_instant(q, "changed_at"),
        .account_name = read_str(q, "account_name"),
        .version = read_i64(q, "version"),
    };
}

err photo_host_store_list(struct db *db, struct arena *a, photo_host_list *out)
{
    photo_host_list list = {.items = NEW_ARRAY(a, HOSTS_MOST, struct photo_host)};
    struct query *q = db_query(db, &SQL_PHOTO_HOST_LIST);
    while (query_next(q) && list.count < HOSTS_MOST) {
        list.items[list.count++] = read_host(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err photo_host_store_find(struct db *db, str host, struct photo_host *out)
{
    *out = (struct photo_host){.host = host, .reason = S(""), .account_name = S("")};
    struct query *q = db_query(db, &SQL_PHOTO_HOST_FIND);
    bind_str(q, "host", host);
    if (query_next(q)) {
        *out = read_host(q);
    }
    return query_end(q);
}

err photo_host_store_count(struct db *db, int64_t *out)
{
    return read_count(db_query(db, &SQL_PHOTO_HOST_COUNT), out);
}

err photo_host_store_add(struct db *db, const struct photo_host *h, account_id by, instant now,
                         int64_t *out)
{
    struct query *q = db_query(db, &SQL_PHOTO_HOST_ADD);
    bind_str(q, "host", h->host);
    bind_str(q, "reason", h->reason);
    bind_id(q, "by", by.value);
    bind_instant(q, "now", now);
    return query_run_id(q, out);
}

err photo_host_store_set(struct db *db, const struct photo_host *h, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_PHOTO_HOST_SET);
    bind_bool(q, "is_on", h->is_on);
    bind_str(q, "reason", h->reason);
    bind_id(q, "by", by.value);
    bind_instant(q, "now", now);
    bind_i64(q, "id", h->id);
    bind_i64(q, "version", h->version);
    return query_run_one(q, &PHOTO_HOST_CHANGED);
}

err photo_fetch_store_add(struct db *db, const struct photo_fetch *f, instant now, int64_t *out_id)
{
    *out_id = 0;
    struct query *q = db_query(db, &SQL_PHOTO_FETCH_ADD);
    bind_i64(q, "import", f->import.value);
    bind_i64(q, "row", f->row_number);
    bind_i64(q, "offer", f->offer.value);
    bind_str(q, "url", f->url);
    bind_str(q, "state", str_view(photo_fetch_word(f->state)));
    bind_str(q, "words", f->words);
    bind_instant(q, "now", now);
    bind_instant(q, "stale", instant_add_s(now, -(int64_t)LIMIT_FETCH_STALE_S));
    if (query_next(q)) {
        *out_id = read_i64(q, "id");
    }
    return query_end(q);
}

static enum photo_fetch_state read_state(struct query *q)
{
    enum photo_fetch_state state = photo_fetch_from(read_str(q, "state"));
    assert(state < PHOTO_FETCH_STATE_COUNT); // a CHECK of the table
    return state;
}

err photo_fetch_store_load(struct db *db, int64_t id, struct photo_fetch *out, bool *out_found)
{
    struct query *q = db_query(db, &SQL_PHOTO_FETCH_LOAD);
    bind_i64(q, "id", id);
    *out_found = query_next(q);
    if (*out_found) {
        *out = (struct photo_fetch){
            .id = id,
            .import = {read_i64(q, "import_id")},
            .row_number = read_i64(q, "row_number"),
            .offer = {read_i64(q, "offer_id")},
            .offer_no = {read_i64(q, "offer_no")},
            .supplier = {read_i64(q, "supplier_id")},
            .account = {read_i64(q, "account_id")},
            .account_name = read_str(q, "account_name"),
            .url = read_str(q, "url"),
            .state = read_state(q),
            .words = read_str(q, "words"),
            .attempts = read_i64(q, "attempts"),
        };
    }
    return query_end(q);
}

err photo_fetch_store_set(struct db *db, const struct photo_fetch *f, instant now)
{
    struct query *q = db_query(db, &SQL_PHOTO_FETCH_SET);
    bind_str(q, "state", str_view(photo_fetch_word(f->state)));
    bind_str(q, "words", f->words);
    bind_i64(q, "attempts", f->attempts);
    bind_id(q, "picture", f->picture.value);
    bind_instant(q, "now", now);
    bind_i64(q, "id", f->id);
    return query_run(q, NULL);
}

err photo_fetch_store_counts(struct db *db, import_id import, int64_t out[PHOTO_FETCH_STATE_COUNT])
{
    for (int i = 0; i < PHOTO_FETCH_STATE_COUNT; i++) {
        out[i] = 0;
    }
    struct query *q = db_query(db, &SQL_PHOTO_FETCH_COUNTS);
    bind_i64(q, "import", import.value);
    while (query_next(q)) {
        out[read_state(q)] = read_i64(q, "count");
    }
    return query_end(q);
}

err photo_fetch_store_list(struct db *db, struct arena *a, import_id import,
                           photo_fetch_row_list *out)
{
    photo_fetch_row_list list = {.items = NEW_ARRAY(a, ROWS_MOST, struct photo_fetch_row)};
    struct query *q = db_query(db, &SQL_PHOTO_FETCH_LIST);
    bind_i64(q, "import", import.value);
    while (query_next(q) && list.count < ROWS_MOST) {
        list.items[list.count++] = (struct photo_fetch_row){
            .number = read_i64(q, "row_number"),
            .url = read_str(q, "url"),
            .state = read_state(q),
            .words = read_str(q, "words"),
            .offer_no = {read_i64(q, "offer_no")},
            .picture_state = read_str(q, "picture_state"),
            .verdict = read_str(q, "verdict"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
