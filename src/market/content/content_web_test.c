// A shoot from its plan to the pictures on the product's page, on both desks.
#include "market/content/content_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/catalog_web.h"
#include "market/catalog/picture_past_store.h"
#include "market/catalog/product_picture_job.h"
#include "market/content/content_action.h"
#include "market/content/content_job.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

static const struct job_kind KINDS[] = {
    {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
};

static const struct actor OPERATOR = {
    .rights = RIGHT_OPERATOR | RIGHT_SIGNED_IN, .name = {"운영자", 9}
};

static struct route routes[24];
static struct testing_folder folder;

struct scene {
    struct catalog_scene catalog;
    struct testing_db *t;
};

static size_t add_routes(size_t count, const struct route *of, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        routes[count++] = of[i];
    }
    return count;
}

static void open_scene(struct scene *s, struct testing_db *t)
{
    size_t count = add_routes(0, SHOOT_ROUTES, SHOOT_ROUTE_COUNT);
    count = add_routes(count, SHOOT_ITEM_ROUTES, SHOOT_ITEM_ROUTE_COUNT);
    count = add_routes(count, MY_SHOOT_ROUTES, MY_SHOOT_ROUTE_COUNT);
    count = add_routes(count, SHEET_ROUTES, SHEET_ROUTE_COUNT);
    count = add_routes(count, CATALOG_ROUTES, CATALOG_ROUTE_COUNT);
    catalog_testing_open(&s->catalog, t, routes, count);
    s->t = t;
    s->catalog.owner.account = NO_ID(account_id); // who acts is no row of the scene
    testing_folder_open_place(&folder);
    picture_testing_begin();
    web_as(&s->catalog.web, &OPERATOR);
}

static void close_scene(struct scene *s)
{
    catalog_testing_close(&s->catalog);
    (void)testing_folder_close(&folder);
}

static const char *no_of(struct scene *s, public_no no)
{
    return str_format(s->t->arena, "%lld", (long long)no.value).p;
}

// A shoot of two products of two firms.
static const char *plan(struct scene *s, const char *place)
{
    struct web_answer a =
        web_post(&s->catalog.web, "/admin/shoots",
                 WEB_FIELDS({"title", "11월 사무용품"}, {"on_day", "2026-11-24"}, {"place", place},
                            {"place_text", "대구 중구 스튜디오"}, {"photographer", "빛나는 사진관"},
                            {"cost", "300,000"}, {"offer", no_of(s, s->catalog.paper.offer_no)},
                            {"offers", no_of(s, s->catalog.cleaning.offer_no)}));
    assert_int_equal(a.status, 303);
    return str_copy(s->t->arena, a.location).p;
}

static shoot_item_list items_of(struct scene *s, supplier_id supplier)
{
    shoot_item_list list;
    assert_null(db_begin(s->t->db, DB_READ));
    db_set_arena(s->t->db, s->t->arena);
    assert_null(shoot_store_items_of(s->t->db, s->t->arena, supplier, NO_ID(public_no), 2, &list));
    db_rollback(s->t->db);
    return list;
}

static struct shoot_item item_of(struct scene *s, supplier_id supplier)
{
    shoot_item_list list = items_of(s, supplier);
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static const char *item_page(struct scene *s, const struct shoot_item *x)
{
    return str_format(s->t->arena, "/admin/shoots/%lld/items/%lld", (long long)x->shoot_no.value,
                      (long long)x->no.value)
        .p;
}

static struct web_answer act(struct scene *s, supplier_id of, const char *deed, const char *words)
{
    struct shoot_item x = item_of(s, of);
    const char *version = str_format(s->t->arena, "%lld", (long long)x.version).p;
    return web_post(&s->catalog.web, item_page(s, &x),
                    WEB_FIELDS({"do", deed}, {"version", version}, {"name", words},
                               {"goods", "복사용지 1상자"}, {"reason", words}));
}

static err do_return(struct unit *u, void *data)
{
    struct goods_handover h = {.name = S("김나래"), .goods = S("복사용지 1상자"), .remark = S("")};
    return shoot_action_return(u, data, &h);
}

// In another window, which still shows the item as it was.
static err return_again(struct scene *s, const struct actor *actor, struct shoot_item *seen)
{
    struct unit u = {
        .arena = s->t->arena, .db = s->t->db, .actor = actor, .trace = S("test"), .law = NULL};
    return unit_run(&u, unit_clock_system, do_return, seen);
}

static struct web_answer hand_in(struct scene *s, supplier_id of, const char *role, enum paint what)
{
    struct shoot_item x = item_of(s, of);
    const char *path = str_format(s->t->arena, "/upload%s", item_page(s, &x)).p;
    const char *field = str_format(s->t->arena, "photo_%d", picture_role_from(str_view(role))).p;
    struct web_file file = {field, "a.png", picture_paint(s->t->arena, what, 300, 260)};
    return web_post_file(&s->catalog.web, path, &file, WEB_NO_FIELDS);
}

// The front, and this as the detail, at once.
static struct web_answer hand_in_two(struct scene *s, supplier_id of, str detail)
{
    struct shoot_item x = item_of(s, of);
    const char *path = str_format(s->t->arena, "/upload%s", item_page(s, &x)).p;
    const struct web_file files[] = {
        {"photo_0", "a.png", picture_paint(s->t->arena, PAINT_ROOM, 300, 260)},
        {"photo_1",      "b.png",         detail                                 },
    };
    return web_post_files(&s->catalog.web, path, files, COUNT(files));
}

static struct web_answer answer(struct scene *s, supplier_id of, const char *deed,
                                const char *reason)
{
    struct shoot_item x = item_of(s, of);
    const char *path = str_format(s->t->arena, "/supplier/shoots/%s", no_of(s, x.no)).p;
    const char *version = str_format(s->t->arena, "%lld", (long long)x.version).p;
    return web_post(&s->catalog.web, path,
                    WEB_FIELDS({"do", deed}, {"version", version}, {"reason", reason}));
}

static void make_all(struct scene *s)
{
    static const struct actor MACHINE = {.rights = 0};
    bool ran = true;
    while (ran) {
        struct unit u = {.arena = s->t->arena, .db = s->t->db, .actor = &MACHINE};
        assert_null(job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran));
    }
}

// Why the photos of a product were changed last.
static const char *last_change_of_photos(struct scene *s, supplier_id firm, product_id product)
{
    past_photo_list now;
    photo_change_list list;
    assert_null(db_begin(s->t->db, DB_READ));
    db_set_arena(s->t->db, s->t->arena);
    assert_null(picture_past_list(s->t->db, s->t->arena, firm, product, 0, &now, &list));
    assert_int_equal(list.count, 2); // the front and the detail
    assert_int_equal(photo_deed_length(&list, 0), 2);
    const char *why = str_to_c(s->t->arena, list.items[0].reason);
    db_rollback(s->t->db);
    return why;
}

static void goods_come_are_shot_retouched_approved_and_go_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        supplier_id firm = s.catalog.woman;
        assert_true(web_shows(web_get(&s.catalog.web, "/admin/shoots"), "계획한 촬영이 없습니다"));
        assert_true(web_shows(web_get(&s.catalog.web, "/admin/shoots/new"), "사진이 없는 상품"));
        const char *shoot = plan(&s, "studio");
        assert_true(web_shows(web_get(&s.catalog.web, shoot), "상품 받기 전"));

        // Goods come by name; the shots of the list come before the retouching.
        assert_int_equal(act(&s, firm, "shoot", "").status, 422); // they are not here
        assert_int_equal(act(&s, firm, "check_in", "").status, 422);
        assert_int_equal(act(&s, firm, "check_in", "김나래").status, 303);
        assert_true(web_shows(web_get(&s.catalog.web, shoot), "진행 중"));
        assert_int_equal(act(&s, firm, "shoot", "").status, 422);
        assert_int_equal(hand_in(&s, firm, "detail", PAINT_ROOM).status, 303);
        struct web_answer several = hand_in_two(&s, firm, S("no photo")); // one of them is none
        assert_int_equal(several.status, 422);
        assert_true(web_shows(several, "하나도 올리지 않았습니다"));
        assert_int_equal(act(&s, firm, "shoot", "").status, 422); // the front is missing
        str detail = picture_paint(t.arena, PAINT_OTHER, 300, 260);
        assert_int_equal(hand_in_two(&s, firm, detail).status, 303);
        assert_int_equal(act(&s, firm, "shoot", "").status, 303);

        // Retouched; nobody is asked before all is made.
        assert_int_equal(hand_in(&s, firm, "front", PAINT_GOODS).status, 303);
        assert_int_equal(act(&s, firm, "ask", "").status, 422);
        make_all(&s);
        assert_int_equal(act(&s, firm, "ask", "").status, 303);
        assert_int_equal(hand_in(&s, firm, "front", PAINT_GOODS).status, 422); // it is asked

        // The firm wishes for a change, in words, and then approves.
        web_as(&s.catalog.web, &s.catalog.owner);
        struct web_answer a = web_get(&s.catalog.web, "/supplier/shoots");
        assert_true(web_shows(a, "기업 승인 대기"));
        assert_true(web_shows(
            a, "2026년 11월 24일(화) · 스튜디오 촬영(상품을 받음)<small>대구 중구 스튜디오"));
        assert_int_equal(answer(&s, firm, "wish", " ").status, 422);
        assert_int_equal(answer(&s, firm, "wish", "상자를 조금 더 밝게").status, 303);
        assert_int_equal(answer(&s, firm, "approve", "").status, 422);
        web_as(&s.catalog.web, &OPERATOR);
        struct shoot_item x = item_of(&s, firm);
        assert_true(web_shows(web_get(&s.catalog.web, item_page(&s, &x)), "상자를 조금 더 밝게"));
        assert_int_equal(hand_in(&s, firm, "front", PAINT_GOODS).status, 303);
        make_all(&s);
        assert_int_equal(act(&s, firm, "ask", "").status, 303);
        web_as(&s.catalog.web, &s.catalog.owner);
        assert_int_equal(answer(&s, firm, "approve", "").status, 303);

        // Its pictures are the product's, the front first, retouched.
        x = item_of(&s, firm);
        assert_int_equal(x.state, ITEM_APPROVED);
        const char *product = str_format(t.arena, "/products/%s", no_of(&s, x.product_no)).p;
        a = web_get(&s.catalog.web, product);
        assert_true(web_shows(a, "다른 사진"));
        a = web_get(&s.catalog.web, str_format(t.arena, "%s/sheet", product).p);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "/1200.jpg"));
        assert_true(web_shows(a, "앞모습"));

        assert_string_equal(last_change_of_photos(&s, firm, x.product),
                            "전문 촬영한 사진을 승인함");

        // It ends when the other is left out and the goods went back.
        web_as(&s.catalog.web, &OPERATOR);
        struct web_answer end =
            web_post(&s.catalog.web, shoot, WEB_FIELDS({"do", "close"}, {"version", "2"}));
        assert_int_equal(end.status, 422);
        assert_int_equal(act(&s, s.catalog.rival, "drop", "").status, 422);
        assert_int_equal(act(&s, s.catalog.rival, "drop", "상품이 바뀌었습니다").status, 303);
        x = item_of(&s, s.catalog.rival);
        const char *dropped = no_of(&s, x.offer_no);
        a = web_post(&s.catalog.web, shoot,
                     WEB_FIELDS({"do", "add"}, {"version", "2"}, {"offer", dropped}));
        assert_int_equal(a.status, 422); // once left out it comes back in another shoot alone
        assert_true(web_shows(a, "이미 촬영에 담긴 상품이 있습니다"));
        end = web_post(&s.catalog.web, shoot, WEB_FIELDS({"do", "close"}, {"version", "2"}));
        assert_true(web_shows(end, "돌려주지 않은 상품이 있습니다"));
        assert_true(web_shows(end, "1개 승인, 하루"));
        assert_int_equal(act(&s, s.catalog.rival, "return", "박보라").status, 422); // none came
        assert_int_equal(act(&s, firm, "return", "김나래").status, 303);
        assert_int_equal(act(&s, firm, "return", "김나래").status, 422); // once
        end = web_post(&s.catalog.web, shoot, WEB_FIELDS({"do", "close"}, {"version", "2"}));
        assert_int_equal(end.status, 303);
        a = web_get(&s.catalog.web, "/admin/shoots");
        assert_true(web_shows(a, "마침"));
        assert_true(web_shows(a, "300,000")); // of one product approved
        close_scene(&s);
    }
}

// --- The firm's word to what it handed over ------------------------------------------------------

#define PASSWORD "두레 시험 비밀번호 7"

// Somebody of the woman's firm, logged in.
static struct actor person_of_firm(struct scene *s)
{
    struct testing_row firm = {s->catalog.woman.value, s->catalog.woman_no};
    struct testing_row who =
        party_testing_person(s->t, "naerae@example.kr", "김나래", PASSWORD, NULL);
    party_testing_role(s->t, who, NULL, &firm, PARTY_OWNER);
    return party_testing_actor(s->t, who, NULL, &firm, PARTY_OWNER, web_test_now);
}

static struct web_answer confirm(struct scene *s, const char *way, const char *remark,
                                 const char *secret)
{
    struct shoot_item x = item_of(s, s->catalog.woman);
    const char *path = str_format(s->t->arena, "/supplier/shoots/%s/goods", no_of(s, x.no)).p;
    return web_post(&s->catalog.web, path,
                    WEB_FIELDS({"way", way}, {"remark", remark}, {"secret", secret}));
}

static void a_firm_confirms_what_it_handed_over_and_got_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        supplier_id firm = s.catalog.woman;
        struct testing_row planner =
            party_testing_person(&t, "op@example.kr", "최운영", NULL, NULL);
        struct actor keeper = OPERATOR;
        keeper.account.value = planner.id;
        struct actor person = person_of_firm(&s);
        struct testing_row who = {.id = person.account.value};
        web_as(&s.catalog.web, &keeper);
        const char *shoot = plan(&s, "studio");
        struct shoot_item x = item_of(&s, firm);
        web_as(&s.catalog.web, &person);
        assert_int_equal(confirm(&s, "in", "", PASSWORD).status, 422); // nothing came
        web_as(&s.catalog.web, &keeper);
        struct web_answer a =
            web_post(&s.catalog.web, item_page(&s, &x),
                     WEB_FIELDS({"do", "check_in"}, {"version", "1"}, {"name", "김나래"}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "무엇을 몇 개 주고받았는지"));
        a = web_post(&s.catalog.web, item_page(&s, &x),
                     WEB_FIELDS({"do", "check_in"}, {"version", "1"}, {"name", "김나래"},
                                {"goods", "복사용지 1상자"}, {"remark", "모서리 눌림"}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&s.catalog.web, item_page(&s, &x)), "확인 전"));
        assert_true(web_shows(web_get(&s.catalog.web, shoot), "기업 확인 전"));
        assert_int_equal(party_testing_count_notices(&t, who, "shoot.asked"), 2); // with the plan

        web_as(&s.catalog.web, &person);
        assert_true(web_shows(web_get(&s.catalog.web, "/supplier/shoots"), "확인해 주세요"));
        const char *mine = str_format(t.arena, "/supplier/shoots/%s", no_of(&s, x.no)).p;
        a = web_get(&s.catalog.web, mine);
        assert_true(web_shows(a, "복사용지 1상자"));
        assert_true(web_shows(a, "모서리 눌림"));
        assert_true(web_shows(a, "맡긴 상품 확인"));
        assert_int_equal(confirm(&s, "in", "", "").status, 422);
        assert_int_equal(confirm(&s, "in", "", "틀린 비밀번호").status, 422);
        assert_int_equal(confirm(&s, "out", "", PASSWORD).status, 422); // it did not go back
        assert_int_equal(confirm(&s, "aside", "", PASSWORD).status, 422);
        x = item_of(&s, firm);
        assert_true(goods_wait(&x.handover[GOODS_CAME]));
        assert_int_equal(confirm(&s, "in", "설명서도 있었습니다", PASSWORD).status, 303);
        assert_int_equal(confirm(&s, "in", "", PASSWORD).status, 422); // once
        assert_int_equal(party_testing_count_audit(&t, "shoot.confirm_in"), 1);
        a = web_get(&s.catalog.web, mine);
        assert_true(web_shows(a, "확인함"));
        assert_false(web_shows(a, "맡긴 상품 확인"));

        web_as(&s.catalog.web, &keeper);
        a = web_get(&s.catalog.web, item_page(&s, &x));
        assert_true(web_shows(a, "설명서도 있었습니다"));
        assert_true(web_shows(web_get(&s.catalog.web, shoot), "기업이 확인함"));
        assert_int_equal(party_testing_count_notices(&t, planner, "shoot.answered"), 1);
        assert_int_equal(act(&s, firm, "return", "김나래").status, 303);
        assert_ptr_equal(return_again(&s, &keeper, &x), &SHOOT_GOODS_NOT); // seen before that
        web_as(&s.catalog.web, &person);
        assert_true(web_shows(web_get(&s.catalog.web, mine), "돌려받은 상품 확인"));
        assert_int_equal(confirm(&s, "out", "", PASSWORD).status, 303);
        assert_int_equal(party_testing_count_audit(&t, "shoot.confirm_out"), 1);
        struct actor rival = person; // another firm's are nobody's
        rival.supplier = s.catalog.rival;
        web_as(&s.catalog.web, &rival);
        assert_int_equal(confirm(&s, "out", "", PASSWORD).status, 404);
        close_scene(&s);
    }
}

static instant later;

static instant clock_of_later(void)
{
    return later;
}

// Runs what is due at a moment; how many jobs it were.
static int remind(struct scene *s, int64_t days)
{
    static const struct actor MACHINE = {.rights = 0};
    static const struct job_kind KIND = {SHOOT_REMIND_JOB, content_job_remind, NULL, NULL};
    struct unit u = {.arena = s->t->arena, .db = s->t->db, .actor = &MACHINE, .trace = S("t")};
    int count = 0;
    later = instant_add_s(web_test_now, days * 86400);
    for (bool ran = true; ran;) {
        assert_null(job_run_one(&u, clock_of_later, &KIND, 1, NULL, &ran));
        count += ran ? 1 : 0;
    }
    return count;
}

static void a_firm_that_confirms_nothing_is_reminded(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        struct testing_row planner =
            party_testing_person(&t, "op@example.kr", "최운영", NULL, NULL);
        struct actor keeper = OPERATOR;
        keeper.account.value = planner.id;
        struct actor person = person_of_firm(&s);
        struct testing_row who = {.id = person.account.value};
        web_as(&s.catalog.web, &keeper);
        (void)plan(&s, "studio");
        assert_int_equal(act(&s, s.catalog.woman, "check_in", "김나래").status, 303);
        assert_int_equal(party_testing_count_notices(&t, who, "shoot.asked"), 2);
        assert_int_equal(remind(&s, LIMIT_SHOOT_REMIND_DAYS - 1), 0);
        for (int i = 1; i <= LIMIT_SHOOT_REMINDERS; i++) {
            assert_int_equal(party_testing_count_notices(&t, planner, "shoot.answered"), 0);
            assert_int_equal(remind(&s, (int64_t)i * LIMIT_SHOOT_REMIND_DAYS), 1);
            assert_int_equal(party_testing_count_notices(&t, who, "shoot.asked"), 2 + i);
        }
        assert_int_equal(party_testing_count_notices(&t, planner, "shoot.answered"), 1);
        assert_int_equal(remind(&s, 100), 0);

        // What was confirmed meanwhile needs no word.
        assert_int_equal(act(&s, s.catalog.woman, "return", "김나래").status, 303);
        web_as(&s.catalog.web, &person);
        assert_int_equal(confirm(&s, "out", "", PASSWORD).status, 303);
        int64_t told = party_testing_count_notices(&t, who, "shoot.asked");
        assert_int_equal(remind(&s, 100), 1);
        assert_int_equal(party_testing_count_notices(&t, who, "shoot.asked"), told);
        close_scene(&s);
    }
}

static void a_firm_sees_and_answers_its_own_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        (void)plan(&s, "visit");
        struct shoot_item mine = item_of(&s, s.catalog.woman);
        assert_int_equal(mine.state, ITEM_HERE); // nothing is to come
        struct actor rival = s.catalog.owner;
        rival.supplier = s.catalog.rival;
        web_as(&s.catalog.web, &rival);
        const char *path = str_format(t.arena, "/supplier/shoots/%s", no_of(&s, mine.no)).p;
        assert_int_equal(web_get(&s.catalog.web, path).status, 404);
        assert_int_equal(answer(&s, s.catalog.woman, "approve", "").status, 404);
        struct web_answer a = web_get(&s.catalog.web, "/supplier/shoots");
        assert_true(web_shows(a, "청사 위생 청소"));
        assert_false(web_shows(a, "복사용지"));
        web_as(&s.catalog.web, &s.catalog.owner);
        assert_int_equal(web_get(&s.catalog.web, path).status, 200);
        struct actor person = s.catalog.owner;
        person.account.value = 9;
        web_as(&s.catalog.web, &person);
        assert_int_equal(web_get(&s.catalog.web, item_page(&s, &mine)).status, 403);
        close_scene(&s);
    }
}

static void a_shoot_is_planned_of_goods_for_sale_each_in_one_shoot_at_a_time(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        const char *shoot = plan(&s, "dropoff");
        assert_false(web_shows(web_get(&s.catalog.web, shoot), "속도")); // of nothing yet
        const char *paper = no_of(&s, s.catalog.paper.offer_no);
        const char *gone = no_of(&s, s.catalog.gone.offer_no);
        const char *pens = no_of(&s, s.catalog.pens.offer_no);
        const struct web_field again[] = {
            {"do",      "add"},
            {"version", "1"  },
            {"offer",   paper}
        };
        const struct web_field ended[] = {
            {"do",      "add"},
            {"version", "1"  },
            {"offer",   gone }
        };
        const struct web_field more[] = {
            {"do",      "add"},
            {"version", "1"  },
            {"offer",   pens }
        };
        struct web_answer a = web_post(&s.catalog.web, shoot, again, 3);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 촬영에 담긴 상품이 있습니다"));
        assert_int_equal(web_post(&s.catalog.web, shoot, ended, 3).status, 422);
        assert_int_equal(web_post(&s.catalog.web, shoot, more, 3).status, 303);
        a = web_post(&s.catalog.web, "/admin/shoots",
                     WEB_FIELDS({"title", ""}, {"offers", str_format(t.arena, "%s\n12", paper).p}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "2번째 줄: 판매번호 열세 자리"));
        // What did not begin may be cancelled, and its goods join another.
        a = web_post(&s.catalog.web, shoot, WEB_FIELDS({"do", "cancel"}, {"version", "1"}));
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&s.catalog.web, shoot), "취소"));
        (void)plan(&s, "studio");
        assert_int_equal(items_of(&s, s.catalog.rival).count, 2);
        close_scene(&s);
    }
}

static void goods_to_be_shot_are_looked_for_by_firm_and_category(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        open_scene(&s, &t);
        const char *pens = no_of(&s, s.catalog.pens.offer_no);
        const char *paper = no_of(&s, s.catalog.paper.offer_no);
        const char *gone = no_of(&s, s.catalog.gone.offer_no);
        const char *pens_box = str_format(t.arena, "name=\"offer\" value=\"%s\"", pens).p;
        const char *paper_box = str_format(t.arena, "name=\"offer\" value=\"%s\"", paper).p;
        struct web_answer a = web_get(&s.catalog.web, "/admin/shoots/new");
        assert_true(web_shows(a, pens_box) && web_shows(a, paper_box));
        assert_true(web_shows(a, "<option value=\"paper\">"));
        a = web_post(&s.catalog.web, "/admin/shoots",
                     WEB_FIELDS({"do", "look"}, {"category", "paper"}, {"title", "가을 촬영"},
                                {"offer", pens}, {"offers", "12"}));
        assert_int_equal(a.status, 200); // nothing is planned, nothing typed is lost
        assert_true(web_shows(a, paper_box) && !web_shows(a, pens_box));
        assert_true(web_shows(a, "value=\"가을 촬영\""));
        assert_true(web_shows(a, str_format(t.arena, ">12\n%s</textarea>", pens).p));
        assert_true(web_shows(a, "<option value=\"paper\" selected>"));
        a = web_post(&s.catalog.web, "/admin/shoots",
                     WEB_FIELDS({"do", "look"}, {"firm", "그런 기업 없음"}));
        assert_true(!web_shows(a, paper_box) && web_shows(a, "사진이 없는 것이 없습니다"));
        struct web_answer none = web_post(&s.catalog.web, "/admin/shoots",
                                          WEB_FIELDS({"do", "look"}, {"district", "00000"}));
        assert_false(web_shows(none, paper_box));
        // A number of nothing that is for sale is named.
        a = web_post(&s.catalog.web, "/admin/shoots",
                     WEB_FIELDS({"title", "가을"}, {"on_day", "2026-11-24"}, {"place", "studio"},
                                {"place_text", "스튜디오"}, {"photographer", "사진관"},
                                {"offer", pens}, {"offers", gone}));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, str_format(t.arena, "%s: 판매 중인 상품", gone).p));
        close_scene(&s);
    }
}

static void a_category_has_the_list_of_the_longest_code_it_lies_in(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const struct {
            str category;
            size_t count;
            enum picture_role first;
        } CASES[] = {
            {{"office.write.pen", 16}, 4, ROLE_FRONT},
            {{"food", 4},              3, ROLE_FRONT},
            {{"food.rice.white", 15},  3, ROLE_FRONT},
            {{"foodx.rice", 10},       4, ROLE_FRONT}, // no part of the word
            {{"sclean.office", 13},    1, ROLE_USE  },
        };
        shot_list list;
        assert_null(db_begin(t.db, DB_READ));
        db_set_arena(t.db, t.arena);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            assert_null(shoot_store_shots(t.db, t.arena, CASES[i].category, &list));
            assert_int_equal(list.count, CASES[i].count);
            assert_int_equal(list.items[0].role, CASES[i].first);
            assert_true(list.items[0].is_required);
        }
        db_rollback(t.db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goods_come_are_shot_retouched_approved_and_go_back),
        cmocka_unit_test(a_firm_confirms_what_it_handed_over_and_got_back),
        cmocka_unit_test(a_firm_that_confirms_nothing_is_reminded),
        cmocka_unit_test(a_firm_sees_and_answers_its_own_alone),
        cmocka_unit_test(a_shoot_is_planned_of_goods_for_sale_each_in_one_shoot_at_a_time),
        cmocka_unit_test(goods_to_be_shot_are_looked_for_by_firm_and_category),
        cmocka_unit_test(a_category_has_the_list_of_the_longest_code_it_lies_in),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
