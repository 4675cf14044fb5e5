#include "market/catalog/company_store.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/company_store.sql.h"

const struct fault COMPANY_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "catalog.company_unknown",
    .text = "찾는 기업이 없거나 지금은 거래하지 않습니다. 기업 목록에서 다시 찾아 주세요.",
};

// "%text%" for LIKE, with what LIKE reads in the text escaped; empty for none.
static str like_of(struct arena *a, str text)
{
    if (text.n == 0) {
        return S("");
    }
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    out_char(&o, '%');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '%' || text.p[i] == '_' || text.p[i] == '!') {
            out_char(&o, '!');
        }
        out_char(&o, text.p[i]);
    }
    out_char(&o, '%');
    return out_view(&o);
}

static void bind_filter(struct query *q, struct arena *a, const struct company_filter *f,
                        date today)
{
    bind_text(q, "like", like_of(a, f->text));
    bind_text(q, "district", f->district);
    bind_text(q, "kind",
              f->kind < 0 ? S("")
                          : str_view(certificate_kind_word((enum certificate_kind)f->kind)));
    bind_date(q, "today", today);
}

// A row a certificate: those of one supplier stand together.
static void take_row(struct query *q, struct company_list *out, int64_t *last)
{
    int64_t id = read_i64(q, "id");
    if (id != *last) {
        *last = id;
        out->rows.items[out->rows.count++] =
            (struct company_row){.no = {.value = read_i64(q, "no")},
                                 .name = read_str(q, "name"),
                                 .business_item = read_str(q, "business_item"),
                                 .district = read_str(q, "district"),
                                 .introduction = read_str(q, "introduction"),
                                 .opened_on = read_date(q, "opened_on"),
                                 .offer_count = read_i64(q, "offer_count")};
    }
    int kind = certificate_kind_from(read_str(q, "kind"));
    if (kind >= 0) {
        out->rows.items[out->rows.count - 1].tags |= UINT64_C(1) << kind;
    }
}

static err count_all(struct db *db, struct arena *a, const struct company_filter *f, date today,
                     int64_t *out)
{
    bool is_filtered = f->text.n > 0 || f->district.n > 0 || f->kind >= 0;
    struct query *q = db_query(db, is_filtered ? &SQL_COMPANY_COUNT : &SQL_COMPANY_COUNT_ALL);
    if (is_filtered) {
        bind_filter(q, a, f, today);
    }
    *out = query_next(q) ? read_i64(q, "total") : 0;
    return query_end(q);
}

err company_store_list(struct db *db, struct arena *a, const struct company_filter *f, date today,
                       struct company_list *out)
{
    *out = (struct company_list){0};
    bool backwards = f->before.value != 0;
    TRY(count_all(db, a, f, today, &out->total));
    struct query *q = db_query(db, backwards ? &SQL_COMPANY_LIST_BEFORE : &SQL_COMPANY_LIST);
    bind_filter(q, a, f, today);
    bind_id(q, backwards ? "before" : "after", backwards ? f->before.value : f->after.value);
    out->rows.items = NEW_ARRAY(a, LIMIT_PAGE_ROWS + 1, struct company_row);
    int64_t last = 0;
    while (query_next(q)) {
        take_row(q, out, &last);
    }
    TRY(query_end(q));
    bool more = out->rows.count > LIMIT_PAGE_ROWS;
    if (more && backwards) {
        out->rows.items++; // the farthest is the one too many
    }
    out->rows.count = more ? LIMIT_PAGE_ROWS : out->rows.count;
    out->has_previous = backwards ? more : f->after.value != 0;
    out->has_next = backwards || more;
    return NULL;
}

err company_list_districts(struct db *db, struct arena *a, district_list *out)
{
    *out = (district_list){.items = NEW_ARRAY(a, LIMIT_SEARCH_CODES, struct district)};
    struct query *q = db_query(db, &SQL_COMPANY_DISTRICTS);
    while (query_next(q) && out->count < LIMIT_SEARCH_CODES) {
        out->items[out->count++] =
            (struct district){.code = read_str(q, "code"), .name = read_str(q, "name")};
    }
    return query_end(q);
}

err company_find(struct db *db, public_no no, struct company *out)
{
    struct query *q = db_query(db, &SQL_COMPANY_FIND);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &COMPANY_UNKNOWN;
    }
    *out = (struct company){
        .id = {.value = read_i64(q, "id")},
        .no = {.value = read_i64(q, "no")},
        .name = read_str(q, "name"),
        .business_no = read_str(q, "business_no"),
        .representative = read_str(q, "representative"),
        .is_corporation = read_bool(q, "is_corporation"),
        .business_type = read_str(q, "business_type"),
        .business_item = read_str(q, "business_item"),
        .district = read_str(q, "district"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .introduction = read_str(q, "introduction"),
        .opened_on = read_date(q, "opened_on"),
        .sanctioned_until = read_date(q, "sanctioned_until"),
        .offer_count = read_i64(q, "offer_count"),
    };
    return query_end(q);
}

err company_list_certificates(struct db *db, struct arena *a, supplier_id supplier, date today,
                              public_no after, struct company_certificate_list *out)
{
    held_list *rows = &out->rows;
    *out = (struct company_certificate_list){0};
    rows->items = NEW_ARRAY(a, COMPANY_CERTIFICATES + 1, struct held_certificate);
    struct query *q = db_query(db, &SQL_COMPANY_CERTIFICATES);
    bind_i64(q, "supplier", supplier.value);
    bind_date(q, "today", today);
    bind_id(q, "after", after.value);
    bind_i64(q, "count", COMPANY_CERTIFICATES + 1);
    while (query_next(q) && rows->count <= COMPANY_CERTIFICATES) {
        struct held_certificate *h = &rows->items[rows->count];
        if (held_read_row(q, h)) {
            h->subject = read_str(q, "subject");
            h->no.value = read_i64(q, "no");
            rows->count++;
        }
    }
    if (rows->count > COMPANY_CERTIFICATES) {
        rows->count = COMPANY_CERTIFICATES;
        out->next = rows->items[COMPANY_CERTIFICATES - 1].no;
    }
    return query_end(q);
}

err company_list_offers(struct db *db, struct arena *a, supplier_id supplier, public_no after,
                        struct company_offer_list *out)
{
    *out = (struct company_offer_list){0};
    out->rows.items = NEW_ARRAY(a, LIMIT_PAGE_ROWS + 1, struct company_offer);
    struct query *q = db_query(db, &SQL_COMPANY_OFFERS);
    bind_i64(q, "supplier", supplier.value);
    bind_id(q, "after", after.value);
    while (query_next(q) && out->rows.count <= LIMIT_PAGE_ROWS) {
        out->rows.items[out->rows.count++] =
            (struct company_offer){.no = {.value = read_i64(q, "no")},
                                   .product_no = {.value = read_i64(q, "product_no")},
                                   .title = read_str(q, "title"),
                                   .picture = read_str(q, "picture"),
                                   .category_name = read_str(q, "category_name"),
                                   .price = read_money(q, "price_won"),
                                   .unit = read_str(q, "unit"),
                                   .exempt = str_equals(read_str(q, "vat"), S("exempt")),
                                   .quantity_min = read_i64(q, "quantity_min"),
                                   .lead_days = read_i64(q, "lead_days")};
    }
    TRY(query_end(q));
    if (out->rows.count > LIMIT_PAGE_ROWS) {
        out->rows.count = LIMIT_PAGE_ROWS;
        out->next = out->rows.items[LIMIT_PAGE_ROWS - 1].no;
    }
    return NULL;
}
