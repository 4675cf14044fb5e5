#include "market/catalog/normal_unit.h"

#include <assert.h>

#include "base/fault.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"

// What is typed, folded (lower case, without blanks), and the one spelling. The template's units
// are in data/attributes.csv.
static const struct {
    const char *typed;
    const char *unit;
} NAMES[] = {
  // Length
    {"mm",              "mm"       },
    {"㎜",             "mm"       },
    {"밀리",          "mm"       },
    {"미리",          "mm"       },
    {"밀리미터",    "mm"       },
    {"cm",              "cm"       },
    {"㎝",             "cm"       },
    {"센티",          "cm"       },
    {"센치",          "cm"       },
    {"센티미터",    "cm"       },
    {"m",               "m"        },
    {"미터",          "m"        },
    {"메타",          "m"        },
    {"km",              "km"       },
    {"㎞",             "km"       },
    {"킬로미터",    "km"       },
    {"인치",          "인치"   },
    {"inch",            "인치"   },
    {"in",              "인치"   },
    {"\"",              "인치"   },
    {"형",             "인치"   },
 // Area
    {"m²",             "m²"      },
    {"m2",              "m²"      },
    {"㎡",             "m²"      },
    {"제곱미터",    "m²"      },
    {"평방미터",    "m²"      },
    {"헤베",          "m²"      },
    {"평",             "평"      },
    {"cm²",            "cm²"     },
    {"cm2",             "cm²"     },
    {"㎠",             "cm²"     },
    {"ha",              "ha"       },
    {"헥타르",       "ha"       },
 // Weight
    {"mg",              "mg"       },
    {"㎎",             "mg"       },
    {"g",               "g"        },
    {"gr",              "g"        },
    {"그램",          "g"        },
    {"그람",          "g"        },
    {"kg",              "kg"       },
    {"㎏",             "kg"       },
    {"킬로그램",    "kg"       },
    {"킬로",          "kg"       },
    {"톤",             "톤"      },
    {"t",               "t"        }, // a weight, or a thickness in mm
    {"ton",             "톤"      },
    {"g/m²",           "g/m²"    },
    {"g/m2",            "g/m²"    },
    {"g/㎡",           "g/m²"    },
    {"gsm",             "g/m²"    },
 // Volume
    {"ml",              "mL"       },
    {"㎖",             "mL"       },
    {"cc",              "mL"       },
    {"㏄",             "mL"       },
    {"밀리리터",    "mL"       },
    {"l",               "L"        },
    {"ℓ",             "L"        },
    {"리터",          "L"        },
    {"리타",          "L"        },
    {"kl",              "kL"       },
    {"㎘",             "kL"       },
    {"m³",             "m³"      },
    {"m3",              "m³"      },
    {"㎥",             "m³"      },
    {"루베",          "m³"      },
 // Time
    {"분",             "분"      },
    {"min",             "분"      },
    {"시간",          "시간"   },
    {"hr",              "시간"   },
    {"h",               "시간"   },
    {"일",             "일"      },
    {"일간",          "일"      },
    {"day",             "일"      },
    {"days",            "일"      },
    {"주",             "주"      },
    {"주간",          "주"      },
    {"주일",          "주"      },
    {"개월",          "개월"   },
    {"개월간",       "개월"   },
    {"달",             "개월"   },
    {"월",             "개월"   },
    {"년",             "년"      },
    {"년간",          "년"      },
    {"년도",          "년"      },
    {"년산",          "년"      },
 // Power, data, light
    {"w",               "W"        },
    {"와트",          "W"        },
    {"kw",              "kW"       },
    {"㎾",             "kW"       },
    {"킬로와트",    "kW"       },
    {"kva",             "kVA"      },
    {"mb",              "MB"       },
    {"gb",              "GB"       },
    {"기가",          "GB"       },
    {"tb",              "TB"       },
    {"테라",          "TB"       },
    {"gbps",            "Gbps"     },
    {"mbps",            "Mbps"     },
    {"db",              "dB"       },
    {"㏈",             "dB"       },
    {"데시벨",       "dB"       },
    {"lm",              "lm"       },
    {"루멘",          "lm"       },
    {"k",               "K"        },
    {"켈빈",          "K"        },
    {"안시",          "안시"   },
    {"ansi",            "안시"   },
    {"dpi",             "dpi"      },
    {"ppm",             "ppm"      },
    {"mpa",             "MPa"      },
    {"cmm",             "CMM"      },
    {"kcal",            "kcal"     },
    {"칼로리",       "kcal"     },
    {"킬로칼로리", "kcal"     },
    {"만화소",       "만화소"},
 // Shares and money
    {"%",               "%"        },
    {"퍼센트",       "%"        },
    {"프로",          "%"        },
    {"원",             "원"      },
    {"₩",             "원"      },
    {"krw",             "원"      },
 // Counted one by one
    {"개",             "개"      },
    {"ea",              "개"      },
    {"pcs",             "개"      },
    {"pc",              "개"      },
    {"개입",          "개"      },
    {"입",             "개"      },
    {"피스",          "개"      },
    {"매",             "매"      },
    {"장",             "장"      },
    {"명",             "명"      },
    {"사람",          "명"      },
    {"인",             "인"      },
    {"인용",          "인"      },
    {"인분",          "인분"   },
    {"회",             "회"      },
    {"번",             "회"      },
    {"차례",          "회"      },
    {"부",             "부"      },
    {"면",             "면"      },
    {"쪽",             "면"      },
    {"페이지",       "면"      },
    {"p",               "면"      },
    {"대",             "대"      },
    {"단",             "단"      },
    {"칸",             "칸"      },
    {"종",             "종"      },
    {"종류",          "종"      },
    {"가지",          "종"      },
    {"자",             "자"      },
    {"글자",          "자"      },
    {"도",             "도"      },
    {"찬",             "찬"      },
    {"겹",             "겹"      },
    {"벌",             "벌"      },
    {"층",             "층"      },
    {"안",             "안"      },
    {"컷",             "컷"      },
    {"항목",          "항목"   },
    {"식",             "식"      },
    {"건",             "건"      },
    {"개소",          "개소"   },
    {"군데",          "개소"   },
    {"곳",             "곳"      },
    {"자루",          "자루"   },
    {"본",             "본"      },
    {"다스",          "다스"   },
    {"타",             "다스"   },
    {"자리",          "자리"   },
    {"구",             "구"      },
    {"세트",          "세트"   },
    {"set",             "세트"   },
    {"셋트",          "세트"   },
    {"봉",             "봉"      },
    {"봉지",          "봉"      },
    {"포",             "포"      },
    {"포대",          "포"      },
    {"롤",             "롤"      },
    {"roll",            "롤"      },
    {"배",             "배"      },
    {"켤레",          "켤레"   },
    {"족",             "켤레"   },
    {"포트",          "포트"   },
    {"port",            "포트"   },
    {"채널",          "채널"   },
    {"ch",              "채널"   },
    {"도어",          "도어"   },
    {"점",             "점"      },
    {"통",             "통"      },
    {"등급",          "등급"   },
    {"권",             "권"      },
    {"상자",          "상자"   },
    {"박스",          "상자"   },
    {"box",             "상자"   },
    {"묶음",          "묶음"   },
    {"병",             "병"      },
    {"갑",             "갑"      },
    {"판",             "판"      },
    {"편",             "편"      },
    {"동",             "동"      },
    {"등",             "등"      },
};

// One `from` is times / by `to`; of those that go back, also the other way round. What is not exact
// by definition (a 근, a TB) is not here.
static const struct {
    const char *from;
    const char *to;
    int64_t times;
    int64_t by;
    bool goes_back;
} RATIOS[] = {
    {"cm",     "mm",     10,    1,   true },
    {"m",      "mm",     1000,  1,   true },
    {"m",      "cm",     100,   1,   true },
    {"km",     "m",      1000,  1,   true },
    {"인치", "mm",     254,   10,  false},
    {"인치", "cm",     254,   100, false},
    {"평",    "m²",    400,   121, false}, // 6자 × 6자, 1자 = 10/33 m
    {"ha",     "m²",    10000, 1,   true },
    {"m²",    "cm²",   10000, 1,   true },
    {"g",      "mg",     1000,  1,   true },
    {"kg",     "g",      1000,  1,   true },
    {"톤",    "kg",     1000,  1,   true },
    {"t",      "톤",    1,     1,   false},
    {"t",      "kg",     1000,  1,   false},
    {"t",      "mm",     1,     1,   false}, // 5T: a board's thickness
    {"g",      "g/m²",  1,     1,   false}, // 80g of paper
    {"L",      "mL",     1000,  1,   true },
    {"kL",     "L",      1000,  1,   true },
    {"m³",    "L",      1000,  1,   true },
    {"시간", "분",    60,    1,   true },
    {"주",    "일",    7,     1,   true },
    {"년",    "개월", 12,    1,   true },
    {"kW",     "W",      1000,  1,   true },
    {"Gbps",   "Mbps",   1000,  1,   true },
    {"다스", "자루", 12,    1,   true },
    {"다스", "개",    12,    1,   false},
    {"매",    "장",    1,     1,   true },
    {"명",    "인",    1,     1,   true },
    {"인분", "인",    1,     1,   false},
    {"인분", "명",    1,     1,   false},
    {"인분", "식",    1,     1,   true },
    {"개",    "매",    1,     1,   false},
    {"개",    "봉",    1,     1,   false},
    {"개",    "포",    1,     1,   false},
    {"개",    "롤",    1,     1,   false},
    {"개",    "대",    1,     1,   true },
    {"개",    "종",    1,     1,   false},
    {"개",    "칸",    1,     1,   false},
    {"개",    "단",    1,     1,   false},
    {"개",    "개소", 1,     1,   false},
    {"곳",    "개소", 1,     1,   true },
    {"본",    "자루", 1,     1,   true },
    {"점",    "개",    1,     1,   true },
    {"장",    "개",    1,     1,   false},
    {"매",    "개",    1,     1,   false},
    {"세트", "개",    1,     1,   false},
    {"본",    "주",    1,     1,   true }, // trees
    {"주",    "개",    1,     1,   false},
};

static str find_name(str key)
{
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (str_equals(key, str_view(NAMES[i].typed))) {
            return str_view(NAMES[i].unit);
        }
    }
    return S("");
}

static str key_of(struct arena *a, str typed)
{
    str wide = str_lower_ascii(a, fold_width(a, typed));
    struct out o;
    out_init(&o, a, wide.n + 1);
    for (size_t i = 0; i < wide.n; i++) {
        if (wide.p[i] != ' ') {
            out_char(&o, wide.p[i]);
        }
    }
    return out_view(&o);
}

struct normal_units *normal_units_new(struct arena *a)
{
    struct normal_units *n = NEW(a, struct normal_units);
    n->units.items = NEW_ARRAY(a, LIMIT_UNITS, struct normal_unit);
    n->spellings.items =
        NEW_ARRAY(a, LIMIT_UNITS * (LIMIT_UNIT_SPELLINGS + 1), struct normal_spelling);
    return n;
}

void normal_units_add(struct arena *a, struct normal_units *to, const struct normal_unit *unit,
                      str spellings)
{
    if (to->units.count == LIMIT_UNITS) {
        return;
    }
    to->units.items[to->units.count++] = *unit;
    to->spellings.items[to->spellings.count++] =
        (struct normal_spelling){key_of(a, unit->name), unit->name};
    for (int i = 0; i < LIMIT_UNIT_SPELLINGS && spellings.n > 0; i++) {
        str typed = key_of(a, str_cut(&spellings, '|'));
        if (typed.n > 0) {
            to->spellings.items[to->spellings.count++] =
                (struct normal_spelling){typed, unit->name};
        }
    }
}

// What is built in goes before what was added: it means what it always did.
static str find_any(const struct normal_units *added, str key)
{
    str name = find_name(key);
    for (size_t i = 0; added != NULL && name.n == 0 && i < added->spellings.count; i++) {
        if (str_equals(key, added->spellings.items[i].typed)) {
            name = added->spellings.items[i].unit;
        }
    }
    return name;
}

// 회/주, 매/분: both sides by their one spelling.
static str name_of_rate(struct arena *a, const struct normal_units *added, str key)
{
    str rest = key;
    str left = str_cut(&rest, '/');
    str first = find_any(added, left);
    str second = find_any(added, rest);
    if (first.n == 0 || second.n == 0) {
        return S("");
    }
    if (str_equals(second, S("개월"))) {
        second = S("월");
    }
    return str_format(a, "%.*s/%.*s", STR_ARG(first), STR_ARG(second));
}

bool normal_unit_find(struct arena *a, const struct normal_units *added, str typed, str *out_unit)
{
    *out_unit = find_any(added, key_of(a, typed));
    return out_unit->n > 0;
}

str normal_unit_name(struct arena *a, const struct normal_units *added, str typed)
{
    str key = key_of(a, typed);
    str name = find_any(added, key);
    if (name.n == 0 && str_contains(key, S("/"))) {
        name = name_of_rate(a, added, key);
    }
    return name.n == 0 ? typed : name;
}

str normal_unit_spellings(struct arena *a, str unit)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (str_equals(unit, str_view(NAMES[i].unit))) {
            out_str(&o, o.n > 0 ? S(" ") : S(""));
            out_str(&o, str_view(NAMES[i].typed));
        }
    }
    return out_view(&o);
}

static bool built_in_ratio(str from, str to, int64_t *times, int64_t *by)
{
    *times = 1;
    *by = 1;
    if (str_equals(from, to)) {
        return true;
    }
    for (size_t i = 0; i < COUNT(RATIOS); i++) {
        str left = str_view(RATIOS[i].from);
        str right = str_view(RATIOS[i].to);
        if (str_equals(from, left) && str_equals(to, right)) {
            *times = RATIOS[i].times;
            *by = RATIOS[i].by;
            return true;
        }
        if (RATIOS[i].goes_back && str_equals(from, right) && str_equals(to, left)) {
            *times = RATIOS[i].by;
            *by = RATIOS[i].times;
            return true;
        }
    }
    return false;
}

// What one of a unit is of its base, if an operator said so; of any other, one of itself.
static struct normal_unit in_base(const struct normal_units *added, str unit)
{
    for (size_t i = 0; added != NULL && i < added->units.count; i++) {
        const struct normal_unit *x = &added->units.items[i];
        if (x->base.n > 0 && str_equals(x->name, unit)) {
            return *x;
        }
    }
    return (struct normal_unit){.name = unit, .base = unit, .times = 1, .by = 1};
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool normal_unit_ratio(const struct normal_units *added, str from, str to, int64_t *times,
                       int64_t *by)
{
    if (built_in_ratio(from, to, times, by)) {
        return true;
    }
    struct normal_unit left = in_base(added, from);
    struct normal_unit right = in_base(added, to);
    if (!built_in_ratio(left.base, right.base, times, by)) {
        return false;
    }
    static_assert(NORMAL_UNIT_TIMES_MOST <= INT64_C(2000000), "three of them multiplied fit");
    *times = left.times * *times * right.by;
    *by = left.by * *by * right.times;
    int64_t both = common_divisor(*times, *by);
    *times /= both;
    *by /= both;
    return true;
}

static bool is_latin(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Does a unit of this spelling end at `at`? Latin letters must not go on, nor a figure after m.
static bool ends_here(str text, size_t at, str spelled)
{
    if (at >= text.n || !is_latin(spelled.p[spelled.n - 1])) {
        return true;
    }
    return !is_latin(text.p[at]) && !(text.p[at] >= '0' && text.p[at] <= '9');
}

// A longer one than was found before, of this spelling?
static bool is_longer_unit(str rest, str typed, size_t longest)
{
    return typed.n > longest && str_starts(rest, typed) && ends_here(rest, typed.n, typed);
}

str normal_read_unit(struct arena *a, const struct normal_units *added, str text, size_t *at)
{
    str rest = str_lower_ascii(a, str_slice(text, *at, text.n));
    size_t longest = 0;
    str unit = S("");
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        str typed = str_view(NAMES[i].typed);
        if (is_longer_unit(rest, typed, longest)) {
            longest = typed.n;
            unit = str_view(NAMES[i].unit);
        }
    }
    for (size_t i = 0; added != NULL && i < added->spellings.count; i++) {
        const struct normal_spelling *x = &added->spellings.items[i];
        if (is_longer_unit(rest, x->typed, longest)) {
            longest = x->typed.n;
            unit = x->unit;
        }
    }
    *at += longest;
    return unit;
}

bool normal_unit_is_count(const struct normal_units *added, str unit)
{
    static const char *const COUNTED[] = {"매", "장", "개",   "명",   "인",  "부", "권",
                                          "원", "롤", "대",   "회",   "포",  "봉", "켤레",
                                          "통", "벌", "자루", "세트", "상자"};
    for (size_t i = 0; i < COUNT(COUNTED); i++) {
        if (str_equals(unit, str_view(COUNTED[i]))) {
            return true;
        }
    }
    for (size_t i = 0; added != NULL && i < added->units.count; i++) {
        const struct normal_unit *x = &added->units.items[i];
        if (x->is_counted && str_equals(unit, x->name)) {
            return true;
        }
    }
    return false;
}
