#include "market/contract/contract_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/contract/contract_store.sql.h"

static struct contract read_contract(struct query *q)
{
    int state = contract_state_from(read_str(q, "state"));
    int kind = contract_kind_from(read_str(q, "kind"));
    int security = contract_security_from(read_str(q, "security"));
    struct contract c = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .number = read_str(q, "number"),
        .purchase = {read_i64(q, "purchase_id")},
        .purchase_no = {read_i64(q, "purchase_no")},
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_name = read_str(q, "supplier_name"),
        .supplier_is_active = str_equals(read_str(q, "supplier_state"), S("active")),
        .sanctioned_until = read_date(q, "sanctioned_until"),
        .kind = (enum contract_kind)kind,
        .title = read_str(q, "title"),
        .price = read_money(q, "price_won"),
        .supply = read_money(q, "supply_won"),
        .vat = read_money(q, "vat_won"),
        .estimated = read_money(q, "estimated_won"),
        .security = (enum contract_security)security,
        .security_amount = read_money(q, "security_won"),
        .delay_ppm = read_i64(q, "delay_ppm"),
        .delivery_place = read_str(q, "delivery_place"),
        .scope = read_str(q, "scope"),
        .contracted_on = read_date(q, "contracted_on"),
        .starts_on = read_date(q, "starts_on"),
        .ends_on = read_date(q, "ends_on"),
        .ground = read_str(q, "ground"),
        .reason = read_str(q, "reason"),
        .rule_ids = read_str(q, "rule_ids"),
        .content = read_str(q, "content"),
        .content_hash = read_str(q, "content_hash"),
        .state = (enum contract_state)state,
        .is_training = read_bool(q, "is_training"),
        .is_demo = read_bool(q, "is_demo"),
        .created_at = read_instant(q, "created_at"),
        .moved_at = read_instant(q, "moved_at"),
        .version = read_i64(q, "version"),
    };
    if (!law_regime_from(read_str(q, "regime"), &c.regime)) {
        c.regime = LAW_STATE; // as purchase_store reads it
    }
    bool known = law_object_from(read_str(q, "object"), &c.object) &&
                 law_delay_variant_from(read_str(q, "delay_variant"), &c.delay_variant);
    assert(known && state >= 0 && kind >= 0 && security >= 0); // the schema's CHECKs
    (void)known;
    read_require(q, "price_won", contract_is_valid(&c));
    return c;
}

static err find(struct db *db, struct purchase_side side, int64_t no, int64_t id,
                struct contract *out)
{
    struct query *q = db_query(db, &SQL_CONTRACT_FIND);
    bind_id(q, "no", no);
    bind_id(q, "id", id);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &CONTRACT_UNKNOWN;
    }
    struct contract c = read_contract(q);
    TRY(query_end(q));
    *out = c;
    return NULL;
}

err contract_find(struct db *db, struct purchase_side side, public_no no, struct contract *out)
{
    return find(db, side, no.value, 0, out);
}

err contract_find_id(struct db *db, struct purchase_side side, contract_id id, struct contract *out)
{
    return find(db, side, 0, id.value, out);
}

err contract_find_of_purchase(struct db *db, institution_id institution, purchase_id purchase,
                              public_no *out_no)
{
    struct query *q = db_query(db, &SQL_CONTRACT_FIND_OF_PURCHASE);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "purchase", purchase.value);
    *out_no = NO_ID(public_no);
    if (query_next(q)) {
        out_no->value = read_i64(q, "no");
    }
    return query_end(q);
}

err contract_list_lines(struct db *db, struct arena *a, contract_id id, contract_line_list *out)
{
    struct query *q = db_query(db, &SQL_CONTRACT_LINE_LIST);
    bind_i64(q, "contract", id.value);
    contract_line_list list = {.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct contract_line)};
    while (query_next(q) && list.count < LIMIT_PURCHASE_LINES) {
        list.items[list.count++] = (struct contract_line){
            .id = read_i64(q, "id"),
            .seq = read_i64(q, "seq"),
            .purchase_line = read_i64(q, "purchase_line_id"),
            .product = {read_i64(q, "product_id")},
            .category_code = read_str(q, "category_code"),
            .title = read_str(q, "title"),
            .unit = read_str(q, "unit"),
            .quantity = read_i64(q, "quantity"),
            .price = read_money(q, "price_won"),
            .amount = read_money(q, "amount_won"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err contract_keep_counted(struct db *db, contract_id id)
{
    const struct sql *const STEPS[] = {&SQL_CONTRACT_LINE_KEEP, &SQL_CONTRACT_KEEP_FIRM,
                                       &SQL_CONTRACT_KEEP_LINES};
    for (size_t i = 0; i < COUNT(STEPS); i++) {
        struct query *q = db_query(db, STEPS[i]);
        bind_i64(q, "contract", id.value);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err contract_keep_missed(struct db *db, contract_id id)
{
    struct query *q = db_query(db, &SQL_CONTRACT_UNCOUNTED);
    bind_i64(q, "contract", id.value);
    bool is_missed = query_next(q) && read_i64(q, "line_count") > 0;
    TRY(query_end(q));
    return is_missed ? contract_keep_counted(db, id) : NULL;
}

err contract_save(struct db *db, struct contract *c)
{
    assert(contract_is_valid(c));
    struct query *q = db_query(db, &SQL_CONTRACT_SAVE);
    bind_i64(q, "id", c->id.value);
    bind_i64(q, "version", c->version);
    bind_str(q, "state", str_view(contract_state_word(c->state)));
    bind_date(q, "contracted_on", c->contracted_on);
    bind_date(q, "starts_on", c->starts_on);
    bind_instant(q, "moved_at", c->moved_at);
    TRY(query_run_one(q, &CONTRACT_CHANGED));
    c->version++;
    return NULL;
}

err contract_next_number(struct db *db, struct arena *a, institution_id institution, int year,
                         str *out)
{
    struct query *q = db_query(db, &SQL_CONTRACT_NUMBER_NEXT);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "year", year);
    int64_t number = query_next(q) ? read_i64(q, "last_number") : 0;
    TRY(query_end(q));
    *out = str_format(a, "%d-%lld", year, (long long)number);
    return NULL;
}

static err add_line(struct db *db, contract_id id, const struct contract_line *line)
{
    struct query *q = db_query(db, &SQL_CONTRACT_LINE_ADD);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "seq", line->seq);
    bind_i64(q, "purchase_line", line->purchase_line);
    bind_i64(q, "product", line->product.value);
    bind_str(q, "category_code", line->category_code);
    bind_str(q, "title", line->title);
    bind_str(q, "unit", line->unit);
    bind_i64(q, "quantity", line->quantity);
    bind_money(q, "price_won", line->price);
    bind_money(q, "amount_won", line->amount);
    return query_run_soon(q, &DB_DUPLICATE);
}

err contract_add(struct db *db, struct contract *c, const contract_line_list *lines, instant now)
{
    assert(c->state == CONTRACT_OFFERED && contract_is_valid(c));
    struct query *q = db_query(db, &SQL_CONTRACT_ADD);
    bind_i64(q, "no", c->no.value);
    bind_str(q, "number", c->number);
    bind_i64(q, "purchase", c->purchase.value);
    bind_i64(q, "institution", c->institution.value);
    bind_i64(q, "supplier", c->supplier.value);
    bind_str(q, "kind", str_view(contract_kind_word(c->kind)));
    bind_str(q, "title", c->title);
    bind_str(q, "object", str_view(law_object_word(c->object)));
    bind_money(q, "price_won", c->price);
    bind_money(q, "supply_won", c->supply);
    bind_money(q, "vat_won", c->vat);
    bind_money(q, "estimated_won", c->estimated);
    bind_str(q, "security", str_view(contract_security_word(c->security)));
    bind_money(q, "security_won", c->security_amount);
    bind_i64(q, "delay_ppm", c->delay_ppm);
    bind_str(q, "delay_variant", str_view(law_delay_variant_word(c->delay_variant)));
    bind_str(q, "delivery_place", c->delivery_place);
    bind_date(q, "ends_on", c->ends_on);
    bind_str(q, "ground", c->ground);
    bind_str(q, "reason", c->reason);
    bind_str(q, "rule_ids", c->rule_ids);
    bind_str(q, "content", c->content);
    bind_str(q, "content_hash", c->content_hash);
    bind_bool(q, "is_training", c->is_training);
    bind_bool(q, "is_demo", c->is_demo);
    bind_instant(q, "now", now);
    TRY(query_run_id(q, &c->id.value));
    for (size_t i = 0; i < lines->count; i++) {
        TRY(add_line(db, c->id, &lines->items[i]));
    }
    c->created_at = c->moved_at = now;
    c->version = 1;
    return NULL;
}

static void bind_side(struct query *q, struct purchase_side side)
{
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
}

static err list_rows(struct query *q, struct arena *a, size_t count, contract_row_list *out)
{
    contract_row_list list = {.items = NEW_ARRAY(a, count, struct contract_row)};
    while (query_next(q) && list.count < count) {
        int state = contract_state_from(read_str(q, "state"));
        int kind = contract_kind_from(read_str(q, "kind"));
        enum law_object object = LAW_OBJECT_COUNT;
        enum law_regime regime = LAW_STATE; // as purchase_store reads it
        bool known = law_object_from(read_str(q, "object"), &object);
        assert(state >= 0 && kind >= 0 && known);
        (void)known;
        (void)law_regime_from(read_str(q, "regime"), &regime);
        list.items[list.count++] = (struct contract_row){
            .no = {read_i64(q, "no")},
            .object = object,
            .regime = regime,
            .delay_ppm = read_i64(q, "delay_ppm"),
            .number = read_str(q, "number"),
            .title = read_str(q, "title"),
            .state = (enum contract_state)state,
            .kind = (enum contract_kind)kind,
            .price = read_money(q, "price_won"),
            .ends_on = read_date(q, "ends_on"),
            .contracted_on = read_date(q, "contracted_on"),
            .institution_name = read_str(q, "institution_name"),
            .supplier_name = read_str(q, "supplier_name"),
            .department_name = read_str(q, "department_name"),
            .officer = {read_i64(q, "officer_id")},
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err contract_list(struct db *db, struct arena *a, const struct contract_filter *filter,
                  size_t count, contract_row_list *out)
{
    bool has_words = filter->words.n > 0;
    struct query *q = db_query(db, has_words ? &SQL_CONTRACT_LIST_WORDS : &SQL_CONTRACT_LIST);
    bind_side(q, filter->side);
    bind_text(q, "state",
              filter->state < 0
                  ? S("")
                  : str_view(contract_state_word((enum contract_state)filter->state)));
    if (has_words) {
        bind_like(q, "words", filter->words);
    }
    bind_id(q, "before", filter->before.value);
    bind_i64(q, "count", (int64_t)count);
    return list_rows(q, a, count, out);
}

err contract_list_late(struct db *db, struct arena *a, const struct contract_filter *filter,
                       date late_before, size_t count, contract_row_list *out)
{
    *out = (contract_row_list){0};
    if (filter->state >= 0 && filter->state != CONTRACT_SIGNED) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_CONTRACT_LIST_LATE);
    bind_side(q, filter->side);
    bind_date(q, "late", late_before);
    bind_like(q, "words", filter->words);
    bind_i64(q, "count", (int64_t)count);
    return list_rows(q, a, count, out);
}

err contract_count(struct db *db, const struct contract_filter *filter,
                   int64_t out_counts[CONTRACT_STATE_COUNT])
{
    bool has_words = filter->words.n > 0;
    struct query *q = db_query(db, has_words ? &SQL_CONTRACT_COUNT : &SQL_CONTRACT_COUNT_ALL);
    bind_side(q, filter->side);
    if (has_words) {
        bind_like(q, "words", filter->words);
    }
    for (int i = 0; i < CONTRACT_STATE_COUNT; i++) {
        out_counts[i] = 0;
    }
    while (query_next(q)) {
        int state = contract_state_from(read_str(q, "state"));
        assert(state >= 0);
        out_counts[state] += read_i64(q, "count");
    }
    return query_end(q);
}

err contract_admit_files(struct db *db, contract_id id, size_t count, size_t most)
{
    struct query *q = db_query(db, &SQL_CONTRACT_FILES);
    bind_i64(q, "contract", id.value);
    int64_t there = query_next(q) ? read_i64(q, "files") : 0;
    TRY(query_end(q));
    return there + (int64_t)count > (int64_t)most ? &CONTRACT_FILES_FULL : NULL;
}
