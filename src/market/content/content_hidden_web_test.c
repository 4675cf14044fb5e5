// test-timeout: 60
// An operator hides a photo of a shoot: both sides read it and what to do, and another takes its
// place.
#include "market/content/content_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/picture_hiding_web.h"
#include "market/catalog/picture_web.h"
#include "market/catalog/product_picture_job.h"
#include "market/content/content_store.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

struct scene {
    struct catalog_scene catalog;
    struct testing_db *t;
    struct testing_folder folder;
    struct testing_row people[2]; // of the woman's firm and of the rival
    struct actor keeper;
    struct actor owner;
};

static void open_scene(struct scene *s, struct testing_db *t)
{
    static struct web_routes routes;
    routes.count = 0;
    web_routes_add(&routes, SHOOT_ROUTES, SHOOT_ROUTE_COUNT);
    web_routes_add(&routes, SHOOT_ITEM_ROUTES, SHOOT_ITEM_ROUTE_COUNT);
    web_routes_add(&routes, MY_SHOOT_ROUTES, MY_SHOOT_ROUTE_COUNT);
    web_routes_add(&routes, PICTURE_ROUTES, PICTURE_ROUTE_COUNT);
    web_routes_add(&routes, PICTURE_HIDING_ROUTES, PICTURE_HIDING_ROUTE_COUNT);
    catalog_testing_open(&s->catalog, t, routes.items, routes.count);
    s->t = t;
    testing_folder_open_place(&s->folder);
    picture_testing_begin();
    struct testing_row woman = {s->catalog.woman.value, s->catalog.woman_no};
    struct testing_row rival = {s->catalog.rival.value, s->catalog.rival_no};
    struct testing_row keeper = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    s->people[0] = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    s->people[1] = party_testing_person(t, "rival@x.kr", "이한결", NULL, NULL);
    party_testing_role(t, s->people[0], NULL, &woman, PARTY_OWNER);
    party_testing_role(t, s->people[1], NULL, &rival, PARTY_OWNER);
    s->owner = s->catalog.owner;
    s->owner.account.value = s->people[0].id;
    s->keeper = (struct actor){
        .account = {keeper.id}, .name = S("최운영"), .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    web_as(&s->catalog.web, &s->keeper);
}

static void close_scene(struct scene *s)
{
    catalog_testing_close(&s->catalog);
    (void)testing_folder_close(&s->folder);
}

static const char *no_of(struct scene *s, public_no no)
{
    return str_format(s->t->arena, "%lld", (long long)no.value).p;
}

// At two firms, so that no goods come.
static void plan(struct scene *s)
{
    struct web_answer a = web_post(&s->catalog.web, "/admin/shoots",
                                   WEB_FIELDS({"title", "11월 사무용품"}, {"on_day", "2026-11-24"},
                                              {"place", "visit"}, {"place_text", "대구 중구"},
                                              {"photographer", "빛나는 사진관"}, {"cost", "0"},
                                              {"offer", no_of(s, s->catalog.paper.offer_no)},
                                              {"offers", no_of(s, s->catalog.cleaning.offer_no)}));
    assert_int_equal(a.status, 303);
}

static struct shoot_item item_of(struct scene *s, supplier_id supplier)
{
    shoot_item_list list;
    assert_null(db_begin(s->t->db, DB_READ));
    db_set_arena(s->t->db, s->t->arena);
    assert_null(shoot_store_items_of(s->t->db, s->t->arena, supplier, NO_ID(public_no), 2, &list));
    db_rollback(s->t->db);
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static public_no last_photo(struct scene *s, supplier_id supplier)
{
    shoot_picture_list list;
    struct shoot_item x = item_of(s, supplier);
    assert_null(db_begin(s->t->db, DB_READ));
    db_set_arena(s->t->db, s->t->arena);
    assert_null(shoot_store_pictures(s->t->db, s->t->arena, x.id, &list));
    db_rollback(s->t->db);
    return list.items[list.count - 1].picture.no;
}

static const char *item_page(struct scene *s, supplier_id of)
{
    struct shoot_item x = item_of(s, of);
    return str_format(s->t->arena, "/admin/shoots/%lld/items/%lld", (long long)x.shoot_no.value,
                      (long long)x.no.value)
        .p;
}

static const char *own_page(struct scene *s)
{
    struct shoot_item x = item_of(s, s->catalog.woman);
    return str_format(s->t->arena, "/supplier/shoots/%lld", (long long)x.no.value).p;
}

// One's own deed, on the page of the woman's product.
static struct web_answer act(struct scene *s, const struct actor *who, const char *deed)
{
    struct shoot_item x = item_of(s, s->catalog.woman);
    const char *version = str_format(s->t->arena, "%lld", (long long)x.version).p;
    const char *page = who == &s->keeper ? item_page(s, s->catalog.woman) : own_page(s);
    web_as(&s->catalog.web, who);
    return web_post(&s->catalog.web, page,
                    WEB_FIELDS({"do", deed}, {"version", version}, {"reason", "밝게"}));
}

static struct web_answer hand_in(struct scene *s, supplier_id of, const char *role, enum paint what)
{
    const char *path = str_format(s->t->arena, "/upload%s", item_page(s, of)).p;
    const char *field = str_format(s->t->arena, "photo_%d", picture_role_from(str_view(role))).p;
    struct web_file file = {field, "a.png", picture_paint(s->t->arena, what, 300, 260)};
    web_as(&s->catalog.web, &s->keeper);
    return web_post_file(&s->catalog.web, path, &file, WEB_NO_FIELDS);
}

static void make_all(struct scene *s)
{
    static const struct job_kind KINDS[] = {
        {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
    };
    static const struct actor MACHINE = {.rights = 0};
    bool ran = true;
    while (ran) {
        struct unit u = {.arena = s->t->arena, .db = s->t->db, .actor = &MACHINE};
        assert_null(job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran));
    }
}

static void hide(struct scene *s, public_no photo)
{
    web_as(&s->catalog.web, &s->keeper);
    struct web_answer a =
        web_post(&s->catalog.web, "/admin/pictures",
                 WEB_FIELDS({"picture", no_of(s, photo)}, {"do", "hide"}, {"ground", "portrait"},
                            {"words", "사진에 나온 사람이 요청했습니다."}));
    assert_int_equal(a.status, 303);
}

static struct web_answer look(struct scene *s, const struct actor *who, const char *page)
{
    web_as(&s->catalog.web, who);
    return web_get(&s->catalog.web, page);
}

static void a_hidden_photo_of_a_shoot_is_named_and_replaced(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        supplier_id woman = s.catalog.woman;
        plan(&s);
        assert_int_equal(hand_in(&s, woman, "detail", PAINT_OTHER).status, 303);
        assert_int_equal(hand_in(&s, woman, "front", PAINT_ROOM).status, 303);
        assert_int_equal(hand_in(&s, s.catalog.rival, "use", PAINT_ROOM).status, 303);
        make_all(&s);
        const char *page = item_page(&s, woman);
        assert_false(web_shows(look(&s, &s.keeper, page), "가린 사진"));
        const char *desk =
            str_format(t.arena, "/admin/pictures?of=%s", no_of(&s, last_photo(&s, woman))).p;
        struct web_answer a = look(&s, &s.keeper, desk);
        assert_true(web_shows(a, "상품 2개, 기업 2곳의 사진입니다."));
        assert_true(web_shows(a, "상품에 올리지 않은 촬영 사진"));

        // Each firm is told, once; the page says what to do, and so does who asks it nevertheless.
        hide(&s, last_photo(&s, woman));
        assert_int_equal(party_testing_count_notices(&t, s.people[0], "picture.hidden"), 1);
        assert_int_equal(party_testing_count_notices(&t, s.people[1], "picture.hidden"), 1);
        a = look(&s, &s.keeper, page);
        assert_true(web_shows(a, "<span>가린 사진</span>"));
        assert_true(web_shows(a, "그 자리에 다른 사진을 올려 주세요."));
        a = look(&s, &s.owner, own_page(&s));
        assert_true(web_shows(a, "<span>가린 사진</span>"));
        assert_true(web_shows(a, "두레가 다른 사진으로 바꾼 뒤"));
        assert_int_equal(act(&s, &s.keeper, "shoot").status, 303);
        a = act(&s, &s.keeper, "ask");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "운영자가 가린 사진이 있습니다. 그 자리에 다른"));

        // Not the same file; another one is retouched, and nothing is in the way.
        a = hand_in(&s, woman, "front", PAINT_ROOM);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "운영자가 가린 사진과 같은 파일입니다"));
        assert_int_equal(hand_in(&s, woman, "front", PAINT_GOODS).status, 303);
        make_all(&s);
        assert_false(web_shows(look(&s, &s.keeper, page), "그 자리에 다른 사진"));
        assert_int_equal(act(&s, &s.keeper, "ask").status, 303);

        // Hidden while the firm looks: it cannot approve, and wishes.
        hide(&s, last_photo(&s, woman));
        a = look(&s, &s.owner, own_page(&s));
        assert_true(web_shows(a, "승인할 수 없습니다."));
        assert_int_equal(act(&s, &s.owner, "approve").status, 422);
        assert_true(web_shows(look(&s, &s.keeper, page), "수정 요청이 오면"));
        assert_int_equal(act(&s, &s.owner, "wish").status, 303);
        assert_int_equal(hand_in(&s, woman, "front", PAINT_DARK).status, 303);
        make_all(&s);
        assert_int_equal(act(&s, &s.keeper, "ask").status, 303);
        assert_int_equal(act(&s, &s.owner, "approve").status, 303);
        close_scene(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_photo_of_a_shoot_is_named_and_replaced),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
