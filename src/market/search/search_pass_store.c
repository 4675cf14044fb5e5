#include "market/search/search_pass_store.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/search/search_rank_store.h"

// Days of the lead facet; a convenience of the page, no rule of law.
static const int64_t LEAD_DAYS[SEARCH_LEADS] = {3, 7, 14};

int64_t search_lead_days(int64_t lead)
{
    assert(lead >= 1 && lead <= SEARCH_LEADS);
    return LEAD_DAYS[lead - 1];
}

// --- The best page -------------------------------------------------------------------------------

// By place: a copy of what was just written waits until the processor has written it, which took as
// long as all the rest of a hit.
static bool before(const struct search_best *a, const struct search_best *b)
{
    return a->rank < b->rank || (a->rank == b->rank && a->offer_id < b->offer_id);
}

// Nearer to where the page begins: going back, the rows just before its first are wanted.
static bool is_nearer(const struct search_pass *p, const struct search_best *a,
                      const struct search_best *b)
{
    return p->backwards ? before(b, a) : before(a, b);
}

// What was put on sale last comes first; of one second the offer that was made last.
static int64_t newest_rank(const struct search *s, const struct search_row *r)
{
    int64_t opened = s->opened[r - s->rows.items];
    return -(opened << 31 | (r->offer_id & INT32_MAX)); // below 2^63 while seconds fit 32 bits
}

// The rank a row is sorted by, smaller first, ties by id.
static int64_t rank_of(const struct search_pass *p, const struct search_row *r, int64_t text_points)
{
    switch (p->q->sort) {
    case SEARCH_CHEAP:
        return r->price_won;
    case SEARCH_DEAR:
        return -r->price_won;
    case SEARCH_SOON:
        return r->lead_days;
    case SEARCH_NEW:
        return newest_rank(p->s, r);
    case SEARCH_BOUGHT:
        return -r->buyer_count;
    case SEARCH_RELEVANT:
        return -(r->score + text_points + p->category_points[r->category]);
    case SEARCH_SORT_COUNT:
        break;
    }
    abort(); // no such order
}

// The best so far lie as a heap, the farthest first: of those that come by ascending offer, as the
// newest do, each next one may be the nearest, and all before it would have to move on.
static void sink(struct search_pass *p, const struct search_best *b)
{
    size_t at = 0;
    for (size_t next = 1; next < p->best_count; next = 2 * at + 1) {
        bool has_two = next + 1 < p->best_count;
        next += has_two && is_nearer(p, &p->best[next], &p->best[next + 1]);
        if (!is_nearer(p, b, &p->best[next])) {
            break;
        }
        p->best[at] = p->best[next];
        at = next;
    }
    p->best[at] = *b;
}

static void rise(struct search_pass *p, const struct search_best *b)
{
    size_t at = p->best_count++;
    while (at > 0 && is_nearer(p, &p->best[(at - 1) / 2], b)) {
        p->best[at] = p->best[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    p->best[at] = *b;
}

static void keep(struct search_pass *p, const struct search_best *b)
{
    if (p->has_edge && !is_nearer(p, &p->edge, b)) {
        return;
    }
    if (p->best_count < p->room) {
        rise(p, b);
    } else if (is_nearer(p, b, &p->best[0])) {
        sink(p, b);
    }
}

// The nearest first: the farthest of those left goes behind them.
static void sort_best(struct search_pass *p)
{
    size_t count = p->best_count;
    while (p->best_count > 1) {
        struct search_best farthest = p->best[0];
        struct search_best last = p->best[--p->best_count];
        sink(p, &last);
        p->best[p->best_count] = farthest;
    }
    p->best_count = count;
}

static void keep_of_top(struct search_pass *p, size_t top, const struct search_best *b)
{
    if (!p->has_top[top] || before(b, &p->of_top[top])) {
        p->of_top[top] = *b;
        p->has_top[top] = true;
    }
}

// --- One hit -------------------------------------------------------------------------------------

// Can so many be bought, and for so much?
static bool is_within_means(const struct search_query *q, const struct search_row *r)
{
    int64_t count = q->quantity > 0 ? q->quantity : r->quantity_min;
    return (q->quantity == 0 || r->quantity_min <= q->quantity) &&
           (q->each.won == 0 || r->price_won <= q->each.won) &&
           (q->budget.won == 0 || r->price_won <= q->budget.won / count);
}

// The facets, as bits.
enum {
    OF_SUB = 1,
    OF_TAGS = 2,
    OF_DISTRICT = 4,
    OF_BANDS = 8,
    OF_LEAD = 16,
    OF_UNIT = 32,
    OF_DELIVERY = 64,
    OF_GREEN = 128,
};

// The facets whose marked values a row has none of.
static unsigned list_misses(const struct search_pass *p, const struct search_row *r)
{
    const struct search_query *q = p->q;
    unsigned misses = p->in_sub[r->category] ? 0 : OF_SUB;
    misses |= p->in_district[r->district] ? 0 : OF_DISTRICT;
    misses |= p->in_unit[r->unit] ? 0 : OF_UNIT;
    misses |= q->tags == 0 || (r->tags & q->tags) != 0 ? 0 : OF_TAGS;
    misses |= p->delivered == 0 || (r->delivers & p->delivered) != 0 ? 0 : OF_DELIVERY;
    misses |= q->bands == 0 || (q->bands & (1U << r->band)) != 0 ? 0 : OF_BANDS;
    misses |= q->lead == 0 || r->lead_step < q->lead ? 0 : OF_LEAD;
    misses |= !q->green || p->s->greens[r->category] ? 0 : OF_GREEN;
    return misses;
}

static void count_bits(int64_t *counts, uint64_t bits)
{
    for (; bits != 0; counts++, bits >>= 1) {
        *counts += (int64_t)(bits & 1);
    }
}

#define TAG_MASK ((1U << SEARCH_TAG_BITS) - 1)

static void count_delivery(struct search_pass *p, uint64_t delivers)
{
    if (delivers == SEARCH_EVERYWHERE) {
        p->everywhere_count++; // nearly all: not a bit at a time
    } else {
        count_bits(p->delivery_counts, delivers);
    }
}

// Count a row in the facets named by `of`.
static void count_in(struct search_pass *p, const struct search_row *r, unsigned of)
{
    struct search_result *out = p->out;
    if ((of & OF_TAGS) != 0) {
        p->tag_counts[0][r->tags & TAG_MASK]++;
        p->tag_counts[1][r->tags >> SEARCH_TAG_BITS & TAG_MASK]++;
    }
    if ((of & OF_DELIVERY) != 0) {
        count_delivery(p, r->delivers);
    }
    p->lead_counts[r->lead_step] += (of & OF_LEAD) != 0;
    p->sub_counts[r->category] += (of & OF_SUB) != 0;
    p->district_counts[r->district] += (of & OF_DISTRICT) != 0;
    p->unit_counts[r->unit] += (of & OF_UNIT) != 0;
    out->band_counts[r->band] += (of & OF_BANDS) != 0;
    out->green_count += (of & OF_GREEN) != 0 && p->s->greens[r->category];
}

// Is this offer one of those the question is about?
static bool is_asked_about(const struct search_query *q, int64_t offer)
{
    size_t from = 0;
    size_t to = q->only.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (q->only.items[middle] < offer) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < q->only.count && q->only.items[from] == offer;
}

// Is the row one of those found? One that a single facet alone leaves out is counted in that.
static bool is_found(struct search_pass *p, const struct search_row *r)
{
    if (p->q->only.items != NULL && !is_asked_about(p->q, r->offer_id)) {
        return false;
    }
    if (!p->in_category[r->category] || !is_within_means(p->q, r)) {
        return false;
    }
    unsigned misses = list_misses(p, r);
    if (misses != 0 && (misses & (misses - 1)) == 0) { // it is what marking another would add
        count_in(p, r, misses);
    }
    return misses == 0;
}

void search_pass_take(struct search_pass *p, const struct search_row *r, int64_t text_points)
{
    if (!p->is_open && !is_found(p, r)) {
        return;
    }
    count_in(p, r, ~0U);
    p->out->total++;
    struct search_best b = {.rank = rank_of(p, r, text_points), .offer_id = r->offer_id, .row = r};
    if (p->tops == NULL) {
        keep(p, &b);
    } else {
        keep_of_top(p, p->tops[r->category], &b);
    }
}

static void take_next(struct search_pass *p)
{
    const struct search_ahead *next = &p->ahead[p->taken++ % SEARCH_AHEAD];
    search_pass_take(p, next->row, next->text_points);
}

void search_pass_note(struct search_pass *p, const struct search_row *r, int64_t text_points)
{
    __builtin_prefetch(r);
    if (p->q->sort == SEARCH_NEW) {
        __builtin_prefetch(&p->s->opened[r - p->s->rows.items]);
    }
    if (p->noted - p->taken == SEARCH_AHEAD) {
        take_next(p);
    }
    p->ahead[p->noted++ % SEARCH_AHEAD] = (struct search_ahead){r, text_points};
}

void search_pass_take_noted(struct search_pass *p)
{
    while (p->taken < p->noted) {
        take_next(p);
    }
}

// --- The facets ----------------------------------------------------------------------------------

static void add_facet(search_facet_list *list, str value, str name, int64_t n)
{
    list->items[list->count++] = (struct search_facet){.value = value, .name = name, .count = n};
}

// The categories below the one we are in, in the pages' order.
static void sum_categories(const struct search_pass *p, struct arena *a)
{
    const struct search *s = p->s;
    search_facet_list *list = &p->out->categories;
    struct search_category_list below = search_category_children(s, a, p->q->category);
    list->items = NEW_ARRAY(a, below.count + 1, struct search_facet);
    int64_t *sums = NEW_ARRAY(a, s->categories.count + 1, int64_t);
    for (size_t k = 0; k < s->codes.count; k++) {
        for (int level = 1; level <= SEARCH_LEVELS && p->sub_counts[k] > 0; level++) {
            int32_t at = s->ways_up[k].at[level];
            sums[at >= 0 ? (size_t)at : s->categories.count] += p->sub_counts[k];
        }
    }
    for (size_t i = 0; i < below.count; i++) {
        const struct search_category *c = below.items[i];
        int64_t n = sums[c - s->categories.items];
        if (n > 0 || search_is_listed(p->q->subs, c->code)) {
            add_facet(list, str_copy(a, c->code), str_copy(a, c->name), n);
        }
    }
}

// Where the firms are, and where they deliver to.
static void sum_districts(const struct search_pass *p, struct arena *a)
{
    const struct search *s = p->s;
    struct search_result *out = p->out;
    out->districts.items = NEW_ARRAY(a, s->district_names.count + 1, struct search_facet);
    out->deliveries.items = NEW_ARRAY(a, s->district_names.count + 1, struct search_facet);
    for (size_t i = 0; i < s->district_names.count; i++) {
        const struct search_facet *d = &s->district_names.items[i];
        str value = str_copy(a, d->value);
        str name = str_copy(a, d->name);
        int64_t here = 0;
        for (size_t k = 0; k < s->districts.count; k++) {
            here += str_equals(s->districts.items[k], d->value) ? p->district_counts[k] : 0;
        }
        if (here > 0 || search_is_listed(p->q->districts, value)) {
            add_facet(&out->districts, value, name, here);
        }
        int64_t to = p->everywhere_count + (i < LIMIT_DISTRICTS ? p->delivery_counts[i] : 0);
        if (to > 0 || search_is_listed(p->q->deliveries, value)) {
            add_facet(&out->deliveries, value, name, to);
        }
    }
}

static void sum_steps(const struct search_pass *p)
{
    struct search_result *out = p->out;
    for (int i = 0; i < SEARCH_LEADS; i++) { // what comes in three days comes in seven
        out->lead_counts[i] = p->lead_counts[i] + (i > 0 ? out->lead_counts[i - 1] : 0);
    }
    for (size_t half = 0; half < SEARCH_TAG_HALVES; half++) {
        for (unsigned bits = 0; bits <= TAG_MASK; bits++) {
            int64_t n = p->tag_counts[half][bits];
            for (size_t k = 0; n > 0 && k < SEARCH_TAG_BITS; k++) { // few of them are met
                if ((bits >> k & 1) != 0) {
                    out->tag_counts[half * SEARCH_TAG_BITS + k] += n;
                }
            }
        }
    }
}

static int by_count(const void *x, const void *y)
{
    const struct search_facet *a = x;
    const struct search_facet *b = y;
    if (a->count != b->count) {
        return a->count > b->count ? -1 : 1;
    }
    return str_compare(a->value, b->value);
}

// As it was typed; empty: not marked.
static str marked_as(const search_facet_list *marked, str name)
{
    for (size_t i = 0; i < marked->count; i++) {
        if (str_equals(marked->items[i].name, name)) {
            return marked->items[i].value;
        }
    }
    return S("");
}

// The most frequent units first, at most SEARCH_UNITS of them and those that are marked.
static void sum_units(const struct search_pass *p, struct arena *a)
{
    const struct search *s = p->s;
    search_facet_list all = {.items = NEW_ARRAY(a, s->units.count + 1, struct search_facet)};
    int64_t *sums = NEW_ARRAY(a, s->units.count + 1, int64_t);
    for (size_t k = 1; k < s->units.count; k++) {
        sums[s->unit_groups[k]] += p->unit_counts[k];
    }
    for (size_t k = 1; k < s->units.count; k++) { // the first is none
        str marked = marked_as(&p->marked_units, s->unit_names[k]);
        if (s->unit_groups[k] == k && (sums[k] > 0 || marked.n > 0)) {
            str value = marked.n > 0 ? marked : s->unit_names[k];
            add_facet(&all, value, s->unit_names[k], sums[k]);
        }
    }
    qsort(all.items, all.count, sizeof(struct search_facet), by_count);
    p->out->units.items = NEW_ARRAY(a, all.count + 1, struct search_facet);
    for (size_t i = 0; i < all.count; i++) {
        const struct search_facet *f = &all.items[i];
        if (i < SEARCH_UNITS || search_is_listed(p->q->units, f->value)) {
            add_facet(&p->out->units, str_copy(a, f->value), str_copy(a, f->name), f->count);
        }
    }
}

// --- Begun and ended -----------------------------------------------------------------------------

// Rows in the order they are shown, with the keys of the pages beside.
static size_t order_page(struct search_pass *p, struct arena *a)
{
    sort_best(p);
    bool more = p->best_count == p->room;
    size_t count = more ? p->room - 1 : p->best_count;
    for (size_t i = 0; p->backwards && i < count / 2; i++) {
        struct search_best kept = p->best[i];
        p->best[i] = p->best[count - 1 - i];
        p->best[count - 1 - i] = kept;
    }
    if (count > 0 && (p->backwards ? more : p->has_edge)) {
        p->out->previous =
            str_format(a, "%lld.%lld", (long long)p->best[0].rank, (long long)p->best[0].offer_id);
    }
    if (count > 0 && (p->backwards || more)) {
        struct search_best last = p->best[count - 1];
        p->out->next = str_format(a, "%lld.%lld", (long long)last.rank, (long long)last.offer_id);
    }
    return count;
}

size_t search_pass_end(struct search_pass *p, struct arena *a)
{
    for (size_t i = 0; i < SEARCH_TOPS_MAX && p->tops != NULL; i++) {
        if (p->has_top[i]) {
            keep(p, &p->of_top[i]);
        }
    }
    sum_steps(p);
    sum_categories(p, a);
    sum_districts(p, a);
    sum_units(p, a);
    return order_page(p, a);
}

// Which top category each code met lies under.
static size_t *list_tops(const struct search *s, struct arena *a)
{
    size_t *tops = NEW_ARRAY(a, s->codes.count + 1, size_t);
    int32_t seen[SEARCH_TOPS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < s->codes.count; i++) {
        int32_t top = s->ways_up[i].at[1];
        size_t at = 0;
        while (at < count && seen[at] != top) {
            at++;
        }
        if (at == count && count < SEARCH_TOPS_MAX) {
            seen[count++] = top;
        }
        tops[i] = at < SEARCH_TOPS_MAX ? at : SEARCH_TOPS_MAX - 1;
    }
    return tops;
}

static void set_edge(struct search_pass *p)
{
    p->backwards = p->q->before.n > 0;
    str rest = p->backwards ? p->q->before : p->q->after;
    str rank = str_cut(&rest, '.');
    p->has_edge = str_parse_i64(rank, &p->edge.rank) && str_parse_i64(rest, &p->edge.offer_id);
    p->backwards = p->backwards && p->has_edge;
}

// By place in s->codes: is it one of the categories listed, or below one? An empty list is above
// all.
static bool *mark_below(const struct search *s, struct arena *a, str list)
{
    bool *marks = NEW_ARRAY(a, s->codes.count + 1, bool);
    for (size_t k = 0; k < s->codes.count && list.n == 0; k++) {
        marks[k] = true;
    }
    while (list.n > 0) {
        const struct search_category *c = search_category_find(s, str_cut(&list, '|'));
        for (size_t k = 0; k < s->codes.count && c != NULL; k++) {
            marks[k] = marks[k] || s->ways_up[k].at[c->level] == c - s->categories.items;
        }
    }
    return marks;
}

// By place in `values`: is it listed? An empty list holds all.
static bool *mark(struct arena *a, const str *values, size_t count, str list)
{
    bool *marks = NEW_ARRAY(a, count + 1, bool);
    for (size_t i = 0; i < count; i++) {
        marks[i] = list.n == 0 || search_is_listed(list, values[i]);
    }
    return marks;
}

// The units that are marked, each as it was typed, with its name.
static search_facet_list list_marked_units(const struct search_pass *p, struct arena *a)
{
    search_facet_list all = {.items = NEW_ARRAY(a, p->q->units.n / 2 + 1, struct search_facet)};
    for (str rest = p->q->units; rest.n > 0;) {
        str typed = str_cut(&rest, '|');
        if (typed.n > 0) {
            add_facet(&all, typed, search_unit_name(p->s, a, typed), 0);
        }
    }
    return all;
}

// By place in s->units: is the unit listed, in whatever spelling? An empty list holds all.
static bool *mark_units(const struct search_pass *p, struct arena *a)
{
    bool *marks = mark(a, p->s->units.items, p->s->units.count, p->q->units);
    for (size_t k = 1; k < p->s->units.count; k++) {
        marks[k] = marks[k] || marked_as(&p->marked_units, p->s->unit_names[k]).n > 0;
    }
    return marks;
}

// Does the question leave out no row, whatever it looks for?
static bool leaves_out_none(const struct search_query *q)
{
    return q->only.items == NULL && q->category.n == 0 && q->subs.n == 0 && q->districts.n == 0 &&
           q->units.n == 0 && q->deliveries.n == 0 && q->tags == 0 && q->bands == 0 &&
           q->lead == 0 && !q->green && q->quantity == 0 && q->each.won == 0 && q->budget.won == 0;
}

struct search_pass *search_pass_new(const struct search *s, struct arena *a,
                                    const struct search_query *q, struct search_result *out)
{
    *out = (struct search_result){0};
    struct search_pass *p = NEW(a, struct search_pass);
    p->s = s;
    p->q = q;
    p->out = out;
    p->is_open = leaves_out_none(q);
    p->room = 1 + (q->rows > 0 ? (size_t)q->rows : LIMIT_PAGE_ROWS);
    p->best = NEW_ARRAY(a, p->room, struct search_best);
    p->sub_counts = NEW_ARRAY(a, s->codes.count + 1, int64_t);
    p->district_counts = NEW_ARRAY(a, s->districts.count + 1, int64_t);
    p->unit_counts = NEW_ARRAY(a, s->units.count + 1, int64_t);
    p->in_category = mark_below(s, a, q->category);
    p->in_sub = mark_below(s, a, q->subs);
    p->in_district = mark(a, s->districts.items, s->districts.count, q->districts);
    p->marked_units = list_marked_units(p, a);
    p->in_unit = mark_units(p, a);
    p->delivered = search_district_bits(s, q->deliveries);
    p->category_points = q->sort == SEARCH_RELEVANT ? search_rank_categories(s, a, q) : NULL;
    p->tops = q->spread ? list_tops(s, a) : NULL;
    set_edge(p);
    return p;
}
