// The records behind a figure, narrowed as the figure is. Read with the institution's id.
#pragma once

#include "market/record/record.h"
#include "platform/db/db.h"

// What is asked for of the list; empty and 0 leave it open.
struct record_filter {
    int64_t year;
    int64_t month;
    str object; // goods, service, works, goods_service
    str tag;
    str district;
    str words; // of title or supplier
};

struct record_row {
    public_no contract_no;
    str number;
    str title;
    str supplier;
    str business_no;
    date contracted_on;
    enum law_ratio_object object;
    money price;
    money counted; // what of it counts under the tag that is asked for
    money supply;
    money paid;
    date voided_on; // DATE_NONE: it counts
    str district;
    str department;
    str category;
    str channel;
    LIST(struct record_tag) tags;
};
typedef LIST(struct record_row) record_rows;

struct record_total {
    int64_t rows;    // with those that were undone
    int64_t records; // that count
    money price;     // of those, as far as they count under the tag
};

// At most `count` rows after `before` (a contract's number; NO_ID: from the top).
err record_store_list(struct db *db, struct arena *a, institution_id id,
                      const struct record_filter *f, public_no before, size_t count,
                      record_rows *out);
err record_store_count(struct db *db, institution_id id, const struct record_filter *f,
                       struct record_total *out);
