// test-timeout: 120
// Two products become one, the old address leads to the new, and all of it can be taken back.
#include "market/catalog/merge_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/merge_action.h"
#include "market/catalog/merge_job.h"
#include "market/catalog/merge_web_test.sql.h"
#include "market/catalog/product_picture_job.h"
#include "market/catalog/product_picture_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

#define SAME_TITLE "A4 재생 복사용지 80g 2,500매"

struct desk {
    struct catalog_scene s;
    struct testing_row owner;
    struct actor keeper;
    struct catalog_good twin; // of the scene's paper, the rival's
    struct catalog_good own;  // the same, the woman's own
    char pair[120];           // address of paper and twin side by side
};

static void run_sql(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, sql), NULL));
    assert_null(db_commit(t->db));
}

static void open_desk(struct desk *d, struct testing_db *t)
{
    static struct route routes[32];
    size_t count = 0;
    assert_true(MERGE_ROUTE_COUNT + CATALOG_ROUTE_COUNT + PRODUCT_PICTURE_ROUTE_COUNT <=
                COUNT(routes));
    for (size_t i = 0; i < MERGE_ROUTE_COUNT; i++) {
        routes[count++] = MERGE_ROUTES[i];
    }
    for (size_t i = 0; i < CATALOG_ROUTE_COUNT; i++) {
        routes[count++] = CATALOG_ROUTES[i];
    }
    for (size_t i = 0; i < PRODUCT_PICTURE_ROUTE_COUNT; i++) {
        routes[count++] = PRODUCT_PICTURE_ROUTES[i];
    }
    catalog_testing_open(&d->s, t, routes, count);
    d->owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row keeper = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    struct testing_row firm = {d->s.woman.value, d->s.woman_no};
    party_testing_role(t, d->owner, NULL, &firm, PARTY_OWNER);
    d->keeper = (struct actor){
        .account = {keeper.id}, .name = S("최운영"), .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    d->own = catalog_testing_add(&d->s, "paper.copy.a4", SAME_TITLE, d->s.woman, 19000);
    d->twin = catalog_testing_add(&d->s, "paper.copy.a4", SAME_TITLE " 묶음", d->s.rival, 18000);
    run_sql(t, &SQL_TEST_MERGE_MAKER);
    web_as(&d->s.web, &d->keeper);
    (void)snprintf(d->pair, sizeof(d->pair), MERGE_HINT_PATH "/pair?a=%lld&b=%lld",
                   (long long)d->s.paper.product_no.value, (long long)d->own.product_no.value);
}

static struct web_answer merge(struct desk *d, public_no a, public_no b, public_no kept,
                               const char *reason)
{
    char one[24];
    char other[24];
    char keep[24];
    (void)snprintf(one, sizeof(one), "%lld", (long long)a.value);
    (void)snprintf(other, sizeof(other), "%lld", (long long)b.value);
    (void)snprintf(keep, sizeof(keep), "%lld", (long long)kept.value);
    return web_post(&d->s.web, MERGE_HINT_PATH "/pair",
                    WEB_FIELDS({"a", one}, {"b", other}, {"keep", kept.value == 0 ? "both" : keep},
                               {"reason", reason}));
}

struct offer_now {
    int64_t product;
    char state[16];
    int64_t revision;
    int64_t reviewed;
    int64_t kept;
    int64_t told;
};

static struct offer_now offer_now(struct desk *d, offer_id offer)
{
    struct offer_now now = {0};
    assert_null(db_begin(d->s.database->db, DB_READ));
    struct query *q = db_query(d->s.database->db, &SQL_TEST_MERGE_OFFER);
    bind_i64(q, "offer", offer.value);
    assert_true(query_next(q));
    now.product = read_i64(q, "product_id");
    (void)snprintf(now.state, sizeof(now.state), "%.*s", STR_ARG(read_str(q, "state")));
    now.revision = read_i64(q, "revision");
    now.reviewed = read_i64(q, "reviewed");
    now.kept = read_i64(q, "kept");
    now.told = read_i64(q, "told");
    assert_null(query_end(q));
    db_rollback(d->s.database->db);
    return now;
}

static int64_t merged_into(struct desk *d, product_id product, int64_t *out_kept)
{
    assert_null(db_begin(d->s.database->db, DB_READ));
    struct query *q = db_query(d->s.database->db, &SQL_TEST_MERGE_PRODUCT);
    bind_i64(q, "product", product.value);
    assert_true(query_next(q));
    int64_t into = read_i64(q, "merged_into");
    *out_kept = read_i64(q, "kept");
    assert_null(query_end(q));
    db_rollback(d->s.database->db);
    return into;
}

static struct web_answer undo(struct desk *d, const char *reason)
{
    char path[80];
    assert_null(db_begin(d->s.database->db, DB_READ));
    struct query *q = db_query(d->s.database->db, &SQL_TEST_MERGE_NO);
    assert_true(query_next(q));
    (void)snprintf(path, sizeof(path), MERGE_PATH "/%lld/undo", (long long)read_i64(q, "no"));
    assert_null(query_end(q));
    db_rollback(d->s.database->db);
    return web_post(&d->s.web, path, WEB_FIELDS({"reason", reason}));
}

struct deed {
    public_no offer;
    enum listing_event event;
};

static err do_deed(struct unit *u, void *data)
{
    const struct deed *d = data;
    struct listing l;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), d->offer, &l));
    return listing_action_move(u, &l, d->event, S("사진이 다릅니다."));
}

static err move(struct desk *d, const struct catalog_good *g, enum listing_event event)
{
    struct deed deed = {g->offer_no, event};
    struct unit u = {.arena = d->s.database->arena,
                     .db = d->s.database->db,
                     .actor = &d->keeper,
                     .trace = S("t")};
    return unit_run(&u, unit_clock_system, do_deed, &deed);
}

static err find_twins(struct unit *u, void *data)
{
    struct job j = {.argument = *(str *)data};
    return merge_job_find(u, &j);
}

static void look_for_twins(struct desk *d)
{
    struct unit u = {.arena = d->s.database->arena,
                     .db = d->s.database->db,
                     .actor = &d->keeper,
                     .trace = S("t")};
    str after = S("office.write.pen"); // the next category is the paper's
    assert_null(unit_run(&u, unit_clock_system, find_twins, &after));
}

static void what_looks_alike_is_shown_until_somebody_says_it_differs(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        assert_true(web_shows(web_get(&d.s.web, MERGE_HINT_PATH), "같아 보이는 상품이 없습니다"));
        look_for_twins(&d);
        struct web_answer a = web_get(&d.s.web, MERGE_HINT_PATH);
        assert_true(web_shows(a, SAME_TITLE "</td>"));
        assert_true(web_shows(a, "상품명의 말이 같음"));
        assert_false(web_shows(a, " 묶음"));
        a = web_get(&d.s.web, d.pair);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "왼쪽을 남기고 합치기"));
        assert_true(web_shows(a, "두 상품을 다 팔아"));
        a = merge(&d, d.s.paper.product_no, d.own.product_no, NO_ID(public_no), "");
        assert_int_equal(a.status, 303);
        look_for_twins(&d); // it is not asked again
        assert_true(web_shows(web_get(&d.s.web, MERGE_HINT_PATH), "같아 보이는 상품이 없습니다"));
        catalog_testing_close(&d.s);
    }
}

// One value of the product of this title.
static void know(struct desk *d, const char *title, const char *key, const char *value)
{
    assert_null(db_begin(d->s.database->db, DB_WRITE));
    struct query *q = db_query(d->s.database->db, &SQL_TEST_MERGE_VALUE);
    bind_str(q, "title", str_view(title));
    bind_str(q, "key", str_view(key));
    bind_str(q, "value", str_view(value));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(d->s.database->db));
}

static void values_side_by_side_are_written_as_on_the_products_page(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        know(&d, SAME_TITLE, "sheets", "2500");
        struct web_answer a = web_get(&d.s.web, d.pair);
        assert_true(web_shows(a, "<td>2,500매</td>"));
        catalog_testing_close(&d.s);
    }
}

// One more paper of the rival's, of so many sheets.
static void add_paper(struct desk *d, const char *title, const char *sheets)
{
    (void)catalog_testing_add(&d->s, "paper.copy.a4", title, d->s.rival, 18000);
    know(d, title, "size", "A4");
    know(d, title, "sheets", sheets);
    run_sql(d->s.database, &SQL_TEST_MERGE_MAKER);
}

static void near_titles_are_shown_with_the_reason_where_the_values_agree(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_paper(&d, "두루 미색지 A4 80g", "2500");
        add_paper(&d, "두루 미식지 A4 80g", "2500"); // a slip
        add_paper(&d, "한아름 백상지 전지", "500");
        add_paper(&d, "한아름 백상지 두루말이 전지", "500"); // a word more
        add_paper(&d, "가온 모조지 80g", "2500");
        add_paper(&d, "가온 모조지 100g", "2500"); // another figure
        add_paper(&d, "누리 크라프트지 A4", "2500");
        add_paper(&d, "누리 크라프트치 A4", "500"); // another value
        look_for_twins(&d);
        struct web_answer a = web_get(&d.s.web, MERGE_HINT_PATH);
        assert_true(web_shows(a, "상품명이 거의 같고 속성이 맞음"));
        assert_true(web_shows(a, "두루 미색지 A4 80g</th><td data-l=\"나중 상품\">두루 미식지"));
        assert_true(
            web_shows(a, "한아름 백상지 전지</th><td data-l=\"나중 상품\">한아름 백상지 두"));
        assert_false(web_shows(a, "가온"));
        assert_false(web_shows(a, "누리"));
        catalog_testing_close(&d.s);
    }
}

static const struct job_kind PICTURES[] = {
    {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
};

// A photo of the woman's product is handed in and made.
static void photograph(struct desk *d, const struct catalog_good *g, enum paint what, int side)
{
    static const struct actor MACHINE = {.rights = 0};
    struct arena *a = d->s.database->arena;
    struct actor owner = d->s.owner;
    owner.account.value = d->owner.id;
    const char *path =
        str_format(a, "/upload/supplier/products/%lld/pictures", (long long)g->offer_no.value).p;
    struct web_file file = {"photo", "종이.png", picture_paint(a, what, side, side)};
    web_as(&d->s.web, &owner);
    assert_int_equal(web_post_file(&d->s.web, path, &file, WEB_NO_FIELDS).status, 303);
    bool ran = true;
    while (ran) {
        struct unit u = {.arena = a, .db = d->s.database->db, .actor = &MACHINE, .trace = S("t")};
        assert_null(job_run_one(&u, unit_clock_system, PICTURES, COUNT(PICTURES), NULL, &ran));
    }
    web_as(&d->s.web, &d->keeper);
}

static void photos_that_are_near_are_shown_with_the_reason(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        struct testing_folder folder;
        open_desk(&d, &t);
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct catalog_good white =
            catalog_testing_add(&d.s, "paper.copy.a4", "하양 종이", d.s.woman, 9000);
        struct catalog_good milk =
            catalog_testing_add(&d.s, "paper.copy.a4", "우윳빛 용지", d.s.woman, 9000);
        struct catalog_good kraft =
            catalog_testing_add(&d.s, "paper.copy.a4", "누런 포장지", d.s.woman, 9000);
        run_sql(&t, &SQL_TEST_MERGE_MAKER);
        photograph(&d, &white, PAINT_GOODS, 400);
        photograph(&d, &milk, PAINT_GOODS, 640); // the same thing, another photo
        photograph(&d, &kraft, PAINT_OTHER, 400);
        look_for_twins(&d);
        struct web_answer a = web_get(&d.s.web, MERGE_HINT_PATH);
        assert_true(web_shows(a, "하양 종이</th><td data-l=\"나중 상품\">우윳빛 용지"));
        assert_true(web_shows(a, "사진이 거의 같음"));
        assert_false(web_shows(a, "누런 포장지"));
        catalog_testing_close(&d.s);
        (void)testing_folder_close(&folder);
    }
}

static void offers_move_and_the_old_address_leads_to_the_new(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        int64_t kept = 0;
        char old[120];
        char new_path[120];
        open_desk(&d, &t);
        struct web_answer a =
            merge(&d, d.s.pens.product_no, d.own.product_no, d.own.product_no, "같음");
        assert_int_equal(a.status, 422); // another category
        assert_true(web_shows(a, "분류가 다른 상품은 합칠 수 없습니다"));
        a = merge(&d, d.own.product_no, d.twin.product_no, d.twin.product_no, " ");
        assert_int_equal(a.status, 422);
        struct offer_now was = offer_now(&d, d.own.offer);
        a = merge(&d, d.own.product_no, d.twin.product_no, d.twin.product_no, "같은 종이입니다.");
        assert_int_equal(a.status, 303);
        struct offer_now is = offer_now(&d, d.own.offer);
        assert_int_equal(is.product, d.twin.product.value);
        assert_int_equal(is.revision, was.revision + 1);
        assert_int_equal(is.kept, was.kept + 1);
        assert_int_equal(is.told, was.told + 1);
        assert_int_equal(is.reviewed, was.reviewed); // nobody had looked at it: nor now
        assert_int_equal(merged_into(&d, d.own.product, &kept), d.twin.product.value);
        assert_int_equal(kept, 2); // as it was, and that it went
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.merged"), 1);
        (void)snprintf(old, sizeof(old), "/products/%lld?offer=%lld",
                       (long long)d.own.product_no.value, (long long)d.own.offer_no.value);
        (void)snprintf(new_path, sizeof(new_path), "/products/%lld?offer=%lld",
                       (long long)d.twin.product_no.value, (long long)d.own.offer_no.value);
        web_as(&d.s.web, NULL);
        a = web_get(&d.s.web, old);
        assert_int_equal(a.status, 302);
        assert_true(str_equals(a.location, str_view(new_path)));
        a = web_get(&d.s.web, new_path);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "<b>19,000원</b>"));
        assert_true(web_shows(a, ">18,000</td>"));
        catalog_testing_close(&d.s);
    }
}

static void who_bought_the_one_that_went_is_shown_with_the_one_that_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        char path[80];
        open_desk(&d, &t);
        (void)snprintf(path, sizeof(path), "/products/%lld", (long long)d.twin.product_no.value);
        assert_false(web_shows(web_get(&d.s.web, path), "계약 3건"));
        assert_int_equal(
            merge(&d, d.s.paper.product_no, d.twin.product_no, d.twin.product_no, "같음").status,
            303);
        struct web_answer a = web_get(&d.s.web, path);
        assert_true(web_shows(a, "1개 기관 · 계약 3건"));
        assert_true(web_shows(a, "대구광역시 중구"));
        catalog_testing_close(&d.s);
    }
}

static void of_a_firm_that_offers_both_one_stays(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        int64_t kept = 0;
        open_desk(&d, &t);
        public_no paper = d.s.paper.product_no;
        int64_t kept_before = offer_now(&d, d.own.offer).kept;
        assert_int_equal(merge(&d, paper, d.own.product_no, paper, "같음").status, 303);
        struct offer_now own = offer_now(&d, d.own.offer);
        assert_string_equal(own.state, "ended");
        assert_int_equal(own.product, d.own.product.value);
        assert_string_equal(offer_now(&d, d.s.paper.offer).state, "active");
        assert_ptr_equal(move(&d, &d.own, LISTING_SUBMIT), &LISTING_MERGED);
        assert_int_equal(undo(&d, "").status, 422);
        assert_int_equal(undo(&d, "다른 종이였습니다.").status, 303);
        own = offer_now(&d, d.own.offer);
        assert_string_equal(own.state, "active");
        assert_int_equal(own.kept, kept_before + 2);
        assert_int_equal(merged_into(&d, d.own.product, &kept), 0);
        catalog_testing_close(&d.s);
    }
}

static void each_revision_keeps_the_text_of_the_product_it_was_of(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        assert_null(move(&d, &d.own, LISTING_PAUSE));
        public_no twin = d.twin.product_no;
        assert_int_equal(merge(&d, d.own.product_no, twin, twin, "같음").status, 303);
        listing_revision_list kept;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(listing_store_history(t.db, t.arena, d.own.offer, 0, 10, &kept));
        db_rollback(t.db);
        assert_int_equal(kept.items[1].state, LISTING_PAUSED);
        assert_true(str_contains(kept.items[1].product, S("title=" SAME_TITLE "\n")));
        catalog_testing_close(&d.s);
    }
}

static void what_was_changed_since_is_not_made_what_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no paper = d.s.paper.product_no;
        assert_int_equal(merge(&d, d.own.product_no, paper, paper, "같음").status, 303);
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_TEST_MERGE_TOUCH);
        bind_i64(q, "offer", d.own.offer.value);
        assert_null(query_run(q, NULL));
        assert_null(db_commit(t.db));
        struct offer_now was = offer_now(&d, d.own.offer);
        struct web_answer a = undo(&d, "다른 종이였습니다.");
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S(MERGE_PATH "?was=left")));
        assert_true(web_shows(web_get(&d.s.web, MERGE_PATH "?was=left"), "그대로 두었습니다"));
        struct offer_now is = offer_now(&d, d.own.offer);
        assert_string_equal(is.state, "returned");
        assert_int_equal(is.revision, was.revision);
        assert_int_equal(is.reviewed, was.reviewed);
        catalog_testing_close(&d.s);
    }
}

static void a_firms_only_offer_for_sale_is_not_ended(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no paper = d.s.paper.product_no;
        catalog_testing_change(&d.s, d.s.paper.offer, 21500, "waiting");
        struct web_answer a = merge(&d, d.own.product_no, paper, paper, "같음");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "늘푸른나눔: 없어질 상품만 팔고 있는 기업이 있습니다"));
        assert_string_equal(offer_now(&d, d.own.offer).state, "active");
        // The other way round it goes on.
        assert_int_equal(merge(&d, paper, d.own.product_no, d.own.product_no, "같음").status, 303);
        assert_string_equal(offer_now(&d, d.own.offer).state, "active");
        assert_string_equal(offer_now(&d, d.s.paper.offer).state, "ended");
        catalog_testing_close(&d.s);
    }
}

static void taken_back_everything_stands_as_before(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        int64_t kept = 0;
        char path[80];
        open_desk(&d, &t);
        public_no twin = d.twin.product_no;
        // Both of the paper's offers move: the woman's, and the rival's ends beside his own.
        assert_int_equal(merge(&d, d.s.paper.product_no, twin, twin, "같음").status, 303);
        assert_int_equal(offer_now(&d, d.s.paper.offer).product, d.twin.product.value);
        assert_string_equal(offer_now(&d, d.s.rival_paper.offer).state, "ended");
        // What leads to another is merged no more; what holds another stays where it is.
        assert_int_equal(
            merge(&d, d.s.paper.product_no, d.own.product_no, d.own.product_no, "x").status, 422);
        assert_int_equal(merge(&d, twin, d.own.product_no, d.own.product_no, "x").status, 422);
        struct web_answer a = web_get(&d.s.web, MERGE_PATH);
        assert_true(web_shows(a, "<a href=\"" MERGE_HINT_PATH "\">같은 상품 합치기</a>"));
        assert_true(web_shows(a, "되돌리기"));
        assert_int_equal(undo(&d, "다른 종이였습니다.").status, 303);
        assert_int_equal(undo(&d, "또").status, 422);
        assert_int_equal(offer_now(&d, d.s.paper.offer).product, d.s.paper.product.value);
        assert_string_equal(offer_now(&d, d.s.rival_paper.offer).state, "active");
        assert_int_equal(merged_into(&d, d.s.paper.product, &kept), 0);
        (void)snprintf(path, sizeof(path), "/products/%lld", (long long)d.s.paper.product_no.value);
        assert_int_equal(web_get(&d.s.web, path).status, 200);
        a = web_get(&d.s.web, MERGE_PATH);
        assert_true(web_shows(a, "되돌림"));
        assert_true(web_shows(a, "다른 종이였습니다."));
        assert_int_equal(party_testing_count_audit(&t, "product.merge"), 1);
        assert_int_equal(party_testing_count_audit(&t, "product.part"), 1);
        catalog_testing_close(&d.s);
    }
}

static void what_is_not_there_is_missing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        // what was typed stays, beside what is wrong with it
        struct web_answer typed = web_get(&d.s.web, MERGE_HINT_PATH "/pair?a=1&b=");
        assert_int_equal(typed.status, 422);
        assert_true(web_shows(typed, "id=\"a\" name=\"a\" value=\"1\""));
        assert_true(web_shows(typed, "고칠 것이 2가지 있습니다."));
        const char *twice =
            str_format(t.arena, MERGE_HINT_PATH "/pair?a=%lld&b=%lld",
                       (long long)d.own.product_no.value, (long long)d.own.product_no.value)
                .p;
        typed = web_get(&d.s.web, twice);
        assert_int_equal(typed.status, 422);
        assert_true(web_shows(typed, "서로 다른 상품 두 개를 골라 주세요."));
        struct web_answer a =
            merge(&d, d.own.product_no, d.own.product_no, d.own.product_no, "같음");
        assert_int_equal(a.status, 422);
        catalog_testing_close(&d.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_looks_alike_is_shown_until_somebody_says_it_differs),
        cmocka_unit_test(values_side_by_side_are_written_as_on_the_products_page),
        cmocka_unit_test(near_titles_are_shown_with_the_reason_where_the_values_agree),
        cmocka_unit_test(photos_that_are_near_are_shown_with_the_reason),
        cmocka_unit_test(offers_move_and_the_old_address_leads_to_the_new),
        cmocka_unit_test(who_bought_the_one_that_went_is_shown_with_the_one_that_stays),
        cmocka_unit_test(of_a_firm_that_offers_both_one_stays),
        cmocka_unit_test(each_revision_keeps_the_text_of_the_product_it_was_of),
        cmocka_unit_test(what_was_changed_since_is_not_made_what_it_was),
        cmocka_unit_test(a_firms_only_offer_for_sale_is_not_ended),
        cmocka_unit_test(taken_back_everything_stands_as_before),
        cmocka_unit_test(what_is_not_there_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
