// The facets beside a plain count: many invented offers, many invented questions.
#include "market/search/search_pass_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/search/search_pass_test.sql.h"
#include "market/search/search_testing.h"

#define TODAY date_from_ymd(2026, 11, 24)
#define THINGS 120
#define QUESTIONS 250
#define CLEANING "청소" // of the names of a category, and of no title

struct thing {
    int64_t offer_id;
    const char *title;
    const char *category;
    str district;
    str delivers; // codes parted by '|'; empty: everywhere
    const char *unit;
    uint64_t tags;
    int64_t price;
    int64_t quantity_min;
    int64_t lead;
};

struct bench {
    struct catalog_scene scene;
    struct search_place place;
    struct search *search;
    struct thing things[THINGS];
    uint64_t chance;
};

static const struct route NO_ROUTES[1];
static const char *const CATEGORIES[] = {"paper.copy.a4", "office.write.pen",
                                         "sclean.clean.building"};
static const char *const UNITS[] = {"개", "상자", "다스", "월"};
static const char *const DISTRICTS[] = {"2711000000", "2720000000"};

static uint64_t below(struct bench *b, uint64_t n)
{
    b->chance ^= b->chance << 13;
    b->chance ^= b->chance >> 7;
    b->chance ^= b->chance << 17;
    return b->chance % n;
}

// Some of the words, parted by '|'; none: in `none` of ten cases.
static str pick_some(struct bench *b, const char *const *words, size_t count, uint64_t none)
{
    str list = {0};
    for (size_t i = 0; i < count && below(b, 10) >= none; i++) {
        if (below(b, 2) == 0) {
            list = search_list_with(b->scene.database->arena, list, str_view(words[i]));
        }
    }
    return list;
}

static void add_thing(struct bench *b, struct thing *x)
{
    bool by_woman = below(b, 2) == 0;
    supplier_id firm = by_woman ? b->scene.woman : b->scene.rival;
    *x = (struct thing){
        .title = below(b, 2) == 0 ? "붉은 물건" : "검은 물건",
        .category = CATEGORIES[below(b, COUNT(CATEGORIES))],
        .district = str_view(DISTRICTS[by_woman ? 0 : 1]),
        .delivers = pick_some(b, DISTRICTS, COUNT(DISTRICTS), 5),
        .unit = UNITS[below(b, COUNT(UNITS))],
        .tags = UINT64_C(1) << CERTIFICATE_SMALL_MICRO,
        .price = (int64_t)(5000 + below(b, 4) * 20000),
        .quantity_min = (int64_t)(1 + below(b, 3) * 5),
        .lead = (int64_t)(1 + below(b, 20)),
    };
    x->tags |= by_woman ? UINT64_C(1) << CERTIFICATE_WOMEN : 0;
    struct catalog_good made =
        catalog_testing_add(&b->scene, x->category, x->title, firm, x->price);
    x->offer_id = made.offer.value;
    for (int k = CERTIFICATE_GREEN; k < CERTIFICATE_ALL_COUNT; k++) { // of the thing itself
        if (below(b, 6) == 0) {
            catalog_testing_certify_product(&b->scene, firm, (enum certificate_kind)k, made.product,
                                            "", DATE_NONE);
            x->tags |= UINT64_C(1) << k;
        }
    }
    struct db *db = b->scene.database->db;
    assert_null(db_begin(db, DB_WRITE));
    struct query *q = db_query(db, &SQL_SEARCH_PASS_TEST_TERMS);
    bind_i64(q, "offer", x->offer_id);
    bind_str(q, "unit", str_view(x->unit));
    bind_str(q, "districts", x->delivers);
    bind_i64(q, "quantity_min", x->quantity_min);
    bind_i64(q, "lead_days", x->lead);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db));
}

static void bench_open(struct bench *b, struct testing_db *t)
{
    *b = (struct bench){.chance = 88172645463325252};
    catalog_testing_open(&b->scene, t, NO_ROUTES, 0);
    search_testing_place(t, &b->place);
    struct catalog_good *old[] = {&b->scene.paper, &b->scene.rival_paper, &b->scene.pens,
                                  &b->scene.cleaning};
    for (size_t i = 0; i < COUNT(old); i++) {
        catalog_testing_change(&b->scene, old[i]->offer, 1000, "ended");
    }
    for (size_t i = 0; i < THINGS; i++) {
        add_thing(b, &b->things[i]);
    }
    assert_null(search_open(str_view(b->place.url), &b->search));
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_catch_up(b->search, t->db, t->arena, TODAY));
    db_rollback(t->db);
}

static void bench_close(struct bench *b)
{
    search_close(b->search);
    search_testing_leave(&b->place);
    catalog_testing_close(&b->scene);
}

static bool lies_below(const char *category, str list)
{
    bool any = list.n == 0;
    while (list.n > 0) {
        str code = str_cut(&list, '|');
        any = any || (str_starts(str_view(category), code) &&
                      (category[code.n] == '\0' || category[code.n] == '.'));
    }
    return any;
}

static bool shares(str some, str others)
{
    bool any = false;
    while (some.n > 0) {
        any = search_is_listed(others, str_cut(&some, '|')) || any;
    }
    return any;
}

static bool is_titled(const struct thing *x, str word)
{
    return str_contains(str_view(x->title), word) ||
           (str_equals(word, S("붉은물건")) && str_starts(str_view(x->title), S("붉은")));
}

// Words of the title, one of all cleaning, and one that must not be there.
static bool is_called(const struct thing *x, str text)
{
    while (text.n > 0) {
        str word = str_cut(&text, ' ');
        bool is_banned = str_starts(word, S("-"));
        word = str_slice(word, is_banned ? 1 : 0, word.n);
        bool is_it =
            is_titled(x, word) || (str_equals(word, S(CLEANING)) && x->category == CATEGORIES[2]);
        if (is_it == is_banned) {
            return false;
        }
    }
    return true;
}

static bool passes(const struct thing *x, const struct search_query *q)
{
    int64_t count = q->quantity > 0 ? q->quantity : x->quantity_min;
    return (is_called(x, q->text) || (q->also.n > 0 && is_called(x, q->also))) &&
           lies_below(x->category, q->category) && lies_below(x->category, q->subs) &&
           (q->districts.n == 0 || search_is_listed(q->districts, x->district)) &&
           (q->deliveries.n == 0 || x->delivers.n == 0 || shares(q->deliveries, x->delivers)) &&
           (q->units.n == 0 || search_is_listed(q->units, str_view(x->unit))) &&
           (q->tags == 0 || (q->tags & x->tags) != 0) &&
           (!q->green || x->category == CATEGORIES[0]) &&
           (q->bands == 0 || (q->bands >> search_band(WON(x->price)) & 1) != 0) &&
           (q->lead == 0 || x->lead <= search_lead_days(q->lead)) &&
           (q->quantity == 0 || x->quantity_min <= q->quantity) &&
           (q->each.won == 0 || x->price <= q->each.won) &&
           (q->budget.won == 0 || x->price * count <= q->budget.won);
}

static int64_t count_of(const struct bench *b, struct search_query q)
{
    int64_t count = 0;
    for (size_t i = 0; i < THINGS; i++) {
        count += passes(&b->things[i], &q);
    }
    return count;
}

static struct search_query invent(struct bench *b)
{
    static const char *const PLACES[] = {"", "", "paper", "office.write"};
    static const char *const SUBS[] = {"paper", "office", "sclean", "paper.copy",
                                       "office.write.pen"};
    static const uint64_t BUDGETS[] = {0, 0, 60000, 400000};
    static const char *const TEXTS[] = {"",       "",          "붉은",       "물건", "붉은물건",
                                        CLEANING, "물건 청소", "물건 -검은", "붉"};
    static const char *const OTHERS[] = {"", "", "검은", "검은 물건", CLEANING};
    str text = str_view(TEXTS[below(b, COUNT(TEXTS))]);
    return (struct search_query){
        .text = text,
        .also = text.n > 0 ? str_view(OTHERS[below(b, COUNT(OTHERS))]) : S(""),
        .category = str_view(PLACES[below(b, COUNT(PLACES))]),
        .subs = pick_some(b, SUBS, COUNT(SUBS), 5),
        .districts = pick_some(b, DISTRICTS, COUNT(DISTRICTS), 5),
        .deliveries = pick_some(b, DISTRICTS, COUNT(DISTRICTS), 5),
        .units = pick_some(b, UNITS, COUNT(UNITS), 3),
        .green = below(b, 4) == 0,
        .tags = below(b, 3) == 0 ? UINT64_C(1) << CERTIFICATE_WOMEN : 0,
        .bands = below(b, 2) == 0 ? (uint32_t)below(b, 1U << SEARCH_BANDS) : 0,
        .lead = below(b, 2) == 0 ? (int64_t)below(b, SEARCH_LEADS + 1) : 0,
        .quantity = (int64_t)(below(b, 3) * 5),
        .budget = WON((int64_t)BUDGETS[below(b, COUNT(BUDGETS))]),
        .sort = (enum search_sort)below(b, SEARCH_SORT_COUNT),
    };
}

static const struct search_facet *find_facet(const search_facet_list *list, str value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equals(list->items[i].value, value)) {
            return &list->items[i];
        }
    }
    return NULL;
}

// Each value of a facet of texts counts what is found with it alone marked, and one that finds
// nothing is told only while it is marked.
static void check_list(struct bench *b, const struct search_query *q, size_t field,
                       const search_facet_list *told, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct search_query alone = *q;
        str *list = (str *)((char *)&alone + field);
        bool marked = search_is_listed(*list, str_view(values[i]));
        *list = str_view(values[i]);
        int64_t n = count_of(b, alone);
        const struct search_facet *f = find_facet(told, str_view(values[i]));
        assert_int_equal(f != NULL, n > 0 || marked);
        assert_int_equal(f != NULL ? f->count : 0, n);
    }
}

static void check_categories(struct bench *b, const struct search_query *q,
                             const struct search_result *r)
{
    struct search_category_list below_it =
        search_category_children(b->search, b->scene.database->arena, q->category);
    for (size_t i = 0; i < below_it.count; i++) {
        struct search_query alone = *q;
        alone.subs = below_it.items[i]->code;
        const struct search_facet *f = find_facet(&r->categories, alone.subs);
        assert_int_equal(f != NULL ? f->count : 0, count_of(b, alone));
    }
}

static void check_figures(struct bench *b, const struct search_query *q,
                          const struct search_result *r)
{
    struct search_query alone = *q;
    for (int i = 0; i < SEARCH_BANDS; i++) {
        alone.bands = 1U << i;
        assert_int_equal(r->band_counts[i], count_of(b, alone));
    }
    alone = *q;
    for (int64_t i = 1; i <= SEARCH_LEADS; i++) {
        alone.lead = i;
        assert_int_equal(r->lead_counts[i - 1], count_of(b, alone));
    }
    alone = *q;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        alone.tags = UINT64_C(1) << k;
        assert_int_equal(r->tag_counts[k], count_of(b, alone));
    }
    alone = *q;
    alone.green = true;
    assert_int_equal(r->green_count, count_of(b, alone));
}

// The words as one word of a title: 붉은물건 finds 붉은 물건.
static bool is_in_title(const struct thing *x, str text)
{
    if (text.n == 0 || str_contains(text, S(CLEANING))) {
        return false;
    }
    return is_called(x, text);
}

static int64_t points_of_title(const struct bench *b, const struct thing *x,
                               const struct search_query *q)
{
    const struct search_formula *f = search_formula_in_force(b->search);
    if (is_in_title(x, q->text)) {
        return f->points[SEARCH_OF_TITLE];
    }
    return is_in_title(x, q->also) ? f->points[SEARCH_OF_OTHER_WORD] : 0;
}

static void check_rank(struct bench *b, const struct search_query *q, const struct thing *x,
                       const struct search_hit *h)
{
    int64_t points[SEARCH_TERM_COUNT];
    int64_t sum = 0;
    switch (q->sort) {
    case SEARCH_CHEAP:
        assert_int_equal(h->rank, x->price);
        return;
    case SEARCH_DEAR:
        assert_int_equal(h->rank, -x->price);
        return;
    case SEARCH_SOON:
        assert_int_equal(h->rank, x->lead);
        return;
    case SEARCH_NEW:
        assert_int_equal(h->rank, -x->offer_id);
        return;
    case SEARCH_BOUGHT:
        assert_int_equal(h->rank, 0);
        return;
    case SEARCH_RELEVANT:
        search_replay(b->search, b->scene.database->arena, q, h, points);
        for (int i = 0; i < SEARCH_TERM_COUNT; i++) {
            sum += points[i];
        }
        assert_int_equal(h->rank, -sum);
        assert_int_equal(points[SEARCH_OF_TITLE] + points[SEARCH_OF_OTHER_WORD],
                         points_of_title(b, x, q));
        return;
    case SEARCH_SORT_COUNT:
        break;
    }
    fail();
}

// From page to page each hit is shown once, in its place.
static void check_pages(struct bench *b, struct search_query q)
{
    int64_t shown = 0;
    int64_t total = 0;
    const struct search_hit *last = NULL;
    for (bool more = true; more;) {
        struct search_result r;
        assert_null(search_find(b->search, b->scene.database->arena, &q, &r));
        for (size_t i = 0; i < r.hits.count; i++) {
            const struct search_hit *h = &r.hits.items[i];
            const struct thing *x = b->things;
            while (x->offer_id != h->offer_id) {
                x++;
            }
            assert_true(passes(x, &q));
            check_rank(b, &q, x, h);
            assert_true(last == NULL || last->rank < h->rank ||
                        (last->rank == h->rank && last->offer_id < h->offer_id));
            last = h;
            shown++;
        }
        total = r.total;
        more = r.next.n > 0;
        q.after = r.next;
    }
    assert_int_equal(shown, total);
}

// Whatever is marked, a count beside a value is of the hits that have it and pass the other facets:
// what marking it shows.
static void every_count_is_that_of_a_plain_count(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        b.search->hits_least = 1; // whatever was listed once is counted from what was kept
        int found = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            struct search_query q = invent(&b);
            struct search_result r;
            assert_null(search_find(b.search, t.arena, &q, &r));
            assert_int_equal(r.total, count_of(&b, q));
            found += r.total > 0;
            check_list(&b, &q, offsetof(struct search_query, districts), &r.districts, DISTRICTS,
                       COUNT(DISTRICTS));
            check_list(&b, &q, offsetof(struct search_query, deliveries), &r.deliveries, DISTRICTS,
                       COUNT(DISTRICTS));
            check_list(&b, &q, offsetof(struct search_query, units), &r.units, UNITS, COUNT(UNITS));
            check_categories(&b, &q, &r);
            check_figures(&b, &q, &r);
            check_pages(&b, q);
        }
        assert_in_range(found, QUESTIONS / 5, QUESTIONS);
        assert_in_range(b.search->hits_count, 4, SEARCH_HITS_MAX);
        bench_close(&b);
    }
}

// Who asks for nothing else is not asked each of them.
static void each_filter_by_itself_leaves_some_out(void **state)
{
    const struct search_query ALONE[] = {
        {.category = S("paper")},
        {.subs = S("office")},
        {.districts = str_view(DISTRICTS[0])},
        {.deliveries = str_view(DISTRICTS[0])},
        {.units = str_view(UNITS[1])},
        {.tags = UINT64_C(1) << CERTIFICATE_WOMEN},
        {.bands = 1},
        {.lead = 1},
        {.green = true},
        {.quantity = 1},
        {.budget = WON(60000)},
        {.each = WON(60000)},
    };
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct search_result r;
        for (size_t i = 0; i < COUNT(ALONE); i++) {
            assert_null(search_find(b.search, t.arena, &ALONE[i], &r));
            assert_int_equal(r.total, count_of(&b, ALONE[i]));
            assert_in_range(r.total, 1, THINGS - 1);
        }
        const int64_t two[] = {b.things[0].offer_id, b.things[THINGS - 1].offer_id};
        struct search_query only = {
            .only = {.items = two, .count = COUNT(two)}
        };
        assert_null(search_find(b.search, t.arena, &only, &r));
        assert_int_equal(r.total, COUNT(two));
        assert_null(search_find(b.search, t.arena, &(struct search_query){0}, &r));
        assert_int_equal(r.total, THINGS);
        bench_close(&b);
    }
}

static void the_most_frequent_units_are_told_and_those_that_are_marked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        assert_null(db_begin(t.db, DB_WRITE));
        for (int i = 0; i < THINGS; i++) { // one offer of unit 0, two of unit 1, … of 15 units
            struct query *q = db_query(t.db, &SQL_SEARCH_PASS_TEST_TERMS);
            int unit = 0;
            for (int rest = i; unit < 14 && rest > unit; unit++) {
                rest -= unit + 1;
            }
            bind_i64(q, "offer", b.things[i].offer_id);
            bind_str(q, "unit", i == 0 ? S("가|나") : str_format(t.arena, "단위%02d", unit));
            bind_str(q, "districts", S(""));
            bind_i64(q, "quantity_min", 1);
            bind_i64(q, "lead_days", 1);
            assert_null(query_run(q, NULL));
            q = db_query(t.db, &SQL_SEARCH_PASS_TEST_CHANGE);
            bind_i64(q, "offer", b.things[i].offer_id);
            assert_null(query_run(q, NULL));
        }
        assert_null(db_commit(t.db));
        assert_null(db_begin(t.db, DB_READ));
        assert_null(search_catch_up(b.search, t.db, t.arena, TODAY));
        db_rollback(t.db);
        struct search_query q = {.units = S("단위01")};
        struct search_result r;
        assert_null(search_find(b.search, t.arena, &q, &r));
        assert_int_equal(r.total, 2);
        assert_int_equal(r.units.count, SEARCH_UNITS + 1);
        assert_true(str_equals(r.units.items[0].value, S("단위14")));
        assert_int_equal(r.units.items[0].count, 15);
        for (size_t i = 1; i < r.units.count; i++) {
            assert_true(r.units.items[i].count < r.units.items[i - 1].count);
        }
        assert_true(str_equals(r.units.items[SEARCH_UNITS].value, S("단위01")));
        bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_count_is_that_of_a_plain_count),
        cmocka_unit_test(each_filter_by_itself_leaves_some_out),
        cmocka_unit_test(the_most_frequent_units_are_told_and_those_that_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
