// Rows of ZIPs of photos.
#pragma once

#include "market/catalog/photo_zip.h"
#include "market/catalog/product_picture_store.h"

struct photo_entry {
    int64_t number; // from 1
    str name;
    enum photo_entry_state state;
    str words;
    public_no offer_no; // 0: none
    offer_id offer;     // when it is added
    str title;
};
typedef LIST(struct photo_entry) photo_entry_list;
typedef LIST(struct photo_zip) photo_zip_list;

err photo_zip_store_add(struct db *db, struct photo_zip *z, instant now);
// Is there a row of what lies in the spool by this name?
err photo_zip_store_spooled(struct db *db, str spool, bool *out);
// Fail with PHOTO_ZIP_UNKNOWN; the second also when it is another's.
err photo_zip_store_load(struct db *db, int64_t id, struct photo_zip *out);
err photo_zip_store_find(struct db *db, supplier_id supplier, public_no no, struct photo_zip *out);
err photo_zip_store_list(struct db *db, struct arena *a, supplier_id supplier, photo_zip_list *out);
err photo_zip_store_at_work(struct db *db, supplier_id supplier, int64_t *out);
// Position, counts, words and whether it is done, as they are in `z`. Fails with PHOTO_ZIP_MOVED
// when another step was first.
err photo_zip_store_step(struct db *db, const struct photo_zip *z, instant now);
err photo_zip_store_add_entry(struct db *db, int64_t zip, const struct photo_entry *e);
err photo_zip_store_counts(struct db *db, int64_t zip, int64_t out[PHOTO_ENTRY_STATE_COUNT]);
// At most LIMIT_DESK_ROWS + 1 after a number; `state` -1: all.
err photo_zip_store_entries(struct db *db, struct arena *a, int64_t zip, int state, int64_t after,
                            photo_entry_list *out);
// The firm's listing of this own code, or else of this number; *out_offer is 0 when there is none.
err photo_zip_store_listing(struct db *db, supplier_id supplier, str code, public_no no,
                            offer_id *out_offer, struct pictured *out);
