// A product and who offers it.
#pragma once

#include "market/catalog/catalog_store.h"
#include "market/catalog/way.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct shown_certificate {
    str label;
    str subject; // what it is of; empty: the firm
    str number;
    str issuer;
    date valid_from;
    date valid_until;
    bool is_preference;
    bool ends_soon; // within 60 days
};

struct shown_offer {
    public_no no;
    money price; // a unit, VAT included
    bool exempt; // from VAT
    str unit;
    int64_t quantity_min;
    str tiers;      // for the script: 10:19000|50:18000
    str tiers_text; // for people, or empty
    int64_t lead_days;
    str supplier_name;
    str district;
    href supplier_path;
    href path; // this product with this offer in front
    LIST(str) tags;
};

// A small picture below the large one.
struct gallery_thumb {
    href path; // this product with this picture large
    href small;
    str alt;
    bool current;
};

// A term the law sets on what follows the delivery.
struct shown_term {
    str name;
    str text;
    str article;
};

struct product_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    href picture;
    str picture_alt;
    bool has_photo; // of the product itself; otherwise `picture` is a drawing
    str webp;       // addresses of the same in two sizes, as srcset has them
    href sheet;     // all of it for paper
    bool has_thumbs;
    LIST(struct gallery_thumb) thumbs;
    str class_no;
    str detail_no;
    str item_no;
    int64_t look_days; // the browser remembers that it was looked at
    int64_t look_most; // … of so many
    public_no product_no;
    str maker;
    str model;
    str origin;
    str description;
    bool has_offer;
    struct shown_offer offer; // the one in front
    str stock;                // 주문받아 마련, or how many
    date valid_until;         // last day the price holds, or none
    str districts;            // where the one in front delivers to
    bool own_production;
    str own_word; // 직접생산, or 직접 수행 of a service
    str representative;
    str business_no; // masked for visitors
    str address;
    str phone;
    str introduction;
    money total; // of the least quantity
    href join;   // where a firm that does not sell it offers it too, or empty
    bool may_buy;
    bool is_visitor;
    str login_next; // where a log-in leads back to: here
    href same;      // others of its category
    bool shows_way;
    struct way way;
    str way_tone;            // ok, or warn
    str reach;               // up to how many by one quote
    way_ground_list grounds; // that certificates of the product speak for
    LIST(struct shown_term) terms;
    LIST(struct shown_offer) others;
    LIST(struct shown_certificate) certificates; // of the supplier in front
    value_list values;
    value_list prices; // lines of a service's price
    struct product_bought bought;
};

// Labels of the preference certificates among `tags`.
size_t catalog_list_labels(struct arena *a, uint64_t tags, str **out);
// "502-81-12345", its second half hidden from visitors.
str catalog_business_no(struct arena *a, str ten_digits, bool whole);
// A certificate as a row of a page.
struct shown_certificate catalog_show_certificate(const struct held_certificate *h, date today);
// How many there are, or that it is made to order; empty where what is sold is done, not kept.
str catalog_stock_text(struct arena *a, const struct offer *o, str object);
// Where it is delivered to, in words.
err catalog_district_text(struct unit *u, const struct offer *o, str *out);
// "/products/:no?offer="
href catalog_product_path(struct arena *a, public_no product, public_no offer);

extern const struct route CATALOG_ROUTES[];
extern const size_t CATALOG_ROUTE_COUNT;
