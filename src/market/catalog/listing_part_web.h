// What the desk's pages of listings share: crumbs, and the words of a difference.
#pragma once

#include "market/catalog/listing_web.h"
#include "market/party/party_supplier_store.h"

#define LISTING_HEAD "/supplier/products"
#define LISTING_DIFFERENCES_MOST 24 // of one change: more than a form has cells that matter

// Where am I; `l` NULL: right below the list.
struct crumb listing_crumb(struct arena *a, const struct listing *l, str here);
// What a firm's list is narrowed by, as it was typed; and an address with it, at a state (below 0:
// all).
struct listing_filter listing_filter_of(str state, str category, str words);
href listing_narrow(struct arena *a, const struct listing_filter *f, int state, href to);
// Names of codes parted by |.
str listing_district_names(struct arena *a, const district_list *districts, str codes);

// What is said of a product, and on which terms it is sold. Values that the template asks for no
// more stand under their keys.
void listing_fill_facts(struct arena *a, const struct product_text *text,
                        const struct listing_template *t, struct kv *out);
void listing_fill_terms(struct arena *a, const struct offer_terms *t,
                        const district_list *districts, struct kv *out);

// What a difference is told with.
struct listing_words {
    const struct listing_template *template;
    const district_list *districts;
};

// The fields in which two canonical texts part, added to out->items, which has room for
// LISTING_DIFFERENCES_MOST.
void listing_differ(struct arena *a, const struct listing_words *w, str is, str was,
                    struct listing_change *out);
