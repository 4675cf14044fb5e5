// test-timeout: 180
// Sums, lists and the contracts behind them agree to the won, on both engines, whatever happens.
#include "market/record/record_figure_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/record/record_store.h"
#include "market/record/record_testing.sql.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

static uint64_t chance_state;

static int64_t below(int64_t n) // SplitMix64
{
    chance_state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = chance_state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

#define FIRMS 8
#define CONTRACTS 60

static void add_random_firms(struct record_scene *s, supplier_id *firms)
{
    static const char *const KINDS[] = {"women", "disabled", "small_micro", "social_enterprise",
                                        "standard_workplace"};
    static const char *const DISTRICTS[] = {TESTING_CITY_DISTRICT, "2726000000",
                                            TESTING_OTHER_DISTRICT, "9999999999"};
    static const char *const STATES[] = {"verified", "verified", "unchecked", "revoked"};
    for (int i = 0; i < FIRMS; i++) {
        firms[i] = record_scene_supplier(s, "㈜임의", DISTRICTS[below(4)], true);
        for (int64_t k = below(4); k > 0; k--) {
            date from = date_add_days(DAY(2025, 1, 1), (int32_t)below(600));
            date until = below(4) == 0 ? DATE_NONE : date_add_days(from, (int32_t)below(500));
            record_scene_certificate(s, firms[i], KINDS[below(5)], from, until, STATES[below(4)]);
        }
    }
}

static contract_id add_random_contract(struct record_scene *s, const supplier_id *firms)
{
    static const char *const OBJECTS[] = {"goods", "goods", "service", "works_other", "lease"};
    static const char *const STATES[] = {"signed", "paid", "delivered", "offered", "void"};
    static const char *const PRODUCT_KINDS[] = {"severe_disability_product", "performance",
                                                "excellent", "green_product"};
    const char *state = STATES[below(5)];
    bool is_signed = state[0] != 'o' && state[0] != 'v';
    struct contract_spec spec = {
        .supplier = firms[below(FIRMS)],
        .institution = below(5) == 0 ? s->other : s->institution,
        .won = 1 + below(20000000),
        .object = OBJECTS[below(5)],
        .state = state,
        .on = is_signed ? date_add_days(DAY(2026, 1, 1), (int32_t)below(380)) : DATE_NONE,
        .is_training = below(6) == 0,
        .second_line = below(2) == 0,
    };
    spec.won += 2; // a line of each
    contract_id id = record_scene_contract(s, &spec);
    for (int64_t k = below(3); k > 0; k--) {
        record_scene_certify(s, spec.supplier, PRODUCT_KINDS[below(4)], s->product, "",
                             date_add_days(DAY(2026, 6, 1), (int32_t)below(400)));
    }
    return id;
}

static void check_kept_sums(struct record_scene *s)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_APART);
    assert_true(query_next(q));
    assert_int_equal(read_i64(q, "years"), 0);
    assert_int_equal(read_i64(q, "objects"), 0);
    assert_int_equal(read_i64(q, "months"), 0);
    assert_null(query_end(q));
    db_rollback(s->t->db);
}

static void check_agreement(struct record_scene *s)
{
    check_kept_sums(s);
    static const char *const KINDS[] = {"", "women", "disabled", "social_enterprise",
                                        "standard_workplace"};
    static const char *const OBJECTS[] = {"", "goods", "service", "works"};
    for (int64_t year = 2026; year <= 2027; year++) {
        for (size_t k = 0; k < COUNT(KINDS); k++) {
            for (size_t i = 0; i < COUNT(OBJECTS); i++) {
                struct record_figure raw = record_figure_raw(s, year, KINDS[k], OBJECTS[i]);
                struct record_figure sum = record_figure_sum(s, year, KINDS[k], OBJECTS[i]);
                struct record_filter f = {
                    .year = year, .tag = str_view(KINDS[k]), .object = str_view(OBJECTS[i])};
                record_figure_check(sum, raw.won, raw.count);
                record_figure_check(record_figure_list(s, &f), raw.won, raw.count);
            }
        }
    }
}

// Every goal is the list behind it, to the won; so is what it is a share of.
static void check_goals(struct record_scene *s)
{
    assert_null(db_begin(s->t->db, DB_READ));
    record_sums sums;
    record_targets own = {NULL, 0};
    assert_null(record_store_list_sums(s->t->db, s->t->arena, s->institution, 2026, &sums));
    db_rollback(s->t->db);
    record_goals goals =
        record_goals_of(s->u.law, LAW_LOCAL, DAY(2026, 12, 31), sums, own, s->t->arena);
    for (size_t i = 0; i < goals.count; i++) {
        const struct record_goal *g = &goals.items[i];
        struct record_filter part = {
            .year = 2026, .tag = g->row->category, .object = record_filter_of(g->row)};
        record_figure_check(record_figure_list(s, &part), g->part.won, g->count);
        if (g->row->denominator != LAW_OF_NOTHING) {
            struct record_filter whole = part;
            whole.tag = g->row->denominator == LAW_OF_SME_GOODS ? S("sme") : S("");
            assert_int_equal(record_figure_list(s, &whole).won, g->whole.won);
        }
    }
}

static void check_districts(struct record_scene *s)
{
    assert_null(db_begin(s->t->db, DB_READ));
    record_districts districts;
    assert_null(
        record_store_list_districts(s->t->db, s->t->arena, s->institution, 2026, &districts));
    db_rollback(s->t->db);
    struct record_figure all = {0, 0};
    for (size_t i = 0; i < districts.count; i++) {
        struct record_filter f = {.year = 2026, .district = districts.items[i].code};
        record_figure_check(record_figure_list(s, &f), districts.items[i].price.won,
                            districts.items[i].count);
        all.won += districts.items[i].price.won;
        all.count += districts.items[i].count;
    }
    struct record_figure sum = record_figure_sum(s, 2026, "", "");
    record_figure_check(all, sum.won, sum.count);
}

static void sums_equal_the_contracts_behind_them_whatever_happens(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        FOR_EACH_ENGINE(t)
        {
            chance_state = seed;
            struct record_scene s;
            record_scene_open(&s, &t);
            supplier_id firms[FIRMS];
            contract_id ids[CONTRACTS];
            add_random_firms(&s, firms);
            for (int i = 0; i < CONTRACTS; i++) {
                ids[i] = add_random_contract(&s, firms);
            }
            for (int i = 0; i < CONTRACTS * 3; i++) { // in any order, again and again
                record_scene_refresh(&s, ids[below(CONTRACTS)]);
            }
            for (int i = 0; i < CONTRACTS; i++) {
                record_scene_refresh(&s, ids[i]);
            }
            check_agreement(&s);
            for (int i = 0; i < CONTRACTS / 6; i++) {
                contract_id undone = ids[below(CONTRACTS)];
                record_scene_move(&s, undone, "void");
                record_scene_refresh(&s, undone);
            }
            check_agreement(&s);
            check_goals(&s);
            check_districts(&s);
        }
    }
}

static void each_contract_changes_each_of_its_sums_by_its_won(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        static const char *const HELD[] = {"small_micro", "women", "village"};
        static const char *const TAGS[] = {"", "sme", "women", "village", "local", "small_micro"};
        for (size_t i = 0; i < COUNT(HELD); i++) {
            record_scene_certificate(&s, firm, HELD[i], DAY(2024, 1, 1), DATE_NONE, "verified");
        }
        for (int64_t n = 1; n <= 3; n++) {
            record_scene_refresh(
                &s, record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 1}));
            for (size_t i = 0; i < COUNT(TAGS); i++) {
                record_figure_check(record_figure_sum(&s, 2026, TAGS[i], "goods"), n, n);
                record_figure_check(record_figure_sum(&s, 2026, TAGS[i], "works"), 0, 0);
            }
        }
    }
}

// --- By product ----------------------------------------------------------------------------------

// Under a tag of a contract's record stand so many lines with so much; the whole price is -1, no
// tag 0.
static void check_lines(struct record_scene *s, contract_id id, const char *tag, int64_t lines,
                        int64_t won)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_TAG);
    bind_i64(q, "contract", id.value);
    bind_str(q, "tag", str_view(tag));
    bool has = query_next(q);
    assert_int_equal(has, won != 0);
    if (has) {
        assert_int_equal(read_is_null(q, "amount_won") ? -1 : read_i64(q, "amount_won"), won);
        assert_int_equal(read_i64(q, "line_count"), lines);
    }
    assert_null(query_end(q));
    db_rollback(s->t->db);
}

// Chairs for 10 won that are not designated, tables for 20 that are. The row of the law counts the
// facility up to the 26th and what is designated from the 27th, the certificate's last day.
static void a_designated_facility_counts_with_what_is_designated(void **state)
{
    (void)state;
    static const struct {
        int day;
        int64_t sum; // so far
        int64_t count;
        int64_t lines;
        int64_t won; // of those lines; -1: the whole, 0: it does not count
    } ROWS[] = {
        {26, 30, 1, 0, -1},
        {27, 50, 2, 1, 20},
        {28, 50, 2, 0, 0 },
    };
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        record_scene_certificate(&s, firm, "severe_disability_facility", DAY(2025, 1, 1), DATE_NONE,
                                 "verified");
        contract_id ids[COUNT(ROWS)];
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            ids[i] =
                record_scene_contract(&s, &(struct contract_spec){.supplier = firm,
                                                                  .won = 30,
                                                                  .on = DAY(2026, 11, ROWS[i].day),
                                                                  .second_line = true});
            record_scene_certify(&s, firm, "severe_disability_product", s.product, "",
                                 DAY(2026, 11, 27));
            record_scene_refresh(&s, ids[i]);
            record_figure_check(record_figure_sum(&s, 2026, "severe_disability", "goods"),
                                ROWS[i].sum, ROWS[i].count);
            check_lines(&s, ids[i], "severe_disability", ROWS[i].lines, ROWS[i].won);
        }
        check_lines(&s, ids[1], "severe_disability_product", 1, 20);
        check_lines(&s, ids[1], "severe_disability_facility", 0, -1);
        struct record_filter f = {.year = 2026, .tag = S("severe_disability")};
        record_figure_check(record_figure_list(&s, &f), 50, 2);
        record_scene_move(&s, ids[1], "void"); // what counted is taken out, to the won
        record_scene_refresh(&s, ids[1]);
        record_figure_check(record_figure_sum(&s, 2026, "severe_disability", "goods"), 30, 1);
        record_figure_check(record_figure_list(&s, &f), 30, 1);
        check_kept_sums(&s);
    }
}

// A product with two certificates of technology counts once; of a firm that is no SME in no share
// of what SMEs sell.
static void technology_and_green_goods_count_by_their_lines(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        for (int is_sme = 0; is_sme <= 1; is_sme++) {
            supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
            if (is_sme) {
                record_scene_certificate(&s, firm, "small_micro", DAY(2025, 1, 1), DATE_NONE,
                                         "verified");
            }
            contract_id id = record_scene_contract(
                &s, &(struct contract_spec){
                        .supplier = firm, .won = 30, .on = DAY(2026, 11, 27), .second_line = true});
            record_scene_certify(&s, firm, "performance", s.product, "", DATE_NONE);
            record_scene_certify(&s, firm, "excellent", s.product, "", DAY(2026, 11, 27));
            record_scene_certify(&s, firm, "green_product", s.product, "", DATE_NONE);
            record_scene_certify(&s, firm, "new_technology", s.product, "", DAY(2026, 11, 26));
            record_scene_refresh(&s, id);
            check_lines(&s, id, "performance", 1, 20);
            check_lines(&s, id, "excellent", 1, 20);
            check_lines(&s, id, "green", 1, 20);
            check_lines(&s, id, "new_technology", 0, 0); // ended the day before
            record_figure_check(record_figure_sum(&s, 2026, "green", "goods"), is_sme ? 40 : 20,
                                is_sme ? 2 : 1);
            record_figure_check(record_figure_sum(&s, 2026, "sme_technology", "goods"),
                                is_sme ? 20 : 0, is_sme);
        }
        check_goals(&s);
        check_kept_sums(&s);
    }
}

// Of a firm's products of a 세부품명번호, and of no other firm's.
static void a_number_stands_for_every_product_that_has_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_RECORD_TESTING_NUMBER), NULL));
        assert_null(db_commit(t.db));
        supplier_id maker = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        supplier_id dealer = record_scene_supplier(&s, "한결상사", TESTING_CITY_DISTRICT, true);
        record_scene_certify(&s, maker, "direct_production", 0, "1411150701", DATE_NONE);
        record_scene_certify(&s, dealer, "direct_production", 0, "1411150702", DATE_NONE);
        struct contract_spec spec = {.supplier = maker, .won = 30, .second_line = true};
        contract_id made = record_scene_contract(&s, &spec);
        record_scene_refresh(&s, made);
        check_lines(&s, made, "direct_production", 2, 30);
        spec.supplier = dealer;
        contract_id sold = record_scene_contract(&s, &spec);
        record_scene_refresh(&s, sold);
        check_lines(&s, sold, "direct_production", 0, 0);
    }
}

static void change(struct testing_db *t, const struct sql *sql)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, sql), NULL));
    assert_null(db_commit(t->db));
}

static void set_number(struct testing_db *t, int64_t product, const char *no)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_RECORD_TESTING_OWN_NUMBER);
    bind_i64(q, "product", product);
    bind_str(q, "no", str_view(no));
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void merge(struct testing_db *t, int64_t product, int64_t into)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q =
        db_query(t->db, into == 0 ? &SQL_RECORD_TESTING_PART : &SQL_RECORD_TESTING_MERGE);
    bind_i64(q, "product", product);
    if (into != 0) {
        bind_i64(q, "into", into);
    }
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

// The job that makes the record was held up: what became of the product meanwhile changes nothing.
static void a_line_counts_by_its_product_as_it_was_when_both_had_signed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        change(&t, &SQL_RECORD_TESTING_NUMBER);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        record_scene_certify(&s, firm, "direct_production", 0, "1411150702", DATE_NONE); // its own
        record_scene_certify(&s, firm, "performance", 0, "1411150701", DATE_NONE); // the category's
        struct contract_spec spec = {.supplier = firm, .won = 30, .on = DATE_NONE};
        // Signed with a number of its own that an operator had looked at; then everything changes.
        contract_id seen = record_scene_contract(&s, &spec);
        int64_t product = s.product;
        set_number(&t, product, "1411150702");
        change(&t, &SQL_RECORD_TESTING_SEEN);
        record_scene_sign(&s, seen, DAY(2026, 11, 27));
        change(&t, &SQL_RECORD_TESTING_REVISE);
        set_number(&t, product, "1411150703");
        record_scene_refresh(&s, seen);
        check_lines(&s, seen, "direct_production", 1, 30);
        check_lines(&s, seen, "performance", 0, 0);
        // Signed before anybody looked; looked at afterwards.
        contract_id unseen = record_scene_contract(&s, &spec);
        set_number(&t, s.product, "1411150702");
        change(&t, &SQL_RECORD_TESTING_REVISE);
        record_scene_sign(&s, unseen, DAY(2026, 11, 27));
        change(&t, &SQL_RECORD_TESTING_SEEN);
        record_scene_refresh(&s, unseen);
        check_lines(&s, unseen, "direct_production", 0, 0);
        check_lines(&s, unseen, "performance", 1, 30);
        check_kept_sums(&s);
    }
}

// Of two products one takes the place of the other, before or after the signature.
static void what_takes_the_place_of_a_product_after_the_signature_lends_it_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (int before = 0; before <= 1; before++) {
            struct testing_db fresh;
            assert_true(testing_db_open((enum db_engine)engine_, &fresh));
            struct record_scene s;
            record_scene_open(&s, &fresh);
            supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
            struct contract_spec spec = {.supplier = firm, .won = 30, .on = DATE_NONE};
            (void)record_scene_contract(&s, &spec);
            int64_t root = s.product;
            record_scene_certify(&s, firm, "performance", root, "", DATE_NONE);
            contract_id id = record_scene_contract(&s, &spec);
            int64_t product = s.product;
            record_scene_certify(&s, firm, "excellent", product, "", DATE_NONE);
            if (before) {
                merge(&fresh, product, root);
            }
            record_scene_sign(&s, id, DAY(2026, 11, 27));
            merge(&fresh, product, before ? 0 : root);
            record_scene_refresh(&s, id);
            check_lines(&s, id, "excellent", 1, 30); // its own, whatever it is called by now
            check_lines(&s, id, "performance", before, before ? 30 : 0);
            testing_db_close(&fresh);
        }
    }
}

// What is handed in, taken back or merged into the product while the job is held up changes
// nothing.
static void certificates_count_as_they_were_when_both_had_signed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
        struct contract_spec spec = {.supplier = firm, .won = 30, .on = DATE_NONE};
        (void)record_scene_contract(&s, &spec);
        int64_t other = s.product;
        record_scene_certify(&s, firm, "performance", other, "", DATE_NONE);
        contract_id id = record_scene_contract(&s, &spec);
        record_scene_certify(&s, firm, "excellent", s.product, "", DATE_NONE);
        record_scene_certificate(&s, firm, "women", DAY(2025, 1, 1), DATE_NONE, "verified");
        record_scene_sign(&s, id, DAY(2026, 11, 27));
        merge(&t, other, s.product);
        change(&t, &SQL_RECORD_TESTING_REVOKE);
        record_scene_certify(&s, firm, "green_product", s.product, "", DATE_NONE);
        record_scene_certify(&s, firm, "performance", other, "", DATE_NONE);
        record_scene_certificate(&s, firm, "disabled", DAY(2025, 1, 1), DATE_NONE, "verified");
        record_scene_refresh(&s, id);
        check_lines(&s, id, "excellent", 1, 30);
        check_lines(&s, id, "performance", 0, 0);
        check_lines(&s, id, "green", 0, 0);
        record_figure_check(record_figure_sum(&s, 2026, "women", ""), 30, 1);
        record_figure_check(record_figure_sum(&s, 2026, "disabled", ""), 0, 0);
        check_kept_sums(&s);
    }
}

static void crowd(struct record_scene *s, const struct sql *sql, supplier_id firm, int64_t product,
                  int64_t count)
{
    static int64_t no = 5000000;
    assert_null(db_begin(s->t->db, DB_WRITE));
    struct query *q = db_query(s->t->db, sql);
    bind_i64(q, "no", no += 100000);
    bind_i64(q, "supplier", firm.value);
    bind_id(q, "product", product);
    bind_i64(q, "count", count);
    if (sql == &SQL_RECORD_TESTING_CROWD_OF_CERTIFICATES) {
        bind_str(q, "kind", S("performance"));
        bind_i64(q, "longest", count / 2);
    }
    assert_null(query_run(q, NULL));
    assert_null(db_commit(s->t->db));
}

// The first line has so many certificates of one kind; the second has one of another.
static void however_many_certificates_a_line_has_the_next_one_counts(void **state)
{
    (void)state;
    static const int64_t COUNTS[] = {1999, 2000, 2001};
    FOR_EACH_ENGINE(t)
    {
        struct record_scene s;
        record_scene_open(&s, &t);
        for (size_t i = 0; i < COUNT(COUNTS); i++) {
            supplier_id firm = record_scene_supplier(&s, "㈜다온", TESTING_CITY_DISTRICT, true);
            contract_id id = record_scene_contract(
                &s, &(struct contract_spec){.supplier = firm, .won = 30, .second_line = true});
            crowd(&s, &SQL_RECORD_TESTING_CROWD_OF_CERTIFICATES, firm, s.product - 1, COUNTS[i]);
            record_scene_certify(&s, firm, "excellent", s.product, "", DATE_NONE);
            record_scene_refresh(&s, id);
            check_lines(&s, id, "performance", 1, 10);
            check_lines(&s, id, "excellent", 1, 20);
            assert_null(db_begin(t.db, DB_READ));
            struct query *q = db_query(t.db, &SQL_RECORD_TESTING_TAG);
            bind_i64(q, "contract", id.value);
            bind_str(q, "tag", S("performance"));
            assert_true(query_next(q)); // the one that lasts longest
            assert_true(str_equals(read_str(q, "number"),
                                   str_format(t.arena, "제%lld호", (long long)COUNTS[i] / 2)));
            assert_null(query_end(q));
            db_rollback(t.db);
        }
    }
}

// More kinds of certificates than a record has words for: nothing is left out in silence.
static void more_kinds_than_a_record_counts_under_make_none(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        for (int of_product = 0; of_product <= 1; of_product++) {
            for (int64_t more = 0; more <= 1; more++) {
                struct testing_db fresh;
                assert_true(testing_db_open((enum db_engine)engine_, &fresh));
                struct record_scene s;
                record_scene_open(&s, &fresh);
                supplier_id firm =
                    record_scene_supplier(&s, "㈜다온", TESTING_OTHER_DISTRICT, true);
                contract_id id =
                    record_scene_contract(&s, &(struct contract_spec){.supplier = firm, .won = 30});
                crowd(&s, &SQL_RECORD_TESTING_CROWD_OF_KINDS, firm, of_product ? s.product : 0,
                      RECORD_TAGS_MAX + more);
                assert_ptr_equal(record_scene_try(&s, record_scene_refresh_work, &id),
                                 more == 0 ? NULL : &RECORD_TOO_MANY_KINDS);
                check_lines(&s, id, "kind_64", of_product && more == 0,
                            more > 0     ? 0
                            : of_product ? 30
                                         : -1);
                testing_db_close(&fresh);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_equal_the_contracts_behind_them_whatever_happens),
        cmocka_unit_test(each_contract_changes_each_of_its_sums_by_its_won),
        cmocka_unit_test(a_designated_facility_counts_with_what_is_designated),
        cmocka_unit_test(technology_and_green_goods_count_by_their_lines),
        cmocka_unit_test(a_number_stands_for_every_product_that_has_it),
        cmocka_unit_test(a_line_counts_by_its_product_as_it_was_when_both_had_signed),
        cmocka_unit_test(certificates_count_as_they_were_when_both_had_signed),
        cmocka_unit_test(what_takes_the_place_of_a_product_after_the_signature_lends_it_nothing),
        cmocka_unit_test(however_many_certificates_a_line_has_the_next_one_counts),
        cmocka_unit_test(more_kinds_than_a_record_counts_under_make_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
