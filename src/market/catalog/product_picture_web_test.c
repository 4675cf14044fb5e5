// A firm hands in, orders and takes away the pictures of what it offers; buyers see them.
#include "market/catalog/product_picture_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/product_picture_job.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

static const struct job_kind KINDS[] = {
    {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
};

static struct route routes[16];
static struct testing_folder folder;

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    size_t count = 0;
    for (size_t i = 0; i < PRODUCT_PICTURE_ROUTE_COUNT; i++) {
        routes[count++] = PRODUCT_PICTURE_ROUTES[i];
    }
    for (size_t i = 0; i < CATALOG_ROUTE_COUNT; i++) {
        routes[count++] = CATALOG_ROUTES[i];
    }
    catalog_testing_open(s, t, routes, count);
    testing_folder_open_place(&folder);
    picture_testing_begin();
    s->owner.account = NO_ID(account_id); // who hands in is no row of the scene
    web_as(&s->web, &s->owner);
}

static void close_scene(struct catalog_scene *s)
{
    catalog_testing_close(s);
    (void)testing_folder_close(&folder);
}

static const char *page_of(const struct catalog_scene *s, const struct catalog_good *g)
{
    return str_format(s->database->arena, "/supplier/products/%lld/pictures",
                      (long long)g->offer_no.value)
        .p;
}

static struct web_answer hand_in(struct catalog_scene *s, const struct catalog_good *g,
                                 const char *name, str bytes)
{
    const char *path = str_format(s->database->arena, "/upload%s", page_of(s, g)).p;
    struct web_file file = {"photo", name, bytes};
    return web_post_file(&s->web, path, &file, WEB_NO_FIELDS);
}

static void make_all(struct catalog_scene *s)
{
    static const struct actor MACHINE = {.rights = 0};
    bool ran = true;
    while (ran) {
        struct unit u = {.arena = s->database->arena, .db = s->database->db, .actor = &MACHINE};
        assert_null(job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran));
    }
}

static product_picture_list own(struct catalog_scene *s, const struct catalog_good *g,
                                supplier_id supplier)
{
    product_picture_list list;
    assert_null(db_begin(s->database->db, DB_READ));
    db_set_arena(s->database->db, s->database->arena);
    assert_null(
        product_picture_list_own(s->database->db, s->database->arena, supplier, g->product, &list));
    db_rollback(s->database->db);
    return list;
}

static struct web_answer move(struct catalog_scene *s, const struct catalog_good *g,
                              const struct product_picture *x, const char *how)
{
    struct arena *a = s->database->arena;
    const char *path = str_format(a, "%s/%lld", page_of(s, g), (long long)x->picture.no.value).p;
    const char *version = str_format(a, "%lld", (long long)x->version).p;
    return web_post(&s->web, path,
                    WEB_FIELDS({"do", how}, {"version", version},
                               {"role", picture_role_word(x->role)}, {"alt", "상자 옆면"}));
}

static str box(struct catalog_scene *s, enum paint what)
{
    return picture_paint(s->database->arena, what, 400, 360);
}

static const char *product_page(struct catalog_scene *s, const struct catalog_good *g)
{
    return str_format(s->database->arena, "/products/%lld", (long long)g->product_no.value).p;
}

static void a_photo_waits_on_its_page_and_is_then_on_the_products(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = hand_in(&s, &s.paper, "복사용지.png", box(&s, PAINT_GOODS));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&s.web, page_of(&s, &s.paper)), "다듬는 중"));
        assert_false(web_shows(web_get(&s.web, product_page(&s, &s.paper)), "/pictures/"));

        make_all(&s);
        product_picture_list list = own(&s, &s.paper, s.woman);
        assert_int_equal(list.count, 1);
        assert_int_equal(list.items[0].role, ROLE_FRONT);
        a = web_get(&s.web, page_of(&s, &s.paper));
        assert_false(web_shows(a, "다듬는 중"));
        assert_true(web_shows(a, "너무 작음"));
        assert_true(web_shows(a, "재생 복사용지 A4 80g 2,500매, 앞모습"));

        web_as(&s.web, NULL);
        a = web_get(&s.web, product_page(&s, &s.paper));
        long long no = (long long)list.items[0].picture.no.value;
        assert_true(web_shows(a, str_format(t.arena, "/pictures/%lld/600.webp 600w", no).p));
        assert_true(web_shows(a, str_format(t.arena, "src=\"/pictures/%lld/1200.jpg\"", no).p));
        assert_false(web_shows(a, "다른 사진"));
        struct product x;
        assert_null(db_begin(t.db, DB_READ));
        db_set_arena(t.db, t.arena);
        assert_null(product_find(t.db, t.arena, s.paper.product_no, &x));
        db_rollback(t.db);
        str small = str_format(t.arena, "/pictures/%lld/240.webp", no);
        assert_true(str_equals(x.picture, small)); // what lists show
        close_scene(&s);
    }
}

static int64_t good_photos(struct catalog_scene *s, const struct catalog_good *g)
{
    struct listing l;
    assert_null(db_begin(s->database->db, DB_READ));
    db_set_arena(s->database->db, s->database->arena);
    assert_null(listing_store_find(s->database->db, s->database->arena, s->woman, g->offer_no, &l));
    db_rollback(s->database->db);
    return l.picture_count;
}

static void a_photo_that_shows_little_does_not_raise_the_score(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        str dark = picture_paint(t.arena, PAINT_DARK, 1300, 1200);
        str room = picture_paint(t.arena, PAINT_ROOM, 1300, 1200); // not white, but well seen
        assert_int_equal(hand_in(&s, &s.paper, "small.png", box(&s, PAINT_GOODS)).status, 303);
        assert_int_equal(hand_in(&s, &s.paper, "dark.png", dark).status, 303);
        make_all(&s);
        assert_int_equal(good_photos(&s, &s.paper), 0);
        assert_int_equal(hand_in(&s, &s.paper, "room.png", room).status, 303);
        make_all(&s);
        assert_int_equal(good_photos(&s, &s.paper), 1);
        close_scene(&s);
    }
}

static void pictures_are_ordered_named_removed_and_brought_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        assert_int_equal(hand_in(&s, &s.paper, "a.png", box(&s, PAINT_GOODS)).status, 303);
        assert_int_equal(hand_in(&s, &s.paper, "b.png", box(&s, PAINT_OTHER)).status, 303);
        make_all(&s);
        product_picture_list list = own(&s, &s.paper, s.woman);
        assert_int_equal(list.count, 2);
        assert_int_equal(list.items[1].role, ROLE_DETAIL);
        int64_t first = list.items[0].picture.id.value;

        assert_int_equal(move(&s, &s.paper, &list.items[1], "up").status, 303);
        list = own(&s, &s.paper, s.woman);
        assert_int_equal(list.items[1].picture.id.value, first);
        assert_int_equal(move(&s, &s.paper, &list.items[0], "down").status, 303);
        list = own(&s, &s.paper, s.woman);
        assert_int_equal(list.items[0].picture.id.value, first);

        list.items[1].role = ROLE_USE;
        assert_int_equal(move(&s, &s.paper, &list.items[1], "save").status, 303);
        web_as(&s.web, NULL);
        struct web_answer a = web_get(&s.web, product_page(&s, &s.paper));
        assert_true(web_shows(a, "다른 사진"));
        assert_true(web_shows(a, "alt=\"상자 옆면\""));
        const char *second = str_format(t.arena, "%s?picture=2", product_page(&s, &s.paper)).p;
        list = own(&s, &s.paper, s.woman);
        str large = str_format(t.arena, "src=\"/pictures/%lld/1200.jpg\"",
                               (long long)list.items[1].picture.no.value);
        assert_true(web_shows(web_get(&s.web, second), large.p));

        web_as(&s.web, &s.owner);
        assert_int_equal(move(&s, &s.paper, &list.items[0], "remove").status, 303);
        a = move(&s, &s.paper, &list.items[0], "remove"); // as it was before
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "그사이 다른 사람이 이 사진을 바꾸었습니다"));
        list = own(&s, &s.paper, s.woman);
        assert_true(list.items[1].is_removed);
        assert_true(web_shows(web_get(&s.web, page_of(&s, &s.paper)), "뺀 사진"));
        assert_int_equal(move(&s, &s.paper, &list.items[1], "restore").status, 303);
        list = own(&s, &s.paper, s.woman);
        assert_false(list.items[1].is_removed);
        close_scene(&s);
    }
}

// The rival offers the same product, and may not touch another's pictures.
static void each_firm_has_its_own_pictures_of_a_product(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct actor rival = s.owner;
        rival.supplier = s.rival;
        assert_int_equal(hand_in(&s, &s.paper, "a.png", box(&s, PAINT_GOODS)).status, 303);
        product_picture_list list = own(&s, &s.paper, s.woman);
        web_as(&s.web, &rival);
        assert_int_equal(web_get(&s.web, page_of(&s, &s.paper)).status, 404);
        assert_int_equal(hand_in(&s, &s.paper, "a.png", box(&s, PAINT_GOODS)).status, 404);
        assert_int_equal(move(&s, &s.paper, &list.items[0], "remove").status, 404);
        assert_int_equal(web_get(&s.web, page_of(&s, &s.rival_paper)).status, 200);
        assert_int_equal(move(&s, &s.rival_paper, &list.items[0], "remove").status, 404);
        assert_false(own(&s, &s.paper, s.woman).items[0].is_removed);
        web_as(&s.web, &s.officer);
        assert_int_equal(web_get(&s.web, page_of(&s, &s.paper)).status, 403);
        web_as(&s.web, &s.owner);
        assert_int_equal(web_get(&s.web, page_of(&s, &s.gone)).status, 404); // it has ended
        close_scene(&s);
    }
}

// Nothing is asked of one that cannot be used.
static void what_cannot_be_used_can_only_be_taken_out(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        str whole = box(&s, PAINT_GOODS);
        assert_int_equal(hand_in(&s, &s.paper, "a.png", whole).status, 303);
        make_all(&s);
        assert_true(web_shows(web_get(&s.web, page_of(&s, &s.paper)), "value=\"save\""));
        product_picture_list list = own(&s, &s.paper, s.woman);
        assert_int_equal(move(&s, &s.paper, &list.items[0], "remove").status, 303);
        str broken = str_slice(whole, 0, whole.n / 2);
        assert_int_equal(hand_in(&s, &s.paper, "b.png", broken).status, 303);
        make_all(&s);
        struct web_answer a = web_get(&s.web, page_of(&s, &s.paper));
        assert_true(web_shows(a, "쓸 수 없음"));
        assert_false(web_shows(a, "value=\"save\""));
        assert_true(web_shows(a, "value=\"remove\""));
        close_scene(&s);
    }
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

static bool lists_show_a_photo_after(struct catalog_scene *s, const struct catalog_good *g,
                                     enum listing_event event)
{
    static const struct actor OPERATOR = {.rights = 0};
    struct deed d = {g->offer_no, event};
    struct product x;
    struct testing_db *t = s->database;
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &OPERATOR, .trace = S("t")};
    if (event != LISTING_EVENT_COUNT) {
        assert_null(unit_run(&u, unit_clock_system, do_deed, &d));
    }
    assert_null(db_begin(t->db, DB_READ));
    db_set_arena(t->db, t->arena);
    assert_null(product_find(t->db, t->arena, g->product_no, &x));
    bool is_shown = str_starts(x.picture, S("/pictures/"));
    db_rollback(t->db);
    return is_shown;
}

// Who joins a product of others cannot put a picture before everybody's eyes unseen.
static void pictures_of_an_offer_that_nobody_let_through_are_not_the_products(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct actor rival = s.owner;
        rival.supplier = s.rival;
        catalog_testing_change(&s, s.rival_paper.offer, 20900, "waiting");
        web_as(&s.web, &rival);
        struct web_answer a = hand_in(&s, &s.rival_paper, "a.png", box(&s, PAINT_GOODS));
        assert_int_equal(a.status, 303);
        make_all(&s);
        assert_false(lists_show_a_photo_after(&s, &s.rival_paper, LISTING_EVENT_COUNT));
        assert_true(lists_show_a_photo_after(&s, &s.rival_paper, LISTING_APPROVE));
        assert_true(lists_show_a_photo_after(&s, &s.rival_paper, LISTING_PAUSE));
        assert_false(lists_show_a_photo_after(&s, &s.rival_paper, LISTING_RETURN));
        product_picture_list list = own(&s, &s.rival_paper, s.rival);
        assert_int_equal(move(&s, &s.rival_paper, &list.items[0], "save").status, 303);
        assert_false(lists_show_a_photo_after(&s, &s.rival_paper, LISTING_EVENT_COUNT));
        close_scene(&s);
    }
}

static void what_is_no_photo_is_said_with_its_name_and_nothing_is_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = hand_in(&s, &s.paper, "그림.svg", S("<svg/>"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "그림.svg: JPG, PNG, WebP 사진을 올려 주세요"));
        a = web_post(&s.web, str_format(t.arena, "/upload%s", page_of(&s, &s.paper)).p,
                     WEB_NO_FIELDS);
        assert_int_equal(a.status, 422);
        assert_int_equal(
            hand_in(&s, &s.paper, "bomb.png", picture_paint_bomb(t.arena, 60000, 60000)).status,
            303);
        make_all(&s);
        a = web_get(&s.web, page_of(&s, &s.paper));
        assert_true(web_shows(a, "사진이 너무 큽니다"));
        assert_false(web_shows(web_get(&s.web, product_page(&s, &s.paper)), "/pictures/"));
        close_scene(&s);
    }
}

static void a_zip_has_a_page_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        const struct packed files[] = {
            {"a.png", box(&s, PAINT_GOODS)},
        };
        struct web_answer a = hand_in(&s, &s.paper, "사진.zip", picture_pack(t.arena, files, 1));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "에서 올려 주세요"));
        assert_int_equal(own(&s, &s.paper, s.woman).count, 0);
        close_scene(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_photo_waits_on_its_page_and_is_then_on_the_products),
        cmocka_unit_test(a_photo_that_shows_little_does_not_raise_the_score),
        cmocka_unit_test(pictures_are_ordered_named_removed_and_brought_back),
        cmocka_unit_test(each_firm_has_its_own_pictures_of_a_product),
        cmocka_unit_test(what_cannot_be_used_can_only_be_taken_out),
        cmocka_unit_test(pictures_of_an_offer_that_nobody_let_through_are_not_the_products),
        cmocka_unit_test(what_is_no_photo_is_said_with_its_name_and_nothing_is_kept),
        cmocka_unit_test(a_zip_has_a_page_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
