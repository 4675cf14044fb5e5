#include "market/party/party_support.h"

#include <assert.h>

const struct fault SUPPORT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "support.unknown",
    .text = "그런 지원 열람이 없습니다. 목록에서 다시 골라 주세요.",
};

const struct fault SUPPORT_NEEDED = {
    .kind = FAULT_DENIED,
    .code = "support.needed",
    .text = "기관의 구매 건은 그 기관의 지원 열람이 열려 있을 때만 볼 수 있습니다. 기관 심사에서 "
            "기관을 골라 사유를 적고 지원 열람을 시작해 주세요.",
};

const struct fault SUPPORT_OPEN = {
    .kind = FAULT_CONFLICT,
    .code = "support.open",
    .text =
        "이 기관의 지원 열람이 이미 열려 있습니다. 지원 열람 목록에서 이어서 보거나 끝내 주세요.",
};

static const struct {
    const char *word;
    const char *label;
} PAGES[] = {
    [SUPPORT_CASES] = {"cases",  "구매 건 목록"       },
    [SUPPORT_CASE] = {"case",   "구매 건"              },
    [SUPPORT_REPLAY] = {"replay", "판단 다시 해 보기"},
};
static_assert(COUNT(PAGES) == SUPPORT_PAGE_COUNT, "a word for each");

const char *support_page_word(enum support_page page)
{
    assert(page < SUPPORT_PAGE_COUNT);
    return PAGES[page].word;
}

int support_page_from(str word)
{
    for (int i = 0; i < SUPPORT_PAGE_COUNT; i++) {
        if (str_equals(word, str_view(PAGES[i].word))) {
            return i;
        }
    }
    return -1;
}

str support_page_label(enum support_page page)
{
    assert(page < SUPPORT_PAGE_COUNT);
    return str_view(PAGES[page].label);
}

bool support_is_open(const struct support_view *v, instant now)
{
    return instant_before(now, v->ends_at);
}
