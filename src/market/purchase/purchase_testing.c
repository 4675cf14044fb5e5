#include "market/purchase/purchase_testing.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "market/law/law_amount.h"
#include "market/law/law_testing.h"
#include "market/party/party.h"
#include "market/purchase/purchase_testing.sql.h"
#include "platform/secret/secret.h"

// --- The scene -----------------------------------------------------------------------------------

static instant standing_clock(void)
{
    return web_test_now;
}

void purchase_testing_must(err e, struct db *db)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the scene: %s: %.*s\n", e->code, STR_ARG(db_error(db)));
        exit(1);
    }
}

err purchase_testing_run(struct purchase_scene *s, const struct actor *actor,
                         err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {
        .db = s->database->db,
        .arena = s->database->arena,
        .actor = actor,
        .law = s->law,
        .calendar = &s->calendar,
        .trace = S("trace-of-the-test"),
    };
    return unit_run(&u, standing_clock, work, data);
}

void purchase_testing_read(struct purchase_scene *s, const struct actor *actor, struct unit *u)
{
    *u = (struct unit){
        .db = s->database->db,
        .arena = s->database->arena,
        .actor = actor,
        .law = s->law,
        .calendar = &s->calendar,
    };
    purchase_testing_must(unit_begin(u, DB_READ, standing_clock), u->db);
}

void purchase_testing_read_end(struct unit *u)
{
    unit_rollback(u);
}

enum place { HERE, HERE_TOO, THERE, AT_SUPPLIER, AT_RIVAL, AT_PLATFORM };

// Each person: where they stand in the scene, what they do, where.
static const struct person {
    size_t offset;
    const char *name;
    enum place place;
    uint32_t roles; // a bit of enum party_role each
} PEOPLE[] = {
#define AS(role) (UINT32_C(1) << (role))
#define EVERY_ROLE                                                                                 \
    (AS(PARTY_OFFICER) | AS(PARTY_APPROVER) | AS(PARTY_INSPECTOR) | AS(PARTY_ACCOUNTANT) |         \
     AS(PARTY_ADMIN))
#define PERSON(field) offsetof(struct purchase_scene, field)
    {PERSON(officer),          "김가온", HERE,        AS(PARTY_OFFICER)   },
    {PERSON(colleague),        "이나래", HERE_TOO,    AS(PARTY_OFFICER)   },
    {PERSON(approver),         "박다솜", HERE,        AS(PARTY_APPROVER)  },
    {PERSON(head),             "최라온", HERE,        AS(PARTY_APPROVER)  },
    {PERSON(inspector),        "정마루", HERE,        AS(PARTY_INSPECTOR) },
    {PERSON(accountant),       "강바다", HERE,        AS(PARTY_ACCOUNTANT)},
    {PERSON(admin),            "조새봄", HERE,        AS(PARTY_ADMIN)     },
    {PERSON(allround),         "윤아람", HERE,        EVERY_ROLE          },
    {PERSON(officer_there),    "장자람", THERE,       AS(PARTY_OFFICER)   },
    {PERSON(approver_there),   "임차온", THERE,       AS(PARTY_APPROVER)  },
    {PERSON(inspector_there),  "한카린", THERE,       AS(PARTY_INSPECTOR) },
    {PERSON(accountant_there), "오타래", THERE,       AS(PARTY_ACCOUNTANT)},
    {PERSON(owner),            "서파란", AT_SUPPLIER, AS(PARTY_OWNER)     },
    {PERSON(staff),            "신하늘", AT_SUPPLIER, AS(PARTY_STAFF)     },
    {PERSON(rival_owner),      "권겨울", AT_RIVAL,    AS(PARTY_OWNER)     },
    {PERSON(rival_staff),      "황노을", AT_RIVAL,    AS(PARTY_STAFF)     },
    {PERSON(operator_),        "안두리", AT_PLATFORM, AS(PARTY_OPERATOR)  },
#undef EVERY_ROLE
#undef AS
#undef PERSON
};
static_assert(COUNT(PEOPLE) == PURCHASE_TESTING_PEOPLE, "everybody is in the list of people");

static struct actor at_place(const struct purchase_scene *s, enum place place)
{
    switch (place) {
    case HERE:
        return (struct actor){.institution = s->here,
                              .department = s->department,
                              .organisation = S("대구광역시 중구")};
    case HERE_TOO:
        return (struct actor){.institution = s->here,
                              .department = s->other_department,
                              .organisation = S("대구광역시 중구")};
    case THERE:
        return (struct actor){.institution = s->there,
                              .department = s->department_there,
                              .organisation = S("대구지방환경청")};
    case AT_SUPPLIER:
        return (struct actor){.supplier = s->supplier, .organisation = S("㈜늘푸른나눔")};
    case AT_RIVAL:
        return (struct actor){.supplier = s->rival, .organisation = S("㈜한결상사")};
    case AT_PLATFORM:
        break;
    }
    return (struct actor){.organisation = S("두레 운영")};
}

static err add_membership(struct unit *u, const struct actor *actor, enum party_role role)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_MEMBERSHIP);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "account", actor->account.value);
    bind_id(q, "institution", actor->institution.value);
    bind_id(q, "supplier", actor->supplier.value);
    bind_id(q, "department", actor->department.value);
    bind_str(q, "role", str_view(party_role_word(role)));
    return query_run(q, NULL);
}

static err add_person(struct unit *u, struct purchase_scene *s, const struct person *person,
                      str hash, struct actor *out)
{
    struct actor actor = at_place(s, person->place);
    actor.name = str_view(person->name);
    actor.address = S("192.0.2.7");
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_ACCOUNT);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "email", str_format(u->arena, "p%zu@dure.example", person->offset));
    bind_str(q, "name", actor.name);
    bind_str(q, "hash", hash);
    TRY(query_run_id(q, &actor.account.value));
    actor.session.value = actor.account.value;
    for (int role = 0; role < PARTY_ROLE_COUNT; role++) {
        if ((person->roles >> role & 1) != 0) {
            TRY(add_membership(u, &actor, (enum party_role)role));
            actor.rights |= party_role_rights((enum party_role)role);
            actor.role_label = actor.role_label.n == 0 ? party_role_label((enum party_role)role)
                                                       : actor.role_label;
        }
    }
    *out = actor;
    return NULL;
}

static err add_people(struct unit *u, struct purchase_scene *s)
{
    str hash = secret_hash_password(u->arena, S(PURCHASE_TESTING_PASSWORD), SECRET_COST_LEAST);
    for (size_t i = 0; i < COUNT(PEOPLE); i++) {
        struct actor *actor = (struct actor *)((char *)s + PEOPLE[i].offset);
        TRY(add_person(u, s, &PEOPLE[i], hash, actor));
        s->people[i] = actor;
    }
    return NULL;
}

static err add_institution(struct unit *u, str name, const char *regime, institution_id *out)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_INSTITUTION);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "name", name);
    bind_str(q, "regime", str_view(regime));
    return query_run_id(q, &out->value);
}

static err add_department(struct unit *u, institution_id institution, str name, department_id *out)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_DEPARTMENT);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "name", name);
    return query_run_id(q, &out->value);
}

static err add_certificate(struct unit *u, supplier_id supplier, const char *kind)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_CERTIFICATE);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "kind", str_view(kind));
    bind_str(q, "number", str_format(u->arena, "2026-%s", kind));
    bind_null(q, "vulnerable_bp");
    return query_run(q, NULL);
}

static err add_supplier(struct unit *u, str name, const char *business_no, str representative,
                        supplier_id *out)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_SUPPLIER);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "name", name);
    bind_str(q, "business_no", str_view(business_no));
    bind_str(q, "representative", representative);
    TRY(query_run_id(q, &out->value));
    return add_certificate(u, *out, law_tag_word(LAW_TAG_SMALL_MICRO));
}

static err add_parties(struct unit *u, struct purchase_scene *s)
{
    TRY(add_institution(u, S("대구광역시 중구"), law_regime_word(LAW_LOCAL), &s->here));
    TRY(add_institution(u, S("대구지방환경청"), law_regime_word(LAW_STATE), &s->there));
    TRY(add_department(u, s->here, S("총무과"), &s->department));
    TRY(add_department(u, s->here, S("복지과"), &s->other_department));
    TRY(add_department(u, s->there, S("운영지원과"), &s->department_there));
    TRY(add_supplier(u, S("㈜늘푸른나눔"), "1208147521", S("서파란"), &s->supplier));
    TRY(add_supplier(u, S("㈜한결상사"), "0000000015", S("권겨울"), &s->rival));
    return add_certificate(u, s->supplier, law_tag_word(LAW_TAG_WOMEN));
}

static err add_approval_line(struct unit *u, const struct actor *actor, int64_t step,
                             int64_t from_won)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_APPROVAL_LINE);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "institution", actor->institution.value);
    bind_null(q, "department");
    bind_i64(q, "step", step);
    bind_i64(q, "account", actor->account.value);
    bind_i64(q, "from_won", from_won);
    return query_run(q, NULL);
}

static err add_category(struct unit *u, const char *code, const char *parent, str name)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_CATEGORY);
    bind_str(q, "code", str_view(code));
    bind_text(q, "parent", str_view(parent));
    bind_i64(q, "level", parent == NULL ? 1 : 2);
    bind_str(q, "name", name);
    return query_run(q, NULL);
}

static err add_offer(struct unit *u, product_id product, supplier_id supplier,
                     const struct purchase_line *as, offer_id *out)
{
    str vat = as->is_exempt ? S("exempt") : S("taxable");
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_OFFER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "product", product.value);
    bind_i64(q, "supplier", supplier.value);
    bind_money(q, "price_won", as->price);
    bind_str(q, "vat", vat);
    bind_str(q, "unit", as->unit);
    TRY(query_run_id(q, &out->value));
    q = db_query(u->db, &SQL_PURCHASE_TESTING_OFFER_REVISION);
    bind_i64(q, "offer", out->value);
    bind_money(q, "price_won", as->price);
    bind_str(q, "unit", as->unit);
    bind_str(q, "vat", vat);
    return query_run(q, NULL);
}

static const struct purchase_line LINES[3] = {
    {.seq = 1,
     .offer_revision = 1,
     .category_code = {.p = "paper.copy", .n = 10},
     .title = {.p = "재생 복사용지 A4", .n = 22},
     .unit = {.p = "상자", .n = 6},
     .quantity = 100,
     .list_price = {21500},
     .price = {21500}   },
    {        .seq = 2,
     .offer_revision = 1,
     .category_code = {.p = "paper.pen", .n = 9},
     .title = {.p = "친환경 볼펜", .n = 16},
     .unit = {.p = "다스", .n = 6},
     .quantity = 50,
     .list_price = {12000},
     .price = {12000} },
    { .seq = 3,
     .offer_revision = 1,
     .category_code = {.p = "book.law", .n = 8},
     .title = {.p = "계약실무 편람", .n = 19},
     .unit = {.p = "권", .n = 3},
     .quantity = 10,
     .list_price = {15000},
     .price = {15000},
     .is_exempt = true},
};

static err add_offers(struct unit *u, struct purchase_scene *s)
{
    TRY(add_category(u, "paper", NULL, S("종이·필기구")));
    TRY(add_category(u, "paper.copy", "paper", S("복사용지")));
    TRY(add_category(u, "paper.pen", "paper", S("볼펜")));
    TRY(add_category(u, "book", NULL, S("책")));
    TRY(add_category(u, "book.law", "book", S("법령·실무")));
    for (size_t i = 0; i < COUNT(LINES); i++) {
        struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_PRODUCT);
        bind_i64(q, "no", secret_public_no().value);
        bind_str(q, "category", LINES[i].category_code);
        bind_str(q, "title", LINES[i].title);
        TRY(query_run_id(q, &s->products[i].value));
        TRY(add_offer(u, s->products[i], s->supplier, &LINES[i], &s->offers[i]));
        s->lines[i] = LINES[i];
        s->lines[i].product = s->products[i];
        s->lines[i].offer = s->offers[i];
    }
    struct purchase_line cheaper = LINES[0];
    cheaper.price = WON(20900);
    return add_offer(u, s->products[0], s->rival, &cheaper, &s->rival_offer);
}

// --- Cases ---------------------------------------------------------------------------------------

struct new_draft {
    const struct purchase_scene *scene;
    const struct purchase_line *lines;
    size_t count;
    struct purchase *out;
};

static err add_draft(struct unit *u, void *data)
{
    const struct new_draft *n = data;
    struct purchase_totals totals;
    TRY(purchase_sum(n->lines, n->count, law_vat_rate(u->law, u->today), &totals));
    struct purchase p = {
        .no = secret_public_no(),
        .institution = n->scene->here,
        .department = n->scene->department,
        .supplier = n->scene->supplier,
        .officer = n->scene->officer.account,
        .title = S("하반기 사무용품 구매"),
        .need = S("부서에서 쓰는 종이와 필기구가 떨어져 갑니다."),
        .budget_line = S("사무관리비(201-01)"),
        .object = LAW_GOODS,
        .delivery_place = S("중구청 본관 2층 총무과"),
        .deliver_by = date_from_ymd(2026, 12, 18),
        .list = totals.price,
        .estimated = totals.supply,
    };
    TRY(purchase_add(u->db, &p, n->lines, n->count, u->now));
    struct purchase_side side = {.institution = p.institution};
    return purchase_find_id(u->db, side, p.id, n->out);
}

static err set_scene(struct unit *u, void *data)
{
    struct purchase_scene *s = data;
    TRY(add_parties(u, s));
    TRY(add_people(u, s));
    TRY(add_approval_line(u, &s->approver, 1, 0));
    TRY(add_approval_line(u, &s->head, 2, 10000000));
    TRY(add_approval_line(u, &s->approver_there, 1, 0));
    TRY(add_offers(u, s));
    struct new_draft n = {.scene = s, .lines = s->lines, .count = 3, .out = &s->draft};
    TRY(add_draft(u, &n));
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, s->draft.id, &lines));
    for (size_t i = 0; i < COUNT(s->lines); i++) {
        s->lines[i] = lines.items[i];
    }
    return NULL;
}

void purchase_testing_open(struct purchase_scene *s, struct testing_db *t)
{
    secret_init();
    *s = (struct purchase_scene){
        .database = t,
        .law = testing_law(),
        .calendar = testing_calendar(t->arena),
    };
    struct actor nobody = {0};
    purchase_testing_must(purchase_testing_run(s, &nobody, set_scene, s), t->db);
}

void purchase_testing_add(struct purchase_scene *s, money unit_price, int64_t quantity,
                          struct purchase *out)
{
    struct purchase_line line = s->lines[0];
    line.list_price = line.price = unit_price;
    line.quantity = quantity;
    struct new_draft n = {.scene = s, .lines = &line, .count = 1, .out = out};
    purchase_testing_must(purchase_testing_run(s, &s->officer, add_draft, &n), s->database->db);
}

struct binding {
    institution_id institution;
    enum law_regime regime;
};

static err set_regime(struct unit *u, void *data)
{
    const struct binding *b = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_REGIME);
    bind_str(q, "regime", str_view(law_regime_word(b->regime)));
    bind_i64(q, "institution", b->institution.value);
    return query_run(q, NULL);
}

void purchase_testing_bind(struct purchase_scene *s, enum law_regime regime)
{
    struct binding b = {.institution = s->here, .regime = regime};
    purchase_testing_must(purchase_testing_run(s, &s->operator_, set_regime, &b), s->database->db);
}

struct work {
    const struct purchase *purchase;
    int64_t seq;
    enum law_delay_variant variant;
};

static err set_work(struct unit *u, void *data)
{
    const struct work *w = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_CATEGORY_WORK);
    bind_str(q, "variant", str_view(law_delay_variant_word(w->variant)));
    bind_i64(q, "purchase", w->purchase->id.value);
    bind_i64(q, "seq", w->seq);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_PURCHASE_TESTING_WORK);
    bind_i64(q, "purchase", w->purchase->id.value);
    return query_run(q, NULL);
}

void purchase_testing_work(struct purchase_scene *s, struct purchase *p, int64_t seq,
                           enum law_delay_variant variant)
{
    struct work w = {.purchase = p, .seq = seq, .variant = variant};
    purchase_testing_must(purchase_testing_run(s, &s->operator_, set_work, &w), s->database->db);
    purchase_testing_find(s, p);
}

void purchase_testing_find(struct purchase_scene *s, struct purchase *p)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct purchase_side side = {.institution = p->institution};
    purchase_testing_must(purchase_find_id(u.db, side, p->id, p), u.db);
    purchase_testing_read_end(&u);
}

static int64_t ask_no(struct purchase_scene *s, const struct sql *sql, int64_t id)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, sql);
    bind_i64(q, "id", id);
    int64_t no = query_next(q) ? read_i64(q, "no") : 0;
    purchase_testing_must(query_end(q), u.db);
    assert(no != 0);
    purchase_testing_read_end(&u);
    return no;
}

public_no purchase_testing_offer_no(struct purchase_scene *s, size_t i)
{
    return (public_no){ask_no(s, &SQL_PURCHASE_TESTING_OFFER_NO, s->offers[i].value)};
}

int64_t purchase_testing_department_no(struct purchase_scene *s, department_id department)
{
    return ask_no(s, &SQL_PURCHASE_TESTING_DEPARTMENT_NO, department.value);
}

const char *purchase_testing_path(struct purchase_scene *s, const char *head, int64_t no)
{
    struct arena *a = s->database->arena;
    return str_to_c(a, str_format(a, "%s%lld", head, (long long)no));
}

const char *purchase_testing_page(struct purchase_scene *s, const struct purchase *p,
                                  const char *page)
{
    struct arena *a = s->database->arena;
    return str_to_c(a, str_format(a, "/buyer/purchases/%lld/%s", (long long)p->no.value, page));
}

bool purchase_testing_task(struct purchase_scene *s, const struct purchase *p, const char *kind,
                           struct purchase_task *out)
{
    struct unit u;
    purchase_task_list tasks;
    purchase_testing_read(s, &s->officer, &u);
    purchase_testing_must(purchase_list_tasks(u.db, u.arena, p->id, u.today, &tasks), u.db);
    purchase_testing_read_end(&u);
    for (size_t i = 0; i < tasks.count; i++) {
        if (str_equals(tasks.items[i].kind, str_view(kind))) {
            *out = tasks.items[i];
            return true;
        }
    }
    return false;
}

void purchase_testing_web(struct purchase_scene *s, struct web_test *w, const struct route *routes,
                          size_t count)
{
    web_test_open(w, s->database, routes, count);
    w->site.law = s->law;
    w->site.calendar = &s->calendar;
}

const char *purchase_testing_version(struct web_test *web, const char *page)
{
    return web_input(web->database->arena, web_get(web, page), "version");
}
