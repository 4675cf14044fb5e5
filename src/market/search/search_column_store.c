#include "market/search/search_column_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_rank_store.h"

#define SCRATCH_ROWS 1000 // rows whose texts are held at once while all are loaded
#define ROOM_ROWS 4096    // at first

// --- Places --------------------------------------------------------------------------------------

uint32_t search_hash(str text)
{
    uint32_t hash = UINT32_C(2166136261); // FNV-1a
    for (size_t i = 0; i < text.n; i++) {
        hash = (hash ^ (unsigned char)text.p[i]) * UINT32_C(16777619);
    }
    return hash;
}

// Where a text stands, or the slot that waits for it: half of them stay empty.
static uint16_t *slot_of(struct search_places *places, const str *codes, str code)
{
    uint16_t *slot = &places->slots[search_hash(code) % COUNT(places->slots)];
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

uint16_t search_place_of_code(struct search *s, str code)
{
    return place_of(s->columns, s->code_places, s->codes.items, &s->codes.count, code);
}

uint16_t search_place_of_district(struct search *s, str code)
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
uint16_t search_place_of_unit(struct search *s, str unit)
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
    size_t low = *from;
    if (low >= s->rows.count || s->ids[low] >= offer) {
        return low < s->rows.count && s->ids[low] == offer ? (int64_t)low : -1;
    }
    // As far on as the numbers are, where none went between; where some did, that much nearer.
    size_t last = s->rows.count - 1;
    size_t apart = (size_t)(offer - s->ids[low]);
    size_t high = apart < last - low ? low + apart : last;
    size_t step = 1;
    while (step < high - low && s->ids[high - step] >= offer) {
        high -= step;
        step *= 2;
    }
    low = step < high - low ? high - step + 1 : low + 1;
    int64_t at = find_between(s, low, high, offer);
    *from = at >= 0 ? (size_t)at : low;
    return at;
}

static uint64_t read_tag(struct query *q)
{
    int kind = certificate_any_kind_from(read_str(q, "kind"));
    return kind >= 0 ? UINT64_C(1) << kind : 0;
}

void search_firm_add(struct search_firm *f, struct query *q)
{
    int32_t bp = (int32_t)read_i64(q, "vulnerable_bp");
    f->tags |= read_tag(q);
    f->vulnerable_bp = bp > f->vulnerable_bp ? bp : f->vulnerable_bp;
}

// One certificate: of a firm, or of what one of its offers is of.
static void take_tag(struct search *s, struct search_firm *firms, int64_t id_max, struct query *q)
{
    int64_t supplier = read_i64(q, "supplier_id");
    int64_t offer = read_i64(q, "offer_id");
    int64_t at = offer > 0 ? search_find_row(s, offer) : -1;
    if (at >= 0) {
        s->rows.items[at].tags |= read_tag(q);
    } else if (offer == 0 && supplier <= id_max) {
        search_firm_add(&firms[supplier], q);
    }
}

static void count_firms(struct search *s, const struct search_firm *firms, int64_t id_max)
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

err search_load_tags(struct search *s, struct db *db, date today)
{
    int64_t id_max = 0;
    for (size_t i = 0; i < s->rows.count; i++) {
        int64_t id = s->rows.items[i].supplier_id;
        id_max = id > id_max ? id : id_max;
    }
    struct search_firm *firms = NEW_ARRAY(s->scratch, (size_t)id_max + 1, struct search_firm);
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
        struct search_firm *f = &firms[r->supplier_id];
        f->is_selling = true;
        r->tags |= f->tags;
        r->vulnerable_bp = f->vulnerable_bp;
        r->score = search_rank_score(s, r);
    }
    count_firms(s, firms, id_max);
    arena_reset(s->scratch);
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
    } else if (str_equals(kind, S("city"))) {
        s->city = str_copy(a, read_str(q, "name"));
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
    search_names_sort(s);
}

// The same text at another place, or parted otherwise, is another sum.
static uint64_t add_text(uint64_t sum, str text)
{
    sum = (sum ^ text.n) * UINT64_C(1099511628211);
    for (size_t i = 0; i < text.n; i++) { // FNV-1a
        sum = (sum ^ (unsigned char)text.p[i]) * UINT64_C(1099511628211);
    }
    return sum;
}

static uint64_t add_number(uint64_t sum, int64_t number)
{
    return (sum ^ (uint64_t)number) * UINT64_C(1099511628211) ^ sum >> 32;
}

// The points of rows come of all facts, the bits of where they are delivered to of the districts.
static void sum_fact(struct search *s, struct query *q)
{
    static const char *const TEXTS[] = {"kind", "code", "parent_code", "name", "object"};
    uint64_t sum = s->facts_sum;
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        sum = add_text(sum, read_str(q, TEXTS[i]));
    }
    sum = add_number(sum, read_i64(q, "id"));
    sum = add_number(sum, read_i64(q, "value"));
    s->facts_sum = add_number(sum, read_i64(q, "place"));
    if (str_equals(read_str(q, "kind"), S("district"))) {
        s->districts_sum = add_text(s->districts_sum, read_str(q, "code"));
    }
}

err search_load_facts(struct search *s, struct db *db, date today)
{
    s->categories.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct search_category);
    s->categories.count = 0;
    s->district_names.items = NEW_ARRAY(s->columns, LIMIT_SEARCH_CODES, struct search_facet);
    s->district_names.count = 0;
    s->city = S("");
    s->added = normal_units_new(s->columns);
    search_rank_begin(s);
    struct query *q = db_query(db, &SQL_SEARCH_SOURCE_FACTS);
    bind_date(q, "today", today);
    bind_i64(q, "today_us", instant_at(today, 0, 0).us);
    s->facts_sum = 0;
    s->districts_sum = 0;
    while (query_next(q)) {
        sum_fact(s, q);
        take_fact(s, q, today);
    }
    sort_categories(s);
    return query_end(q);
}

void search_columns_count(struct search *s)
{
    find_ways_up(s);
    search_rank_prepare(s);
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct search_way_up *up = &s->ways_up[s->rows.items[i].category];
        for (int level = 1; level <= SEARCH_LEVELS; level++) {
            if (up->at[level] >= 0) {
                s->categories.items[up->at[level]].count++;
            }
        }
    }
}

// --- Rows ----------------------------------------------------------------------------------------

void search_read_figures(const struct search *s, struct query *q, struct search_row *r)
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

static void forget_gathered(struct search *s)
{
    mapping_free(&s->gathered.rows);
    mapping_free(&s->gathered.opened);
    s->gathered.count = 0;
}

void search_columns_begin(struct search *s)
{
    search_hits_set_aside(s);
    s->is_whole = false;
    s->shared_as = 0;
    s->rows.count = 0;
    mapping_free(&s->image);
    forget_gathered(s);
    search_kept_begin(s);
    arena_reset(s->columns);
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
    (void)search_place_of_unit(s, S("")); // none
}

static bool make_room(struct search_gathered *g)
{
    size_t room = g->rows.n / sizeof(struct search_row);
    if (g->count < room) {
        return true;
    }
    room = room == 0 ? ROOM_ROWS : room * 2;
    return mapping_grow(&g->opened, room * sizeof(uint32_t)) &&
           mapping_grow(&g->rows, room * sizeof(struct search_row));
}

err search_gather(struct search *s, const struct search_row *r, uint32_t opened)
{
    struct search_gathered *g = &s->gathered;
    if (!make_room(g)) {
        return &DB_AWAY;
    }
    ((struct search_row *)g->rows.p)[g->count] = *r;
    ((uint32_t *)g->opened.p)[g->count++] = opened;
    return NULL;
}

struct search_row search_read_row(struct search *s, struct query *q, uint32_t *out_opened)
{
    struct search_row r = {
        .offer_id = read_i64(q, "id"),
        .supplier_id = read_i64(q, "supplier_id"),
        .category = search_place_of_code(s, read_str(q, "category_code")),
        .district = search_place_of_district(s, read_str(q, "district_code")),
        .unit = search_place_of_unit(s, read_str(q, "unit")),
    };
    search_read_figures(s, q, &r);
    *out_opened = (uint32_t)(read_instant(q, "opened_at").us / 1000000);
    return r;
}

err search_load_rows(struct search *s, struct arena *a)
{
    db_set_arena(s->index, s->scratch); // the texts of a million rows are no memory of a request
    err e = NULL;
    struct query *q = db_query(s->index, &SQL_SEARCH_COLUMNS);
    while (e == NULL && query_next(q)) {
        uint32_t opened = 0;
        struct search_row r = search_read_row(s, q, &opened);
        e = search_gather(s, &r, opened);
        if (s->gathered.count % SCRATCH_ROWS == 0) {
            arena_reset(s->scratch);
        }
    }
    db_set_arena(s->index, a);
    err ended = query_end(q);
    return e != NULL ? e : ended;
}
