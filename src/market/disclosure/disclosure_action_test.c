// test-timeout: 120
// From contracts to the public list, on both engines: once, whole, and nothing that may not be
// there.
#include "market/disclosure/disclosure_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/disclosure/disclosure_testing.sql.h"
#include "market/record/record_testing.h"
#include "market/record/record_testing.sql.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

static err refresh(struct unit *u, void *data)
{
    return disclosure_action_refresh(u, *(contract_id *)data);
}

static void make(struct record_scene *s, contract_id id)
{
    record_scene_run(s, refresh, &id);
}

struct shown {
    bool exists;
    struct disclosure d;
};

static struct shown line_of(struct record_scene *s, contract_id id)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_DISCLOSURE_TESTING_FIND);
    bind_i64(q, "contract", id.value);
    struct shown shown = {.exists = query_next(q)};
    if (shown.exists) {
        shown.d = (struct disclosure){
            .no = {read_i64(q, "no")},
            .title = read_str(q, "title"),
            .estimated = read_money(q, "estimated_won"),
            .price = read_money(q, "contract_won"),
            .rate_bp = read_i64(q, "rate_bp"),
            .supplier_name = read_str(q, "supplier_name"),
            .representative = read_str(q, "representative"),
            .address = read_str(q, "address"),
            .ground = read_str(q, "ground"),
            .reason = read_str(q, "reason"),
            .site = read_str(q, "site"),
            .completed_on = read_date(q, "completed_on"),
            .keep_until = read_date(q, "keep_until"),
            .paid_on = read_date(q, "paid_on"),
            .paid = read_money(q, "paid_won"),
            .voided_on = read_date(q, "voided_on"),
            .starts_on = read_date(q, "starts_on"),
            .district_code = read_str(q, "district_code"),
        };
    }
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return shown;
}

static str waits_for(struct record_scene *s, contract_id id)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_DISCLOSURE_TESTING_REFUSAL);
    bind_i64(q, "contract", id.value);
    str codes = query_next(q) ? read_str(q, "codes") : S("");
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return codes;
}

static int64_t count(struct record_scene *s, const struct sql *sql, const char *act)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, sql);
    if (act != NULL) {
        bind_str(q, "act", str_view(act));
    } else {
        bind_i64(q, "account", s->account.value);
    }
    assert_true(query_next(q));
    int64_t n = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return n;
}

static int64_t audits(struct record_scene *s, const char *act)
{
    return count(s, &SQL_RECORD_TESTING_AUDITS, act);
}

static public_no number_of(struct record_scene *s, contract_id id)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_DISCLOSURE_TESTING_CONTRACT_NO);
    bind_i64(q, "contract", id.value);
    assert_true(query_next(q));
    public_no no = {read_i64(q, "no")};
    assert_null(query_end(q));
    db_rollback(s->t->db);
    return no;
}

static void a_contract_is_published_once_with_every_field(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "다온상사", TESTING_CITY_DISTRICT, false);
        contract_id id = record_scene_contract(
            &s, &(struct contract_spec){
                    .supplier = firm, .won = 10890000, .estimated_amount = 11000000});
        public_no first = {0};
        for (int run = 0; run < 3; run++) {
            make(&s, id);
            struct shown got = line_of(&s, id);
            assert_true(got.exists);
            assert_true(str_equals(got.d.title, S("사무용 의자 구매")));
            assert_int_equal(got.d.estimated.won, 11000000);
            assert_int_equal(got.d.price.won, 10890000);
            assert_int_equal(got.d.rate_bp, 9900);
            assert_true(str_equals(got.d.supplier_name, S("다온상사")));
            assert_true(str_equals(got.d.representative, S("박다솜"))); // the local sheet orders it
            assert_true(str_equals(got.d.address, S("대구광역시 중구 시범로 7")));
            assert_true(str_equals(got.d.ground, S("지방계약법 시행령 제25조제1항제5호나목")));
            assert_true(str_equals(got.d.site, S("본관 3층 재무과")));
            assert_true(date_is_none(got.d.completed_on));
            assert_int_equal(got.d.paid.won, 0);
            assert_true(first.value == 0 || first.value == got.d.no.value);
            first = got.d.no;
            assert_int_equal(audits(&s, "disclosure.publish"), 1);
        }
    }
}

static void what_is_not_to_be_published_is_not(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        const struct contract_spec SPECS[] = {
            {.supplier = firm,     .won = 1000,                .is_training = true},
            {                .supplier = firm,         .won = 1000,         .state = "offered",     .on = DATE_NONE},
            {                .supplier = firm,         .won = 1000, .state = "signed_supplier",     .on = DATE_NONE},
            {                .supplier = firm,         .won = 1000,            .state = "void",     .on = DATE_NONE},
            {                .supplier = firm,         .won = 1000,     .path = "open_bidding"                   },
            { .supplier = firm, .won = 1000,               .is_training = true,                    .reason = ""},
        };
        for (size_t i = 0; i < COUNT(SPECS); i++) {
            contract_id id = record_scene_contract(&s, &SPECS[i]);
            make(&s, id);
            assert_false(line_of(&s, id).exists);
            assert_int_equal(waits_for(&s, id).n, 0);
        }
        contract_id id = {999999};
        assert_ptr_equal(record_scene_try(&s, refresh, &id), &DISCLOSURE_NO_CONTRACT);
    }
}

static void a_trading_person_is_not_named_where_no_article_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        institution_id agency = record_scene_institution(&s, "대구지방환경청", "STATE");
        supplier_id person = record_scene_supplier(&s, "다온상사", TESTING_CITY_DISTRICT, false);
        supplier_id company = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id of_person = record_scene_contract(
            &s, &(struct contract_spec){.supplier = person, .won = 9, .institution = agency});
        contract_id of_company = record_scene_contract(
            &s, &(struct contract_spec){.supplier = company, .won = 9, .institution = agency});
        make(&s, of_person);
        make(&s, of_company);
        assert_int_equal(line_of(&s, of_person).d.representative.n, 0);
        assert_int_equal(line_of(&s, of_person).d.address.n, 0);
        assert_true(line_of(&s, of_person).d.supplier_name.n > 0);
        assert_true(line_of(&s, of_company).d.representative.n > 0);
    }
}

static void what_may_not_be_published_waits_and_the_officer_hears_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id = record_scene_contract(
            &s,
            &(struct contract_spec){
                .supplier = firm, .won = 1000, .reason = "", .title = "의자(문의 010-1234-5678)"});
        for (int run = 0; run < 3; run++) {
            make(&s, id);
            assert_false(line_of(&s, id).exists);
            assert_true(
                str_equals(waits_for(&s, id), S("disclosure.has_phone disclosure.no_reason")));
            assert_int_equal(count(&s, &SQL_DISCLOSURE_TESTING_NOTICES, NULL), 1);
            assert_int_equal(audits(&s, "disclosure.refuse"), 1);
        }
    }
}

struct rewording {
    public_no no;
    const char *title;
    const char *reason;
    struct disclosure_faults faults;
};

// As the page does: with faults left, nothing is kept.
static const struct fault STILL_BAD = {FAULT_REFUSED, "test.still_bad", "그대로입니다.", NULL};

static err reword(struct unit *u, void *data)
{
    struct rewording *r = data;
    struct disclosure_waiting words = {
        .title = str_view(r->title),
        .ground = S("지방계약법 시행령 제25조제1항제5호나목"),
        .reason = str_view(r->reason),
        .site = S("본관"),
    };
    TRY(disclosure_action_reword(u, r->no, &words, &r->faults));
    return r->faults.count > 0 ? &STILL_BAD : NULL;
}

static void an_officer_words_it_anew_and_it_is_published(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id = record_scene_contract(
            &s,
            &(struct contract_spec){.supplier = firm, .won = 1000, .reason = "담당 010-1234-5678"});
        make(&s, id);
        struct rewording r = {
            number_of(&s, id), "의자 구매", "담당 010-1234-5678", {{0}, 0}
        };

        s.actor.institution = s.other; // somebody else's officer
        assert_ptr_equal(record_scene_try(&s, reword, &r), &DISCLOSURE_UNKNOWN);
        s.actor.institution = s.institution;

        assert_ptr_equal(record_scene_try(&s, reword, &r), &STILL_BAD);
        assert_int_equal(r.faults.count, 1);
        assert_ptr_equal(r.faults.items[0], &DISCLOSURE_HAS_PHONE);
        assert_int_equal(audits(&s, "disclosure.reword"), 0);

        r.reason = "추정가격이 2천만원 이하인 물품 구매";
        record_scene_run(&s, reword, &r);
        struct shown got = line_of(&s, id);
        assert_true(got.exists);
        assert_true(str_equals(got.d.title, S("의자 구매")));
        assert_true(str_equals(got.d.reason, S("추정가격이 2천만원 이하인 물품 구매")));
        assert_int_equal(waits_for(&s, id).n, 0);
        assert_int_equal(audits(&s, "disclosure.reword"), 1);

        r.reason = "나중에 바꾸기"; // what is public stays
        assert_ptr_equal(record_scene_try(&s, reword, &r), &DISCLOSURE_UNKNOWN);
        make(&s, id);
        assert_true(str_equals(line_of(&s, id).d.reason, got.d.reason));
    }
}

static void completion_and_payment_follow(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1000});
        make(&s, id);
        record_scene_inspect(&s, id, 1, DAY(2026, 11, 26), "part_accepted");
        record_scene_move(&s, id, "delivered");
        make(&s, id);
        assert_true(date_is_none(line_of(&s, id).d.completed_on)); // a part is not all

        record_scene_inspect(&s, id, 2, DAY(2026, 11, 30), "accepted");
        record_scene_move(&s, id, "accepted");
        make(&s, id);
        struct shown got = line_of(&s, id);
        assert_true(date_equals(got.d.completed_on, DAY(2026, 11, 30)));
        assert_true(date_equals(got.d.keep_until, DAY(2031, 12, 1))); // the 30th is a Sunday

        record_scene_pay(&s, id, 1, DAY(2026, 12, 3), 400);
        record_scene_pay(&s, id, 2, DAY(2026, 12, 7), 600);
        record_scene_move(&s, id, "paid");
        make(&s, id);
        make(&s, id);
        got = line_of(&s, id);
        assert_int_equal(got.d.paid.won, 1000);
        assert_true(date_equals(got.d.paid_on, DAY(2026, 12, 7)));
        assert_true(date_equals(got.d.completed_on, DAY(2026, 11, 30)));
    }
}

static void a_contract_published_late_has_what_happened_since(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id = record_scene_contract(
            &s, &(struct contract_spec){.supplier = firm, .won = 1000, .state = "paid"});
        record_scene_inspect(&s, id, 1, DAY(2026, 11, 26), "accepted");
        record_scene_pay(&s, id, 1, DAY(2026, 11, 27), 1000);
        make(&s, id);
        assert_true(date_equals(line_of(&s, id).d.completed_on, DAY(2026, 11, 26)));
        assert_int_equal(line_of(&s, id).d.paid.won, 1000);
    }
}

static void check_sum(struct record_scene *s, int64_t rows, int64_t won)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_DISCLOSURE_TESTING_SUM);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "row_count"), rows);
    assert_int_equal(read_i64(q, "price_won"), won);
    assert_null(query_end(q));
    db_rollback(s->t->db);
}

static void an_undone_contract_stays_public_and_says_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        contract_id id =
            record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1000});
        make(&s, id);
        make(&s, record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 7}));
        check_sum(&s, 2, 1007);
        record_scene_move(&s, id, "void");
        make(&s, id);
        make(&s, id);
        struct shown got = line_of(&s, id);
        assert_true(got.exists);
        assert_true(date_equals(got.d.voided_on, DAY(2026, 11, 24)));
        check_sum(&s, 2, 7); // a line still, and worth nothing
        assert_int_equal(audits(&s, "disclosure.void"), 1);
    }
}

static void the_waiting_list_is_ones_own_and_the_operators_all(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        const struct contract_spec SPECS[] = {
            {.supplier = firm, .won = 1,            .reason = ""},
            {.supplier = firm,                .won = 1,                    .reason = "", .institution = s.other},
            {.supplier = firm,    .won = 1},
        };
        for (size_t i = 0; i < COUNT(SPECS); i++) {
            make(&s, record_scene_contract(&s, &SPECS[i]));
        }
        disclosure_waiting_list list;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(disclosure_store_list_waiting(t.db, t.arena, s.institution, 10, &list));
        assert_int_equal(list.count, 1);
        assert_null(disclosure_store_list_waiting(t.db, t.arena, NO_ID(institution_id), 10, &list));
        assert_int_equal(list.count, 2);
        db_rollback(t.db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contract_is_published_once_with_every_field),
        cmocka_unit_test(what_is_not_to_be_published_is_not),
        cmocka_unit_test(a_trading_person_is_not_named_where_no_article_says_so),
        cmocka_unit_test(what_may_not_be_published_waits_and_the_officer_hears_once),
        cmocka_unit_test(an_officer_words_it_anew_and_it_is_published),
        cmocka_unit_test(completion_and_payment_follow),
        cmocka_unit_test(a_contract_published_late_has_what_happened_since),
        cmocka_unit_test(an_undone_contract_stays_public_and_says_so),
        cmocka_unit_test(the_waiting_list_is_ones_own_and_the_operators_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
