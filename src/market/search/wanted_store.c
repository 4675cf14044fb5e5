#include "market/search/wanted_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/search/wanted_store.sql.h"

static struct wanted read_wanted(struct query *q)
{
    int state = wanted_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    return (struct wanted){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .account = {read_i64(q, "account_id")},
        .title = read_str(q, "title"),
        .need = read_str(q, "need"),
        .quantity = read_i64(q, "quantity"),
        .unit = read_str(q, "unit"),
        .needed_by = read_date(q, "needed_by"),
        .budget = read_money(q, "budget_won"),
        .category = read_str(q, "category_code"),
        .category_name = read_str(q, "category_name"),
        .state = (enum wanted_state)state,
        .answer_count = read_i64(q, "answer_count"),
        .created_at = read_instant(q, "created_at"),
        .is_ours = read_bool(q, "is_ours"),
    };
}

static err read_one(struct query *q, struct wanted *out)
{
    if (!query_next(q)) {
        TRY(query_end(q));
        return &WANTED_UNKNOWN;
    }
    *out = read_wanted(q);
    return query_end(q);
}

static err read_list(struct query *q, struct arena *a, size_t most, wanted_list *out)
{
    bind_i64(q, "count", (int64_t)most);
    out->items = NEW_ARRAY(a, most, struct wanted);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++] = read_wanted(q);
    }
    return query_end(q);
}

err wanted_store_add(struct db *db, const struct wanted *w, bool is_demo, instant now, int64_t *out)
{
    struct query *q = db_query(db, &SQL_WANTED_ADD);
    bind_i64(q, "no", w->no.value);
    bind_i64(q, "institution", w->institution.value);
    bind_i64(q, "account", w->account.value);
    bind_str(q, "title", w->title);
    bind_str(q, "need", w->need);
    bind_i64(q, "quantity", w->quantity);
    bind_str(q, "unit", w->unit);
    bind_date(q, "needed_by", w->needed_by);
    bind_i64(q, "budget", w->budget.won);
    bind_str(q, "category", w->category);
    bind_bool(q, "is_demo", is_demo);
    bind_instant(q, "now", now);
    bind_instant(q, "since", instant_add_s(now, -INT64_C(86400)));
    bind_i64(q, "most", LIMIT_WANTED_DAY);
    bool is_room = query_next(q);
    *out = is_room ? read_i64(q, "id") : 0;
    TRY(query_end(q));
    return is_room ? NULL : &WANTED_MANY;
}

err wanted_store_of(struct db *db, struct arena *a, institution_id institution, public_no before,
                    wanted_list *out)
{
    struct query *q = db_query(db, &SQL_WANTED_OF_INSTITUTION);
    bind_i64(q, "institution", institution.value);
    bind_id(q, "before", before.value);
    return read_list(q, a, LIMIT_DESK_ROWS + 1, out);
}

err wanted_store_for(struct db *db, struct arena *a, supplier_id supplier, bool all, date today,
                     public_no before, wanted_list *out)
{
    struct query *q = db_query(db, &SQL_WANTED_FOR_SUPPLIER);
    bind_i64(q, "supplier", supplier.value);
    bind_bool(q, "all", all);
    bind_date(q, "today", today);
    bind_id(q, "before", before.value);
    return read_list(q, a, LIMIT_DESK_ROWS + 1, out);
}

err wanted_store_find(struct db *db, int64_t id, struct wanted *out)
{
    struct query *q = db_query(db, &SQL_WANTED_FIND);
    bind_i64(q, "id", id);
    return read_one(q, out);
}

err wanted_store_find_own(struct db *db, institution_id institution, public_no no,
                          struct wanted *out)
{
    struct query *q = db_query(db, &SQL_WANTED_FIND_OWN);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "no", no.value);
    return read_one(q, out);
}

err wanted_store_find_any(struct db *db, supplier_id supplier, public_no no, struct wanted *out)
{
    struct query *q = db_query(db, &SQL_WANTED_FIND_ANY);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "no", no.value);
    return read_one(q, out);
}

err wanted_store_answers(struct db *db, struct arena *a, int64_t wanted, supplier_id supplier,
                         wanted_answer_list *out)
{
    struct query *q = db_query(db, &SQL_WANTED_ANSWERS);
    bind_i64(q, "wanted", wanted);
    bind_id(q, "supplier", supplier.value);
    bind_i64(q, "count", LIMIT_WANTED_ANSWERS);
    out->items = NEW_ARRAY(a, LIMIT_WANTED_ANSWERS, struct wanted_answer);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++] = (struct wanted_answer){
            .product_no = {read_i64(q, "product_no")},
            .title = read_str(q, "title"),
            .supplier_no = {read_i64(q, "supplier_no")},
            .supplier_name = read_str(q, "supplier_name"),
            .price = read_money(q, "price_won"),
            .unit = read_str(q, "unit"),
            .now_price = read_money(q, "now_won"),
            .now_unit = read_str(q, "now_unit"),
            .said = read_str(q, "said"),
            .is_for_sale = read_bool(q, "is_for_sale"),
            .answered_at = read_instant(q, "answered_at"),
        };
    }
    return query_end(q);
}

err wanted_store_offers(struct db *db, struct arena *a, int64_t wanted, supplier_id supplier,
                        wanted_offer_list *out)
{
    struct query *q = db_query(db, &SQL_WANTED_OFFERS);
    bind_i64(q, "wanted", wanted);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "count", LIMIT_WANTED_OFFERS);
    out->items = NEW_ARRAY(a, LIMIT_WANTED_OFFERS, struct wanted_offer);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++] = (struct wanted_offer){
            .no = {read_i64(q, "no")},
            .title = read_str(q, "title"),
            .price = read_money(q, "price_won"),
            .unit = read_str(q, "unit"),
        };
    }
    return query_end(q);
}

err wanted_store_offer(struct db *db, supplier_id supplier, public_no no, struct wanted_offer *out)
{
    struct query *q = db_query(db, &SQL_WANTED_OFFER);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &WANTED_NOT_FOR_SALE;
    }
    *out = (struct wanted_offer){
        .id = {read_i64(q, "id")},
        .no = no,
        .product_no = {read_i64(q, "product_no")},
        .title = read_str(q, "title"),
        .supplier_name = read_str(q, "supplier_name"),
        .price = read_money(q, "price_won"),
        .unit = read_str(q, "unit"),
    };
    return query_end(q);
}

err wanted_store_answer(struct db *db, int64_t wanted, offer_id offer, supplier_id supplier,
                        account_id account, str said, instant now)
{
    struct query *q = db_query(db, &SQL_WANTED_ANSWER_SAME);
    bind_i64(q, "wanted", wanted);
    bind_i64(q, "offer", offer.value);
    bool is_known = query_next(q) && read_i64(q, "count") > 0;
    TRY(query_end(q));
    if (is_known) {
        return &WANTED_KNOWN;
    }
    q = db_query(db, &SQL_WANTED_ANSWER_ADD);
    bind_i64(q, "wanted", wanted);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "supplier", supplier.value);
    bind_i64(q, "account", account.value);
    bind_str(q, "said", said);
    bind_instant(q, "now", now);
    bind_i64(q, "most", LIMIT_WANTED_ANSWERS);
    bind_i64(q, "most_of_firm", LIMIT_WANTED_OF_FIRM);
    TRY(query_run_one(q, &WANTED_FULL));
    q = db_query(db, &SQL_WANTED_ANSWERED);
    bind_i64(q, "id", wanted);
    return query_run_one(q, &WANTED_OVER);
}

err wanted_store_close(struct db *db, institution_id institution, public_no no, instant now)
{
    struct query *q = db_query(db, &SQL_WANTED_CLOSE);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "no", no.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &WANTED_OVER);
}

err wanted_store_firms(struct db *db, struct arena *a, int64_t wanted, supplier_id after,
                       wanted_firm_list *out)
{
    struct query *q = db_query(db, &SQL_WANTED_FIRMS);
    bind_i64(q, "wanted", wanted);
    bind_i64(q, "after", after.value);
    bind_i64(q, "count", LIMIT_WANTED_BATCH);
    out->items = NEW_ARRAY(a, LIMIT_WANTED_BATCH, supplier_id);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++].value = read_i64(q, "supplier_id");
    }
    return query_end(q);
}

err wanted_store_over(struct db *db, struct arena *a, date today, wanted_list *out)
{
    struct query *q = db_query(db, &SQL_WANTED_OVER);
    bind_date(q, "today", today);
    return read_list(q, a, LIMIT_WANTED_BATCH, out);
}

err wanted_store_end(struct db *db, int64_t id, enum wanted_state state, instant now)
{
    struct query *q = db_query(db, &SQL_WANTED_END);
    bind_i64(q, "id", id);
    bind_str(q, "state", str_view(wanted_state_word(state)));
    bind_instant(q, "now", now);
    return query_run_one(q, &WANTED_OVER);
}
