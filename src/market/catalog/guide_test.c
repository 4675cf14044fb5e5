// Which category a title points to, and why.
#include "market/catalog/guide.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena_testing.h"

static void make(struct guide *g)
{
    static struct guide_word paper_words[] = {
        {T("복사용지"), 12},
        {T("재생"),       9 },
        {T("a4"),           20}
    };
    static struct guide_word file_words[] = {
        {T("a4"),           5},
        {T("정부화일"), 3}
    };
    static struct guide_leaf leaves[4];
    static struct guide_synonym synonyms[2];
    leaves[0] = (struct guide_leaf){.code = S("office.file.folder"),
                                    .name = S("파일·바인더"),
                                    .words = S("클리어화일|정부화일|D링바인더")};
    leaves[0].titles.items = file_words;
    leaves[0].titles.count = COUNT(file_words);
    leaves[1] = (struct guide_leaf){.code = S("office.write.pen"),
                                    .name = S("볼펜·필기구"),
                                    .words = S("볼펜|수성펜|형광펜|보드마카|샤프")};
    leaves[2] = (struct guide_leaf){.code = S("paper.copy.a4"),
                                    .name = S("복사용지"),
                                    .detail_name = S("복사용지"),
                                    .class_no = S("14111507"),
                                    .detail_no = S("1411150701")};
    leaves[2].titles.items = paper_words;
    leaves[2].titles.count = COUNT(paper_words);
    leaves[3] = (struct guide_leaf){.code = S("sign.banner.hanging"),
                                    .name = S("현수막"),
                                    .detail_name = S("현수막지"),
                                    .class_no = S("55121706"),
                                    .detail_no = S("5512170601")};
    synonyms[0] = (struct guide_synonym){.term = S("플래카드"), .canonical = S("현수막")};
    synonyms[1] = (struct guide_synonym){.term = S("복사지"), .canonical = S("복사용지")};
    *g = (struct guide){
        .leaves = {leaves,   COUNT(leaves)},
          .synonyms = {synonyms, 2            }
    };
    guide_prepare(arena, g);
}

static void a_title_points_to_its_category_and_says_by_which_word(void **state)
{
    (void)state;
    struct guide g;
    make(&g);
    static const struct {
        const char *title;
        const char *code; // NULL: nothing is said
        const char *why;
    } CASES[] = {
        {"재생 복사용지 A4 80g 2,500매", "paper.copy.a4",       "분류 이름 ‘복사용지’"  },
        {"복사 용지",                       "paper.copy.a4",       "분류 이름 ‘복사용지’"  },
        {"재생 A4",                           "paper.copy.a4",       "등록된 상품 ‘재생’ 9건"},
        {"복사지 2500매",                   "paper.copy.a4",       "같은 말 ‘복사지’"        },
        {"행사 플래카드 5m",              "sign.banner.hanging", "같은 말 ‘플래카드’"     },
        {"유성볼펜 0.7mm",                  "office.write.pen",    "분류 이름 ‘볼펜’"        },
        {"형광펜 6색",                      "office.write.pen",    "양식의 말 ‘형광펜’"     },
        {"정부화일 청색",                 "office.file.folder",  "양식의 말 ‘정부화일’"  },
        {"무엇인가",                        NULL,                  NULL                                },
        {"80g 2,500매",                        NULL,                  NULL                                },
        {"",                                    NULL,                  NULL                                },
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct guide_guess out[GUIDE_GUESSES];
        size_t count = 0;
        category_suggest(arena, &g, str_view(CASES[i].title), out, &count);
        if (CASES[i].code == NULL) {
            assert_int_equal(count, 0);
            continue;
        }
        assert_true(count > 0);
        if (!str_contains(out[0].why, str_view(CASES[i].why))) {
            print_error("%s: %.*s\n", CASES[i].title, STR_ARG(out[0].why));
        }
        assert_true(str_equals(out[0].leaf->code, str_view(CASES[i].code)));
        assert_true(str_contains(out[0].why, str_view(CASES[i].why)));
        for (size_t k = 1; k < count; k++) {
            assert_true(out[k - 1].points >= out[k].points);
        }
    }
}

// With each category as the only one, all of them and none: the same as whoever asks for the best.
static void the_likeliest_is_told_where_it_is_ones_own(void **state)
{
    (void)state;
    static const char *const TITLES[] = {
        "재생 복사용지 A4", "행사 플래카드 5m", "유성볼펜 0.7mm", "재생 A4",
        "정부화일 볼펜",    "무엇인가",         "80g 2,500매",    ""};
    struct guide g;
    make(&g);
    guide_leaves all = {.items = NEW_ARRAY(arena, g.leaves.count, const struct guide_leaf *)};
    for (size_t i = 0; i < g.leaves.count; i++) {
        all.items[all.count++] = &g.leaves.items[i];
    }
    for (size_t i = 0; i < COUNT(TITLES); i++) {
        struct guide_guess out[GUIDE_GUESSES] = {{0}};
        size_t count = 0;
        str title = str_view(TITLES[i]);
        category_suggest(arena, &g, title, out, &count);
        assert_ptr_equal(category_suggest_own(arena, &g, title, &all), out[0].leaf);
        for (size_t k = 0; k < all.count; k++) {
            guide_leaves one = {.items = &all.items[k], .count = 1};
            assert_ptr_equal(category_suggest_own(arena, &g, title, &one),
                             out[0].leaf == all.items[k] ? all.items[k] : NULL);
        }
        guide_leaves none = {0};
        assert_null(category_suggest_own(arena, &g, title, &none));
    }
}

static void a_number_or_a_name_finds_its_category(void **state)
{
    (void)state;
    struct guide g;
    make(&g);
    const struct guide_leaf *found[4];
    assert_int_equal(guide_find_number(arena, &g, S("1411150701"), found, 4), 1);
    assert_true(str_equals(found[0]->code, S("paper.copy.a4")));
    assert_int_equal(guide_find_number(arena, &g, S("14111507"), found, 4), 1);
    assert_int_equal(guide_find_number(arena, &g, S("1411-1507"), found, 4), 1);
    assert_int_equal(guide_find_number(arena, &g, S("5512"), found, 4), 1);
    assert_int_equal(guide_find_number(arena, &g, S("551"), found, 4), 0);
    assert_int_equal(guide_find_number(arena, &g, S("99999999"), found, 4), 0);
    assert_int_equal(guide_find_number(arena, &g, S("현수막"), found, 4), 1);
    assert_int_equal(guide_find_number(arena, &g, S("볼펜"), found, 4), 0); // it has no number
    assert_int_equal(guide_find_number(arena, &g, S(""), found, 4), 0);
}

static void words_are_kept_and_read_again(void **state)
{
    (void)state;
    struct guide_word words[] = {
        {S("복사용지"), 12},
        {S("a4"),           3 }
    };
    str text = guide_words_format(arena, words, 2);
    assert_true(str_equals(text, S("복사용지:12|a4:3")));
    struct guide_word again[4];
    assert_int_equal(guide_words_parse(text, again, 4), 2);
    assert_true(str_equals(again[0].word, S("복사용지")));
    assert_int_equal(again[1].count, 3);
    assert_int_equal(guide_words_parse(S("|:3|가:|나:x|다:0|라:1"), again, 4), 1);
    assert_int_equal(guide_words_parse(text, again, 1), 1);
    str out[8];
    assert_int_equal(guide_words(arena, S("재생 복사용지(A4) 80g 2,500매 재생 컵"), out, 8), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_points_to_its_category_and_says_by_which_word),
        cmocka_unit_test(the_likeliest_is_told_where_it_is_ones_own),
        cmocka_unit_test(a_number_or_a_name_finds_its_category),
        cmocka_unit_test(words_are_kept_and_read_again),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
