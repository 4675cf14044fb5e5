// Rows of the catalogue as pages show them: products, who offers them, what is known of both.
//
// Everything here is public; nothing belongs to one tenant.
#pragma once

#include "market/catalog/product_picture_store.h"
#include "market/catalog/way.h"
#include "market/certificate/certificate.h"
#include "market/law/law.h"
#include "platform/unit/unit.h"

extern const struct fault PRODUCT_UNKNOWN; // MISSING

struct category_name {
    str code;
    str name;
};

struct product {
    product_id id;
    public_no no;
    str title;
    str maker; // empty: nobody makes it, as of a service
    str model;
    str origin;
    str description;
    str picture;
    str picture_alt;
    shown_picture_list pictures; // that firms handed in; `picture` is what lists show
    struct category_name category;
    struct category_name middle; // the level above, or empty
    struct category_name top;
    str object; // goods, service, works, lease
    str class_no; // 물품분류번호, the first 8 digits of 세부품명번호 or its category's; or empty
    str detail_no;       // 세부품명번호, its own or its category's; or empty
    str item_no;         // 물품식별번호, or empty
    bool is_green;       // a category whose goods may carry 환경표지
    bool is_listed;      // somebody sells it, has stopped for a while, or sold it before
    bool is_joined;      // others were merged into it
    public_no merged_no; // of the product that took its place; none: it stands for itself
};

struct offer {
    offer_id id;
    public_no no;
    money price; // a unit, VAT included
    bool exempt; // from VAT
    str unit;
    int64_t quantity_min;
    str tiers;        // offer_tiers_format
    int64_t stock;    // or LISTING_MADE_TO_ORDER
    date valid_until; // last day the price holds, or DATE_NONE
    str districts;    // delivered to: codes parted by |; empty: the whole city
    int64_t lead_days;
    bool own_production;
    supplier_id supplier;
    public_no supplier_no;
    str supplier_name;
    str representative;
    str business_no;
    str district;
    str address;
    str phone;
    str introduction;
};
typedef LIST(struct offer) offer_list;

// A certificate in force.
struct held_certificate {
    certificate_id id; // among those of a product; or 0
    supplier_id supplier;
    enum certificate_kind kind;
    str number;
    str issuer;
    date valid_from;
    date valid_until; // DATE_NONE: no term
    int64_t vulnerable_bp;
    str subject;  // on a list of a firm's: the product or the number it is of; empty: of the firm
    public_no no; // on such a list
};
typedef LIST(struct held_certificate) held_list;

struct attribute_value {
    str name;
    str text;      // as people read it, with its unit
    bool is_price; // a line of a service's price; these stand last
};
typedef LIST(struct attribute_value) value_list;

struct product_buyer {
    str institution;
    int64_t contract_count;
    date last_on;
};
typedef LIST(struct product_buyer) buyer_list;

// What was bought of a product and of those it took the place of.
struct product_bought {
    int64_t buyer_count; // institutions
    int64_t contract_count;
    buyer_list buyers; // a few of them, the most faithful first
};

// Fails with PRODUCT_UNKNOWN.
err product_find(struct db *db, struct arena *a, public_no no, struct product *out);
// At most LIMIT_PAGE_ROWS, the cheapest first.
err product_list_offers(struct db *db, struct arena *a, product_id product, offer_list *out);
// The offer asked for, else the cheapest; NULL: nobody sells it.
const struct offer *product_front_offer(const offer_list *offers, public_no wanted);
// Of all who offer it, firm by firm.
err product_list_certificates(struct db *db, struct arena *a, product_id product, date today,
                              held_list *out);
// In the order of its category's template.
err product_list_values(struct db *db, struct arena *a, product_id product, value_list *out);
// Of what product_find found.
err product_find_bought(struct db *db, struct arena *a, const struct product *x,
                        struct product_bought *out);

// What the page of a product reads next is asked for at once: offers, certificates, values, buyers,
// and for an institution catalog_find_regime.
void product_foresee(struct unit *u, const struct product *x);

// The certificate of the query's row; false: a kind of a newer version.
bool held_read_row(struct query *q, struct held_certificate *out);

// A stored value as people read it: 1,500매.
str attribute_text(struct arena *a, str kind, str value, str unit);

// What a supplier is among certificates of several: bits of kinds, and the largest
// 취약계층 고용비율 (-1: none on record).
uint64_t held_tags(const held_list *held, supplier_id supplier, int64_t *out_vulnerable_bp);
// … and what the thing is that it sells.
uint64_t held_product_tags(const held_list *held, supplier_id supplier);

// The certificates of the thing itself, as the law is asked about them.
way_held_list held_of_product(const held_list *held, supplier_id supplier, struct arena *a);

// What no operator let through is there for its own firm and for operators alone: for all others it
// fails with PRODUCT_UNKNOWN.
err catalog_admit(struct unit *u, const struct product *x);

// Whose law binds who looks: the institution's own; for everybody else the local law, under which
// most of a city's institutions stand. At most one statement.
err catalog_find_regime(struct unit *u, enum law_regime *out);
