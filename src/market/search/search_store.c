#include "market/search/search_store.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_store.sql.h"
#include "market/search/search_token.h"

static const char *const SORTS[] = {
    [SEARCH_RELEVANT] = "relevance", [SEARCH_CHEAP] = "price", [SEARCH_DEAR] = "-price",
    [SEARCH_SOON] = "soon",          [SEARCH_NEW] = "newest",  [SEARCH_BOUGHT] = "bought",
};
static_assert(COUNT(SORTS) == SEARCH_SORT_COUNT, "an order came or went: give it its word");

// Upper ends of the price bands for browsing, in won; a convenience of the page, no rule of law.
static const int64_t BAND_ENDS[SEARCH_BANDS - 1] = {10000, 50000, 200000, 1000000, 5000000};
// Days of the lead facet; likewise.
static const int64_t LEAD_DAYS[SEARCH_LEADS] = {3, 7, 14};

// The published order "추천순", version 2: points for words that stand in the title, for each
// institution that bought (25 of them count), and for a preference certificate in force.
#define POINTS_TITLE 100
#define POINTS_BUYER 2
#define BUYERS_COUNTED 25
#define POINTS_PREFERENCE 10

#define TOPS_MAX 256 // top categories; there are 29

const char *search_sort_word(enum search_sort sort)
{
    assert(sort < SEARCH_SORT_COUNT);
    return SORTS[sort];
}

int search_sort_from(str word)
{
    for (int i = 0; i < SEARCH_SORT_COUNT; i++) {
        if (str_equals(word, str_view(SORTS[i]))) {
            return i;
        }
    }
    return -1;
}

int search_band(money price)
{
    int band = 0;
    while (band < SEARCH_BANDS - 1 && price.won >= BAND_ENDS[band]) {
        band++;
    }
    return band;
}

int64_t search_lead_days(int64_t lead)
{
    assert(lead >= 1 && lead <= SEARCH_LEADS);
    return LEAD_DAYS[lead - 1];
}

// --- Open and closed
// ------------------------------------------------------------------------------

err search_open(str index_url, struct search **out)
{
    struct search *s = calloc(1, sizeof(struct search));
    if (s == NULL) {
        return &DB_AWAY;
    }
    s->columns = arena_open(LIMIT_SEARCH_COLUMNS);
    s->scratch = arena_open(LIMIT_ARENA_UNIT);
    s->kept_texts = arena_open(LIMIT_SEARCH_KEPT_BYTES);
    search_kept_begin(s);
    s->generation = -1;
    s->day = DATE_NONE;
    err e = db_open(index_url, &s->index);
    if (e == NULL) {
        int applied = 0;
        db_set_arena(s->index, s->columns);
        e = db_migrate(s->index, &applied);
    }
    if (e != NULL) {
        search_close(s);
        return e;
    }
    *out = s;
    return NULL;
}

void search_close(struct search *s)
{
    if (s == NULL) {
        return;
    }
    db_close(s->index);
    arena_close(s->columns);
    arena_close(s->scratch);
    arena_close(s->kept_texts);
    free(s);
}

// --- Names and counts
// -----------------------------------------------------------------------------

const struct search_category *search_category_find(const struct search *s, str code)
{
    for (size_t i = 0; i < s->categories.count; i++) {
        if (str_equals(s->categories.items[i].code, code)) {
            return &s->categories.items[i];
        }
    }
    return NULL;
}

str search_category_name(const struct search *s, str code)
{
    const struct search_category *c = search_category_find(s, code);
    return c != NULL ? c->name : code;
}

str search_district_name(const struct search *s, str code)
{
    for (size_t i = 0; i < s->district_names.count; i++) {
        if (str_equals(s->district_names.items[i].value, code)) {
            return s->district_names.items[i].name;
        }
    }
    return code;
}

bool search_is_below(str code, str parent)
{
    return parent.n == 0 || str_equals(code, parent) ||
           (str_starts(code, parent) && code.p[parent.n] == '.');
}

struct search_category_list search_category_children(const struct search *s, struct arena *a,
                                                     str code)
{
    const struct search_category *parent = search_category_find(s, code);
    int64_t level = parent != NULL ? parent->level + 1 : 1;
    struct search_category_list list = {
        .items = NEW_ARRAY(a, s->categories.count + 1, const struct search_category *)};
    for (size_t i = 0; i < s->categories.count; i++) {
        const struct search_category *c = &s->categories.items[i];
        if (c->level == level && search_is_below(c->code, code)) {
            list.items[list.count++] = c;
        }
    }
    return list;
}

int64_t search_firm_count(const struct search *s)
{
    return s->firm_count;
}

int64_t search_firm_count_of(const struct search *s, enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_KIND_COUNT);
    return s->firm_counts[kind];
}

// --- One pass over the hits
// -----------------------------------------------------------------------

// A place among the best: rank, then id.
struct best {
    int64_t rank;
    int64_t offer_id;
};

struct pass {
    const struct search *s;
    const struct search_query *q;
    uint64_t preferred; // bits of the certificates that give preference
    bool *in_title;     // by place in s->rows; NULL: nobody asks
    bool *in_category;  // by place in s->codes
    bool *in_district;  // by place in s->districts
    struct best edge;   // the last row seen, or the first when going back
    bool has_edge;
    bool backwards;
    struct best best[LIMIT_PAGE_ROWS + 1]; // one more tells whether there is a further page
    size_t best_count;
    size_t *tops; // by place in s->codes: its top category; NULL unless spread
    struct best of_top[TOPS_MAX];
    bool has_top[TOPS_MAX];
    int64_t *category_counts;
    int64_t *district_counts;
    struct search_result *out;
};

static bool before(struct best a, struct best b)
{
    return a.rank < b.rank || (a.rank == b.rank && a.offer_id < b.offer_id);
}

// Nearer to where the page begins: going back, the rows just before its first are wanted.
static bool is_nearer(const struct pass *p, struct best a, struct best b)
{
    return p->backwards ? before(b, a) : before(a, b);
}

// The rank a row is sorted by, smaller first, ties by id.
static int64_t rank_of(const struct pass *p, const struct search_row *r)
{
    switch (p->q->sort) {
    case SEARCH_CHEAP:
        return r->price_won;
    case SEARCH_DEAR:
        return -r->price_won;
    case SEARCH_SOON:
        return r->lead_days;
    case SEARCH_NEW:
        return -r->offer_id;
    case SEARCH_BOUGHT:
        return -r->buyer_count;
    case SEARCH_RELEVANT: {
        int64_t buyers = r->buyer_count < BUYERS_COUNTED ? r->buyer_count : BUYERS_COUNTED;
        bool titled = p->in_title != NULL && p->in_title[r - p->s->rows.items];
        return -(buyers * POINTS_BUYER + (titled ? POINTS_TITLE : 0) +
                 ((r->tags & p->preferred) != 0 ? POINTS_PREFERENCE : 0));
    }
    case SEARCH_SORT_COUNT:
        break;
    }
    abort(); // no such order
}

static void keep(struct pass *p, struct best b)
{
    if (p->has_edge && !is_nearer(p, p->edge, b)) {
        return;
    }
    size_t room = COUNT(p->best);
    if (p->best_count == room && !is_nearer(p, b, p->best[room - 1])) {
        return;
    }
    size_t at = p->best_count < room ? p->best_count++ : room - 1;
    while (at > 0 && is_nearer(p, b, p->best[at - 1])) {
        p->best[at] = p->best[at - 1];
        at--;
    }
    p->best[at] = b;
}

static void keep_of_top(struct pass *p, size_t top, struct best b)
{
    if (!p->has_top[top] || before(b, p->of_top[top])) {
        p->of_top[top] = b;
        p->has_top[top] = true;
    }
}

static void count_tags(struct pass *p, uint64_t tags)
{
    for (int k = 0; tags != 0; k++, tags >>= 1) {
        p->out->tag_counts[k] += (int64_t)(tags & 1);
    }
}

// Can so many be bought, and for so much?
static bool is_within_means(const struct search_query *q, const struct search_row *r)
{
    int64_t count = q->quantity > 0 ? q->quantity : r->quantity_min;
    return (q->quantity == 0 || r->quantity_min <= q->quantity) &&
           (q->each.won == 0 || r->price_won <= q->each.won) &&
           (q->budget.won == 0 || r->price_won <= q->budget.won / count);
}

// The filters of the facets, as bits.
enum {
    MISS_CATEGORY = 1,
    MISS_TAGS = 2,
    MISS_DISTRICT = 4,
    MISS_BANDS = 8,
    MISS_LEAD = 16,
};

// Which of them a row does not pass.
static unsigned list_misses(const struct pass *p, const struct search_row *r)
{
    const struct search_query *q = p->q;
    unsigned misses = p->in_category[r->category] ? 0 : MISS_CATEGORY;
    misses |= p->in_district[r->district] ? 0 : MISS_DISTRICT;
    misses |= q->tags == 0 || (r->tags & q->tags) != 0 ? 0 : MISS_TAGS;
    misses |= q->bands == 0 || (q->bands & (1U << r->band)) != 0 ? 0 : MISS_BANDS;
    misses |= q->lead == 0 || r->lead_days <= search_lead_days(q->lead) ? 0 : MISS_LEAD;
    return misses;
}

// Count one hit in every facet whose other filters it passes, and keep it when it passes all.
static void take(struct pass *p, const struct search_row *r)
{
    if (!is_within_means(p->q, r)) {
        return;
    }
    unsigned misses = list_misses(p, r);
    if ((misses & ~(unsigned)MISS_TAGS) == 0) {
        count_tags(p, r->tags);
    }
    if ((misses & ~(unsigned)MISS_DISTRICT) == 0) {
        p->district_counts[r->district]++;
    }
    if ((misses & ~(unsigned)MISS_BANDS) == 0) {
        p->out->band_counts[r->band]++;
    }
    for (int i = 0; i < SEARCH_LEADS && (misses & ~(unsigned)MISS_LEAD) == 0; i++) {
        p->out->lead_counts[i] += r->lead_days <= LEAD_DAYS[i];
    }
    if (misses == 0) {
        struct best b = {.rank = rank_of(p, r), .offer_id = r->offer_id};
        p->category_counts[r->category]++;
        p->out->total++;
        if (p->tops == NULL) {
            keep(p, b);
        } else {
            keep_of_top(p, p->tops[r->category], b);
        }
    }
}

// --- Words
// ----------------------------------------------------------------------------------------

// What the query and its other words match; empty when nothing can be asked.
static str match_of(struct arena *a, const struct search_query *q)
{
    str text = search_match(a, q->text);
    str also = search_match(a, q->also);
    if (text.n == 0 || also.n == 0) {
        return text.n > 0 ? text : also;
    }
    return str_format(a, "(%.*s) OR (%.*s)", STR_ARG(text), STR_ARG(also));
}

static err mark_titles(struct search *s, struct arena *a, struct pass *p, str match)
{
    if (p->q->sort != SEARCH_RELEVANT) {
        return NULL;
    }
    p->in_title = NEW_ARRAY(a, s->rows.count + 1, bool);
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", str_format(a, "title_tok : (%.*s)", STR_ARG(match)));
    while (query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        if (at >= 0) {
            p->in_title[at] = true;
        }
    }
    return query_end(q);
}

static err take_hits(struct search *s, struct arena *a, struct pass *p)
{
    str match = match_of(a, p->q);
    if (match.n == 0) {
        bool all = str_is_empty(str_trim(p->q->text));
        for (size_t i = 0; i < s->rows.count && all; i++) {
            take(p, &s->rows.items[i]);
        }
        return NULL;
    }
    TRY(mark_titles(s, a, p, match));
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", match);
    while (query_next(q)) {
        int64_t at = search_find_row(s, read_i64(q, "id"));
        if (at >= 0) {
            take(p, &s->rows.items[at]);
        }
    }
    return query_end(q);
}

err search_count(struct search *s, str match, int64_t most, int64_t *out_count)
{
    *out_count = 0;
    if (match.n == 0) {
        return NULL;
    }
    struct query *q = db_query(s->index, &SQL_SEARCH_MATCH);
    bind_str(q, "match", match);
    while (*out_count < most && query_next(q)) {
        *out_count += search_find_row(s, read_i64(q, "id")) >= 0;
    }
    return query_end(q);
}

// --- The answer
// -----------------------------------------------------------------------------------

static void add_facet(struct search_facet *facets, size_t *count, str value, str name, int64_t n)
{
    if (n > 0) {
        facets[(*count)++] = (struct search_facet){.value = value, .name = name, .count = n};
    }
}

static void sum_facets(struct search *s, struct arena *a, const struct pass *p)
{
    struct search_result *out = p->out;
    struct search_category_list below = search_category_children(s, a, p->q->category);
    out->categories.items = NEW_ARRAY(a, below.count + 1, struct search_facet);
    int64_t *sums = NEW_ARRAY(a, s->categories.count + 1, int64_t);
    for (size_t k = 0; k < s->codes.count; k++) {
        for (int level = 1; level <= SEARCH_LEVELS && p->category_counts[k] > 0; level++) {
            int32_t at = s->ways_up[k].at[level];
            sums[at >= 0 ? (size_t)at : s->categories.count] += p->category_counts[k];
        }
    }
    for (size_t i = 0; i < below.count; i++) {
        const struct search_category *c = below.items[i];
        add_facet(out->categories.items, &out->categories.count, str_copy(a, c->code),
                  str_copy(a, c->name), sums[c - s->categories.items]);
    }
    out->districts.items = NEW_ARRAY(a, s->district_names.count + 1, struct search_facet);
    for (size_t i = 0; i < s->district_names.count; i++) {
        const struct search_facet *d = &s->district_names.items[i];
        int64_t n = 0;
        for (size_t k = 0; k < s->districts.count; k++) {
            n += str_equals(s->districts.items[k], d->value) ? p->district_counts[k] : 0;
        }
        add_facet(out->districts.items, &out->districts.count, str_copy(a, d->value),
                  str_copy(a, d->name), n);
    }
}

static void read_hit(struct search *s, struct query *q, struct search_hit *h)
{
    *h = (struct search_hit){
        .offer_id = read_i64(q, "id"),
        .offer_no = {read_i64(q, "offer_no")},
        .product_no = {read_i64(q, "product_no")},
        .title = read_str(q, "title"),
        .maker = read_str(q, "maker"),
        .picture = read_str(q, "picture"),
        .category_code = read_str(q, "category_code"),
        .object = read_str(q, "object"),
        .supplier_no = {read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .district_code = read_str(q, "district_code"),
        .price = read_money(q, "price_won"),
        .exempt = str_equals(read_str(q, "vat"), S("exempt")),
        .unit = read_str(q, "unit"),
        .quantity_min = read_i64(q, "quantity_min"),
        .lead_days = read_i64(q, "lead_days"),
        .own_production = read_bool(q, "own_production"),
        .buyer_count = read_i64(q, "buyer_count"),
        .contract_count = read_i64(q, "contract_count"),
        .vulnerable_bp = -1,
    };
    int64_t at = search_find_row(s, h->offer_id);
    if (at >= 0) {
        h->tags = s->rows.items[at].tags;
        h->vulnerable_bp = s->rows.items[at].vulnerable_bp;
    }
}

// Rows in the order they are shown, with the keys of the pages beside.
static size_t order_page(struct arena *a, struct pass *p)
{
    bool more = p->best_count > LIMIT_PAGE_ROWS;
    size_t count = more ? LIMIT_PAGE_ROWS : p->best_count;
    for (size_t i = 0; p->backwards && i < count / 2; i++) {
        struct best kept = p->best[i];
        p->best[i] = p->best[count - 1 - i];
        p->best[count - 1 - i] = kept;
    }
    if (count > 0 && (p->backwards ? more : p->has_edge)) {
        p->out->previous =
            str_format(a, "%lld.%lld", (long long)p->best[0].rank, (long long)p->best[0].offer_id);
    }
    if (count > 0 && (p->backwards || more)) {
        struct best last = p->best[count - 1];
        p->out->next = str_format(a, "%lld.%lld", (long long)last.rank, (long long)last.offer_id);
    }
    return count;
}

static err load_cards(struct search *s, struct arena *a, struct pass *p)
{
    struct search_result *out = p->out;
    size_t count = order_page(a, p);
    struct out ids;
    out_init(&ids, a, LIMIT_PAGE);
    for (size_t i = 0; i < count; i++) {
        out_char(&ids, i == 0 ? '[' : ',');
        out_i64(&ids, p->best[i].offer_id);
    }
    out_str(&ids, count == 0 ? S("[]") : S("]"));
    out->hits.items = NEW_ARRAY(a, count + 1, struct search_hit);
    struct query *q = db_query(s->index, &SQL_SEARCH_CARD);
    bind_str(q, "ids", out_view(&ids));
    while (query_next(q)) {
        read_hit(s, q, &out->hits.items[out->hits.count++]);
    }
    return query_end(q);
}

// Which top category each code met lies under.
static size_t *list_tops(const struct search *s, struct arena *a)
{
    size_t *tops = NEW_ARRAY(a, s->codes.count + 1, size_t);
    str seen[TOPS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < s->codes.count; i++) {
        str rest = s->codes.items[i];
        str top = str_cut(&rest, '.');
        size_t at = 0;
        while (at < count && !str_equals(seen[at], top)) {
            at++;
        }
        if (at == count && count < TOPS_MAX) {
            seen[count++] = top;
        }
        tops[i] = at < TOPS_MAX ? at : TOPS_MAX - 1;
    }
    return tops;
}

static void set_edge(struct pass *p)
{
    p->backwards = p->q->before.n > 0;
    str rest = p->backwards ? p->q->before : p->q->after;
    str rank = str_cut(&rest, '.');
    p->has_edge = str_parse_i64(rank, &p->edge.rank) && str_parse_i64(rest, &p->edge.offer_id);
    p->backwards = p->backwards && p->has_edge;
}

static struct pass *pass_new(const struct search *s, struct arena *a, const struct search_query *q,
                             struct search_result *out)
{
    struct pass *p = NEW(a, struct pass);
    p->s = s;
    p->q = q;
    p->out = out;
    p->in_category = NEW_ARRAY(a, s->codes.count + 1, bool);
    p->category_counts = NEW_ARRAY(a, s->codes.count + 1, int64_t);
    p->in_district = NEW_ARRAY(a, s->districts.count + 1, bool);
    p->district_counts = NEW_ARRAY(a, s->districts.count + 1, int64_t);
    for (size_t i = 0; i < s->districts.count; i++) {
        p->in_district[i] = q->district.n == 0 || str_equals(s->districts.items[i], q->district);
    }
    for (size_t i = 0; i < s->codes.count; i++) {
        p->in_category[i] = search_is_below(s->codes.items[i], q->category);
    }
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        if (certificate_is_preference((enum certificate_kind)k)) {
            p->preferred |= UINT64_C(1) << k;
        }
    }
    p->tops = q->spread ? list_tops(s, a) : NULL;
    set_edge(p);
    return p;
}

static err find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out)
{
    *out = (struct search_result){0};
    struct pass *p = pass_new(s, a, q, out);
    db_set_arena(s->index, a);
    TRY(db_begin(s->index, DB_READ));
    err e = take_hits(s, a, p);
    for (size_t i = 0; i < TOPS_MAX && p->tops != NULL; i++) {
        if (p->has_top[i]) {
            keep(p, p->of_top[i]);
        }
    }
    e = e != NULL ? e : load_cards(s, a, p);
    db_rollback(s->index);
    TRY(e);
    sum_facets(s, a, p);
    return NULL;
}

err search_find(struct search *s, struct arena *a, const struct search_query *q,
                struct search_result *out)
{
    if (search_kept_find(s, q, out)) {
        return NULL;
    }
    TRY(find(s, a, q, out));
    search_kept_add(s, q, out);
    return NULL;
}
