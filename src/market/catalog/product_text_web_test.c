// test-timeout: 120
// A text that two firms share is put right by an operator, by itself or as a firm proposed.
#include "market/catalog/product_text_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_job.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/product_text_store.h"
#include "market/catalog/product_text_web_test.sql.h"
#include "market/catalog/vetting_web.h"
#include "market/law/law_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

#define WRONG "재생 복사용지 A4 80g 2,500매"
#define RIGHT_TITLE "재생 복사용지 A4 80g 2,500매 백색도 82"

struct desk {
    struct catalog_scene s;
    struct calendar calendar;
    struct route routes[24];
    struct testing_row owner; // of the woman's firm
    struct testing_row rival;
    struct testing_row operator_;
    struct actor keeper;
    struct actor rival_owner;
};

static void run_sql(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, sql), NULL));
    assert_null(db_commit(t->db));
}

static void open_desk(struct desk *d, struct testing_db *t)
{
    size_t count = 0;
    for (size_t i = 0; i < PRODUCT_TEXT_ROUTE_COUNT; i++) {
        d->routes[count++] = PRODUCT_TEXT_ROUTES[i];
    }
    for (size_t i = 0; i < VETTING_ROUTE_COUNT; i++) {
        d->routes[count++] = VETTING_ROUTES[i];
    }
    catalog_testing_open(&d->s, t, d->routes, count);
    d->owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    d->rival = party_testing_person(t, "rival@x.kr", "한결", NULL, NULL);
    d->operator_ = party_testing_person(t, "one@x.kr", "최운영", NULL, NULL);
    struct testing_row firm = {d->s.woman.value, d->s.woman_no};
    struct testing_row other = {d->s.rival.value, d->s.rival_no};
    party_testing_role(t, d->owner, NULL, &firm, PARTY_OWNER);
    party_testing_role(t, d->rival, NULL, &other, PARTY_OWNER);
    party_testing_role(t, d->operator_, NULL, NULL, PARTY_OPERATOR);
    d->s.owner.account.value = d->owner.id;
    d->rival_owner = d->s.owner;
    d->rival_owner.account.value = d->rival.id;
    d->rival_owner.supplier = d->s.rival;
    d->keeper = (struct actor){.account = {d->operator_.id},
                               .name = S("최운영"),
                               .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    d->calendar = testing_calendar(t->arena);
    d->s.web.site.calendar = &d->calendar;
    run_sql(t, &SQL_PRODUCT_TEXT_TEST_SEEN);
}

static const char *path_of(struct desk *d, const char *format, public_no no)
{
    struct arena *a = d->s.database->arena;
    return str_to_c(a, str_format(a, "%s/%lld/%s",
                                  format[0] == 's' ? "/supplier/products" : "/admin/products",
                                  (long long)no.value,
                                  format[0] == 's'   ? "propose"
                                  : format[0] == 'd' ? "decline"
                                                     : "edit"));
}

static struct web_answer post(struct desk *d, const char *path, const char *title,
                              const char *reason, const char *version, const char *act,
                              const char *proposal)
{
    return web_post(&d->s.web, path,
                    WEB_FIELDS({"title", title}, {"maker", "두레제지"}, {"value_1", "A4"},
                               {"value_2", "2500"}, {"description", "새하얀 종이"},
                               {"reason", reason}, {"version", version}, {"do", act},
                               {"proposal", proposal}));
}

static int64_t count_of(struct testing_db *t, const struct sql *sql, product_id product,
                        int64_t revision, const char *word)
{
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, sql);
    if (product.value != 0) {
        bind_i64(q, "product", product.value);
        bind_i64(q, "revision", revision);
        bind_str(q, "reason", str_view(word));
    } else {
        bind_str(q, "state", str_view(word));
    }
    assert_true(query_next(q));
    int64_t count = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(t->db);
    return count;
}

// --- The job -------------------------------------------------------------------------------------

static const struct actor MACHINE = {0};

static instant clock_of_test(void)
{
    return web_test_now;
}

static bool work_one(struct desk *d)
{
    static const struct job_kind KIND = {LISTING_TELL_JOB, listing_job_tell, NULL, NULL};
    struct testing_db *t = d->s.database;
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("work")};
    bool ran = false;
    assert_null(job_run_one(&u, clock_of_test, &KIND, 1, NULL, &ran));
    return ran;
}

static void work(struct desk *d)
{
    while (work_one(d)) {
    }
}

static void join(struct testing_db *t, offer_id offer, product_id product)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_PRODUCT_TEXT_TEST_JOIN);
    bind_i64(q, "offer", offer.value);
    bind_i64(q, "product", product.value);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static str waiting_no(struct desk *d)
{
    struct testing_db *t = d->s.database;
    product_proposal_list list;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(product_text_store_list(t->db, t->arena, 5, &list));
    db_rollback(t->db);
    assert_int_equal(list.count, 1);
    return str_format(t->arena, "%lld", (long long)list.items[0].no.value);
}

// What an offer's history says the product was called, the newest first.
static void check_history(struct desk *d, offer_id offer)
{
    struct testing_db *t = d->s.database;
    listing_revision_list past;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(listing_store_history(t->db, t->arena, offer, 0, 5, &past));
    db_rollback(t->db);
    assert_int_equal(past.count, 2);
    assert_true(str_contains(past.items[0].product, S("title=" RIGHT_TITLE "\n")));
    assert_true(str_contains(past.items[1].product, S("title=" WRONG "\n"))); // what was seen then
}

static void a_firm_proposes_and_the_operator_accepts_for_all_who_sell_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        const char *propose = path_of(&d, "s", d.s.paper.offer_no);
        web_as(&d.s.web, &d.s.owner);
        assert_true(web_shows(web_get(&d.s.web, propose), "고칠 곳 제안"));
        struct web_answer a = post(&d, propose, RIGHT_TITLE, "", "1", "look", "");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "바꾸면 달라지는 것"));
        assert_true(web_shows(a, "<b>" RIGHT_TITLE "</b>"));
        a = post(&d, propose, RIGHT_TITLE, "", "1", "save", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "고치는 까닭을 적어 주세요"));
        a = post(&d, propose, "", "까닭", "1", "save", "");
        assert_int_equal(a.status, 422); // without a title
        a = post(&d, propose, RIGHT_TITLE, "백색도가 빠졌습니다", "1", "save", "");
        assert_int_equal(a.status, 303);
        assert_int_equal(party_testing_count_notices(&t, d.operator_, "product.proposed"), 1);
        a = post(&d, propose, RIGHT_TITLE, "또", "1", "save", "");
        assert_true(web_shows(a, "앞서 낸 제안을 운영자가 아직 보고 있습니다"));

        web_as(&d.s.web, &d.keeper);
        a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "고치자는 제안"));
        str no = waiting_no(&d);
        const char *edit = path_of(&d, "edit", d.s.paper.product_no);
        const char *open =
            str_to_c(t.arena, str_format(t.arena, "%s?proposal=%.*s", edit, STR_ARG(no)));
        assert_true(web_shows(a, open));
        a = web_get(&d.s.web, open);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "백색도가 빠졌습니다"));
        assert_true(web_shows(a, "<b>" RIGHT_TITLE "</b>"));
        assert_true(web_shows(a, "받아들여 고치기"));
        a = post(&d, edit, RIGHT_TITLE, "제안대로", "1", "save", str_to_c(t.arena, no));
        assert_int_equal(a.status, 303);
        assert_int_equal(
            count_of(&t, &SQL_PRODUCT_TEXT_TEST_OFFERS, d.s.paper.product, 2, "제안대로"), 2);
        assert_int_equal(
            count_of(&t, &SQL_PRODUCT_TEXT_TEST_STATE, NO_ID(product_id), 0, "accepted"), 1);
        check_history(&d, d.s.paper.offer);
        check_history(&d, d.s.rival_paper.offer);
        work(&d);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 1);
        assert_int_equal(party_testing_count_notices(&t, d.rival, "listing.decided"), 1);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "product.answered"), 1);
        assert_int_equal(party_testing_count_notices(&t, d.rival, "product.answered"), 0);
        assert_int_equal(party_testing_count_audit(&t, "product.correct"), 1);
        assert_int_equal(web_get(&d.s.web, open).status, 404); // decided
        catalog_testing_close(&d.s);
    }
}

// More sellers than one step tells, and a worker that dies before its step is committed.
static void many_sellers_are_told_step_by_step(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        enum { MANY = LIMIT_SELLERS_BATCH + 3 };
        struct testing_row people[MANY];
        for (int i = 0; i < MANY; i++) {
            char name[40];
            char no[16];
            (void)snprintf(name, sizeof(name), "seller%d@x.kr", i);
            (void)snprintf(no, sizeof(no), "77%08d", i);
            struct testing_row firm = party_testing_supplier(&t, name, no, PARTY_ACTIVE);
            struct catalog_good g =
                catalog_testing_add(&d.s, "paper.copy.a4", "종이", (supplier_id){firm.id}, 20000);
            join(&t, g.offer, d.s.paper.product);
            people[i] = party_testing_person(&t, name, "파는 이", NULL, NULL);
            party_testing_role(&t, people[i], NULL, &firm, PARTY_OWNER);
        }
        web_as(&d.s.web, &d.keeper);
        const char *edit = path_of(&d, "edit", d.s.paper.product_no);
        assert_int_equal(post(&d, edit, RIGHT_TITLE, "까닭", "1", "save", "").status, 303);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 0);
        struct unit u = {.arena = t.arena, .db = t.db, .actor = &MACHINE, .trace = S("t")};
        struct job first = {.object = d.s.paper.product.value, .argument = S("2 0")};
        assert_null(unit_begin(&u, DB_WRITE, clock_of_test));
        assert_null(listing_job_tell(&u, &first));
        unit_rollback(&u);
        assert_true(work_one(&d));
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 1);
        assert_int_equal(party_testing_count_notices(&t, people[MANY - 1], "listing.decided"), 0);
        work(&d);
        assert_int_equal(party_testing_count_notices(&t, d.rival, "listing.decided"), 1);
        for (int i = 0; i < MANY; i++) {
            assert_int_equal(party_testing_count_notices(&t, people[i], "listing.decided"), 1);
        }
        catalog_testing_close(&d.s);
    }
}

static void an_operator_corrects_by_itself_and_says_nothing_forbidden(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        run_sql(&t, &SQL_PRODUCT_TEXT_TEST_WORD);
        web_as(&d.s.web, &d.keeper);
        const char *edit = path_of(&d, "edit", d.s.paper.product_no);
        struct web_answer a = post(&d, edit, RIGHT_TITLE " 최저가", "까닭", "1", "save", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "쓸 수 없는 말이 들어 있습니다"));
        a = post(&d, edit, RIGHT_TITLE, "까닭", "2", "save", "");
        assert_int_equal(a.status, 422); // of another revision
        assert_int_equal(post(&d, edit, RIGHT_TITLE, "까닭", "1", "save", "").status, 303);
        a = post(&d, edit, RIGHT_TITLE, "까닭", "2", "save", "");
        assert_int_equal(a.status, 422); // the same
        assert_int_equal(post(&d, edit, WRONG, "되돌림", "2", "save", "").status, 303);
        assert_int_equal(
            count_of(&t, &SQL_PRODUCT_TEXT_TEST_OFFERS, d.s.paper.product, 3, "되돌림"), 2);
        run_sql(&t, &SQL_PRODUCT_TEXT_TEST_END); // that stays as it ended
        assert_int_equal(post(&d, edit, RIGHT_TITLE, "남은 것", "3", "save", "").status, 303);
        assert_int_equal(
            count_of(&t, &SQL_PRODUCT_TEXT_TEST_OFFERS, d.s.paper.product, 4, "남은 것"), 1);
        work(&d);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 3);
        assert_int_equal(party_testing_count_notices(&t, d.rival, "listing.decided"), 0); // ended
        catalog_testing_merge(&d.s, d.s.pens.product, d.s.paper.product);
        a = post(&d, path_of(&d, "edit", d.s.pens.product_no), "펜", "까닭", "1", "save", "");
        assert_int_equal(a.status, 422); // another took its place
        catalog_testing_close(&d.s);
    }
}

static void a_proposal_is_sent_back_in_words_and_belongs_to_its_firm(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        const char *propose = path_of(&d, "s", d.s.paper.offer_no);
        web_as(&d.s.web, &d.rival_owner);
        assert_int_equal(web_get(&d.s.web, propose).status, 404); // not its offer
        assert_int_equal(post(&d, propose, "X", "까닭", "1", "save", "").status, 404);
        web_as(&d.s.web, &d.s.owner);
        assert_int_equal(web_get(&d.s.web, path_of(&d, "s", d.s.pens.offer_no)).status, 303);
        assert_int_equal(web_get(&d.s.web, path_of(&d, "edit", d.s.paper.product_no)).status, 403);
        assert_int_equal(post(&d, propose, RIGHT_TITLE, "까닭", "1", "save", "").status, 303);

        web_as(&d.s.web, &d.keeper);
        const char *no = str_to_c(t.arena, waiting_no(&d));
        const char *decline = path_of(&d, "decline", d.s.paper.product_no);
        assert_int_equal(
            web_post(&d.s.web, decline, WEB_FIELDS({"proposal", no}, {"word", " "})).status, 422);
        assert_int_equal(
            web_post(&d.s.web, decline, WEB_FIELDS({"proposal", no}, {"word", "맞습니다"})).status,
            303);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "product.answered"), 1);
        assert_int_equal(
            web_post(&d.s.web, decline, WEB_FIELDS({"proposal", no}, {"word", "맞습니다"})).status,
            404);
        assert_int_equal(
            count_of(&t, &SQL_PRODUCT_TEXT_TEST_STATE, NO_ID(product_id), 0, "declined"), 1);
        web_as(&d.s.web, &d.s.owner); // and may propose again
        assert_int_equal(post(&d, propose, RIGHT_TITLE, "다시", "1", "save", "").status, 303);
        catalog_testing_close(&d.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_firm_proposes_and_the_operator_accepts_for_all_who_sell_it),
        cmocka_unit_test(many_sellers_are_told_step_by_step),
        cmocka_unit_test(an_operator_corrects_by_itself_and_says_nothing_forbidden),
        cmocka_unit_test(a_proposal_is_sent_back_in_words_and_belongs_to_its_firm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
