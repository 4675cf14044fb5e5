#include "market/claim/claim.h"

#include <assert.h>

#include "base/canon.h"
#include "base/digest.h"

const struct fault CLAIM_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "claim.unknown",
    .text = "찾는 대금청구가 없습니다. 주소를 확인하거나 청구 목록에서 골라 주세요.",
};

const struct fault CLAIM_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "claim.changed",
    .text = "그 사이에 다른 사람이 이 청구를 처리했습니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};

const struct fault CLAIM_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "claim.wrong_state",
    .text = "이미 지급했거나 돌려보낸 청구입니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [CLAIM_CLAIMED] = {"claimed",  "지급 대기", "now"},
    [CLAIM_RETURNED] = {"returned", "돌려보냄",  "bad"},
    [CLAIM_PAID] = {"paid",     "지급 완료", "ok" },
};
static_assert(COUNT(STATES) == CLAIM_STATE_COUNT, "a state came or went: give it its words");

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} PROOF_STATES[] = {
    [CLAIM_PROOF_MISSING] = {"missing",      "없음",              "bad" },
    [CLAIM_PROOF_GIVEN] = {"given",        "확인 전",          "warn"},
    [CLAIM_PROOF_CHECKED] = {"checked",      "확인함",           "ok"  },
    [CLAIM_PROOF_NOT_REQUIRED] = {"not_required", "요구하지 않음", "off" },
};
static_assert(COUNT(PROOF_STATES) == CLAIM_PROOF_STATE_COUNT, "give it its words");

// Every move there is. What is not listed cannot happen.
static const struct move {
    enum claim_state from;
    enum claim_event event;
    enum claim_state to;
} MOVES[] = {
    {CLAIM_CLAIMED, CLAIM_RETURN, CLAIM_RETURNED},
    {CLAIM_CLAIMED, CLAIM_PAY,    CLAIM_PAID    },
};
static_assert(COUNT(MOVES) == 2, "a move came or went: redraw the picture in README.md");

#define CONTENT_MAX 4096 // bytes: a bank's name, a holder's and a sealed account are lines

str claim_content(struct arena *a, const struct claim *c)
{
    struct out o;
    out_init(&o, a, CONTENT_MAX);
    canon_put_i64(&o, "no", c->no.value);
    canon_put_i64(&o, "contract", c->contract.value);
    canon_put_i64(&o, "amount_won", c->amount.won);
    canon_put(&o, "bank_name", c->bank_name);
    canon_put(&o, "bank_account", c->bank_account);
    canon_put(&o, "bank_holder", c->bank_holder);
    canon_put_date(&o, "claimed_on", c->claimed_on);
    canon_put_date(&o, "pay_by", c->pay_by);
    if (c->is_moved) { // else the contract's, which is signed
        canon_put_date(&o, "due_on", c->due_on);
    }
    assert(!o.overflowed);
    return out_view(&o);
}

bool claim_is_as_claimed(struct arena *a, const struct claim *c)
{
    return c->claimed_hash.n == 0 ||
           str_equals(c->claimed_hash, digest_sha256(a, claim_content(a, c)));
}

const char *claim_state_word(enum claim_state state)
{
    assert(state < CLAIM_STATE_COUNT);
    return STATES[state].word;
}

int claim_state_from(str word)
{
    for (int i = 0; i < CLAIM_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str claim_state_label(enum claim_state state)
{
    assert(state < CLAIM_STATE_COUNT);
    return str_view(STATES[state].label);
}

str claim_state_tone(enum claim_state state)
{
    assert(state < CLAIM_STATE_COUNT);
    return str_view(STATES[state].tone);
}

const char *claim_proof_state_word(enum claim_proof_state state)
{
    assert(state < CLAIM_PROOF_STATE_COUNT);
    return PROOF_STATES[state].word;
}

int claim_proof_state_from(str word)
{
    for (int i = 0; i < CLAIM_PROOF_STATE_COUNT; i++) {
        if (str_equals(word, str_view(PROOF_STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str claim_proof_state_label(enum claim_proof_state state)
{
    assert(state < CLAIM_PROOF_STATE_COUNT);
    return str_view(PROOF_STATES[state].label);
}

str claim_proof_state_tone(enum claim_proof_state state)
{
    assert(state < CLAIM_PROOF_STATE_COUNT);
    return str_view(PROOF_STATES[state].tone);
}

static const struct move *find_move(enum claim_state state, enum claim_event event)
{
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == state && MOVES[i].event == event) {
            return &MOVES[i];
        }
    }
    return NULL;
}

bool claim_may(enum claim_state state, enum claim_event event)
{
    return find_move(state, event) != NULL;
}

err claim_move(enum claim_state *state, enum claim_event event)
{
    assert(*state < CLAIM_STATE_COUNT && event < CLAIM_EVENT_COUNT);
    const struct move *move = find_move(*state, event);
    if (move == NULL) {
        return &CLAIM_WRONG_STATE;
    }
    *state = move->to;
    return NULL;
}

bool claim_is_valid(const struct claim *c)
{
    bool is_returned = c->state == CLAIM_RETURNED;
    return c->state < CLAIM_STATE_COUNT && c->amount.won > 0 && c->net.won >= 0 &&
           c->delay.won >= 0 && c->cut.won >= 0 &&
           money_equals(money_subtract(money_subtract(c->amount, c->delay), c->cut), c->net) &&
           (c->excused_days == 0 || c->excused_at.us != 0) && !date_is_none(c->due_on) &&
           is_returned == !date_is_none(c->returned_on) && (!is_returned || c->return_reason.n > 0);
}
