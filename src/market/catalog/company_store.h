// Rows of suppliers as everybody may see them.
#pragma once

#include "market/catalog/catalog_store.h"

extern const struct fault COMPANY_UNKNOWN; // MISSING: none, or not open for business

// Filters of the list; empty ones let all pass.
struct company_filter {
    str text;     // part of the name or of what it deals in
    str district; // code
    int kind;     // of certificate; -1: any
    public_no after;
    public_no before; // goes before `after`
};

struct company_row {
    public_no no;
    str name;
    str business_item;
    str district;
    str introduction;
    date opened_on;
    int64_t offer_count;
    uint64_t tags; // bits of the certificates in force
};

struct company_list {
    LIST(struct company_row) rows; // at most LIMIT_PAGE_ROWS
    int64_t total;
    bool has_previous;
    bool has_next;
};

struct company {
    supplier_id id;
    public_no no;
    str name;
    str business_no;
    str representative;
    bool is_corporation;
    str business_type;
    str business_item;
    str district;
    str address;
    str phone;
    str introduction;
    date opened_on;
    date sanctioned_until; // 부정당업자 제재: last day; DATE_NONE: none
    int64_t offer_count;
};

struct company_offer {
    public_no no;
    public_no product_no;
    str title;
    str picture;
    str category_name;
    money price; // a unit, VAT included
    bool exempt; // from VAT
    str unit;
    int64_t quantity_min;
    int64_t lead_days;
};

struct company_offer_list {
    LIST(struct company_offer) rows; // at most LIMIT_PAGE_ROWS
    public_no next;                  // the last of them when there are more
};

struct company_certificate_list {
    held_list rows; // at most COMPANY_CERTIFICATES
    public_no next; // the last of them when there are more
};
#define COMPANY_CERTIFICATES 50 // of a page

struct district {
    str code;
    str name;
};
typedef LIST(struct district) district_list;

// Two statements.
err company_store_list(struct db *db, struct arena *a, const struct company_filter *f, date today,
                       struct company_list *out);
err company_list_districts(struct db *db, struct arena *a, district_list *out);
// Fails with COMPANY_UNKNOWN.
err company_find(struct db *db, public_no no, struct company *out);
// In force on a day, from behind one on (none: from the top): those of the firm itself first.
err company_list_certificates(struct db *db, struct arena *a, supplier_id supplier, date today,
                              public_no after, struct company_certificate_list *out);
err company_list_offers(struct db *db, struct arena *a, supplier_id supplier, public_no after,
                        struct company_offer_list *out);
