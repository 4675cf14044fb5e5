// test-timeout: 240
// What an institution does not find it asks firms for, and they answer with what they sell.
#include "market/search/wanted_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_testing.h"
#include "market/search/search_bench_testing.h"
#include "market/search/wanted_job.h"
#include "market/search/wanted_store.h"
#include "market/search/wanted_test.sql.h"
#include "platform/secret/secret.h"

#define PINK "%EB%B6%84%ED%99%8D%20%EB%B3%B5%EC%82%AC%EC%9A%A9%EC%A7%80" // 분홍 복사용지
#define DAY_S INT64_C(86400)

struct bench {
    struct catalog_scene scene;
    struct search_place place;
    struct testing_row asker;
    struct testing_row colleague;
    struct testing_row woman;
    struct testing_row rival;
    struct testing_row cleaner;
    struct actor officer;
    struct actor elsewhere; // buys for another institution
    struct actor owner;     // of the woman's firm
    struct actor other;     // of the rival's
    struct actor stranger;  // sells cleaning alone
};

static struct testing_row firm_of(struct bench *b, supplier_id firm, const char *email,
                                  struct actor *out)
{
    struct testing_db *t = b->scene.database;
    struct testing_row row = {firm.value, {0}};
    struct testing_row person = party_testing_person(t, email, "김가온", NULL, NULL);
    party_testing_role(t, person, NULL, &row, PARTY_OWNER);
    *out = party_testing_actor(t, person, NULL, &row, PARTY_OWNER, web_test_now);
    return person;
}

static void bench_open(struct bench *b, struct testing_db *t)
{
    static struct route routes[24];
    size_t count = 0;
    for (size_t i = 0; i < WANTED_ROUTE_COUNT; i++) {
        routes[count++] = WANTED_ROUTES[i];
    }
    for (size_t i = 0; i < SEARCH_ROUTE_COUNT; i++) {
        routes[count++] = SEARCH_ROUTES[i];
    }
    *b = (struct bench){0};
    search_bench_serve(&b->scene, &b->place, t, routes, count);
    struct testing_row here = {b->scene.here.value, {0}};
    struct testing_row there = {b->scene.there.value, {0}};
    b->asker = party_testing_person(t, "one@x.kr", "박담당", NULL, NULL);
    b->colleague = party_testing_person(t, "two@x.kr", "최담당", NULL, NULL);
    struct testing_row far = party_testing_person(t, "far@x.kr", "정담당", NULL, NULL);
    party_testing_role(t, b->asker, &here, NULL, PARTY_OFFICER);
    party_testing_role(t, b->colleague, &here, NULL, PARTY_OFFICER);
    party_testing_role(t, far, &there, NULL, PARTY_OFFICER);
    b->officer = party_testing_actor(t, b->asker, &here, NULL, PARTY_OFFICER, web_test_now);
    b->elsewhere = party_testing_actor(t, far, &there, NULL, PARTY_OFFICER, web_test_now);
    b->woman = firm_of(b, b->scene.woman, "woman@x.kr", &b->owner);
    b->rival = firm_of(b, b->scene.rival, "rival@x.kr", &b->other);
    struct testing_row firm = party_testing_supplier(t, "깨끗한 집", "9990000016", PARTY_ACTIVE);
    supplier_id cleaner = {firm.id};
    (void)catalog_testing_add(&b->scene, "sclean.clean.building", "계단 청소", cleaner, 90000);
    b->cleaner = firm_of(b, cleaner, "clean@x.kr", &b->stranger);
    (void)web_get(&b->scene.web, "/search"); // the copy is there
    web_as(&b->scene.web, &b->officer);
}

static struct db *db_of(struct bench *b)
{
    return b->scene.database->db;
}

// The newest a person was told of a kind; empty: nothing.
static struct fact told(struct bench *b, struct testing_row person, const char *kind)
{
    struct fact said = {0};
    assert_null(db_begin(db_of(b), DB_READ));
    struct query *q = db_query(db_of(b), &SQL_TEST_WANTED_NOTICE);
    bind_i64(q, "account", person.id);
    bind_str(q, "kind", str_view(kind));
    if (query_next(q)) {
        struct arena *a = b->scene.database->arena;
        said = (struct fact){.name = str_copy(a, read_str(q, "title")),
                             .value = str_copy(a, read_str(q, "text")),
                             .more = str_copy(a, read_str(q, "path"))};
    }
    assert_null(query_end(q));
    db_rollback(db_of(b));
    return said;
}

struct found {
    int64_t id;
    long long no;
    str state;
    int64_t answer_count;
};

static struct found find(struct bench *b, const char *title)
{
    struct found f = {0};
    assert_null(db_begin(db_of(b), DB_READ));
    struct query *q = db_query(db_of(b), &SQL_TEST_WANTED_ROW);
    bind_str(q, "title", str_view(title));
    assert_true(query_next(q));
    f = (struct found){read_i64(q, "id"), (long long)read_i64(q, "no"),
                       str_copy(b->scene.database->arena, read_str(q, "state")),
                       read_i64(q, "answer_count")};
    assert_null(query_end(q));
    db_rollback(db_of(b));
    return f;
}

// Work off what was asked for, at a moment.
static instant now;
static instant clock_of_test(void)
{
    return now;
}

static void work(struct bench *b, instant at)
{
    static const struct job_kind KINDS[] = {
        {"wanted.tell", wanted_job_tell, NULL, NULL},
        {"wanted.day",  wanted_job_day,  NULL, NULL},
    };
    static const struct actor MACHINE = {0};
    struct unit u = {
        .arena = b->scene.database->arena, .db = db_of(b), .actor = &MACHINE, .trace = S("work")};
    now = at;
    for (bool ran = true; ran;) {
        assert_null(job_run_one(&u, clock_of_test, KINDS, COUNT(KINDS), NULL, &ran));
    }
}

static err ask_for_day(struct unit *u, void *data)
{
    (void)data;
    return job_add(u, "wanted.day", 0, S(""), (instant){0});
}

static void pass_day(struct bench *b, int64_t days)
{
    static const struct actor MACHINE = {0};
    struct unit u = {
        .arena = b->scene.database->arena, .db = db_of(b), .actor = &MACHINE, .trace = S("day")};
    now = instant_add_s(web_test_now, days * DAY_S);
    assert_null(unit_run(&u, clock_of_test, ask_for_day, NULL));
    work(b, now);
}

static struct web_answer want(struct bench *b, const char *title, const char *category,
                              const char *needed_by)
{
    return web_post(&b->scene.web, WANTED_BUYER,
                    WEB_FIELDS({"title", title}, {"category", category}, {"needed_by", needed_by},
                               {"quantity", "80"}, {"unit", "상자"}, {"budget", "800,000"},
                               {"need", "80g"}));
}

static struct web_answer at(struct bench *b, const char *head, long long no, const char *tail)
{
    char path[120];
    (void)snprintf(path, sizeof(path), "%s/%lld%s", head, no, tail);
    return web_get(&b->scene.web, path);
}

static struct web_answer answer(struct bench *b, long long no, struct catalog_good g)
{
    char path[80];
    char offer[24];
    (void)snprintf(path, sizeof(path), WANTED_SUPPLIER "/%lld", no);
    (void)snprintf(offer, sizeof(offer), "%lld", (long long)g.offer_no.value);
    return web_post(&b->scene.web, path, WEB_FIELDS({"offer", offer}, {"said", "비슷합니다"}));
}

static void who_buys_asks_and_firms_of_the_kind_are_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct web_test *w = &b.scene.web;
        assert_true(web_shows(web_get(w, "/search?q=" PINK "&quantity=80"),
                              "/buyer/wanted/new?q=" PINK
                              "&amp;category=paper.copy.a4&amp;quantity=80\""));
        struct web_answer a = web_get(w, "/search?q=%EB%B3%BC%ED%8E%9C"); // one pen
        assert_true(web_shows(a, "찾는 물건을 공급기업에 알리기"));
        web_as(w, &b.owner);
        assert_false(web_shows(web_get(w, "/search?q=" PINK), "/buyer/wanted"));
        web_as(w, NULL);
        assert_false(web_shows(web_get(w, "/search?q=" PINK), "/buyer/wanted"));

        web_as(w, &b.officer);
        a = web_get(w, WANTED_BUYER "/new?q=" PINK "&quantity=80&budget=800000");
        assert_true(web_shows(a, "value=\"분홍 복사용지\""));
        assert_true(web_shows(a, "value=\"paper.copy.a4\" selected")); // by the title
        assert_true(web_shows(a, "name=\"quantity\" value=\"80\""));
        assert_true(web_shows(a, "name=\"budget\" value=\"800000\""));
        a = want(&b, "분홍 복사용지", "paper.copy.a4", "2026-12-24");
        assert_int_equal(a.status, 303);
        struct found f = find(&b, "분홍 복사용지");
        assert_true(str_equals(f.state, S("open")));
        work(&b, web_test_now);
        struct fact said = told(&b, b.woman, "wanted.asked");
        assert_true(str_equals(said.name, S("찾는 물건: 분홍 복사용지")));
        assert_true(str_contains(said.value, S("대구광역시 중구에서 찾습니다")));
        assert_true(str_starts(said.more, S("/supplier/wanted/")));
        assert_int_equal(told(&b, b.rival, "wanted.asked").name.n, said.name.n);
        assert_int_equal(told(&b, b.cleaner, "wanted.asked").name.n, 0);
        assert_int_equal(party_testing_count_notices(&t, b.woman, "wanted.asked"), 1);

        // It is unmet demand as well.
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_WANTED_MISSED);
        bind_str(q, "query", S("분홍 복사용지"));
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "count"), 3); // looked for twice without a filter, asked once
        assert_null(query_end(q));
        db_rollback(t.db);
        assert_int_equal(party_testing_count_audit(&t, "wanted.add"), 1);

        // The institution's own, and nobody else's.
        a = web_get(w, WANTED_BUYER);
        assert_true(web_shows(a, "분홍 복사용지"));
        assert_true(web_shows(a, "답 기다림"));
        a = at(&b, WANTED_BUYER, f.no, "");
        assert_true(web_shows(a, "80상자"));
        assert_true(web_shows(a, "800,000원"));
        web_as(w, &b.elsewhere);
        assert_int_equal(at(&b, WANTED_BUYER, f.no, "").status, 404);
        assert_true(web_shows(web_get(w, WANTED_BUYER), "알린 찾는 물건이 없습니다"));

        // Firms see it: of the kind at once, others among all.
        web_as(w, &b.owner);
        assert_true(web_shows(web_get(w, WANTED_SUPPLIER), "분홍 복사용지"));
        web_as(w, &b.stranger);
        assert_false(web_shows(web_get(w, WANTED_SUPPLIER), "분홍 복사용지"));
        assert_true(web_shows(web_get(w, WANTED_SUPPLIER "?of=all"), "분홍 복사용지"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_firm_answers_with_what_it_sells(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct web_test *w = &b.scene.web;
        assert_int_equal(want(&b, "분홍 복사용지", "paper.copy.a4", "2026-12-24").status, 303);
        long long no = find(&b, "분홍 복사용지").no;
        web_as(w, &b.owner);
        struct web_answer a = at(&b, WANTED_SUPPLIER, no, "");
        assert_true(web_shows(a, "/supplier/products/new?category=paper.copy.a4&amp;title=" PINK));
        assert_true(web_shows(a, "재생 복사용지 A4 80g 2,500매 (21,500원 / 상자)"));
        assert_false(web_shows(a, "박담당")); // the person's name is nobody's
        const char *page = str_format(t.arena, WANTED_SUPPLIER "/%lld", no).p;
        a = web_post(w, page, WEB_FIELDS({"offer", ""}, {"said", "비슷합니다"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "우리 상품: 보기 가운데 하나를 골라 주세요"));
        assert_int_equal(answer(&b, no, b.scene.rival_paper).status, 422); // another firm's
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "paused");
        a = answer(&b, no, b.scene.pens);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "판매 중인 우리 회사 상품"));
        assert_int_equal(answer(&b, no, b.scene.paper).status, 303);
        a = answer(&b, no, b.scene.paper);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 알린 상품입니다"));

        struct fact said = told(&b, b.asker, "wanted.answered");
        assert_true(str_equals(said.name, S("찾는 물건 ‘분홍 복사용지’에 답이 왔습니다")));
        assert_true(str_equals(said.value,
                               S("㈜늘푸른나눔: 재생 복사용지 A4 80g 2,500매, 21,500원 / 상자")));
        char path[40];
        (void)snprintf(path, sizeof(path), "/products/%lld",
                       (long long)b.scene.paper.product_no.value);
        assert_true(str_equals(said.more, str_view(path)));
        assert_int_equal(told(&b, b.colleague, "wanted.answered").name.n, 0);
        assert_true(str_equals(find(&b, "분홍 복사용지").state, S("answered")));

        web_as(w, &b.officer);
        a = at(&b, WANTED_BUYER, no, "");
        assert_true(web_shows(a, "비슷합니다"));
        assert_true(web_shows(a, "답 받음"));
        assert_true(web_shows(a, "㈜늘푸른나눔"));

        // So many of a firm and no more.
        web_as(w, &b.owner);
        for (int i = 1; i <= LIMIT_WANTED_OF_FIRM; i++) {
            struct catalog_good g =
                catalog_testing_add(&b.scene, "paper.copy.a4", "다른 종이", b.scene.woman, 20000);
            assert_int_equal(answer(&b, no, g).status, i < LIMIT_WANTED_OF_FIRM ? 303 : 422);
        }
        assert_int_equal(find(&b, "분홍 복사용지").answer_count, LIMIT_WANTED_OF_FIRM);
        // Who asked is there no more: whoever buys there is told.
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_TEST_WANTED_LEFT);
        bind_i64(q, "account", b.asker.id);
        assert_null(query_run(q, NULL));
        assert_null(db_commit(t.db));
        web_as(w, &b.other);
        assert_int_equal(answer(&b, no, b.scene.rival_paper).status, 303);
        assert_true(told(&b, b.colleague, "wanted.answered").name.n > 0);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void cost(struct bench *b, const struct catalog_good *g, int64_t price, instant since)
{
    assert_null(db_begin(db_of(b), DB_WRITE));
    struct query *q = db_query(db_of(b), &SQL_TEST_WANTED_PRICED);
    bind_i64(q, "offer", g->offer.value);
    bind_i64(q, "price", price);
    bind_instant(q, "at", since);
    assert_null(query_run(q, NULL));
    q = db_query(db_of(b), &SQL_TEST_WANTED_PRICE_IS);
    bind_i64(q, "offer", g->offer.value);
    bind_i64(q, "price", price);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(db_of(b)));
}

static void an_answer_stands_at_the_price_of_its_moment(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct web_test *w = &b.scene.web;
        assert_int_equal(want(&b, "분홍 복사용지", "paper.copy.a4", "2026-12-24").status, 303);
        long long no = find(&b, "분홍 복사용지").no;
        cost(&b, &b.scene.paper, 22000, instant_add_s(web_test_now, -1));
        web_as(w, &b.owner);
        assert_int_equal(answer(&b, no, b.scene.paper).status, 303);
        web_as(w, &b.officer);
        struct web_answer a = at(&b, WANTED_BUYER, no, "");
        assert_true(web_shows(a, "22,000 / 상자<"));
        assert_false(web_shows(a, "지금은"));
        cost(&b, &b.scene.paper, 23500, instant_add_s(web_test_now, 1));
        a = at(&b, WANTED_BUYER, no, "");
        assert_true(web_shows(a, "22,000 / 상자<small>지금은 23,500원 / 상자</small>"));
        web_as(w, &b.owner);
        assert_true(web_shows(at(&b, WANTED_SUPPLIER, no, ""), "지금은 23,500원 / 상자"));
        catalog_testing_change(&b.scene, b.scene.paper.offer, 24000, "paused");
        web_as(w, &b.officer);
        a = at(&b, WANTED_BUYER, no, "");
        assert_true(web_shows(a, "22,000 / 상자<"));
        assert_true(web_shows(a, "지금은 팔지 않습니다."));
        assert_false(web_shows(a, "24,000"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void a_sentence_tells_how_many_and_for_how_much(void **state)
{
    (void)state;
    static const struct {
        const char *asked;
        const char *title;
        const char *quantity;
        const char *budget;
    } SAID[] = {
        {"창립행사+한우+도시락+80개+800만원", "창립행사 한우 도시락", "80", "8000000"},
        {"분홍+복사용지+20상자&quantity=30",      "분홍 복사용지",           "30", ""       },
        {"도시락+80개+개당+1만원",                "도시락",                     "80", "800000" },
        {"도시락+개당+1만원",                      "도시락 개당 1만원",      "",   ""       },
        {"복사용지+A4+80g",                           "복사용지 A4 80g",           "",   ""       },
        {"800만원",                                     "800만원",                     "",   ""       },
    };
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(SAID); i++) {
            str asked = str_format(t.arena, WANTED_BUYER "/new?q=%s", SAID[i].asked);
            struct web_answer a = web_get(&b.scene.web, str_to_c(t.arena, asked));
            assert_int_equal(a.status, 200);
            static const char *const NAMES[] = {"title", "quantity", "budget"};
            const char *const values[] = {SAID[i].title, SAID[i].quantity, SAID[i].budget};
            for (size_t k = 0; k < COUNT(NAMES); k++) {
                str field = str_format(t.arena, "name=\"%s\" value=\"%s\"", NAMES[k], values[k]);
                if (!web_shows(a, str_to_c(t.arena, field))) {
                    fail_msg("%s: no %.*s", SAID[i].asked, STR_ARG(field));
                }
            }
        }
        // From the search's page, which read it too and did not find all of it.
        struct web_answer a = web_get(&b.scene.web, "/search?q=창립행사+복사용지+80상자+800만원");
        assert_true(web_shows(a, "&amp;quantity=80&amp;budget=8000000"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void what_is_asked_has_its_bounds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        assert_int_equal(want(&b, "종이", "paper.copy.a4", "2026-11-24").status, 422); // today
        assert_int_equal(want(&b, "종이", "paper.copy.a4", "2027-11-25").status, 422); // 366 days
        assert_int_equal(want(&b, "종이", "paper.copy", "2026-12-24").status, 422);    // no leaf
        assert_int_equal(want(&b, "", "paper.copy.a4", "2026-12-24").status, 422);
        assert_int_equal(want(&b, "종이 하나", "paper.copy.a4", "2026-11-25").status, 303);
        assert_int_equal(want(&b, "종이 둘", "", "2027-11-24").status, 303); // 365, no kind
        work(&b, web_test_now);
        assert_int_equal(party_testing_count_notices(&t, b.woman, "wanted.asked"), 1);
        for (int i = 2; i < LIMIT_WANTED_DAY; i++) {
            assert_int_equal(want(&b, "종이", "paper.copy.a4", "2026-12-24").status, 303);
        }
        struct web_answer a = want(&b, "종이", "paper.copy.a4", "2026-12-24");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "하루에 10건까지"));
        web_as(&b.scene.web, &b.elsewhere); // each institution has so many
        assert_int_equal(want(&b, "종이", "paper.copy.a4", "2026-12-24").status, 303);
        search_bench_serve_end(&b.scene, &b.place);
    }
}

static void it_ends_when_nobody_wants_it_or_its_day_comes(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        struct web_test *w = &b.scene.web;
        assert_int_equal(want(&b, "거둘 종이", "paper.copy.a4", "2026-12-24").status, 303);
        assert_int_equal(want(&b, "답 없는 종이", "paper.copy.a4", "2026-11-26").status, 303);
        assert_int_equal(want(&b, "답 있는 종이", "paper.copy.a4", "2026-11-26").status, 303);
        assert_int_equal(want(&b, "나중 종이", "paper.copy.a4", "2026-11-27").status, 303);
        work(&b, web_test_now);
        struct found closed = find(&b, "거둘 종이");
        struct found answered = find(&b, "답 있는 종이");
        web_as(w, &b.owner);
        assert_int_equal(answer(&b, closed.no, b.scene.paper).status, 303);
        assert_int_equal(answer(&b, answered.no, b.scene.paper).status, 303);

        char path[80];
        (void)snprintf(path, sizeof(path), WANTED_BUYER "/%lld/close", closed.no);
        web_as(w, &b.elsewhere);
        assert_int_equal(web_post(w, path, WEB_NO_FIELDS).status, 404);
        web_as(w, &b.officer);
        assert_int_equal(web_post(w, path, WEB_NO_FIELDS).status, 303);
        assert_int_equal(web_post(w, path, WEB_NO_FIELDS).status, 422);
        web_as(w, &b.owner); // answered: it sees that this is over
        struct web_answer a = at(&b, WANTED_SUPPLIER, closed.no, "");
        assert_true(web_shows(a, "끝냄"));
        assert_false(web_shows(a, "이 상품 알리기"));
        assert_int_equal(answer(&b, closed.no, b.scene.pens).status, 422);
        web_as(w, &b.other);
        assert_int_equal(at(&b, WANTED_SUPPLIER, closed.no, "").status, 404);
        assert_false(web_shows(web_get(w, WANTED_SUPPLIER), "거둘 종이"));

        pass_day(&b, 1); // the day before
        assert_true(str_equals(find(&b, "답 없는 종이").state, S("open")));
        instant then = web_test_now; // on its day nobody may answer, even before the job
        web_test_now = instant_add_s(then, 2 * DAY_S);
        assert_int_equal(answer(&b, answered.no, b.scene.rival_paper).status, 422);
        assert_false(web_shows(web_get(w, WANTED_SUPPLIER), "답 없는 종이"));
        web_test_now = then;
        pass_day(&b, 2);
        assert_true(str_equals(find(&b, "답 없는 종이").state, S("expired")));
        assert_true(str_equals(find(&b, "답 있는 종이").state, S("closed")));
        assert_true(str_equals(find(&b, "나중 종이").state, S("open")));
        pass_day(&b, 2); // once more
        assert_int_equal(party_testing_count_notices(&t, b.asker, "wanted.expired"), 1);
        web_as(w, &b.officer);
        assert_true(
            web_shows(at(&b, WANTED_BUYER, find(&b, "답 없는 종이").no, ""), "온 답이 없었습니다"));
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// A title a row on one page or the other, none twice and none left out.
static void the_lists_go_on_where_they_ended(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        enum { MANY = LIMIT_DESK_ROWS + 2 };
        assert_null(db_begin(t.db, DB_WRITE));
        for (int i = 0; i < MANY; i++) {
            int64_t id = 0;
            struct wanted x = {.no = secret_public_no(),
                               .institution = b.scene.here,
                               .account = {b.asker.id},
                               .title = str_format(t.arena, "종이 %03d호", i),
                               .needed_by = date_from_ymd(2026, 12, 24),
                               .category = S("paper.copy.a4")};
            assert_null(wanted_store_add(t.db, &x, false,
                                         instant_add_s(web_test_now, (i - MANY) * DAY_S), &id));
        }
        assert_null(db_commit(t.db));
        static const char *const HEADS[] = {WANTED_BUYER, WANTED_SUPPLIER};
        for (int h = 0; h < 2; h++) {
            web_as(&b.scene.web, h == 0 ? &b.officer : &b.owner);
            struct web_answer first = web_get(&b.scene.web, HEADS[h]);
            assert_true(web_shows(first, "종이 051호"));
            assert_true(web_shows(first, "종이 002호"));
            assert_false(web_shows(first, "종이 001호"));
            const char *next = strstr(str_to_c(t.arena, first.body), "?before=");
            assert_non_null(next);
            char path[80];
            (void)snprintf(path, sizeof(path), "%s%.*s", HEADS[h], 8 + 13, next);
            struct web_answer second = web_get(&b.scene.web, path);
            assert_false(web_shows(second, "종이 002호"));
            assert_true(web_shows(second, "종이 001호"));
            assert_true(web_shows(second, "종이 000호"));
        }
        search_bench_serve_end(&b.scene, &b.place);
    }
}

// More firms than one step tells: each once.
static void many_firms_are_told_step_by_step(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct bench b;
        bench_open(&b, &t);
        enum { MANY = LIMIT_WANTED_BATCH + 3 };
        struct testing_row people[MANY];
        for (int i = 0; i < MANY; i++) {
            char no[16];
            char email[40];
            struct actor who;
            (void)snprintf(no, sizeof(no), "88%08d", i);
            (void)snprintf(email, sizeof(email), "firm%d@x.kr", i);
            supplier_id firm = {party_testing_supplier(&t, email, no, PARTY_ACTIVE).id};
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "종이", firm, 20000);
            people[i] = firm_of(&b, firm, email, &who);
        }
        web_as(&b.scene.web, &b.officer);
        assert_int_equal(want(&b, "분홍 복사용지", "paper.copy.a4", "2026-12-24").status, 303);
        work(&b, web_test_now);
        for (int i = 0; i < MANY; i++) {
            assert_int_equal(party_testing_count_notices(&t, people[i], "wanted.asked"), 1);
        }
        search_bench_serve_end(&b.scene, &b.place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_buys_asks_and_firms_of_the_kind_are_told),
        cmocka_unit_test(a_firm_answers_with_what_it_sells),
        cmocka_unit_test(an_answer_stands_at_the_price_of_its_moment),
        cmocka_unit_test(a_sentence_tells_how_many_and_for_how_much),
        cmocka_unit_test(what_is_asked_has_its_bounds),
        cmocka_unit_test(it_ends_when_nobody_wants_it_or_its_day_comes),
        cmocka_unit_test(the_lists_go_on_where_they_ended),
        cmocka_unit_test(many_firms_are_told_step_by_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
