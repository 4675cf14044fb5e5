// What a query was meant to say: sentences, typing errors, phrases.
#include "market/search/search_word_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_index_store.h"

static int64_t total_of(struct search_bench *b, struct search_query q)
{
    return search_bench_ask(b, q).total;
}

static void a_sentence_gives_words_category_quantity_and_budget(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (int i = 0; i < 2; i++) { // the second time it is kept
            struct search_meaning m = search_bench_meant(&b, "개원행사 복사용지를 5상자 100만원");
            assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
            search_bench_check_text(m.text, "복사용지");
            search_bench_check_text(m.also, "");
            search_bench_check_text(m.category, "paper.copy.a4");
            search_bench_check_text(m.left_out, "개원행사");
            assert_int_equal(m.quantity, 5);
            assert_int_equal(m.budget.won, 1000000);
            assert_int_equal(m.each.won, 0);
        }
        struct search_meaning m = search_bench_meant(&b, "복사지 3박스 개당 2만 5천원"); // 복사용지
        search_bench_check_text(m.text, "복사용지");
        search_bench_check_text(m.left_out, "");
        assert_int_equal(m.quantity, 3);
        assert_int_equal(m.each.won, 25000);
        m = search_bench_meant(&b, "볼펜 2개"); // one of the names of a category
        search_bench_check_text(m.category, "office.write.pen");
        m = search_bench_meant(&b, "청소 5천만원");
        search_bench_check_text(m.text, "청소");
        search_bench_check_text(m.category, "sclean");
        m = search_bench_meant(
            &b, "청소·방역 서비스 용지 1억"); // no two of them together: the last one stays
        search_bench_check_text(m.text, "용지");
        search_bench_check_text(m.left_out, "청소·방역 서비스");
        m = search_bench_meant(&b, "30만원");
        assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
        search_bench_check_text(m.text, "");
        m = search_bench_meant(&b, "없는물건 80개");
        assert_int_equal(m.mend, SEARCH_AS_TYPED);
        search_bench_check_text(m.text, "없는물건 80개");
        assert_int_equal(m.quantity, 0);
        m = search_bench_meant(
            &b,
            "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 용지 80개"); // more words than are looked up
        assert_int_equal(m.mend, SEARCH_AS_TYPED);
        search_bench_close(&b);
    }
}

struct named {
    const char *typed;
    const char *text;
    const char *districts;
    uint64_t tags;
    const char *left_out;
};
#define TAG(kind) (UINT64_C(1) << (kind))

// Where a firm is and what it holds are filters, with a particle or in two words.
static void a_sentence_names_districts_and_certificates(void **state)
{
    (void)state;
    static const struct named CASES[] = {
        {"중구 여성기업 복사용지",           "복사용지", "2711000000",            TAG(CERTIFICATE_WOMEN),       ""         },
        {"중구에서 여성 기업의 복사용지", "복사용지", "2711000000",            TAG(CERTIFICATE_WOMEN),       ""         },
        {"남구랑 중구 볼펜",                    "볼펜",       "2720000000|2711000000", 0,                            ""         },
        {"소상공인 장애인기업 볼펜",        "볼펜",       "",
         TAG(CERTIFICATE_SMALL_MICRO) | TAG(CERTIFICATE_DISABLED),                                                            ""         },
        {"중증장애인생산품 볼펜",            "볼펜",       "",
         TAG(CERTIFICATE_SEVERE_DISABILITY) | TAG(CERTIFICATE_SEVERE_PRODUCT),                                                ""         },
        {"여성기업",                               "",             "",                      TAG(CERTIFICATE_WOMEN),       ""         },
        {"사회적 협동조합 볼펜 주세요",    "볼펜",       "",                      TAG(CERTIFICATE_SOCIAL_COOP), "주세요"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(CASES) * 2; i++) { // the second time it is kept
            const struct named *x = &CASES[i % COUNT(CASES)];
            struct search_meaning m = search_bench_meant(&b, x->typed);
            search_bench_check_text(m.text, x->text);
            assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
            search_bench_check_text(m.districts, x->districts);
            assert_int_equal(m.tags, x->tags);
            search_bench_check_text(m.left_out, x->left_out);
        }
        struct search_meaning m = search_bench_meant(&b, "\"중구 복사용지\""); // one run of text
        assert_int_equal(m.mend, SEARCH_AS_TYPED);
        m = search_bench_meant(&b, "없는물건 여성기업");
        assert_int_equal(m.mend, SEARCH_AS_TYPED);
        assert_int_equal(m.tags, 0);
        search_bench_close(&b);
    }
}

// No filter can be turned round: neither are the others shown alone, nor is a word looked for that
// only names it.
static void what_a_filter_would_have_to_leave_out_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *text;
        const char *districts;
        uint64_t tags;
        const char *ignored;
    } CASES[] = {
        {"복사용지 여성기업 제외",                    "복사용지", "",           0,                      "여성기업 제외"      },
        {"여성 기업 제외하고 복사용지",             "복사용지", "",           0,                      "여성기업 제외하고"},
        {"중구 빼고 소상공인은 말고 볼펜 두 개", "볼펜",       "2720000000", 0,                      "소상공인은 말고"   },
        {"중구 여성기업 제외 용지 a3 말고",         "용지 -a3",   "2711000000", 0,                      "여성기업 제외"      },
        {"중구 제외 여성기업 볼펜",                   "볼펜",       "2720000000", TAG(CERTIFICATE_WOMEN), ""                         },
        {"중구와 남구 빼고 볼펜",                      "볼펜",       "",           0,                      "중구와 남구 빼고"  }, // nowhere is left
        {"여성기업 제외",                                 "",             "",           0,                      "여성기업 제외"      },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(CASES) * 2; i++) { // the second time it is kept
            struct search_meaning m = search_bench_meant(&b, CASES[i % COUNT(CASES)].typed);
            search_bench_check_text(m.text, CASES[i % COUNT(CASES)].text);
            search_bench_check_text(m.districts, CASES[i % COUNT(CASES)].districts);
            assert_int_equal(m.tags, CASES[i % COUNT(CASES)].tags);
            search_bench_check_text(m.ignored, CASES[i % COUNT(CASES)].ignored);
            search_bench_check_text(m.left_out, "");
            assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
        }
        search_bench_close(&b);
    }
}

static void words_that_are_not_found_together_are_found_in_part(void **state)
{
    (void)state;
    static const struct named CASES[] = {
        {"학교에서 쓸 복사용지를 주문하고 싶어요", "복사용지",   "", 0,
         "학교에서 쓸 주문하고 싶어요"                                                               },
        {"볼펜 복사용지",                                     "복사용지",   "", 0, "볼펜"            }, // Korean names the thing last
        {"문의드립니다 복샤용지",                         "복사용지",   "", 0, "문의드립니다"},
        {"용지 재생 제외 볼펜",                             "-재생 볼펜", "", 0, "용지"            },
        {"용지 a3 말고",                                        "용지 -a3",     "", 0, ""                  },
        {"필요한 용지 -a3",                                    "용지 -a3",     "", 0, "필요한"         },
    };
    static const char *const STAY[] = {"없는물건", "없는물건 주문합니다", "\"없는 복사용지\"",
                                       "-복사용지 -볼펜"};
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct search_meaning m = search_bench_meant(&b, CASES[i].typed);
            search_bench_check_text(m.text, CASES[i].text);
            search_bench_check_text(m.left_out, CASES[i].left_out);
            assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
            assert_true(total_of(&b, (struct search_query){.text = m.text}) > 0);
        }
        for (size_t i = 0; i < COUNT(STAY); i++) {
            struct search_meaning m = search_bench_meant(&b, STAY[i]);
            search_bench_check_text(m.text, STAY[i]);
            assert_int_equal(m.mend, SEARCH_AS_TYPED);
        }
        struct search_meaning m = search_bench_meant(&b, "복사용지 -단종 열 상자");
        search_bench_check_text(m.text,
                                "복사용지 -단종"); // left out in a sentence with figures as well
        search_bench_check_text(m.left_out, "");
        assert_int_equal(m.quantity, 10);
        search_bench_close(&b);
    }
}

// What a title says is no amount as long as it finds enough.
static void figures_of_a_title_are_looked_for_as_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지 A4 80g 2,500매",
                                  b.scene.woman, 22000);
        search_bench_catch_up(&b);
        struct search_meaning m = search_bench_meant(&b, "복사용지 2,500매");
        assert_int_equal(m.mend, SEARCH_AS_TYPED);
        assert_int_equal(m.quantity, 0);
        search_bench_close(&b);
    }
}

static void quantity_and_budget_leave_what_can_be_bought(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        // 21,500 won, ten at the least; 20,900 won, one.
        static const struct {
            struct search_query q;
            int64_t total;
        } CASES[] = {
            {{.quantity = 10},                     2},
            {{.quantity = 9},                      1},
            {{.budget = {214999}},                 1}, // ten of the first cost 215,000
            {{.budget = {215000}},                 2},
            {{.budget = {20899}},                  0},
            {{.quantity = 10, .budget = {208999}}, 0},
            {{.quantity = 10, .budget = {209000}}, 1},
            {{.quantity = 10, .budget = {215000}}, 2},
            {{.each = {20900}},                    1},
            {{.each = {20899}},                    0},
            {{.quantity = 1, .each = {30000}},     1},
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct search_query q = CASES[i].q;
            q.text = S("복사용지");
            assert_int_equal(total_of(&b, q), CASES[i].total);
        }
        // What a facet counts is what choosing it shows, within the means as well.
        struct search_query few = {.quantity = 9};
        struct search_result r;
        assert_null(search_find(b.search, t.arena, &few, &r));
        int64_t in_bands = 0;
        for (int i = 0; i < SEARCH_BANDS; i++) {
            in_bands += r.band_counts[i];
        }
        assert_int_equal(in_bands, r.total);
        assert_int_equal(r.total, 3);
        search_bench_close(&b);
    }
}

static void a_slip_of_one_key_is_read_as_the_known_word(void **state)
{
    (void)state;
    static const char *const SLIPS[][2] = {
        {"복사용디",        "복사용지"       },
        {"봇가용지",        "복사용지"       },
        {"복사용짖",        "복사용지"       },
        {"재생 복샤용지", "재생 복사용지"},
        {"유성볼팬",        "유성볼펜"       },
        {"볼팬",              "볼펜"             },
        {"볶사지",           "복사용지"       }, // of 복사지, which is also called so
        {"위섕 청소",       "위생 청소"      },
    };
    static const char *const STAY[] = {"없는물건",     "재생",  "복사용도", "-복사용디",
                                       "\"복사용디\"", "tonnr", "팬"};
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(SLIPS); i++) {
            struct search_meaning m = search_bench_meant(&b, SLIPS[i][0]);
            search_bench_check_text(m.text, SLIPS[i][1]);
            assert_int_equal(m.mend, SEARCH_BY_SLIP);
            assert_true(total_of(&b, (struct search_query){.text = m.text}) > 0);
        }
        for (size_t i = 0; i < COUNT(STAY); i++) {
            struct search_meaning m = search_bench_meant(&b, STAY[i]);
            search_bench_check_text(m.text, STAY[i]);
            assert_int_equal(m.mend, SEARCH_AS_TYPED);
        }
        struct search_meaning m = search_bench_meant(&b, "개원행사 복샤용지 5상자");
        assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
        search_bench_check_text(m.text, "복사용지");
        search_bench_check_text(m.category, "paper.copy.a4");
        // A new word is known once the columns are loaded; one that is gone is not.
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "한지 두루마리", b.scene.woman, 9000);
        catalog_testing_change(&b.scene, b.scene.pens.offer, 12000, "ended");
        search_bench_catch_up(&b);
        search_bench_check_text(search_bench_meant(&b, "두루머리").text, "두루마리");
        assert_int_equal(search_bench_meant(&b, "유성볼팬").mend, SEARCH_AS_TYPED);
        search_bench_close(&b);
    }
}

// Of words that fit alike one that begins as it was typed is meant, and what is sold under the word
// that was meant is all that is shown.
static void a_slip_is_read_as_what_is_sold_before_any_other_word(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_synonym(&b.scene, "코사지", "볼펜");
        for (int i = 0; i < 3; i++) {
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "소시지 묶음", b.scene.woman, 9);
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "코사지 상자", b.scene.woman, 9);
        }
        search_bench_catch_up(&b);
        struct search_meaning m = search_bench_meant(&b, "코시지");
        assert_int_equal(m.mend, SEARCH_BY_SLIP);
        search_bench_check_text(m.text, "코사지");
        search_bench_check_text(m.also, "");
        search_bench_check_text(search_bench_meant(&b, "코사지").also, "볼펜");
        // Two letters of a long word.
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "자동제세동기", b.scene.woman, 9);
        search_bench_catch_up(&b);
        m = search_bench_meant(&b, "자동제심동기");
        assert_int_equal(m.mend, SEARCH_BY_SLIP);
        search_bench_check_text(m.text, "자동제세동기");
        search_bench_close(&b);
    }
}

// What finds a little stays when it is a word of its own.
static void a_known_word_is_no_slip_and_the_others_tell_which_is_meant(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "나무 책상", b.scene.woman, 9000);
        for (int i = 0; i < 2; i++) {
            (void)catalog_testing_add(&b.scene, "paper.copy.a4", "철제 책장", b.scene.woman, 9000);
        }
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_meant(&b, "책상").mend, SEARCH_AS_TYPED);
        search_bench_check_text(search_bench_meant(&b, "책앙").text, "책장"); // what finds more
        search_bench_check_text(search_bench_meant(&b, "나무 책앙").text,
                                "나무 책상"); // beside the others
        search_bench_close(&b);
    }
}

// Reading all words anew takes a tenth of a second: only what came is read.
static void known_words_outlive_the_columns(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        struct catalog_good desk =
            catalog_testing_add(&b.scene, "paper.copy.a4", "나무 책상", b.scene.woman, 9000);
        search_bench_catch_up(&b);
        assert_null(b.search->known.items); // nobody needed them
        search_bench_check_text(search_bench_meant(&b, "복사용디").text, "복사용지");
        size_t loaded = b.search->known_loaded;
        assert_in_range(loaded, 5, 1000);
        assert_int_equal(b.search->known.count, loaded);
        // One that comes is added to them, and a price adds nothing.
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "철제 서류함", b.scene.woman, 9000);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 21000, "active");
        search_bench_catch_up(&b);
        search_bench_check_text(search_bench_meant(&b, "서류햄").text, "서류함");
        assert_int_equal(b.search->known_loaded, loaded);
        size_t added = b.search->known.count;
        assert_true(added > loaded);
        catalog_testing_change(&b.scene, b.scene.paper.offer, 22000, "active");
        search_bench_catch_up(&b);
        assert_int_equal(b.search->known_due.count, 0);
        search_bench_check_text(search_bench_meant(&b, "서류험").text, "서류함");
        assert_int_equal(b.search->known.count, added);
        // One that went is no word of its own any more, and nobody is led to it.
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "책장", b.scene.woman, 9000);
        catalog_testing_change(&b.scene, desk.offer, 9000, "ended");
        search_bench_catch_up(&b);
        assert_int_equal(b.search->known_loaded, loaded);
        search_bench_check_text(search_bench_meant(&b, "책앙").text, "책장");
        // Words of categories, and a new day, begin them anew.
        search_known_note(b.search, &(int64_t){1}, 1);
        assert_int_equal(b.search->known_due.count, 1);
        search_bench_catch_up_on(&b, date_add_days(SEARCH_BENCH_TODAY, 1));
        assert_null(b.search->known.items);
        search_bench_check_text(search_bench_meant(&b, "복사용디").text, "복사용지");
        search_bench_close(&b);
    }
}

// What several words are also called finds nothing itself: another of them does.
static void words_that_are_called_the_same_stand_for_each_other(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        catalog_testing_synonym(&b.scene, "통학버스", "통학차량");
        catalog_testing_synonym(&b.scene, "셔틀버스", "통학차량");
        catalog_testing_synonym(&b.scene, "스쿨버스", "통학차량");
        catalog_testing_synonym(&b.scene, "재생복사용지", "복사용지"); // a wider word
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "셔틀버스 표", b.scene.woman, 9000);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "통학버스 표", b.scene.woman, 9000);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "새 복사용지", b.scene.woman, 1);
        search_bench_catch_up(&b);
        static const char *const CASES[][2] = {
            {"통학차량", "통학버스"},
            {"스쿨버스", "셔틀버스"},
            {"통학버스", "셔틀버스"}
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct search_meaning m = search_bench_meant(&b, CASES[i][0]);
            assert_int_equal(m.mend, SEARCH_BY_SYNONYM);
            search_bench_check_text(m.also, CASES[i][1]);
        }
        // A wider word is looked for besides where what was typed finds little.
        search_bench_check_text(search_bench_meant(&b, "재생 복사용지").also, "복사용지");
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "재생 복사용지", b.scene.woman, 1);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "새 복사용지", b.scene.woman, 1);
        search_bench_catch_up(&b);
        search_bench_check_text(search_bench_meant(&b, "재생 복사용지").also, "");
        search_bench_close(&b);
    }
}

// A category named in part is the filter only where one is called so as a whole nowhere, and where
// what is found lies in it.
static void the_category_of_a_sentence_is_the_one_that_is_called_so(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "sclean.clean.building", "용지 수거", b.scene.woman, 9);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "청소 카트", b.scene.woman, 9000);
        search_bench_catch_up(&b);
        struct search_meaning m =
            search_bench_meant(&b, "청소 카트 3대"); // in none of the cleaning
        search_bench_check_text(m.text, "청소 카트");
        search_bench_check_text(m.category, "");
        m = search_bench_meant(&b, "살 수 있을까요 복사용지 5상자 100만원 이하로");
        search_bench_check_text(m.text, "복사용지");
        search_bench_check_text(m.left_out, "살 수 있을까요");
        assert_int_equal(m.budget.won, 1000000);
        catalog_testing_rename(&b.scene, "office", "복사용지·사무용품"); // higher, in part
        search_bench_catch_up(&b);
        search_bench_check_text(search_bench_meant(&b, "복사용지 5상자 100만원").category,
                                "paper.copy.a4");
        m = search_bench_meant(&b, "청사위생");    // one word that is two
        assert_int_equal(m.mend, SEARCH_AS_TYPED); // filed without the blank as well
        m = search_bench_meant(&b, "위생청사");
        assert_int_equal(m.mend, SEARCH_BY_SENTENCE);
        search_bench_check_text(m.text, "위생 청사");
        search_bench_close(&b);
    }
}

// The keyboard was switched for one of the words only.
static void each_word_is_read_in_the_language_it_was_meant_in(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"ㅁ4 복사용지",       "a4 복사용지"       },
        {"a4 qhrtkdydwl",           "a4 복사용지"       },
        {"wotod ㅁ4 복사용지", "재생 a4 복사용지"},
        {"dbtjdqhfvps 0.7mm",       "유성볼펜 0.7mm"    },
    };
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct search_meaning m = search_bench_meant(&b, CASES[i][0]);
            search_bench_check_text(m.text, CASES[i][1]);
            assert_int_equal(m.mend, SEARCH_BY_KEYS);
        }
        assert_int_equal(search_bench_meant(&b, "ㅁ4 zzz").mend, SEARCH_AS_TYPED);
        search_bench_close(&b);
    }
}

static int64_t found(struct search_bench *b, const char *typed)
{
    return total_of(b, (struct search_query){.text = str_view(typed)});
}

static void a_phrase_is_just_this_run_of_text(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "친환경 용지 재생 복사 용지함",
                                  b.scene.woman, 9000);
        search_bench_catch_up(&b);
        assert_int_equal(found(&b, "복사 용지"), 3);
        assert_int_equal(found(&b, "\"복사 용지\""), 1);
        assert_int_equal(found(&b, "“복사 용지함”"), 1);
        assert_int_equal(found(&b, "\"용지 복사\""),
                         0); // another order, or from one text to the next
        assert_int_equal(found(&b, "\"재생 복사\""), 3);
        assert_int_equal(found(&b, "\"복사용지 A4 80g\""), 2);
        assert_int_equal(found(&b, "\"복사용지 80g\""), 0);
        assert_int_equal(found(&b, "재생 -\"복사 용지\""), 2);
        assert_int_equal(found(&b, "재생 -a4 -80g"), 1);
        struct search_meaning m = search_bench_meant(&b, "\"복사지 없는\""); // no other word for it
        assert_int_equal(m.mend, SEARCH_AS_TYPED);
        search_bench_close(&b);
    }
}

static void figures_units_and_models_are_found_in_every_form(void **state)
{
    (void)state;
    static const char *const PAPER[] = {"80g",     "80 g",       "80g/㎡", "a4 80G",
                                        "2,500매", "A4 2500 매", "80gsm"};
    static const char *const PRINTERS[] = {"KX-100", "kx100", "kx 100", "KX 100"};
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "인쇄기 KX-100", b.scene.woman, 1);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "인쇄기 KX100", b.scene.woman, 2);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "인쇄기 KX-1000", b.scene.woman, 3);
        search_bench_catch_up(&b);
        for (size_t i = 0; i < COUNT(PAPER); i++) {
            assert_int_equal(found(&b, PAPER[i]), 2);
        }
        for (size_t i = 0; i < COUNT(PRINTERS); i++) {
            assert_int_equal(found(&b, PRINTERS[i]), 2);
        }
        // In Korean, where titles write it in letters.
        (void)catalog_testing_add(&b.scene, "office.write.pen", "끈 7m", b.scene.woman, 4);
        (void)catalog_testing_add(&b.scene, "office.write.pen", "물감 1.5kg", b.scene.woman, 5);
        search_bench_catch_up(&b);
        static const char *const UNITS[][2] = {
            {"끈 7미터",      "끈 7m"      },
            {"1.5킬로 물감", "1.5kg 물감"},
            {"재생 80그램",  "재생 80g"  }
        };
        for (size_t i = 0; i < COUNT(UNITS); i++) {
            struct search_meaning m = search_bench_meant(&b, UNITS[i][0]);
            search_bench_check_text(m.also, UNITS[i][1]);
        }
        search_bench_check_text(search_bench_meant(&b, "끈 8미터").also, "");
        assert_int_equal(found(&b, "0.7mm"), 1);
        assert_int_equal(found(&b, "7mm"), 1);
        assert_int_equal(found(&b, "8g"), 0);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_gives_words_category_quantity_and_budget),
        cmocka_unit_test(a_sentence_names_districts_and_certificates),
        cmocka_unit_test(what_a_filter_would_have_to_leave_out_is_told),
        cmocka_unit_test(words_that_are_not_found_together_are_found_in_part),
        cmocka_unit_test(figures_of_a_title_are_looked_for_as_typed),
        cmocka_unit_test(quantity_and_budget_leave_what_can_be_bought),
        cmocka_unit_test(a_phrase_is_just_this_run_of_text),
        cmocka_unit_test(words_that_are_called_the_same_stand_for_each_other),
        cmocka_unit_test(the_category_of_a_sentence_is_the_one_that_is_called_so),
        cmocka_unit_test(each_word_is_read_in_the_language_it_was_meant_in),
        cmocka_unit_test(figures_units_and_models_are_found_in_every_form),
        cmocka_unit_test(a_slip_of_one_key_is_read_as_the_known_word),
        cmocka_unit_test(a_slip_is_read_as_what_is_sold_before_any_other_word),
        cmocka_unit_test(a_known_word_is_no_slip_and_the_others_tell_which_is_meant),
        cmocka_unit_test(known_words_outlive_the_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
