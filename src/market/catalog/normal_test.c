// What firms type, and what it is by the template: a row a case.
#include "market/catalog/normal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena_testing.h"
#include "base/limits.h"
#include "market/catalog/normal_unit.h"

#define FITS ""    // stands as typed
#define UNFIT NULL // refused with a sentence

struct value_case {
    const char *unit; // of a number; words of a list; empty of a flag and a text
    const char *typed;
    const char *value; // FITS, UNFIT, or what is proposed
};

static void check_cases(enum attribute_kind kind, const char *name, const struct value_case *cases,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct value_case *c = &cases[i];
        struct attribute row = {.key = S("k"), .name = str_view(name), .kind = kind};
        if (kind == ATTRIBUTE_ENUM) {
            row.words = str_view(c->unit);
        } else {
            row.unit = str_view(c->unit);
        }
        struct normal_proposal p;
        normal_propose(arena, &row, str_view(c->typed), &p);
        str wanted =
            c->value == UNFIT || c->value[0] == '\0' ? str_view(c->typed) : str_view(c->value);
        enum normal_state state = c->value == UNFIT     ? NORMAL_UNFIT
                                  : c->value[0] == '\0' ? NORMAL_FITS
                                                        : NORMAL_PROPOSED;
        if (p.state != state || !str_equals(p.value, wanted)) {
            print_error("%s [%s] %s: %d %.*s – %.*s\n", name, c->unit, c->typed, (int)p.state,
                        STR_ARG(p.value), STR_ARG(p.why));
        }
        assert_int_equal(p.state, state);
        assert_true(str_equals(p.value, wanted));
        assert_true((p.why.n > 0) == (state != NORMAL_FITS)); // never silent
        // What was taken stays as it is.
        struct normal_proposal again;
        normal_propose(arena, &row, p.value, &again);
        assert_true(str_equals(again.value, p.value));
        assert_int_equal(again.state, state == NORMAL_PROPOSED ? NORMAL_FITS : state);
    }
}

static void numbers_are_digits_in_the_unit_of_the_template(void **state)
{
    (void)state;
    static const struct value_case CASES[] = {
        {"매",        "2500",                  FITS       },
        {"매",        "0",                     FITS       },
        {"mm",         "0.7",                   FITS       },
        {"매",        "2,500",                 "2500"     },
        {"매",        "2,500매",              "2500"     },
        {"매",        "2,500 매",             "2500"     },
        {"매",        "２５００매",       "2500"     },
        {"매",        " 2500 ",                "2500"     },
        {"매",        "0500",                  "500"      },
        {"mm",         "0.70",                  "0.7"      },
        {"매",        "1,234,567매",          "1234567"  },
        {"매",        "12,34",                 UNFIT      },
        {"매",        "1234,567",              UNFIT      },
        {"매",        "이천오백",          "2500"     },
        {"매",        "이천오백매",       "2500"     },
        {"매",        "이천 오백 매",     "2500"     },
        {"매",        "2천5백매",           "2500"     },
        {"매",        "2천500매",            "2500"     },
        {"매",        "2.5천매",             "2500"     },
        {"매",        "5천",                  "5000"     },
        {"매",        "3만",                  "30000"    },
        {"매",        "3만5천",              "35000"    },
        {"매",        "3만 5천매",          "35000"    },
        {"매",        "1.5만매",             "15000"    },
        {"매",        "만매",                "10000"    },
        {"매",        "천매",                "1000"     },
        {"매",        "백매",                "100"      },
        {"매",        "십이매",             "12"       },
        {"매",        "이십매",             "20"       },
        {"매",        "천이백삼십사매", "1234"     },
        {"매",        "3만20000",             UNFIT      },
        {"매",        "이천3000",            UNFIT      },
        {"매",        "이오매",             UNFIT      },
        {"원",        "5천원",               "5000"     },
        {"원",        "3만원",               "30000"    },
        {"원",        "1억2천만원",        "120000000"},
        {"원",        "8,500원",              "8500"     },
        {"자루",     "열두 자루",         "12"       },
        {"개",        "스물네 개",         "24"       },
        {"개",        "스무개",             "20"       },
        {"개",        "한 개",               "1"        },
        {"개",        "다섯개",             "5"        },
        {"명",        "서른 명",            "30"       },
        {"자루",     "1다스",               "12"       },
        {"자루",     "2타",                  "24"       },
        {"자루",     "12본",                 "12"       },
        {"g/m²",      "80g",                   "80"       },
        {"g/m²",      "80g/㎡",               "80"       },
        {"g/m²",      "80g/m2",                "80"       },
        {"g/m²",      "80 gsm",                "80"       },
        {"g/m²",      "80GSM",                 "80"       },
        {"g/m²",      "80그램",              "80"       },
        {"g/m²",      "평량 80g",            "80"       },
        {"g",          "80g/m²",               UNFIT      },
        {"g",          "0.5kg",                 "500"      },
        {"g",          "500 그램",            "500"      },
        {"g",          "450G",                  "450"      },
        {"kg",         "500g",                  "0.5"      },
        {"kg",         "10㎏",                 "10"       },
        {"kg",         "20킬로",              "20"       },
        {"kg",         "1톤",                  "1000"     },
        {"톤",        "2.5t",                  "2.5"      },
        {"톤",        "5톤",                  "5"        },
        {"톤",        "2500kg",                "2.5"      },
        {"mm",         "120cm",                 "1200"     },
        {"mm",         "1.2m",                  "1200"     },
        {"mm",         "1,200㎜",              "1200"     },
        {"mm",         "24인치",              "609.6"    },
        {"mm",         "5T",                    "5"        },
        {"mm",         "0.5 미리",            "0.5"      },
        {"m",          "900mm",                 "0.9"      },
        {"m",          "90cm",                  "0.9"      },
        {"m",          "5미터",               "5"        },
        {"m",          "5메타",               "5"        },
        {"cm",         "900mm",                 "90"       },
        {"km",         "500m",                  "0.5"      },
        {"인치",     "24\"",                  "24"       },
        {"인치",     "24형",                 "24"       },
        {"인치",     "27 inch",               "27"       },
        {"m²",        "30평",                 "99.17"    },
        {"m²",        "100㎡",                "100"      },
        {"m²",        "100 제곱미터",      "100"      },
        {"m²",        "1ha",                   "10000"    },
        {"m²",        "33헤베",              "33"       },
        {"mL",         "1L",                    "1000"     },
        {"mL",         "500cc",                 "500"      },
        {"mL",         "500㎖",                "500"      },
        {"L",          "500ml",                 "0.5"      },
        {"L",          "18리터",              "18"       },
        {"L",          "18ℓ",                 "18"       },
        {"L",          "2㎥",                  "2000"     },
        {"개월",     "1년",                  "12"       },
        {"개월",     "12개월",              "12"       },
        {"개월",     "6달",                  "6"        },
        {"개월",     "1.5년",                "18"       },
        {"년",        "24개월",              "2"        },
        {"년",        "2026년산",            "2026"     },
        {"일",        "2주",                  "14"       },
        {"일",        "십오일",             "15"       },
        {"일",        "삼십일",             UNFIT      },
        {"일",        "30일간",              "30"       },
        {"구",        "십구",                UNFIT      },
        {"구",        "4구",                  "4"        },
        {"주",        "14일",                 "2"        },
        {"시간",     "90분",                 "1.5"      },
        {"분",        "1시간",               "60"       },
        {"시간",     "8h",                    "8"        },
        {"W",          "1.2kW",                 "1200"     },
        {"kW",         "500W",                  "0.5"      },
        {"㎾",        "5kW",                   "5"        },
        {"GB",         "16기가",              "16"       },
        {"GB",         "16gb",                  "16"       },
        {"GB",         "1TB",                   UNFIT      },
        {"dB",         "55데시벨",           "55"       },
        {"%",          "70%",                   "70"       },
        {"%",          "70프로",              "70"       },
        {"%",          "70 퍼센트",          "70"       },
        {"명",        "30인",                 "30"       },
        {"인",        "30명",                 "30"       },
        {"개",        "10EA",                  "10"       },
        {"개",        "10 ea",                 "10"       },
        {"개",        "20입",                 "20"       },
        {"매",        "100장",                "100"      },
        {"면",        "48쪽",                 "48"       },
        {"면",        "48p",                   "48"       },
        {"종",        "5가지",               "5"        },
        {"켤레",     "10족",                 "10"       },
        {"등급",     "1등급",               "1"        },
        {"회/주",    "주 3회",              "3"        },
        {"회/주",    "매주 3회",           "3"        },
        {"회/주",    "3회/주",              "3"        },
        {"회/주",    "3회",                  "3"        },
        {"회/년",    "연 12회",             "12"       },
        {"매/분",    "분당 30매",          "30"       },
        {"매/분",    "30매/분",             "30"       },
        {"식/시간", "시간당 100식",      "100"      },
        {"원/매",    "10원",                 "10"       },
        {"매",        "약 500매",            "500"      },
        {"매",        "최대 500매",         "500"      },
        {"매",        "500매 이상",         "500"      },
        {"매",        "500매 내외",         "500"      },
        {"매",        "10~20매",              UNFIT      },
        {"매",        "10-20",                 UNFIT      },
        {"매",        "10매~20매",           UNFIT      },
        {"매",        "많음",                UNFIT      },
        {"매",        "500매 (재생)",       UNFIT      },
        {"매",        "3kg",                   UNFIT      },
        {"매",        "협의",                UNFIT      },
        {"매",        "-5",                    UNFIT      },
        {"매",        "99999999999999999",     UNFIT      },
        {"mm",         "0.0000001",             UNFIT      },
        {"mm",         "W1200",                 UNFIT      },
        {"",           "5",                     FITS       },
    };
    check_cases(ATTRIBUTE_NUMBER, "평량", CASES, COUNT(CASES));
}

static void words_are_those_of_the_list(void **state)
{
    (void)state;
    static const char PEN[] = "볼펜|수성펜|형광펜|보드마카|샤프";
    static const char PAPER[] = "A4|A3|B4|B5";
    static const char STEEL[] = "스테인리스|알루미늄|아크릴|합성목재";
    static const char MASK[] = "KF94|KF80|KF-AD|방진";
    static const char SIDES[] = "단면|양면";
    static const char WATER[] = "정수|냉온정수|얼음";
    static const struct value_case CASES[] = {
        {PEN,           "볼펜",          FITS             },
        {PEN,           " 볼펜 ",        "볼펜"         },
        {PEN,           "형광 펜",      "형광펜"      },
        {PEN,           "유성 볼펜",   "볼펜"         },
        {PEN,           "보드마커",    "보드마카"   },
        {PEN,           "보드 마카",   "보드마카"   },
        {PEN,           "샤프펜슬",    "샤프"         },
        {PEN,           "형광팬",       "형광펜"      },
        {PEN,           "볼펜/샤프",   UNFIT            },
        {PEN,           "만년필",       UNFIT            },
        {PEN,           "펜",             UNFIT            },
        {PAPER,         "A4",              FITS             },
        {PAPER,         "a4",              "A4"             },
        {PAPER,         "Ａ４",          "A4"             },
        {PAPER,         "A4용지",        "A4"             },
        {PAPER,         "A5",              UNFIT            },
        {PAPER,         "A",               UNFIT            },
        {STEEL,         "스테인레스", "스테인리스"},
        {STEEL,         "스테인",       "스테인리스"},
        {STEEL,         "알미늄",       "알루미늄"   },
        {STEEL,         "알루미늄판", "알루미늄"   },
        {STEEL,         "아크릴판",    "아크릴"      },
        {STEEL,         "합성 목재",   "합성목재"   },
        {STEEL,         "목재",          UNFIT            },
        {MASK,          "kf94",            "KF94"           },
        {MASK,          "KF 94",           "KF94"           },
        {MASK,          "KFAD",            "KF-AD"          },
        {MASK,          "KF95",            UNFIT            },
        {MASK,          "KF",              UNFIT            },
        {SIDES,         "양면 인쇄",   "양면"         },
        {SIDES,         "단면/양면",   UNFIT            },
        {SIDES,         "앞뒤",          UNFIT            },
        {WATER,         "냉온정수기", "냉온정수"   },
        {WATER,         "냉온 정수",   "냉온정수"   },
        {WATER,         "정수기",       "정수"         },
        {"대|중|소", "대",             FITS             },
        {"대|중|소", "대형",          UNFIT            },
        {"3호|4호",   "4 호",           "4호"           },
        {"3호|4호",   "5호",            UNFIT            },
        {"",            "무엇",          UNFIT            },
    };
    check_cases(ATTRIBUTE_ENUM, "종류", CASES, COUNT(CASES));
}

static void flags_are_yes_or_no(void **state)
{
    (void)state;
    static const struct value_case CASES[] = {
        {"", "예",                  FITS       },
        {"", "아니오",            FITS       },
        {"", "아니요",            "아니오"},
        {"", "네",                  "예"      },
        {"", "Y",                    "예"      },
        {"", "yes",                  "예"      },
        {"", "N",                    "아니오"},
        {"", "O",                    "예"      },
        {"", "○",                  "예"      },
        {"", "X",                    "아니오"},
        {"", "×",                   "아니오"},
        {"", "-",                    "아니오"},
        {"", "있음",               "예"      },
        {"", "없음",               "아니오"},
        {"", "유",                  "예"      },
        {"", "무",                  "아니오"},
        {"", "포함",               "예"      },
        {"", "미포함",            "아니오"},
        {"", "별도",               "아니오"},
        {"", "제외",               "아니오"},
        {"", "설치 포함",        "예"      },
        {"", "설치포함",         "예"      },
        {"", "설치",               "예"      },
        {"", "설치 별도",        "아니오"},
        {"", "설치 미포함",     "아니오"},
        {"", "설치 포함 안함", "아니오"},
        {"", "1",                    "예"      },
        {"", "0",                    "아니오"},
        {"", "TRUE",                 "예"      },
        {"", "협의",               UNFIT      },
        {"", "반반",               UNFIT      },
    };
    check_cases(ATTRIBUTE_BOOL, "설치 포함", CASES, COUNT(CASES));
}

static void texts_are_spelled_one_way(void **state)
{
    (void)state;
    static const struct value_case CASES[] = {
        {"", "백색",                              FITS              },
        {"", "KX-100 전용",                       FITS              },
        {"", "1200×600mm",                         FITS              },
        {"", "10~20mm",                             FITS              },
        {"", "2026.3",                              FITS              },
        {"", "4g×24",                              FITS              },
        {"", "백색  무광",                      "백색 무광"   },
        {"", "백색　무광",                     "백색 무광"   },
        {"", "ＡＢＣ",                           "ABC"             },
        {"", "a4",                                  "A4"              },
        {"", "b5 노트",                           "B5 노트"       },
        {"", "a4c",                                 FITS              },
        {"", "76x76mm",                             "76×76mm"        },
        {"", "76*76mm",                             "76×76mm"        },
        {"", "76 X 76 mm",                          "76×76mm"        },
        {"", "7.6x7.6cm",                           "76×76mm"        },
        {"", "120×60cm",                           "1200×600mm"     },
        {"", "5m×0.9m",                            "5×0.9m"         },
        {"", "1.2m×600mm",                         "1200×600mm"     },
        {"", "1200x600x720",                        "1200×600×720"  },
        {"", "W1200×D600×H720mm",                 "1200×600×720mm"},
        {"", "H720×W1200×D600mm",                 "1200×600×720mm"},
        {"", "W1200 D600 H720",                     "1200×600×720"  },
        {"", "W:1200, D:600, H:720mm",              "1200×600×720mm"},
        {"", "1200(W)×600(D)×720(H)mm",           "1200×600×720mm"},
        {"", "가로 1200 세로 600 높이 720mm", "1200×600×720mm"},
        {"", "가로1200×세로600mm",             "1200×600mm"     },
        {"", "폭 1200 깊이 600mm",               "1200×600mm"     },
        {"", "세로 600 가로 1200mm",            "1200×600mm"     },
        {"", "W1200×H720",                         FITS              },
        {"", "1×2×3×4",                          FITS              },
        {"", "76×76mm×100매",                    FITS              },
        {"", "0x12",                                FITS              },
        {"", "10-20mm",                             "10~20mm"         },
        {"", "10 ~ 20 mm",                          "10~20mm"         },
        {"", "10mm~20mm",                           "10~20mm"         },
        {"", "10∼20mm",                           "10~20mm"         },
        {"", "10～20mm",                           "10~20mm"         },
        {"", "20-10mm",                             FITS              },
        {"", "10-20",                               FITS              },
        {"", "053-000-0000",                        FITS              },
        {"", "80g/㎡",                             "80g/m²"         },
        {"", "80 gsm",                              "80g/m²"         },
        {"", "80GSM 백색",                        "80g/m² 백색"  },
        {"", "500ML",                               "500mL"           },
        {"", "12 KG",                               "12kg"            },
        {"", "80 g",                                "80g"             },
        {"", "30㎡",                               "30m²"           },
        {"", "2500매",                             "2,500매"        },
        {"", "2,500 매",                           "2,500매"        },
        {"", "2천5백매",                         "2,500매"        },
        {"", "3만원",                             "30,000원"       },
        {"", "10 개월",                           FITS              },
        {"", "5 대구",                            FITS              },
        {"", "일회용 장갑",                    FITS              },
        {"", "천 소재",                          FITS              },
        {"", "5G 통신",                           FITS              },
        {"", "A-2500매",                           FITS              },
        {"", "5°C 이하",                         FITS              },
    };
    check_cases(ATTRIBUTE_TEXT, "규격", CASES, COUNT(CASES));
}

static void nothing_typed_is_nothing_proposed(void **state)
{
    (void)state;
    for (int kind = 0; kind <= ATTRIBUTE_BOOL; kind++) {
        struct attribute row = {.name = S("규격"), .kind = (enum attribute_kind)kind};
        struct normal_proposal p;
        normal_propose(arena, &row, S("  "), &p);
        assert_int_equal(p.state, NORMAL_EMPTY);
        assert_int_equal(p.value.n, 0);
        assert_int_equal(p.why.n, 0);
    }
}

static void what_is_too_long_is_not_read(void **state)
{
    (void)state;
    char line[LIMIT_LINE + 2];
    for (size_t i = 0; i < sizeof(line); i++) {
        line[i] = '1';
    }
    for (int kind = 0; kind <= ATTRIBUTE_BOOL; kind++) {
        struct attribute row = {.name = S("규격"), .kind = (enum attribute_kind)kind};
        struct normal_proposal p;
        normal_propose(arena, &row, (str){line, LIMIT_LINE + 1}, &p);
        assert_int_equal(p.state, NORMAL_UNFIT);
        row.kind = ATTRIBUTE_TEXT;
        normal_propose(arena, &row, (str){line, LIMIT_LINE}, &p);
        assert_int_equal(p.state, NORMAL_FITS);
    }
}

// --- Units that operators added ------------------------------------------------------------------

static const struct normal_units *added_units(void)
{
    struct normal_units *n = normal_units_new(arena);
    normal_units_add(
        arena, n,
        &(struct normal_unit){
            .name = S("말통"), .base = S("L"), .times = 18, .by = 1, .is_counted = true},
        S("통말|말들이"));
    normal_units_add(
        arena, n,
        &(struct normal_unit){.name = S("파인트"), .base = S("mL"), .times = 473, .by = 1},
        S("pt"));
    normal_units_add(arena, n, &(struct normal_unit){.name = S("BTU"), .times = 1, .by = 1},
                     S("비티유"));
    normal_units_add(arena, n, &(struct normal_unit){.name = S("개"), .times = 1, .by = 1},
                     S("낱개"));
    return n;
}

static void units_that_operators_added_are_read_as_those_built_in(void **state)
{
    (void)state;
    static const struct {
        enum attribute_kind kind;
        struct value_case c;
    } CASES[] = {
        {ATTRIBUTE_NUMBER, {"L", "2말통", "36"}            },
        {ATTRIBUTE_NUMBER, {"L", "2 통말", "36"}           },
        {ATTRIBUTE_NUMBER, {"mL", "1말들이", "18000"}     },
        {ATTRIBUTE_NUMBER, {"말통", "36L", "2"}            },
        {ATTRIBUTE_NUMBER, {"말통", "36000 mL", "2"}       },
        {ATTRIBUTE_NUMBER, {"파인트", "1말통", "38.05"} },
        {ATTRIBUTE_NUMBER, {"L", "2pt", "0.946"}             },
        {ATTRIBUTE_NUMBER, {"kg", "2말통", UNFIT}          },
        {ATTRIBUTE_NUMBER, {"개", "12낱개", "12"}         },
        {ATTRIBUTE_NUMBER, {"L", "20L", "20"}                },
        {ATTRIBUTE_TEXT,   {"", "2500 말통", "2,500말통"}},
        {ATTRIBUTE_TEXT,   {"", "9000 btu", "9000BTU"}       },
    };
    const struct normal_units *added = added_units();
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const struct value_case *c = &CASES[i].c;
        struct attribute row = {.key = S("k"),
                                .name = S("칸"),
                                .kind = CASES[i].kind,
                                .unit = str_view(c->unit),
                                .units = added};
        struct normal_proposal p;
        normal_propose(arena, &row, str_view(c->typed), &p);
        if (c->value == UNFIT) {
            assert_int_equal(p.state, NORMAL_UNFIT);
            continue;
        }
        assert_int_equal(p.state, NORMAL_PROPOSED);
        assert_string_equal(str_to_c(arena, p.value), c->value);
        struct normal_proposal without;
        row.units = NULL;
        normal_propose(arena, &row, str_view(c->typed), &without);
        bool is_built_in = str_equals(row.unit, S("L")) && str_equals(p.typed, S("20L"));
        assert_true(is_built_in == str_equals(p.value, without.value));
    }
    struct attribute rows[] = {
        {.key = S("v"),
         .name = S("용량"),
         .kind = ATTRIBUTE_NUMBER,
         .unit = S("L"),
         .units = added}
    };
    attribute_list t = {.items = rows, .count = 1};
    str typed[] = {S("")};
    struct normal_proposal p[1];
    normal_propose_all(arena, &t, S("식용유 2통말"), typed, p);
    assert_string_equal(str_to_c(arena, p[0].value), "36");
}

static void what_a_unit_is_called_is_known_with_what_was_added(void **state)
{
    (void)state;
    const struct normal_units *added = added_units();
    static const char *const NAMES[][2] = {
        {"박스",        "상자"    },
        {"EA",            "개"       },
        {"낱개",        "개"       },
        {"통말",        "말통"    },
        {"btu",           "BTU"       },
        {"회/주",       "회/주"   },
        {"말들이/월", "말통/월"},
        {"모름",        "모름"    },
    };
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        str name = normal_unit_name(arena, added, str_view(NAMES[i][0]));
        assert_string_equal(str_to_c(arena, name), NAMES[i][1]);
    }
    str unit;
    assert_false(normal_unit_find(arena, NULL, S("통말"), &unit));
    assert_true(normal_unit_find(arena, added, S("통말"), &unit));
    assert_false(normal_unit_find(arena, added, S("회/주"), &unit));
    assert_string_equal(str_to_c(arena, normal_unit_spellings(arena, S("상자"))), "상자 박스 box");
    assert_true(normal_unit_is_count(added, S("말통")));
    assert_false(normal_unit_is_count(added, S("파인트")));
    assert_false(normal_unit_is_count(NULL, S("말통")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_digits_in_the_unit_of_the_template),
        cmocka_unit_test(words_are_those_of_the_list),
        cmocka_unit_test(flags_are_yes_or_no),
        cmocka_unit_test(texts_are_spelled_one_way),
        cmocka_unit_test(nothing_typed_is_nothing_proposed),
        cmocka_unit_test(what_is_too_long_is_not_read),
        cmocka_unit_test(units_that_operators_added_are_read_as_those_built_in),
        cmocka_unit_test(what_a_unit_is_called_is_known_with_what_was_added),
    };
    return cmocka_run_group_tests(tests, arena_testing_begin, arena_testing_end);
}
