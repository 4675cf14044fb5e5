// Changes over the packs: known from their version on, and an older law answers as it did.
#include "market/law/law_layer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/law/law_change_store.h"
#include "market/law/law_show.h"
#include "market/law/law_testing.h"
#include "market/law/law_text.h"
#include "platform/db/db_testing.h"

static struct arena *arena;
static const struct law *packs;

static int setup(void **state)
{
    (void)state;
    arena = arena_open((size_t)64 << 20);
    packs = testing_law();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

// 견적 생략 for goods of LOCAL: 2,000,000 by T-L13 from 2019-06-25 on; here 3,000,000 from a day.
static struct law_change waiver_from(int64_t since, const char *first_day)
{
    str line =
        str_format(arena,
                   "\"T-L13.o%lld\",\"T-L13\",LOCAL,goods,3000000,\"근거, \"\"새\"\" 판\",%s,"
                   ",시행규칙 제33조,H,1,",
                   (long long)since, first_day);
    return (struct law_change){
        .since = since,
        .act = LAW_ACT_ROW,
        .kind = S("quote_waivers"),
        .row_id = str_format(arena, "T-L13.o%lld", (long long)since),
        .line = line,
        .last_day = DATE_NONE,
        .added_at = {.us = 5},
    };
}

static const struct law *with(const struct law_change *items, size_t count)
{
    struct law_changes *changes = NEW(arena, struct law_changes);
    *changes = (struct law_changes){items, count};
    struct law *law = NULL;
    str where = S("");
    assert_null(law_layer(packs, changes, INT64_MAX, arena, &law, &where));
    assert_null(law_finish(law, &where));
    return law;
}

static str answer_at(const struct law *law, int64_t won, date on)
{
    struct law_question q = {
        .regime = LAW_LOCAL,
        .object = LAW_GOODS,
        .estimated_price = WON(won),
        .contract_price = WON(won + won / 10),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = on,
    };
    struct law_answer a;
    law_decide(law, &q, arena, &a);
    return law_answer_text(arena, &a);
}

static bool waives(const struct law *law, int64_t won, date on)
{
    return str_contains(answer_at(law, won, on), S("\"path\":\"quote_waived\""));
}

static void a_row_decides_from_its_first_day_to_the_won(void **state)
{
    (void)state;
    const struct law_change rows[] = {waiver_from(1, "2027-01-01")};
    const struct law *law = with(rows, 1);
    assert_int_equal(law_version(law), 1);
    assert_ptr_equal(law_packs(law), packs);
    assert_false(waives(law, 2999999, date_from_ymd(2026, 12, 31)));
    assert_true(waives(law, 2999999, date_from_ymd(2027, 1, 1)));
    assert_false(waives(law, 3000000, date_from_ymd(2027, 1, 1)));
    assert_int_equal(law_version(packs), 0); // the packs themselves are left alone
    assert_false(waives(packs, 2999999, date_from_ymd(2027, 1, 1)));
}

// 2026-11-24 lies after the first day of a row that was added later: who asked then did not know.
static void an_older_version_answers_as_it_did_to_the_byte(void **state)
{
    (void)state;
    date on = date_from_ymd(2026, 11, 24);
    const struct law_change rows[] = {waiver_from(1, "2026-01-01"), waiver_from(2, "2026-02-01")};
    str before = answer_at(packs, 2500000, on);
    str first = answer_at(with(rows, 1), 2500000, on);
    const struct law *law = with(rows, 2);
    assert_true(str_equals(answer_at(law_as_of(law, 0, arena), 2500000, on), before));
    assert_true(str_equals(answer_at(law_as_of(law, 1, arena), 2500000, on), first));
    assert_false(str_equals(first, before));
    assert_true(str_contains(answer_at(law, 2500000, on), S("T-L13.o2")));
    assert_ptr_equal(law_as_of(law, 2, arena), law);
    assert_ptr_equal(law_as_of(law, 9, arena), law);
    assert_ptr_equal(law_as_of(packs, 0, arena), packs);
}

static void an_open_row_ends_on_the_day_that_is_set_and_none_begins(void **state)
{
    (void)state;
    str id = S("");
    for (size_t i = 0; i < law_count(packs, LAW_QUOTE_WAIVERS); i++) {
        const struct law_head *h = law_row(packs, LAW_QUOTE_WAIVERS, i);
        const struct law_quote_waiver *w = (const struct law_quote_waiver *)h;
        if (h->regime == LAW_LOCAL && w->object == LAW_GOODS && date_is_none(h->last_day)) {
            id = h->id;
        }
    }
    assert_true(id.n > 0);
    struct law_change end = {.since = 1,
                             .act = LAW_ACT_END,
                             .kind = S("quote_waivers"),
                             .row_id = id,
                             .last_day = date_from_ymd(2026, 12, 31)};
    const struct law *law = with(&end, 1);
    assert_true(waives(law, 1000000, date_from_ymd(2026, 12, 31)));
    assert_false(waives(law, 1000000, date_from_ymd(2027, 1, 1)));
    assert_true(waives(law_as_of(law, 0, arena), 1000000, date_from_ymd(2027, 1, 1)));

    const struct law *tried = NULL;
    str where = S("");
    assert_ptr_equal(law_try(law, &end, arena, &tried, &where), &LAW_END_CLOSED);
    end.last_day = date_from_ymd(1990, 1, 1);
    assert_ptr_equal(law_try(packs, &end, arena, &tried, &where), &LAW_END_BEFORE);
    end.row_id = S("X-99.9");
    assert_ptr_equal(law_try(packs, &end, arena, &tried, &where), &LAW_END_UNKNOWN);
}

static date followed_from(const struct law *law, str id)
{
    enum law_table table;
    size_t i;
    assert_true(law_find_id(law, id, &table, &i));
    return law_followed_from(law, table, i);
}

// The row of the packs stays open in the books: it is the next one that takes its place.
static void a_row_is_followed_by_the_next_of_its_key_and_no_other(void **state)
{
    (void)state;
    str open = S("T-L13.2");
    const struct law_change rows[] = {
        waiver_from(1, "2027-03-01"),
        waiver_from(2, "2027-01-01"), // added later, and begins before it
    };
    assert_true(date_is_none(followed_from(packs, open)));
    const struct law *law = with(rows, 2);
    assert_int_equal(followed_from(law, open).days, date_from_ymd(2027, 1, 1).days);
    assert_int_equal(followed_from(law, S("T-L13.o2")).days, date_from_ymd(2027, 3, 1).days);
    assert_true(date_is_none(followed_from(law, S("T-L13.o1"))));
    assert_int_equal(followed_from(law_as_of(law, 1, arena), open).days,
                     date_from_ymd(2027, 3, 1).days);

    const struct law_change ended[] = {
        {.since = 1,
         .act = LAW_ACT_END,
         .kind = S("quote_waivers"),
         .row_id = open,
         .last_day = date_from_ymd(2026, 12, 31)},
        waiver_from(2, "2027-01-01"),
    };
    assert_true(date_is_none(followed_from(with(ended, 2), open)));
}

static void what_would_be_is_checked_like_the_packs(void **state)
{
    (void)state;
    const struct law *tried = NULL;
    str where = S("");
    struct law_change c = waiver_from(1, "2027-01-01");
    assert_null(law_try(packs, &c, arena, &tried, &where));
    assert_int_equal(law_version(tried), 1);
    c = waiver_from(1, "2019-06-25"); // the day on which the row of the packs begins
    assert_ptr_equal(law_try(packs, &c, arena, &tried, &where), &LAW_PACK_AMBIGUOUS);
    c.line = S("\"T-L13.1\",T-L13,LOCAL,goods,1,g,2027-01-01,,a,H,1,");
    assert_ptr_equal(law_try(packs, &c, arena, &tried, &where), &LAW_PACK_DOUBLE_ID);
    c.line = S("\"T-L13.o1\",T-L13,LOCAL,goods,x,g,2027-01-01,,a,H,1,");
    assert_ptr_equal(law_try(packs, &c, arena, &tried, &where), &LAW_PACK_BAD_FIELD);
}

static void every_row_of_the_packs_is_the_same_after_a_line_of_it(void **state)
{
    (void)state;
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        for (size_t i = 0; i < law_count(packs, table); i++) {
            const str *fields = NULL;
            str line = law_line_text(arena, packs, table, i);
            assert_true(law_line_fields(arena, table, line, &fields));
            for (size_t c = 0; c < law_column_count(table); c++) {
                assert_true(str_equals(fields[c], law_field_text(arena, packs, table, i, c)));
            }
        }
    }
    const str *fields = NULL;
    assert_false(law_line_fields(arena, LAW_TERMS, S("a,b"), &fields));
}

// --- The log -------------------------------------------------------------------------------------

static struct law *with_late_row(void)
{
    struct law *later = testing_law_open(arena);
    str where = S("");
    assert_null(law_add_row(later, S("quote_waivers"),
                            S("T-L13.99,T-L13,LOCAL,goods,3000000,g,2026-01-01,,a,H,1,"), &where));
    assert_null(law_finish(later, &where));
    return later;
}

// By both ways of asking for it.
static void check_there(const struct law *law, str id, bool is_there)
{
    enum law_table table;
    size_t i = 0;
    assert_int_equal(law_find_id(law, id, &table, &i), is_there);
    assert_ptr_equal(law_row_find(law, id), is_there ? law_row(law, table, i) : NULL);
}

// What operators added comes with the next release too, of the same key and day.
static void a_row_of_a_later_pack_takes_the_place_of_the_operators_own(void **state)
{
    (void)state;
    const struct law *later = with_late_row();
    struct law_change items[] = {
        waiver_from(1, "2026-01-01"),
        {.since = 2, .act = LAW_ACT_PACK, .kind = S("quote_waivers"), .row_id = S("T-L13.99")},
    };
    items[0].proposal.value = 7;
    struct law_changes changes = {items, COUNT(items)};
    struct law *whole = NULL;
    str where = S("");
    assert_null(law_layer(later, &changes, INT64_MAX, arena, &whole, &where));
    for (int is_finished = 0; is_finished < 2; is_finished++) { // a site's is only layered
        check_there(whole, S("T-L13.2"), true);
        check_there(whole, S("T-L13.99"), true);
        check_there(whole, items[0].row_id, false);
        assert_null(law_finish(whole, &where));
    }
    const struct law *then = law_as_of(whole, 1, arena);
    check_there(then, S("T-L13.2"), true);
    check_there(then, S("T-L13.99"), false);
    check_there(then, items[0].row_id, true);

    items[1].since = 0; // the pack was first: two rows speak for one day
    assert_null(law_layer(later, &changes, INT64_MAX, arena, &whole, &where));
    assert_ptr_equal(law_finish(whole, &where), &LAW_PACK_AMBIGUOUS);
}

static void note(struct testing_db *t, const struct law *law, int64_t expected)
{
    int64_t added = 0;
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(law_change_note_packs(t->db, t->arena, law, (instant){.us = 7}, &added));
    assert_null(db_commit(t->db));
    assert_int_equal(added, expected);
}

static size_t count_rows(const struct law *law)
{
    size_t count = 0;
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        count += law_count(law, (enum law_table)t);
    }
    return count;
}

// A row that comes with a new pack is not known to answers that were given before it.
static void a_new_pack_makes_a_version_of_its_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        note(&t, packs, (int64_t)count_rows(packs));
        note(&t, packs, 0);
        const struct law *later = with_late_row();
        note(&t, later, 1);
        assert_null(db_begin(t.db, DB_READ));
        int64_t version = 0;
        assert_null(law_change_version(t.db, &version));
        assert_int_equal(version, 1);
        const struct law *law = later;
        assert_null(law_shelf_take(NULL, t.db, t.arena, version, &law));
        date on = date_from_ymd(2026, 11, 24);
        assert_true(waives(law, 2500000, on));
        assert_false(waives(law_as_of(law, 0, t.arena), 2500000, on));
        check_there(law, S("T-L13.99"), true);
        check_there(law_as_of(law, 0, t.arena), S("T-L13.99"), false);
        str bad = S("x");
        int64_t count = 0;
        assert_null(law_change_compare(t.db, t.arena, later, &bad, &count));
        assert_int_equal(bad.n, 0);
        assert_int_equal(count, count_rows(packs) + 1);
        assert_null(law_change_compare(t.db, t.arena, packs, &bad, &count));
        assert_true(str_equals(bad, S("T-L13.99"))); // taken out of the packs again
        db_rollback(t.db);
    }
}

// The shelf is read when the version moves, and only then.
static void a_process_reads_a_new_version_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct law_shelf shelf = {0};
        note(&t, packs, (int64_t)count_rows(packs));
        note(&t, with_late_row(), 1);
        const struct law *later = with_late_row();
        for (int round = 0; round < 3; round++) {
            const struct law *law = later;
            assert_null(db_begin(t.db, DB_READ));
            assert_null(law_shelf_take(&shelf, t.db, t.arena, 1, &law));
            assert_int_equal(db_statements(t.db), round == 0 ? 1 : 0);
            assert_int_equal(law_version(law), 1);
            check_there(law, S("T-L13.99"), true);
            assert_null(law_shelf_take(&shelf, t.db, t.arena, 1, &law)); // of the shelf itself
            assert_int_equal(db_statements(t.db), round == 0 ? 1 : 0);
            assert_null(law_shelf_take(&shelf, t.db, t.arena, 0, &law));
            assert_ptr_equal(law, later);
            const struct law *none = NULL;
            assert_null(law_shelf_take(&shelf, t.db, t.arena, 1, &none));
            assert_null(none);
            db_rollback(t.db);
        }
        law_shelf_done(&shelf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_decides_from_its_first_day_to_the_won),
        cmocka_unit_test(an_older_version_answers_as_it_did_to_the_byte),
        cmocka_unit_test(an_open_row_ends_on_the_day_that_is_set_and_none_begins),
        cmocka_unit_test(a_row_is_followed_by_the_next_of_its_key_and_no_other),
        cmocka_unit_test(what_would_be_is_checked_like_the_packs),
        cmocka_unit_test(a_row_of_a_later_pack_takes_the_place_of_the_operators_own),
        cmocka_unit_test(every_row_of_the_packs_is_the_same_after_a_line_of_it),
        cmocka_unit_test(a_new_pack_makes_a_version_of_its_own),
        cmocka_unit_test(a_process_reads_a_new_version_once),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
