#include "platform/picture/picture_store.h"

#include <assert.h>

#include "base/limits.h"
#include "platform/picture/picture.sql.h"

err picture_store_add(struct db *db, const struct picture *p, account_id by, picture_id *out)
{
    struct query *q = db_query(db, &SQL_PICTURE_ADD);
    bind_i64(q, "no", p->no.value);
    bind_i64(q, "file", p->original.value);
    bind_id(q, "created_by", by.value);
    bind_instant(q, "added_at", p->added_at);
    return query_run_id(q, &out->value);
}

struct picture picture_read(struct query *q)
{
    struct picture p = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .original = {read_i64(q, "file_id")},
        .state = picture_state_from(read_str(q, "state")),
        .verdict = picture_verdict_from(read_str(q, "verdict")),
        .width = read_i64(q, "width"),
        .height = read_i64(q, "height"),
        .words = (uint32_t)read_i64(q, "words"),
        .hash = (uint64_t)read_i64(q, "hash"),
        .added_at = read_instant(q, "added_at"),
    };
    assert(p.state < PICTURE_STATE_COUNT && p.verdict < PICTURE_VERDICT_COUNT); // CHECKs
    return p;
}

err picture_store_find(struct db *db, picture_id id, struct picture *out)
{
    struct query *q = db_query(db, &SQL_PICTURE_FIND);
    bind_i64(q, "id", id.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PICTURE_UNKNOWN;
    }
    struct picture p = picture_read(q);
    TRY(query_end(q));
    *out = p;
    return NULL;
}

err picture_store_find_made(struct db *db, public_no no, enum picture_size size,
                            struct kept_file *out)
{
    file_id id = {0};
    struct query *q = db_query(db, &SQL_PICTURE_FIND_MADE);
    bind_str(q, "size", picture_size_name(size));
    bind_i64(q, "no", no.value);
    if (query_next(q)) {
        id.value = read_i64(q, "file_id");
    }
    TRY(query_end(q));
    return id.value == 0 ? &PICTURE_UNKNOWN : file_find(db, id, out);
}

static err add_bands(struct db *db, const struct picture *p)
{
    for (int band = 0; band < PICTURE_BANDS; band++) {
        struct query *q = db_query(db, &SQL_PICTURE_BAND_ADD);
        bind_i64(q, "band", band);
        bind_i64(q, "value", picture_band(p->hash, band));
        bind_i64(q, "id", p->id.value);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err picture_store_set_ready(struct db *db, const struct picture *p,
                            const file_id made[PICTURE_SIZE_COUNT], instant now)
{
    int64_t changed = 0;
    struct query *q = db_query(db, &SQL_PICTURE_SET_READY);
    bind_i64(q, "width", p->width);
    bind_i64(q, "height", p->height);
    bind_i64(q, "words", p->words);
    bind_i64(q, "hash", (int64_t)p->hash);
    bind_i64(q, "large", made[PICTURE_1200].value);
    bind_i64(q, "middle", made[PICTURE_600].value);
    bind_i64(q, "small", made[PICTURE_240].value);
    bind_i64(q, "jpeg", made[PICTURE_1200_JPEG].value);
    bind_instant(q, "now", now);
    bind_i64(q, "id", p->id.value);
    TRY(query_run(q, &changed));
    return changed == 1 && picture_hash_tells(p->hash) ? add_bands(db, p) : NULL;
}

err picture_store_set_refused(struct db *db, picture_id id, enum picture_verdict verdict,
                              instant now)
{
    struct query *q = db_query(db, &SQL_PICTURE_SET_REFUSED);
    bind_str(q, "verdict", str_view(picture_verdict_word(verdict)));
    bind_instant(q, "now", now);
    bind_i64(q, "id", id.value);
    return query_run(q, NULL);
}

// --- What looks alike ----------------------------------------------------------------------------

static bool has_id(const picture_near_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].id.value == id) {
            return true;
        }
    }
    return false;
}

// Into its place by distance; the farthest falls out of a full list.
static void put(picture_near_list *list, struct picture_near found)
{
    if (list->count == LIMIT_PICTURES_NEAR &&
        list->items[list->count - 1].distance <= found.distance) {
        return;
    }
    list->count += list->count < LIMIT_PICTURES_NEAR;
    size_t at = list->count - 1;
    for (; at > 0 && list->items[at - 1].distance > found.distance; at--) {
        list->items[at] = list->items[at - 1];
    }
    list->items[at] = found;
}

static err add_from_band(struct db *db, uint64_t hash, int band, picture_id but,
                         picture_near_list *list)
{
    struct query *q = db_query(db, &SQL_PICTURE_NEAR_BAND);
    bind_i64(q, "band", band);
    bind_i64(q, "value", picture_band(hash, band));
    while (query_next(q)) {
        int64_t id = read_i64(q, "id");
        int distance = picture_distance(hash, (uint64_t)read_i64(q, "hash"));
        if (id != but.value && distance <= PICTURE_NEAR && !has_id(list, id)) {
            put(list, (struct picture_near){.id = {id}, .distance = distance});
        }
    }
    return query_end(q);
}

err picture_near(struct db *db, struct arena *a, uint64_t hash, picture_id but,
                 picture_near_list *out)
{
    picture_near_list list = {.items = NEW_ARRAY(a, LIMIT_PICTURES_NEAR, struct picture_near)};
    for (int band = 0; picture_hash_tells(hash) && band < PICTURE_BANDS; band++) {
        TRY(add_from_band(db, hash, band, but, &list));
    }
    *out = list;
    return NULL;
}
