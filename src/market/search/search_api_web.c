#include "market/search/search_api_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/catalog_web.h"
#include "market/party/right.h"
#include "market/search/search_check_web.h"
#include "market/search/search_web.h"

static const char *const KIND_LABELS[] = {
    [SEARCH_WORD_CATEGORY] = "분류",
    [SEARCH_WORD_SYNONYM] = "같은 말",
    [SEARCH_WORD_PRODUCT] = "상품",
    [SEARCH_WORD_SUPPLIER] = "기업",
};
static_assert(COUNT(KIND_LABELS) == SEARCH_WORD_KIND_COUNT, "a kind came or went: label it");

// Where a word leads by itself; words for a search lead to the search.
static href target_of(struct arena *a, const struct search_word *w)
{
    if (w->kind == SEARCH_WORD_CATEGORY) {
        return href_with(a, href_to(a, "/search"), "category", w->target);
    }
    int64_t no = 0;
    if (w->kind == SEARCH_WORD_SUPPLIER && str_parse_i64(w->target, &no)) {
        return href_to(a, "/companies/%lld", (long long)no);
    }
    return href_with(a, href_to(a, "/search"), "q", w->term);
}

static void out_word(struct out *o, struct arena *a, const struct search_word *w)
{
    str label = str_view(KIND_LABELS[w->kind]);
    if (w->count > 0) {
        str count = money_format(a, WON(w->count)); // with thousands
        label = str_format(a, "%.*s · %.*s건", STR_ARG(label), STR_ARG(count));
    }
    out_str(o, S("{\"t\":"));
    out_json(o, w->term);
    out_str(o, S(",\"c\":"));
    out_json(o, label);
    out_str(o, S(",\"p\":"));
    out_json(o, target_of(a, w).path);
    out_char(o, '}');
}

// GET /suggest?q=: {"items":[{"t":word,"c":what it is,"p":where it leads}]}
static err get_suggest(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    struct search_word words[SEARCH_WORDS_MAX];
    size_t count = 0;
    str typed = request_query(rq, "q");
    if (str_length(typed) <= LIMIT_QUERY) {
        TRY(search_suggest(s, u->arena, typed, words, &count));
    }
    rs->media_type = S("application/json");
    out_str(&rs->body, S("{\"items\":["));
    for (size_t i = 0; i < count; i++) {
        out_str(&rs->body, i == 0 ? S("") : S(","));
        out_word(&rs->body, u->arena, &words[i]);
    }
    out_str(&rs->body, S("]}"));
    return NULL;
}

static void out_item(struct out *o, struct arena *a, const struct search_hit *h)
{
    out_format(o, "{\"id\":\"%lld\",\"url\":", (long long)h->offer_no.value);
    out_json(o, catalog_product_path(a, h->product_no, h->offer_no).path);
    out_str(o, S(",\"title\":"));
    out_json(o, h->title);
    out_format(o, ",\"price_won\":%lld,\"unit\":", (long long)h->price.won);
    out_json(o, h->unit);
    out_format(o, ",\"supplier\":{\"id\":\"%lld\",\"name\":", (long long)h->supplier_no.value);
    out_json(o, h->supplier_name);
    out_str(o, S("},\"certificates\":["));
    bool first = true;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
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

static search_facet_list list_leads(struct arena *a, const struct search_result *r)
{
    search_facet_list leads = {.items = NEW_ARRAY(a, SEARCH_LEADS, struct search_facet)};
    for (; leads.count < SEARCH_LEADS; leads.count++) {
        leads.items[leads.count] = (struct search_facet){
            .value = str_format(a, "%zu", leads.count + 1), .count = r->lead_counts[leads.count]};
    }
    return leads;
}

static void out_facets(struct out *o, struct arena *a, const struct search_result *r)
{
    struct search_facet certs[CERTIFICATE_ALL_COUNT];
    size_t cert_count = 0;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        if (r->tag_counts[k] > 0) {
            certs[cert_count++] = (struct search_facet){
                .value = str_view(certificate_kind_word((enum certificate_kind)k)),
                .count = r->tag_counts[k]};
        }
    }
    struct search_facet bands[SEARCH_BANDS];
    for (int b = 0; b < SEARCH_BANDS; b++) {
        bands[b] =
            (struct search_facet){.value = str_format(a, "%d", b), .count = r->band_counts[b]};
    }
    out_facet(o, "category", r->categories.items, r->categories.count);
    out_char(o, ',');
    out_facet(o, "cert", certs, cert_count);
    out_char(o, ',');
    out_facet(o, "district", r->districts.items, r->districts.count);
    out_char(o, ',');
    out_facet(o, "delivery", r->deliveries.items, r->deliveries.count);
    out_char(o, ',');
    out_facet(o, "band", bands, SEARCH_BANDS);
    out_char(o, ',');
    search_facet_list leads = list_leads(a, r);
    out_facet(o, "lead", leads.items, leads.count);
    out_char(o, ',');
    out_facet(o, "unit", r->units.items, r->units.count);
    struct search_facet green = {.value = S("1"), .count = r->green_count};
    out_char(o, ',');
    out_facet(o, "green", &green, r->green_count > 0);
}

// GET /api/v1/products: the same search as JSON.
static err get_api_products(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    TRY(search_here(u, &s));
    TRY(search_check(s, rq));
    struct asked k;
    TRY(search_read(s, u, rq, &k));
    struct search_result r;
    TRY(search_find(s, u->arena, &k.query, &r));
    struct out *o = &rs->body;
    rs->media_type = S("application/json");
    rs->is_public = true;
    out_format(o, "{\"total\":%lld,\"understood\":", (long long)r.total);
    bool is_other = k.meaning.also.n > 0 && !str_equals(k.meaning.also, k.typed);
    out_json(o, is_other ? k.meaning.also : k.meaning.text);
    out_str(o, S(",\"items\":["));
    for (size_t i = 0; i < r.hits.count; i++) {
        out_str(o, i == 0 ? S("") : S(","));
        out_item(o, u->arena, &r.hits.items[i]);
    }
    out_str(o, S("],\"facets\":{"));
    out_facets(o, u->arena, &r);
    out_str(o, S("},\"next\":"));
    if (r.next.n > 0) {
        out_json(o, r.next);
    } else {
        out_str(o, S("null"));
    }
    out_char(o, '}');
    return NULL;
}

const struct route SEARCH_API_ROUTES[] = {
    ROUTE(GET, "/suggest", get_suggest, RIGHT_PUBLIC),
    ROUTE(GET, "/api/v1/products", get_api_products, RIGHT_PUBLIC),
};
const size_t SEARCH_API_ROUTE_COUNT = COUNT(SEARCH_API_ROUTES);
