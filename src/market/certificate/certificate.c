#include "market/certificate/certificate.h"

#include <assert.h>

const struct fault CERTIFICATE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "certificate.unknown",
    .text = "찾는 확인서·인증서가 없습니다. 목록에서 다시 골라 주세요.",
};

const struct fault CERTIFICATE_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "certificate.wrong_state",
    .text = "이미 처리된 확인서입니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};

const struct fault CERTIFICATE_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "certificate.needs_reason",
    .text = "사유를 적어 주세요. 기업이 무엇을 고치거나 새로 내야 하는지 알 수 있어야 합니다.",
};

const struct fault CERTIFICATE_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "certificate.changed",
    .text = "그 사이 다른 사람이 처리했습니다. 새로 고쳐 바뀐 내용을 본 뒤 다시 해 주세요.",
};

const struct fault CERTIFICATE_TERM_REVERSED = {
    .kind = FAULT_INVALID,
    .code = "certificate.term_reversed",
    .text = "유효기간의 마지막 날이 첫날보다 빠릅니다. 확인서에 적힌 날로 고쳐 주세요.",
};

const struct fault CERTIFICATE_ENDED = {
    .kind = FAULT_REFUSED,
    .code = "certificate.ended",
    .text = "유효기간이 이미 끝났습니다. 새로 발급받은 확인서를 올려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault CERTIFICATE_NO_PRODUCT = {
    .kind = FAULT_INVALID,
    .code = "certificate.no_product",
    .text = "상품마다 받는 인증서입니다. 어느 상품의 것인지 골라 주세요.",
};

const struct fault CERTIFICATE_NO_NUMBER = {
    .kind = FAULT_INVALID,
    .code = "certificate.no_number",
    .text = "직접생산확인증명서에 적힌 세부품명번호 10자리를 적어 주세요.",
};

const struct fault CERTIFICATE_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "certificate.known",
    .text =
        "같은 종류와 번호의 확인서가 이미 있습니다. 고칠 것이 있으면 그것을 먼저 거두어 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
    bool is_preference;
} KINDS[] = {
    [CERTIFICATE_SMALL_MICRO] = {"small_micro",                "소기업·소상공인",               false},
    [CERTIFICATE_SPECIAL_KNOWLEDGE] = {"special_knowledge",          "특수지식·기술",                  false},
    [CERTIFICATE_WOMEN] = {"women",                      "여성기업",                          true },
    [CERTIFICATE_DISABLED] = {"disabled",                   "장애인기업",                       true },
    [CERTIFICATE_SOCIAL_ENTERPRISE] = {"social_enterprise",          "사회적기업",                       true },
    [CERTIFICATE_SOCIAL_COOP] = {"social_coop",                "사회적협동조합",                 true },
    [CERTIFICATE_SELF_SUPPORT] = {"self_support",               "자활기업",                          true },
    [CERTIFICATE_VILLAGE] = {"village",                    "마을기업",                          true },
    [CERTIFICATE_YOUTH_STARTUP] = {"youth_startup",              "청년창업기업",                    true },
    [CERTIFICATE_SEVERE_DISABILITY] = {"severe_disability_facility", "중증장애인생산품 생산시설",
                                 true                                                                        },
    [CERTIFICATE_VETERANS_GROUP] = {"veterans_group",             "국가유공자단체",                 true },
    [CERTIFICATE_WELFARE_CORP] = {"welfare_corp",               "사회복지법인",                    true },
    [CERTIFICATE_STANDARD_WORKPLACE] = {"standard_workplace",         "장애인표준사업장",              true },
    [CERTIFICATE_DIRECT_PRODUCTION] = {"direct_production",          "직접생산확인",                    true },
    [CERTIFICATE_GREEN] = {"green_product",              "녹색제품",                          true },
    [CERTIFICATE_PERFORMANCE] = {"performance",                "성능인증",                          true },
    [CERTIFICATE_NEW_TECHNOLOGY] = {"new_technology",             "신기술·신제품",                  true },
    [CERTIFICATE_EXCELLENT] = {"excellent",                  "우수조달물품",                    true },
    [CERTIFICATE_INNOVATIVE] = {"innovative",                 "혁신제품",                          true },
    [CERTIFICATE_SEVERE_PRODUCT] = {"severe_disability_product",  "중증장애인생산품",              true },
    [CERTIFICATE_RND_INNOVATION] = {"rnd_innovation",             "연구개발 혁신제품",             true },
};
static_assert(COUNT(KINDS) == CERTIFICATE_ALL_COUNT, "a kind came or went: give it its row");

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [CERTIFICATE_UNCHECKED] = {"unchecked", "확인 대기", "now"},
    [CERTIFICATE_VERIFIED] = {"verified",  "확인됨",     "ok" },
    [CERTIFICATE_REFUSED] = {"refused",   "반려",        "bad"},
    [CERTIFICATE_REVOKED] = {"revoked",   "취소됨",     "off"},
};
static_assert(COUNT(STATES) == CERTIFICATE_STATE_COUNT, "a state came or went: give it its row");

// Every move there is. What is not listed cannot happen.
static const struct move {
    enum certificate_state from;
    enum certificate_event event;
    enum certificate_state to;
} MOVES[] = {
    {CERTIFICATE_UNCHECKED, CERTIFICATE_VERIFY,   CERTIFICATE_VERIFIED},
    {CERTIFICATE_UNCHECKED, CERTIFICATE_REFUSE,   CERTIFICATE_REFUSED },
    {CERTIFICATE_UNCHECKED, CERTIFICATE_WITHDRAW, CERTIFICATE_REVOKED },
    {CERTIFICATE_VERIFIED,  CERTIFICATE_REVOKE,   CERTIFICATE_REVOKED },
    {CERTIFICATE_VERIFIED,  CERTIFICATE_WITHDRAW, CERTIFICATE_REVOKED },
};
static_assert(COUNT(MOVES) == 5, "a move came or went: redraw the picture in README.md");

const char *certificate_kind_word(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_ALL_COUNT);
    return KINDS[kind].word;
}

const char *certificate_law_word(enum certificate_kind kind)
{
    bool is_technology = kind == CERTIFICATE_PERFORMANCE || kind == CERTIFICATE_NEW_TECHNOLOGY ||
                         kind == CERTIFICATE_EXCELLENT;
    return is_technology ? "technology" : certificate_kind_word(kind);
}

int certificate_any_kind_from(str word)
{
    for (int i = 0; i < CERTIFICATE_ALL_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i].word))) {
            return i;
        }
    }
    return -1;
}

int certificate_kind_from(str word)
{
    int kind = certificate_any_kind_from(word);
    return kind < CERTIFICATE_KIND_COUNT ? kind : -1;
}

bool certificate_is_of_product(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_ALL_COUNT);
    return kind >= CERTIFICATE_KIND_COUNT;
}

bool certificate_is_of_number(enum certificate_kind kind)
{
    return kind == CERTIFICATE_DIRECT_PRODUCTION;
}

bool certificate_needs_row(enum certificate_kind kind)
{
    return kind == CERTIFICATE_RND_INNOVATION;
}

str certificate_kind_label(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_ALL_COUNT);
    return str_view(KINDS[kind].label);
}

bool certificate_is_preference(enum certificate_kind kind)
{
    assert(kind < CERTIFICATE_ALL_COUNT);
    return KINDS[kind].is_preference;
}

const char *certificate_state_word(enum certificate_state state)
{
    assert(state < CERTIFICATE_STATE_COUNT);
    return STATES[state].word;
}

int certificate_state_from(str word)
{
    for (int i = 0; i < CERTIFICATE_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

bool certificate_holds(enum certificate_state state, date valid_from, date valid_until, date on)
{
    return state == CERTIFICATE_VERIFIED && !date_before(on, valid_from) &&
           (date_is_none(valid_until) || !date_before(valid_until, on));
}

str certificate_state_label(enum certificate_state state)
{
    assert(state < CERTIFICATE_STATE_COUNT);
    return str_view(STATES[state].label);
}

static str state_tone(enum certificate_state state)
{
    assert(state < CERTIFICATE_STATE_COUNT);
    return str_view(STATES[state].tone);
}

str certificate_label(const struct certificate *c, date today)
{
    if (c->state != CERTIFICATE_VERIFIED ||
        certificate_holds(c->state, c->valid_from, c->valid_until, today)) {
        return certificate_state_label(c->state);
    }
    return date_before(today, c->valid_from) ? S("기간 전") : S("기간 끝남");
}

str certificate_tone(const struct certificate *c, date today)
{
    if (c->state != CERTIFICATE_VERIFIED ||
        certificate_holds(c->state, c->valid_from, c->valid_until, today)) {
        return state_tone(c->state);
    }
    return S("off");
}

bool certificate_weighs_vulnerable(enum certificate_kind kind)
{
    return kind == CERTIFICATE_SOCIAL_ENTERPRISE || kind == CERTIFICATE_SOCIAL_COOP ||
           kind == CERTIFICATE_SELF_SUPPORT || kind == CERTIFICATE_VILLAGE;
}

err certificate_move(enum certificate_state *state, enum certificate_event event, str reason)
{
    assert(*state < CERTIFICATE_STATE_COUNT && event < CERTIFICATE_EVENT_COUNT);
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == *state && MOVES[i].event == event) {
            bool needs_reason = event == CERTIFICATE_REFUSE || event == CERTIFICATE_REVOKE;
            if (needs_reason && str_is_empty(str_trim(reason))) {
                return &CERTIFICATE_NEEDS_REASON;
            }
            *state = MOVES[i].to;
            return NULL;
        }
    }
    return &CERTIFICATE_WRONG_STATE;
}

err certificate_check_days(date valid_from, date valid_until, date today)
{
    if (date_is_none(valid_until)) {
        return NULL;
    }
    if (date_before(valid_until, valid_from)) {
        return &CERTIFICATE_TERM_REVERSED;
    }
    return date_before(valid_until, today) ? &CERTIFICATE_ENDED : NULL;
}

int32_t certificate_days_left(date valid_until, date today)
{
    return date_is_none(valid_until) ? INT32_MAX : date_days_between(today, valid_until) + 1;
}

bool certificate_parse_share(str typed, int64_t *out_bp)
{
    str text = str_trim(typed);
    if (str_ends(text, S("%"))) {
        text = str_trim(str_slice(text, 0, text.n - 1));
    }
    str rest = text;
    str whole = str_cut(&rest, '.');
    int64_t percent = 0;
    int64_t hundredths = 0;
    bool fits = whole.n <= 3 && str_parse_i64(whole, &percent) && percent >= 0 && rest.n <= 2;
    if (fits && whole.n < text.n) { // there is a point, and digits must follow
        fits = rest.n > 0 && str_parse_i64(rest, &hundredths) && hundredths >= 0;
        hundredths = rest.n == 1 ? hundredths * 10 : hundredths;
    }
    int64_t bp = percent * 100 + hundredths;
    if (!fits || bp > 10000) {
        return false;
    }
    *out_bp = bp;
    return true;
}
