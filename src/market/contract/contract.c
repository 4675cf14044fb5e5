#include "market/contract/contract.h"

#include <assert.h>

#include "base/limits.h"

const struct fault CONTRACT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "contract.unknown",
    .text = "찾는 계약이 없습니다. 주소를 확인하거나 계약 목록에서 골라 주세요.",
};

const struct fault CONTRACT_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "contract.changed",
    .text = "그 사이에 다른 사람이 이 계약을 처리했습니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};

const struct fault CONTRACT_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "contract.wrong_state",
    .text = "지금 단계에서는 할 수 없는 일입니다. 새로 고쳐 계약의 현재 단계를 확인해 주세요.",
};

const struct fault CONTRACT_FILES_FULL = {
    .kind = FAULT_REFUSED,
    .code = "contract.files_full",
    .text =
        "한 건에 붙일 수 있는 파일은 모두 " TEXT_OF(LIMIT_CASE_FILES) "개이고, 그 가운데 " TEXT_OF(
            LIMIT_CLAIM_PROOFS) "개는 청구 서류 "
                                "몫으로 남겨 둡니다. 여러 장을 PDF 하나로 묶어 주세요. 이미 올린 "
                                "파일은 그대로 있습니다.",
    .source = FAULT_OWN_RULE,
};

const struct fault CONTRACT_ALTERED = {
    .kind = FAULT_REFUSED,
    .code = "contract.altered",
    .text = "계약 내용이 결재받은 내용과 다릅니다. 서명할 수 없습니다. 운영자에게 알려 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [CONTRACT_OFFERED] = {"offered",         "서명 대기",        "now"},
    [CONTRACT_SIGNED_SUPPLIER] = {"signed_supplier", "기업 서명 완료", "now"},
    [CONTRACT_SIGNED] = {"signed",          "계약 체결",        "ok" },
    [CONTRACT_DELIVERED] = {"delivered",       "납품·검사 중",   "now"},
    [CONTRACT_ACCEPTED] = {"accepted",        "검사 합격",        "ok" },
    [CONTRACT_CLAIMED] = {"claimed",         "대금 청구",        "now"},
    [CONTRACT_PAID] = {"paid",            "지급 완료",        "ok" },
    [CONTRACT_VOID] = {"void",            "취소",               "off"},
};
static_assert(COUNT(STATES) == CONTRACT_STATE_COUNT, "a state came or went: give it its words");

static const struct {
    const char *word;
    const char *label;
} KINDS[] = {
    [CONTRACT_DOCUMENT] = {"document",   "계약서"   },
    [CONTRACT_ACCEPTANCE] = {"acceptance", "승낙사항"},
};
static_assert(COUNT(KINDS) == CONTRACT_KIND_COUNT, "a kind came or went: give it its words");

static const struct {
    const char *word;
    const char *label;
} SECURITIES[] = {
    [CONTRACT_PROMISE] = {"promise", "계약보증금 지급각서"},
    [CONTRACT_BOND] = {"bond",    "이행보증보험증권"    },
    [CONTRACT_CASH] = {"cash",    "현금"                      },
};
static_assert(COUNT(SECURITIES) == CONTRACT_SECURITY_COUNT, "give it its words");

// Every move there is. What is not listed cannot happen.
static const struct move {
    enum contract_state from;
    enum contract_event event;
    enum contract_state to;
} MOVES[] = {
    {CONTRACT_OFFERED,         CONTRACT_SIGN_SUPPLIER,    CONTRACT_SIGNED_SUPPLIER},
    {CONTRACT_OFFERED,         CONTRACT_CANCEL,           CONTRACT_VOID           },
    {CONTRACT_SIGNED_SUPPLIER, CONTRACT_SIGN_INSTITUTION, CONTRACT_SIGNED         },
    {CONTRACT_SIGNED_SUPPLIER, CONTRACT_CANCEL,           CONTRACT_VOID           },
    {CONTRACT_SIGNED,          CONTRACT_DELIVER,          CONTRACT_DELIVERED      },
    {CONTRACT_DELIVERED,       CONTRACT_DELIVER,          CONTRACT_DELIVERED      },
    {CONTRACT_DELIVERED,       CONTRACT_ACCEPT,           CONTRACT_ACCEPTED       },
    {CONTRACT_ACCEPTED,        CONTRACT_CLAIM,            CONTRACT_CLAIMED        },
    {CONTRACT_CLAIMED,         CONTRACT_REFUSE_CLAIM,     CONTRACT_ACCEPTED       },
    {CONTRACT_CLAIMED,         CONTRACT_PAY,              CONTRACT_PAID           },
};
static_assert(COUNT(MOVES) == 10, "a move came or went: redraw the picture in README.md");

const char *contract_state_word(enum contract_state state)
{
    assert(state < CONTRACT_STATE_COUNT);
    return STATES[state].word;
}

int contract_state_from(str word)
{
    for (int i = 0; i < CONTRACT_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str contract_state_label(enum contract_state state)
{
    assert(state < CONTRACT_STATE_COUNT);
    return str_view(STATES[state].label);
}

str contract_state_tone(enum contract_state state)
{
    assert(state < CONTRACT_STATE_COUNT);
    return str_view(STATES[state].tone);
}

const char *contract_kind_word(enum contract_kind kind)
{
    assert(kind < CONTRACT_KIND_COUNT);
    return KINDS[kind].word;
}

int contract_kind_from(str word)
{
    for (int i = 0; i < CONTRACT_KIND_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i].word))) {
            return i;
        }
    }
    return -1;
}

str contract_kind_label(enum contract_kind kind)
{
    assert(kind < CONTRACT_KIND_COUNT);
    return str_view(KINDS[kind].label);
}

const char *contract_security_word(enum contract_security security)
{
    assert(security < CONTRACT_SECURITY_COUNT);
    return SECURITIES[security].word;
}

int contract_security_from(str word)
{
    for (int i = 0; i < CONTRACT_SECURITY_COUNT; i++) {
        if (str_equals(word, str_view(SECURITIES[i].word))) {
            return i;
        }
    }
    return -1;
}

str contract_security_label(enum contract_security security)
{
    assert(security < CONTRACT_SECURITY_COUNT);
    return str_view(SECURITIES[security].label);
}

static const struct move *find_move(enum contract_state state, enum contract_event event)
{
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == state && MOVES[i].event == event) {
            return &MOVES[i];
        }
    }
    return NULL;
}

bool contract_may(enum contract_state state, enum contract_event event)
{
    return find_move(state, event) != NULL;
}

err contract_move(enum contract_state *state, enum contract_event event)
{
    assert(*state < CONTRACT_STATE_COUNT && event < CONTRACT_EVENT_COUNT);
    const struct move *move = find_move(*state, event);
    if (move == NULL) {
        return &CONTRACT_WRONG_STATE;
    }
    *state = move->to;
    return NULL;
}

bool contract_purchase_event(enum contract_event event, enum purchase_event *out)
{
    static const struct {
        bool moves;
        enum purchase_event event;
    } ALONG[] = {
        [CONTRACT_SIGN_SUPPLIER] = {false, PURCHASE_SIGN        },
        [CONTRACT_SIGN_INSTITUTION] = {true,  PURCHASE_SIGN        },
        [CONTRACT_DELIVER] = {true,  PURCHASE_DELIVER     },
        [CONTRACT_ACCEPT] = {true,  PURCHASE_ACCEPT      },
        [CONTRACT_CLAIM] = {true,  PURCHASE_CLAIM       },
        [CONTRACT_REFUSE_CLAIM] = {true,  PURCHASE_REFUSE_CLAIM},
        [CONTRACT_PAY] = {true,  PURCHASE_PAY         },
        [CONTRACT_CANCEL] = {true,  PURCHASE_CANCEL      },
    };
    static_assert(COUNT(ALONG) == CONTRACT_EVENT_COUNT, "an event came or went");
    assert(event < CONTRACT_EVENT_COUNT);
    if (ALONG[event].moves) {
        *out = ALONG[event].event;
    }
    return ALONG[event].moves;
}

struct contract_line contract_line_of(const struct purchase_line *l)
{
    money amount = WON(0);
    bool fits = money_times(l->price, l->quantity, &amount);
    assert(fits); // purchase_sum added it up
    (void)fits;
    return (struct contract_line){
        .seq = l->seq,
        .purchase_line = l->id,
        .product = l->product,
        .category_code = l->category_code,
        .title = l->title,
        .unit = l->unit,
        .quantity = l->quantity,
        .price = l->price,
        .amount = amount,
    };
}

bool contract_is_valid(const struct contract *c)
{
    bool binds = c->state >= CONTRACT_SIGNED && c->state != CONTRACT_VOID;
    return c->state < CONTRACT_STATE_COUNT && c->price.won > 0 &&
           money_equals(money_add(c->supply, c->vat), c->price) &&
           binds == !date_is_none(c->contracted_on);
}
