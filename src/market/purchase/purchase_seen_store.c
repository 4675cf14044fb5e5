#include "market/purchase/purchase_seen_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/listing_store.h"
#include "market/purchase/purchase_seen_store.sql.h"

// What a revision says of the product; empty where its text never changed since.
static struct product_text read_text(struct query *q, struct arena *a, bool *out_has_values)
{
    str content = read_str(q, "content");
    *out_has_values = content.n > 0;
    return content.n > 0 ? product_text_parse(a, content) : listing_read_text(q);
}

static struct seen_offer read_offer(struct query *q, struct arena *a, bool *out_has_values)
{
    int state = listing_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    struct seen_offer x = {
        .revision = read_i64(q, "revision"),
        .product = {read_i64(q, "product_id")},
        .product_no = {read_i64(q, "product_no")},
        .state = (enum listing_state)state,
        .terms = listing_read_terms(q),
        .text = read_text(q, a, out_has_values),
        .made_at = read_instant(q, "made_at"),
    };
    if (!offer_tiers_parse(a, read_str(q, "tiers"), &x.terms.tiers)) {
        x.terms.tiers.count = 0; // only offer_tiers_format writes it
    }
    return x;
}

// The rows of an offer: the older first; one alone is both.
struct pair_read {
    struct purchase_seen seen;
    bool has_values[2]; // of what was, of what is
    size_t rows;
};

static void take_row(struct query *q, struct arena *a, struct pair_read *p)
{
    struct seen_offer *x = p->rows == 0 ? &p->seen.was : &p->seen.is;
    *x = read_offer(q, a, &p->has_values[p->rows++]);
    p->seen.offer = (offer_id){read_i64(q, "offer_id")};
    p->seen.seen_at = read_instant(q, "seen_at");
    p->seen.is_on_sale = read_bool(q, "is_on_sale");
}

// The text of a product that was merged is kept: both are looked for only where they are one's.
static err add_values(struct db *db, struct arena *a, struct pair_read *p)
{
    struct seen_offer *was = &p->seen.was;
    struct seen_offer *is = &p->seen.is;
    if (!p->has_values[0]) {
        TRY(listing_store_values(db, a, was->product, &was->text.values));
    }
    if (p->rows == 1) {
        *is = *was;
    } else if (!p->has_values[1] && is->product.value == was->product.value) {
        is->text.values = was->text.values;
    } else if (!p->has_values[1]) {
        TRY(listing_store_values(db, a, is->product, &is->text.values));
    }
    return NULL;
}

err purchase_seen_find(struct db *db, struct arena *a, purchase_id purchase, int64_t seq,
                       date today, struct purchase_seen *out)
{
    struct pair_read pair = {0};
    struct query *q = db_query(db, &SQL_PURCHASE_SEEN_FIND);
    bind_i64(q, "purchase", purchase.value);
    bind_i64(q, "seq", seq);
    bind_date(q, "today", today);
    while (query_next(q) && pair.rows < 2) {
        take_row(q, a, &pair);
    }
    TRY(query_end(q));
    if (pair.rows == 0) {
        return &PURCHASE_UNKNOWN;
    }
    TRY(add_values(db, a, &pair));
    *out = pair.seen;
    return NULL;
}

// What parts them is asked for; a text that never changed since has the same values on both sides.
static bool needs_values(const struct pair_read *p)
{
    return p->rows == 2 && (p->has_values[0] || p->has_values[1] ||
                            p->seen.was.product.value != p->seen.is.product.value);
}

err purchase_seen_list_shown(struct db *db, struct arena *a, const struct purchase_shown *shown,
                             date today, purchase_seen_list *out)
{
    struct pair_read *pairs = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct pair_read);
    size_t count = 0;
    struct query *q = db_query(db, &SQL_PURCHASE_SEEN_LIST_SHOWN);
    bind_id(q, "purchase", shown->purchase.value);
    bind_id(q, "basket_of", shown->basket_of.value);
    bind_str(q, "shown", shown->revisions);
    bind_date(q, "today", today);
    while (query_next(q)) {
        bool is_next = count == 0 || pairs[count - 1].seen.offer.value != read_i64(q, "offer_id");
        if (is_next && count == LIMIT_PURCHASE_LINES) {
            break;
        }
        count += is_next ? 1 : 0;
        if (pairs[count - 1].rows < 2) {
            take_row(q, a, &pairs[count - 1]);
        }
    }
    TRY(query_end(q));
    out->items = NEW_ARRAY(a, count + 1, struct purchase_seen);
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        if (needs_values(&pairs[i])) {
            TRY(add_values(db, a, &pairs[i]));
        } else if (pairs[i].rows == 1) {
            pairs[i].seen.is = pairs[i].seen.was;
        }
        out->items[i] = pairs[i].seen;
    }
    return NULL;
}
