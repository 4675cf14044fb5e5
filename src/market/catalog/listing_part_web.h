// What the desk's pages of listings share: crumbs, and the words of a difference.
#pragma once

#include "market/catalog/listing_web.h"
#include "market/party/party_supplier_store.h"

#define LISTING_HEAD "/supplier/products"
#define LISTING_DIFFERENCES_MOST 24 // of one change: more than a form has cells that matter

// Where am I; `l` NULL: right below the list.
struct crumb listing_crumb(struct arena *a, const struct listing *l, str here);
// 주문받아 마련, or the digits.
str listing_stock_text(struct arena *a, int64_t stock);
// Names of codes parted by |.
str listing_district_names(struct arena *a, const district_list *districts, str codes);

// What a difference is told with.
struct listing_words {
    const struct listing_template *template;
    const district_list *districts;
};

// The fields in which two canonical texts part, added to out->items, which has room for
// LISTING_DIFFERENCES_MOST.
void listing_differ(struct arena *a, const struct listing_words *w, str is, str was,
                    struct listing_change *out);
