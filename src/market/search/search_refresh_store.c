// The columns brought up to date: a few rows written, all of them made anew from those there are,
// taken from the file that another process wrote, or loaded.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_column_store.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_image_store.h"
#include "market/search/search_rank_store.h"

// Changes that are written into the columns one by one; more load them anew.
#define REFRESH_ROWS ((size_t)500)
#define REFRESH_CHANGES 2000 // of them, some to the same offers

// --- A few columns anew --------------------------------------------------------------------------

// What a supplier is today or, where an offer is named, what that is of.
struct held_now {
    int64_t supplier_id;
    int64_t offer_id;
    struct search_firm firm;
};
typedef LIST(struct held_now) held_now_list;

struct changed {
    int64_t after;      // the change they came after
    int64_t *offers;    // ascending
    size_t count;       // 0: too many, or nobody knows which
    str ids;            // the same as a JSON array
    int64_t known;      // how many of them have a row
    held_now_list held; // of these offers and their suppliers
};

// The columns and the copy as they stand.
struct standing {
    date today;
    int64_t newest;     // change, as the catalogue is seen
    bool is_known;      // they are of today, and no word changed
    bool is_fresh;      // they are as the catalogue is
    bool is_new;        // made anew here
    bool is_shared;     // the site is so large that its processes share them
    int64_t before;     // the generation they are of
    int64_t position;   // of the copy
    int64_t generation; // of the copy
    struct changed changed;
};

static void take_held(held_now_list *held, struct query *q)
{
    int64_t supplier = read_i64(q, "supplier_id");
    int64_t offer = read_i64(q, "offer_id");
    assert(held->items != NULL);
    struct held_now *last = held->count > 0 ? &held->items[held->count - 1] : NULL;
    if (last == NULL || last->supplier_id != supplier || last->offer_id != offer) {
        assert(held->count < 2 * REFRESH_ROWS); // no more firms than offers
        last = &held->items[held->count++];
        *last = (struct held_now){
            .supplier_id = supplier, .offer_id = offer, .firm = {.vulnerable_bp = -1}};
    }
    search_firm_add(&last->firm, q);
}

// What changed since, as `db` sees it.
static err list_changed(struct search *s, struct db *db, struct arena *a, struct changed *out)
{
    *out = (struct changed){.after = s->change_id,
                            .held.items = NEW_ARRAY(a, 2 * REFRESH_ROWS, struct held_now),
                            .offers = NEW_ARRAY(a, REFRESH_ROWS + 1, int64_t)};
    struct out ids;
    out_init(&ids, a, LIMIT_PAGE);
    size_t count = 0;
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_CHANGED);
    bind_i64(q, "after", s->change_id);
    bind_i64(q, "count", (int64_t)REFRESH_ROWS + 1);
    bind_date(q, "today", s->day);
    while (query_next(q) && count <= REFRESH_ROWS) {
        if (str_equals(read_str(q, "part"), S("held"))) {
            take_held(&out->held, q);
            continue;
        }
        int64_t offer = read_i64(q, "offer_id");
        out_char(&ids, count == 0 ? '[' : ',');
        out_i64(&ids, offer);
        out->offers[count++] = offer;
        out->known += search_find_row(s, offer) >= 0;
    }
    TRY(query_end(q));
    out_char(&ids, ']');
    out->ids = out_view(&ids);
    out->count = count <= REFRESH_ROWS ? count : 0;
    return NULL;
}

static bool has_its_tags(const struct search_row *r, const held_now_list *held)
{
    struct search_firm is = {0};
    bool is_known = false;
    for (size_t i = 0; i < held->count; i++) {
        const struct held_now *h = &held->items[i];
        if (h->offer_id == 0 && h->supplier_id == r->supplier_id) {
            is.vulnerable_bp = h->firm.vulnerable_bp;
            is.tags |= h->firm.tags;
            is_known = true;
        } else if (h->offer_id == r->offer_id) {
            is.tags |= h->firm.tags;
        }
    }
    return is_known && is.tags == r->tags && is.vulnerable_bp == r->vulnerable_bp;
}

// Does the offer stand in the same lists as before? Then the place it has is still its own.
static bool write_row(struct search *s, struct query *q, struct search_row *r)
{
    if (!str_equals(s->codes.items[r->category], read_str(q, "category_code")) ||
        !str_equals(s->districts.items[r->district], read_str(q, "district_code")) ||
        r->unit != search_place_of_unit(s, read_str(q, "unit")) ||
        r->supplier_id != read_i64(q, "supplier_id")) {
        return false;
    }
    search_read_figures(s, q, r);
    r->score = search_rank_score(s, r);
    return true;
}

// A price, a time or one buyer more: what most changes are, and a city makes one with each
// contract. They are not fresh by it when offers came, went or moved or certificates changed: then
// all columns are made anew.
static err refresh_rows(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    struct changed *changed = &now->changed;
    TRY(list_changed(s, db, a, changed));
    if (changed->count == 0) {
        return NULL;
    }
    bool stays = true;
    int64_t written = 0;
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMNS_OF);
    bind_str(q, "ids", changed->ids);
    while (query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        struct search_row *r = at < 0 ? NULL : &s->rows.items[at];
        stays = stays && r != NULL && write_row(s, q, r) && has_its_tags(r, &changed->held);
        written++;
    }
    now->is_fresh = stays && written == changed->known;
    return query_end(q);
}

// So many offers, about, that their columns are worth a file? Within a read transaction of the
// index.
static err ask_size(struct search *s, struct standing *now)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMN_LAST);
    size_t last = query_next(q) ? (size_t)read_i64(q, "id") : 0;
    now->is_shared = last >= s->share_least;
    return query_end(q);
}

static bool is_little(const struct search *s, const struct standing *now)
{
    return now->position == now->newest && s->words_id == 0 &&
           now->newest - s->change_id <= REFRESH_CHANGES;
}

// A few rows are refreshed, when they are known and no more than these changed; not so where
// another process took the copy further than `db` sees: what it took in besides could not be
// listed. Words of categories and units that changed touch all. Within a read transaction of the
// index.
static err refresh(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    TRY(search_copy_position(s, &now->position, &now->generation));
    if (now->is_known && is_little(s, now)) {
        TRY(refresh_rows(s, db, a, now));
    }
    bool words_changed = now->generation != now->before;
    if (now->changed.count == 0) {
        search_known_forget(s);
    } else if (words_changed) {
        search_known_note(s, now->changed.offers, now->changed.count);
    }
    return now->is_fresh ? NULL : ask_size(s, now);
}

// --- Another process's ---------------------------------------------------------------------------

// Words of categories and units changed, if at all, before that: s->words_id is the newest such
// change after our own.
static bool has_same_words(const struct search *s, const struct search_image_facts *is)
{
    return is->change_id >= s->change_id && s->words_id <= is->change_id;
}

// Take over what lies beside the index, whatever day it is of.
static err take_image(struct search *s, struct db *db, struct standing *now,
                      const struct search_image_facts *is)
{
    search_columns_begin(s);
    TRY(search_load_facts(s, db, now->today));
    if (s->districts_sum != is->districts_sum || !search_image_lists(s, &s->before)) {
        mapping_free(&s->before);
        return NULL;
    }
    search_image_take(s);
    search_columns_count(s);
    s->change_id = is->change_id;
    s->words_id = 0;
    s->day = is->day;
    s->is_whole = true;
    s->columns_from = SEARCH_MAPPED;
    // Points by another formula, or of other new firms, are no points of today.
    now->is_known = date_equals(now->today, is->day) && s->facts_sum == is->facts_sum;
    return NULL;
}

// What another process loaded since, and what changed since that.
static err map_shared(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    struct search_image_facts is;
    if (!search_image_find(s, now->position, now->generation, &is)) {
        return NULL;
    }
    if (!has_same_words(s, &is)) {
        mapping_free(&s->before);
        return NULL;
    }
    TRY(take_image(s, db, now, &is));
    if (!s->is_whole || !now->is_known) {
        return NULL;
    }
    now->is_fresh = s->change_id >= now->newest;
    return now->is_fresh || !is_little(s, now) ? NULL : refresh_rows(s, db, a, now);
}

// --- Made anew -----------------------------------------------------------------------------------

// Rows of the copy, by ascending offer, to be put among the others.
struct row_list {
    struct search_row *items;
    uint32_t *opened;
    size_t count;
};

static err read_changed(struct search *s, struct arena *a, const struct changed *changed,
                        struct row_list *out)
{
    *out = (struct row_list){.items = NEW_ARRAY(a, changed->count + 1, struct search_row),
                             .opened = NEW_ARRAY(a, changed->count + 1, uint32_t)};
    if (changed->count == 0) {
        return NULL;
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMNS_OF);
    bind_str(q, "ids", changed->ids);
    while (query_next(q)) {
        assert(out->count < changed->count);
        out->items[out->count] = search_read_row(s, q, &out->opened[out->count]);
        out->count++;
    }
    return query_end(q);
}

// Of `list`, those below an offer.
static err gather_below(struct search *s, const struct row_list *list, size_t *at, int64_t offer)
{
    for (; *at < list->count && list->items[*at].offer_id < offer; (*at)++) {
        TRY(search_gather(s, &list->items[*at], list->opened[*at]));
    }
    return NULL;
}

// The rows of before without those that changed, and these as they are now in their places.
static err gather_all(struct search *s, const struct changed *changed, const struct row_list *now)
{
    size_t count = 0;
    size_t next = 0;
    size_t skip = 0;
    const struct search_row *rows = search_image_rows(&s->before, &count);
    const uint32_t *opened = search_image_opened(&s->before);
    for (size_t i = 0; i < count; i++) {
        int64_t offer = rows[i].offer_id;
        TRY(gather_below(s, now, &next, offer + 1));
        while (skip < changed->count && changed->offers[skip] < offer) {
            skip++;
        }
        if (skip == changed->count || changed->offers[skip] != offer) {
            struct search_row r = rows[i];
            r.tags = 0; // told anew
            TRY(search_gather(s, &r, opened[i]));
        }
    }
    return gather_below(s, now, &next, INT64_MAX);
}

static err end_columns(struct search *s, struct db *db, struct standing *now,
                       enum search_columns_from from)
{
    mapping_free(&s->before);
    TRY(search_image_make(s));
    search_columns_count(s);
    TRY(search_load_tags(s, db, now->today));
    s->columns_from = from;
    s->is_whole = true;
    now->is_new = true;
    now->is_fresh = true;
    return NULL;
}

// All rows from those there are: a day that began, offers that came, went or moved, certificates.
static err renew(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    struct changed changed = now->changed;
    struct row_list rows;
    if (!s->is_whole || !is_little(s, now)) {
        return NULL;
    }
    if (s->change_id == now->newest) {
        changed.count = 0;
    } else if (changed.offers == NULL || changed.after != s->change_id) {
        TRY(list_changed(s, db, a, &changed));
    }
    if (changed.count == 0 && s->change_id != now->newest) {
        return NULL;
    }
    uint64_t districts = s->districts_sum;
    mapping_free(&s->before);
    s->before = s->image;
    s->image = (struct mapping){0};
    search_columns_begin(s);
    TRY(search_load_facts(s, db, now->today));
    if (s->districts_sum != districts || !search_image_lists(s, &s->before)) {
        return NULL;
    }
    TRY(read_changed(s, a, &changed, &rows));
    TRY(gather_all(s, &changed, &rows));
    return end_columns(s, db, now, SEARCH_RENEWED);
}

// Everything, as the copy and `db` have it.
static err load(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    mapping_free(&s->before);
    search_columns_begin(s);
    TRY(search_load_facts(s, db, now->today));
    TRY(search_load_rows(s, a));
    return end_columns(s, db, now, SEARCH_READ);
}

// Within a read transaction of the index, in one's turn where others share them.
static err replace_within(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    TRY(search_copy_position(s, &now->position, &now->generation));
    TRY(map_shared(s, db, a, now));
    TRY(now->is_fresh ? NULL : renew(s, db, a, now));
    return now->is_fresh ? NULL : load(s, db, a, now);
}

static err replace(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    if (now->is_shared) {
        search_image_turn(s);
    }
    TRY(db_begin(s->index, DB_READ));
    err e = replace_within(s, db, a, now);
    db_rollback(s->index);
    return e;
}

// What frequent words find stays, but for the offers that `changed` since change `was`: where it is
// known which these are, and the copy holds no change besides.
static void follow_hits(struct search *s, const struct standing *now, int64_t was,
                        const struct changed *changed)
{
    bool is_listed = was == now->newest || changed->count > 0;
    if (now->before < 0 || now->position != now->newest || !is_listed) {
        search_hits_forget(s);
        return;
    }
    search_hits_move(s);
    if (now->generation != now->before) {
        search_hits_note_changed(s, changed->offers, changed->count);
    }
}

static err bring_up_to_date(struct search *s, struct db *db, struct arena *a, struct standing *now)
{
    int64_t was = s->change_id;
    TRY(db_begin(s->index, DB_READ));
    err e = refresh(s, db, a, now);
    db_rollback(s->index);
    TRY(e);
    struct changed changed = now->changed; // another process's columns are of a change of their own
    if (now->is_fresh) {
        search_kept_begin(s);
    } else {
        TRY(replace(s, db, a, now));
    }
    follow_hits(s, now, was, &changed);
    // The copy may be ahead of what `db` sees: what certificates became there is read the next
    // time.
    s->change_id = now->position < now->newest ? now->position : now->newest;
    s->generation = now->generation;
    if (now->is_new) {
        search_image_share(s, a);
    }
    return NULL;
}

err search_newest_change(struct search *s, struct db *db, int64_t *out)
{
    struct query *q = db_query(db, &SQL_SEARCH_NEWEST_CHANGE);
    bind_i64(q, "after", s->change_id);
    if (query_next(q)) {
        *out = read_i64(q, "change_id");
        s->words_id = read_i64(q, "words_id");
    }
    return query_end(q);
}

err search_catch_up(struct search *s, struct db *db, struct arena *a, date today)
{
    struct standing now = {.today = today, .before = s->generation};
    search_image_turn_end(s); // of a unit that found no memory
    TRY(search_newest_change(s, db, &now.newest));
    db_set_arena(s->index, a);
    search_kept_make_room(s);
    if (now.newest != s->change_id) {
        TRY(search_copy_catch_up(s, db, a, now.newest));
    }
    now.is_known = s->generation >= 0 && date_equals(today, s->day);
    if (now.is_known && now.newest == s->change_id) {
        return NULL;
    }
    s->generation = -1; // what is half loaded when this fails is loaded again
    err e = bring_up_to_date(s, db, a, &now);
    search_image_turn_end(s);
    return e;
}
