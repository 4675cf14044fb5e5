#include "market/rule/rule.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"

const struct fault RULE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "rule.unknown",
    .text = "그런 제안이 없습니다. 규칙 제안 목록에서 다시 골라 주세요.",
};
const struct fault RULE_DECIDED = {
    .kind = FAULT_CONFLICT,
    .code = "rule.decided",
    .text = "이미 결정된 제안입니다. 화면을 다시 열어 결과를 확인해 주세요.",
};
const struct fault RULE_OWN_HANDS = {
    .kind = FAULT_REFUSED,
    .code = "rule.own_hands",
    .text = "제안한 사람은 승인하거나 거절할 수 없습니다. 다른 운영자에게 확인을 부탁하거나 제안을 "
            "거두어 주세요.",
    .source = "두 사람 원칙(두레의 내부통제)",
};
const struct fault RULE_NOT_YOURS = {
    .kind = FAULT_REFUSED,
    .code = "rule.not_yours",
    .text = "제안한 사람만 거둘 수 있습니다. 받아들일 수 없으면 까닭을 적고 거절해 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault RULE_NEEDS_WORD = {
    .kind = FAULT_INVALID,
    .code = "rule.needs_word",
    .text = "거절하는 까닭을 적어 주세요. 제안한 사람에게 그대로 전합니다.",
};
const struct fault RULE_NEEDS_GIST = {
    .kind = FAULT_INVALID,
    .code = "rule.needs_gist",
    .text = "왜 바꾸는지와 어디에서 확인할 수 있는지를 적어 주세요.",
};
const struct fault RULE_WAITS = {
    .kind = FAULT_REFUSED,
    .code = "rule.waits",
    .text = "같은 규칙을 끝내자는 제안이 이미 있습니다. 그 제안을 먼저 결정해 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault RULE_TOO_LONG = {
    .kind = FAULT_INVALID,
    .code = "rule.too_long",
    .text = "규칙 한 행에 쓸 수 있는 길이를 넘었습니다. 글을 줄여 주세요.",
};
const struct fault RULE_TOO_MANY = {
    .kind = FAULT_REFUSED,
    .code = "rule.too_many",
    .text = "더할 수 있는 규칙의 수를 다 썼습니다. 다음 판의 규칙 파일에 옮겨 달라고 알려 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault RULE_QUOTE_OVER = {
    .kind = FAULT_INVALID,
    .code = "rule.quote_over",
    .text = "1인 견적 한도가 수의계약 한도보다 큽니다. 1인 견적은 수의계약 안에서만 받으므로, 두 "
            "금액을 다시 확인해 주세요.",
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [RULE_WAITING] = {"waiting",   "확인 기다림", "now"},
    [RULE_APPROVED] = {"approved",  "승인",           "ok" },
    [RULE_REFUSED] = {"refused",   "거절",           "bad"},
    [RULE_WITHDRAWN] = {"withdrawn", "거둠",           "off"},
};
static_assert(COUNT(STATES) == RULE_STATE_COUNT, "a word for each");

static const struct {
    const char *word;
    enum rule_state to;
} VERDICTS[] = {
    [RULE_APPROVE] = {"approve",  RULE_APPROVED },
    [RULE_REFUSE] = {"refuse",   RULE_REFUSED  },
    [RULE_WITHDRAW] = {"withdraw", RULE_WITHDRAWN},
};
static_assert(COUNT(VERDICTS) == RULE_VERDICT_COUNT, "a word for each");

const char *rule_state_word(enum rule_state state)
{
    assert(state < RULE_STATE_COUNT);
    return STATES[state].word;
}

bool rule_state_from(str word, enum rule_state *out)
{
    for (int i = 0; i < RULE_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            *out = (enum rule_state)i;
            return true;
        }
    }
    return false;
}

str rule_state_label(enum rule_state state)
{
    assert(state < RULE_STATE_COUNT);
    return str_view(STATES[state].label);
}

str rule_state_tone(enum rule_state state)
{
    assert(state < RULE_STATE_COUNT);
    return str_view(STATES[state].tone);
}

const char *rule_verdict_word(enum rule_verdict verdict)
{
    assert(verdict < RULE_VERDICT_COUNT);
    return VERDICTS[verdict].word;
}

int rule_verdict_from(str word)
{
    for (int i = 0; i < RULE_VERDICT_COUNT; i++) {
        if (str_equals(word, str_view(VERDICTS[i].word))) {
            return i;
        }
    }
    return -1;
}

enum rule_state rule_state_after(enum rule_verdict verdict)
{
    assert(verdict < RULE_VERDICT_COUNT);
    return VERDICTS[verdict].to;
}

err rule_admit(const struct rule_proposal *p, account_id person, enum rule_verdict verdict,
               str word)
{
    bool is_own = p->proposer.value == person.value;
    if (p->state != RULE_WAITING) {
        return &RULE_DECIDED;
    }
    if (is_own && verdict != RULE_WITHDRAW) {
        return &RULE_OWN_HANDS;
    }
    if (!is_own && verdict == RULE_WITHDRAW) {
        return &RULE_NOT_YOURS;
    }
    bool is_said = !str_is_empty(str_trim(word));
    return verdict == RULE_REFUSE && !is_said ? &RULE_NEEDS_WORD : NULL;
}

err rule_check_row(const struct law *would, const struct rule_proposal *p)
{
    enum law_table table;
    size_t at = 0;
    if (p->act != LAW_ACT_ROW || !law_find_id(would, p->row_id, &table, &at) ||
        table != LAW_THRESHOLDS) {
        return NULL;
    }
    const struct law_threshold *row = (const struct law_threshold *)law_row(would, table, at);
    bool is_over = law_limit_compare(row->one_quote_max, row->ceiling) > 0;
    return is_over ? &RULE_QUOTE_OVER : NULL;
}

struct law_change rule_change_of(const struct rule_proposal *p)
{
    return (struct law_change){
        .act = p->act,
        .kind = p->kind,
        .row_id = p->row_id,
        .line = p->line,
        .last_day = p->last_day,
        .proposal = p->no,
        .added_at = p->decided_at,
    };
}

// Room for every text with each of its characters escaped, and for names and numbers.
static size_t content_room(const struct rule_proposal *p, const struct rule_decision *d)
{
    size_t texts = p->kind.n + p->row_id.n + p->made_of.n + p->line.n + p->reason.n + p->source.n;
    return KIB + 2 * (texts + (d == NULL ? 0 : d->word.n));
}

str rule_content(struct arena *a, const struct rule_proposal *p, const struct rule_decision *d)
{
    struct out o;
    out_init(&o, a, content_room(p, d));
    canon_put_i64(&o, "no", p->no.value);
    canon_put(&o, "act", str_view(law_act_word(p->act)));
    canon_put(&o, "kind", p->kind);
    canon_put(&o, "row_id", p->row_id);
    canon_put(&o, "made_of", p->made_of);
    canon_put(&o, "line", p->line);
    canon_put_date(&o, "last_day", p->last_day);
    canon_put(&o, "reason", p->reason);
    canon_put(&o, "source", p->source);
    canon_put_i64(&o, "proposer", p->proposer.value);
    canon_put_i64(&o, "proposed_at", p->proposed_at.us);
    if (d != NULL) {
        canon_put(&o, "verdict", str_view(rule_state_word(d->state)));
        canon_put_i64(&o, "account", d->account.value);
        canon_put(&o, "word", d->word);
        canon_put_i64(&o, "decided_at", d->decided_at.us);
        canon_put_i64(&o, "since", d->since);
    }
    assert(!o.overflowed);
    return out_view(&o);
}

date rule_first_day(struct arena *arena, const struct rule_proposal *p)
{
    if (p->act == LAW_ACT_END) {
        return date_add_days(p->last_day, 1);
    }
    enum law_table table;
    const str *fields = NULL;
    date day = DATE_NONE;
    if (law_table_from(p->kind, &table) && law_line_fields(arena, table, p->line, &fields)) {
        for (size_t c = 0; c < law_column_count(table); c++) {
            if (str_equals(str_view(law_column_name(table, c)), S("first_day"))) {
                (void)date_parse(fields[c], &day);
            }
        }
    }
    return day;
}
