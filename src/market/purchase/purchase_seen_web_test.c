// test-timeout: 120
// 그때의 상품: a line of a case leads to the offer as its officer saw it, beside what changed
// since, for the institution and for the firm that was asked, and for nobody else.
#include "market/purchase/purchase_seen_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/merge_action.h"
#include "market/catalog/picture_hiding_action.h"
#include "market/catalog/product_picture_action.h"
#include "market/catalog/product_picture_job.h"
#include "market/party/party_testing.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_testing.h"
#include "market/purchase/purchase_web.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

#define PENS 1
#define OLD_TITLE "친환경 볼펜"
#define NEW_TITLE "다른 이름의 펜"

struct desk {
    struct purchase_scene s;
    struct web_test w;
    struct testing_folder folder;
    public_no pens;
};

static void open_desk(struct desk *d, struct testing_db *t)
{
    static struct web_routes routes;
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(&d->s, t);
    routes.count = 0;
    web_routes_add(&routes, SEEN_ROUTES, SEEN_ROUTE_COUNT);
    web_routes_add(&routes, &PURCHASE_ROUTES[1], 1); // the case
    purchase_testing_web(&d->s, &d->w, routes.items, routes.count);
    testing_folder_open_place(&d->folder);
    picture_testing_begin();
    d->pens = purchase_testing_offer_no(&d->s, PENS);
    web_as(&d->w, &d->s.officer);
}

static void close_desk(struct desk *d)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    web_test_close(&d->w);
    (void)testing_folder_close(&d->folder);
}

static void later(int64_t hours)
{
    web_test_now = instant_add_s(web_test_now, hours * 3600);
}

static instant now_of_test(void)
{
    return web_test_now;
}

// --- What the firm does --------------------------------------------------------------------------

struct photo {
    public_no offer;
    enum paint what;
    public_no out;
};

static err find_own(struct unit *u, public_no offer, struct pictured *of, product_picture_list *own)
{
    TRY(product_picture_find_product(u->db, u->actor->supplier, offer, of));
    return product_picture_list_own(u->db, u->arena, u->actor->supplier, of->product, own);
}

static err add_photo(struct unit *u, void *data)
{
    struct photo *x = data;
    struct pictured of;
    product_picture_list own;
    struct upload up = {.field = S("photo"),
                        .name = S("펜.png"),
                        .bytes = picture_paint(u->arena, x->what, 400, 360)};
    TRY(find_own(u, x->offer, &of, &own));
    TRY(product_picture_action_add(u, &of, &up, S("사진을 올림")));
    TRY(find_own(u, x->offer, &of, &own));
    for (size_t i = 0; i < own.count; i++) { // removed ones stand last
        x->out = own.items[i].is_removed ? x->out : own.items[i].picture.no;
    }
    return NULL;
}

static err remove_photo(struct unit *u, void *data)
{
    const struct photo *x = data;
    struct pictured of;
    product_picture_list own;
    TRY(find_own(u, x->offer, &of, &own));
    return product_picture_action_move(u, &own, 0, PICTURE_REMOVE);
}

static err change_offer(struct unit *u, void *data)
{
    const public_no *offer = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, *offer, &was));
    struct product_text text = was.text;
    struct offer_terms terms = was.terms;
    text.title = S(NEW_TITLE);
    terms.price = WON(30000);
    return listing_action_revise(u, &was, &text, &terms, S("새 해"));
}

// A contract of somebody else's takes of it.
static err take_stock(struct unit *u, void *data)
{
    const public_no *offer = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, *offer, &was));
    struct offer_terms terms = was.terms;
    terms.stock = 5;
    return listing_action_revise(u, &was, &was.text, &terms, S("남은 수"));
}

static err end_offer(struct unit *u, void *data)
{
    const public_no *offer = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, *offer, &was));
    return listing_action_move(u, &was, LISTING_END, S(""));
}

static void must(struct desk *d, const struct actor *who, err (*deed)(struct unit *, void *),
                 void *data)
{
    purchase_testing_must(purchase_testing_run(&d->s, who, deed, data), d->s.database->db);
}

static public_no photograph(struct desk *d, enum paint what)
{
    static const struct actor MACHINE = {.rights = 0};
    static const struct job_kind KINDS[] = {
        {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
    };
    struct photo x = {.offer = d->pens, .what = what};
    bool ran = true;
    must(d, &d->s.owner, add_photo, &x);
    while (ran) {
        struct unit u = {.arena = d->s.database->arena, .db = d->s.database->db, .actor = &MACHINE};
        assert_null(job_run_one(&u, now_of_test, KINDS, COUNT(KINDS), NULL, &ran));
    }
    return x.out;
}

// --- What is seen --------------------------------------------------------------------------------

static const char *page_of(struct desk *d, const char *side, const char *seq)
{
    return str_format(d->s.database->arena, "/%s/purchases/%lld/lines/%s", side,
                      (long long)d->s.draft.no.value, seq)
        .p;
}

static struct web_answer look(struct desk *d)
{
    struct web_answer a = web_get(&d->w, page_of(d, "buyer", "2"));
    assert_int_equal(a.status, 200);
    return a;
}

// What stands between two marks.
static str between(str body, const char *begin, const char *end)
{
    size_t at = str_index(body, str_view(begin));
    if (at == body.n) {
        fail_msg("%s is not in %.*s", begin, STR_ARG(body));
    }
    str rest = str_slice(body, at + strlen(begin), body.n);
    return str_slice(rest, 0, str_index(rest, str_view(end)));
}

static bool shows_photo(struct desk *d, str part, public_no no)
{
    return str_contains(part, str_format(d->s.database->arena, "src=\"/pictures/%lld/240.webp\"",
                                         (long long)no.value));
}

#define ROW(name, was, is)                                                                         \
    "<th scope=\"row\">" name "</th><td data-l=\"그때\"><b>" was                                   \
    "</b></td><td data-l=\"지금\">" is "</td>"

static void a_line_leads_to_the_offer_as_it_was_beside_what_changed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no old = photograph(&d, PAINT_GOODS);
        struct web_answer a = look(&d);
        assert_true(web_shows(a, "<h1>" OLD_TITLE "</h1>"));
        assert_true(web_shows(a, "적은 뒤로 바뀌지 않았습니다"));
        assert_true(shows_photo(&d, a.body, old));
        assert_false(web_shows(a, "그 뒤 바뀐 것"));

        later(1);
        struct photo x = {.offer = d.pens};
        must(&d, &d.s.owner, remove_photo, &x);
        public_no new = photograph(&d, PAINT_OTHER);
        must(&d, &d.s.owner, change_offer, &d.pens);
        str link = str_format(t.arena, "href=\"%s\"", page_of(&d, "buyer", "2"));
        a = web_get(&d.w, purchase_testing_path(&d.s, "/buyer/purchases/", d.s.draft.no.value));
        assert_true(str_contains(a.body, link)); // of the case
        assert_true(web_shows(a, OLD_TITLE));

        a = look(&d);
        assert_true(web_shows(a, "<h1>" OLD_TITLE "</h1>"));
        assert_true(web_shows(a, "적은 뒤 상품이 바뀌었습니다"));
        assert_true(web_shows(a, ROW("상품명", OLD_TITLE, NEW_TITLE)));
        assert_true(web_shows(a, ROW("단가(원)", "12,000", "30,000")));
        assert_true(web_shows(a, "12,000원 / 다스"));
        str then = between(a.body, "<b>그때</b>", "<b>지금</b>");
        str now = between(a.body, "<b>지금</b>", "</section>");
        assert_true(shows_photo(&d, then, old));
        assert_false(shows_photo(&d, then, new));
        assert_true(shows_photo(&d, now, new));
        assert_false(shows_photo(&d, now, old));
        assert_true(shows_photo(&d, between(a.body, "<h2 id=\"h-then\">", "</section>"), old));

        a = web_get(&d.w, page_of(&d, "buyer", "1")); // another line
        assert_true(web_shows(a, "적은 뒤로 바뀌지 않았습니다"));
        assert_true(web_shows(a, "그때는 올린 사진이 없었습니다"));

        must(&d, &d.s.owner, end_offer, &d.pens);
        a = look(&d);
        assert_true(web_shows(a, "지금은 팔지 않습니다"));
        assert_true(web_shows(a, "<h1>" OLD_TITLE "</h1>"));
        assert_true(shows_photo(&d, a.body, old));
        assert_false(web_shows(a, "지금의 상품 보기"));
        close_desk(&d);
    }
}

static void stock_that_falls_is_no_change_and_photos_alone_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        later(1);
        must(&d, &d.s.owner, take_stock, &d.pens);
        struct web_answer a = look(&d);
        assert_true(web_shows(a, "적은 뒤로 바뀌지 않았습니다"));
        public_no new = photograph(&d, PAINT_GOODS);
        a = look(&d);
        assert_true(web_shows(a, "적은 뒤 상품이 바뀌었습니다"));
        assert_false(web_shows(a, "<caption class=\"sr-only\">그때와 지금</caption>"));
        assert_true(shows_photo(&d, between(a.body, "<b>지금</b>", "</section>"), new));
        assert_true(web_shows(a, "그때는 올린 사진이 없었습니다"));
        close_desk(&d);
    }
}

// --- A draft takes what is there now -------------------------------------------------------------

static err edit_draft(struct unit *u, void *data)
{
    struct purchase *p = data;
    purchase_line_list lines;
    int64_t quantities[3];
    struct purchase_need need = {
        .title = p->title,
        .need = p->need,
        .budget_line = p->budget_line,
        .object = p->object,
        .delivery_place = p->delivery_place,
        .district = p->district,
        .deliver_by = p->deliver_by,
    };
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    for (size_t i = 0; i < 3; i++) {
        quantities[i] = lines.items[i].quantity;
    }
    return purchase_action_edit(u, p, &need, &lines, quantities);
}

static void a_draft_that_takes_the_offer_anew_has_seen_its_photos(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        later(1);
        public_no new = photograph(&d, PAINT_GOODS);
        must(&d, &d.s.owner, change_offer, &d.pens);
        later(1);
        must(&d, &d.s.officer, edit_draft, &d.s.draft);
        struct web_answer a = look(&d);
        assert_true(web_shows(a, "<h1>" NEW_TITLE "</h1>"));
        assert_true(web_shows(a, "적은 뒤로 바뀌지 않았습니다"));
        assert_true(shows_photo(&d, a.body, new));
        close_desk(&d);
    }
}

// --- A photo that nobody may see any more --------------------------------------------------------

static err hide(struct unit *u, void *data)
{
    const public_no *photo = data;
    hideable_list found;
    TRY(picture_hiding_find(u->db, u->arena, *photo, &found));
    return picture_hiding_action_set(u, &found.items[0], S("privacy"), S("얼굴이 보입니다."));
}

static void a_hidden_photo_is_told_with_the_day_and_why(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no photo = photograph(&d, PAINT_GOODS);
        assert_true(shows_photo(&d, look(&d).body, photo));
        later(24);
        must(&d, &d.s.operator_, hide, &photo);
        struct web_answer a = look(&d);
        assert_false(shows_photo(&d, a.body, photo));
        assert_false(
            web_shows(a, str_format(t.arena, "/pictures/%lld/", (long long)photo.value).p));
        str then = between(a.body, "<h2 id=\"h-then\">", "</section>");
        static const char TOLD[] = "가린 사진<br>2026.\u00a011.\u00a025.<br>개인정보·사생활";
        assert_true(str_contains(then, str_view(TOLD)));
        assert_true(str_contains(between(a.body, "<b>그때</b>", "<b>지금</b>"), str_view(TOLD)));
        must(&d, &d.s.owner, change_offer, &d.pens);
        later(1);
        must(&d, &d.s.officer, edit_draft, &d.s.draft); // seen anew, and it was hidden by then
        a = look(&d);
        assert_false(web_shows(a, "가린 사진"));
        assert_true(web_shows(a, "그때는 올린 사진이 없었습니다"));
        later(1);
        must(&d, &d.s.operator_, hide, &photo); // shown again
        a = look(&d);
        assert_true(web_shows(a, "그때는 올린 사진이 없었습니다"));
        assert_true(shows_photo(&d, between(a.body, "<b>지금</b>", "</section>"), photo));
        close_desk(&d);
    }
}

// --- Products that become one --------------------------------------------------------------------

struct twin {
    public_no into;
    public_no merge;
};

static err make_twin(struct unit *u, void *data)
{
    struct twin *x = data;
    struct product_text text = {.category = S("paper.pen"),
                                .title = S("같은 볼펜"),
                                .maker = S(""),
                                .model = S(""),
                                .origin = S(""),
                                .description = S(""),
                                .detail_no = S(""),
                                .item_no = S("")};
    product_id made;
    x->into = public_no_from(4711);
    return listing_store_add_product(u->db, &text, x->into, false, u->now, &made);
}

struct union_of {
    public_no offer;
    struct twin twin;
};

static err merge(struct unit *u, void *data)
{
    struct union_of *x = data;
    struct listing l;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), x->offer, &l));
    return merge_action_merge(u, l.product_no, x->twin.into, S("같은 볼펜입니다."), &x->twin.merge);
}

static void what_was_merged_since_is_shown_as_it_was(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no photo = photograph(&d, PAINT_GOODS);
        struct union_of x = {.offer = d.pens};
        later(1);
        must(&d, &d.s.operator_, make_twin, &x.twin);
        must(&d, &d.s.operator_, merge, &x);
        struct web_answer a = look(&d);
        assert_true(web_shows(a, "<h1>" OLD_TITLE "</h1>"));
        assert_true(web_shows(a, ROW("상품명", OLD_TITLE, "같은 볼펜")));
        assert_true(shows_photo(&d, between(a.body, "<h2 id=\"h-then\">", "</section>"), photo));
        assert_false(web_shows(a, "<h3 class=\"mt2\">사진")); // its photos went along
        close_desk(&d);
    }
}

// --- Who may -------------------------------------------------------------------------------------

static int status_of(struct desk *d, const struct actor *who, const char *side, const char *seq)
{
    web_as(&d->w, who);
    return web_get(&d->w, page_of(d, side, seq)).status;
}

static void only_the_institution_and_the_firm_that_was_asked_see_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        struct purchase_scene *s = &d.s;
        assert_int_equal(status_of(&d, &s->owner, "supplier", "2"), 404); // nobody asked it yet
        purchase_testing_move(s, &s->draft, PURCHASE_ASKED);
        assert_int_equal(status_of(&d, &s->owner, "supplier", "2"), 200);
        assert_int_equal(status_of(&d, &s->staff, "supplier", "2"), 200);
        assert_int_equal(status_of(&d, &s->rival_owner, "supplier", "2"), 404);
        assert_int_equal(status_of(&d, &s->inspector, "buyer", "2"), 200);
        assert_int_equal(status_of(&d, &s->officer_there, "buyer", "2"), 404);
        assert_int_equal(status_of(&d, &s->owner, "buyer", "2"), 403);
        assert_int_equal(status_of(&d, &s->officer, "supplier", "2"), 403);
        assert_int_equal(status_of(&d, &s->officer, "buyer", "9"), 404);
        assert_int_equal(status_of(&d, &s->officer, "buyer", "x"), 404);
        assert_int_equal(status_of(&d, NULL, "buyer", "2"), 303);
        web_as(&d.w, &s->owner);
        struct web_answer a = web_get(&d.w, page_of(&d, "supplier", "2"));
        assert_false(web_shows(a, "/buyer/purchases/")); // no way into the other side
        close_desk(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_leads_to_the_offer_as_it_was_beside_what_changed),
        cmocka_unit_test(stock_that_falls_is_no_change_and_photos_alone_are),
        cmocka_unit_test(a_draft_that_takes_the_offer_anew_has_seen_its_photos),
        cmocka_unit_test(a_hidden_photo_is_told_with_the_day_and_why),
        cmocka_unit_test(what_was_merged_since_is_shown_as_it_was),
        cmocka_unit_test(only_the_institution_and_the_firm_that_was_asked_see_it),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
