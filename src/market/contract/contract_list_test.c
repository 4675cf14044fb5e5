// Each side lists its contracts, by state, word and key.
#include "market/contract/contract_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/contract/contract_testing.h"

// --- Lists ---------------------------------------------------------------------------------------

static size_t list(struct purchase_scene *s, struct contract_filter filter, int64_t *out_all,
                   contract_row_list *out)
{
    struct unit u;
    int64_t counts[CONTRACT_STATE_COUNT];
    purchase_testing_read(s, &s->officer, &u);
    assert_null(contract_list(u.db, u.arena, &filter, 50, out));
    assert_null(contract_count(u.db, &filter, counts));
    purchase_testing_read_end(&u);
    *out_all = 0;
    for (int i = 0; i < CONTRACT_STATE_COUNT; i++) {
        *out_all += counts[i];
    }
    return out->count;
}

static void each_side_lists_its_own_by_state_word_and_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c[3];
        contract_row_list rows;
        int64_t all = 0;
        purchase_testing_open(&s, &t);
        for (int i = 0; i < 3; i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(11000 + i), 10, &p);
            contract_testing_draw(&s, &p, &c[i]);
        }
        contract_testing_sign(&s, &c[2], CONTRACT_SIGNED);
        struct contract_filter any = {.side = {.institution = s.here}, .state = -1};
        assert_int_equal(list(&s, any, &all, &rows), 3);
        assert_int_equal(all, 3);
        assert_true(str_equals(rows.items[0].number, S("2026-3")));
        assert_int_equal(rows.items[0].state, CONTRACT_SIGNED);
        any.before = c[1].no;
        assert_int_equal(list(&s, any, &all, &rows), 1);
        assert_int_equal(rows.items[0].no.value, c[0].no.value);
        any.before = NO_ID(public_no);
        any.state = CONTRACT_SIGNED;
        assert_int_equal(list(&s, any, &all, &rows), 1);
        any.state = -1;
        any.words = S("2026-2");
        assert_int_equal(list(&s, any, &all, &rows), 1);
        assert_int_equal(all, 1);
        any.words = S("늘푸른");
        assert_int_equal(list(&s, any, &all, &rows), 3);
        assert_int_equal(all, 3);
        any.words = S("%");
        assert_int_equal(list(&s, any, &all, &rows), 0);
        any = (struct contract_filter){.side = {.supplier = s.supplier}, .state = -1};
        assert_int_equal(list(&s, any, &all, &rows), 3);
        assert_int_equal(all, 3);
        any.side = (struct purchase_side){.supplier = s.rival};
        assert_int_equal(list(&s, any, &all, &rows), 0);
        assert_int_equal(all, 0);
        any.side = (struct purchase_side){.institution = s.there};
        assert_int_equal(list(&s, any, &all, &rows), 0);
        assert_int_equal(all, 0);
    }
}

// What a list of one row shows below `before`; the next one goes on below it. 0: nothing.
static int64_t next(struct purchase_scene *s, struct contract_filter *filter)
{
    struct unit u;
    contract_row_list rows;
    purchase_testing_read(s, &s->officer, &u);
    assert_null(contract_list(u.db, u.arena, filter, 1, &rows));
    purchase_testing_read_end(&u);
    assert_true(rows.count <= 1);
    if (rows.count == 1) {
        filter->before = rows.items[0].no;
    }
    return rows.count == 1 ? rows.items[0].no.value : 0;
}

static void each_page_goes_on_where_the_last_one_ended(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c[5];
        purchase_testing_open(&s, &t);
        for (int i = 0; i < 5; i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(11000 + i), 10, &p);
            contract_testing_draw(&s, &p, &c[i]);
        }
        contract_testing_sign(&s, &c[1], CONTRACT_SIGNED);
        contract_testing_sign(&s, &c[3], CONTRACT_SIGNED);
        const struct purchase_side SIDES[] = {{.institution = s.here}, {.supplier = s.supplier}};
        for (size_t i = 0; i < COUNT(SIDES); i++) {
            struct contract_filter all = {.side = SIDES[i], .state = -1};
            for (int k = 5; k-- > 0;) {
                assert_int_equal(next(&s, &all), c[k].no.value);
            }
            assert_int_equal(next(&s, &all), 0);
            struct contract_filter signed_ = {.side = SIDES[i], .state = CONTRACT_SIGNED};
            assert_int_equal(next(&s, &signed_), c[3].no.value);
            assert_int_equal(next(&s, &signed_), c[1].no.value);
            assert_int_equal(next(&s, &signed_), 0);
            // Words find what stands beyond the first page, of a state too.
            struct contract_filter oldest = {.side = SIDES[i], .state = -1, .words = S("2026-1")};
            assert_int_equal(next(&s, &oldest), c[0].no.value);
            assert_int_equal(next(&s, &oldest), 0);
            signed_ = (struct contract_filter){
                .side = SIDES[i], .state = CONTRACT_SIGNED, .words = S("늘푸른")};
            assert_int_equal(next(&s, &signed_), c[3].no.value);
            assert_int_equal(next(&s, &signed_), c[1].no.value);
            assert_int_equal(next(&s, &signed_), 0);
        }
        // Below what is another's there is nothing.
        struct contract_filter other = {
            .side = {.supplier = s.rival}, .state = -1, .before = c[4].no};
        assert_int_equal(next(&s, &other), 0);
        other.words = S("2026");
        assert_int_equal(next(&s, &other), 0);
    }
}

static size_t list_late(struct purchase_scene *s, struct contract_filter filter, date today)
{
    struct unit u;
    contract_row_list rows;
    purchase_testing_read(s, &s->officer, &u);
    assert_null(contract_list_late(u.db, u.arena, &filter, today, 10, &rows));
    purchase_testing_read_end(&u);
    return rows.count;
}

static void late_is_what_binds_and_was_not_brought_by_its_day(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c[2];
        purchase_testing_open(&s, &t);
        for (int i = 0; i < 2; i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(11000 + i), 10, &p);
            contract_testing_draw(&s, &p, &c[i]);
        }
        contract_testing_sign(&s, &c[1], CONTRACT_SIGNED);
        date due = c[1].ends_on;
        date after = date_add_days(due, 1);
        struct contract_filter any = {.side = {.institution = s.here}, .state = -1};
        assert_int_equal(list_late(&s, any, due), 0);
        assert_int_equal(list_late(&s, any, after), 1); // the other binds nobody yet
        any.state = CONTRACT_SIGNED;
        assert_int_equal(list_late(&s, any, after), 1);
        any.state = CONTRACT_OFFERED;
        assert_int_equal(list_late(&s, any, after), 0);
        any.state = -1;
        any.words = S("2026-2");
        assert_int_equal(list_late(&s, any, after), 1);
        any.words = S("2026-1");
        assert_int_equal(list_late(&s, any, after), 0);
        any.words = S("");
        any.side = (struct purchase_side){.supplier = s.supplier};
        assert_int_equal(list_late(&s, any, after), 1);
        any.side = (struct purchase_side){.supplier = s.rival};
        assert_int_equal(list_late(&s, any, after), 0);
        any.side = (struct purchase_side){.institution = s.there};
        assert_int_equal(list_late(&s, any, after), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_side_lists_its_own_by_state_word_and_key),
        cmocka_unit_test(each_page_goes_on_where_the_last_one_ended),
        cmocka_unit_test(late_is_what_binds_and_was_not_brought_by_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
