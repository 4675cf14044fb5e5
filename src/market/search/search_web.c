#include "market/search/search_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/right.h"
#include "market/search/home_page.html.h"
#include "market/search/search_page.html.h"
#include "platform/web/site.h"

#define CARDS_OF_HOME 8
#define CATEGORIES_OF_HOME 12
#define TYPES_OF_HOME 8
#define SUGGESTIONS_MAX 8

static str place;             // of the index
static struct search *opened; // this process's copy; opened after the fork, with the first use

static const char *const BAND_WORDS[SEARCH_BANDS] = {
    "1만원 미만", "1만~5만원", "5만~20만원", "20만~100만원", "100만~500만원", "500만원 이상"};
static const char *const SORT_WORDS[SEARCH_SORT_COUNT] = {
    [SEARCH_RELEVANT] = "추천순", [SEARCH_CHEAP] = "낮은 가격순",    [SEARCH_DEAR] = "높은 가격순",
    [SEARCH_NEW] = "새로 올린순", [SEARCH_BOUGHT] = "많이 계약한순",
};

void search_set_place(str index_url)
{
    place = index_url;
}

err search_here(struct unit *u, struct search **out)
{
    if (opened == NULL) {
        TRY(search_open(place, &opened));
    }
    TRY(search_catch_up(opened, u->db, u->arena, u->today));
    *out = opened;
    return NULL;
}

// --- Reading the address
// --------------------------------------------------------------------------

static struct search_query read_query(const struct request *rq)
{
    struct search_query q = {
        .text = str_trim(request_query(rq, "q")),
        .category = str_trim(request_query(rq, "category")),
        .district = str_trim(request_query(rq, "district")),
        .after = request_query(rq, "after"),
    };
    if (str_length(q.text) > LIMIT_QUERY) {
        q.text = S(""); // nobody types that: show everything rather than an error
    }
    int sort = search_sort_from(request_query(rq, "sort"));
    q.sort = sort < 0 ? SEARCH_RELEVANT : (enum search_sort)sort;
    str value = {0};
    for (size_t i = 0; request_query_at(rq, "cert", i, &value); i++) {
        int kind = certificate_kind_from(value);
        q.tags |= kind < 0 ? 0 : UINT64_C(1) << kind;
    }
    for (size_t i = 0; request_query_at(rq, "band", i, &value); i++) {
        int64_t band = 0;
        bool known = str_parse_i64(value, &band) && band >= 0 && band < SEARCH_BANDS;
        q.bands |= known ? 1U << band : 0;
    }
    return q;
}

// The address that asks this: every filter is in it, so it can be kept and sent on.
static href address_of(struct arena *a, const char *path, const struct search_query *q)
{
    href h = href_to(a, "%s", path);
    h = href_with(a, h, "q", q->text);
    h = href_with(a, h, "category", q->category);
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        if ((q->tags >> k & 1) != 0) {
            h = href_with(a, h, "cert", str_view(certificate_kind_word((enum certificate_kind)k)));
        }
    }
    h = href_with(a, h, "district", q->district);
    for (int b = 0; b < SEARCH_BANDS; b++) {
        if ((q->bands >> b & 1) != 0) {
            h = href_with(a, h, "band", str_format(a, "%d", b));
        }
    }
    if (q->sort != SEARCH_RELEVANT) {
        h = href_with(a, h, "sort", str_view(search_sort_word(q->sort)));
    }
    return href_with(a, h, "after", q->after);
}

// --- Making pages
// ---------------------------------------------------------------------------------

static struct card card_of(struct arena *a, const struct search *s, const struct search_hit *h)
{
    struct card c = {
        .path = href_with(a, href_to(a, "/products/%lld", (long long)h->product_no.value), "offer",
                          str_format(a, "%lld", (long long)h->offer_no.value)),
        .title = h->title,
        .picture = href_local(h->picture),
        .supplier = h->supplier_name,
        .district = search_district_name(s, h->district_code),
        .price = h->price,
        .unit = h->unit,
        .lead_days = h->lead_days,
        .buyer_count = h->buyer_count,
    };
    c.tags.items = NEW_ARRAY(a, CERTIFICATE_KIND_COUNT, str);
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        if ((h->tags >> k & 1) != 0 && certificate_is_preference(kind)) {
            c.tags.items[c.tags.count++] = certificate_kind_label(kind);
        }
    }
    return c;
}

static struct card *cards_of(struct arena *a, const struct search *s, const struct search_result *r,
                             size_t count)
{
    struct card *cards = NEW_ARRAY(a, count + 1, struct card);
    for (size_t i = 0; i < count; i++) {
        cards[i] = card_of(a, s, &r->hits.items[i]);
    }
    return cards;
}

static href category_picture(struct arena *a, str code)
{
    return href_local(str_format(a, "/assets/art/%.*s-1.svg", STR_ARG(code)));
}

static void fill_categories(struct arena *a, const struct search *s, const struct search_query *q,
                            const struct search_result *r, struct choice *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct search_facet *f = &r->categories.items[i];
        struct search_query narrowed = *q;
        narrowed.category = f->value;
        narrowed.after = S("");
        out[i] = (struct choice){
            .value = f->value,
            .text = search_category_name(s, f->value),
            .count = f->count,
            .path = address_of(a, "/search", &narrowed),
            .picture = category_picture(a, f->value),
        };
    }
}

// GET /
static err get_first_page(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_query q = {.sort = SEARCH_BOUGHT};
    struct search_result r;
    TRY(search_find(s, u->arena, &q, &r));
    struct home_page p = {.offer_count = r.total};
    p.cards.count = r.hits.count < CARDS_OF_HOME ? r.hits.count : CARDS_OF_HOME;
    p.cards.items = cards_of(u->arena, s, &r, p.cards.count);
    p.categories.count =
        r.categories.count < CATEGORIES_OF_HOME ? r.categories.count : CATEGORIES_OF_HOME;
    p.categories.items = NEW_ARRAY(u->arena, p.categories.count + 1, struct choice);
    struct search_query all = {0};
    fill_categories(u->arena, s, &all, &r, p.categories.items, p.categories.count);
    p.types.items = NEW_ARRAY(u->arena, TYPES_OF_HOME, struct choice);
    for (int k = 0; k < CERTIFICATE_KIND_COUNT && p.types.count < TYPES_OF_HOME; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        if (certificate_is_preference(kind)) {
            struct search_query of_kind = {.tags = UINT64_C(1) << k};
            p.types.items[p.types.count++] =
                (struct choice){.text = certificate_kind_label(kind),
                                .count = r.tag_counts[k],
                                .path = address_of(u->arena, "/search", &of_kind)};
        }
    }
    frame_fill(u, rq, &p.frame, S("첫 화면"));
    home_page_render(&rs->body, &p);
    return NULL;
}

static void fill_facets(struct arena *a, const struct search *s, const struct search_query *q,
                        const struct search_result *r, struct search_page *p)
{
    p->categories.items = NEW_ARRAY(a, r->categories.count + 1, struct choice);
    bool at_leaf =
        r->categories.count == 1 && str_equals(r->categories.items[0].value, q->category);
    p->categories.count = at_leaf ? 0 : r->categories.count;
    fill_categories(a, s, q, r, p->categories.items, p->categories.count);

    p->tags.items = NEW_ARRAY(a, CERTIFICATE_KIND_COUNT, struct choice);
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        bool chosen = (q->tags >> k & 1) != 0;
        if (certificate_is_preference(kind) && (chosen || r->tag_counts[k] > 0)) {
            p->tags.items[p->tags.count++] =
                (struct choice){.value = str_view(certificate_kind_word(kind)),
                                .text = certificate_kind_label(kind),
                                .count = r->tag_counts[k],
                                .chosen = chosen};
        }
    }
    p->districts.items = NEW_ARRAY(a, r->districts.count + 1, struct choice);
    for (size_t i = 0; i < r->districts.count; i++) {
        const struct search_facet *f = &r->districts.items[i];
        p->districts.items[p->districts.count++] =
            (struct choice){.value = f->value,
                            .text = search_district_name(s, f->value),
                            .count = f->count,
                            .chosen = str_equals(f->value, q->district)};
    }
    p->bands.items = NEW_ARRAY(a, SEARCH_BANDS, struct choice);
    for (int b = 0; b < SEARCH_BANDS; b++) {
        p->bands.items[p->bands.count++] = (struct choice){.value = str_format(a, "%d", b),
                                                           .text = str_view(BAND_WORDS[b]),
                                                           .count = r->band_counts[b],
                                                           .chosen = (q->bands >> b & 1) != 0};
    }
}

static void add_chip(struct arena *a, struct search_page *p, str text,
                     const struct search_query *without)
{
    p->chips.items[p->chips.count++] =
        (struct choice){.text = text, .path = address_of(a, "/search", without)};
}

static void fill_chips(struct arena *a, const struct search *s, const struct search_query *q,
                       struct search_page *p)
{
    p->chips.items = NEW_ARRAY(a, CERTIFICATE_KIND_COUNT + SEARCH_BANDS + 2, struct choice);
    struct search_query base = *q;
    base.after = S("");
    if (q->category.n > 0) {
        struct search_query without = base;
        without.category = S("");
        add_chip(a, p, search_category_name(s, q->category), &without);
    }
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        if ((q->tags >> k & 1) != 0) {
            struct search_query without = base;
            without.tags &= ~(UINT64_C(1) << k);
            add_chip(a, p, certificate_kind_label((enum certificate_kind)k), &without);
        }
    }
    if (q->district.n > 0) {
        struct search_query without = base;
        without.district = S("");
        add_chip(a, p, search_district_name(s, q->district), &without);
    }
    for (int b = 0; b < SEARCH_BANDS; b++) {
        if ((q->bands >> b & 1) != 0) {
            struct search_query without = base;
            without.bands &= ~(1U << b);
            add_chip(a, p, str_view(BAND_WORDS[b]), &without);
        }
    }
    struct search_query bare = {.text = q->text, .sort = q->sort};
    p->all = address_of(a, "/search", &bare);
}

static void fill_orders(struct arena *a, const struct search_query *q, struct search_page *p)
{
    p->orders.items = NEW_ARRAY(a, SEARCH_SORT_COUNT, struct choice);
    for (int i = 0; i < SEARCH_SORT_COUNT; i++) {
        struct search_query ordered = *q;
        ordered.sort = (enum search_sort)i;
        ordered.after = S("");
        p->orders.items[p->orders.count++] =
            (struct choice){.text = str_view(SORT_WORDS[i]),
                            .chosen = q->sort == (enum search_sort)i,
                            .path = address_of(a, "/search", &ordered)};
    }
}

// GET /search?q=&category=&cert=&district=&band=&sort=&after=
static err get_search(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_query q = read_query(rq);
    struct search_result r;
    TRY(search_find(s, u->arena, &q, &r));

    struct search_page p = {.category = q.category, .sort = str_view(search_sort_word(q.sort))};
    fill_facets(u->arena, s, &q, &r, &p);
    fill_chips(u->arena, s, &q, &p);
    fill_orders(u->arena, &q, &p);
    p.cards.count = r.hits.count;
    p.cards.items = cards_of(u->arena, s, &r, r.hits.count);
    p.pager.total = r.total;
    if (q.after.n > 0) {
        struct search_query first = q;
        first.after = S("");
        p.pager.previous = address_of(u->arena, "/search", &first);
    }
    if (r.next.n > 0) {
        struct search_query next = q;
        next.after = r.next;
        p.pager.next = address_of(u->arena, "/search", &next);
    }
    p.empty = (struct empty){.title = S("찾은 것이 없습니다"),
                             .text = S("조건을 줄이거나 다른 말로 찾아 주세요."),
                             .button = S("모두 보기"),
                             .path = href_to(u->arena, "/search")};
    frame_fill(u, rq, &p.frame, q.text.n > 0 ? q.text : S("제품·서비스 찾기"));
    search_page_render(&rs->body, &p);
    return NULL;
}

// --- JSON
// -----------------------------------------------------------------------------------------

// GET /suggest?q=
static err get_suggest(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct {
        const char *kind;
        const char *label;
    } LABELS[] = {
        {"category", "품목"    },
        {"product",  "제품"    },
        {"supplier", "기업"    },
        {"synonym",  "같은 말"}
    };
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_word words[SUGGESTIONS_MAX];
    size_t count = 0;
    TRY(search_suggest(s, u->arena, str_slice(request_query(rq, "q"), 0, LIMIT_QUERY * 4),
                       SUGGESTIONS_MAX, words, &count));
    rs->media_type = S("application/json");
    out_str(&rs->body, S("{\"items\":["));
    for (size_t i = 0; i < count; i++) {
        str label = S("");
        for (size_t k = 0; k < COUNT(LABELS); k++) {
            label = str_equals(words[i].kind, str_view(LABELS[k].kind)) ? str_view(LABELS[k].label)
                                                                        : label;
        }
        out_str(&rs->body, i == 0 ? S("{\"t\":") : S(",{\"t\":"));
        out_json(&rs->body, words[i].term);
        out_str(&rs->body, S(",\"c\":"));
        out_json(&rs->body, label);
        out_char(&rs->body, '}');
    }
    out_str(&rs->body, S("]}"));
    return NULL;
}

static void out_item(struct out *o, const struct search_hit *h)
{
    out_format(o, "{\"id\":\"%lld\",\"title\":", (long long)h->offer_no.value);
    out_json(o, h->title);
    out_format(o, ",\"price_won\":%lld,\"unit\":", (long long)h->price.won);
    out_json(o, h->unit);
    out_format(o, ",\"supplier\":{\"id\":\"%lld\",\"name\":", (long long)h->supplier_no.value);
    out_json(o, h->supplier_name);
    out_str(o, S("},\"certificates\":["));
    bool first = true;
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        if ((h->tags >> k & 1) != 0) {
            out_str(o, first ? S("") : S(","));
            out_json(o, str_view(certificate_kind_word((enum certificate_kind)k)));
            first = false;
        }
    }
    out_str(o, S("]}"));
}

static void out_facet(struct out *o, const char *name, const struct search_facet *facets,
                      size_t count)
{
    out_format(o, "\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        out_str(o, i == 0 ? S("{\"value\":") : S(",{\"value\":"));
        out_json(o, facets[i].value);
        out_format(o, ",\"count\":%lld}", (long long)facets[i].count);
    }
    out_char(o, ']');
}

// GET /api/v1/products: the same search as JSON.
static err get_api_products(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_query q = read_query(rq);
    struct search_result r;
    TRY(search_find(s, u->arena, &q, &r));
    struct out *o = &rs->body;
    rs->media_type = S("application/json");
    rs->is_public = true;
    out_format(o, "{\"total\":%lld,\"understood\":", (long long)r.total);
    out_json(o, q.text);
    out_str(o, S(",\"items\":["));
    for (size_t i = 0; i < r.hits.count; i++) {
        out_str(o, i == 0 ? S("") : S(","));
        out_item(o, &r.hits.items[i]);
    }
    out_str(o, S("],\"facets\":{"));
    struct search_facet certs[CERTIFICATE_KIND_COUNT];
    size_t cert_count = 0;
    for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
        if (r.tag_counts[k] > 0) {
            certs[cert_count++] = (struct search_facet){
                .value = str_view(certificate_kind_word((enum certificate_kind)k)),
                .count = r.tag_counts[k]};
        }
    }
    out_facet(o, "category", r.categories.items, r.categories.count);
    out_char(o, ',');
    out_facet(o, "cert", certs, cert_count);
    out_char(o, ',');
    out_facet(o, "district", r.districts.items, r.districts.count);
    out_str(o, S("},\"next\":"));
    if (r.next.n > 0) {
        out_json(o, r.next);
    } else {
        out_str(o, S("null"));
    }
    out_char(o, '}');
    return NULL;
}

const struct route SEARCH_ROUTES[] = {
    ROUTE(GET, "/", get_first_page, RIGHT_PUBLIC),
    ROUTE(GET, "/search", get_search, RIGHT_PUBLIC),
    ROUTE(GET, "/suggest", get_suggest, RIGHT_PUBLIC),
    ROUTE(GET, "/api/v1/products", get_api_products, RIGHT_PUBLIC),
};
const size_t SEARCH_ROUTE_COUNT = COUNT(SEARCH_ROUTES);
