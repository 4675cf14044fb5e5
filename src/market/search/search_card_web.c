#include "market/search/search_card_web.h"

static void judge(struct way_book *ways, const struct search_hit *h, struct card *c)
{
    struct way_question q = {
        .regime = ways->regime,
        .object = h->object,
        .price = h->price,
        .exempt = h->exempt,
        .quantity = h->quantity_min,
        .tags = h->tags,
        .vulnerable_bp = h->vulnerable_bp,
        .resold = !h->own_production,
        .on = ways->on,
    };
    c->way = way_tell(ways, &q, &c->way_is_free);
}

static struct card make_card(const struct card_maker *m, const struct search_hit *h)
{
    struct arena *a = m->a;
    struct card c = {
        .offer_no = h->offer_no,
        .path = href_with(a, href_to(a, "/products/%lld", (long long)h->product_no.value), "offer",
                          str_format(a, "%lld", (long long)h->offer_no.value)),
        .title = h->title,
        .picture = href_local(h->picture),
        .supplier = h->supplier_name,
        .supplier_path = href_to(a, "/companies/%lld", (long long)h->supplier_no.value),
        .district = search_district_name(m->s, h->district_code),
        .price = h->price,
        .exempt = h->exempt,
        .unit = h->unit,
        .quantity_min = h->quantity_min,
        .has_minimum = h->quantity_min > 1,
        .lead_days = h->lead_days,
        .buyer_count = h->buyer_count,
        .contract_count = h->contract_count,
        .own_production = h->own_production,
    };
    c.tags.items = NEW_ARRAY(a, CERTIFICATE_ALL_COUNT, str);
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        if ((h->tags >> k & 1) != 0 && certificate_is_preference(kind)) {
            c.tags.items[c.tags.count++] = certificate_kind_label(kind);
        }
    }
    return c;
}

struct card *card_make_all(const struct card_maker *m, const struct search_result *r, size_t count)
{
    struct card *cards = NEW_ARRAY(m->a, count + 1, struct card);
    for (size_t i = 0; i < count; i++) {
        cards[i] = make_card(m, &r->hits.items[i]);
    }
    if (m->law == NULL) {
        return cards;
    }
    struct way_book ways = way_book_open(m->law, m->regime, m->on);
    for (size_t i = 0; i < count; i++) {
        judge(&ways, &r->hits.items[i], &cards[i]);
    }
    return cards;
}
