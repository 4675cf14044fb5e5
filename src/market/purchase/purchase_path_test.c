// test-timeout: 240
// The law is asked before anything else, with what the department bought already.
#include "market/purchase/purchase_path_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/purchase/purchase_approval_action.h"
#include "market/purchase/purchase_draft_action.h"
#include "market/purchase/purchase_path_test.sql.h"
#include "market/purchase/purchase_path_testing.h"
#include "platform/secret/secret.h"

static err admit(struct unit *u, void *data)
{
    return purchase_path_admit(u, data);
}

// A women-owned firm sells to a district: 2,000,000, 50,000,000 and 100,000,000 won without VAT.
static void each_threshold_holds_to_the_won(void **state)
{
    (void)state;
    static const struct {
        int64_t price_won; // with VAT
        int64_t net_won;
        enum law_path path;
    } EDGES[] = {
        {2199999,   1999999,   LAW_QUOTE_WAIVED     }, // below 2,000,000 (미만)
        {2200000,   2000000,   LAW_ONE_QUOTE        },
        {55000000,  50000000,  LAW_ONE_QUOTE        }, // 50,000,000 itself is inside (이하)
        {55000001,  50000001,  LAW_DESIGNATED_QUOTES},
        {110000000, 100000000, LAW_DESIGNATED_QUOTES},
        {110000001, 100000001, LAW_OPEN_BIDDING     },
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (size_t i = 0; i < COUNT(EDGES); i++) {
            struct purchase p;
            struct purchase_judgement j;
            purchase_testing_add(&s, WON(EDGES[i].price_won), 1, &p);
            assert_int_equal(p.estimated.won, EDGES[i].net_won);
            assert_int_equal(path_testing_judge(&s, &p, &j), EDGES[i].path);
        }
    }
}

static void what_the_department_bought_this_year_is_added_up(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_judgement j;
        purchase_testing_open(&s, &t);
        struct purchase first, second;
        purchase_testing_add(&s, WON(33000000), 1, &first);
        purchase_testing_add(&s, WON(33000000), 1, &second);
        assert_int_equal(path_testing_judge(&s, &second, &j),
                         LAW_ONE_QUOTE); // a draft is no purchase
        assert_int_equal(j.similar_cases.shown.count, 0);

        purchase_testing_move(&s, &first, PURCHASE_ASKED);
        assert_int_equal(path_testing_judge(&s, &second, &j), LAW_DESIGNATED_QUOTES);
        assert_int_equal(j.similar.sum.won, 30000000);
        assert_int_equal(j.similar_cases.shown.count, 1);
        assert_int_equal(j.similar_cases.shown.items[0].no.value, first.no.value);
        assert_true(j.similar.looks_split);

        // Without a word the longer path holds; with one the case goes by its own amount.
        assert_null(path_testing_take(&s, &second, S("")));
        assert_int_equal(second.path, LAW_DESIGNATED_QUOTES);
        assert_null(
            path_testing_take(&s, &second, S("행사가 늦게 정해져 처음에는 알 수 없었습니다.")));
        assert_int_equal(second.path, LAW_ONE_QUOTE);
        struct unit u;
        bool found = false;
        struct purchase_decision stored;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(purchase_path_find(u.db, second.id, &found, &stored));
        assert_true(found && stored.split_reason.n > 0);
        assert_int_equal(stored.similar.won, 30000000);
        purchase_testing_read_end(&u);
        assert_null(purchase_testing_run(&s, &s.officer, admit, &second));
    }
}

// Abuse 6: however a need of 60,000,000 is cut into parts, the last part is judged like the whole.
static void any_partition_of_a_need_is_judged_like_the_whole(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        uint64_t chance = 20261124;
        for (int parts = 2; parts <= 5; parts++) {
            struct purchase_scene s;
            struct testing_db own;
            assert_true(testing_db_open(db_engine(t.db), &own));
            purchase_testing_open(&s, &own);
            int64_t left_won = 66000000;
            struct purchase p;
            for (int k = 1; k <= parts; k++) {
                chance = chance * 6364136223846793005U + 1442695040888963407U;
                int64_t own_won =
                    k == parts ? left_won : 1100000 + (int64_t)(chance >> 33) % 10000000;
                own_won = own_won / 11 * 11; // so that nothing is lost in the VAT
                left_won -= own_won;
                purchase_testing_add(&s, WON(own_won), 1, &p);
                if (k < parts) {
                    purchase_testing_move(&s, &p, PURCHASE_ASKED);
                }
            }
            struct purchase_judgement j;
            assert_int_equal(path_testing_judge(&s, &p, &j), LAW_DESIGNATED_QUOTES);
            assert_int_equal(j.similar.sum.won + p.estimated.won, 60000000);
            assert_int_equal(j.similar_cases.shown.count, parts - 1);
            testing_db_close(&own);
        }
    }
}

static void an_answer_that_no_longer_holds_stops_the_next_deed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase first, second;
        purchase_testing_add(&s, WON(33000000), 1, &first);
        purchase_testing_add(&s, WON(33000000), 1, &second);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &first),
                         &PURCHASE_PATH_MISSING);
        assert_null(path_testing_take(&s, &first, S("")));
        assert_null(purchase_testing_run(&s, &s.officer, admit, &first));
        purchase_testing_move(&s, &second, PURCHASE_ASKED);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &first), &PURCHASE_PATH_STALE);
    }
}

static void only_the_officer_takes_the_path_and_only_of_a_draft(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct path_taking as_colleague = {.p = &s.draft};
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, path_work_take, &as_colleague),
                         &PURCHASE_NOT_OFFICER);
        for (int state_ = PURCHASE_ASKED; state_ < PURCHASE_STATE_COUNT; state_++) {
            struct purchase p = s.draft;
            p.state = (enum purchase_state)state_;
            assert_ptr_equal(path_testing_take(&s, &p, S("")), &PURCHASE_WRONG_STATE);
        }
        assert_null(path_testing_take(&s, &s.draft, S("")));
        struct purchase_task task;
        assert_false(purchase_testing_task(&s, &s.draft, "purchase.judge", &task));
        assert_true(purchase_testing_task(&s, &s.draft, "purchase.go_on", &task));
        assert_int_equal(task.person.value, s.officer.account.value);
    }
}

static err cancel(struct unit *u, void *data)
{
    struct purchase p = *(const struct purchase *)data;
    return purchase_action_cancel(u, &p, S("더 쓰지 않습니다."));
}

// To the won: 25,000,000 and 25,000,001 are beyond one quote together, if both are purchases.
static void what_was_declined_or_cancelled_is_no_purchase(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase_judgement j;
        purchase_testing_open(&s, &t);
        struct purchase first, second, third;
        purchase_testing_add(&s, WON(27500000), 1, &first);
        purchase_testing_add(&s, WON(27500001), 1, &second);
        purchase_testing_add(&s, WON(27500000), 1, &third);
        purchase_testing_move(&s, &first, PURCHASE_ASKED);
        assert_int_equal(path_testing_judge(&s, &third, &j),
                         LAW_ONE_QUOTE); // 50,000,000 itself is inside
        assert_int_equal(j.similar.sum.won, 25000000);
        assert_int_equal(path_testing_judge(&s, &second, &j), LAW_DESIGNATED_QUOTES);

        purchase_testing_move(&s, &first, PURCHASE_DECLINED);
        assert_int_equal(path_testing_judge(&s, &second, &j), LAW_ONE_QUOTE);
        assert_int_equal(j.similar.sum.won, 0);
        assert_false(j.similar.looks_split);
        assert_int_equal(j.similar_cases.shown.count, 0);

        // Before the declined one is asked again, it is judged with what was bought meanwhile.
        purchase_testing_move(&s, &second, PURCHASE_ASKED);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &first), &PURCHASE_PATH_STALE);

        assert_int_equal(path_testing_judge(&s, &first, &j), LAW_DESIGNATED_QUOTES);
        assert_null(purchase_testing_run(&s, &s.officer, cancel, &second));
        assert_int_equal(path_testing_judge(&s, &first, &j), LAW_ONE_QUOTE);
        assert_int_equal(j.similar.sum.won, 0);
        assert_int_equal(j.similar_cases.shown.count, 0);
    }
}

struct copies {
    purchase_id of;
    int64_t count;
    date on;
};

static err add_copies(struct unit *u, void *data)
{
    const struct copies *c = data;
    for (int64_t i = 0; i < c->count; i++) {
        int64_t copy = 0;
        struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_COPY);
        bind_i64(q, "no", secret_public_no().value);
        bind_date(q, "on", c->on);
        bind_i64(q, "purchase", c->of.value);
        TRY(query_run_id(q, &copy));
        q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_COPY_LINES);
        bind_i64(q, "copy", copy);
        bind_i64(q, "purchase", c->of.value);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

// Abuse: two hundred small cases, so that the large one falls off the list. It still counts.
static void every_similar_purchase_counts_however_many_are_listed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        struct purchase large, small, last;
        struct purchase_judgement j;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(33000000), 1, &large);
        purchase_testing_move(&s, &large, PURCHASE_ASKED);
        purchase_testing_add(&s, WON(11000), 1, &small);
        purchase_testing_move(&s, &small, PURCHASE_ASKED);
        struct copies c = {.of = small.id, .count = 202, .on = instant_date(web_test_now)};
        assert_null(purchase_testing_run(&s, &s.officer, add_copies, &c));
        purchase_testing_add(&s, WON(22000000), 1, &last);
        assert_int_equal(path_testing_judge(&s, &last, &j), LAW_DESIGNATED_QUOTES);
        assert_int_equal(j.similar.sum.won, 30000000 + 203 * 10000);
        assert_int_equal(j.similar.count, 204);
        assert_int_equal(j.similar_cases.shown.count, 200);
        assert_int_equal(j.similar_cases.more, 4);

        path_testing_web(&s, &w);
        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, purchase_testing_page(&s, &last, "path"));
        assert_true(web_shows(a, "나머지 201건 보기")); // three stand above the fold
        assert_true(web_shows(a, "그 밖에 4건이 있습니다"));
        assert_true(web_shows(a, "<summary>따른 규정 "));
        assert_true(web_shows(a, "2인 이상 견적&#39;으로 바뀝니다"));
        assert_true(
            web_shows(a, "비슷한 구매를 더해 진행합니다: <b>지정정보처리장치 2인 이상 견적</b>"));
        web_test_close(&w);
    }
}

// The day is 2026-11-24: the year begins on 1 January, the twelve months on 2025-11-25.
static void the_periods_hold_to_the_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase first, second;
        struct purchase_judgement j;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(1100000), 1, &first);
        purchase_testing_add(&s, WON(1100000), 1, &second);
        static const struct {
            const char *on;
            int64_t year;
            int64_t twelve;
        } DAYS[] = {
            {"2025-11-24", 0,       0      },
            {"2025-11-25", 0,       1000000},
            {"2025-12-31", 0,       2000000},
            {"2026-01-01", 1000000, 3000000},
            {"2026-11-24", 2000000, 4000000},
            {"2026-11-25", 2000000, 4000000}, // later than the day judged
        };
        for (size_t i = 0; i < COUNT(DAYS); i++) {
            struct copies c = {.of = first.id, .count = 1};
            assert_true(date_parse(str_view(DAYS[i].on), &c.on));
            assert_null(purchase_testing_run(&s, &s.officer, add_copies, &c));
            (void)path_testing_judge(&s, &second, &j);
            assert_int_equal(j.similar_cases.year.sum.won, DAYS[i].year);
            assert_int_equal(j.similar_cases.twelve.sum.won, DAYS[i].twelve);
            assert_int_equal(j.similar.sum.won, DAYS[i].twelve);
        }
    }
}

struct standing {
    supplier_id supplier;
    date until;
    str state;
};

static err set_standing(struct unit *u, void *data)
{
    const struct standing *st = data;
    struct query *q = db_query(u->db, &SQL_PURCHASE_PATH_TEST_SANCTION);
    bind_date(q, "until", st->until);
    bind_str(q, "state", st->state);
    bind_i64(q, "supplier", st->supplier.value);
    return query_run(q, NULL);
}

static err follow(struct unit *u, void *data)
{
    struct purchase p = *(struct purchase *)data;
    return purchase_path_follow(u, &p);
}

static err submit(struct unit *u, void *data)
{
    struct purchase p = *(struct purchase *)data;
    return purchase_approval_action_submit(u, &p, S("아무것"));
}

// from the path on, up to and including its last day; 지방계약법 제31조제5항.
static void a_sanctioned_firm_is_refused_at_every_step(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        struct purchase first, chosen;
        purchase_testing_open(&s, &t);
        date today = instant_date(web_test_now);
        purchase_testing_add(&s, WON(1100000), 1, &first);
        purchase_testing_add(&s, WON(1100000), 1, &chosen);
        purchase_testing_move(&s, &chosen, PURCHASE_CHOSEN);
        assert_null(path_testing_take(&s, &first, S("")));
        struct standing st = {.supplier = s.supplier, .until = today, .state = S("active")};
        assert_null(purchase_testing_run(&s, &s.officer, set_standing, &st));

        assert_ptr_equal(path_testing_take(&s, &s.draft, S("다른 필요")), &PURCHASE_SANCTIONED);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, admit, &first), &PURCHASE_SANCTIONED);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, follow, &chosen),
                         &PURCHASE_SANCTIONED);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, submit, &chosen),
                         &PURCHASE_SANCTIONED);
        path_testing_web(&s, &w);
        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, purchase_testing_page(&s, &first, "path"));
        assert_true(web_shows(a, "부정당업자 제재기간 중인 업체와는"));
        assert_true(web_shows(a, "지방계약법 제31조제5항"));
        assert_false(web_shows(a, "견적 요청하기"));
        a = web_post(&w, purchase_testing_page(&s, &s.draft, "path"), WEB_NO_FIELDS);
        assert_int_equal(a.status, 422);
        web_test_close(&w);

        st.until = date_add_days(today, -1); // over
        assert_null(purchase_testing_run(&s, &s.officer, set_standing, &st));
        assert_null(purchase_testing_run(&s, &s.officer, admit, &first));
        assert_null(purchase_testing_run(&s, &s.officer, follow, &chosen));

        st = (struct standing){s.supplier, DATE_NONE, S("suspended")};
        assert_null(purchase_testing_run(&s, &s.officer, set_standing, &st));
        assert_ptr_equal(path_testing_take(&s, &s.draft, S("다른 필요")), &PURCHASE_SUPPLIER_AWAY);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, follow, &chosen),
                         &PURCHASE_SUPPLIER_AWAY);
    }
}

// What goes to a designated system goes there whoever the officer looked at.
static void a_sanction_bars_no_handing_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(66000000), 1, &p);
        struct standing st = {
            .supplier = s.supplier, .until = instant_date(web_test_now), .state = S("active")};
        assert_null(purchase_testing_run(&s, &s.officer, set_standing, &st));
        assert_null(path_testing_take(&s, &p, S("")));
        assert_null(purchase_testing_run(&s, &s.officer, admit, &p));
    }
}

static void the_page_shows_ground_limits_and_what_to_do_next(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        path_testing_web(&s, &w);
        const char *path = purchase_testing_page(&s, &s.draft, "path");
        web_as(&w, &s.officer);
        struct web_answer a = web_get(&w, path);
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "1인 견적 수의계약"));
        assert_true(web_shows(a, "지방계약법 시행령 제25조제1항제5호바목"));
        assert_true(web_shows(a, "50,000,000원 이하"));
        assert_true(web_shows(a, "2,000,000원 미만"));
        assert_true(web_shows(a, "100,000,000원 초과"));
        assert_true(web_shows(a, "여성기업 확인서"));
        assert_false(web_shows(a, "견적 요청하기"));

        a = web_post(&w, path, WEB_NO_FIELDS);
        assert_int_equal(a.status, 303);
        a = web_get(&w, path);
        assert_true(web_shows(a, "견적 요청하기"));

        web_as(&w, &s.colleague); // reads, does not decide
        a = web_get(&w, path);
        assert_int_equal(a.status, 200);
        assert_false(web_shows(a, "견적 요청하기"));
        web_as(&w, &s.officer_there);
        assert_int_equal(web_get(&w, path).status, 404);
        assert_int_equal(web_post(&w, path, WEB_NO_FIELDS).status, 404);
        assert_int_equal(web_get(&w, purchase_testing_page(&s, &s.draft, "hand-over")).status, 404);
        web_as(&w, &s.owner);
        assert_int_equal(web_get(&w, path).status, 403);
        web_as(&w, &s.approver);
        assert_int_equal(web_post(&w, path, WEB_NO_FIELDS).status, 403);
        web_test_close(&w);
    }
}

// What an institution of the state reads names the law of the state, on each page of the path.
static void who_is_bound_by_the_law_of_the_state_reads_its_articles(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        static const enum law_regime REGIMES[] = {LAW_LOCAL, LAW_LOCAL_CORP, LAW_STATE, LAW_PUBCORP,
                                                  LAW_PRIVATE_SCHOOL};
        struct purchase_scene s;
        struct web_test w;
        purchase_testing_open(&s, &t);
        path_testing_web(&s, &w);
        for (size_t i = 0; i < COUNT(REGIMES); i++) {
            bool local = REGIMES[i] == LAW_LOCAL || REGIMES[i] == LAW_LOCAL_CORP;
            struct purchase p;
            purchase_testing_bind(&s, REGIMES[i]);
            purchase_testing_add(&s, WON(300000000), 1, &p);
            web_as(&w, &s.officer);
            struct web_answer a = web_post(&w, purchase_testing_page(&s, &p, "hand-over"),
                                           WEB_FIELDS({"system", "나라장터"}));
            assert_int_equal(a.status, 422); // the law has not been asked
            assert_true(web_shows(a, "국가계약법 시행령 제26조·제30조"));
            a = web_get(&w, purchase_testing_page(&s, &p, "path"));
            assert_int_equal(web_shows(a, "지방계약법"), local);
            a = web_get(&w, purchase_testing_page(&s, &p, "hand-over"));
            assert_int_equal(web_shows(a, "지방계약법 시행령 제6조의2·제30조제2항"), local);
            assert_int_equal(web_shows(a, "국가계약법 시행령 제30조제2항"), !local);

            // What looks split is told with the ban where one was read.
            struct purchase first, second;
            purchase_testing_add(&s, WON(44000000), 1, &first);
            purchase_testing_add(&s, WON(44000000), 1, &second);
            purchase_testing_move(&s, &first, PURCHASE_ASKED);
            a = web_get(&w, purchase_testing_page(&s, &second, "path"));
            assert_true(web_shows(a, "나누어 구매한 것이 아니라면"));
            assert_int_equal(web_shows(a, "지방자치단체 입찰 및 계약 집행기준 제1장 제1절 5"),
                             local);
            assert_false(web_shows(a, "제77조")); // of works
            assert_int_equal(web_shows(a, "지방계약법"), local);
            if (REGIMES[i] != LAW_LOCAL) {
                continue;
            }
            a = web_post(&w, purchase_testing_page(&s, &second, "path"),
                         WEB_FIELDS({"split_reason", "쓰는 곳이 다릅니다."},
                                    {"confirm_reason", "원문을 확인했습니다."}));
            assert_int_equal(a.status, 303);
            a = web_get(&w, purchase_testing_page(&s, &second, "path"));
            assert_false(web_shows(a, "나누어 구매한 것이 아니라면"));
            assert_true(web_shows(a, "까닭을 적어 더하지 않았습니다. 결재자가 확인합니다."));
        }
        web_test_close(&w);
    }
}

static enum law_delay_variant variant_of(struct purchase_scene *s, const struct purchase *p)
{
    struct purchase_judgement j;
    (void)path_testing_judge(s, p, &j);
    assert_int_equal(j.question.delay_variant, j.supplier.delay_variant);
    assert_int_equal(j.answer.delay_ppm, j.question.delay_variant == LAW_DELAY_TRANSPORT ? 2500
                                         : p->object == LAW_SERVICE                      ? 1300
                                                                                         : 800);
    return j.question.delay_variant;
}

// Of three lines that are moved and kept one may be something else; then the whole is usual work.
// What is bought as goods stays goods, though it is brought.
static void the_rate_of_transport_is_that_of_every_line(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase p;
        bool found = false;
        struct unit u;
        struct purchase_decision stored;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(88000), 100, &p);
        assert_int_equal(variant_of(&s, &s.draft), LAW_DELAY_USUAL);
        purchase_testing_work(&s, &s.draft, 0, LAW_DELAY_TRANSPORT);
        assert_int_equal(variant_of(&s, &s.draft), LAW_DELAY_TRANSPORT);
        assert_int_equal(variant_of(&s, &p), LAW_DELAY_USUAL); // was drafted as goods
        assert_null(path_testing_take(&s, &s.draft, S("")));
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(purchase_path_find(u.db, s.draft.id, &found, &stored));
        assert_true(found && str_ends(stored.question, S(",\"delay_variant\":\"transport\"}")));
        assert_true(str_contains(stored.rule_ids, S("F-13.1")));
        assert_false(str_contains(stored.rule_ids, S("F-12")));
        purchase_testing_read_end(&u);
        for (int64_t seq = 1; seq <= 3; seq++) {
            purchase_testing_work(&s, &s.draft, seq, LAW_DELAY_USUAL);
            assert_int_equal(variant_of(&s, &s.draft), LAW_DELAY_USUAL);
            purchase_testing_work(&s, &s.draft, seq, LAW_DELAY_TRANSPORT);
            assert_int_equal(variant_of(&s, &s.draft), LAW_DELAY_TRANSPORT);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_threshold_holds_to_the_won),
        cmocka_unit_test(what_the_department_bought_this_year_is_added_up),
        cmocka_unit_test(any_partition_of_a_need_is_judged_like_the_whole),
        cmocka_unit_test(what_was_declined_or_cancelled_is_no_purchase),
        cmocka_unit_test(an_answer_that_no_longer_holds_stops_the_next_deed),
        cmocka_unit_test(only_the_officer_takes_the_path_and_only_of_a_draft),
        cmocka_unit_test(every_similar_purchase_counts_however_many_are_listed),
        cmocka_unit_test(the_periods_hold_to_the_day),
        cmocka_unit_test(a_sanctioned_firm_is_refused_at_every_step),
        cmocka_unit_test(a_sanction_bars_no_handing_over),
        cmocka_unit_test(the_page_shows_ground_limits_and_what_to_do_next),
        cmocka_unit_test(who_is_bound_by_the_law_of_the_state_reads_its_articles),
        cmocka_unit_test(the_rate_of_transport_is_that_of_every_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
