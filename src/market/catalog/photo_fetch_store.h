// Rows of photos by their addresses, and of approved machines.
#pragma once

#include "market/catalog/photo_fetch.h"
#include "platform/db/db.h"

struct photo_host {
    int64_t id;
    str host;
    bool is_on;
    str reason;
    instant changed_at;
    str account_name;
    int64_t version;
};
typedef LIST(struct photo_host) photo_host_list;

err photo_host_store_is_on(struct db *db, str host, bool *out);
err photo_host_store_list(struct db *db, struct arena *a, photo_host_list *out);
// out->id is 0 when there is none.
err photo_host_store_find(struct db *db, str host, struct photo_host *out);
err photo_host_store_count(struct db *db, int64_t *out);
err photo_host_store_add(struct db *db, const struct photo_host *h, account_id by, instant now,
                         int64_t *out);
// Fails with PHOTO_HOST_CHANGED.
err photo_host_store_set(struct db *db, const struct photo_host *h, account_id by, instant now);

struct photo_fetch {
    int64_t id;
    import_id import;
    int64_t row_number;
    offer_id offer;
    public_no offer_no;
    supplier_id supplier;
    account_id account;
    str account_name;
    str url;
    enum photo_fetch_state state;
    str words;
    int64_t attempts;
    picture_id picture;
};
// *out_id is 0 when it was asked for before and not refused.
err photo_fetch_store_add(struct db *db, const struct photo_fetch *f, instant now, int64_t *out_id);
// *out_found is false when there is none.
err photo_fetch_store_load(struct db *db, int64_t id, struct photo_fetch *out, bool *out_found);
err photo_fetch_store_set(struct db *db, const struct photo_fetch *f, instant now);
err photo_fetch_store_counts(struct db *db, import_id import, int64_t out[PHOTO_FETCH_STATE_COUNT]);

struct photo_fetch_row {
    int64_t number;
    str url;
    enum photo_fetch_state state;
    str words;
    public_no offer_no;
    str picture_state; // of the picture it became; empty: none
    str verdict;
};
typedef LIST(struct photo_fetch_row) photo_fetch_row_list;
err photo_fetch_store_list(struct db *db, struct arena *a, import_id import,
                           photo_fetch_row_list *out);
