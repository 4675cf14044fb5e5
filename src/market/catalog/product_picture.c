#include "market/catalog/product_picture.h"

#include <assert.h>

#include "base/limits.h"

const struct fault PRODUCT_PICTURE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "product_picture.unknown",
    .text = "찾으시는 사진이 없습니다.",
};

const struct fault PRODUCT_PICTURE_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "product_picture.changed",
    .text = "그사이 다른 사람이 이 사진을 바꾸었습니다. 화면을 새로 열어 다시 해 주세요.",
};

const struct fault PRODUCT_PICTURE_IS_ZIP = {
    .kind = FAULT_INVALID,
    .code = "product_picture.is_zip",
    .text = "ZIP은 \"ZIP으로 올리기\"에서 올려 주세요.",
};

const struct fault PRODUCT_PICTURES_FULL = {
    .kind = FAULT_REFUSED,
    .code = "product_picture.full",
    .text = "한 상품에는 사진을 " TEXT_OF(LIMIT_PRODUCT_PICTURES) "장까지 올립니다. 쓰지 않는 "
                                                                  "사진을 뺀 뒤 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
} ROLES[] = {
    [ROLE_FRONT] = {"front",  "앞모습"     },
    [ROLE_DETAIL] = {"detail", "자세히"     },
    [ROLE_USE] = {"use",    "쓰는 모습" },
    [ROLE_LABEL] = {"label",  "표시·라벨"},
};
static_assert(COUNT(ROLES) == PICTURE_ROLE_COUNT, "every role has its words");

const char *picture_role_word(enum picture_role role)
{
    return ROLES[role].word;
}

int picture_role_from(str word)
{
    for (size_t i = 0; i < COUNT(ROLES); i++) {
        if (str_equals(word, str_view(ROLES[i].word))) {
            return (int)i;
        }
    }
    return -1;
}

str picture_role_label(enum picture_role role)
{
    return str_view(ROLES[role].label);
}

bool picture_role_wants_white(enum picture_role role)
{
    return role == ROLE_FRONT;
}
