// What a person has put aside to buy.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/db/db.h"

extern const struct fault BASKET_NO_OFFER; // MISSING: nobody offers it any more
extern const struct fault BASKET_FULL;     // REFUSED: LIMIT_PURCHASE_LINES lines lie in it
extern const struct fault BASKET_TOO_FEW;  // INVALID: fewer than the supplier sells at once

struct basket_line {
    offer_id offer;
    public_no offer_no;
    int64_t revision;
    product_id product;
    public_no product_no;
    str title;
    str picture;
    str category_code;
    str object; // of the category: goods, service, works, lease
    str unit;
    money price; // a unit, VAT included
    bool is_exempt;
    int64_t quantity;
    int64_t quantity_min;
    int64_t stock; // or LISTING_MADE_TO_ORDER
    str districts; // that are delivered to, parted by |; empty: the whole city
    int64_t lead_days;
    bool is_gone; // no longer offered, or at a price that is over
    supplier_id supplier;
    public_no supplier_no;
    str supplier_name;
};
typedef LIST(struct basket_line) basket_line_list;

struct basket_offer {
    public_no supplier; // who sells it
    str unit;
    int64_t stock; // or LISTING_MADE_TO_ORDER
};
// Put so many of an offer in. Fails with BASKET_NO_OFFER, BASKET_TOO_FEW, PURCHASE_TOO_MANY; of the
// last two *out says what is asked for.
err basket_put(struct db *db, account_id account, public_no offer, int64_t quantity, instant now,
               struct basket_offer *out);
err basket_remove(struct db *db, account_id account, public_no offer);
err basket_clear(struct db *db, account_id account, supplier_id supplier);
// A supplier after the other; `supplier` 0: all. On `today` a price may be over.
err basket_list(struct db *db, struct arena *a, account_id account, public_no supplier, date today,
                basket_line_list *out);

struct department_choice {
    department_id id;
    public_no no;
    str name;
    str district; // code of where its institution lies, or empty
};
typedef LIST(struct department_choice) department_choice_list;
err basket_list_departments(struct db *db, struct arena *a, institution_id institution,
                            department_choice_list *out);
