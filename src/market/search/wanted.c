#include "market/search/wanted.h"

#include <assert.h>

#include "base/limits.h"

const struct fault WANTED_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "wanted.unknown",
    .text = "그런 찾는 물건이 없습니다. 목록에서 다시 골라 주세요.",
};

const struct fault WANTED_OVER = {
    .kind = FAULT_REFUSED,
    .code = "wanted.over",
    .text = "이미 끝난 요청입니다. 다른 찾는 물건을 봐 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault WANTED_BAD_DAY = {
    .kind = FAULT_REFUSED,
    .code = "wanted.bad_day",
    .text = "내일부터 1년 안의 날을 골라 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault WANTED_MANY = {
    .kind = FAULT_REFUSED,
    .code = "wanted.many",
    .text = "기관마다 하루에 " TEXT_OF(
        LIMIT_WANTED_DAY) "건까지 요청할 수 있습니다. 내일 다시 요청해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault WANTED_NOT_FOR_SALE = {
    .kind = FAULT_REFUSED,
    .code = "wanted.not_for_sale",
    .text = "판매 중인 우리 회사 상품을 골라 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault WANTED_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "wanted.known",
    .text = "이미 알린 상품입니다. 다른 상품을 골라 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault WANTED_FULL = {
    .kind = FAULT_REFUSED,
    .code = "wanted.full",
    .text = "답이 모두 " TEXT_OF(LIMIT_WANTED_ANSWERS) "건, 한 회사에서 " TEXT_OF(
        LIMIT_WANTED_OF_FIRM) "건까지만 받습니다. 이미 그만큼 받았습니다.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [WANTED_OPEN] = {"open",     "답 기다림", "now"},
    [WANTED_ANSWERED] = {"answered", "답 받음",    "ok" },
    [WANTED_CLOSED] = {"closed",   "끝냄",        "off"},
    [WANTED_EXPIRED] = {"expired",  "기한 지남", "off"},
};
static_assert(COUNT(STATES) == WANTED_STATE_COUNT, "a state came or went: give it its words");

const char *wanted_state_word(enum wanted_state state)
{
    assert(state < WANTED_STATE_COUNT);
    return STATES[state].word;
}

int wanted_state_from(str word)
{
    for (int i = 0; i < WANTED_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str wanted_state_label(enum wanted_state state)
{
    assert(state < WANTED_STATE_COUNT);
    return str_view(STATES[state].label);
}

str wanted_state_tone(enum wanted_state state)
{
    assert(state < WANTED_STATE_COUNT);
    return str_view(STATES[state].tone);
}

bool wanted_takes_answers(const struct wanted *w, date today)
{
    bool is_open = w->state == WANTED_OPEN || w->state == WANTED_ANSWERED;
    return is_open && date_before(today, w->needed_by);
}

err wanted_check_day(date needed_by, date today)
{
    bool is_soon = !date_before(today, needed_by);
    bool is_far = date_before(date_add_days(today, LIMIT_WANTED_DAYS), needed_by);
    return is_soon || is_far ? &WANTED_BAD_DAY : NULL;
}
