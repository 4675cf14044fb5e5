// The columns in memory: loaded from the copy, brought up to date where only a few changed.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_rank_store.h"

// Changes that are written into the columns one by one; more load them anew.
#define REFRESH_ROWS ((size_t)500)
#define REFRESH_CHANGES 2000 // of them, some to the same offers
#define SCRATCH_ROWS 1000    // rows whose texts are held at once while all are loaded

// --- All columns ---------------------------------------------------------------------------------

// Where a text stands, or the slot that waits for it: half of them stay empty.
static uint16_t *slot_of(struct search_places *places, const str *codes, str code)
{
    uint32_t hash = UINT32_C(2166136261); // FNV-1a
    for (size_t i = 0; i < code.n; i++) {
        hash = (hash ^ (unsigned char)code.p[i]) * UINT32_C(16777619);
    }
    uint16_t *slot = &places->slots[hash % COUNT(places->slots)];
    while (*slot != 0 && !str_equals(codes[*slot - 1], code)) {
        bool is_last = slot == &places->slots[COUNT(places->slots) - 1];
        slot = is_last ? places->slots : slot + 1;
    }
    return slot;
}

static uint16_t place_of(struct arena *a, struct search_places *places, str *codes, size_t *count,
                         str code)
{
    uint16_t *slot = slot_of(places, codes, code);
    if (*slot == 0) {
        assert(*count < LIMIT_SEARCH_CODES);
        codes[(*count)++] = str_copy(a, code);
        *slot = (uint16_t)*count;
    }
    return (uint16_t)(*slot - 1);
}

static uint16_t place_of_code(struct search *s, str code)
{
    return place_of(s->columns, s->code_places, s->codes.items, &s->codes.count, code);
}

static uint16_t place_of_district(struct search *s, str code)
{
    return place_of(s->columns, s->district_places, s->districts.items, &s->districts.count, code);
}

str search_unit_name(const struct search *s, struct arena *a, str typed)
{
    str name = normal_unit_name(a, s->added, typed);
    return str_equals(name, S("개월")) ? S("월") : name;
}

static void name_unit(struct search *s, uint16_t place)
{
    str name = search_unit_name(s, s->columns, s->units.items[place]);
    uint16_t group = 0;
    while (group < place && !str_equals(s->unit_names[group], name)) {
        group++;
    }
    s->unit_names[place] = name;
    s->unit_groups[place] = group;
}

// Firms write units as they like: one too many, or one that would part a list, is none.
static uint16_t place_of_unit(struct search *s, str unit)
{
    bool is_full = s->units.count == LIMIT_SEARCH_CODES;
    if (is_full || str_index(unit, S("|")) < unit.n) {
        uint16_t place = *slot_of(s->unit_places, s->units.items, unit);
        return place > 0 ? (uint16_t)(place - 1) : 0;
    }
    size_t known = s->units.count;
    uint16_t place = place_of(s->columns, s->unit_places, s->units.items, &s->units.count, unit);
    if (place == known) {
        name_unit(s, place);
    }
    return place;
}

// Between two places. The ids stand by themselves: looking among them touches little memory.
static int64_t find_between(const struct search *s, size_t low, size_t high, int64_t offer)
{
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->ids[middle] < offer) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < s->rows.count && s->ids[low] == offer ? (int64_t)low : -1;
}

int64_t search_find_row(const struct search *s, int64_t offer)
{
    return find_between(s, 0, s->rows.count, offer);
}

int64_t search_find_next_row(const struct search *s, size_t *from, int64_t offer)
{
    size_t step = 1;
    size_t low = *from;
    size_t high = low;
    while (high < s->rows.count && s->ids[high] < offer) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    high = high < s->rows.count ? high + 1 : s->rows.count;
    int64_t at = find_between(s, low, high, offer);
    *from = at >= 0 ? (size_t)at : low;
    return at;
}

// What a supplier is today.
struct firm {
    uint64_t tags;
    int32_t vulnerable_bp;
    bool is_selling;
};

static uint64_t read_tag(struct query *q)
{
    int kind = certificate_any_kind_from(read_str(q, "kind"));
    return kind >= 0 ? UINT64_C(1) << kind : 0;
}

static void add_tag(struct firm *f, struct query *q)
{
    int32_t bp = (int32_t)read_i64(q, "vulnerable_bp");
    f->tags |= read_tag(q);
    f->vulnerable_bp = bp > f->vulnerable_bp ? bp : f->vulnerable_bp;
}

// One certificate: of a firm, or of what one of its offers is of.
static void take_tag(struct search *s, struct firm *firms, int64_t id_max, struct query *q)
{
    int64_t supplier = read_i64(q, "supplier_id");
    int64_t offer = read_i64(q, "offer_id");
    int64_t at = offer > 0 ? search_find_row(s, offer) : -1;
    if (at >= 0) {
        s->rows.items[at].tags |= read_tag(q);
    } else if (offer == 0 && supplier <= id_max) {
        add_tag(&firms[supplier], q);
    }
}

static void count_firms(struct search *s, const struct firm *firms, int64_t id_max)
{
    s->firm_count = 0;
    memset(s->firm_counts, 0, sizeof(s->firm_counts));
    for (int64_t id = 0; id <= id_max; id++) {
        s->firm_count += firms[id].is_selling;
        for (int k = 0; k < CERTIFICATE_KIND_COUNT && firms[id].is_selling; k++) {
            s->firm_counts[k] += (int64_t)(firms[id].tags >> k & 1);
        }
    }
}

static err load_tags(struct search *s, struct db *db, date today)
{
    int64_t id_max = 0;
    for (size_t i = 0; i < s->rows.count; i++) {
        int64_t id = s->rows.items[i].supplier_id;
        id_max = id > id_max ? id : id_max;
    }
    struct firm *firms = NEW_ARRAY(s->columns, (size_t)id_max + 1, struct firm);
    for (int64_t id = 0; id <= id_max; id++) {
        firms[id].vulnerable_bp = -1;
    }
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_TAGS);
    bind_date(q, "today", today);
    while (query_next(q)) {
        take_tag(s, firms, id_max, q);
    }
    TRY(query_end(q));
    for (size_t i = 0; i < s->rows.count; i++) {
        struct search_row *r = &s->rows.items[i];
        struct firm *f = &firms[r->supplier_id];
        f->is_selling = true;
        r->tags |= f->tags;
        r->vulnerable_bp = f->vulnerable_bp;
        r->score = search_rank_score(s, r);
    }
    count_firms(s, firms, id_max);
    s->day = today;
    return NULL;
}

static void take_category(struct search *s, struct query *q)
{
    struct arena *a = s->columns;
    assert(s->categories.count < LIMIT_SEARCH_CODES);
    s->categories.items[s->categories.count++] =
        (struct search_category){.code = str_copy(a, read_str(q, "code")),
                                 .parent = str_copy(a, read_str(q, "parent_code")),
                                 .name = str_copy(a, read_str(q, "name")),
                                 .level = read_i64(q, "id"),
                                 .is_green = read_i64(q, "value") == 1,
                                 .object = str_copy(a, read_str(q, "object"))};
}

static void take_fact(struct search *s, struct query *q, date today)
{
    struct arena *a = s->columns;
    str kind = read_str(q, "kind");
    if (str_equals(kind, S("category"))) {
        take_category(s, q);
    } else if (str_equals(kind, S("district"))) {
        assert(s->district_names.count < LIMIT_SEARCH_CODES);
        s->district_names.items[s->district_names.count++] = (struct search_facet){
            .value = str_copy(a, read_str(q, "code")), .name = str_copy(a, read_str(q, "name"))};
    } else if (str_equals(kind, S("unit"))) {
        struct normal_unit unit = {.name = str_copy(a, read_str(q, "code")),
                                   .is_counted = read_i64(q, "value") == 1};
        normal_units_add(a, s->added, &unit, str_copy(a, read_str(q, "name")));
    } else if (str_equals(kind, S("term"))) {
        search_rank_take_term(s, q);
    } else {
        search_rank_take_firm(s, q, today); // the terms came before
    }
}

static void find_ways_up(struct search *s)
{
    s->ways_up = NEW_ARRAY(s->columns, s->codes.count + 1, struct search_way_up);
    s->greens = NEW_ARRAY(s->columns, s->codes.count + 1, bool);
    for (size_t k = 0; k < s->codes.count; k++) {
        for (int level = 0; level <= SEARCH_LEVELS; level++) {
            s->ways_up[k].at[level] = -1;
        }
        const struct search_category *c = search_category_find(s, s->codes.items[k]);
        for (int step = 0; c != NULL && step < SEARCH_LEVELS; step++) {
            assert(c->level >= 1 && c->level <= SEARCH_LEVELS);
            s->ways_up[k].at[c->level] = (int32_t)(c - s->categories.items);
            s->greens[k] = s->greens[k] || c->is_green;
            c = search_category_find(s, c->parent);
        }
    }
}

static int compare_codes(const void *x, const void *y)
{
    const struct search_category *const *a = x;
    const struct search_category *const *b = y;
    return str_compare((*a)->code, (*b)->code);
}

static void sort_categories(struct search *s)
{
    s->by_code = NEW_ARRAY(s->columns, s->categories.count + 1, const struct search_category *);
    for (size_t i = 0; i < s->categories.count; i++) {
        s->by_code[i] = &s->categories.items[i];
    }
    qsort(s->by_code, s->categories.count, sizeof(s->by_code[0]), compare_codes);
}

static err load_facts(struct search *s, struct db *db, date today)
{
    s->categories.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct search_category);
    s->categories.count = 0;
    s->district_names.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct search_facet);
    s->district_names.count = 0;
    s->added = normal_units_new(s->columns);
    search_rank_begin(s);
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_FACTS);
    bind_date(q, "today", today);
    bind_i64(q, "today_us", instant_at(today, 0, 0).us);
    while (query_next(q)) {
        take_fact(s, q, today);
    }
    sort_categories(s);
    return query_end(q);
}

// How many offers lie in each category and below.
static void count_categories(struct search *s)
{
    find_ways_up(s);
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct search_way_up *up = &s->ways_up[s->rows.items[i].category];
        for (int level = 1; level <= SEARCH_LEVELS; level++) {
            if (up->at[level] >= 0) {
                s->categories.items[up->at[level]].count++;
            }
        }
    }
}

// What of an offer changes while its place among the others stays.
static void read_figures(const struct search *s, struct query *q, struct search_row *r)
{
    str districts = read_str(q, "districts");
    r->price_won = read_i64(q, "price_won");
    r->band = (uint8_t)search_band(read_money(q, "price_won"));
    r->lead_days = (uint16_t)read_i64(q, "lead_days");
    r->lead_step = 0;
    while (r->lead_step < SEARCH_LEADS && r->lead_days > search_lead_days(r->lead_step + 1)) {
        r->lead_step++;
    }
    r->quantity_min = (int32_t)read_i64(q, "quantity_min");
    r->buyer_count = (int32_t)read_i64(q, "buyer_count");
    r->delivers = districts.n > 0 ? search_district_bits(s, districts) : SEARCH_EVERYWHERE;
}

static void begin_columns(struct search *s)
{
    arena_reset(s->columns);
    search_kept_begin(s);
    s->codes.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->codes.count = 0;
    s->districts.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->districts.count = 0;
    s->units.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->units.count = 0;
    s->code_places = NEW(s->columns, struct search_places);
    s->district_places = NEW(s->columns, struct search_places);
    s->unit_places = NEW(s->columns, struct search_places);
    s->unit_groups = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, uint16_t);
    s->unit_names = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, str);
    s->added = NULL;
    (void)place_of_unit(s, S("")); // none
    s->rows.count = 0;
}

static err count_rows(struct search *s, size_t *out)
{
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMN_COUNT);
    *out = query_next(q) ? (size_t)read_i64(q, "count") : 0;
    return query_end(q);
}

static err load_rows(struct search *s, struct arena *a)
{
    db_set_arena(s->index, s->scratch); // the texts of a million rows are no memory of a request
    size_t room = 0;
    TRY(count_rows(s, &room)); // in the same transaction: no more can come
    struct search_row *rows = NEW_ARRAY(s->columns, room + 1, struct search_row);
    s->opened = NEW_ARRAY(s->columns, room + 1, uint32_t);
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMNS);
    size_t count = 0;
    while (query_next(q)) {
        assert(count < room);
        rows[count] = (struct search_row){
            .offer_id = read_i64(q, "id"),
            .supplier_id = read_i64(q, "supplier_id"),
            .category = place_of_code(s, read_str(q, "category_code")),
            .district = place_of_district(s, read_str(q, "district_code")),
            .unit = place_of_unit(s, read_str(q, "unit")),
        };
        s->opened[count] = (uint32_t)(read_instant(q, "opened_at").us / 1000000);
        read_figures(s, q, &rows[count++]);
        if (count % SCRATCH_ROWS == 0) {
            arena_reset(s->scratch);
        }
    }
    db_set_arena(s->index, a);
    TRY(query_end(q));
    s->rows.items = rows;
    s->rows.count = count;
    s->ids = NEW_ARRAY(s->columns, count + 1, int64_t);
    for (size_t i = 0; i < count; i++) {
        s->ids[i] = rows[i].offer_id;
    }
    return NULL;
}

// --- A few columns anew --------------------------------------------------------------------------

// What a supplier is today or, where an offer is named, what that is of.
struct held_now {
    int64_t supplier_id;
    int64_t offer_id;
    struct firm firm;
};
typedef LIST(struct held_now) held_now_list;

// The columns and the copy as they stand.
struct standing {
    bool is_known;      // they are loaded, and of today
    bool is_fresh;      // what changed was written into them
    int64_t before;     // the generation they are of
    int64_t position;   // of the copy
    int64_t generation; // of the copy
};

struct changed {
    int64_t *offers;
    size_t count;       // 0: too many, or nobody knows which
    str ids;            // the same as a JSON array
    int64_t known;      // how many of them have a row
    held_now_list held; // of these offers and their suppliers
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
    add_tag(&last->firm, q);
}

// What changed since, as `db` sees it.
static err list_changed(struct search *s, struct db *db, struct arena *a, struct changed *out)
{
    *out = (struct changed){.held.items = NEW_ARRAY(a, 2 * REFRESH_ROWS, struct held_now),
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
    struct firm is = {0};
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
        r->unit != place_of_unit(s, read_str(q, "unit")) ||
        r->supplier_id != read_i64(q, "supplier_id")) {
        return false;
    }
    read_figures(s, q, r);
    r->score = search_rank_score(s, r);
    return true;
}

// A price, a time or one buyer more: what most changes are, and a city makes one with each
// contract. *out_done stays false when offers came, went or moved or certificates changed: then all
// columns are loaded.
static err refresh_rows(struct search *s, struct db *db, struct arena *a, struct changed *changed,
                        bool *out_done)
{
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
    *out_done = stays && written == changed->known;
    return query_end(q);
}

// Everything, as the copy and `db` have it.
static err load_columns(struct search *s, struct db *db, struct arena *a, date today)
{
    begin_columns(s);
    TRY(load_facts(s, db, today));
    return load_rows(s, a);
}

// A few rows are refreshed, when they are known and no more than these changed; not so where
// another process took the copy further than `db` sees: what it took in besides could not be
// listed. Words of categories and units that changed touch all. Within a read transaction of the
// index.
static err refresh(struct search *s, struct db *db, struct arena *a, int64_t newest,
                   struct standing *now)
{
    struct changed changed = {0};
    TRY(search_copy_position(s, &now->position, &now->generation));
    bool is_little = newest - s->change_id <= REFRESH_CHANGES;
    if (now->is_known && now->position == newest && s->words_id == 0 && is_little) {
        TRY(refresh_rows(s, db, a, &changed, &now->is_fresh));
    }
    bool words_changed = now->generation != now->before;
    if (changed.count == 0) {
        search_known_forget(s);
    } else if (words_changed) {
        search_known_note(s, changed.offers, changed.count);
    }
    if (words_changed || !now->is_fresh) {
        search_hits_forget(s);
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
    int64_t newest = 0;
    TRY(search_newest_change(s, db, &newest));
    db_set_arena(s->index, a);
    if (search_kept_is_full(s)) {
        search_kept_begin(s);
    }
    if (newest != s->change_id) {
        TRY(search_copy_catch_up(s, db, a, newest));
    }
    struct standing now = {.before = s->generation,
                           .is_known = s->generation >= 0 && date_equals(today, s->day)};
    if (now.is_known && newest == s->change_id) {
        return NULL;
    }
    s->generation = -1; // what is half loaded when this fails is loaded again
    TRY(db_begin(s->index, DB_READ));
    err e = refresh(s, db, a, newest, &now);
    e = e != NULL || now.is_fresh ? e : load_columns(s, db, a, today);
    db_rollback(s->index);
    TRY(e);
    if (now.is_fresh) {
        search_kept_begin(s);
    } else {
        count_categories(s);
        search_rank_prepare(s);
        TRY(load_tags(s, db, today));
    }
    // The copy may be ahead of what `db` sees: what certificates became there is read the next
    // time.
    s->change_id = now.position < newest ? now.position : newest;
    s->generation = now.generation;
    return NULL;
}
