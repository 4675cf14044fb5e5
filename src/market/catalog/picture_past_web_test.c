// test-timeout: 120
// 변경 이력 shows each change of a product's photos: who, when, why, and what was there before.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_web.h"
#include "market/catalog/merge_action.h"
#include "market/catalog/picture_past_store.h"
#include "market/catalog/product_picture_action.h"
#include "market/catalog/product_picture_job.h"
#include "market/catalog/product_picture_web.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

#define WHO "김가온"

struct desk {
    struct catalog_scene s;
    struct actor keeper;
    struct testing_folder folder;
};

static void open_desk(struct desk *d, struct testing_db *t)
{
    static struct route routes[16];
    size_t count = 0;
    for (size_t i = 0; i < PRODUCT_PICTURE_ROUTE_COUNT; i++) {
        routes[count++] = PRODUCT_PICTURE_ROUTES[i];
    }
    for (size_t i = 0; i < LISTING_ROUTE_COUNT; i++) {
        routes[count++] = LISTING_ROUTES[i];
    }
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    catalog_testing_open(&d->s, t, routes, count);
    testing_folder_open_place(&d->folder);
    picture_testing_begin();
    struct testing_row owner = party_testing_person(t, "owner@x.kr", WHO, NULL, NULL);
    struct testing_row keeper = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    struct testing_row firm = {d->s.woman.value, d->s.woman_no};
    party_testing_role(t, owner, NULL, &firm, PARTY_OWNER);
    d->s.owner.account.value = owner.id;
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

static void later(int64_t minutes)
{
    web_test_now = instant_add_s(web_test_now, minutes * 60);
}

static instant now_of_test(void)
{
    return web_test_now;
}

static const char *path_of(const struct desk *d, const struct catalog_good *g, const char *more)
{
    return str_format(d->s.database->arena, "/supplier/products/%lld%s",
                      (long long)g->offer_no.value, more)
        .p;
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

static void hand_in(struct desk *d, const struct catalog_good *g, enum paint what)
{
    struct arena *a = d->s.database->arena;
    struct web_file file = {"photo", "종이.png", picture_paint(a, what, 400, 360)};
    const char *path = str_format(a, "/upload%s", path_of(d, g, "/pictures")).p;
    assert_int_equal(web_post_file(&d->s.web, path, &file, WEB_NO_FIELDS).status, 303);
    make_all(d);
}

static product_picture_list own(struct desk *d, const struct catalog_good *g)
{
    product_picture_list list;
    struct testing_db *t = d->s.database;
    assert_null(db_begin(t->db, DB_READ));
    db_set_arena(t->db, t->arena);
    assert_null(product_picture_list_own(t->db, t->arena, d->s.woman, g->product, &list));
    db_rollback(t->db);
    return list;
}

static void move(struct desk *d, const struct catalog_good *g, size_t at, const char *how,
                 const char *alt)
{
    struct arena *a = d->s.database->arena;
    product_picture_list list = own(d, g);
    const struct product_picture *x = &list.items[at];
    const char *path =
        str_format(a, "%s/%lld", path_of(d, g, "/pictures"), (long long)x->picture.no.value).p;
    const char *version = str_format(a, "%lld", (long long)x->version).p;
    struct web_answer done =
        web_post(&d->s.web, path,
                 WEB_FIELDS({"do", how}, {"version", version}, {"role", picture_role_word(x->role)},
                            {"alt", alt}));
    assert_int_equal(done.status, 303);
}

// An entry of the history: from its reason to the end of it.
static const char *entry(struct desk *d, str page, const char *reason)
{
    struct arena *a = d->s.database->arena;
    str mark = str_format(a, "<b>%s</b><small>", reason);
    size_t at = str_index(page, mark);
    if (at == page.n) {
        fail_msg("%s is not in %.*s", reason, STR_ARG(page));
    }
    str rest = str_slice(page, at, page.n);
    return str_to_c(a, str_slice(rest, 0, str_index(rest, S("</li>"))));
}

// The numbers of the photos in a half of an entry, in their order.
static const char *numbers(struct desk *d, const char *text, bool after)
{
    struct arena *a = d->s.database->arena;
    static const char MARK[] = "<img src=\"/pictures/";
    str half = str_view(text);
    size_t middle = str_index(half, S("<b>뒤</b>"));
    assert_true(middle < half.n);
    half = after ? str_slice(half, middle, half.n) : str_slice(half, 0, middle);
    str said = S("");
    while (str_index(half, str_view(MARK)) < half.n) {
        half = str_slice(half, str_index(half, str_view(MARK)) + strlen(MARK), half.n);
        str no = str_slice(half, 0, str_index(half, S("/")));
        said = str_format(a, "%.*s%.*s ", STR_ARG(said), STR_ARG(no));
    }
    return str_to_c(a, said);
}

static const char *two(struct desk *d, public_no one, public_no other)
{
    return str_format(d->s.database->arena, "%lld %lld ", (long long)one.value,
                      (long long)other.value)
        .p;
}

static const char *single(struct desk *d, public_no one)
{
    return str_format(d->s.database->arena, "%lld ", (long long)one.value).p;
}

static void each_change_of_photos_is_shown_before_and_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        const struct catalog_good *g = &d.s.paper;
        hand_in(&d, g, PAINT_GOODS);
        later(1);
        hand_in(&d, g, PAINT_OTHER); // one behind the other: one entry
        public_no first = own(&d, g).items[0].picture.no;
        public_no second = own(&d, g).items[1].picture.no;
        later(60);
        move(&d, g, 1, "up", "");
        later(60);
        move(&d, g, 1, "save", "상자 <옆면>");
        move(&d, g, 1, "save", "상자 <옆면>"); // nothing new: no entry
        later(60);
        move(&d, g, 1, "remove", "상자 <옆면>");

        struct web_answer a = web_get(&d.s.web, path_of(&d, g, ""));
        assert_int_equal(a.status, 200);
        const char *came = entry(&d, a.body, "사진을 올림");
        assert_string_equal(numbers(&d, came, false), "");
        assert_string_equal(numbers(&d, came, true), two(&d, first, second));
        assert_non_null(strstr(came, WHO));
        assert_non_null(strstr(came, "사진 0장에서 2장으로"));
        assert_int_equal(web_count(a, "<b>사진을 올림</b>"), 1);

        const char *turned = entry(&d, a.body, "사진 순서를 바꿈");
        assert_string_equal(numbers(&d, turned, false), two(&d, first, second));
        assert_string_equal(numbers(&d, turned, true), two(&d, second, first));

        const char *named = entry(&d, a.body, "사진 설명을 고침");
        const char *half = strstr(named, "<b>뒤</b>");
        assert_non_null(strstr(half, "앞모습: 상자 &lt;옆면&gt;"));
        assert_true(strstr(named, "상자 &lt;옆면&gt;") > half);
        assert_int_equal(web_count(a, "<b>사진 설명을 고침</b>"), 1);

        // What was taken away stays to be seen there.
        const char *gone = entry(&d, a.body, "사진을 뺌");
        assert_string_equal(numbers(&d, gone, false), two(&d, second, first));
        assert_string_equal(numbers(&d, gone, true), single(&d, second));
        assert_non_null(strstr(gone, "<span class=\"st bad\">뺌</span>"));
        assert_non_null(strstr(gone, "2026"));

        later(60);
        move(&d, g, 1, "restore", "상자 <옆면>");
        a = web_get(&d.s.web, path_of(&d, g, ""));
        const char *back = entry(&d, a.body, "뺀 사진을 되돌림");
        assert_string_equal(numbers(&d, back, false), single(&d, second));
        assert_string_equal(numbers(&d, back, true), two(&d, second, first));
        assert_non_null(strstr(back, "<span class=\"st ok\">새로</span>"));
        close_desk(&d);
    }
}

static void nobody_sees_the_changes_of_another_firm(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        hand_in(&d, &d.s.paper, PAINT_GOODS);
        struct actor rival = d.s.owner;
        rival.supplier = d.s.rival;
        web_as(&d.s.web, &rival);
        assert_int_equal(web_get(&d.s.web, path_of(&d, &d.s.paper, "")).status, 404);
        struct web_answer a = web_get(&d.s.web, path_of(&d, &d.s.rival_paper, ""));
        assert_int_equal(a.status, 200); // of the same product
        assert_false(web_shows(a, "사진을 올림"));
        close_desk(&d);
    }
}

// --- Many, and pages of them ---------------------------------------------------------------------

static err name_it_again(struct unit *u, void *data)
{
    const struct catalog_good *g = data;
    product_picture_list list;
    TRY(product_picture_list_own(u->db, u->arena, u->actor->supplier, g->product, &list));
    list.items[0].alt = str_format(u->arena, "이름 %lld", (long long)list.items[0].version);
    return product_picture_action_move(u, &list, 0, PICTURE_SAVE);
}

static void run(struct desk *d, const struct actor *who, err (*deed)(struct unit *, void *),
                void *data)
{
    struct unit u = {
        .arena = d->s.database->arena, .db = d->s.database->db, .actor = who, .trace = S("t")};
    assert_null(unit_run(&u, now_of_test, deed, data));
}

// What the photo was called after each change of a page: every one a number less than the one
// above.
static void check_names(str page, int64_t *expected)
{
    static const char HALF[] = "<b>뒤</b>";
    static const char NAME[] = "alt=\"앞모습: 이름 ";
    for (size_t at = 0; (at = str_index(page, str_view(HALF))) < page.n;) {
        page = str_slice(page, at + strlen(HALF), page.n);
        str entry_end = str_slice(page, 0, str_index(page, S("</li>")));
        size_t named = str_index(entry_end, str_view(NAME));
        if (named < entry_end.n) {
            str rest = str_slice(entry_end, named + strlen(NAME), entry_end.n);
            int64_t number = 0;
            assert_true(str_parse_i64(str_slice(rest, 0, str_index(rest, S("\""))), &number));
            assert_int_equal(number, *expected);
            (*expected)--;
        }
    }
}

static void older_changes_stand_on_further_pages_and_each_is_shown_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        size_t named = 0;
        size_t came = 0;
        size_t pages = 0;
        int64_t name = LIMIT_PHOTO_CHANGES + 30;
        open_desk(&d, &t);
        struct catalog_good good =
            catalog_testing_add(&d.s, "paper.copy.a4", "새 종이", d.s.woman, 9000);
        hand_in(&d, &good, PAINT_GOODS);
        for (int i = 0; i < LIMIT_PHOTO_CHANGES + 30; i++) {
            later(30);
            run(&d, &d.s.owner, name_it_again, &good);
        }
        const char *path = path_of(&d, &good, "");
        while (path != NULL && pages < 40) {
            struct web_answer a = web_get(&d.s.web, path);
            assert_int_equal(a.status, 200);
            named += web_count(a, "<b>사진 설명을 고침</b>");
            came += web_count(a, "<b>사진을 올림</b>");
            check_names(a.body, &name);
            pages++;
            size_t at = str_index(a.body, S("\">그 전의 이력"));
            str head = str_slice(a.body, 0, at);
            path = NULL;
            if (at < a.body.n) {
                size_t from = head.n;
                while (head.p[from - 1] != '"') {
                    from--;
                }
                str next = str_slice(head, from, head.n);
                size_t amp = str_index(next, S("&amp;"));
                str tail = amp == next.n ? S("") : str_slice(next, amp + strlen("&amp;"), next.n);
                path = str_format(t.arena, "%.*s%s%.*s", STR_ARG(str_slice(next, 0, amp)),
                                  tail.n > 0 ? "&" : "", STR_ARG(tail))
                           .p;
            }
        }
        assert_int_equal(named, LIMIT_PHOTO_CHANGES + 30);
        assert_int_equal(came, 1);
        assert_int_equal(name, 0);
        assert_in_range(pages, 12, 14);
        close_desk(&d);
    }
}

// --- Products that become one --------------------------------------------------------------------

struct union_of {
    public_no from;
    public_no into;
    public_no merge;
};

static err merge(struct unit *u, void *data)
{
    struct union_of *x = data;
    return merge_action_merge(u, x->from, x->into, S("같은 종이입니다."), &x->merge);
}

static err part(struct unit *u, void *data)
{
    struct union_of *x = data;
    size_t left = 0;
    return merge_action_undo(u, x->merge, S("다른 종이였습니다."), &left);
}

static void a_merge_and_its_end_are_changes_of_photos(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        struct catalog_good twin =
            catalog_testing_add(&d.s, "paper.copy.a4", "같은 종이", d.s.woman, 9000);
        hand_in(&d, &d.s.paper, PAINT_GOODS);
        hand_in(&d, &twin, PAINT_OTHER);
        public_no first = own(&d, &d.s.paper).items[0].picture.no;
        public_no other = own(&d, &twin).items[0].picture.no;
        later(60);
        struct union_of both = {.from = twin.product_no, .into = d.s.paper.product_no};
        run(&d, &d.keeper, merge, &both);
        struct web_answer a = web_get(&d.s.web, path_of(&d, &d.s.paper, ""));
        const char *one = entry(&d, a.body, "같은 종이입니다.");
        assert_string_equal(numbers(&d, one, false), single(&d, first));
        assert_string_equal(numbers(&d, one, true), two(&d, first, other));
        assert_non_null(strstr(one, "최운영"));

        later(60);
        move(&d, &d.s.paper, 1, "save", "옆에서"); // of the one that went
        later(60);
        run(&d, &d.keeper, part, &both);
        a = web_get(&d.s.web, path_of(&d, &d.s.paper, ""));
        one = entry(&d, a.body, "다른 종이였습니다.");
        assert_string_equal(numbers(&d, one, false), two(&d, first, other));
        assert_string_equal(numbers(&d, one, true), single(&d, first));
        assert_non_null(strstr(one, "옆에서"));
        a = web_get(&d.s.web, path_of(&d, &twin, ""));
        one = entry(&d, a.body, "사진을 올림"); // its own came before and is its own again
        assert_string_equal(numbers(&d, one, true), single(&d, other));
        close_desk(&d);
    }
}

// Who moved along with its photos sees no change of them.
static void who_moves_to_another_product_keeps_its_photos(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        struct catalog_good lone =
            catalog_testing_add(&d.s, "paper.copy.a4", "혼자 팔던 종이", d.s.woman, 9000);
        struct catalog_good wide =
            catalog_testing_add(&d.s, "paper.copy.a4", "여럿이 팔 종이", d.s.rival, 9000);
        hand_in(&d, &lone, PAINT_GOODS);
        public_no photo = own(&d, &lone).items[0].picture.no;
        later(60);
        struct union_of both = {.from = lone.product_no, .into = wide.product_no};
        run(&d, &d.keeper, merge, &both);
        struct web_answer a = web_get(&d.s.web, path_of(&d, &lone, ""));
        assert_int_equal(web_count(a, "<b>같은 종이입니다.</b>"), 1); // the offer's alone
        const char *came = entry(&d, a.body, "사진을 올림");
        assert_string_equal(numbers(&d, came, true), single(&d, photo));
        close_desk(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_of_photos_is_shown_before_and_after),
        cmocka_unit_test(nobody_sees_the_changes_of_another_firm),
        cmocka_unit_test(older_changes_stand_on_further_pages_and_each_is_shown_once),
        cmocka_unit_test(a_merge_and_its_end_are_changes_of_photos),
        cmocka_unit_test(who_moves_to_another_product_keeps_its_photos),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
