// A listing moves as drawn, and every mistake in it is told at its cell.
#include "market/catalog/listing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static void every_state_has_its_word(void **state)
{
    (void)state;
    for (int s = 0; s < LISTING_STATE_COUNT; s++) {
        enum listing_state is = (enum listing_state)s;
        assert_int_equal(listing_state_from(str_view(listing_state_word(is))), s);
        assert_true(listing_state_label(is).n > 0);
        assert_true(listing_state_tone(is).n > 0);
    }
    assert_int_equal(listing_state_from(S("royal")), -1);
}

static void every_pair_of_state_and_event_moves_as_drawn(void **state)
{
    (void)state;
    enum {
        NO = -1,
        W = LISTING_WAITING,
        R = LISTING_RETURNED,
        A = LISTING_ACTIVE,
        P = LISTING_PAUSED,
        E = LISTING_ENDED
    };
    //                                          approve return submit pause resume end
    static const int TO[LISTING_STATE_COUNT][LISTING_EVENT_COUNT] = {
        [LISTING_WAITING] = {A,  R,  NO, NO, NO, E },
          [LISTING_RETURNED] = {NO, NO, W,  NO, NO, E },
        [LISTING_ACTIVE] = {A,  R,  NO, P,  NO, E },
          [LISTING_PAUSED] = {NO, R,  NO, NO, A,  E },
        [LISTING_ENDED] = {NO, NO, W,  NO, NO, NO},
    };
    for (int s = 0; s < LISTING_STATE_COUNT; s++) {
        for (int e = 0; e < LISTING_EVENT_COUNT; e++) {
            enum listing_state is = (enum listing_state)s;
            err fault = listing_move(&is, (enum listing_event)e, S("사진이 다릅니다."));
            assert_ptr_equal(fault, TO[s][e] == NO ? &LISTING_WRONG_STATE : NULL);
            assert_int_equal(is, TO[s][e] == NO ? s : TO[s][e]);
        }
    }
    enum listing_state waiting = LISTING_WAITING;
    assert_ptr_equal(listing_move(&waiting, LISTING_RETURN, S("  ")), &LISTING_NEEDS_REASON);
    assert_int_equal(waiting, LISTING_WAITING);
}

static struct attribute ATTRIBUTES[] = {
    {.key = {"weight", 6},   .name = {"평량", 6}, .kind = ATTRIBUTE_NUMBER, .is_required = true},
    {.key = {"size", 4},                      .name = {"규격", 6},                          .kind = ATTRIBUTE_ENUM,        .words = {"A3|A4", 5}},
    {.key = {"recycled", 8}, .name = {"재생", 6},                      .kind = ATTRIBUTE_BOOL                 },
};

static struct listing_template paper_template(void)
{
    return (struct listing_template){
        .code = S("paper.copy.a4"),
        .vat = S("taxable"),
        .attributes = {.items = ATTRIBUTES, .count = COUNT(ATTRIBUTES)},
    };
}

// What is right in every cell; a test spoils one.
static struct listing good(struct listing_value *values, struct offer_tier *tiers)
{
    values[0] = (struct listing_value){S("weight"), S("80")};
    values[1] = (struct listing_value){S("size"), S("A4")};
    values[2] = (struct listing_value){S("recycled"), S("예")};
    tiers[0] = (struct offer_tier){10, WON(20000)};
    tiers[1] = (struct offer_tier){50, WON(19000)};
    return (struct listing){
        .text = {.category = S("paper.copy.a4"),
                 .title = S("복사용지 A4 80g"),
                 .values = {.items = values, .count = 3}},
        .terms = { .price = WON(21500),
                 .unit = S("상자"),
                 .quantity_min = 1,
                 .lead_days = 3,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE,
                 .tiers = {.items = tiers, .count = 2}},
    };
}

// The fields that are told, joined by a blank.
static str told(struct arena *a, const struct listing *l)
{
    struct listing_template t = paper_template();
    listing_issue_list wrong = listing_check(a, &t, l, date_from_ymd(2026, 11, 24));
    str said = S("");
    for (size_t i = 0; i < wrong.count; i++) {
        assert_true(wrong.items[i].text.n > 0);
        said = str_format(a, "%.*s%s%.*s", STR_ARG(said), i == 0 ? "" : " ",
                          STR_ARG(wrong.items[i].field));
    }
    return said;
}

static void each_mistake_is_told_at_its_cell(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct listing_value v[3];
    struct offer_tier t[2];
#define EXPECT(spoil, fields)                                                                      \
    do {                                                                                           \
        struct listing l = good(v, t);                                                             \
        spoil;                                                                                     \
        str is = told(a, &l);                                                                      \
        if (!str_equals(is, S(fields))) {                                                          \
            fail_msg("%s: told '%.*s', not '%s'", #spoil, STR_ARG(is), fields);                    \
        }                                                                                          \
    } while (0)
    EXPECT((void)l, "");
    EXPECT(l.text.title = S(""), "title");
    EXPECT(l.text.detail_no = S("12345"), "detail_no");
    EXPECT(l.text.detail_no = S("1411150701"), "");
    EXPECT(l.text.item_no = S("1234567a"), "item_no");
    EXPECT(v[0].value = S(""), "a.weight");
    EXPECT(v[0].value = S("80g"), "a.weight");
    EXPECT(v[0].value = S("0.7"), "");
    EXPECT(v[0].value = S("0."), "a.weight");
    EXPECT(v[0].value = S("1.-5"), "a.weight");
    EXPECT(v[1].value = S("B5"), "a.size");
    EXPECT(v[1].value = S(""), "");
    EXPECT(v[2].value = S("네"), "a.recycled");
    EXPECT(l.terms.price = WON(0), "price"); // and nothing of tiers, which are judged by it
    EXPECT(l.terms.price = WON(20001), "");
    EXPECT(l.terms.price = WON(20000), "tiers");
    EXPECT(l.terms.is_exempt = true, "vat");
    EXPECT(l.terms.unit = S(""), "unit");
    EXPECT(l.terms.quantity_min = 0, "quantity_min");
    EXPECT(l.terms.quantity_min = 9, "");
    EXPECT(l.terms.quantity_min = 10, "tiers");
    EXPECT(l.terms.lead_days = 0, "");
    EXPECT(l.terms.lead_days = LIMIT_LEAD_DAYS, "");
    EXPECT(l.terms.lead_days = LIMIT_LEAD_DAYS + 1, "lead_days");
    EXPECT(l.terms.stock = 0, "");
    EXPECT(l.terms.stock = -2, "stock");
    EXPECT(l.terms.valid_until = date_from_ymd(2026, 11, 24), "");
    EXPECT(l.terms.valid_until = date_from_ymd(2026, 11, 23), "valid_until");
    EXPECT(t[1].quantity_min = 10, "tiers");
    EXPECT(t[1].price = WON(20000), "tiers");
    EXPECT(t[1].price = WON(0), "tiers");
#undef EXPECT
    arena_close(a);
}

static void many_cost_what_their_tier_says(void **state)
{
    (void)state;
    struct listing_value v[3];
    struct offer_tier t[2];
    struct listing l = good(v, t);
    static const struct {
        int64_t quantity;
        int64_t won;
    } COSTS[] = {
        {1,              21500},
        {9,              21500},
        {10,             20000},
        {49,             20000},
        {50,             19000},
        {LIMIT_QUANTITY, 19000}
    };
    for (size_t i = 0; i < COUNT(COSTS); i++) {
        assert_int_equal(offer_price_of(&l.terms, COSTS[i].quantity).won, COSTS[i].won);
    }
}

static void tiers_are_written_and_read_back(void **state)
{
    (void)state;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    static const char *const BAD[] = {"10",
                                      "10:",
                                      ":5",
                                      "10:x",
                                      "x:10",
                                      "10:5|10:4",
                                      "50:19000|10:1",
                                      "10:5||",
                                      "1:1|2:1|3:1|4:1|5:1|6:1"};
    offer_tier_list list;
    assert_true(offer_tiers_parse(a, S("10:20000|50:19000"), &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[1].price.won, 19000);
    assert_true(str_equals(offer_tiers_format(a, &list), S("10:20000|50:19000")));
    assert_true(offer_tiers_parse(a, S(""), &list));
    assert_int_equal(list.count, 0);
    for (size_t i = 0; i < COUNT(BAD); i++) {
        if (offer_tiers_parse(a, str_view(BAD[i]), &list)) {
            fail_msg("%s was read", BAD[i]);
        }
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_has_its_word),
        cmocka_unit_test(every_pair_of_state_and_event_moves_as_drawn),
        cmocka_unit_test(each_mistake_is_told_at_its_cell),
        cmocka_unit_test(many_cost_what_their_tier_says),
        cmocka_unit_test(tiers_are_written_and_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
