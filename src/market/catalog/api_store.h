// The catalogue as programs read it: rows that everybody may see.
#pragma once

#include "market/catalog/listing.h"
#include "platform/db/db.h"

struct api_value {
    str key;
    str name;
    str value;
    str unit;
};

struct api_product {
    struct listing l; // of its text without values
    product_id product;
    public_no product_no;
    str class_no; // 물품분류번호, or empty
    str object;
    str category_name;
    public_no supplier_no;
    str supplier_name;
    str district; // code of where the firm is
    LIST(struct api_value) values;
};

// What is for sale under this number. Fails with LISTING_UNKNOWN.
err api_store_product(struct db *db, struct arena *a, public_no no, struct api_product *out);

struct api_attribute {
    str key;
    str name;
    str kind; // text, number, enum, bool
    str unit;
    str words; // of an enum, parted by |
    bool is_required;
};

struct api_category {
    str code;
    str parent; // empty: a top one
    int64_t level;
    str name;
    str object;
    str vat;
    str unit;
    str class_no;
    str detail_no;
    LIST(struct api_attribute) attributes;
};
typedef LIST(struct api_category) api_category_list;

#define API_CATEGORIES 100 // of a page

// After a code: two statements; one more than a page says that there are more.
err api_store_categories(struct db *db, struct arena *a, str after, api_category_list *out);
