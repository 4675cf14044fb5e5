// test-timeout: 120
// What a form of a draft showed goes along with it: a firm that changes its offer meanwhile puts
// nothing into a case that its officer did not see.
#include "market/purchase/purchase_sight_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/purchase/purchase_basket_store.h"
#include "market/purchase/purchase_draft_web.h"
#include "market/purchase/purchase_testing.h"
#include "platform/secret/secret.h"

#define PENS 1
#define NEW_TITLE "다른 이름의 펜"

struct desk {
    struct purchase_scene s;
    struct web_test w;
    public_no pens;
    public_no supplier;
    const char *department;
};

static void open_desk(struct desk *d, struct testing_db *t)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(&d->s, t);
    purchase_testing_web(&d->s, &d->w, DRAFT_ROUTES, DRAFT_ROUTE_COUNT);
    d->pens = purchase_testing_offer_no(&d->s, PENS);
    d->department =
        purchase_testing_path(&d->s, "", purchase_testing_department_no(&d->s, d->s.department));
    web_as(&d->w, &d->s.officer);
}

static void close_desk(struct desk *d)
{
    web_test_close(&d->w);
}

static void must(struct desk *d, const struct actor *who, err (*deed)(struct unit *, void *))
{
    web_test_now = instant_add_s(web_test_now, 3600);
    purchase_testing_must(purchase_testing_run(&d->s, who, deed, d), d->s.database->db);
}

// --- What happens meanwhile ----------------------------------------------------------------------

static err change_offer(struct unit *u, void *data)
{
    const struct desk *d = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, d->pens, &was));
    struct product_text text = was.text;
    struct offer_terms terms = was.terms;
    text.title = S(NEW_TITLE);
    terms.price = WON(30000);
    return listing_action_revise(u, &was, &text, &terms, S("새 해"));
}

// A revision in which nobody sees anything else.
static err take_stock(struct unit *u, void *data)
{
    const struct desk *d = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, d->pens, &was));
    struct offer_terms terms = was.terms;
    terms.stock = 5000;
    return listing_action_revise(u, &was, &was.text, &terms, S("남은 수"));
}

static err put_in(struct unit *u, void *data)
{
    struct desk *d = data;
    struct basket_offer of;
    TRY(basket_put(u->db, u->actor->account, d->pens, 50, u->now, &of));
    d->supplier = of.supplier;
    return NULL;
}

// --- The forms -----------------------------------------------------------------------------------

// What the form carries for a line, as the page has it.
static const char *seen_of(struct desk *d, struct web_answer a, int64_t key)
{
    struct arena *arena = d->s.database->arena;
    str mark = str_format(arena, "name=\"seen_%lld\" value=\"", (long long)key);
    size_t at = str_index(a.body, mark);
    assert_true(at < a.body.n);
    str rest = str_slice(a.body, at + mark.n, a.body.n);
    return str_to_c(arena, str_slice(rest, 0, str_index(rest, S("\""))));
}

static struct web_answer make(struct desk *d, const char *seen)
{
    struct arena *a = d->s.database->arena;
    const char *field = str_format(a, "seen_%lld", (long long)d->pens.value).p;
    return web_post(&d->w, "/buyer/purchases",
                    WEB_FIELDS({"supplier", purchase_testing_path(&d->s, "", d->supplier.value)},
                               {"title", "펜을 삽니다"}, {"need", "행사용"},
                               {"department", d->department}, {"budget_line", "201-01"},
                               {"object", "goods"}, {"delivery_place", "본관"},
                               {"deliver_by", "2026-12-18"}, {field, seen}));
}

static void a_new_case_is_made_of_what_its_form_showed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        must(&d, &d.s.officer, put_in);
        const char *form =
            purchase_testing_path(&d.s, "/buyer/purchases/new?supplier=", d.supplier.value);
        struct web_answer a = web_get(&d.w, form);
        assert_int_equal(a.status, 200);
        const char *seen = seen_of(&d, a, d.pens.value);
        must(&d, &d.s.owner, change_offer);
        a = make(&d, seen);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "보신 뒤 상품이 바뀌었습니다"));
        assert_true(web_shows(a, "단가(원): 12,000 → 30,000"));
        assert_true(web_shows(a, "친환경 볼펜 → " NEW_TITLE));
        assert_true(web_shows(a, "펜을 삽니다"));     // what was typed stays
        assert_int_equal(make(&d, seen).status, 422); // as long as it is not the new one
        assert_int_equal(make(&d, seen_of(&d, a, d.pens.value)).status, 303);
        close_desk(&d);
    }
}

static void what_nobody_sees_is_no_change(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        must(&d, &d.s.officer, put_in);
        const char *form =
            purchase_testing_path(&d.s, "/buyer/purchases/new?supplier=", d.supplier.value);
        const char *seen = seen_of(&d, web_get(&d.w, form), d.pens.value);
        must(&d, &d.s.owner, take_stock);
        assert_int_equal(make(&d, seen).status, 303);
        close_desk(&d);
    }
}

static struct web_answer save(struct desk *d, const char *edit, const char *seen, const char *title)
{
    return web_post(&d->w, edit,
                    WEB_FIELDS({"title", title}, {"need", "행사용"}, {"department", d->department},
                               {"budget_line", "201-01"}, {"object", "goods"},
                               {"delivery_place", "본관"}, {"deliver_by", "2026-12-18"},
                               {"quantity_1", "10"}, {"quantity_2", "50"}, {"quantity_3", "10"},
                               {"seen_2", seen},
                               {"version", purchase_testing_version(&d->w, edit)}));
}

static void a_draft_is_changed_to_what_its_form_showed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        const char *edit =
            str_format(t.arena, "/buyer/purchases/%lld/edit", (long long)d.s.draft.no.value).p;
        const char *seen = seen_of(&d, web_get(&d.w, edit), 2);
        must(&d, &d.s.owner, change_offer);
        struct web_answer a = save(&d, edit, seen, "새 이름");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "단가(원): 12,000 → 30,000"));
        assert_true(web_shows(a, "× 30,000원")); // the form shows what will be taken
        assert_true(web_shows(a, "새 이름"));
        const char *now = seen_of(&d, a, 2);
        assert_string_not_equal(now, seen);
        a = save(&d, edit, now, ""); // a mistake besides: what was seen stays seen
        assert_int_equal(a.status, 422);
        assert_false(web_shows(a, "보신 뒤"));
        assert_string_equal(seen_of(&d, a, 2), now);
        assert_int_equal(save(&d, edit, now, "새 이름").status, 303);
        assert_true(web_shows(web_get(&d.w, edit), "× 30,000원"));
        close_desk(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_case_is_made_of_what_its_form_showed),
        cmocka_unit_test(what_nobody_sees_is_no_change),
        cmocka_unit_test(a_draft_is_changed_to_what_its_form_showed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
