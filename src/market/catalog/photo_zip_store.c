#include "market/catalog/photo_zip_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/photo_zip.sql.h"

#define LIST_MOST 20 // the statement's LIMIT

err photo_zip_store_add(struct db *db, struct photo_zip *z, instant now)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_ADD);
    bind_i64(q, "no", z->no.value);
    bind_i64(q, "supplier", z->supplier.value);
    bind_id(q, "account", z->account.value);
    bind_id(q, "offer", z->offer.value);
    bind_str(q, "name", z->name);
    bind_str(q, "spool", z->spool);
    bind_i64(q, "size", z->size);
    bind_instant(q, "now", now);
    return query_run_id(q, &z->id);
}

err photo_zip_store_spooled(struct db *db, str spool, bool *out)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_SPOOLED);
    bind_str(q, "spool", spool);
    *out = query_next(q);
    return query_end(q);
}

static struct photo_zip read_zip(struct query *q)
{
    return (struct photo_zip){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .supplier = {read_i64(q, "supplier_id")},
        .account = {read_i64(q, "account_id")},
        .account_name = read_str(q, "account_name"),
        .offer = {read_i64(q, "offer_id")},
        .offer_no = {read_i64(q, "offer_no")},
        .offer_title = read_str(q, "offer_title"),
        .name = read_str(q, "name"),
        .spool = read_str(q, "spool"),
        .size = read_i64(q, "size"),
        .is_done = str_equals(read_str(q, "state"), S("done")),
        .position = read_i64(q, "position"),
        .entry_count = read_i64(q, "entry_count"),
        .unpacked = read_i64(q, "unpacked"),
        .given_up = read_i64(q, "given_up"),
        .words = read_str(q, "words"),
        .created_at = read_instant(q, "created_at"),
        .moved_at = read_instant(q, "moved_at"),
        .version = read_i64(q, "version"),
    };
}

static err read_one(struct query *q, struct photo_zip *out)
{
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PHOTO_ZIP_UNKNOWN;
    }
    struct photo_zip z = read_zip(q);
    TRY(query_end(q));
    *out = z;
    return NULL;
}

err photo_zip_store_load(struct db *db, int64_t id, struct photo_zip *out)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_LOAD);
    bind_i64(q, "id", id);
    return read_one(q, out);
}

err photo_zip_store_find(struct db *db, supplier_id supplier, public_no no, struct photo_zip *out)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_FIND);
    bind_i64(q, "no", no.value);
    bind_i64(q, "supplier", supplier.value);
    return read_one(q, out);
}

err photo_zip_store_list(struct db *db, struct arena *a, supplier_id supplier, photo_zip_list *out)
{
    photo_zip_list list = {.items = NEW_ARRAY(a, LIST_MOST, struct photo_zip)};
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_LIST);
    bind_i64(q, "supplier", supplier.value);
    while (query_next(q) && list.count < LIST_MOST) {
        list.items[list.count++] = read_zip(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err photo_zip_store_at_work(struct db *db, supplier_id supplier, int64_t *out)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_AT_WORK);
    bind_i64(q, "supplier", supplier.value);
    *out = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

err photo_zip_store_step(struct db *db, const struct photo_zip *z, instant now)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_STEP);
    bind_i64(q, "position", z->position);
    bind_i64(q, "entry_count", z->entry_count);
    bind_i64(q, "unpacked", z->unpacked);
    bind_i64(q, "given_up", z->given_up);
    bind_str(q, "state", z->is_done ? S("done") : S("running"));
    bind_str(q, "words", z->words);
    bind_instant(q, "now", now);
    bind_i64(q, "id", z->id);
    bind_i64(q, "version", z->version);
    return query_run_one(q, &PHOTO_ZIP_MOVED);
}

err photo_zip_store_add_entry(struct db *db, int64_t zip, const struct photo_entry *e)
{
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_ENTRY_ADD);
    bind_i64(q, "zip", zip);
    bind_i64(q, "number", e->number);
    bind_str(q, "name", e->name);
    bind_str(q, "state", str_view(photo_entry_word(e->state)));
    bind_str(q, "words", e->words);
    bind_id(q, "offer", e->offer.value);
    return query_run(q, NULL);
}

err photo_zip_store_counts(struct db *db, int64_t zip, int64_t out[PHOTO_ENTRY_STATE_COUNT])
{
    for (int i = 0; i < PHOTO_ENTRY_STATE_COUNT; i++) {
        out[i] = 0;
    }
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_COUNTS);
    bind_i64(q, "zip", zip);
    while (query_next(q)) {
        int state = photo_entry_from(read_str(q, "state"));
        assert(state >= 0); // a CHECK of the table
        out[state] = read_i64(q, "count");
    }
    return query_end(q);
}

err photo_zip_store_entries(struct db *db, struct arena *a, int64_t zip, int state, int64_t after,
                            photo_entry_list *out)
{
    photo_entry_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS + 1, struct photo_entry)};
    const char *word = state < 0 ? "" : photo_entry_word((enum photo_entry_state)state);
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_ENTRIES);
    bind_i64(q, "zip", zip);
    bind_i64(q, "after", after);
    bind_str(q, "state", str_view(word));
    while (query_next(q) && list.count <= LIMIT_DESK_ROWS) {
        int is = photo_entry_from(read_str(q, "state"));
        assert(is >= 0); // a CHECK of the table
        list.items[list.count++] = (struct photo_entry){
            .number = read_i64(q, "number"),
            .name = read_str(q, "name"),
            .state = (enum photo_entry_state)is,
            .words = read_str(q, "words"),
            .offer_no = {read_i64(q, "offer_no")},
            .title = read_str(q, "title"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err photo_zip_store_listing(struct db *db, supplier_id supplier, str code, public_no no,
                            offer_id *out_offer, struct pictured *out)
{
    *out_offer = NO_ID(offer_id);
    struct query *q = db_query(db, &SQL_PHOTO_ZIP_LISTING);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "code", code);
    bind_i64(q, "no", no.value);
    if (query_next(q)) {
        out_offer->value = read_i64(q, "offer_id");
        *out = (struct pictured){
            .product = {read_i64(q, "id")},
            .product_no = {read_i64(q, "no")},
            .title = read_str(q, "title"),
        };
    }
    return query_end(q);
}
