#include "market/disclosure/disclosure_list_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/disclosure/disclosure_list_store.sql.h"
#include "market/record/record.h"

#define DISTRICTS_MAX 64

static struct disclosure read_line(struct query *q)
{
    int object = record_object_from(read_str(q, "object"));
    assert(object >= 0); // written with this word
    return (struct disclosure){
        .no = {read_i64(q, "no")},
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .department_name = read_str(q, "department_name"),
        .title = read_str(q, "title"),
        .object = (enum law_ratio_object)object,
        .contracted_on = read_date(q, "contracted_on"),
        .starts_on = read_date(q, "starts_on"),
        .ends_on = read_date(q, "ends_on"),
        .estimated = read_money(q, "estimated_won"),
        .price = read_money(q, "contract_won"),
        .rate_bp = read_i64(q, "rate_bp"),
        .supplier_name = read_str(q, "supplier_name"),
        .representative = read_str(q, "representative"),
        .address = read_str(q, "address"),
        .district_code = read_str(q, "district_code"),
        .ground = read_str(q, "ground"),
        .reason = read_str(q, "reason"),
        .site = read_str(q, "site"),
        .remarks = read_str(q, "remarks"),
        .completed_on = read_date(q, "completed_on"),
        .paid_on = read_date(q, "paid_on"),
        .paid = read_money(q, "paid_won"),
        .keep_until = read_date(q, "keep_until"),
        .voided_on = read_date(q, "voided_on"),
        .is_demo = read_bool(q, "is_demo"),
        .published_at = read_instant(q, "published_at"),
    };
}

static void bind_days(struct query *q, date from, date to)
{
    bind_date(q, "from_day", from);
    bind_date(q, "to_day", to);
}

static date end_of_month(date month)
{
    return date_add_days(date_add_months(month, 1), -1);
}

// Any day there may be something of: given as a span, so that the index of days serves.
#define YEAR_LEAST 1900
#define YEAR_MOST 2999

static void bind_when_where(struct query *q, const struct disclosure_filter *f)
{
    bind_text(q, "district", f->district);
    if (f->year == 0) {
        bind_days(q, date_from_ymd(YEAR_LEAST, 1, 1), date_from_ymd(YEAR_MOST, 12, 31));
    } else if (f->month == 0) {
        bind_days(q, date_from_ymd((int)f->year, 1, 1), date_from_ymd((int)f->year, 12, 31));
    } else {
        date month = date_from_ymd((int)f->year, (int)f->month, 1);
        bind_days(q, month, end_of_month(month));
    }
}

static void bind_filter(struct query *q, const struct disclosure_filter *f)
{
    bind_id(q, "institution", f->institution.value);
    bind_when_where(q, f);
}

err disclosure_store_choose(struct db *db, struct arena *a, struct disclosure_filter *f)
{
    str grams = disclosure_grams(a, disclosure_search_text(a, f->words));
    if (grams.n == 0) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_DISCLOSURE_GRAM_COUNT);
    bind_str(q, "grams", grams);
    bind_i64(q, "most", LIMIT_FEW_ROWS);
    f->is_rare = query_next(q) && read_i64(q, "row_count") < LIMIT_FEW_ROWS;
    return query_end(q);
}

// The statement of a filter, its words bound.
static struct query *query_of(struct db *db, struct arena *a, const struct disclosure_filter *f,
                              const struct sql *by_day, const struct sql *by_letters)
{
    str words = disclosure_search_text(a, f->words);
    struct query *q = db_query(db, f->is_rare ? by_letters : by_day);
    if (f->is_rare) {
        bind_str(q, "grams", disclosure_grams(a, words));
    }
    bind_like(q, "words", words);
    bind_filter(q, f);
    return q;
}

err disclosure_store_list(struct db *db, struct arena *a, const struct disclosure_filter *f,
                          public_no older_than, size_t count, disclosures *out)
{
    disclosures list = {.items = NEW_ARRAY(a, count, struct disclosure)};
    struct query *q = query_of(db, a, f, &SQL_DISCLOSURE_LIST, &SQL_DISCLOSURE_LIST_FEW);
    bind_id(q, "before", older_than.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_line(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err disclosure_store_count(struct db *db, struct arena *a, const struct disclosure_filter *f,
                           struct disclosure_total *out)
{
    struct query *q = NULL;
    if (f->institution.value == 0 && str_is_empty(str_trim(f->words))) {
        q = db_query(db, &SQL_DISCLOSURE_LIST_SUM);
        bind_when_where(q, f);
    } else if (!f->is_rare && f->institution.value == 0 && f->month == 0) {
        *out = (struct disclosure_total){.is_unknown = true};
        return NULL;
    } else {
        q = query_of(db, a, f, &SQL_DISCLOSURE_LIST_TOTAL, &SQL_DISCLOSURE_LIST_FEW_TOTAL);
    }
    struct disclosure_total t = {0};
    if (query_next(q)) {
        t.rows = read_i64(q, "row_count");
        t.price = read_money(q, "price_won");
    }
    TRY(query_end(q));
    *out = t;
    return NULL;
}

err disclosure_store_find(struct db *db, public_no no, struct disclosure_found *out)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_FIND);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &DISCLOSURE_UNKNOWN;
    }
    *out = (struct disclosure_found){
        .line = read_line(q),
        .regime = record_regime_from(read_str(q, "regime")),
        .institution_no = {read_i64(q, "institution_no")},
    };
    return query_end(q);
}

err disclosure_store_find_years(struct db *db, int64_t *out_first, int64_t *out_last)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_YEARS);
    bool any = query_next(q) && !read_is_null(q, "first_on");
    date first = any ? read_date(q, "first_on") : DATE_NONE;
    date last = any ? read_date(q, "last_on") : DATE_NONE;
    TRY(query_end(q));
    *out_first = any ? date_year(first) : 0;
    *out_last = any ? date_year(last) : 0;
    return NULL;
}

err disclosure_store_list_districts(struct db *db, struct arena *a, disclosure_districts *out)
{
    disclosure_districts list = {.items = NEW_ARRAY(a, DISTRICTS_MAX, struct disclosure_district)};
    struct query *q = db_query(db, &SQL_DISCLOSURE_DISTRICTS);
    while (query_next(q) && list.count < DISTRICTS_MAX) {
        list.items[list.count++] =
            (struct disclosure_district){read_str(q, "code"), read_str(q, "name")};
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err disclosure_store_find_institution(struct db *db, public_no no, str *out_name)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_INSTITUTION);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &DISCLOSURE_UNKNOWN;
    }
    *out_name = read_str(q, "name");
    return query_end(q);
}

// --- The data file -------------------------------------------------------------------------------

static struct ocds_contract read_contract(struct query *q)
{
    bool is_corporation = read_bool(q, "is_corporation");
    str business_no = read_str(q, "business_no");
    return (struct ocds_contract){
        .line = read_line(q),
        .row = read_i64(q, "id"),
        .institution_no = {read_i64(q, "institution_no")},
        .institution_code = read_str(q, "institution_code"),
        .supplier_no = {read_i64(q, "supplier_no")},
        .business_no = is_corporation ? business_no : S(""),
    };
}

static err list_contracts(struct db *db, struct arena *a, date month, public_no older_than,
                          size_t count, struct ocds_package *p)
{
    p->contracts.items = NEW_ARRAY(a, count, struct ocds_contract);
    p->contracts.count = 0;
    struct query *q = db_query(db, &SQL_DISCLOSURE_OPEN_LIST);
    bind_days(q, month, end_of_month(month));
    bind_id(q, "before", older_than.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(p->contracts.count < count);
        p->contracts.items[p->contracts.count++] = read_contract(q);
    }
    return query_end(q);
}

// The contract a row belongs to; rows come in the contracts' order, so the search goes on from *at.
static struct ocds_contract *contract_of(struct ocds_package *p, int64_t row, size_t *at)
{
    while (*at < p->contracts.count && p->contracts.items[*at].row != row) {
        (*at)++;
    }
    assert(*at < p->contracts.count); // within the same span of rows
    return &p->contracts.items[*at];
}

static struct query *query_span(struct db *db, const struct sql *sql, date month,
                                const struct ocds_package *p)
{
    struct query *q = db_query(db, sql);
    bind_days(q, month, end_of_month(month));
    bind_i64(q, "first", p->contracts.items[0].line.no.value);
    bind_i64(q, "last", p->contracts.items[p->contracts.count - 1].line.no.value);
    return q;
}

static err list_items(struct db *db, struct arena *a, date month, struct ocds_package *p)
{
    size_t at = 0;
    struct query *q = query_span(db, &SQL_DISCLOSURE_OPEN_ITEMS, month, p);
    while (query_next(q)) {
        struct ocds_contract *c = contract_of(p, read_i64(q, "id"), &at);
        if (c->items.items == NULL) {
            c->items.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct ocds_item);
        }
        assert(c->items.count < LIMIT_PURCHASE_LINES);
        c->items.items[c->items.count++] = (struct ocds_item){
            .title = read_str(q, "title"),
            .unit = read_str(q, "unit"),
            .quantity = read_i64(q, "quantity"),
            .price = read_money(q, "price_won"),
            .category_code = read_str(q, "category_code"),
            .class_no = read_str(q, "class_no"),
        };
    }
    return query_end(q);
}

#define PAYMENTS_MAX 64 // of a contract: part deliveries are fewer

static err list_payments(struct db *db, struct arena *a, date month, struct ocds_package *p)
{
    size_t at = 0;
    struct query *q = query_span(db, &SQL_DISCLOSURE_OPEN_PAYMENTS, month, p);
    while (query_next(q)) {
        struct ocds_contract *c = contract_of(p, read_i64(q, "id"), &at);
        if (c->payments.items == NULL) {
            c->payments.items = NEW_ARRAY(a, PAYMENTS_MAX, struct ocds_payment);
        }
        if (c->payments.count < PAYMENTS_MAX) {
            c->payments.items[c->payments.count++] = (struct ocds_payment){
                .no = {read_i64(q, "no")},
                .paid_on = read_date(q, "paid_on"),
                .paid = read_money(q, "paid_won"),
            };
        }
    }
    return query_end(q);
}

err disclosure_store_list_open(struct db *db, struct arena *a, date month, public_no older_than,
                               size_t count, struct ocds_package *out)
{
    TRY(list_contracts(db, a, month, older_than, count, out));
    if (out->contracts.count == 0) {
        return NULL;
    }
    TRY(list_items(db, a, month, out));
    return list_payments(db, a, month, out);
}
