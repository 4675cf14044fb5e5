#include "market/purchase/purchase_approval.h"

#include <assert.h>

#include "base/canon.h"
#include "base/digest.h"

const struct fault APPROVAL_NO_LINE = {
    .kind = FAULT_REFUSED,
    .code = "approval.no_line",
    .text = "이 부서와 금액에 정해진 결재선이 없습니다. 기관 관리자에게 결재선을 정해 달라고 "
            "알려 주세요.",
    .source = "두 사람 원칙(기관 내부통제)",
};

const struct fault APPROVAL_OWN_STEP = {
    .kind = FAULT_REFUSED,
    .code = "approval.own_step",
    .text = "결재선에 요청한 본인이 있습니다. 본인 건은 본인이 결재할 수 없으니, 대결할 사람을 "
            "정하거나 결재선을 고쳐 달라고 기관 관리자에게 알려 주세요.",
    .source = "두 사람 원칙(기관 내부통제)",
};

const struct fault APPROVAL_ABSENT = {
    .kind = FAULT_REFUSED,
    .code = "approval.absent",
    .text = "결재선에 오늘 결재할 수 없는 사람이 있습니다. 대결할 사람을 정하거나 결재선을 고쳐 "
            "달라고 기관 관리자에게 알려 주세요.",
    .source = "행정업무의 운영 및 혁신에 관한 규정 제10조(행정기관)",
};

const struct fault APPROVAL_NOT_THEIRS = {
    .kind = FAULT_DENIED,
    .code = "approval.not_theirs",
    .text = "지금 결재할 차례가 아닙니다. 결재 목록에서 내 차례인 건을 골라 주세요.",
};

const struct fault APPROVAL_TWICE = {
    .kind = FAULT_REFUSED,
    .code = "approval.twice",
    .text = "한 사람이 결재선의 두 단계를 결재할 수 없습니다. 본래 결재할 사람이 결재하거나, "
            "대결할 다른 사람을 정해 달라고 기관 관리자에게 알려 주세요.",
    .source = "두 사람 원칙(기관 내부통제)",
};

const struct fault APPROVAL_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "approval.needs_reason",
    .text = "되돌리는 까닭을 적어 주세요. 담당자가 무엇을 고칠지 알아야 합니다.",
};

const struct fault APPROVAL_SPLIT = {
    .kind = FAULT_INVALID,
    .code = "approval.split_unconfirmed",
    .text =
        "비슷한 구매와 담당자의 설명을 읽고, 나누어 구매한 것이 아니라고 판단하면 표시해 주세요. "
        "그렇지 않으면 반려해 주세요.",
};

const struct fault APPROVAL_ALTERED = {
    .kind = FAULT_REFUSED,
    .code = "approval.altered",
    .text = "결재를 올린 뒤에 내용이 바뀌었습니다. 결재하지 말고 담당자에게 다시 올려 달라고 "
            "되돌려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault APPROVAL_DECIDED = {
    .kind = FAULT_CONFLICT,
    .code = "approval.decided",
    .text = "그 사이에 다른 사람이 결재했습니다. 새로 고쳐 결과를 확인해 주세요.",
};

const struct fault APPROVAL_NOT_OPEN = {
    .kind = FAULT_CONFLICT,
    .code = "approval.not_open",
    .text = "결재를 기다리는 건이 아닙니다. 새로 고쳐 현재 단계를 확인해 주세요.",
};

// --- The line ------------------------------------------------------------------------------------

static bool any_of_department(const approval_row_list *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].is_department) {
            return true;
        }
    }
    return false;
}

err approval_pick(const approval_row_list *rows, money price, struct approval_row *out,
                  size_t *out_count)
{
    bool own = any_of_department(rows);
    size_t count = 0;
    for (int64_t step = 1; step <= APPROVAL_STEPS_MAX; step++) {
        const struct approval_row *best = NULL;
        for (size_t i = 0; i < rows->count; i++) {
            const struct approval_row *row = &rows->items[i];
            bool asked =
                row->step == step && row->is_department == own && !money_less(price, row->from);
            if (asked && (best == NULL || money_less(best->from, row->from))) {
                best = row;
            }
        }
        if (best != NULL) {
            out[count++] = *best;
        }
    }
    if (count == 0) {
        return &APPROVAL_NO_LINE;
    }
    *out_count = count;
    return NULL;
}

account_id approval_actor(const struct approval_row *row, account_id officer)
{
    if (row->delegate.value != 0 && row->delegate.value != officer.value) {
        return row->delegate;
    }
    bool may = row->approves && row->account.value != officer.value;
    return may ? row->account : NO_ID(account_id);
}

err approval_admit_steps(const struct approval_row *steps, size_t count, account_id officer)
{
    for (size_t i = 0; i < count; i++) {
        if (approval_actor(&steps[i], officer).value == 0) {
            return steps[i].account.value == officer.value ? &APPROVAL_OWN_STEP : &APPROVAL_ABSENT;
        }
    }
    for (size_t i = 1; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (approval_actor(&steps[i], officer).value ==
                approval_actor(&steps[k], officer).value) {
                return &APPROVAL_TWICE;
            }
        }
    }
    return NULL;
}

err approval_admit_person(account_id officer, account_id submitted_by, account_id named,
                          account_id delegate, account_id person)
{
    assert(person.value != 0);
    if (person.value == officer.value || person.value == submitted_by.value) {
        return &PURCHASE_OWN_HANDS;
    }
    bool theirs = person.value == named.value || person.value == delegate.value;
    return theirs ? NULL : &APPROVAL_NOT_THEIRS;
}

// --- What was submitted --------------------------------------------------------------------------

static const struct {
    const char *name; // of purchase_content
    const char *label;
} FIELDS[] = {
    {"purchase",       "구매번호"        },
    {"institution",    "기관"              },
    {"department",     "부서"              },
    {"supplier",       "공급기업"        },
    {"title",          "계약건명"        },
    {"need",           "구매 사유"       },
    {"budget_line",    "예산 과목"       },
    {"object",         "계약 목적물"    },
    {"delivery_place", "납품 장소"       },
    {"deliver_by",     "납품 기한"       },
    {"scope",          "과업 내용"       },
    {"path",           "계약방법"        },
    {"estimated_won",  "추정가격"        },
    {"price_won",      "계약금액"        },
    {"supply_won",     "공급가액"        },
    {"vat_won",        "부가세"           },
    {"line",           "품목 차례"       },
    {"offer",          "판매 조건"       },
    {"offer_revision", "판매 조건의 판"},
    {"unit",           "단위"              },
    {"vat",            "과세 여부"       },
    {"quantity",       "수량"              },
    {"unit_price_won", "단가"              },
};

str approval_difference(struct arena *a, str was, str is)
{
    int64_t line = 0;
    str name = canon_difference(was, is, "line", &line);
    if (name.n == 0) {
        return name;
    }
    str label = line > 0 && str_equals(name, S("title")) ? S("품목 이름") : name;
    for (size_t i = 0; i < COUNT(FIELDS); i++) {
        if (str_equals(label, str_view(FIELDS[i].name))) {
            label = str_view(FIELDS[i].label);
        }
    }
    return line == 0 ? label : str_format(a, "%.*s, %lld번 품목", STR_ARG(label), (long long)line);
}

// One line of the chain for each round that was approved, the newest within its round: who adds a
// line of their own has one too many, or one at another time, and who makes rows alone has none.
static bool is_in_chain(const struct approval_kept *k)
{
    bool in_time = k->chain_at.us >= k->submitted_at.us && k->chain_at.us <= k->decided_at.us;
    bool same = k->chain_hash.n == 0 || str_equals(k->chain_hash, k->content_hash);
    return k->chain_lines == k->rounds && in_time && same;
}

str approval_find_broken(struct arena *a, const struct approval_kept *k)
{
    if (k->state != APPROVAL_APPROVED || k->open_steps > 0) {
        return S("결재 상태");
    }
    bool sealed = str_equals(digest_sha256(a, k->content), k->content_hash) &&
                  str_equals(k->case_hash, k->content_hash) && is_in_chain(k);
    return sealed ? S("") : S("결재 원본");
}

str approval_find_altered(struct arena *a, const struct approval_kept *k, str now)
{
    str broken = approval_find_broken(a, k);
    return broken.n > 0 ? broken : approval_difference(a, k->content, now);
}

// --- Words ---------------------------------------------------------------------------------------

static const struct {
    const char *word;
    const char *label;
} ROUNDS[] = {
    [APPROVAL_OPEN] = {"open",      "결재 중"},
    [APPROVAL_APPROVED] = {"approved",  "승인"    },
    [APPROVAL_RETURNED] = {"returned",  "반려"    },
    [APPROVAL_WITHDRAWN] = {"withdrawn", "회수"    },
};
static_assert(COUNT(ROUNDS) == APPROVAL_ROUND_STATE_COUNT, "a word for each state");

static const char *const STEPS[] = {"waiting", "approved", "returned"};
static_assert(COUNT(STEPS) == APPROVAL_STEP_STATE_COUNT, "a word for each state");

const char *approval_round_word(enum approval_round_state state)
{
    assert(state < APPROVAL_ROUND_STATE_COUNT);
    return ROUNDS[state].word;
}

int approval_round_from(str word)
{
    for (int i = 0; i < APPROVAL_ROUND_STATE_COUNT; i++) {
        if (str_equals(word, str_view(ROUNDS[i].word))) {
            return i;
        }
    }
    return -1;
}

str approval_round_label(enum approval_round_state state)
{
    assert(state < APPROVAL_ROUND_STATE_COUNT);
    return str_view(ROUNDS[state].label);
}

const char *approval_step_word(enum approval_step_state state)
{
    assert(state < APPROVAL_STEP_STATE_COUNT);
    return STEPS[state];
}

int approval_step_from(str word)
{
    for (int i = 0; i < APPROVAL_STEP_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STEPS[i]))) {
            return i;
        }
    }
    return -1;
}
