#include "market/content/content.h"

#include <assert.h>

#include "base/limits.h"

const struct fault SHOOT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "shoot.unknown",
    .text = "찾으시는 촬영이 없습니다.",
};
const struct fault SHOOT_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "shoot.wrong_state",
    .text = "지금 상태에서는 할 수 없는 일입니다. 화면을 새로 열어 확인해 주세요.",
};
const struct fault SHOOT_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "shoot.changed",
    .text = "그사이 다른 사람이 바꾸었습니다. 화면을 새로 열어 다시 해 주세요.",
};
const struct fault SHOOT_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "shoot.needs_reason",
    .text = "무엇을 어떻게 고칠지, 또는 왜 빼는지 적어 주세요.",
};
const struct fault SHOOT_SHOTS_MISSING = {
    .kind = FAULT_REFUSED,
    .code = "shoot.shots_missing",
    .text = "촬영 목록에서 꼭 찍어야 하는 사진이 모두 있어야 합니다. 빠진 사진을 올려 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_NOT_READY = {
    .kind = FAULT_REFUSED,
    .code = "shoot.not_ready",
    .text = "아직 다듬고 있거나 쓸 수 없는 사진이 있습니다. 잠시 뒤 다시 하거나 사진을 바꾸어 "
            "주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_HIDDEN = {
    .kind = FAULT_REFUSED,
    .code = "shoot.hidden",
    .text = "운영자가 가린 사진이 있습니다. 그 자리에 다른 사진을 올린 뒤 확인을 요청해 주세요. "
            "기업은 수정 요청으로 알려 주시면 됩니다.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_GOODS_HERE = {
    .kind = FAULT_REFUSED,
    .code = "shoot.goods_here",
    .text = "돌려주지 않은 상품이 있습니다. 반환을 적은 뒤 마쳐 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_GOODS_NOT = {
    .kind = FAULT_REFUSED,
    .code = "shoot.goods_not",
    .text = "돌려줄 상품이 없습니다. 받은 적이 없거나 이미 돌려주었습니다.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_ITEMS_OPEN = {
    .kind = FAULT_REFUSED,
    .code = "shoot.items_open",
    .text = "모든 상품이 승인되거나 빠져야 촬영을 마칩니다.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_FULL = {
    .kind = FAULT_REFUSED,
    .code = "shoot.full",
    .text = "한 촬영에는 상품을 " TEXT_OF(LIMIT_SHOOT_ITEMS) "개까지 담습니다. 나머지는 다른 "
                                                             "촬영에 담아 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "shoot.known",
    .text =
        "이미 촬영에 담긴 상품이 있습니다. 그 촬영에서 승인하거나 뺀 뒤 다른 촬영에 담아 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault SHOOT_NEEDS_NAME = {
    .kind = FAULT_INVALID,
    .code = "shoot.needs_name",
    .text = "주고받은 사람의 이름을 적어 주세요.",
};

const struct fault SHOOT_NEEDS_GOODS = {
    .kind = FAULT_INVALID,
    .code = "shoot.needs_goods",
    .text = "무엇을 몇 개 주고받았는지 적어 주세요.",
};
const struct fault SHOOT_CONFIRMED = {
    .kind = FAULT_REFUSED,
    .code = "shoot.confirmed",
    .text = "확인할 것이 없거나 이미 확인했습니다. 화면을 새로 열어 확인해 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct word {
    const char *word;
    const char *label;
    const char *tone;
} SHOOT_STATES[] = {
    [SHOOT_PLANNED] = {"planned",   "예정",     "off"},
    [SHOOT_RUNNING] = {"running",   "진행 중", "now"},
    [SHOOT_DONE] = {"done",      "마침",     "ok" },
    [SHOOT_CANCELLED] = {"cancelled", "취소",     "off"},
};
static_assert(COUNT(SHOOT_STATES) == SHOOT_STATE_COUNT, "every state has its words");

static const struct word PLACES[] = {
    [PLACE_STUDIO] = {"studio",  "스튜디오 촬영(상품을 받음)", ""},
    [PLACE_VISIT] = {"visit",   "기업 방문 촬영",                  ""},
    [PLACE_DROPOFF] = {"dropoff", "기업이 가져다 놓음",            ""},
};
static_assert(COUNT(PLACES) == SHOOT_PLACE_COUNT, "every place has its words");

static const struct word ITEM_STATES[] = {
    [ITEM_WAITING] = {"waiting",  "상품 받기 전",    "off" },
    [ITEM_HERE] = {"here",     "촬영 대기",        "now" },
    [ITEM_SHOT] = {"shot",     "보정 중",           "now" },
    [ITEM_ASKED] = {"asked",    "기업 승인 대기", "warn"},
    [ITEM_WISHED] = {"wished",   "수정 요청",        "bad" },
    [ITEM_APPROVED] = {"approved", "승인",               "ok"  },
    [ITEM_DROPPED] = {"dropped",  "이번에 빠짐",     "off" },
};
static_assert(COUNT(ITEM_STATES) == ITEM_STATE_COUNT, "every state has its words");

// Every move of a shoot.
static const struct {
    enum shoot_state from;
    enum shoot_event event;
    enum shoot_state to;
} SHOOT_MOVES[] = {
    {SHOOT_PLANNED, SHOOT_BEGIN,  SHOOT_RUNNING  },
    {SHOOT_RUNNING, SHOOT_BEGIN,  SHOOT_RUNNING  }, // each further product
    {SHOOT_RUNNING, SHOOT_CLOSE,  SHOOT_DONE     },
    {SHOOT_PLANNED, SHOOT_CANCEL, SHOOT_CANCELLED},
};
static_assert(COUNT(SHOOT_MOVES) == 4, "a move came or went: redraw the picture in README.md");

// Every move of a product in it.
static const struct {
    enum item_state from;
    enum item_event event;
    enum item_state to;
} ITEM_MOVES[] = {
    {ITEM_WAITING, ITEM_CHECK_IN, ITEM_HERE    },
    {ITEM_HERE,    ITEM_SHOOT,    ITEM_SHOT    },
    {ITEM_SHOT,    ITEM_ASK,      ITEM_ASKED   },
    {ITEM_ASKED,   ITEM_APPROVE,  ITEM_APPROVED},
    {ITEM_ASKED,   ITEM_WISH,     ITEM_WISHED  },
    {ITEM_WISHED,  ITEM_ASK,      ITEM_ASKED   },
    {ITEM_WAITING, ITEM_DROP,     ITEM_DROPPED },
    {ITEM_HERE,    ITEM_DROP,     ITEM_DROPPED },
    {ITEM_SHOT,    ITEM_DROP,     ITEM_DROPPED },
    {ITEM_ASKED,   ITEM_DROP,     ITEM_DROPPED },
    {ITEM_WISHED,  ITEM_DROP,     ITEM_DROPPED },
};
static_assert(COUNT(ITEM_MOVES) == 11, "a move came or went: redraw the picture in README.md");

static int word_from(const struct word *words, size_t count, str word)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(word, str_view(words[i].word))) {
            return (int)i;
        }
    }
    return -1;
}

const char *shoot_state_word(enum shoot_state state)
{
    return SHOOT_STATES[state].word;
}

int shoot_state_from(str word)
{
    return word_from(SHOOT_STATES, COUNT(SHOOT_STATES), word);
}

str shoot_state_label(enum shoot_state state)
{
    return str_view(SHOOT_STATES[state].label);
}

str shoot_state_tone(enum shoot_state state)
{
    return str_view(SHOOT_STATES[state].tone);
}

const char *shoot_place_word(enum shoot_place place)
{
    return PLACES[place].word;
}

int shoot_place_from(str word)
{
    return word_from(PLACES, COUNT(PLACES), word);
}

str shoot_place_label(enum shoot_place place)
{
    return str_view(PLACES[place].label);
}

bool shoot_place_takes_goods(enum shoot_place place)
{
    return place != PLACE_VISIT;
}

const char *item_state_word(enum item_state state)
{
    return ITEM_STATES[state].word;
}

int item_state_from(str word)
{
    return word_from(ITEM_STATES, COUNT(ITEM_STATES), word);
}

str item_state_label(enum item_state state)
{
    return str_view(ITEM_STATES[state].label);
}

str item_state_tone(enum item_state state)
{
    return str_view(ITEM_STATES[state].tone);
}

err shoot_move(enum shoot_state *state, enum shoot_event event)
{
    for (size_t i = 0; i < COUNT(SHOOT_MOVES); i++) {
        if (SHOOT_MOVES[i].from == *state && SHOOT_MOVES[i].event == event) {
            *state = SHOOT_MOVES[i].to;
            return NULL;
        }
    }
    return &SHOOT_WRONG_STATE;
}

err item_move(enum item_state *state, enum item_event event, str reason)
{
    for (size_t i = 0; i < COUNT(ITEM_MOVES); i++) {
        if (ITEM_MOVES[i].from == *state && ITEM_MOVES[i].event == event) {
            if ((event == ITEM_WISH || event == ITEM_DROP) && str_trim(reason).n == 0) {
                return &SHOOT_NEEDS_REASON;
            }
            *state = ITEM_MOVES[i].to;
            return NULL;
        }
    }
    return &SHOOT_WRONG_STATE;
}

bool item_is_over(enum item_state state)
{
    return state == ITEM_APPROVED || state == ITEM_DROPPED;
}

static const char *const WAYS[] = {[GOODS_CAME] = "in", [GOODS_WENT] = "out"};
static_assert(COUNT(WAYS) == GOODS_WAY_COUNT, "every way has its word");

const char *goods_way_word(enum goods_way way)
{
    return WAYS[way];
}

int goods_way_from(str word)
{
    for (size_t i = 0; i < COUNT(WAYS); i++) {
        if (str_equals(word, str_view(WAYS[i]))) {
            return (int)i;
        }
    }
    return -1;
}

bool goods_wait(const struct goods_handover *h)
{
    return h->name.n > 0 && h->firm_name.n == 0;
}

int64_t shoot_days(date on_day, date ended_on)
{
    int64_t days = date_days_between(on_day, ended_on) + 1;
    return days < 1 ? 1 : days;
}

int64_t shoot_pace(int64_t approved, int64_t days)
{
    assert(days > 0);
    return approved * 100 / days;
}
