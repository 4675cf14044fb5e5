#include "market/record/record_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/contract/contract_store.h"
#include "market/law/law_testing.h"
#include "market/record/record_action.h"
#include "market/record/record_testing.sql.h"
#include "platform/secret/secret.h"

instant record_testing_now = {.us = INT64_C(1795482000000000)};

static instant standing_clock(void)
{
    return record_testing_now;
}

// --- One statement after another -----------------------------------------------------------------

static void must(struct record_scene *s, err e, const char *what)
{
    if (e != NULL) {
        str detail = db_error(s->t->db);
        (void)fprintf(stderr, "%s: %s: %.*s\n", what, e->code, STR_ARG(detail));
        abort();
    }
}

static void begin(struct record_scene *s)
{
    must(s, db_begin(s->t->db, DB_WRITE), "begin");
}

static void commit(struct record_scene *s)
{
    must(s, db_commit(s->t->db), "commit");
}

static struct query *query(struct record_scene *s, const struct sql *sql)
{
    return db_query(s->t->db, sql);
}

static int64_t added(struct record_scene *s, struct query *q, const char *what)
{
    int64_t id = 0;
    must(s, query_run_id(q, &id), what);
    return id;
}

static void done(struct record_scene *s, struct query *q, const char *what)
{
    must(s, query_run(q, NULL), what);
}

static void bind_no(struct query *q)
{
    bind_i64(q, "no", secret_public_no().value);
}

static str or_else(const char *text, const char *otherwise)
{
    return str_view(text == NULL ? otherwise : text);
}

// --- The scene -----------------------------------------------------------------------------------

static void add_region(struct record_scene *s, const char *code, const char *name, bool in_city)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_REGION);
    bind_str(q, "code", str_view(code));
    bind_str(q, "name", str_view(name));
    bind_bool(q, "in_city", in_city);
    done(s, q, "region");
}

static void add_category(struct record_scene *s, const char *code, const char *name)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_CATEGORY);
    bind_str(q, "code", str_view(code));
    bind_str(q, "name", str_view(name));
    done(s, q, "category");
}

static int64_t add_department(struct record_scene *s, institution_id institution)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_DEPARTMENT);
    bind_no(q);
    bind_i64(q, "institution", institution.value);
    return added(s, q, "department");
}

static int64_t add_institution(struct record_scene *s, const char *name, const char *regime)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_INSTITUTION);
    bind_no(q);
    bind_str(q, "name", str_view(name));
    bind_str(q, "regime", str_view(regime));
    return added(s, q, "institution");
}

static void add_people(struct record_scene *s)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_ACCOUNT);
    bind_no(q);
    bind_str(q, "email", secret_token(s->t->arena));
    s->account.value = added(s, q, "account");
    q = query(s, &SQL_RECORD_TESTING_PRODUCT);
    bind_no(q);
    bind_str(q, "category", S("small"));
    s->product = added(s, q, "product");
}

void record_scene_open(struct record_scene *s, struct testing_db *t)
{
    secret_init();
    *s = (struct record_scene){.t = t};
    begin(s);
    add_region(s, TESTING_CITY_DISTRICT, "중구", true);
    add_region(s, "2726000000", "수성구", true);
    add_region(s, TESTING_OTHER_DISTRICT, "경산시", false);
    add_category(s, "small", "작은 것");
    add_category(s, "large", "큰 것");
    s->institution.value = add_institution(s, "대구광역시 중구", "LOCAL");
    s->other.value = add_institution(s, "대구광역시 수성구", "LOCAL");
    s->department.value = add_department(s, s->institution);
    s->other_department.value = add_department(s, s->other);
    add_people(s);
    commit(s);

    struct calendar *calendar = NEW(t->arena, struct calendar);
    *calendar = testing_calendar(t->arena);
    s->actor = (struct actor){
        .account = s->account,
        .institution = s->institution,
        .department = s->department,
        .name = S("김하나"),
        .organisation = S("대구광역시 중구"),
    };
    s->u = (struct unit){
        .arena = t->arena,
        .db = t->db,
        .actor = &s->actor,
        .trace = S("t"),
        .law = testing_law(),
        .calendar = calendar,
    };
}

institution_id record_scene_institution(struct record_scene *s, const char *name,
                                        const char *regime)
{
    begin(s);
    institution_id id = {add_institution(s, name, regime)};
    (void)add_department(s, id);
    commit(s);
    return id;
}

supplier_id record_scene_supplier(struct record_scene *s, const char *name, const char *district,
                                  bool is_corporation)
{
    static int64_t number; // a firm's number need be nobody else's, not a right one
    begin(s);
    struct query *q = query(s, &SQL_RECORD_TESTING_SUPPLIER);
    bind_no(q);
    bind_str(q, "name", str_view(name));
    bind_str(q, "business_no", str_format(s->t->arena, "999%07lld", (long long)++number));
    bind_str(q, "representative", S("박다솜"));
    bind_bool(q, "is_corporation", is_corporation);
    bind_str(q, "district", str_view(district));
    bind_str(q, "address", S("대구광역시 중구 시범로 7"));
    supplier_id id = {added(s, q, "supplier")};
    commit(s);
    return id;
}

static struct query *certificate(struct record_scene *s, supplier_id supplier, const char *kind,
                                 date from, date until)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_CERTIFICATE);
    bind_no(q);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "kind", str_view(kind));
    bind_str(q, "number", str_format(s->t->arena, "제-%s", kind));
    bind_date(q, "valid_from", from);
    bind_date(q, "valid_until", until);
    return q;
}

void record_scene_certificate(struct record_scene *s, supplier_id supplier, const char *kind,
                              date from, date until, const char *state)
{
    begin(s);
    struct query *q = certificate(s, supplier, kind, from, until);
    bind_str(q, "state", str_view(state));
    bind_null(q, "product");
    bind_str(q, "detail_no", S(""));
    done(s, q, "certificate");
    commit(s);
}

void record_scene_certify(struct record_scene *s, supplier_id supplier, const char *kind,
                          int64_t product, const char *detail_no, date until)
{
    begin(s);
    struct query *q = certificate(s, supplier, kind, date_from_ymd(2025, 1, 1), until);
    bind_str(q, "state", S("verified"));
    bind_id(q, "product", product);
    bind_str(q, "detail_no", str_view(detail_no));
    done(s, q, "certificate of a product");
    commit(s);
}

// --- Contracts -----------------------------------------------------------------------------------

static int64_t add_offer(struct record_scene *s, supplier_id supplier)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_PRODUCT);
    bind_no(q);
    bind_str(q, "category", S("small"));
    s->product = added(s, q, "product");
    q = query(s, &SQL_RECORD_TESTING_OFFER);
    bind_no(q);
    bind_i64(q, "product", s->product);
    bind_i64(q, "supplier", supplier.value);
    return added(s, q, "offer");
}

static int64_t department_of(const struct record_scene *s, institution_id institution)
{
    return institution.value == s->other.value ? s->other_department.value : s->department.value;
}

static int64_t add_purchase(struct record_scene *s, const struct contract_spec *spec,
                            institution_id institution, int64_t supply)
{
    int64_t list = spec->estimated_amount > 0 ? spec->estimated_amount : spec->won;
    struct query *q = query(s, &SQL_RECORD_TESTING_PURCHASE);
    bind_no(q);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "department", department_of(s, institution));
    bind_i64(q, "supplier", spec->supplier.value);
    bind_i64(q, "account", s->account.value);
    bind_str(q, "title", or_else(spec->title, "사무용 의자 구매"));
    bind_str(q, "object", or_else(spec->object, "goods"));
    bind_i64(q, "list", list);
    bind_i64(q, "estimated", list * 10 / 11);
    bind_i64(q, "price", spec->won);
    bind_i64(q, "supply", supply);
    bind_i64(q, "vat", spec->won - supply);
    bind_str(q, "path", or_else(spec->path, "one_quote"));
    bind_bool(q, "is_training", spec->is_training);
    return added(s, q, "purchase");
}

static void add_line(struct record_scene *s, int64_t contract, int64_t purchase, int64_t offer,
                     int64_t seq, const char *category, int64_t won)
{
    struct query *q = query(s, &SQL_RECORD_TESTING_PURCHASE_LINE);
    bind_i64(q, "purchase", purchase);
    bind_i64(q, "seq", seq);
    bind_i64(q, "offer", offer);
    bind_i64(q, "product", s->product);
    bind_str(q, "category", str_view(category));
    bind_i64(q, "price", won);
    int64_t line = added(s, q, "purchase line");
    q = query(s, &SQL_RECORD_TESTING_CONTRACT_LINE);
    bind_i64(q, "contract", contract);
    bind_i64(q, "seq", seq);
    bind_i64(q, "line", line);
    bind_i64(q, "product", s->product);
    bind_str(q, "category", str_view(category));
    bind_i64(q, "price", won);
    (void)added(s, q, "contract line");
}

static void add_lines(struct record_scene *s, const struct contract_spec *spec, int64_t contract,
                      int64_t purchase)
{
    int64_t offer = add_offer(s, spec->supplier);
    int64_t small = spec->second_line ? spec->won / 3 : spec->won;
    add_line(s, contract, purchase, offer, 1, "small", small);
    if (spec->second_line) {
        offer = add_offer(s, spec->supplier);
        add_line(s, contract, purchase, offer, 2, "large", spec->won - small);
    }
}

contract_id record_scene_contract(struct record_scene *s, const struct contract_spec *spec)
{
    static int64_t number;
    institution_id institution = spec->institution.value == 0 ? s->institution : spec->institution;
    int64_t supply = (spec->won * 10 + 5) / 11;
    begin(s);
    int64_t purchase = add_purchase(s, spec, institution, supply);
    struct query *q = query(s, &SQL_RECORD_TESTING_CONTRACT);
    bind_no(q);
    bind_str(q, "number", str_format(s->t->arena, "2026-%lld", (long long)++number));
    bind_i64(q, "purchase", purchase);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "supplier", spec->supplier.value);
    bind_str(q, "title", or_else(spec->title, "사무용 의자 구매"));
    bind_str(q, "object", or_else(spec->object, "goods"));
    bind_i64(q, "price", spec->won);
    bind_i64(q, "supply", supply);
    bind_i64(q, "vat", spec->won - supply);
    bind_i64(q, "estimated", spec->won * 10 / 11);
    bind_str(q, "place", or_else(spec->place, "본관 3층 재무과"));
    bind_date(q, "contracted_on", spec->on.days == 0 ? date_from_ymd(2026, 11, 24) : spec->on);
    bind_str(q, "ground", or_else(spec->ground, "지방계약법 시행령 제25조제1항제5호나목"));
    bind_str(q, "reason", or_else(spec->reason, "추정가격이 2천만원 이하인 물품 구매"));
    bind_str(q, "state", or_else(spec->state, "signed"));
    bind_bool(q, "is_training", spec->is_training);
    contract_id id = {added(s, q, "contract")};
    add_lines(s, spec, id.value, purchase);
    commit(s);
    return id;
}

void record_scene_sign(struct record_scene *s, contract_id id, date on)
{
    begin(s);
    struct query *q = query(s, &SQL_RECORD_TESTING_SIGN);
    bind_i64(q, "contract", id.value);
    bind_date(q, "on", on);
    done(s, q, "sign");
    must(s, contract_keep_counted(s->t->db, id), "what its lines count by");
    commit(s);
}

void record_scene_move(struct record_scene *s, contract_id id, const char *state)
{
    begin(s);
    struct query *q = query(s, &SQL_RECORD_TESTING_MOVE);
    bind_i64(q, "contract", id.value);
    bind_str(q, "state", str_view(state));
    done(s, q, "move");
    commit(s);
}

void record_scene_inspect(struct record_scene *s, contract_id id, int64_t seq, date on,
                          const char *result)
{
    begin(s);
    struct query *q = query(s, &SQL_RECORD_TESTING_DELIVERY);
    bind_no(q);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "seq", seq);
    bind_date(q, "on", on);
    bind_i64(q, "account", s->account.value);
    int64_t delivery = added(s, q, "delivery");
    q = query(s, &SQL_RECORD_TESTING_INSPECTION);
    bind_no(q);
    bind_i64(q, "delivery", delivery);
    bind_i64(q, "account", s->account.value);
    bind_date(q, "on", on);
    bind_str(q, "result", str_view(result));
    done(s, q, "inspection");
    commit(s);
}

void record_scene_pay(struct record_scene *s, contract_id id, int64_t seq, date on, int64_t won)
{
    begin(s);
    struct query *q = query(s, &SQL_RECORD_TESTING_CLAIM);
    bind_no(q);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "seq", seq);
    bind_i64(q, "won", won);
    bind_date(q, "on", on);
    bind_i64(q, "account", s->account.value);
    int64_t claim = added(s, q, "claim");
    q = query(s, &SQL_RECORD_TESTING_PAYMENT);
    bind_no(q);
    bind_i64(q, "claim", claim);
    bind_i64(q, "institution", s->institution.value);
    bind_i64(q, "won", won);
    bind_date(q, "on", on);
    bind_str(q, "reference", secret_token(s->t->arena));
    bind_i64(q, "account", s->account.value);
    done(s, q, "payment");
    commit(s);
}

void record_scene_moves_firm(struct record_scene *s, supplier_id supplier, const char *district)
{
    begin(s);
    struct query *q = query(s, &SQL_RECORD_TESTING_SUPPLIER_MOVES);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "district", str_view(district));
    done(s, q, "move of a firm");
    commit(s);
}

err record_scene_try(struct record_scene *s, err (*work)(struct unit *u, void *data), void *data)
{
    return unit_run(&s->u, standing_clock, work, data);
}

void record_scene_run(struct record_scene *s, err (*work)(struct unit *u, void *data), void *data)
{
    must(s, record_scene_try(s, work, data), "unit");
}

err record_scene_refresh_work(struct unit *u, void *data)
{
    return record_action_refresh(u, *(contract_id *)data);
}

void record_scene_refresh(struct record_scene *s, contract_id id)
{
    record_scene_run(s, record_scene_refresh_work, &id);
}
