#include "market/purchase/purchase_basket_store.h"

#include "base/limits.h"
#include "market/purchase/purchase_basket_store.sql.h"

#define DEPARTMENTS_MAX 500 // of an institution; the city's largest has under 200

const struct fault BASKET_NO_OFFER = {
    .kind = FAULT_MISSING,
    .code = "basket.no_offer",
    .text = "지금은 팔지 않는 상품입니다. 같은 품목의 다른 상품을 찾아 주세요.",
};

const struct fault BASKET_FULL = {
    .kind = FAULT_REFUSED,
    .code = "basket.full",
    .text = "장바구니에는 100가지까지 담을 수 있습니다. 먼저 담은 것을 구매 건으로 만들거나 빼 "
            "주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault BASKET_TOO_FEW = {
    .kind = FAULT_INVALID,
    .code = "basket.too_few",
    .text = "공급기업이 정한 최소 수량보다 적습니다. 최소 수량 이상을 적어 주세요.",
};

err basket_put(struct db *db, account_id account, public_no offer, int64_t quantity, instant now,
               struct basket_offer *out)
{
    struct query *q = db_query(db, &SQL_BASKET_OFFER);
    bind_i64(q, "offer", offer.value);
    bind_date(q, "today", instant_date(now));
    if (!query_next(q)) {
        TRY(query_end(q));
        return &BASKET_NO_OFFER;
    }
    offer_id id = {read_i64(q, "id")};
    int64_t quantity_min = read_i64(q, "quantity_min");
    *out = (struct basket_offer){
        .supplier = {read_i64(q, "supplier_no")},
        .unit = read_str(q, "unit"),
        .stock = read_i64(q, "stock"),
    };
    TRY(query_end(q));
    if (quantity < quantity_min) {
        return &BASKET_TOO_FEW;
    }
    TRY(purchase_admit_supply(out->stock, S(""), quantity, S("")));
    q = db_query(db, &SQL_BASKET_PUT);
    bind_i64(q, "account", account.value);
    bind_i64(q, "offer", id.value);
    bind_i64(q, "quantity", quantity);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err basket_remove(struct db *db, account_id account, public_no offer)
{
    struct query *q = db_query(db, &SQL_BASKET_REMOVE);
    bind_i64(q, "account", account.value);
    bind_i64(q, "offer", offer.value);
    return query_run(q, NULL);
}

err basket_clear(struct db *db, account_id account, supplier_id supplier)
{
    struct query *q = db_query(db, &SQL_BASKET_CLEAR);
    bind_i64(q, "account", account.value);
    bind_i64(q, "supplier", supplier.value);
    return query_run(q, NULL);
}

static bool is_over(date valid_until, date today)
{
    return !date_is_none(valid_until) && date_before(valid_until, today);
}

err basket_list(struct db *db, struct arena *a, account_id account, public_no supplier, date today,
                basket_line_list *out)
{
    struct query *q = db_query(db, &SQL_BASKET_LIST);
    bind_i64(q, "account", account.value);
    bind_id(q, "supplier", supplier.value);
    basket_line_list list = {.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct basket_line)};
    while (query_next(q) && list.count < LIMIT_PURCHASE_LINES) {
        list.items[list.count++] = (struct basket_line){
            .offer = {read_i64(q, "offer_id")},
            .offer_no = {read_i64(q, "offer_no")},
            .revision = read_i64(q, "revision"),
            .product = {read_i64(q, "product_id")},
            .product_no = {read_i64(q, "product_no")},
            .title = read_str(q, "title"),
            .picture = read_str(q, "picture"),
            .category_code = read_str(q, "category_code"),
            .object = read_str(q, "object"),
            .unit = read_str(q, "unit"),
            .price = read_money(q, "price_won"),
            .is_exempt = str_equals(read_str(q, "vat"), S("exempt")),
            .quantity = read_i64(q, "quantity"),
            .quantity_min = read_i64(q, "quantity_min"),
            .stock = read_i64(q, "stock"),
            .districts = read_str(q, "districts"),
            .lead_days = read_i64(q, "lead_days"),
            .is_gone = is_over(read_date(q, "valid_until"), today) ||
                       !str_equals(read_str(q, "offer_state"), S("active")) ||
                       !str_equals(read_str(q, "supplier_state"), S("active")),
            .supplier = {read_i64(q, "supplier_id")},
            .supplier_no = {read_i64(q, "supplier_no")},
            .supplier_name = read_str(q, "supplier_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err basket_list_departments(struct db *db, struct arena *a, institution_id institution,
                            department_choice_list *out)
{
    struct query *q = db_query(db, &SQL_BASKET_DEPARTMENTS);
    bind_i64(q, "institution", institution.value);
    department_choice_list list = {.items =
                                       NEW_ARRAY(a, DEPARTMENTS_MAX, struct department_choice)};
    while (query_next(q) && list.count < DEPARTMENTS_MAX) {
        list.items[list.count++] = (struct department_choice){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .district = read_str(q, "district"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
