#include "market/record/record_list_store.h"

#include <assert.h>

#include "market/record/record_list_store.sql.h"

// Works are left out by what they are not: goods and services together have no word of their own.
static void bind_filter(struct query *q, institution_id id, const struct record_filter *f)
{
    bool both = str_equals(f->object, S("goods_service"));
    bool has_month = f->month >= 1 && f->month <= 12;
    date from = has_month ? date_from_ymd((int)f->year, (int)f->month, 1) : DATE_NONE;
    bind_i64(q, "institution", id.value);
    bind_i64(q, "year", f->year);
    bind_date(q, "from_day", from);
    bind_date(q, "to_day", has_month ? date_add_days(date_add_months(from, 1), -1) : DATE_NONE);
    bind_text(q, "object", both ? S("") : f->object);
    bind_text(q, "but_object", both ? str_view(record_object_word(LAW_RATIO_WORKS)) : S(""));
    bind_text(q, "tag", f->tag);
    bind_text(q, "district", f->district);
    bind_like(q, "words", f->words);
}

static struct record_row read_row(struct query *q)
{
    int object = record_object_from(read_str(q, "object"));
    assert(object >= 0);
    return (struct record_row){
        .contract_no = {read_i64(q, "contract_no")},
        .number = read_str(q, "number"),
        .title = read_str(q, "title"),
        .supplier = read_str(q, "supplier_name"),
        .business_no = read_str(q, "business_no"),
        .contracted_on = read_date(q, "contracted_on"),
        .object = (enum law_ratio_object)object,
        .price = read_money(q, "price_won"),
        .supply = read_money(q, "supply_won"),
        .paid = read_money(q, "paid_won"),
        .voided_on = read_date(q, "voided_on"),
        .district = read_str(q, "district_name"),
        .department = read_str(q, "department_name"),
        .category = read_str(q, "category_name"),
        .channel = read_str(q, "channel"),
    };
}

static void read_tag(struct query *q, struct record_tags *tags)
{
    str tag = read_str(q, "tag");
    if (tag.n > 0 && tags->count < RECORD_TAGS_MAX) {
        tags->items[tags->count++] = (struct record_tag){
            .tag = tag,
            .number = read_str(q, "tag_number"),
            .valid_from = read_date(q, "valid_from"),
            .valid_until = read_date(q, "valid_until"),
            .is_of_lines = !read_is_null(q, "amount_won"),
            .amount = read_money(q, "amount_won"),
        };
    }
}

// Give the last row its tags and what counts under the one asked for, and begin anew. A download
// has thousands of rows: none holds more room than its tags need.
static void keep_tags(struct arena *a, record_rows *list, struct record_tags *tags, str asked)
{
    if (list->count == 0) {
        return;
    }
    struct record_row *row = &list->items[list->count - 1];
    row->tags.items = NEW_ARRAY(a, tags->count, struct record_tag);
    row->tags.count = tags->count;
    row->counted = row->price;
    for (size_t i = 0; i < tags->count; i++) {
        const struct record_tag *t = &tags->items[i];
        row->tags.items[i] = *t;
        row->counted = t->is_of_lines && str_equals(t->tag, asked) ? t->amount : row->counted;
    }
    tags->count = 0;
}

err record_store_list(struct db *db, struct arena *a, institution_id id,
                      const struct record_filter *f, public_no before, size_t count,
                      record_rows *out)
{
    record_rows list = {.items = NEW_ARRAY(a, count, struct record_row)};
    struct record_tags tags = {.count = 0};
    int64_t last = 0;
    struct query *q = db_query(db, &SQL_RECORD_LIST);
    bind_filter(q, id, f);
    bind_id(q, "before", before.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        if (read_i64(q, "id") != last) {
            keep_tags(a, &list, &tags, f->tag);
            assert(list.count < count);
            last = read_i64(q, "id");
            list.items[list.count++] = read_row(q);
        }
        read_tag(q, &tags);
    }
    TRY(query_end(q));
    keep_tags(a, &list, &tags, f->tag);
    *out = list;
    return NULL;
}

err record_store_count(struct db *db, institution_id id, const struct record_filter *f,
                       struct record_total *out)
{
    struct query *q = db_query(db, &SQL_RECORD_LIST_TOTAL);
    bind_filter(q, id, f);
    struct record_total t = {0};
    if (query_next(q)) {
        t = (struct record_total){
            .rows = read_i64(q, "row_count"),
            .records = read_i64(q, "record_count"),
            .price = read_money(q, "price_won"),
        };
    }
    TRY(query_end(q));
    *out = t;
    return NULL;
}
