// What is signed says one thing only, and says it again when it is read back.
#include "base/canon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_open(1 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static str sample(str title, int64_t second_quantity)
{
    struct out o;
    out_init(&o, arena, 4096);
    canon_put(&o, "title", title);
    canon_put_i64(&o, "price_won", 1234000);
    canon_put_date(&o, "ends_on", date_from_ymd(2026, 12, 18));
    canon_put_date(&o, "starts_on", DATE_NONE);
    canon_put_i64(&o, "line", 1);
    canon_put_i64(&o, "quantity", 10);
    canon_put_i64(&o, "line", 2);
    canon_put_i64(&o, "quantity", second_quantity);
    return out_view(&o);
}

static void a_value_never_looks_like_a_field(void **state)
{
    (void)state;
    str text = sample(S("종이\nprice_won=1\\"), 3);
    assert_true(str_starts(text, S("title=종이\\nprice_won=1\\\\\nprice_won=1234000\n")));
    assert_true(str_equals(canon_find(arena, text, "title"), S("종이\nprice_won=1\\")));
    assert_int_equal(canon_find_money(arena, text, "price_won").won, 1234000);
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    str text = sample(S("종이"), 3);
    assert_true(date_equals(canon_find_date(arena, text, "ends_on"), date_from_ymd(2026, 12, 18)));
    assert_true(date_is_none(canon_find_date(arena, text, "starts_on")));
    assert_int_equal(canon_find(arena, text, "nowhere").n, 0);
    assert_int_equal(canon_find_i64(arena, text, "title"), 0);
    str rest = text;
    str name = S("");
    str value = S("");
    int64_t count = 0;
    while (canon_next(arena, &rest, &name, &value)) {
        count++;
    }
    assert_int_equal(count, 8);
    assert_true(str_equals(name, S("quantity")));
    assert_true(str_equals(value, S("3")));
}

static void the_first_field_that_parts_is_named_with_its_line(void **state)
{
    (void)state;
    int64_t line = 9;
    str was = sample(S("종이"), 3);
    assert_int_equal(canon_difference(was, sample(S("종이"), 3), "line", &line).n, 0);
    assert_true(str_equals(canon_difference(was, sample(S("연필"), 3), "line", &line), S("title")));
    assert_int_equal(line, 0);
    assert_true(
        str_equals(canon_difference(was, sample(S("종이"), 4), "line", &line), S("quantity")));
    assert_int_equal(line, 2);
    str longer = str_join(arena, was, S("line=3\n"));
    assert_true(str_equals(canon_difference(was, longer, "line", &line), S("line")));
    assert_int_equal(line, 3);
    assert_true(str_equals(canon_difference(longer, was, "line", &line), S("line")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_never_looks_like_a_field),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(the_first_field_that_parts_is_named_with_its_line),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
