// Answers of late: people ask for the same words over and over. What is kept lives until the
// catalogue or the day changes, or there is no more room: of answers, which are long, for a few; of
// what texts meant, which each page that marks something more asks again, for many.
#include "base/limits.h"
#include "market/search/search_index_store.h"

static void begin_results(struct search *s)
{
    arena_reset(s->kept_texts);
    s->kept_results.items = NEW_ARRAY(s->kept_texts, LIMIT_SEARCH_KEPT, struct search_kept_result);
    s->kept_results.count = 0;
}

static void begin_meanings(struct search *s)
{
    arena_reset(s->meant_texts);
    s->kept_meanings.items =
        NEW_ARRAY(s->meant_texts, LIMIT_SEARCH_MEANINGS, struct search_kept_meaning);
    s->kept_meanings.count = 0;
    s->meant_hashes = NEW_ARRAY(s->meant_texts, LIMIT_SEARCH_MEANINGS, uint32_t);
}

void search_kept_begin(struct search *s)
{
    begin_results(s);
    begin_meanings(s);
}

// A text and what it meant take a few KiB at most.
static bool has_room_for_meaning(const struct search *s)
{
    return s->kept_meanings.count < LIMIT_SEARCH_MEANINGS &&
           arena_used(s->meant_texts) < LIMIT_SEARCH_MEANT_BYTES / 2;
}

void search_kept_make_room(struct search *s)
{
    if (s->kept_results.count == LIMIT_SEARCH_KEPT) {
        begin_results(s);
    }
    if (!has_room_for_meaning(s)) {
        begin_meanings(s);
    }
}

// --- What words meant ----------------------------------------------------------------------------

bool search_kept_find_meaning(const struct search *s, str typed, struct search_meaning *out)
{
    uint32_t hash = search_hash(typed);
    for (size_t i = 0; i < s->kept_meanings.count; i++) {
        if (s->meant_hashes[i] == hash && str_equals(s->kept_meanings.items[i].typed, typed)) {
            *out = s->kept_meanings.items[i].meaning;
            return true;
        }
    }
    return false;
}

void search_kept_add_meaning(struct search *s, str typed, const struct search_meaning *meaning)
{
    if (!has_room_for_meaning(s)) {
        return;
    }
    struct arena *a = s->meant_texts;
    s->meant_hashes[s->kept_meanings.count] = search_hash(typed);
    s->kept_meanings.items[s->kept_meanings.count++] = (struct search_kept_meaning){
        .typed = str_copy(a, typed),
        .meaning = {.mend = meaning->mend,
                    .text = str_copy(a, meaning->text),
                    .also = str_copy(a, meaning->also),
                    .initials = str_copy(a, meaning->initials),
                    .category = str_copy(a, meaning->category),
                    .left_out = str_copy(a, meaning->left_out),
                    .unfound = str_copy(a, meaning->unfound),
                    .ignored = str_copy(a, meaning->ignored),
                    .districts = str_copy(a, meaning->districts),
                    .deliveries = str_copy(a, meaning->deliveries),
                    .tags = meaning->tags,
                    .green = meaning->green,
                    .quantity = meaning->quantity,
                    .budget = meaning->budget,
                    .each = meaning->each,
                    .is_price = meaning->is_price},
    };
}

// --- What was found ------------------------------------------------------------------------------

static bool is_same(const struct search_query *x, const struct search_query *y)
{
    return x->sort == y->sort && x->spread == y->spread && x->tags == y->tags &&
           x->bands == y->bands && x->lead == y->lead && x->quantity == y->quantity &&
           money_equals(x->budget, y->budget) && money_equals(x->each, y->each) &&
           str_equals(x->text, y->text) && str_equals(x->also, y->also) && x->green == y->green &&
           str_equals(x->category, y->category) && str_equals(x->subs, y->subs) &&
           str_equals(x->districts, y->districts) && str_equals(x->deliveries, y->deliveries) &&
           str_equals(x->units, y->units) && str_equals(x->after, y->after) &&
           str_equals(x->before, y->before);
}

bool search_kept_find(const struct search *s, const struct search_query *q,
                      struct search_result *out)
{
    for (size_t i = 0; i < s->kept_results.count; i++) {
        if (is_same(&s->kept_results.items[i].query, q)) {
            *out = s->kept_results.items[i].result;
            return true;
        }
    }
    return false;
}

static bool is_short(const struct search_query *q)
{
    return q->text.n + q->also.n + q->category.n + q->subs.n + q->districts.n + q->deliveries.n +
               q->units.n + q->after.n + q->before.n <=
           LIMIT_SEARCH_KEPT_QUERY;
}

static struct search_query copy_query(struct arena *a, const struct search_query *q)
{
    struct search_query c = *q;
    c.text = str_copy(a, q->text);
    c.also = str_copy(a, q->also);
    c.category = str_copy(a, q->category);
    c.subs = str_copy(a, q->subs);
    c.districts = str_copy(a, q->districts);
    c.deliveries = str_copy(a, q->deliveries);
    c.units = str_copy(a, q->units);
    c.after = str_copy(a, q->after);
    c.before = str_copy(a, q->before);
    return c;
}

static search_facet_list copy_facets(struct arena *a, search_facet_list list)
{
    search_facet_list c = {.items = NEW_ARRAY(a, list.count + 1, struct search_facet)};
    for (; c.count < list.count; c.count++) {
        const struct search_facet *f = &list.items[c.count];
        c.items[c.count] = (struct search_facet){
            .value = str_copy(a, f->value), .name = str_copy(a, f->name), .count = f->count};
    }
    return c;
}

static struct search_result copy_result(struct arena *a, const struct search_result *r)
{
    struct search_result c = *r;
    c.previous = str_copy(a, r->previous);
    c.next = str_copy(a, r->next);
    c.hits.items = NEW_ARRAY(a, r->hits.count + 1, struct search_hit);
    for (size_t i = 0; i < r->hits.count; i++) {
        struct search_hit h = r->hits.items[i];
        h.title = str_copy(a, h.title);
        h.maker = str_copy(a, h.maker);
        h.picture = str_copy(a, h.picture);
        h.category_code = str_copy(a, h.category_code);
        h.object = str_copy(a, h.object);
        h.supplier_name = str_copy(a, h.supplier_name);
        h.district_code = str_copy(a, h.district_code);
        h.unit = str_copy(a, h.unit);
        c.hits.items[i] = h;
    }
    c.categories = copy_facets(a, r->categories);
    c.districts = copy_facets(a, r->districts);
    c.deliveries = copy_facets(a, r->deliveries);
    c.units = copy_facets(a, r->units);
    return c;
}

void search_kept_add(struct search *s, const struct search_query *q,
                     const struct search_result *result)
{
    if (s->kept_results.count == LIMIT_SEARCH_KEPT || !is_short(q)) {
        return;
    }
    s->kept_results.items[s->kept_results.count++] = (struct search_kept_result){
        .query = copy_query(s->kept_texts, q), .result = copy_result(s->kept_texts, result)};
}
