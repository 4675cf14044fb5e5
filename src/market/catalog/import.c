#include "market/catalog/import.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"

const struct fault IMPORT_NO_TITLES = {
    .kind = FAULT_INVALID,
    .code = "import.no_titles",
    .text = "첫 줄에서 열 이름을 찾지 못했습니다. 첫 줄에 상품명, 단가 같은 열 이름을 적어 주세요. "
            "위에 "
            "합친 칸으로 적은 제목이 있으면 그 줄을 지워 주세요.",
};
const struct fault IMPORT_NO_ROWS = {
    .kind = FAULT_INVALID,
    .code = "import.no_rows",
    .text = "열 이름만 있고 내용이 없습니다. 둘째 줄부터 상품을 한 줄에 하나씩 적어 주세요.",
};
const struct fault IMPORT_TWICE = {
    .kind = FAULT_INVALID,
    .code = "import.twice",
    .text = "같은 항목을 두 열에 골랐습니다. 한 열만 남기고 다른 열은 '쓰지 않음'으로 바꿔 주세요.",
};
const struct fault IMPORT_NO_CATEGORY_GIVEN = {
    .kind = FAULT_INVALID,
    .code = "import.no_category_given",
    .text =
        "품목 분류를 알 수 없습니다. 모든 줄에 쓸 분류를 고르거나, 분류가 적힌 열을 골라 주세요.",
};

// A line each.
// clang-format off
static const struct import_field_facts FIELDS[] = {
    [IMPORT_CODE] = {"own_code",       "자체 상품코드",    16, false, "귀사가 쓰는 코드. 같은 코드를 다시 올리면 그 상품을 고칩니다."},
    [IMPORT_CATEGORY] = {"category",       "분류",             18, true,  "분류 코드나 분류 이름"},
    [IMPORT_TITLE] = {"title",          "상품명",           32, true,  "100자까지"},
    [IMPORT_PRICE] = {"price",          "단가",             12, true,  "부가가치세를 포함한 원 단위 숫자"},
    [IMPORT_VAT] = {"vat",            "과세 구분",        10, false, "과세 또는 면세. 비우면 분류를 따릅니다."},
    [IMPORT_UNIT] = {"unit",           "단위",             8,  false, "개, 상자, 회, 월, m², 명, 식. 비우면 분류를 따릅니다."},
    [IMPORT_QUANTITY_MIN] = {"quantity_min",   "최소 주문 수량",   12, false, "비우면 1"},
    [IMPORT_LEAD_DAYS] = {"lead_days",      "납기",      12, true,  "계약하고 며칠 안에 납품하는지"},
    [IMPORT_STOCK] = {"stock",          "재고",             10, false, "비우면 주문 후 만듭니다."},
    [IMPORT_TIERS] = {"tiers",          "수량별 단가",      22, false, "수량:단가를 쉼표로. 예: 10:20000, 50:19000"},
    [IMPORT_DISTRICTS] = {"districts",      "납품 지역",        20, false, "구·군을 쉼표로. 비우면 시 전체"},
    [IMPORT_VALID_UNTIL] = {"valid_until",    "가격 유효일",      14, false, "이 가격의 마지막 날. 예: 2027-03-31. 비우면 바꿀 때까지"},
    [IMPORT_OWN_PRODUCTION] = {"own_production", "직접생산",         10, false, "예 또는 아니오. 비우면 아니오"},
    [IMPORT_MAKER] = {"maker",          "제조사",           16, false, "100자까지"},
    [IMPORT_MODEL] = {"model",          "모델명",           16, false, "100자까지"},
    [IMPORT_ORIGIN] = {"origin",         "원산지",           10, false, "100자까지"},
    [IMPORT_DESCRIPTION] = {"description",    "상품 설명",        40, false, "4,000자까지"},
    [IMPORT_DETAIL_NO] = {"detail_no",      "세부품명번호",     14, false, "숫자 10자리"},
    [IMPORT_ITEM_NO] = {"item_no",        "물품식별번호",     12, false, "숫자 8자리"},
    [IMPORT_PHOTOS] = {"photos",         "사진 주소",        30, false, "https 주소, 여럿이면 한 칸 띄어 다섯까지. 운영자가 허용한 곳에서만 가져옵니다."},
};
// clang-format on
static_assert(COUNT(FIELDS) == IMPORT_FIELD_COUNT, "a field came or went: give it its row");

// Other names that firms give their columns, as import_plain_name leaves them.
static const struct {
    const char *name;
    enum import_field field;
} SYNONYMS[] = {
    {"상품코드",       IMPORT_CODE          },
    {"자사코드",       IMPORT_CODE          },
    {"자체코드",       IMPORT_CODE          },
    {"관리코드",       IMPORT_CODE          },
    {"품번",             IMPORT_CODE          },
    {"분류코드",       IMPORT_CATEGORY      },
    {"품목분류",       IMPORT_CATEGORY      },
    {"카테고리",       IMPORT_CATEGORY      },
    {"품명",             IMPORT_TITLE         },
    {"품목명",          IMPORT_TITLE         },
    {"품목",             IMPORT_TITLE         },
    {"제품명",          IMPORT_TITLE         },
    {"물품명",          IMPORT_TITLE         },
    {"가격",             IMPORT_PRICE         },
    {"판매가",          IMPORT_PRICE         },
    {"판매가격",       IMPORT_PRICE         },
    {"판매단가",       IMPORT_PRICE         },
    {"과세",             IMPORT_VAT           },
    {"과세여부",       IMPORT_VAT           },
    {"부가세",          IMPORT_VAT           },
    {"판매단위",       IMPORT_UNIT          },
    {"최소수량",       IMPORT_QUANTITY_MIN  },
    {"최소주문",       IMPORT_QUANTITY_MIN  },
    {"moq",                IMPORT_QUANTITY_MIN  },
    {"납품소요일",    IMPORT_LEAD_DAYS     },
    {"납기일",          IMPORT_LEAD_DAYS     },
    {"납품기간",       IMPORT_LEAD_DAYS     },
    {"배송일",          IMPORT_LEAD_DAYS     },
    {"재고수량",       IMPORT_STOCK         },
    {"배송지역",       IMPORT_DISTRICTS     },
    {"유효기간",       IMPORT_VALID_UNTIL   },
    {"유효일",          IMPORT_VALID_UNTIL   },
    {"직접생산여부", IMPORT_OWN_PRODUCTION},
    {"제조업체",       IMPORT_MAKER         },
    {"제조회사",       IMPORT_MAKER         },
    {"제조원",          IMPORT_MAKER         },
    {"브랜드",          IMPORT_MAKER         },
    {"모델",             IMPORT_MODEL         },
    {"모델번호",       IMPORT_MODEL         },
    {"형식",             IMPORT_MODEL         },
    {"제조국",          IMPORT_ORIGIN        },
    {"설명",             IMPORT_DESCRIPTION   },
    {"상세설명",       IMPORT_DESCRIPTION   },
    {"제품설명",       IMPORT_DESCRIPTION   },
    {"식별번호",       IMPORT_ITEM_NO       },
    {"사진",             IMPORT_PHOTOS        },
    {"이미지",          IMPORT_PHOTOS        },
    {"이미지주소",    IMPORT_PHOTOS        },
    {"대표이미지",    IMPORT_PHOTOS        },
};

const struct import_field_facts *import_field_of(enum import_field field)
{
    assert(field < IMPORT_FIELD_COUNT);
    return &FIELDS[field];
}

int import_field_from(str word)
{
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        if (str_equals(word, str_view(FIELDS[i].word))) {
            return i;
        }
    }
    return -1;
}

// --- Columns -------------------------------------------------------------------------------------

static bool is_mark(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || c == '*' || c == '_' || c == '-' || c == '.' ||
           c == ':' || c == 0xB7 || c == 0x203B;
}

static int bracket(uint32_t c)
{
    if (c == '(' || c == '[' || c == '{' || c == 0xFF08 || c == '<') {
        return 1;
    }
    return c == ')' || c == ']' || c == '}' || c == 0xFF09 || c == '>' ? -1 : 0;
}

str import_plain_name(struct arena *a, str name)
{
    struct out o;
    out_init(&o, a, name.n + 1);
    int depth = 0;
    for (size_t at = 0; at < name.n;) {
        size_t from = at;
        uint32_t c = str_next(name, &at);
        int step = bracket(c);
        if (step == 0 && depth == 0 && !is_mark(c)) {
            out_raw(&o, name.p + from, at - from);
        }
        depth = step < 0 && depth == 0 ? 0 : depth + step;
    }
    return str_lower_ascii(a, out_view(&o));
}

static str guess_attribute(struct arena *a, str plain, const struct listing_template *t)
{
    for (size_t i = 0; t != NULL && i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        if (str_equals(import_plain_name(a, x->name), plain)) {
            return str_join(a, S("a."), x->key);
        }
    }
    return S("a");
}

str import_guess(struct arena *a, str name, const struct listing_template *t)
{
    str plain = import_plain_name(a, name);
    if (plain.n == 0 || str_equals(plain, S("고칠것")) || str_equals(plain, S("상태"))) {
        return S("");
    }
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        if (str_equals(plain, import_plain_name(a, str_view(FIELDS[i].name)))) {
            return str_view(FIELDS[i].word);
        }
    }
    str attribute = guess_attribute(a, plain, t);
    for (size_t i = 0; attribute.n == 1 && i < COUNT(SYNONYMS); i++) {
        if (str_equals(plain, str_view(SYNONYMS[i].name))) {
            return str_view(FIELDS[SYNONYMS[i].field].word);
        }
    }
    return attribute;
}

static bool says(const struct import_plan *plan, str target)
{
    for (size_t i = 0; i < plan->columns.count; i++) {
        if (str_equals(plan->columns.items[i].target, target)) {
            return true;
        }
    }
    return false;
}

err import_plan_check(const struct import_plan *plan)
{
    for (size_t i = 0; i < plan->columns.count; i++) {
        str target = plan->columns.items[i].target;
        for (size_t k = 0; k < i && target.n > 1; k++) {
            if (str_equals(plan->columns.items[k].target, target)) {
                return &IMPORT_TWICE;
            }
        }
    }
    bool has_category = plan->category.n > 0 || says(plan, str_view(FIELDS[IMPORT_CATEGORY].word));
    return has_category ? NULL : &IMPORT_NO_CATEGORY_GIVEN;
}

struct listing import_blank(const struct listing_template *t)
{
    return (struct listing){
        .text = {.category = t->code     },
        .terms = { .is_exempt = str_equals(t->vat, S("exempt")),
                 .unit = t->unit,
                 .quantity_min = 1,
                 .lead_days = -1,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE},
    };
}
