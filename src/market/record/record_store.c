#include "market/record/record_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/record/record.sql.h"

#define SUMS_MAX 4096 // months × objects × tags of a year: 12 × 3 × RECORD_TAGS_MAX is fewer
static_assert(SUMS_MAX >= 12 * 3 * RECORD_TAGS_MAX, "room for every cell");
#define SUMS_USUAL 256 // of an institution
#define TARGETS_MAX 64
#define ITEM_ROWS_MAX ((size_t)LIMIT_PURCHASE_LINES * RECORD_TAGS_MAX) // every kind for every line

// --- Making a record -----------------------------------------------------------------------------

static struct record_contract read_contract(struct query *q)
{
    struct record_contract c = {
        .institution = {read_i64(q, "institution_id")},
        .department = {read_i64(q, "department_id")},
        .supplier = {read_i64(q, "supplier_id")},
        .title = read_str(q, "title"),
        .price = read_money(q, "price_won"),
        .supply = read_money(q, "supply_won"),
        .contracted_on = read_date(q, "contracted_on"),
        .state = read_str(q, "state"),
        .is_training = read_bool(q, "is_training"),
        .is_designated = str_equals(read_str(q, "path"), S("designated_quotes")),
        .regime = record_regime_from(read_str(q, "regime")),
        .district_code = read_str(q, "district_code"),
        .is_local = read_i64(q, "is_local") > 0,
        .category_code = read_str(q, "category_code"),
        .paid = read_money(q, "paid_won"),
        .record = {read_i64(q, "record_id")},
        .recorded_paid = read_money(q, "recorded_paid_won"),
        .is_voided = !read_is_null(q, "voided_on"),
    };
    bool known = law_object_from(read_str(q, "object"), &c.object);
    assert(known && c.object < LAW_OBJECT_COUNT); // a purchase's CHECK
    return c;
}

err record_store_find_contract(struct db *db, contract_id id, struct record_contract *out)
{
    struct query *q = db_query(db, &SQL_RECORD_CONTRACT_FIND);
    bind_i64(q, "contract", id.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &RECORD_NO_CONTRACT;
    }
    struct record_contract c = read_contract(q);
    TRY(query_end(q));
    *out = c;
    return NULL;
}

static struct record_certificate read_certificate(struct query *q)
{
    return (struct record_certificate){
        .kind = read_str(q, "kind"),
        .number = read_str(q, "number"),
        .state = CERTIFICATE_VERIFIED,
        .valid_from = read_date(q, "valid_from"),
        .valid_until = read_date(q, "valid_until"),
    };
}

err record_store_list_certificates(struct db *db, struct arena *a, contract_id id,
                                   struct record_question *out)
{
    struct record_certificate *list = NEW_ARRAY(a, RECORD_TAGS_MAX, struct record_certificate);
    size_t count = 0;
    bool fits = true;
    struct query *q = db_query(db, &SQL_RECORD_CERTIFICATES);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "count", RECORD_TAGS_MAX + 1);
    while (query_next(q) && fits) {
        fits = count < RECORD_TAGS_MAX;
        if (fits) {
            list[count++] = read_certificate(q);
        }
    }
    TRY(query_end(q));
    out->certificates.items = list;
    out->certificates.count = count;
    return fits ? NULL : &RECORD_TOO_MANY_KINDS;
}

err record_store_list_items(struct db *db, struct arena *a, contract_id id,
                            struct record_question *out)
{
    struct record_item *items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct record_item);
    struct record_certificate *list = NEW_ARRAY(a, ITEM_ROWS_MAX, struct record_certificate);
    size_t count = 0;
    size_t held = 0;
    bool fits = true;
    struct query *q = db_query(db, &SQL_RECORD_ITEMS);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "count", (int64_t)ITEM_ROWS_MAX + 1);
    while (query_next(q) && fits) {
        int64_t item = read_i64(q, "id");
        if (count == 0 || items[count - 1].id != item) {
            assert(count < LIMIT_PURCHASE_LINES);
            items[count++] = (struct record_item){
                .id = item,
                .amount = read_money(q, "amount_won"),
                .certificates.items = &list[held],
            };
        }
        if (read_is_null(q, "kind")) {
            continue;
        }
        fits = items[count - 1].certificates.count < RECORD_TAGS_MAX;
        if (fits) {
            list[held++] = read_certificate(q);
            items[count - 1].certificates.count++;
        }
    }
    TRY(query_end(q));
    out->items.items = items;
    out->items.count = count;
    return fits ? NULL : &RECORD_TOO_MANY_KINDS;
}

// The cell of every sum that a record stands in.
struct place {
    int64_t institution;
    date on;
    str object;
    str district;
    money price;
    money paid;
    int64_t count; // 1, or -1 to take it out
};

// Added, or taken away again.
static money signed_of(const struct place *p, money price)
{
    money won;
    bool fits = money_times(price, p->count, &won);
    assert(fits);
    return won;
}

static struct query *query_of(struct db *db, const struct sql *sum, const struct place *p, str tag,
                              money price)
{
    struct query *q = db_query(db, sum);
    bind_i64(q, "institution", p->institution);
    bind_i64(q, "year", date_fiscal_year(p->on));
    bind_str(q, "tag", tag);
    bind_money(q, "price", signed_of(p, price));
    bind_i64(q, "count", p->count);
    return q;
}

static void bind_month(struct query *q, const struct place *p)
{
    int year;
    int month;
    int day;
    date_to_ymd(p->on, &year, &month, &day);
    bind_i64(q, "month", month);
    bind_str(q, "object", p->object);
}

static err add_to_sum(struct db *db, const struct place *p, str tag, money price)
{
    struct query *q = query_of(db, &SQL_RECORD_SUM_ADD, p, tag, price);
    bind_month(q, p);
    TRY(query_run(q, NULL));
    q = query_of(db, &SQL_RECORD_YEAR_SUM_ADD, p, tag, price);
    bind_money(q, "paid", tag.n == 0 ? signed_of(p, p->paid) : WON(0)); // told of all alone
    TRY(query_run(q, NULL));
    q = query_of(db, &SQL_RECORD_PART_SUM_ADD, p, tag, price);
    bind_str(q, "object", p->object);
    TRY(query_run(q, NULL));
    q = query_of(db, &SQL_RECORD_CITY_SUM_ADD, p, tag, price);
    bind_month(q, p);
    return query_run(q, NULL);
}

static err add_to_sums(struct db *db, const struct place *p, const struct record_tags *tags)
{
    TRY(add_to_sum(db, p, S(""), p->price));
    for (size_t i = 0; i < tags->count; i++) {
        const struct record_tag *t = &tags->items[i];
        TRY(add_to_sum(db, p, t->tag, t->is_of_lines ? t->amount : p->price));
    }
    struct query *q = db_query(db, &SQL_RECORD_DISTRICT_SUM_ADD);
    bind_i64(q, "institution", p->institution);
    bind_i64(q, "year", date_fiscal_year(p->on));
    bind_str(q, "district", p->district);
    bind_money(q, "price", signed_of(p, p->price));
    bind_i64(q, "count", p->count);
    return query_run(q, NULL);
}

err record_store_add_tag(struct db *db, record_id id, const struct record_tag *tag)
{
    struct query *q = db_query(db, &SQL_RECORD_TAG_ADD);
    bind_i64(q, "record", id.value);
    bind_str(q, "tag", tag->tag);
    bind_str(q, "number", tag->number);
    bind_date(q, "valid_from", tag->valid_from);
    bind_date(q, "valid_until", tag->valid_until);
    if (tag->is_of_lines) {
        bind_money(q, "amount_won", tag->amount);
    } else {
        bind_null(q, "amount_won");
    }
    return query_run(q, NULL);
}

static err add_item_tags(struct db *db, record_id id, const struct record_item_tags *line)
{
    for (size_t i = 0; i < line->tags.count; i++) {
        const struct record_tag *tag = &line->tags.items[i];
        struct query *q = db_query(db, &SQL_RECORD_LINE_TAG_ADD);
        bind_i64(q, "record", id.value);
        bind_i64(q, "item", line->item);
        bind_str(q, "tag", tag->tag);
        bind_str(q, "number", tag->number);
        bind_date(q, "valid_from", tag->valid_from);
        bind_date(q, "valid_until", tag->valid_until);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static err add_tags(struct db *db, record_id id, const struct record_tags *tags)
{
    for (size_t i = 0; i < tags->count; i++) {
        TRY(record_store_add_tag(db, id, &tags->items[i]));
    }
    for (size_t i = 0; i < tags->lines.count; i++) {
        TRY(add_item_tags(db, id, &tags->lines.items[i]));
    }
    return NULL;
}

err record_store_add(struct db *db, contract_id id, const struct record_contract *c,
                     const struct record_tags *tags, instant now, record_id *out)
{
    str object = str_view(record_object_word(law_ratio_object_of(c->object)));
    struct query *q = db_query(db, &SQL_RECORD_ADD);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "institution", c->institution.value);
    bind_i64(q, "department", c->department.value);
    bind_i64(q, "supplier", c->supplier.value);
    bind_i64(q, "year", date_fiscal_year(c->contracted_on));
    bind_date(q, "contracted_on", c->contracted_on);
    bind_str(q, "object", object);
    bind_str(q, "category", c->category_code);
    bind_str(q, "title", c->title);
    bind_money(q, "price", c->price);
    bind_money(q, "supply", c->supply);
    bind_money(q, "paid", c->paid);
    bind_str(q, "district", c->district_code);
    bind_str(q, "channel", c->is_designated ? S("designated") : S("platform"));
    bind_instant(q, "now", now);
    record_id added = {0};
    TRY(query_run_id(q, &added.value));
    TRY(add_tags(db, added, tags));
    struct place p = {
        c->institution.value, c->contracted_on, object, c->district_code, c->price, c->paid, 1};
    TRY(add_to_sums(db, &p, tags));
    *out = added;
    return NULL;
}

static err list_tags(struct db *db, record_id id, struct record_tags *out)
{
    *out = (struct record_tags){.count = 0};
    struct query *q = db_query(db, &SQL_RECORD_TAGS);
    bind_i64(q, "record", id.value);
    while (query_next(q)) {
        assert(out->count < RECORD_TAGS_MAX);
        out->items[out->count++] = (struct record_tag){
            .tag = read_str(q, "tag"),
            .number = read_str(q, "number"),
            .valid_from = read_date(q, "valid_from"),
            .valid_until = read_date(q, "valid_until"),
            .is_of_lines = !read_is_null(q, "amount_won"),
            .amount = read_money(q, "amount_won"),
        };
    }
    return query_end(q);
}

err record_store_void(struct db *db, record_id id, date today)
{
    struct record_tags tags;
    TRY(list_tags(db, id, &tags));
    struct query *q = db_query(db, &SQL_RECORD_VOID);
    bind_i64(q, "record", id.value);
    bind_date(q, "today", today);
    if (!query_next(q)) {
        return query_end(q); // taken out before
    }
    struct place p = {
        .institution = read_i64(q, "institution_id"),
        .on = read_date(q, "contracted_on"),
        .object = read_str(q, "object"),
        .district = read_str(q, "district_code"),
        .price = read_money(q, "price_won"),
        .paid = read_money(q, "paid_won"),
        .count = -1,
    };
    TRY(query_end(q));
    return add_to_sums(db, &p, &tags);
}

err record_store_pay(struct db *db, record_id id, money paid)
{
    static const struct sql *const BOTH[] = {&SQL_RECORD_PAID_SUM, &SQL_RECORD_PAY};
    for (size_t i = 0; i < COUNT(BOTH); i++) {
        struct query *q = db_query(db, BOTH[i]);
        bind_i64(q, "record", id.value);
        bind_money(q, "paid", paid);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

// --- Reading them --------------------------------------------------------------------------------

static struct query *query_of_institution(struct db *db, const struct sql *sql, institution_id id)
{
    struct query *q = db_query(db, sql);
    bind_i64(q, "institution", id.value);
    return q;
}

static struct query *query_of_year(struct db *db, const struct sql *sql, institution_id id,
                                   int64_t year)
{
    struct query *q = query_of_institution(db, sql, id);
    bind_i64(q, "year", year);
    return q;
}

void record_store_foresee_year(struct db *db, institution_id id, int64_t year)
{
    static const struct sql *const OF_YEAR[] = {
        &SQL_RECORD_SUMS,
        &SQL_RECORD_TARGETS,
        &SQL_RECORD_DISTRICTS,
        &SQL_RECORD_PAID,
    };
    query_foresee(query_of_institution(db, &SQL_RECORD_INSTITUTION, id));
    query_foresee(query_of_institution(db, &SQL_RECORD_YEARS, id));
    for (size_t i = 0; i < COUNT(OF_YEAR); i++) {
        query_foresee(query_of_year(db, OF_YEAR[i], id, year));
    }
}

err record_store_find_institution(struct db *db, institution_id id, struct record_institution *out)
{
    struct query *q = query_of_institution(db, &SQL_RECORD_INSTITUTION, id);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &RECORD_NO_INSTITUTION;
    }
    *out = (struct record_institution){id, read_str(q, "name"),
                                       record_regime_from(read_str(q, "regime"))};
    return query_end(q);
}

static err read_years(struct query *q, struct record_years *out)
{
    out->count = 0;
    while (query_next(q)) {
        assert(out->count < RECORD_YEARS_MAX);
        out->items[out->count++] = read_i64(q, "fiscal_year");
    }
    return query_end(q);
}

err record_store_list_years(struct db *db, institution_id id, struct record_years *out)
{
    return read_years(query_of_institution(db, &SQL_RECORD_YEARS, id), out);
}

// Twice the room, for a list that is full: an institution has far fewer than SUMS_MAX.
static void make_room(struct arena *a, record_sums *list, size_t *room)
{
    if (list->count < *room) {
        return;
    }
    *room = *room == 0 ? SUMS_USUAL : 2 * *room;
    struct record_sum *items = NEW_ARRAY(a, *room, struct record_sum);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
    }
    list->items = items;
}

static err read_sums(struct query *q, struct arena *a, record_sums *out)
{
    record_sums list = {0};
    size_t room = 0;
    while (query_next(q)) {
        int object = record_object_from(read_str(q, "object"));
        assert(list.count < SUMS_MAX && object >= 0);
        make_room(a, &list, &room);
        list.items[list.count++] = (struct record_sum){
            .month = read_i64(q, "month"),
            .object = (enum law_ratio_object)object,
            .tag = read_str(q, "tag"),
            .price = read_money(q, "price_won"),
            .count = read_i64(q, "record_count"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err record_store_list_sums(struct db *db, struct arena *a, institution_id id, int64_t year,
                           record_sums *out)
{
    return read_sums(query_of_year(db, &SQL_RECORD_SUMS, id, year), a, out);
}

err record_store_sum_paid(struct db *db, institution_id id, int64_t year, money *out)
{
    struct query *q = query_of_year(db, &SQL_RECORD_PAID, id, year);
    money paid = query_next(q) ? read_money(q, "paid_won") : WON(0);
    TRY(query_end(q));
    *out = paid;
    return NULL;
}

static err read_districts(struct query *q, struct arena *a, record_districts *out)
{
    record_districts list = {.items = NEW_ARRAY(a, RECORD_DISTRICTS_MAX, struct record_district)};
    while (query_next(q) && list.count < RECORD_DISTRICTS_MAX) {
        list.items[list.count++] = (struct record_district){
            .code = read_str(q, "code"),
            .name = read_str(q, "name"),
            .price = read_money(q, "price_won"),
            .count = read_i64(q, "record_count"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err record_store_list_districts(struct db *db, struct arena *a, institution_id id, int64_t year,
                                record_districts *out)
{
    return read_districts(query_of_year(db, &SQL_RECORD_DISTRICTS, id, year), a, out);
}

err record_store_list_targets(struct db *db, struct arena *a, institution_id id, int64_t year,
                              record_targets *out)
{
    record_targets list = {.items = NEW_ARRAY(a, TARGETS_MAX, struct record_target)};
    struct query *q = query_of_year(db, &SQL_RECORD_TARGETS, id, year);
    while (query_next(q) && list.count < TARGETS_MAX) {
        list.items[list.count++] =
            (struct record_target){read_str(q, "tag"), read_i64(q, "target_bp")};
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err record_store_add_target(struct db *db, institution_id id, int64_t year, str category,
                            int64_t bp, account_id account, instant now)
{
    struct query *q = db_query(db, &SQL_RECORD_TARGET_ADD);
    bind_i64(q, "institution", id.value);
    bind_i64(q, "year", year);
    bind_str(q, "tag", category);
    bind_i64(q, "target", bp);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

// --- All institutions ----------------------------------------------------------------------------

err performance_store_list_years(struct db *db, struct record_years *out)
{
    return read_years(db_query(db, &SQL_PERFORMANCE_YEARS), out);
}

err performance_store_list_sums(struct db *db, struct arena *a, int64_t year, record_sums *out)
{
    struct query *q = db_query(db, &SQL_PERFORMANCE_SUMS);
    bind_i64(q, "year", year);
    return read_sums(q, a, out);
}

err performance_store_list_districts(struct db *db, struct arena *a, int64_t year,
                                     record_districts *out)
{
    struct query *q = db_query(db, &SQL_PERFORMANCE_DISTRICTS);
    bind_i64(q, "year", year);
    return read_districts(q, a, out);
}

err performance_store_list(struct db *db, struct arena *a, int64_t year, str words,
                           struct performance_key before, size_t count, performance_rows *out)
{
    performance_rows list = {.items = NEW_ARRAY(a, count, struct performance_row)};
    struct query *q = db_query(db, &SQL_PERFORMANCE_INSTITUTIONS);
    bind_i64(q, "year", year);
    bind_like(q, "words", words);
    bind_id(q, "before", before.no.value);
    bind_money(q, "before_won", before.price);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct performance_row){
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .price = read_money(q, "price_won"),
            .count = read_i64(q, "record_count"),
            .sme = read_money(q, "sme_won"),
            .local = read_money(q, "local_won"),
            .women = read_money(q, "women_won"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err performance_store_count(struct db *db, int64_t year, str words, int64_t *out)
{
    struct query *q = db_query(db, &SQL_PERFORMANCE_INSTITUTION_COUNT);
    bind_i64(q, "year", year);
    bind_like(q, "words", words);
    int64_t count = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    *out = count;
    return NULL;
}

err performance_store_find(struct db *db, public_no no, struct record_institution *out)
{
    struct query *q = db_query(db, &SQL_PERFORMANCE_INSTITUTION);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &RECORD_NO_INSTITUTION;
    }
    *out = (struct record_institution){
        .id = {read_i64(q, "id")},
        .name = read_str(q, "name"),
        .regime = record_regime_from(read_str(q, "regime")),
    };
    return query_end(q);
}
