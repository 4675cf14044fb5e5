#include "market/catalog/catalog_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "market/catalog/catalog_import_action.h"
#include "market/catalog/catalog_testing.sql.h"
#include "market/catalog/template_store.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/secret/secret.h"

static const struct actor MACHINE = {0};

static const char REGIONS[] = "code,level,name,full_name,parent_code,in_daegu\n"
                              "2700000000,sido,대구광역시,대구광역시,,1\n"
                              "2711000000,sigungu,중구,대구광역시 중구,2700000000,1\n"
                              "2720000000,sigungu,남구,대구광역시 남구,2700000000,1\n";

static const char CATEGORIES[] =
    "code,parent_code,name_ko,object,unspsc8,detail10,vat,unit_default,green_related,"
    "direct_production_required,level,detail_name_ko\n"
    "office,,사무용품,goods,,,,,,,1,\n"
    "office.write,office,필기·데스크 용품,goods,,,,,,,2,\n"
    "office.write.pen,office.write,볼펜·필기구,goods,,,taxable,다스,0,unknown,3,\n"
    "paper,,용지·토너,goods,,,,,,,1,\n"
    "paper.copy,paper,복사·인쇄용지,goods,,,,,,,2,\n"
    "paper.copy.a4,paper.copy,복사용지,goods,14111507,1411150701,taxable,상자,1,0,3,복사용지\n"
    "sclean,,청소·방역 서비스,service,,,,,,,1,\n"
    "sclean.clean,sclean,청소 용역,service,,,,,,,2,\n"
    "sclean.clean.building,sclean.clean,건물청소 용역,service,,,taxable,월,0,unknown,3,\n";

static const char ATTRIBUTES[] =
    "category_code,attr_key,name_ko,type,unit,enum_values,required,comparable\n"
    "paper.copy.a4,size,규격,enum,,A4|A3,1,1\n"
    "paper.copy.a4,sheets,1상자 매수,number,매,,1,1\n"
    "paper.copy.a4,color,색상,text,,,0,0\n";

static const char SERVICES[] =
    "service_code,service_name_ko,category_code,row_type,seq,key,label_ko,answer_type,unit,options,"
    "required\n"
    "cleaning,청소,sclean.clean.building,question,1,area,청소 면적,number,m²,,1\n"
    "cleaning,청소,sclean.clean.building,question,2,freq,청소 횟수,enum,,매일|주 3회,1\n"
    "cleaning,청소,sclean.clean.building,question,3,days,청소하는 요일,multi,,월|수|금,0\n"
    "cleaning,청소,sclean.clean.building,question,4,term,계약 기간,daterange,,,1\n"
    "cleaning,청소,sclean.clean.building,question,5,spaces,공간별 면적,table,m²,,0\n"
    "cleaning,청소,sclean.clean.building,price_line,6,labor,인건비,number,명·월,,1\n"
    "cleaning,청소,sclean.clean.building,price_line,7,supplies,소모품비,number,월,,1\n"
    "cleaning,청소,sclean.clean.building,price_line,8,profit,이윤,number,%,,1\n";

static const char SYNONYMS[] = "term,canonical,relation\n"
                               "복사지,복사용지,synonym\n";

static void must(struct catalog_scene *s, err e)
{
    if (e != NULL) {
        (void)fprintf(stderr, "%s: %s\n", e->code, db_error(s->database->db).p);
        exit(1);
    }
}

static public_no next_no(void)
{
    return secret_public_no();
}

static int64_t run_id(struct catalog_scene *s, struct query *q)
{
    int64_t id = 0;
    must(s, query_run_id(q, &id));
    return id;
}

static void begin(struct catalog_scene *s)
{
    must(s, db_begin(s->database->db, DB_WRITE));
}

static void commit(struct catalog_scene *s)
{
    must(s, db_commit(s->database->db));
}

static err load_set_up(struct unit *u, void *data)
{
    str *sentence = data;
    TRY(catalog_import_regions(u, S("regions"), str_view(REGIONS), sentence));
    TRY(catalog_import_categories(u, S("categories"), str_view(CATEGORIES), sentence));
    TRY(catalog_import_attributes(u, S("attributes"), str_view(ATTRIBUTES), sentence));
    TRY(catalog_import_services(u, S("services"), str_view(SERVICES), sentence));
    return catalog_import_synonyms(u, S("synonyms"), str_view(SYNONYMS), sentence);
}

static int64_t add_institution(struct catalog_scene *s, const char *name, const char *regime)
{
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_INSTITUTION);
    bind_i64(q, "no", next_no().value);
    bind_str(q, "name", str_view(name));
    bind_str(q, "regime", str_view(regime));
    return run_id(s, q);
}

struct firm {
    const char *name;
    const char *business_no;
    const char *item;
    const char *district;
    const char *state;
};

static int64_t add_firm(struct catalog_scene *s, const struct firm *f, public_no *out_no)
{
    *out_no = next_no();
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_SUPPLIER);
    bind_i64(q, "no", out_no->value);
    bind_str(q, "name", str_view(f->name));
    bind_str(q, "business_no", str_view(f->business_no));
    bind_str(q, "item", str_view(f->item));
    bind_str(q, "district", str_view(f->district));
    bind_str(q, "state", str_view(f->state));
    return run_id(s, q);
}

static void certify(struct catalog_scene *s, supplier_id supplier, enum certificate_kind kind,
                    date until, enum certificate_state state)
{
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_CERTIFICATE);
    bind_i64(q, "no", next_no().value);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "kind", str_view(certificate_kind_word(kind)));
    bind_date(q, "until", until);
    bind_str(q, "state", str_view(certificate_state_word(state)));
    must(s, query_run(q, NULL));
}

struct good {
    const char *category;
    const char *title;
    supplier_id supplier;
    int64_t price_won;
    const char *unit;
    int64_t quantity_min;
    int64_t lead_days;
    bool own;
    const char *state;
};

static void add_offer(struct catalog_scene *s, const struct good *g, struct catalog_good *made)
{
    made->offer_no = next_no();
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_OFFER);
    bind_i64(q, "no", made->offer_no.value);
    bind_i64(q, "product", made->product.value);
    bind_i64(q, "supplier", g->supplier.value);
    bind_i64(q, "price", g->price_won);
    bind_str(q, "vat", S("taxable"));
    bind_str(q, "unit", str_view(g->unit));
    bind_i64(q, "quantity_min", g->quantity_min);
    bind_i64(q, "lead_days", g->lead_days);
    bind_bool(q, "own", g->own);
    bind_str(q, "state", str_view(g->state));
    made->offer.value = run_id(s, q);
    q = db_query(s->database->db, &SQL_CATALOG_TESTING_REVISION);
    bind_i64(q, "offer", made->offer.value);
    must(s, query_run(q, NULL));
    q = db_query(s->database->db, &SQL_CATALOG_TESTING_CHANGE);
    bind_i64(q, "offer", made->offer.value);
    must(s, query_run(q, NULL));
}

static struct catalog_good add_good(struct catalog_scene *s, const struct good *g)
{
    struct catalog_good made = {.product_no = next_no()};
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_PRODUCT);
    bind_i64(q, "no", made.product_no.value);
    bind_str(q, "category", str_view(g->category));
    bind_str(q, "title", str_view(g->title));
    made.product.value = run_id(s, q);
    add_offer(s, g, &made);
    return made;
}

static void add_value(struct catalog_scene *s, product_id product, const char *key,
                      const char *value)
{
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_VALUE);
    bind_i64(q, "product", product.value);
    bind_str(q, "key", str_view(key));
    bind_str(q, "value", str_view(value));
    must(s, query_run(q, NULL));
}

static void add_firms(struct catalog_scene *s)
{
    static const struct firm WOMAN = {"㈜늘푸른나눔", "1208147521", "복사용지·토너", "2711000000",
                                      "active"};
    static const struct firm RIVAL = {"한결상사", "1208147536", "사무용품·청소", "2720000000",
                                      "active"};
    static const struct firm SUSPENDED = {"멈춘상사", "1208147541", "복사용지", "2720000000",
                                          "suspended"};
    date yesterday = date_from_ymd(2026, 11, 23);
    s->woman.value = add_firm(s, &WOMAN, &s->woman_no);
    s->rival.value = add_firm(s, &RIVAL, &s->rival_no);
    s->suspended.value = add_firm(s, &SUSPENDED, &s->suspended_no);
    date never = date_from_ymd(2028, 12, 31);
    certify(s, s->woman, CERTIFICATE_SMALL_MICRO, never, CERTIFICATE_VERIFIED);
    certify(s, s->woman, CERTIFICATE_WOMEN, date_from_ymd(2026, 12, 31), CERTIFICATE_VERIFIED);
    certify(s, s->rival, CERTIFICATE_SMALL_MICRO, never, CERTIFICATE_VERIFIED);
    certify(s, s->rival, CERTIFICATE_WOMEN, yesterday, CERTIFICATE_VERIFIED);
    certify(s, s->rival, CERTIFICATE_DISABLED, never, CERTIFICATE_UNCHECKED);
}

static void buy(struct catalog_scene *s, product_id product)
{
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_BUYER);
    bind_i64(q, "product", product.value);
    bind_i64(q, "institution", s->here.value);
    bind_i64(q, "contracts", 3);
    must(s, query_run(q, NULL));
}

static void add_goods(struct catalog_scene *s)
{
    struct good paper = {
        "paper.copy.a4", "재생 복사용지 A4 80g 2,500매", s->woman, 21500, "상자", 10, 3, false,
        "active"};
    s->paper = add_good(s, &paper);
    add_value(s, s->paper.product, "size", "A4");
    add_value(s, s->paper.product, "sheets", "2500");
    add_value(s, s->paper.product, "color", "백색");
    struct good rival = paper;
    rival.supplier = s->rival;
    rival.price_won = 20900;
    rival.quantity_min = 1;
    rival.lead_days = 5;
    s->rival_paper = s->paper;
    add_offer(s, &rival, &s->rival_paper);
    struct good pens = {"office.write.pen",
                        "유성볼펜 0.7mm 흑 12자루",
                        s->woman,
                        12000,
                        "다스",
                        1,
                        2,
                        true,
                        "active"};
    s->pens = add_good(s, &pens);
    struct good cleaning = {
        "sclean.clean.building", "청사 위생 청소", s->rival, 30000000, "월", 1, 14, true, "active"};
    s->cleaning = add_good(s, &cleaning);
    add_value(s, s->cleaning.product, "price_labor", "1234567");
    add_value(s, s->cleaning.product, "price_supplies", "0");
    struct good gone = paper;
    gone.title = "단종 복사용지";
    s->gone = add_good(s, &gone);
    must(s, catalog_testing_price(s->database->db, s->gone.offer, gone.price_won, "ended"));
    buy(s, s->paper.product);
}

static struct actor actor_of(account_id account, institution_id institution, supplier_id supplier,
                             uint64_t rights, str name)
{
    return (struct actor){.account = account,
                          .institution = institution,
                          .supplier = supplier,
                          .rights = rights | RIGHT_SIGNED_IN,
                          .name = name};
}

void catalog_testing_open(struct catalog_scene *s, struct testing_db *t, const struct route *routes,
                          size_t count)
{
    secret_init();
    *s = (struct catalog_scene){.database = t};
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("scene")};
    str sentence = S("");
    must(s, unit_run(&u, unit_clock_system, load_set_up, &sentence));
    begin(s);
    s->here.value = add_institution(s, "대구광역시 중구", "LOCAL");
    s->there.value = add_institution(s, "대구지방환경청", "STATE");
    add_firms(s);
    add_goods(s);
    commit(s);
    supplier_id no_firm = {0};
    institution_id no_institution = {0};
    uint64_t buyer = RIGHT_BUYER | RIGHT_REQUEST;
    s->officer = actor_of((account_id){1}, s->here, no_firm, buyer, S("박담당"));
    s->officer_there = actor_of((account_id){2}, s->there, no_firm, buyer, S("최담당"));
    s->inspector =
        actor_of((account_id){3}, s->here, no_firm, RIGHT_BUYER | RIGHT_INSPECT, S("정검수"));
    s->owner = actor_of((account_id){4}, no_institution, s->woman, RIGHT_SUPPLIER | RIGHT_OWNER,
                        S("김가온"));
    web_test_open(&s->web, t, routes, count);
    s->web.site.law = testing_law();
}

void catalog_testing_seat_owner(struct catalog_scene *s)
{
    struct testing_row owner =
        party_testing_person(s->database, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row firm = {s->woman.value, s->woman_no};
    party_testing_role(s->database, owner, NULL, &firm, PARTY_OWNER);
    s->owner.account.value = owner.id;
}

void catalog_testing_close(struct catalog_scene *s)
{
    web_test_close(&s->web);
}

struct catalog_good catalog_testing_add(struct catalog_scene *s, const char *category,
                                        const char *title, supplier_id supplier, int64_t price_won)
{
    struct good g = {category, title, supplier, price_won, "개", 1, 3, false, "active"};
    begin(s);
    struct catalog_good made = add_good(s, &g);
    commit(s);
    return made;
}

public_no catalog_testing_add_supplier(struct catalog_scene *s, const char *name, const char *state)
{
    static unsigned count; // business numbers differ; nobody checks their last digit here
    char business_no[11];
    (void)snprintf(business_no, sizeof(business_no), "9%09u", ++count % 1000000000U);
    struct firm f = {name, business_no, "잡화", "2711000000", state};
    public_no no = {0};
    begin(s);
    (void)add_firm(s, &f, &no);
    commit(s);
    return no;
}

void catalog_testing_rename(struct catalog_scene *s, const char *code, const char *name)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_RENAME);
    bind_str(q, "code", str_view(code));
    bind_str(q, "name", str_view(name));
    must(s, query_run(q, NULL));
    must(s, query_run(db_query(s->database->db, &SQL_CATALOG_TESTING_WORDS), NULL));
    commit(s);
}

void catalog_testing_synonym(struct catalog_scene *s, const char *term, const char *canonical)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_SYNONYM);
    bind_str(q, "term", str_view(term));
    bind_str(q, "canonical", str_view(canonical));
    must(s, query_run(q, NULL));
    must(s, query_run(db_query(s->database->db, &SQL_CATALOG_TESTING_WORDS), NULL));
    commit(s);
}

void catalog_testing_things(struct catalog_scene *s, const char *code, const char *things)
{
    begin(s);
    must(s, template_store_set_things(s->database->db, str_view(code), str_view(things)));
    must(s, query_run(db_query(s->database->db, &SQL_CATALOG_TESTING_WORDS), NULL));
    commit(s);
}

void catalog_testing_certify(struct catalog_scene *s, supplier_id supplier,
                             enum certificate_kind kind, date until, enum certificate_state state)
{
    begin(s);
    certify(s, supplier, kind, until, state);
    commit(s);
}

void catalog_testing_certify_product(struct catalog_scene *s, supplier_id supplier,
                                     enum certificate_kind kind, product_id product,
                                     const char *detail_no, date until)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_PRODUCT_CERTIFICATE);
    bind_i64(q, "no", next_no().value);
    bind_i64(q, "supplier", supplier.value);
    bind_str(q, "kind", str_view(certificate_kind_word(kind)));
    bind_id(q, "product", product.value);
    bind_str(q, "detail_no", str_view(detail_no));
    bind_date(q, "until", until);
    must(s, query_run(q, NULL));
    commit(s);
}

void catalog_testing_merge(struct catalog_scene *s, product_id product, product_id into)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_MERGE);
    bind_i64(q, "product", product.value);
    bind_i64(q, "into", into.value);
    must(s, query_run(q, NULL));
    commit(s);
}

void catalog_testing_make(struct catalog_scene *s, product_id product, const char *maker)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_MAKE);
    bind_str(q, "maker", str_view(maker));
    bind_i64(q, "product", product.value);
    must(s, query_run(q, NULL));
    commit(s);
}

void catalog_testing_approve(struct catalog_scene *s, product_id product)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_APPROVE);
    bind_i64(q, "product", product.value);
    must(s, query_run(q, NULL));
    commit(s);
}

void catalog_testing_sanction(struct catalog_scene *s, supplier_id supplier, date until)
{
    begin(s);
    struct query *q = db_query(s->database->db, &SQL_CATALOG_TESTING_SANCTION);
    bind_i64(q, "supplier", supplier.value);
    bind_date(q, "until", until);
    must(s, query_run(q, NULL));
    commit(s);
}

err catalog_testing_price(struct db *db, offer_id offer, int64_t price_won, const char *state)
{
    struct query *q = db_query(db, &SQL_CATALOG_TESTING_SET_OFFER);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "price", price_won);
    bind_str(q, "state", str_view(state));
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_CATALOG_TESTING_CHANGE);
    bind_i64(q, "offer", offer.value);
    return query_run(q, NULL);
}

void catalog_testing_change(struct catalog_scene *s, offer_id offer, int64_t price_won,
                            const char *state)
{
    begin(s);
    must(s, catalog_testing_price(s->database->db, offer, price_won, state));
    commit(s);
}

void catalog_testing_buy(struct catalog_scene *s, product_id product)
{
    begin(s);
    buy(s, product);
    commit(s);
}
