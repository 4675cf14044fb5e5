// Everybody and everything that trades in a large demo city, read into memory.
#include <assert.h>

#include "app/demo_past.h"
#include "app/demo_past.sql.h"
#include "base/limits.h"
#include "market/claim/claim_store.h"
#include "platform/secret/secret.h"

#define CERTIFICATES_MAX 8 // of one firm; three at most are given out
#define FAMILIES_MAX LIMIT_SEARCH_CODES
#define OFFERS_OF_PRODUCT 4 // at most

// --- Institutions --------------------------------------------------------------------------------

// How much a kind of institution buys beside others.
static int64_t weight_of(struct past *p, str kind)
{
    static const struct {
        const char *kind;
        int64_t weight;
    } WEIGHTS[] = {
        {"city",             160},
        {"district",         170},
        {"education_office", 120},
        {"school_public",    80 },
        {"school_private",   70 },
        {"local_corp",       220},
        {"invested",         110},
    };
    int64_t weight = 100;
    for (size_t i = 0; i < COUNT(WEIGHTS); i++) {
        weight = str_equals(kind, str_view(WEIGHTS[i].kind)) ? WEIGHTS[i].weight : weight;
    }
    return weight * (60 + demo_below(&p->d, 81)) / 100;
}

static struct contract_buyer read_buyer(struct query *q)
{
    return (struct contract_buyer){
        .name = read_str(q, "name"),
        .business_no = read_str(q, "business_no"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .head_title = read_str(q, "head_title"),
    };
}

static err load_offices(struct past *p)
{
    struct unit *u = p->d.u;
    p->offices.items = NEW_ARRAY(u->arena, (size_t)p->d.size->institutions, struct past_office);
    p->weights = NEW_ARRAY(u->arena, (size_t)p->d.size->institutions, int64_t);
    int64_t sum = 0;
    struct query *q = db_query(u->db, &SQL_PAST_OFFICES);
    while (query_next(q) && (int64_t)p->offices.count < p->d.size->institutions) {
        struct past_office *o = &p->offices.items[p->offices.count];
        *o = (struct past_office){
            .id = {read_i64(q, "id")},
            .name = read_str(q, "name"),
            .regime = record_regime_from(read_str(q, "regime")),
            .party = read_buyer(q),
            .weight = weight_of(p, read_str(q, "kind")),
        };
        sum += o->weight;
        p->weights[p->offices.count++] = sum;
    }
    return query_end(q);
}

// Both lists stand in order of their ids.
static struct past_office *office_of(struct past *p, int64_t id)
{
    size_t low = 0;
    size_t high = p->offices.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->offices.items[middle].id.value < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < p->offices.count && p->offices.items[low].id.value == id;
    return found ? &p->offices.items[low] : NULL;
}

static struct past_firm *firm_of(struct past *p, int64_t id)
{
    size_t low = 0;
    size_t high = p->firms.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->firms.items[middle].id.value < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < p->firms.count && p->firms.items[low].id.value == id;
    return found ? &p->firms.items[low] : NULL;
}

static err load_departments(struct past *p)
{
    struct unit *u = p->d.u;
    struct query *q = db_query(u->db, &SQL_PAST_DEPARTMENTS);
    while (query_next(q)) {
        struct past_office *o = office_of(p, read_i64(q, "institution_id"));
        if (o != NULL && o->department_count < PAST_DEPARTMENTS) {
            struct past_department *d = &o->departments[o->department_count++];
            *d = (struct past_department){.id = {read_i64(q, "id")}, .name = read_str(q, "name")};
            d->last_seen = NEW_ARRAY(u->arena, p->family_count, int32_t);
            for (size_t i = 0; i < p->family_count; i++) {
                d->last_seen[i] = -1;
            }
        }
    }
    return query_end(q);
}

// --- Firms ---------------------------------------------------------------------------------------

static struct contract_seller read_seller(struct query *q)
{
    return (struct contract_seller){
        .name = read_str(q, "name"),
        .business_no = read_str(q, "business_no"),
        .representative = read_str(q, "representative"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .business_type = read_str(q, "business_type"),
        .business_item = read_str(q, "business_item"),
        .is_active = true,
        .sanctioned_until = DATE_NONE,
    };
}

static err load_firms(struct past *p)
{
    struct unit *u = p->d.u;
    p->firms.items = NEW_ARRAY(u->arena, (size_t)p->d.size->suppliers, struct past_firm);
    struct query *q = db_query(u->db, &SQL_PAST_FIRMS);
    while (query_next(q) && (int64_t)p->firms.count < p->d.size->suppliers) {
        struct past_firm *f = &p->firms.items[p->firms.count++];
        *f = (struct past_firm){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .is_corporation = read_bool(q, "is_corporation"),
            .is_local = read_i64(q, "is_local") > 0,
            .party = read_seller(q),
            .district_code = read_str(q, "district_code"),
            .bank_name = read_str(q, "bank_name"),
            .bank_account = read_str(q, "bank_account"),
            .bank_holder = read_str(q, "bank_holder"),
        };
    }
    TRY(query_end(q));
    for (size_t i = 0; i < p->firms.count; i++) {
        struct past_firm *f = &p->firms.items[i];
        str sealed = f->bank_account;
        TRY(secret_open_row(u->arena, sealed, CLAIM_SEAL_SUPPLIER, f->id.value, &f->bank_account));
    }
    return NULL;
}

static err load_certificates(struct past *p)
{
    struct arena *a = p->d.u->arena;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_CERTIFICATES);
    while (query_next(q)) {
        struct past_firm *f = firm_of(p, read_i64(q, "supplier_id"));
        if (f == NULL || f->certificate_count == CERTIFICATES_MAX) {
            continue;
        }
        if (f->certificates == NULL) {
            f->certificates = NEW_ARRAY(a, CERTIFICATES_MAX, struct record_certificate);
            f->vulnerable_bp = NEW_ARRAY(a, CERTIFICATES_MAX, int64_t);
        }
        f->vulnerable_bp[f->certificate_count] = read_is_null(q, "vulnerable_bp")
                                                     ? LAW_VULNERABLE_UNKNOWN
                                                     : read_i64(q, "vulnerable_bp");
        f->certificates[f->certificate_count++] = (struct record_certificate){
            .kind = read_str(q, "kind"),
            .number = read_str(q, "number"),
            .state = CERTIFICATE_VERIFIED,
            .valid_from = read_date(q, "valid_from"),
            .valid_until = read_date(q, "valid_until"),
        };
    }
    return query_end(q);
}

// --- People --------------------------------------------------------------------------------------

static void place_person(struct past_office *o, enum party_role role, int64_t department,
                         struct past_person person)
{
    if (role == PARTY_APPROVER) {
        o->approver = person;
    } else if (role == PARTY_INSPECTOR) {
        o->inspector = person;
    } else if (role == PARTY_ACCOUNTANT) {
        o->accountant = person;
    }
    for (size_t i = 0; role == PARTY_OFFICER && i < o->department_count; i++) {
        if (o->departments[i].id.value == department) {
            o->departments[i].officer = person;
        }
    }
}

// Departments without an officer buy nothing.
static void leave_idle_out(struct past_office *o)
{
    size_t count = 0;
    for (size_t i = 0; i < o->department_count; i++) {
        if (o->departments[i].officer.account.value != 0) {
            o->departments[count++] = o->departments[i];
        }
    }
    o->department_count = count;
}

static err load_people(struct past *p)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_PEOPLE);
    while (query_next(q)) {
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0); // the schema's CHECK
        struct past_person person = {.name = read_str(q, "name")};
        person.account.value = read_i64(q, "account_id");
        struct past_office *o = office_of(p, read_i64(q, "institution_id"));
        struct past_firm *f = firm_of(p, read_i64(q, "supplier_id"));
        if (o != NULL) {
            place_person(o, (enum party_role)role, read_i64(q, "department_id"), person);
        } else if (f != NULL && role == PARTY_OWNER) {
            f->owner = person;
        }
    }
    TRY(query_end(q));
    for (size_t i = 0; i < p->offices.count; i++) {
        leave_idle_out(&p->offices.items[i]);
    }
    return NULL;
}

// --- Goods ---------------------------------------------------------------------------------------

static err load_categories(struct past *p)
{
    struct arena *a = p->d.u->arena;
    str *families = NEW_ARRAY(a, FAMILIES_MAX, str);
    p->categories.items = NEW_ARRAY(a, FAMILIES_MAX, struct past_category);
    struct query *q = db_query(p->d.u->db, &SQL_PAST_CATEGORIES);
    while (query_next(q) && p->categories.count < FAMILIES_MAX) {
        str family = read_str(q, "family");
        size_t place = 0;
        while (place < p->family_count && !str_equals(families[place], family)) {
            place++;
        }
        if (place == p->family_count) {
            families[p->family_count++] = family;
        }
        struct past_category *c = &p->categories.items[p->categories.count++];
        *c = (struct past_category){
            .code = read_str(q, "code"), .object = read_str(q, "object"), .family = place};
        (void)law_delay_variant_from(read_str(q, "delay_variant"), &c->delay_variant);
    }
    return query_end(q);
}

// They stand in order of their codes.
static const struct past_category *category_of(const struct past *p, str code)
{
    size_t low = 0;
    size_t high = p->categories.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_compare(p->categories.items[middle].code, code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    assert(low < p->categories.count && str_equals(p->categories.items[low].code, code));
    return &p->categories.items[low];
}

static err load_offers(struct past *p)
{
    size_t most = (size_t)p->d.size->products * OFFERS_OF_PRODUCT;
    p->offers.items = NEW_ARRAY(p->d.u->arena, most, struct past_offer);
    struct query *q = db_query(p->d.u->db, &SQL_PAST_OFFERS);
    while (query_next(q) && p->offers.count < most) {
        struct past_firm *f = firm_of(p, read_i64(q, "supplier_id"));
        if (f == NULL) {
            continue;
        }
        f->first_offer = f->offer_count == 0 ? p->offers.count : f->first_offer;
        f->offer_count++;
        p->offers.items[p->offers.count++] = (struct past_offer){
            .id = {read_i64(q, "id")},
            .product = {read_i64(q, "product_id")},
            .revision = read_i64(q, "revision"),
            .category = category_of(p, read_str(q, "category_code")),
            .title = read_str(q, "title"),
            .unit = read_str(q, "unit"),
            .price = read_money(q, "price_won"),
            .quantity_min = read_i64(q, "quantity_min"),
            .lead_days = read_i64(q, "lead_days"),
            .is_exempt = str_equals(read_str(q, "vat"), S("exempt")),
            .own_production = read_bool(q, "own_production"),
        };
    }
    return query_end(q);
}

static err open_pens(struct past *p)
{
    struct unit *u = p->d.u;
    for (size_t i = 0; i < p->offices.count; i++) {
        struct past_office *o = &p->offices.items[i];
        struct actor actor = {.institution = o->id};
        TRY(audit_pen_open(u->db, audit_lane(u->arena, &actor), &o->pen));
    }
    for (size_t i = 0; i < p->firms.count; i++) {
        struct past_firm *f = &p->firms.items[i];
        struct actor actor = {.supplier = f->id};
        TRY(audit_pen_open(u->db, audit_lane(u->arena, &actor), &f->pen));
    }
    return NULL;
}

err past_load(struct past *p)
{
    TRY(load_categories(p));
    TRY(load_offices(p));
    TRY(load_departments(p));
    TRY(load_firms(p));
    TRY(load_certificates(p));
    TRY(load_people(p));
    TRY(load_offers(p));
    return open_pens(p);
}
