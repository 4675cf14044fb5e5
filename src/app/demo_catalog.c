// The invented products: titles from data/names.csv, attribute values that agree with them, one to
// four firms of the trade that offer each, and institutions that have bought it.
#include "app/demo_catalog.sql.h"
#include "app/demo_city.h"
#include "app/demo_spec.h"
#include "app/setup.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/catalog_import_action.h"

#define SAMPLES_MAX 4096
#define USES_MAX 256
#define OFFERS_OF_PRODUCT_MAX 4
#define BUNDLE_WON_MAX 100000 // won for one; what is dearer is not sold by the bundle
#define ROW_ARENA (16 * MIB)  // bytes for one product and its offers
#define TIER_WON_MAX 20000000 // won for the least quantity of a price by quantity

// A line of data/names.csv.
struct sample {
    str category;
    str pattern;
    str spec;
    int64_t price_least;
    int64_t price_most;
    str unit;
    bool is_goods;  // else a service or works: nobody makes it, one firm does it
    bool is_exempt; // from the value added tax
};

// What goods of a second-level category are for, and who makes them where it is not who makes the
// rest of the trade's.
struct use {
    str category;
    str text;
    str makers; // parted by '|'; empty: those of the trade
};

struct shelf {
    struct demo *d;
    struct demo_specs *specs;
    LIST(struct sample) samples;
    LIST(struct use) uses;
};

// A product about to be written.
struct product {
    const struct sample *sample;
    const struct demo_trade *trade;
    str title;
    str said; // the title without its quantity: what speaks of one of it
    int64_t quantity_min;
    bool is_own; // made, or done, by the firm that offers it
    int64_t price_won;
    str unit;
    str maker; // of goods; empty: the firm that offers it
    int64_t id;
};

// The codes of services and works, and of what is exempt, as "|code|code|".
static err list_codes(struct demo *d, struct out *services, struct out *exempt)
{
    struct csv c;
    TRY(demo_open_csv(d, "categories.csv", &c));
    out_init(services, d->u->arena, LIMIT_PAGE);
    out_init(exempt, d->u->arena, LIMIT_PAGE);
    out_char(services, '|');
    out_char(exempt, '|');
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL) {
            return NULL;
        }
        str code = setup_cell(&c, row, "code");
        if (!str_equals(setup_cell(&c, row, "object"), S("goods"))) {
            out_format(services, "%.*s|", STR_ARG(code));
        }
        if (str_equals(setup_cell(&c, row, "vat"), S("exempt"))) {
            out_format(exempt, "%.*s|", STR_ARG(code));
        }
    }
}

static err load_samples(struct shelf *s)
{
    struct out services;
    struct out exempt;
    TRY(list_codes(s->d, &services, &exempt));
    struct csv c;
    TRY(demo_open_csv(s->d, "names.csv", &c));
    s->samples.items = NEW_ARRAY(s->d->u->arena, SAMPLES_MAX, struct sample);
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL || s->samples.count == SAMPLES_MAX) {
            return NULL;
        }
        struct sample x = {.category = setup_cell(&c, row, "category_code"),
                           .pattern = setup_cell(&c, row, "name_pattern"),
                           .spec = setup_cell(&c, row, "spec"),
                           .unit = setup_cell(&c, row, "unit")};
        if (!str_parse_i64(setup_cell(&c, row, "price_min"), &x.price_least) ||
            !str_parse_i64(setup_cell(&c, row, "price_max"), &x.price_most)) {
            *s->d->sentence = str_format(
                s->d->u->arena, "names.csv:%lld: a price is no whole number", (long long)c.line);
            return &CATALOG_BAD_ROW;
        }
        str marked = str_format(s->d->u->arena, "|%.*s|", STR_ARG(x.category));
        x.is_goods = !str_contains(out_view(&services), marked);
        x.is_exempt = str_contains(out_view(&exempt), marked);
        s->samples.items[s->samples.count++] = x;
    }
}

static err load_uses(struct shelf *s)
{
    struct csv c;
    TRY(demo_open_csv(s->d, "trades.csv", &c));
    s->uses.items = NEW_ARRAY(s->d->u->arena, USES_MAX, struct use);
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL || s->uses.count == USES_MAX) {
            return NULL;
        }
        if (setup_cell(&c, row, "firm_words").n == 0) { // the other rows describe firms
            s->uses.items[s->uses.count++] =
                (struct use){.category = setup_cell(&c, row, "category_code"),
                             .text = setup_cell(&c, row, "text"),
                             .makers = setup_cell(&c, row, "makers")};
        }
    }
}

// The file stands by category; a catalogue grows in any order.
static void shuffle(struct shelf *s)
{
    for (size_t i = s->samples.count; i > 1; i--) {
        size_t other = (size_t)demo_below(s->d, (int64_t)i);
        struct sample kept = s->samples.items[i - 1];
        s->samples.items[i - 1] = s->samples.items[other];
        s->samples.items[other] = kept;
    }
}

// --- What it is called ---------------------------------------------------------------------------

// One of {a|b|c} at each place.
static str fill_pattern(struct demo *d, str pattern)
{
    struct out o;
    out_init(&o, d->u->arena, LIMIT_PAGE);
    str rest = pattern;
    while (rest.n > 0) {
        size_t open = str_index(rest, S("{"));
        out_str(&o, str_slice(rest, 0, open));
        str choices = str_slice(rest, open + 1, rest.n);
        size_t close = str_index(choices, S("}"));
        rest = str_slice(choices, close + 1, choices.n);
        out_str(&o, demo_pick(d, str_slice(choices, 0, close)));
    }
    return out_view(&o);
}

// Of a dear thing nobody buys hundreds: fewer, so that the price from that quantity on stays near
// what an institution spends at once.
static int64_t believable(const struct sample *x, int64_t quantity)
{
    while (quantity > 2 && quantity * x->price_most > TIER_WON_MAX) {
        quantity = quantity % 100 == 0 && quantity < 200 ? quantity / 2 : quantity / 5;
    }
    return quantity;
}

// "100개 이상 단가" is a price from a quantity on: the quantity, and what is left to say of it.
static str read_spec(struct demo *d, struct product *p)
{
    struct arena *a = d->u->arena;
    str spec = p->sample->spec;
    str tail = S(" 단가");
    if (str_ends(spec, tail)) {
        spec = str_slice(spec, 0, spec.n - tail.n);
    }
    int64_t least = 0;
    size_t digits = 0;
    while (digits < spec.n && spec.p[digits] >= '0' && spec.p[digits] <= '9') {
        digits++;
    }
    if (str_ends(spec, S(" 이상")) && str_parse_i64(str_slice(spec, 0, digits), &least)) {
        p->quantity_min = believable(p->sample, least);
        if (str_ends(spec, S("개 이상"))) {
            spec = str_format(a, "%lld%.*s 이상", (long long)p->quantity_min,
                              STR_ARG(p->sample->unit));
        }
    }
    str inner = spec; // 대규모(500㎡ 초과) is written 대규모, 500㎡ 초과
    str outer = str_cut(&inner, '(');
    if (inner.n > 0) {
        str within = str_cut(&inner, ')');
        spec = str_format(a, "%.*s, %.*s", STR_ARG(outer), STR_ARG(within));
    }
    return spec.n > 0 ? str_format(a, " (%.*s)", STR_ARG(spec)) : S("");
}

static const struct demo_trade *find_trade(const struct demo *d, str category)
{
    str rest = category;
    str top = str_cut(&rest, '.');
    for (size_t i = 0; i < d->trades.count; i++) {
        if (str_equals(d->trades.items[i].code, top)) {
            return &d->trades.items[i];
        }
    }
    return &d->trades.items[0];
}

static struct use find_use(const struct shelf *s, str category)
{
    struct use use = {0};
    for (size_t i = 0; i < s->uses.count; i++) {
        if (str_starts(category, s->uses.items[i].category)) {
            use = s->uses.items[i];
        }
    }
    return use;
}

// What the firm promises stands in its own words, beside it.
static str description(struct shelf *s, const struct product *p)
{
    str use = find_use(s, p->sample->category).text;
    return str_format(s->d->u->arena,
                      "%.*s\n시범 자료입니다. 가격과 규격은 실제 제품과 관계없습니다.",
                      STR_ARG(use));
}

static str pick_maker(struct shelf *s, const struct product *p)
{
    str own = find_use(s, p->sample->category).makers;
    return demo_pick(s->d, own.n > 0 ? own : p->trade->makers);
}

// As price lists are: no won where thousands are paid.
static int64_t rounded(int64_t won)
{
    int64_t step = won < 1000 ? 10 : won < 100000 ? 100 : won < 1000000 ? 1000 : 10000;
    return won < 100 ? won : won / step * step;
}

static void choose_price(struct demo *d, struct product *p)
{
    int64_t span = p->sample->price_most - p->sample->price_least;
    int64_t won = p->sample->price_least + (span > 0 ? demo_below(d, span) : 0);
    p->price_won = won < 1 ? 1 : rounded(won);
    while (p->quantity_min == 1 && p->price_won < 100) {
        p->quantity_min = 100; // copies by the page
    }
    if (p->quantity_min == 1 && p->price_won < 1000) {
        p->quantity_min = 10;
    }
}

// --- Rows ----------------------------------------------------------------------------------------

static err add_values(struct shelf *s, struct product *p)
{
    struct demo_value values[DEMO_VALUES_MAX];
    size_t count = demo_list_values(s->d, s->specs, p->sample->category, p->said, values);
    for (size_t i = 0; i < count; i++) {
        struct query *q = db_query(s->d->u->db, &SQL_DEMO_VALUE_ADD);
        bind_i64(q, "product", p->id);
        bind_str(q, "key", values[i].key);
        bind_str(q, "value", values[i].value);
        TRY(query_run(q, NULL));
        int64_t least = 0;
        if (str_starts(values[i].name, S("최소 주문")) && str_parse_i64(values[i].value, &least) &&
            p->quantity_min < least) {
            p->quantity_min = least;
        }
    }
    return NULL;
}

static err add_product(struct shelf *s, struct product *p, const struct demo_firm *firm)
{
    struct demo *d = s->d;
    struct unit *u = d->u;
    bool is_goods = p->sample->is_goods;
    str maker = p->is_own ? firm->name : p->maker.n > 0 ? p->maker : pick_maker(s, p);
    str origin = p->is_own ? S("대한민국") : demo_pick(d, p->trade->origins);
    str rest = p->sample->category;
    str top = str_cut(&rest, '.');
    str model = str_format(u->arena, "%c%c-%lld", top.p[0] - 'a' + 'A', top.p[1] - 'a' + 'A',
                           1000LL + demo_below(d, 9000));
    struct query *q = db_query(u->db, &SQL_DEMO_PRODUCT_ADD);
    demo_bind_no(d, q);
    bind_str(q, "category", p->sample->category);
    bind_str(q, "title", p->title);
    bind_str(q, "maker", is_goods ? maker : S(""));
    bind_str(q, "model", is_goods ? model : S(""));
    bind_str(q, "origin", is_goods ? origin : S(""));
    bind_str(q, "description", description(s, p));
    bind_str(q, "picture",
             str_format(u->arena, "/assets/art/%.*s-%lld.svg", STR_ARG(p->sample->category),
                        1LL + demo_below(d, 4)));
    bind_instant(q, "now", u->now);
    return query_run_id(q, &p->id);
}

// Beyond the file's own: the same thing of another maker and series, or by the bundle.
static void vary(struct shelf *s, struct product *p)
{
    static const char SERIES[] = "데일리|베이직|플러스|에코|프로|라이트|네오|모던|클래식|프라임|"
                                 "스마트|퓨어|올인원|실속|알뜰|맑은|튼튼|포근|산뜻|바른";
    static const char SERVICES[] = "안심|맞춤|정성|꼼꼼|든든|신속|정기|방문|친환경|우리동네|"
                                   "올바른|책임|한번에|가까운|믿음|알찬";
    struct demo *d = s->d;
    struct arena *a = d->u->arena;
    bool is_goods = p->sample->is_goods;
    str word = demo_pick(d, is_goods ? str_view(SERIES) : str_view(SERVICES));
    if (is_goods && !p->is_own) {
        p->maker = pick_maker(s, p);
        word = str_format(a, "%.*s %.*s", STR_ARG(p->maker), STR_ARG(word));
    }
    p->title = str_format(a, "%.*s %.*s", STR_ARG(word), STR_ARG(p->title));
    bool is_single = is_goods && p->quantity_min == 1 && !str_contains(p->title, S("("));
    if (is_single && p->price_won < BUNDLE_WON_MAX && demo_one_in(d, 3)) {
        static const int64_t COUNTS[] = {2, 3, 5, 10, 20};
        int64_t count = COUNTS[demo_below(d, (int64_t)COUNT(COUNTS))];
        p->title = str_format(a, "%.*s, %lld%.*s 묶음", STR_ARG(p->title), (long long)count,
                              STR_ARG(p->unit));
        p->price_won = rounded(p->price_won * count * (100 - count) / 100);
        p->unit = S("묶음");
    }
}

// Days to deliver: food is soon, furniture is made first, works are planned.
static int64_t lead_days(struct demo *d, str category)
{
    static const struct {
        const char *trade;
        int64_t least;
        int64_t most;
    } DAYS[] = {
        {"meal",      1,  3 },
        {"food",      1,  4 },
        {"flower",    1,  3 },
        {"office",    1,  4 },
        {"paper",     1,  4 },
        {"clean",     2,  5 },
        {"furniture", 7,  20},
        {"print",     3,  9 },
        {"sign",      2,  10},
        {"uniform",   7,  20},
        {"gift",      5,  14},
        {"itsw",      7,  30},
        {"works",     10, 40},
    };
    for (size_t i = 0; i < COUNT(DAYS); i++) {
        if (str_starts(category, str_view(DAYS[i].trade))) {
            return DAYS[i].least + demo_below(d, DAYS[i].most - DAYS[i].least + 1);
        }
    }
    return 3 + demo_below(d, 12);
}

static err add_offer(struct shelf *s, const struct product *p, const struct demo_firm *firm,
                     int64_t price_won)
{
    struct demo *d = s->d;
    struct unit *u = d->u;
    struct query *q = db_query(u->db, &SQL_DEMO_OFFER_ADD);
    demo_bind_no(d, q);
    bind_i64(q, "product", p->id);
    bind_i64(q, "supplier", firm->id);
    bind_i64(q, "price", price_won);
    bind_str(q, "vat", p->sample->is_exempt ? S("exempt") : S("taxable"));
    bind_str(q, "unit", p->unit);
    bind_i64(q, "quantity_min", p->quantity_min);
    bind_i64(q, "lead_days", lead_days(d, p->sample->category));
    bind_bool(q, "own", p->is_own);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

// Firms of the trade, beginning anywhere; never the same twice.
static size_t choose_firms(struct demo *d, const struct demo_trade *trade, size_t wanted,
                           const struct demo_firm **out)
{
    size_t place = (size_t)(trade - d->trades.items);
    size_t start = (size_t)demo_below(d, (int64_t)d->firms.count);
    size_t count = 0;
    for (size_t i = 0; i < d->firms.count && count < wanted; i++) {
        const struct demo_firm *f = &d->firms.items[(start + i) % d->firms.count];
        if (f->trade == place) {
            out[count++] = f;
        }
    }
    return count;
}

// Few goods are bought by many, most by none: half of the goods, and of those half twice …
static err add_buyers(struct shelf *s, const struct product *p)
{
    struct demo *d = s->d;
    int64_t joined = (int64_t)d->institutions.count;
    if (demo_one_in(d, 2)) {
        return NULL;
    }
    int64_t count = 1;
    while (count < joined && !demo_one_in(d, 4)) {
        count++;
    }
    int64_t start = demo_below(d, joined);
    for (int64_t i = 0; i < count; i++) {
        struct query *q = db_query(d->u->db, &SQL_DEMO_BUYER_ADD);
        bind_i64(q, "product", p->id);
        bind_i64(q, "institution", d->institutions.items[(start + i * 7) % joined]);
        bind_i64(q, "contracts", 1 + demo_below(d, 4));
        bind_date(q, "last_on", date_add_days(d->u->today, -(int32_t)(1 + demo_below(d, 330))));
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static err add_sample(struct shelf *s, const struct sample *sample, bool is_again)
{
    struct demo *d = s->d;
    struct product p = {.sample = sample,
                        .trade = find_trade(d, sample->category),
                        .quantity_min = 1,
                        .unit = sample->unit};
    p.said = fill_pattern(d, sample->pattern);
    p.title = str_join(d->u->arena, p.said, read_spec(d, &p));
    p.said = p.quantity_min == 1 ? p.title : p.said;
    // What is sold as genuine is made by whoever made the machine.
    p.is_own = !sample->is_goods || (demo_one_in(d, 3) && !str_contains(p.title, S("정품")));
    choose_price(d, &p);
    if (is_again) {
        vary(s, &p);
    }

    size_t wanted = 1;
    while (!p.is_own && wanted < OFFERS_OF_PRODUCT_MAX && demo_one_in(d, 2)) {
        wanted++;
    }
    const struct demo_firm *firms[OFFERS_OF_PRODUCT_MAX];
    size_t count = choose_firms(d, p.trade, wanted, firms);
    if (count == 0) {
        *d->sentence = S("names.csv: no firm deals in a product's trade");
        return &CATALOG_BAD_ROW;
    }
    TRY(add_product(s, &p, firms[0]));
    TRY(add_values(s, &p));
    for (size_t i = 0; i < count; i++) { // others ask up to 8 % more or less
        int64_t won = i == 0 ? p.price_won : rounded(p.price_won * (92 + demo_below(d, 17)) / 100);
        TRY(add_offer(s, &p, firms[i], won < 1 ? 1 : won));
    }
    return demo_is_large(d) ? NULL : add_buyers(s, &p); // else who bought follows from contracts
}

// What a product needs is forgotten after it.
static err add_samples(struct shelf *s, struct arena *row)
{
    struct demo *d = s->d;
    for (int64_t i = 0; i < d->size->products; i++) {
        size_t place = (size_t)i % s->samples.count;
        bool is_again = demo_is_large(d) && (size_t)i >= s->samples.count;
        TRY(add_sample(s, &s->samples.items[place], is_again));
        arena_reset(row);
        demo_tell(d, "상품", i + 1, d->size->products);
    }
    return NULL;
}

// Of a large city the indexes are made after the rows, which look for none.
static err add_goods(struct shelf *s, struct arena *row)
{
    struct demo *d = s->d;
    struct db *db = d->u->db;
    struct db_indexes *indexes = NULL;
    TRY(demo_is_large(d) ? db_indexes_drop(db, &indexes) : NULL);
    TRY(add_samples(s, row));
    TRY(query_run(db_query(db, &SQL_DEMO_REVISIONS), NULL));
    TRY(query_run(db_query(db, &SQL_DEMO_SEARCH_CHANGES), NULL));
    TRY(indexes != NULL ? db_indexes_make(db, indexes) : NULL);
    return query_run(db_query(db, &SQL_DEMO_DESIGNATE), NULL);
}

err demo_load_catalog(struct demo *d)
{
    struct shelf s = {.d = d};
    TRY(load_samples(&s));
    TRY(load_uses(&s));
    TRY(demo_open_specs(d, &s.specs));
    shuffle(&s);
    struct arena *kept = d->u->arena;
    struct arena *row = arena_open(ROW_ARENA);
    d->u->arena = row;
    err e = add_goods(&s, row);
    d->u->arena = kept;
    arena_close(row);
    return e;
}
