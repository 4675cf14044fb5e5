// What the photos were is read back from the newest change.
#include "market/catalog/picture_past.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static const product_id PAPER = {7};
static const product_id TWIN = {8};

static struct past_photo photo(int64_t row, product_id product, int64_t position)
{
    return (struct past_photo){.row = row,
                               .no = {100 + row},
                               .product = product,
                               .role = ROLE_FRONT,
                               .alt = S(""),
                               .position = position};
}

static struct photo_change change(struct past_photo is, struct past_photo was, int64_t second,
                                  const char *reason)
{
    return (struct photo_change){.is = is,
                                 .was = was,
                                 .made_at = {second * 1000000},
                                 .reason = str_view(reason),
                                 .account = {1},
                                 .account_name = S("김가온")};
}

// What the change of a photo that came says of before.
static struct past_photo nothing(int64_t row)
{
    return (struct past_photo){.row = row, .no = {100 + row}, .alt = S("")};
}

static void what_is_done_in_one_unit_or_comes_one_behind_the_other_is_one_deed(void **state)
{
    (void)state;
    struct past_photo a = photo(1, PAPER, 1);
    struct past_photo b = photo(2, PAPER, 2);
    int64_t far = LIMIT_PHOTO_DEED_S;
    struct photo_change rows[] = {
        change(b, a, 2000 + far, "순서"),         // 0 and 1: a swap
        change(a, b, 2000 + far, "순서"),         //
        change(a, b, 1999 + far, "순서"),         // 2: another swap, a second before
        change(b, nothing(2), 1500, "ZIP"),       // 3 and 4: of one ZIP
        change(a, nothing(1), 1500 - far, "ZIP"), //
        change(a, nothing(1), 1499 - 2 * far, "ZIP"),
        change(a, nothing(1), 1499 - 2 * far, "손으로"),
    };
    photo_change_list list = {rows, COUNT(rows)};
    assert_int_equal(photo_deed_length(&list, 0), 2);
    assert_int_equal(photo_deed_length(&list, 2), 1);
    assert_int_equal(photo_deed_length(&list, 3), 2);
    assert_int_equal(photo_deed_length(&list, 5), 1);
    assert_int_equal(photo_deed_length(&list, 6), 1);
    rows[1].account.value = 2; // two people at the same moment, of one name
    assert_int_equal(photo_deed_length(&list, 0), 1);
}

static void changes_are_undone_one_by_one(void **state)
{
    (void)state;
    struct arena *a = arena_open(MIB);
    struct past_photo first = photo(1, PAPER, 1);
    struct past_photo second = photo(2, PAPER, 2);
    struct past_photo behind = photo(1, PAPER, 2);
    struct past_photo ahead = photo(2, PAPER, 1);
    struct past_photo gone = ahead;
    gone.is_removed = true;
    struct photo_change rows[] = {
        change(gone, ahead, 50, "뺌"),         change(ahead, second, 40, "순서"),
        change(behind, first, 40, "순서"),     change(second, nothing(2), 30, "올림"),
        change(first, nothing(1), 20, "올림"),
    };
    photo_change_list list = {rows, COUNT(rows)};
    struct past_photo items[] = {behind, gone};
    past_photo_list now = {items, 2};
    past_photo_list shown = past_photos_shown(a, &now, PAPER);
    assert_int_equal(shown.count, 1);
    assert_int_equal(shown.items[0].row, 1);

    past_photos_undo(&now, &list, 0, 1);
    past_photo_list swapped = past_photos_shown(a, &now, PAPER);
    assert_int_equal(swapped.count, 2);
    assert_int_equal(swapped.items[0].row, 2);
    assert_false(past_photos_are_alike(&shown, &swapped));
    assert_true(past_photos_hold(&swapped, gone.no));
    assert_false(past_photos_hold(&shown, gone.no));

    past_photos_undo(&now, &list, 1, 2);
    shown = past_photos_shown(a, &now, PAPER);
    assert_int_equal(shown.items[0].row, 1);
    assert_false(past_photos_are_alike(&shown, &swapped)); // the same ones in another order

    past_photos_undo(&now, &list, 3, 1);
    shown = past_photos_shown(a, &now, PAPER);
    assert_int_equal(shown.count, 1);
    past_photos_undo(&now, &list, 4, 1);
    assert_int_equal(past_photos_shown(a, &now, PAPER).count, 0);
    arena_close(a);
}

static void a_merge_shows_a_photo_with_another_product(void **state)
{
    (void)state;
    struct arena *a = arena_open(MIB);
    struct past_photo mine = photo(1, PAPER, 1);
    struct past_photo twin = photo(1, TWIN, 1);
    struct photo_change rows[] = {change(twin, mine, 10, "같은 종이")};
    photo_change_list list = {rows, 1};
    struct past_photo items[] = {twin};
    past_photo_list now = {items, 1};
    assert_int_equal(past_photos_shown(a, &now, PAPER).count, 0);
    past_photo_list with_twin = past_photos_shown(a, &now, TWIN);
    past_photos_undo(&now, &list, 0, 1);
    past_photo_list with_paper = past_photos_shown(a, &now, PAPER);
    assert_int_equal(past_photos_shown(a, &now, TWIN).count, 0);
    assert_true(past_photos_are_alike(&with_twin, &with_paper)); // who moved along sees no change
    arena_close(a);
}

static void another_role_or_word_is_a_difference(void **state)
{
    (void)state;
    struct past_photo x = photo(1, PAPER, 1);
    struct past_photo y = x;
    past_photo_list one = {&x, 1};
    past_photo_list other = {&y, 1};
    assert_true(past_photos_are_alike(&one, &other));
    y.role = ROLE_USE;
    assert_false(past_photos_are_alike(&one, &other));
    y.role = x.role;
    y.alt = S("상자 옆면");
    assert_false(past_photos_are_alike(&one, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_done_in_one_unit_or_comes_one_behind_the_other_is_one_deed),
        cmocka_unit_test(changes_are_undone_one_by_one),
        cmocka_unit_test(a_merge_shows_a_photo_with_another_product),
        cmocka_unit_test(another_role_or_word_is_a_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
