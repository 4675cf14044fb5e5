#include "market/catalog/picture_hiding.h"

#include <assert.h>

const struct fault PICTURE_HIDING_MOVED = {
    .kind = FAULT_CONFLICT,
    .code = "picture_hiding.moved",
    .text = "그사이 다른 운영자가 이 사진을 가렸거나 다시 보이게 했습니다. 화면을 새로 열어 확인해 "
            "주세요.",
};
const struct fault PICTURE_HIDING_SAME = {
    .kind = FAULT_REFUSED,
    .code = "picture_hiding.same",
    .text = "운영자가 가린 사진과 같은 파일입니다. 다른 사진을 올려 주시고, 가린 것이 잘못되었으면 "
            "운영자에게 알려 주세요.",
    .source = "저작권법 제103조, 정보통신망법 제44조의2",
};

// Who hosts what others put there takes it out of sight when who is harmed asks, and tells both.
static const struct {
    const char *word;
    const char *label;
    const char *source;
} GROUNDS[] = {
    [HIDING_COPYRIGHT] = {"copyright", "저작권",                      "저작권법 제103조"                           },
    [HIDING_PORTRAIT] = {"portrait",  "초상권",                      "정보통신망법 제44조의2, 민법 제751조"},
    [HIDING_PRIVACY] = {"privacy",   "개인정보·사생활",
                          "개인정보 보호법 제36조, 정보통신망법 제44조의2"                                },
    [HIDING_MARK] = {"mark",      "상표·디자인",              "상표법 제107조, 디자인보호법 제113조"},
    [HIDING_UNLAWFUL] = {"unlawful",  "법이 금지한 내용",        "정보통신망법 제44조의7"                  },
    [HIDING_ORDER] = {"order",     "법원·행정기관의 결정",
                          "민사집행법 제300조, 정보통신망법 제44조의7"                                      },
};
static_assert(COUNT(GROUNDS) == HIDING_GROUND_COUNT, "every ground has its words");

const char *const HIDING_GROUNDS[HIDING_GROUND_COUNT] = {
    [HIDING_COPYRIGHT] = "copyright", [HIDING_PORTRAIT] = "portrait", [HIDING_PRIVACY] = "privacy",
    [HIDING_MARK] = "mark",           [HIDING_UNLAWFUL] = "unlawful", [HIDING_ORDER] = "order",
};

str hiding_ground_label(str word)
{
    for (size_t i = 0; i < COUNT(GROUNDS); i++) {
        if (str_equals(word, str_view(GROUNDS[i].word))) {
            return str_view(GROUNDS[i].label);
        }
    }
    return S("");
}

str hiding_ground_source(str word)
{
    for (size_t i = 0; i < COUNT(GROUNDS); i++) {
        if (str_equals(word, str_view(GROUNDS[i].word))) {
            return str_view(GROUNDS[i].source);
        }
    }
    return S("");
}

static size_t count_digits(str text)
{
    size_t count = 0;
    while (count < text.n && text.p[count] >= '0' && text.p[count] <= '9') {
        count++;
    }
    return count;
}

public_no picture_hiding_read_no(str typed)
{
    static const char *const HEADS[] = {"/pictures/", "/products/"};
    str rest = str_trim(typed);
    public_no no = NO_ID(public_no);
    for (size_t i = 0; i < COUNT(HEADS); i++) {
        size_t at = str_index(rest, str_view(HEADS[i]));
        if (at < rest.n) {
            rest = str_slice(rest, at + str_view(HEADS[i]).n, rest.n);
        }
    }
    size_t digits = count_digits(rest);
    bool ends = digits == rest.n || rest.p[digits] == '/' || rest.p[digits] == '?';
    if (!ends || !str_parse_i64(str_slice(rest, 0, digits), &no.value)) {
        return NO_ID(public_no);
    }
    return no;
}
