// The score of a listing: whole when nothing is missing, and its fixes are those that raise it
// most.
#include "market/catalog/quality.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static struct attribute ATTRIBUTES[] = {
    {.key = {"size", 4},   .name = {"규격", 6}, .is_required = true},
    {.key = {"sheets", 6},                    .name = {"매수", 6},                      .is_required = true},
    {.key = {"color", 5}, .name = {"색상", 6}},
};

#define LONG                                                                                                                                     \
    "가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차가나다라마바" \
    "사아자차가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차가나" \
    "다라마바사아자차" // 100 characters

struct scene {
    struct arena *arena;
    struct listing_template template;
    struct listing_value values[3];
    struct offer_tier tier;
    struct listing listing;
};

static void open_scene(struct scene *s)
{
    *s = (struct scene){
        .arena = arena_open(LIMIT_ARENA_UNIT),
        .template = {.object = S("goods"),
                     .attributes = {.items = ATTRIBUTES, .count = COUNT(ATTRIBUTES)}},
        .values = {{S("size"), S("A4")}, {S("sheets"), S("2500")},                  {S("color"), S("흰색")}},
        .tier = {10,                    WON(20000)                                                           },
    };
    s->listing = (struct listing){
        .text = {.title = S("복사용지"),
                 .maker = S("두레"),
                 .model = S("D-1"),
                 .description = S(LONG),
                 .values = {.items = s->values, .count = 3}},
        .terms = {.stock = 10,     .tiers = {.items = &s->tier, .count = 1}},
    };
}

static struct quality weighed(struct scene *s, int64_t pictures)
{
    return quality_of(s->arena, &s->template, &s->listing, pictures);
}

static void nothing_missing_is_a_hundred(void **state)
{
    (void)state;
    struct scene s;
    open_scene(&s);
    struct quality q = weighed(&s, 3);
    assert_int_equal(q.score, 100);
    assert_int_equal(q.fix_count, 0);
    assert_int_equal(weighed(&s, 9).score, 100); // more is not better
    arena_close(s.arena);
}

static void each_fix_says_what_it_brings_the_most_first(void **state)
{
    (void)state;
    struct scene s;
    open_scene(&s);
    s.listing.text.model = S("");         // 5
    s.values[1].value = S("");            // half of 25: 13
    s.listing.text.description = S("가"); // 15: one of a hundred characters is nothing
    struct quality q = weighed(&s, 0);    // 20 and 10, in one line
    assert_int_equal(q.score, 100 - 5 - 13 - 15 - 20 - 10);
    assert_int_equal(q.fix_count, 3);
    assert_int_equal(q.fixes[0].points, 30);
    assert_true(str_starts(q.fixes[0].text, S("밝고 또렷한 사진을 세 장 올려")));
    assert_int_equal(q.fixes[0].place, QUALITY_PHOTOS);
    assert_int_equal(q.fixes[1].points, 15);
    assert_string_equal(q.fixes[1].field, "description");
    assert_int_equal(q.fixes[2].points, 13);
    assert_true(str_equals(q.fixes[2].text, S("필수 칸을 적어 주세요: 매수")));
    assert_int_equal(q.fixes[2].place, QUALITY_TEXT);
    assert_string_equal(q.fixes[2].field, "value_2");         // the first that is empty
    assert_int_equal(weighed(&s, 1).score, q.score + 20 + 3); // a third of 10
    s.listing.terms.stock = LISTING_MADE_TO_ORDER;
    s.listing.text.description = S(LONG);
    s.values[1].value = S("2500");
    q = weighed(&s, 3);
    assert_int_equal(q.fix_count, 2);
    assert_string_equal(q.fixes[0].field, "model");
    assert_int_equal(q.fixes[1].place, QUALITY_TERMS);
    assert_string_equal(q.fixes[1].field, "stock");
    arena_close(s.arena);
}

static void a_service_needs_no_maker_model_or_stock(void **state)
{
    (void)state;
    struct scene s;
    open_scene(&s);
    s.template.object = S("service");
    s.listing.text.maker = S("");
    s.listing.text.model = S("");
    s.listing.terms.stock = LISTING_MADE_TO_ORDER;
    assert_int_equal(weighed(&s, 3).score, 100);
    s.template.attributes.count = 0; // nothing is asked: nothing is missing
    assert_int_equal(weighed(&s, 3).score, 100);
    arena_close(s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_missing_is_a_hundred),
        cmocka_unit_test(each_fix_says_what_it_brings_the_most_first),
        cmocka_unit_test(a_service_needs_no_maker_model_or_stock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
