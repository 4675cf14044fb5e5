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
    bool known = law_object_from(read_str(q, "object"), &c.object);
    assert(known && state >= 0 && kind >= 0 && security >= 0); // the schema's CHECKs
    (void)known;
    assert(contract_is_valid(&c));
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
