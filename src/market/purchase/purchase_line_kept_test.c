// test-timeout: 120
// A case that was sent to the approvers keeps what its officer saw: the firm asks another price,
// gives the thing another name or ends the sale, and nothing of the line is another.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/party/party_testing.h"
#include "market/purchase/purchase_approval_web.h"
#include "market/purchase/purchase_submit_web.h"
#include "market/purchase/purchase_testing.h"
#include "market/purchase/purchase_web.h"

#define TITLE "다른 이름의 펜"
#define PENS 1 // no other firm sells them
#define HASH "name=\"hash\" value=\""
#define LINES "<caption class=\"sr-only\">품목"

static struct web_routes routes;

// What the firm does to what it sells.
struct change {
    public_no offer;
    const char *title; // NULL: as it is
    int64_t price_won; // 0: as it is
    bool ends;
};

static err change_offer(struct unit *u, void *data)
{
    const struct change *x = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, x->offer, &was));
    if (x->ends) {
        return listing_action_move(u, &was, LISTING_END, S(""));
    }
    struct product_text text = was.text;
    struct offer_terms terms = was.terms;
    if (x->title != NULL) {
        text.title = str_view(x->title);
    }
    if (x->price_won != 0) {
        terms.price = WON(x->price_won);
    }
    return listing_action_revise(u, &was, &text, &terms, S("새 해"));
}

// The line of the pens, in words: what was seen, and what it costs.
static const char *line_of(struct purchase_scene *s)
{
    struct unit u;
    purchase_line_list lines;
    purchase_testing_read(s, &s->officer, &u);
    assert_null(purchase_list_lines(u.db, u.arena, s->draft.id, &lines));
    assert_int_equal(lines.count, 3);
    const struct purchase_line *l = &lines.items[PENS];
    str words = str_format(s->database->arena, "%lld/%lld/%lld %.*s %lld %.*s %lld/%lld",
                           (long long)l->offer.value, (long long)l->offer_revision,
                           (long long)l->product.value, STR_ARG(l->title), (long long)l->quantity,
                           STR_ARG(l->unit), (long long)l->list_price.won, (long long)l->price.won);
    purchase_testing_read_end(&u);
    return str_to_c(s->database->arena, words);
}

// What stands between two marks of a page.
static const char *part_of(struct purchase_scene *s, str body, const char *begin, const char *end)
{
    size_t at = str_index(body, str_view(begin));
    if (at == body.n) {
        fail_msg("%s is not in %.*s", begin, STR_ARG(body));
    }
    str rest = str_slice(body, at + strlen(begin), body.n);
    return str_to_c(s->database->arena, str_slice(rest, 0, str_index(rest, str_view(end))));
}

struct seen {
    const char *line;
    const char *table; // of the approver's page
    const char *hash;
    const char *case_table; // of the officer's
};

static struct seen look(struct purchase_scene *s, struct web_test *w)
{
    struct seen x = {.line = line_of(s)};
    web_as(w, &s->approver);
    str page = web_get(w, purchase_testing_path(s, "/buyer/approvals/", s->draft.no.value)).body;
    x.hash = part_of(s, page, HASH, "\"");
    x.table = part_of(s, page, LINES, "</table>");
    web_as(w, &s->officer);
    page = web_get(w, purchase_testing_path(s, "/buyer/purchases/", s->draft.no.value)).body;
    x.case_table = part_of(s, page, LINES, "</table>");
    return x;
}

static void send(struct purchase_scene *s, struct web_test *w)
{
    purchase_testing_move(s, &s->draft, PURCHASE_CHOSEN);
    const char *path = purchase_testing_page(s, &s->draft, "submit");
    web_as(w, &s->officer);
    str page = web_get(w, path).body;
    const char *hash = part_of(s, page, HASH, "\"");
    assert_int_equal(web_post(w, path, WEB_FIELDS({"hash", hash})).status, 303);
}

static void a_changed_offer_changes_nothing_of_a_case_that_was_sent(void **state)
{
    (void)state;
    static const struct change CHANGES[] = {
        {.price_won = 30000},
        {.title = TITLE},
        {.ends = true},
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
        purchase_testing_open(&s, &t);
        routes.count = 0;
        web_routes_add(&routes, SUBMIT_ROUTES, SUBMIT_ROUTE_COUNT);
        web_routes_add(&routes, APPROVAL_ROUTES, APPROVAL_ROUTE_COUNT);
        web_routes_add(&routes, &PURCHASE_ROUTES[1], 1); // the case
        purchase_testing_web(&s, &w, routes.items, routes.count);
        public_no pens = purchase_testing_offer_no(&s, PENS);
        send(&s, &w);
        struct seen at_first = look(&s, &w);
        assert_non_null(strstr(at_first.table, "12,000"));
        for (size_t i = 0; i < COUNT(CHANGES); i++) {
            struct change x = CHANGES[i];
            x.offer = pens;
            purchase_testing_must(purchase_testing_run(&s, &s.owner, change_offer, &x), t.db);
            struct seen after = look(&s, &w);
            assert_string_equal(after.line, at_first.line);
            assert_string_equal(after.hash, at_first.hash);
            assert_string_equal(after.table, at_first.table);
            assert_string_equal(after.case_table, at_first.case_table);
        }
        // It did change, and the case is approved all the same.
        struct listing is;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(listing_store_find(t.db, t.arena, s.supplier, pens, &is));
        db_rollback(t.db);
        assert_int_equal(is.terms.price.won, 30000);
        assert_true(str_equals(is.text.title, S(TITLE)));
        assert_int_equal(is.state, LISTING_ENDED);
        web_as(&w, &s.approver);
        const char *path = purchase_testing_path(&s, "/buyer/approvals/", s.draft.no.value);
        struct web_answer a =
            web_post(&w, path,
                     WEB_FIELDS({"hash", at_first.hash}, {"do", "approve"},
                                {"opinion", "적정합니다."}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_APPROVED);
        web_test_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_offer_changes_nothing_of_a_case_that_was_sent),
    };
    return cmocka_run_group_tests(tests, party_testing_group_begin, party_testing_group_end);
}
