// test-timeout: 120
// What a form of a draft showed goes along with it: a firm that changes its offer meanwhile puts
// nothing into a case that its officer did not see.
#include "market/purchase/purchase_sight_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/purchase/purchase_basket_store.h"
#include "market/purchase/purchase_draft_edit_web.h"
#include "market/purchase/purchase_draft_web.h"
#include "market/purchase/purchase_sight_web_test.sql.h"
#include "market/purchase/purchase_testing.h"
#include "platform/secret/secret.h"

#define PENS 1
#define NEW_TITLE "다른 이름의 펜"

struct desk {
    struct purchase_scene s;
    struct web_routes routes;
    struct web_test w;
    public_no pens;
    public_no supplier;
    const char *department;
};

static void open_desk(struct desk *d, struct testing_db *t)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(&d->s, t);
    d->routes.count = 0;
    web_routes_add(&d->routes, DRAFT_ROUTES, DRAFT_ROUTE_COUNT);
    web_routes_add(&d->routes, DRAFT_EDIT_ROUTES, DRAFT_EDIT_ROUTE_COUNT);
    purchase_testing_web(&d->s, &d->w, d->routes.items, d->routes.count);
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

// --- Many lines ----------------------------------------------------------------------------------

#define MANY LIMIT_PURCHASE_LINES

// Offers that follow each other.
struct many {
    struct desk d;
    struct purchase draft; // one of paper and these, or none
    offer_id first;
    int64_t count;
    const char *edit;
};

static err add_offer(struct unit *u, struct many *m, int64_t i)
{
    product_id product = NO_ID(product_id);
    struct query *q = db_query(u->db, &SQL_PURCHASE_SIGHT_TEST_PRODUCT);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "title", str_format(u->arena, "볼펜 %lld호", (long long)i));
    TRY(query_run_id(q, &product.value));
    q = db_query(u->db, &SQL_PURCHASE_SIGHT_TEST_OFFER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "product", product.value);
    bind_i64(q, "supplier", m->d.s.supplier.value);
    offer_id offer = NO_ID(offer_id);
    TRY(query_run_id(q, &offer.value));
    m->first = i == 0 ? offer : m->first;
    assert_int_equal(offer.value, m->first.value + i);
    return NULL;
}

static err for_offers(struct unit *u, const struct many *m, const struct sql *sql)
{
    struct query *q = db_query(u->db, sql);
    bind_i64(q, "first", m->first.value);
    bind_i64(q, "last", m->first.value + m->count - 1);
    return query_run(q, NULL);
}

static err add_offers(struct unit *u, void *data)
{
    struct many *m = data;
    for (int64_t i = 0; i < m->count; i++) {
        TRY(add_offer(u, m, i));
    }
    return for_offers(u, m, &SQL_PURCHASE_SIGHT_TEST_KEEP);
}

// After the line of paper.
static err add_lines(struct unit *u, void *data)
{
    struct many *m = data;
    for (int64_t i = 0; i < m->count; i++) {
        struct query *q = db_query(u->db, &SQL_PURCHASE_SIGHT_TEST_LINE);
        bind_i64(q, "purchase", m->draft.id.value);
        bind_i64(q, "seq", i + 2);
        bind_i64(q, "offer", m->first.value + i);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static err fill_basket(struct unit *u, void *data)
{
    struct many *m = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_SIGHT_TEST_BASKET);
    bind_i64(q, "account", u->actor->account.value);
    bind_i64(q, "first", m->first.value);
    bind_i64(q, "last", m->first.value + m->count - 1);
    return query_run(q, NULL);
}

static err raise_prices(struct unit *u, void *data)
{
    const struct many *m = data;
    TRY(for_offers(u, m, &SQL_PURCHASE_SIGHT_TEST_RAISE));
    return for_offers(u, m, &SQL_PURCHASE_SIGHT_TEST_KEEP);
}

static void do_many(struct many *m, const struct actor *who, err (*deed)(struct unit *, void *))
{
    struct purchase_scene *s = &m->d.s;
    purchase_testing_must(purchase_testing_run(s, who, deed, m), s->database->db);
}

static void open_many(struct many *m, struct testing_db *t, int64_t count)
{
    *m = (struct many){.count = count};
    open_desk(&m->d, t);
    do_many(m, &m->d.s.owner, add_offers);
}

static void open_many_lines(struct many *m, struct testing_db *t)
{
    open_many(m, t, MANY - 1);
    purchase_testing_add(&m->d.s, WON(21500), 1, &m->draft);
    do_many(m, &m->d.s.officer, add_lines);
    m->edit = purchase_testing_page(&m->d.s, &m->draft, "edit");
}

struct fields {
    struct web_field items[2 * MANY + 16];
    size_t count;
};

static void add_field(struct fields *f, const char *name, const char *value)
{
    assert_true(f->count < COUNT(f->items));
    f->items[f->count++] = (struct web_field){name, value};
}

static void add_need(const struct many *m, struct fields *f)
{
    add_field(f, "title", "펜을 삽니다");
    add_field(f, "need", "행사용");
    add_field(f, "department", m->d.department);
    add_field(f, "budget_line", "201-01");
    add_field(f, "object", "goods");
    add_field(f, "delivery_place", "본관");
    add_field(f, "deliver_by", "2026-12-18");
}

// The form of this page, one of each line, with all it carries.
static struct web_answer save_all(struct many *m, struct web_answer page)
{
    struct arena *a = m->d.s.database->arena;
    struct fields f = {.count = 0};
    add_need(m, &f);
    add_field(&f, "version", purchase_testing_version(&m->d.w, m->edit));
    for (int64_t seq = 1; seq <= MANY; seq++) {
        add_field(&f, str_format(a, "quantity_%lld", (long long)seq).p, "1");
        add_field(&f, str_format(a, "seen_%lld", (long long)seq).p, seen_of(&m->d, page, seq));
    }
    return web_post(&m->d.w, m->edit, f.items, f.count);
}

static void what_had_no_room_is_told_when_the_form_comes_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct many m;
        open_many_lines(&m, &t);
        struct web_answer a = web_get(&m.d.w, m.edit);
        m.count = ISSUES_MAX + 1; // of the lines 2 to 42
        do_many(&m, &m.d.s.owner, raise_prices);
        a = save_all(&m, a);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "고칠 것이 41가지 있습니다"));
        assert_true(web_shows(a, "적지 못한 1가지는 그때 이어서 알려 드립니다"));
        assert_int_equal(web_count(a, "<li><a href=\"#quantity_"), ISSUES_MAX);
        assert_int_equal(web_count(a, "× 13,000원"), ISSUES_MAX); // the others as they were seen
        assert_string_equal(seen_of(&m.d, a, 41), "2");
        assert_string_equal(seen_of(&m.d, a, 42), "1");
        a = save_all(&m, a);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "고칠 것이 한 가지 있습니다"));
        assert_true(web_shows(a, "볼펜 40호: 보신 뒤 상품이 바뀌었습니다"));
        assert_true(web_shows(a, "단가(원): 12,000 → 13,000"));
        assert_int_equal(web_count(a, "× 13,000원"), ISSUES_MAX + 1);
        assert_int_equal(save_all(&m, a).status, 303);
        assert_int_equal(web_count(web_get(&m.d.w, m.edit), "× 13,000원"), ISSUES_MAX + 1);
        close_desk(&m.d);
    }
}

// One of each in the basket, with what the form of this page carries.
static struct web_answer make_all(struct many *m, struct web_answer page, const char *supplier)
{
    struct fields f = {.count = 0};
    add_need(m, &f);
    add_field(&f, "supplier", supplier);
    struct arena *a = m->d.s.database->arena;
    str rest = page.body;
    str mark = S("<input type=\"hidden\" name=\"seen_");
    for (size_t at = 0; (at = str_index(rest, mark)) < rest.n;) {
        rest = str_slice(rest, at + mark.n, rest.n);
        str key = str_cut(&rest, '"');
        str name = str_format(a, "seen_%.*s", STR_ARG(key));
        (void)str_cut(&rest, '"'); //  value="
        add_field(&f, str_to_c(a, name), str_to_c(a, str_cut(&rest, '"')));
    }
    return web_post(&m->d.w, "/buyer/purchases", f.items, f.count);
}

static void a_new_case_waits_for_what_had_no_room_too(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct many m;
        open_many(&m, &t, ISSUES_MAX + 1);
        do_many(&m, &m.d.s.officer, fill_basket);
        int64_t no = m.d.s.draft.supplier_no.value;
        struct web_answer a =
            web_get(&m.d.w, purchase_testing_path(&m.d.s, "/buyer/purchases/new?supplier=", no));
        const char *supplier = purchase_testing_path(&m.d.s, "", no);
        do_many(&m, &m.d.s.owner, raise_prices);
        a = make_all(&m, a, supplier);
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "적지 못한 1가지는 그때 이어서 알려 드립니다"));
        assert_int_equal(web_count(a, "단가(원): 12,000 → 13,000"), ISSUES_MAX);
        a = make_all(&m, a, supplier);
        assert_int_equal(a.status, 422);
        assert_int_equal(web_count(a, "단가(원): 12,000 → 13,000"), 1);
        assert_int_equal(make_all(&m, a, supplier).status, 303);
        close_desk(&m.d);
    }
}

// Beside one write a line.
#define STATEMENTS_MOST 30

static void a_hundred_lines_are_asked_for_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct many m;
        open_many_lines(&m, &t);
        struct web_answer a = web_get(&m.d.w, m.edit);
        struct web_answer saved = save_all(&m, a);
        assert_int_equal(saved.status, 303);
        assert_in_range(saved.statements, MANY, MANY + STATEMENTS_MOST);
        do_many(&m, &m.d.s.owner, raise_prices);
        for (size_t told = 0; told < 3; told++) { // 40, 40, 19
            a = save_all(&m, a);
            assert_int_equal(a.status, 422);
            assert_in_range(a.statements, 1, STATEMENTS_MOST);
        }
        saved = save_all(&m, a);
        assert_int_equal(saved.status, 303);
        assert_in_range(saved.statements, MANY, MANY + STATEMENTS_MOST);
        close_desk(&m.d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_case_is_made_of_what_its_form_showed),
        cmocka_unit_test(what_nobody_sees_is_no_change),
        cmocka_unit_test(a_draft_is_changed_to_what_its_form_showed),
        cmocka_unit_test(what_had_no_room_is_told_when_the_form_comes_again),
        cmocka_unit_test(a_new_case_waits_for_what_had_no_room_too),
        cmocka_unit_test(a_hundred_lines_are_asked_for_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
