// An offer as a row or a card of a page.
#pragma once

#include "market/catalog/way.h"
#include "market/search/search_store.h"
#include "platform/page/href.h"

struct card {
    public_no offer_no;
    href path;
    str title;
    href picture;
    str supplier;
    href supplier_path;
    str district;
    money price; // a unit, VAT included
    bool exempt;
    str unit;
    int64_t quantity_min;
    bool has_minimum; // more than one
    int64_t lead_days;
    int64_t buyer_count;
    int64_t contract_count;
    bool own_production;
    LIST(str) tags;
    str way; // how it can be bought; empty: nobody asked
    bool way_is_free;
};

// Whose law the cards are judged by, and when.
struct card_maker {
    struct arena *a;
    const struct search *s;
    const struct law *law; // NULL: the way of buying is left out
    enum law_regime regime;
    date on;
};

// The cards of the first `count` hits.
struct card *card_make_all(const struct card_maker *m, const struct search_result *r, size_t count);
