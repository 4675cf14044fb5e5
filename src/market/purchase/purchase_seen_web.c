#include "market/purchase/purchase_seen_web.h"

#include "base/limits.h"
#include "market/catalog/listing_history_web.h"
#include "market/catalog/listing_part_web.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/picture_past_store.h"
#include "market/party/right.h"
#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_seen_store.h"
#include "market/purchase/purchase_store.h"
#include "market/purchase/seen_page.html.h"
#include "platform/web/site.h"

static bool is_buyer(const struct unit *u)
{
    return u->actor->institution.value != 0;
}

href purchase_seen_path(const struct unit *u, public_no purchase, int64_t seq)
{
    return href_to(u->arena, "/%s/purchases/%lld/lines/%lld", is_buyer(u) ? "buyer" : "supplier",
                   (long long)purchase.value, (long long)seq);
}

// What is asked of the stock is no term: it falls with every contract.
static str terms_of(struct arena *a, const struct seen_offer *x)
{
    struct offer_terms terms = x->terms;
    terms.stock = LISTING_MADE_TO_ORDER;
    return offer_terms_canon(a, &terms);
}

void purchase_seen_differ(struct arena *a, const struct listing_words *words,
                          const struct purchase_seen *seen, struct listing_change *out)
{
    out->items.items = NEW_ARRAY(a, LISTING_DIFFERENCES_MOST, struct listing_difference);
    listing_differ(a, words, product_text_canon(a, &seen->is.text),
                   product_text_canon(a, &seen->was.text), out);
    listing_differ(a, words, terms_of(a, &seen->is), terms_of(a, &seen->was), out);
}

// Those the product's page showed then, and, while it is sold, those it shows now.
static err fill_photos(struct unit *u, const struct purchase_seen *seen, struct seen_page *p)
{
    past_photo_list was;
    past_photo_list is;
    instant at =
        instant_before(seen->seen_at, seen->was.made_at) ? seen->was.made_at : seen->seen_at;
    TRY(picture_past_seen(u->db, u->arena, &(struct past_moment){seen->was.product, at},
                          &(struct past_moment){seen->is.product, u->now}, &was, &is));
    p->change.has_photos = p->is_on_sale && !past_photos_are_alike(&was, &is);
    p->is_changed = p->is_changed || p->change.has_photos;
    p->change.photos = listing_photos(u->arena, &was, &is);
    p->change.photos.before_label = S("그때");
    p->change.photos.after_label = S("지금");
    p->photos = p->change.photos.before;
    p->has_photos = was.count > 0;
    return NULL;
}

err purchase_seen_template(struct unit *u, str category, struct listing_template *out)
{
    err e = listing_store_template(u->db, u->arena, category, out);
    if (e == &LISTING_NO_CATEGORY) {
        *out = (struct listing_template){.code = category};
        return NULL;
    }
    return e;
}

static void fill_crumb(struct unit *u, const struct purchase *p, struct seen_page *page)
{
    struct arena *a = u->arena;
    long long no = (long long)p->no.value;
    if (is_buyer(u)) {
        purchase_crumb_fill(a, p, S("그때의 상품"), &page->crumb);
        page->case_path = href_to(a, "/buyer/purchases/%lld", no);
        return;
    }
    page->crumb = crumb_below(a, S("견적요청"), href_to(a, "/supplier/quotes"), S("그때의 상품"));
}

// GET /buyer/purchases/:no/lines/:seq, /supplier/purchases/:no/lines/:seq
static err get_seen(struct unit *u, const struct request *rq, struct response *rs)
{
    int64_t seq = 0;
    struct purchase purchase;
    struct purchase_seen seen;
    struct listing_template t;
    district_list districts;
    TRY(purchase_part_find(u, rq, &purchase));
    if (!str_parse_i64(request_path(rq, "seq"), &seq)) {
        return &PURCHASE_UNKNOWN;
    }
    TRY(purchase_seen_find(u->db, u->arena, purchase.id, seq, u->today, &seen));
    TRY(purchase_seen_template(u, seen.was.text.category, &t));
    TRY(party_store_districts(u->db, u->arena, &districts));
    struct seen_page p = {
        .title = seen.was.text.title,
        .case_title = purchase.title,
        .supplier_name = purchase.supplier_name,
        .seen_at = seen.seen_at,
        .is_on_sale = seen.is_on_sale,
        .applies = !date_is_none(purchase.requested_on) && purchase.state != PURCHASE_CANCELLED,
        .now_path = href_to(u->arena, "/products/%lld", (long long)seen.is.product_no.value),
    };
    fill_crumb(u, &purchase, &p);
    purchase_seen_differ(u->arena, &(struct listing_words){&t, &districts}, &seen, &p.change);
    p.is_changed = p.change.items.count > 0;
    TRY(fill_photos(u, &seen, &p));
    listing_fill_facts(u->arena, &seen.was.text, &t, &p.facts);
    listing_fill_terms(u->arena, &seen.was.terms, &districts, &p.terms);
    frame_fill(u, rq, &p.frame, S("그때의 상품"));
    seen_page_render(&rs->body, &p);
    return NULL;
}

const struct route SEEN_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/lines/:seq", get_seen, RIGHT_BUYER),
    ROUTE(GET, "/supplier/purchases/:no/lines/:seq", get_seen, RIGHT_SUPPLIER),
};
const size_t SEEN_ROUTE_COUNT = COUNT(SEEN_ROUTES);
