#include "market/party/party.h"

#include <assert.h>

#include "market/party/right.h"

const struct fault PARTY_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "party.wrong_state",
    .text = "이미 다른 사람이 처리했거나 지금 단계에서 할 수 없는 일입니다. 새로 고쳐 현재 상태를 "
            "확인해 주세요.",
};

const struct fault PARTY_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "party.needs_reason",
    .text = "사유를 적어 주세요. 신청한 쪽이 무엇을 고쳐야 하는지 알 수 있어야 합니다.",
};

const struct fault PARTY_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "party.unknown",
    .text = "찾는 기관이나 기업이 없습니다. 주소를 다시 확인해 주세요.",
};

const struct fault PARTY_ROLE_UNFIT = {
    .kind = FAULT_REFUSED,
    .code = "party.role_unfit",
    .text = "이 소속에는 줄 수 없는 역할입니다. 기관에는 기관 역할, 기업에는 기업 역할만 줄 수 "
            "있습니다.",
    .source = FAULT_OWN_RULE,
};

const struct fault PARTY_TERM_REVERSED = {
    .kind = FAULT_INVALID,
    .code = "party.term_reversed",
    .text = "마지막 날이 첫날보다 빠릅니다. 마지막 날을 첫날 또는 그 뒤로 고쳐 주세요.",
};

const struct fault PARTY_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "party.changed",
    .text = "그 사이 다른 사람이 내용을 고쳤습니다. 새로 고쳐 바뀐 내용을 본 뒤 다시 해 주세요.",
};

static const struct role_row {
    const char *word;
    const char *label;
    enum party_side side;
    uint64_t rights;
} ROLES[] = {
    [PARTY_OFFICER] = {"officer",    "계약담당",     PARTY_AT_INSTITUTION, RIGHT_BUYER | RIGHT_REQUEST },
    [PARTY_APPROVER] = {"approver",   "결재자",        PARTY_AT_INSTITUTION, RIGHT_BUYER | RIGHT_APPROVE },
    [PARTY_INSPECTOR] = {"inspector",  "검사자",        PARTY_AT_INSTITUTION, RIGHT_BUYER | RIGHT_INSPECT },
    [PARTY_ACCOUNTANT] = {"accountant", "지출담당",     PARTY_AT_INSTITUTION, RIGHT_BUYER | RIGHT_PAY     },
    [PARTY_ADMIN] = {"admin",      "기관 관리자", PARTY_AT_INSTITUTION, RIGHT_BUYER | RIGHT_ADMIN   },
    [PARTY_OWNER] = {"owner",      "대표",           PARTY_AT_SUPPLIER,    RIGHT_SUPPLIER | RIGHT_OWNER},
    [PARTY_STAFF] = {"staff",      "직원",           PARTY_AT_SUPPLIER,    RIGHT_SUPPLIER              },
    [PARTY_OPERATOR] = {"operator",   "운영자",        PARTY_AT_PLATFORM,    RIGHT_OPERATOR              },
};
static_assert(COUNT(ROLES) == PARTY_ROLE_COUNT, "a role came or went: give it its row");

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [PARTY_LISTED] = {"listed",    "가입 전",    "off" },
    [PARTY_APPLIED] = {"applied",   "심사 대기", "now" },
    [PARTY_RETURNED] = {"returned",  "보완 요청", "warn"},
    [PARTY_ACTIVE] = {"active",    "이용 중",    "ok"  },
    [PARTY_SUSPENDED] = {"suspended", "이용 정지", "bad" },
};
static_assert(COUNT(STATES) == PARTY_STATE_COUNT, "a state came or went: give it its row");

// What opens only with a second factor.
#define RIGHTS_BY_SECOND_FACTOR (RIGHT_APPROVE | RIGHT_INSPECT | RIGHT_PAY | RIGHT_OPERATOR)

// Every move there is. What is not listed cannot happen.
static const struct move {
    enum party_state from;
    enum party_event event;
    enum party_state to;
} MOVES[] = {
    {PARTY_LISTED,    PARTY_APPLY,   PARTY_APPLIED  },
    {PARTY_RETURNED,  PARTY_APPLY,   PARTY_APPLIED  },
    {PARTY_APPLIED,   PARTY_APPROVE, PARTY_ACTIVE   },
    {PARTY_APPLIED,   PARTY_RETURN,  PARTY_RETURNED },
    {PARTY_ACTIVE,    PARTY_SUSPEND, PARTY_SUSPENDED},
    {PARTY_SUSPENDED, PARTY_RESTORE, PARTY_ACTIVE   },
};
static_assert(COUNT(MOVES) == 6, "a move came or went: redraw the picture in README.md");

const char *party_role_word(enum party_role role)
{
    assert(role < PARTY_ROLE_COUNT);
    return ROLES[role].word;
}

int party_role_from(str word)
{
    for (int i = 0; i < PARTY_ROLE_COUNT; i++) {
        if (str_equals(word, str_view(ROLES[i].word))) {
            return i;
        }
    }
    return -1;
}

const char *party_state_word(enum party_state state)
{
    assert(state < PARTY_STATE_COUNT);
    return STATES[state].word;
}

int party_state_from(str word)
{
    for (int i = 0; i < PARTY_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str party_role_label(enum party_role role)
{
    assert(role < PARTY_ROLE_COUNT);
    return str_view(ROLES[role].label);
}

str party_state_label(enum party_state state)
{
    assert(state < PARTY_STATE_COUNT);
    return str_view(STATES[state].label);
}

str party_state_tone(enum party_state state)
{
    assert(state < PARTY_STATE_COUNT);
    return str_view(STATES[state].tone);
}

uint64_t party_role_rights(enum party_role role)
{
    assert(role < PARTY_ROLE_COUNT);
    return ROLES[role].rights | RIGHT_SIGNED_IN;
}

uint64_t party_rights_awake(uint64_t rights, enum party_state state, bool has_second_factor)
{
    assert(state < PARTY_STATE_COUNT);
    if (state != PARTY_ACTIVE) {
        return rights & RIGHT_SIGNED_IN;
    }
    return has_second_factor ? rights : rights & ~RIGHTS_BY_SECOND_FACTOR;
}

enum party_side party_role_side(enum party_role role)
{
    assert(role < PARTY_ROLE_COUNT);
    return ROLES[role].side;
}

bool party_term_holds(date first_day, date last_day, date on)
{
    return !date_before(on, first_day) && (date_is_none(last_day) || !date_before(last_day, on));
}

err party_move(enum party_state *state, enum party_event event, str reason)
{
    assert(*state < PARTY_STATE_COUNT && event < PARTY_EVENT_COUNT);
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == *state && MOVES[i].event == event) {
            bool needs_reason = event == PARTY_RETURN || event == PARTY_SUSPEND;
            if (needs_reason && str_is_empty(str_trim(reason))) {
                return &PARTY_NEEDS_REASON;
            }
            *state = MOVES[i].to;
            return NULL;
        }
    }
    return &PARTY_WRONG_STATE;
}

bool party_business_no_is_valid(str ten_digits)
{
    return business_no_is_valid(ten_digits);
}

int64_t party_idle_s(uint64_t rights)
{
    return (rights & RIGHT_OPERATOR) != 0 ? 10 * 60 : 30 * 60;
}

bool party_needs_second_factor(uint64_t rights)
{
    return (rights & RIGHTS_BY_SECOND_FACTOR) != 0;
}

int64_t party_backoff_s(int64_t failed_count)
{
    static const int64_t FREE_TRIES = 4;
    static const int64_t LONGEST_S = 15 * 60;
    if (failed_count <= FREE_TRIES) {
        return 0;
    }
    int64_t wait_s = 2;
    for (int64_t i = FREE_TRIES + 1; i < failed_count && wait_s < LONGEST_S; i++) {
        wait_s *= 2;
    }
    return wait_s < LONGEST_S ? wait_s : LONGEST_S;
}
