// test-timeout: 60
// An operator hides a photo: nobody opens it any more, its firm reads why, and it may be shown
// again.
#include "market/catalog/picture_hiding_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/listing_web.h"
#include "market/catalog/picture_hiding.h"
#include "market/catalog/picture_web.h"
#include "market/catalog/product_picture_job.h"
#include "market/catalog/product_picture_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

#define WORDS "사진을 찍은 곳이 11월 20일에 요청했고 원본을 확인했습니다."

struct desk {
    struct catalog_scene s;
    struct testing_row firm_owner;
    struct testing_row rival_owner;
    struct actor rival;
    struct actor keeper;
    struct testing_folder folder;
};

static void open_desk(struct desk *d, struct testing_db *t)
{
    static struct web_routes routes;
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    routes.count = 0;
    web_routes_add(&routes, PRODUCT_PICTURE_ROUTES, PRODUCT_PICTURE_ROUTE_COUNT);
    web_routes_add(&routes, LISTING_ROUTES, LISTING_ROUTE_COUNT);
    web_routes_add(&routes, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
    web_routes_add(&routes, PICTURE_ROUTES, PICTURE_ROUTE_COUNT);
    web_routes_add(&routes, PICTURE_HIDING_ROUTES, PICTURE_HIDING_ROUTE_COUNT);
    catalog_testing_open(&d->s, t, routes.items, routes.count);
    testing_folder_open_place(&d->folder);
    picture_testing_begin();
    d->firm_owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row keeper = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    struct testing_row firm = {d->s.woman.value, d->s.woman_no};
    party_testing_role(t, d->firm_owner, NULL, &firm, PARTY_OWNER);
    d->s.owner.account.value = d->firm_owner.id;
    d->rival_owner = party_testing_person(t, "rival@x.kr", "이한결", NULL, NULL);
    firm = (struct testing_row){d->s.rival.value, d->s.rival_no};
    party_testing_role(t, d->rival_owner, NULL, &firm, PARTY_OWNER);
    d->rival = d->s.owner;
    d->rival.account.value = d->rival_owner.id;
    d->rival.supplier = d->s.rival;
    d->keeper = (struct actor){
        .account = {keeper.id}, .name = S("최운영"), .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    web_as(&d->s.web, &d->s.owner);
}

static void close_desk(struct desk *d)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    catalog_testing_close(&d->s);
    (void)testing_folder_close(&d->folder);
}

static const char *path(struct desk *d, const char *head, public_no no, const char *more)
{
    return str_format(d->s.database->arena, "%s%lld%s", head, (long long)no.value, more).p;
}

static struct web_answer hand_in_of(struct desk *d, const struct actor *who,
                                    const struct catalog_good *good, enum paint what)
{
    struct arena *a = d->s.database->arena;
    struct web_file file = {"photo", "종이.png", picture_paint(a, what, 400, 360)};
    web_as(&d->s.web, who);
    return web_post_file(&d->s.web,
                         path(d, "/upload/supplier/products/", good->offer_no, "/pictures"), &file,
                         WEB_NO_FIELDS);
}

static struct web_answer hand_in(struct desk *d, enum paint what)
{
    return hand_in_of(d, &d->s.owner, &d->s.paper, what);
}

static void make_all(struct desk *d)
{
    static const struct actor MACHINE = {.rights = 0};
    static const struct job_kind KINDS[] = {
        {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
    };
    bool ran = true;
    while (ran) {
        struct unit u = {.arena = d->s.database->arena, .db = d->s.database->db, .actor = &MACHINE};
        assert_null(job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran));
    }
}

static public_no last_of(struct desk *d, const struct actor *who, const struct catalog_good *good)
{
    product_picture_list list;
    struct testing_db *t = d->s.database;
    assert_null(db_begin(t->db, DB_READ));
    db_set_arena(t->db, t->arena);
    assert_null(product_picture_list_own(t->db, t->arena, who->supplier, good->product, &list));
    db_rollback(t->db);
    return list.items[list.count - 1].picture.no;
}

static public_no photograph_of(struct desk *d, const struct actor *who,
                               const struct catalog_good *good, enum paint what)
{
    assert_int_equal(hand_in_of(d, who, good, what).status, 303);
    make_all(d);
    return last_of(d, who, good);
}

static public_no photograph(struct desk *d, enum paint what)
{
    return photograph_of(d, &d->s.owner, &d->s.paper, what);
}

static struct web_answer deed(struct desk *d, public_no photo, const char *what, const char *ground,
                              const char *words)
{
    web_as(&d->s.web, &d->keeper);
    return web_post(&d->s.web, "/admin/pictures",
                    WEB_FIELDS({"picture", path(d, "", photo, "")}, {"do", what},
                               {"ground", ground}, {"words", words}));
}

static int open_as(struct desk *d, const struct actor *who, public_no photo, const char *size)
{
    web_as(&d->s.web, who);
    return web_get(&d->s.web, path(d, "/pictures/", photo, size)).status;
}

static struct web_answer look(struct desk *d, const struct actor *who, const char *address)
{
    web_as(&d->s.web, who);
    struct web_answer a = web_get(&d->s.web, address);
    assert_int_equal(a.status, 200);
    return a;
}

static void nobody_opens_a_hidden_photo_and_its_firm_reads_why(void **state)
{
    static const char *const SIZES[] = {"/1200.webp", "/600.webp", "/240.webp", "/1200.jpg"};
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no first = photograph(&d, PAINT_GOODS);
        public_no second = photograph(&d, PAINT_OTHER);
        const char *product = path(&d, "/products/", d.s.paper.product_no, "");
        const char *address = path(&d, "/pictures/", first, "");
        assert_true(web_shows(look(&d, NULL, product), address));
        struct web_answer a = look(&d, &d.keeper, path(&d, "/admin/pictures?of=", first, ""));
        assert_true(web_shows(a, "이 사진을 가릴까요?"));

        assert_int_equal(deed(&d, first, "hide", "copyright", WORDS).status, 303);
        for (size_t i = 0; i < COUNT(SIZES); i++) {
            assert_int_equal(open_as(&d, NULL, first, SIZES[i]), 404);
            assert_int_equal(open_as(&d, &d.s.owner, first, SIZES[i]), 404);
            assert_int_equal(open_as(&d, &d.keeper, first, SIZES[i]), 404);
            assert_int_equal(open_as(&d, NULL, second, SIZES[i]), 200);
        }
        a = look(&d, NULL, product);
        assert_false(web_shows(a, address));
        assert_true(web_shows(a, path(&d, "/pictures/", second, "/600.webp"))); // the next one

        // The firm reads it on the page of its photos, in the history and in its inbox.
        const char *image = str_format(t.arena, "src=\"%s", address).p;
        a = look(&d, &d.s.owner, path(&d, "/supplier/products/", d.s.paper.offer_no, "/pictures"));
        assert_false(web_shows(a, image));
        assert_true(web_shows(a, "2026. 11. 24.에 운영자가 가려"));
        assert_true(web_shows(a, "사유: 저작권."));
        a = look(&d, &d.s.owner, path(&d, "/supplier/products/", d.s.paper.offer_no, ""));
        assert_false(web_shows(a, image));
        assert_true(web_shows(a, "가린 사진<br>2026. 11. 24.<br>저작권"));
        assert_int_equal(party_testing_count_notices(&t, d.firm_owner, "picture.hidden"), 1);
        close_desk(&d);
    }
}

static void it_is_shown_again_and_each_deed_stands_in_the_list(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no photo = photograph(&d, PAINT_GOODS);
        assert_int_equal(deed(&d, photo, "show", "", WORDS).status, 422); // it is not hidden
        assert_int_equal(deed(&d, photo, "hide", "order", WORDS).status, 303);
        struct web_answer a = deed(&d, photo, "hide", "order", WORDS); // twice
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "그사이 다른 운영자가"));
        web_test_now = instant_add_s(web_test_now, 86400);
        assert_int_equal(deed(&d, photo, "show", "", "결정이 취소되었습니다.").status, 303);
        assert_int_equal(open_as(&d, NULL, photo, "/240.webp"), 200);
        assert_true(web_shows(look(&d, NULL, path(&d, "/products/", d.s.paper.product_no, "")),
                              path(&d, "/pictures/", photo, "/600.webp")));
        a = look(&d, &d.keeper, "/admin/pictures");
        assert_true(web_shows(a, "법원·행정기관의 결정"));
        assert_true(web_shows(a, WORDS));
        assert_true(web_shows(a, "결정이 취소되었습니다."));
        assert_true(str_index(a.body, S("다시 보임</span>")) <
                    str_index(a.body, S("가림</span>"))); // the newest first
        assert_int_equal(party_testing_count_notices(&t, d.firm_owner, "picture.hidden"), 2);
        close_desk(&d);
    }
}

static void what_is_not_said_or_not_there_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no photo = photograph(&d, PAINT_GOODS);
        struct web_answer a = deed(&d, photo, "hide", "", WORDS);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, WORDS)); // what was typed stays
        assert_int_equal(deed(&d, photo, "hide", "ugly", WORDS).status, 422);
        assert_int_equal(deed(&d, photo, "hide", "privacy", " ").status, 422);
        assert_int_equal(deed(&d, (public_no){4711}, "hide", "privacy", WORDS).status, 422);
        assert_int_equal(open_as(&d, NULL, photo, "/240.webp"), 200);
        web_as(&d.s.web, &d.s.owner);
        assert_int_equal(web_get(&d.s.web, "/admin/pictures").status, 403);
        a = look(&d, &d.keeper, "/admin/pictures?of=https://x/products/9");
        assert_true(web_shows(a, "그런 번호가 없습니다"));
        close_desk(&d);
    }
}

static void the_photos_of_a_product_are_found_by_its_address(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no first = photograph(&d, PAINT_GOODS);
        public_no second = photograph(&d, PAINT_OTHER);
        struct web_answer a =
            look(&d, &d.keeper,
                 path(&d, "/admin/pictures?of=https://x/products/", d.s.paper.product_no, ""));
        assert_true(web_shows(a, path(&d, "/admin/pictures?of=", first, "\"")));
        assert_true(web_shows(a, path(&d, "/admin/pictures?of=", second, "\"")));
        assert_false(web_shows(a, "name=\"do\""));
        close_desk(&d);
    }
}

static void the_same_file_is_not_taken_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no photo = photograph(&d, PAINT_GOODS);
        assert_int_equal(deed(&d, photo, "hide", "portrait", WORDS).status, 303);
        struct web_answer a = hand_in(&d, PAINT_GOODS);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "운영자가 가린 사진과 같은 파일입니다"));
        assert_int_equal(hand_in(&d, PAINT_OTHER).status, 303);
        assert_int_equal(deed(&d, photo, "show", "", WORDS).status, 303);
        assert_int_equal(hand_in(&d, PAINT_GOODS).status, 303);
        close_desk(&d);
    }
}

static void all_photos_of_one_file_are_hidden_and_shown_together(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no paper = photograph(&d, PAINT_GOODS);
        public_no other = photograph(&d, PAINT_OTHER);
        public_no pens = photograph_of(&d, &d.s.owner, &d.s.pens, PAINT_GOODS);
        public_no cleaning = photograph_of(&d, &d.rival, &d.s.cleaning, PAINT_GOODS);
        const char *desk = path(&d, "/admin/pictures?of=", pens, "");
        struct web_answer a = look(&d, &d.keeper, path(&d, "/admin/pictures?of=", other, ""));
        assert_false(web_shows(a, "같은 파일로 올린"));
        a = look(&d, &d.keeper, desk);
        assert_true(web_shows(a, "같은 파일로 올린 사진 3장을 한꺼번에 가립니다."));
        assert_true(web_shows(a, "상품 3개, 기업 2곳의 사진입니다."));
        assert_true(web_shows(a, path(&d, "/admin/pictures?of=", cleaning, "\"")));
        assert_true(web_shows(a, path(&d, "/products/", d.s.paper.product_no, "\"")));
        assert_true(web_shows(a, "한결상사"));

        assert_int_equal(deed(&d, pens, "hide", "copyright", WORDS).status, 303);
        assert_int_equal(open_as(&d, NULL, paper, "/600.webp"), 404);
        assert_int_equal(open_as(&d, NULL, pens, "/600.webp"), 404);
        assert_int_equal(open_as(&d, NULL, cleaning, "/600.webp"), 404);
        assert_int_equal(open_as(&d, NULL, other, "/600.webp"), 200);
        a = look(&d, NULL, path(&d, "/products/", d.s.cleaning.product_no, ""));
        assert_false(web_shows(a, path(&d, "/pictures/", cleaning, "")));
        assert_int_equal(party_testing_count_notices(&t, d.firm_owner, "picture.hidden"), 1);
        assert_int_equal(party_testing_count_notices(&t, d.rival_owner, "picture.hidden"), 1);
        assert_int_equal(party_testing_count_audit(&t, "picture.hide"), 3);
        a = deed(&d, paper, "hide", "copyright", WORDS); // it went along
        assert_int_equal(a.status, 422);

        a = look(&d, &d.keeper, path(&d, "/admin/pictures?of=", cleaning, ""));
        assert_true(web_shows(a, "함께 가린 사진 3장이 한꺼번에 다시 보입니다."));
        assert_int_equal(deed(&d, cleaning, "show", "", WORDS).status, 303);
        assert_int_equal(open_as(&d, NULL, paper, "/600.webp"), 200);
        assert_int_equal(open_as(&d, NULL, pens, "/600.webp"), 200);
        assert_int_equal(open_as(&d, NULL, cleaning, "/600.webp"), 200);
        assert_int_equal(party_testing_count_notices(&t, d.firm_owner, "picture.hidden"), 2);
        assert_int_equal(party_testing_count_notices(&t, d.rival_owner, "picture.hidden"), 2);
        close_desk(&d);
    }
}

static void a_photo_that_waits_is_never_seen_when_its_bytes_were_hidden(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no paper = photograph(&d, PAINT_GOODS);
        assert_int_equal(hand_in_of(&d, &d.rival, &d.s.cleaning, PAINT_GOODS).status, 303);
        assert_int_equal(hand_in_of(&d, &d.rival, &d.s.cleaning, PAINT_OTHER).status, 303);
        assert_int_equal(deed(&d, paper, "hide", "privacy", WORDS).status, 303);
        assert_int_equal(party_testing_count_notices(&t, d.rival_owner, "picture.hidden"), 0);
        web_test_now = instant_add_s(web_test_now, 60);
        make_all(&d);
        public_no other = last_of(&d, &d.rival, &d.s.cleaning);
        struct web_answer a = look(&d, NULL, path(&d, "/products/", d.s.cleaning.product_no, ""));
        assert_true(web_shows(a, path(&d, "/pictures/", other, "/600.webp")));
        assert_false(web_shows(a, "다른 사진")); // than this one
        a = look(&d, &d.rival, path(&d, "/supplier/products/", d.s.cleaning.offer_no, "/pictures"));
        assert_true(web_shows(a, "사유: 개인정보·사생활."));
        assert_int_equal(party_testing_count_notices(&t, d.rival_owner, "picture.hidden"), 1);
        assert_int_equal(party_testing_count_notices(&t, d.firm_owner, "picture.hidden"), 1);

        // It goes with the other, back as well.
        a = look(&d, &d.keeper, path(&d, "/admin/pictures?of=", paper, ""));
        assert_true(web_shows(a, "함께 가린 사진 2장이"));
        assert_int_equal(deed(&d, paper, "show", "", WORDS).status, 303);
        a = look(&d, NULL, path(&d, "/products/", d.s.cleaning.product_no, ""));
        assert_true(web_shows(a, "다른 사진"));
        close_desk(&d);
    }
}

static void addresses_and_numbers_are_read(void **state)
{
    static const struct {
        const char *typed;
        int64_t no;
    } ROWS[] = {
        {"12345678",                                 12345678},
        {" 12345678 ",                               12345678},
        {"/pictures/12345678/1200.webp",             12345678},
        {"https://x.kr/products/12345678?picture=2", 12345678},
        {"https://x.kr/products/12345678/sheet",     12345678},
        {"",                                         0       },
        {"사진",                                   0       },
        {"12a",                                      0       },
        {"https://x.kr/companies/12345678",          0       },
        {"99999999999999999999999",                  0       },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        assert_int_equal(picture_hiding_read_no(str_view(ROWS[i].typed)).value, ROWS[i].no);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_opens_a_hidden_photo_and_its_firm_reads_why),
        cmocka_unit_test(it_is_shown_again_and_each_deed_stands_in_the_list),
        cmocka_unit_test(what_is_not_said_or_not_there_is_refused),
        cmocka_unit_test(the_photos_of_a_product_are_found_by_its_address),
        cmocka_unit_test(the_same_file_is_not_taken_again),
        cmocka_unit_test(all_photos_of_one_file_are_hidden_and_shown_together),
        cmocka_unit_test(a_photo_that_waits_is_never_seen_when_its_bytes_were_hidden),
        cmocka_unit_test(addresses_and_numbers_are_read),
    };
    party_testing_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    party_testing_end();
    return failed;
}
