// test-timeout: 120
// Operators look at what comes in: the riskiest first, two where it must be, the harmless together.
#include "market/catalog/vetting_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/vetting_action.h"
#include "market/catalog/vetting_job.h"
#include "market/catalog/vetting_web_test.sql.h"
#include "market/law/law_testing.h"
#include "market/number/number_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"

struct desk {
    struct catalog_scene s;
    struct web_routes routes;
    struct calendar calendar;
    struct testing_row owner;
    struct actor one; // two operators
    struct actor two;
};

static instant clock_of_tests(void)
{
    return web_test_now;
}

static void run_sql(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, sql), NULL));
    assert_null(db_commit(t->db));
}

static void add_word(struct testing_db *t, const char *word, const char *kind)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_TEST_VETTING_WORD);
    bind_str(q, "word", str_view(word));
    bind_str(q, "kind", str_view(kind));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void open_desk(struct desk *d, struct testing_db *t)
{
    d->routes.count = 0;
    web_routes_add(&d->routes, VETTING_BATCH_ROUTES, VETTING_BATCH_ROUTE_COUNT);
    web_routes_add(&d->routes, VETTING_ROUTES, VETTING_ROUTE_COUNT);
    catalog_testing_open(&d->s, t, d->routes.items, d->routes.count);
    d->owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row one = party_testing_person(t, "one@x.kr", "최운영", NULL, NULL);
    struct testing_row two = party_testing_person(t, "two@x.kr", "박운영", NULL, NULL);
    struct testing_row firm = {d->s.woman.value, d->s.woman_no};
    party_testing_role(t, d->owner, NULL, &firm, PARTY_OWNER);
    party_testing_role(t, one, NULL, NULL, PARTY_OPERATOR);
    party_testing_role(t, two, NULL, NULL, PARTY_OPERATOR);
    d->s.owner.account.value = d->owner.id;
    d->one = (struct actor){
        .account = {one.id}, .name = S("최운영"), .rights = RIGHT_SIGNED_IN | RIGHT_OPERATOR};
    d->two = d->one;
    d->two.account.value = two.id;
    d->two.name = S("박운영");
    d->calendar = testing_calendar(t->arena);
    d->s.web.site.calendar = &d->calendar;
    run_sql(t, &SQL_TEST_VETTING_SEEN);
    run_sql(t, &SQL_TEST_VETTING_OLD_FIRMS);
    web_as(&d->s.web, &d->one);
}

static err run(struct desk *d, const struct actor *who, err (*work)(struct unit *u, void *data),
               void *data)
{
    struct unit u = {.arena = d->s.database->arena,
                     .db = d->s.database->db,
                     .actor = who,
                     .calendar = &d->calendar,
                     .trace = S("t")};
    return unit_run(&u, clock_of_tests, work, data);
}

static err do_add(struct unit *u, void *data)
{
    return listing_action_add(u, data, S("처음 등록"));
}

static err do_weigh(struct unit *u, void *data)
{
    struct job j = {0};
    (void)data;
    return vetting_job_weigh(u, &j);
}

// A listing of the woman's firm with this 세부품명번호, and where it lies.
static public_no list_with_number(struct desk *d, const char *title, int64_t price_won,
                                  const char *detail_no)
{
    static struct listing_value values[] = {
        {{"size", 4},   {"A4", 2}  },
        {{"sheets", 6}, {"2500", 4}}
    };
    struct listing l = {
        .text = {.category = S("paper.copy.a4"),
                 .title = str_view(title),
                 .detail_no = str_view(detail_no)},
        .terms = { .price = WON(price_won),
                 .unit = S("상자"),
                 .quantity_min = 1,
                 .lead_days = 3,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE},
    };
    l.text.values.items = values;
    l.text.values.count = COUNT(values);
    assert_null(run(d, &d->s.owner, do_add, &l));
    return l.no;
}

static public_no list(struct desk *d, const char *title, int64_t price_won)
{
    return list_with_number(d, title, price_won, "");
}

static const char *path_of(public_no no)
{
    static char path[80];
    (void)snprintf(path, sizeof(path), VETTING_PATH "/%lld", (long long)no.value);
    return path;
}

// As the list has it: straight to where the keys are heard.
static const char *link_to_decide(struct desk *d, public_no no)
{
    return str_format(d->s.database->arena, "href=\"%s#decide\"", path_of(no)).p;
}

static struct web_answer act(struct desk *d, public_no no, const char *what, const char *template,
                             const char *word)
{
    struct vetting_listing l;
    char version[24];
    assert_null(db_begin(d->s.database->db, DB_READ));
    assert_null(vetting_store_find(d->s.database->db, no, &l));
    db_rollback(d->s.database->db);
    (void)snprintf(version, sizeof(version), "%lld", (long long)l.version);
    return web_post(
        &d->s.web, path_of(no),
        WEB_FIELDS({"do", what}, {"version", version}, {"template", template}, {"word", word}));
}

static enum listing_state state_of(struct desk *d, public_no no)
{
    struct listing l;
    assert_null(db_begin(d->s.database->db, DB_READ));
    assert_null(
        listing_store_find(d->s.database->db, d->s.database->arena, NO_ID(supplier_id), no, &l));
    db_rollback(d->s.database->db);
    return l.state;
}

static void the_riskiest_stands_first_and_one_click_leads_to_the_next(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "업계 최저", "watch");
        public_no plain = list(&d, "두레 복사용지", 21000);
        public_no loud = list(&d, "업계최저 종이", 21000);
        struct web_answer a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "방금 들어온 상품")); // at once, though nobody has weighed it
        assert_true(web_shows(a, "<b>두레 복사용지</b>"));
        assert_true(web_shows(a, link_to_decide(&d, plain)));
        assert_false(web_shows(web_get(&d.s.web, path_of(plain)), "상품 화면 보기"));
        assert_null(run(&d, &d.one, do_weigh, NULL));
        a = web_get(&d.s.web, VETTING_PATH);
        assert_false(web_shows(a, "방금 들어온 상품"));
        assert_true(str_index(a.body, S("업계최저 종이")) < str_index(a.body, S("두레 복사용지")));
        assert_true(web_shows(a, "살펴볼 말"));
        assert_true(web_shows(a, link_to_decide(&d, loud))); // one key decides the first, too
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=clean"), "업계최저 종이"));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=risk"), "두레 복사용지"));
        a = web_get(&d.s.web, path_of(loud));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "id=\"decide\" tabindex=\"-1\""));
        assert_true(web_shows(a, "data-key=\"a\""));
        assert_true(web_shows(a, "‘업계 최저’ – 까닭"));
        a = act(&d, loud, "approve", "", "");
        assert_int_equal(a.status, 303);
        assert_true(web_shows(web_get(&d.s.web, path_of(loud)), "상품 화면 보기"));
        assert_true(str_ends(a.location, S("?was=approved#decide")));
        assert_true(str_starts(a.location, str_view(path_of(plain)))); // the next one
        assert_int_equal(state_of(&d, loud), LISTING_ACTIVE);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 1);
        a = act(&d, loud, "approve", "", ""); // a second window
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 검토가 끝난 상품입니다"));
        catalog_testing_close(&d.s);
    }
}

// Not in its title nor its description, where everybody looks.
static void a_word_in_a_value_is_seen_by_both_who_must_look(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no no = list(&d, "두레 복사용지", 21000);
        assert_false(web_shows(web_get(&d.s.web, path_of(no)), "‘A4’ – 까닭"));
        add_word(&t, "A4", "forbidden"); // its size
        assert_null(run(&d, &d.one, do_weigh, NULL));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=clean"), "두레 복사용지"));
        assert_true(web_shows(web_get(&d.s.web, path_of(no)), "‘A4’ – 까닭"));
        assert_int_equal(act(&d, no, "approve", "", "규격의 이름입니다.").status, 303);
        assert_int_equal(state_of(&d, no), LISTING_WAITING); // for the other one
        web_as(&d.s.web, &d.two);
        assert_int_equal(act(&d, no, "approve", "", "").status, 303);
        assert_int_equal(state_of(&d, no), LISTING_ACTIVE);
        catalog_testing_close(&d.s);
    }
}

static void sent_back_it_says_why_by_template_and_by_word(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no no = list(&d, "두레 복사용지", 21000);
        struct web_answer a = act(&d, no, "return", "", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "돌려보내는 까닭을 고르거나 적어 주세요"));
        a = act(&d, no, "return", "1", "정면이 보이게요.");
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("?was=returned"))); // nothing else waits
        assert_int_equal(state_of(&d, no), LISTING_RETURNED);
        struct listing l;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(listing_store_find(t.db, t.arena, NO_ID(supplier_id), no, &l));
        db_rollback(t.db);
        assert_true(str_starts(l.state_reason, S("상품을 알아볼 수 있는 사진")));
        assert_true(str_ends(l.state_reason, S("\n정면이 보이게요.")));
        assert_true(web_shows(web_get(&d.s.web, path_of(no)), "검토를 마쳤습니다"));
        catalog_testing_close(&d.s);
    }
}

static void a_number_that_ended_or_is_unknown_stands_among_the_reasons(void **state)
{
    static const struct number_testing_row ROWS[] = {
        {"1411150701", "복사용지", NULL        },
        {"1411150709", "복사용지", "2026-11-20"},
    };
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        public_no good = list_with_number(&d, "두레 복사용지", 21000, "1411150701");
        public_no ended = list_with_number(&d, "끝난 종이", 21000, "1411150709");
        public_no unknown = list_with_number(&d, "모를 종이", 21000, "1411150799");
        number_testing_know(&t, ROWS, COUNT(ROWS));
        struct web_answer a = web_get(&d.s.web, path_of(good));
        assert_true(web_shows(a, "1411150701<small>복사용지</small>"));
        assert_false(web_shows(a, "조달청 번호"));
        a = web_get(&d.s.web, path_of(ended));
        assert_true(web_shows(a, "조달청 번호"));
        assert_true(web_shows(a, "같은 이름으로 지금 쓰는 번호 1411150701로 바꿔 주세요."));
        a = web_get(&d.s.web, path_of(unknown));
        assert_true(web_shows(a, "조달청 물품목록에 없는 세부품명번호입니다."));
        assert_null(run(&d, &d.one, do_weigh, NULL));
        a = web_get(&d.s.web, VETTING_PATH "?risk=clean"); // none of these goes with others
        assert_false(web_shows(a, "끝난 종이"));
        assert_false(web_shows(a, "모를 종이"));
        a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "조달청 번호"));
        catalog_testing_close(&d.s);
    }
}

static str twin_of(struct desk *d, public_no no)
{
    struct vetting_listing l;
    str twin = S("");
    assert_null(db_begin(d->s.database->db, DB_READ));
    db_set_arena(d->s.database->db, d->s.database->arena);
    assert_null(vetting_store_find(d->s.database->db, no, &l));
    assert_null(vetting_store_twin(d->s.database->db, d->s.database->arena, &l, &twin));
    db_rollback(d->s.database->db);
    return twin;
}

static void a_twin_within_one_firm_stands_among_the_reasons(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        (void)catalog_testing_add(&d.s, "paper.copy.a4", "가온 백상지 전지", d.s.rival, 21000);
        public_no alone = list(&d, "가온 백상치 전지", 21000); // the other one is a rival's
        public_no paper = list(&d, "두루 미색지 A4 80g", 21000);
        assert_int_equal(twin_of(&d, alone).n, 0);
        assert_int_equal(twin_of(&d, paper).n, 0);
        public_no heavy = list(&d, "두루 미색지 A4 100g", 21000);
        assert_int_equal(twin_of(&d, heavy).n, 0);
        public_no twin = list(&d, "두루 미식지 A4 80g", 21000);
        assert_true(str_equals(twin_of(&d, twin), S("두루 미색지 A4 80g")));
        assert_true(str_equals(twin_of(&d, paper), S("두루 미식지 A4 80g")));
        struct web_answer a = web_get(&d.s.web, path_of(twin));
        assert_true(web_shows(a, "이 기업의 ‘두루 미색지 A4 80g’ 상품과 이름이 거의 같습니다."));
        assert_false(web_shows(web_get(&d.s.web, path_of(alone)), "이름이 거의 같습니다."));
        catalog_testing_close(&d.s);
    }
}

static void a_forbidden_word_and_an_odd_price_need_two_operators(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "짝퉁", "forbidden");
        run_sql(&t, &SQL_TEST_VETTING_PRICE);
        public_no bad = list(&d, "짝퉁 아닌 종이", 1000);
        public_no dear = list(&d, "비싼 종이", 99000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        assert_true(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=two"), "두 사람이 봅니다"));
        const public_no both[] = {bad, dear};
        for (size_t i = 0; i < COUNT(both); i++) {
            web_as(&d.s.web, &d.one);
            struct web_answer a = act(&d, both[i], "approve", "", "괜찮아 보입니다");
            assert_int_equal(a.status, 303);
            assert_int_equal(state_of(&d, both[i]), LISTING_WAITING);
            a = act(&d, both[i], "approve", "", "");
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, "두 사람이 보아야 합니다"));
            web_as(&d.s.web, &d.two);
            a = web_get(&d.s.web, path_of(both[i]));
            assert_true(web_shows(a, "최운영"));
            assert_true(web_shows(a, "괜찮아 보입니다"));
            a = act(&d, both[i], "approve", "", "");
            assert_int_equal(a.status, 303);
            assert_int_equal(state_of(&d, both[i]), LISTING_ACTIVE);
        }
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_VETTING_DECISIONS);
        bind_i64(q, "no", bad.value);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "first_id"), d.one.account.value);
        assert_int_equal(read_i64(q, "account_id"), d.two.account.value);
        assert_int_equal(read_i64(q, "is_in_time"), 1);
        assert_null(query_end(q));
        db_rollback(t.db);
        catalog_testing_close(&d.s);
    }
}

static void the_harmless_are_approved_together_and_nothing_else_is(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "짝퉁", "forbidden");
        public_no good = list(&d, "두레 복사용지", 21000);
        public_no fine = list(&d, "한결 백상지", 22000);
        public_no bad = list(&d, "짝퉁 종이", 22000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        struct web_answer a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "name=\"pick\""));
        assert_true(web_shows(a, "data-pick-all hidden>")); // a script shows it
        char picks[4][40];
        const public_no nos[] = {good, fine, bad, good};
        for (int i = 0; i < 4; i++) { // the last one is of another version
            (void)snprintf(picks[i], sizeof(picks[i]), "%lld.%d", (long long)nos[i].value,
                           i == 3 ? 99 : 1);
        }
        assert_true(web_shows(a, picks[0]));
        assert_false(web_shows(a, picks[2]));
        a = web_post(&d.s.web, VETTING_PATH "/approve",
                     WEB_FIELDS({"pick", picks[3]}, {"pick", picks[0]}, {"pick", picks[1]},
                                {"pick", picks[2]}, {"pick", "nonsense"}));
        assert_int_equal(a.status, 303);
        assert_true(str_ends(a.location, S("?done=2&left=2")));
        assert_int_equal(state_of(&d, good), LISTING_ACTIVE);
        assert_int_equal(state_of(&d, fine), LISTING_ACTIVE);
        assert_int_equal(state_of(&d, bad), LISTING_WAITING);
        a = web_get(&d.s.web, VETTING_PATH "?done=2&left=2");
        assert_true(web_shows(a, "2건을 승인했습니다. 2건은"));
        assert_true(web_shows(a, "100.0%")); // of what was decided, in time
        catalog_testing_close(&d.s);
    }
}

struct change {
    public_no no;
    const char *title;
    int64_t price_won;
};

static err do_revise(struct unit *u, void *data)
{
    const struct change *c = data;
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), c->no, &was));
    struct product_text text = was.text;
    struct offer_terms terms = was.terms;
    text.title = str_view(c->title);
    terms.price = WON(c->price_won);
    return listing_action_revise(u, &was, &text, &terms, S(""));
}

static void what_two_must_look_at_is_not_sold_until_they_did(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "만병통치", "forbidden");
        public_no no = list(&d, "새 복사용지", 22000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        assert_int_equal(act(&d, no, "approve", "", "").status, 303);
        assert_int_equal(state_of(&d, no), LISTING_ACTIVE);
        struct change c = {no, "새 복사용지 흰색", 22000};
        assert_null(run(&d, &d.s.owner, do_revise, &c));
        assert_int_equal(state_of(&d, no), LISTING_ACTIVE); // looked at, and sold meanwhile
        c.title = "만병통치 복사용지";
        assert_null(run(&d, &d.s.owner, do_revise, &c));
        assert_int_equal(state_of(&d, no), LISTING_WAITING);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 2);
        catalog_testing_close(&d.s);
    }
}

// What a page told of.
static struct web_answer approve_all(struct desk *d, struct web_answer told)
{
    struct web_field picks[8];
    size_t count = web_inputs(d->s.database->arena, told, "pick", picks, COUNT(picks));
    return web_post(&d->s.web, VETTING_PATH "/approve-all", picks, count);
}

static void all_that_need_one_look_are_approved_as_they_were_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "짝퉁", "forbidden");
        public_no first = list(&d, "두레 복사용지", 21000);
        public_no changed = list(&d, "한결 백상지", 22000);
        public_no last = list(&d, "푸른 색상지", 23000);
        public_no bad = list(&d, "짝퉁 종이", 22000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        assert_true(web_shows(web_get(&d.s.web, VETTING_PATH), "한꺼번에 볼 것 모두 (3건)"));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=two"), "approve-all"));
        struct web_answer a = web_get(&d.s.web, VETTING_PATH "/approve-all");
        assert_true(web_shows(a, "승인할 것 3건"));
        assert_true(web_shows(a, "<dt>남겨 두는 것</dt><dd>1건"));
        assert_true(web_shows(a, "두 사람이 볼 것(1건)"));
        assert_true(web_shows(a, "푸른 색상지"));
        assert_false(web_shows(a, "짝퉁 종이"));
        instant now = web_test_now;
        web_test_now = instant_add_s(now, 1);
        struct change c = {changed, "한결 백상지", 22500}; // after it was told
        assert_null(run(&d, &d.s.owner, do_revise, &c));
        public_no late = list(&d, "나중 종이", 21000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        a = approve_all(&d, a);
        assert_int_equal(a.status, 303);
        assert_true(str_equals(a.location, S(VETTING_PATH "?risk=clean&done=2&left=1")));
        assert_int_equal(state_of(&d, first), LISTING_ACTIVE);
        assert_int_equal(state_of(&d, last), LISTING_ACTIVE);
        assert_int_equal(state_of(&d, changed), LISTING_WAITING);
        assert_int_equal(state_of(&d, late), LISTING_WAITING);
        assert_int_equal(state_of(&d, bad), LISTING_WAITING);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 1); // of both
        a = approve_all(&d, a); // nothing says which
        assert_true(str_equals(a.location, S(VETTING_PATH "/approve-all")));
        a = approve_all(&d, web_get(&d.s.web, VETTING_PATH "/approve-all"));
        assert_true(str_ends(a.location, S("done=2&left=0")));
        assert_int_equal(state_of(&d, changed), LISTING_ACTIVE);
        assert_int_equal(state_of(&d, late), LISTING_ACTIVE);
        assert_int_equal(party_testing_count_notices(&t, d.owner, "listing.decided"), 2);
        web_test_now = now;
        catalog_testing_close(&d.s);
    }
}

static void what_has_a_reason_by_then_is_told_of_with_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "최저", "watch");
        public_no untold = list(&d, "최저 종이", 21000); // it waits longer than the other
        (void)list(&d, "짝퉁 종이", 22000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        struct web_answer a = web_get(&d.s.web, VETTING_PATH "/approve-all");
        add_word(&t, "짝퉁", "forbidden");      // after it was told
        run_sql(&t, &SQL_TEST_VETTING_LENIENT); // the untold one would do as well by now
        assert_true(str_ends(approve_all(&d, a).location, S("done=0&left=1")));
        assert_int_equal(state_of(&d, untold), LISTING_WAITING);
        assert_true(web_shows(web_get(&d.s.web, VETTING_PATH "?risk=two"), "짝퉁 종이"));
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH "/approve-all"), "짝퉁 종이"));
        catalog_testing_close(&d.s);
    }
}

static void the_next_one_may_be_that_of_the_list(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        add_word(&t, "업계 최저", "watch");
        public_no first = list(&d, "두레 복사용지", 21000);
        public_no second = list(&d, "한결 백상지", 22000);
        public_no third = list(&d, "푸른 색상지", 23000);
        public_no loud = list(&d, "업계최저 종이", 21000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        struct web_answer a = web_get(&d.s.web, VETTING_PATH "?risk=clean");
        str link = str_format(t.arena, "href=\"%s?risk=clean#decide\"", path_of(second));
        assert_true(web_shows(a, link.p));
        a = web_post(
            &d.s.web, path_of(second),
            WEB_FIELDS({"do", "approve"}, {"version", "1"}, {"risk", "clean"}, {"next", "order"}));
        str next =
            str_format(t.arena, "%s?was=approved&risk=clean&next=order#decide", path_of(third));
        assert_true(str_equals(a.location, next)); // and not the first, nor the riskiest
        next = str_format(t.arena, "%s?risk=clean&next=order", path_of(third));
        a = web_get(&d.s.web, next.p);
        assert_true(web_shows(a, "name=\"risk\" value=\"clean\""));
        assert_true(web_shows(a, "name=\"next\" value=\"order\" checked"));
        a = web_post(
            &d.s.web, path_of(third), // the list is at its end
            WEB_FIELDS({"do", "approve"}, {"version", "1"}, {"risk", "clean"}, {"next", "order"}));
        assert_true(str_equals(a.location, S(VETTING_PATH "?was=approved&risk=clean&next=order")));
        a = web_post(&d.s.web, path_of(first),
                     WEB_FIELDS({"do", "approve"}, {"version", "1"}, {"risk", "clean"}));
        next = str_format(t.arena, "%s?was=approved&risk=clean#decide", path_of(loud));
        assert_true(str_equals(a.location, next));
        catalog_testing_close(&d.s);
    }
}

static void what_has_waited_longer_than_was_promised_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct desk d;
        open_desk(&d, &t);
        instant now = web_test_now;
        public_no no = list(&d, "두레 복사용지", 21000);
        assert_null(run(&d, &d.one, do_weigh, NULL));
        web_test_now = instant_at(date_from_ymd(2026, 11, 27), 10, 0); // the third working day
        assert_false(web_shows(web_get(&d.s.web, VETTING_PATH), "c-bad"));
        web_test_now = instant_at(date_from_ymd(2026, 11, 30), 10, 0); // the fourth
        struct web_answer a = web_get(&d.s.web, VETTING_PATH);
        assert_true(web_shows(a, "<b class=\"c-bad\">4근무일</b>"));
        assert_true(web_shows(web_get(&d.s.web, path_of(no)), "<b class=\"c-bad\">4근무일</b>"));
        assert_int_equal(act(&d, no, "approve", "", "").status, 303);
        assert_null(db_begin(t.db, DB_READ));
        struct query *q = db_query(t.db, &SQL_TEST_VETTING_DECISIONS);
        bind_i64(q, "no", no.value);
        assert_true(query_next(q));
        assert_int_equal(read_i64(q, "working_days"), 4);
        assert_int_equal(read_i64(q, "is_in_time"), 0);
        assert_null(query_end(q));
        db_rollback(t.db);
        web_test_now = now;
        catalog_testing_close(&d.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_riskiest_stands_first_and_one_click_leads_to_the_next),
        cmocka_unit_test(a_word_in_a_value_is_seen_by_both_who_must_look),
        cmocka_unit_test(sent_back_it_says_why_by_template_and_by_word),
        cmocka_unit_test(a_number_that_ended_or_is_unknown_stands_among_the_reasons),
        cmocka_unit_test(a_twin_within_one_firm_stands_among_the_reasons),
        cmocka_unit_test(a_forbidden_word_and_an_odd_price_need_two_operators),
        cmocka_unit_test(the_harmless_are_approved_together_and_nothing_else_is),
        cmocka_unit_test(all_that_need_one_look_are_approved_as_they_were_told),
        cmocka_unit_test(what_has_a_reason_by_then_is_told_of_with_it),
        cmocka_unit_test(the_next_one_may_be_that_of_the_list),
        cmocka_unit_test(what_two_must_look_at_is_not_sold_until_they_did),
        cmocka_unit_test(what_has_waited_longer_than_was_promised_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
