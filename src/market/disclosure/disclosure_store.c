#include "market/disclosure/disclosure_store.h"

#include <assert.h>

#include "market/disclosure/disclosure.sql.h"
#include "market/record/record.h"
#include "platform/secret/secret.h"

static struct disclosure read_line(struct query *q, enum law_object object)
{
    return (struct disclosure){
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .department_name = read_str(q, "department_name"),
        .title = read_str(q, "title"),
        .object = law_ratio_object_of(object),
        .contracted_on = read_date(q, "contracted_on"),
        .starts_on = read_date(q, "starts_on"),
        .ends_on = read_date(q, "ends_on"),
        .estimated = read_money(q, "list_won"),
        .price = read_money(q, "price_won"),
        .supplier_name = read_str(q, "supplier_name"),
        .representative = read_str(q, "representative"),
        .address = read_str(q, "address"),
        .district_code = read_str(q, "district_code"),
        .ground = read_str(q, "ground"),
        .reason = read_str(q, "reason"),
        .site = read_str(q, "site"),
        .completed_on = DATE_NONE,
        .paid_on = read_date(q, "paid_on"),
        .paid = read_money(q, "paid_won"),
        .keep_until = DATE_NONE,
        .voided_on = read_date(q, "voided_on"),
        .is_demo = read_bool(q, "is_demo"),
    };
}

err disclosure_store_find_contract(struct db *db, contract_id id, struct disclosure_case *out)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_CONTRACT_FIND);
    bind_i64(q, "contract", id.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &DISCLOSURE_NO_CONTRACT;
    }
    enum law_object object = LAW_GOODS;
    bool known = law_object_from(read_str(q, "object"), &object);
    assert(known && object < LAW_OBJECT_COUNT); // a purchase's CHECK
    struct disclosure_case c = {
        .line = read_line(q, object),
        .regime = record_regime_from(read_str(q, "regime")),
        .is_corporation = read_bool(q, "is_corporation"),
        .state = read_str(q, "state"),
        .path = read_str(q, "path"),
        .is_training = read_bool(q, "is_training"),
        .officer = {read_i64(q, "officer_id")},
        .contract_no = {read_i64(q, "contract_no")},
        .inspected_on = read_date(q, "inspected_on"),
        .public = {read_i64(q, "disclosure_id")},
        .refused_codes = read_str(q, "refused_codes"),
    };
    TRY(query_end(q));
    *out = c;
    return NULL;
}

static err add_to_sum(struct db *db, const struct disclosure *d, int64_t count, money price)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_SUM_ADD);
    bind_i64(q, "institution", d->institution.value);
    bind_date(q, "on", d->contracted_on);
    bind_str(q, "district", d->district_code);
    bind_i64(q, "count", count);
    bind_i64(q, "price", price.won);
    return query_run(q, NULL);
}

err disclosure_store_add(struct db *db, struct arena *a, contract_id id, const struct disclosure *d,
                         instant now)
{
    str names = str_join(a, str_join(a, d->institution_name, d->title), d->supplier_name);
    str words = disclosure_search_text(a, names);
    struct query *q = db_query(db, &SQL_DISCLOSURE_ADD);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "institution", d->institution.value);
    bind_str(q, "institution_name", d->institution_name);
    bind_str(q, "department_name", d->department_name);
    bind_str(q, "title", d->title);
    bind_str(q, "object", str_view(record_object_word(d->object)));
    bind_date(q, "contracted_on", d->contracted_on);
    bind_date(q, "starts_on", date_is_none(d->starts_on) ? d->contracted_on : d->starts_on);
    bind_date(q, "ends_on", d->ends_on);
    bind_money(q, "estimated", d->estimated);
    bind_money(q, "price", d->price);
    bind_i64(q, "rate", d->rate_bp);
    bind_str(q, "supplier_name", d->supplier_name);
    bind_str(q, "representative", d->representative);
    bind_str(q, "address", d->address);
    bind_str(q, "district", d->district_code);
    bind_str(q, "ground", d->ground);
    bind_str(q, "reason", d->reason);
    bind_str(q, "site", d->site);
    bind_str(q, "remarks", d->remarks);
    bind_bool(q, "is_demo", d->is_demo);
    bind_str(q, "search_text", words);
    bind_instant(q, "now", now);
    disclosure_id added = NO_ID(disclosure_id);
    TRY(query_run_id(q, &added.value));
    TRY(add_to_sum(db, d, 1, d->price));
    return disclosure_store_file(db, a, added, words);
}

err disclosure_store_file(struct db *db, struct arena *a, disclosure_id id, str search_text)
{
    if (db_engine(db) != DB_SQLITE) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_DISCLOSURE_GRAM_ADD);
    bind_i64(q, "disclosure", id.value);
    bind_str(q, "grams", disclosure_grams(a, search_text));
    return query_run(q, NULL);
}

err disclosure_store_follow(struct db *db, disclosure_id id, const struct disclosure *d)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_FOLLOW);
    bind_i64(q, "disclosure", id.value);
    bind_date(q, "completed_on", d->completed_on);
    bind_date(q, "keep_until", d->keep_until);
    bind_date(q, "paid_on", d->paid_on);
    bind_money(q, "paid", d->paid);
    return query_run(q, NULL);
}

err disclosure_store_void(struct db *db, disclosure_id id, date today)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_VOID);
    bind_i64(q, "disclosure", id.value);
    bind_date(q, "today", today);
    bool stood = query_next(q);
    struct disclosure d = {0};
    if (stood) {
        d.institution.value = read_i64(q, "institution_id");
        d.contracted_on = read_date(q, "contracted_on");
        d.district_code = read_str(q, "district_code");
        d.price = read_money(q, "contract_won");
    }
    TRY(query_run(q, NULL));
    return stood ? add_to_sum(db, &d, 0, (money){-d.price.won}) : NULL;
}

err disclosure_store_refuse(struct db *db, contract_id id, institution_id institution, str codes,
                            instant now)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_REFUSE);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "codes", codes);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err disclosure_store_unrefuse(struct db *db, contract_id id)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_UNREFUSE);
    bind_i64(q, "contract", id.value);
    return query_run(q, NULL);
}

// --- What waits ----------------------------------------------------------------------------------

err disclosure_store_list_waiting(struct db *db, struct arena *a, institution_id institution,
                                  size_t count, disclosure_waiting_list *out)
{
    disclosure_waiting_list list = {.items = NEW_ARRAY(a, count, struct disclosure_waiting)};
    struct query *q = db_query(db, &SQL_DISCLOSURE_REFUSAL_LIST);
    bind_id(q, "institution", institution.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct disclosure_waiting){
            .contract_no = {read_i64(q, "contract_no")},
            .number = read_str(q, "number"),
            .institution_name = read_str(q, "institution_name"),
            .supplier_name = read_str(q, "supplier_name"),
            .title = read_str(q, "title"),
            .price = read_money(q, "price_won"),
            .contracted_on = read_date(q, "contracted_on"),
            .codes = read_str(q, "codes"),
            .refused_at = read_instant(q, "refused_at"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err disclosure_store_find_waiting(struct db *db, institution_id institution, public_no contract_no,
                                  struct disclosure_waiting *out)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_REFUSAL_FIND);
    bind_i64(q, "no", contract_no.value);
    bind_i64(q, "institution", institution.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &DISCLOSURE_UNKNOWN;
    }
    *out = (struct disclosure_waiting){
        .contract = {read_i64(q, "contract_id")},
        .contract_no = contract_no,
        .number = read_str(q, "number"),
        .supplier_name = read_str(q, "supplier_name"),
        .title = read_str(q, "title"),
        .ground = read_str(q, "ground"),
        .reason = read_str(q, "reason"),
        .site = read_str(q, "site"),
        .price = read_money(q, "price_won"),
        .contracted_on = read_date(q, "contracted_on"),
        .codes = read_str(q, "codes"),
    };
    return query_end(q);
}

err disclosure_store_add_wording(struct db *db, institution_id institution, account_id account,
                                 const struct disclosure_waiting *words, instant now)
{
    struct query *q = db_query(db, &SQL_DISCLOSURE_WORDING_ADD);
    bind_i64(q, "contract", words->contract.value);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "title", words->title);
    bind_str(q, "ground", words->ground);
    bind_str(q, "reason", words->reason);
    bind_str(q, "site", words->site);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}
